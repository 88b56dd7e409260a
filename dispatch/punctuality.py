"""How likely each stop is to be served in its window, once traffic and doors do what they do.

A plan is exact; a day is not. Two hundred days are drawn with driving and door times that scatter around
the planned ones, and each stop is counted in time or not. The same plan and seed give the same chances.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from dispatch.clock import DAY
from dispatch.config import Travel
from dispatch.model import Pace, Plan, Problem, Route

DRAWS: Final = 200

Moments = npt.NDArray[np.float64]
"""Seconds since midnight, one for each draw."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Say how far times scatter, as the standard deviation of their logarithm.

    Parameters
    ----------
    traffic
        Of all driving of a route together: a slow day.
    leg
        Of the drive to one stop.
    door
        Of the time at one door.
    """

    traffic: float
    leg: float
    door: float


MEASURED: Final = Spread(traffic=0.08, leg=0.15, door=0.35)
"""Driving times by road, as they scatter from day to day in a town."""

ESTIMATED: Final = Spread(traffic=0.15, leg=0.3, door=0.35)
"""As the crow flies: the error of the estimate against roads comes on top."""


@dataclass(frozen=True, slots=True)
class Spreads:
    """Hold how far times scatter for each kind of vehicle.

    Parameters
    ----------
    learned
        By kind of vehicle, where enough came back of earlier days; else what is assumed.
    """

    learned: tuple[tuple[str, Spread], ...] = ()

    def of(self, kind: str, *, estimated: bool) -> Spread:
        """Return the spread of a kind of vehicle."""
        return dict(self.learned).get(kind, ESTIMATED if estimated else MEASURED)


def spreads_of(travel: Travel) -> Spreads:
    """Return how far times scatter as the store has it."""
    return Spreads(tuple((kind, Spread(s.traffic, s.leg, s.door)) for kind, s in travel.spread.items()))


ASSUMED: Final = Spreads()
"""Where nothing has come back yet."""


@dataclass(frozen=True, slots=True)
class Likely:
    """Say how likely a visit begins in its window.

    Parameters
    ----------
    stop
        Its id.
    percent
        In whole percents, rounded down.
    behind
        Seconds behind its planned beginning by which it has begun on the share of days that was asked for.
    """

    stop: str
    percent: int
    behind: int


def chances(
    problem: Problem, plan: Plan, seed: int, spreads: Spreads = ASSUMED, draws: int = DRAWS
) -> tuple[tuple[str, int], ...]:
    """Give each planned stop its chance to begin within its window, in whole percents.

    Parameters
    ----------
    problem, plan
        What was asked, and what is planned. A stop that the plan serves late has the chance that it is not.
    seed, draws
        Decide the days that are drawn.
    spreads
        How far times scatter.

    Returns
    -------
    tuple
        (stop, percent), route by route in the order of the visits.
    """
    found = likelihoods(problem, plan, seed, 0.5, spreads, draws)
    return tuple((one.stop, one.percent) for one in found)


def likelihoods(
    problem: Problem, plan: Plan, seed: int, share: float, spreads: Spreads = ASSUMED, draws: int = DRAWS
) -> tuple[Likely, ...]:
    """Tell of each planned stop how likely it is in time, and how late it gets on all but few days.

    Parameters
    ----------
    problem, plan, seed, spreads, draws
        As in :func:`chances`.
    share
        Of the days on which a visit is to have begun ``behind`` seconds behind its plan.
    """
    rng = np.random.default_rng((abs(seed), draws))
    found: list[Likely] = []
    for route in plan.routes:
        vehicle = route.shift.vehicle
        spread = spreads.of(vehicle.kind, estimated=problem.matrix(vehicle.profile).estimated)
        found += _route(problem, route, spread, rng, draws, share)
    return tuple(found)


def _route(
    problem: Problem, route: Route, spread: Spread, rng: "np.random.Generator", draws: int, share: float
) -> list[Likely]:
    windows = {stop.id: stop.window for stop in problem.in_windows(route.windows).stops}
    pauses = {(pause.trip, pause.position): pause.end - pause.start for pause in route.pauses}
    traffic = _scatter(spread.traffic, rng, draws)
    pace = problem.matrix(route.shift.vehicle.profile).pace
    found: list[Likely] = []
    back: Moments = np.zeros(draws)
    for number, trip in enumerate(route.trips):
        loading = np.maximum(trip.loading_start, back + pauses.get((number, 0), 0))
        now = np.maximum(trip.departure, loading + (trip.departure - trip.loading_start))
        for seq, visit in enumerate(trip.visits, start=1):
            longer = traffic * _scatter(spread.leg, rng, draws)
            now = _driven(pace, now, visit.arrival, visit.drive_seconds, longer)
            # A wait is planned because service may not begin before.
            begin = np.maximum(now, visit.start if visit.wait else windows[visit.stop].earliest)
            in_time = begin <= windows[visit.stop].latest
            percent = int(100 * np.count_nonzero(in_time) / draws)
            behind = float(np.quantile(begin, share, method="higher")) - visit.start
            found.append(Likely(visit.stop, percent, max(0, math.ceil(behind))))
            now = begin + (visit.departure - visit.start) * _scatter(spread.door, rng, draws)
            now = now + pauses.get((number, seq), 0)
        longer = traffic * _scatter(spread.leg, rng, draws)
        back = _driven(pace, now, trip.arrival, trip.return_drive_seconds, longer)
    return found


def _driven(pace: Pace | None, now: Moments, arrival: int, seconds: int, longer: Moments) -> Moments:
    """Return when drives end that begin now, and take so many times as long as the one of the plan.

    In other hours than planned they are slower or faster.
    """
    if pace is None:
        return now + seconds * longer
    moments = np.array([-DAY, *pace.begins[1:], 10 * DAY], dtype=np.float64)
    ways = np.append(0.0, np.cumsum(np.diff(moments) * pace.speeds))
    began, ended = np.interp((arrival - seconds, arrival), moments, ways)
    reached: Moments = np.interp(np.interp(now, moments, ways) + (ended - began) * longer, ways, moments)
    return reached


def _scatter(deviation: float, rng: "np.random.Generator", draws: int) -> Moments:
    """Draw factors around 1, none of them negative and some of them large."""
    return rng.lognormal(-deviation * deviation / 2, deviation, draws)
