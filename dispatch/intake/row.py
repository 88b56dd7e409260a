"""Look at one row of the till's export by the program's columns."""

from dataclasses import dataclass
from functools import cached_property

from dispatch.files.headers import Columns
from dispatch.files.records import Record
from dispatch.files.text import MAX_CELL, clean, has_controls

_LOOKED_AT = 4 * MAX_CELL
"""Characters of a cell that are looked at to find those that are kept."""


@dataclass(frozen=True)
class Row:
    """Hold a record with the columns of its file.

    Parameters
    ----------
    columns
        Where everything stands.
    record
        As read.
    """

    columns: Columns
    record: Record

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The cells, clean, one for each header; what the row lacks is empty."""
        count = len(self.columns.headers)
        cells = [clean(cell[:_LOOKED_AT])[:MAX_CELL] for cell in self.record.cells[:count]]
        if self.note_overflows:
            cells[-1] = clean("; ".join(self.record.cells[count - 1 :])[:_LOOKED_AT])[:MAX_CELL]
        return (*cells, *[""] * (count - len(cells)))

    def text(self, column: str) -> str:
        """Return the cell of a column of the program; empty if the file has no such column."""
        place = self.columns.places.get(column)
        return "" if place is None else self.texts[place]

    @property
    def cells(self) -> tuple[tuple[str, str], ...]:
        """(header, text) in file order."""
        return tuple(zip(self.columns.headers, self.texts, strict=True))

    @property
    def extra(self) -> tuple[tuple[str, str], ...]:
        """(header, text) of the columns that the program does not know."""
        return tuple((self.columns.headers[place], self.texts[place]) for place in self.columns.extra)

    @property
    def beyond(self) -> bool:
        """Whether the row is longer than rows of its file are, so that its cells may have shifted."""
        further = self.record.cells[len(self.columns.headers) :]
        return bool(further) and (
            len(self.record.cells) > self.columns.width or any(cell.strip() for cell in further)
        )

    @property
    def note_overflows(self) -> bool:
        """Whether what is too much may be the rest of the note: the note is the last column."""
        return self.beyond and self.columns.places.get("notes") == len(self.columns.headers) - 1

    @property
    def too_long(self) -> tuple[str, ...]:
        """Headers of cells that were cut off."""
        return tuple(
            header
            for header, cell in zip(self.columns.headers, self.record.cells, strict=False)
            if len(cell) > MAX_CELL and len(clean(cell[:_LOOKED_AT])) > MAX_CELL
        )

    @property
    def has_controls(self) -> bool:
        """Whether invisible characters were taken out."""
        return any(has_controls(cell[:_LOOKED_AT]) for cell in self.record.cells)
