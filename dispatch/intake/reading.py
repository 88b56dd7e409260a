"""Read the till's export whole: every row ends as an order, as rejected, or as not flagged."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from dispatch.config import IntakeSection, Promise, Store
from dispatch.errors import InputError
from dispatch.files.records import Record
from dispatch.files.tables import Table, open_table, require
from dispatch.intake.corrections import Corrections, read_corrections
from dispatch.intake.findings import Findings
from dispatch.intake.goods import Goods, read_lines
from dispatch.intake.headers import COLUMN_REMEDY, FILE_REMEDY, PURCHASE_COLUMNS, check_renames
from dispatch.intake.moments import read_moment
from dispatch.intake.promises import moment_text
from dispatch.intake.receipts import read_receipt, reject
from dispatch.intake.row import Row
from dispatch.intake.rules import DayRules, rules_of
from dispatch.intake.values import flag
from dispatch.model import Intake, Issue, Order, Rejected
from dispatch.tablenotes import table_issues

MOST_FLAGGED: Final = 20_000
"""Rows for delivery beyond which a file cannot be one day of one store."""

_ROWS_FOR_THE_DAY: Final = 5_000
_FEW: Final = 5


def read_intake(
    purchases: Path,
    *,
    lines: Path | None,
    day: date | None,
    section: IntakeSection,
    promise: Promise,
    store: Store,
    corrections: Path | None = None,
) -> Intake:
    """Read the purchases of a day.

    Parameters
    ----------
    purchases
        The till's export, as text or .xlsx.
    lines
        Articles of the receipts, if the till exports them.
    day
        The service day; None for the one that most timestamps show.
    section
        How to read.
    promise, store
        What purchases must satisfy.
    corrections
        A ``rejected.csv`` in which the dispatcher corrected rows.

    Raises
    ------
    InputError
        If a file cannot be read as what it should be.
    ConfigError
        If ``[intake.columns]`` names a column that does not exist.
    ResourceError
        If a disk or network drive fails.
    """
    table = _open_purchases(purchases, section)
    rules = rules_of(day or _most_common_day(table, store), section, promise, store)
    corrected = None if corrections is None else read_corrections(corrections, table, section)
    sorted_rows = _sort(table, corrected)
    flagged, unflagged = sorted_rows.flagged, sorted_rows.unflagged
    goods: Mapping[str, Goods] = {}
    issues = list(table_issues(table))
    if lines is not None:
        wanted = {row.text("receipt_id") for row in flagged}
        read = read_lines(lines, section, wanted, unflagged)
        goods = read.goods
        issues += read.issues
    if corrected is not None:
        issues += corrected.issues()
    reading = _Reading(rules, goods, unflagged)
    for row in flagged:
        reading.take(row)
    orders = tuple(reading.orders.values())
    return Intake(
        orders=orders,
        rejected=tuple(reading.rejected),
        issues=(*issues, *reading.issues),
        rows=sorted_rows.rows,
        not_flagged=sorted_rows.not_flagged,
        extra_columns=tuple(table.columns.headers[place] for place in table.columns.extra),
        cells={receipt: row.cells for receipt, row in reading.rows.items()},
    )


def file_day(purchases: Path, section: IntakeSection, store: Store) -> date | None:
    """Return the day that most timestamps of flagged rows show; None if they show only times.

    Raises
    ------
    InputError
        If the file cannot be read as what it should be.
    """
    return _most_common_day(_open_purchases(purchases, section), store)


def _open_purchases(path: Path, section: IntakeSection) -> Table:
    check_renames(section.columns)
    table = open_table(
        path, PURCHASE_COLUMNS, renamed=section.columns, max_mb=section.max_mb, remedy=FILE_REMEDY
    )
    there = table.columns.places
    by_parts = ("house_number" in there or "street" in there) and ("postcode" in there or "street" in there)
    needed = {
        "receipt_id": "receipt_id" in there,
        "purchased_at": "purchased_at" in there or "purchase_time" in there,
        "home_delivery": "home_delivery" in there,
        "name": "name" in there,
        "address": "address" in there or by_parts or ("lat" in there and "lon" in there),
    }
    called = {"address": "adres, or straat, huisnummer, postcode and plaats"}
    require(table, needed, PURCHASE_COLUMNS, called=called, remedy=COLUMN_REMEDY)
    return table


@dataclass(slots=True)
class _Sorted:
    """Hold the flagged rows, and of the others only the receipt numbers and how many there are."""

    rows: int = 0
    not_flagged: int = 0
    shorter: int = 0
    flagged: list[Row] = field(default_factory=list)
    short: list[Row] = field(default_factory=list)
    unflagged: set[str] = field(default_factory=set)

    def settle_short(self) -> None:
        """Settle rows that end before the flag: a few are damaged and to be looked at.

        If there are many, this till leaves out empty cells at the end of a row, so they mean "no".
        """
        if self.shorter > max(_FEW, self.rows // 20):
            self.not_flagged += self.shorter
        else:
            self.flagged += self.short
            self.flagged.sort(key=lambda row: row.record.number)


def _sort(table: Table, corrected: Corrections | None) -> _Sorted:
    found = _Sorted()
    flag_place = table.columns.places["home_delivery"]
    for record in table.read() if corrected is None else corrected.apply(table.read(), table.columns):
        found.rows += 1
        if len(record.cells) <= flag_place:
            found.shorter += 1
            if len(found.short) <= MOST_FLAGGED:
                found.short.append(Row(table.columns, record))
        elif _for_delivery(record, table):
            found.flagged.append(Row(table.columns, record))
            _check_size(table, found.flagged)
        else:
            found.not_flagged += 1
            found.unflagged.add(table.text(record, "receipt_id"))
    found.settle_short()
    _check_size(table, found.flagged)
    return found


def _check_size(table: Table, flagged: list[Row]) -> None:
    if len(flagged) > MOST_FLAGGED:
        raise InputError(
            f"{table.name} has more than {MOST_FLAGGED:,} rows for delivery.", "Export one day of one store."
        )


def _for_delivery(record: Record, table: Table) -> bool:
    """Tell whether a row is flagged, or may be: one that cannot be read is not passed over."""
    text = table.text(record, "home_delivery")
    try:
        return flag(text) or (not text and Row(table.columns, record).beyond)
    except ValueError:
        return True


def _most_common_day(table: Table, store: Store) -> date | None:
    days = Counter(_days(table, store))
    return max(days, key=lambda day: (days[day], day)) if days else None


def _days(table: Table, store: Store) -> Iterator[date]:
    rules = rules_of(None, IntakeSection(), Promise(), store)
    seen = 0
    for record in table.read():
        if not _for_delivery(record, table):
            continue
        seen += 1
        if seen > _ROWS_FOR_THE_DAY:
            return
        try:
            moment = read_moment(moment_text(Row(table.columns, record))[0], rules.zone)
        except ValueError:
            continue
        if moment.day is not None:
            yield moment.day


@dataclass(slots=True)
class _Reading:
    """Sort flagged rows into orders and rejected ones."""

    rules: DayRules
    goods: Mapping[str, Goods]
    unflagged: set[str]
    orders: dict[str, Order] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    def take(self, row: Row) -> None:
        """Read a row; of several with one receipt number the first that can be planned counts."""
        receipt = row.text("receipt_id")
        if receipt in self.orders:
            self.rejected.append(reject(row, self._repeated(row, self.rows[receipt])))
            return
        read, issues = read_receipt(row, self.rules, self.goods.get(receipt))
        if isinstance(read, Rejected):
            self.rejected.append(read)
            return
        self.orders[receipt] = read
        self.rows[receipt] = row
        self.issues += issues
        if receipt in self.unflagged:
            findings = Findings(row.columns, row.record.number, receipt)
            findings.warning(
                "FLAG_CONTRADICTED",
                "home_delivery",
                "Another row with this receipt number is not for delivery.",
                "Check whether the delivery was cancelled.",
            )
            self.issues += findings.issues

    def _repeated(self, row: Row, first: Row) -> Findings:
        findings = Findings(row.columns, row.record.number, row.text("receipt_id"))
        if row.texts == first.texts:
            findings.error(
                "RECEIPT_REPEATED",
                "receipt_id",
                f"The same row stands in row {first.record.number} already, which is planned.",
                "Nothing, unless it should be delivered twice.",
                row.text("receipt_id"),
            )
        else:
            findings.error(
                "RECEIPT_CONFLICT",
                "receipt_id",
                f"Row {first.record.number} has the same receipt number but differs; that one is planned.",
                "Find out which is right; give this one a number of its own if both are.",
                row.text("receipt_id"),
            )
        return findings
