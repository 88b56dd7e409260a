"""Time at the door learned from what couriers brought back, kept under a salted hash of the address."""

import hashlib
import secrets
import sqlite3
import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dispatch.address_keys import addition_key, city_key, postcode_key, street_key
from dispatch.config import Service
from dispatch.errors import ResourceError
from dispatch.files.disk import touch_private
from dispatch.model import Code, Issue, LocatedOrder, Order, PlannedDay, Severity, Stop, Visit
from dispatch.model.facts import written
from dispatch.reporting.actuals import Actual, near

ENOUGH: Final = 3
"""Visits to a door before it is believed to differ from the rule."""

_SHRINK = 3
_KEPT = 20
_SHORTEST, _LONGEST = 20, 3600
_LEAST = 30
_WORTH_TELLING = 30
_SCHEMA = """
CREATE TABLE IF NOT EXISTS salt (value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS visit (
    door TEXT NOT NULL,        -- salted hash of the address
    day TEXT NOT NULL,
    seconds INTEGER NOT NULL,  -- from arrival (or the window's begin) to driving on
    carried INTEGER NOT NULL,  -- crates and bags
    checks INTEGER NOT NULL,   -- 1 if an ID was asked for
    floors INTEGER NOT NULL,
    PRIMARY KEY (door, day)
);
"""


@dataclass(frozen=True, slots=True)
class Observation:
    """Hold one visit's time at the door with what the rule would look at."""

    day: str
    seconds: int
    carried: int
    checks: int
    floors: int

    def beyond(self, service: Service) -> int:
        """Return the seconds beyond the store's rule."""
        return self.seconds - _rule(service, self.carried, self.checks, self.floors)


@contextmanager
def open_learned(path: Path, schema: str) -> Iterator[sqlite3.Connection]:
    """Open the database of what was learned; what was written counts if nothing fails.

    Raises
    ------
    ResourceError
        If it cannot be read or written.
    """
    database: sqlite3.Connection | None = None
    try:
        touch_private(path)
        database = sqlite3.connect(path, timeout=10)
        with database:
            database.executescript(schema)
            yield database
    except (OSError, sqlite3.Error, UnicodeDecodeError) as error:
        raise ResourceError(
            "The learned times in {path} cannot be used: {why}.",
            "Remove the file to start learning anew, or set learn = false in [service] and [travel].",
            path=path,
            why=str(error),
        ) from error
    finally:
        if database is not None:
            database.close()


class LearnedTimes:
    """Keep and answer times at doors.

    Parameters
    ----------
    path
        The database; made on the first write.

    Errors: :class:`dispatch.errors.ResourceError` when it cannot be read or written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def learn(self, day: PlannedDay, actuals: Mapping[str, Actual]) -> int:
        """Take in what came back of a day; the same day again replaces itself. Return the visits used."""
        seen = list(observe(day, actuals))
        if not seen:
            return 0
        with open_learned(self._path, _SCHEMA) as database:
            salt = _salt(database)
            for stop, observation in seen:
                door = _door(salt, stop.orders[0])
                database.execute(
                    "INSERT OR REPLACE INTO visit VALUES (?, ?, ?, ?, ?, ?)",
                    (
                        door,
                        observation.day,
                        observation.seconds,
                        observation.carried,
                        observation.checks,
                        observation.floors,
                    ),
                )
                database.execute(
                    "DELETE FROM visit WHERE door = ? AND day NOT IN "
                    "(SELECT day FROM visit WHERE door = ? ORDER BY day DESC LIMIT ?)",
                    (door, door, _KEPT),
                )
        return len(seen)

    def forget_before(self, day: str) -> int:
        """Remove visits before an ISO date; return how many went."""
        if not self._path.exists():
            return 0
        with open_learned(self._path, _SCHEMA) as database:
            return database.execute("DELETE FROM visit WHERE day < ?", (day,)).rowcount

    def lookup(self, service: Service) -> "Learned":
        """Read everything once, to answer for many orders."""
        doors: dict[str, list[Observation]] = {}
        if not self._path.exists():
            return Learned(b"", doors, service)
        with open_learned(self._path, _SCHEMA) as database:
            rows = database.execute("SELECT door, day, seconds, carried, checks, floors FROM visit")
            for door, *facts in rows:
                doors.setdefault(door, []).append(Observation(*facts))
            return Learned(_salt(database), doors, service)


class Learned:
    """Answer what was learned; it is the :class:`dispatch.ports.DoorTimes` of stops."""

    def __init__(self, salt: bytes, doors: Mapping[str, Sequence[Observation]], service: Service) -> None:
        self._salt, self._doors, self._service = salt, doors, service

    def __call__(self, located: LocatedOrder) -> int | None:
        """Return the seconds at the door of an order; None where the store's rule stands."""
        beyond = self.beyond(located)
        return max(_LEAST, self._ruled(located.order) + beyond) if beyond else None

    def beyond(self, located: LocatedOrder) -> int:
        """Return the seconds that a door takes beyond the rule; below zero where it is quicker."""
        if not self._doors:
            return 0
        return beyond_rule(self._doors.get(_door(self._salt, located), ()), self._service)

    def notices(self, orders: Iterable[LocatedOrder]) -> tuple[Issue, ...]:
        """Say for which orders what was learned makes half a minute or more."""
        notices = []
        for located in orders:
            seconds = self(located) if located.order.service_seconds is None else None
            if seconds is not None and abs(seconds - self._ruled(located.order)) >= _WORTH_TELLING:
                notices.append(_notice(located.order, seconds, self._ruled(located.order)))
        return tuple(notices)

    def _ruled(self, order: Order) -> int:
        return _rule(self._service, order.crates + order.bags, int(order.age_check), order.climb)


