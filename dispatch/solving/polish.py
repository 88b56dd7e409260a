"""The last touch: what can be put in is put in, under the scheduler's times and the checker's eyes.

Every stop that was left behind is tried in every route and goes in where that costs less than leaving it.
On small days stops are also moved, exchanged with such as stay behind, and put in by twos, with the breaks
laid anew each time: there the moves of the search are too coarse, and a single move decides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Final

import numpy as np

from dispatch.insertion import (
    Gap,
    Insertions,
    Judge,
    Numbers,
    TrialRoute,
    without_breaks,
)
from dispatch.model import CENT, Problem, RouteSequence, Solution, Stop
from dispatch.solving.tiny import best_of_all, is_tiny

_PLACES: Final = 8
"""Places at which a stop is tried, of all routes those that seem cheapest."""

_MANY, _PLACES_OF_MANY = 200, 2
"""Where more stay behind than that, couriers are missing: each is tried at the likeliest places only."""

_SMALL: Final = 40
"""Up to so many stops a day is small."""

_WAYS, _WAYS_SMALL = 8, 120
"""In how many ways the breaks of a route are laid when a stop is tried in it."""

_TRIES_SMALL: Final = 1_500
"""How often a route is changed at most on a small day."""

_TINIEST: Final = 8
"""Stops up to which a small day has all these tries and ways; with more of both, somebody waits for it."""

_NONE: Final = np.iinfo(np.int64).max
_NO_OFFERS: Final = np.zeros((0, 0), dtype=np.int64)

_Place = tuple[int, str, TrialRoute, Gap]
"""About what a stop costs there in ticks, the shift's id, its route, and the place."""


def polish(problem: Problem, solution: Solution, judge: Judge, *, tries: int | None = None) -> Solution:
    """Return a solution that costs no more, with everything put in that fits and pays.

    Parameters
    ----------
    problem, solution
        A solution that breaks nothing.
    judge
        Schedules a solution and checks the plan.
    tries
        How often a route of a small day is changed at most; None for as often as pays.
    """
    if not (problem.shifts and problem.stops):
        return solution
    if tries is None and is_tiny(problem):
        best = best_of_all(problem, judge)
        polished = replace(solution, routes=best.routes)
    elif len(solution.served()) < len(problem.stops) or len(problem.stops) <= _SMALL:
        polished = _Polish(problem, solution, judge, tries).polish()
    else:
        return solution
    before, after = (judge(problem, one) for one in (solution, polished))
    # Routes are judged one by one: a vehicle that two of them share is seen in the whole only.
    better = not after[1] and after[0].totals.cost.ticks < before[0].totals.cost.ticks
    return polished if better else solution


@dataclass(frozen=True, slots=True)
class _Step:
    """Change routes, put stops in and leave stops behind.

    Parameters
    ----------
    gain
        What that saves, in ticks.
    routes
        The routes that change, as they become.
    put_in, left_out
        Stops.
    """

    gain: int
    routes: tuple[TrialRoute, ...]
    put_in: tuple[Stop, ...] = ()
    left_out: tuple[Stop, ...] = ()


def put_in(
    routes: Sequence[TrialRoute], left: Sequence[Stop], tried: int = _PLACES
) -> tuple[list[TrialRoute], list[Stop]]:
    """Put stops into routes, the dearest to leave behind first, until none fits and pays.

    Parameters
    ----------
    routes, left
        One route a shift, and the stops in none.
    tried
        Places at which a stop is tried, of all routes those that seem cheapest.

    Returns
    -------
    routes, left
        As they become.
    """
    left = tuple(left)
    best, waiting, found = list(routes), list(left), True
    rows = {stop.id: row for row, stop in enumerate(left)}
    offers = np.array([_offer(route, left) for route in best]) if left else _NO_OFFERS
    while found:
        found = False
        for stop in sorted(waiting, key=lambda stop: -stop.drop_cents):
            offered = offers[:, rows[stop.id]]
            near = [int(number) for number in np.argsort(offered, kind="stable")[:tried]]
            likely = [(number, best[number]) for number in near if offered[number] < _NONE]
            if taken := _cheapest(likely, stop, tried):
                number, best[number] = taken
                waiting.remove(stop)
                offers[number] = _offer(best[number], left)
                found = True
    return best, waiting


