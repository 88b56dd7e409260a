"""Show how the till's file was understood, column by column."""

from typing import TYPE_CHECKING

from dispatch.files.headers import Header, Why
from dispatch.intake import Export, LineCounts
from dispatch.words import Words
from dispatch_cli.console import safe

if TYPE_CHECKING:
    from rich.console import Console

    from dispatch_cli import shapes


_MOST_UNLISTED = 30
"""Articles that are listed on the screen."""


def show_understanding(console: "Console", say: Words, export: Export) -> None:
    """List what every column was taken for and why, which sheets were read, and what else there was."""
    from rich.table import Table

    if export.events is None:
        title = say("terminal.file", file=safe(export.name), row=export.header)
    else:
        lines = say.integer(export.events.lines)
        title = say("terminal.file.events", file=safe(export.name), n=lines)
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for name in ("header", "taken", "why"):
        table.add_column(say(f"terminal.file.col_{name}"), overflow="fold")
    for header in export.columns.read:
        table.add_row(safe(header.name), header.column or "-", _why(say, header))
    console.print(table, markup=False)
    console.print(say(f"terminal.file.dates.{export.dates}"), markup=False)
    if export.sheets:
        told = (
            say(
                f"terminal.file.sheet.{'read' if sheet.read else 'unread'}",
                sheet=safe(sheet.title),
                n=say.integer(sheet.rows),
            )
            for sheet in export.sheets
        )
        console.print(say("terminal.file.sheets", sheets=", ".join(told)), markup=False)
    counts = export.counts
    if counts.cancelled or counts.articles or counts.sentences:
        found = {name: say.integer(getattr(counts, name)) for name in ("cancelled", "articles", "sentences")}
        console.print(say("terminal.file.counts", **found), markup=False)


def show_lines(console: "Console", say: Words, lines: LineCounts) -> None:
    """Say how many lines there were, and list what the store's list of articles lacks."""
    from rich.table import Table

    if not lines.read:
        return
    read = {name: say.integer(getattr(lines, name)) for name in ("read", "delivered", "strangers")}
    console.print(say("terminal.lines", **read), markup=False)
    if not lines.unlisted:
        return
    title = say("terminal.unlisted", n=say.integer(len(lines.unlisted)))
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for name in ("code", "name", "lines"):
        table.add_column(say(f"terminal.unlisted.{name}"), justify="right" if name == "lines" else "left")
    for one in lines.unlisted[:_MOST_UNLISTED]:
        table.add_row(safe(one.code), safe(one.name), say.integer(one.lines))
    console.print(table, markup=False)
    if len(lines.unlisted) > _MOST_UNLISTED:
        more = say.integer(len(lines.unlisted) - _MOST_UNLISTED)
        console.print(say("terminal.unlisted.more", n=more), markup=False)


def lines_as_json(lines: LineCounts) -> "shapes.LinesShape":
    """Return what was in the lines."""
    return {
        "read": lines.read,
        "delivered": lines.delivered,
        "strangers": lines.strangers,
        "unlisted": [{"code": one.code, "name": one.name, "lines": one.lines} for one in lines.unlisted],
    }


def understood_as_json(export: Export) -> "shapes.UnderstoodShape":
    """Return how a file was understood."""
    return {
        "file": export.name,
        "header_row": export.header,
        "dates": str(export.dates),
        "columns": [
            {"header": one.name, "column": one.column, "why": one.why, "like": one.like}
            for one in export.columns.read
        ],
        "sheets": [{"sheet": sheet.title, "rows": sheet.rows, "read": sheet.read} for sheet in export.sheets],
        "cancelled": export.counts.cancelled,
        "articles": export.counts.articles,
        "sentences": export.counts.sentences,
    }


def _why(say: Words, header: Header) -> str:
    if header.like and header.why is Why.UNKNOWN:
        return say("terminal.file.why_like", like=header.like)
    return say(f"terminal.file.why_{header.why}")
