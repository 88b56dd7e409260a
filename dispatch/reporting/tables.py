"""Figures as tables: by day, week, month, courier, vehicle or the whole period."""

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal

from dispatch.clock import HOUR, MINUTE
from dispatch.config import WEEKDAYS
from dispatch.files.delimited import Cell, Decimals, Style, delimited
from dispatch.reporting.figures import Basket, DayFigures, RouteFigures
from dispatch.words.figures import brief_day, long_day, month, weekday
from dispatch.words.report import REPORT_TEXTS

if TYPE_CHECKING:
    import pandas as pd

By = Literal["day", "week", "month", "courier", "vehicle", "period"]
Language = Literal["nl", "en"]
Kind = Literal[
    "text", "day", "week", "month", "weekday", "span", "count", "mean", "km", "minutes", "hours", "euro",
    "share", "kg", "factor", "exact",
]  # fmt: skip
Value = str | int | float | None

_SHARE_DECIMALS: Final = 4
_WHEN: Final = frozenset[Kind](("day", "week", "month", "weekday", "span"))
_DECIMALS: Final = {
    "count": 0, "mean": 1, "exact": 6, "km": 1, "minutes": 1, "hours": 1, "euro": 2, "share": 0,
    "kg": 1, "factor": 2,
}  # fmt: skip


def language_of(spoken: str) -> Language:
    """Return a language as tables name it."""
    return "nl" if spoken == "nl" else "en"


@dataclass(frozen=True, slots=True)
class Column:
    """Name a column and what its values are.

    Parameters
    ----------
    key
        Header in CSV, with its unit.
    nl, en
        Header for people.
    kind
        ``euro`` in euros, ``km``, ``minutes``, ``hours``, ``kg``; ``share`` from 0 to 1; ``mean`` of counts;
        ``factor``; ``exact`` for programs. ``day``, ``week``, ``month``, ``weekday`` and ``span`` are texts
        for programs (``2026-11-21``, ``2026-W47``, ``2026-11``, ``sat``, ``2026-11-21 / 2026-11-24``), and
        people read them otherwise.
    decimals
        For people; None for as many as its kind has.
    """

    key: str
    nl: str
    en: str
    kind: Kind
    decimals: int | None = None

    def title(self, language: Language) -> str:
        """Return the header for people."""
        return self.nl if language == "nl" else self.en

    @property
    def left(self) -> bool:
        """Whether cells begin on the left, as words do."""
        return self.kind == "text" or self.kind in _WHEN


