"""Tell which columns of an export may be meant otherwise, or are not used although they look like ours."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from dispatch.config import DateFormat
from dispatch.files.headers import Columns, Header, Why
from dispatch.files.records import Record
from dispatch.intake.looks import is_of_money
from dispatch.intake.moments import read_moment
from dispatch.intake.phones import is_mobile, local_phone
from dispatch.intake.temperatures import temperatures
from dispatch.intake.values import UnreadableError, is_blank
from dispatch.model import Code, Issue, Severity
from dispatch.model.facts import written

_MOST: Final = 200
_SHARE: Final = 0.6
"""Share of the filled cells that must look alike."""
_SPAN: Final = re.compile(
    r"(?=.*[:.uh]|.*[ap]m|.*tot|.*to )[0-9]{1,2}([:.uh][0-9]{2})?\s*(?:u(?:ur)?|am|pm|h)?"
    r"\s*(?:-|–|tot|to|/)\s*[0-9]{1,2}([:.uh][0-9]{2})?\s*(?:u(?:ur)?|am|pm|h)?",  # noqa: RUF001
    re.IGNORECASE,
)
_SPAN_WITHIN: Final = re.compile(
    r"[a-z,] *[0-9]{1,2}:[0-9]{2} ?(?:am|pm|uur|u)?\s*(?:-|–|tot|to)\s*[0-9]{1,2}:[0-9]{2}",  # noqa: RUF001
    re.IGNORECASE,
)
"""Hours among other words, such as the tags of an order."""
_DATED: Final = re.compile(r"[0-9]{1,4}[-/. ][0-9a-z]+[-/. ][0-9]{2}", re.IGNORECASE)
_SOON: Final = timedelta(days=14)
_ADDRESS: Final = re.compile(r"[^\W\d].*[0-9].*\b[1-9][0-9]{3} ?[A-Z]{2}\b.*", re.IGNORECASE)

_SERVED_BY: Final = {
    "window": frozenset({"window", "window_from", "window_to"}),
    "phone": frozenset({"phone", "mobile"}),
}
"""Where one of these columns is there, nothing is missing; a second address always is a doubt."""


def with_looks(columns: Columns, flagged: Sequence[Record], dates: DateFormat) -> Columns:
    """Say of each column that is not used and is not empty what it looks like.

    Parameters
    ----------
    columns
        As they were taken.
    flagged
        Rows for delivery.
    dates
        Which comes first in dates of numbers.
    """
    read = []
    for index, header in enumerate(columns.read):
        like = _like(header, index, columns, flagged, dates)
        cells = [record.text(index) for record in flagged] if like == "temperature" else []
        read.append(replace(header, like=like, legible=_are_temperatures(cells)))
    return replace(columns, read=tuple(read))


def _are_temperatures(cells: Sequence[str]) -> bool:
    """Tell whether most cells say how goods are kept, and not yes or no to whether they are kept cool."""
    sample = [cell for cell in cells if not is_blank(cell)][:_MOST]
    return sum(map(_is_temperature, sample)) >= len(sample) * _SHARE


def _is_temperature(text: str) -> bool:
    try:
        return bool(temperatures(text))
    except UnreadableError:
        return False


def with_contradictions(columns: Columns, flagged: Sequence[Record]) -> Columns:
    """Keep, of the columns that say what another one says, those that say something else in some row.

    Parameters
    ----------
    columns
        As they were taken.
    flagged
        Rows for delivery.
    """
    rivals = [
        (columns.indexes[column], place) for column, places in columns.spares.items() for place in places
    ]
    rivals += [(first, place) for first, places in columns.seconds.items() for place in places]
    differing = {
        header
        for first, place in rivals
        if (header := columns.headers[place]) in columns.repeated and _differ(first, place, flagged)
    }
    return replace(columns, repeated=tuple(header for header in columns.repeated if header in differing))


def _differ(first: int, second: int, flagged: Sequence[Record]) -> bool:
    pairs = ((record.text(first).casefold(), record.text(second).casefold()) for record in flagged)
    return any(one and other and one != other for one, other in pairs)


def column_doubts(name: str, columns: Columns, row: int) -> Iterator[Issue]:
    """Tell of headers that are gone, and of columns that are not used and look like ours.

    Parameters
    ----------
    name
        Of the file.
    columns
        With what they look like.
    row
        Of the headers.
    """
    file = written("file", name)
    gone = [written("columns", f'"{header}"') for header in columns.absent]
    if gone:
        yield Issue(Code.COLUMN_GONE, Severity.WARNING, facts=(file, *gone))
    unused = [
        written("columns", f'"{header.name}" ({header.like})') for header in columns.read if header.like
    ]
    if unused:
        yield Issue(Code.COLUMN_UNUSED, Severity.WARNING, facts=(file, *unused), row=row)


def _like(header: Header, index: int, columns: Columns, flagged: Sequence[Record], dates: DateFormat) -> str:
    """Return what a column that is not used, and is not empty, looks like by its header or its cells."""
    if header.column or (header.why is not Why.UNKNOWN and not header.like):
        return ""
    filled = [record for record in flagged if not is_blank(record.text(index))]
    if header.like or not filled:
        return header.like if filled else ""
    like = looks_by_cells([record.text(index) for record in filled])
    if like and not _SERVED_BY.get(like, frozenset()) & columns.indexes.keys():
        return like
    return _later_day(index, columns, filled, dates)


def _later_day(index: int, columns: Columns, filled: Sequence[Record], dates: DateFormat) -> str:
    """Return the column of the day of delivery if cells are dates that lie ahead of the purchase."""
    if "delivery_date" in columns.indexes or is_of_money(columns.headers[index]):
        return ""
    pairs = [(record.text(index), _bought(record, columns, dates)) for record in filled]
    return "delivery_date" if _look_ahead(pairs, dates) else ""


def _bought(record: Record, columns: Columns, dates: DateFormat) -> date | None:
    """Return the day of a purchase, as far as one of its columns has it."""
    for name in ("purchased_at", "purchase_date"):
        place = columns.indexes.get(name)
        try:
            if place is not None and (day := read_moment(record.text(place), None, dates).day):
                return day
        except UnreadableError:
            continue
    return None


def looks_by_cells(texts: Sequence[str]) -> str:
    """Return the column of the program that cells look like: a window, a phone, an address; empty if none.

    Parameters
    ----------
    texts
        Filled cells of one column.
    """
    sample = texts[:_MOST]
    for column, fits in (("window", _is_span), ("phone", _is_phone), ("address", _is_address)):
        if sum(map(fits, sample)) > len(sample) * _SHARE:
            return column
    return ""


def _look_ahead(pairs: Sequence[tuple[str, date | None]], dates: DateFormat) -> bool:
    """Tell whether cells are dates of which some lie days after the purchase, as those of delivery do.

    Parameters
    ----------
    pairs
        (filled cell, day of purchase) of the rows.
    dates
        Which comes first in dates of numbers.
    """
    found = [(read, bought) for text, bought in pairs[:_MOST] if (read := _date(text, dates))]
    if len(found) <= min(len(pairs), _MOST) * _SHARE:
        return False
    return any(bought and timedelta(0) < read - bought <= _SOON for read, bought in found)


def _date(text: str, dates: DateFormat) -> date | None:
    if not _DATED.search(text):
        return None
    try:
        return read_moment(text, None, dates).day
    except UnreadableError:
        return None


def _is_span(text: str) -> bool:
    if _SPAN_WITHIN.search(text):
        return True
    if not _SPAN.fullmatch(text):
        return False
    try:
        read_moment(text, None)
    except UnreadableError:
        return True
    return False  # a date, or one time


def _is_phone(text: str) -> bool:
    return is_mobile(local_phone(text))


def _is_address(text: str) -> bool:
    return _ADDRESS.fullmatch(text) is not None
