"""Stops that stay behind together: too few couriers for the same hours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from dispatch.insertion import TrialRoute
from dispatch.model import Shift, Stop

CROWD: Final = 4
"""So many in the same hours are a crowd."""

_LISTED: Final = 12
"""Up to so many are told one by one whatever they have in common."""

_LOADED: Final = 60
"""Stops with which one more courier is tried."""

MORE: Final = "one more"
"""Id and name of a courier whom the day does not have."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """Hold stops that stay behind in the same hours.

    Parameters
    ----------
    stops
        Ids.
    orders
        Receipts in them.
    earliest, latest
        The hours of most of them, in seconds since midnight: one window of a whole day tells nothing.
    couriers
        About how many more would serve them; 0 if one more serves none.
    """

    stops: frozenset[str]
    orders: int
    earliest: int
    latest: int
    couriers: int


def find_crowds(stops: Sequence[Stop], trials: Sequence[TrialRoute]) -> list[Crowd]:
    """Group stops for which there is no room by the hours in which they were promised."""
    if len(stops) <= _LISTED:
        return []
    return [_crowd(group, trials) for group in _overlapping(stops) if len(group) >= CROWD]


def _overlapping(stops: Sequence[Stop]) -> list[list[Stop]]:
    """Group stops of which every window overlaps that of the group which closes first."""
    groups: list[list[Stop]] = []
    for stop in sorted(stops, key=lambda stop: (stop.window.latest, stop.window.earliest, stop.id)):
        if not groups or stop.window.earliest >= groups[-1][0].window.latest:
            groups.append([])
        groups[-1].append(stop)
    return groups


def _crowd(group: Sequence[Stop], trials: Sequence[TrialRoute]) -> Crowd:
    opens = sorted(stop.window.earliest for stop in group)
    closes = sorted(stop.window.latest for stop in group)
    return Crowd(
        frozenset(stop.id for stop in group),
        sum(len(stop.orders) for stop in group),
        opens[len(group) // 4],
        closes[3 * len(group) // 4],
        _missing(group, trials),
    )


def models(trials: Sequence[TrialRoute]) -> dict[str, TrialRoute]:
    """Return, by kind of vehicle, the route of the longest shift: what one more courier would be like."""
    kinds: dict[str, TrialRoute] = {}
    for trial in trials:
        known = kinds.setdefault(trial.shift.vehicle.kind, trial)
        if _length(trial.shift) > _length(known.shift):
            kinds[trial.shift.vehicle.kind] = trial
    return kinds


def fill(trial: TrialRoute, stops: Iterable[Stop], last: int = 0) -> frozenset[str]:
    """Take as many stops as fit into a route, always the one that costs least, the earliest due first."""
    served: set[str] = set()
    waiting = sorted(stops, key=lambda stop: (stop.late_until, stop.id))[:_LOADED]
    while waiting:
        rating = trial.rate(waiting)
        seems = (rating.off == 0) & (trial.gaps.trips >= last)
        if not seems.any():
            break
        extra = np.where(seems, rating.extra, rating.extra.max() + 1)
        row, column = np.unravel_index(extra.argmin(), extra.shape)
        stop = waiting[int(row)]
        fit = trial.try_gap(stop, trial.gaps.gaps[int(column)])
        waiting = [
            one for one, fits in zip(waiting, seems.any(axis=1), strict=True) if fits and one is not stop
        ]
        if not fit.violations:
            trial = trial.with_fit(fit)
            served.add(stop.id)
    return frozenset(served)


def add_like(model: TrialRoute) -> TrialRoute:
    """Return the empty route of one more courier like another, at work the whole of the hours."""
    shift = replace(model.shift, id=MORE, courier=MORE, fixed=())
    return TrialRoute.of(model.known, shift, None, model.judge)


def _missing(group: Sequence[Stop], trials: Sequence[TrialRoute]) -> int:
    """Estimate how many couriers are missing, by how many stops of the group the best kind takes."""
    served = max((len(fill(add_like(trial), group)) for trial in models(trials).values()), default=0)
    tried = min(len(group), _LOADED)
    if served == 0:
        return 0
    return -(-len(group) // served) if served < tried or len(group) > _LOADED else 1


def _length(shift: Shift) -> int:
    return shift.hours.latest - shift.hours.earliest
