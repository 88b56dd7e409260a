"""What wind does to a flight: the wind triangle, and which wind holds when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, hypot, inf, radians, sin, sqrt
from typing import Final

from dispatch.clock import DAY
from dispatch.config import Wind

_SLOWEST: Final = 0.5
"""Metres a second over the ground below which a flight makes no headway."""


@dataclass(frozen=True, slots=True)
class Blow:
    """Hold a wind as what it carries along, in metres a second to the east and to the north."""

    east: float = 0.0
    north: float = 0.0

    @classmethod
    def of(cls, wind: Wind) -> "Blow":
        """Turn a wind that is named by where it comes from into where it goes."""
        speed, towards = wind.metres_per_second, radians(wind.from_degrees + 180)
        return cls(speed * sin(towards), speed * cos(towards))


CALM: Final = Blow()


def flown_seconds(stretches: Iterable[tuple[float, float]], airspeed: float, blow: Blow) -> float:
    """Return how long a flight along straight stretches takes; infinite where the wind is too strong.

    The nose points into the wind so far that the flight stays on its line: what blows across is taken from
    the airspeed, and what blows along is added to the rest (the wind triangle).

    Parameters
    ----------
    stretches
        Metres to the east and to the north of each.
    airspeed
        Metres a second through the air.
    """
    total = 0.0
    for east, north in stretches:
        far = hypot(east, north)
        if not far:
            continue
        along = (blow.east * east + blow.north * north) / far
        across = (blow.east * north - blow.north * east) / far
        ahead = airspeed * airspeed - across * across
        speed = along + sqrt(ahead) if ahead > 0 else 0.0
        if speed < _SLOWEST:
            return inf
        total += far / speed
    return total


def winds_between(winds: Sequence[Wind], earliest: int, latest: int) -> tuple[Blow, ...]:
    """Return every wind that may blow at some moment of a span, in seconds of the day.

    A wind without hours holds where no other does; where none is named the air is calm.
    """
    timed = [(w.hours.start, w.hours.end, Blow.of(w)) for w in winds if w.hours is not None]
    usual = [Blow.of(wind) for wind in winds if wind.hours is None] or [CALM]
    found: list[Blow] = []
    reached = max(0, earliest)
    last, gap = min(DAY, latest), False
    for start, end, blow in sorted(timed, key=lambda band: band[:2]):
        if end <= earliest or start > latest:
            continue
        found.append(blow)
        gap = gap or start > reached
        reached = max(reached, end)
    if gap or reached < last or not found:
        found += usual
    return tuple(dict.fromkeys(found))
