"""Which window a customer is told; apart from the messages, since a plan asks for no more than that."""

from typing import Final

from dispatch.clock import MINUTE
from dispatch.model import TimeWindow

_QUARTER: Final = 15 * MINUTE
_MARGIN: Final = 5 * MINUTE
"""A window that is told ends no sooner after the planned start."""


def told_window(
    promised: TimeWindow, start: int, seq: int, width_minutes: int, growth_minutes: int
) -> TimeWindow:
    """Return the window a customer is told: around the planned start, in quarters of an hour.

    The further down the trip, the more can have gone wrong before, so every earlier stop widens it. It
    lies within the promised window as far as quarters allow, but always ends some minutes after the
    planned start: a window that would end a minute later, or that the plan itself does not keep, is told
    longer than it was promised.

    Parameters
    ----------
    promised
        The window of the stop.
    start
        When service is planned to begin, in seconds since midnight.
    seq
        Which stop of its trip it is, from 1.
    width_minutes, growth_minutes
        Width at the first stop of a trip, and what each stop before adds.
    """
    width = _up((width_minutes + growth_minutes * (seq - 1)) * MINUTE)
    soonest = _up(promised.earliest) if _up(promised.earliest) <= start else _down(promised.earliest)
    earliest = max(min(soonest, _down(start)), _down(start - width // 2))
    least, latest = _up(start + _MARGIN), _down(earliest + width)
    if _down(promised.latest) >= least:
        latest = min(max(least, latest), _down(promised.latest))
        earliest = max(soonest, min(earliest, latest - width))
    elif start > promised.latest:
        latest = max(least, latest)
    else:
        latest = least
    return TimeWindow(earliest, latest)


def _down(seconds: int) -> int:
    return max(0, seconds // _QUARTER * _QUARTER)


def _up(seconds: int) -> int:
    return -(-seconds // _QUARTER) * _QUARTER
