"""Read a whole input file once, so that what is judged is what is parsed."""

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import Final, TypedDict, Unpack

from dispatch.errors import DispatchError, InputError, ResourceError
from dispatch.files.text import clean
from dispatch.phrases import Phrase

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


_UNFINISHED: Final = re.compile(
    r"^[.~]|~$|\.(?:tmp|temp|part|partial|crdownload|filepart|writing)$", re.IGNORECASE
)
"""Names that programs give to files until they are complete."""


def file_name(path: Path) -> str:
    """Return the name of a file as it can be printed and written, whatever bytes it is made of."""
    return clean(os.fsencode(path.name).decode("utf-8", "replace")) or "?"


class Words(TypedDict, total=False):
    """Hold how a file is spoken of that cannot be read.

    Parameters
    ----------
    refusal
        What to raise where the file is to blame, an input error by default; a disk that fails is always
        a resource.
    remedy
        What to do where the file is not what it should be.
    name
        What to call it; its own name by default.
    absent
        What to raise where there is none.
    """

    refusal: type[DispatchError]
    remedy: str
    name: str
    absent: DispatchError


@contextmanager
def reading(path: Path, **words: Unpack[Words]) -> Iterator[None]:
    """Turn what the system says about a file that is read into a paragraph with a remedy.

    Raises
    ------
    DispatchError
        ``refusal`` if it is absent, may not be read or is a folder.
    ResourceError
        If the disk or the network drive fails.
    """
    name, refusal = words.get("name") or file_name(path), words.get("refusal", InputError)
    try:
        yield
    except FileNotFoundError:
        absent = refusal("There is no file {name}.", "Check the name and the folder.", name=name)
        raise words.get("absent", absent) from None
    except (IsADirectoryError, NotADirectoryError):
        raise refusal("{name} is a folder, not a file.", words.get("remedy", ""), name=name) from None
    except PermissionError:
        raise refusal(
            "{name} may not be read.", "Check its permissions, and close it in other programs.", name=name
        ) from None
    except OSError as error:
        raise ResourceError(
            "{name} cannot be read: {why}.",
            "Check the disk or the network drive and run again.",
            name=name,
            why=error.strerror or type(error).__name__,
        ) from None


def open_regular(path: Path, **words: Unpack[Words]) -> BufferedReader:
    """Open a regular file; a pipe or a device is refused at once and never waited for.

    Raises
    ------
    DispatchError
        ``refusal`` if it is no regular file; and as :func:`reading`.
    """
    # A named pipe would hang until somebody writes to it.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with reading(path, **words):
        file = os.fdopen(os.open(path, flags), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        name, refusal = words.get("name") or file_name(path), words.get("refusal", InputError)
        raise refusal(
            "{name} is not a file but a pipe or a device.",
            words.get("remedy") or "Save it as a file first.",
            name=name,
        )
    return file


def read_bytes(path: Path, max_mb: int, **words: Unpack[Words]) -> bytes:
    """Read a regular file that is not empty and of at most ``max_mb`` megabytes.

    Raises
    ------
    DispatchError
        ``refusal`` if it is absent, may not be read, is no file, too large or empty.
    ResourceError
        If the disk or the network drive fails while reading.
    """
    name, refusal = words.get("name") or file_name(path), words.get("refusal", InputError)
    limit = max_mb * MEGABYTE
    with open_regular(path, **words) as file:
        size = os.fstat(file.fileno()).st_size
        with reading(path, **words):
            data = file.read(limit + 1) if size <= limit else b""
    if max(size, len(data)) > limit:
        raise refusal(
            "{name} is {size_mb} MB; more than {most_mb} MB is not read.",
            words.get("remedy") or "Is it the right file?",
            name=name,
            size_mb=round(max(size, len(data)) / MEGABYTE),
            most_mb=max_mb,
        )
    if not data:
        raise refusal("{name} is empty.", words.get("remedy") or "Write it again.", name=name)
    return data


def read_text(path: Path, max_mb: int, **words: Unpack[Words]) -> str:
    """Read a regular file of UTF-8, with a byte order mark or without.

    Raises
    ------
    DispatchError
        ``refusal`` if it is no UTF-8; and as :func:`read_bytes`.
    """
    data = read_bytes(path, max_mb, **words)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        name, refusal = words.get("name") or file_name(path), words.get("refusal", InputError)
        line = data.count(b"\n", 0, error.start) + 1
        raise refusal(
            "{name}, line {line}: a character is not UTF-8.",
            "Save the file as UTF-8 and run again.",
            name=name,
            line=line,
        ) from None


def complete_files(folder: Path) -> tuple[Path, ...]:
    """Return the files of a folder by name, without hidden ones and those that are still being written.

    Raises
    ------
    DispatchError
        As :func:`reading`.
    """
    with reading(folder):
        names = sorted(path for path in folder.iterdir() if path.is_file())
    return tuple(path for path in names if not _UNFINISHED.search(path.name))


def sha256(path: Path, **words: Unpack[Words]) -> str:
    """Return the SHA-256 of a regular file, in hexadecimal digits.

    Raises
    ------
    DispatchError
        As :func:`open_regular`.
    """
    with open_regular(path, **words) as file, reading(path, **words):
        return hashlib.file_digest(file, "sha256").hexdigest()


def refuse_foreign(name: str, data: bytes) -> None:
    """Refuse what is recognised as another kind of file.

    Raises
    ------
    InputError
        Naming what it is.
    """
    for magic, what in _FOREIGN:
        if data.startswith(magic):
            raise InputError(
                "{name} is {what}.",
                "Save it as .csv, or as .xlsx or .ods without a password.",
                name=name,
                what=Phrase(what),
            )


def is_workbook(data: bytes) -> bool:
    """Tell whether the bytes are a zip archive, as .xlsx and .ods are, whatever the file is called."""
    return data.startswith(b"PK\x03\x04")
