"""The gazetteer of the installed map as a register of addresses."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Self

from dispatch.errors import ResourceError
from dispatch.files.text import plain
from dispatch.geocoding.doors import Door

_COLUMNS: Final = "street, number, addition, postcode, city, street_key, city_key, lat, lon"


class Gazetteer:
    """Read addresses from a gazetteer file; see :data:`dispatch.mapfiles.GAZETTEER_SCHEMA`.

    Raises
    ------
    ResourceError
        If the file is no gazetteer, or breaks while it is read.
    """

    complete = True

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._streets: tuple[str, ...] | None = None
        self._postcodes: tuple[str, ...] | None = None
        self._known: frozenset[str] = frozenset()

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a gazetteer for reading."""
        try:
            connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
            try:
                connection.execute(f"SELECT {_COLUMNS} FROM address LIMIT 1").fetchone()  # noqa: S608
            except (sqlite3.Error, UnicodeDecodeError):
                connection.close()
                raise
        except (sqlite3.Error, UnicodeDecodeError):
            raise ResourceError(
                "The gazetteer {file} of the installed map cannot be read.",
                "Install the map again with 'dispatch map install'.",
                file=path.name,
            ) from None
        return cls(connection)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def at_postcode(self, postcode: str, number: int) -> Sequence[Door]:
        """Return the doors with this number at a postcode, with any addition."""
        return self._doors("postcode = ? AND number = ?", postcode, number)

    def in_postcode(self, postcode: str) -> Sequence[Door]:
        """Return every door at a postcode."""
        return self._doors("postcode = ?", postcode)

    def on_street(self, street: str, number: int) -> Sequence[Door]:
        """Return the doors with this number on the streets of a key, in any town."""
        return self._doors("street_key = ? AND number = ?", street, number)

    def along_street(self, street: str) -> Sequence[Door]:
        """Return every door on the streets of a key, in any town."""
        return self._doors("street_key = ?", street)

    def streets(self) -> Sequence[str]:
        """Return the key of every street, each once."""
        if self._streets is None:
            self._streets = self._distinct("street_key")
            self._known = frozenset(self._streets)
        return self._streets

    def postcodes(self) -> Sequence[str]:
        """Return every postcode, each once."""
        if self._postcodes is None:
            self._postcodes = self._distinct("postcode")
        return self._postcodes

    def knows_street(self, street: str) -> bool:
        """Tell whether there is a street of this key in any town."""
        self.streets()
        return street in self._known

    def _doors(self, condition: str, *values: object) -> list[Door]:
        sql = f"SELECT {_COLUMNS} FROM address WHERE {condition} ORDER BY rowid"  # noqa: S608
        return [
            Door(plain(street), number, addition, postcode, plain(city), *rest)
            for street, number, addition, postcode, city, *rest in self._fetch(sql, *values)
        ]

    def _distinct(self, column: str) -> tuple[str, ...]:
        sql = f"SELECT DISTINCT {column} FROM address WHERE {column} <> '' ORDER BY {column}"  # noqa: S608
        return tuple(str(row[0]) for row in self._fetch(sql))

    def _fetch(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(sql, values).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise ResourceError(
                "The gazetteer of the installed map broke while it was read: {why}.",
                "Install the map again with 'dispatch map install'.",
                why=str(error),
            ) from None
