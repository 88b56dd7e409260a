"""Read the sheets of an .xlsx as records of text, and refuse workbooks built to do harm."""

import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import islice
from typing import Any, Final

from dispatch.errors import DispatchError
from dispatch.files.records import Record
from dispatch.files.sheetparts import look_at_sheets
from dispatch.files.vetting import damaged, too_large, vet

MOST_COLUMNS: Final = 1000
_BATCH: Final = 500
LAST_ROW: Final = 1_048_576
UNWORKED: Final = "#CALC!"
"""Stands for a formula that no spreadsheet program has worked out."""

_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")


class Workbook:
    """Hold an .xlsx and read the records of its sheets as often as asked.

    Parameters
    ----------
    name
        File name, for messages.
    data
        The bytes of the file.
    max_mb
        Megabytes that it may hold once unpacked.

    Raises
    ------
    InputError
        If it is damaged, or larger inside than ``max_mb``, or declares entities.
    """

    def __init__(self, name: str, data: bytes, max_mb: int) -> None:
        self.name = name
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                vet(name, archive, max_mb)
                self._parts = look_at_sheets(archive)
            self._data = data
            self._unworked_cells: dict[str, dict[int, list[int]]] = {}
            self._book = _load(data)
        except DispatchError:
            raise
        except Exception as error:  # noqa: BLE001  # a damaged archive makes zipfile and openpyxl raise anything
            raise damaged(self.name, error) from None

    @property
    def sheets(self) -> tuple[str, ...]:
        """Titles of the sheets in view, in order."""
        return tuple(sheet.title for sheet in self._book.worksheets if sheet.sheet_state == "visible")

    def records(self, title: str, columns: int = 0) -> Iterator[Record]:
        """Read the rows of a sheet that have cells, as text, each of at least so many columns.

        Raises
        ------
        InputError
            If the sheet is damaged, or larger than a spreadsheet can be.
        """
        try:
            sheet = self._book[title]
            sheet.reset_dimensions()
            hidden, unworked = self._parts[title].hidden, self._unworked(title)
            for number, row in enumerate(_quietly(sheet.iter_rows(values_only=True)), 1):
                self._check_size(title, number, len(row))
                if row:
                    cells = [as_text(value) for value in row]
                    for index in unworked.get(number, ()):
                        cells[index] = UNWORKED
                    padded = cells + [""] * (columns - len(cells))
                    yield Record(number, padded, hidden=number in hidden)
        except DispatchError:
            raise
        except Exception as error:  # noqa: BLE001  # as above
            raise damaged(self.name, error) from None

    def _unworked(self, title: str) -> Mapping[int, list[int]]:
        """Find the formulas that no program has worked out: row → places of their cells."""
        if not self._parts[title].formulas:
            return {}
        if title not in self._unworked_cells:
            self._unworked_cells[title] = self._find_unworked(title)
        return self._unworked_cells[title]

    def _find_unworked(self, title: str) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        values = self._book[title].iter_rows(values_only=True)
        formulas = _load(self._data, values=False)[title]
        formulas.reset_dimensions()
        written = formulas.iter_rows(values_only=True)
        rows = zip(_quietly(values), _quietly(written), strict=False)
        for number, (row, formula) in enumerate(rows, 1):
            self._check_size(title, number, len(row))
            for index, (value, text) in enumerate(zip(row, formula, strict=False)):
                if value is None and text is not None:
                    found.setdefault(number, []).append(index)
        return found

    def _check_size(self, title: str, row: int, columns: int) -> None:
        """Stop at a row that no spreadsheet has; a forged row number would otherwise count for hours."""
        if row > LAST_ROW or columns > MOST_COLUMNS:
            raise too_large(self.name, title)


def as_text(value: Any) -> str:  # noqa: PLR0911  # one line for each type of cell
    """Write the value of a cell as a till would write it into a text file."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _ESCAPED.sub(_unescaped, value)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.12g}"
    if isinstance(value, datetime):
        moment = value + timedelta(microseconds=500_000)
        return moment.strftime("%Y-%m-%dT%H:%M:%S") if moment.time() >= time(0, 0, 1) else str(moment.date())
    if isinstance(value, time):
        return value.strftime("%H:%M:%S")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _unescaped(found: re.Match[str]) -> str:
    """Return the character that a workbook writes as ``_x000D_``."""
    return chr(int(found[1], 16))


def _quietly(rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Pass rows on without openpyxl's warnings, which are about looks; a batch at a time for speed."""
    while True:
        batch = []
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for row in islice(rows, _BATCH):
                batch.append(row)
                if len(row) > MOST_COLUMNS:
                    break
        if not batch:
            return
        yield from batch


def _load(data: bytes, *, values: bool = True) -> Any:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=values, keep_links=False)
