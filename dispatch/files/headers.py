"""Find the columns of a table by the names that its header may give them."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from dispatch.files.text import clean, words

_EXAMPLES: Final = 3


@dataclass(frozen=True, slots=True)
class Columns:
    """Tell where each column of the program stands in a file.

    Parameters
    ----------
    headers
        A name for every column of the file, all different.
    places
        Column of the program → index.
    extra
        Indices of columns that the program does not know.
    repeated
        Headers that name a column of the program that another header names already.
    width
        Cells that a row of this file has at most, if nothing in it has shifted.
    """

    headers: tuple[str, ...]
    places: Mapping[str, int]
    extra: tuple[int, ...]
    repeated: tuple[str, ...] = ()
    width: int = 0

    def title(self, column: str) -> str:
        """Return what the file calls a column of the program."""
        place = self.places.get(column)
        return column if place is None else self.headers[place]


class Vocabulary:
    """Recognise headers.

    Parameters
    ----------
    columns
        Column of the program → other headers.
    renamed
        Header in the file → column of the program, from ``[intake.columns]``.
    """

    def __init__(self, columns: Mapping[str, tuple[str, ...]], renamed: Mapping[str, str]) -> None:
        self._columns = columns
        self._own = {header_key(header): column for header, column in renamed.items() if column in columns}
        self._known: dict[str, tuple[int, str]] = {}
        for column, aliases in columns.items():
            for rank, alias in enumerate((column, *aliases)):
                self._known.setdefault(header_key(alias), (rank, column))

    @property
    def examples(self) -> tuple[str, ...]:
        """Headers that a file could have: the first other names of the first columns."""
        first = islice(self._columns.items(), _EXAMPLES)
        return tuple(aliases[0] if aliases else column for column, aliases in first)

    def count(self, cells: Iterable[str]) -> int:
        """Count the columns of the program that a row of headers names."""
        return len({found[1] for cell in cells if (found := self._find(clean(cell)))})

    def map(self, cells: Sequence[str]) -> Columns:
        """Find the place of each column; of two headers for one, the plainer name counts."""
        headers = _distinct([clean(cell) for cell in cells])
        best: dict[str, tuple[int, int]] = {}
        twins: list[str] = []
        for place, cell in enumerate(cells):
            found = self._find(clean(cell))
            if found is None:
                continue
            rank, column = found
            if column in best:
                loser = max((rank, place), best[column])
                twins.append(headers[loser[1]])
            best[column] = min((rank, place), best.get(column, (rank, place)))
        places = {column: place for column, (_, place) in best.items()}
        used = set(places.values())
        extra = tuple(place for place in range(len(headers)) if place not in used)
        return Columns(headers, places, extra, tuple(twins))

    def nearest(self, headers: Sequence[str], column: str) -> str:
        """Return the header most like a column that is missing; empty if none is."""
        keys = {header_key(header): header for header in headers if self._find(header) is None}
        for alias in (column, *self._columns[column]):
            near = difflib.get_close_matches(header_key(alias), list(keys), n=1, cutoff=0.75)
            if near:
                return keys[near[0]]
        return ""

    def _find(self, header: str) -> tuple[int, str] | None:
        key = header_key(header)
        if key in self._own:
            return -1, self._own[key]
        found = self._known.get(key)
        return None if found is None or found[1] in self._own.values() else found


def header_key(header: str) -> str:
    """Reduce a header to what counts: no capitals, accents, spaces, brackets or underscores."""
    return "".join(words(header.replace("+", " plus "))) or header.casefold()


def _distinct(headers: Sequence[str]) -> tuple[str, ...]:
    """Give every column a name of its own; one without a header is called after its place."""
    taken: set[str] = set()
    counts: dict[str, int] = {}
    names: list[str] = []
    for place, header in enumerate(headers, 1):
        stem = header[:80] or f"column {place}"
        name = stem
        while name in taken:
            counts[stem] = counts.get(stem, 1) + 1
            name = f"{stem} ({counts[stem]})"
        taken.add(name)
        names.append(name)
    return tuple(names)
