"""Seconds of the service day against wall-clock time; daylight saving lives only here.

Inside the program a moment is an integer: seconds since local midnight of the service day,
as a wall clock would show them. 86,400 is midnight at the end of the day; larger values are
the small hours after it. On the two days a year on which the clocks change, wall-clock
seconds and elapsed seconds differ; :func:`instant` maps the one onto the other.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = 86_400
HOUR = 3_600
MINUTE = 60
YEARS = range(1970, 3000)
"""In which a clock or a person can mean it: two weeks away from here there still is a calendar."""


def parse_hhmm(text: str) -> int:
    """Read ``HH:MM`` or ``HH:MM:SS`` (``24:00`` allowed) as seconds since midnight.

    Raises
    ------
    ValueError
        If the text is not a time of day.
    """
    parts = text.strip().replace(".", ":").split(":")
    if len(parts) not in (2, 3) or not all(p.isascii() and p.isdigit() and len(p) <= 2 for p in parts):
        raise ValueError(f"{text!r} is not a time like 17:30")
    hours, minutes, seconds = (*map(int, parts), 0)[:3]
    total = hours * HOUR + minutes * MINUTE + seconds
    if minutes > 59 or seconds > 59 or total > DAY:
        raise ValueError(f"{text!r} is not a time like 17:30")
    return total


def hhmm(seconds: int) -> str:
    """Write seconds since midnight as ``HH:MM``, rounded down to the minute.

    Times after midnight of the service day go on counting from ``00:00``.
    """
    minutes = seconds // MINUTE % (24 * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def hhmm_span(start: int, end: int) -> str:
    """Write two moments as ``HH:MM-HH:MM``."""
    return f"{hhmm(start)}-{hhmm(end)}"


def ceil_minutes(seconds: int) -> int:
    """Round seconds up to whole minutes."""
    return -(-seconds // MINUTE)


def instant(day: date, seconds: int, zone: ZoneInfo) -> datetime:
    """Turn a wall-clock moment of the service day into an aware moment in UTC.

    A moment that the clocks skip in spring maps to the same elapsed time after midnight as its
    neighbours; of one that occurs twice in autumn the first is meant.
    """
    wall = datetime.combine(day, time.min) + timedelta(seconds=seconds)
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


def seconds_of_day(moment: datetime, day: date, zone: ZoneInfo) -> int:
    """Express an aware moment as wall-clock seconds since local midnight of ``day``."""
    wall = moment.astimezone(zone).replace(tzinfo=None)
    return int((wall - datetime.combine(day, time.min)).total_seconds())
