"""How long driving takes in truth: learned from what came back, beside what was planned."""

import math
import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dispatch.clock import MINUTE
from dispatch.model import PlannedDay, Route, Stop, Visit
from dispatch.reporting.actuals import Actual, near
from dispatch.reporting.learning import open_learned
from dispatch.reporting.tables import Table, column

ENOUGH: Final = 20
"""Drives of a kind of vehicle before it is believed to be slower or quicker than planned."""

LEAST_FACTOR, MOST_FACTOR = 0.7, 1.8
"""Beyond these it is no traffic but a mistake: a wrong map, times noted afterwards."""

_SHRINK: Final = 30
_DAYS: Final = 60
_SHORTEST: Final = MINUTE
_LEAST_RATIO, _MOST_RATIO = 0.25, 4.0
_ROUTES: Final = 4
_BOUNDS: Final = {"traffic": (0.02, 0.4), "leg": (0.05, 0.6), "door": (0.1, 0.8)}
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS drive (
    day TEXT NOT NULL,
    route TEXT NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,        -- of the vehicle
    planned REAL NOT NULL,     -- seconds, as the map or the estimate has them, without any factor
    driven INTEGER NOT NULL,
    door REAL,                 -- time at the door before it, as a share of the planned one
    PRIMARY KEY (day, route, number)
);
"""


@dataclass(frozen=True, slots=True)
class Drive:
    """Hold one drive from a door to the next, as planned and as it was.

    Parameters
    ----------
    day, route, number
        Which: an ISO date, the name of the route, and the place in it.
    kind
        Of the vehicle.
    planned
        Seconds without any factor that the plan reckoned with.
    driven
        Seconds that it took.
    door
        Time at the door before it, as a share of the planned time.
    """

    day: str
    route: str
    number: int
    kind: str
    planned: float
    driven: int
    door: float | None = None

    @property
    def ratio(self) -> float:
        """How many times as long as planned it took."""
        return self.driven / self.planned


@dataclass(frozen=True, slots=True)
class Pace:
    """Say what was learned of one kind of vehicle.

    Parameters
    ----------
    kind
        ``bike`` or ``van``.
    drives
        How many it was learned from.
    planned_seconds, driven_seconds
        Their sums, the plan without any factor.
    factor
        By which to multiply the times of the map; drawn towards 1 where little is known, and bounded.
    spread
        How far slow days, single drives and times at doors scatter (standard deviations of the
        logarithm); None where too little is known.
    """

    kind: str
    drives: int
    planned_seconds: int
    driven_seconds: int
    factor: float
    spread: tuple[float, float, float] | None


def observe_drives(
    day: PlannedDay, actuals: Mapping[str, Actual], factors: Mapping[str, float]
) -> Iterator[Drive]:
    """Yield the drives of a day of which departure and next arrival came back.

    Parameters
    ----------
    factors
        By kind of vehicle, that the plan reckoned with; 1 where it is not named.
    """
    stops = {stop.id: stop for stop in day.problem.stops}
    for route in day.plan.routes:
        yield from _of_route(day.day.isoformat(), route, stops, actuals, factors)


def _of_route(
    day: str,
    route: Route,
    stops: Mapping[str, Stop],
    actuals: Mapping[str, Actual],
    factors: Mapping[str, float],
) -> Iterator[Drive]:
    kind, number = route.shift.vehicle.kind, 0
    broken = {(pause.trip, pause.position) for pause in route.pauses}
    for trip_number, trip in enumerate(route.trips):
        for position, (here, there) in enumerate(zip(trip.visits, trip.visits[1:], strict=False), start=1):
            number += 1
            planned = there.drive_seconds / factors.get(kind, 1.0)
            times = _times(here, there, stops, actuals)
            if times is None or planned < _SHORTEST or (trip_number, position) in broken:
                continue
            at_door, driven = times
            if _LEAST_RATIO <= driven / planned <= _MOST_RATIO:
                lasts = here.departure - here.start
                share = at_door / lasts if at_door > 0 and lasts > 0 else None
                yield Drive(day, route.name, number, kind, planned, driven, share)


def _times(
    here: Visit, there: Visit, stops: Mapping[str, Stop], actuals: Mapping[str, Actual]
) -> tuple[int, int] | None:
    """Return the seconds at a door and on the way to the next; None where a time is missing."""
    left, reached = _actual(here, stops, actuals), _actual(there, stops, actuals)
    if left is None or reached is None:
        return None
    departed, next_there = near(left.departed, here.departure), near(reached.arrived, there.arrival)
    if departed is None or next_there is None:
        return None
    arrived = near(left.arrived, here.arrival)
    began = max(arrived, stops[here.stop].window.earliest) if arrived is not None else departed
    return departed - began, next_there - departed


def _actual(visit: Visit, stops: Mapping[str, Stop], actuals: Mapping[str, Actual]) -> Actual | None:
    stop = stops.get(visit.stop)
    return next((actuals[one] for one in stop.receipt_ids if one in actuals), None) if stop else None


class LearnedDrives:
    """Keep drives, and say what they teach.

    Parameters
    ----------
    path
        The database, which holds no persons; made on the first write.

    Errors: :class:`dispatch.errors.ResourceError` when it cannot be read or written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def learn(self, day: str, drives: Iterable[Drive]) -> int:
        """Take in the drives of a day; the same day again replaces itself. Return how many there are."""
        seen = list(drives)
        if not seen and not self._path.exists():
            return 0
        with open_learned(self._path, _SCHEMA) as database:
            database.execute("DELETE FROM drive WHERE day = ?", (day,))
            database.executemany(
                "INSERT INTO drive VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(d.day, d.route, d.number, d.kind, d.planned, d.driven, d.door) for d in seen],
            )
        return len(seen)

    def forget_before(self, day: str) -> int:
        """Remove drives before an ISO date; return how many went."""
        if not self._path.exists():
            return 0
        with open_learned(self._path, _SCHEMA) as database:
            return database.execute("DELETE FROM drive WHERE day < ?", (day,)).rowcount

    def paces(self) -> tuple[Pace, ...]:
        """Return what the drives of the last sixty days with any teach, a pace for each kind of vehicle."""
        if not self._path.exists():
            return ()
        with open_learned(self._path, _SCHEMA) as database:
            rows = database.execute(
                "SELECT day, route, number, kind, planned, driven, door FROM drive"
                " WHERE day IN (SELECT DISTINCT day FROM drive ORDER BY day DESC LIMIT ?)"
                " ORDER BY kind, day, route, number",
                (_DAYS,),
            ).fetchall()
        drives = [Drive(*row) for row in rows]
        return tuple(
            pace_of(kind, [drive for drive in drives if drive.kind == kind])
            for kind in sorted({drive.kind for drive in drives})
        )


