import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from said import english

from dispatch.config import Hours, VehicleSection, ZoneRule, Zones
from dispatch.errors import ConfigError
from dispatch.model import (
    Address,
    Alternative,
    Barrier,
    Confidence,
    Load,
    LocatedOrder,
    Order,
    Place,
    Restriction,
    Stop,
    TimeWindow,
    TravelProfile,
)
from dispatch.zones import (
    closed_zones,
    load_zones,
    locked_out,
    profile_of,
    profiles_ahead,
    restrictions,
    shipped_zones,
)

HOUR = 3600
TOWN_HALL, STATION, LAMMENSCHANS = (52.1594, 4.4909), (52.1657, 4.4825), (52.1470, 4.4925)
SQUARE = ((5.0, 52.0), (5.1, 52.0), (5.1, 52.1), (5.0, 52.1))
INSIDE, OUTSIDE = (52.05, 5.05), (52.2, 5.05)
TUESDAY, SUNDAY = date(2026, 11, 24), date(2026, 11, 29)


def stop(
    name: str, point: tuple[float, float], earliest: float = 9, latest: float = 17, service: int = 600
) -> Stop:
    address = Address(street="Straat", house_number="1")
    place = Place(*point, "given", Confidence.EXACT, address)
    order = Order(name, 2, 0, "Naam", "", address)
    window = TimeWindow(int(earliest * HOUR), int(latest * HOUR))
    return Stop(name, (LocatedOrder(order, place),), place, window, window.latest, Load(1), service)


def vehicle(emission: str = "euro6", profile: str = "van", name: str = "v") -> VehicleSection:
    return VehicleSection(id=name, profile=profile, crates=10, kg=500, emission=emission)


def market(**changes: object) -> ZoneRule:
    return ZoneRule(**{"id": "markt", "polygon": SQUARE, **changes})


@pytest.mark.parametrize(
    ("emission", "last_open_day", "first_closed_day"),
    [
        ("older", "2024-12-31", "2025-01-01"),
        ("euro4", "2024-12-31", "2025-01-01"),
        ("euro5", "2026-12-31", "2027-01-01"),
        ("euro6", "2028-12-31", "2029-01-01"),
    ],
)
def test_the_zone_of_leiden_closes_class_by_class(
    emission: str, last_open_day: str, first_closed_day: str
) -> None:
    zones = load_zones(Zones())
    assert closed_zones(zones, date.fromisoformat(last_open_day), "van", emission) == ()
    assert closed_zones(zones, date.fromisoformat(first_closed_day), "van", emission) == ("ze-leiden",)


def test_bikes_and_electric_vans_are_free_to_enter_it() -> None:
    zones = load_zones(Zones())
    assert closed_zones(zones, date(2040, 1, 1), "van", "zero") == ()
    assert closed_zones(zones, date(2040, 1, 1), "bike", "older") == ()


def test_the_zone_covers_the_centre_and_the_station_square() -> None:
    (zone,) = shipped_zones()
    assert zone.covers(TOWN_HALL)
    assert zone.covers(STATION)
    assert not zone.covers(LAMMENSCHANS)
    assert "gmb-2024-284202" in zone.source


def test_a_van_that_may_not_enter_gets_no_stop_inside() -> None:
    zones = load_zones(Zones())
    stops = [stop("in", TOWN_HALL), stop("out", LAMMENSCHANS)]
    vans = [vehicle("euro5", name="old"), vehicle("zero", name="new")]
    assert restrictions(zones, date(2026, 12, 31), vans, stops) == ()
    assert restrictions(zones, date(2027, 1, 1), vans, stops) == (Restriction("old", "in", Barrier.ZONE),)
    assert profile_of(zones, date(2027, 1, 1), vans[0]).key == "van~ze-leiden"


def test_a_van_that_may_not_enter_its_own_store_serves_nothing() -> None:
    zones = load_zones(Zones())
    stops = [stop("out", LAMMENSCHANS)]
    found = restrictions(zones, date(2027, 1, 1), [vehicle("euro5")], stops, depot=TOWN_HALL)
    assert found == (Restriction("v", "out", Barrier.ZONE),)
    (notice,) = locked_out(zones, date(2027, 1, 1), [vehicle("euro5"), vehicle("zero")], TOWN_HALL)
    assert (notice.code, notice.severity) == ("ZONE_STORE", "warning")
    assert english(notice).startswith("v may not enter Zero-emissiezone Leiden")
    assert locked_out(zones, date(2027, 1, 1), [vehicle("euro5")], LAMMENSCHANS) == ()


def test_a_map_needs_the_profiles_of_the_time_ahead() -> None:
    zones = load_zones(Zones())
    ahead = profiles_ahead(zones, [vehicle("euro6")], TUESDAY)  # closed to it from 2029 on
    assert ahead == (TravelProfile("bike"), TravelProfile("van"), TravelProfile("van", ("ze-leiden",)))
    assert profiles_ahead(zones, [vehicle("zero")], TUESDAY) == ahead[:2]


def test_a_zone_that_is_closed_on_some_weekday_needs_its_profile() -> None:
    own = (market(days=("mon",), valid_from="2027-03-03", valid_to="2027-03-31"),)
    zones = load_zones(Zones(zero_emission=False, no_fly=False, own=own))
    assert TravelProfile("van", ("markt",)) in profiles_ahead(zones, [vehicle("zero")], TUESDAY)
    assert len(profiles_ahead(zones, [vehicle("zero")], date(2027, 4, 1))) == 2


