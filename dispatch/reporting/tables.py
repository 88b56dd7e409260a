"""Figures as tables: by day, week, month, courier, vehicle or the whole period."""

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from dispatch.clock import HOUR, MINUTE
from dispatch.files.delimited import Cell, Decimals, Style, delimited
from dispatch.reporting.figures import Basket, DayFigures, RouteFigures

if TYPE_CHECKING:
    import pandas as pd

By = Literal["day", "week", "month", "courier", "vehicle", "period"]
Language = Literal["nl", "en"]
Kind = Literal["text", "count", "mean", "km", "minutes", "hours", "euro", "share", "kg", "exact"]
Value = str | int | float | None

_SHARE_DECIMALS: Final = 4
_DECIMALS: Final = {
    "count": 0, "mean": 1, "exact": 6, "km": 1, "minutes": 1, "hours": 1, "euro": 2, "share": 0, "kg": 1,
}  # fmt: skip


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
        ``exact`` for programs.
    """

    key: str
    nl: str
    en: str
    kind: Kind

    def title(self, language: Language) -> str:
        """Return the header for people."""
        return self.nl if language == "nl" else self.en


@dataclass(frozen=True, slots=True)
class Table:
    """Hold rows of values under columns; None where there is nothing to tell."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]

    def texts(self, language: Language) -> tuple[tuple[str, ...], ...]:
        """Return the cells as people read them."""
        return tuple(
            tuple(show(value, column.kind, language) for value, column in zip(row, self.columns, strict=True))
            for row in self.rows
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


def show(value: Value, kind: Kind, language: Language) -> str:
    """Write one value as people read it."""
    if value is None:
        return "–"  # noqa: RUF001
    if isinstance(value, str):
        return value
    if kind == "share":
        return f"{value * 100:.0f} %"
    text = f"{value:,.{_DECIMALS.get(kind, 0)}f}"
    if language == "nl":
        text = text.translate(str.maketrans(",.", ".,"))
    return text


def tabulate(figures: Sequence[DayFigures], by: By) -> Table:
    """Group the routes of all days and work out a row for each group, in order."""
    names: dict[By, tuple[str, str]] = {
        "day": ("dag", "day"),
        "week": ("week", "week"),
        "month": ("maand", "month"),
        "courier": ("bezorger", "courier"),
        "vehicle": ("voertuig", "vehicle"),
        "period": ("periode", "period"),
    }
    columns = (Column(by, *names[by], "text"), *(column for column, _ in _MEASURES))
    if not any(day.routes for day in figures):
        return Table(columns, ())
    sums = _sums(figures, by)
    measures = [[_plain(value) for value in measure(sums)] for _, measure in _MEASURES]
    return Table(columns, tuple(zip(map(str, sums.index), *measures, strict=True)))


def _sums(figures: Sequence[DayFigures], by: By) -> "pd.DataFrame":
    """Add up the figures of the routes in each group."""
    import pandas as pd

    routes = [route for day in figures for route in day.routes]
    frame = pd.DataFrame([{**asdict(route), "cost_cents": route.cost_cents} for route in routes])
    groups = pd.Series([_group(route, by, figures) for route in routes])
    return frame.groupby(groups).sum(numeric_only=True)


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


def days_table(figures: Sequence[DayFigures]) -> Table:
    """List the accounts of each day: rows read and where each ended."""
    rows = tuple(
        (
            day.day.isoformat(),
            f"v{day.version}",
            day.accounts.read,
            day.accounts.not_flagged,
            day.accounts.rejected,
            day.accounts.unassigned,
            day.accounts.planned,
            day.car_co2_grams / 1000,
        )
        for day in figures
    )
    return Table(_DAYS, rows)


def _group(route: RouteFigures, by: By, figures: Sequence[DayFigures]) -> str:
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


def _per(name: str, whole: str, unit: int) -> Measure:
    return lambda sums: sums[name] / unit / sums[whole].where(sums[whole] != 0)


def _on_time(sums: "pd.DataFrame") -> "pd.Series[Any]":
    return 1 - sums["late_stops"] / sums["stops"].where(sums["stops"] != 0)


_MEASURES: Final[tuple[tuple[Column, Measure], ...]] = (
    (Column("deliveries", "bestellingen", "deliveries", "count"), _total("deliveries")),
    (Column("stops", "stops", "stops", "count"), _total("stops")),
    (Column("trips", "ritten", "trips", "count"), _total("trips")),
    (Column("on_time_share", "op tijd", "on time", "share"), _on_time),
    (Column("late_min", "te laat (min)", "late (min)", "minutes"), _total("late_seconds", MINUTE)),
    (Column("distance_km", "km", "km", "km"), _total("metres", 1000)),
    (Column("km_per_stop", "km/stop", "km/stop", "km"), _per("metres", "stops", 1000)),
    (Column("work_h", "uren", "hours", "hours"), _total("work_seconds", HOUR)),
    (Column("min_per_stop", "min/stop", "min/stop", "minutes"), _per("work_seconds", "stops", MINUTE)),
    (Column("wait_min", "wachten (min)", "waiting (min)", "minutes"), _total("wait_seconds", MINUTE)),
    (Column("crate_load_share", "kratten vol", "crates full", "share"), _per("crates", "crate_room", 1)),
    (Column("weight_load_share", "gewicht vol", "weight full", "share"), _per("grams", "gram_room", 1)),
    (Column("wage_eur", "loon (€)", "wage (€)", "euro"), _total("wage_cents", 100)),
    (Column("distance_eur", "km (€)", "km (€)", "euro"), _total("distance_cents", 100)),
    (Column("fixed_eur", "vast (€)", "fixed (€)", "euro"), _total("use_cents", 100)),
    (Column("cost_eur", "totaal (€)", "total (€)", "euro"), _total("cost_cents", 100)),
    (
        Column("cost_per_delivery_eur", "€/bestelling", "€/delivery", "euro"),
        _per("cost_cents", "deliveries", 100),
    ),
    (Column("co2_kg", "CO₂ (kg)", "CO₂ (kg)", "kg"), _total("co2_grams", 1000)),
)

_BASKETS: Final = (
    Column("day", "dag", "day", "text"),
    Column("receipt_id", "bon", "receipt", "text"),
    Column("route", "route", "route", "text"),
    Column("total_eur", "mand (€)", "basket (€)", "euro"),
    Column("margin_eur", "marge (€)", "margin (€)", "euro"),
    Column("cost_eur", "bezorging (€)", "delivery (€)", "euro"),
    Column("needed_eur", "mand nodig (€)", "basket needed (€)", "euro"),
    Column("result_eur", "over (€)", "left (€)", "euro"),
)

_RETURNED: Final = (
    Column("day", "dag", "day", "text"),
    Column("known", "terug", "returned", "count"),
    Column("delivered", "geleverd", "delivered", "count"),
    Column("not_home", "niet thuis", "not home", "count"),
    Column("refused", "geweigerd", "refused", "count"),
    Column("on_time_share", "op tijd", "on time", "share"),
    Column("late_min", "te laat (min)", "late (min)", "minutes"),
    Column("deviation_median_min", "afwijking (min)", "off by (min)", "minutes"),
    Column("deviation_p90_min", "90% binnen (min)", "90% within (min)", "minutes"),
    Column("bias_min", "later (min)", "behind (min)", "minutes"),
)

_DAYS: Final = (
    Column("day", "dag", "day", "text"),
    Column("version", "versie", "version", "text"),
    Column("read", "gelezen", "read", "count"),
    Column("not_flagged", "niet bezorgen", "not flagged", "count"),
    Column("rejected", "afgewezen", "rejected", "count"),
    Column("unassigned", "niet ingedeeld", "unassigned", "count"),
    Column("planned", "gepland", "planned", "count"),
    Column("car_co2_kg", "CO₂ zelf halen (kg)", "CO₂ by own cars (kg)", "kg"),
)


def _basket_row(day: DayFigures, basket: Basket) -> tuple[Value, ...]:
    return (
        day.day.isoformat(),
        basket.receipt_id,
        basket.route,
        basket.total_cents / 100,
        basket.margin_cents / 100,
        basket.cost_cents / 100,
        None if basket.needed_cents is None else basket.needed_cents / 100,
        basket.result_cents / 100,
    )


def _cell(value: Value, kind: Kind) -> Cell:
    if value is None or isinstance(value, str):
        return value
    places = _SHARE_DECIMALS if kind == "share" else _DECIMALS.get(kind, 0)
    return Decimals.of(value, places) if places else round(value)
