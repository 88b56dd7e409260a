"""Rush hours on a static matrix: one factor per place, the mean over its window."""

from collections.abc import Sequence
from itertools import pairwise

from dispatch.config import RushHour
from dispatch.model import TimeWindow


def window_factor(bands: Sequence[RushHour], kind: str, window: TimeWindow) -> float:
    """Return the time-weighted mean of the factors in a window.

    Outside every band the factor is 1; where bands overlap the largest holds.

    Parameters
    ----------
    bands
        Of all kinds; those of ``kind`` count.
    kind
        ``bike`` or ``van``.
    window
        When the place is served.
    """
    mine = [band for band in bands if band.profile == kind]
    cuts = {window.earliest, window.latest}
    cuts |= {edge for band in mine for edge in (band.hours.start, band.hours.end) if edge in window}
    moments = sorted(cuts)
    if len(moments) == 1:
        return _factor_at(mine, moments[0])
    total = sum((end - start) * _factor_at(mine, start) for start, end in pairwise(moments))
    return total / (window.latest - window.earliest)


def _factor_at(bands: Sequence[RushHour], moment: int) -> float:
    factors = [band.factor for band in bands if band.hours.start <= moment < band.hours.end]
    return max(factors, default=1.0)
