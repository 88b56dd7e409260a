"""Rush hours: how fast a kind of vehicle gets on, hour by hour."""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from dispatch.config import RushHour, Travel
from dispatch.model import Pace
from dispatch.model.pace import WAY

_THOUSANDTHS: Final = 1000


def pace_of(section: Travel, kind: str) -> Pace | None:
    """Return how fast a kind of vehicle gets on by hour of the day; None if it is the same all day.

    Outside every band the factor is 1; where bands overlap the largest holds. Factors count in
    thousandths, and speeds are rounded up to millionths, so that a factor alone never adds a second.

    Parameters
    ----------
    section
        Rush hours of all kinds, and seconds at the door.
    kind
        ``bike``, ``van``, ``robot`` or ``drone``.
    """
    mine = [band for band in section.rush_hours if band.profile == kind]
    edges = sorted({0, *(edge for band in mine for edge in (band.hours.start, band.hours.end))})
    hours = [(edge, _factor_at(mine, edge)) for edge in edges]
    changes = [next(same) for _, same in groupby(hours, key=lambda hour: hour[1])]
    if changes == [(0, _THOUSANDTHS)]:
        return None
    speeds = tuple(-(-WAY * _THOUSANDTHS // factor) for _, factor in changes)
    return Pace(tuple(begin for begin, _ in changes), speeds, section.seconds_at_door(kind))


def _factor_at(bands: Sequence[RushHour], moment: int) -> int:
    """Return by how much travel takes longer at a moment, in thousandths."""
    factors = [band.factor for band in bands if band.hours.start <= moment < band.hours.end]
    return round(max(factors, default=1.0) * _THOUSANDTHS)
