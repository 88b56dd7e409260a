"""The places of a route at which a stop could be put."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dispatch.model import RouteSequence, Shift, Stop

Numbers = NDArray[np.int64]

NEVER: Final = 1 << 40
"""More than any moment or amount."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Name a place in a route.

    Parameters
    ----------
    trip
        Index of the trip, or of the trip before which a trip of its own is made.
    position
        After how many stops of the trip; -1 for a trip of its own.
    """

    trip: int
    position: int

    def put(self, sequence: RouteSequence, stop: Stop) -> RouteSequence:
        """Return a route with a stop put here, in its window.

        Breaks stay with the stop behind which they are taken.
        """
        trips, trip, at = sequence.trips, self.trip, self.position
        if at < 0:
            breaks = (replace(b, trip=b.trip + 1) if b.trip >= trip else b for b in sequence.breaks)
            longer = (*trips[:trip], (stop.id,), *trips[trip:])
        else:
            breaks = (
                replace(b, position=b.position + 1) if b.trip == trip and b.position > at else b
                for b in sequence.breaks
            )
            path = trips[trip]
            longer = (*trips[:trip], (*path[:at], stop.id, *path[at:]), *trips[trip + 1 :])
        return replace(sequence, trips=longer, breaks=tuple(breaks)).taking(stop)


@dataclass(frozen=True, slots=True)
class Gaps:
    """Hold the places of one route behind the trips that have left, one a column.

    Parameters
    ----------
    shift
        Whose route.
    gaps
        The places.
    columns
        By name: ``before`` and ``after`` (places of the matrix), ``leaves`` (seconds, at the earliest),
        ``due`` (arrival behind the stop, at the latest), ``departs`` and ``departs_latest`` (of the trip),
        ``depot`` (where it loads), ``detour`` and ``detour_metres`` (what leading past there takes more),
        ``waited`` and ``driven`` (seconds since departure, waiting and otherwise), ``warms`` (seconds that
        the cold behind has left), ``too_many`` (trips), ``length`` (metres of the trip), and ``load`` by
        dimension, the number of stops being the last.
    metres
        Of the route.
    new
        Whether the route is empty, and the vehicle not in use.
    """

    shift: Shift
    gaps: tuple[Gap, ...]
    columns: dict[str, Numbers]
    load: Numbers
    metres: int
    new: bool

    @property
    def trips(self) -> Numbers:
        """The trip of each place."""
        return np.array([gap.trip for gap in self.gaps], dtype=np.int64)
