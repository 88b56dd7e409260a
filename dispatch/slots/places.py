"""The cheapest place for a stop in all routes of a day: exact, and held against the checker.

Every place that the rating does not rule out is a candidate; the rating never rules out what the checker
would allow. What a place costs at least is the way, the use of a vehicle, and the work that waiting cannot
hide, less what it may save others; candidates are tried in that order, until the next one costs more at least
than the best one costs.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dispatch.insertion import Fit, Gaps, Insertions, Numbers, Rating, TrialRoute
from dispatch.model import Problem, Route, Stop, TimeWindow, Visit
from dispatch.slots.slot import Tightness
from dispatch.slots.standing import Savings, Standing

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Found:
    """Hold the cheapest place of a stop.

    Parameters
    ----------
    stop
        Id.
    before, fit
        The route without it, and with it.
    own_trip
        Whether the trip is made for it.
    """

    stop: str
    before: TrialRoute
    fit: Fit
    own_trip: bool

    @property
    def extra_ticks(self) -> int:
        """What it costs more."""
        return self.fit.ticks - self.before.ticks

    @property
    def work_seconds(self) -> int:
        """By how much the courier works longer."""
        return self.route.work_seconds - self.before.work

    @property
    def route(self) -> Route:
        """The route with the stop in it."""
        return self.fit.plan.routes[0]

    @property
    def trip(self) -> int:
        """The number of the trip, from 1."""
        return self.fit.trip + 1

    @property
    def visit(self) -> Visit:
        """The stop in its trip."""
        visits = self.route.trips[self.fit.trip].visits
        return next(visit for visit in visits if visit.stop == self.stop)

    def tightness(self, windows: Mapping[str, TimeWindow]) -> Tightness:
        """Tell how tight it makes the others in that route."""
        now = {visit.stop: visit for trip in self.route.trips for visit in trip.visits}
        was = {v.stop: v for route in self.before.plan.routes for trip in route.trips for v in trip.visits}
        fixed = {stop for trip in self.before.shift.fixed for stop in trip.stops}
        ahead = [stop for stop in was if stop not in fixed and stop in windows]
        slack = [[windows[stop].latest - seen[stop].start for stop in ahead] for seen in (was, now)]
        moved = sum(now[stop].start // 60 != was[stop].start // 60 for stop in ahead)
        told = {stop: one.window.latest for stop in ahead if (one := self.before.known.stops[stop].told)}
        late = sum(was[stop].start <= latest < now[stop].start for stop, latest in told.items())
        return Tightness(min(slack[0], default=None), min(slack[1], default=None), moved, late)


class PlaceSearch:
    """Find the cheapest place of each stop while not all ways to it are known.

    Where a way was not measured, what it takes at least stands for it. A place next to one may then be better
    than it is but never worse, so the ways that must be known to be sure are few.

    Parameters
    ----------
    standing
        The day as it stands.
    stops
        Those that are asked for.
    """

    def __init__(self, standing: Standing, stops: Sequence[Stop]) -> None:
        self._standing, self._stops = standing, tuple(stops)
        self._sure: dict[str, Found | None] = {}
        self._tried: dict[tuple[str, int, int], Found | None] = {}
        self.missing: dict[str, set[int]] = {}
        """By profile, the places of the problem to which the ways must be known to be sure."""

    def find(
        self, problem: Problem, measured: Mapping[str, Collection[int]] | None = None
    ) -> dict[str, Found]:
        """Return what is found for sure; it is all there is if nothing is missing.

        Parameters
        ----------
        problem
            The day with the stops behind its own.
        measured
            By profile, the places to which the ways are known; without, all.
        """
        self.missing, known = {}, Insertions(problem)
        trials = [replace(trial, known=known, planned=trial.plan) for trial in self._standing.trials]
        # Further depots stand behind the stops in every matrix: their places are others with a stop more.
        gaps = [trial.gaps for trial in trials] if problem.more_depots else self._standing.gaps
        asked = tuple(stop for stop in self._stops if stop.id not in self._sure)
        ratings = [known.rate(one, asked) for one in gaps]
        unsure = _unsure(gaps, problem, measured)
        for row, stop in enumerate(asked):
            missing = self._cheapest(gaps, trials, ratings, unsure, row, stop)
            for number, gap in missing:
                column = gaps[number].columns
                profile = gaps[number].shift.vehicle.profile
                places = (int(column[side][gap]) for side in ("before", "after"))
                self.missing.setdefault(profile, set()).update(places)
        return {stop: found for stop, found in self._sure.items() if found}

    def _cheapest(
        self,
        gaps: Sequence[Gaps],
        trials: Sequence[TrialRoute],
        ratings: Sequence[Rating],
        unsure: Sequence[Flags],
        row: int,
        stop: Stop,
    ) -> list[tuple[int, int]]:
        """Try places in the order of what they cost at least; return those that must be known first."""
        places: list[tuple[int, int, int]] = []
        for number, rating in enumerate(ratings):
            least = _least(rating, row, self._standing.savings[number])
            places += [(int(least[gap]), number, int(gap)) for gap in np.flatnonzero(rating.off[row] == 0)]
        best: Found | None = None
        missing = []
        for least_ticks, number, gap in sorted(places):
            if best is not None and least_ticks >= best.extra_ticks:
                break
            if unsure[number][gap]:
                missing.append((number, gap))
                continue
            found = self._try(trials[number], gaps[number], stop, (stop.id, number, gap))
            if found is not None and (best is None or found.extra_ticks < best.extra_ticks):
                best = found
        if not missing:
            self._sure[stop.id] = best
        return missing

    def _try(self, trial: TrialRoute, gaps: Gaps, stop: Stop, key: tuple[str, int, int]) -> Found | None:
        """Try a stop at a place, once; None if it does not fit there."""
        if key not in self._tried:
            place = gaps.gaps[key[2]]
            fit = trial.try_gap(stop, place)
            self._tried[key] = None if fit.violations else Found(stop.id, trial, fit, place.position < 0)
        return self._tried[key]


def _unsure(
    gaps: Sequence[Gaps], problem: Problem, measured: Mapping[str, Collection[int]] | None
) -> list[Flags]:
    """Tell of each place whether a way next to it was not measured."""
    if measured is None:
        return [np.zeros(len(one.gaps), dtype=np.bool_) for one in gaps]
    far: dict[str, Flags] = {}
    for matrix in problem.travel:
        far[matrix.profile] = np.ones(matrix.size, dtype=np.bool_)
        far[matrix.profile][list(measured[matrix.profile])] = False
    of_gaps = ((far[one.shift.vehicle.profile], one.columns) for one in gaps)
    return [unknown[column["before"]] | unknown[column["after"]] for unknown, column in of_gaps]


def _least(rating: Rating, row: int, savings: Savings) -> Numbers:
    """Return what each place costs at least."""
    least: Numbers = rating.least[row] - savings.soft
    paid: Numbers = rating.paid[row] - savings.idle
    return paid if savings.later else np.maximum(least, paid)
