"""Tell whether a place lies in the service area."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import shapely
from shapely.geometry import shape

from dispatch.config import Area
from dispatch.errors import ConfigError
from dispatch.geocoding.doors import metres_between
from dispatch.model import Address, Issue, Place, Point, Severity
from dispatch.spelling import postcode_key

_DIGITS: Final = re.compile(r"[1-9]\d{3}")
_RANGE: Final = re.compile(r"([1-9]\d{3})\s*-\s*([1-9]\d{3})")
_MAX_BYTES: Final = 50_000_000


@dataclass(frozen=True, slots=True)
class ServiceArea:
    """Hold the rules of a service area that an address alone decides, ready to check.

    Parameters
    ----------
    digits, postcodes
        Four-digit and whole postcodes served; if both are empty, every postcode is.
    outline
        (lon, lat) polygon; None for everywhere.
    far_metres
        Longest distance from the store as the crow flies.
    """

    store: Point
    digits: frozenset[str]
    postcodes: frozenset[str]
    outline: shapely.Geometry | None
    far_metres: float

    @classmethod
    def of(cls, area: Area, store: Point) -> Self:
        """Prepare the area as configured.

        Raises
        ------
        ConfigError
            If a postcode or the outline cannot be understood.
        """
        digits, postcodes = _postcodes(area.postcodes)
        outline = None if area.polygon is None else _outline(area.polygon)
        return cls(store, digits, postcodes, outline, area.far_km * 1000)

    def doubt(self, place: Place) -> Issue | None:
        """Return why a place cannot be served, or None if it can."""
        metres = metres_between(self.store, place.point)
        if metres > self.far_metres:
            return self._far(place, metres)
        outside = self.doubt_postcode(place.address)
        if outside is not None:
            return outside
        if self.outline is not None and not shapely.covers(self.outline, shapely.Point(place.lon, place.lat)):
            return _outside("it lies outside the outline of promise.area.polygon", "")
        return None

    def doubt_postcode(self, address: Address) -> Issue | None:
        """Return why an address cannot be served by its postcode alone; None if it has none."""
        postcode = postcode_key(address.postcode)
        if postcode and (self.digits or self.postcodes) and not self._serves(postcode):
            return _outside(f"its postcode {postcode[:4]} is not in promise.area.postcodes", "postcode")
        return None

    def _serves(self, postcode: str) -> bool:
        return postcode[:4] in self.digits or postcode in self.postcodes

    def _far(self, place: Place, metres: float) -> Issue:
        turned = (
            -90 <= place.lon <= 90 and metres_between(self.store, (place.lon, place.lat)) < self.far_metres
        )
        hint = (
            "lat and lon stand in each other's column."
            if turned
            else "If it is right, raise promise.area.far_km; if not, correct the address or the coordinates."
        )
        return Issue(
            code="FAR_AWAY",
            severity=Severity.ERROR,
            message=f"The address lies {metres / 1000:.0f} km from the store as the crow flies.",
            hint=hint,
            field="lat" if place.source == "given" else "postcode",
        )


def _outside(why: str, column: str) -> Issue:
    return Issue(
        code="OUTSIDE_AREA",
        severity=Severity.ERROR,
        message=f"The address is not served: {why}.",
        hint="Correct the address, or widen the area.",
        field=column,
    )


def _postcodes(rules: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    digits: set[str] = set()
    whole: set[str] = set()
    for rule in rules:
        text = rule.strip()
        span = _RANGE.fullmatch(text)
        if span and int(span[1]) <= int(span[2]):
            digits |= {str(number) for number in range(int(span[1]), int(span[2]) + 1)}
        elif _DIGITS.fullmatch(text):
            digits.add(text)
        elif key := postcode_key(text):
            whole.add(key)
        else:
            raise ConfigError(
                f"promise.area.postcodes: {rule!r} is not a postcode.",
                'Write "2311", "2311-2318" or "2311 AB".',
            )
    return frozenset(digits), frozenset(whole)


def _outline(path: Path) -> shapely.Geometry:
    """Read all polygons of a GeoJSON file as one outline."""
    hint = "promise.area.polygon should name a GeoJSON file with a Polygon or MultiPolygon."
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise ConfigError(f"{path.name} is too large to be an outline.", hint)
        data = json.loads(path.read_text(encoding="utf-8-sig"))
        shapes = [shape(geometry) for geometry in _geometries(data)]
        outline = shapely.make_valid(shapely.union_all([s for s in shapes if s.area > 0]))
    except OSError as error:
        raise ConfigError(f"{path.name} cannot be read: {error.strerror}.", hint) from None
    except (
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        IndexError,
        RecursionError,
        shapely.errors.ShapelyError,
    ):
        raise ConfigError(f"{path.name} is not a GeoJSON outline.", hint) from None
    if outline.is_empty:
        raise ConfigError(f"{path.name} has no polygon in it.", hint)
    shapely.prepare(outline)
    return outline


def _geometries(data: dict[str, object]) -> list[dict[str, object]]:
    kind = data["type"]
    if kind == "FeatureCollection":
        features = data["features"]
        return [g for feature in features for g in _geometries(feature)] if isinstance(features, list) else []
    if kind == "Feature":
        geometry = data["geometry"]
        return [geometry] if isinstance(geometry, dict) else []
    return [data]
