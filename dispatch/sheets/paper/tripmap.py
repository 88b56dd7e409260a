"""The map of a trip: a vector drawing for paper that reads in grey.

On an installed map it stands on roads and water; without one it is a sketch of stops and legs.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from typing import Final

import numpy as np

from dispatch.model import Point
from dispatch.sheets.clipping import Line
from dispatch.sheets.paper.background import UNITS, Background, Frame, text
from dispatch.sheets.paper.placing import Marker, Spot, place_markers

SIZES: Final = {"small": (128.0, 78.0), "large": (190.0, 118.0)}
"""(width, height) in millimetres."""

CROWDED: Final = 24
"""Stops of a trip above which its map is large."""

_MARKER_MM: Final = 5.0
_GAP_MM: Final = 0.5
_ARROW_EVERY_MM: Final = 13.0
_MOST_NAMES: Final = 16
_MOST_PLACES: Final = 6
_LETTER: Final = 1.5 * UNITS
"""Units around the line of a name that its letters take."""


_WALLS: Final = "M0 -62L64 -6H46V54H-46V-6H-64Z"
"""The outline of a house, around its middle."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Say what to draw.

    Parameters
    ----------
    store
        (lat, lon).
    stops
        (lat, lon) in the order of visits.
    legs
        A line to each stop in order, and one back to the store, or on to the end.
    note
        What stands in the corner: whose map it is, or that it is a sketch.
    end
        (lat, lon) of another store, where the trip leads; None if back to its own.
    """

    store: Point
    stops: Sequence[Point]
    legs: Sequence[Sequence[Point]]
    note: str
    end: Point | None = None

    @property
    def stores(self) -> tuple[Point, ...]:
        """Where it loads and, if elsewhere, where it leads."""
        return (self.store,) if self.end is None else (self.store, self.end)


def map_size(stops: int) -> str:
    """Return the key of :data:`SIZES` that suits a number of stops."""
    return "large" if stops > CROWDED else "small"


def frame_of(drawing: Drawing) -> Frame:
    """Fit all of a drawing onto the paper that suits its stops."""
    width, height = SIZES[map_size(len(drawing.stops))]
    points = [*drawing.stores, *drawing.stops, *(point for leg in drawing.legs for point in leg)]
    return Frame.around(points, width, height, margin_mm=8)


def draw_trip(drawing: Drawing, background: Background | None) -> str:
    """Draw a trip as SVG of the size that suits its stops."""
    frame = frame_of(drawing)
    stores = [frame.spot(store) for store in drawing.stores]
    size = (_MARKER_MM + _GAP_MM) * UNITS
    spots = [frame.spot(stop) for stop in drawing.stops]
    markers = place_markers(spots, size, (frame.width, frame.height - 4 * UNITS), stores)
    ways = (np.array(leg, dtype=float).reshape(-1, 2) * 1e6 for leg in drawing.legs)
    legs = [[(x, y) for x, y in frame.spots(way).tolist()] for way in ways]
    parts = [_sheet(frame), '<g clip-path="url(#paper)">']
    if background is not None:
        parts.append(background.draw(frame))
    parts += [_way(legs), *_arrows(legs, markers, stores)]
    if background is not None:
        parts += _names(background, frame, [*(marker.centre for marker in markers), *stores])
    parts += [
        _leaders(markers),
        *map(_goal, stores[1:]),
        _house(stores[0]),
        *map(_numbered, range(1, len(markers) + 1), markers),
    ]
    parts += ["</g>", _scale_bar(frame), _note(frame, drawing.note), _border(frame), "</svg>"]
    return "".join(parts)


def _sheet(frame: Frame) -> str:
    width, height = frame.width, frame.height
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width / UNITS:g}mm" height="{height / UNITS:g}mm"'
        f' viewBox="0 0 {width} {height}"><defs><clipPath id="paper"><rect width="{width}"'
        f' height="{height}"/></clipPath></defs><rect width="{width}" height="{height}" fill="#fff"/>'
    )


def _border(frame: Frame) -> str:
    return (
        f'<rect width="{frame.width}" height="{frame.height}" fill="none" stroke="#000"'
        f' stroke-width="{0.5 * UNITS:g}"/>'
    )


def _way(legs: Sequence[Sequence[Spot]]) -> str:
    """Draw the way out and along the stops solid, the way back dashed, both on a white bed."""
    out, back = "".join(map(_line, legs[:-1])), "".join(map(_line, legs[-1:]))
    style = 'fill="none" stroke-linejoin="round" stroke-linecap="round"'
    bed, ink = 2.0 * UNITS, 0.9 * UNITS
    return (
        f'<path {style} stroke="#fff" stroke-width="{bed:g}" d="{back}{out}"/>'
        f'<path {style} stroke="#000" stroke-width="{0.6 * UNITS:g}" stroke-dasharray="{1.6 * UNITS:g} '
        f'{1.6 * UNITS:g}" d="{back}"/>'
        f'<path {style} stroke="#000" stroke-width="{ink:g}" d="{out}"/>'
    )


def _line(spots: Sequence[Spot]) -> str:
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in spots)


def _arrows(
    legs: Sequence[Sequence[Spot]], markers: Sequence[Marker], stores: Sequence[Spot]
) -> Iterator[str]:
    """Draw arrowheads along the way, at even distances and clear of the numbers."""
    busy = [*(marker.centre for marker in markers), *stores]
    clear, gone = 0.75 * _MARKER_MM * UNITS, _ARROW_EVERY_MM * UNITS / 2
    for leg in legs:
        for one, two in pairwise(leg):
            length = math.dist(one, two)
            angle = math.degrees(math.atan2(two[1] - one[1], two[0] - one[0]))
            gone += length
            while gone >= _ARROW_EVERY_MM * UNITS and length:
                gone -= _ARROW_EVERY_MM * UNITS
                part = 1 - min(gone, length) / length
                x, y = one[0] + part * (two[0] - one[0]), one[1] + part * (two[1] - one[1])
                if all(math.dist((x, y), other) > clear for other in busy):
                    yield (
                        f'<path stroke="#fff" stroke-width="{0.3 * UNITS:g}" d="M38 0L-28 27L-12 0L-28 -27Z"'
                        f' transform="translate({x:.0f} {y:.0f}) rotate({angle:.0f})"/>'
                    )


def _leaders(markers: Sequence[Marker]) -> str:
    parts = []
    for marker in markers:
        if marker.moved:
            (x, y), (cx, cy) = marker.at, marker.centre
            line = f"M{x:.0f} {y:.0f}L{cx:.0f} {cy:.0f}"
            parts.append(
                f'<path stroke="#fff" stroke-width="{1.1 * UNITS:g}" d="{line}"/>'
                f'<path stroke="#000" stroke-width="{0.4 * UNITS:g}" d="{line}"/>'
                f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{0.9 * UNITS:g}" stroke="#fff" stroke-width="5"/>'
            )
    return "".join(parts)


def _numbered(number: int, marker: Marker) -> str:
    x, y = marker.centre
    size = 3.4 if number < 100 else 2.6
    return (
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{_MARKER_MM * UNITS / 2:g}" stroke="#fff"'
        f' stroke-width="{0.5 * UNITS:g}"/>'
        f'<text x="{x:.0f}" y="{y + size * UNITS * 0.35:.0f}" font-size="{size * UNITS:g}" font-weight="700"'
        f' font-family="Fira Sans" text-anchor="middle" fill="#fff">{number}</text>'
    )


def _house(store: Spot) -> str:
    """Draw the store: a house, black with a white rim."""
    return (
        f'<path transform="translate({store[0]:.0f} {store[1]:.0f})" stroke="#fff" stroke-width="10"'
        f' stroke-linejoin="round" d="{_WALLS}"/>'
        f'<path transform="translate({store[0]:.0f} {store[1]:.0f})" fill="#fff" d="M-14 54V12H14V54Z"/>'
    )


def _goal(store: Spot) -> str:
    """Draw another store, where the trip leads: a white house with a black outline."""
    return "".join(
        f'<path class="goal" transform="translate({store[0]:.0f} {store[1]:.0f})" fill="#fff" stroke="{ink}"'
        f' stroke-width="{width}" stroke-linejoin="round" d="{_WALLS}"/>'
        for ink, width in (("#fff", 32), ("#000", 14))
    )


def _scale_bar(frame: Frame) -> str:
    """Draw a bar of a round length between 12 and 30 mm."""
    length = next(
        m
        for ten in count(1)
        for m in (5 * 10**ten, 10 * 10**ten, 20 * 10**ten)
        if m / frame.metres_per_mm >= 12
    )
    width = length / frame.metres
    words = f"{length} m" if length < 1000 else f"{length // 1000} km"
    x, y = 2.5 * UNITS, frame.height - 2.5 * UNITS
    ticks = f"M{x:g} {y - 1.2 * UNITS:g}V{y:g}H{x + width:.0f}V{y - 1.2 * UNITS:g}"
    return (
        f'<path fill="none" stroke="#fff" stroke-width="{1.2 * UNITS:g}" d="{ticks}"/>'
        f'<path fill="none" stroke="#000" stroke-width="{0.4 * UNITS:g}" d="{ticks}"/>'
        + text(words, x + width + 1.2 * UNITS, y, 2.6)
    )


def _note(frame: Frame, note: str) -> str:
    return text(note, frame.width - 1.5 * UNITS, frame.height - 1.6 * UNITS, 2.4, 'text-anchor="end"')


def _names(background: Background, frame: Frame, busy: Sequence[Spot]) -> Iterator[str]:
    """Write the names of places and streets where they cover neither a number nor each other."""
    room = _Room(frame, busy)
    yield from _place_names(background, frame, room)
    yield from _street_names(background, frame, room)


def _place_names(background: Background, frame: Frame, room: "_Room") -> Iterator[str]:
    written: set[str] = set()
    for name, (x, y) in background.places(frame):
        length = len(name) * 2.0 * UNITS
        if len(written) == _MOST_PLACES or name in written:
            continue
        if not room.take(_beads((x, y), length, (x - length, y), (x + length, y))):
            continue
        written.add(name)
        style = 'text-anchor="middle" fill="#555" font-weight="500" letter-spacing="4"'
        yield text(name, x, y + 1.2 * UNITS, 3.4, style)


def _street_names(background: Background, frame: Frame, room: "_Room") -> Iterator[str]:
    """Write names along the straightest long piece of a street, where there is room."""
    written: set[str] = set()
    # Those that run straight for longest come first.
    for name, line, _ in sorted(background.names(frame), key=lambda named: -named[2]):
        if len(written) == _MOST_NAMES:
            return
        if name in written:
            continue
        length = len(name) * 1.35 * UNITS
        for one, two in pairwise(line.tolist()):
            middle = ((one[0] + two[0]) / 2, (one[1] + two[1]) / 2)
            if math.dist(one, two) < length * 0.7 or not room.take(_beads(middle, length, one, two)):
                continue
            angle = math.degrees(math.atan2(two[1] - one[1], two[0] - one[0]))
            angle += 180 if abs(angle) > 90 else 0
            written.add(name)
            x, y = middle
            turn = f'text-anchor="middle" fill="#333" transform="rotate({angle:.0f} {x:.0f} {y:.0f})"'
            yield text(name, x, y + 0.8 * UNITS, 2.4, turn)
            break


def _beads(middle: Spot, length: float, one: Spot, two: Spot) -> Line:
    """Cover a written name with circles: rows of x, y, each of the radius of a letter."""
    way = math.dist(one, two)
    count = max(1, round(length / (2 * UNITS)))
    steps = (np.arange(count + 1) / count - 0.5) * (length / way)
    return np.column_stack((middle[0] + (two[0] - one[0]) * steps, middle[1] + (two[1] - one[1]) * steps))


class _Room:
    """Know what is taken of a map: circles around numbers, and along names.

    Parameters
    ----------
    frame
        The paper.
    busy
        Centres of numbers and of the stores.
    """

    def __init__(self, frame: Frame, busy: Sequence[Spot]) -> None:
        self._low = np.array((_LETTER, _LETTER))
        self._high = np.array((frame.width - _LETTER, frame.height - 4 * UNITS))
        # All at once: names are tried at some thousand places of a day, each against all that is taken.
        self._centres = np.array(busy, dtype=float).reshape(-1, 2)
        self._clear = np.full(len(busy), _MARKER_MM * UNITS * 0.6 + _LETTER)

    def take(self, beads: Line) -> bool:
        """Take the place of a name if it is free; say whether it was."""
        if not ((beads > self._low) & (beads < self._high)).all():
            return False
        apart = np.hypot(*(beads[:, None] - self._centres).transpose(2, 0, 1))
        if (apart < self._clear).any():
            return False
        self._centres = np.concatenate((self._centres, beads))
        self._clear = np.concatenate((self._clear, np.full(len(beads), 2 * _LETTER)))
        return True
