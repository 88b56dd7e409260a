"""Links into a phone's navigation, by coordinates only, and the QR codes that carry them."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import Final, Literal

import segno

from dispatch.model import Point

Navigator = Literal["geo", "google", "apple", "none"]

WAYPOINTS: Final = 3
"""Stops on the way that Google Maps takes on a phone, besides the destination.

Source: developers.google.com/maps/documentation/urls, "waypoints", read in November 2026.
"""

_MODES: Final = {"bike": "bicycling", "van": "driving", "robot": "walking", "drone": "bicycling"}


@dataclass(frozen=True, slots=True)
class Chunk:
    """Hold a link that leads along some stops of a trip in order.

    Parameters
    ----------
    first, last
        Numbers of the stops in the trip, from 1, both included.
    url
        The link; it starts wherever the phone is.
    """

    first: int
    last: int
    url: str


def stop_link(navigator: Navigator, kind: str, point: Point) -> str:
    """Return a link that leads a phone to one place; empty if the store wants none.

    Parameters
    ----------
    navigator
        ``geo`` opens whatever the phone has chosen (RFC 5870).
    kind
        ``bike`` or ``van``.
    point
        (lat, lon).
    """
    at = _written(point)
    match navigator:
        case "geo":
            return f"geo:{at}?q={at}"
        case "google":
            return f"https://www.google.com/maps/dir/?api=1&destination={at}&travelmode={_MODES[kind]}"
        case "apple":
            return f"https://maps.apple.com/?daddr={at}" + ("&dirflg=d" if kind == "van" else "")
        case _:
            return ""


def trip_links(navigator: Navigator, kind: str, points: Sequence[Point]) -> tuple[Chunk, ...]:
    """Cut a trip into links of as many stops as a phone takes.

    Only Google Maps documents links with several stops; ``geo`` links hold one place, so the chunks of a
    store that chose ``geo`` go to Google Maps too, and one that chose ``apple`` has none.
    """
    if navigator not in ("geo", "google") or len(points) < 2:
        return ()
    size = WAYPOINTS + 1
    return tuple(
        Chunk(start + 1, min(start + size, len(points)), _along(kind, points[start : start + size]))
        for start in range(0, len(points), size)
    )


def qr_svg(text: str) -> str:
    """Draw a QR code as SVG of one path, black on nothing, with the quiet zone left to the page."""
    out = BytesIO()
    # The mask only evens out the picture; a fixed one saves trying all eight.
    code = segno.make_qr(text, error="m", mask=3, boost_error=False)
    code.save(out, kind="svg", border=0, xmldecl=False, svgclass=None, lineclass=None, nl=False)
    return out.getvalue().decode("ascii")


def bars(text: str) -> tuple[str, int]:
    """Draw a bar code (Code 128) as SVG of one path, and say how many bars wide it is.

    Scanners of tills read it that read no QR codes. Text that Code 128 cannot hold gives nothing.
    """
    from barcode.codex import Code128
    from barcode.errors import BarcodeError

    try:
        (pattern,) = Code128(text).build()
    except BarcodeError:
        return "", 0
    runs = [(len(list(run)), dark) for dark, run in groupby(pattern)]
    path, left = "", 0
    for width, dark in runs:
        path += f"M{left} 0h{width}v1h-{width}z" if dark == "1" else ""
        left += width
    box = f'viewBox="0 0 {left} 1" preserveAspectRatio="none"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}><path d="{path}"/></svg>', left


def _along(kind: str, points: Sequence[Point]) -> str:
    *via, destination = map(_written, points)
    url = f"https://www.google.com/maps/dir/?api=1&destination={destination}&travelmode={_MODES[kind]}"
    return url + ("&waypoints=" + "%7C".join(via) if via else "")


def _written(point: Point) -> str:
    """Write a point to five decimals: a metre, and a QR code that stays coarse enough for the rain."""
    return f"{point[0]:.5f},{point[1]:.5f}"
