"""Read a whole input file once, so that what is judged is what is parsed."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import Final

from dispatch.errors import DispatchError, InputError, ResourceError
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


def file_name(path: Path) -> str:
    """Return the name of a file as it can be printed and written, whatever bytes it is made of."""
    return clean(os.fsencode(path.name).decode("utf-8", "replace")) or "?"


@contextmanager
def reading(
    path: Path, *, refusal: type[DispatchError] = InputError, remedy: str = "", name: str = ""
) -> Iterator[None]:
    """Turn what the system says about a file that is read into a paragraph with a remedy.

    Parameters
    ----------
    path
        The file.
    refusal
        What to raise where the file is to blame; a disk that fails is always a resource.
    remedy
        What to do where the file is not what it should be.
    name
        What to call it; its own name by default.

    Raises
    ------
    DispatchError
        ``refusal`` if it is absent, may not be read or is a folder.
    ResourceError
        If the disk or the network drive fails.
    """
    name = name or file_name(path)
    try:
        yield
    except FileNotFoundError:
        raise refusal(f"There is no file {name}.", "Check the name and the folder.") from None
    except (IsADirectoryError, NotADirectoryError):
        raise refusal(f"{name} is a folder, not a file.", remedy) from None
    except PermissionError:
        raise refusal(
            f"{name} may not be read.",
            "Check its permissions, and close it in other programs.",
        ) from None
    except OSError as error:
        raise ResourceError(
            f"{name} cannot be read: {error.strerror or type(error).__name__}.",
            "Check the disk or the network drive and run again.",
        ) from None


def open_regular(
    path: Path, *, refusal: type[DispatchError] = InputError, remedy: str = "", name: str = ""
) -> BufferedReader:
    """Open a regular file; a pipe or a device is refused at once and never waited for.

    Raises
    ------
    DispatchError
        ``refusal`` if it is no regular file; and as :func:`reading`.
    """
    # A named pipe would hang until somebody writes to it.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with reading(path, refusal=refusal, remedy=remedy, name=name):
        file = os.fdopen(os.open(path, flags), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise refusal(
            f"{name or file_name(path)} is not a file but a pipe or a device.",
            remedy or "Save it as a file first.",
        )
    return file


def read_bytes(
    path: Path,
    max_mb: int,
    *,
    refusal: type[DispatchError] = InputError,
    remedy: str = "",
    name: str = "",
) -> bytes:
    """Read a regular file that is not empty and of at most ``max_mb`` megabytes.

    Raises
    ------
    DispatchError
        ``refusal`` if it is absent, may not be read, is no file, too large or empty.
    ResourceError
        If the disk or the network drive fails while reading.
    """
    called = name or file_name(path)
    limit = max_mb * MEGABYTE
    with open_regular(path, refusal=refusal, remedy=remedy, name=called) as file:
        size = os.fstat(file.fileno()).st_size
        with reading(path, refusal=refusal, remedy=remedy, name=called):
            data = file.read(limit + 1) if size <= limit else b""
    if max(size, len(data)) > limit:
        raise refusal(
            f"{called} is {max(size, len(data)) / MEGABYTE:.0f} MB; more than {max_mb} MB is not read.",
            remedy or "Is it the right file?",
        )
    if not data:
        raise refusal(f"{called} is empty.", remedy or "Write it again.")
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
            raise InputError(f"{name} is {what}.", "Save it as .csv, or as .xlsx or .ods without a password.")


def is_workbook(data: bytes) -> bool:
    """Tell whether the bytes are a zip archive, as .xlsx and .ods are, whatever the file is called."""
    return data.startswith(b"PK\x03\x04")
