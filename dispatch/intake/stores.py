"""Tell the rows of one store from those of the others in an export of several."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dispatch.files.headers import Columns, header_key
from dispatch.files.records import Record
from dispatch.intake.row import receipt_of
from dispatch.model import Code, Issue, Severity
from dispatch.model.facts import Fact, count, written


@dataclass(frozen=True, slots=True)
class OtherStores:
    """Hold what an export of several stores says of the others.

    Parameters
    ----------
    names
        What it calls them, and how many rows are theirs; the empty name is that of rows without a store.
    receipts
        Their receipt numbers.
    """

    names: Mapping[str, int] = field(default_factory=dict)
    receipts: frozenset[str] = frozenset()

    @property
    def rows(self) -> int:
        """How many rows are not this store's."""
        return sum(self.names.values())


class Stores:
    """Sort rows by the store that they name.

    Parameters
    ----------
    columns
        Of the file; without one for the store every row is this store's.
    own
        What the file calls this store; empty if all rows are its own.
    """

    def __init__(self, columns: Columns, own: str) -> None:
        self._columns = columns
        self._own = own
        self._own_rows: Counter[str] = Counter()
        self._other_rows: Counter[str] = Counter()
        self._others: set[str] = set()
        self._untold = 0

    def is_own(self, record: Record) -> bool:
        """Tell whether a row is this store's, and count it."""
        index = self._columns.place(record.text, "store")
        if index is None:
            return True
        name = record.text(index)
        own = not self._own or header_key(name) == header_key(self._own)
        (self._own_rows if own else self._other_rows)[name] += 1
        return own

    def pass_over(self, record: Record, *, flagged: bool) -> None:
        """Remember a row that is not this store's."""
        self._others.add(receipt_of(record, self._columns))
        index = self._columns.place(record.text, "store")
        if flagged and index is not None and not record.text(index):
            self._untold += 1

    @property
    def elsewhere(self) -> OtherStores:
        """What belongs to other stores."""
        return OtherStores(dict(self._other_rows), frozenset(self._others - {""}))

    def doubts(self, file: str) -> Iterator[Issue]:
        """Tell where rows may be another store's, or nobody's.

        Parameters
        ----------
        file
            Its name.
        """
        name = written("file", file)
        own, others = _told(self._own_rows), _told(self._other_rows)
        if not self._own and len(own) > 1:
            yield Issue(Code.STORES_TOGETHER, Severity.WARNING, facts=(name, *own))
        if self._own and others and not self._own_rows:
            wanted = written("store", f'"{self._own}"')
            yield Issue(Code.STORE_ABSENT, Severity.WARNING, facts=(name, wanted, *others))
        if self._untold:
            yield Issue(Code.STORE_UNTOLD, Severity.WARNING, facts=(count("n", self._untold), name))


def _told(names: Iterable[str]) -> list[Fact]:
    """Return the names of stores, one for all spellings of each."""
    distinct = {header_key(name): name for name in sorted(names, reverse=True) if name}
    return [written("stores", f'"{name}"') for name in sorted(distinct.values())]
