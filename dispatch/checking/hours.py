"""Drive a leg hour by hour, as the pace of the day lets it."""

from collections.abc import Iterator
from typing import Final

from dispatch.model import Pace

_A_SECOND: Final = 1_000_000

Hour = tuple[int | None, int | None, int]
"""From when until when (None: without end) a second covers how much of a leg."""


def ends(pace: Pace, departs: int, seconds: int, *, parks: bool) -> int:
    """Return when a leg ends that begins at a moment; the whole second in which it is done."""
    parking = min(seconds, pace.door_seconds) if parks else 0
    clock, left = departs, (seconds - parking) * _A_SECOND
    for _, until, speed in _hours(pace):
        if until is not None and until <= clock:
            continue
        if until is None or left <= (until - clock) * speed:
            clock += (left + speed - 1) // speed
            break
        left -= (until - clock) * speed
        clock = until
    return clock + parking


def begins(pace: Pace, arrives: int, seconds: int, *, parks: bool) -> int:
    """Return when a leg begins at the latest that ends by a moment."""
    parking = min(seconds, pace.door_seconds) if parks else 0
    clock, left = arrives - parking, (seconds - parking) * _A_SECOND
    for since, _, speed in reversed(tuple(_hours(pace))):
        if since is not None and since >= clock:
            continue
        if since is None or left <= (clock - since) * speed:
            return clock - (left + speed - 1) // speed
        left -= (clock - since) * speed
        clock = since
    return clock


def _hours(pace: Pace) -> Iterator[Hour]:
    """List the hours, the first one without a beginning and the last one without an end."""
    bounds = [None, *pace.begins[1:], None]
    for number, speed in enumerate(pace.speeds):
        yield bounds[number], bounds[number + 1], speed
