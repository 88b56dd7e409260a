"""changes.csv: what is new since the version that this one replaces, a row an order."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from dispatch.config import Sheets
from dispatch.files.delimited import Cell, delimited, save
from dispatch.model import TimeWindow
from dispatch.sheets.doors import clock, door, street_line
from dispatch.sheets.sheetday import SheetDay

COLUMNS: Final = ("receipt_id", "name", "street", "change", "was", "is", "stop")


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
    for row in day.changes:
        located = row.located
        yield (
            row.told.receipt,
            located.order.name if located else None,
            street_line(door(located)) if located else None,
            str(row.told.tell),
            told_span(row.told.before),
            told_span(row.told.window),
            row.visit.name if row.visit else None,
        )


def told_span(window: TimeWindow | None) -> str | None:
    """Write a window as it was told: ``16:00-17:00``; None for none."""
    return f"{clock(window.earliest)}-{clock(window.latest)}" if window else None
