"""Add the studies of several stores up to one, as if they were one store."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, replace
from datetime import date

from dispatch.study.conducting import Studied, Study
from dispatch.study.figures import CellFigures
from dispatch.study.scenario import Cell, DayOrders, Scenario


def add_up(found: Sequence[Studied]) -> Studied:
    """Add the cells of several stores up, day by day and seed by seed.

    A store counts on a day only if it has a plan under every scenario of all stores: else a scenario in
    which it is closed would look cheap.

    Parameters
    ----------
    found
        At least one study; all with the same seeds.
    """
    scenarios = _shared_scenarios(found)
    cells: dict[Cell, CellFigures] = {}
    for studied in found:
        for day, seed in _whole(studied, scenarios):
            for scenario in scenarios:
                cell = Cell(day, scenario.name, seed)
                figures = studied.cells[cell]
                cells[cell] = _sum(cells[cell], figures) if cell in cells else figures
    first = found[0].study
    study = Study(scenarios, _days(found, {cell.day for cell in cells}), (), first.seeds, first.source)
    return Studied(study, cells, estimated=any(studied.estimated for studied in found))


def left_out(found: Sequence[Studied]) -> int:
    """Count the days of stores that do not count in the sum."""
    scenarios = _shared_scenarios(found)
    counted = sum(len({day for day, _ in _whole(studied, scenarios)}) for studied in found)
    return sum(len(studied.study.days) for studied in found) - counted


def _shared_scenarios(found: Sequence[Studied]) -> tuple[Scenario, ...]:
    names = [{scenario.name for scenario in studied.study.scenarios} for studied in found]
    shared = set.intersection(*names)
    return tuple(scenario for scenario in found[0].study.scenarios if scenario.name in shared)


def _whole(studied: Studied, scenarios: Sequence[Scenario]) -> Iterator[tuple[date, int]]:
    for day in studied.study.days:
        for seed in studied.study.seeds:
            if all(Cell(day.day, scenario.name, seed) in studied.cells for scenario in scenarios):
                yield day.day, seed


def _sum(one: CellFigures, other: CellFigures) -> CellFigures:
    return CellFigures(*map(sum, zip(astuple(one), astuple(other), strict=True)))


def _days(found: Sequence[Studied], counted: set[date]) -> tuple[DayOrders, ...]:
    days = {day: DayOrders(day, ()) for day in sorted(counted)}
    for one in (day for studied in found for day in studied.study.days if day.day in days):
        so_far = days[one.day]
        rejected = so_far.rejected + one.rejected
        days[one.day] = replace(so_far, rejected=rejected, shared=so_far.shared or one.shared)
    return tuple(days.values())
