"""The cheapest place for a stop in all routes of a day: exact, and held against the checker.

Every place that the rating does not rule out is a candidate; the rating never rules out what the checker
would allow. What a place costs at least is the way, the use of a vehicle, and the work that waiting cannot
hide, less what it may save others; candidates are tried in that order, until the next one costs more at least
than the best one costs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dispatch.insertion import Fit, Gap, Gaps, Insertions, Numbers, Rating, TrialRoute
from dispatch.model import Problem, Route, Stop, TimeWindow, Visit
from dispatch.slots.slot import Tightness
from dispatch.slots.standing import Savings, Standing


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


def find_places(standing: Standing, problem: Problem, stops: Sequence[Stop]) -> dict[str, Found]:
    """Find the cheapest place of each stop, each on its own; one that fits nowhere has none.

    Parameters
    ----------
    standing
        The day as it stands.
    problem
        The same with the stops behind its own.
    stops
        Those that are asked for.
    """
    known, asked = Insertions(problem), tuple(stops)
    trials = [replace(trial, known=known, planned=trial.plan) for trial in standing.trials]
    # Further depots stand behind the stops in every matrix, so their places are others with one stop more.
    gaps = [trial.gaps for trial in trials] if problem.more_depots else standing.gaps
    ratings = [known.rate(one, asked) for one in gaps]
    found = {}
    for row, stop in enumerate(asked):
        if best := _cheapest(standing, gaps, trials, ratings, row, stop):
            found[stop.id] = best
    return found


def _cheapest(
    standing: Standing,
    gaps: Sequence[Gaps],
    trials: Sequence[TrialRoute],
    ratings: Sequence[Rating],
    row: int,
    stop: Stop,
) -> Found | None:
    """Try places in the order of what they cost at least."""
    places: list[tuple[int, int, int]] = []
    for number, rating in enumerate(ratings):
        least = _least(rating, row, standing.savings[number])
        places += [(int(least[gap]), number, int(gap)) for gap in np.flatnonzero(rating.off[row] == 0)]
    best: Found | None = None
    for least_ticks, number, gap in sorted(places):
        if best is not None and least_ticks >= best.extra_ticks:
            break
        place: Gap = gaps[number].gaps[gap]
        fit = trials[number].try_gap(stop, place)
        if fit.violations:
            continue
        found = Found(stop.id, trials[number], fit, place.position < 0)
        if best is None or found.extra_ticks < best.extra_ticks:
            best = found
    return best


def _least(rating: Rating, row: int, savings: Savings) -> Numbers:
    """Return what each place costs at least."""
    least: Numbers = rating.least[row] - savings.soft
    paid: Numbers = rating.paid[row] - savings.idle
    return paid if savings.later else np.maximum(least, paid)
