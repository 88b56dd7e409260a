"""The four plots of the report, by day, courier or whatever it is by."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from dispatch.clock import MINUTE
from dispatch.reporting.areas import Spots, circles, draw_areas
from dispatch.reporting.drawing import AMBER, BLUE, GREEN, RED, below, stack, title, whole_numbers
from dispatch.reporting.figures import DayFigures
from dispatch.reporting.questions import Grouping, Question, ask
from dispatch.reporting.tables import By, Language, Table, group_of, tabulate
from dispatch.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MOST_BARS: Final = 31


def draw_plots(
    figure: "Figure", days: Sequence[DayFigures], by: Grouping, say: Words, spots: Spots | None = None
) -> None:
    """Draw what a delivery costs, how long it takes, how full vehicles were, and what is left.

    By area a map of what is left takes the place of how full vehicles were, where it is known.

    Parameters
    ----------
    spots
        Where the orders of areas were brought.
    """
    grid = figure.add_gridspec(2, 2, left=0.1, right=0.95, top=0.845, bottom=0.47, hspace=0.55, wspace=0.24)
    places = [figure.add_subplot(grid[row, column]) for row in (0, 1) for column in (0, 1)]
    if by in _QUESTIONS:
        _asked(places[0], places[1], days, _QUESTIONS[by], say)
    else:
        of = _ROUTES[by]
        of = "week" if of == "day" and len(days) > _MOST_BARS else of
        _costs(places[0], tabulate(days, of), say)
        _minutes(places[1], days, of, say)
    if areas := circles(days, spots or {}) if by == "area" else []:
        draw_areas(places[2], areas, say)
    else:
        _loads(places[2], days, say)
    if any(basket for day in days for basket in day.baskets):
        _leftovers(places[3], days, say)
    else:
        _punctuality(places[3], days, say)


_ROUTES: Final[dict[str, By]] = {
    "day": "day", "week": "week", "month": "month",
    "courier": "courier", "vehicle": "vehicle", "period": "period",
}  # fmt: skip
_QUESTIONS: Final[dict[str, Question]] = {
    "area": "area", "hour": "hour", "weekday": "weekday", "customer": "customer", "basket": "basket",
}  # fmt: skip


def _costs(axes: "Axes", table: Table, say: Words) -> None:
    keys = ("wage_eur", "distance_eur", "fixed_eur")
    orders = [max(1.0, value) for value in _values(table, "deliveries")]
    shares = [[a / b for a, b in zip(_values(table, key), orders, strict=True)] for key in keys]
    stack(
        axes,
        _labels(table, say),
        shares,
        [say(f"report.plot.{key}") for key in ("wage", "distance", "fixed")],
    )
    title(axes, say("report.plot.cost"), across=_title(table, say), up=say("report.axis.euro"))


def _minutes(axes: "Axes", days: Sequence[DayFigures], by: By, say: Words) -> None:
    groups: dict[str, list[float]] = {}
    for day in days:
        for route in day.routes:
            sums = groups.setdefault(group_of(route, by, days), [0.0, 0.0, 0.0, 0.0])
            other = route.work_seconds - route.drive_seconds - route.service_seconds
            for index, seconds in enumerate((route.drive_seconds, route.service_seconds, other)):
                sums[index] += seconds / MINUTE
            sums[3] += route.stops
    table = tabulate(days, by)
    ordered = [groups[str(row[0])] for row in table.rows]
    shares = [[sums[index] / max(1, sums[3]) for sums in ordered] for index in range(3)]
    names = [say(f"report.plot.{key}") for key in ("drive", "at_door", "besides")]
    stack(axes, _labels(table, say), shares, names)
    title(axes, say("report.plot.minutes"), across=_title(table, say), up=say("report.axis.minutes"))


def _asked(left: "Axes", right: "Axes", days: Sequence[DayFigures], question: Question, say: Words) -> None:
    """Draw cost and minutes at the door for each group of a question; of customers the costliest."""
    table = ask(days, question)
    table = Table(table.columns, table.rows[:_MOST_BARS])
    labels = _labels(table, say)
    for axes, key, what, up in (
        (left, "cost_per_delivery_eur", "cost", "euro"),
        (right, "door_min", "door", "door"),
    ):
        stack(axes, labels, [_values(table, key)], [""])
        title(axes, say(f"report.plot.{what}"), across=_title(table, say), up=say(f"report.axis.{up}"))


def _loads(axes: "Axes", days: Sequence[DayFigures], say: Words) -> None:
    loads = [
        100 * route.crates / route.crate_room for day in days for route in day.routes if route.crate_room
    ]
    axes.hist(loads, bins=range(0, 101, 10), color=BLUE, edgecolor="white")
    axes.set_xlim(0, 100)
    whole_numbers(axes)
    title(axes, say("report.plot.load"), across=say("report.axis.full"), up=say("report.axis.routes"))


def _leftovers(axes: "Axes", days: Sequence[DayFigures], say: Words) -> None:
    left = [basket.result_cents / 100 for day in days for basket in day.baskets]
    low, high = min(0, int(min(left)) - 1), max(1, int(max(left)) + 1)
    step = max(1, round((high - low) / 24))
    edges = [*range(-step * (-low // step + 1), 0, step), *range(0, high + step, step)]
    axes.hist([x for x in left if x < 0], bins=edges, color=RED, edgecolor="white", hatch="//")
    axes.hist([x for x in left if x >= 0], bins=edges, color=GREEN, edgecolor="white")
    whole_numbers(axes)
    title(axes, say("report.plot.left"), across=say("report.axis.left"), up=say("report.axis.orders"))


def _punctuality(axes: "Axes", days: Sequence[DayFigures], say: Words) -> None:
    shown = days[-_MOST_BARS:]
    planned, real = [], []
    for day in shown:
        stops = sum(route.stops for route in day.routes)
        planned.append(100 * (1 - sum(route.late_stops for route in day.routes) / max(1, stops)))
        timed = day.actual.timed if day.actual else 0
        real.append(100 * day.actual.on_time / timed if day.actual and timed else float("nan"))
    axes.plot(planned, "o-", color=GREEN, label=say("report.plot.planned"))
    if any(value == value for value in real):  # noqa: PLR0124 - not a number is not equal to itself
        axes.plot(real, "s--", color=AMBER, label=say("report.plot.actual"))
    axes.set_ylim(0, 105)
    axes.legend(frameon=False, fontsize=7, loc="lower left")
    below(axes, [f"{day.day.day}-{day.day.month}" for day in shown])
    title(axes, say("report.plot.late"), across=say("report.col.day"), up=say("report.axis.on_time"))


def _labels(table: Table, say: Words) -> list[str]:
    """Name the bars; days without their weekday, for there are many."""
    language: Language = "nl" if say.language == "nl" else "en"
    texts = [row[0] for row in table.texts(language)]
    if table.columns[0].kind == "day":
        return [text.split(" ", 1)[-1] for text in texts]
    return texts


def _title(table: Table, say: Words) -> str:
    return table.columns[0].title("nl" if say.language == "nl" else "en")


def _values(table: Table, key: str) -> list[float]:
    place = [column.key for column in table.columns].index(key)
    return [float(row[place]) if isinstance(row[place], int | float) else 0.0 for row in table.rows]  # type: ignore[arg-type]
