"""Compare what the till says now with what it said before, row by row and cell by cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dispatch.day.news import TillRow
from dispatch.files.text import clean


@dataclass(frozen=True, slots=True)
class CellChange:
    """Hold a cell that is other now."""

    header: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class TillChanges:
    """List by receipt what two exports say differently; neither the order of rows nor blank ones count.

    Parameters
    ----------
    new
        For delivery now, and not known before.
    withdrawn
        Were for delivery, and stand there now as not for delivery.
    changed
        (receipt, the cells that are other).
    gone
        Were for delivery, and do not stand in the newer export at all.
    same
        How many say the same.
    """

    new: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    changed: tuple[tuple[str, tuple[CellChange, ...]], ...] = ()
    gone: tuple[str, ...] = ()
    same: int = 0

    def __bool__(self) -> bool:
        return bool(self.new or self.withdrawn or self.changed or self.gone)


def by_receipt(rows: Sequence[TillRow]) -> dict[str, tuple[TillRow, ...]]:
    """Gather rows by receipt number, in file order; rows without a number are left out."""
    gathered: dict[str, tuple[TillRow, ...]] = {}
    for row in rows:
        if row.receipt:
            gathered[row.receipt] = (*gathered.get(row.receipt, ()), row)
    return gathered


def compare_rows(
    before: Mapping[str, Sequence[TillRow]], now: Mapping[str, Sequence[TillRow]], unflagged: frozenset[str]
) -> TillChanges:
    """Compare the rows of two exports.

    Parameters
    ----------
    before, now
        Rows for delivery by receipt.
    unflagged
        Receipts that are not for delivery now.
    """
    both = [receipt for receipt in now if receipt in before]
    changed = [(receipt, cell_changes(before[receipt], now[receipt])) for receipt in both]
    missing = [receipt for receipt in before if receipt not in now]
    return TillChanges(
        new=tuple(receipt for receipt in now if receipt not in before),
        withdrawn=tuple(receipt for receipt in missing if receipt in unflagged),
        changed=tuple((receipt, cells) for receipt, cells in changed if cells),
        gone=tuple(receipt for receipt in missing if receipt not in unflagged),
        same=sum(not cells for _, cells in changed),
    )


def cell_changes(before: Sequence[TillRow], now: Sequence[TillRow]) -> tuple[CellChange, ...]:
    """Compare the rows of one receipt; a column that is missing is as good as empty."""
    changes = []
    for place in range(max(len(before), len(now))):
        was = _texts(before, place)
        says = _texts(now, place)
        changes += [
            CellChange(header, was.get(header, ""), says.get(header, ""))
            for header in dict.fromkeys((*says, *was))
            if was.get(header, "") != says.get(header, "")
        ]
    return tuple(changes)


def _texts(rows: Sequence[TillRow], place: int) -> dict[str, str]:
    """Return the clean texts of a row, with the number of a cell for one that has no header."""
    if place >= len(rows):
        return {}
    cells = enumerate(rows[place].cells, 1)
    return {header or f"column {number}": clean(text) for number, (header, text) in cells}
