"""Look at one row of the till's export by the program's columns."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, partial
from html import unescape

from dispatch.files.headers import Columns, header_key
from dispatch.files.records import Record
from dispatch.files.text import MAX_CELL, clean, has_controls
from dispatch.intake.column_mapping import DOOR, ITEMS, SPARE
from dispatch.intake.names import PURCHASE_NAMES
from dispatch.intake.values import (
    Answers,
    UnreadableError,
    is_answer,
    is_blank,
    is_cell_error,
    receipt_number,
)

_LOOKED_AT = 4 * MAX_CELL
"""Characters of a cell that are looked at to find those that are kept."""


_NEVER_BLANK = frozenset({"receipt_id", "name", "first_name", "last_name", "street", "city", "home_delivery"})
"""Columns in which a word for nothing may be a name, or says something of its own."""
_ENTITY = re.compile(r"&(?:#[0-9]{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,8});", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(?:lever|bezorg|deliver)[a-z ._-]{0,30}:", re.IGNORECASE)
_PARTS_OF_A_NOTE = re.compile(r" / |[;|\n]")
_NOT_NEEDED = ITEMS | {"company"}
"""Columns of which a spreadsheet's error does not matter."""
_DISPENSABLE = frozenset({"phone", "mobile", "notes"})
"""Columns whose value a row can do without."""


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
        cells = [_plain(cell) for cell in self.record.cells[:count]]
        if self.note_overflows:
            cells[-1] = _plain("; ".join(self.record.cells[count - 1 :]))
        return (*cells, *[""] * (count - len(cells)))

    def text(self, column: str) -> str:
        """Return the cell of a column of the program; empty if the file has no such column.

        The parts of an address are those of one address. Where several columns hold the same, the first
        that is filled counts. What only says that there is nothing is empty.
        """
        if column in DOOR and self.columns.doors:
            return self._of_door(column, self._door)
        text = next(iter(self.all_texts(column)), "") or self._attributes.get(column, "")
        return receipt_number(text) if column == "receipt_id" else text

    @cached_property
    def _attributes(self) -> Mapping[str, str]:
        """What the notes say of day and window in the form ``Delivery-Date: …``, as web shops write it."""
        found: dict[str, str] = {}
        for note in filter(_ATTRIBUTE.search, self.all_texts("notes")):
            for part in _PARTS_OF_A_NOTE.split(note):
                header, colon, text = part.partition(":")
                column = _told_in_notes().get(header_key(header)) if colon else None
                if column and text.strip():
                    found.setdefault(column, text.strip())
        return found

    def all_texts(self, column: str) -> tuple[str, ...]:
        """Return what is filled in under every column that holds the same, each text once."""
        found = (self._filled(column, index) for index in self.columns.places(column))
        return tuple(dict.fromkeys(filter(None, found)))

    def title(self, column: str) -> str:
        """Return the header of the column that counts in this row."""
        index = self.columns.place(partial(self._filled, column), column)
        return column if index is None else self.columns.headers[index]

    @property
    def name(self) -> str:
        """The customer's name, put together where its parts are apart; else that of the company.

        Who is delivered to comes before who pays: the parts of a name are those of one of them.
        """
        companies = (self._of_person("company", person) for person in self.columns.persons)
        return next(filter(None, (*map(self._person, self.columns.persons), *companies)), "")

    def _person(self, person: Mapping[str, tuple[int, ...]]) -> str:
        parts = (self._of_person(part, person) for part in ("first_name", "name_infix", "last_name"))
        return self._of_person("name", person) or " ".join(filter(None, parts))

    def _of_person(self, part: str, person: Mapping[str, tuple[int, ...]]) -> str:
        return next(filter(None, (self._filled(part, index) for index in person.get(part, ()))), "")

    @property
    def notes(self) -> str:
        """All notes for the courier."""
        return "; ".join(self.all_texts("notes"))

    @property
    def phones(self) -> tuple[str, ...]:
        """Phone numbers, those of a mobile's column first."""
        return tuple(dict.fromkeys((*self.all_texts("mobile"), *self.all_texts("phone"))))

    def _names_door(self, door: Mapping[str, int]) -> bool:
        """Tell whether an address is filled in; yes or no under ``Afwijkend bezorgadres`` is none."""
        texts = (self._of_door(part, door) for part in ("street", "address", "postcode"))
        return any(text and not is_answer(text) for text in texts)

    def texts_of_door(self, part: str) -> tuple[str, ...]:
        """Return what is filled in under every column of one part of the address that counts."""
        return self._parts(part, self._door) if self.columns.doors else ()

    def _parts(self, part: str, door: Mapping[str, int]) -> tuple[str, ...]:
        index = door.get(part)
        places = () if index is None else (index, *self.columns.seconds.get(index, ()))
        return tuple(filter(None, (self._filled(part, place) for place in places)))

    def _of_door(self, part: str, door: Mapping[str, int]) -> str:
        return next(iter(self._parts(part, door)), "")

    @cached_property
    def _door(self) -> Mapping[str, int]:
        """Where the parts of the address stand that counts: the first that is filled."""
        doors = self.columns.doors
        filled = (door for door in doors if self._names_door(door))
        return next(filled, doors[0])

    def _filled(self, column: str, index: int) -> str:
        text = self.texts[index]
        if column in _DISPENSABLE and is_cell_error(text):
            return ""
        return "" if column not in _NEVER_BLANK and is_blank(text) else text

    def errors(self) -> Iterator[tuple[str, bool]]:
        """Yield the columns whose cell is a spreadsheet's error, and whether the row can do without."""
        used = {index: column for column, index in self.columns.indexes.items()}
        for column, spares in self.columns.spares.items():
            if column in SPARE or not self._filled(column, self.columns.indexes[column]):
                used |= dict.fromkeys(spares, column)
        used |= {index: column for door in self.columns.doors[:1] for column, index in door.items()}
        for index, column in sorted(used.items()):
            if is_cell_error(self.texts[index]) and column not in _NOT_NEEDED:
                yield column, column in _DISPENSABLE

    @property
    def cells(self) -> tuple[tuple[str, str], ...]:
        """(header, text) in file order."""
        return tuple(zip(self.columns.headers, self.texts, strict=True))

    @property
    def extra(self) -> tuple[tuple[str, str], ...]:
        """(header, text) of the columns that the program does not know."""
        return tuple((self.columns.headers[index], self.texts[index]) for index in self.columns.extra)

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
        return self.beyond and self.columns.indexes.get("notes") == len(self.columns.headers) - 1

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


