"""The installed map as a picture: water, green, rails and roads by class, with names of main streets."""

import math
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import numpy as np

from dispatch.files.text import plain
from dispatch.geo.globe import METRES_PER_DEGREE, shrink
from dispatch.mapfiles import BACKGROUND
from dispatch.model import Point
from dispatch.sheets.clipping import Areas, Box, Line, Lines, chained, linestrings, split
from dispatch.sheets.drawing import open_drawing, unpacked, unreadable_drawing

UNITS: Final = 20
"""Units of the picture in a millimetre of paper."""

_FINE: Final = 1.6
"""Units by which a line may be drawn beside where it runs: 0.08 mm, a dot of a printer of 300 an inch."""

_KINDS: Final = ("water", "green", "road", "place")

_RIM: Final = 0.02
"""Share of the paper by which shapes may stick out of it, so that their edges stay out of sight."""

_ROADS: Final[dict[str, tuple[str, float, str]]] = {
    # Class: (colour, width in mm, dashes in mm), the lowest first.
    "path": ("#b5b5b5", 0.22, "0.8 0.5"),
    "pedestrian": ("#a8a8a8", 0.35, ""),
    "rail": ("#8c8c8c", 0.5, "1.6 0.8"),
    "street": ("#bcbcbc", 0.5, ""),
    "main": ("#9a9a9a", 1.0, ""),
    "motorway": ("#7d7d7d", 1.7, ""),
}
_FULL_WIDTH: Final = 50.0
"""Metres of the world in a millimetre of paper above which roads are drawn thinner, in proportion."""

_PLACES: Final = ("city", "town", "village", "suburb", "quarter", "neighbourhood")

_SHORTEST_NAMED: Final = 8.0
"""Millimetres of paper below which a road's name is not even tried."""

