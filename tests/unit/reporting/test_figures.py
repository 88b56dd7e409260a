"""A day small enough to work out by hand, with the numbers derived in the comments."""

from dataclasses import replace
from datetime import date

import pytest

from dispatch.model import (
    UNREACHABLE,
    Accounts,
    Address,
    Confidence,
    Depot,
    Load,
    LocatedOrder,
    Order,
    Outcome,
    Place,
    PlannedDay,
    Problem,
    Provenance,
    RouteSequence,
    Shift,
    Solution,
    Stop,
    TimeWindow,
    TravelMatrix,
    Vehicle,
)
from dispatch.reporting import Actual, figures_of, from_json, share_costs, to_json
from dispatch.reporting.emissions import Factors, shipped_factors
from dispatch.scheduling import schedule

FACTORS = Factors(date(2026, 1, 1), car=200, bike=10, van_zero=90, van_fuel=260, robot=11, drone=30)


def stop(number, orders=1, service=120, cents=4000):
    place = Place(52.16, 4.49 + number / 100, "given", Confidence.EXACT, Address(house_number=str(number)))
    made = tuple(
        LocatedOrder(
            Order(
                f"B{number}{'abc'[part]}", number, 0, "", "", place.address, crates=2, grams=8000,
                total_cents=cents,
            ),
            place,
        )
        for part in range(orders)
    )  # fmt: skip
    window = TimeWindow(10 * 3600, 20 * 3600)
    return Stop(f"S{number}", made, place, window, window.latest, Load(2 * orders, 8000 * orders), service)


# Two doors: 600 s and 2 km from the store, 300 s and 1 km from each other, both ways alike.
SECONDS = [[0, 600, 600], [600, 0, 300], [600, 300, 0]]
METRES = [[0, 2000, 2000], [2000, 0, 1000], [2000, 1000, 0]]
BIKE = Vehicle(
    "fiets", "bike", "bike", Load(10, 100_000, 10, 10), loading_seconds=300, use_cents=500, cents_per_km=30
)


def day(stops=None, metres=METRES, profiles=("bike",), vehicle=BIKE):
    stops = stops or (stop(1), stop(2, orders=2))
    travel = tuple(TravelMatrix.of(p, SECONDS, metres, "test") for p in profiles)
    shift = Shift("anna", "Anna", vehicle, TimeWindow(9 * 3600, 21 * 3600), cents_per_hour=1800)
    problem = Problem(date(2026, 11, 24), Depot("Winkel", 52.16, 4.49, Address()), stops, (shift,), travel)
    plan = schedule(problem, Solution((RouteSequence("anna", (tuple(s.id for s in stops),)),)))
    orders = sum(len(s.orders) for s in stops)
    return PlannedDay(
        problem.day, 1, problem, plan, (), (), (), Accounts(orders, 0, 0, 0, orders), (), (), None,
        Provenance("1", "2026-11-24T10:00:00+01:00"),
    )  # fmt: skip


def figures(planned, **more):
    return figures_of(planned, **{"emissions": {}, "margin": 0.25, "factors": FACTORS, **more})


def test_one_route_adds_up():
    (route,) = figures(day()).routes
    assert (route.trips, route.stops, route.deliveries) == (1, 2, 3)
    assert route.drive_seconds == 600 + 300 + 600
    assert route.service_seconds == 2 * 120
    assert route.work_seconds == 300 + 1500 + 240
    assert route.metres == 5000
    assert (route.crates, route.crate_room) == (6, 10)
    assert (route.grams, route.gram_room) == (24_000, 100_000)


def test_money_is_wage_kilometres_and_use():
    (route,) = figures(day()).routes
    # 2040 s at 18.00 an hour = 10.20; 5 km at 0.30 = 1.50; use 5.00
    assert (route.wage_cents, route.distance_cents, route.use_cents) == (1020, 150, 500)
    assert route.cost_cents == 1670


