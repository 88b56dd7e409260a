"""A background of a few shapes, in the format of an installed map."""

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np

from dispatch.mapfiles import BACKGROUND, BACKGROUND_SCHEMA

Shape = tuple[str, str, str, bool, list[tuple[float, float]]]
"""Kind, class, name, closed, points as (lat, lon)."""


def draw_map(folder: Path, shapes: list[Shape]) -> Path:
    """Write shapes as the background of a map folder and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(folder / BACKGROUND)) as database:
        database.executescript(BACKGROUND_SCHEMA)
        for kind, of_class, name, closed, points in shapes:
            corners = np.array(points)
            (south, west), (north, east) = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
            blob = np.rint(corners * 1e6).astype("<i4").tobytes()
            row = (kind, of_class, name, int(closed), south, west, north, east, blob)
            database.execute("INSERT INTO shape VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        database.commit()
    return folder


def town(folder: Path) -> Path:
    """Draw a pond, two named streets and a place around the store of the test days."""
    pond = [(52.150, 4.480), (52.150, 4.486), (52.153, 4.486), (52.153, 4.480)]
    return draw_map(
        folder,
        [
            ("water", "area", "", True, pond),
            ("road", "main", "Breestraat", False, [(52.15, 4.47), (52.158, 4.49), (52.165, 4.51)]),
            ("road", "street", "Lange <b>Mare</b>", False, [(52.158, 4.485), (52.166, 4.49)]),
            ("road", "path", "", False, [(52.158, 4.495), (52.16, 4.5)]),
            ("road", "street", "Ver weg", False, [(53.0, 6.0), (53.1, 6.1)]),
            ("place", "city", "Leiden", False, [(52.16, 4.493)]),
        ],
    )
