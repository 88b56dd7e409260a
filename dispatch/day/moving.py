"""What is other in a plan than in the version it replaces: for couriers, packers and whoever prints."""

from collections.abc import Iterator

from dispatch.clock import MINUTE, hhmm_span
from dispatch.day.leaving import Held
from dispatch.day.state import DayState
from dispatch.day.till import TillChanges
from dispatch.model import Amended, Moved, Plan, PlannedDay, Problem, Spot, TooLate


def moved_since(base: PlannedDay | None, problem: Problem, plan: Plan) -> tuple[Moved, ...]:
    """List the orders that stand elsewhere, or at another minute, than in the version that was in force.

    A receipt that takes a forecast's place is new, and the forecast is gone: labels and sheets name them.

    Parameters
    ----------
    base
        That version; None for a first plan, in which nothing has moved.
    problem, plan
        Of the new one.
    """
    if base is None:
        return ()
    before, now = spots(base.problem, base.plan), spots(problem, plan)
    known = {one.order.receipt_id: one for stop in base.problem.stops for one in stop.orders}
    return tuple(
        Moved(receipt, before.get(receipt), now.get(receipt), None if receipt in now else known[receipt])
        for receipt in dict.fromkeys((*now, *before))
        if not _same(before.get(receipt), now.get(receipt))
    )


def relabelled_since(base: PlannedDay | None, problem: Problem, plan: Plan) -> tuple[str, ...]:
    """List the orders whose crates must be labelled again, or for the first time, since a version.

    A label carries the receipt, how many pieces it has, what must be minded, and initials. Where
    an order stands in the plan is on the loading sheet.
    """
    if base is None:
        return ()
    before = _labels(base.problem, base.plan)
    return tuple(number for number, label in _labels(problem, plan).items() if before.get(number) != label)


def _labels(problem: Problem, plan: Plan) -> dict[str, tuple[object, ...]]:
    """Say of every order that a plan serves what its labels depend on."""
    orders = (one.order for stop in problem.own_stops(plan.served()) for one in stop.orders)
    return {
        order.receipt_id: (
            order.crates, order.chilled_crates, order.frozen_crates, order.bags, order.age_check, order.name,
        )
        for order in orders
    }  # fmt: skip


def spots(problem: Problem, plan: Plan) -> dict[str, Spot]:
    """Say of every order that a plan serves where it stands."""
    receipts = problem.receipts()
    return {
        receipt: Spot(route.name, route.shift.id, number, seq, visit.start)
        for route in plan.routes
        for number, trip in enumerate(route.trips, start=1)
        for seq, visit in enumerate(trip.visits, start=1)
        for receipt in receipts[visit.stop]
    }


def _same(one: Spot | None, other: Spot | None) -> bool:
    if one is None or other is None:
        return one is other
    return (one.route, one.shift, one.trip, one.seq, one.start // MINUTE) == (
        other.route,
        other.shift,
        other.trip,
        other.seq,
        other.start // MINUTE,
    )


def too_late_since(
    state: DayState, before: DayState, changes: TillChanges, held: Held
) -> tuple[TooLate, ...]:
    """List what changed about orders since the last version although their trips are fixed."""
    return tuple(_too_late(state, before, changes, held))


def _too_late(state: DayState, before: DayState, changes: TillChanges, held: Held) -> Iterator[TooLate]:
    told_by_till = dict(changes.changed)
    for receipt in state.receipts.values():
        if receipt.number not in held.receipts:
            continue
        number, earlier = receipt.number, before.receipts.get(receipt.number)
        off = receipt.cancelled or receipt.withdrawn
        if off and not (earlier is not None and (earlier.cancelled or earlier.withdrawn)):
            yield TooLate(number, Amended.CANCELLED)
        now, was = receipt.wishes, earlier.wishes if earlier else None
        if now.window is not None and (was is None or was.window != now.window):
            span = hhmm_span(now.window.earliest, now.window.latest)
            yield TooLate(number, Amended.WINDOW, span)
        if now.address is not None and (was is None or was.address != now.address):
            yield TooLate(number, Amended.ADDRESS, now.address)
        if now.note is not None and (was is None or was.note != now.note):
            yield TooLate(number, Amended.NOTE, now.note)
        if number in told_by_till:
            yield TooLate(
                number, Amended.TILL, "; ".join(f"{c.header}: {c.now}" for c in told_by_till[number])
            )
