"""The report on paper: the figures that matter and four plots, then the tables, as a PDF."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from dispatch.reporting.areas import Spots
from dispatch.reporting.drawing import GREEN, LINE, SOFT, styled, write_table
from dispatch.reporting.figures import DayFigures
from dispatch.reporting.fitting import blocks
from dispatch.reporting.plots import draw_plots
from dispatch.reporting.questions import Grouping
from dispatch.reporting.tables import Language, Table, Value, show, tabulate, unprofitable
from dispatch.words import Words, words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_A4: Final = (8.27, 11.69)
_TOP, _NEXT_TOP, _BOTTOM = 0.4, 0.9, 0.125
_LEAST_ROWS: Final = 5


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


def draw_report(report: Report) -> bytes:
    """Draw a report on A4 pages and return it as PDF; the same figures give the same bytes."""
    from matplotlib.backends.backend_pdf import PdfPages

    page = io.BytesIO()
    title = f"{report.say('report.title')}, {report.store}"
    with styled(), PdfPages(page, metadata={"CreationDate": None, "Title": title}) as pages:
        for figure in _pages(report):
            pages.savefig(figure)
    return page.getvalue()


def span(figures: Sequence[DayFigures], say: Words) -> str:
    """Say which days the figures are of."""
    if not figures:
        return ""
    days = sorted(day.day for day in figures)
    key = "report.span.one" if len(days) == 1 else "report.span.other"
    long = [say.long_day(day) for day in (days[0], days[-1])]
    return say(key, first=long[0], last=long[1], n=say.integer(len(days)))


def _pages(report: Report) -> "list[Figure]":
    """Set numbers, plots and as much of the tables as there is room for; further pages take the rest."""
    first = _page(report)
    _numbers(first, report)
    draw_plots(first, report.days, report.by, report.say, report.spots)
    figures, top = [first], _TOP
    for title, table in report.tables:
        for number, (rows, left) in enumerate(_parts(table, report.language)):
            heading, waiting = "" if number else title, rows[1:]
            while waiting:
                room = int((top - _BOTTOM) / LINE) - 3
                if room < min(len(waiting), _LEAST_ROWS):
                    figures.append(_page(report))
                    top = _NEXT_TOP
                    continue
                top = write_table(figures[-1], top, heading, [rows[0], *waiting[:room]], left) - LINE
                waiting = waiting[room:]
    for page, figure in enumerate(figures, start=1):
        figure.text(0.93, 0.04, f"{page} / {len(figures)}", fontsize=7, color=SOFT, ha="right")
    _foot(figures[-1], report)
    return figures


def _parts(table: Table, language: Language) -> Iterator[tuple[list[tuple[str, ...]], list[bool]]]:
    """Yield a table with its titles, and what is set from the left; one too wide for the page in parts."""
    titles = tuple(column.title(language) for column in table.columns)
    rows = [titles, *table.texts(language)]
    for places in blocks(rows, _LETTERS, gap=3):
        part = [tuple(row[place] for place in places) for row in rows]
        yield part, [table.columns[place].left for place in places]


_LETTERS: Final = 104
"""Letters of small type that stand in a line of the page."""


def _page(report: Report) -> "Figure":
    from matplotlib.figure import Figure

    figure, say = Figure(figsize=_A4), report.say
    figure.text(0.07, 0.955, say("report.title"), fontsize=20, weight="bold", color=GREEN)
    figure.text(0.07, 0.935, report.store, fontsize=11, color=SOFT, parse_math=False)
    figure.text(0.93, 0.957, span(report.figures, say), fontsize=9, ha="right")
    figure.text(0.93, 0.938, say(f"report.by.{report.by}"), fontsize=9, ha="right", color=SOFT)
    return figure


def _numbers(figure: "Figure", report: Report) -> None:
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
    for index, (text, key) in enumerate(numbers):
        x = 0.07 + index * 0.86 / len(numbers)
        figure.text(x, 0.892, text, fontsize=14, weight="bold", parse_math=False)
        figure.text(x, 0.876, say(f"report.number.{key}"), fontsize=7, color=SOFT)


def _foot(figure: "Figure", report: Report) -> None:
    for index, line in enumerate(_notes(report)):
        figure.text(0.07, 0.1 - index * 0.014, line, fontsize=7, color=SOFT, parse_math=False)


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
