"""The plots of a study: what differs, what it costs, how many vehicles."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from dispatch.reporting.tables import Language
from dispatch.study.answering import SHOWN, Answer, measure_of
from dispatch.study.comparing import by_day
from dispatch.study.scenario import Scenario
from dispatch.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, SOFT, GRID, MAIN, OTHER = "#1a1a1a", "#6b6b6b", "#d9d9d9", "#1f5f3a", "#d98e04"
_COST: Final = "cost_per_delivery_eur"
_AGAINST: Final = tuple(key for key in SHOWN if key != _COST)
_SALT: Final = "local-dispatch"


@contextmanager
def styled() -> Iterator[None]:
    """Draw as the report does; the same figures give the same bytes."""
    import matplotlib as mpl

    style: dict[Any, Any] = {
        "font.family": "DejaVu Sans",
        "font.size": 8,
        "text.color": INK,
        "axes.edgecolor": SOFT,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "pdf.fonttype": 42,
        "svg.hashsalt": _SALT,
        "svg.fonttype": "path",
    }
    with mpl.rc_context(style), warnings.catch_warnings(action="ignore"):
        yield


def as_svg(figure: "Figure") -> str:
    """Return a figure as an element to put into a page."""
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    text = out.getvalue()
    return text[text.index("<svg") :]


def draw_forest(answer: Answer, say: Words) -> "Figure":
    """Draw the difference in cost of each scenario with its interval."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.2, 0.9 + 0.32 * len(answer.others)), layout="constrained")
    axes = figure.add_subplot()
    for place, scenario in enumerate(answer.others):
        one = next(one for one in answer.compared(scenario) if one.measure.key == _COST)
        if one.difference is None:
            continue
        if one.low is not None and one.high is not None:
            axes.plot([one.low, one.high], [place, place], color=MAIN if one.clear else SOFT, linewidth=2)
        axes.plot([one.difference], [place], "o", color=MAIN if one.clear else SOFT)
    axes.axvline(0, color=INK, linewidth=0.8)
    axes.set_yticks(range(len(answer.others)), [_plain(scenario.name) for scenario in answer.others])
    axes.set_ylim(len(answer.others) - 0.5, -0.5)
    _titled(axes, say("study.forest"), "x")
    return figure


def draw_scatter(answer: Answer, say: Words) -> "Figure":
    """Draw cost against every other measure, a number for each scenario."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.2, 6.4), layout="constrained")
    cost = measure_of(_COST)
    for place, key in enumerate(_AGAINST, start=1):
        axes = figure.add_subplot(3, 3, place)
        measure = measure_of(key)
        for number, scenario in enumerate(answer.studied.study.scenarios):
            x, y = answer.mean(scenario, measure), answer.mean(scenario, cost)
            if x is not None and y is not None:
                axes.plot([x], [y], "o", color=OTHER if number == 0 else MAIN, markersize=4)
                axes.annotate(str(number), (x, y), xytext=(3, 3), textcoords="offset points", fontsize=7)
        axes.margins(0.15)
        axes.set_xlabel(say(f"study.measure.{key}"), fontsize=7, color=SOFT)
        _titled(axes, "", "both")
    return figure


def draw_curve(answer: Answer, curve: str, say: Words) -> "Figure":
    """Draw cost and orders left behind by the number of vehicles: each day thin, the mean thick."""
    from matplotlib.figure import Figure

    points = [scenario for scenario in answer.others if scenario.curve == curve]
    figure = Figure(figsize=(7.2, 2.8), layout="constrained")
    for place, key in enumerate((_COST, "left_behind"), start=1):
        axes = figure.add_subplot(1, 2, place)
        _draw_days(axes, answer, points, key)
        counts = [scenario.count for scenario in points]
        means = [answer.mean(scenario, measure_of(key)) for scenario in points]
        values = [float("nan") if mean is None else mean for mean in means]
        axes.plot(counts, values, "o-", color=MAIN, linewidth=2)
        axes.set_xticks(counts)
        axes.set_ylim(bottom=0)
        axes.set_xlabel(say("study.curve.count"), fontsize=7, color=SOFT)
        _titled(axes, say(f"study.measure.{key}"), "y")
    return figure


def _draw_days(axes: "Axes", answer: Answer, points: list[Scenario], key: str) -> None:
    found = [by_day(answer.studied.cells, scenario.name, measure_of(key)) for scenario in points]
    for day in sorted({day for values in found for day in values}):
        line = [values.get(day, float("nan")) for values in found]
        axes.plot([scenario.count for scenario in points], line, color=GRID, linewidth=0.8)


def curves_of(answer: Answer) -> tuple[str, ...]:
    """Return the vehicles that curves count."""
    return tuple(dict.fromkeys(scenario.curve for scenario in answer.others if scenario.curve))


def language_of(say: Words) -> Language:
    """Return the language as tables know it."""
    return "nl" if say.language == "nl" else "en"


def _plain(text: str) -> str:
    """Let no dollar sign begin a formula."""
    return text.replace("$", r"\$")


def _titled(axes: "Axes", text: str, grid: Any) -> None:
    axes.set_title(text, fontsize=9, loc="left", weight="bold")
    axes.grid(axis=grid, color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(colors=SOFT, labelsize=7)
