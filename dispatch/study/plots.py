"""The plots of a study: what differs, what it costs, how many vehicles."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from dispatch.reporting.drawing import AMBER, GREEN, GRID, INK, SOFT
from dispatch.reporting.tables import Language
from dispatch.study.answering import SHOWN, Answer, measure_of
from dispatch.study.comparing import by_day
from dispatch.study.scenario import Scenario
from dispatch.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, SubFigure

MAIN, OTHER = GREEN, AMBER
_COST: Final = "cost_per_delivery_eur"
_AGAINST: Final = tuple(key for key in SHOWN if key != _COST)
_WIDTH: Final = 7.8
_LONGEST: Final = 26


@dataclass(frozen=True, slots=True)
class Plot:
    """Say what a plot is called, how high it is in inches, and how it is drawn into a figure.

    Parameters
    ----------
    title
        Above it.
    height
        Of a plot as wide as a page.
    draw
        Draws into an empty figure.
    """

    title: str
    height: float
    draw: Callable[["Figure | SubFigure"], None]


def plots_of(answer: Answer, say: Words) -> tuple[Plot, ...]:
    """Return every plot of a study: the curves, what costs differ, and cost against all else."""
    vehicles = dict.fromkeys(scenario.curve for scenario in answer.others if scenario.curve)
    return (
        *(Plot(say("study.curve", vehicle=v), 2.8, partial(_curve, answer, say, v)) for v in vehicles),
        Plot(say("study.forest"), 0.9 + 0.32 * len(answer.others), partial(_forest, answer)),
        Plot(say("study.scatter"), 6.0, partial(_scatter, answer, say)),
    )


def as_svg(plot: Plot) -> str:
    """Draw a plot as an element to put into a page."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(_WIDTH, plot.height))
    plot.draw(figure)
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    text = out.getvalue()
    return text[text.index("<svg") :]


def _forest(answer: Answer, figure: "Figure | SubFigure") -> None:
    """Draw the difference in cost of each scenario with its interval."""
    axes = figure.subplots()
    _frame(figure, left=1.9)
    for row, scenario in enumerate(answer.others):
        one = next(one for one in answer.compared(scenario) if one.measure.key == _COST)
        if one.difference is None:
            continue
        colour = MAIN if one.clear else SOFT
        if one.low is not None and one.high is not None:
            axes.plot([one.low, one.high], [row, row], color=colour, linewidth=2)
        axes.plot([one.difference], [row], "o", color=colour)
    axes.axvline(0, color=INK, linewidth=0.8)
    axes.set_yticks(range(len(answer.others)), [_plain(s.name[:_LONGEST]) for s in answer.others])
    axes.set_ylim(len(answer.others) - 0.5, -0.5)
    _titled(axes, "", "x")


def _scatter(answer: Answer, say: Words, figure: "Figure | SubFigure") -> None:
    """Draw cost against every other measure, a number for each scenario."""
    cost = measure_of(_COST)
    _frame(figure, wspace=0.3, hspace=0.45)
    for number, key in enumerate(_AGAINST, start=1):
        axes = figure.add_subplot(3, 3, number)
        for mark, scenario in enumerate(answer.studied.study.scenarios):
            x, y = answer.mean(scenario, measure_of(key)), answer.mean(scenario, cost)
            if x is not None and y is not None:
                axes.plot([x], [y], "o", color=OTHER if mark == 0 else MAIN, markersize=4)
                axes.annotate(str(mark), (x, y), xytext=(3, 3), textcoords="offset points", fontsize=7)
        axes.margins(0.15)
        axes.set_xlabel(say(f"study.measure.{key}"), fontsize=7, color=SOFT)
        _titled(axes, "", "both")


def _curve(answer: Answer, say: Words, vehicle: str, figure: "Figure | SubFigure") -> None:
    """Draw cost and orders left behind by the number of vehicles: each day thin, the mean thick."""
    points = [scenario for scenario in answer.others if scenario.curve == vehicle]
    _frame(figure, wspace=0.25)
    for number, key in enumerate((_COST, "left_behind"), start=1):
        axes = figure.add_subplot(1, 2, number)
        _draw_days(axes, answer, points, key)
        counts = [scenario.count for scenario in points]
        means = [answer.mean(scenario, measure_of(key)) for scenario in points]
        values = [float("nan") if mean is None else mean for mean in means]
        axes.plot(counts, values, "o-", color=MAIN, linewidth=2)
        axes.set_xticks(counts)
        axes.set_ylim(bottom=0)
        axes.set_xlabel(say("study.curve.count"), fontsize=7, color=SOFT)
        _titled(axes, say(f"study.measure.{key}"), "y")


def _draw_days(axes: "Axes", answer: Answer, points: list[Scenario], key: str) -> None:
    found = [by_day(answer.studied.cells, scenario.name, measure_of(key)) for scenario in points]
    for day in sorted({day for values in found for day in values}):
        line = [values.get(day, float("nan")) for values in found]
        axes.plot([scenario.count for scenario in points], line, color=GRID, linewidth=0.8)


def language_of(say: Words) -> Language:
    """Return the language as tables know it."""
    return "nl" if say.language == "nl" else "en"


def _frame(figure: "Figure | SubFigure", left: float = 0.7, **gaps: float) -> None:
    """Keep room around the plots, in inches; a layout that is solved for is not the same every time."""
    width, height = figure.bbox.width / figure.dpi, figure.bbox.height / figure.dpi
    figure.subplots_adjust(
        left=left / width, right=1 - 0.6 / width, top=1 - 0.55 / height, bottom=0.45 / height, **gaps
    )


def _plain(text: str) -> str:
    """Let no dollar sign begin a formula."""
    return text.replace("$", r"\$")


def _titled(axes: "Axes", text: str, grid: Any) -> None:
    axes.set_title(text, fontsize=9, loc="left", weight="bold")
    axes.grid(axis=grid, color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(colors=SOFT, labelsize=7)
