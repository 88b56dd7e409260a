"""The installed map as a picture: water, green, rails and roads by class, with names of main streets."""

import math
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

import numpy as np
import numpy.typing as npt

from dispatch.errors import ResourceError
from dispatch.mapfiles import BACKGROUND
from dispatch.model import Point

UNITS: Final = 20
"""Units of the picture in a millimetre of paper."""

METRES_PER_DEGREE: Final = 111_195.0

_KINDS: Final = ("water", "green", "road", "place")

Spots = npt.NDArray[np.int32]
"""Rows of two whole numbers."""

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
        east = (max(lons) - min(lons)) * METRES_PER_DEGREE * math.cos(math.radians(centre[0]))
        per_mm = max(north / (height_mm - 2 * margin_mm), east / (width_mm - 2 * margin_mm), 4.0)
        return cls(round(width_mm * UNITS), round(height_mm * UNITS), centre, per_mm / UNITS)

    @property
    def metres_per_mm(self) -> float:
        """Metres of the world in a millimetre of paper."""
        return self.metres * UNITS

    def spot(self, point: Point) -> tuple[float, float]:
        """Return (x, y) on the paper, y downwards."""
        north = (point[0] - self.centre[0]) * METRES_PER_DEGREE
        east = (point[1] - self.centre[1]) * METRES_PER_DEGREE * math.cos(math.radians(self.centre[0]))
        return (self.width / 2 + east / self.metres, self.height / 2 - north / self.metres)

    def spots(self, points: Spots) -> Spots:
        """Return whole (x, y) of points in millionths of a degree."""
        scale = METRES_PER_DEGREE / 1e6 / self.metres
        north = points[:, 0] - self.centre[0] * 1e6
        east = (points[:, 1] - self.centre[1] * 1e6) * math.cos(math.radians(self.centre[0]))
        flat = np.column_stack((self.width / 2 + east * scale, self.height / 2 - north * scale))
        return np.rint(flat).astype(np.int32)

    def bounds(self) -> tuple[float, float, float, float]:
        """Return (south, west, north, east) of the paper, in degrees."""
        half_north = self.height / 2 * self.metres / METRES_PER_DEGREE
        half_east = self.width / 2 * self.metres / METRES_PER_DEGREE / math.cos(math.radians(self.centre[0]))
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
    ResourceError
        If the map cannot be read.
    """

    def __init__(self, folder: Path, bounds: tuple[float, float, float, float]) -> None:
        path = folder / BACKGROUND
        try:
            with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
                rows = _read(database, bounds)
        except sqlite3.Error as error:
            raise ResourceError(
                f"The map's {BACKGROUND} cannot be read: {error}.", "Install the map again."
            ) from None
        self._layers = {layer: _Layer(list(some)) for layer, some in groupby(rows, key=lambda row: row[0])}

    def draw(self, frame: Frame) -> str:
        """Draw the part inside a frame as SVG elements, without names."""
        parts = []
        for kind, colour in _AREAS.items():
            style = f'fill="{colour}" fill-rule="evenodd"'
            parts.append(self._path(frame, (kind, "", True), style))
            parts.append(
                self._path(frame, (kind, "", False), f'fill="none" stroke="{colour}" stroke-width="10"')
            )
        thin = min(1.0, _FULL_WIDTH / frame.metres_per_mm)
        for road_class, (colour, width, dashes) in _ROADS.items():
            if frame.metres_per_mm <= _FINEST.get(road_class, math.inf):
                style = (
                    f'fill="none" stroke="{colour}" stroke-width="{width * thin * UNITS:.3g}"'
                    ' stroke-linejoin="round"'
                    + (f' stroke-dasharray="{_dashes(dashes)}"' if dashes else ' stroke-linecap="round"')
                )
                parts += [self._path(frame, ("road", road_class, closed), style) for closed in (False, True)]
        return "".join(parts)

    def names(self, frame: Frame) -> Iterator[tuple[str, list[tuple[float, float]]]]:
        """Give the named roads in a frame with straightened lines on the paper, main roads first."""
        import shapely

        for road_class in ("main", "street", "pedestrian"):
            layer = self._layers.get(("road", road_class, False))
            if layer is None:
                continue
            names, lines = layer.named(frame)
            whole = shapely.simplify(shapely.line_merge(lines), 0.6 * UNITS)
            pieces, owners = shapely.get_parts(whole, return_index=True)
            long = shapely.length(pieces) > _SHORTEST_NAMED * UNITS
            for piece, owner in zip(pieces[long], owners[long], strict=True):
                yield names[owner], shapely.get_coordinates(piece).tolist()

    def places(self, frame: Frame) -> Iterator[tuple[str, tuple[float, float]]]:
        """Give the names of towns and quarters in a frame with their places on the paper, towns first."""
        for place_class in _PLACES:
            layer = self._layers.get(("place", place_class, False))
            yield from layer.points(frame) if layer else ()

    def _path(self, frame: Frame, key: tuple[str, str, bool], style: str) -> str:
        layer = self._layers.get(key)
        data = layer.path(frame, closed=key[2]) if layer else ""
        return f'<path {style} d="{data}"/>' if data else ""


class _Layer:
    """Hold shapes of one kind: names, bounds, and all their points in one array."""

    def __init__(self, rows: list[Any]) -> None:
        self._names = np.array([row[1] for row in rows], dtype=object)
        self._bounds = np.array([row[2] for row in rows])
        self._points = np.frombuffer(b"".join(row[3] for row in rows), "<i4").reshape(-1, 2)
        self._owners = np.repeat(np.arange(len(rows)), [len(row[3]) // 8 for row in rows])

    def path(self, frame: Frame, *, closed: bool) -> str:
        """Write the shapes that touch a frame as SVG path data of whole units."""
        spots, owners = self._visible(frame, self._touching(frame))
        if not len(spots):
            return ""
        first = np.append(True, owners[1:] != owners[:-1])
        steps = np.where(first[:, None], spots, np.diff(spots, axis=0, prepend=0))
        begin = "ZM" if closed else "M"
        data = "".join(
            [
                f"{begin if new else 'l'}{x} {y}"
                for new, (x, y) in zip(first.tolist(), steps.tolist(), strict=True)
            ]
        )
        return f"{data[1:]}Z" if closed else data

    def points(self, frame: Frame) -> Iterator[tuple[str, tuple[float, float]]]:
        """Give name and place of each shape in a frame; for shapes of one point."""
        mine = self._touching(frame)[self._owners]
        spots = frame.spots(self._points[mine]).tolist()
        for (x, y), owner in zip(spots, self._owners[mine], strict=True):
            yield self._names[owner], (x, y)

    def named(self, frame: Frame) -> tuple[Any, Any]:
        """Return the names in a frame and, for each, a geometry of all its lines."""
        import shapely

        spots, owners = self._visible(frame, self._touching(frame) & (self._names != ""))
        shapes, numbers, points = np.unique(owners, return_inverse=True, return_counts=True)
        several = points[numbers] > 1
        drawn: Any = shapely.linestrings(spots[several], indices=_dense(numbers[several]))
        names, streets = np.unique(self._names[shapes[points > 1]].astype(str), return_inverse=True)
        order = np.argsort(streets, kind="stable")
        return names, shapely.multilinestrings(drawn[order], indices=streets[order])

    def _touching(self, frame: Frame) -> npt.NDArray[np.bool_]:
        south, west, north, east = frame.bounds()
        low, high = self._bounds[:, :2], self._bounds[:, 2:]
        touching: npt.NDArray[np.bool_] = ((low <= (north, east)) & (high >= (south, west))).all(axis=1)
        return touching

    def _visible(self, frame: Frame, shapes: npt.NDArray[np.bool_]) -> tuple[Spots, npt.NDArray[np.intp]]:
        """Return the points of some shapes on the paper, and to which shape each belongs.

        A point that lies beyond an edge of the paper together with both its neighbours is left out, and
        so is one that falls on the point before it.
        """
        mine = shapes[self._owners]
        spots, owners = frame.spots(self._points[mine]), self._owners[mine]
        if len(spots) < 3:
            return spots, owners
        x, y = spots[:, 0], spots[:, 1]
        beyond = np.column_stack((x < -20, y < -20, x > frame.width + 20, y > frame.height + 20))
        between = (owners[:-2] == owners[1:-1]) & (owners[2:] == owners[1:-1])
        hidden = (beyond[:-2] & beyond[1:-1] & beyond[2:]).any(axis=1)
        still = (spots[1:-1] == spots[:-2]).all(axis=1)
        kept = np.concatenate(([True], ~(between & (hidden | still)), [True]))
        return spots[kept], owners[kept]


def _dense(numbers: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """Renumber groups from 0 without gaps, in the same order."""
    return np.unique(numbers, return_inverse=True)[1]


def _read(database: sqlite3.Connection, bounds: tuple[float, float, float, float]) -> list[Any]:
    """Read (layer, name, bounds, points) of all shapes that touch the bounds, layer by layer."""
    south, west, north, east = bounds
    rows = database.execute(
        "SELECT kind, CASE WHEN kind IN ('road', 'place') THEN class ELSE '' END, closed, name,"
        " min_lat, min_lon, max_lat, max_lon, points FROM shape"
        " WHERE kind IN (?, ?, ?, ?) AND min_lat <= ? AND max_lat >= ? AND min_lon <= ? AND max_lon >= ?"
        " ORDER BY 1, 2, 3",
        (*_KINDS, north, south, east, west),
    )
    return [((row[0], row[1], bool(row[2])), row[3], row[4:8], row[8]) for row in rows]


def _dashes(millimetres: str) -> str:
    return " ".join(f"{float(part) * UNITS:g}" for part in millimetres.split())


def text(words: str, x: float, y: float, millimetres: float, extra: str = "") -> str:
    """Write words into a picture, with a white rim so that they stand out."""
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" font-size="{millimetres * UNITS:.0f}" font-family="Fira Sans" {extra}'
        f' stroke="#fff" stroke-width="{0.55 * UNITS:g}" stroke-linejoin="round" paint-order="stroke">'
        f"{escape(words)}</text>"
    )
