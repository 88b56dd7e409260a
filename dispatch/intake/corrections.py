"""Take over what the dispatcher corrected in ``rejected.csv``."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from dispatch.config import IntakeSection
from dispatch.errors import InputError
from dispatch.files.headers import Columns, Vocabulary
from dispatch.files.records import Record
from dispatch.files.tables import Table, open_table
from dispatch.intake.export import Export, make_export
from dispatch.intake.values import receipt_key
from dispatch.model import Code, Issue, Severity
from dispatch.model.facts import count, written

_REMEDY: Final = "Correct the rejected.csv of a run and pass that file."
_OURS: Final = ("receipt_id", "row", "code", "field", "message", "hint", "suggestion")
"""The columns that ``rejected.csv`` puts before those of the till."""


@dataclass(slots=True)
class _Correction:
    receipt_id: str
    row: int | None
    line: int
    cells: Mapping[str, str]
    used: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """Hold a row of the till with the cells that a correction makes other: (header, text)."""

    record: Record
    cells: tuple[tuple[str, str], ...]

    def corrected(self, columns: Columns) -> Record:
        """Return the row with those cells; it stands under its headers now."""
        now = dict(self.cells)
        cells = [now.get(header, self.record.text(index)) for index, header in enumerate(columns.headers)]
        return replace(self.record, cells=cells, unclosed=False, unfinished=False)


class Corrections:
    """Hold corrected rows of the till's export.

    A correction belongs to the row with its receipt number; where several rows have that number,
    or none, its ``row`` decides.
    """

    def __init__(self, name: str, corrections: list[_Correction], export: Export) -> None:
        self.name = name
        self._all = corrections
        self._export = export
        self._twins = _twins(export)

    def differences(self) -> Iterator[Difference]:
        """Find the rows that are corrected, in file order, with the cells that are other now."""
        by_id: dict[str, list[_Correction]] = {}
        for correction in self._all:
            by_id.setdefault(receipt_key(correction.receipt_id), []).append(correction)
        headers = self._export.columns.headers
        for record in self._export.flagged:
            receipt = self._export.receipt(record)
            found = next(
                (
                    one
                    for one in by_id.get(receipt_key(receipt), ())
                    if not one.used and self._fits(one, receipt, record)
                ),
                None,
            )
            if found is None:
                continue
            found.used = True
            now = [(header, found.cells[header]) for header in headers if header in found.cells]
            was = {header: record.text(index) for index, header in enumerate(headers)}
            yield Difference(
                record, tuple((header, text) for header, text in now if not _same(text, was[header]))
            )

    def applied(self, section: IntakeSection) -> tuple[Export, tuple[Issue, ...]]:
        """Return the export with its rows corrected, and what there is to tell of it."""
        export = self._export
        corrected = {found.record.number: found.corrected(export.columns) for found in self.differences()}
        made = make_export(
            export.name,
            export.columns.headers,
            export.columns.width,
            [corrected.get(record.number, record) for record in export.flagged],
            export.unflagged,
            section,
        )
        return replace(made, columns=export.columns), tuple(self.issues())

    def issues(self) -> Iterator[Issue]:
        """Tell how many rows were corrected, and which corrections fit none; call after the differences."""
        used = sum(correction.used for correction in self._all)
        name = written("file", self.name)
        yield Issue(Code.CORRECTED, Severity.INFO, facts=(count("n", used), name))
        for correction in self._all:
            if not correction.used:
                yield Issue(
                    Code.CORRECTION_UNUSED,
                    Severity.WARNING,
                    facts=(name,),
                    field="receipt_id",
                    row=correction.line,
                    value=correction.receipt_id[:40],
                )

    def _fits(self, correction: _Correction, receipt: str, record: Record) -> bool:
        if receipt and receipt not in self._twins:
            return True
        return correction.row == record.number


def _same(text: str, was: str) -> bool:
    """Tell whether a cell says what it said, but for the zeros that a spreadsheet took on saving."""
    return text == was or (was.startswith("0") and was.isdigit() and text == was.lstrip("0"))


def read_corrections(path: Path, export: Export, section: IntakeSection) -> Corrections:
    """Read a corrected ``rejected.csv``, or any file with the till's own headers.

    Raises
    ------
    InputError
        If it has no column with the receipt number.
    """
    columns: dict[str, tuple[str, ...]] = dict.fromkeys((*_OURS, *export.columns.headers), ())
    found = open_table(path, Vocabulary(columns), max_mb=section.max_mb, remedy=_REMEDY)
    till = export.columns.title("receipt_id")
    key = next((name for name in ("receipt_id", till) if name in found.columns.headers), None)
    if key is None:
        raise InputError("{file} has no column receipt_id.", _REMEDY, file=found.name)
    return Corrections(found.name, list(_corrections(found, key, export.columns)), export)


def _corrections(found: Table, key: str, columns: Columns) -> Iterator[_Correction]:
    headers = found.columns.headers
    named = set(columns.headers)
    ours = set(_OURS[1:]) if set(_OURS) <= set(headers) else set()
    till = {}
    for index, header in enumerate(headers):
        name = header if header in named else header.removesuffix(" (2)")
        if name in named and header not in ours:
            till[name] = index
    for record in found.read():
        row = record.text(headers.index("row")) if "row" in headers else ""
        yield _Correction(
            record.text(headers.index(key)),
            int(row) if row.isascii() and row.isdigit() and len(row) < 9 else None,
            record.number,
            {name: record.text(index) for name, index in till.items()},
        )


def _twins(export: Export) -> frozenset[str]:
    counts = Counter((*(export.receipt(record) for record in export.flagged), *export.unflagged))
    return frozenset(receipt for receipt, count in counts.items() if count > 1)
