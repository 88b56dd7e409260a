"""Find a solution of the rest of a day that changes no more than it gains."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from dispatch.clock import HOUR, MINUTE
from dispatch.errors import NoPlanError
from dispatch.model import (
    CENT,
    Barrier,
    Plan,
    Problem,
    Restriction,
    Solution,
    Stop,
    TimeWindow,
    Violation,
)

Judge = Callable[[Problem, Solution], tuple[Plan, tuple[Violation, ...]]]
"""Schedule a solution and check the plan."""

Resolve = Callable[[Problem], Solution]
"""Solve a problem."""


Complete = Callable[[Problem, Solution], Solution]
"""Put into a solution what it leaves out, at the best places."""

type Sheet = tuple[tuple[tuple[str, ...], int], ...]
"""What a courier's paper says that matters."""


@dataclass(frozen=True, slots=True)
class Known:
    """Hold what couriers and customers know.

    Parameters
    ----------
    couriers
        Receipt → who was to bring it.
    told
        Receipt → the window its customer was told.
    sheets
        Shift → what its paper says: each visit's receipts and the minute at which it begins.
    """

    couriers: Mapping[str, str]
    told: Mapping[str, TimeWindow]
    sheets: Mapping[str, Sheet] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChangePrices:
    """Say what a change must bring to be made, in cents.

    Parameters
    ----------
    courier
        An order goes with another courier: crates are sorted again, two sheets are printed.
    told_per_hour
        A visit lies so long outside the window its customer was told.
    sheet
        A courier gets new paper.
    """

    courier: int
    told_per_hour: int
    sheet: int = 0


@dataclass(frozen=True, slots=True)
class Settled:
    """Hold the solution chosen, and the problem with the windows that it keeps.

    Parameters
    ----------
    problem
        A stop at which a courier waits for the window told begins no earlier.
    solution
        Who visits what.
    """

    problem: Problem
    solution: Solution


def settle(
    problem: Problem,
    incumbent: Solution,
    known: Known,
    resolve: Resolve | None,
    judge: Judge,
    prices: ChangePrices,
    complete: Complete | None = None,
) -> Settled:
    """Choose between keeping everything, times, couriers or nothing.

    Looked at are: the version in force with nothing added, and as far as it can still be driven with what
    is new put in; the day solved again with every stop kept at its courier, and freely, both with the
    windows told as windows whose end may be passed at a price; and, if windows were told, freely without
    them; each with the windows told kept by waiting, and without. The one whose costs and priced changes
    are least is returned.

    Parameters
    ----------
    problem
        The rest of the day.
    incumbent
        The version in force as far as it can stay.
    known
        What a change is measured by.
    resolve
        Called up to three times; None to look only at the version in force.
    judge
        Only solutions without violations are considered.
    prices
        What changes are worth.
    complete
        Puts what is new into the version in force.

    Raises
    ------
    NoPlanError
        If not one of the solutions may be driven.
    """
    best: tuple[int, int] | None = None
    chosen: Settled | None = None
    soft = with_told_windows(problem, known)
    candidates = [
        Settled(changed, solution)
        for solution in _candidates(problem, soft, incumbent, resolve, complete)
        for changed in _with_terms(problem, soft, solution, judge)
    ]
    for rank, settled in enumerate(candidates):
        plan, violations = judge(settled.problem, settled.solution)
        if violations:
            continue
        worth = (plan.totals.cost.ticks + CENT * _priced(problem, plan, known, prices), rank)
        if best is None or worth < best:
            best, chosen = worth, settled
    if chosen is None:
        raise NoPlanError(
            "Not even what is left of the plan can be driven from now on.",
            "Look at 'dispatch verify', or plan with --afresh.",
        )
    return chosen


def with_told_windows(problem: Problem, known: Known) -> Problem:
    """Narrow windows to those told, as far as these lie in them; their ends may be passed at a price."""
    fixed = {stop for shift in problem.shifts for trip in shift.fixed for stop in trip.stops}
    stops = [stop if stop.id in fixed else _soft(stop, known) for stop in problem.stops]
    return replace(problem, stops=tuple(stops))


