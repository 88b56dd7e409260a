"""Find a solution of the rest of a day that changes no more than it gains."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from dispatch.clock import MINUTE
from dispatch.errors import NoPlanError
from dispatch.model import (
    CENT,
    Affinity,
    Barrier,
    Plan,
    Problem,
    Restriction,
    Solution,
    Stop,
    TimeWindow,
    ToldWindow,
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
    """Hold the solution chosen, and the problem with what customers were told.

    Parameters
    ----------
    problem
        With the windows told, at their price.
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

    What customers were told is part of the problem, at its price (:func:`with_told_prices`). Looked at are:
    the version in force with nothing added, and as far as it can still be driven with what is new put in;
    and the day solved again with every stop kept at its courier, and freely, another courier for an order
    at its price. The one whose costs and priced changes are least is returned.

    Parameters
    ----------
    problem
        The rest of the day.
    incumbent
        The version in force as far as it can stay.
    known
        What a change is measured by.
    resolve
        Called twice at most; None to look only at the version in force.
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
    asked = with_told_prices(problem, known, prices.told_per_hour)
    searched = _with_couriers(asked, known, prices.courier)
    for rank, solution in enumerate(_candidates(asked, searched, incumbent, resolve, complete)):
        plan, violations = judge(asked, solution)
        if violations:
            continue
        worth = (plan.totals.cost.ticks + CENT * _priced(asked, plan, known, prices), rank)
        if best is None or worth < best:
            best, chosen = worth, Settled(asked, solution)
    if chosen is None:
        raise NoPlanError(
            "Not even what is left of the plan can be driven from now on.",
            "Look at 'dispatch verify', or plan with --afresh.",
        )
    return chosen


def _told(stop: Stop, told: Mapping[str, TimeWindow]) -> TimeWindow | None:
    """Return the window told to everybody at a door, or to the first of them."""
    windows = [told[receipt] for receipt in stop.receipt_ids if receipt in told]
    if not windows:
        return None
    earliest, latest = max(w.earliest for w in windows), min(w.latest for w in windows)
    return TimeWindow(earliest, latest) if earliest <= latest else windows[0]


def with_told_prices(problem: Problem, known: Known, cents_per_hour: int) -> Problem:
    """Let every free stop know the window its customer was told, at a price before and behind it."""
    fixed = problem.fixed_stops
    stops = (
        stop if stop.id in fixed else _with_told(stop, known.told, cents_per_hour) for stop in problem.stops
    )
    return replace(problem, stops=tuple(stops))


def _with_told(stop: Stop, told: Mapping[str, TimeWindow], cents_per_hour: int) -> Stop:
    """Let a stop know what its customer was told; of several windows the one of that is its only one."""
    for choice in stop.choices:
        if window := told_window(choice, told, cents_per_hour):
            return replace(choice, told=window, alternatives=())
    return replace(stop, told=None)


def told_window(stop: Stop, told: Mapping[str, TimeWindow], cents_per_hour: int) -> ToldWindow | None:
    """Return what the customers of a stop were told, as far as it lies in its window; None if nowhere.

    Parameters
    ----------
    told
        Receipt → the window its customer was told.
    """
    whole = TimeWindow(stop.window.earliest, stop.late_until)
    window = _told(stop, told)
    within = window and window.intersect(whole)
    return ToldWindow(within, cents_per_hour, cents_per_hour) if within else None


def _with_couriers(problem: Problem, known: Known, cents: int) -> Problem:
    """Price it that another courier brings an order than the one who was to.

    The one who was to is cheaper by the price, and so is leaving the stop behind: pairs are few then.
    """
    fixed = problem.fixed_stops
    likings = {(one.shift, one.stop): one.cents for one in problem.affinities}
    stops = []
    for stop in problem.stops:
        had = Counter(known.couriers[r] for r in stop.receipt_ids if r in known.couriers)
        if stop.id in fixed or not had:
            stops.append(stop)
            continue
        for shift in problem.shifts:
            if shift.courier in had:
                key = (shift.id, stop.id)
                likings[key] = likings.get(key, 0) - cents * had[shift.courier]
        stops.append(replace(stop, drop_cents=max(0, stop.drop_cents - cents * had.total())))
    affinities = tuple(Affinity(*pair, price) for pair, price in likings.items() if price)
    return replace(problem, stops=tuple(stops), affinities=affinities)


def _candidates(
    asked: Problem,
    searched: Problem,
    incumbent: Solution,
    resolve: Resolve | None,
    complete: Complete | None,
) -> Iterator[Solution]:
    yield incumbent
    if complete is not None:
        yield complete(asked, incumbent)
    if resolve is not None:
        yield resolve(_at_courier(searched, incumbent))
        yield resolve(searched)


def _priced(problem: Problem, plan: Plan, known: Known, prices: ChangePrices) -> int:
    """Add up what the changes cost that couriers would notice, in cents."""
    stops = {stop.id: stop for stop in problem.stops}
    cents = prices.sheet * _changed_sheets(sheets_of(problem, plan), known.sheets)
    for route in plan.routes:
        for trip in route.trips[len(route.shift.fixed) :]:
            for visit in trip.visits:
                for receipt in stops[visit.stop].receipt_ids:
                    changed = known.couriers.get(receipt, route.shift.courier) != route.shift.courier
                    cents += prices.courier if changed else 0
    return cents


def sheets_of(problem: Problem, plan: Plan) -> dict[str, Sheet]:
    """Return what the paper of each shift says: whom to visit, and at which minute."""
    receipts = problem.receipts()
    return {
        route.shift.id: tuple(
            (receipts[visit.stop], visit.start // MINUTE) for trip in route.trips for visit in trip.visits
        )
        for route in plan.routes
    }


def _changed_sheets(sheets: Mapping[str, Sheet], known: Mapping[str, Sheet]) -> int:
    """Count the couriers who have paper that does not hold any more."""
    return sum(sheets.get(shift) != sheet for shift, sheet in known.items())


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
