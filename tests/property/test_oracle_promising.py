"""A promise taken out of a plan until it is bought: what remains is legal, and stays where it was."""

import random

from daymaker import fill, problems
from hypothesis import given, settings

from dispatch.checking import check
from dispatch.model import Problem, Solution
from dispatch.pipeline.promising import without_promises
from dispatch.scheduling import schedule


def feasible(problem: Problem, solution: Solution) -> bool:
    return not check(problem, schedule(problem, solution))


@settings(max_examples=150)
@given(problems(max_stops=8, max_shifts=3))
def test_what_is_left_is_legal_and_routes_without_the_promise_stay(drawn) -> None:
    seed, problem = drawn
    rng = random.Random(seed)
    solution = fill(rng, problem, feasible, tries=20)
    fixed = {stop for shift in problem.shifts for trip in shift.fixed for stop in trip.stops}
    free = sorted(solution.served() - fixed)
    if not free:
        return
    away = rng.choice(free)
    bare, left, reserved = without_promises(problem, solution, {away})
    assert feasible(bare, left)
    assert [stop.id for stop in bare.stops] == [stop.id for stop in problem.stops if stop.id != away]
    assert left.served() >= fixed
    (kept,) = reserved
    assert any(away in trip for trip in kept.trips)
    stand = {route.shift: route.trips for route in left.routes}
    for route in solution.routes:
        if route.shift == kept.shift:
            continue
        now = [name for trip in stand.get(route.shift, ()) for name in trip]
        was = [name for trip in route.trips for name in trip]
        assert [name for name in now if name in was] == was
