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
    orders = [
        _shortened(TrialRoute.of(known, shifts[order.shift], order, judge))
        if order.shift in broken
        else order
        for order in solution.routes
    ]
    return replace(solution, routes=tuple(order for order in orders if order.trips))


def _shortened(route: TrialRoute) -> RouteSequence:
    """Take stops out of a route until it can be driven: those that break a rule, else from its end."""
    left = len(route.shift.fixed)
    order = route.order
    while len(order.trips) > left:
        laid = route.with_order(order, _WAYS)
        if laid is not None:
            return laid.order
        free = [stop for trip in order.trips[left:] for stop in trip]
        _, violations = route.judge(route.known.cut(route.shift, order), Solution((order,)))
        stop = next((one.where.stop for one in violations if one.where.stop in free), free[-1])
        trips = (tuple(name for name in trip if name != stop) for trip in order.trips[left:])
        kept = (*order.trips[:left], *(trip for trip in trips if trip))
        order = without_breaks(route.shift, replace(order, trips=kept))
    return order
