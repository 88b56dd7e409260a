"""Geometry to draw maps on: roads, water, green and the names of places."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dispatch.files.text import plain
from dispatch.mapfiles import BACKGROUND_SCHEMA
from dispatch.roadmap.settings import Box

Corners = npt.NDArray[np.float64]
"""Rows of (lon, lat)."""

_ROADS: Final = {
    "motorway": "motorway",
    "trunk": "motorway",
    "primary": "main",
    "secondary": "main",
    "tertiary": "main",
    "residential": "street",
    "unclassified": "street",
    "living_street": "street",
    "service": "street",
    "road": "street",
    "busway": "street",
    "pedestrian": "pedestrian",
    "cycleway": "path",
    "path": "path",
    "footway": "path",
    "bridleway": "path",
    "track": "path",
    "steps": "path",
}
_YARDS: Final = frozenset({"parking_aisle", "driveway", "drive-through", "parking", "emergency_access"})
_RAILS: Final = frozenset({"rail", "light_rail", "tram", "narrow_gauge"})
_WATERWAYS: Final = frozenset({"river", "canal", "stream"})
_GREEN: Final = {
    ("leisure", "park"),
    ("leisure", "garden"),
    ("leisure", "nature_reserve"),
    ("leisure", "golf_course"),
    ("leisure", "pitch"),
    ("landuse", "forest"),
    ("landuse", "cemetery"),
    ("landuse", "recreation_ground"),
    ("landuse", "allotments"),
    ("landuse", "village_green"),
    ("natural", "wood"),
    ("natural", "heath"),
}
_WATER: Final = {("natural", "water"), ("waterway", "riverbank"), ("waterway", "dock"), ("landuse", "basin")}
_PLACES: Final = frozenset(
    {"city", "town", "village", "suburb", "quarter", "neighbourhood", "hamlet", "borough", "locality"}
)


@dataclass(frozen=True, slots=True)
class Sketch:
    """Hold a shape as it was read: its class and name, and its geometry as WKB in hexadecimal."""

    kind: str
    of_class: str
    name: str
    wkb: str


def write_background(clipped: Path, target: Path, box: Box, tick: Callable[[str], None]) -> int:
    """Write the shapes of a clipped extract.

    Areas that reach out of the box are cut at it. An island in water becomes part of the outline
    (see :func:`one_ring`), so that every shape is a single ring or line.

    Returns
    -------
    int
        How many shapes there are.
    """
    import shapely

    sketches = list(_sketches(clipped, tick))
    geometries = shapely.from_wkb([sketch.wkb for sketch in sketches])
    with sqlite3.connect(target) as database:
        database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + BACKGROUND_SCHEMA)
        rows = [
            (sketch.kind, sketch.of_class, sketch.name, int(closed), *_packed(corners))
            for sketch, geometry in zip(sketches, geometries, strict=True)
            for closed, corners in _pieces(geometry, box)
        ]
        database.executemany(f"INSERT INTO shape VALUES ({', '.join('?' * 9)})", rows)  # noqa: S608
    database.close()
    return len(rows)


def _packed(corners: Corners) -> tuple[float, float, float, float, bytes]:
    lon, lat = corners[:, 0], corners[:, 1]
    points = np.rint(np.column_stack([lat, lon]) * 1e6).astype("<i4")
    return (float(lat.min()), float(lon.min()), float(lat.max()), float(lon.max()), points.tobytes())


def _sketches(clipped: Path, tick: Callable[[str], None]) -> Iterator[Sketch]:
    import osmium

    factory = osmium.geom.WKBFactory()
    areas = osmium.filter.KeyFilter("natural", "waterway", "landuse", "leisure")
    wanted = osmium.filter.KeyFilter(
        "highway", "railway", "waterway", "natural", "landuse", "leisure", "place"
    )
    for count, thing in enumerate(osmium.FileProcessor(clipped).with_areas(areas).with_filter(wanted)):
        if count % 10_000 == 0:
            tick(f"{count} shapes")
        sort = _sort(thing)
        if sort is None:
            continue
        try:
            wkb = _wkb(factory, thing)
        except (RuntimeError, osmium.InvalidLocationError):
            continue  # a way with fewer than two places on the map draws nothing
        yield Sketch(*sort, plain(thing.tags.get("name") or ""), wkb)


def _sort(thing: Any) -> tuple[str, str] | None:
    """Return (kind, class) of what is to be drawn; None for the rest."""
    tags = thing.tags
    if thing.is_node():
        place = tags.get("place")
        return ("place", place) if place in _PLACES and "name" in tags else None
    if thing.is_area():
        pairs = {(tag.k, tag.v) for tag in tags}
        if pairs & _WATER:
            return ("water", "area")
        return ("green", "area") if pairs & _GREEN else None
    return _sort_line(tags) if thing.is_way() else None


def _sort_line(tags: Any) -> tuple[str, str] | None:
    road = _ROADS.get((tags.get("highway") or "").removesuffix("_link"))
    if road is not None:
        in_a_yard = tags.get("service") in _YARDS or tags.get("area") == "yes"
        return None if in_a_yard else ("road", road)
    if tags.get("railway") in _RAILS and tags.get("service") is None:
        return ("road", "rail")
    if tags.get("waterway") in _WATERWAYS and tags.get("tunnel") is None:
        return ("water", "line")
    return None


def _wkb(factory: Any, thing: Any) -> str:
    if thing.is_node():
        return str(factory.create_point(thing))
    if thing.is_area():
        return str(factory.create_multipolygon(thing))
    return str(factory.create_linestring(thing))


def _pieces(geometry: Any, box: Box) -> Iterator[tuple[bool, Corners]]:
    """Return (closed, corners) of each ring or line of a geometry."""
    import shapely

    if geometry.geom_type in {"Point", "LineString"}:
        yield False, shapely.get_coordinates(geometry)
        return
    west, south, east, north = geometry.bounds
    if west < box.west or south < box.south or east > box.east or north > box.north:
        frame = shapely.box(box.west, box.south, box.east, box.north)
        geometry = shapely.make_valid(geometry).intersection(frame)
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon" and not part.is_empty:
            polygon = shapely.geometry.polygon.orient(part)
            holes = [shapely.get_coordinates(hole) for hole in polygon.interiors]
            yield True, one_ring(shapely.get_coordinates(polygon.exterior), holes)


def one_ring(outer: Corners, holes: Sequence[Corners]) -> Corners:
    """Join the holes of an area to its outline by cuts of no width, so that one ring fills alike.

    Parameters
    ----------
    outer, holes
        Closed rings, the holes turning the other way round than the outline.
    """
    ring = outer
    for hole in sorted(holes, key=lambda corners: float(-corners[:, 0].max())):
        start = int(np.argmax(hole[:-1, 0]))
        loop = np.roll(hole[:-1], -start, axis=0)
        at = int(np.argmin(((ring - loop[0]) ** 2).sum(axis=1)))
        ring = np.concatenate([ring[: at + 1], loop, loop[:1], ring[at:]])
    return ring
