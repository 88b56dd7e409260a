"""Read the sheets of an .ods (OpenDocument 1.3, ISO/IEC 26300) as records of text."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Final
from xml.etree import ElementTree as ET

from dispatch.errors import DispatchError
from dispatch.files.records import Record
from dispatch.files.vetting import damaged, protected, too_large, vet
from dispatch.files.workbook import LAST_ROW, MOST_COLUMNS, as_text

_CONTENT: Final = "content.xml"
_MANIFEST: Final = "META-INF/manifest.xml"
_MIMETYPE: Final = b"application/vnd.oasis.opendocument."
_MOST_CELLS: Final = 6_000_000
_NAMESPACE: Final = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TABLE, _OFFICE, _TEXT, _STYLE = (_NAMESPACE % part for part in ("table", "office", "text", "style"))
_CELLS: Final = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}
_BREAKS: Final = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_TIME: Final = re.compile(r"PT(\d{1,3})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")


def is_open_document(data: bytes) -> bool:
    """Tell whether a zip archive says at its beginning, as the standard asks, that it is OpenDocument."""
    return _MIMETYPE in data[:200]


class OpenDocument:
    """Hold an .ods and read the records of its sheets as often as asked.

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
        If it is damaged, has a password, is larger inside than ``max_mb``, or declares entities.
    """

    def __init__(self, name: str, data: bytes, max_mb: int) -> None:
        self.name = name
        self._sheets: list[str] = []
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                vet(name, archive, max_mb)
                _refuse_password(name, archive)
                self._content = archive.read(_CONTENT)
            self._sheets = list(self._visible())
        except DispatchError:
            raise
        except Exception as error:  # noqa: BLE001  # a damaged archive makes zipfile raise anything
            raise damaged(self.name, error) from None

    @property
    def sheets(self) -> tuple[str, ...]:
        """Titles of the sheets in view, in order."""
        return tuple(self._sheets)

    def records(self, title: str, columns: int = 0) -> Iterator[Record]:
        """Read the rows of a sheet that have cells, as text, each of at least so many columns.

        Raises
        ------
        InputError
            If the sheet is damaged, or larger than a spreadsheet can be.
        """
        number = told = 0
        try:
            for row in self._rows(title):
                repeated = _repeated(row, "rows")
                cells = list(islice(_texts(row), MOST_COLUMNS + 1))
                told += len(cells) * repeated
                if number + (repeated if cells else 0) > LAST_ROW or len(cells) > MOST_COLUMNS:
                    raise too_large(self.name, title)
                if told > _MOST_CELLS:
                    raise too_large(self.name, title)
                for again in range(repeated if cells else 0):
                    padded = cells + [""] * (columns - len(cells))
                    yield Record(number + again + 1, padded, hidden=_is_hidden(row))
                number += repeated
        except (ET.ParseError, ValueError) as error:
            raise damaged(self.name, error) from None

    def _visible(self) -> Iterator[str]:
        hidden: set[str] = set()
        style = ""
        for _, element in ET.iterparse(BytesIO(self._content), events=("start",)):  # noqa: S314  # vetted
            if element.tag == f"{_STYLE}style":
                style = element.get(f"{_STYLE}name", "")
            elif element.tag == f"{_STYLE}table-properties" and element.get(f"{_TABLE}display") == "false":
                hidden.add(style)
            elif element.tag == f"{_TABLE}table" and element.get(f"{_TABLE}style-name") not in hidden:
                yield element.get(f"{_TABLE}name", "")
            elif element.tag in _CELLS:
                element.clear()

    def _rows(self, title: str) -> Iterator[ET.Element]:
        wanted = False
        for event, element in ET.iterparse(BytesIO(self._content), events=("start", "end")):  # noqa: S314
            if element.tag == f"{_TABLE}table":
                if wanted and event == "end":
                    return
                wanted = element.get(f"{_TABLE}name", "") == title
            elif event == "end" and element.tag == f"{_TABLE}table-row":
                if wanted:
                    yield element
                element.clear()


def _refuse_password(name: str, archive: zipfile.ZipFile) -> None:
    if _MANIFEST in archive.namelist() and b"encryption-data" in archive.read(_MANIFEST):
        raise protected(name)


def _texts(row: ET.Element) -> Iterator[str]:
    """Yield the cells of a row up to the last that is not empty."""
    empty = 0
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        text = _text(cell)
        if not text:
            empty += _repeated(cell, "columns")
            continue
        for _ in range(empty):
            yield ""
        empty = 0
        for _ in range(_repeated(cell, "columns")):
            yield text


def _is_hidden(row: ET.Element) -> bool:
    return row.get(f"{_TABLE}visibility") in {"filter", "collapse"}


def _repeated(element: ET.Element, what: str) -> int:
    return max(1, int(element.get(f"{_TABLE}number-{what}-repeated", "1")))


def _text(cell: ET.Element) -> str:
    """Write the value of a cell as a till would write it into a text file."""
    match cell.get(f"{_OFFICE}value-type"):
        case "float" | "percentage" | "currency":
            return as_text(float(cell.get(f"{_OFFICE}value", "")))
        case "boolean":
            return as_text(cell.get(f"{_OFFICE}boolean-value") == "true")
        case "date":
            return cell.get(f"{_OFFICE}date-value", "").removesuffix("T00:00:00")
        case "time":
            time = _TIME.fullmatch(cell.get(f"{_OFFICE}time-value", ""))
            return ":".join(part.rjust(2, "0") for part in time.groups()) if time else ""
    lines = ("".join(_pieces(child)) for child in cell if child.tag == f"{_TEXT}p")
    return as_text("\n".join(lines) or cell.get(f"{_OFFICE}string-value"))


def _pieces(element: ET.Element) -> Iterator[str]:
    """Yield the texts of a paragraph; runs of spaces, tabs and line breaks are elements there."""
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            yield " " * min(int(child.get(f"{_TEXT}c", "1")), MOST_COLUMNS)
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif not child.tag.startswith(_OFFICE):
            yield from _pieces(child)
        yield child.tail or ""
