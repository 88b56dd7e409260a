"""What the stages of the road share: the request, the tools, the clock of stages, the accounts."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from dispatch.checking import check
from dispatch.config import Config
from dispatch.errors import PlanViolationError
from dispatch.geocoding import Chain
from dispatch.model import (
    Accounts,
    InputFile,
    Intake,
    Issue,
    Order,
    Plan,
    Problem,
    Provenance,
    Rejected,
    TravelProfile,
    TripShape,
)
from dispatch.ports import Progress, Stage, TravelSource
from dispatch.reporting.learning import Learned
from dispatch.solving import Budget

Cells = Mapping[str, tuple[tuple[str, str], ...]]
"""The row as read of each order, by receipt_id."""

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Request:
    """Say what to plan.

    Parameters
    ----------
    purchases, lines, corrections
        Files of the till and of the dispatcher.
    day
        The service day.
    inputs
        What the files were, for the record.
    notices
        What the choice of files and day itself has to say.
    """

    purchases: Path
    day: date
    lines: Path | None = None
    corrections: Path | None = None
    inputs: tuple[InputFile, ...] = ()
    notices: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Tools:
    """Hold what the stages plug into: everything from outside that they need.

    Parameters
    ----------
    geocoder
        Finds addresses.
    travel
        Tells times, distances and ways.
    progress
        Shows how far the work is.
    now
        The wall clock, with its zone.
    learned
        What earlier days taught about time at doors; None if that is not to be used.
    notices
        What the choice of tools itself has to say: a fallback, a map that is old.
    program, versions
        For the record.
    """

    geocoder: Chain
    travel: TravelSource
    progress: Progress
    now: Callable[[], datetime]
    learned: Learned | None = None
    notices: tuple[Issue, ...] = ()
    program: str = ""
    versions: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Stages:
    """Show each stage and keep its time."""

    progress: Progress
    timings: list[tuple[str, float]] = field(default_factory=list)

    @contextmanager
    def stage(self, name: Stage) -> Iterator[None]:
        """Run one stage."""
        began = time.perf_counter()
        self.progress.begin(name)
        yield
        self.progress.end()
        self.timings.append((name, round(time.perf_counter() - began, 3)))


def budget(config: Config) -> Budget:
    """Turn the solver's section into a budget."""
    solver = config.solver
    return Budget(
        seconds=None if solver.iterations else solver.seconds,
        iterations=solver.iterations,
        workers=solver.workers,
        patience=solver.patience,
        engine=solver.engine,
    )


def retrial(config: Config) -> Budget:
    """Return the budget of solving once more to test a remedy: short, and reproducible if the plan is."""
    whole = budget(config)
    if whole.iterations is not None:
        return replace(whole, iterations=max(1, whole.iterations // 20))
    return replace(whole, seconds=min(2.0, (whole.seconds or 20.0) / 10))


def checked(problem: Problem, plan: Plan) -> Plan:
    """Return the plan if it breaks nothing.

    Raises
    ------
    PlanViolationError
        If it breaks a constraint: a bug of this program, and nothing may be published.
    """
    violations = check(problem, plan)
    if violations:
        told = "; ".join(f"{v.cause} at {v.where}: {v.message}" for v in violations[:_SHOWN])
        raise PlanViolationError(
            f"The plan breaks {len(violations)} rule(s), so nothing was published: {told}.",
            "This is a bug: please report it with 'dispatch report --anonymous'.",
        )
    return plan


def reject(cells: Cells, order: Order, issues: Sequence[Issue]) -> Rejected:
    """Put an order among the rejected rows, whole, with the reasons."""
    told = tuple(replace(issue, row=order.row, receipt_id=order.receipt_id) for issue in issues)
    return Rejected(order.receipt_id, order.row, cells.get(order.receipt_id, ()), told)


def balance(intake: Intake, rejected: Sequence[Rejected], plan: Plan) -> Accounts:
    """Balance the rows; the value refuses to be made if one is missing."""
    return Accounts(
        read=intake.rows,
        not_flagged=intake.not_flagged,
        rejected=len(rejected),
        unassigned=sum(len(stop.orders) for stop in plan.unserved),
        planned=plan.totals.orders,
    )


def draw(problem: Problem, plan: Plan, travel: TravelSource) -> tuple[TripShape, ...]:
    """Draw every trip, from the store through its stops and back."""
    home = (problem.depot.lat, problem.depot.lon)
    points = {stop.id: stop.place.point for stop in problem.stops}
    return tuple(
        TripShape(
            route.name,
            number,
            travel.legs(
                TravelProfile.of_key(route.shift.vehicle.profile),
                [home, *(points[visit.stop] for visit in trip.visits), home],
            ),
        )
        for route in plan.routes
        for number, trip in enumerate(route.trips, start=1)
    )


def record(inputs: tuple[InputFile, ...], problem: Problem, tools: Tools, stages: Stages) -> Provenance:
    """Write down what the plan was made from and by."""
    sources = Counter(order.place.source for stop in problem.stops for order in stop.orders)
    return Provenance(
        program=tools.program,
        made_at=tools.now().isoformat(timespec="seconds"),
        inputs=inputs,
        versions=tools.versions,
        travel_sources=tuple((matrix.profile, matrix.source) for matrix in problem.travel),
        place_sources=tuple(sorted(sources.items())),
        timings=tuple(stages.timings),
    )
