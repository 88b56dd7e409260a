"""What is asked of a problem for every place in its routes."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from dispatch.model import Problem, Restriction, RouteSequence, Shift, Stop, TravelMatrix


class Lookup:
    """Look things of a problem up, and cut it down to a route."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.stops = {stop.id: stop for stop in problem.stops}
        self.index = problem.index()
        self._limits: dict[str, dict[str, Restriction]] = {}
        for limit in problem.restrictions:
            self._limits.setdefault(limit.vehicle, {})[limit.stop] = limit
        self.travel = {matrix.profile: _arrays(matrix) for matrix in problem.travel}

    def limited(self, shift: Shift) -> Mapping[str, Restriction]:
        """Return what keeps the vehicle of a shift from stops, by stop."""
        return self._limits.get(shift.vehicle.id, {})

    def limit(self, shift: Shift, stop: str) -> Restriction | None:
        """Return what keeps the vehicle of a shift from a stop, if anything does."""
        return self._limits.get(shift.vehicle.id, {}).get(stop)

    def cut(self, shift: Shift, order: RouteSequence, stop: Stop | None = None) -> Problem:
        """Cut the problem down to one shift, the stops of its route, and perhaps one more, as it is given."""
        names = [name for trip in order.trips for name in trip if stop is None or name != stop.id]
        stops = [self.stops[name] for name in names] + ([stop] if stop else [])
        places = [0, *(self.index[one.id] for one in stops)]
        whole = self.problem.matrix(shift.vehicle.profile)
        seconds, metres = self.travel[shift.vehicle.profile]
        pairs = np.ix_(places, places)
        matrix = TravelMatrix.from_bytes(
            whole.profile,
            len(places),
            seconds[pairs].tobytes(),
            metres[pairs].tobytes(),
            whole.source,
            estimated=whole.estimated,
        )
        limits = tuple(limit for one in stops if (limit := self.limit(shift, one.id)))
        return replace(
            self.problem, stops=tuple(stops), shifts=(shift,), travel=(matrix,), restrictions=limits
        )


def _arrays(matrix: TravelMatrix) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    shape = (matrix.size, matrix.size)
    seconds = np.frombuffer(matrix.flat_seconds, dtype=np.int32).reshape(shape)
    return seconds, np.frombuffer(matrix.flat_metres, dtype=np.int32).reshape(shape)
