"""A study as tables and JSON: scenarios side by side, and what differs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, TypedDict

from dispatch.reporting.tables import Column, Kind, Language, Table, Value, decimals_of, show
from dispatch.study.comparing import Compared, by_day, compare, compare_by
from dispatch.study.conducting import Gap, Studied
from dispatch.study.figures import MEASURES, Measure
from dispatch.study.scenario import Scenario
from dispatch.words import Words
from dispatch.words.study import STUDY_TEXTS

FORMAT: Final = 1
FEW_DAYS: Final = 8
SHOWN: Final = (
    "cost_per_delivery_eur", "left_behind", "late_orders", "slack_min", "distance_km", "work_h", "vehicles",
    "co2_kg",
)  # fmt: skip
"""Measures that fit a line of eighty columns."""
_COST: Final = "cost_per_delivery_eur"
_SMALL: Final = 10.0
"""Kilograms below which a tenth says little."""

_FINEST: Final = 3
"""Decimals at most."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold what a study says.

    Parameters
    ----------
    studied
        The figures of each cell.
    store
        Its name.
    purged
        Days of which only figures are left.
    by_iterations
        Whether the searches were bounded by iterations, so that the study can be had again.
    """

    studied: Studied
    store: str
    purged: tuple[date, ...] = ()
    by_iterations: bool = True

    @property
    def base(self) -> Scenario:
        """The scenario in which nothing is otherwise."""
        return self.studied.study.scenarios[0]

    @property
    def others(self) -> tuple[Scenario, ...]:
        """All other scenarios."""
        return self.studied.study.scenarios[1:]

    def compared(self, scenario: Scenario) -> tuple[Compared, ...]:
        """Compare a scenario with the days as they are."""
        return compare(self.studied.cells, self.base.name, scenario.name)

    def mean(self, scenario: Scenario, measure: Measure) -> float | None:
        """Return the mean over days of a measure; None where no day tells."""
        values = by_day(self.studied.cells, scenario.name, measure)
        return sum(values.values()) / len(values) if values else None


def measure_of(key: str) -> Measure:
    """Return a measure by its key."""
    return next(measure for measure in MEASURES if measure.key == key)


def column_of(measure: Measure, *, short: bool = False) -> Column:
    """Return the column of means of a measure."""
    nl, en = STUDY_TEXTS[f"study.{'short' if short else 'measure'}.{measure.key}"]
    return Column(measure.key, nl, en, mean_kind(measure))


def mean_kind(measure: Measure) -> Kind:
    """Return how means of a measure are written: those of counts have a decimal."""
    return "mean" if measure.kind == "count" else measure.kind


def side_by_side(answer: Answer) -> Table:
    """Set the means of all scenarios side by side, a line each."""
    measures = [measure_of(key) for key in SHOWN]
    rows = tuple(
        (scenario.name, *(answer.mean(scenario, measure) for measure in measures))
        for scenario in answer.studied.study.scenarios
    )
    columns = [Column("scenario", *STUDY_TEXTS["study.scenario"], "text")]
    for place, measure in enumerate(measures, start=1):
        column, values = column_of(measure, short=True), [row[place] for row in rows]
        columns.append(replace(column, decimals=2) if _small(measure, values) else column)
    return Table(tuple(columns), rows)


def _small(measure: Measure, values: Sequence[Value]) -> bool:
    """Tell whether a tenth says little of a measure."""
    return measure.kind == "kg" and all(value < _SMALL for value in values if isinstance(value, float))


def differences(answer: Answer, scenario: Scenario, language: Language) -> Table:
    """List what differs between a scenario and the days as they are; what stays as it is is left out."""
    rows = tuple(_difference(one, language) for one in answer.compared(scenario) if one.differs)
    return Table(_difference_columns(), rows)


def _difference_columns() -> tuple[Column, ...]:
    names = ("measure", "before", "after", "difference", "interval")
    columns = [Column(name, *STUDY_TEXTS[f"study.{name}"], "mean") for name in names]
    return (replace(columns[0], kind="text"), *columns[1:], Column("clear", "", "", "text"))


def _difference(one: Compared, language: Language) -> tuple[str, ...]:
    kind, fine = mean_kind(one.measure), _fine_enough(one)
    span = ""
    if one.low is not None and one.high is not None:
        span = f"{_signed(one.low, kind, language, fine)} … {_signed(one.high, kind, language, fine)}"
    nl, en = STUDY_TEXTS[f"study.measure.{one.measure.key}"]
    return (
        nl if language == "nl" else en,
        show(one.before, kind, language, fine),
        show(one.after, kind, language, fine),
        _signed(one.difference, kind, language, fine),
        span,
        "*" if one.clear else "",
    )


def _fine_enough(one: Compared) -> int:
    """Return the decimals of a row: so many that a difference which is clear does not read as none."""
    decimals = 2 if _small(one.measure, (one.before, one.after)) else decimals_of(mean_kind(one.measure))
    least = min((abs(end) for end in (one.low, one.high) if end is not None), default=0.0)
    while one.clear and decimals < _FINEST and not round(least, decimals):
        decimals += 1
    return decimals


def _signed(value: float | None, kind: Kind, language: Language, decimals: int) -> str:
    text = show(value, kind, language, decimals)
    if value is None:
        return text
    bare = text.lstrip("-")
    if not any(digit in bare for digit in "123456789"):
        return bare
    return f"{'-' if value < 0 else '+'}{bare}"


def by_store(answers: Sequence[Answer], scenario: Scenario, language: Language) -> Table:
    """Set what a delivery costs at each store beneath each other, as it is and under a scenario.

    Parameters
    ----------
    scenario
        Found by its name; a store that has none of it is left out.
    """
    name = Column("store", *STUDY_TEXTS["stores.col.store"], "text")
    rows = []
    for answer in answers:
        own = next((one for one in answer.others if one.name == scenario.name), None)
        if own is None:
            continue
        cost = compare_by(measure_of(_COST), answer.studied.cells, answer.base.name, own.name)
        rows.append((answer.store, *_difference(cost, language)[1:]))
    return Table((name, *_difference_columns()[1:]), tuple(rows))


def all_differences(answer: Answer) -> Table:
    """List every scenario and measure on a line of its own, for spreadsheets."""
    whole = differences_of((answer,))
    return Table(whole.columns[1:], tuple(row[1:] for row in whole.rows))


def differences_of(answers: Sequence[Answer]) -> Table:
    """List every store, scenario and measure on a line of its own, for spreadsheets."""
    columns = (
        Column("store", "store", "store", "text"),
        Column("scenario", "scenario", "scenario", "text"),
        Column("measure", "measure", "measure", "text"),
        Column("days", "days", "days", "count"),
        *(
            Column(name, name, name, "exact")
            for name in ("as_it_is", "scenario_mean", "difference", "low95", "high95")
        ),
    )
    rows = tuple(
        (answer.store, scenario.name, one.measure.key,
         one.days, one.before, one.after, one.difference, one.low, one.high)
        for answer in answers
        for scenario in answer.others
        for one in answer.compared(scenario)
    )  # fmt: skip
    return Table(columns, rows)


class DifferenceJson(TypedDict):
    """Tell how a measure differs from the days as they were."""

    measure: str
    days: int
    as_it_is: float | None
    mean: float | None
    difference: float | None
    low95: float | None
    high95: float | None


class ScenarioJson(TypedDict):
    """Tell what is otherwise, and what comes of it."""

    name: str
    curve: str | None
    count: int | None
    differences: list[DifferenceJson]


class GapJson(TypedDict):
    """Name a day that has no plan under a scenario."""

    day: str
    scenario: str
    seed: int
    why: str


class StudyJson(TypedDict):
    """Hold a study: what differs, and the figures of each cell."""

    study_format_version: int
    store: str
    days: list[str]
    purged: list[str]
    seeds: list[int]
    reproducible: bool
    scenarios: list[ScenarioJson]
    cells: list[dict[str, str | float | None]]
    gaps: list[GapJson]


def to_json(answer: Answer) -> StudyJson:
    """Write a study as JSON types: what differs, and the figures of each cell."""
    study, cells = answer.studied.study, answer.studied.cells
    return {
        "study_format_version": FORMAT,
        "store": answer.store,
        "days": [day.day.isoformat() for day in study.days],
        "purged": [day.isoformat() for day in answer.purged],
        "seeds": list(study.seeds),
        "reproducible": answer.by_iterations,
        "scenarios": [
            {
                "name": scenario.name,
                "curve": scenario.curve or None,
                "count": scenario.count if scenario.curve else None,
                "differences": [_as_json(one) for one in answer.compared(scenario)],
            }
            for scenario in study.scenarios
        ],
        "cells": [
            {
                "day": cell.day.isoformat(),
                "scenario": cell.scenario,
                "seed": cell.seed,
                **{measure.key: _rounded(measure.of(cells[cell])) for measure in MEASURES},
            }
            for cell in sorted(cells, key=_in_order(study.scenarios))
        ],
        "gaps": [
            {"day": cell.day.isoformat(), "scenario": cell.scenario, "seed": cell.seed, "why": str(gap)}
            for cell, gap in sorted(
                answer.studied.gaps.items(), key=lambda item: _in_order(study.scenarios)(item[0])
            )
        ],
    }


def _in_order(scenarios: tuple[Scenario, ...]) -> Any:
    number = {scenario.name: place for place, scenario in enumerate(scenarios)}
    return lambda cell: (cell.day, number[cell.scenario], cell.seed)


def _as_json(one: Compared) -> DifferenceJson:
    return {
        "measure": one.measure.key,
        "days": one.days,
        "as_it_is": _rounded(one.before),
        "mean": _rounded(one.after),
        "difference": _rounded(one.difference),
        "low95": _rounded(one.low),
        "high95": _rounded(one.high),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def notes(answer: Answer, say: Words) -> tuple[str, ...]:
    """Say what is known of how the study was made, and what it cannot do."""
    studied = answer.studied
    days = [day.day for day in studied.study.days]
    told = list(_verdicts(answer, say))
    rejected = sum(day.rejected for day in studied.study.days)
    if rejected:
        told.append(say.count("study.note.rejected", rejected))
    shared = sum(day.shared for day in studied.study.days)
    if shared:
        told.append(say.count("study.note.shared", shared))
    if answer.purged:
        told.append(say.count("study.note.purged", len(answer.purged)))
    told += _gaps(studied, say)
    if len(days) == 1:
        told.append(say("study.note.single"))
    elif len(days) < FEW_DAYS:
        told.append(say("study.note.few", n=FEW_DAYS))
    if studied.estimated:
        told.append(say("study.note.estimated"))
    if not answer.by_iterations:
        told.append(say("study.note.seconds"))
    return tuple(told)


def _verdicts(answer: Answer, say: Words) -> Iterator[str]:
    """Say which scenarios change nothing, and which nothing that chance would not."""
    for scenario in answer.others:
        compared = answer.compared(scenario)
        if not any(one.days for one in compared):
            continue
        if not any(one.differs for one in compared):
            yield say("study.same", scenario=scenario.name)
        elif any(one.low is not None for one in compared) and not any(one.clear for one in compared):
            yield say("study.unclear", scenario=scenario.name)


def _gaps(studied: Studied, say: Words) -> Iterator[str]:
    by_reason: dict[tuple[str, Gap], set[date]] = {}
    whole = {day.day for day in studied.study.days}
    for cell, gap in studied.gaps.items():
        by_reason.setdefault((cell.scenario, gap), set()).add(cell.day)
    for (scenario, gap), days in by_reason.items():
        if days == whole and len(days) > 1:
            yield say(f"study.note.{gap}.all", scenario=scenario)
            continue
        shown = ", ".join(say.short_day(day) for day in sorted(days))
        yield say(f"study.note.{gap}", scenario=scenario, days=shown)


def span_of(answer: Answer, say: Words) -> str:
    """Say which days were planned again."""
    days = [day.day for day in answer.studied.study.days]
    form = "one" if len(days) == 1 else "other"
    return say(
        f"study.span.{form}",
        n=say.integer(len(days)),
        first=say.short_day(days[0]),
        last=say.short_day(days[-1]),
    )
