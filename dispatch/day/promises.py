"""What each customer is told by a version, and what is new about it since the one before."""

from collections.abc import Iterator, Mapping
from typing import Final

from dispatch.day.news import Planned
from dispatch.day.receipts import BACK, Phase, Receipt
from dispatch.day.state import DayState
from dispatch.model import Again, LocatedOrder, Plan, PlannedDay, Problem, Tell, TimeWindow, Told

_AGAIN: Final = {
    "not_home": Again.NOT_HOME,
    "unassigned": Again.LEFT_BEHIND,
    "dropped": Again.LEFT_BEHIND,
}
_OFF = frozenset({Phase.CANCELLED, Phase.WITHDRAWN})


def tell(
    problem: Problem,
    plan: Plan,
    state: DayState,
    fresh: Mapping[str, TimeWindow],
    base: PlannedDay | None,
) -> tuple[Told, ...]:
    """Say what is new to each customer.

    A window that was told stands as long as the visit begins in it, and for everything that has left.

    Parameters
    ----------
    problem, plan
        Of the new version.
    state
        What was told before.
    fresh
        Stop → the window that would be told if nothing had been.
    base
        The version in force, with the orders that the new one may not have any more.
    """
    return (*_expected(problem, plan, state, fresh), *_not_coming(plan, problem, state, base))


def _expected(
    problem: Problem, plan: Plan, state: DayState, fresh: Mapping[str, TimeWindow]
) -> Iterator[Told]:
    receipts = problem.own_receipts()
    for route in plan.routes:
        for number, trip in enumerate(route.trips):
            for visit in trip.visits:
                for receipt in receipts[visit.stop]:
                    known = state.receipts.get(receipt)
                    before = known.told if known else None
                    again = _again(known)
                    settled = number < len(route.shift.fixed)
                    if before is not None and (settled or visit.start in before):
                        yield Told(receipt, Tell.SAME, before, before, again=again)
                    else:
                        window = fresh[visit.stop]
                        yield Told(receipt, _news(before, window), window, before, again=again)


def _again(known: Receipt | None) -> Again | None:
    """Say why an order of an earlier day comes only now; one that asked for this day does not come late."""
    came = known.carried_in if known else None
    return _AGAIN.get(came.reason) if came else None


def _news(before: TimeWindow | None, window: TimeWindow) -> Tell:
    if before is None:
        return Tell.NEW
    return Tell.EARLIER if window.earliest < before.earliest else Tell.LATER


def _not_coming(plan: Plan, problem: Problem, state: DayState, base: PlannedDay | None) -> Iterator[Told]:
    served = plan.served()
    coming = {receipt for stop in problem.stops if stop.id in served for receipt in stop.receipt_ids}
    before = base.problem.stops if base else ()
    orders: dict[str, LocatedOrder] = {
        located.order.receipt_id: located for stop in (*before, *problem.stops) for located in stop.orders
    }
    for receipt in state.receipts.values():
        if receipt.phase in BACK:
            continue  # whoever has seen the courier, or the store, expects nobody any more
        if receipt.told is not None and receipt.number not in coming and receipt.number in orders:
            news = Tell.CANCELLED if receipt.phase in _OFF else Tell.NOT_TODAY
            yield Told(receipt.number, news, None, receipt.told, orders[receipt.number])


def visits_of(day: PlannedDay) -> tuple[Planned, ...]:
    """Write down where a version has each order of the store, and what its customer is told."""
    receipts = day.problem.own_receipts()
    told = {one.receipt: one.window for one in day.told if one.window is not None}
    return tuple(
        Planned(
            receipt,
            route.shift.courier,
            number,
            trip.departure,
            visit.start,
            told.get(receipt) or TimeWindow(visit.start, visit.start),
            route.shift.vehicle.id,
        )
        for route in day.plan.routes
        for number, trip in enumerate(route.trips, start=1)
        for visit in trip.visits
        for receipt in receipts[visit.stop]
    )
