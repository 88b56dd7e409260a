"""From stops left behind to what the dispatcher is told.

The cheap questions come first and are asked for all stops at once (:mod:`dispatch.insertion`); only what
the answers point at is scheduled and checked. Where many stay behind for want of couriers in the same
hours, that is said once, of all of them.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from dispatch.explaining.alone import Bar, Ready, find_bars
from dispatch.explaining.crowds import Crowd, find_crowds
from dispatch.explaining.reasons import tell_crowd, tell_full, tell_many, tell_never, tell_price
from dispatch.explaining.remedies import Remedies
from dispatch.insertion import Fit, Insertions, Judge, Numbers, TrialRoute
from dispatch.model import Binding, Cause, Problem, RouteSequence, Solution, Stop, Unassigned

Resolve = Callable[[Problem], Solution]
"""Solve a changed problem, briefly."""

RANKS = (
    Cause.SKILL,
    Cause.ZONE,
    Cause.DEPOT,
    Cause.REACH,
    Cause.UNMANNED,
    Cause.CAPACITY,
    Cause.COLD,
    Cause.BOARD,
    Cause.RANGE,
    Cause.RELEASE,
    Cause.SHIFT,
    Cause.WINDOW,
    Cause.PRICE,
)
"""Of two causes that bind equally often, the one named first."""

_WEIGHTS = {Cause.CAPACITY: 300, Cause.TRIPS: 3600, Cause.REACH: 100_000, Cause.DEPOT: 100_000}
"""How one too many weighs against a second too late, when the closest place is looked for."""

_LOOKED_AT = 40
"""Stops that are tried in routes one by one: whoever reads more than these reads tables."""

_OF_A_CROWD = 3
"""Of many that stay behind for want of couriers in the same hours, so many are tried, to name the cause."""

_SHIFTS = 8
"""Shifts in which a stop is tried, those that come closest."""

_PLACES = 2
"""Places of a route at which it is tried."""


@dataclass(frozen=True, slots=True)
class _Found:
    """Hold the best place of a route: how far it is off, and what binds there."""

    distance: tuple[int, int]
    bindings: tuple[Binding, ...]


def explain(
    problem: Problem,
    solution: Solution,
    resolve: Resolve,
    judge: Judge,
    *,
    for_many: bool = True,
) -> tuple[Unassigned, ...]:
    """Explain every stop in no route, in the order of the problem.

    Parameters
    ----------
    problem, solution
        What was asked and what was found.
    resolve
        Solves a changed problem; called twice at most.
    judge
        Schedules a solution and checks the plan.
    for_many
        Whether to look for changes that serve several stops: the same is done for every one of them.
    """
    served = solution.served()
    left = [stop for stop in problem.stops if stop.id not in served]
    if not left:
        return ()
    known = Insertions(problem)
    routes = {sequence.shift: sequence for sequence in solution.routes}
    trials = [TrialRoute.of(known, shift, routes.get(shift.id), judge) for shift in problem.shifts]
    explainer = _Explainer(known, trials, left)
    told = explainer.explain()
    open_to = {stop.id: explainer.nearest(row) for row, stop in enumerate(left)}
    remedies = Remedies(problem, solution, resolve, judge, trials, left, open_to).find(for_many=for_many)
    return tuple(replace(one, remedy=remedies.get(one.stop)) for one in told)


class _Explainer:
    """Say why each stop is left behind.

    Parameters
    ----------
    known
        The day.
    trials
        The routes, one for each shift.
    left
        The stops, at least one.
    """

    def __init__(self, known: Insertions, trials: Sequence[TrialRoute], left: Sequence[Stop]) -> None:
        left = tuple(left)
        self._known, self._trials, self._left = known, trials, left
        self._ready = [_ready(trial) for trial in trials]
        self._bars = cache(self._find_bars)
        nothing = np.zeros((0, len(left)), dtype=np.int64)
        rated = [trial.rate(left).best() for trial in trials]
        self._off: Numbers = np.array([off for off, _ in rated]) if rated else nothing
        self._extra: Numbers = np.array([extra for _, extra in rated]) if rated else nothing
        alone = [_alone(known, trial).rate(left).off.min(axis=1) for trial in trials]
        self._alone: Numbers = np.array(alone) if alone else nothing

    def explain(self) -> list[Unassigned]:
        """Return what to tell of each stop, in order."""
        told: dict[int, Unassigned] = {}
        waiting = []
        for row in range(len(self._left)):
            if all(self._barred(row, number) for number in range(len(self._trials))):
                told[row] = self._never(row)
            else:
                waiting.append(row)
        no_room = [row for row in waiting if self._off[:, row].min() > 0]
        in_crowds: set[int] = set()
        for crowd in find_crowds([self._left[row] for row in no_room], self._trials):
            rows = [row for row in no_room if self._left[row].id in crowd.stops]
            in_crowds |= set(rows)
            told |= self._crowd(crowd, rows)
        one_by_one = [row for row in waiting if row not in in_crowds]
        for row in one_by_one[:_LOOKED_AT]:
            told[row] = self._look(row)
        cause = _foremost([one.cause for one in told.values() if not one.never])
        many = one_by_one[_LOOKED_AT:]
        for row in many:
            told[row] = Unassigned(self._left[row].id, False, cause, (tell_many(cause, len(many)),))
        return [told[row] for row in range(len(self._left))]

    def nearest(self, row: int) -> list[int]:
        """Return the numbers of the shifts whose routes come closest to taking a stop."""
        return [int(number) for number in np.lexsort((self._extra[:, row], self._off[:, row]))]

    def _barred(self, row: int, number: int) -> bool:
        """Tell whether a shift cannot serve a stop even if it serves nothing else."""
        if self._alone[number, row] > 0:
            return True
        # What a way takes at least, which places are rated by, is less than what it takes in some hours.
        return self._hourly(number) and bool(self._bars(row, number))

    def _hourly(self, number: int) -> bool:
        return self._known.matrices[self._trials[number].shift.vehicle.profile].pace is not None

    def _find_bars(self, row: int, number: int) -> tuple[Bar, ...]:
        """Return what keeps a shift from a stop even if it serves nothing else."""
        stop, trial = self._left[row], self._trials[number]
        bars = find_bars(self._known, stop, trial.shift, self._ready[number])
        if bars or not self._hourly(number):
            return bars
        tried = []
        for fit in _alone(self._known, trial).fits(stop):
            if not {violation.cause for violation in fit.violations} - {Cause.BREAK}:
                return ()
            tried.append(fit)
        nearest = min(tried, key=_distance)
        amount = _distance(nearest)[1]
        return tuple(Bar(binding, amount) for binding in tell_full(trial.shift, stop, nearest))

    def _never(self, row: int) -> Unassigned:
        stop = self._left[row]
        bars = [self._bars(row, number) for number in range(len(self._trials))]
        first = [found[0] for found in bars if found]
        cause = _foremost([bar.binding.cause for bar in first])
        every = tuple(bar.binding for found in bars for bar in found)
        return Unassigned(stop.id, True, cause, tell_never(cause, first), bindings=every)

    def _crowd(self, crowd: Crowd, rows: Sequence[int]) -> Mapping[int, Unassigned]:
        """Tell of all that stay behind in the same hours at once; a few are tried, to name the cause."""
        looked = [self._look(row) for row in rows[:_OF_A_CROWD]]
        cause = _foremost([one.cause for one in looked])
        because = (tell_crowd(crowd),)
        told = {row: Unassigned(self._left[row].id, False, cause, because) for row in rows}
        for row, one in zip(rows, looked, strict=False):
            told[row] = replace(one, cause=cause, because=because)
        return told

    def _look(self, row: int) -> Unassigned:
        """Say why one stop is left behind, by trying it in the routes that come closest."""
        stop = self._left[row]
        bindings: list[Binding] = []
        closest: list[_Found] = []
        for rank, number in enumerate(self.nearest(row)):
            if rank >= _SHIFTS and closest:
                break
            trial = self._trials[number]
            if bars := self._bars(row, number):
                bindings += [bar.binding for bar in bars]
                continue
            closest.append(_nearest(stop, trial))
            bindings += closest[-1].bindings
        foremost = min(closest, key=lambda found: found.distance).bindings[0]
        return Unassigned(stop.id, False, foremost.cause, (foremost,), bindings=tuple(bindings))


def _ready(trial: TrialRoute) -> Ready:
    """Tell when a shift can begin its next trip, its fixed trips made."""
    shift = trial.shift
    begin = max(shift.hours.earliest, shift.not_before)
    if not shift.fixed:
        home = trial.known.depots[shift.depot]
        return Ready(begin, 0, 0, begin, home)
    (route,) = TrialRoute.of(trial.known, shift, None, trial.judge).plan.routes
    last = route.trips[-1]
    left, metres = route.end - last.return_drive_seconds, route.metres - last.return_metres
    return Ready(begin, metres, len(route.trips), left, trial.known.index[last.visits[-1].stop])


def _alone(known: Insertions, trial: TrialRoute) -> TrialRoute:
    """Return the route of a shift without the trips that it has not begun."""
    return replace(trial, known=known, sequence=RouteSequence.begun(trial.shift))


def _nearest(stop: Stop, trial: TrialRoute) -> _Found:
    """Look at the likeliest places of a route: how far the best is off, and what binds there."""
    fits = list(trial.fits(stop, _PLACES))
    good = [fit for fit in fits if not fit.violations]
    if good:
        dearer = min(fit.ticks for fit in good) - trial.ticks
        return _Found((0, dearer), (tell_price(trial.shift, stop, dearer),))
    nearest = min(fits, key=_distance)
    return _Found(_distance(nearest), tell_full(trial.shift, stop, nearest))


def _distance(fit: Fit) -> tuple[int, int]:
    """Measure how far a place is from feasible: kinds of violation, then amounts in about seconds."""
    causes = {violation.cause for violation in fit.violations}
    return len(causes), sum(v.amount * _WEIGHTS.get(v.cause, 1) for v in fit.violations)


def _foremost(causes: Sequence[Cause]) -> Cause:
    """Return the cause that binds most often."""
    counts = Counter(causes)
    return min(counts, key=lambda cause: (-counts[cause], RANKS.index(cause)), default=Cause.SHIFT)
