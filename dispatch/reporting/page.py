"""The report on paper: the figures that matter and four plots, then the tables, as a PDF."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from dispatch.ports import Press
from dispatch.reporting.areas import Spots
from dispatch.reporting.figures import DayFigures
from dispatch.reporting.plots import plots_of
from dispatch.reporting.questions import Grouping
from dispatch.reporting.sheet import FigureSheet, set_figures
from dispatch.reporting.tables import Language, Table, Value, show, tabulate, unprofitable
from dispatch.words import Words, words


@dataclass(frozen=True, slots=True)
class Report:
    """Hold what a report on paper is made of.

    Parameters
    ----------
    figures
        Of one day or more, in any order.
    store
        Name of the store.
    language
        Of the words.
    by
        What plots are drawn by.
    tables
        Titles and tables below the plots, in this order.
    spots
        Where the orders of areas were brought.
    """

    figures: tuple[DayFigures, ...]
    store: str
    language: Language
    by: Grouping = "day"
    tables: tuple[tuple[str, Table], ...] = ()
    spots: Spots = field(default_factory=dict)

    @property
    def days(self) -> tuple[DayFigures, ...]:
        """The figures in the order of their days."""
        return tuple(sorted(self.figures, key=lambda day: day.day))

    @property
    def say(self) -> Words:
        """The words of its language."""
        return words(self.language)


def draw_report(report: Report, press: Press) -> bytes:
    """Set a report on A4 pages and return it as PDF; the same figures give the same bytes.

    Raises
    ------
    ConfigError
        If it cannot be set.
    """
    say = report.say
    sheet = FigureSheet(
        title=say("report.title"),
        store=report.store,
        beside=(span(report.figures, say), say(f"report.by.{report.by}")),
        language=report.language,
        numbers=_numbers(report),
        plots=plots_of(report.days, report.by, say, report.spots),
        tables=report.tables,
        notes=tuple(_notes(report)),
        plots_first=True,
    )
    return set_figures(sheet, press)


def span(figures: Sequence[DayFigures], say: Words) -> str:
    """Say which days the figures are of."""
    if not figures:
        return ""
    days = sorted(day.day for day in figures)
    key = "report.span.one" if len(days) == 1 else "report.span.other"
    long = [say.long_day(day) for day in (days[0], days[-1])]
    return say(key, first=long[0], last=long[1], n=say.integer(len(days)))


def _numbers(report: Report) -> tuple[tuple[str, str], ...]:
    """Return the numbers that matter, each with what it is."""
    days, say, language = report.days, report.say, report.language
    whole = _row(tabulate(days, "period"))
    real = [day.actual for day in days if day.actual is not None and day.actual.timed]
    on_time: Value = whole.get("planned_on_time_share")
    if real:
        on_time = sum(back.on_time for back in real) / sum(back.timed for back in real)
    saved = sum(day.car_co2_grams for day in days) / 1000 - _number(whole.get("co2_kg"))
    cost = whole.get("cost_per_delivery_eur")
    numbers = (
        (show(whole.get("deliveries"), "count", language), "deliveries"),
        (say.euro(round(100 * _number(cost))) if cost is not None else show(None, "euro", language), "cost"),
        (show(on_time, "share", language), "on_time" if real else "planned_on_time"),
        (show(whole.get("min_per_stop"), "minutes", language), "min_stop"),
        (show(whole.get("km_per_stop"), "km", language), "km_stop"),
        (show(whole.get("crate_load_share"), "share", language), "full"),
        (f"{show(saved, 'count', language)} kg", "co2"),
    )
    return tuple((text, say(f"report.number.{key}")) for text, key in numbers)


def _notes(report: Report) -> list[str]:
    """Say where the rows ended, what was lost, and what the figures rest on."""
    days, say = report.days, report.say
    names = ("read", "not_flagged", "rejected", "unassigned", "planned")
    sums = {name: say.integer(sum(getattr(day.accounts, name) for day in days)) for name in names}
    settled = sum(day.settled for day in days)
    note = say("terminal.rejected.decided", n=say.integer(settled)) if settled else ""
    lines = [say("report.accounts", decided=note, **sums)]
    baskets = sum(len(day.baskets) for day in days)
    if baskets:
        lost = [
            _number(_named(table, row)["result_eur"]) for table in (unprofitable(days),) for row in table.rows
        ]
        euro = say.euro(round(-100 * sum(lost)))
        lines.append(say("report.loss", count=say.integer(len(lost)), all=say.integer(baskets), euro=euro))
    note = say("report.co2.bike_roads") if any(day.car_by_bike_roads for day in days) else ""
    car = say.integer(round(sum(day.car_co2_grams for day in days) / 1000))
    lines += [say("report.on_time"), say("report.co2", car=car, note=note)]
    guessed = sum(day.estimated for day in days)
    lines += [say("report.estimated", count=guessed)] if guessed else []
    return [*lines, *trial_notes(days, say)]


def trial_notes(days: Sequence[DayFigures], say: Words) -> list[str]:
    """Name the robots and drones that drove or flew without a permit; nothing where none did."""
    trials = sorted({route.vehicle for day in days for route in day.routes if route.trial})
    return [say("report.trial", vehicles=", ".join(trials))] if trials else []


def _row(table: Table) -> dict[str, Value]:
    return _named(table, table.rows[0]) if table.rows else {}


def _named(table: Table, row: Sequence[Value]) -> dict[str, Value]:
    return {column.key: value for column, value in zip(table.columns, row, strict=True)}


def _number(value: Any) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
