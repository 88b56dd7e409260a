"""Split delimited text into records: quotes, line breaks in cells, quotes that never close."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from dispatch.errors import InputError
from dispatch.files.text import clean

DELIMITERS: Final = (";", ",", "\t", "|")

_LONGEST_LINE: Final = 1_000_000
_MOST_LINES_OF_A_ROW: Final = 100
_MOST_LINES: Final = 3_000_000
_QUOTED: Final = re.compile(r'"((?:[^"]++|"")*+)"')
_INDENTED_QUOTE: Final = re.compile(r' +"((?:[^"]++|"")*+)"')
"""A quoted cell behind spaces, as some programs write it."""
_UNPAIRED: Final = re.compile(r'(?:[^"]++|"")*+')
_BACKSLASHED: Final = re.compile(rb'\\"(?=[^;,\t|\r\n"])')
"""A quotation mark within a cell as databases and PHP write it."""
_SEPARATOR_LINE: Final = re.compile(rb'"?sep=(.)"?\r?\n', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Record:
    """Hold one row of a table.

    Parameters
    ----------
    number
        Row as a spreadsheet counts: a record with line breaks in its cells is one row.
    cells
        Text as it stands there.
    unclosed
        Whether a quote opened in it and never closed; it was then taken literally.
    unfinished
        Whether the file ends in it without a line end.
    hidden
        Whether the spreadsheet does not show it: a filter leaves it out, or somebody hid it.
    sheet
        The sheet it stands on, where that is not the first one read.
    """

    number: int
    cells: list[str]
    unclosed: bool = False
    unfinished: bool = False
    hidden: bool = False
    sheet: str = ""

    def text(self, index: int) -> str:
        """Return a cell, clean; empty where the row is shorter."""
        return clean(self.cells[index]) if index < len(self.cells) else ""


class DelimitedText:
    """Hold UTF-8 text and read its records as often as asked.

    Parameters
    ----------
    name
        File name, for messages.
    data
        UTF-8.

    Raises
    ------
    InputError
        If there are more lines than any of its tables has.
    """

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.preset = ""
        separator = _SEPARATOR_LINE.match(data)
        if separator:
            self.preset = separator[1].decode("ascii", "replace")
            data = data[separator.end() :]
        data = _BACKSLASHED.sub(b'""', data)
        self._data = data if b"\n" in data else data.replace(b"\r", b"\n")
        if self._data.count(b"\n") > _MOST_LINES:
            raise InputError(
                "{name} has more than {most} lines.",
                "Export less at once.",
                name=name,
                most=_MOST_LINES,
            )

    @property
    def delimiters(self) -> tuple[str, ...]:
        """What may separate cells; Excel's ``sep=`` line settles it."""
        return (self.preset,) if self.preset else DELIMITERS

    def records(self, delimiter: str, columns: int = 0) -> Iterator[Record]:
        """Read the records.

        Parameters
        ----------
        delimiter
            One character.
        columns
            Columns of the header: a line within a quoted cell that has as many is a row of its own,
            swallowed by a quote that was never closed. 0 if not known yet.

        Raises
        ------
        InputError
            If a line is too long for a row.
        """
        waiting: deque[str] = deque()
        lines = self._lines()
        number = 0
        while True:
            line = waiting.popleft() if waiting else next(lines, None)
            if line is None:
                return
            number += 1
            if '"' not in line:
                cells, unclosed = line.rstrip("\n").split(delimiter), False
            else:
                cells, unclosed = _gather(line, waiting, lines, delimiter, columns)
            last = not line.endswith("\n")
            yield Record(number, cells, unclosed, last)

    def _lines(self) -> Iterator[str]:
        for number, line in enumerate(BytesIO(self._data), 1):
            if len(line) > _LONGEST_LINE:
                raise InputError(
                    "{name}: line {number} is {n} bytes long, which no row is.",
                    "Export it again.",
                    name=self.name,
                    number=number,
                    n=len(line),
                )
            text = line.decode("utf-8", "replace")
            yield text.replace("\r\n", "\n") if text.endswith("\r\n") else text


def _gather(
    line: str, waiting: deque[str], lines: Iterator[str], delimiter: str, columns: int
) -> tuple[list[str], bool]:
    """Return the cells of the record that begins with ``line``, taking more lines while a quote is open."""
    row = _Row(delimiter, columns)
    row.take(line.rstrip("\n"))
    taken: list[str] = []
    while row.open:
        following = waiting.popleft() if waiting else next(lines, None)
        if following is not None:
            taken.append(following)
        if following is None or len(taken) > _MOST_LINES_OF_A_ROW or not row.resume(following.rstrip("\n")):
            waiting.extendleft(reversed(taken))
            literal = _Row(delimiter, columns, literal=True)
            literal.take(line.rstrip("\n"))
            return literal.cells, True
    return row.cells, False


class _Row:
    """Collect the cells of one record."""

    def __init__(self, delimiter: str, columns: int, *, literal: bool = False) -> None:
        self.cells: list[str] = []
        self.open = False
        self._delimiter = delimiter
        self._whole_row = columns - 1 if columns > 2 else _LONGEST_LINE
        self._literal = literal
        self._pieces: list[str] = []

    def take(self, line: str, start: int = 0) -> None:
        """Split a line from where a cell begins."""
        while True:
            cell, end = self._cell(line, start)
            if self.open:
                self._pieces = [line[start + 1 :]]
                return
            self.cells.append(cell)
            if end >= len(line):
                return
            start = end + 1

    def resume(self, line: str) -> bool:
        """Go on within an open quote; return whether this can still be a quoted cell."""
        unpaired = _UNPAIRED.match(line)
        end = unpaired.end() if unpaired else 0
        if line.count(self._delimiter, 0, end) >= self._whole_row:
            return False
        self._pieces.append(line[:end])
        if end == len(line):
            return True
        closing = end + 1
        if closing < len(line) and line[closing] != self._delimiter:
            return False
        self.open = False
        self.cells.append("\n".join(self._pieces).replace('""', '"'))
        if closing < len(line):
            self.take(line, closing + 1)
        return True

    def _cell(self, line: str, start: int) -> tuple[str, int]:
        indented = _INDENTED_QUOTE.match(line, start)
        if indented and (indented.end() == len(line) or line[indented.end()] == self._delimiter):
            return indented[1].replace('""', '"'), indented.end()
        if line.startswith('"', start):
            quoted = _QUOTED.match(line, start)
            if quoted is None and not self._literal:
                self.open = True
                return "", len(line)
            if quoted and (quoted.end() == len(line) or line[quoted.end()] == self._delimiter):
                return quoted[1].replace('""', '"'), quoted.end()
        end = line.find(self._delimiter, start)
        end = len(line) if end < 0 else end
        return line[start:end], end
