"""The place that is found for a stop at the till, held against every place there is."""

import random
from collections.abc import Callable
from dataclasses import replace

from daymaker import drawn_problem, fill, problems
from hypothesis import example, given, settings

from dispatch.checking import check
from dispatch.insertion import Insertions
from dispatch.model import UNREACHABLE, Problem, RouteSequence, Shift, Solution, TravelMatrix
from dispatch.pipeline.promising import drop_stops
from dispatch.pipeline.solving import judge
from dispatch.pipeline.standing import with_routes
from dispatch.scheduling import schedule
from dispatch.slots import PlaceSearch, Standing


def feasible(problem: Problem, solution: Solution) -> bool:
    return not check(problem, schedule(problem, solution))


def order_of(shift: Shift, solution: Solution) -> RouteSequence:
    fixed = tuple(trip.stops for trip in shift.fixed)
    breaks = tuple(taken for trip in shift.fixed for taken in trip.breaks)
    empty = RouteSequence(shift.id, fixed, breaks)
    return next((order for order in solution.routes if order.shift == shift.id), empty)


def cost(problem: Problem, solution: Solution) -> int:
    return sum(route.cost.ticks for route in schedule(problem, solution).routes)


def with_legs(problem: Problem, place: int, leg: Callable[[str, int, int], int]) -> Problem:
    """Change the legs to and from a place: of a profile, another place, and what it was."""

    def changed(matrix: TravelMatrix) -> TravelMatrix:
        size = range(matrix.size)
        rows = [
            [
                [
                    cell(a, b) if place not in (a, b) or a == b
                    else leg(matrix.profile, a if b == place else b, cell(a, b))
                    for b in size
                ]
                for a in size
            ]
            for cell in (matrix.seconds, matrix.metres)
        ]  # fmt: skip
        made = TravelMatrix.of(matrix.profile, rows[0], rows[1], matrix.source)
        return matrix.over(made.size, made.flat_seconds, made.flat_metres)

    return replace(problem, travel=tuple(map(changed, problem.travel)))


@settings(max_examples=120)
@example(drawn_problem(12350, 5, 1))  # it makes another late, and work falls by more than that costs
@example(drawn_problem(1976, 2, 1))  # waiting for a window told is cheaper than beginning before it
@given(problems(max_stops=8, max_shifts=3))
def test_no_place_is_cheaper_than_the_one_found_and_none_is_missed(drawn) -> None:
    seed, problem = drawn
    fixed = {stop for shift in problem.shifts for trip in shift.fixed for stop in trip.stops}
    free = [stop for stop in problem.stops if stop.id not in fixed]
    if not free or not problem.shifts:
        return
    asked = free[-1]
    whole = problem if problem.stops[-1] is asked else None
    if whole is None:
        return  # the stop that is asked for stands behind the others
    before = drop_stops(whole, {asked.id})
    solution = fill(random.Random(seed), before, feasible, tries=20)
    standing = Standing(before, solution, judge)
    found = PlaceSearch(standing, [asked]).find(whole).get(asked.id)
    near = standing.beside
    fewer = with_legs(
        whole,
        len(whole.stops),
        lambda profile, other, ticks: (
            ticks if not 0 < other < len(whole.stops) or other in near[profile] else UNREACHABLE
        ),
    )
    beside = PlaceSearch(standing, [asked]).find(fewer).get(asked.id)
    assert (beside and beside.extra_ticks) == (found and found.extra_ticks)
    known = Insertions(whole)
    costs = {}
    for shift in whole.shifts:
        order = order_of(shift, solution)
        for gap in known.gaps(shift, order).gaps:
            made = with_routes(solution, whole, [gap.put(order, asked)])
            if feasible(whole, made):
                costs[shift.id, gap] = cost(whole, made) - cost(before, solution)
    if found is None:
        assert not costs
        return
    assert found.extra_ticks <= min(costs.values(), default=found.extra_ticks)
    made = with_routes(solution, whole, [found.fit.sequence])
    assert feasible(whole, made)
    assert found.extra_ticks == cost(whole, made) - cost(before, solution)


@settings(max_examples=120)
@given(problems(max_stops=8, max_shifts=3))
def test_ways_told_too_short_until_they_are_measured_change_nothing(drawn) -> None:
    seed, whole = drawn
    fixed = {stop for shift in whole.shifts for trip in shift.fixed for stop in trip.stops}
    if not whole.stops or not whole.shifts or whole.stops[-1].id in fixed:
        return
    rng, asked = random.Random(seed), whole.stops[-1]
    before = drop_stops(whole, {asked.id})
    standing = Standing(before, fill(rng, before, feasible, tries=20), judge)
    measured = {matrix.profile: {0} for matrix in whole.travel}
    shares = [rng.random() for _ in whole.stops]

    def told() -> Problem:
        return with_legs(
            whole,
            len(whole.stops),
            lambda profile, other, leg: (
                leg
                if other in measured[profile] or leg == UNREACHABLE or not other < len(whole.stops)
                else int(leg * shares[other - 1])
            ),
        )

    search = PlaceSearch(standing, [asked])
    found = search.find(told(), measured)
    while search.missing:
        assert asked.id not in found
        assert any(places - measured[profile] for profile, places in search.missing.items())
        for profile, places in search.missing.items():
            measured[profile] |= places
        found = search.find(told(), measured)
    true = PlaceSearch(standing, [asked]).find(whole)
    assert [one.extra_ticks for one in found.values()] == [one.extra_ticks for one in true.values()]