def test_co2_of_the_bike_against_three_cars():
    got = figures(day())
    # The bike: 5 km at 10 g. Three customers, each 4 km there and back at 200 g.
    assert got.routes[0].co2_grams == 50
    assert got.routes[0].car_metres == 3 * 4000
    assert got.car_co2_grams == 2400
    assert got.car_by_bike_roads


def test_cars_take_the_roads_of_vans_if_there_are_any():
    longer = [[2 * m for m in row] for row in METRES]
    planned = day(profiles=("bike", "van~ze-leiden", "van"))
    van = TravelMatrix.of("van", SECONDS, longer, "test")
    problem = replace(planned.problem, travel=(*planned.problem.travel[:2], van))
    got = figures(replace(planned, problem=problem))
    assert got.routes[0].car_metres == 3 * 8000
    assert not got.car_by_bike_roads


def test_a_van_is_electric_only_if_the_store_says_so():
    van = replace(BIKE, id="bus", kind="van")
    assert figures(day(vehicle=van)).routes[0].co2_grams == 5 * 260
    assert figures(day(vehicle=van), emissions={"bus": "zero"}).routes[0].co2_grams == 5 * 90
    assert figures(day(vehicle=van), emissions={"bus": "euro6"}).routes[0].co2_grams == 5 * 260


def test_costs_are_shared_by_what_each_stop_takes_alone_to_the_tick():
    planned = day((stop(1, service=120), stop(2, service=1320)))
    route = planned.plan.routes[0]
    shares = share_costs(planned.problem, route)
    # Alone they take 600+120+600 = 1320 s and 600+1320+600 = 2520 s.
    assert shares["S1"] == route.cost.ticks * 1320 // 3840
    assert sum(shares.values()) == route.cost.ticks


def test_orders_for_one_door_share_its_cost_and_no_cent_is_lost():
    got = figures(day())
    # Both doors take the same alone: 8.35 each; the second door has two orders.
    assert [(b.receipt_id, b.cost_cents) for b in got.baskets] == [("B1a", 835), ("B2a", 418), ("B2b", 417)]
    assert sum(basket.cost_cents for basket in got.baskets) == 1670


def test_a_basket_is_unprofitable_when_its_margin_is_below_its_cost():
    got = figures(day((stop(1, cents=2000), stop(2, cents=40_000))))
    # A quarter of 20.00 is 5.00, of 400.00 is 100.00; each delivery costs 8.35.
    assert [basket.result_cents for basket in got.baskets] == [500 - 835, 10_000 - 835]


def test_orders_of_unknown_value_are_no_baskets():
    assert figures(day((stop(1, cents=None), stop(2)))).baskets[0].receipt_id == "B2a"


def test_an_unreachable_door_counts_no_car():
    cut = [[0, UNREACHABLE, 2000], [2000, 0, 1000], [2000, 1000, 0]]
    planned = day(profiles=("bike", "van"))
    van = TravelMatrix.of("van", SECONDS, cut, "test")
    problem = replace(planned.problem, travel=(planned.problem.travel[0], van))
    assert figures(replace(planned, problem=problem)).routes[0].car_metres == 2 * 4000


def test_figures_without_persons_name_nobody():
    bare = figures(day()).without_persons()
    text = str(to_json(bare))
    assert "Anna" not in text
    assert "B1a" not in text
    assert sum(b.result_cents for b in bare.baskets) == sum(b.result_cents for b in figures(day()).baskets)


@pytest.mark.parametrize("actuals", [None, {"B1a": Actual(40_000, Outcome.DELIVERED)}])
def test_figures_come_back_from_json(actuals):
    got = figures(day(), actuals=actuals)
    assert from_json(to_json(got), "figures.json") == got


def test_the_shipped_factors_are_dated_and_in_order():
    shipped = shipped_factors()
    assert shipped.as_of >= date(2026, 1, 1)
    assert shipped.bike < shipped.van_zero < shipped.car < shipped.van_fuel
