"""The owner's questions as tables: which areas, hours, customers and baskets cost what; who is idle."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final, Literal

from dispatch.clock import HOUR, MINUTE
from dispatch.config import weekday_of
from dispatch.reporting.deliveries import Delivery, ShiftFigures
from dispatch.reporting.figures import DayFigures
from dispatch.reporting.tables import Column, Table, Value

Question = Literal["area", "hour", "weekday", "customer", "basket"]

_BASKETS: Final = (2_500, 5_000, 7_500, 10_000, 15_000)
"""Limits between sizes of baskets, in cents."""

_NAMES: Final[dict[Question, tuple[str, str]]] = {
    "area": ("postcode", "postcode"),
    "hour": ("uur", "hour"),
    "weekday": ("dag", "day"),
    "customer": ("klant", "customer"),
    "basket": ("mand", "basket"),
}

_MEASURES: Final = (
    Column("deliveries", "bestellingen", "deliveries", "count"),
    Column("on_time_share", "op tijd", "on time", "share"),
    Column("door_min", "min aan de deur", "min at the door", "minutes"),
    Column("at_home_share", "thuis", "at home", "share"),
    Column("cost_eur", "kosten (€)", "cost (€)", "euro"),
    Column("cost_per_delivery_eur", "€/bestelling", "€/delivery", "euro"),
    Column("margin_eur", "marge (€)", "margin (€)", "euro"),
    Column("result_eur", "over (€)", "left (€)", "euro"),
)

_SHIFTS: Final = (
    Column("courier", "bezorger", "courier", "text"),
    Column("shifts", "diensten", "shifts", "count"),
    Column("paid_h", "uren in dienst", "hours on shift", "hours"),
    Column("work_h", "uren gewerkt", "hours worked", "hours"),
    Column("idle_h", "uren over", "hours idle", "hours"),
    Column("idle_share", "over", "idle", "share"),
    Column("idle_eur", "over (€)", "idle (€)", "euro"),
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
        rows.sort(key=lambda row: float(row[-1]) if isinstance(row[-1], int | float) else 0.0)
    return Table((Column(question, *_NAMES[question], "text"), *_MEASURES), tuple(rows))


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
        sum(one.late_seconds == 0 for one in deliveries) / count,
        _sum(deliveries, lambda one: one.door_seconds) / MINUTE / count,
        sum(home) / len(home) if home else None,
        cost,
        cost / count,
        margin if known else None,
        margin - _sum(known, lambda one: one.cost_cents) / 100 if known else None,
    )


def _idle(shifts: Sequence[ShiftFigures]) -> tuple[Value, ...]:
    paid, work = sum(s.paid_seconds for s in shifts), sum(s.work_seconds for s in shifts)
    over = sum(s.idle_seconds for s in shifts)
    cents = sum(s.wage_cents * s.idle_seconds / max(1, s.paid_seconds) for s in shifts)
    return (len(shifts), paid / HOUR, work / HOUR, over / HOUR, over / paid if paid else None, cents / 100)


def _sum(deliveries: Iterable[Delivery], of: Callable[[Delivery], int]) -> int:
    return sum(map(of, deliveries))
