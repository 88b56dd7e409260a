"""Figures on paper: numbers that matter, plots and tables, as the template ``figures.typ`` sets them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dispatch.ports import Press
from dispatch.reporting.drawing import Plot, shortened
from dispatch.reporting.fitting import blocks
from dispatch.reporting.tables import Language, Table

_LONGEST: Final = 44
_LETTERS: Final = 120
"""Letters of small type that stand in a line of the page."""

_GAPS: Final = (5.0, 20.0)
"""Points between two columns, at least and at most."""

_LETTER: Final = 3.8
_WIDTH: Final = 510.0
"""Points that a letter takes, and the page between its margins."""


@dataclass(frozen=True, slots=True)
class FigureSheet:
    """Hold a document of figures.

    Parameters
    ----------
    title
        What it is.
    store
        Whose.
    beside
        To the right of these: which days, grouped by what.
    language
        Of the words.
    numbers
        That matter, each with what it is.
    plots
        With their titles.
    tables
        With their titles, in this order.
    notes
        At the end.
    plots_first
        Whether plots stand before the tables, two side by side; else after them, one below the other.
    """

    title: str
    store: str
    beside: tuple[str, ...]
    language: Language
    numbers: tuple[tuple[str, str], ...]
    plots: tuple[Plot, ...]
    tables: tuple[tuple[str, Table], ...]
    notes: tuple[str, ...]
    plots_first: bool


def set_figures(sheet: FigureSheet, press: Press) -> bytes:
    """Set a document of figures as PDF; the same figures give the same bytes."""
    data = {
        "title": sheet.title,
        "store": sheet.store,
        "beside": sheet.beside,
        "language": sheet.language,
        "numbers": [{"value": value, "what": what} for value, what in sheet.numbers],
        "plots": [{"title": plot.title, "svg": plot.svg, "alt": plot.alt} for plot in sheet.plots],
        "tables": [part for title, table in sheet.tables for part in _parts(title, table, sheet.language)],
        "notes": sheet.notes,
        "plots-first": sheet.plots_first,
    }
    return press.pdf("figures", data, None)


def _parts(title: str, table: Table, language: Language) -> Iterator[Mapping[str, Any]]:
    """Yield a table as the template wants it; one too wide for the page in parts."""
    if not table.rows:
        return
    heads = tuple(column.title(language) for column in table.columns)
    rows = [tuple(shortened(text, _LONGEST) for text in row) for row in (heads, *table.texts(language))]
    for number, places in enumerate(blocks(rows, _LETTERS, gap=2)):
        part = [tuple(row[place] for place in places) for row in rows]
        yield {
            "title": "" if number else title,
            "heads": part[0],
            "rows": part[1:],
            "left": [table.columns[place].left for place in places],
            "gap": _gap(part),
        }


def _gap(rows: Sequence[Sequence[str]]) -> float:
    """Return the points between two columns."""
    letters = sum(max(len(row[place]) for row in rows) for place in range(len(rows[0])))
    least, most = _GAPS
    return max(least, min(most, (_WIDTH - _LETTER * letters) / max(1, len(rows[0]) - 1)))
