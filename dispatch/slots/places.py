"""The cheapest place for a stop in all routes of a day: exact, and held against the checker.

Every place that the rating does not rule out is a candidate; the rating never rules out what the checker
would allow. What a place costs at least is the way, the use of a vehicle, and the work that waiting cannot
hide, less what it may save others; candidates are tried in that order, until the next one costs more at least
than the best one costs.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dispatch.insertion import Fit, Insertions, Rating, TrialRoute
from dispatch.model import Problem, Route, Stop, TimeWindow, Visit
from dispatch.slots.slot import Tightness
from dispatch.slots.standing import Side, Standing

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
        self._rated: dict[str, Rating] = {}
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
        known, standing = Insertions(problem), self._standing
        trials = [replace(trial, known=known, planned=trial.plan) for trial in standing.trials]
        sides = standing.sides
        if problem.more_depots:
            # Further depots stand behind the stops in every matrix: their places are others with a stop more.
            sides = Side.all_of([trial.gaps for trial in trials], standing.savings)
        self._rate(known, sides)
        candidates = _Candidates(sides, [self._rated[side.bundle.profile] for side in sides])
        unsure, self.missing = _unsure(sides, problem, measured), {}
        for row, stop in enumerate(self._stops):
            if stop.id not in self._sure:
                for number, column in self._cheapest(candidates.of(row), trials, sides, unsure, stop):
                    places = sides[number].bundle.columns
                    missing = self.missing.setdefault(sides[number].bundle.profile, set())
                    missing.update(int(places[end][column]) for end in ("before", "after"))
        return {stop: found for stop, found in self._sure.items() if found}

    def _rate(self, known: Insertions, sides: Sequence[Side]) -> None:
        """Rate all places; with more ways known, anew those of the profiles that lacked one.

        What was said of the others holds: they were dearer than what was found, whatever the ways.
        """
        for side in sides:
            profile = side.bundle.profile
            if profile not in self._rated or profile in self.missing:
                self._rated[profile] = known.rate_all(side.bundle, self._stops)

    def _cheapest(
        self,
        candidates: Iterator[tuple[int, int, int]],
        trials: Sequence[TrialRoute],
        sides: Sequence[Side],
        unsure: Sequence[Flags],
        stop: Stop,
    ) -> list[tuple[int, int]]:
        """Try places in the order of what they cost at least; return those that must be known first."""
        best: Found | None = None
        missing = []
        for least, number, column in candidates:
            if best is not None and least >= best.extra_ticks:
                break
            if unsure[number][column]:
                missing.append((number, column))
                continue
            found = self._try(trials, sides[number], column, stop)
            if found is not None and (best is None or found.extra_ticks < best.extra_ticks):
                best = found
        if not missing:
            self._sure[stop.id] = best
        return missing

    def _try(self, trials: Sequence[TrialRoute], side: Side, column: int, stop: Stop) -> Found | None:
        """Try a stop at a place, once; None if it does not fit there."""
        number, place = int(side.number[column]), int(side.bundle.place[column])
        key = (stop.id, number, place)
        if key not in self._tried:
            gap = side.bundle.routes[side.bundle.route[column]].gaps[place]
            fit = trials[number].try_gap(stop, gap)
            self._tried[key] = (
                None if fit.violations else Found(stop.id, trials[number], fit, gap.position < 0)
            )
        return self._tried[key]


class _Candidates:
    """Put the places at which stops seem to fit in the order of what they cost at least."""

    def __init__(self, sides: Sequence[Side], ratings: Sequence[Rating]) -> None:
        self._sides, self._ratings = sides, ratings

    def of(self, row: int) -> Iterator[tuple[int, int, int]]:
        """Yield what a place costs a stop at least, its side and its column; of equals the first route's."""
        parts = []
        for number, (side, rating) in enumerate(zip(self._sides, self._ratings, strict=True)):
            fit = np.flatnonzero(rating.off[row] == 0)
            ranks = (side.least(rating, row)[fit], side.number[fit], side.bundle.place[fit], fit)
            parts.append(np.vstack((*ranks, np.full_like(fit, number))))
        least, route, place, column, number = np.hstack(parts) if parts else np.empty((5, 0), dtype=np.int64)
        for one in np.lexsort((place, route, least)):
            yield int(least[one]), int(number[one]), int(column[one])


def _unsure(
    sides: Sequence[Side], problem: Problem, measured: Mapping[str, Collection[int]] | None
) -> list[Flags]:
    """Tell of each place whether a way next to it was not measured."""
    if measured is None:
        return [np.zeros(len(side.number), dtype=np.bool_) for side in sides]
    far: dict[str, Flags] = {}
    for matrix in problem.travel:
        far[matrix.profile] = np.ones(matrix.size, dtype=np.bool_)
        far[matrix.profile][list(measured[matrix.profile])] = False
    of_sides = ((far[side.bundle.profile], side.bundle.columns) for side in sides)
    return [unknown[column["before"]] | unknown[column["after"]] for unknown, column in of_sides]
