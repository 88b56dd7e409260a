"""Read zones: those that ship with the program, and the store's own."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from importlib import resources
from typing import Any

from dispatch.clock import YEARS
from dispatch.config import DRONE, WEEKDAYS, ZoneRule, Zones
from dispatch.errors import ConfigError
from dispatch.geo.outlines import read_outline, ring_of
from dispatch.zones.zone import Ban, Zone


def load_zones(section: Zones) -> tuple[Zone, ...]:
    """Return the zones of a configuration, the program's own first.

    Raises
    ------
    ConfigError
        If an outline or a date of a zone of the store's own is wrong, or an id is taken twice.
    """
    shipped = shipped_zones() if section.zero_emission else ()
    shipped += no_fly_areas() if section.no_fly else ()
    own = tuple(_own_zone(rule, rules) for rule, rules in _by_id(section.own))
    for zone in own:
        if any(zone.id == other.id for other in shipped):
            raise ConfigError(
                "zones.own: the id '{id}' is that of a zone that ships with the program.",
                "Choose another id, or leave the shipped ones out ([zones] zero_emission, no_fly).",
                id=zone.id,
            )
    return shipped + own


def shipped_zones() -> tuple[Zone, ...]:
    """Return the zones whose outline, dates and source ship with the program."""
    return _shipped("zones.json")


def no_fly_areas() -> tuple[Zone, ...]:
    """Return the areas around Leiden that are, or may be, closed to drones (``docs/drones.md``)."""
    return _shipped("no_fly.json")


def _shipped(name: str) -> tuple[Zone, ...]:
    text = resources.files("dispatch.zones").joinpath(f"data/{name}").read_text(encoding="utf-8")
    return tuple(_shipped_zone(raw) for raw in json.loads(text)["zones"])


def _shipped_zone(raw: dict[str, Any]) -> Zone:
    bans = tuple(
        Ban(
            kinds=frozenset(rule["kinds"]),
            emissions=frozenset(rule["emissions"]),
            valid_from=date.fromisoformat(rule["valid_from"]) if "valid_from" in rule else None,
        )
        for rule in raw["rules"]
    )
    ring = ring_of(raw["polygon_lon_lat"], raw["id"])
    return Zone(raw["id"], raw["name"], raw["source"], ((ring,),), bans)


def _by_id(own: Sequence[ZoneRule]) -> Iterable[tuple[ZoneRule, list[ZoneRule]]]:
    """Gather the rules of each zone: the first gives the outline, all of them count."""
    gathered: dict[str, list[ZoneRule]] = {}
    for rule in own:
        gathered.setdefault(rule.id, []).append(rule)
    return [(rules[0], rules) for rules in gathered.values()]


def _own_zone(first: ZoneRule, rules: Sequence[ZoneRule]) -> Zone:
    outlined = [rule for rule in rules if rule.polygon or rule.file]
    if len(outlined) != 1 or (outlined[0].polygon and outlined[0].file):
        raise ConfigError("zones.own: zone '{id}' needs one outline: polygon or file, once.", id=first.id)
    if outlined[0].file is not None:
        polygons = read_outline(outlined[0].file, f"zones.own: zone {first.id!r}")
    else:
        polygons = ((ring_of(outlined[0].polygon, f"zones.own: zone {first.id!r}"),),)
    for rule in rules:
        if DRONE in rule.kinds and rule.allowed:
            raise ConfigError(
                "zones.own: zone '{id}' has allowed hours, which open nothing to a drone.",
                "Leave allowed out: flights go around the zone at every hour.",
                id=first.id,
            )
    bans = tuple(
        Ban(
            kinds=frozenset(rule.kinds),
            emissions=frozenset(rule.emissions),
            valid_from=_first_day(rule.valid_from, f"{rule.id}.valid_from"),
            valid_to=_last_day(rule.valid_to, f"{rule.id}.valid_to"),
            days=frozenset(rule.days) & frozenset(WEEKDAYS),
            allowed=rule.allowed,
        )
        for rule in rules
    )
    return Zone(first.id, first.id, "dispatch.toml", polygons, bans)


def _day(text: str, where: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise _no_day(text, where) from None


def _first_day(text: str, where: str) -> date | None:
    """Read the day from which a rule is in force; one in which nobody will deliver is a slip."""
    found = _day(text, where)
    if found is not None and found.year >= YEARS.stop:
        raise _no_day(text, where)
    return found


def _last_day(text: str, where: str) -> date | None:
    """Read the day until which a rule is in force; as registers write it, 9999-12-31 is no end."""
    found = _day(text, where)
    return None if found is None or found.year >= YEARS.stop else found


def _no_day(text: str, where: str) -> ConfigError:
    return ConfigError(
        "zones.own: {where}: '{text}' is not a day such as 2026-11-24.", where=where, text=text
    )
