"""slips.pdf: what each courier under way must hear, on half a page; slips.csv: the same as a text message."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from dispatch.config import Sheets, Store
from dispatch.files.delimited import Cell, delimited, save
from dispatch.model import Spot
from dispatch.sheets.afterwards import Slip, SlipLine, slips
from dispatch.sheets.doors import clock, door, street_line
from dispatch.sheets.exports.sms import shortened
from dispatch.sheets.paper.printing import Document, Paper
from dispatch.sheets.paper.typesetting import printable
from dispatch.sheets.sheetday import SheetDay

SLIPS: Final = "slips.pdf"
TEXTS: Final = "slips.csv"
COLUMNS: Final = ("route", "courier", "text")

_MOST: Final = 12
"""Lines that fit half a page; what is more stands on the new sheet."""

_LONGEST: Final = 160
"""A text message; what is more stands on the slip."""


class ChangeSlips:
    """Write a change slip for each courier under way, if any has something to hear.

    Parameters
    ----------
    store
        Name, phone and language at the head.
    sheets
        Colour, logo, texts, templates, style of tables.

    Raises
    ------
    ConfigError
        If a text, the logo or the folder of templates does not exist.
    """

    def __init__(self, store: Store, sheets: Sheets) -> None:
        self._paper = Paper(store, sheets)
        self._style = sheets.csv

    def write(self, day: SheetDay, folder: Path) -> tuple[Path, ...]:
        """Write both files and return their paths; none where nobody under way has anything to hear.

        Raises
        ------
        ResourceError
            If the folder cannot be written.
        """
        found = slips(day.planned)
        if not found:
            return ()
        pages = [self._page(slip) for slip in found]
        title = self._paper.say("slip.title")
        with self._paper.printer(day.planned) as printer:
            printed = printer.print([Document("slip", title, {"slips": pages}, folder / SLIPS)])
        rows = [self._text(slip) for slip in found]
        return (*printed, save(folder / TEXTS, delimited(COLUMNS, rows, self._style)))

    def _page(self, slip: Slip) -> dict[str, Any]:
        say, rest = self._paper.say, len(slip.lines) - _MOST
        return {
            "route": printable(slip.route.name),
            "courier": printable(slip.route.shift.courier),
            "vehicle": printable(slip.route.shift.vehicle.id),
            "rows": list(self._rows(slip.lines[:_MOST])),
            "rest": say("slip.rest", n=say.integer(rest)) if rest > 0 else "",
        }

    def _rows(self, lines: Sequence[SlipLine]) -> Iterator[dict[str, str]]:
        for line in lines:
            name = line.located.order.name if line.located else ""
            yield {
                "news": self._paper.say(f"slip.{line.news}"),
                "was": _spot(line.was),
                "now": _spot(line.now),
                "who": printable(f"{line.receipt} {name}".strip()),
                "where": printable(street_line(door(line.located))) if line.located else "",
                "what": printable(self._what(line)),
            }

    def _what(self, line: SlipLine) -> str:
        """Say what is other, or what to do about a line."""
        if line.elsewhere:
            return self._paper.say(f"slip.{line.news}.route", route=line.elsewhere)
        return line.text or self._paper.say(f"slip.{line.news}.do")

    def _text(self, slip: Slip) -> Sequence[Cell]:
        parts = [shortened(self._part(line)) for line in slip.lines]
        taken = len(parts)
        while taken > 1 and len(self._joined(parts, taken)) > _LONGEST:
            taken -= 1
        return slip.route.name, slip.route.shift.courier, self._joined(parts, taken)[:_LONGEST]

    def _part(self, line: SlipLine) -> str:
        where = street_line(door(line.located)) if line.located else line.receipt
        said = (self._paper.say(f"slip.{line.news}"), _spot(line.now or line.was), where, line.text)
        return " ".join(word for word in said if word)

    def _joined(self, parts: Sequence[str], taken: int) -> str:
        """Join the first parts, and say how many more there are."""
        say, more = self._paper.say, len(parts) - taken
        return "; ".join([*parts[:taken], *([say("slip.more", n=say.integer(more))] if more else [])])


def _spot(spot: Spot | None) -> str:
    """Write a place as on the sheet, with its time."""
    return f"{spot.trip}\N{MIDDLE DOT}{spot.seq} {clock(spot.start)}" if spot else ""