def _offer(route: TrialRoute, stops: Sequence[Stop]) -> Numbers:
    """Return, for each stop, about what it costs at the best place of a route where it may fit and pay."""
    rating = route.rate(stops)
    prices = np.array([stop.drop_cents * CENT for stop in stops], dtype=np.int64)
    pays = (rating.off == 0) & (rating.least < prices[:, None])
    offer: Numbers = np.where(pays, rating.extra, _NONE).min(axis=1)
    return offer


def _cheapest(
    routes: Sequence[tuple[int, TrialRoute]], stop: Stop, tried: int
) -> tuple[int, TrialRoute] | None:
    """Return the number of the route that takes a stop for least, and the route with it, if that pays."""
    places: list[tuple[int, int, TrialRoute, Gap]] = []
    for number, route in routes:
        rating = route.rate((stop,))
        fitting = np.flatnonzero(rating.off[0] == 0)
        places += [(int(rating.extra[0, n]), number, route, route.gaps.gaps[n]) for n in fitting]
    found: tuple[int, TrialRoute] | None = None
    limit = stop.drop_cents * CENT
    for _, number, route, gap in sorted(places, key=lambda place: place[0])[:tried]:
        for choice in stop.choices:
            longer = route.with_sequence(gap.put(route.sequence, choice), _WAYS)
            if longer and longer.ticks - route.ticks < limit:
                found, limit = (number, longer), longer.ticks - route.ticks
    return found


