"""What the dispatcher is told about a day: what the till changed, what is too late, wishes not kept."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from dispatch.day.lateness import cancelled_too_late
from dispatch.day.leaving import Clock, Held
from dispatch.day.receipts import Phase, Receipt
from dispatch.day.shifts import HoursCut
from dispatch.day.state import DayState
from dispatch.day.till import TillChanges
from dispatch.day.wishes import Unkept, Wish
from dispatch.model import (
    Amended,
    Code,
    Fact,
    Help,
    Issue,
    Plan,
    Severity,
    Shift,
    Stop,
    TooLate,
    Unassigned,
)
from dispatch.model.facts import count, courier, moment, receipt, term, vehicle, written
from dispatch.model.facts import day as on_day

_OFF: Final[dict[Phase, tuple[Code, str]]] = {
    Phase.CANCELLED: (Code.CANCELLED, ""),
    Phase.DROPPED: (Code.DROPPED, ""),
    Phase.CARRIED_OVER: (Code.CARRIED_OVER, ""),
    Phase.DELIVERED: (Code.DONE, "delivered"),
    Phase.NOT_HOME: (Code.DONE, "not_home"),
    Phase.REFUSED: (Code.DONE, "refused"),
}
"""Phases in which an order is not planned, with what is told of it."""


def reasons_off(state: DayState) -> dict[str, Issue]:
    """Say of every order that is not to be planned why; withdrawn ones are not for delivery any more."""
    return {
        known.number: Issue(_OFF[known.phase][0], Severity.ERROR, _OFF[known.phase][1])
        for known in state.receipts.values()
        if known.phase in _OFF
    }


def till_issues(changes: TillChanges, state: DayState, held: Held) -> tuple[Issue, ...]:
    """Tell what the till says differently since the last version, and what of it comes too late."""
    return tuple(_till_issues(changes, state, held))


def _till_issues(changes: TillChanges, state: DayState, held: Held) -> Iterator[Issue]:
    for number in changes.new:
        yield _issue(Code.TILL_NEW, number)
    for number in changes.withdrawn:
        if number not in held.departed:
            yield _issue(Code.TILL_WITHDRAWN, number)
    for number, cells in changes.changed:
        columns = [written("columns", cell.header) for cell in cells]
        if number in held.receipts:
            yield _issue(Code.TILL_TOO_LATE, number, *columns, severity=Severity.WARNING)
        else:
            yield _issue(Code.TILL_CHANGED, number, *columns)
    for number in changes.gone:
        known = state.receipts.get(number)  # none if the export that brought it was taken back
        if known is not None and known.phase not in _OFF:
            yield _issue(Code.TILL_GONE, number)


def late_issues(state: DayState, before: DayState, held: Held, clock: Clock | None) -> tuple[Issue, ...]:
    """Tell of orders that are off since the last version, and left before that was known."""
    issues = []
    for known in state.receipts.values():
        earlier = before.receipts.get(known.number)
        told = earlier is not None and (earlier.cancelled or earlier.withdrawn)
        off = known.cancelled or known.withdrawn
        if told or not off or known.number not in held.receipts:
            continue
        passed = clock is not None and known.visit is not None and known.visit.start <= clock.left
        issues.append(cancelled_too_late(known, passed=passed))
    return tuple(issues)


def amended_issues(too_late: Sequence[TooLate]) -> tuple[Issue, ...]:
    """Tell which windows, addresses and notes were changed by hand although their trips are fixed."""
    return tuple(
        Issue(Code.CHANGED_TOO_LATE, Severity.WARNING, str(one.what), receipt_id=one.receipt)
        for one in too_late
        if one.what in {Amended.WINDOW, Amended.ADDRESS, Amended.NOTE}
    )


def coming_issues(state: DayState, before: DayState) -> tuple[Issue, ...]:
    """Tell of orders that came along from another day, once."""
    return tuple(
        _issue(
            Code.CARRIED_IN,
            known.number,
            on_day("day", known.carried_in.since),
            term("reason", f"news.reason.{known.carried_in.reason}"),
        )
        for known in state.receipts.values()
        if known.carried_in is not None and not known.listed and known.number not in before.receipts
    )


def standing_issues(state: DayState, before: DayState) -> tuple[Issue, ...]:
    """Tell which receipts of the day took a forecast's place since the last version, or came too late."""
    planned = {row.receipt for row in before.standing.rows}
    found = [
        _issue(Code.STANDING_REPLACED, number, written("standing", forecast))
        for forecast, number in state.standing.replaced
        if forecast in planned
    ]
    late = [pair for pair in state.standing.late if pair not in before.standing.late]
    return (
        *found,
        *(
            _issue(Code.STANDING_LEFT, number, written("standing", forecast), severity=Severity.WARNING)
            for forecast, number in late
        ),
    )


