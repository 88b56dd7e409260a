"""Travel to a door that was not there when the day was measured."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dispatch.config import Travel
from dispatch.model import UNREACHABLE, Code, Point, TimeWindow, TravelMatrix, TravelProfile
from dispatch.ports import HourlyTravel, TravelSource
from dispatch.travel.measure import Finding

_Row = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class DoorTravel:
    """Hold the legs between a door and the places of a day for one profile.

    Parameters
    ----------
    to_door, from_door
        Seconds at the usual speed.
    metres_to, metres_from
        The same ways.
    finding
        What is the matter with the door; None if nothing is.
    """

    to_door: _Row
    from_door: _Row
    metres_to: _Row
    metres_from: _Row
    finding: Finding | None = None


def measure_door(
    source: TravelSource,
    profile: TravelProfile,
    points: Sequence[Point],
    windows: Sequence[TimeWindow],
    door: Point,
    asked: Sequence[TimeWindow],
    section: Travel,
    places: Collection[int] | None = None,
) -> DoorTravel:
    """Measure the way to a door and back, as :func:`dispatch.travel.measure` would have measured it.

    Parameters
    ----------
    source
        Where bare driving times come from.
    points, windows
        Of the day, the depot first.
    door
        Where.
    asked
        Windows in which the door may be served.
    section
        Limits of snapping, rush hours, seconds at the door.
    places
        Those that the door may come next to, the depot aside; None for all. To the others there is no way.

    Raises
    ------
    ServiceError, ResourceError
        From the source.
    """
    near = range(len(points)) if places is None else sorted({0, *places})
    near_points = [points[place] for place in near]
    if isinstance(source, HourlyTravel):
        spokes = source.spokes_in(profile, near_points, door, [windows[place] for place in near], asked)
    else:
        (spokes,) = source.spokes(profile, near_points, [door])
    rows = (spokes.to_seconds, spokes.from_seconds, spokes.to_metres, spokes.from_metres)
    out, back, far, far_back = (_spread(row, near, len(points)) for row in rows)
    finding = _judged(profile.key, len(points), spokes.snap.metres, section, island=spokes.snap.island,
                      cut_off=bool(out[0] >= UNREACHABLE or back[0] >= UNREACHABLE))  # fmt: skip
    barred = finding is not None and finding.barred
    no_way = (out >= UNREACHABLE) | (far >= UNREACHABLE) | barred
    no_way_back = (back >= UNREACHABLE) | (far_back >= UNREACHABLE) | barred
    kind = profile.kind
    seconds = section.seconds_at_door(kind)
    elsewhere = np.array([point != door for point in points])
    at_door = np.where(elsewhere, seconds, 0)
    at_place = at_door.copy()
    at_place[0] = 0
    factor = section.factor_of(kind)
    there, away = (np.rint(row * factor).astype(np.int64) for row in (out, back))
    return DoorTravel(
        np.where(no_way, UNREACHABLE, there + at_door),
        np.where(no_way_back, UNREACHABLE, away + at_place),
        np.where(no_way, UNREACHABLE, far),
        np.where(no_way_back, UNREACHABLE, far_back),
        finding,
    )


def _spread(row: Sequence[int], near: Sequence[int], size: int) -> _Row:
    """Write what was measured at its places in a row of all; elsewhere there is no way."""
    spread = np.full(size, UNREACHABLE, dtype=np.int64)
    spread[near] = row
    return spread


def with_door(matrix: TravelMatrix, door: DoorTravel, more: int) -> TravelMatrix:
    """Return a matrix with the door so many times behind its places."""
    size = matrix.size
    seconds, metres = (np.zeros((size + more, size + more), dtype=np.int32) for _ in range(2))
    seconds[:size, :size] = np.frombuffer(matrix.flat_seconds, np.int32).reshape(size, size)
    metres[:size, :size] = np.frombuffer(matrix.flat_metres, np.int32).reshape(size, size)
    for place in range(more):
        seconds[:size, size + place] = door.to_door
        seconds[size + place, :size] = door.from_door
        metres[:size, size + place] = door.metres_to
        metres[size + place, :size] = door.metres_from
    return matrix.over(size + more, seconds, metres)


def _judged(
    key: str, place: int, metres: int, section: Travel, *, island: bool, cut_off: bool
) -> Finding | None:
    if metres > section.snap_max_metres:
        return Finding(place, key, Code.OFF_ROAD, metres)
    if island or cut_off:
        return Finding(place, key, Code.ISLAND if island else Code.UNREACHABLE, metres)
    return Finding(place, key, Code.SNAP_FAR, metres) if metres > section.snap_warn_metres else None
