"""The installed map as a picture: water, green, rails and roads by class, with names of main streets."""

import math
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

from dispatch.errors import ResourceError
from dispatch.mapfiles import BACKGROUND
from dispatch.model import Point

UNITS: Final = 20
"""Units of the picture in a millimetre of paper."""

METRES_PER_DEGREE: Final = 111_195.0

_KINDS: Final = ("water", "green", "road")
_ORDER: Final = ("path", "pedestrian", "rail", "street", "main", "motorway")
_ROADS: Final[dict[str, tuple[str, float, str]]] = {
    # class: (colour, width in mm, dashes in mm)
    "path": ("#b5b5b5", 0.22, "0.8 0.5"),
    "pedestrian": ("#a8a8a8", 0.35, ""),
    "rail": ("#8c8c8c", 0.5, "1.6 0.8"),
    "street": ("#bcbcbc", 0.5, ""),
    "main": ("#9a9a9a", 1.0, ""),
    "motorway": ("#7d7d7d", 1.7, ""),
}
_AREAS: Final = {"water": "#cfdde6", "green": "#eaf0e6"}
_FINEST: Final = {"path": 45.0, "pedestrian": 70.0, "street": 90.0}
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

    def bounds(self) -> tuple[float, float, float, float]:
        """Return (south, west, north, east) of the paper, in degrees."""
        half_north = self.height / 2 * self.metres / METRES_PER_DEGREE
        half_east = self.width / 2 * self.metres / METRES_PER_DEGREE / math.cos(math.radians(self.centre[0]))
        lat, lon = self.centre
        return (lat - half_north, lon - half_east, lat + half_north, lon + half_east)


@dataclass(frozen=True, slots=True)
class _Shape:
    kind: str
    road_class: str
    name: str
    closed: bool
    bounds: tuple[float, float, float, float]
    points: bytes


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
            with sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True) as database:
                self._shapes = list(_read(database, bounds))
        except sqlite3.Error as error:
            raise ResourceError(
                f"The map's {BACKGROUND} cannot be read: {error}.", "Install the map again."
            ) from None

    def draw(self, frame: Frame) -> str:
        """Draw the part inside a frame as SVG elements, without labels."""
        shapes = self._inside(frame)
        parts = [
            _area(colour, frame, [s for s in shapes if s.kind == kind]) for kind, colour in _AREAS.items()
        ]
        for road_class in _ORDER:
            if frame.metres_per_mm <= _FINEST.get(road_class, math.inf):
                lines = [s for s in shapes if s.kind == "road" and s.road_class == road_class]
                parts.append(_lines(road_class, frame, lines))
        return "".join(parts)

    def names(self, frame: Frame) -> Iterator[tuple[str, list[tuple[float, float]]]]:
        """Give the named roads in a frame with their lines on the paper, main roads first."""
        for road_class in ("main", "street", "pedestrian"):
            for shape in self._inside(frame):
                if shape.kind == "road" and shape.road_class == road_class and shape.name:
                    yield shape.name, _spots(frame, shape.points)

    def _inside(self, frame: Frame) -> list[_Shape]:
        south, west, north, east = frame.bounds()
        return [
            s
            for s in self._shapes
            if s.bounds[0] <= north and s.bounds[2] >= south and s.bounds[1] <= east and s.bounds[3] >= west
        ]


def _read(database: sqlite3.Connection, bounds: tuple[float, float, float, float]) -> Iterator[_Shape]:
    south, west, north, east = bounds
    rows = database.execute(
        "SELECT kind, class, name, closed, min_lat, min_lon, max_lat, max_lon, points FROM shape"
        " WHERE kind IN (?, ?, ?) AND min_lat <= ? AND max_lat >= ? AND min_lon <= ? AND max_lon >= ?",
        (*_KINDS, north, south, east, west),
    )
    for kind, road_class, name, closed, *box, points in rows:
        yield _Shape(kind, road_class, name, bool(closed), (box[0], box[1], box[2], box[3]), points)


def _spots(frame: Frame, points: bytes) -> list[tuple[float, float]]:
    values = memoryview(points).cast("i")
    return [frame.spot((lat / 1e6, lon / 1e6)) for lat, lon in zip(values[::2], values[1::2], strict=True)]


def _area(colour: str, frame: Frame, shapes: Iterable[_Shape]) -> str:
    import shapely

    sheet = (-10, -10, frame.width + 10, frame.height + 10)
    data, thin = [], []
    for shape in shapes:
        spots = _spots(frame, shape.points)
        if shape.closed and len(spots) > 3:
            clipped = shapely.clip_by_rect(shapely.make_valid(shapely.Polygon(spots)), *sheet)
            data += [_path(ring, closed=True) for ring in _rings(clipped)]
        else:
            thin.append(_path(spots))
    filled = f'<path fill="{colour}" fill-rule="evenodd" d="{"".join(data)}"/>' if data else ""
    lines = f'<path fill="none" stroke="{colour}" stroke-width="10" d="{"".join(thin)}"/>' if thin else ""
    return filled + lines


def _lines(road_class: str, frame: Frame, shapes: Iterable[_Shape]) -> str:
    colour, width, dashes = _ROADS[road_class]
    data = "".join(_path(piece) for s in shapes for piece in _near(_spots(frame, s.points), frame))
    if not data:
        return ""
    dashed = f' stroke-dasharray="{_dashes(dashes)}"' if dashes else ""
    return (
        f'<path fill="none" stroke="{colour}" stroke-width="{width * UNITS:g}" stroke-linecap="round"'
        f' stroke-linejoin="round"{dashed} d="{data}"/>'
    )


def _dashes(millimetres: str) -> str:
    return " ".join(f"{float(part) * UNITS:g}" for part in millimetres.split())


def _near(spots: list[tuple[float, float]], frame: Frame) -> Iterator[list[tuple[float, float]]]:
    """Cut a line into the pieces that come near the paper."""
    piece: list[tuple[float, float]] = []
    for one, two in pairwise(spots):
        seen = (
            max(one[0], two[0]) >= -20
            and min(one[0], two[0]) <= frame.width + 20
            and max(one[1], two[1]) >= -20
            and min(one[1], two[1]) <= frame.height + 20
        )
        if seen:
            piece = piece or [one]
            piece.append(two)
        elif piece:
            yield piece
            piece = []
    if piece:
        yield piece


def _rings(shape: Any) -> Iterator[Iterable[tuple[float, float]]]:
    for part in getattr(shape, "geoms", (shape,)):
        if part.geom_type in ("MultiPolygon", "GeometryCollection"):
            yield from _rings(part)
        elif part.geom_type == "Polygon" and not part.is_empty:
            yield part.exterior.coords
            yield from (ring.coords for ring in part.interiors)


def _path(spots: Iterable[tuple[float, float]], *, closed: bool = False) -> str:
    """Write a line as SVG path data of whole units, without points that fall together."""
    out: list[str] = []
    last = None
    for x, y in spots:
        here = (round(x), round(y))
        if here != last:
            out.append(f"{here[0]} {here[1]}")
            last = here
    return ("M" + "L".join(out) + ("Z" if closed else "")) if len(out) > 1 else ""


def text(words: str, x: float, y: float, millimetres: float, extra: str = "") -> str:
    """Write words into a picture, with a white rim so that they stand out."""
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" font-size="{millimetres * UNITS:.0f}" font-family="Fira Sans" {extra}'
        f' stroke="#fff" stroke-width="{0.55 * UNITS:g}" stroke-linejoin="round" paint-order="stroke">'
        f"{escape(words)}</text>"
    )
