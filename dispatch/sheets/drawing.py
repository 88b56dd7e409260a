"""The drawing of an installed map, which paper and screen lay beneath their ways."""

import sqlite3
from pathlib import Path

from dispatch.errors import MapDrawingError
from dispatch.mapfiles import BACKGROUND


def open_drawing(path: Path) -> sqlite3.Connection:
    """Open a map's drawing to read; what is no file is never waited for.

    Raises
    ------
    MapDrawingError
        If it is none.
    sqlite3.Error
        If it cannot be opened.
    """
    if not path.is_file():
        raise unreadable_drawing("there is no such file")
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def unreadable_drawing(why: str) -> MapDrawingError:
    """Return how to speak of a drawing that cannot be read."""
    return MapDrawingError(
        "The map's {background} cannot be read: {why}.",
        "Run 'dispatch map install' again.",
        background=BACKGROUND,
        why=why,
    )
