"""The plots of a study: what differs, what it costs, how many vehicles."""

import math
from collections.abc import Sequence
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

_COST: Final = "cost_per_delivery_eur"
_AGAINST: Final = tuple(key for key in SHOWN if key != _COST)
_WIDTH: Final = 510.0
"""Points that a plot takes: the page between its margins."""

_APART: Final = 16.0
_ROW, _FOOT, _TYPE = 20.0, 26.0, 8.0
_MOST_ROWS: Final = 30
_LONGEST: Final = 36


def plots_of(answer: Answer, say: Words) -> tuple[Plot, ...]:
    """Return every plot of a study: the curves, what costs differ, and cost against all else."""
    vehicles = dict.fromkeys(scenario.curve for scenario in answer.others if scenario.curve)
    return (
        *(_curve(answer, say, vehicle) for vehicle in vehicles),
        *(_forest(answer, part, say) for part in batched(answer.others, _MOST_ROWS)),
        _scatter(answer, say),
    )


def _forest(answer: Answer, scenarios: Sequence[Scenario], say: Words) -> Plot:
    """Draw the difference in cost of each scenario with its interval; what is clear is filled and starred."""
    costs = [
        next(one for one in answer.compared(scenario) if one.measure.key == _COST) for scenario in scenarios
    ]
    names = [
        shortened(scenario.name, _LONGEST) + (" *" if cost.clear else "")
        for scenario, cost in zip(scenarios, costs, strict=True)
    ]
    ends = [end for cost in costs for end in (cost.low, cost.high, cost.difference) if end is not None]
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
    return Plot(title, f"{title}: {', '.join(names)}", drawing)


def _draw_interval(axes: Axes, row: int, cost: Compared) -> None:
    if cost.difference is None:
        return
    colour = GREEN if cost.clear else SOFT
    if cost.low is not None and cost.high is not None:
        axes.follow([(cost.low, row), (cost.high, row)], colour, 2)
    axes.dots([(cost.difference, row)], colour, hollow=not cost.clear)


def _scatter(answer: Answer, say: Words) -> Plot:
    """Draw cost against every other measure, a number for each scenario."""
    across, high = 3, 128.0
    drawing = Drawing(_WIDTH, high * -(-len(_AGAINST) // across))
    wide = (_WIDTH + _APART) / across
    costs = [answer.mean(scenario, measure_of(_COST)) for scenario in answer.studied.study.scenarios]
    for place, key in enumerate(_AGAINST):
        left, top = place % across * wide, place // across * high
        values = [answer.mean(scenario, measure_of(key)) for scenario in answer.studied.study.scenarios]
        points = [
            (mark, x, y)
            for mark, (x, y) in enumerate(zip(values, costs, strict=True))
            if x is not None and y is not None
        ]
        axes = Axes(
            drawing,
            Area(left, top, left + wide - _APART, top + high - 6),
            Scale.around([x for _, x, _ in points]),
            Scale.around([y for *_, y in points]),
            Said(say(f"study.measure.{key}"), say("study.short.cost_per_delivery_eur")),
            language_of(say.language),
        )
        for mark, x, y in points:
            axes.dots([(x, y)], GREEN if mark else AMBER, square=not mark)
            drawing.text(axes.x(x) + 3.5, axes.y(y) - 2.5, str(mark), colour=INK)
    title = say("study.scatter")
    return Plot(title, title, drawing)


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
