"""CSV files as RFC 4180 has them, or as Excel in the Netherlands opens them; harmless in both."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, Self

from dispatch.files.disk import write_new, writing

Style = Literal["plain", "excel-nl"]

_FORMULA: Final = re.compile(r"""\A(?=[\t\r])|(\A(?:\s*"[\s"]*)?|[;,|\t\r\n][\s"]*)(?=[=+\-@])""")
"""Where a formula would begin, in whatever way a spreadsheet splits the line and takes quotes off."""

_BOM: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Decimals:
    """Hold a number with a fixed number of decimals, exactly: ``units`` of ``10 ** -places``."""

    units: int
    places: int

    @classmethod
    def of(cls, value: float, places: int) -> Self:
        """Round a number to so many decimals, at least one."""
        return cls(int(f"{value:.{places}f}".replace(".", "")), places)

    def written(self, point: str) -> str:
        """Write it with the decimal sign of the file."""
        sign = "-" if self.units < 0 else ""
        digits = str(abs(self.units)).rjust(self.places + 1, "0")
        whole, fraction = digits[: -self.places], digits[-self.places :]
        return f"{sign}{whole}{point}{_never_three(fraction) if point == '.' else fraction}"


def _never_three(fraction: str) -> str:
    """Write three decimals as two or as four: a spreadsheet of another country takes 91.800 for 91,800."""
    if len(fraction) != 3:
        return fraction
    return fraction[:2] if fraction.endswith("0") else f"{fraction}0"


type Cell = str | int | Decimals | None
"""What a table may hold; None is an empty cell."""


def kilograms(grams: int) -> Decimals:
    """Write grams as kilograms."""
    return Decimals(grams, 3)


def kilometres(metres: int) -> Decimals:
    """Write metres as kilometres."""
    return Decimals(metres, 3)


def euros(cents: int) -> Decimals:
    """Write cents as euros."""
    return Decimals(cents, 2)


def minutes(seconds: int) -> Decimals:
    """Write seconds as minutes with one decimal, half of it rounded up."""
    return Decimals((seconds + 3) // 6, 1)


def degrees(angle: float) -> Decimals:
    """Write an angle with six decimals, a tenth of a metre."""
    return Decimals(round(angle * 1_000_000), 6)


def harmless(text: str) -> str:
    """Prefix what a spreadsheet would take for a formula with ``'``; drop what no cell can hold.

    See OWASP, "CSV Injection": a cell is a formula by its first character. A spreadsheet may split at
    another sign than the file was written with, so every usual delimiter may begin a cell.
    """
    return _FORMULA.sub(r"\g<0>'", _UNPRINTABLE.sub("", text))


def delimited(header: Sequence[str], rows: Iterable[Sequence[Cell]], style: Style = "plain") -> str:
    """Write a table as text, header first.

    Parameters
    ----------
    header
        Names of the columns.
    rows
        Cells: text is made harmless, numbers are written bare, None is empty.
    style
        ``plain`` is RFC 4180 with a decimal point; ``excel-nl`` adds a byte order mark, separates
        with ``;`` and writes a decimal comma.
    """
    excel = style == "excel-nl"
    point = "," if excel else "."
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";" if excel else ",", lineterminator="\r\n")
    writer.writerow([harmless(name) for name in header])
    writer.writerows([_written(cell, point) for cell in row] for row in rows)
    return (_BOM if excel else "") + buffer.getvalue()


def line(cells: Iterable[str], delimiter: str, end: str) -> str:
    """Write one row of texts that are harmless already."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator=end).writerow(cells)
    return buffer.getvalue()


def save(path: Path, text: str) -> Path:
    """Write text as UTF-8 with its line ends as they are.

    Raises
    ------
    ResourceError
        If the folder cannot be written.
    """
    with writing(path):
        write_new(path, text.encode("utf-8", errors="replace"))
    return path


def _written(cell: Cell, point: str) -> str:
    match cell:
        case None:
            return ""
        case str():
            return harmless(cell)
        case Decimals():
            return cell.written(point)
        case _:
            return str(cell)
