"""What can still be driven of a solution that may not fit any more, and what is new put into it."""

from dataclasses import replace
from typing import Final

from dispatch.insertion import Insertions, Judge, TrialRoute, without_breaks
from dispatch.model import Problem, RouteSequence, Solution
from dispatch.solving.polish import polish

_WAYS: Final = 8
"""In how many ways the breaks of a route are laid that does not fit any more."""


def complete(problem: Problem, solution: Solution, judge: Judge, *, tries: int | None = None) -> Solution:
    """Take out of a solution what cannot be driven any more, then put in what fits and pays.

    Nothing is searched: it takes a fraction of a second, and changes little.

    Parameters
    ----------
    problem, solution
        What is asked now, and what was driven until now.
    judge
        Schedules a solution and checks the plan.
    tries
        As :func:`dispatch.solving.polish.polish` has it.
    """
    return polish(problem, _drivable(problem, solution, judge), judge, tries=tries)


def _drivable(problem: Problem, solution: Solution, judge: Judge) -> Solution:
    """Return the solution without the stops that break a rule where they are."""
    plan, violations = judge(problem, solution)
    if not violations:
        return solution
    names = {violation.where.route for violation in violations}
    broken = {route.shift.id for route in plan.routes if route.name in names}
    known, shifts = Insertions(problem), {shift.id: shift for shift in problem.shifts}
    sequences = [
        _shortened(TrialRoute.of(known, shifts[sequence.shift], sequence, judge))
        if sequence.shift in broken
        else sequence
        for sequence in solution.routes
    ]
    return replace(solution, routes=tuple(sequence for sequence in sequences if sequence.trips))


def _shortened(route: TrialRoute) -> RouteSequence:
    """Take stops out of a route until it can be driven: those that break a rule, else from its end."""
    left = len(route.shift.fixed)
    sequence = route.sequence
    while len(sequence.trips) > left:
        laid = route.with_sequence(sequence, _WAYS)
        if laid is not None:
            return laid.sequence
        free = [stop for trip in sequence.trips[left:] for stop in trip]
        _, violations = route.judge(route.known.cut(route.shift, sequence), Solution((sequence,)))
        stop = next((one.where.stop for one in violations if one.where.stop in free), free[-1])
        trips = (tuple(name for name in trip if name != stop) for trip in sequence.trips[left:])
        kept = (*sequence.trips[:left], *(trip for trip in trips if trip))
        sequence = without_breaks(route.shift, replace(sequence, trips=kept))
    return sequence
