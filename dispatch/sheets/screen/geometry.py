"""The geometry of plan.html: ways, stops and background as small integers within the plan's bounds.

A point is two 16-bit integers, east and north of the south-west corner in equal steps; a layer is its
points and the length of each line, both base64 of little-endian arrays. Four bytes a point keep a whole
town within a megabyte, and a browser decodes them without parsing.
"""

import base64
import math
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np

from dispatch.files.text import plain
from dispatch.geo.globe import METRES_PER_DEGREE, shrink
from dispatch.model import Point
from dispatch.sheets.clipping import Areas, Line, clip_lines, simplify
from dispatch.sheets.drawing import open_drawing, unpacked, unreadable_drawing
from dispatch.sheets.sheetday import SheetDay

_STEP: Final = 1e-5
"""Degrees: about a metre."""
_STEPS: Final = 65_535
_PADDING: Final = 0.006
"""Degrees around the plan: some 600 m of background to look around in."""
_WIDE: Final = 1.9
_HIGH: Final = 1.4
"""Width of the map on a screen in heights, and height on a phone in widths."""
_METRE: Final = 1 / METRES_PER_DEGREE
"""Degrees of latitude."""
_POINTS: Final = 260_000
"""Points of background at most: 1.4 MB of text."""
_COARSER: Final = (3, 6, 12, 24, 48)
"""Metres by which background lines may be simplified, tried in turn until it is small enough."""
_LABELS_A_STREET: Final = 3
_LABEL_METRES: Final = 60

_LAYERS: Final = {
    ("water", True): "water",
    ("water", False): "stream",
    ("green", True): "green",
    ("road", "motorway"): "motorway",
    ("road", "main"): "main",
    ("road", "street"): "street",
    ("road", "pedestrian"): "pedestrian",
    ("road", "path"): "path",
    ("road", "rail"): "rail",
}
_AREAS: Final = frozenset(("water", "green"))
_LEAST_NEEDED: Final = ("path", "green", "stream", "pedestrian")
_PLACES: Final = ("city", "town", "village", "suburb", "quarter", "neighbourhood", "hamlet")

Lines = list[Line]
Stretches = list[tuple[float, Line]]
"""Lines of one street, each with its rough extent in degrees."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Turn degrees into steps from a south-west corner."""

    south: float
    west: float
    step: float

    @classmethod
    def around(cls, points: Sequence[Point]) -> "Frame":
        """Make a frame that holds all points, with some padding."""
        lats, lons = zip(*points, strict=True)
        south, west = min(lats) - _PADDING, min(lons) - _PADDING
        span = max(max(lats) - south, max(lons) - west) + _PADDING
        return cls(south, west, max(_STEP, span / _STEPS))

    def pack(self, lines: Iterable[Line]) -> dict[str, str]:
        """Pack lines of (lat, lon) points; points outside are moved to the edge."""
        kept = [line for line in lines if len(line)]
        if not kept:
            return {"counts": "", "points": ""}
        steps = np.rint((np.concatenate(kept) - (self.south, self.west)) / self.step)
        points = np.clip(steps, 0, _STEPS).astype("<u2")
        counts = np.array([len(line) for line in kept], dtype="<u4")
        return {"counts": _base64(counts.tobytes()), "points": _base64(points.tobytes())}

    def as_json(self) -> dict[str, float]:
        """Return what a reader needs to unpack."""
        return {"south": self.south, "west": self.west, "step": self.step}


def map_data(
    day: SheetDay, stops: Sequence[Point], background: Path | None, *, exact: bool
) -> dict[str, Any]:
    """Collect the geometry of a day.

    Parameters
    ----------
    day
        Its shapes are the ways; a trip without one is drawn straight from stop to stop.
    stops
        Where the stops are shown, planned and left behind.
    background
        An installed map's background; None for none.
    exact
        Whether ways may be shown as driven; else they are straight lines between the stops as shown.

    Raises
    ------
    ResourceError
        If the background cannot be read.
    """
    store = day.planned.problem.depot.point
    ways = _straight(day, stops) | (_driven(day) if exact else {})
    bounds = _bounds([*(one.point for one in day.planned.problem.depots), *stops])
    frame = Frame.around([bounds[:2], bounds[2:], *(point for way in ways.values() for point in way)])
    routes = [
        frame.pack(np.array(ways[row.route.name, trip.number]) for trip in row.trips) for row in day.routes
    ]
    data: dict[str, Any] = {"frame": frame.as_json(), "store": store, "ways": routes}
    if day.routes and background is not None and background.is_file():
        data["background"] = _background(background, frame, bounds)
    return data


def _driven(day: SheetDay) -> dict[tuple[str, int], list[Point]]:
    return {(row.route.name, row.number): list(row.line) for row in day.trips if row.line}


def _straight(day: SheetDay, stops: Sequence[Point]) -> dict[tuple[str, int], list[Point]]:
    ways: dict[tuple[str, int], list[Point]] = {}
    depots = day.planned.problem.depots
    shown = iter(stops)
    for row in day.trips:
        begin, end = (depots[depot].point for depot in row.route.ends(row.number))
        ways[row.route.name, row.number] = [begin, *(next(shown) for _ in row.visits), end]
    return ways


