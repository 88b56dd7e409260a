"""The plan of several stores, taken apart: each part keeps every rule, and they add up."""

import random
from dataclasses import replace

import pytest
from chaindays import common_travel
from daymaker import Traits, fill, random_problem, with_hours

from dispatch.building.joining import Sharer, join
from dispatch.building.parting import own_part, part, without_shared
from dispatch.checking import check
from dispatch.model import Plan, Problem, Solution
from dispatch.scheduling import schedule

NAMES = ("leiden", "dorp", "stad")


def feasible(problem: Problem, solution: Solution) -> bool:
    return not check(problem, schedule(problem, solution))


def shared_day(seed: int, *, hourly: bool = False) -> tuple[list[Problem], Problem, Plan]:
    """Return the days of three stores, all of it as one problem, and a plan in which couriers are shared.

    With ``hourly`` each of them gets on slower, or faster, in some hours of the day.
    """
    rng = random.Random(seed)
    traits = replace(Traits.draw(rng), lateness=True)
    common = {"late_cents_per_hour": 600}
    days = [replace(random_problem(rng, rng.randint(2, 6), 2, traits), **common) for _ in NAMES]
    sharers = [
        Sharer(
            name,
            day,
            {shift.vehicle.id: tuple({0, 1, 2} - {n}) for shift in day.shifts},
            common_travel(rng, days, n),
        )
        for n, (name, day) in enumerate(zip(NAMES, days, strict=True))
    ]
    problem = with_hours(rng, join(sharers)) if hourly else join(sharers)
    return days, problem, schedule(problem, fill(rng, problem, feasible))


@pytest.mark.parametrize(("seed", "hourly"), [(seed, seed >= 40) for seed in range(60)])
def test_each_part_keeps_every_rule_and_they_add_up(seed: int, hourly: bool) -> None:
    days, problem, plan = shared_day(seed, hourly=hourly)
    if check(problem, plan):
        pytest.skip("trips that have left already may break what nobody can mend")
    cost, brought = 0, 0
    for number, (name, day) in enumerate(zip(NAMES, days, strict=True)):
        mine, solution = part(NAMES, number, problem, plan)
        its = schedule(mine, solution)
        assert check(mine, its) == ()
        assert [stop.id for stop in mine.stops if not stop.guest] == [stop.id for stop in day.stops]
        assert [shift.id for shift in mine.shifts if not shift.depot] == [shift.id for shift in day.shifts]
        left = {stop.id for stop in its.unserved}
        assert left == {s.id.removeprefix(f"{name}/") for s in plan.unserved if s.depot == number}
        cost += sum(route.cost.spent for route in its.routes if not route.visiting)
        brought += sum(len(s.orders) for s in mine.stops if not s.guest and s.id not in left)
    assert cost == sum(route.cost.spent for route in plan.routes)
    assert brought == plan.totals.orders


@pytest.mark.parametrize("seed", range(10))
def test_what_is_the_stores_own_is_what_it_was_alone(seed: int) -> None:
    days, problem, plan = shared_day(seed)
    for number, day in enumerate(days):
        own = own_part(part(NAMES, number, problem, plan)[0])
        assert (own.stops, own.depot, own.more_depots) == (day.stops, day.depot, ())
        assert set(own.restrictions) == set(day.restrictions)
        used = {shift.vehicle.profile for shift in day.shifts}
        kept = {matrix.profile: bytes(matrix.flat_seconds) for matrix in own.travel}
        assert kept == {m.profile: bytes(m.flat_seconds) for m in day.travel if m.profile in used}


def test_without_shared_routes_there_is_one_store_and_nobody_who_drives_for_two() -> None:
    _, problem, plan = shared_day(3)
    mine, solution = part(NAMES, 0, problem, plan)
    shared = {route.shift.id for route in schedule(mine, solution).routes if route.shared}
    assert shared
    left = without_shared(mine)
    assert left.more_depots == ()
    assert not any(stop.guest for stop in left.stops)
    assert {shift.depot for shift in left.shifts} == {0}


def test_a_part_is_driven_by_the_hours_of_the_whole() -> None:
    """Times of a part that knew no hours of the day would be others than those of the plan of all."""
    _, problem, plan = shared_day(41, hourly=True)
    whole = {route.shift.id: route.end for route in plan.routes}
    otherwise = 0
    for number, name in enumerate(NAMES):
        mine, solution = part(NAMES, number, problem, plan)
        even = replace(mine, travel=tuple(replace(matrix, pace=None) for matrix in mine.travel))
        for route, evenly in zip(
            schedule(mine, solution).routes, schedule(even, solution).routes, strict=True
        ):
            shift = route.shift.id if route.shift.depot else f"{name}/{route.shift.id}"
            assert route.end == whole[shift]
            otherwise += route.end != evenly.end
    assert otherwise > 0
