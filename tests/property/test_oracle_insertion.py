"""Rated places held against scheduler and checker: what fits is never rated as if it did not."""

import random
from collections.abc import Iterator

from daymaker import fill, problems, with_terms
from hypothesis import given, settings

from dispatch.checking import check
from dispatch.insertion import Bundle, Gap, Insertions
from dispatch.model import Problem, RouteSequence, Shift, Solution
from dispatch.scheduling import schedule


def feasible(problem: Problem, solution: Solution) -> bool:
    return not check(problem, schedule(problem, solution))


def order_of(shift: Shift, solution: Solution) -> RouteSequence:
    fixed = tuple(trip.stops for trip in shift.fixed)
    breaks = tuple(taken for trip in shift.fixed for taken in trip.breaks)
    empty = RouteSequence(shift.id, fixed, breaks)
    return next((order for order in solution.routes if order.shift == shift.id), empty)


def places(shift: Shift, order: RouteSequence) -> Iterator[Gap]:
    first = len(shift.fixed)
    for trip in range(first, len(order.trips)):
        for position in range(len(order.trips[trip]) + 1):
            yield Gap(trip, position)
    for trip in range(first, len(order.trips) + 1):
        yield from [Gap(trip, -1)] * len(shift.depots)


def half_filled(drawn: tuple[int, Problem]) -> tuple[Problem, Solution]:
    """Return a drawn problem, every second one with several windows, and routes for some stops."""
    seed, problem = drawn
    if seed % 2:
        problem = with_terms(random.Random(seed), problem, "several")
    return problem, fill(random.Random(seed), problem, feasible, tries=20)


@settings(max_examples=80)
@given(problems(max_stops=8, max_shifts=2))
def test_what_fits_is_rated_as_fitting(drawn):
    problem, solution = half_filled(drawn)
    known = Insertions(problem)
    left = [stop for stop in problem.stops if stop.id not in solution.served()]
    for shift in problem.shifts if left else ():
        hourly = problem.matrix(shift.vehicle.profile).pace is not None
        order = order_of(shift, solution)
        gaps = known.gaps(shift, order)
        assert sorted(gaps.gaps, key=str) == sorted(places(shift, order), key=str)
        rating = known.rate(gaps, left)
        for row, stop in enumerate(left):
            for gap in set(gaps.gaps):
                off = min(rating.off[row, column] for column, one in enumerate(gaps.gaps) if one == gap)
                found = [faults(known, shift, gap.put(order, choice)) for choice in stop.choices]
                if set() in found:
                    assert off == 0
                elif not hourly and all(causes.isdisjoint({"BREAK", "COLD", "BOARD"}) for causes in found):
                    assert off > 0


@settings(max_examples=40)
@given(problems(max_stops=8, max_shifts=3))
def test_routes_side_by_side_are_rated_as_each_alone(drawn):
    problem, solution = half_filled(drawn)
    known = Insertions(problem)
    left = tuple(stop for stop in problem.stops if stop.id not in solution.served())
    for matrix in problem.travel if left else ():
        shifts = [shift for shift in problem.shifts if shift.vehicle.profile == matrix.profile]
        gaps = [known.gaps(shift, order_of(shift, solution)) for shift in shifts]
        if not gaps:
            continue
        bundle = Bundle.of(gaps)
        together = known.rate_all(bundle, left)
        for number, one in enumerate(gaps):
            alone, mine = known.rate(one, left), bundle.route == number
            assert bundle.place[mine].tolist() == list(range(len(one.gaps)))
            for term in ("off", "extra", "least", "paid"):
                assert (getattr(together, term)[:, mine] == getattr(alone, term)).all(), term


def faults(known: Insertions, shift: Shift, sequence: RouteSequence) -> set[str]:
    cut = known.cut(shift, sequence)
    return {one.cause for one in check(cut, schedule(cut, Solution((sequence,))))}