def _soft(stop: Stop, known: Known) -> Stop:
    told = _told(stop, known)
    window = told and stop.window.intersect(told)
    return replace(stop, window=window) if window else stop


def _told(stop: Stop, known: Known) -> TimeWindow | None:
    """Return the window told to everybody at a door, or to the first of them."""
    windows = [known.told[receipt] for receipt in stop.receipt_ids if receipt in known.told]
    if not windows:
        return None
    earliest, latest = max(w.earliest for w in windows), min(w.latest for w in windows)
    return TimeWindow(earliest, latest) if earliest <= latest else windows[0]


def _candidates(
    problem: Problem,
    soft: Problem,
    incumbent: Solution,
    resolve: Resolve | None,
    complete: Complete | None,
) -> Iterator[Solution]:
    yield incumbent
    if complete is not None:
        yield complete(soft, incumbent)
    if resolve is None:
        return
    yield resolve(_at_courier(soft, incumbent))
    yield resolve(soft)
    if soft.stops != problem.stops:
        yield resolve(problem)


def _with_terms(problem: Problem, soft: Problem, solution: Solution, judge: Judge) -> Iterator[Problem]:
    """Yield the problem as it is, and with those told waited for who would be come to too early."""
    yield problem
    if soft.stops == problem.stops:
        return
    now, told = (_starts(judge(one, solution)[0]) for one in (problem, soft))
    stops = [
        replace(stop, window=TimeWindow(narrow.window.earliest, stop.window.latest))
        if stop.id in now and now[stop.id] < narrow.window.earliest and told[stop.id] in narrow.window
        else stop
        for stop, narrow in zip(problem.stops, soft.stops, strict=True)
    ]
    if tuple(stops) != problem.stops:
        yield replace(problem, stops=tuple(stops))


def _starts(plan: Plan) -> dict[str, int]:
    return {v.stop: v.start for route in plan.routes for trip in route.trips for v in trip.visits}


def _priced(problem: Problem, plan: Plan, known: Known, prices: ChangePrices) -> int:
    """Add up what the changes cost that couriers and customers would notice, in cents."""
    stops = {stop.id: stop for stop in problem.stops}
    cents = prices.sheet * _changed_sheets(sheets_of(problem, plan), known.sheets)
    for route in plan.routes:
        for trip in route.trips[len(route.shift.fixed) :]:
            for visit in trip.visits:
                for receipt in stops[visit.stop].receipt_ids:
                    cents += _order_priced(receipt, route.shift.courier, visit.start, known, prices)
    return cents


def sheets_of(problem: Problem, plan: Plan) -> dict[str, Sheet]:
    """Return what the paper of each shift says: whom to visit, and at which minute."""
    receipts = {stop.id: stop.receipt_ids for stop in problem.stops}
    return {
        route.shift.id: tuple(
            (receipts[visit.stop], visit.start // MINUTE) for trip in route.trips for visit in trip.visits
        )
        for route in plan.routes
    }


def _changed_sheets(sheets: Mapping[str, Sheet], known: Mapping[str, Sheet]) -> int:
    """Count the couriers who have paper that does not hold any more."""
    return sum(sheets.get(shift) != sheet for shift, sheet in known.items())


def _order_priced(receipt: str, courier: str, start: int, known: Known, prices: ChangePrices) -> int:
    cents = prices.courier if known.couriers.get(receipt, courier) != courier else 0
    told = known.told.get(receipt)
    outside = max(0, told.earliest - start, start - told.latest) if told else 0
    return cents + outside * prices.told_per_hour // HOUR


def _at_courier(problem: Problem, incumbent: Solution) -> Problem:
    """Keep all other vehicles from a stop that has a courier already."""
    vehicle_of = {shift.id: shift.vehicle.id for shift in problem.shifts}
    own = {stop: vehicle_of[o.shift] for o in incumbent.routes for trip in o.trips for stop in trip}
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