def stranded_issues(state: DayState) -> tuple[Issue, ...]:
    """Tell whose crates are still on a vehicle that stopped."""
    by_vehicle: dict[tuple[str, int | None], list[Receipt]] = {}
    for known in state.in_phase(Phase.STRANDED):
        by_vehicle.setdefault((known.waits_on, known.crates_back), []).append(known)
    return tuple(
        Issue(
            Code.COURIER_OUT_LOADED,
            Severity.WARNING,
            "lost" if back is None else "back",
            (
                vehicle("vehicle", which),
                *(receipt("receipts", known.number) for known in waiting),
                *((moment("back_at", back),) if back is not None else ()),
            ),
        )
        for (which, back), waiting in by_vehicle.items()
    )


def window_issues(stops: Sequence[Stop], clock: Clock | None) -> tuple[Issue, ...]:
    """Tell of orders whose window is over before anything could be brought."""
    if clock is None:
        return ()
    return tuple(
        _issue(
            Code.WINDOW_OVER,
            number,
            moment("until", stop.hours.latest),
            moment("now", clock.now),
            severity=Severity.WARNING,
        )
        for stop in stops
        if stop.hours.latest < clock.ready
        for number in stop.receipt_ids
    )


def wish_issues(wishes: Sequence[Unkept]) -> tuple[Issue, ...]:
    """Tell which wishes are not kept."""
    return tuple(
        Issue(
            Code.WISH_NOT_KEPT,
            Severity.WARNING,
            str(wish.wish),
            (
                *(receipt("receipts", number) for number in wish.receipts),
                written("what", wish.courier)
                if wish.wish is Wish.LOCK
                else courier("courier", wish.courier, wish.vehicle),
            ),
            receipt_id=wish.receipts[0] if len(wish.receipts) == 1 else "",
        )
        for wish in wishes
    )


def promise_issues(state: DayState, stops: Sequence[Stop], plan: Plan) -> tuple[Issue, ...]:
    """Tell which promises a plan breaks, and which baskets are larger than they were asked for."""
    behind = {receipt for stop in plan.unserved for receipt in stop.receipt_ids}
    issues = []
    for order in (located.order for stop in stops for located in stop.orders):
        known = state.receipts.get(order.receipt_id)
        promise = known.promise if known else None
        if promise is None:
            continue
        if order.receipt_id in behind:
            since, until = moment("since", promise.window.earliest), moment("until", promise.window.latest)
            told = _issue(Code.PROMISE_BROKEN, order.receipt_id, since, until, severity=Severity.WARNING)
            issues.append(told)
        asked = (promise.crates, promise.bags, promise.grams or order.grams, promise.chilled_crates)
        has = (order.crates, order.bags, order.grams, order.chilled_crates)
        if any(more > most for more, most in zip(has, asked, strict=True)):
            sizes = count("crates", order.crates), count("asked", promise.crates)
            issues.append(_issue(Code.PROMISE_LARGER, order.receipt_id, *sizes))
    return tuple(issues)


def possible_help(
    unassigned: Sequence[Unassigned], shifts: Sequence[Shift], state: DayState
) -> tuple[Unassigned, ...]:
    """Take back the advice to let somebody work longer who has stopped, or whose vehicle is out."""
    couriers, vehicles = state.fleet.couriers, state.fleet.vehicles
    stopped = {
        shift.id
        for shift in shifts
        if (shift.courier in couriers and couriers[shift.courier].stopped is not None)
        or (shift.vehicle.id in vehicles and vehicles[shift.vehicle.id].out is not None)
    }
    return tuple(
        replace(one, remedy=None)
        if one.remedy is not None and one.remedy.help is Help.HOUR_LATER and one.remedy.shift in stopped
        else one
        for one in unassigned
    )


def cut_issues(cut: Sequence[HoursCut]) -> tuple[Issue, ...]:
    """Tell whose hours are cut short because somebody else has the vehicle."""
    return tuple(
        Issue(
            Code.HOURS_CUT,
            Severity.WARNING,
            facts=(
                courier("courier", one.courier, one.vehicle),
                courier("other", one.other, one.vehicle),
                vehicle("vehicle", one.vehicle),
                moment("since", one.hours.earliest),
                moment("until", one.hours.latest),
            ),
        )
        for one in cut
    )


def shared_issues(shared: Sequence[tuple[str, str, str, str]]) -> tuple[Issue, ...]:
    """Tell who could not take a vehicle because somebody drives it."""
    return tuple(
        Issue(
            Code.VEHICLE_SHARED,
            Severity.WARNING,
            facts=(
                vehicle("vehicle", wanted),
                courier("courier", taker, usual),
                courier("other", owner, wanted),
            ),
        )
        for taker, usual, wanted, owner in shared
    )


def _issue(code: Code, number: str, *facts: Fact, severity: Severity = Severity.INFO) -> Issue:
    return Issue(code, severity, facts=facts, receipt_id=number)
