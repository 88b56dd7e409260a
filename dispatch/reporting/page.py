"""The report on one page: the figures that matter and four plots, as a PDF."""

import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dispatch.clock import MINUTE
from dispatch.reporting.figures import DayFigures
from dispatch.reporting.tables import By, Language, Table, Value, returned, show, tabulate, unprofitable

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_INK, _SOFT, _GRID = "#1a1a1a", "#6b6b6b", "#d9d9d9"
_COLOURS = ("#1f5f3a", "#d98e04", "#5b7db1")
_WORDS: dict[str, tuple[str, str]] = {
    "title": ("Thuisbezorging", "Home delivery"),
    "days": ("dagen", "days"),
    "day": ("dag", "day"),
    "deliveries": ("bestellingen", "deliveries"),
    "cost": ("per bestelling", "a delivery"),
    "on_time": ("op tijd gepland", "planned on time"),
    "on_time_real": ("op tijd geleverd", "delivered on time"),
    "min_stop": ("minuten per stop", "minutes a stop"),
    "km_stop": ("km per stop", "km a stop"),
    "full": ("kratten vol", "crates full"),
    "co2": ("CO₂ bespaard", "CO₂ saved"),
    "cost_plot": ("Kosten per bestelling (€)", "Cost of a delivery (€)"),
    "wage": ("loon", "wage"),
    "distance": ("kilometers", "kilometres"),
    "fixed": ("vast", "fixed"),
    "work_plot": ("Minuten per stop", "Minutes a stop"),
    "drive": ("rijden", "driving"),
    "door": ("aan de deur", "at the door"),
    "other": ("laden en wachten", "loading and waiting"),
    "load_plot": ("Kratten vol, per route (%)", "Crates full, by route (%)"),
    "late_plot": ("Op tijd (%)", "On time (%)"),
    "planned": ("gepland", "planned"),
    "real": ("werkelijk", "actual"),
    "baskets_plot": ("Bestellingen naar wat overblijft (€)", "Deliveries by what is left (€)"),
    "couriers": ("Per bezorger", "By courier"),
    "accounts": (
        (
            "{read} rijen gelezen = {not_flagged} niet bezorgen + {rejected} afgewezen "
            "+ {unassigned} niet ingedeeld + {planned} gepland"
        ),
        (
            "{read} rows read = {not_flagged} not for delivery + {rejected} rejected "
            "+ {unassigned} unassigned + {planned} planned"
        ),
    ),
    "worst": ("Kosten meer dan ze opbrengen", "Cost more than they bring"),
    "back": ("Gepland en werkelijk", "Planned and actual"),
    "loss": (
        "{count} van {all} manden met bekend bedrag kosten meer dan ze opbrengen: samen € {euro}.",
        "{count} of {all} baskets of known value cost more than they bring: € {euro} together.",
    ),
    "foot": (
        "CO₂: tegenover iedere klant alleen met de auto ({car} kg); {note}bronnen in docs/report.md.",
        "CO₂: against every customer driving alone ({car} kg); {note}sources in docs/report.md.",
    ),
    "bike_roads": ("langs fietsroutes gemeten; ", "measured along cycle routes; "),
    "estimated": (
        "Reistijden van {count} dag(en) zijn schattingen.",
        "Travel times of {count} day(s) are estimates.",
    ),
}
_COURIER_COLUMNS = (
    "courier",
    "deliveries",
    "stops",
    "on_time_share",
    "distance_km",
    "work_h",
    "min_per_stop",
    "km_per_stop",
    "crate_load_share",
    "cost_eur",
    "cost_per_delivery_eur",
)
_TOO_MUCH = ("late_min", "deviation_p90_min")
_MOST_ROWS = 14
_TOP, _BOTTOM, _LINE = 0.415, 0.115, 0.0165
_MOST_BARS = 31


@dataclass(frozen=True, slots=True)
class _Pen:
    """Write words and figures in one language."""

    language: Language

    def word(self, key: str, **values: str | int) -> str:
        return _WORDS[key][0 if self.language == "nl" else 1].format(**values)

    def show(self, value: Value, kind: Any) -> str:
        return show(value, kind, self.language)


