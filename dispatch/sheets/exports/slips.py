"""slips.csv: what each courier under way must hear, as a text message."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from dispatch.config import Sheets, Store
from dispatch.files.delimited import Cell, delimited, save
from dispatch.sheets.afterwards import Slip, SlipLine, SlipNews, slips, spot_line
from dispatch.sheets.doors import door, street_line
from dispatch.sheets.exports.sms import shortened
from dispatch.sheets.sheetday import SheetDay
from dispatch.words import words

SLIP_TEXTS: Final = "slips.csv"
COLUMNS: Final = ("route", "courier", "text")

_LONGEST: Final = 160
"""A text message; what is more stands on the slip."""

_MOVES: Final = frozenset((SlipNews.NEW, SlipNews.GONE, SlipNews.MOVED))


class SlipTexts:
    """Write a text for each courier under way, if any has something to hear.

    Parameters
    ----------
    store
        Its language.
    sheets
        Texts, and the style of tables.
    """

    def __init__(self, store: Store, sheets: Sheets) -> None:
        self._say = words(store.language, sheets.texts)
        self._style = sheets.csv

    def write(self, day: SheetDay, folder: Path) -> tuple[Path, ...]:
        """Write the file and return its path; none where nobody under way has anything to hear.

        Raises
        ------
        ResourceError
            If the folder cannot be written.
        """
        rows = [self._row(slip) for slip in slips(day.planned)]
        return (save(folder / SLIP_TEXTS, delimited(COLUMNS, rows, self._style)),) if rows else ()

    def _row(self, slip: Slip) -> Sequence[Cell]:
        parts = [shortened(self._part(line)) for line in slip.lines]
        taken = len(parts)
        while taken > 1 and len(self._joined(parts, taken)) > _LONGEST:
            taken -= 1
        return slip.route.name, slip.route.shift.courier, self._joined(parts, taken)[:_LONGEST]

    def _part(self, line: SlipLine) -> str:
        where = street_line(door(line.located)) if line.located else line.receipt
        # Where it stands is news of a stop that moves; in 160 signs others are found by their street.
        spot = spot_line(line.now or line.was) if line.news in _MOVES else ""
        said = (self._say(f"slip.{line.news}"), spot, where, line.text)
        return " ".join(word for word in said if word)

    def _joined(self, parts: Sequence[str], taken: int) -> str:
        """Join the first parts, and say how many more there are."""
        more = len(parts) - taken
        told = [self._say("slip.more", n=self._say.integer(more))] if more else []
        return "; ".join([*parts[:taken], *told])