class _Polish:
    def __init__(self, problem: Problem, solution: Solution, judge: Judge, tries: int | None) -> None:
        self._solution = solution
        self._known = Insertions(problem)
        share = min(1.0, _TINIEST / len(problem.stops))
        self._tries, self._most = 0, int(_TRIES_SMALL * share) if tries is None else tries
        self._ways = max(_WAYS, int(_WAYS_SMALL * share))
        self._small = len(problem.stops) <= _SMALL
        routes = {sequence.shift: sequence for sequence in solution.routes}
        self._routes = {
            shift.id: TrialRoute.of(self._known, shift, routes.get(shift.id), judge)
            for shift in problem.shifts
        }
        # A route that is not in the solution has its trips that have left all the same.
        served = {name for one in self._routes.values() for trip in one.sequence.trips for name in trip}
        self._left = [stop for stop in problem.stops if stop.id not in served]

    def polish(self) -> Solution:
        """Take step after step as long as one saves something."""
        tried = _PLACES if len(self._left) <= _MANY else _PLACES_OF_MANY
        routes, self._left = put_in(tuple(self._routes.values()), self._left, tried)
        self._routes = {route.shift.id: route for route in routes}
        while self._small and self._tries < self._most:
            step = max(self._steps(), key=lambda step: step.gain, default=None)
            if step is None or step.gain <= 0:
                break
            self._take(step)
        sequences = (route.sequence for route in self._routes.values())
        return replace(self._solution, routes=tuple(sequence for sequence in sequences if sequence.trips))

    def _take(self, step: _Step) -> None:
        for route in step.routes:
            self._routes[route.shift.id] = route
        put_in = {stop.id for stop in step.put_in}
        self._left = [*(stop for stop in self._left if stop.id not in put_in), *step.left_out]

    def _put_in(self, stop: Stop, places: Sequence[_Place]) -> _Step | None:
        """Find the cheapest of the likeliest places at which a stop pays."""
        drop = stop.drop_cents * CENT
        tried = (
            _Step(drop - (longer.ticks - route.ticks), (longer,), (stop,))
            for route, longer in self._longer(stop, places, _PLACES)
        )
        best = max(tried, key=lambda step: step.gain, default=None)
        return best if best and best.gain > 0 else None

    def _steps(self) -> Iterator[_Step]:
        """Yield the steps of a small day."""
        routes = list(self._routes.values())
        for route in routes:
            if route.shift.breaks and (laid := self._with(route, route.sequence)):
                yield _Step(route.ticks - laid.ticks, (laid,))
        for stop in self._left:
            if step := self._put_in(stop, self._places(stop, routes)):
                yield step
            yield from self._two(stop, routes)
        for route in routes:
            for trip in _free(route):
                for name in trip:
                    yield from self._move(route, self._known.stops[name])
        for one, other in combinations(routes, 2):
            yield from self._exchange(one, other)

    def _two(self, one: Stop, routes: Sequence[TrialRoute]) -> Iterator[_Step]:
        """Put two stops into a route of which neither may fit or pay alone."""
        others = [stop for stop in self._left if stop.id != one.id]
        places = self._places(one, routes) if others else ()
        for (_, _, route, gap), choice in product(places, one.choices):
            half = replace(route, sequence=gap.put(without_breaks(route.shift, route.sequence), choice))
            for other in others:
                for _, longer in self._longer(other, self._places(other, (half,)), 3):
                    price = (one.drop_cents + other.drop_cents) * CENT
                    yield _Step(price - (longer.ticks - route.ticks), (longer,), (one, other))

    def _move(self, route: TrialRoute, stop: Stop) -> Iterator[_Step]:
        """Take a stop out of a route: for good, into another place, or for one that stays behind."""
        shorter = self._with(route, _without(route, stop.id))
        if shorter is None:
            return
        saved, drop = route.ticks - shorter.ticks, stop.drop_cents * CENT
        yield _Step(saved - drop, (shorter,), (), (stop,))
        routes = [shorter if other is route else other for other in self._routes.values()]
        for before, longer in self._longer(stop, self._places(stop, routes), _PLACES):
            changed = (longer,) if before is shorter else (shorter, longer)
            yield _Step(saved - (longer.ticks - before.ticks), changed)
        for other in self._left:
            for before, longer in self._longer(other, self._places(other, routes), 3):
                changed = (longer,) if before is shorter else (shorter, longer)
                gain = saved - drop + other.drop_cents * CENT - (longer.ticks - before.ticks)
                yield _Step(gain, changed, (other,), (stop,))

    def _exchange(self, one: TrialRoute, other: TrialRoute) -> Iterator[_Step]:
        """Let two couriers drive what the other was to drive."""
        mine, theirs = _free(one), _free(other)
        if mine == theirs:
            return
        a = self._with(one, _with_trips(one, theirs))
        b = self._with(other, _with_trips(other, mine)) if a else None
        if a and b:
            yield _Step(one.ticks + other.ticks - a.ticks - b.ticks, (a, b))

    def _places(self, stop: Stop, routes: Sequence[TrialRoute]) -> list[_Place]:
        """List where a stop seems to fit if the breaks were laid anew, the cheapest place first."""
        found: list[_Place] = []
        for route in routes:
            bare = replace(route, sequence=without_breaks(route.shift, route.sequence))
            rating = bare.rate((stop,))
            found += [
                (int(rating.extra[0, n]), route.shift.id, route, bare.gaps.gaps[n])
                for n in np.flatnonzero(rating.off[0] == 0)
            ]
        return sorted(found, key=_cost)

    def _longer(
        self, stop: Stop, places: Sequence[_Place], most: int
    ) -> Iterator[tuple[TrialRoute, TrialRoute]]:
        """Yield routes before and after a stop was put in, where that breaks nothing."""
        for (_, _, route, gap), choice in product(sorted(places, key=_cost)[:most], stop.choices):
            if self._tries < self._most:
                longer = self._with(route, gap.put(route.sequence, choice))
                if longer is not None:
                    yield route, longer

    def _with(self, route: TrialRoute, sequence: RouteSequence) -> TrialRoute | None:
        """Return a route with another sequence and its cheapest breaks; None if it breaks a rule."""
        self._tries += 1
        return route.with_sequence(sequence, self._ways, cheapest=True)


def _without(route: TrialRoute, stop: str) -> RouteSequence:
    """Return the sequence of a route without a stop, its breaks to be laid anew."""
    trips = (tuple(name for name in trip if name != stop) for trip in _free(route))
    return _with_trips(route, tuple(trip for trip in trips if trip))


def _free(route: TrialRoute) -> tuple[tuple[str, ...], ...]:
    """Return the trips of a route that have not left."""
    return route.sequence.trips[len(route.shift.fixed) :]


def _with_trips(route: TrialRoute, trips: tuple[tuple[str, ...], ...]) -> RouteSequence:
    """Return the sequence of a route with other trips behind those that have left, its breaks to be laid."""
    fixed = route.sequence.trips[: len(route.shift.fixed)]
    return without_breaks(route.shift, replace(route.sequence, trips=(*fixed, *trips)))


def _cost(place: _Place) -> int:
    return place[0]
