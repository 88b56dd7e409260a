"""The areas closed to drones that ship with the program."""

import json
from datetime import date
from importlib import resources

import pytest
import shapely

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
        assert date.fromisoformat(raw["as_of"]) <= date(2026, 11, 28)


def test_the_sample_store_may_fly() -> None:
    assert not [area.id for area in no_fly_areas() if area.covers(STORE)]


def test_schiphol_s_arc_lies_outside_the_circle() -> None:
    (schiphol,) = (area for area in no_fly_areas() if area.id == "ctr-schiphol")
    for corner in schiphol.polygons[0][0][4:]:
        assert 8 * 1852 < metres_between(SCHIPHOL, corner) < 8 * 1852 * 1.02
    assert schiphol.covers(SCHIPHOL)


OFFICIAL = {
    "meijendel-berkheide": [
        (4.287146, 52.117635), (4.330097, 52.148239), (4.368702, 52.181007), (4.385069, 52.196088),
        (4.396724, 52.196270), (4.409204, 52.195353), (4.416221, 52.186413), (4.402752, 52.168626),
        (4.385602, 52.140179), (4.358434, 52.126975), (4.330104, 52.110109), (4.317422, 52.106593),
    ],
    "coepelduynen": [
        (4.399701, 52.212165), (4.406310, 52.219593), (4.418865, 52.233326), (4.434414, 52.237226),
        (4.429582, 52.229397), (4.407914, 52.209309), (4.406467, 52.208623),
    ],
    "de-wilck": [(4.537674, 52.119523), (4.546646, 52.109362), (4.560954, 52.112909), (4.561631, 52.116640)],
    "kennemerland-zuid": [(4.571501, 52.447766)],
}  # fmt: skip
"""Corners (lon, lat) of the official outlines, the outermost on every side."""


@pytest.mark.parametrize("area", OFFICIAL)
def test_what_is_official_lies_well_inside_what_is_closed(area: str) -> None:
    (zone,) = (one for one in no_fly_areas() if one.id == area)
    outline = shapely.Polygon([(lon, lat) for lat, lon in zone.polygons[0][0]])
    for lon, lat in OFFICIAL[area]:
        assert outline.contains(shapely.Point(lon, lat))
        assert outline.exterior.distance(shapely.Point(lon, lat)) > 0.001


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
