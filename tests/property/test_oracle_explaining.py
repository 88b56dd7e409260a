"""What explanations claim, held against the checker."""

import random

from daymaker import drawn_problem, fill, problems
from hypothesis import example, given, settings

from dispatch.checking import check
from dispatch.explaining import explain
from dispatch.explaining.explain import RANKS
from dispatch.model import Problem, RouteSequence, Solution
from dispatch.scheduling import schedule
from dispatch.words import LANGUAGES, say_reason, words


def judge(problem: Problem, solution: Solution):
    plan = schedule(problem, solution)
    return plan, check(problem, plan)


def feasible(problem: Problem, solution: Solution) -> bool:
    return not judge(problem, solution)[1]


def fits_alone(problem: Problem, shift_id: str, stop: str) -> bool:
    """Tell whether a shift could serve a stop if it did nothing else after its fixed trips, breaks aside."""
    shift = next(shift for shift in problem.shifts if shift.id == shift_id)
    trips = (*(trip.stops for trip in shift.fixed), (stop,))
    breaks = tuple(taken for trip in shift.fixed for taken in trip.breaks)
    others = [
        RouteSequence(s.id, tuple(t.stops for t in s.fixed), tuple(b for t in s.fixed for b in t.breaks))
        for s in problem.shifts
        if s.fixed and s.id != shift_id
    ]
    (choices,) = (one.choices for one in problem.stops if one.id == stop)
    alone = (RouteSequence(shift_id, trips, breaks).taking(choice) for choice in choices)
    found = (judge(problem, Solution((sequence, *others)))[1] for sequence in alone)
    return any(not {violation.cause for violation in one} - {"BREAK"} for one in found)


@settings(max_examples=60)
@example(drawn_problem(44092, 6, 2))  # a way takes longer in the hours in which it would be driven
@given(problems(max_stops=7, max_shifts=3))
def test_never_means_never(drawn):
    seed, problem = drawn
    solution = fill(random.Random(seed), problem, feasible, tries=20)
    told = explain(problem, solution, lambda changed: solution, judge, for_many=False)
    served = solution.served()
    assert [one.stop for one in told] == [stop.id for stop in problem.stops if stop.id not in served]
    for one in told:
        alone = {shift.id: fits_alone(problem, shift.id, one.stop) for shift in problem.shifts}
        assert one.never == (not any(alone.values()))
        assert one.cause in RANKS
        for language in LANGUAGES:
            assert say_reason(words(language), one).endswith(".")
        assert {binding.shift for binding in one.bindings} == set(alone)
        assert all(binding.cause in RANKS and binding.facts for binding in one.bindings)
