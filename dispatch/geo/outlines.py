"""Outlines of areas and zones: polygons, and the one reader of GeoJSON (RFC 7946)."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dispatch.errors import ConfigError
from dispatch.files.source import file_name, read_text
from dispatch.geo.globe import Point

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

type Ring = tuple[Point, ...]
"""(lat, lon) corners; the last is joined to the first."""

type Polygon = tuple[Ring, ...]
"""An outer ring, then its holes."""

_MAX_MB: Final = 50
_REMEDY: Final = "It should be a GeoJSON file with a Polygon or MultiPolygon in degrees, as [lon, lat]."


def read_outline(path: Path, where: str) -> tuple[Polygon, ...]:
    """Read all polygons of a GeoJSON file; points, lines and features without a geometry are passed over.

    Parameters
    ----------
    path
        The file.
    where
        What names it; begins the message.

    Raises
    ------
    ConfigError
        If it cannot be read, holds no polygon, or a polygon does not lie on the globe.
    """
    name = f"{where}: {file_name(path)}"
    text = read_text(path, _MAX_MB, refusal=ConfigError, remedy=_REMEDY, name=name)
    try:
        shapes = list(_shapes(json.loads(text)))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ConfigError("{name} is no GeoJSON that can be read.", _REMEDY, name=name) from None
    polygons = tuple(tuple(ring_of(ring, name) for ring in _items(rings, name)) for rings in shapes if rings)
    if not polygons or not surface(polygons).area:
        raise ConfigError("{name} holds no Polygon or MultiPolygon with a surface.", _REMEDY, name=name)
    return polygons


def ring_of(corners: Sequence[Sequence[float]], where: str) -> Ring:
    """Turn (lon, lat) corners, as GeoJSON has them, into a ring.

    Raises
    ------
    ConfigError
        If a corner is none or lies outside the world, or there are less than three; ``where`` begins the
        message.
    """
    try:
        ring = tuple((float(corner[1]), float(corner[0])) for corner in corners)
    except (TypeError, ValueError, IndexError, KeyError):
        raise ConfigError("{where}: a corner of the outline is no [lon, lat] pair.", where=where) from None
    if ring[:1] == ring[-1:]:
        ring = ring[:-1]
    if len(set(ring)) < 3:
        raise ConfigError("{where}: an outline needs three corners at least.", where=where)
    if not all(-90 <= lat <= 90 and -180 <= lon <= 180 for lat, lon in ring):
        raise ConfigError(
            "{where}: a corner of the outline lies outside the world.",
            "Corners are [lon, lat] in degrees.",
            where=where,
        )
    return ring


def surface(polygons: Iterable[Polygon]) -> "BaseGeometry":
    """Return polygons as one geometry of (lon, lat), mended where an outline crosses itself."""
    import shapely

    parts = [
        shapely.Polygon(
            [(lon, lat) for lat, lon in rings[0]], [[(lon, lat) for lat, lon in hole] for hole in rings[1:]]
        )
        for rings in polygons
    ]
    area = shapely.union_all([shapely.make_valid(part) for part in parts])
    shapely.prepare(area)
    return area


def covers(area: "BaseGeometry", point: Point) -> bool:
    """Tell whether a point lies inside an area or on its outline."""
    import shapely

    lat, lon = point
    return bool(shapely.covers(area, shapely.Point(lon, lat)))


def _shapes(raw: Any) -> Iterable[Any]:
    """Walk through GeoJSON to the coordinates of its polygons."""
    match raw["type"]:
        case "FeatureCollection":
            for feature in raw["features"]:
                yield from _shapes(feature)
        case "Feature" if raw.get("geometry") is not None:
            yield from _shapes(raw["geometry"])
        case "GeometryCollection":
            for geometry in raw["geometries"]:
                yield from _shapes(geometry)
        case "Polygon":
            yield raw["coordinates"]
        case "MultiPolygon":
            yield from raw["coordinates"]


def _items(rings: Any, where: str) -> Sequence[Any]:
    if not isinstance(rings, list):
        raise ConfigError("{where}: an outline is no list of rings.", _REMEDY, where=where)
    return rings
