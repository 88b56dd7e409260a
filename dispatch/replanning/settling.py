"""Find a solution of the rest of a day that changes no more than it gains."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from dispatch.errors import NoPlanError
from dispatch.model import CENT, Barrier, Plan, Problem, Restriction, Solution, Stop, TimeWindow, Violation
from dispatch.replanning.comparing import TOLERANCE, changes_between

Judge = Callable[[Problem, Solution], tuple[Plan, tuple[Violation, ...]]]
"""Schedule a solution and check the plan."""

Resolve = Callable[[Problem], Solution]
"""Solve a problem."""


@dataclass(frozen=True, slots=True)
class ChangePrices:
    """Say what a change must bring to be made, in cents.

    Parameters
    ----------
    moved
        A stop goes to another courier: crates are sorted again, two sheets are printed.
    shifted
        A customer is told another time.
    """

    moved: int = 300
    shifted: int = 150


def settle(
    problem: Problem,
    kept: Solution,
    old: Plan,
    resolve: Resolve,
    judge: Judge,
    prices: ChangePrices | None = None,
) -> Solution:
    """Choose between keeping everything, times, couriers or nothing.

    Four solutions are looked at: the old plan with nothing added; the day solved again with every stop kept
    at its courier and near its time; at its courier only; and freely. The one whose costs and
    priced changes are least is returned.

    Parameters
    ----------
    problem, kept
        As :func:`dispatch.replanning.prepare` made them.
    old
        The plan that customers and couriers know.
    resolve
        Called three times.
    judge
        Only solutions without violations are considered.
    prices
        What changes are worth.

    Raises
    ------
    NoPlanError
        If not one of the solutions may be driven.
    """
    prices = prices or ChangePrices()
    best: tuple[int, int] | None = None
    chosen = kept
    for rank, solution in enumerate(_candidates(problem, kept, old, resolve)):
        plan, violations = judge(problem, solution)
        if violations:
            continue
        changes = changes_between(old, plan)
        cents = len(changes.moved) * prices.moved + len(changes.shifted) * prices.shifted
        worth = (plan.totals.cost.ticks + cents * CENT, rank)
        if best is None or worth < best:
            best, chosen = worth, solution
    if best is None:
        raise NoPlanError(
            "Not even what is left of the old plan can be driven from that time on.",
            "Look at 'dispatch verify'; plan again with a time before the trips that changed.",
        )
    return chosen


def _candidates(problem: Problem, kept: Solution, old: Plan, resolve: Resolve) -> Iterator[Solution]:
    yield kept
    at_courier = _at_courier(problem, kept)
    yield resolve(replace(at_courier, stops=tuple(_near_time(at_courier, kept, old))))
    yield resolve(at_courier)
    yield resolve(problem)


def _at_courier(problem: Problem, kept: Solution) -> Problem:
    """Keep all other vehicles from a stop that has a courier already."""
    vehicle_of = {shift.id: shift.vehicle.id for shift in problem.shifts}
    own = {stop: vehicle_of[o.shift] for o in kept.routes for trip in o.trips for stop in trip}
    vehicles = list(dict.fromkeys(vehicle_of.values()))
    barred = [
        Restriction(vehicle, stop, Barrier.KEPT)
        for stop, mine in own.items()
        for vehicle in vehicles
        if vehicle != mine
    ]
    taken = {(limit.vehicle, limit.stop) for limit in barred}
    limits = tuple(r for r in problem.restrictions if (r.vehicle, r.stop) not in taken)
    return replace(problem, restrictions=(*limits, *barred))


def _near_time(problem: Problem, kept: Solution, old: Plan) -> Iterator[Stop]:
    """Narrow the windows of stops that stay to the times that were told."""
    stays = kept.served()
    told = {visit.stop: visit.start for route in old.routes for trip in route.trips for visit in trip.visits}
    for stop in problem.stops:
        if stop.id not in stays or stop.id not in told:
            yield stop
            continue
        start = told[stop.id]
        earliest = max(stop.window.earliest, start - TOLERANCE)
        latest = min(stop.window.latest, start + TOLERANCE)
        late_until = min(stop.late_until, start + TOLERANCE)
        if earliest > latest:
            yield stop
        else:
            window = TimeWindow(earliest, latest)
            yield replace(stop, window=window, late_until=max(latest, late_until))
