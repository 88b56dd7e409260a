"""The rest of a day without the road: a version in force, news, and the problem that is left."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dispatch.day import Clock, DayState, Entry, day_state, hold, incumbent, news, shifts_with_facts
from dispatch.day.promises import visits_of
from dispatch.day.receipts import Phase
from dispatch.day.waiting import barred_by_crates, stops_that_wait
from dispatch.model import PlannedDay, Problem, Restriction, Shift, Solution, Stop, TravelMatrix

Measure = Callable[
    [Sequence[Stop], Sequence[Shift]], tuple[tuple[TravelMatrix, ...], tuple[Restriction, ...]]
]
OFF = (Phase.CANCELLED, Phase.WITHDRAWN, Phase.DROPPED)


@dataclass(frozen=True)
class Rest:
    """Hold the problem that is left, and the version in force as far as it can stay."""

    problem: Problem
    kept: Solution
    state: DayState


def book_of(old: PlannedDay, *said: news.News) -> list[Entry]:
    """Write a book: the till's export, the version, and what has happened since."""
    receipts = [receipt for stop in old.problem.stops for receipt in stop.receipt_ids]
    rows = tuple(news.TillRow(r, n, (("bonnummer", r),)) for n, r in enumerate(receipts, 2))
    lines = (news.ExportRead("kassa.csv", "", rows), news.VersionMade(1, "", visits_of(old)), *said)
    return [Entry(number, "2026-11-21T09:00:00+01:00", "test", one) for number, one in enumerate(lines, 1)]


def rest_of(
    old: PlannedDay, now: int, *said: news.News, measure: Measure, added: Sequence[Stop] = ()
) -> Rest:
    """Work out what is left of a day at a moment."""
    state, clock = day_state(book_of(old, *said), now), Clock(now, now, now)
    held = hold(old, state, clock)
    fresh = [replace(shift, fixed=()) for shift in old.problem.shifts]
    shifts = shifts_with_facts(fresh, held, state, clock)
    open_stops = [left for stop in old.problem.stops if (left := _left(stop, held.receipts, state))]
    free = stops_that_wait((*open_stops, *added), state)
    stops = (*held.stops, *free)
    travel, limits = measure(stops, shifts)
    barred = barred_by_crates(free, shifts, state)
    names = {(limit.vehicle, limit.stop) for limit in barred}
    problem = replace(
        old.problem,
        stops=stops,
        shifts=shifts,
        travel=travel,
        restrictions=(*barred, *(r for r in limits if (r.vehicle, r.stop) not in names)),
    )
    return Rest(problem, incumbent(old, held, problem), state)


def _left(stop: Stop, held: frozenset[str], state: DayState) -> Stop | None:
    if not held.isdisjoint(stop.receipt_ids):
        return None
    orders = tuple(o for o in stop.orders if state.receipts[o.order.receipt_id].phase not in OFF)
    return replace(stop, id=orders[0].order.receipt_id, orders=orders) if orders else None
