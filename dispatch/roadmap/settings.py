"""What a map is built for: where, for whom, and how that is hashed."""

import hashlib
import json
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Final

from dispatch.geo.globe import METRES_PER_DEGREE, shrink
from dispatch.geo.outlines import Polygon
from dispatch.mapfiles import MAP_FORMAT, router_version
from dispatch.model import Point, TravelProfile

PROFILE_FILES: Final = {"bike": "cargo_bike.lua", "van": "van.lua", "robot": "robot.lua"}


@dataclass(frozen=True, slots=True)
class Box:
    """Bound a piece of the world, in degrees."""

    south: float
    west: float
    north: float
    east: float

    def __contains__(self, point: Point) -> bool:
        lat, lon = point
        return self.south <= lat <= self.north and self.west <= lon <= self.east

    @property
    def square_km(self) -> float:
        """Its area."""
        height = (self.north - self.south) * METRES_PER_DEGREE
        middle = (self.north + self.south) / 2
        return height * (self.east - self.west) * METRES_PER_DEGREE * shrink(middle) / 1e6

    def as_tuple(self) -> tuple[float, float, float, float]:
        """Return (south, west, north, east)."""
        return (self.south, self.west, self.north, self.east)


@dataclass(frozen=True, slots=True)
class MapSettings:
    """Say what a map is built for.

    Parameters
    ----------
    store
        Position of the store.
    profiles
        Each gets its own routing data.
    outlines
        (zone id, polygons) of every zone that a profile names as closed.
    area
        Polygons of the service area; empty where it is not set by polygon.
    reach_km
        Without ``area``, the map reaches this far around the store.
    margin_km
        Added on all sides, so that ways around an edge are found.
    threads
        Of the routing tools at most.
    """

    store: Point
    profiles: tuple[TravelProfile, ...] = (TravelProfile("bike"), TravelProfile("van"))
    outlines: tuple[tuple[str, tuple[Polygon, ...]], ...] = ()
    area: tuple[Polygon, ...] = ()
    reach_km: float = 10.0
    margin_km: float = 3.0
    threads: int = 2

    def __post_init__(self) -> None:
        known = {zone for zone, _ in self.outlines}
        unknown = sorted({zone for profile in self.profiles for zone in profile.closed_zones} - known)
        if unknown:
            raise ValueError(f"no outline for the closed zones {', '.join(unknown)}")

    @property
    def box(self) -> Box:
        """The piece of the world that the map covers."""
        corners = [point for polygon in self.area for point in polygon[0]]
        reach = (self.margin_km if corners else self.reach_km + self.margin_km) * 1000
        corners.append(self.store)
        south, north = min(lat for lat, _ in corners), max(lat for lat, _ in corners)
        west, east = min(lon for _, lon in corners), max(lon for _, lon in corners)
        up = reach / METRES_PER_DEGREE
        across = up / max(0.01, shrink(max(abs(south), abs(north))))
        return Box(south - up, west - across, north + up, east + across)

    def closed_polygons(self, profile: TravelProfile) -> tuple[Polygon, ...]:
        """Return the outlines of the zones that are closed to a profile."""
        closed = set(profile.closed_zones)
        return tuple(p for zone, polygons in self.outlines if zone in closed for p in polygons)

    def digest(self, source_sha256: str) -> str:
        """Hash everything that decides what is in the map; 16 hexadecimal digits."""
        relevant = {
            "format": MAP_FORMAT,
            "source": source_sha256,
            "box": [round(edge, 6) for edge in self.box.as_tuple()],
            "profiles": [
                (profile.key, self.closed_polygons(profile))
                for profile in sorted(self.profiles, key=lambda p: p.key)
            ],
            "lua": [
                profile_source(kind).read_text(encoding="utf-8")
                for kind in sorted({profile.kind for profile in self.profiles})
            ],
            "osrm": router_version(),
        }
        return hashlib.sha256(json.dumps(relevant, sort_keys=True).encode()).hexdigest()[:16]


def profile_source(kind: str) -> Path:
    """Return the Lua file of a kind of vehicle."""
    return Path(str(resources.files("dispatch.roadmap"))) / "profiles" / PROFILE_FILES[kind]