_AREAS: Final = {"water": "#cfdde6", "green": "#eaf0e6"}
_FINEST: Final = {"path": 24.0, "pedestrian": 70.0, "street": 150.0}
"""Metres of the world in a millimetre of paper above which a class is left out."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Map the world onto a rectangle of paper, north up.

    Parameters
    ----------
    width, height
        In units of the picture.
    centre
        (lat, lon) in the middle.
    metres
        Metres of the world in a unit of the picture.
    """

    width: int
    height: int
    centre: Point
    metres: float

    @classmethod
    def around(cls, points: Sequence[Point], width_mm: float, height_mm: float, margin_mm: float) -> "Frame":
        """Fit points into a rectangle, at 1:4,000 at most."""
        lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
        centre = ((min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2)
        north = (max(lats) - min(lats)) * METRES_PER_DEGREE
        east = (max(lons) - min(lons)) * METRES_PER_DEGREE * shrink(centre[0])
        per_mm = max(north / (height_mm - 2 * margin_mm), east / (width_mm - 2 * margin_mm), 4.0)
        return cls(round(width_mm * UNITS), round(height_mm * UNITS), centre, per_mm / UNITS)

    @property
    def metres_per_mm(self) -> float:
        """Metres of the world in a millimetre of paper."""
        return self.metres * UNITS

    def spot(self, point: Point) -> tuple[float, float]:
        """Return (x, y) on the paper, y downwards."""
        north = (point[0] - self.centre[0]) * METRES_PER_DEGREE
        east = (point[1] - self.centre[1]) * METRES_PER_DEGREE * shrink(self.centre[0])
        return (self.width / 2 + east / self.metres, self.height / 2 - north / self.metres)

    def spots(self, points: Line) -> Line:
        """Return (x, y) on the paper of points in millionths of a degree."""
        scale = METRES_PER_DEGREE / 1e6 / self.metres
        north = points[:, 0] - self.centre[0] * 1e6
        east = (points[:, 1] - self.centre[1] * 1e6) * shrink(self.centre[0])
        return np.column_stack((self.width / 2 + east * scale, self.height / 2 - north * scale))

    def box(self) -> Box:
        """Return south, west, north and east of the paper and a rim around it, in millionths of a degree."""
        south, west, north, east = self.bounds()
        rim_north, rim_east = (north - south) * _RIM, (east - west) * _RIM
        edges = (south - rim_north, west - rim_east, north + rim_north, east + rim_east)
        return (edges[0] * 1e6, edges[1] * 1e6, edges[2] * 1e6, edges[3] * 1e6)

    def bounds(self) -> tuple[float, float, float, float]:
        """Return (south, west, north, east) of the paper, in degrees."""
        half_north = self.height / 2 * self.metres / METRES_PER_DEGREE
        half_east = self.width / 2 * self.metres / METRES_PER_DEGREE / shrink(self.centre[0])
        lat, lon = self.centre
        return (lat - half_north, lon - half_east, lat + half_north, lon + half_east)


class Background:
    """Hold the shapes of an installed map around one day's stops, ready to draw.

    Parameters
    ----------
    folder
        The map folder.
    bounds
        (south, west, north, east) of all that will be drawn, in degrees.

    Raises
    ------
    MapDrawingError
        If the map cannot be read.
    """

    def __init__(self, folder: Path, bounds: tuple[float, float, float, float]) -> None:
        try:
            with closing(open_drawing(folder / BACKGROUND)) as database:
                rows = _read(database, bounds)
        except (sqlite3.Error, ValueError) as error:
            raise unreadable_drawing(str(error)) from None
        shapes = {key: list(some) for key, some in groupby(rows, key=lambda row: (row.kind, row.of_class))}
        south, west, north, east = bounds
        rim = 2 * _RIM * max(north - south, east - west)
        within = ((south - rim) * 1e6, (west - rim) * 1e6, (north + rim) * 1e6, (east + rim) * 1e6)
        self._areas = {
            kind: Areas([shape.points for shape in shapes.get((kind, "area"), ())], within) for kind in _AREAS
        }
        self._lines = {key: _Layer(some) for key, some in shapes.items() if key[1] != "area"}

    def draw(self, frame: Frame) -> str:
        """Draw the part inside a frame as SVG elements, without names."""
        parts = []
        for kind, colour in _AREAS.items():
            rings = self._areas[kind].rings(frame.box())
            parts.append(_path(frame, rings, f'fill="{colour}"', closed=True))
            style = f'fill="none" stroke="{colour}" stroke-width="10"'
            parts.append(_path(frame, self._cut(frame, (kind, "line")), style))
        thin = min(1.0, _FULL_WIDTH / frame.metres_per_mm)
        for road_class, (colour, width, dashes) in _ROADS.items():
            if frame.metres_per_mm <= _FINEST.get(road_class, math.inf):
                style = (
                    f'fill="none" stroke="{colour}" stroke-width="{width * thin * UNITS:.3g}"'
                    ' stroke-linejoin="round"'
                    + (f' stroke-dasharray="{_dashes(dashes)}"' if dashes else ' stroke-linecap="round"')
                )
                parts.append(_path(frame, self._cut(frame, ("road", road_class)), style))
        return "".join(parts)

    def names(self, frame: Frame) -> Iterator[tuple[str, Line, float]]:
        """Give the named roads in a frame, main ones first: straightened on paper, and their longest step."""
        import shapely

        for road_class in ("main", "street", "pedestrian"):
            layer = self._lines.get(("road", road_class))
            if layer is None:
                continue
            streets, names, lengths = layer.streets
            lines, owners = streets.cut(frame.box(), lengths > _SHORTEST_NAMED * frame.metres_per_mm * 0.9)
            drawn: Any = shapely.transform(lines, frame.spots)
            long = shapely.length(drawn) > _SHORTEST_NAMED * UNITS
            pieces = shapely.simplify(drawn[long], 0.6 * UNITS)
            still = shapely.length(pieces) > _SHORTEST_NAMED * UNITS
            if not still.any():
                continue
            points, numbers = shapely.get_coordinates(pieces[still], return_index=True)
            begins = np.flatnonzero(np.diff(numbers, prepend=-1))
            steps = np.hypot(*np.diff(points, axis=0, prepend=points[:1]).T)
            steps[begins] = 0
            longest = np.maximum.reduceat(steps, begins).tolist()
            named = names[owners[long][still]].tolist()
            yield from zip(named, split(points, begins), longest, strict=True)

    def places(self, frame: Frame) -> Iterator[tuple[str, tuple[float, float]]]:
        """Give the names of towns and quarters in a frame with their places on the paper, towns first."""
        for place_class in _PLACES:
            layer = self._lines.get(("place", place_class))
            yield from layer.spots(frame) if layer else ()

    def _cut(self, frame: Frame, key: tuple[str, str]) -> Any:
        layer = self._lines.get(key)
        return layer.lines.cut(frame.box())[0] if layer else ()


class _Layer:
    """Hold shapes of one kind, with their names and bounds."""

    def __init__(self, shapes: Sequence["_Shape"]) -> None:
        self._shapes = shapes
        self._bounds = np.array([shape.bounds for shape in shapes]) * 1e6

    @cached_property
    def lines(self) -> Lines:
        """The lines among them, joined where they meet."""
        several = [shape.points for shape in self._shapes if len(shape.points) > 1]
        if not several:
            return Lines(np.array([]))
        return Lines(chained(linestrings(several)))

    @cached_property
    def streets(self) -> tuple[Lines, Any, Any]:
        """The lines of each name joined where they meet, the name of each, and its metres, about."""
        import shapely

        named = [shape for shape in self._shapes if shape.name and len(shape.points) > 1]
        if not named:
            return Lines(np.array([])), (), np.array([])
        names, streets = np.unique([shape.name for shape in named], return_inverse=True)
        order = np.argsort(streets, kind="stable")
        lines = linestrings([shape.points for shape in named])
        together = shapely.multilinestrings(lines[order], indices=streets[order])
        joined, owners = shapely.get_parts(shapely.line_merge(together), return_index=True)
        flat = shapely.transform(joined, lambda points: points * (1.0, shrink(points[0, 0] / 1e6)))
        return Lines(joined), names[owners], shapely.length(flat) * METRES_PER_DEGREE / 1e6

    def spots(self, frame: Frame) -> Iterator[tuple[str, tuple[float, float]]]:
        """Give name and place of each shape in a frame; for shapes of one point."""
        south, west, north, east = frame.box()
        low, high = self._bounds[:, :2], self._bounds[:, 2:]
        near = ((low <= (north, east)) & (high >= (south, west))).all(axis=1)
        for shape in (self._shapes[number] for number in np.flatnonzero(near).tolist()):
            ((x, y),) = frame.spots(shape.points).tolist()
            yield shape.name, (x, y)


@dataclass(frozen=True, slots=True)
class _Shape:
    """Hold a shape as the map has it; points are (lat, lon) in millionths of a degree."""

    kind: str
    of_class: str
    name: str
    bounds: tuple[float, float, float, float]
    points: Line


def _path(frame: Frame, lines: Any, style: str, *, closed: bool = False) -> str:
    """Draw lines as one path of whole units, with no more points than paper shows."""
    import shapely

    if not len(lines):
        return ""
    drawn = shapely.transform(lines, frame.spots)
    drawn = shapely.simplify(drawn, _FINE, preserve_topology=False)
    points, numbers = shapely.get_coordinates(drawn, return_index=True)
    if not len(points):
        return ""
    spots = np.rint(points).astype(np.int64)
    first = np.diff(numbers, prepend=-1) != 0
    kept = first | (np.diff(spots, axis=0, prepend=0) != 0).any(axis=1)
    spots, first = spots[kept], first[kept]
    steps = np.where(first[:, None], spots, np.diff(spots, axis=0, prepend=0))
    begin = "ZM" if closed else "M"
    # One pattern for all: a loop over the points in Python took most of the time of a map.
    pattern = "".join(map({True: f"{begin}%d %d", False: "l%d %d"}.__getitem__, first.tolist()))
    data = pattern % tuple(steps.ravel().tolist())
    return f'<path {style} d="{data[1:]}Z"/>' if closed else f'<path {style} d="{data}"/>'


def _read(database: sqlite3.Connection, bounds: tuple[float, float, float, float]) -> list[_Shape]:
    """Read all shapes that touch the bounds, kind by kind and class by class."""
    south, west, north, east = bounds
    rows = database.execute(
        "SELECT kind, CASE WHEN kind IN ('road', 'place') THEN class WHEN closed THEN 'area' ELSE 'line' END,"
        " closed, name, min_lat, min_lon, max_lat, max_lon, points FROM shape"
        " WHERE kind IN (?, ?, ?, ?) AND min_lat <= ? AND max_lat >= ? AND min_lon <= ? AND max_lon >= ?"
        " ORDER BY 1, 2",
        (*_KINDS, north, south, east, west),
    ).fetchall()
    names = {name: plain(name) for name in {row[3] for row in rows}}
    lines = unpacked([row[8] for row in rows])
    return [
        _Shape(row[0], row[1], names[row[3]], row[4:8], _round(line) if row[0] == "road" and row[2] else line)
        for row, line in zip(rows, lines, strict=True)
    ]


def _round(line: Line) -> Line:
    """Bring a road that is an area back to where it begins."""
    return np.concatenate((line, line[:1]))


def _dashes(millimetres: str) -> str:
    return " ".join(f"{float(part) * UNITS:g}" for part in millimetres.split())


def text(words: str, x: float, y: float, millimetres: float, extra: str = "") -> str:
    """Write words into a picture, with a white rim so that they stand out."""
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" font-size="{millimetres * UNITS:.0f}" font-family="Fira Sans" {extra}'
        f' stroke="#fff" stroke-width="{0.55 * UNITS:g}" stroke-linejoin="round" paint-order="stroke">'
        f"{escape(words, quote=False)}</text>"
    )
