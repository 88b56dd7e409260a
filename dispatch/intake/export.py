"""The till's export as a table: which rows are for delivery, and of which day it is."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final

from dispatch.config import IntakeSection, Promise, Store
from dispatch.errors import InputError
from dispatch.files.headers import Columns
from dispatch.files.records import Record
from dispatch.files.tables import Table, open_table, require
from dispatch.files.text import clean
from dispatch.intake.headers import COLUMN_REMEDY, FILE_REMEDY, check_renames
from dispatch.intake.moments import read_moment
from dispatch.intake.names import PURCHASE_NAMES
from dispatch.intake.promises import moment_text
from dispatch.intake.recognising import Recogniser
from dispatch.intake.row import Row
from dispatch.intake.rules import rules_of
from dispatch.intake.values import flag
from dispatch.model import Issue
from dispatch.tablenotes import table_issues

MOST_FLAGGED: Final = 20_000
"""Rows for delivery beyond which a file cannot be one day of one store."""

_ROWS_FOR_THE_DAY: Final = 5_000
_FEW: Final = 5
_SENTENCE: Final = re.compile(r"[^\W\d_]{2,}.*[\s:=]|^[^\W\d_]{2,}$")


@dataclass(frozen=True, slots=True)
class Export:
    """Hold what the till says: the rows for delivery whole, and of the others only the receipt numbers.

    Parameters
    ----------
    name
        File name.
    columns
        Where everything stands.
    flagged
        Rows for delivery, or that may be.
    unflagged
        Receipt numbers of the other rows, empty where a row has none.
    issues
        About the file as a whole.
    """

    name: str
    columns: Columns
    flagged: tuple[Record, ...]
    unflagged: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.flagged) + len(self.unflagged)

    def receipt(self, record: Record) -> str:
        """Return the receipt number of a row."""
        return record.text(self.columns.places["receipt_id"])


def read_export(path: Path, section: IntakeSection) -> Export:
    """Read the till's export as a table.

    Raises
    ------
    InputError
        If it cannot be read as what it should be.
    ConfigError
        If ``[intake.columns]`` names a column that does not exist.
    ResourceError
        If a disk or network drive fails.
    """
    table = _open_purchases(path, section)
    flagged, unflagged = _sort(table.columns, table.read(), table.name)
    return Export(table.name, table.columns, flagged, unflagged, table_issues(table))


def make_export(
    name: str,
    headers: Sequence[str],
    width: int,
    records: Iterable[Record],
    unflagged: Sequence[str],
    section: IntakeSection,
) -> Export:
    """Make an export of rows that were read before and have been changed since.

    Parameters
    ----------
    name
        Of the file.
    headers
        Of its columns, and of those that were added since.
    width
        Cells that a row has at most, if nothing in it has shifted.
    records
        Rows for delivery; one that is not any more is counted with the others.
    unflagged
        Receipt numbers of the other rows.
    """
    columns = replace(Recogniser(PURCHASE_NAMES, section.columns).map(headers), width=width)
    flagged, off = _sort(columns, records, name)
    return Export(name, columns, flagged, (*unflagged, *off))


def day_of_export(export: Export, store: Store) -> date | None:
    """Return the day that most timestamps of flagged rows show; None if they show only times."""
    days = Counter(_days(export, store))
    return max(days, key=lambda day: (days[day], day)) if days else None


def _open_purchases(path: Path, section: IntakeSection) -> Table:
    check_renames(section.columns)
    headers = Recogniser(PURCHASE_NAMES, section.columns)
    table = open_table(path, headers, max_mb=section.max_mb, remedy=FILE_REMEDY)
    there = table.columns.places
    by_parts = ("house_number" in there or "street" in there) and ("postcode" in there or "street" in there)
    needed = {
        "receipt_id": "receipt_id" in there,
        "purchased_at": bool({"purchased_at", "purchase_time", "purchase_date"} & set(there)),
        "home_delivery": "home_delivery" in there,
        "name": bool({"name", "last_name", "first_name"} & set(there)),
        "address": "address" in there or by_parts or ("lat" in there and "lon" in there),
    }
    called = {"address": "adres, or straat, huisnummer, postcode and plaats"}
    require(table, needed, headers, called=called, remedy=COLUMN_REMEDY)
    return table


@dataclass(slots=True)
class _Sorted:
    rows: int = 0
    flagged: list[Record] = field(default_factory=list)
    unflagged: list[str] = field(default_factory=list)
    short: list[Record] = field(default_factory=list)

    def settle_short(self, place: int) -> None:
        """Settle rows that end before the flag: a few are damaged and to be looked at.

        If there are many, this till leaves out empty cells at the end of a row, so they mean "no".
        """
        if len(self.short) > max(_FEW, self.rows // 20):
            self.unflagged += [record.text(place) for record in self.short]
        else:
            self.flagged += self.short
            self.flagged.sort(key=lambda record: record.number)


def _sort(
    columns: Columns, records: Iterable[Record], name: str
) -> tuple[tuple[Record, ...], tuple[str, ...]]:
    found = _Sorted()
    flag_place, receipt_place = columns.places["home_delivery"], columns.places["receipt_id"]
    for record in records:
        found.rows += 1
        if len(record.cells) <= flag_place:
            if _is_footer(record):
                found.rows -= 1
            else:
                found.short.append(record)
        elif _for_delivery(record, columns):
            found.flagged.append(record)
            _check_size(name, found.flagged)
        else:
            found.unflagged.append(record.text(receipt_place))
    found.settle_short(receipt_place)
    _check_size(name, found.flagged)
    return tuple(found.flagged), tuple(found.unflagged)


def _is_footer(record: Record) -> bool:
    """Tell whether a row is a sentence below the table, such as a count of receipts."""
    filled = [text for text in map(clean, record.cells) if text]
    return len(filled) <= 1 and any(_SENTENCE.search(text) for text in filled)


def _check_size(name: str, flagged: Sequence[Record]) -> None:
    if len(flagged) > MOST_FLAGGED:
        raise InputError(
            f"{name} has more than {MOST_FLAGGED:,} rows for delivery.", "Export one day of one store."
        )


def _for_delivery(record: Record, columns: Columns) -> bool:
    """Tell whether a row is flagged, or may be: one that cannot be read is not passed over."""
    text = record.text(columns.places["home_delivery"])
    try:
        return flag(text) or (not text and Row(columns, record).beyond)
    except ValueError:
        return True


def _days(export: Export, store: Store) -> Iterator[date]:
    rules = rules_of(None, IntakeSection(), Promise(), store)
    for record in export.flagged[:_ROWS_FOR_THE_DAY]:
        try:
            moment = read_moment(moment_text(Row(export.columns, record))[0], rules.zone)
        except ValueError:
            continue
        if moment.day is not None:
            yield moment.day
