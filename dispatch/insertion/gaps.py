"""The places of a route at which a stop could be put."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from dispatch.model import AN_HOUR, CENT, RouteSequence, Shift, Stop

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


@dataclass(frozen=True, slots=True)
class Bundle:
    """Hold the places of several routes of one profile side by side: what is summed is summed at once.

    Parameters
    ----------
    routes
        Their places.
    route, place
        Of each column: which of the routes, and which of its places.
    columns, load
        Those of the routes, one behind the other.
    terms
        By name, for each column what holds for its shift: ``loading`` (seconds), ``reach`` and
        ``trip_reach`` (metres), ``metres`` (of the route), ``metre``, ``use`` and ``hourly`` (ticks),
        ``least_paid`` and ``hours`` (seconds).
    room
        What its vehicle holds, by dimension, the number of stops being the last.
    """

    routes: tuple[Gaps, ...]
    route: Numbers
    place: Numbers
    columns: dict[str, Numbers]
    load: Numbers
    terms: dict[str, Numbers]
    room: Numbers

    @classmethod
    def of(cls, routes: Sequence[Gaps]) -> Self:
        """Put the places of routes side by side; their vehicles are of one profile."""
        counts = [len(one.gaps) for one in routes]
        route = np.repeat(np.arange(len(routes), dtype=np.int64), counts)
        place = np.concatenate([np.arange(count, dtype=np.int64) for count in counts])
        names = routes[0].columns
        columns = {name: np.concatenate([one.columns[name] for one in routes]) for name in names}
        terms = np.array([_terms(one) for one in routes], dtype=np.int64)[route].T
        room = np.array([_room(one.shift) for one in routes], dtype=np.int64)[route]
        load = np.concatenate([one.load for one in routes])
        return cls(tuple(routes), route, place, columns, load, dict(zip(_TERMS, terms, strict=True)), room)

    @property
    def profile(self) -> str:
        """The profile of all its vehicles."""
        return self.routes[0].shift.vehicle.profile


_TERMS: Final = (
    "loading", "reach", "trip_reach", "metres", "metre", "use", "hourly", "least_paid", "hours",
)  # fmt: skip


def _terms(gaps: Gaps) -> tuple[int, ...]:
    shift, vehicle = gaps.shift, gaps.shift.vehicle
    return (
        vehicle.loading_seconds,
        NEVER if vehicle.range_m is None else vehicle.range_m,
        NEVER if vehicle.trip_range_m is None else vehicle.trip_range_m,
        gaps.metres,
        vehicle.cents_per_km * (CENT // 1000),
        vehicle.use_cents * CENT if gaps.new else 0,
        shift.cents_per_hour * AN_HOUR,
        shift.least_paid_seconds if gaps.new else 0,
        shift.hours.latest - shift.hours.earliest,
    )


def _room(shift: Shift) -> tuple[int, ...]:
    most = shift.vehicle.max_stops
    return (*shift.vehicle.capacity.as_tuple(), NEVER if most is None else most)
