"""The file of the day's book: append-only, a line each, on the disk before anybody is told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import Final

from dispatch.day.entries import DamagedLineError, Entry, decode, encode
from dispatch.day.news import News, VersionMade
from dispatch.errors import InputError
from dispatch.files.disk import append_durably, make_folder, writing
from dispatch.files.source import open_regular, reading

BOOK: Final = "book.jsonl"

_MAX_BYTES = 1024 * 2**20


@dataclass(frozen=True, slots=True)
class Book:
    """Hold the lines of a day as they were read.

    Parameters
    ----------
    entries
        In order.
    whole
        Bytes of the file that are good.
    torn
        Bytes behind them that a crash left half written, and that say nothing.
    """

    entries: tuple[Entry, ...] = ()
    whole: int = 0
    torn: int = 0

    def with_news(self, said: Sequence[News], *, time: str, origin: str) -> "Book":
        """Return the book with news behind what it has, as if it had been written."""
        first = len(self.entries) + 1
        added = (Entry(first + place, time, origin, one) for place, one in enumerate(said))
        return replace(self, entries=(*self.entries, *added))

    def made(self, version: int) -> VersionMade | None:
        """Return what it says of a version; None if it does not know it."""
        said = (entry.news for entry in self.entries)
        return next((one for one in said if isinstance(one, VersionMade) and one.version == version), None)

    def before(self, version: int) -> "Book":
        """Return the lines that stood in it when a version was made; all if it does not know it."""
        made = self.made(version)
        return Book(tuple(takewhile(lambda entry: entry.news is not made, self.entries)))

    def __post_init__(self) -> None:
        if [entry.number for entry in self.entries] != list(range(1, len(self.entries) + 1)):
            raise ValueError("the numbers of a book have a gap")


def read_book(folder: Path) -> Book:
    """Read the book of a day; a day without one has an empty book.

    A last line that a crash cut short was never acknowledged: it is passed over, and :attr:`Book.torn`
    says so. Nothing is repaired by reading.

    Parameters
    ----------
    folder
        Of the day.

    Raises
    ------
    InputError
        If a line before the last is damaged, or one is of a newer version of the program.
    ResourceError
        If the disk fails.
    """
    path = folder / BOOK
    name = f"{folder.name}/{BOOK}"
    if not path.exists():
        return Book()
    with open_regular(path, name=name) as file, reading(path, name=name):
        data = file.read(_MAX_BYTES + 1)
    if len(data) > _MAX_BYTES:
        raise InputError("{name} is too large to be a day's book.", name=name)
    return _read(data, name)


def append(folder: Path, book: Book, said: Sequence[News], *, time: str, origin: str) -> Book:
    """Write news into the book of a day and return the book with them.

    The day's lock must be held, and ``book`` be what was read under it. What a crash left half written
    is cut off first. A line is there whole or not at all; of several lines a crash may keep the first.

    Parameters
    ----------
    folder
        Of the day; made if it is missing.
    book
        As it stands.
    said
        What is new, in order.
    time
        Now: ISO 8601 with offset.
    origin
        Where it came from.

    Raises
    ------
    ResourceError
        If the disk is full or fails; the book is then as it was.
    """
    if not said and not book.torn:
        return book
    entries = book.with_news(said, time=time, origin=origin).entries
    data = b"".join(encode(entry) for entry in entries[len(book.entries) :])
    with writing(folder / BOOK, "The day's book cannot be written"):
        make_folder(folder)
        size = append_durably(folder / BOOK, data, keep=book.whole)
    return Book(entries, size)


def _read(data: bytes, where: str) -> Book:
    lines = data.splitlines(keepends=True)
    entries: list[Entry] = []
    for number, line in enumerate(lines, 1):
        try:
            entries.append(_entry(line, number))
        except DamagedLineError as error:
            if number == len(lines):
                break
            raise InputError(
                "{where}, line {number} is damaged: {why}.",
                "Take an untouched copy of the file.",
                where=where,
                number=number,
                why=error.phrase,
            ) from None
    whole = sum(len(line) for line in lines[: len(entries)])
    return Book(tuple(entries), whole, len(data) - whole)


def _entry(line: bytes, number: int) -> Entry:
    entry = decode(line)
    if not line.endswith(b"\n"):
        # A crash between a line and its end: without the end the line was not acknowledged.
        raise DamagedLineError("it has no end")
    if entry.number != number:
        raise DamagedLineError("it calls itself line {number}", number=entry.number)
    return entry
