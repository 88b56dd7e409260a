"""Keep matrices on disk, so that a second run of the day measures nothing again."""

import hashlib
import json
import os
import struct
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from dispatch.files.ageing import outlived
from dispatch.files.disk import make_folder, replace_file
from dispatch.model import Leg, Point, Snap, Spokes, TravelMatrix, TravelProfile, Ways
from dispatch.ports import TravelSource

_MAGIC: Final = b"DTM1"
_SUFFIX: Final = ".matrix"
_DIGEST: Final = 32
_SNAPS: Final = 100
"""Lists of places whose snaps are held in memory."""

_LEGS: Final = 2_000_000
"""Legs between doors that were asked for and places of their days that are held in memory, by profile."""

_PLACES: Final = 5_000
"""Places of days whose ways are held; a process that stays for weeks begins anew beyond."""

_UNKNOWN: Final = -1


@dataclass(frozen=True, slots=True)
class _Kept:
    """Hold what one file keeps: a matrix and the snaps of its places."""

    matrix: TravelMatrix
    snaps: tuple[Snap, ...]


@dataclass(slots=True)
class _Door:
    """Hold how a door hangs on the network, and its ways: seconds to it, from it, metres to it, from it.

    A column a place, of which the last ones may lack.
    """

    snap: Snap
    ways: npt.NDArray[np.int32]


class _Doors:
    """Hold the ways between doors and places by one profile from one depot, of which most places stay."""

    def __init__(self) -> None:
        self._columns: dict[Point, int] = {}
        self._rows: dict[Point, _Door] = {}

    def missing(self, points: Sequence[Point], doors: Iterable[Point]) -> dict[tuple[int, ...], list[Point]]:
        """Return which doors lack ways, by the numbers of those of the points: alike ones together."""
        columns = self._of(points)
        missing: dict[tuple[int, ...], list[Point]] = {}
        for door in dict.fromkeys(doors):
            row = self._rows.get(door)
            lacking = tuple(range(len(points))) if row is None else self._lacking(row, columns)
            if lacking:
                missing.setdefault(lacking, []).append(door)
        return missing

    def hold(self, points: Sequence[Point], door: Point, found: Spokes) -> None:
        """Hold the ways between a door and points."""
        columns = self._of(points)
        row = self._rows.setdefault(door, _Door(found.snap, np.empty((4, 0), np.int32)))
        self._widen(row)
        row.ways[:, columns] = (found.to_seconds, found.from_seconds, found.to_metres, found.from_metres)

    def told(self, points: Sequence[Point], door: Point) -> Spokes:
        """Return the ways between a door and points, all of which are held."""
        row = self._rows[door] = self._rows.pop(door)  # it is now the one asked for last
        to, back, far, far_back = (tuple(one) for one in row.ways[:, self._of(points)].tolist())
        return Spokes(to, far, back, far_back, row.snap)

    def let_go(self, newest: int) -> None:
        """Let go of the doors that were asked for longest ago, beyond what is allowed; the newest stay."""
        most = max(newest, _LEGS // max(1, len(self._columns)))
        for old in tuple(self._rows)[: max(0, len(self._rows) - most)]:
            del self._rows[old]
        if len(self._columns) > _PLACES:
            self._columns, self._rows = {}, {}

    def _of(self, points: Sequence[Point]) -> list[int]:
        return [self._columns.setdefault(point, len(self._columns)) for point in points]

    def _lacking(self, row: _Door, columns: Sequence[int]) -> tuple[int, ...]:
        self._widen(row)
        return tuple(np.flatnonzero(row.ways[0, columns] == _UNKNOWN).tolist())

    def _widen(self, row: _Door) -> None:
        more = len(self._columns) - row.ways.shape[1]
        if more:
            row.ways = np.hstack((row.ways, np.full((4, more), _UNKNOWN, np.int32)))


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
        self._doors: dict[tuple[str, Point], _Doors] = {}

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
        doors = self._doors.setdefault((profile.key, points[0]), _Doors())
        for lacking, alike in doors.missing(points, places).items():
            asked = list(dict.fromkeys((points[0], *(points[number] for number in lacking))))
            for place, found in zip(alike, self._source.spokes(profile, asked, alike), strict=True):
                doors.hold(asked, place, found)
        told = tuple(doors.told(points, place) for place in places)
        doors.let_go(len(set(places)))
        return told

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