def _notice(order: Order, seconds: int, ruled: int) -> Issue:
    return Issue(
        Code.SERVICE_LEARNED,
        Severity.INFO,
        facts=(written("learned", _clock(seconds)), written("ruled", _clock(ruled))),
        field="service_minutes",
        row=order.row,
        value=f"{seconds - ruled:+d}",
        receipt_id=order.receipt_id,
    )


def _clock(seconds: int) -> str:
    """Write minutes with their seconds: half a minute at a door is worth telling."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def beyond_rule(visits: Sequence[Observation], service: Service) -> int:
    """Return the seconds a door takes beyond the store's rule; 0 where too little is known.

    The median of at least :data:`ENOUGH` visits, drawn towards the rule: with n visits,
    n / (n + 3) of it counts.
    """
    if len(visits) < ENOUGH:
        return 0
    middle = statistics.median(visit.beyond(service) for visit in visits)
    return round(middle * len(visits) / (len(visits) + _SHRINK))


def observe(day: PlannedDay, actuals: Mapping[str, Actual]) -> Iterator[tuple[Stop, Observation]]:
    """Yield the time at each door of a day that what came back can tell.

    With a time of departure it is exact; else the next arrival less the drive between them tells it,
    where both lie in one trip with no break between.
    """
    stops = {stop.id: stop for stop in day.problem.stops}
    for route in day.plan.routes:
        for number, trip in enumerate(route.trips):
            broken = {pause.position for pause in route.pauses if pause.trip == number}
            known = [visit for visit in trip.visits if visit.stop in stops]
            followers = (*known[1:], None)
            for position, (visit, follower) in enumerate(zip(known, followers, strict=False), start=1):
                then = None if position in broken else follower
                seconds = _seconds(stops, visit, then, actuals)
                if seconds is not None and _SHORTEST <= seconds <= _LONGEST:
                    yield stops[visit.stop], _observation(day, stops[visit.stop], seconds)


def _seconds(
    stops: Mapping[str, Stop], visit: Visit, follower: Visit | None, actuals: Mapping[str, Actual]
) -> int | None:
    here = _actual(stops[visit.stop], actuals)
    arrived = near(here.arrived, visit.arrival) if here else None
    if here is None or arrived is None:
        return None
    began = max(arrived, stops[visit.stop].window.earliest)
    departed = near(here.departed, visit.departure)
    if departed is not None:
        return departed - began
    following = _actual(stops[follower.stop], actuals) if follower else None
    reached = near(following.arrived, follower.arrival) if follower and following else None
    if follower is None or reached is None:
        return None
    return reached - follower.drive_seconds - began


def _actual(stop: Stop, actuals: Mapping[str, Actual]) -> Actual | None:
    return next((actuals[receipt] for receipt in stop.receipt_ids if receipt in actuals), None)


def _observation(day: PlannedDay, stop: Stop, seconds: int) -> Observation:
    orders: list[Order] = [located.order for located in stop.orders]
    return Observation(
        day=day.day.isoformat(),
        seconds=seconds,
        carried=sum(order.crates + order.bags for order in orders),
        checks=int(any(order.age_check for order in orders)),
        floors=max(order.climb for order in orders),
    )


def _rule(service: Service, carried: int, checks: int, floors: int) -> int:
    return (
        service.per_stop_seconds
        + carried * service.per_crate_seconds
        + checks * service.id_check_seconds
        + floors * service.per_floor_seconds
    )


def _salt(database: sqlite3.Connection) -> bytes:
    row = database.execute("SELECT value FROM salt").fetchone()
    if row is None:
        row = (secrets.token_bytes(16),)
        database.execute("INSERT INTO salt VALUES (?)", row)
    return bytes(row[0])


def _door(salt: bytes, located: LocatedOrder) -> str:
    """Hash what names the door: postcode, number and addition, or the street where there is no postcode."""
    address = located.place.address if located.place.address.house_number else located.order.address
    postcode = postcode_key(address.postcode)
    where = postcode or f"{street_key(address.street)} {city_key(address.city)}"
    number = f"{address.house_number.strip()}|{addition_key(address.addition)}"
    key = f"{where}|{number}|{address.line.strip().lower() if not address.house_number else ''}"
    return hashlib.blake2b(key.encode(), key=salt, digest_size=16).hexdigest()
