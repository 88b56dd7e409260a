"""Links into a phone's navigation, by coordinates only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

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


def _along(kind: str, points: Sequence[Point]) -> str:
    *via, destination = map(_written, points)
    url = f"https://www.google.com/maps/dir/?api=1&destination={destination}&travelmode={_MODES[kind]}"
    return url + ("&waypoints=" + "%7C".join(via) if via else "")


def _written(point: Point) -> str:
    """Write a point to five decimals: a metre, and a QR code that stays coarse enough for the rain."""
    return f"{point[0]:.5f},{point[1]:.5f}"
