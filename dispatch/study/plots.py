"""The plots of a study: what differs, what it costs, how many vehicles."""

import math
from collections.abc import Iterator, Sequence
from itertools import batched
from typing import Final

from dispatch.reporting.axes import Area, Axes, Said, Scale
from dispatch.reporting.drawing import (
    AMBER,
    FAINT,
    GREEN,
    INK,
    SOFT,
    Drawing,
    Plot,
    shortened,
    width_of,
)
from dispatch.reporting.tables import language_of
from dispatch.study.answering import SHOWN, Answer, measure_of
from dispatch.study.comparing import Compared, by_day
from dispatch.study.scenario import Scenario
from dispatch.words import Words

Line = list[tuple[float, float]]
"""Points in their order; a value that is no number breaks it."""

Marked = tuple[int, float, float]
"""A scenario's number, and two of its measures."""

_COST: Final = "cost_per_delivery_eur"
_AGAINST: Final = tuple(key for key in SHOWN if key != _COST)
_WIDTH: Final = 510.0
"""Points that a plot takes: the page between its margins."""

_APART: Final = 16.0
_ROW, _FOOT, _TYPE = 20.0, 26.0, 8.0
_NUMBER: Final = 7.0
"""Size of the number of a dot."""

_MOST_NUMBERS: Final = 16
_MOST_ROWS: Final = 30
_LONGEST: Final = 36


def plots_of(answer: Answer, say: Words) -> tuple[Plot, ...]:
    """Return every plot of a study: the curves, what costs differ, and cost against all else."""
    vehicles = dict.fromkeys(scenario.curve for scenario in answer.others if scenario.curve)
    return (
        *(_curve(answer, say, vehicle) for vehicle in vehicles),
        *(plot for part in batched(answer.others, _MOST_ROWS) for plot in _forest(answer, part, say)),
        *_scatter(answer, say),
    )


def _forest(answer: Answer, scenarios: Sequence[Scenario], say: Words) -> Iterator[Plot]:
    """Draw the difference in cost of each scenario with its interval; what is clear is filled and starred."""
    costs = [
        next(one for one in answer.compared(scenario) if one.measure.key == _COST) for scenario in scenarios
    ]
    names = [
        shortened(scenario.name, _LONGEST) + (" *" if cost.clear else "")
        for scenario, cost in zip(scenarios, costs, strict=True)
    ]
    ends = [end for cost in costs for end in (cost.low, cost.high, cost.difference) if end is not None]
    if not any(ends):
        return
    drawing = Drawing(_WIDTH, _ROW * len(costs) + _FOOT)
    left = 12 + max(width_of(name, _TYPE) for name in names)
    area = Area(left, 2, _WIDTH - 12, drawing.height)
    up = Scale(len(costs) - 0.5, -0.5, 0)
    said = Said(say("study.forest.axis"), "")
    axes = Axes(drawing, area, Scale.around(ends, zero=True), up, said, language_of(say.language), grid=True)
    drawing.line([(axes.x(0), axes.area.top), (axes.x(0), axes.area.bottom)], INK, 0.8)
    for row, (name, cost) in enumerate(zip(names, costs, strict=True)):
        drawing.text(left - 4, axes.y(row) + 2.7, name, "end", size=_TYPE, colour=INK)
        _draw_interval(axes, row, cost)
    title = say("study.forest")
    yield Plot(title, f"{title}: {', '.join(names)}", drawing)


def _draw_interval(axes: Axes, row: int, cost: Compared) -> None:
    if cost.difference is None:
        return
    colour = GREEN if cost.clear else SOFT
    if cost.low is not None and cost.high is not None:
        axes.follow([(cost.low, row), (cost.high, row)], colour, 2)
    axes.dots([(cost.difference, row)], colour, hollow=not cost.clear)


