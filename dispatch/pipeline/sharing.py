"""What it would save that stores share their couriers: the day planned apart and together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dispatch.building.joining import Sharer, apart, common_points, join, joined_solution, joined_stops
from dispatch.checking import check
from dispatch.config import Config, Solver
from dispatch.day import DayState
from dispatch.day.wishes import arrange, wishes_among_stores
from dispatch.model import (
    Plan,
    PlannedDay,
    Problem,
    Restriction,
    SearchReport,
    Solution,
    TimeWindow,
    TravelMatrix,
    TravelProfile,
)
from dispatch.model.names import among
from dispatch.pipeline.solving import budget, find_routes, judge, schedule_and_check
from dispatch.ports import Progress, TravelSource
from dispatch.scheduling import schedule
from dispatch.travel import measure
from dispatch.zones import Zone, restrictions


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Hold a store that shares couriers, with its day as it was planned alone.

    Parameters
    ----------
    name
        Of the store.
    planned
        Its day.
    config, zones, travel
        Its own: its vehicles go by them wherever they go.
    may_load_at
        Id of a vehicle → names of the stores where its trips may load besides.
    state
        What its book says: who is to bring what, and what goes together.
    """

    name: str
    planned: PlannedDay
    config: Config
    zones: Sequence[Zone]
    travel: TravelSource
    may_load_at: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    state: DayState = field(default_factory=DayState)


@dataclass(frozen=True, slots=True)
class Shared:
    """Hold a day of stores, planned apart and together.

    Parameters
    ----------
    stores
        Names, in the order of the depots.
    problem
        All of it as one problem, couriers shared.
    apart, together
        The plan with every courier at the own store, and the one with couriers shared.
    report
        How the latter was found.
    """

    stores: tuple[str, ...]
    problem: Problem
    apart: Plan
    together: Plan
    report: SearchReport | None = None

    @property
    def saved_cents(self) -> int:
        """What together costs less."""
        return self.apart.totals.cost.cents - self.together.totals.cost.cents


def plan_shared(stores: Sequence[Neighbour], solver: Solver, progress: Progress) -> Shared:
    """Plan the day of stores twice, apart and together, with the same budget each, and check both.

    The plans that the stores have are the least that apart comes to, and the plan apart the least that
    together comes to: a short search makes nothing worse by sharing.

    Raises
    ------
    ServiceError, ResourceError
        From the travel sources.
    """
    problem = _joined(stores, progress)
    alone = apart(problem)
    own = joined_solution({one.name: one.planned.plan for one in stores})
    wishes = _wishes(stores)
    one = _best(alone, [own, find_routes(alone, budget(solver), solver.seed, progress)])
    one = arrange(alone, one, wishes, judge)
    found = find_routes(problem, budget(solver), solver.seed, progress)
    return Shared(
        tuple(store.name for store in stores),
        problem,
        schedule_and_check(alone, one),
        schedule_and_check(problem, arrange(problem, _best(problem, [one, found]), wishes, judge)),
        found.report,
    )


def _wishes(stores: Sequence[Neighbour]) -> DayState:
    """Return what is arranged in a solution, of all stores, by their names among all."""
    return DayState(
        given={
            among(store.name, receipt): (among(store.name, courier), turn)
            for store in stores
            for receipt, (courier, turn) in store.state.given.items()
        },
        together=tuple(
            tuple(among(store.name, receipt) for receipt in group)
            for store in stores
            for group in store.state.together
        ),
    )


def _best(problem: Problem, solutions: Sequence[Solution]) -> Solution:
    """Return the cheapest solution of those that break nothing; the last breaks nothing."""
    plans = [schedule(problem, solution) for solution in solutions]
    good = [n for n, plan in enumerate(plans) if n == len(plans) - 1 or not check(problem, plan)]
    return solutions[min(good, key=lambda n: plans[n].totals.cost.ticks)]


def _joined(stores: Sequence[Neighbour], progress: Progress) -> Problem:
    problems = wishes_among_stores({store.name: store.planned.problem for store in stores})
    number = {store.name: n for n, store in enumerate(stores)}
    return join(
        [
            Sharer(
                store.name,
                problem,
                {
                    vehicle: tuple(number[name] for name in names)
                    for vehicle, names in store.may_load_at.items()
                },
                _measured(store, number[store.name], problems, progress),
                tuple(_limits(store, stores)),
            )
            for store, problem in zip(stores, problems, strict=True)
        ]
    )


def _measured(
    store: Neighbour, own: int, problems: Sequence[Problem], progress: Progress
) -> tuple[TravelMatrix, ...]:
    """Measure between the places of all stores as a store's own vehicles travel."""
    points = common_points(problems)
    stops = sum(len(problem.stops) for problem in problems)
    homes = [0, *range(stops + 1, len(points))]
    # The store's own place comes first, as whoever measures wants it; then back in the common order.
    order = [homes[own], *range(1, stops + 1), *(home for home in homes if home != homes[own])]
    whole = TimeWindow(0, max(shift.hours.latest for problem in problems for shift in problem.shifts))
    windows = [whole, *(stop.window for problem in problems for stop in problem.stops)]
    windows += [whole] * (len(points) - len(windows))
    used = sorted({shift.vehicle.profile for shift in problems[own].shifts})
    measured = measure(
        store.travel,
        [TravelProfile.of_key(key) for key in used],
        [points[place] for place in order],
        windows,
        store.config.travel,
        depots=len(homes),
        progress=progress,
    )
    back = [order.index(place) for place in range(len(points))]
    return tuple(matrix.keep(back) for matrix in measured.matrices)


def _limits(store: Neighbour, stores: Sequence[Neighbour]) -> Iterator[Restriction]:
    """Say what keeps a store's vehicles from the stops of stores where they may load."""
    for number, other in enumerate(stores):
        loading = {vehicle for vehicle, names in store.may_load_at.items() if other.name in names}
        if other is not store and loading:
            home = other.planned.problem.depot.point
            yield from restrictions(
                store.zones,
                store.planned.day,
                [section for section in store.config.vehicle if section.id in loading],
                joined_stops(other.name, number, other.planned.problem),
                home,
            )
