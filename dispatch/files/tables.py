"""Open an input file as a table, whatever program wrote it: find its encoding, delimiter and header."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from dispatch.errors import InputError
from dispatch.files.headers import Columns, Recognises
from dispatch.files.opendocument import OpenDocument, is_open_document
from dispatch.files.records import DelimitedText, Record
from dispatch.files.source import file_name, is_workbook, read_bytes, refuse_foreign
from dispatch.files.text import Encoded, to_utf8
from dispatch.files.workbook import Workbook

_HEADER_WITHIN = 30
_ENOUGH_COLUMNS = 2
_MOST_COLUMNS = 1000
_ROWS_FOR_THE_WIDTH = 200


@dataclass(frozen=True, slots=True)
class Table:
    """Hold a file whose header is known.

    Parameters
    ----------
    name
        File name.
    columns
        Where everything stands.
    header
        Row of the header.
    read
        Reads the rows below the header, as often as asked, without blank rows and repeated headers.
    delimiter, encoding
        How the text is written; both empty for a workbook.
    odd_line
        First line in another encoding than those around it; None if all agree.
    """

    name: str
    columns: Columns
    header: int
    read: Callable[[], Iterator[Record]]
    delimiter: str = ""
    encoding: str = ""
    odd_line: int | None = None

    def text(self, record: Record, column: str) -> str:
        """Return the clean cell of a column of the program; empty if the file or the row has none."""
        place = self.columns.places.get(column)
        return "" if place is None else record.text(place)

    def texts(self, record: Record) -> dict[str, str]:
        """Return the clean cells of a row by column of the program."""
        return {column: record.text(place) for column, place in self.columns.places.items()}


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a file: a delimiter, or a sheet of a workbook."""

    records: Callable[[int], Iterator[Record]]
    delimiter: str = ""


def open_table(
    path: Path,
    headers: Recognises,
    *,
    max_mb: int,
    remedy: str = "",
) -> Table:
    """Open a text file or a workbook.

    Parameters
    ----------
    path
        The file.
    headers
        Knows the columns it may have.
    max_mb
        Larger files are refused.
    remedy
        What to do where it is not what it should be.

    Raises
    ------
    InputError
        If it cannot be read or has no header that is known.
    ResourceError
        If the disk fails.
    """
    name = file_name(path)
    data = read_bytes(path, max_mb, remedy=remedy)
    refuse_foreign(name, data)
    encoded: Encoded | None = None
    if is_workbook(data):
        kind = OpenDocument if is_open_document(data) else Workbook
        readings = _sheets(kind(name, data, max_mb))
    else:
        encoded = to_utf8(name, data)
        readings = _delimited(DelimitedText(name, encoded.data))
    reading, header = _find_header(name, readings, headers, remedy)

    def rows() -> Iterator[Record]:
        for record in reading.records(len(header.cells)):
            if record.number <= header.number or record.cells == header.cells:
                continue
            if any(cell and not cell.isspace() for cell in record.cells):
                yield record

    lengths = Counter(len(record.cells) for record in islice(rows(), _ROWS_FOR_THE_WIDTH))
    usual = lengths.most_common(1)[0][0] if lengths else 0
    found = replace(headers.map(header.cells), width=max(usual, len(header.cells)))
    return Table(
        name,
        found,
        header.number,
        rows,
        reading.delimiter,
        encoded.encoding if encoded else "",
        encoded.odd_line if encoded else None,
    )


def require(
    table: Table,
    needed: Mapping[str, bool],
    headers: Recognises,
    *,
    called: Mapping[str, str] | None = None,
    remedy: str,
) -> None:
    """Refuse a file that lacks columns without which no row means anything.

    Parameters
    ----------
    needed
        Column → whether it is there, itself or by a substitute.
    headers
        Knows the columns it may have.
    called
        Column → what else it is called, where that is not its plainest name.
    remedy
        What to do about it.

    Raises
    ------
    InputError
        Naming every column that is missing and the header that looks most like it.
    """
    missing = [column for column, there in needed.items() if not there]
    if not missing:
        return
    told = []
    for column in missing:
        near = headers.nearest(table.columns.headers, column)
        also = (called or {}).get(column) or headers.called(column)
        told.append(column + (f" ({also})" if also else "") + (f", perhaps {near!r}" if near else ""))
    raise InputError(
        f"{table.name} has no column {'; no column '.join(told)}.",
        remedy,
    )


def _sheets(book: Workbook | OpenDocument) -> list[_Reading]:
    def reading(title: str) -> _Reading:
        return _Reading(lambda columns: book.records(title, columns))

    return [reading(title) for title in book.sheets]


def _delimited(text: DelimitedText) -> list[_Reading]:
    def reading(delimiter: str) -> _Reading:
        return _Reading(lambda columns: text.records(delimiter, columns), delimiter)

    return [reading(delimiter) for delimiter in text.delimiters]


def _find_header(
    name: str, readings: list[_Reading], headers: Recognises, remedy: str
) -> tuple[_Reading, Record]:
    """Take the reading and the row in which the most columns are recognised; the first of equals."""
    best: tuple[int, _Reading, Record] | None = None
    for reading in readings:
        for record in islice(reading.records(0), _HEADER_WITHIN):
            if len(record.cells) > _MOST_COLUMNS:
                continue
            count = headers.count(record.cells)
            if count >= _ENOUGH_COLUMNS and (best is None or count > best[0]):
                best = (count, reading, record)
    if best is None:
        raise InputError(
            f"{name} has no row of headers that are known, such as {', '.join(headers.examples)}.",
            f"Check that it is the right file, with its headers. {remedy}".strip(),
        )
    return best[1], best[2]
