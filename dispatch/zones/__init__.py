"""Zones closed to some vehicles: their outlines, their dates, and what they mean on a day."""

from dispatch.zones.load import load_zones, no_fly_areas, shipped_zones
from dispatch.zones.rules import (
    closed_zones,
    locked_out,
    profile_of,
    profiles_ahead,
    profiles_on,
    restrictions,
)
from dispatch.zones.zone import Ban, Zone

__all__ = [
    "Ban",
    "Zone",
    "closed_zones",
    "load_zones",
    "locked_out",
    "no_fly_areas",
    "profile_of",
    "profiles_ahead",
    "profiles_on",
    "restrictions",
    "shipped_zones",
]
