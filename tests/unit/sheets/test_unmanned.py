"""What documents say of robots and drones."""

from dataclasses import replace

import pytest
from daymaker import make_vehicle
from smallday import small_day

from dispatch.config import Air, Sheets, Store
from dispatch.model import TravelMatrix, TravelProfile, Ways
from dispatch.sheets.exports.messages import Messages
from dispatch.sheets.screen.page import _profile
from dispatch.sheets.sheetday import SheetDay
from dispatch.sheets.vehicles import flight_rules, vehicle_line, vehicle_named
from dispatch.travel import AirTravel
from dispatch.words import words


@pytest.mark.parametrize(
    ("language", "kind", "trial", "said"),
    [
        ("nl", "drone", True, "it (drone, PROEF)"),
        ("en", "drone", True, "it (drone, TRIAL)"),
        ("en", "robot", False, "it (robot)"),
        ("nl", "bike", False, "it (bakfiets)"),
    ],
)
def test_a_vehicle_without_a_permit_is_called_a_trial(
    language: str, kind: str, trial: bool, said: str
) -> None:
    vehicle = make_vehicle("it", kind=kind, trial=trial, max_stops=1)
    assert vehicle_line(vehicle, words(language)) == said


def test_only_who_loads_a_drone_has_rules_before_each_flight() -> None:
    drone = make_vehicle("it", kind="drone", max_stops=1, trip_range_m=16_000)
    rules = list(flight_rules(drone, words("en")))
    assert len(rules) == 5
    assert "1,000.0 kg" in rules[0]
    assert "16.0 km" in rules[1]
    assert not list(flight_rules(make_vehicle("it"), words("en")))


@pytest.mark.parametrize(
    ("winds", "said"),
    [
        ([], "vluchten, windstil aangenomen"),
        ([(6, 240)], "vluchten met wind 6 m/s, 240°"),
        ([(6.5, 240)], "vluchten met wind 6,5 m/s, 240°"),
        ([(6, 240), (9, 200)], "vluchten met de wind per uur"),
    ],
)
def test_where_times_of_flights_come_from(winds: list[tuple[float, int]], said: str) -> None:
    air = Air(wind=tuple({"metres_per_second": speed, "from_degrees": degrees} for speed, degrees in winds))
    matrix = AirTravel({}, air).matrix(TravelProfile("drone", (), 60_000), [(52.16, 4.49), (52.17, 4.5)])
    assert words("nl").travel(replace(matrix, source="whatever it is called")) == said


def test_times_through_closed_zones_are_no_straight_lines() -> None:
    matrix = TravelMatrix.of("van~old", [[0]], [[0]], "a map", estimated=True, ways=Ways.THROUGH_ZONES)
    assert words("en").travel(matrix) == "estimated, through closed areas as well"


def test_times_of_a_robot_by_a_bikes_ways() -> None:
    matrix = TravelMatrix.of("robot@6", [[0]], [[0]], "a map", estimated=True, ways=Ways.BY_BIKE)
    assert words("nl").travel(matrix) == "robot over fietswegen, geschat"


def test_times_of_a_robot_by_paths_that_two_servers_know() -> None:
    matrix = TravelMatrix.of("robot@6", [[0]], [[0]], "OSRM server paths.example, roads.example")
    assert words("nl").travel(matrix) == "OSRM server paths.example, roads.example"


@pytest.mark.parametrize(("kind", "said"), [("robot", "kom naar de stoep"), ("drone", "landingsplek vrij")])
def test_customers_are_told_what_comes(tmp_path, kind: str, said: str) -> None:
    day = small_day()
    routes = tuple(
        replace(route, shift=replace(route.shift, vehicle=make_vehicle("it", kind=kind, max_stops=1)))
        for route in day.plan.routes
    )
    store = Store.model_validate(
        {"name": "Winkel", "lat": 52.16, "lon": 4.49, "opening": "08:00-20:00", "delivery": "13:00-20:00"}
    )
    flown = SheetDay.of(replace(day, plan=replace(day.plan, routes=routes)))
    for path in Messages(Sheets(), store).write(flown, tmp_path):
        assert said in path.read_text(encoding="utf-8")


def test_the_page_names_a_trial_and_not_every_closed_area() -> None:
    vehicle = make_vehicle("drone-1", kind="drone", trial=True, max_stops=1)
    assert vehicle_named(vehicle, words("en")) == "drone-1, TRIAL"
    assert vehicle_named(replace(vehicle, trial=False), words("en")) == "drone-1"
    assert _profile("drone@60~ctr-schiphol~lumc", words("en")) == "drone 60 km/h"
    assert _profile("van~ze-leiden", words("en")) == "van, not through ze-leiden"
