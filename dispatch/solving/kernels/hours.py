"""Legs by hour of the day: as :class:`dispatch.model.Pace` has them, to the second."""

from dispatch.solving.kernels import fields as f
from dispatch.solving.kernels.compiled import part, small


@small
def _parking(d: f.Data, profile: int, there: int, seconds: int) -> int:
    """Return how many seconds of a leg are for parking and walking to a door."""
    return min(seconds, int(d.parking[profile])) if 0 < there < len(d.stop) else 0


@small
def _hour_of(d: f.Data, profile: int, clock: int) -> int:
    """Return the number of the hour in which a moment lies; the first holds before as well."""
    hour, last = 0, d.hour.shape[1] - 1
    while hour < last and clock >= d.hour[profile, hour + 1, f.BEGINS]:
        hour += 1
    return hour


@part
def arrival_at(d: f.Data, profile: int, clock: int, here: int, there: int) -> int:
    """Return when who departs from a place at a moment arrives at another."""
    seconds = int(d.leg[profile, here, there, 0])
    parking = _parking(d, profile, there, seconds)
    hour, last = _hour_of(d, profile, clock), d.hour.shape[1] - 1
    covered = d.hour[profile, hour, f.COVERED] + (seconds - parking) * f.A_SECOND
    covered += (clock - d.hour[profile, hour, f.BEGINS]) * d.hour[profile, hour, f.SPEED]
    while hour < last and covered > d.hour[profile, hour + 1, f.COVERED]:
        hour += 1
    left = covered - d.hour[profile, hour, f.COVERED]
    return int(d.hour[profile, hour, f.BEGINS] - (-left) // d.hour[profile, hour, f.SPEED] + parking)


@part
def departure_by(d: f.Data, profile: int, clock: int, here: int, there: int) -> int:
    """Return when to depart from a place at the latest to be at another by a moment."""
    seconds = int(d.leg[profile, here, there, 0])
    parking = _parking(d, profile, there, seconds)
    clock -= parking
    hour = _hour_of(d, profile, clock)
    covered = d.hour[profile, hour, f.COVERED] - (seconds - parking) * f.A_SECOND
    covered += (clock - d.hour[profile, hour, f.BEGINS]) * d.hour[profile, hour, f.SPEED]
    while hour > 0 and covered < d.hour[profile, hour, f.COVERED]:
        hour -= 1
    left = covered - d.hour[profile, hour, f.COVERED]
    return int(d.hour[profile, hour, f.BEGINS] + left // d.hour[profile, hour, f.SPEED])
