"""What a dispatcher must know in two minutes: whom to call, who has room, and what stays behind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dispatch.clock import HOUR, MINUTE
from dispatch.sheets.doors import clock
from dispatch.sheets.marks import Sign
from dispatch.sheets.screen.values import StopView
from dispatch.sheets.screen.view import PageView
from dispatch.sheets.sheetday import SheetDay
from dispatch.sheets.visits import LeftRow, VisitRow
from dispatch.words import Words

_ASKED: Final = (Sign.ADDRESS, Sign.NOTE_UNTIL, Sign.NOTE_FROM, Sign.LATE)
"""Marks for which a customer is called before the courier leaves."""

_A_STOP: Final = 10 * MINUTE
"""Time that a stop takes with its share of the driving, where there is no plan to tell."""


@dataclass(frozen=True, slots=True)
class Call:
    """Hold a customer to call: the stop, why, and the address as typed where it was read otherwise."""

    stop: StopView
    why: str
    typed: str


@dataclass(frozen=True, slots=True)
class Group:
    """Hold stops that are left behind for one hour, in words."""

    title: str
    amount: str
    short: str
    stops: tuple[StopView, ...]


def calls(view: PageView) -> tuple[Call, ...]:
    """List the stops whose customers should be called before anybody leaves, in the order of the plan."""
    return tuple(
        Call(stop, why, " / ".join(order.typed for order in row.orders if order.typed))
        for row, stop in zip(view.day.visits, view.stops, strict=True)
        if (why := _why(row, view.words))
    )


def _why(row: VisitRow, words: Words) -> str:
    said = [mark.said(words) for mark in row.marks if mark.sign in _ASKED]
    return " · ".join([*said, words.place(row.stop.place)] if said and row.doubtful else said)


def unused(day: SheetDay) -> tuple[tuple[str, str, str], ...]:
    """Name (courier, vehicle, hours) of the shifts that have no route."""
    used = {row.route.shift.id for row in day.routes}
    return tuple(
        (shift.courier, shift.vehicle.id, f"{clock(shift.hours.earliest)}-{clock(shift.hours.latest)}")
        for shift in day.planned.problem.shifts
        if shift.id not in used
    )


def groups(view: PageView) -> tuple[Group, ...]:
    """Put what is left behind together by the hour its windows begin; what can never go stands last."""
    words, day = view.words, view.day
    hours: dict[int, list[tuple[LeftRow, StopView]]] = {}
    for row, stop in zip(day.left, view.left, strict=True):
        hour = -1 if row.why is not None and row.why.never else row.stop.window.earliest // HOUR
        hours.setdefault(hour, []).append((row, stop))
    order = sorted(hours, key=lambda hour: (hour < 0, hour))
    return tuple(_group(hours[hour], day, words, never=hour < 0) for hour in order)


def _group(found: Sequence[tuple[LeftRow, StopView]], day: SheetDay, words: Words, *, never: bool) -> Group:
    rows = [row for row, _ in found]
    earliest = min(row.stop.window.earliest for row in rows)
    latest = max(row.stop.window.latest for row in rows)
    orders, pieces = sum(len(row.orders) for row in rows), sum(row.goods.pieces for row in rows)
    number = short_of(len(rows), latest - earliest, day)
    span = {"start": clock(earliest), "end": clock(latest)}
    return Group(
        words("page.never") if never else words("page.group", **span),
        f"{words.count('page.order', orders)}, {words.count('page.piece', pieces)}",
        "" if never else words("page.short.one" if number == 1 else "page.short.other", n=number, **span),
        tuple(stop for _, stop in found),
    )


def short_of(stops: int, span: int, day: SheetDay) -> int:
    """Estimate how many couriers more would serve some stops within a span of seconds.

    A stop takes what it takes on average in this plan, its share of driving and loading included.
    """
    planned = len(day.visits)
    busy = sum(row.trip.arrival - row.trip.loading_start - row.wait_seconds for row in day.trips)
    each = busy / planned if planned else _A_STOP
    return max(1, -(-round(stops * each) // max(HOUR, span)))


def attention(view: PageView) -> Iterator[tuple[str, str, str]]:
    """Say what to look at first: the words, the part of the page, and the mark that shows just these."""
    words, day = view.words, view.day
    summary = view.summary
    counted = (
        ("page.rejected", sum(not one.decided for one in day.planned.rejected), "rejected", None),
        ("page.unassigned", day.planned.accounts.unassigned, "unassigned", None),
        ("page.changes", len(day.changes), "changes", None),
        ("page.late", day.late, "stops", Sign.LATE),
        ("page.tight", day.tight, "stops", Sign.TIGHT),
        ("page.doubt", day.doubtful, "calls", None),
        ("page.noted", _noted(day), "calls", None),
        ("page.breaks", sum(row.breaks_first is not None for row in day.trips), "routes", None),
        ("page.trial", _trials(day), "routes", None),
        ("page.warning", sum(number for _, number in summary.warnings), "issues", None),
        ("page.unused", len(unused(day)), "map-section", None),
    )
    for key, number, target, sign in counted:
        if number:
            yield words.count(key, number), target, words(f"mark.{sign}") if sign else ""
    if day.planned.estimated:
        yield words("page.estimated"), "about", ""


def _trials(day: SheetDay) -> int:
    """Count the robots and drones that are sent out without a permit."""
    vehicles = (row.route.shift.vehicle for row in day.routes)
    return len({vehicle.id for vehicle in vehicles if vehicle.trial})


def _noted(day: SheetDay) -> int:
    """Count the stops planned at a time that a note rules out."""
    signs = (Sign.NOTE_UNTIL, Sign.NOTE_FROM)
    return sum(any(mark.sign in signs for mark in row.marks) for row in day.visits)
