"""actuals-to-fill.csv: every receipt in the order of the routes, ready for what came back."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from dispatch.config import Sheets
from dispatch.files.delimited import Cell, delimited, save
from dispatch.sheets.doors import clock, street_line
from dispatch.sheets.sheetday import SheetDay

COLUMNS: Final = (
    "stop", "receipt_id", "street", "planned", "arrived_at", "departed_at", "outcome",
)  # fmt: skip
FILE: Final = "actuals-to-fill.csv"


class ActualsForm:
    """Write a row a receipt in route order, with the columns of ``actuals.csv`` left open.

    It is typed over from the couriers' sheets line by line; ``dispatch report --actuals`` takes it.

    Parameters
    ----------
    sheets
        Its ``csv`` says in which style.
    """

    def __init__(self, sheets: Sheets) -> None:
        self._style = sheets.csv

    def write(self, day: SheetDay, folder: Path) -> tuple[Path, ...]:
        """Write the file and return its path.

        Raises
        ------
        ResourceError
            If the folder cannot be written.
        """
        return (save(folder / FILE, delimited(COLUMNS, _rows(day), self._style)),)


def _rows(day: SheetDay) -> Iterator[Sequence[Cell]]:
    for row in day.bought:
        for receipt in row.stop.receipt_ids:
            yield (row.name, receipt, street_line(row.address), clock(row.visit.start), None, None, None)
