"""Keep matrices on disk, so that a second run of the day measures nothing again."""

import hashlib
import json
import os
import struct
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dispatch.files.ageing import outlived
from dispatch.files.disk import make_folder, replace_file
from dispatch.model import Leg, Point, Snap, Spokes, TravelMatrix, TravelProfile, Ways
from dispatch.ports import TravelSource

_MAGIC: Final = b"DTM1"
_SUFFIX: Final = ".matrix"
_DIGEST: Final = 32
_SNAPS: Final = 100
"""Lists of places whose snaps are held in memory."""

_LEGS: Final = 200_000
"""Legs between doors that were asked for and places of their day that are held in memory."""

_Ways = tuple[int, int, int, int]
"""Seconds and metres to a place, and from it."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """Hold what one file keeps: a matrix and the snaps of its places."""

    matrix: TravelMatrix
    snaps: tuple[Snap, ...]


@dataclass(frozen=True, slots=True)
class _Door:
    """Hold the ways between a door and the places that were asked about with it."""

    snap: Snap
    ways: dict[Point, _Ways]


class CachedTravel:
    """Answer from disk what was measured before; ask the source for the rest.

    A file holds the matrix of one profile for one list of places on one version of the map. Its name
    is a hash, so that no coordinate can be read from it. A file that is damaged counts as absent.
    Two processes may share a folder. A folder that cannot be written keeps nothing and says nothing:
    the answers are the same.

    Parameters
    ----------
    source
        Who is asked; its name has to change with its data.
    folder
        Where the files lie.
    max_days, max_bytes
        Files that were not used for longer are deleted, and the oldest ones beyond this size. What would
        be larger alone is not kept.
    at_hand
        Bytes of matrices that are held in memory besides, those that were asked for last: whoever asked
        has most often made another matrix of it, and both of a large day would be twice as much.
    """

    def __init__(
        self,
        source: TravelSource,
        folder: Path,
        *,
        max_days: float = 30.0,
        max_bytes: int = 200_000_000,
        at_hand: int = 50_000_000,
    ) -> None:
        self._source = source
        self._folder = folder
        self._max_days = max_days
        self._max_bytes = max_bytes
        self._at_hand = at_hand
        self._seen: dict[str, TravelMatrix] = {}
        self._snaps: dict[str, tuple[Snap, ...]] = {}
        self._doors: dict[tuple[str, Point, Point], _Door] = {}

    @property
    def name(self) -> str:
        """That of the source."""
        return self._source.name

    @property
    def estimated(self) -> bool:
        """That of the source."""
        return self._source.estimated

    @property
    def holds(self) -> bool:
        """Whether it pays to ask ahead: always."""
        return True

    def snap(self, profile: TravelProfile, points: Sequence[Point]) -> tuple[Snap, ...]:
        """Tell how each place hangs on the network."""
        key = self._key(profile, points)
        if key not in self._snaps:
            self._asked(key, profile, points)
        return self._snaps[key]

    def matrix(self, profile: TravelProfile, points: Sequence[Point]) -> TravelMatrix:
        """Return bare driving times and distances between all pairs."""
        key = self._key(profile, points)
        found = self._seen.pop(key, None) or self._asked(key, profile, points)
        self._hold(key, found)
        return found

    def spokes(
        self, profile: TravelProfile, points: Sequence[Point], places: Sequence[Point]
    ) -> tuple[Spokes, ...]:
        """Return bare travel between some places and others; held in memory: a door is asked for again."""
        wanted = dict.fromkeys(points)
        for places_asked, missing in self._missing(profile, wanted, points[0], places).items():
            asked = list(dict.fromkeys((points[0], *missing)))
            for place, found in zip(
                places_asked, self._source.spokes(profile, asked, places_asked), strict=True
            ):
                rows = (found.to_seconds, found.to_metres, found.from_seconds, found.from_metres)
                door = self._doors.setdefault((profile.key, points[0], place), _Door(found.snap, {}))
                door.ways.update(zip(asked, zip(*rows, strict=True), strict=True))
        told = tuple(self._told((profile.key, points[0], place), points) for place in places)
        self._let_go_of_doors(len(set(places)))
        return told

    def _missing(
        self, profile: TravelProfile, points: Collection[Point], home: Point, places: Sequence[Point]
    ) -> dict[tuple[Point, ...], tuple[Point, ...]]:
        """Return which places are not known yet, with the points that are missing: alike ones together."""
        missing: dict[tuple[Point, ...], list[Point]] = {}
        for place in dict.fromkeys(places):
            door = self._doors.get((profile.key, home, place))
            new = tuple(points) if door is None else tuple(p for p in points if p not in door.ways)
            if new:
                missing.setdefault(new, []).append(place)
        return {tuple(alike): new for new, alike in missing.items()}

    def _told(self, key: tuple[str, Point, Point], points: Sequence[Point]) -> Spokes:
        """Return what is held of a door, which is then the one asked for last."""
        door = self._doors[key] = self._doors.pop(key)
        columns = zip(*(door.ways[point] for point in points), strict=True)
        to_seconds, to_metres, from_seconds, from_metres = columns
        return Spokes(to_seconds, to_metres, from_seconds, from_metres, door.snap)

    def legs(self, profile: TravelProfile, path: Sequence[Point]) -> tuple[Leg, ...]:
        """Draw the way; not kept."""
        return self._source.legs(profile, path)

    def _asked(self, key: str, profile: TravelProfile, points: Sequence[Point]) -> TravelMatrix:
        """Return what was measured before, or is measured now."""
        path = self._folder / f"{key}{_SUFFIX}"
        kept = self._read(path, profile, len(points))
        if kept is None:
            matrix = self._source.matrix(profile, points)
            kept = _Kept(matrix, self._source.snap(profile, points))
            if _bytes(matrix) <= self._max_bytes:
                self._write(path, kept)
        self._snaps[key] = kept.snaps
        if len(self._snaps) > _SNAPS:
            self._snaps.pop(next(iter(self._snaps)))
        return kept.matrix

    def _hold(self, key: str, matrix: TravelMatrix) -> None:
        """Hold a matrix in memory, and let go of those asked for first beyond what is allowed."""
        self._seen[key] = matrix
        held = sum(map(_bytes, self._seen.values()))
        for old in tuple(self._seen):
            if held <= self._at_hand:
                return
            held -= _bytes(self._seen.pop(old))

    def _let_go_of_doors(self, newest: int) -> None:
        """Let go of the doors that were asked for longest ago, beyond what is allowed; the newest stay."""
        held = sum(len(door.ways) for door in self._doors.values())
        for old in tuple(self._doors)[:-newest]:
            if held <= _LEGS:
                return
            held -= len(self._doors.pop(old).ways)

    def _key(self, profile: TravelProfile, points: Sequence[Point]) -> str:
        digest = hashlib.sha256(f"{self._source.name}\n{profile.key}\n".encode())
        for lat, lon in points:
            digest.update(struct.pack("<2d", lat, lon))
        return digest.hexdigest()

    def _read(self, path: Path, profile: TravelProfile, size: int) -> _Kept | None:
        try:
            kept = _unpack(path.read_bytes(), profile.key)
            os.utime(path)
        except (OSError, ValueError, KeyError, TypeError, struct.error):
            return None
        return kept if kept.matrix.size == len(kept.snaps) == size else None

    def _write(self, path: Path, kept: _Kept) -> None:
        try:
            make_folder(self._folder)
            replace_file(path, _pack(kept))
            self._clean(path)
        except OSError:
            return

    def _clean(self, newest: Path) -> None:
        """Delete files not used for long, and the longest unused beyond the size that is allowed."""
        found = (path for path in self._folder.iterdir() if path.is_file())
        for path in outlived(found, _SUFFIX, time.time(), max_days=self._max_days, max_bytes=self._max_bytes):
            if path != newest:
                path.unlink(missing_ok=True)


def _bytes(matrix: TravelMatrix) -> int:
    return matrix.flat_seconds.nbytes + matrix.flat_metres.nbytes


def _pack(kept: _Kept) -> bytes:
    """Write the magic, the SHA-256 of the rest, the length of a JSON head, the head, the integers."""
    matrix = kept.matrix
    told = {"source": matrix.source, "estimated": matrix.estimated, "ways": matrix.ways}
    head = json.dumps({"size": matrix.size, **told}).encode()
    metres = struct.pack(f"<{matrix.size}i", *(snap.metres for snap in kept.snaps))
    islands = bytes(snap.island for snap in kept.snaps)
    body = b"".join(
        (
            struct.pack("<I", len(head)),
            head,
            matrix.flat_seconds,
            matrix.flat_metres,
            metres,
            islands,
        )
    )
    return _MAGIC + hashlib.sha256(body).digest() + body


def _unpack(data: bytes, profile: str) -> _Kept:
    start = len(_MAGIC) + _DIGEST
    body = data[start:]
    if data[: len(_MAGIC)] != _MAGIC or hashlib.sha256(body).digest() != data[len(_MAGIC) : start]:
        raise ValueError("not a whole matrix file")
    (length,) = struct.unpack_from("<I", body)
    head = json.loads(body[4 : 4 + length])
    size, at = int(head["size"]), 4 + length
    cells = 4 * size * size
    matrix = TravelMatrix.from_bytes(
        profile,
        size,
        body[at : at + cells],
        body[at + cells : at + 2 * cells],
        str(head["source"]),
        estimated=bool(head["estimated"]),
        ways=Ways(head["ways"]),
    )
    at += 2 * cells
    metres = struct.unpack_from(f"<{size}i", body, at)
    islands = body[at + 4 * size : at + 5 * size]
    snaps = tuple(Snap(far, bool(island)) for far, island in zip(metres, islands, strict=True))
    return _Kept(matrix, snaps)
