"""The drawing of an installed map, which paper and screen lay beneath their ways."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from dispatch.errors import MapDrawingError
from dispatch.mapfiles import BACKGROUND
from dispatch.sheets.clipping import Line, split

_A_POINT: Final = 8
"""Bytes of a point: two whole numbers of 32 bits, the lowest byte first."""


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


def unpacked(packed: Sequence[bytes]) -> list[Line]:
    """Unpack the points of all shapes at once: one by one it takes four times as long.

    Raises
    ------
    ValueError
        If some of it holds no whole points.
    """
    if not packed:
        return []
    if any(not isinstance(one, bytes) or len(one) % _A_POINT for one in packed):
        raise ValueError("a shape has no whole points")
    points = np.frombuffer(b"".join(packed), "<i4").reshape(-1, 2).astype(np.float64)
    return split(points, np.cumsum([0, *(len(one) // _A_POINT for one in packed[:-1])]))


def unreadable_drawing(why: str) -> MapDrawingError:
    """Return how to speak of a drawing that cannot be read."""
    return MapDrawingError(
        "The map's {background} cannot be read: {why}.",
        "Run 'dispatch map install' again.",
        background=BACKGROUND,
        why=why,
    )
