"""The owner's questions as tables: which areas, hours, customers and baskets cost what; who is idle."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final, Literal

from dispatch.clock import HOUR, MINUTE
from dispatch.config import weekday_of
from dispatch.reporting.deliveries import Delivery, ShiftFigures
from dispatch.reporting.figures import DayFigures
from dispatch.reporting.tables import By, Kind, Table, Value, column

Question = Literal["area", "hour", "weekday", "customer", "basket"]
Grouping = Question | By

_BASKETS: Final = (2_500, 5_000, 7_500, 10_000, 15_000)
"""Limits between sizes of baskets, in cents."""

_MEASURES: Final = (
    column("deliveries", "count"),
    column("cost_eur", "euro"),
    column("cost_per_delivery_eur", "euro"),
    column("margin_eur", "euro"),
    column("result_eur", "euro"),
    column("planned_on_time_share", "share"),
    column("late_min", "minutes"),
    column("door_min", "minutes"),
    column("at_home_share", "share"),
)

_SHIFTS: Final = (
    column("courier", "text"),
    column("shifts", "count"),
    column("paid_h", "hours"),
    column("work_h", "hours", "worked_h"),
    column("idle_h", "hours"),
    column("idle_share", "share"),
    column("idle_eur", "euro"),
    column("shift_eur", "euro"),
)


def ask(figures: Sequence[DayFigures], question: Question) -> Table:
    """Group the deliveries of all days and work out a line for each group.

    Areas, hours, weekdays and baskets come in their own order; customers with the greatest loss first.
    What a basket of unknown value leaves counts nowhere.
    """
    groups: dict[tuple[int, str], list[Delivery]] = {}
    for day in figures:
        for delivery in day.deliveries:
            groups.setdefault(_group(delivery, day.day, question), []).append(delivery)
    rows = [(name, *_measures(groups[order, name])) for order, name in sorted(groups)]
    if question == "customer":
        left = 1 + next(place for place, one in enumerate(_MEASURES) if one.key == "result_eur")
        rows.sort(key=lambda row: float(row[left] or 0))
    kind: Kind = "weekday" if question == "weekday" else "text"
    return Table((column(question, kind), *_MEASURES), tuple(rows))


def shifts_table(figures: Sequence[DayFigures]) -> Table:
    """Set hours on shift beside hours worked, a line for each courier (each vehicle, without persons)."""
    groups: dict[str, list[ShiftFigures]] = {}
    for day in figures:
        for shift in day.shifts:
            groups.setdefault(shift.courier or f"({shift.vehicle})", []).append(shift)
    return Table(_SHIFTS, tuple((name, *_idle(groups[name])) for name in sorted(groups)))


def _group(delivery: Delivery, day: date, question: Question) -> tuple[int, str]:
    """Return where a delivery belongs: the order of its group, and the name."""
    match question:
        case "area":
            return 0, delivery.area or "-"
        case "hour":
            return delivery.hour, f"{delivery.hour:02d}:00"
        case "weekday":
            return day.isoweekday(), weekday_of(day)
        case "customer":
            return 0, delivery.customer or "-"
    return _basket(delivery.total_cents)


def _basket(cents: int | None) -> tuple[int, str]:
    if cents is None:
        return len(_BASKETS) + 1, "-"
    number = sum(cents >= limit for limit in _BASKETS)
    low = _BASKETS[number - 1] // 100 if number else 0
    return number, f"€ {low} +" if number == len(_BASKETS) else f"€ {low} - {_BASKETS[number] // 100}"


def _measures(deliveries: Sequence[Delivery]) -> tuple[Value, ...]:
    count = len(deliveries)
    cost = sum(one.cost_cents for one in deliveries) / 100
    known = [one for one in deliveries if one.margin_cents is not None]
    margin = sum(one.margin_cents or 0 for one in known) / 100
    home = [one.at_home for one in deliveries if one.at_home is not None]
    return (
        count,
        cost,
        cost / count,
        margin if known else None,
        margin - _sum(known, lambda one: one.cost_cents) / 100 if known else None,
        sum(one.late_seconds == 0 for one in deliveries) / count,
        _sum(deliveries, lambda one: one.late_seconds) / MINUTE,
        _sum(deliveries, lambda one: one.door_seconds) / MINUTE / count,
        sum(home) / len(home) if home else None,
    )


def _idle(shifts: Sequence[ShiftFigures]) -> tuple[Value, ...]:
    paid, work = sum(s.paid_seconds for s in shifts), sum(s.work_seconds for s in shifts)
    over = sum(s.idle_seconds for s in shifts)
    cents = sum(s.wage_cents * s.idle_seconds / max(1, s.paid_seconds) for s in shifts)
    whole = sum(s.wage_cents for s in shifts) / 100
    idle = over / paid if paid else None
    return (len(shifts), paid / HOUR, work / HOUR, over / HOUR, idle, cents / 100, whole)


def _sum(deliveries: Iterable[Delivery], of: Callable[[Delivery], int]) -> int:
    return sum(map(of, deliveries))
