"""Find a solution of the rest of a day that changes no more than it gains."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from dispatch.clock import HOUR
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


@dataclass(frozen=True, slots=True)
class Known:
    """Hold what couriers and customers know.

    Parameters
    ----------
    couriers
        Receipt → who was to bring it.
    told
        Receipt → the window its customer was told.
    """

    couriers: Mapping[str, str]
    told: Mapping[str, TimeWindow]


@dataclass(frozen=True, slots=True)
class ChangePrices:
    """Say what a change must bring to be made, in cents.

    Parameters
    ----------
    courier
        An order goes with another courier: crates are sorted again, two sheets are printed.
    told_per_hour
        A visit lies so long outside the window its customer was told.
    """

    courier: int
    told_per_hour: int


@dataclass(frozen=True, slots=True)
class Settled:
    """Hold the solution chosen, and the problem with the windows that it keeps.

    Parameters
    ----------
    problem
        A stop whose customer finds the told window kept has that window.
    solution
        Who visits what.
    """

    problem: Problem
    solution: Solution


def settle(
    problem: Problem,
    incumbent: Solution,
    known: Known,
    resolve: Resolve,
    judge: Judge,
    prices: ChangePrices,
) -> Settled:
    """Choose between keeping everything, times, couriers or nothing.

    Looked at are: the version in force with nothing added; the day solved again with every stop kept at its
    courier, and freely, both with the windows told as windows whose end may be passed at a price; and, if
    windows were told, freely without them; each with the windows told kept by waiting, and without. The
    one whose costs and priced changes are least is returned.

    Parameters
    ----------
    problem
        The rest of the day.
    incumbent
        The version in force as far as it can stay.
    known
        What a change is measured by.
    resolve
        Called up to three times.
    judge
        Only solutions without violations are considered.
    prices
        What changes are worth.

    Raises
    ------
    NoPlanError
        If not one of the solutions may be driven.
    """
    best: tuple[int, int] | None = None
    chosen: Settled | None = None
    soft = with_told_windows(problem, known)
    candidates = [
        Settled(posed, solution)
        for solution in _candidates(problem, soft, incumbent, resolve)
        for posed in _posed(problem, soft, solution, judge)
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


def _candidates(problem: Problem, soft: Problem, incumbent: Solution, resolve: Resolve) -> Iterator[Solution]:
    yield incumbent
    yield resolve(_at_courier(soft, incumbent))
    yield resolve(soft)
    if soft.stops != problem.stops:
        yield resolve(problem)


def _posed(problem: Problem, soft: Problem, solution: Solution, judge: Judge) -> Iterator[Problem]:
    """Yield the problem with the windows told that a solution keeps, and without any."""
    kept = _keeping(problem, soft, solution, judge)
    yield kept
    if kept.stops != problem.stops:
        yield problem


def _keeping(problem: Problem, soft: Problem, solution: Solution, judge: Judge) -> Problem:
    """Return the problem in which a window told is the window where the solution keeps it."""
    plan, _ = judge(soft, solution)
    starts = {v.stop: v.start for route in plan.routes for trip in route.trips for v in trip.visits}
    stops = [
        replace(narrow, late_until=narrow.window.latest)
        if narrow is not stop and stop.id in starts and starts[stop.id] in narrow.window
        else stop
        for stop, narrow in zip(problem.stops, soft.stops, strict=True)
    ]
    return replace(problem, stops=tuple(stops))


def _priced(problem: Problem, plan: Plan, known: Known, prices: ChangePrices) -> int:
    """Add up what the changes cost that couriers and customers would notice, in cents."""
    stops = {stop.id: stop for stop in problem.stops}
    cents = 0
    for route in plan.routes:
        for trip in route.trips[len(route.shift.fixed) :]:
            for visit in trip.visits:
                for receipt in stops[visit.stop].receipt_ids:
                    cents += _order_priced(receipt, route.shift.courier, visit.start, known, prices)
    return cents


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
