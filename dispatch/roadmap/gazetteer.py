"""The register of addresses of a map, as a small SQLite file."""

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from dispatch.address_keys import addition_key, city_key, postcode_key, street_key
from dispatch.files.text import plain
from dispatch.mapfiles import GAZETTEER_SCHEMA

Row = tuple[str, int, str, str, str, str, str, float, float]

_NUMBER: Final = re.compile(r"\s*([0-9]{1,6})(?![0-9])\s*[-/]?\s*(.*)")
_LIST: Final = re.compile(r"\s*[,;]\s*")
_SAME: Final = 0.0005
"""Degrees of latitude within which two places are one: some 55 m."""


def write_gazetteer(clipped: Path, target: Path, tick: Callable[[str], None]) -> int:
    """Write every address of a clipped extract: of nodes, ways and areas; interpolations do not count.

    Returns
    -------
    int
        How many addresses there are.
    """
    with sqlite3.connect(target) as database:
        database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + GAZETTEER_SCHEMA)
        rows = sorted(_without_twins(_addresses(clipped, tick)))
        database.executemany(f"INSERT INTO address VALUES ({', '.join('?' * 9)})", rows)  # noqa: S608
    database.close()
    return len(rows)


def _without_twins(rows: Iterable[Row]) -> Iterator[Row]:
    """Keep the first of each address: nodes come before the outlines of buildings.

    Two places of one address that lie apart are both kept, so that the doubt is seen.
    """
    seen: dict[tuple[object, ...], list[tuple[float, float]]] = {}
    for row in rows:
        postcode, number, addition, _, _, street, city, lat, lon = row
        places = seen.setdefault((postcode, number, addition, street, city), [])
        if not any(abs(lat - there[0]) < _SAME and abs(lon - there[1]) < 2 * _SAME for there in places):
            places.append((lat, lon))
            yield row


def _addresses(clipped: Path, tick: Callable[[str], None]) -> Iterator[Row]:
    import osmium

    wanted = osmium.filter.KeyFilter("addr:housenumber")
    stream = osmium.FileProcessor(clipped).with_areas(wanted).with_filter(wanted)
    for count, thing in enumerate(stream):
        if count % 20_000 == 0:
            tick(f"{count} addresses")
        place = _position(thing)
        if place is not None and "addr:interpolation" not in thing.tags:
            yield from _rows(thing.tags, *place)


def _position(thing: Any) -> tuple[float, float] | None:
    """Return (lat, lon) of a node, the middle of an area; None for its parts."""
    if thing.is_node():
        return (thing.lat, thing.lon)
    if not thing.is_area():
        return None
    corners = [(node.lat, node.lon) for ring in thing.outer_rings() for node in list(ring)[1:]]
    return (sum(lat for lat, _ in corners) / len(corners), sum(lon for _, lon in corners) / len(corners))


def _rows(tags: Any, lat: float, lon: float) -> Iterator[Row]:
    street = plain(tags.get("addr:street") or tags.get("addr:place") or "")
    city = plain(tags.get("addr:city") or "")
    postcode = postcode_key(tags.get("addr:postcode") or "")
    for number, addition in house_numbers(tags["addr:housenumber"]):
        yield (
            postcode,
            number,
            addition,
            street,
            city,
            street_key(street),
            city_key(city),
            round(lat, 6),
            round(lon, 6),
        )


def house_numbers(text: str) -> list[tuple[int, str]]:
    """Read ``12A``, ``12-2`` or ``12;14`` as (number, addition) pairs."""
    found = []
    for part in _LIST.split(text):
        match = _NUMBER.fullmatch(part)
        if match:
            found.append((int(match[1]), addition_key(match[2])))
    return found
