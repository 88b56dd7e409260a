"""slips.pdf: what each courier under way must hear, on half a page."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from dispatch.config import Sheets, Store
from dispatch.sheets.afterwards import Slip, SlipLine, slips, spot_line
from dispatch.sheets.doors import door, street_line
from dispatch.sheets.paper.printing import Document, Paper
from dispatch.sheets.paper.typesetting import printable
from dispatch.sheets.sheetday import SheetDay

SLIPS: Final = "slips.pdf"

_MOST: Final = 12
"""Lines that fit half a page; what is more stands on the new sheet."""


class ChangeSlips:
    """Write a change slip for each courier under way, if any has something to hear.

    Parameters
    ----------
    store
        Name, phone and language at the head.
    sheets
        Colour, logo, texts, templates.

    Raises
    ------
    ConfigError
        If a text, the logo or the folder of templates does not exist.
    """

    def __init__(self, store: Store, sheets: Sheets) -> None:
        self._paper = Paper(store, sheets)

    def write(self, day: SheetDay, folder: Path) -> tuple[Path, ...]:
        """Write the file and return its path; none where nobody under way has anything to hear.

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
            return printer.print([Document("slip", title, {"slips": pages}, folder / SLIPS)])

    def _page(self, slip: Slip) -> dict[str, Any]:
        rests = [self._rest(len(slip.lines) - shown) for shown in range(min(len(slip.lines), _MOST) + 1)]
        return {
            "route": printable(slip.route.name),
            "courier": printable(slip.route.shift.courier),
            "vehicle": printable(slip.route.shift.vehicle.id),
            "rows": list(self._rows(slip.lines[:_MOST])),
            "rests": rests,
        }

    def _rest(self, more: int) -> str:
        """Say how many lines stand on the new sheet alone."""
        say = self._paper.say
        return say("slip.rest", n=say.integer(more)) if more else ""

    def _rows(self, lines: Sequence[SlipLine]) -> Iterator[dict[str, str]]:
        for line in lines:
            name = line.located.order.name if line.located else ""
            yield {
                "news": self._paper.say(f"slip.{line.news}"),
                "was": spot_line(line.was),
                "now": spot_line(line.now),
                "who": printable(f"{line.receipt} {name}".strip()),
                "where": printable(street_line(door(line.located))) if line.located else "",
                "what": printable(self._what(line)),
            }

    def _what(self, line: SlipLine) -> str:
        """Say what is other, or what to do about a line."""
        if line.elsewhere:
            return self._paper.say(f"slip.{line.news}.route", route=line.elsewhere)
        return line.text or self._paper.say(f"slip.{line.news}.do")