@dataclass(frozen=True, slots=True)
class Table:
    """Hold rows of values under columns; None where there is nothing to tell."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]

    def texts(self, language: Language) -> tuple[tuple[str, ...], ...]:
        """Return the cells as people read them; days without their year where all are of one."""
        columns = [
            _shown([row[place] for row in self.rows], column, language)
            for place, column in enumerate(self.columns)
        ]
        return tuple(zip(*columns, strict=True)) if columns else ()

    def told(self) -> "Table":
        """Return the table without the columns in which no line has anything to tell."""
        kept = [
            place for place in range(len(self.columns)) if any(row[place] is not None for row in self.rows)
        ]
        return Table(
            tuple(self.columns[place] for place in kept),
            tuple(tuple(row[place] for place in kept) for row in self.rows),
        )

    def csv(self, style: Style = "plain") -> str:
        """Write the table as RFC 4180; ``excel-nl`` gives a byte order mark, ``;`` and decimal commas."""
        return delimited(
            [column.key for column in self.columns],
            (
                [_cell(value, column.kind) for value, column in zip(row, self.columns, strict=True)]
                for row in self.rows
            ),
            style,
        )


def style_of(language: str) -> Style:
    """Return how CSV is written for the spreadsheets of a language."""
    return "excel-nl" if language == "nl" else "plain"


def column(key: str, kind: Kind, word: str = "") -> Column:
    """Return a column whose title stands among the words of the report, under its key or another word."""
    return Column(key, *REPORT_TEXTS[f"report.col.{word or key}"], kind)


def _shown(values: Sequence[Value], of: Column, language: Language) -> list[str]:
    kind = of.kind
    if kind in _WHEN:
        years = {value[:4] for value in values if isinstance(value, str) and value[:4].isdigit()}
        return [_when(value, kind, language, year=len(years) > 1) for value in values]
    return [show(value, kind, language, of.decimals) for value in values]


def _when(value: Value, kind: Kind, language: Language, *, year: bool) -> str:
    """Write a day, week or month as people do; a word such as ``total`` as it is."""
    if not isinstance(value, str):
        return show(value, kind, language)
    try:
        match kind:
            case "day":
                return brief_day(date.fromisoformat(value), language, year=year)
            case "week":
                monday = date.fromisoformat(f"{value}-1")
                return f"{monday.isocalendar().week} ({monday.isocalendar().year})" if year else value[-2:]
            case "month":
                return month(date.fromisoformat(f"{value}-01"), language)
            case "span":
                days = [long_day(date.fromisoformat(one), language) for one in value.split(" / ")]
                return " – ".join(days)  # noqa: RUF001
            case _:
                return weekday(WEEKDAYS.index(value), language)
    except ValueError:
        return value


def decimals_of(kind: Kind) -> int:
    """Return how many decimals a number of a kind has for people."""
    return _DECIMALS.get(kind, 0)


def show(value: Value, kind: Kind, language: Language, decimals: int | None = None) -> str:
    """Write one value as people read it, with other decimals than its kind has where they are said."""
    if value is None:
        return "–"  # noqa: RUF001
    if isinstance(value, str):
        return value
    if kind == "share":
        return f"{value * 100:.0f} %"
    text = f"{value:,.{decimals_of(kind) if decimals is None else decimals}f}"
    if language == "nl":
        text = text.translate(str.maketrans(",.", ".,"))
    return text


def tabulate(figures: Sequence[DayFigures], by: By) -> Table:
    """Group the routes of all days and work out a row for each group, in order."""
    kinds: dict[By, Kind] = {"day": "day", "week": "week", "month": "month", "period": "span"}
    columns = (column(by, kinds.get(by, "text")), *(measured for measured, _ in _MEASURES))
    if not any(day.routes for day in figures):
        return Table(columns, ())
    sums = _sums(figures, by)
    measures = [[_plain(value) for value in measure(sums)] for _, measure in _MEASURES]
    return Table(columns, tuple(zip(map(str, sums.index), *measures, strict=True)))


def _sums(figures: Sequence[DayFigures], by: By) -> "pd.DataFrame":
    """Add up the figures of the routes in each group."""
    import pandas as pd

    rows, groups = [], []
    for day in figures:
        cars = sum(route.car_metres for route in day.routes)
        for route in day.routes:
            car = day.car_co2_grams * route.car_metres / cars if cars else 0.0
            # Figures of older programs do not tell the ways back: neither part then counts.
            told = route.metres if route.empty_metres is not None else 0
            extra = {"cost_cents": route.cost_cents, "car_co2_grams": car, "told_metres": told}
            rows.append({**asdict(route), "empty_metres": route.empty_metres or 0, **extra})
            groups.append(group_of(route, by, figures))
    return pd.DataFrame(rows).groupby(pd.Series(groups)).sum(numeric_only=True)


def _plain(value: float) -> Value:
    """Turn what pandas computes into what tables hold: None where there was nothing to divide by."""
    number = float(value)
    if math.isnan(number):
        return None
    return number if isinstance(value, float) else int(value)


def unprofitable(figures: Sequence[DayFigures], limit: int | None = None) -> Table:
    """List the baskets that cost more to deliver than they brought, the worst first."""
    lost = [(day, basket) for day in figures for basket in day.baskets if basket.result_cents < 0]
    lost.sort(key=lambda item: item[1].result_cents)
    rows = tuple(_basket_row(day, basket) for day, basket in lost[:limit])
    return Table(_BASKETS, rows)


def returned(figures: Sequence[DayFigures]) -> Table:
    """Set what came back against the plan, a row for each day of which something did."""
    rows = []
    for day in figures:
        back = day.actual
        if back is not None:
            rows.append(
                (
                    day.day.isoformat(),
                    back.known,
                    back.delivered,
                    back.not_home,
                    back.refused,
                    _ratio(back.on_time, back.timed),
                    back.late_seconds / MINUTE,
                    back.deviation_median / MINUTE,
                    back.deviation_p90 / MINUTE,
                    back.bias / MINUTE,
                )
            )
    return Table(_RETURNED, tuple(rows))


def days_table(figures: Sequence[DayFigures], total: str = "", *, brief: bool = False) -> Table:
    """List the accounts of each day: rows read and where each ended.

    Parameters
    ----------
    total
        Name of a line for all of them, where there are several; empty for none.
    brief
        Whether days on which every order was planned are left out.
    """
    counts = [
        (
            day.accounts.read,
            day.accounts.not_flagged,
            day.accounts.rejected - day.settled,
            day.settled,
            day.accounts.unassigned,
            day.accounts.planned,
        )
        for day in figures
    ]
    rows: list[tuple[Value, ...]] = [
        (day.day.isoformat(), f"v{day.version}", *ended)
        for day, ended in zip(figures, counts, strict=True)
        if not brief or any(ended[2:5])
    ]
    if total and len(counts) > 1:
        rows.append((total, "", *map(sum, zip(*counts, strict=True))))
    return Table(_DAYS, tuple(rows))


def group_of(route: RouteFigures, by: By, figures: Sequence[DayFigures]) -> str:
    """Return the name of the group that a route belongs to, as programs write it."""
    match by:
        case "day":
            return route.day.isoformat()
        case "week":
            year, week, _ = route.day.isocalendar()
            return f"{year}-W{week:02d}"
        case "month":
            return f"{route.day:%Y-%m}"
        case "courier":
            return route.courier or f"({route.vehicle})"
        case "vehicle":
            return route.vehicle
    days = [day.day for day in figures]
    return f"{min(days)} / {max(days)}" if min(days) != max(days) else f"{min(days)}"


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None


Measure = Callable[["pd.DataFrame"], "pd.Series[Any]"]
"""Works out a column from the sums of each group."""


def _total(name: str, unit: int = 1) -> Measure:
    return lambda sums: sums[name] / unit if unit > 1 else sums[name]


def _per(name: str, whole: str, unit: float) -> Measure:
    return lambda sums: sums[name] / unit / sums[whole].where(sums[whole] != 0)


def _on_time(sums: "pd.DataFrame") -> "pd.Series[Any]":
    return 1 - sums["late_stops"] / sums["stops"].where(sums["stops"] != 0)


_MEASURES: Final[tuple[tuple[Column, Measure], ...]] = (
    (column("deliveries", "count"), _total("deliveries")),
    (column("stops", "count"), _total("stops")),
    (column("planned_on_time_share", "share"), _on_time),
    (column("distance_km", "km"), _total("metres", 1000)),
    (column("work_h", "hours"), _total("work_seconds", HOUR)),
    (column("cost_eur", "euro"), _total("cost_cents", 100)),
    (column("cost_per_delivery_eur", "euro"), _per("cost_cents", "deliveries", 100)),
    (column("trips", "count"), _total("trips")),
    (column("deliveries_per_hour", "mean"), _per("deliveries", "work_seconds", 1 / HOUR)),
    (column("min_per_stop", "minutes"), _per("work_seconds", "stops", MINUTE)),
    (column("km_per_stop", "km"), _per("metres", "stops", 1000)),
    (column("empty_share", "share"), _per("empty_metres", "told_metres", 1)),
    (column("crate_load_share", "share"), _per("crates", "crate_room", 1)),
    (column("weight_load_share", "share"), _per("grams", "gram_room", 1)),
    (column("at_home_share", "share"), _per("opened", "rung", 1)),
    (column("late_min", "minutes"), _total("late_seconds", MINUTE)),
    (column("wait_min", "minutes"), _total("wait_seconds", MINUTE)),
    (column("wage_eur", "euro"), _total("wage_cents", 100)),
    (column("distance_eur", "euro"), _total("distance_cents", 100)),
    (column("fixed_eur", "euro"), _total("use_cents", 100)),
    (column("co2_kg", "kg"), _total("co2_grams", 1000)),
    (column("car_co2_kg", "kg"), _total("car_co2_grams", 1000)),
)

_BASKETS: Final = (
    column("day", "day"),
    column("receipt_id", "text"),
    column("route", "text"),
    column("total_eur", "euro"),
    column("margin_eur", "euro"),
    column("cost_eur", "euro", "delivery_eur"),
    column("result_eur", "euro"),
    column("needed_eur", "euro"),
)

_RETURNED: Final = (
    column("day", "day"),
    column("known", "count"),
    column("delivered", "count"),
    column("not_home", "count"),
    column("refused", "count"),
    column("on_time_share", "share"),
    column("late_min", "minutes"),
    column("deviation_median_min", "minutes"),
    column("deviation_p90_min", "minutes"),
    column("bias_min", "minutes"),
)

_DAYS: Final = (
    column("day", "day"),
    column("version", "text"),
    column("read", "count"),
    column("not_flagged", "count"),
    column("rejected", "count"),
    column("settled", "count"),
    column("unassigned", "count"),
    column("planned", "count"),
)


def _basket_row(day: DayFigures, basket: Basket) -> tuple[Value, ...]:
    return (
        day.day.isoformat(),
        basket.receipt_id,
        basket.route,
        basket.total_cents / 100,
        basket.margin_cents / 100,
        basket.cost_cents / 100,
        basket.result_cents / 100,
        None if basket.needed_cents is None else basket.needed_cents / 100,
    )


def _cell(value: Value, kind: Kind) -> Cell:
    if value is None or isinstance(value, str):
        return value
    places = _SHARE_DECIMALS if kind == "share" else _DECIMALS.get(kind, 0)
    return Decimals.of(value, places) if places else round(value)
