"""How fast one gets on by hour of the day: a leg takes as long as the hours in which it is driven."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

WAY: Final = 1_000_000
"""What a second at the usual speed covers of a leg, for each second that it takes."""

_FASTEST: Final = 10 * WAY
_MOST_HOURS: Final = 200
_LAST: Final = 1 << 27


@dataclass(frozen=True, slots=True)
class Pace:
    """Say how fast a kind of vehicle gets on, hour by hour.

    ``W(t)`` is what is covered from midnight to t: so much a second as the speed of its hour says. Who
    departs at t on a leg of so many seconds arrives at the first whole second at which ``W`` is no less
    than ``W(t)`` and a million a second. So nobody arrives sooner by departing later (first in, first out).
    Parking and walking to a door are no slower in any hour.

    Parameters
    ----------
    begins
        When each hour begins, in seconds since midnight; the first at 0, which holds before as well.
    speeds
        How much of a leg a second covers then; ``WAY`` is the speed at which its seconds were measured.
    door_seconds
        So many seconds of a leg that ends at a door are for parking and walking.
    """

    begins: tuple[int, ...]
    speeds: tuple[int, ...]
    door_seconds: int = 0

    def __post_init__(self) -> None:
        if len(self.begins) != len(self.speeds) or not 0 < len(self.begins) <= _MOST_HOURS:
            raise ValueError("the hours and the speeds of a pace are not as many")
        ordered = self.begins[0] == 0 and all(one < other for one, other in pairwise(self.begins))
        if not ordered or self.begins[-1] > _LAST:
            raise ValueError("the hours of a pace do not follow each other")
        if not all(0 < speed <= _FASTEST for speed in self.speeds) or self.door_seconds < 0:
            raise ValueError("a speed of a pace is not above zero, or too large")

    def arrival(self, departure: int, seconds: int, *, to_door: bool) -> int:
        """Return when who departs at a moment arrives, on a leg of so many seconds at the usual speed."""
        still = self._still(seconds, to_door=to_door)
        begun = _covered(self, departure)
        return _reached(self, begun + (seconds - still) * WAY) + still

    def departure(self, arrival: int, seconds: int, *, to_door: bool) -> int:
        """Return when to depart at the latest to arrive by a moment."""
        still = self._still(seconds, to_door=to_door)
        return _left(self, _covered(self, arrival - still) - (seconds - still) * WAY)

    def least(self, seconds: int, *, to_door: bool) -> int:
        """Return what a leg takes at least, whenever it is driven."""
        still = self._still(seconds, to_door=to_door)
        return still - (still - seconds) * WAY // max(self.speeds)

    def mean(self, first: int, last: int) -> float:
        """Return by how much longer a leg takes at the mean of the speeds between two moments."""
        return WAY * (last + 1 - first) / (_covered(self, last + 1) - _covered(self, first))

    @property
    def reliefs(self) -> tuple[int, ...]:
        """The moments from which on one gets on faster than before."""
        changes = zip(self.begins[1:], pairwise(self.speeds), strict=True)
        return tuple(begin for begin, (before, behind) in changes if behind > before)

    def _still(self, seconds: int, *, to_door: bool) -> int:
        return min(seconds, self.door_seconds) if to_door else 0


@lru_cache(maxsize=256)
def _covered_until(pace: Pace) -> tuple[int, ...]:
    """Add up what is covered until each hour begins."""
    covered = [0]
    for (first, last), speed in zip(pairwise(pace.begins), pace.speeds, strict=False):
        covered.append(covered[-1] + (last - first) * speed)
    return tuple(covered)


def _covered(pace: Pace, moment: int) -> int:
    hour = max(0, bisect_right(pace.begins, moment) - 1)
    return _covered_until(pace)[hour] + (moment - pace.begins[hour]) * pace.speeds[hour]


def _reached(pace: Pace, covered: int) -> int:
    """Return the first whole second at which so much is covered."""
    until = _covered_until(pace)
    hour = max(0, bisect_left(until, covered) - 1)
    return pace.begins[hour] - (until[hour] - covered) // pace.speeds[hour]


def _left(pace: Pace, covered: int) -> int:
    """Return the last whole second at which no more is covered."""
    until = _covered_until(pace)
    hour = max(0, bisect_right(until, covered) - 1)
    return pace.begins[hour] + (covered - until[hour]) // pace.speeds[hour]
