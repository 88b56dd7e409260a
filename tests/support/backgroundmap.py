"""A background of a few shapes, in the format of an installed map."""

import sqlite3
import struct
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from dispatch.mapfiles import BACKGROUND, BACKGROUND_SCHEMA

Line = Iterable[tuple[float, float]]


def write_background(folder: Path, shapes: Iterable[tuple[str, str, str, bool, Line]]) -> Path:
    """Write shapes (kind, class, name, closed, (lat, lon) points) and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(folder / BACKGROUND)) as database, database:
        database.executescript(BACKGROUND_SCHEMA)
        for kind, of_class, name, closed, line in shapes:
            points = [(round(lat * 1e6), round(lon * 1e6)) for lat, lon in line]
            lats, lons = [lat / 1e6 for lat, _ in points], [lon / 1e6 for _, lon in points]
            blob = b"".join(struct.pack("<ii", *point) for point in points)
            database.execute(
                "INSERT INTO shape VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (kind, of_class, name, int(closed), min(lats), min(lons), max(lats), max(lons), blob),
            )
    return folder


def small_town(folder: Path, lat: float = 52.1583, lon: float = 4.4925) -> Path:
    """Write a grid of streets, two main roads, a ring of water, a park and a railway around a point."""
    reach = 0.03
    west, east = lon - reach * 1.6, lon + reach * 1.6
    steps = [n * 0.0024 - reach for n in range(26)]
    shapes: list[tuple[str, str, str, bool, Line]] = [
        (
            "road",
            "street",
            f"Dwarsstraat {n}",
            False,
            [(lat + step, west), (lat + step, east)],
        )
        for n, step in enumerate(steps)
    ]
    shapes += [
        (
            "road",
            "street",
            f"Langestraat {n}",
            False,
            [(lat - reach, lon + step * 1.6), (lat + reach, lon + step * 1.6)],
        )
        for n, step in enumerate(steps)
    ]
    shapes += [
        ("road", "main", "Hoofdweg", False, [(lat - reach, lon - 0.012), (lat + reach, lon + 0.006)]),
        ("road", "main", "Stationsweg", False, [(lat + 0.007, west), (lat - 0.002, east)]),
        ("road", "rail", "", False, [(lat - reach, lon + 0.022), (lat + reach, lon + 0.03)]),
        ("road", "path", "", False, [(lat - 0.01, lon), (lat - 0.012, lon + 0.01)]),
        ("water", "", "Singel", True, _ring(lat, lon, 0.014, 0.011)),
        ("green", "", "Plantsoen", True, _ring(lat - 0.016, lon + 0.02, 0.004, 0.0)),
        ("place", "suburb", "Wijk", False, [(lat + 0.004, lon + 0.006)]),
    ]  # fmt: skip
    return write_background(folder, shapes)


def pond_town(folder: Path) -> Path:
    """Draw a pond, two named streets and a place around the store of the test days."""
    pond = [(52.150, 4.480), (52.150, 4.486), (52.153, 4.486), (52.153, 4.480)]
    return write_background(
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


def _ring(lat: float, lon: float, outer: float, inner: float) -> list[tuple[float, float]]:
    """Draw a round area; with an ``inner`` radius one with a hole, cut open as the map format has it."""
    import math

    turns = [2 * math.pi * n / 40 for n in range(41)]
    ring = [(lat + outer * math.sin(t), lon + 1.6 * outer * math.cos(t)) for t in turns]
    if inner:
        ring += [(lat + inner * math.sin(-t), lon + 1.6 * inner * math.cos(-t)) for t in turns]
        ring.append(ring[0])
    return ring
