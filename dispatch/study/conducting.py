"""Conduct studies: every day under every scenario, with every seed, on whatever executor there is."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from dispatch.clock import HOUR, MINUTE
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
    found, plans = tuple(Studied(study) for study in studies), _Plans(means)
    cells, pace = sum(study.cells for study in studies), _Pace(means.executor)
    progress.begin(Stage.STUDYING, cells)
    for name, result in means.executor.run(plan_cell, _jobs(found, plans)):
        with progress.keeping():
            plans.take(name, result)
        done = sum(studied.done for studied in found)
        planned = done - sum(studied.known + len(studied.gaps) for studied in found)
        left = pace.left(clock(), planned, cells - done)
        progress.advance(done, "" if left is None else _left(round(left), say))
    progress.end()
    return found


def _left(seconds: int, say: Words) -> str:
    if seconds > HOUR - MINUTE:
        return say("study.left", span=say.span(seconds))
    return say("study.left.minutes", n=say.integer(-(-seconds // MINUTE)))


@dataclass(slots=True)
class _Pace:
    """Tell how long a study still takes, from its first result on: until then workers begin.

    Parameters
    ----------
    executor
        Its workers give as many results at once. A cluster knows them when it has begun.
    """

    executor: Executor
    first: tuple[float, int] | None = None

    def left(self, now: float, planned: int, more: int) -> float | None:
        """Return the seconds that more cells take; None until every worker had a turn since the first."""
        if self.first is None:
            self.first = now, planned
        began, before = self.first
        since = planned - before
        return None if since < max(1, self.executor.workers) else (now - began) / since * more


@dataclass(slots=True)
class _Plans:
    """Hold which plans are being made, and for which cells: what two cells are made from is planned once."""

    means: Means
    keys: dict[str, str] = field(default_factory=dict)
    waiting: dict[str, list[tuple[Studied, Cell]]] = field(default_factory=dict)
    made: dict[str, CellResult] = field(default_factory=dict)

    def ask(self, name: str, key: str, studied: Studied, cell: Cell) -> bool:
        """Tell whether a cell is still to be planned; what is known of it is taken."""
        if key in self.waiting:
            self.waiting[key].append((studied, cell))
            return False
        if key in self.made:
            studied.take(cell, self.made[key])
            return False
        known = None if self.means.afresh else self.means.kept.read(key)
        if known is not None:
            studied.known += 1
            studied.take(cell, known)
            return False
        self.keys[name], self.waiting[key] = key, [(studied, cell)]
        return True

    def take(self, name: str, result: CellResult) -> None:
        """Keep what a job came to, and give it to every cell that waits for it."""
        key = self.keys.pop(name)
        self.means.kept.keep(key, result)
        self.made[key] = result
        for studied, cell in self.waiting.pop(key):
            studied.take(cell, result)


def _jobs(found: Sequence[Studied], plans: _Plans) -> Iterator[Job[CommonTravel, CellTask]]:
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
                key, name = key_of(task, travel, plans.means.versions), f"{number} / {task.cell}"
                if plans.ask(name, key, studied, task.cell):
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