def _scatter(answer: Answer, say: Words) -> Iterator[Plot]:
    """Draw cost against every other measure that scenarios change, a number for each scenario."""
    found = [(key, _points(answer, key)) for key in _AGAINST]
    shown = [(key, points) for key, points in found if len({x for _, x, _ in points}) > 1]
    if not shown:
        return
    across, high = 3, 128.0
    drawing = Drawing(_WIDTH, high * -(-len(shown) // across))
    wide = (_WIDTH + _APART) / across
    for place, (key, points) in enumerate(shown):
        left, top = place % across * wide, place // across * high
        right = left + wide - _APART
        axes = Axes(
            drawing,
            Area(left, top, right, top + high - 6),
            Scale.around([x for _, x, _ in points]),
            Scale.around([y for *_, y in points]),
            Said(say(f"study.measure.{key}"), say("study.short.cost_per_delivery_eur")),
            language_of(say.language),
        )
        for mark, x, y in points[::-1]:
            axes.dots([(x, y)], GREEN if mark else AMBER, square=not mark)
        _number(axes, points, right)
    title = say("study.scatter")
    yield Plot(title, title, drawing)


def _points(answer: Answer, key: str) -> list[Marked]:
    """Return the number of each scenario, its mean of a measure and its cost, where both are known."""
    found = (
        (answer.mean(scenario, measure_of(key)), answer.mean(scenario, measure_of(_COST)))
        for scenario in answer.studied.study.scenarios
    )
    return [(mark, x, y) for mark, (x, y) in enumerate(found) if x is not None and y is not None]


def _number(axes: Axes, points: Sequence[Marked], right: float) -> None:
    """Write the numbers of dots beside them, in one place for dots whose numbers would cover each other."""
    near: list[tuple[float, float, list[str]]] = []
    for mark, x, y in points:
        at = axes.x(x), axes.y(y)
        for left, down, marks in near:
            if abs(left - at[0]) < _NUMBER and abs(down - at[1]) < _NUMBER:
                marks.append(str(mark))
                break
        else:
            near.append((*at, [str(mark)]))
    for left, down, marks in near:
        text = shortened(", ".join(marks), _MOST_NUMBERS)
        inside = left + 3.5 + width_of(text, _NUMBER) <= right
        axes.drawing.text(
            left + (3.5 if inside else -3.5), down - 2.5, text, "start" if inside else "end", colour=INK
        )


def _curve(answer: Answer, say: Words, vehicle: str) -> Plot:
    """Draw cost and orders left behind by the number of vehicles: each day thin, the mean thick."""
    scenarios = [scenario for scenario in answer.others if scenario.curve == vehicle]
    drawing = Drawing(_WIDTH, 150)
    wide = (_WIDTH + _APART) / 2
    names = ((say("study.curve.mean"), GREEN), (say("study.curve.days"), FAINT))
    for place, key in enumerate((_COST, "left_behind")):
        days = _days(answer, scenarios, key)
        means: Line = [
            (scenario.count, math.nan if mean is None else mean)
            for scenario in scenarios
            for mean in (answer.mean(scenario, measure_of(key)),)
        ]
        axes = Axes(
            drawing,
            Area(place * wide, 0, (place + 1) * wide - _APART, drawing.height),
            Scale.around([float(scenario.count) for scenario in scenarios], whole=True),
            Scale.around([y for line in [*days, means] for _, y in line], zero=True),
            Said(say("study.curve.count"), say(f"study.measure.{key}"), names=names),
            language_of(say.language),
        )
        for line in days:
            axes.follow(line, FAINT, 0.7)
        axes.follow(means, GREEN, 2)
        axes.dots(means, GREEN)
    title = say("study.curve", vehicle=vehicle)
    return Plot(title, title, drawing)


def _days(answer: Answer, scenarios: Sequence[Scenario], key: str) -> list[Line]:
    """Return a line for each day: the measure by the number of vehicles."""
    found = [by_day(answer.studied.cells, scenario.name, measure_of(key)) for scenario in scenarios]
    counts = [scenario.count for scenario in scenarios]
    return [
        [(count, values.get(day, math.nan)) for count, values in zip(counts, found, strict=True)]
        for day in sorted({day for values in found for day in values})
    ]
