"""Look into the parts of an .xlsx for what its reader does not tell: hidden rows, and formulas."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from posixpath import join, normpath
from typing import Final
from xml.etree import ElementTree as ET

_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ROW: Final = re.compile(rb"<(?:[A-Za-z0-9_.-]+:)?row((?:\s[^<>]*)?)/?>")
_NUMBER: Final = re.compile(rb"""\sr\s*=\s*["']([0-9]{1,7})["']""")
_HIDDEN: Final = re.compile(rb"""\shidden\s*=\s*["'](?:1|true)["']""")
_FORMULA: Final = re.compile(rb"<(?:[A-Za-z0-9_.-]+:)?f[\s/>]")
_CHUNK: Final = 1 << 20
_OVERLAP: Final = 2_000


@dataclass(frozen=True, slots=True)
class SheetPart:
    """Hold what a sheet's part says.

    Parameters
    ----------
    hidden
        Numbers of the rows that are not shown.
    formulas
        Whether there are any.
    """

    hidden: frozenset[int] = frozenset()
    formulas: bool = False


class _Sheets(dict[str, SheetPart]):
    """Sheets by title; of one whose part cannot be found nothing is known."""

    def __missing__(self, title: str) -> SheetPart:
        return SheetPart()


def look_at_sheets(archive: zipfile.ZipFile) -> Mapping[str, SheetPart]:
    """Look through the sheets of a vetted workbook.

    Raises
    ------
    ValueError
        If a row stands behind one of a later number, or twice: its reader would leave it out without a word.
    """
    names = set(archive.namelist())
    return _Sheets({title: _look(archive, part) for title, part in _parts(archive) if part in names})


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the title of each sheet and the name of its part."""
    book = next((name for name in archive.namelist() if name.lower() == "xl/workbook.xml"), "")
    relations = f"xl/_rels/{book.rpartition('/')[2]}.rels"
    if not book or relations not in archive.namelist():
        return
    targets = {
        element.get("Id", ""): element.get("Target", "")
        for element in ET.fromstring(archive.read(relations))  # noqa: S314  # vetted: declares no entities
    }
    for element in ET.fromstring(archive.read(book)).iter():  # noqa: S314  # as above
        target = targets.get(element.get(_RELATION, ""), "")
        if element.tag.endswith("}sheet") and target:
            yield element.get("name", ""), normpath(join("xl", target)).lstrip("/")


def _look(archive: zipfile.ZipFile, part: str) -> SheetPart:
    hidden: set[int] = set()
    formulas = False
    number, tail = 0, b""
    with archive.open(part) as unpacked:
        while chunk := unpacked.read(_CHUNK):
            window = tail + chunk
            formulas = formulas or _FORMULA.search(window) is not None
            end = 0
            for found in _ROW.finditer(window):
                own = _NUMBER.search(found[1])
                before, number = number, int(own[1]) if own else number + 1
                if number <= before:
                    raise ValueError("rows out of order")
                if _HIDDEN.search(found[1]):
                    hidden.add(number)
                end = found.end()
            tail = window[max(end, len(window) - _OVERLAP) :]
    return SheetPart(frozenset(hidden), formulas)
