"""Remember what services answered: address, place, source and date; never a name."""

import sqlite3
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, Self

from dispatch.errors import ResourceError
from dispatch.files.disk import touch_private
from dispatch.files.text import plain
from dispatch.geocoding.doors import Query
from dispatch.model import Address, Confidence, Place
from dispatch.model.facts import day as on_day
from dispatch.model.facts import written
from dispatch.ports import Located

_BUSY_SECONDS: Final = 5.0
_TRIES: Final = 40
_PAUSE_SECONDS: Final = 0.05
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS place (
    key TEXT PRIMARY KEY,
    lat REAL NOT NULL,
    lon REAL NOT NULL,
    street TEXT NOT NULL,
    house_number TEXT NOT NULL,
    addition TEXT NOT NULL,
    postcode TEXT NOT NULL,
    city TEXT NOT NULL,
    source TEXT NOT NULL,
    found_at INTEGER NOT NULL
) WITHOUT ROWID
"""


class PlaceCache:
    """Look addresses up that a service found exactly before; others are never remembered.

    The file is for its owner only and safe under several processes at once (write-ahead log).

    Parameters
    ----------
    days
        How long an answer counts.
    now
        Tells the time, with offset.

    Raises
    ------
    ResourceError
        If the file cannot be used.
    """

    name = "cache"

    def __init__(self, connection: sqlite3.Connection, days: int, now: Callable[[], datetime]) -> None:
        self._connection = connection
        self._days = days
        self._now = now

    @classmethod
    def open(cls, path: Path, days: int, now: Callable[[], datetime]) -> Self:
        """Open the file, or make it; answers that are too old are deleted."""
        try:
            touch_private(path)
            connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
        except (OSError, sqlite3.Error, UnicodeDecodeError):
            raise _unusable(path) from None
        cache = cls(connection, days, now)
        try:
            _write_ahead(connection)
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute(_SCHEMA)
            connection.execute("DELETE FROM place WHERE found_at < ?", (cache._oldest(),))
        except (sqlite3.Error, UnicodeDecodeError):
            connection.close()
            raise _unusable(path) from None
        return cache

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def locate(self, address: Address) -> Located:
        """Return the place of a normalised address, if it is remembered and not too old."""
        row = self._execute(
            "SELECT lat, lon, street, house_number, addition, postcode, city, source, found_at"
            " FROM place WHERE key = ? AND found_at >= ?",
            (Query.of(address).key, self._oldest()),
        )
        if row is None:
            return Located(None)
        lat, lon, *parts, source, found_at = row
        try:
            day = datetime.fromtimestamp(found_at, self._now().tzinfo).date()
            place = Place(float(lat), float(lon), self.name, Confidence.EXACT, Address(*map(plain, parts)))
        except (ValueError, TypeError, AttributeError, OverflowError, OSError):  # the file is damaged
            return Located(None)
        return Located(place, about="remembered", facts=(written("source", source), on_day("when", day)))

    def remember(self, address: Address, place: Place) -> None:
        """Keep an exact place for a normalised address; any other is ignored."""
        if place.confidence is not Confidence.EXACT:
            return
        found = place.address
        self._execute(
            "INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                Query.of(address).key,
                *(place.lat, place.lon),
                *(found.street, found.house_number, found.addition, found.postcode, found.city),
                place.source,
                int(self._now().timestamp()),
            ),
        )

    def _oldest(self) -> int:
        return int((self._now() - timedelta(days=self._days)).timestamp())

    def _execute(self, sql: str, values: tuple[object, ...]) -> tuple[Any, ...] | None:
        """Execute a statement and return its first row, if it has any."""
        try:
            row: tuple[Any, ...] | None = self._connection.execute(sql, values).fetchone()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise ResourceError("The cache of addresses failed: {why}.", why=str(error)) from None
        return row


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers and a writer be at once; SQLite does not wait when it changes that, so ask again."""
    for left in reversed(range(_TRIES)):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if not left:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def _unusable(path: Path) -> ResourceError:
    return ResourceError(
        "The cache of addresses {file} cannot be used, so services are asked anew.",
        "Delete the file if it is damaged; it is made again.",
        file=path.name,
    )
