"""Lay out how fast one gets on by hour of the day, and what each leg takes at least."""

from collections.abc import Sequence

import numpy as np

from dispatch.insertion import least_ways
from dispatch.model import Pace, TravelMatrix
from dispatch.solving.kernels import fields as f


def hours_of(travel: Sequence[TravelMatrix]) -> tuple[f.Ints, f.Ints]:
    """Return the hours of each profile, and the seconds of its legs to a door that none makes longer."""
    paces = [matrix.pace or Pace((0,), (f.A_SECOND,)) for matrix in travel]
    rows = np.zeros(
        (len(paces), max((len(pace.begins) for pace in paces), default=1), f.HOUR_WIDTH), np.int64
    )
    rows[:, :, [f.BEGINS, f.COVERED]] = f.FAR
    for row, pace in zip(rows, paces, strict=True):
        begins, speeds = np.array(pace.begins), np.array(pace.speeds)
        known = slice(0, len(begins))
        row[known, f.BEGINS], row[known, f.SPEED] = begins, speeds
        row[known, f.COVERED] = np.append(0, np.cumsum(np.diff(begins) * speeds[:-1]))
    return rows, np.array([pace.door_seconds for pace in paces], np.int64)


def least_legs(data: f.Data) -> f.Smalls:
    """Return the ways with what each takes at least, in whatever hour it is driven."""
    if not data.hourly:
        return data.leg
    legs = data.leg.copy()
    for profile, leg in enumerate(legs):
        fastest = int(data.hour[profile, :, f.SPEED].max())
        depots = [0, *range(len(data.stop), len(leg))]
        leg[:, :, 0] = least_ways(leg[:, :, 0], depots, int(data.parking[profile]), fastest)
    return legs
