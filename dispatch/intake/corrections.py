"""Take over what the dispatcher corrected in ``rejected.csv``."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from dispatch.config import IntakeSection
from dispatch.errors import InputError
from dispatch.files.headers import Columns
from dispatch.files.records import Record
from dispatch.files.tables import Table, open_table
from dispatch.model import Issue, Severity

_OURS: Final = ("receipt_id", "row", "code", "field", "message", "hint", "suggestion")
"""The columns that ``rejected.csv`` puts before those of the till."""


@dataclass(slots=True)
class _Correction:
    receipt_id: str
    row: int | None
    line: int
    cells: Mapping[str, str]
    used: bool = False


class Corrections:
    """Replace rows of the till's export by corrected ones.

    A correction belongs to the row with its receipt number; where several rows have that number,
    or none, its ``row`` decides.
    """

    def __init__(self, name: str, corrections: list[_Correction], twins: frozenset[str]) -> None:
        self._name = name
        self._all = corrections
        self._twins = twins

    def apply(self, records: Iterable[Record], columns: Columns) -> Iterator[Record]:
        """Pass the rows on, corrected."""
        by_id: dict[str, list[_Correction]] = {}
        for correction in self._all:
            by_id.setdefault(correction.receipt_id, []).append(correction)
        place = columns.places["receipt_id"]
        for record in records:
            receipt = record.text(place)
            found = next(
                (one for one in by_id.get(receipt, ()) if not one.used and self._fits(one, receipt, record)),
                None,
            )
            if found is None:
                yield record
                continue
            found.used = True
            cells = [
                found.cells.get(header, record.cells[place] if place < len(record.cells) else "")
                for place, header in enumerate(columns.headers)
            ]
            yield replace(record, cells=cells, unclosed=False, unfinished=False)

    def issues(self) -> Iterator[Issue]:
        """Tell how many rows were corrected, and which corrections fit none; call after :meth:`apply`."""
        used = sum(correction.used for correction in self._all)
        yield Issue("CORRECTED", Severity.INFO, f"{used} rows were taken from {self._name}.")
        for correction in self._all:
            if not correction.used:
                yield Issue(
                    "CORRECTION_UNUSED",
                    Severity.WARNING,
                    f"{self._name} row {correction.line} fits no row of the till's export and is not used.",
                    "Leave receipt_id and row as they are; only change the columns behind them.",
                    "receipt_id",
                    correction.line,
                    correction.receipt_id[:40],
                )

    def _fits(self, correction: _Correction, receipt: str, record: Record) -> bool:
        if receipt and receipt not in self._twins:
            return True
        return correction.row == record.number


def read_corrections(path: Path, table: Table, section: IntakeSection) -> Corrections:
    """Read a corrected ``rejected.csv``, or any file with the till's own headers.

    Raises
    ------
    InputError
        If it has no column with the receipt number.
    """
    columns: dict[str, tuple[str, ...]] = dict.fromkeys((*_OURS, *table.columns.headers), ())
    remedy = "Correct the rejected.csv of a run and pass that file."
    found = open_table(path, columns, max_mb=section.max_mb, remedy=remedy)
    till = table.columns.title("receipt_id")
    key = next((name for name in ("receipt_id", till) if name in found.columns.headers), None)
    if key is None:
        raise InputError(f"{found.name} has no column receipt_id.", remedy)
    return Corrections(found.name, list(_corrections(found, key, table)), _twins(table))


def _corrections(found: Table, key: str, table: Table) -> Iterator[_Correction]:
    headers = found.columns.headers
    named = set(table.columns.headers)
    ours = set(_OURS[1:]) if set(_OURS) <= set(headers) else set()
    till = {}
    for place, header in enumerate(headers):
        name = header if header in named else header.removesuffix(" (2)")
        if name in named and header not in ours:
            till[name] = place
    for record in found.read():
        row = record.text(headers.index("row")) if "row" in headers else ""
        yield _Correction(
            record.text(headers.index(key)),
            int(row) if row.isascii() and row.isdigit() and len(row) < 9 else None,
            record.number,
            {name: record.text(place) for name, place in till.items()},
        )


def _twins(table: Table) -> frozenset[str]:
    counts = Counter(table.text(record, "receipt_id") for record in table.read())
    return frozenset(receipt for receipt, count in counts.items() if count > 1)
