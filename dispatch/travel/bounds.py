"""Ways to a door that were not measured: what they take at least, told by those that were.

Who drives from one place to another by way of the door is no sooner there than who drives directly. So the
ways of a day, which are known, and those between the door and a few of its places bound all others. Only
turning may break that: who stops at a door may drive off either way, and who drives past may not.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt

from dispatch.config import Travel, unmanned
from dispatch.geo.globe import crow_fly
from dispatch.model import UNREACHABLE, Point, TravelMatrix, TravelProfile, Ways
from dispatch.travel.door import DoorTravel
from dispatch.travel.osrm import NEARNESS

_Rows = npt.NDArray[np.int64]

TURNING: Final = 60
"""Seconds that turning at a door may spare."""

_FLAT: Final = 0.99
"""What of a distance as the crow flies is surely driven: maps are flat and globes are not."""


def may_be_bounded(matrix: TravelMatrix, source: str) -> bool:
    """Tell whether the ways of a matrix bound others of its source: by road, all of them asked for."""
    driven = not unmanned(TravelProfile.of_key(matrix.profile).kind)
    mapped = matrix.ways in (Ways.MAPPED, Ways.THROUGH_ZONES) and matrix.source.startswith(source)
    return driven and mapped and matrix.size <= NEARNESS.whole


def bounded(
    matrix: TravelMatrix,
    door: DoorTravel,
    measured: Collection[int],
    points: Sequence[Point],
    place: Point,
    section: Travel,
) -> DoorTravel:
    """Return the ways between a door and all places: at least so long where they were not measured.

    Parameters
    ----------
    matrix
        Between the places of the day.
    door
        As far as it was measured.
    measured
        The places it was measured with.
    points, place
        Of the day, the depot first, and of the door.
    section
        Limits of snapping, seconds at the door.
    """
    if door.finding is not None and door.finding.barred:
        return door
    at_door = section.seconds_at_door(TravelProfile.of_key(matrix.profile).kind)
    known = np.array(sorted(measured), dtype=np.int64)
    parked = np.full(matrix.size, at_door, dtype=np.int64)
    parked[0] = 0
    seconds = np.frombuffer(matrix.flat_seconds, np.int32).reshape(matrix.size, matrix.size)
    to_known = _driven(seconds[:, known].T, parked[known][:, None])
    from_known = _driven(seconds[known], parked)
    towards = _driven(door.to_door[known], at_door)[:, None]
    back = _driven(door.from_door[known], parked[known])[:, None]
    to_door = _least(to_known, back, towards, from_known)
    from_door = _least(from_known, towards, back, to_known)
    far = np.floor(_FLAT * crow_fly([place], points)[0]).astype(np.int64) - 2 * section.snap_max_metres
    rest = np.ones(matrix.size, dtype=np.bool_)
    rest[known] = False
    elsewhere = np.array([point != place for point in points])
    return replace(
        door,
        to_door=np.where(rest, to_door + elsewhere * at_door, door.to_door),
        from_door=np.where(rest, from_door + elsewhere * parked, door.from_door),
        metres_to=np.where(rest, np.maximum(0, far), door.metres_to),
        metres_from=np.where(rest, np.maximum(0, far), door.metres_from),
    )


def _driven(seconds: npt.NDArray[np.signedinteger], parked: _Rows | int) -> _Rows:
    """Take the time at the door off; UNREACHABLE stays."""
    whole = seconds.astype(np.int64)
    return np.where(whole >= UNREACHABLE, UNREACHABLE, np.maximum(0, whole - parked))


def _least(one: _Rows, less_one: _Rows, other: _Rows, less_other: _Rows) -> _Rows:
    """Return the greatest of the differences whose first is a way; at least nothing."""
    pairs = ((one, less_one), (other, less_other))
    spans = [np.where(whole < UNREACHABLE, whole - part, 0) for whole, part in pairs]
    least: _Rows = np.maximum(*(span.max(axis=0) for span in spans)) - TURNING
    return np.maximum(0, least)
