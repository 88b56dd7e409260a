"""What documents say of robots and drones."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from daymaker import make_vehicle
from paperstore import a_store, flat, page_texts, some_sheets
from sampledays import planned_day
from smallday import small_day

from dispatch.clock import hhmm
from dispatch.config import Air, Sheets, Store
from dispatch.model import PlannedDay, TravelMatrix, TravelProfile, Ways
from dispatch.sheets.exports.messages import Messages
from dispatch.sheets.paper.courier import CourierSheets
from dispatch.sheets.paper.loading import LoadingSheets
from dispatch.sheets.screen.page import _profile
from dispatch.sheets.sheetday import SheetDay
from dispatch.sheets.vehicles import drive_rules, flight_rules, vehicle_line, vehicle_named
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


def test_who_loads_a_drone_or_a_robot_has_rules_before_each_trip() -> None:
    drone = make_vehicle("it", kind="drone", max_stops=1, trip_range_m=16_000)
    rules = list(flight_rules(drone, words("en")))
    assert len(rules) == 5
    assert "1,000.0 kg" in rules[0]
    assert "16.0 km" in rules[1]
    robot = make_vehicle("it", kind="robot", trip_range_m=6_000)
    assert [rule.split(":")[0] for rule in drive_rules(robot, words("en"))] == [
        "Weigh what goes in",
        "Put in a full battery; a trip is 6.0 km at most.",
        "Call the customer when the robot leaves",
    ]
    assert len(list(drive_rules(replace(robot, trip_range_m=None), words("en")))) == 2


def robot_day(trips: int, stops: int) -> PlannedDay:
    """Plan a day of one robot that makes so many trips, with so many stops in all."""
    day = planned_day(stops, couriers=1, trips=trips, plain=True, breaks=False)
    (shift,) = day.problem.shifts
    robot = replace(shift.vehicle, id="robot-1", kind="robot", max_stops=None, trip_range_m=None)
    shift = replace(shift, vehicle=robot)
    (route,) = day.plan.routes
    plan = replace(day.plan, routes=(replace(route, shift=shift),))
    return replace(day, problem=replace(day.problem, shifts=(shift,)), plan=plan)


def test_trips_of_a_robot_with_one_stop_stand_several_on_a_page(tmp_path: Path) -> None:
    day = SheetDay.of(robot_day(8, 8))
    CourierSheets(a_store(), some_sheets()).write(day, tmp_path)
    pages = page_texts(tmp_path / "sheets" / "R1.pdf")
    assert len(pages) <= 3
    shown = [re.findall(r"\b(\d)·1\b", text) for text in pages]
    assert [number for numbers in shown for number in numbers] == list("12345678")
    for text, numbers in zip(pages, shown, strict=True):
        if len(numbers) > 1:
            assert f"Rit {numbers[0]} t/m {numbers[-1]} van 8" in flat(text)
    assert "Vóór elke rit" in flat(pages[0])
    assert all(text.count("opgehaald") == len(numbers) for text, numbers in zip(pages, shown, strict=True))


def test_and_so_they_do_for_whoever_packs(tmp_path: Path) -> None:
    planned = robot_day(8, 8)
    LoadingSheets(a_store(), some_sheets()).write(SheetDay.of(planned), tmp_path)
    (page,) = page_texts(tmp_path / "loading.pdf")
    assert "Rit 1 t/m 8 van 8" in flat(page)
    (route,) = planned.plan.routes
    for number, trip in enumerate(route.trips, start=1):
        assert f"{number}·1" in page
        assert f"Laden {hhmm(trip.loading_start)}" in flat(page)
        assert f"Vertrek {hhmm(trip.departure)}" in flat(page)


def test_no_page_of_the_loading_list_has_only_lines_to_sign(tmp_path: Path) -> None:
    for trips in range(11, 17):
        LoadingSheets(a_store(), some_sheets()).write(SheetDay.of(robot_day(trips, trips)), tmp_path)
        pages = page_texts(tmp_path / "loading.pdf")
        assert all(re.search(r"\b\d+·1\b", page) for page in pages)
        assert [page.count("nageteld door") for page in pages] == [0] * (len(pages) - 1) + [1]
    assert len(pages) > 1, "all on one page"


def test_a_robot_with_several_stops_a_trip_has_the_sheet_that_couriers_have(tmp_path: Path) -> None:
    CourierSheets(a_store(), some_sheets()).write(SheetDay.of(robot_day(2, 8)), tmp_path)
    pages = [flat(text) for text in page_texts(tmp_path / "sheets" / "R1.pdf")]
    assert not any("Vóór elke rit" in page for page in pages)
    assert any("TERUG BIJ DE WINKEL" in page for page in pages)


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