@cache
def _told_in_notes() -> Mapping[str, str]:
    """Return the names of a day and a window of delivery by which notes may tell them."""
    return {
        header_key(name): column
        for column in ("delivery_date", "window", "window_from", "window_to")
        for name in (column, *PURCHASE_NAMES[column])
        if _ATTRIBUTE.search(f"{name}:")
    }


def _plain(cell: str) -> str:
    """Clean a cell; characters that a web shop has written as those of its pages are themselves again."""
    text = cell[:_LOOKED_AT]
    if "&" in text:
        text = _ENTITY.sub(lambda found: unescape(found[0]), text)
    return clean(text)[:MAX_CELL]


def receipt_of(record: Record, columns: Columns) -> str:
    """Return the receipt number of a row."""
    index = columns.place(record.text, "receipt_id")
    return "" if index is None else receipt_number(record.text(index))


def flag_of(record: Record, columns: Columns, answers: Answers) -> str:
    """Return what a row says about delivery.

    Where its first column for that is empty, a further one counts if it says yes or no.
    """
    first, *others = columns.places("home_delivery")
    text = record.text(first)
    return text or next((said for place in others if _answers(said := record.text(place), answers)), "")


def _answers(text: str, answers: Answers) -> bool:
    try:
        answers.flag(text)
    except UnreadableError:
        return False
    return bool(text)
