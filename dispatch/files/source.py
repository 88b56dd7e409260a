"""Read a whole input file once, so that what is judged is what is parsed."""

import os
import stat
from io import BufferedReader
from pathlib import Path
from typing import Final

from dispatch.errors import InputError, ResourceError
from dispatch.files.text import clean

MEGABYTE: Final = 1_000_000

_FOREIGN: Final = (
    (b"\xd0\xcf\x11\xe0", "an old Excel file (.xls) or one with a password"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"7z\xbc\xaf", "a compressed file (7z)"),
    (b"Rar!", "a compressed file (rar)"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)


def read_bytes(path: Path, max_mb: int) -> bytes:
    """Read a regular file of at most ``max_mb`` megabytes.

    Raises
    ------
    InputError
        If it is absent, may not be read, is no file, too large or empty.
    ResourceError
        If the disk or the network drive fails while reading.
    """
    name = clean(path.name)
    try:
        with _open(path) as file:
            info = os.fstat(file.fileno())
            if not stat.S_ISREG(info.st_mode):
                raise InputError(f"{name} is not a file.", "Name the file that the till exported.")
            limit = max_mb * MEGABYTE
            data = file.read(limit + 1) if info.st_size <= limit else b""
            if info.st_size > limit or len(data) > limit:
                size = max(info.st_size, len(data)) / MEGABYTE
                raise InputError(
                    f"{name} is {size:.0f} MB; more than {max_mb} MB is not read.",
                    "Export one day only, or raise [intake] max_mb.",
                )
    except FileNotFoundError:
        raise InputError(f"There is no file {name}.", "Check the name and the folder.") from None
    except (IsADirectoryError, NotADirectoryError):
        raise InputError(f"{name} is a folder.", "Name the file that the till exported.") from None
    except PermissionError:
        raise InputError(
            f"{name} may not be read.", "Check its permissions, and close it in other programs."
        ) from None
    except OSError as error:
        raise ResourceError(
            f"{name} cannot be read: {error.strerror or type(error).__name__}.",
            "Check the disk or the network drive and run again.",
        ) from None
    if not data:
        raise InputError(f"{name} is empty.", "Export it from the till again.")
    return data


def refuse_foreign(name: str, data: bytes) -> None:
    """Refuse what is recognised as another kind of file.

    Raises
    ------
    InputError
        Naming what it is.
    """
    for magic, what in _FOREIGN:
        if data.startswith(magic):
            raise InputError(f"{name} is {what}.", "Save it as .csv or as .xlsx without a password.")


def is_workbook(data: bytes) -> bool:
    """Tell whether the bytes are a zip archive, as an .xlsx is, whatever the file is called."""
    return data.startswith(b"PK\x03\x04")


def _open(path: Path) -> BufferedReader:
    """Open without waiting: a named pipe would otherwise hang until somebody writes to it."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags), "rb")
