"""What is asked of a problem for every place in its routes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from dispatch.insertion.gaps import NEVER
from dispatch.model import (
    UNREACHABLE,
    Affinity,
    Problem,
    Restriction,
    RouteSequence,
    Shift,
    Stop,
    TravelMatrix,
)
from dispatch.model.pace import WAY


class Lookup:
    """Look things of a problem up, and cut it down to a route."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.stops = {stop.id: stop for stop in problem.stops}
        self.index = problem.index()
        self.depots = problem.depot_places
        self._limits: dict[str, dict[str, Restriction]] = {}
        for limit in problem.restrictions:
            self._limits.setdefault(limit.vehicle, {})[limit.stop] = limit
        self._likings: dict[str, dict[str, int]] = {}
        for liking in problem.affinities:
            self._likings.setdefault(liking.shift, {})[liking.stop] = liking.cents
        self.matrices = {matrix.profile: matrix for matrix in problem.travel}
        self._usual = {matrix.profile: _arrays(matrix) for matrix in problem.travel}
        self.travel = {
            name: (_least(self.matrices[name], seconds, problem.depot_places), metres)
            for name, (seconds, metres) in self._usual.items()
        }
        """By profile: seconds that each way takes at least, whenever it is driven, and metres."""

    def limited(self, shift: Shift) -> Mapping[str, Restriction]:
        """Return what keeps the vehicle of a shift from stops, by stop."""
        return self._limits.get(shift.vehicle.id, {})

    def limit(self, shift: Shift, stop: str) -> Restriction | None:
        """Return what keeps the vehicle of a shift from a stop, if anything does."""
        return self._limits.get(shift.vehicle.id, {}).get(stop)

    def likings(self, shift: Shift) -> Mapping[str, int]:
        """Return what it costs more that a shift comes to stops, in cents, by stop."""
        return self._likings.get(shift.id, {})

    def liking(self, shift: Shift, stop: str) -> int:
        """Return what it costs more, in cents, that a shift comes to a stop."""
        return self._likings.get(shift.id, {}).get(stop, 0)

    def hours(self, shift: Shift, stop: Stop) -> tuple[int, int]:
        """Return from when on, and until when, a shift may begin service at a stop."""
        opens, closes, limit = stop.window.earliest, stop.late_until, self.limit(shift, stop.id)
        if limit and limit.window:
            opens, closes = max(opens, limit.window.earliest), min(closes, limit.window.latest)
        return opens, closes

    def on_board(self, shift: Shift, cold_limit: int | None) -> int:
        """Return how long goods may take from loading to the door with a shift."""
        limits = [self.problem.longest_on_board, None if shift.vehicle.cooled else cold_limit]
        return min((limit for limit in limits if limit is not None), default=NEVER)

    def least(self, profile: str, origin: int, destination: int) -> int:
        """Return the seconds that a way takes at least, whenever it is driven."""
        return int(self.travel[profile][0][origin, destination])

    def cut(self, shift: Shift, sequence: RouteSequence, stop: Stop | None = None) -> Problem:
        """Cut the problem down to one shift, the stops of its route, and perhaps one more, as it is given."""
        names = [name for trip in sequence.trips for name in trip if stop is None or name != stop.id]
        stops = [self.stops[name] for name in names] + ([stop] if stop else [])
        places = [0, *(self.index[one.id] for one in stops), *self.depots[1:]]
        whole = self.matrices[shift.vehicle.profile]
        seconds, metres = self._usual[shift.vehicle.profile]
        pairs = np.ix_(places, places)
        matrix = whole.over(len(places), seconds[pairs].tobytes(), metres[pairs].tobytes())
        limits = tuple(limit for one in stops if (limit := self.limit(shift, one.id)))
        likings = ((one.id, self.liking(shift, one.id)) for one in stops)
        return replace(
            self.problem,
            stops=tuple(stops),
            shifts=(shift,),
            travel=(matrix,),
            restrictions=limits,
            affinities=tuple(Affinity(shift.id, name, liking) for name, liking in likings if liking),
        )


def _least(matrix: TravelMatrix, seconds: NDArray[np.int32], depots: Sequence[int]) -> NDArray[np.int32]:
    """Return the seconds that each way takes at least."""
    pace = matrix.pace
    return least_ways(seconds, depots, pace.door_seconds, max(pace.speeds)) if pace else seconds


def least_ways(
    seconds: NDArray[np.int32], depots: Sequence[int], door_seconds: int, fastest: int
) -> NDArray[np.int32]:
    """Return what ways take at least, whenever they are driven: :meth:`dispatch.model.Pace.least` of each.

    Parameters
    ----------
    seconds
        Between all places, at the usual speed.
    depots
        The places that are no doors.
    door_seconds, fastest
        Of the pace: what no hour makes longer, and its highest speed.
    """
    usual = seconds.astype(np.int64)
    to_door = np.full(usual.shape[1], door_seconds)
    to_door[list(depots)] = 0
    still = np.minimum(usual, to_door)
    least = still - (still - usual) * WAY // fastest
    return np.where(usual < UNREACHABLE, least, usual).astype(np.int32)


def _arrays(matrix: TravelMatrix) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    shape = (matrix.size, matrix.size)
    seconds = np.frombuffer(matrix.flat_seconds, dtype=np.int32).reshape(shape)
    return seconds, np.frombuffer(matrix.flat_metres, dtype=np.int32).reshape(shape)
