"""The day as it stands when somebody at the till asks: every order and promise in its route."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, field
from functools import cached_property

import numpy as np

from dispatch.insertion import Bundle, Gaps, Insertions, Judge, Numbers, Rating, TrialRoute
from dispatch.model import AN_HOUR, Problem, Solution, TimeWindow, Trip


@dataclass(frozen=True)
class Standing:
    """Hold a day as it stands.

    Parameters
    ----------
    problem
        Every order and every promise that is held, with the windows that customers were told.
    solution
        Breaks nothing.
    judge
        Schedules and checks.
    promised
        Stop → the window that was promised, as wide as it was.
    """

    problem: Problem
    solution: Solution
    judge: Judge
    promised: Mapping[str, TimeWindow] = field(default_factory=dict)

    @cached_property
    def trials(self) -> tuple[TrialRoute, ...]:
        """A route for each shift, to try stops in."""
        known = Insertions(self.problem)
        routes = {sequence.shift: sequence for sequence in self.solution.routes}
        return tuple(
            TrialRoute.of(known, shift, routes.get(shift.id), self.judge) for shift in self.problem.shifts
        )

    @cached_property
    def gaps(self) -> tuple[Gaps, ...]:
        """The places of each route."""
        return tuple(trial.gaps for trial in self.trials)

    @cached_property
    def sides(self) -> tuple["Side", ...]:
        """The places of all routes, those of a profile side by side."""
        return Side.all_of(self.gaps, self.savings)

    @cached_property
    def beside(self) -> dict[str, frozenset[int]]:
        """By profile, the places of the problem next to which a stop may be put into a route."""
        beside: dict[str, set[int]] = {matrix.profile: set() for matrix in self.problem.travel}
        for gaps in self.gaps:
            for side in ("before", "after"):
                beside[gaps.shift.vehicle.profile].update(gaps.columns[side].tolist())
        return {profile: frozenset(places) for profile, places in beside.items()}

    @cached_property
    def savings(self) -> tuple["Savings", ...]:
        """What a stop more may save in each route."""
        return tuple(Savings.of(trial) for trial in self.trials)


@dataclass(frozen=True, slots=True)
class Side:
    """Hold the places of all routes of a profile, with what a stop more may save there.

    Parameters
    ----------
    bundle
        The places.
    number
        Of each: its route, by its number among all.
    soft, idle, later
        Of each: the savings of its route.
    """

    bundle: Bundle
    number: Numbers
    soft: Numbers
    idle: Numbers
    later: Numbers

    @classmethod
    def all_of(cls, gaps: Sequence[Gaps], savings: Sequence["Savings"]) -> "tuple[Side, ...]":
        """Put the places of routes of each profile side by side."""
        numbers: dict[str, list[int]] = {}
        for number, one in enumerate(gaps):
            numbers.setdefault(one.shift.vehicle.profile, []).append(number)
        sides = []
        for some in numbers.values():
            bundle = Bundle.of([gaps[number] for number in some])
            mine = [(number, *astuple(savings[number])) for number in some]
            sides.append(cls(bundle, *np.array(mine, dtype=np.int64)[bundle.route].T))
        return tuple(sides)

    def least(self, rating: Rating, row: int) -> Numbers:
        """Return what each place costs a stop at least, in ticks."""
        paid = rating.paid[row] - self.idle
        least: Numbers = np.where(self.later, paid, np.maximum(rating.least[row] - self.soft, paid))
        return least


@dataclass(frozen=True, slots=True)
class Savings:
    """Bound what a stop more may save in a route, in ticks.

    Parameters
    ----------
    soft
        Lateness, windows told that are missed, and breaks with goods on board: it may end all of them.
    idle
        That, and the waiting, and the wage of hours without work: it may be brought in all of them.
    later
        Whether it may save hours by making others late: then the courier may set out later too, and where
        that earns more than lateness costs, more hours without work fall away than are filled. Or by
        having others served in quieter hours.
    """

    soft: int = 0
    idle: int = 0
    later: bool = False

    @classmethod
    def of(cls, trial: TrialRoute) -> "Savings":
        """Read the bounds off a route."""
        if not trial.plan.routes:
            return cls()
        (route,) = trial.plan.routes
        busy = sum(
            trip.departure
            - trip.loading_start
            + _least_drive(trial, trip)
            + sum(visit.departure - visit.start for visit in trip.visits)
            for trip in route.trips
        )
        soft = route.cost.lateness + route.cost.told + route.cost.breaks
        paid = max(route.work_seconds, trial.shift.least_paid_seconds)
        wage = (paid - busy) * trial.shift.cents_per_hour * AN_HOUR
        hourly = trial.known.matrices[trial.shift.vehicle.profile].pace is not None
        return cls(soft, soft + wage + route.cost.waiting, hourly or _lateness_pays(trial))


def _least_drive(trial: TrialRoute, trip: Trip) -> int:
    """Return seconds that the ways of a trip take in whatever hours they are driven."""
    pace = trial.known.matrices[trial.shift.vehicle.profile].pace
    if pace is None:
        return trip.drive_seconds
    legs = len(trip.visits) + 2
    return max(0, trip.drive_seconds - legs) * min(pace.speeds) // max(pace.speeds)


def _lateness_pays(trial: TrialRoute) -> bool:
    """Tell whether a later start saves more than the lateness costs that allows it."""
    problem, shift = trial.known.problem, trial.shift
    earned = shift.cents_per_hour + problem.wait_cents_per_hour
    late = problem.late_cents_per_hour
    return any(
        stop.margin_seconds > 0
        or (late < earned and any(one.late_until > one.window.latest for one in stop.choices))
        or (stop.told is not None and stop.told.late_cents_per_hour < earned)
        for trip in trial.sequence.trips[len(shift.fixed) :]
        for stop in map(trial.known.stops.__getitem__, trip)
    )
