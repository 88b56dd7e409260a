"""Open an input file as a table, whatever program wrote it: find its encoding, delimiter and header."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice, zip_longest
from pathlib import Path

from dispatch.errors import InputError
from dispatch.files.headers import Columns, Recognises
from dispatch.files.opendocument import OpenDocument, is_open_document
from dispatch.files.records import DelimitedText, Record
from dispatch.files.source import file_name, is_workbook, read_bytes, refuse_foreign
from dispatch.files.text import to_utf8
from dispatch.files.workbook import Workbook
from dispatch.phrases import Phrase

_HEADER_WITHIN = 30
_ENOUGH_COLUMNS = 2
_MOST_COLUMNS = 1000
_ROWS_FOR_THE_WIDTH = 200
_ALIKE = 0.6
"""Share of the table's columns that another sheet must know to go on with it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Say what became of a sheet.

    Parameters
    ----------
    title
        Its name.
    rows
        Rows with cells on it.
    read
        Whether they are part of the table.
    alike
        Whether it was left out although its headers are much like those of the table.
    """

    title: str
    rows: int
    read: bool
    alike: bool = False


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
    sheets
        What became of the sheets of a workbook.
    delimiter, encoding
        How the text is written (``encoding`` is a codec of Python); both empty for a workbook.
    odd_line
        First line in another encoding than those around it; None if all agree.
    """

    name: str
    columns: Columns
    header: int
    read: Callable[[], Iterator[Record]]
    sheets: tuple[Sheet, ...] = ()
    delimiter: str = ""
    encoding: str = ""
    odd_line: int | None = None

    def text(self, record: Record, column: str) -> str:
        """Return the clean cell of a column of the program; empty if the file or the row has none.

        Where two columns hold the same, the one that is filled counts.
        """
        index = self.columns.place(record.text, column)
        return "" if index is None else record.text(index)

    def texts(self, record: Record) -> dict[str, str]:
        """Return the clean cells of a row by column of the program."""
        return {column: self.text(record, column) for column in self.columns.indexes}

    def title(self, record: Record, column: str) -> str:
        """Return the header of the column of a row that counts."""
        index = self.columns.place(record.text, column)
        return column if index is None else self.columns.headers[index]


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a file: a delimiter, or a sheet of a workbook."""

    records: Callable[[int], Iterator[Record]]
    delimiter: str = ""
    sheet: str = ""


def open_table(
    path: Path,
    headers: Recognises,
    *,
    max_mb: int,
    remedy: str = "",
    sheets: Collection[str] = (),
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
    sheets
        The sheets of a workbook to read; without them every one that has the headers of the best.

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
    encoded = None if is_workbook(data) else to_utf8(name, data)
    if encoded is None:
        kind = OpenDocument if is_open_document(data) else Workbook
        readings = _sheets(kind(name, data, max_mb), name, sheets)
    else:
        readings = _delimited(DelimitedText(name, encoded.data))
    reading, header = _find_header(name, readings, headers, remedy)
    columns = headers.map(header.cells)
    more, told = _further_sheets(readings, reading, columns, headers)

    def rows() -> Iterator[Record]:
        yield from _below(reading, header)
        for further, below in more:
            yield from further.moved(below)

    return Table(
        name,
        replace(columns, width=max(_usual_width(rows()), len(header.cells))),
        header.number,
        rows,
        told,
        reading.delimiter,
        encoded.codec if encoded else "",
        encoded.odd_line if encoded else None,
    )


def _usual_width(rows: Iterator[Record]) -> int:
    """Return how many cells most of the first rows have; 0 without rows."""
    lengths = Counter(len(record.cells) for record in islice(rows, _ROWS_FOR_THE_WIDTH))
    return lengths.most_common(1)[0][0] if lengths else 0


def _below(reading: _Reading, header: Record) -> Iterator[Record]:
    """Read the rows below a header, without blank rows and repeated headers."""
    for record in reading.records(len(header.cells)):
        if record.number <= header.number or _repeats(record, header):
            continue
        if any(cell and not cell.isspace() for cell in record.cells):
            yield record


def _repeats(record: Record, header: Record) -> bool:
    """Tell whether a row is the header again, perhaps in other capitals."""
    if record.cells == header.cells:
        return True
    if record.cells[0].casefold() != header.cells[0].casefold():
        return False
    pairs = zip_longest(record.cells, header.cells, fillvalue="")
    return all(one.strip().casefold() == other.strip().casefold() for one, other in pairs)


@dataclass(frozen=True, slots=True)
class _Further:
    """A further sheet whose columns are those of the table, perhaps in another order."""

    reading: _Reading
    indexes: tuple[int | None, ...]

    def moved(self, header: Record) -> Iterator[Record]:
        """Read its rows with the cells where the table has them."""
        for record in _below(self.reading, header):
            cells = ["" if index is None else record.cells[index] for index in self.indexes]
            yield replace(record, cells=cells, sheet=self.reading.sheet)


def _further_sheets(
    readings: list[_Reading], best: _Reading, columns: Columns, headers: Recognises
) -> tuple[list[tuple[_Further, Record]], tuple[Sheet, ...]]:
    """Find the sheets that go on with the table, and say of each sheet what became of it."""
    more: list[tuple[_Further, Record]] = []
    told: list[Sheet] = []
    for reading in readings:
        if not reading.sheet:
            continue
        rows = sum(any(record.cells) for record in reading.records(0))
        if reading is best:
            told.append(Sheet(reading.sheet, rows, read=True))
            continue
        found = _best_header([reading], headers)
        further = None if found is None else _as_further(reading, headers.map(found[2].cells), columns)
        if found is not None and further is not None:
            more.append((further, found[2]))
        alike = further is None and found is not None and found[0] >= _ALIKE * len(columns.indexes)
        if rows:
            told.append(Sheet(reading.sheet, rows, read=further is not None, alike=alike))
    return more, tuple(told)


def _as_further(reading: _Reading, own: Columns, columns: Columns) -> _Further | None:
    """Take a sheet as part of the table if it knows nothing else, and most of what the table knows."""
    if not set(own.indexes) <= set(columns.indexes) or len(own.indexes) < _ALIKE * len(columns.indexes):
        return None
    named = {header: index for index, header in enumerate(own.headers)}
    if set(named) - set(columns.headers) - {own.headers[index] for index in own.indexes.values()}:
        return None
    by_column = {columns.indexes[column]: index for column, index in own.indexes.items()}
    indexes = (by_column.get(index, named.get(header)) for index, header in enumerate(columns.headers))
    return _Further(reading, tuple(indexes))


def require(
    table: Table,
    needed: Mapping[str, bool],
    headers: Recognises,
    *,
    called: Mapping[str, str | Phrase] | None = None,
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
        form = "no column {column}" + (" ({also})" if also else "") + (", perhaps '{near}'" if near else "")
        told.append(Phrase(form, {"column": column, "also": also, "near": near}))
    raise InputError("{name} has {columns}.", remedy, name=table.name, columns=tuple(told))


def _sheets(book: Workbook | OpenDocument, name: str, wanted: Collection[str]) -> list[_Reading]:
    def reading(title: str) -> _Reading:
        return _Reading(lambda columns: book.records(title, columns), sheet=title)

    titles = {title.casefold(): title for title in book.sheets}
    absent = [title for title in wanted if title.casefold() not in titles]
    if absent:
        raise InputError(
            "{name} has no sheet '{title}'; it has {sheets}.",
            "Correct [intake] sheet, or the export.",
            name=name,
            title=absent[0],
            sheets=", ".join(map(repr, book.sheets)),
        )
    return [reading(titles[title.casefold()]) for title in wanted or book.sheets]


def _delimited(text: DelimitedText) -> list[_Reading]:
    def reading(delimiter: str) -> _Reading:
        return _Reading(lambda columns: text.records(delimiter, columns), delimiter)

    return [reading(delimiter) for delimiter in text.delimiters]


def _find_header(
    name: str, readings: list[_Reading], headers: Recognises, remedy: str
) -> tuple[_Reading, Record]:
    """Take the reading and the row in which the most columns are recognised; the first of equals."""
    best = _best_header(readings, headers)
    if best is None:
        raise InputError(
            "{name} has no row of headers that are known, such as {examples}.",
            "Check that it is the right file, with its headers. {remedy}"
            if remedy
            else "Check that it is the right file, with its headers.",
            name=name,
            examples=", ".join(headers.examples),
            remedy=Phrase(remedy),
        )
    return best[1], best[2]


def _best_header(readings: list[_Reading], headers: Recognises) -> tuple[int, _Reading, Record] | None:
    best: tuple[int, _Reading, Record] | None = None
    for reading in readings:
        for record in islice(reading.records(0), _HEADER_WITHIN):
            if len(record.cells) > _MOST_COLUMNS:
                continue
            count = headers.count(record.cells)
            if count >= _ENOUGH_COLUMNS and (best is None or count > best[0]):
                best = (count, reading, record)
    return best
