"""The four plots of the report, by day, courier or whatever it is by."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from dispatch.clock import MINUTE
from dispatch.reporting.areas import Spots, circles, draw_areas
from dispatch.reporting.axes import Area, Axes, Said, Scale
from dispatch.reporting.drawing import AMBER, BLUE, GREEN, RED, Drawing, Plot
from dispatch.reporting.figures import DayFigures
from dispatch.reporting.questions import Grouping, Question, ask
from dispatch.reporting.tables import By, Table, group_of, language_of, tabulate
from dispatch.words import Words

_MOST_BARS: Final = 31
_WIDTH, _HEIGHT = 245.0, 150.0
"""Points that a plot takes: half a page across."""


def plots_of(
    days: Sequence[DayFigures], by: Grouping, say: Words, spots: Spots | None = None
) -> tuple[Plot, ...]:
    """Draw what a delivery costs, how long it takes, how full vehicles were, and what is left.

    By area a map of what is left takes the place of how full vehicles were, where it is known.

    Parameters
    ----------
    spots
        Where the orders of areas were brought.
    """
    if by in _QUESTIONS:
        first = _asked(days, _QUESTIONS[by], say)
    else:
        of = _ROUTES[by]
        of = "week" if of == "day" and len(days) > _MOST_BARS else of
        first = (_costs(tabulate(days, of), say), _minutes(days, of, say))
    paid = any(basket for day in days for basket in day.baskets)
    areas = circles(days, spots or {}) if by == "area" else []
    third = draw_areas(areas, _WIDTH, _HEIGHT, say) if areas else _loads(days, say)
    return (*first, third, _leftovers(days, say) if paid else _punctuality(days, say))


_ROUTES: Final[dict[str, By]] = {
    "day": "day", "week": "week", "month": "month",
    "courier": "courier", "vehicle": "vehicle", "period": "period",
}  # fmt: skip
_QUESTIONS: Final[dict[str, Question]] = {
    "area": "area", "hour": "hour", "weekday": "weekday", "customer": "customer", "basket": "basket",
}  # fmt: skip


def _costs(table: Table, say: Words) -> Plot:
    keys = ("wage_eur", "distance_eur", "fixed_eur")
    orders = [max(1.0, value) for value in _values(table, "deliveries")]
    shares = [[a / b for a, b in zip(_values(table, key), orders, strict=True)] for key in keys]
    names = [say(f"report.plot.{key}") for key in ("wage", "distance", "fixed")]
    return _stacked("cost", "euro", table, list(zip(names, shares, strict=True)), say)


def _minutes(days: Sequence[DayFigures], by: By, say: Words) -> Plot:
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
    return _stacked("minutes", "minutes", table, list(zip(names, shares, strict=True)), say)


def _asked(days: Sequence[DayFigures], question: Question, say: Words) -> tuple[Plot, Plot]:
    """Draw cost and minutes at the door for each group of a question; of customers the costliest."""
    table = ask(days, question)
    table = Table(table.columns, table.rows[:_MOST_BARS])
    return (
        _stacked("cost", "euro", table, [("", _values(table, "cost_per_delivery_eur"))], say),
        _stacked("door", "door", table, [("", _values(table, "door_min"))], say),
    )


def _stacked(
    what: str, up: str, table: Table, parts: Sequence[tuple[str, Sequence[float]]], say: Words
) -> Plot:
    """Draw a bar for each row of a table, its parts on top of each other."""
    labels = _labels(table, say)
    named = [(name, colour) for (name, _), colour in zip(parts, (GREEN, AMBER, BLUE), strict=False)]
    heights = [sum(values) for values in zip(*(part for _, part in parts), strict=True)]
    said = Said(_title(table, say), say(f"report.axis.{up}"), labels, named if len(parts) > 1 else ())
    axes = _axes(Scale.of_places(len(labels)), Scale.around(heights, zero=True), said, say)
    aside = 0.35 if len(labels) > 1 else 0.2
    for place in range(len(labels)):
        base = 0.0
        for (_, values), (_, colour) in zip(parts, named, strict=True):
            if values[place]:
                axes.bar(place - aside, base, place + aside, base + values[place], colour)
            base += values[place]
    return _plot(what, axes, said, say)


def _loads(days: Sequence[DayFigures], say: Words) -> Plot:
    loads = [
        100 * route.crates / route.crate_room for day in days for route in day.routes if route.crate_room
    ]
    said = Said(say("report.axis.full"), say("report.axis.routes"))
    return _histogram("load", range(0, 101, 10), [(loads, GREEN)], said, say)


def _leftovers(days: Sequence[DayFigures], say: Words) -> Plot:
    left = [basket.result_cents / 100 for day in days for basket in day.baskets]
    low, high = min(0, int(min(left)) - 1), max(1, int(max(left)) + 1)
    step = max(1, round((high - low) / 24))
    edges = [*range(-step * (-low // step + 1), 0, step), *range(0, high + step, step)]
    said = Said(say("report.axis.left"), say("report.axis.orders"))
    groups = [([x for x in left if x < 0], RED), ([x for x in left if x >= 0], GREEN)]
    return _histogram("left", edges, groups, said, say)


def _histogram(
    what: str, edges: Sequence[int], groups: Sequence[tuple[Sequence[float], str]], said: Said, say: Words
) -> Plot:
    """Draw how many values lie between each two edges; the last edge counts with the bar before it."""
    bars = []
    for values, colour in groups:
        for low, high in pairwise(edges):
            count = sum(low <= x < high or x == high == edges[-1] for x in values)
            if count:
                bars.append((low, high, count, colour))
    up = Scale.around([float(count) for *_, count, _ in bars], zero=True, whole=True)
    marks = Scale.around([float(edge) for edge in edges], whole=True)
    axes = _axes(Scale(edges[0], edges[-1], marks.step), up, said, say)
    for low, high, count, colour in bars:
        axes.bar(low, 0, high, count, colour)
    return _plot(what, axes, said, say)


def _punctuality(days: Sequence[DayFigures], say: Words) -> Plot:
    shown = days[-_MOST_BARS:]
    planned, real = [], []
    for place, day in enumerate(shown):
        stops = sum(route.stops for route in day.routes)
        planned.append((place, 100 * (1 - sum(route.late_stops for route in day.routes) / max(1, stops))))
        timed = day.actual.timed if day.actual else 0
        real.append((place, 100 * day.actual.on_time / timed if day.actual and timed else math.nan))
    told = 1 if all(math.isnan(share) for _, share in real) else 2
    labels = [f"{day.day.day}-{day.day.month}" for day in shown]
    names = [(say("report.plot.planned"), GREEN), (say("report.plot.actual"), AMBER)][:told]
    said = Said(say("report.col.day"), say("report.axis.on_time"), labels, names)
    axes = _axes(Scale.of_places(len(shown)), Scale(0, 100, 20), said, say)
    axes.follow(planned, GREEN, 1.5)
    axes.dots(planned, GREEN)
    axes.follow(real, AMBER, 1.5, dashed=True)
    axes.dots(real, AMBER, square=True)
    return _plot("late", axes, said, say)


def _axes(across: Scale, up: Scale, said: Said, say: Words) -> Axes:
    return Axes(
        Drawing(_WIDTH, _HEIGHT), Area(0, 0, _WIDTH, _HEIGHT), across, up, said, language_of(say.language)
    )


def _plot(what: str, axes: Axes, said: Said, say: Words) -> Plot:
    title = say(f"report.plot.{what}")
    return Plot(title, f"{title}: {said.up}, {said.across}", axes.drawing)


def _labels(table: Table, say: Words) -> list[str]:
    """Name the bars; days without their weekday, for there are many."""
    texts = [row[0] for row in table.texts(language_of(say.language))]
    if table.columns[0].kind == "day":
        return [text.split(" ", 1)[-1] for text in texts]
    return texts


def _title(table: Table, say: Words) -> str:
    return table.columns[0].title(language_of(say.language))


def _values(table: Table, key: str) -> list[float]:
    place = [column.key for column in table.columns].index(key)
    return [float(row[place]) if isinstance(row[place], int | float) else 0.0 for row in table.rows]  # type: ignore[arg-type]