def _bounds(points: Sequence[Point]) -> tuple[float, float, float, float]:
    """Return south, west, north and east of the background: wide enough to fill a screen."""
    lats, lons = zip(*points, strict=True)
    south, west, north, east = (
        min(lats) - _PADDING, min(lons) - _PADDING, max(lats) + _PADDING, max(lons) + _PADDING,
    )  # fmt: skip
    squeeze = shrink((south + north) / 2)
    height, width = north - south, (east - west) * squeeze
    higher = max(0.0, _HIGH * width - height) / 2
    wider = max(0.0, _WIDE * height - width) / squeeze / 2
    return (south - higher, west - wider, north + higher, east + wider)


def _background(path: Path, frame: Frame, bounds: tuple[float, float, float, float]) -> dict[str, Any]:
    layers, named, places = _read(path, bounds)
    clipped = {
        name: Areas(lines, bounds).cut(bounds) if name in _AREAS else clip_lines(lines, bounds)[0]
        for name, lines in layers.items()
    }
    return {
        "layers": {name: frame.pack(lines) for name, lines in _small_enough(clipped).items()},
        "places": places,
        "streets": _street_labels(named, bounds),
    }


def _read(
    path: Path, bounds: tuple[float, float, float, float]
) -> tuple[dict[str, Lines], dict[str, Stretches], list[tuple[str, str, float, float]]]:
    """Read the shapes that touch the bounds: lines by layer, lines by street name, places."""
    south, west, north, east = bounds
    layers: dict[str, Lines] = {name: [] for name in _LAYERS.values()}
    named: dict[str, Stretches] = {}
    places: list[tuple[str, str, float, float]] = []
    query = (
        "SELECT kind, class, name, closed, max_lat - min_lat + max_lon - min_lon, points FROM shape"
        " WHERE kind IN ('road', 'water', 'green', 'place')"
        " AND max_lat >= ? AND min_lat <= ? AND max_lon >= ? AND min_lon <= ?"
    )
    try:
        with closing(open_drawing(path)) as connection:
            rows = connection.execute(query, (south, north, west, east)).fetchall()
        lines = unpacked([row[5] for row in rows])
    except (sqlite3.Error, ValueError) as error:
        raise unreadable_drawing(str(error)) from None
    names = {name: plain(name) for name in {row[2] for row in rows}}
    for (kind, klass, named_so, closed, extent, _), steps in zip(rows, lines, strict=True):
        line, name = steps * 1e-6, names[named_so]
        if kind == "place":
            places.append((name, klass, round(float(line[0, 0]), 5), round(float(line[0, 1]), 5)))
            continue
        layer = _LAYERS.get((kind, klass if kind == "road" else bool(closed)))
        if layer is None or len(line) < 2:
            continue
        layers[layer].append(line)
        if kind == "road" and name and klass in {"main", "street", "pedestrian"}:
            named.setdefault(name, []).append((extent, line))
    places.sort(key=lambda place: _PLACES.index(place[1]) if place[1] in _PLACES else len(_PLACES))
    return layers, named, places


def _small_enough(layers: dict[str, Lines]) -> dict[str, Lines]:
    """Simplify all lines, and leave out what is needed least, until there are few enough points."""
    kept = dict(layers)
    simple = kept
    for number, metres in enumerate(_COARSER):
        simple = {name: simplify(lines, metres * _METRE) for name, lines in kept.items()}
        if sum(len(line) for lines in simple.values() for line in lines) <= _POINTS:
            break
        if number < len(_LEAST_NEEDED):
            kept.pop(_LEAST_NEEDED[number], None)
    return simple


def _street_labels(
    named: dict[str, Stretches], bounds: tuple[float, float, float, float]
) -> list[tuple[str, float, float, int]]:
    """Choose where each street's name stands: the middle of its longest stretches, along them.

    Returns (name, lat, lon, degrees clockwise from east).
    """
    south, west, north, east = bounds
    squeeze = shrink((south + north) / 2)
    labels = []
    for name, stretches in named.items():
        stretches.sort(key=lambda stretch: -stretch[0])
        for extent, line in stretches[:_LABELS_A_STREET]:
            if extent < _LABEL_METRES * _METRE:
                break
            lat, lon, degrees = _along(line.tolist(), squeeze)
            if south < lat < north and west < lon < east:
                labels.append((name, round(lat, 5), round(lon, 5), degrees))
    return labels


def _along(line: list[list[float]], squeeze: float) -> tuple[float, float, int]:
    """Return the middle of a line's longest straight piece, and how text lies along it, never upside down."""
    best, found = -1.0, (0.0, 0.0, 0.0, 0.0)
    for (lat, lon), (next_lat, next_lon) in pairwise(line):
        up, right = next_lat - lat, (next_lon - lon) * squeeze
        length = up * up + right * right
        if length > best:
            best, found = length, ((lat + next_lat) / 2, (lon + next_lon) / 2, up, right)
    lat, lon, up, right = found
    angle = round(math.degrees(math.atan2(-up, right)))
    return lat, lon, angle - 180 if angle > 90 else angle + 180 if angle < -90 else angle


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
