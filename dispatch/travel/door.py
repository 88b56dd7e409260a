"""Travel to a door that was not there when the day was measured."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dispatch.config import Travel
from dispatch.model import UNREACHABLE, Code, Point, TimeWindow, TravelMatrix, TravelProfile
from dispatch.ports import HourlyTravel, TravelSource
from dispatch.travel.measure import Finding
from dispatch.travel.rush import window_factor

_Row = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class DoorTravel:
    """Hold the legs between a door and the places of a day for one profile, served in one of several windows.

    Parameters
    ----------
    to_door, from_door
        Seconds, a row a window.
    metres_to, metres_from
        The same in every window.
    finding
        What is the matter with the door; None if nothing is.
    """

    to_door: tuple[_Row, ...]
    from_door: tuple[_Row, ...]
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

    Raises
    ------
    ServiceError, ResourceError
        From the source.
    """
    if isinstance(source, HourlyTravel):
        spokes = source.spokes_in(profile, points, door, windows, asked)
    else:
        spokes = source.spokes(profile, points, door)
    out, back = (np.array(row, dtype=np.int64) for row in (spokes.to_seconds, spokes.from_seconds))
    far, far_back = (np.array(row, dtype=np.int64) for row in (spokes.to_metres, spokes.from_metres))
    finding = _judged(profile.key, len(points), spokes.snap.metres, section, island=spokes.snap.island,
                      cut_off=bool(out[0] >= UNREACHABLE or back[0] >= UNREACHABLE))  # fmt: skip
    barred = finding is not None and finding.barred
    no_way = (out >= UNREACHABLE) | (far >= UNREACHABLE) | barred
    no_way_back = (back >= UNREACHABLE) | (far_back >= UNREACHABLE) | barred
    kind = profile.kind
    seconds = next((seconds for name, seconds in section.door_seconds.items() if name == kind), 0)
    elsewhere = np.array([point != door for point in points])
    at_door = np.where(elsewhere, seconds, 0)
    of_places = np.ones(len(windows))
    if section.rush_hours:
        of_places = np.array([window_factor(section.rush_hours, kind, window) for window in windows])
    factors_asked = [window_factor(section.rush_hours, kind, window) for window in asked]
    there = (np.rint(out * factor).astype(np.int64) + at_door for factor in factors_asked)
    away = (_away(back, at_door, of_places, factor) for factor in factors_asked)
    return DoorTravel(
        tuple(np.where(no_way, UNREACHABLE, row) for row in there),
        tuple(np.where(no_way_back, UNREACHABLE, row) for row in away),
        np.where(no_way, UNREACHABLE, far),
        np.where(no_way_back, UNREACHABLE, far_back),
        finding,
    )


def _away(back: _Row, at_door: _Row, of_places: npt.NDArray[np.float64], factor: float) -> _Row:
    """Return the seconds from a door to every place: home as slow as the door's window, on as the place's."""
    factors, at_place = of_places.copy(), at_door.copy()
    factors[0], at_place[0] = factor, 0
    away: _Row = np.rint(back * factors).astype(np.int64) + at_place
    return away


def with_door(matrix: TravelMatrix, door: DoorTravel) -> TravelMatrix:
    """Return a matrix with the door behind its places, once for every window."""
    size, more = matrix.size, len(door.to_door)
    seconds, metres = (np.zeros((size + more, size + more), dtype=np.int32) for _ in range(2))
    seconds[:size, :size] = np.frombuffer(matrix.flat_seconds, np.int32).reshape(size, size)
    metres[:size, :size] = np.frombuffer(matrix.flat_metres, np.int32).reshape(size, size)
    for place in range(more):
        seconds[:size, size + place] = door.to_door[place]
        seconds[size + place, :size] = door.from_door[place]
        metres[:size, size + place] = door.metres_to
        metres[size + place, :size] = door.metres_from
    return TravelMatrix.from_bytes(
        matrix.profile, size + more, seconds, metres, matrix.source, estimated=matrix.estimated
    )


def _judged(
    key: str, place: int, metres: int, section: Travel, *, island: bool, cut_off: bool
) -> Finding | None:
    if metres > section.snap_max_metres:
        return Finding(place, key, Code.OFF_ROAD, metres)
    if island or cut_off:
        return Finding(place, key, Code.ISLAND if island else Code.UNREACHABLE, metres)
    return Finding(place, key, Code.SNAP_FAR, metres) if metres > section.snap_warn_metres else None
