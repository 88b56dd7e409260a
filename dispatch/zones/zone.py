"""A zone that is closed to some vehicles, on some days, outside some hours."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from dispatch.config import WEEKDAYS, Hours, weekday_of
from dispatch.geo.outlines import Polygon, covers, surface
from dispatch.model import Point

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True, slots=True)
class Ban:
    """Keep some vehicles out on some days, but for the hours in which they may enter.

    Parameters
    ----------
    kinds
        ``bike``, ``van``.
    emissions
        Emission classes it applies to; empty for all.
    valid_from, valid_to
        First and last day it is in force; None for no end.
    days
        Weekdays it is in force.
    allowed
        Hours in which they may enter all the same.
    """

    kinds: frozenset[str]
    emissions: frozenset[str] = frozenset()
    valid_from: date | None = None
    valid_to: date | None = None
    days: frozenset[str] = frozenset(WEEKDAYS)
    allowed: tuple[Hours, ...] = ()

    def applies(self, day: date, kind: str, emission: str) -> bool:
        """Tell whether it keeps such a vehicle out on a day, at some hour at least."""
        return (
            kind in self.kinds
            and (not self.emissions or emission in self.emissions)
            and (self.valid_from is None or self.valid_from <= day)
            and (self.valid_to is None or day <= self.valid_to)
            and weekday_of(day) in self.days
        )


@dataclass(frozen=True)
class Zone:
    """Outline a zone and hold its rules.

    Parameters
    ----------
    id
        Lower case, part of profile keys and folder names.
    name
        For people.
    source
        Where outline and dates come from.
    polygons
        The area.
    bans
        Each holds on its own; a vehicle may enter when none keeps it out.
    """

    id: str
    name: str
    source: str
    polygons: tuple[Polygon, ...]
    bans: tuple[Ban, ...] = field(default=())

    def bans_of(self, day: date, kind: str, emission: str) -> tuple[Ban, ...]:
        """Return the bans that hold for such a vehicle on a day."""
        return tuple(ban for ban in self.bans if ban.applies(day, kind, emission))

    def closed(self, day: date, kind: str, emission: str) -> bool:
        """Tell whether such a vehicle may not enter at any hour of a day."""
        return any(not ban.allowed for ban in self.bans_of(day, kind, emission))

    def covers(self, point: Point) -> bool:
        """Tell whether a point lies inside or on the outline."""
        lat, lon = point
        south, west, north, east = self._box
        return south <= lat <= north and west <= lon <= east and covers(self._area, point)

    @cached_property
    def _box(self) -> tuple[float, float, float, float]:
        """South, west, north and east: most doors lie far from a zone, and need no geometry to tell."""
        lats, lons = zip(*(corner for rings in self.polygons for corner in rings[0]), strict=True)
        return min(lats), min(lons), max(lats), max(lons)

    @cached_property
    def _area(self) -> "BaseGeometry":
        return surface(self.polygons)