def test_loading_hours_become_a_window_that_ends_in_time() -> None:
    zones = load_zones(Zones(own=(market(allowed=(Hours(4 * HOUR + 1800, 11 * HOUR),)),)))
    assert closed_zones(zones, TUESDAY, "van", "zero") == ()  # it can be driven through
    found = restrictions(zones, TUESDAY, [vehicle("zero")], [stop("in", INSIDE), stop("out", OUTSIDE)])
    # asked 9:00-17:00, open until 11:00, ten minutes at the door: begin by 10:50
    assert found == (Restriction("v", "in", Barrier.ZONE, "markt", TimeWindow(9 * HOUR, 10 * HOUR + 3000)),)


def test_a_window_within_the_loading_hours_is_not_restricted() -> None:
    zones = load_zones(Zones(own=(market(allowed=(Hours(4 * HOUR, 11 * HOUR),)),)))
    assert restrictions(zones, TUESDAY, [vehicle()], [stop("in", INSIDE, 9, 10.5)]) == ()


def test_a_window_outside_the_loading_hours_is_forbidden() -> None:
    zones = load_zones(Zones(own=(market(allowed=(Hours(4 * HOUR, 11 * HOUR),)),)))
    found = restrictions(zones, TUESDAY, [vehicle()], [stop("in", INSIDE, 14, 17)])
    assert found == (Restriction("v", "in", Barrier.ZONE, "markt"),)


def test_the_widest_of_several_loading_hours_is_taken() -> None:
    hours = (Hours(6 * HOUR, 10 * HOUR), Hours(13 * HOUR, 18 * HOUR))
    zones = load_zones(Zones(own=(market(allowed=hours),)))
    found = restrictions(zones, TUESDAY, [vehicle()], [stop("in", INSIDE, 9, 17)])
    # 9:00-9:50 or 13:00-17:00
    assert found == (Restriction("v", "in", Barrier.ZONE, "markt", TimeWindow(13 * HOUR, 17 * HOUR)),)


def test_of_several_windows_those_in_the_same_loading_hours_stay() -> None:
    hours = (Hours(6 * HOUR, 10 * HOUR), Hours(13 * HOUR, 18 * HOUR))
    zones = load_zones(Zones(own=(market(allowed=hours),)))

    def limits(*windows: tuple[int, int]) -> tuple[Restriction, ...]:
        choices = tuple(Alternative(TimeWindow(a * HOUR, b * HOUR), b * HOUR) for a, b in windows)
        some = replace(stop("in", INSIDE, *windows[0]), alternatives=choices)
        return restrictions(zones, TUESDAY, [vehicle()], [some])

    within = TimeWindow(13 * HOUR, 17 * HOUR + 3000)  # ten minutes at the door before 18:00
    assert limits((8, 9), (14, 15), (16, 20)) == (Restriction("v", "in", Barrier.ZONE, "markt", within),)
    assert limits((11, 12), (19, 20)) == (Restriction("v", "in", Barrier.ZONE, "markt"),)
    assert limits((14, 15), (16, 17)) == ()


def test_rules_of_one_zone_add_up_by_day_and_class() -> None:
    own = (
        market(days=("mon", "tue"), allowed=(Hours(4 * HOUR, 11 * HOUR),)),
        ZoneRule(id="markt", emissions=("euro4",), valid_from="2026-01-01", valid_to="2026-12-31"),
    )
    zones = load_zones(Zones(zero_emission=False, no_fly=False, own=own))
    (zone,) = zones
    assert len(zone.bans) == 2
    assert closed_zones(zones, TUESDAY, "van", "euro4") == ("markt",)
    assert closed_zones(zones, date(2027, 1, 1), "van", "euro4") == ()
    assert restrictions(zones, SUNDAY, [vehicle("zero")], [stop("in", INSIDE)]) == ()
    assert restrictions(zones, TUESDAY, [vehicle("euro4")], [stop("in", INSIDE)]) == (
        Restriction("v", "in", Barrier.ZONE),
    )


def test_an_outline_from_a_file_keeps_its_holes(tmp_path: Path) -> None:
    hole = [[5.04, 52.04], [5.06, 52.04], [5.06, 52.06], [5.04, 52.06], [5.04, 52.04]]
    outer = [*map(list, SQUARE), list(SQUARE[0])]
    shape = {"type": "MultiPolygon", "coordinates": [[outer, hole]]}
    path = tmp_path / "zone.geojson"
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": shape}]})
    )
    (zone,) = load_zones(Zones(zero_emission=False, no_fly=False, own=(ZoneRule(id="markt", file=path),)))
    assert not zone.covers((52.05, 5.05))
    assert zone.covers((52.02, 5.02))


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"polygon": ()}, "needs one outline"),
        ({"polygon": SQUARE[:2]}, "three corners"),
        ({"polygon": ((52.0, 500.0), *SQUARE)}, "outside the world"),
        ({"valid_from": "next year"}, "is not a day"),
        ({"id": "ze-leiden"}, "ships with the program"),
    ],
)
def test_a_wrong_zone_is_refused(rule: dict[str, object], words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        load_zones(Zones(own=(market(**rule),)))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"type": "Point", "coordinates": [5, 52]}', '{"type": 3}'])
def test_a_file_without_a_polygon_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "zone.geojson"
    path.write_text(text)
    with pytest.raises(ConfigError, match=r"zone\.geojson"):
        load_zones(Zones(own=(ZoneRule(id="markt", file=path),)))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"absent\.geojson"):
        load_zones(Zones(own=(ZoneRule(id="markt", file=tmp_path / "absent.geojson"),)))
