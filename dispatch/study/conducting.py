"""Conduct studies: every day under every scenario, with every seed, on whatever executor there is."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from dispatch.ports import Executor, Job, Progress, Stage, TravelSource
from dispatch.study.cell import CellResult, one_thread, plan_cell
from dispatch.study.demand import orders_of, taken
from dispatch.study.figures import CellFigures
from dispatch.study.keeping import KeptCells, key_of
from dispatch.study.scenario import Cell, CellTask, DayOrders, Scenario
from dispatch.study.travelling import CommonTravel
from dispatch.words import Words
from dispatch.zones import Zone, load_zones


class Gap(StrEnum):
    """Say why a cell has no plan."""

    CLOSED = "closed"
    NO_SUCH_WEEKDAY = "no_such_weekday"
    NO_ORDERS = "no_orders"


@dataclass(frozen=True, slots=True)
class Study:
    """Say what is to be planned.

    Parameters
    ----------
    scenarios
        The first one is that in which nothing is otherwise.
    days
        Those that are planned again.
    archive
        Those that more orders, and orders of other weekdays, are drawn from.
    seeds
        Of the search and of all that is drawn.
    source
        Measures travel, once a day.
    """

    scenarios: tuple[Scenario, ...]
    days: tuple[DayOrders, ...]
    archive: tuple[DayOrders, ...]
    seeds: tuple[int, ...]
    source: TravelSource

    @property
    def cells(self) -> int:
        """How many plans that are."""
        return len(self.scenarios) * len(self.days) * len(self.seeds)


@dataclass(slots=True)
class Studied:
    """Hold what a study found so far.

    Parameters
    ----------
    study
        What was planned.
    cells
        Figures of each.
    gaps
        Cells without a plan.
    known
        Cells that an earlier run had done.
    estimated
        Whether travel times were estimates.
    """

    study: Study
    cells: dict[Cell, CellFigures] = field(default_factory=dict)
    gaps: dict[Cell, Gap] = field(default_factory=dict)
    known: int = 0
    estimated: bool = False

    @property
    def done(self) -> int:
        """Cells of which all is known."""
        return len(self.cells) + len(self.gaps)

    def take(self, cell: Cell, result: CellResult) -> None:
        """Take the result of a cell."""
        self.estimated |= result.estimated
        if result.figures is None:
            self.gaps[cell] = Gap.CLOSED
        else:
            self.cells[cell] = result.figures


@dataclass(frozen=True, slots=True)
class Means:
    """Hold what studies are conducted with.

    Parameters
    ----------
    executor
        Plans the cells.
    kept
        Results of earlier runs, and where those of this one go.
    versions
        Of the program and what decides plans.
    afresh
        Whether to plan what is known already.
    """

    executor: Executor
    kept: KeptCells
    versions: tuple[tuple[str, str], ...]
    afresh: bool = False


def conduct(
    studies: Sequence[Study],
    means: Means,
    say: Words,
    progress: Progress,
    clock: Callable[[], float] = time.monotonic,
) -> tuple[Studied, ...]:
    """Plan every cell that is not known; each result is kept as soon as it is there.

    The cells of all studies are planned side by side, whichever study they are of.

    Raises
    ------
    ServiceError, ResourceError
        From the travel source, the executor, or where results are kept.
    PlanViolationError
        If a plan breaks a constraint: a bug.
    """
    found, asked = tuple(Studied(study) for study in studies), dict[str, _Asked]()
    cells, began = sum(study.cells for study in studies), clock()
    progress.begin(Stage.STUDYING, cells)
    for name, result in means.executor.run(plan_cell, _jobs(found, means, asked)):
        of = asked.pop(name)
        with progress.keeping():
            means.kept.keep(of.key, result)
        of.studied.take(of.cell, result)
        done = sum(studied.done for studied in found)
        planned = done - sum(studied.known + len(studied.gaps) for studied in found)
        left = (clock() - began) / max(1, planned) * (cells - done)
        progress.advance(done, say("study.left", span=say.span(round(left))))
    progress.end()
    return found


@dataclass(frozen=True, slots=True)
class _Asked:
    """Hold whose cell a job plans, and where its result is kept."""

    studied: Studied
    cell: Cell
    key: str


def _jobs(
    found: Sequence[Studied], means: Means, asked: dict[str, _Asked]
) -> Iterator[Job[CommonTravel, CellTask]]:
    """Make the jobs of one day after the other, and measure its travel when its turn has come."""
    for number, studied in enumerate(found):
        study = studied.study
        zones = {scenario.name: load_zones(scenario.config.zones) for scenario in study.scenarios}
        for day in study.days:
            tasks = list(_tasks(studied, day, zones))
            if not tasks:
                continue
            travel = CommonTravel.measured(
                study.source,
                {profile for task in tasks for profile in task.profiles},
                (point for task in tasks for point in task.points),
            )
            for task in tasks:
                key = key_of(task, travel, means.versions)
                known = None if means.afresh else means.kept.read(key)
                if known is not None:
                    studied.known += 1
                    studied.take(task.cell, known)
                else:
                    name = f"{number} / {task.cell}"
                    asked[name] = _Asked(studied, task.cell, key)
                    yield Job(name, travel, task)


def _tasks(studied: Studied, day: DayOrders, zones: Mapping[str, tuple[Zone, ...]]) -> Iterator[CellTask]:
    study = studied.study
    for scenario in study.scenarios:
        for seed in study.seeds:
            cell = Cell(day.day, scenario.name, seed)
            orders = orders_of(day, study.archive, scenario.demand, seed)
            kept = taken(orders, scenario.config)
            if not kept.orders:
                wanting = scenario.demand.weekday is not None and not orders
                studied.gaps[cell] = Gap.NO_SUCH_WEEKDAY if wanting else Gap.NO_ORDERS
                continue
            alone = replace(scenario, config=one_thread(scenario.config))
            yield CellTask(cell, alone, kept.orders, kept.turned_away, zones[scenario.name])
