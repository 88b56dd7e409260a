"""Open an input file as a table, whatever program wrote it: find its encoding, delimiter and header."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from dispatch.errors import InputError
from dispatch.files.records import DelimitedText, Record
from dispatch.files.source import is_workbook, read_bytes, refuse_foreign
from dispatch.files.text import Encoded, clean, to_utf8
from dispatch.files.workbook import Workbook
from dispatch.intake.headers import Columns, Vocabulary
from dispatch.model import Issue, Severity

_HEADER_WITHIN = 30
_ENOUGH_COLUMNS = 2
_MOST_COLUMNS = 1000
_ROWS_FOR_THE_WIDTH = 200
_IN_DUTCH = {"address": "adres, or straat, huisnummer, postcode and plaats"}


@dataclass(frozen=True, slots=True)
class Table:
    """Hold a file whose header is known.

    Parameters
    ----------
    name
        File name.
    columns
        Where everything stands.
    read
        Reads the rows below the header, as often as asked, without blank rows and repeated headers.
    issues
        About the file as a whole.
    """

    name: str
    columns: Columns
    read: Callable[[], Iterator[Record]]
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a file: a delimiter, or a sheet of a workbook."""

    records: Callable[[int], Iterator[Record]]


def open_table(
    path: Path, columns: Mapping[str, tuple[str, ...]], renamed: Mapping[str, str], max_mb: int
) -> Table:
    """Open a text file or a workbook.

    Parameters
    ----------
    path
        The file.
    columns
        The columns it may have, with their other names.
    renamed
        Headers of this store → columns.
    max_mb
        Larger files are refused.

    Raises
    ------
    InputError
        If it cannot be read or has no header that is known.
    ResourceError
        If the disk fails.
    """
    name = clean(path.name)
    data = read_bytes(path, max_mb)
    refuse_foreign(name, data)
    encoded: Encoded | None = None
    if is_workbook(data):
        readings = _sheets(Workbook(name, data, max_mb))
    else:
        encoded = to_utf8(name, data)
        readings = _delimited(DelimitedText(name, encoded.data))
    vocabulary = Vocabulary(columns, renamed)
    reading, header = _find_header(name, readings, vocabulary)

    def rows() -> Iterator[Record]:
        for record in reading.records(len(header.cells)):
            if record.number <= header.number or record.cells == header.cells:
                continue
            if any(cell and not cell.isspace() for cell in record.cells):
                yield record

    lengths = Counter(len(record.cells) for record in islice(rows(), _ROWS_FOR_THE_WIDTH))
    usual = lengths.most_common(1)[0][0] if lengths else 0
    found = replace(vocabulary.map(header.cells), width=max(usual, len(header.cells)))
    return Table(name, found, rows, tuple(_notices(name, found, encoded, header)))


def require(table: Table, needed: Mapping[str, bool], columns: Mapping[str, tuple[str, ...]]) -> None:
    """Refuse a file that lacks columns without which no row means anything.

    Parameters
    ----------
    needed
        Column → whether it is there, itself or by a substitute.

    Raises
    ------
    InputError
        Naming every column that is missing and the header that looks most like it.
    """
    missing = [column for column, there in needed.items() if not there]
    if not missing:
        return
    vocabulary = Vocabulary(columns, {})
    told = []
    for column in missing:
        near = vocabulary.nearest(table.columns.headers, column)
        dutch = _IN_DUTCH.get(column, columns[column][0])
        told.append(f"{column} ({dutch})" + (f", perhaps {near!r}" if near else ""))
    raise InputError(
        f"{table.name} has no column {'; no column '.join(told)}.",
        "Add it to the export, or name your till's header in [intake.columns].",
    )


def _sheets(book: Workbook) -> list[_Reading]:
    def reading(title: str) -> _Reading:
        return _Reading(lambda columns: book.records(title, columns))

    return [reading(title) for title in book.sheets]


def _delimited(text: DelimitedText) -> list[_Reading]:
    def reading(delimiter: str) -> _Reading:
        return _Reading(lambda columns: text.records(delimiter, columns))

    return [reading(delimiter) for delimiter in text.delimiters]


def _find_header(name: str, readings: list[_Reading], vocabulary: Vocabulary) -> tuple[_Reading, Record]:
    """Take the reading and the row in which the most columns are recognised; the first of equals."""
    best: tuple[int, _Reading, Record] | None = None
    for reading in readings:
        for record in islice(reading.records(0), _HEADER_WITHIN):
            if len(record.cells) > _MOST_COLUMNS:
                continue
            count = vocabulary.count(record.cells)
            if count >= _ENOUGH_COLUMNS and (best is None or count > best[0]):
                best = (count, reading, record)
    if best is None:
        raise InputError(
            f"{name} has no row of headers that are known, such as bonnummer, tijdstip, naam.",
            "Check that it is the right file, export it with its headers, or name them in [intake.columns].",
        )
    return best[1], best[2]


def _notices(name: str, columns: Columns, encoded: Encoded | None, header: Record) -> Iterator[Issue]:
    if encoded is not None and encoded.odd_line is not None:
        yield Issue(
            "ENCODING_MIXED",
            Severity.WARNING,
            f"{name} mixes UTF-8 and Windows-1252, the first time in line {encoded.odd_line}.",
            "Check letters with accents in names and streets.",
        )
    for repeated in columns.repeated:
        yield Issue(
            "COLUMN_REPEATED",
            Severity.WARNING,
            f"{name} has two columns for one thing; {repeated!r} is not used.",
            "Rename or remove one of the two, or choose in [intake.columns].",
            field=repeated,
            row=header.number,
        )
