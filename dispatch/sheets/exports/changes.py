"""changes.csv: all that is other than in the version that this one replaces, a row an order."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from dispatch.config import Sheets
from dispatch.files.delimited import Cell, delimited, save
from dispatch.model import TimeWindow
from dispatch.sheets.afterwards import relabelled, route_spot
from dispatch.sheets.doors import clock, door, street_line
from dispatch.sheets.sheetday import SheetDay

COLUMNS: Final = ("receipt_id", "name", "street", "change", "was", "is", "stop", "stood", "stands", "labels")


class ChangeTable:
    """Write the difference to the version before, if there is one.

    Parameters
    ----------
    sheets
        Its ``csv`` says in which style.
    """

    def __init__(self, sheets: Sheets) -> None:
        self._style = sheets.csv

    def write(self, day: SheetDay, folder: Path) -> tuple[Path, ...]:
        """Write the file and return its path; none for a first version.

        Raises
        ------
        ResourceError
            If the folder cannot be written.
        """
        if not day.planned.replaces:
            return ()
        return (save(folder / "changes.csv", delimited(COLUMNS, _rows(day), self._style)),)


def _rows(day: SheetDay) -> Iterator[Sequence[Cell]]:
    """Give those who are told something first, then those who stand elsewhere, or need labels."""
    planned = day.planned
    told = {one.receipt: one for one in planned.told}
    moved = {one.receipt: one for one in planned.moved}
    stuck = relabelled(planned)
    news = (one.receipt for one in day.changes)
    for receipt in dict.fromkeys((*news, *moved, *sorted(stuck))):
        located, visit = day.orders.get(receipt), day.visit_of.get(receipt)
        one, move = told.get(receipt), moved.get(receipt)
        yield (
            receipt,
            located.order.name if located else None,
            street_line(door(located)) if located else None,
            str(one.tell) if one else None,
            told_span(one.before) if one else None,
            told_span(one.window) if one else None,
            visit.name if visit else None,
            route_spot(move.was) if move else None,
            route_spot(move.now) if move else None,
            located.order.crates + located.order.bags if located and receipt in stuck else None,
        )


def told_span(window: TimeWindow | None) -> str | None:
    """Write a window as it was told: ``16:00-17:00``; None for none."""
    return f"{clock(window.earliest)}-{clock(window.latest)}" if window else None
