"""Keep matrices on disk, so that a second run of the day measures nothing again."""

import hashlib
import json
import os
import struct
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dispatch.files.ageing import outlived
from dispatch.files.disk import make_folder, replace_file
from dispatch.model import Leg, Point, Snap, Spokes, TravelMatrix, TravelProfile
from dispatch.ports import TravelSource

_MAGIC: Final = b"DTM1"
_SUFFIX: Final = ".matrix"
_DIGEST: Final = 32
_SNAPS: Final = 100
"""Lists of places whose snaps are held in memory."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """Hold what one file keeps: a matrix and the snaps of its places."""

    matrix: TravelMatrix
    snaps: tuple[Snap, ...]


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

    @property
    def name(self) -> str:
        """That of the source."""
        return self._source.name

    @property
    def estimated(self) -> bool:
        """That of the source."""
        return self._source.estimated

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

    def spokes(self, profile: TravelProfile, points: Sequence[Point], place: Point) -> Spokes:
        """Return bare travel between one place and others; not kept."""
        return self._source.spokes(profile, points, place)

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
    head = json.dumps({"size": matrix.size, "source": matrix.source, "estimated": matrix.estimated}).encode()
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
    )
    at += 2 * cells
    metres = struct.unpack_from(f"<{size}i", body, at)
    islands = body[at + 4 * size : at + 5 * size]
    snaps = tuple(Snap(far, bool(island)) for far, island in zip(metres, islands, strict=True))
    return _Kept(matrix, snaps)
