"""The areas closed to drones that ship with the program."""

import json
from datetime import date
from importlib import resources

from dispatch.config import VehicleSection, Zones
from dispatch.geo.globe import metres_between
from dispatch.zones import load_zones, no_fly_areas, profile_of, profiles_ahead

STORE = (52.163689, 4.492142)
SCHIPHOL = (52.308056, 4.764167)
"""The centre of the arc, 52 18 29 N 004 45 51 E."""


def vehicle(kind: str) -> VehicleSection:
    more = {"trip_range_km": 16} if kind == "drone" else {}
    return VehicleSection.model_validate({"id": kind, "profile": kind, "crates": 1, "kg": 5, **more})


def test_each_has_a_source_a_date_and_what_is_unsure() -> None:
    text = resources.files("dispatch.zones").joinpath("data/no_fly.json").read_text(encoding="utf-8")
    for raw in json.loads(text)["zones"]:
        assert raw["source"]
        assert raw["remark"]
        assert date.fromisoformat(raw["as_of"]) <= date(2026, 11, 27)


def test_the_sample_store_may_fly() -> None:
    assert not [area.id for area in no_fly_areas() if area.covers(STORE)]


def test_schiphol_s_arc_lies_outside_the_circle() -> None:
    (schiphol,) = (area for area in no_fly_areas() if area.id == "ctr-schiphol")
    for corner in schiphol.polygons[0][0][4:]:
        assert 8 * 1852 < metres_between(SCHIPHOL, corner) < 8 * 1852 * 1.02
    assert schiphol.covers(SCHIPHOL)


def test_they_are_closed_to_drones_and_to_nobody_else() -> None:
    zones, day = load_zones(Zones(zero_emission=False)), date(2026, 11, 27)
    areas = tuple(sorted(area.id for area in no_fly_areas()))
    assert profile_of(zones, day, vehicle("drone")).closed_zones == areas
    for kind in ("bike", "van", "robot"):
        assert profile_of(zones, day, vehicle(kind)).closed_zones == ()


def test_a_map_is_made_for_robots_at_any_speed_and_not_for_drones() -> None:
    zones, day = load_zones(Zones()), date(2026, 11, 27)
    profiles = profiles_ahead(zones, [vehicle("robot"), vehicle("drone")], day)
    assert [profile.key for profile in profiles] == ["bike", "robot", "van"]