def pace_of(kind: str, drives: Sequence[Drive]) -> Pace:
    """Work out what drives of one kind of vehicle teach.

    With n drives, n / (n + 30) of what they took longer counts.
    """
    planned, driven = sum(d.planned for d in drives), sum(d.driven for d in drives)
    factor = 1.0
    if len(drives) >= ENOUGH:
        factor += (driven / planned - 1) * len(drives) / (len(drives) + _SHRINK)
    bounded = round(min(MOST_FACTOR, max(LEAST_FACTOR, factor)), 3)
    return Pace(kind, len(drives), round(planned), driven, bounded, _spread(drives))


def _spread(drives: Sequence[Drive]) -> tuple[float, float, float] | None:
    """Tell slow days from slow drives: means of routes scatter by both, drives within one by the second."""
    routes: dict[tuple[str, str], list[float]] = {}
    for drive in drives:
        routes.setdefault((drive.day, drive.route), []).append(math.log(drive.ratio))
    whole = [logs for logs in routes.values() if len(logs) > 1]
    doors = [math.log(drive.door) for drive in drives if drive.door]
    if len(drives) < ENOUGH or len(whole) < _ROUTES or len(doors) < ENOUGH:
        return None
    freedom = sum(len(logs) - 1 for logs in whole)
    within = sum((len(logs) - 1) * statistics.variance(logs) for logs in whole) / freedom
    noise = statistics.fmean(within / len(logs) for logs in whole)
    between = statistics.variance([statistics.fmean(logs) for logs in whole]) - noise
    found = {
        "traffic": math.sqrt(max(0.0, between)),
        "leg": math.sqrt(within),
        "door": statistics.stdev(doors),
    }
    traffic, leg, door = (round(min(high, max(low, found[name])), 3) for name, (low, high) in _BOUNDS.items())
    return traffic, leg, door


def drives_table(paces: Sequence[Pace]) -> Table:
    """Set planned beside driven for each kind of vehicle, with the factor to plan with."""
    rows = tuple(
        (
            pace.kind,
            pace.drives,
            pace.planned_seconds / MINUTE,
            pace.driven_seconds / MINUTE,
            pace.driven_seconds / pace.planned_seconds,
            pace.factor,
        )
        for pace in paces
        if pace.planned_seconds
    )
    return Table(_DRIVES, rows)


_DRIVES: Final = (
    column("kind", "text", "vehicle"),
    column("drives", "count"),
    column("planned_min", "minutes"),
    column("driven_min", "minutes"),
    column("driven_share", "share"),
    column("factor", "factor"),
)