def draw_report(figures: Sequence[DayFigures], store: str, language: Language) -> bytes:
    """Draw the report on one A4 page and return it as PDF.

    Parameters
    ----------
    figures
        Of one day or more, in any order.
    store
        Name of the store.
    language
        Of the words.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    days = sorted(figures, key=lambda day: day.day)
    pen = _Pen(language)
    style: dict[Any, Any] = {
        "font.family": "DejaVu Sans",
        "font.size": 8,
        "text.color": _INK,
        "axes.edgecolor": _SOFT,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "pdf.fonttype": 42,
    }
    # A name in a script that the font lacks shows as boxes; that is no news for cron's stderr.
    with mpl.rc_context(style), warnings.catch_warnings(action="ignore"):
        figure = Figure(figsize=(8.27, 11.69))
        _head(figure, days, store, pen)
        _numbers(figure, days, pen)
        _plots(figure, days, pen)
        _tables(figure, days, pen)
        _foot(figure, days, pen)
        page = io.BytesIO()
        figure.savefig(page, format="pdf", metadata={"CreationDate": None, "Title": pen.word("title")})
    return page.getvalue()


def _head(figure: "Figure", days: Sequence[DayFigures], store: str, pen: _Pen) -> None:
    period = tabulate(days, "period").rows[0][0] if any(day.routes for day in days) else ""
    span = str(period).replace(" / ", " – ")  # noqa: RUF001
    count = f"{len(days)} {pen.word('day' if len(days) == 1 else 'days')}"
    figure.text(0.07, 0.955, pen.word("title"), fontsize=20, weight="bold", color=_COLOURS[0])
    figure.text(0.07, 0.935, store, fontsize=11, color=_SOFT, parse_math=False)
    figure.text(0.93, 0.957, span, fontsize=11, ha="right")
    figure.text(0.93, 0.938, count, fontsize=9, ha="right", color=_SOFT)


def _numbers(figure: "Figure", days: Sequence[DayFigures], pen: _Pen) -> None:
    whole = _row(tabulate(days, "period"))
    real = [day.actual for day in days if day.actual is not None and day.actual.timed]
    on_time: Value = whole.get("on_time_share")
    if real:
        on_time = sum(back.on_time for back in real) / sum(back.timed for back in real)
    saved = sum(day.car_co2_grams for day in days) / 1000 - _number(whole.get("co2_kg"))
    numbers = (
        (pen.show(whole.get("deliveries"), "count"), "deliveries"),
        (f"€ {pen.show(whole.get('cost_per_delivery_eur'), 'euro')}", "cost"),
        (pen.show(on_time, "share"), "on_time_real" if real else "on_time"),
        (pen.show(whole.get("min_per_stop"), "minutes"), "min_stop"),
        (pen.show(whole.get("km_per_stop"), "km"), "km_stop"),
        (pen.show(whole.get("crate_load_share"), "share"), "full"),
        (f"{pen.show(saved, 'count')} kg", "co2"),
    )
    for index, (text, key) in enumerate(numbers):
        x = 0.07 + index * 0.86 / len(numbers)
        figure.text(x, 0.892, text, fontsize=14, weight="bold")
        figure.text(x, 0.876, pen.word(key), fontsize=7, color=_SOFT)


def _plots(figure: "Figure", days: Sequence[DayFigures], pen: _Pen) -> None:
    grid = figure.add_gridspec(2, 2, left=0.09, right=0.95, top=0.845, bottom=0.46, hspace=0.42, wspace=0.2)
    by: By = "day" if len(days) <= _MOST_BARS else "week"
    table = tabulate(days, by)
    _stacked_costs(figure.add_subplot(grid[0, 0]), table, pen)
    _stacked_minutes(figure.add_subplot(grid[0, 1]), days, by, pen)
    _loads(figure.add_subplot(grid[1, 0]), days, pen)
    if any(basket for day in days for basket in day.baskets):
        _leftovers(figure.add_subplot(grid[1, 1]), days, pen)
    else:
        _punctuality(figure.add_subplot(grid[1, 1]), days, pen)


def _stacked_costs(axes: "Axes", table: Table, pen: _Pen) -> None:
    rows = [_named(table, row) for row in table.rows]
    shares = [
        [_number(row[key]) / max(1, _number(row["deliveries"])) for row in rows]
        for key in ("wage_eur", "distance_eur", "fixed_eur")
    ]
    labels = [str(row[table.columns[0].key]) for row in rows]
    _stack(axes, labels, shares, [pen.word(key) for key in ("wage", "distance", "fixed")])
    _title(axes, pen.word("cost_plot"))


def _stacked_minutes(axes: "Axes", days: Sequence[DayFigures], by: By, pen: _Pen) -> None:
    groups: dict[str, list[float]] = {}
    for day in days:
        year, week, _ = day.day.isocalendar()
        name = day.day.isoformat() if by == "day" else f"{year}-W{week:02d}"
        sums = groups.setdefault(name, [0.0, 0.0, 0.0, 0.0])
        for route in day.routes:
            other = route.work_seconds - route.drive_seconds - route.service_seconds
            parts = (route.drive_seconds, route.service_seconds, other)
            for index, seconds in enumerate(parts):
                sums[index] += seconds / MINUTE
            sums[3] += route.stops
    shares = [[sums[index] / max(1, sums[3]) for sums in groups.values()] for index in range(3)]
    _stack(axes, list(groups), shares, [pen.word(key) for key in ("drive", "door", "other")])
    _title(axes, pen.word("work_plot"))


def _loads(axes: "Axes", days: Sequence[DayFigures], pen: _Pen) -> None:
    loads = [
        100 * route.crates / route.crate_room for day in days for route in day.routes if route.crate_room
    ]
    axes.hist(loads, bins=range(0, 101, 10), color=_COLOURS[2], edgecolor="white")
    axes.set_xlim(0, 100)
    _whole_numbers(axes)
    _title(axes, pen.word("load_plot"))


def _leftovers(axes: "Axes", days: Sequence[DayFigures], pen: _Pen) -> None:
    left = [basket.result_cents / 100 for day in days for basket in day.baskets]
    low, high = min(0, int(min(left)) - 1), max(1, int(max(left)) + 1)
    step = max(1, round((high - low) / 24))
    edges = [*range(-step * (-low // step + 1), 0, step), *range(0, high + step, step)]
    axes.hist([x for x in left if x < 0], bins=edges, color="#b03a2e", edgecolor="white")
    axes.hist([x for x in left if x >= 0], bins=edges, color=_COLOURS[0], edgecolor="white")
    _whole_numbers(axes)
    _title(axes, pen.word("baskets_plot"))


def _punctuality(axes: "Axes", days: Sequence[DayFigures], pen: _Pen) -> None:
    labels, planned, real = [], [], []
    for day in days[-_MOST_BARS:]:
        stops = sum(route.stops for route in day.routes)
        labels.append(day.day.isoformat())
        planned.append(100 * (1 - sum(route.late_stops for route in day.routes) / max(1, stops)))
        timed = day.actual.timed if day.actual else 0
        real.append(100 * day.actual.on_time / timed if day.actual and timed else float("nan"))
    axes.plot(labels, planned, "o-", color=_COLOURS[0], label=pen.word("planned"))
    if any(value == value for value in real):  # noqa: PLR0124 - not a number is not equal to itself
        axes.plot(labels, real, "s--", color=_COLOURS[1], label=pen.word("real"))
    axes.set_ylim(0, 105)
    axes.legend(frameon=False, fontsize=7, loc="lower left")
    _dates(axes, labels)
    _title(axes, pen.word("late_plot"))


def _stack(axes: "Axes", labels: list[str], parts: list[list[float]], names: list[str]) -> None:
    base = [0.0] * len(labels)
    for part, name, colour in zip(parts, names, _COLOURS, strict=True):
        axes.bar(labels, part, 0.7 if len(labels) > 1 else 0.3, base, color=colour, label=name)
        base = [low + high for low, high in zip(base, part, strict=True)]
    if len(labels) == 1:
        axes.set_xlim(-0.8, 0.8)
    axes.set_ylim(0, max(base, default=1.0) * 1.3 or 1.0)
    axes.legend(frameon=False, fontsize=7, ncols=3, loc="upper left", handlelength=1, columnspacing=1)
    _dates(axes, labels)


def _dates(axes: "Axes", labels: list[str]) -> None:
    step = max(1, -(-len(labels) // 8))
    axes.set_xticks(range(0, len(labels), step), [label[5:] for label in labels[::step]], fontsize=7)


def _whole_numbers(axes: "Axes") -> None:
    from matplotlib.ticker import MaxNLocator

    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))


def _title(axes: "Axes", text: str) -> None:
    axes.set_title(text, fontsize=9, loc="left", weight="bold")
    axes.grid(axis="y", color=_GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(colors=_SOFT, labelsize=7)


def _tables(figure: "Figure", days: Sequence[DayFigures], pen: _Pen) -> None:
    """Write who did what, and below it, as far as there is room, what came back and what cost too much."""
    couriers = tabulate(days, "courier")
    keep = [index for index, column in enumerate(couriers.columns) if column.key in _COURIER_COLUMNS]
    top = _write_table(figure, _TOP, pen.word("couriers"), couriers, keep, _MOST_ROWS, pen)
    for title, table in (("back", returned(days)), ("worst", unprofitable(days, _MOST_ROWS))):
        room = min(_MOST_ROWS, int((top - _BOTTOM) / _LINE) - 3)
        if table.rows and room > 0:
            keep = [index for index, column in enumerate(table.columns) if column.key not in _TOO_MUCH]
            # Of the days the last ones, of the baskets the worst ones.
            rows = table.rows[-room:] if title == "back" else table.rows[:room]
            shown = Table(table.columns, rows)
            top = _write_table(figure, top - _LINE, pen.word(title), shown, keep, room, pen)


def _write_table(
    figure: "Figure", top: float, title: str, table: Table, keep: Sequence[int], most: int, pen: _Pen
) -> float:
    """Write a table from ``top`` down, the first column to the left, and return where it ends."""
    figure.text(0.07, top, title, fontsize=9, weight="bold")
    step = 0.675 / max(1, len(keep) - 1)
    lefts = [0.07, *(0.255 + number * step for number in range(1, len(keep)))]
    rows = [[table.columns[index].title(pen.language) for index in keep]]
    rows += [[texts[index] for index in keep] for texts in table.texts(pen.language)[:most]]
    for number, row in enumerate(rows):
        size, colour = (6.2, _SOFT) if number == 0 else (8, _INK)
        for left, text in zip(lefts, row, strict=True):
            side = "left" if left == lefts[0] else "right"
            y = top - (number + 1.2) * _LINE
            # Text from outside may hold a dollar sign, which would begin a formula.
            figure.text(left, y, _shortened(text, 28), ha=side, fontsize=size, color=colour, parse_math=False)
    return top - (len(rows) + 1.2) * _LINE


def _foot(figure: "Figure", days: Sequence[DayFigures], pen: _Pen) -> None:
    baskets = [basket for day in days for basket in day.baskets]
    names = ("read", "not_flagged", "rejected", "unassigned", "planned")
    sums = {name: pen.show(sum(getattr(day.accounts, name) for day in days), "count") for name in names}
    lines = [pen.word("accounts", **sums)]
    if baskets:
        lost = unprofitable(days)
        euro = -sum(_number(row[-1]) for row in lost.rows)
        count, all_of_them = len(lost.rows), len(baskets)
        lines.append(pen.word("loss", count=count, all=all_of_them, euro=pen.show(euro, "euro")))
    note = pen.word("bike_roads") if any(day.car_by_bike_roads for day in days) else ""
    car = pen.show(sum(day.car_co2_grams for day in days) / 1000, "count")
    lines.append(pen.word("foot", car=car, note=note))
    guessed = sum(day.estimated for day in days)
    if guessed:
        lines.append(pen.word("estimated", count=guessed))
    for index, line in enumerate(lines):
        figure.text(0.07, 0.09 - index * 0.016, line, fontsize=7.5, color=_SOFT)


def _row(table: Table) -> dict[str, Value]:
    return _named(table, table.rows[0]) if table.rows else {}


def _named(table: Table, row: Sequence[Value]) -> dict[str, Value]:
    return {column.key: value for column, value in zip(table.columns, row, strict=True)}


def _number(value: Value) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
