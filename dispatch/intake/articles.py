"""Group the rows of exports that have a row an article into receipts."""

import marshal
from typing import Final

from dispatch.files.headers import Columns
from dispatch.files.records import Record
from dispatch.intake.column_mapping import SPARE
from dispatch.intake.events import Cells
from dispatch.intake.row import receipt_of
from dispatch.intake.values import receipt_number

_OF_LINES: Final = {"item_article": "article", "item_code": "code", "item_quantity": "quantity"}
_ARTICLE: Final = frozenset(_OF_LINES)
"""Columns of a table with a row an article; above, the columns of a file of lines that they are."""


class Articles:
    """Tell which rows only add an article to a receipt that stands further up.

    Web shops write a row for each article: with the order's own cells on the first row only, or repeated on
    each. A row adds nothing else if each cell of the order is empty or as on the first row, and an article,
    or a cell that the program does not know, differs.

    Parameters
    ----------
    columns
        Of the file.
    """

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        known = set(columns.indexes.values())
        known |= {index for door in columns.doors for index in door.values()}
        known |= {index for column in SPARE for index in columns.spares.get(column, ())}
        known |= {index for person in columns.persons for indexes in person.values() for index in indexes}
        self._articles = {index for column, index in columns.indexes.items() if column in _ARTICLE}
        self._order = sorted(known - self._articles)
        self._width = len(columns.headers)
        self._places = {
            _OF_LINES[column]: index for column, index in columns.indexes.items() if column in _OF_LINES
        }
        # Packed: the cells of a million receipts would take more than a gigabyte otherwise.
        self._first: dict[str, bytes] = {}
        self._last: bytes | None = None
        self.lines: dict[str, list[Cells]] = {}

    def belongs(self, record: Record) -> bool:
        """Take a row; return whether it only adds an article to one before."""
        if len(record.cells) < self._width and not self._articles:
            return False
        receipt = self._receipt(record)
        packed = self._first.get(receipt) if receipt else self._last if self._articles else None
        first = None if packed is None else Record(0, marshal.loads(packed))  # noqa: S302 - packed below
        if first is None or not self._adds(record, first, named=bool(receipt)):
            if receipt:
                self._last = packed or self._first.setdefault(receipt, marshal.dumps(record.cells))
                self._note(receipt, record)
            return False
        self._note(self._receipt(first), record)
        return True

    def _receipt(self, record: Record) -> str:
        """Return the receipt of a row; a second number counts only in a row that says more of the order."""
        if text := record.text(self._columns.indexes["receipt_id"]):
            return text
        told = not self._articles or record.text(self._columns.indexes["home_delivery"])
        return receipt_of(record, self._columns) if told else ""

    def _note(self, receipt: str, record: Record) -> None:
        """Remember what a row says was bought."""
        cells = tuple((column, record.text(index)) for column, index in self._places.items())
        if any(text for column, text in cells if column != "quantity"):
            line = cells if "quantity" in self._places else (*cells, ("quantity", "1"))
            self.lines.setdefault(receipt_number(receipt), []).append(line)

    def _adds(self, record: Record, first: Record, *, named: bool) -> bool:
        for index in self._order:
            text = record.text(index)
            if text and text != first.text(index):
                return False
        others = [index for index in range(self._width) if index not in self._order]
        if not named:
            return any(record.text(index) for index in self._articles)
        return any(record.text(index) != first.text(index) for index in others) and self._same_or_articles(
            record, first
        )

    def _same_or_articles(self, record: Record, first: Record) -> bool:
        """Tell whether empty cells of the order may be left out: only where there are articles."""
        if self._articles:
            return True
        return all(record.text(index) == first.text(index) for index in self._order)
