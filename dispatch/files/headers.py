"""Find the columns of a table by the names that its header may give them."""

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from typing import Final, Protocol

from dispatch.files.text import clean, words

_EXAMPLES: Final = 3


class Why(StrEnum):
    """Say why a column of a file was taken for one of the program's, or why it is not used.

    ``own``: the configuration names it. ``profile``: the program that writes the file calls it so.
    ``name``: a known name. ``parts``: made of known words. ``weak``: means it only beside others.
    ``spare``: serves where the first column of its kind is empty. ``other``: another column serves.
    ``ignored``: the configuration says that it is none. ``unknown``: travels along.
    """

    OWN = "own"
    PROFILE = "profile"
    NAME = "name"
    PARTS = "parts"
    WEAK = "weak"
    SPARE = "spare"
    OTHER = "other"
    IGNORED = "ignored"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Header:
    """Say what one column of a file was taken for.

    Parameters
    ----------
    name
        Its header.
    column
        The column of the program; empty if it is not used.
    why
        The reason for either.
    like
        The column that it looks like although it is not used; empty if none.
    legible
        Whether most of its cells can be read as that column.
    """

    name: str
    column: str = ""
    why: Why = Why.UNKNOWN
    like: str = ""
    legible: bool = True


@dataclass(frozen=True, slots=True)
class Columns:
    """Tell where each column of the program stands in a file.

    Parameters
    ----------
    headers
        A name for every column of the file, all different.
    indexes
        Column of the program → its index.
    extra
        Indices of columns that the program does not know.
    repeated
        Headers that name a column of the program that another header names already.
    width
        Cells that a row of this file has at most, if nothing in it has shifted.
    spares
        Column of the program → further indices that hold the same.
    doors
        Addresses that a row may hold, column of the program → its index, the one that counts first.
    seconds
        Index of a part of an address → further indices that hold the same part.
    persons
        Names that a row may hold, part of the name → its indices, the one that counts first.
    weak
        Columns of the program that a vague header names, so that other evidence beats them.
    read
        What each column was taken for, in the order of the file.
    absent
        Headers that the configuration names and the file has not.
    """

    headers: tuple[str, ...]
    indexes: Mapping[str, int]
    extra: tuple[int, ...]
    repeated: tuple[str, ...] = ()
    width: int = 0
    spares: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    doors: tuple[Mapping[str, int], ...] = ()
    seconds: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    persons: tuple[Mapping[str, tuple[int, ...]], ...] = ()
    weak: frozenset[str] = frozenset()
    read: tuple[Header, ...] = ()
    absent: tuple[str, ...] = ()

    def places(self, column: str) -> tuple[int, ...]:
        """Return every index under which a column of the program stands, the one that counts first."""
        index = self.indexes.get(column)
        return () if index is None else (index, *self.spares.get(column, ()))

    def place(self, text_at: Callable[[int], str], column: str) -> int | None:
        """Return the first index of a column that is filled, else its first; None if the file has none.

        Parameters
        ----------
        text_at
            Returns the cell of a row at an index.
        """
        index = self.indexes.get(column)
        if column not in self.spares or index is None:
            return index
        return next((place for place in self.places(column) if text_at(place)), index)

    def title(self, column: str) -> str:
        """Return what the file calls a column of the program."""
        index = self.indexes.get(column)
        return column if index is None else self.headers[index]

    def titles(self, column: str) -> tuple[str, ...]:
        """Return every header under which a column of the program may stand."""
        indexes = [*self.places(column)]
        for door in self.doors:
            if column in door:
                indexes += [door[column], *self.seconds.get(door[column], ())]
        for person in self.persons:
            indexes += person.get(column, ())
        return tuple(dict.fromkeys(self.headers[index] for index in indexes))


class Recognises(Protocol):
    """Recognise the headers of a kind of file."""

    @property
    def examples(self) -> tuple[str, ...]:
        """Return a few headers that would be recognised."""

    def called(self, column: str) -> str:
        """Return the plainest other name of a column; empty if it has none."""

    def count(self, cells: Iterable[str]) -> int:
        """Count the columns of the program that a row of headers names."""

    def map(self, cells: Sequence[str]) -> Columns:
        """Find the index of each column."""

    def nearest(self, headers: Sequence[str], column: str) -> str:
        """Return the header most like a column that is missing; empty if none is."""


class Vocabulary:
    """Recognise headers by their names alone.

    Parameters
    ----------
    columns
        Column of the program → other headers.
    """

    def __init__(self, columns: Mapping[str, tuple[str, ...]]) -> None:
        self._columns = columns
        self._known: dict[str, tuple[int, str]] = {}
        for column, aliases in columns.items():
            for rank, alias in enumerate((column, *aliases)):
                self._known.setdefault(header_key(alias), (rank, column))

    @property
    def examples(self) -> tuple[str, ...]:
        """Headers that a file could have: the first other names of the first columns."""
        first = islice(self._columns.items(), _EXAMPLES)
        return tuple(aliases[0] if aliases else column for column, aliases in first)

    def called(self, column: str) -> str:
        """Return the plainest other name of a column; empty if it has none."""
        return next(iter(self._columns[column]), "")

    def count(self, cells: Iterable[str]) -> int:
        """Count the columns of the program that a row of headers names."""
        return len({found[1] for cell in cells if (found := self._find(clean(cell)))})

    def map(self, cells: Sequence[str]) -> Columns:
        """Find the index of each column; of two headers for one, the plainer name counts."""
        headers = distinct_names([clean(cell) for cell in cells])
        best: dict[str, tuple[int, int]] = {}
        twins: list[str] = []
        for index, cell in enumerate(cells):
            found = self._find(clean(cell))
            if found is None:
                continue
            rank, column = found
            if column in best:
                loser = max((rank, index), best[column])
                twins.append(headers[loser[1]])
            best[column] = min((rank, index), best.get(column, (rank, index)))
        indexes = {column: index for column, (_, index) in best.items()}
        used = set(indexes.values())
        extra = tuple(index for index in range(len(headers)) if index not in used)
        return Columns(headers, indexes, extra, tuple(twins))

    def nearest(self, headers: Sequence[str], column: str) -> str:
        """Return the header most like a column that is missing; empty if none is."""
        keys = {header_key(header): header for header in headers if self._find(header) is None}
        for alias in (column, *self._columns[column]):
            near = difflib.get_close_matches(header_key(alias), list(keys), n=1, cutoff=0.75)
            if near:
                return keys[near[0]]
        return ""

    def _find(self, header: str) -> tuple[int, str] | None:
        return self._known.get(header_key(header))


@lru_cache(maxsize=16_384)
def header_key(header: str) -> str:
    """Reduce a header to what counts: no capitals, accents, spaces, brackets or underscores."""
    return "".join(words(header.replace("+", " plus "))) or header.casefold()


def distinct_names(headers: Sequence[str]) -> tuple[str, ...]:
    """Give every column a name of its own; one without a header is called after its number."""
    taken: set[str] = set()
    counts: dict[str, int] = {}
    names: list[str] = []
    for index, header in enumerate(headers, 1):
        stem = header[:80] or f"column {index}"
        name = stem
        while name in taken:
            counts[stem] = counts.get(stem, 1) + 1
            name = f"{stem} ({counts[stem]})"
        taken.add(name)
        names.append(name)
    return tuple(names)
