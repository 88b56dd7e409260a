"""Refuse workbooks that were built to exhaust memory or to reach for files outside themselves.

openpyxl builds a tree of a part, or of a row of a sheet, before anyone sees it. So every part
is looked through first: what it declares, and how much would be held at once.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree import ElementTree as ET

from dispatch.errors import InputError
from dispatch.files.source import MEGABYTE

_MOST_PARTS: Final = 2000
_PART: Final = MEGABYTE
_UNREAD_PART: Final = 4 * MEGABYTE
_SHARED_STRINGS: Final = 16 * MEGABYTE
_ROW: Final = 4 * MEGABYTE
_ELEMENTS: Final = 6_000_000

_CHUNK: Final = 1 << 20
_OVERLAP: Final = 64
_TYPES: Final = "[Content_Types].xml"
_READ_WHOLE: Final = re.compile(
    r"(styles|workbook|theme[0-9]*|rels|main\+xml|\[content_types\])", re.IGNORECASE
)
_ROW_START: Final = re.compile(rb"<(?:[A-Za-z0-9_.-]+:)?(?:table-)?row[\s/>]")
_OPEN_DOCUMENT: Final = "content.xml"
_DECLARATIONS: Final = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)


def vet(name: str, archive: zipfile.ZipFile, max_mb: int) -> None:
    """Look a workbook through without unpacking more than is allowed.

    zipfile never yields more of a part than its directory declares, so the declared sizes bound
    what comes out.

    Raises
    ------
    InputError
        If it is not to be trusted.
    """
    parts = archive.infolist()
    size = sum(part.file_size for part in parts)
    if len(parts) > _MOST_PARTS or size > max_mb * MEGABYTE:
        raise InputError(
            "{name} holds {parts} parts and {size_mb} MB once unpacked; more than {most_mb} MB is not read.",
            "Export less at once, or save it as .csv.",
            name=name,
            parts=len(parts),
            size_mb=round(size / MEGABYTE),
            most_mb=max_mb,
        )
    if any(part.flag_bits & 1 for part in parts):
        raise protected(name)
    for part in parts:
        if _declares(archive, part):
            raise InputError(
                "{name} declares XML entities, which no spreadsheet program does.",
                "Do not trust this file; export it again.",
                name=name,
            )
    types = _content_types(archive)
    for part in parts:
        if _is_xml(part) and _holds_too_much(archive, part, types.get(part.filename, "")):
            raise InputError(
                "{name} is far larger inside ('{part}') than a table is.",
                "Copy the table into a new workbook, or save it as .csv.",
                name=name,
                part=part.filename[:60],
            )


def protected(name: str) -> InputError:
    """Say that a workbook has a password."""
    return InputError("{name} is protected by a password.", "Save it without one.", name=name)


def too_large(name: str, title: str) -> InputError:
    """Say that a sheet claims more than a spreadsheet can have."""
    return InputError(
        "{name}: sheet '{title}' has more rows or columns than a spreadsheet.",
        "Delete what lies outside the table, or save it as .csv.",
        name=name,
        title=title,
    )


def damaged(name: str, error: Exception) -> InputError:
    """Say that a workbook cannot be read; the library's own words may quote what is in it."""
    return InputError(
        "{name} is not a workbook that can be read ({why}).",
        "Open it in a spreadsheet program and save it again as .xlsx, .ods or .csv.",
        name=name,
        why=type(error).__name__,
    )


def _is_xml(part: zipfile.ZipInfo) -> bool:
    return not part.filename.lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".emf", ".bin", ".wmf"))


def _content_types(archive: zipfile.ZipFile) -> Mapping[str, str]:
    """Read what the parts say they are; they need not be called what they are."""
    if _TYPES not in archive.namelist() or archive.getinfo(_TYPES).file_size > _PART:
        return {}
    root = ET.fromstring(archive.read(_TYPES))  # noqa: S314  # vetted: it declares no entities
    return {
        element.get("PartName", "").lstrip("/"): element.get("ContentType", "")
        for element in root
        if element.get("PartName")
    }


def _holds_too_much(archive: zipfile.ZipFile, part: zipfile.ZipInfo, content_type: str) -> bool:
    if part.file_size <= _PART:
        return False
    if content_type.endswith(".worksheet+xml") or part.filename == _OPEN_DOCUMENT:
        return _sheet_holds_too_much(archive, part)
    if content_type.endswith(".sharedStrings+xml"):
        return part.file_size > _SHARED_STRINGS
    read_whole = _READ_WHOLE.search(part.filename) or _READ_WHOLE.search(content_type)
    return bool(read_whole) or part.file_size > _UNREAD_PART


def _sheet_holds_too_much(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Look at the longest row and at the number of elements.

    A row is held whole. Of every element a bare shell of about 90 bytes is kept to the end of the
    sheet, when openpyxl looks for its dimensions.
    """
    last = elements = 0
    for start, window in _windows(archive, part):
        elements += window.count(b"<") - window.count(b"</")
        for found in _ROW_START.finditer(window):
            if start + found.start() - last > _ROW:
                return True
            last = start + found.start()
        if start + len(window) - last > _ROW or elements > _ELEMENTS:
            return True
    return False


def _declares(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Tell whether a part declares a document type: the way to external files and entity bombs."""
    return _is_xml(part) and any(
        word in window for _, window in _windows(archive, part) for word in _DECLARATIONS
    )


def _windows(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[tuple[int, bytes]]:
    """Unpack a part piece by piece, each with the end of the one before, and its place."""
    tail, place = b"", 0
    with archive.open(part) as unpacked:
        while chunk := unpacked.read(_CHUNK):
            window = tail + chunk
            yield place - len(tail), window
            place += len(chunk)
            tail = window[-_OVERLAP:]
