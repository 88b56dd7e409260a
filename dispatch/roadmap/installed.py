"""Installed maps: where they lie, which one is current, and what is in it.

A root folder holds ``maps/<id>/`` for each version and the link ``current`` to the one in use.
The version before it is kept, so that a run that has it open can end.
"""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from dispatch.files.disk import point, sync_file, sync_folder, writing
from dispatch.files.folders import data_folder
from dispatch.files.lock import hold
from dispatch.mapfiles import MAP_FORMAT, read_manifest, router_version

MAPS: Final = "maps"
CURRENT: Final = "current"
UNFINISHED: Final = ".building-"
_LOCK: Final = ".lock"
_KEPT: Final = 2

STALE_DAYS: Final = 90
"""From this age on a map deserves a new one."""


@dataclass(frozen=True, slots=True)
class MapStatus:
    """Tell what map is installed.

    Parameters
    ----------
    folder
        Of the current map; None if there is none that this program can read.
    id
        Names its content; part of the name of travel times.
    source
        Name of the file it was built from.
    data_date
        Day of the data.
    dated_by
        ``header`` of the extract, or ``file``: the day of the file itself.
    built_at
        ISO 8601.
    size_bytes
        On disk.
    profiles
        Keys of the profiles it has routing data for.
    box
        (south, west, north, east) in degrees.
    roads, addresses
        How many there are.
    problem
        Why there is none (``no_map``, ``map_unreadable``, ``map_of_other_version``, ``map_damaged``), or why
        the one there gives no travel times (``no_router``, ``no_roads``); words stand under ``map.…``.
        Empty if all is well.
    """

    folder: Path | None
    id: str = ""
    source: str = ""
    data_date: date | None = None
    dated_by: str = ""
    built_at: str = ""
    size_bytes: int = 0
    profiles: tuple[str, ...] = ()
    box: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    roads: int = 0
    addresses: int = 0
    problem: str = ""

    def age_days(self, today: date) -> int | None:
        """Return how many days old the data is; None if that is not known."""
        return None if self.data_date is None else (today - self.data_date).days

    def stale(self, today: date) -> bool:
        """Tell whether the data is over 90 days old."""
        age = self.age_days(today)
        return age is not None and age > STALE_DAYS

    def covers(self, lat: float, lon: float) -> bool:
        """Tell whether a position lies on the map."""
        south, west, north, east = self.box
        return south <= lat <= north and west <= lon <= east


def default_root() -> Path:
    """Return where maps lie if the configuration does not say."""
    return data_folder() / "map"


def map_status(root: Path) -> MapStatus:
    """Tell what map is installed under a root folder; never raises."""
    folder = root / CURRENT
    try:
        manifest = read_manifest(folder)
    except FileNotFoundError:
        return MapStatus(None, problem="no_map")
    except (OSError, ValueError):
        return MapStatus(None, problem="map_unreadable")
    if manifest.get("format") != MAP_FORMAT:
        return MapStatus(None, problem="map_of_other_version")
    try:
        return _status(folder.resolve(), manifest)
    except (KeyError, TypeError, ValueError, OSError):
        return MapStatus(None, problem="map_damaged")


def _status(folder: Path, manifest: dict[str, Any]) -> MapStatus:
    south, west, north, east = map(float, manifest["box"])
    day = manifest["data_date"]
    return MapStatus(
        folder=folder,
        id=manifest["id"],
        source=manifest["source"]["name"],
        data_date=date.fromisoformat(day) if day else None,
        dated_by=manifest["dated_by"],
        built_at=manifest["built_at"],
        size_bytes=folder_size(folder),
        profiles=tuple(manifest["profiles"]),
        box=(south, west, north, east),
        roads=int(manifest["roads"]),
        addresses=int(manifest["addresses"]),
        problem=_without_roads(manifest["profiles"]),
    )


def _without_roads(profiles: Sequence[str]) -> str:
    if not router_version():
        return "no_router"
    return "" if profiles else "no_roads"


def folder_size(folder: Path) -> int:
    """Return the bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


@contextmanager
def locked(root: Path, now: datetime) -> Iterator[None]:
    """Keep other builds away from a root folder; a plan may go on reading.

    Raises
    ------
    LockHeldError
        If another build is at work.
    ResourceError
        If the folder cannot be written.
    """
    with writing(root, "The map folder cannot be written"):
        (root / MAPS).mkdir(parents=True, exist_ok=True)
    with hold(root / _LOCK, "the map", now):
        _sweep(root)
        yield


def _sweep(root: Path) -> None:
    """Remove what a killed build has left behind."""
    for leftover in (*root.glob(f"{UNFINISHED}*"), *root.glob(f".{CURRENT}.tmp-*")):
        leftover.unlink() if leftover.is_symlink() else shutil.rmtree(leftover, ignore_errors=True)


def publish(root: Path, finished: Path, name: str) -> Path:
    """Move a finished map into its place and make it the current one, in one step each.

    Returns
    -------
    Path
        The folder of the map.
    """
    sync_tree(finished)
    target = root / MAPS / name
    if target.exists():
        shutil.rmtree(target)
    finished.rename(target)
    make_current(root, name)
    return target


def make_current(root: Path, name: str) -> None:
    """Point ``current`` to a map and forget the oldest ones."""
    point(root / CURRENT, f"{MAPS}/{name}")
    os.utime(root / MAPS / name)
    sync_folder(root / MAPS)
    sync_folder(root)
    by_age = sorted((root / MAPS).iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in [path for path in by_age if path.name != name][_KEPT - 1 :]:
        shutil.rmtree(old, ignore_errors=True)


def sync_tree(folder: Path) -> None:
    """Bring a folder with all that is in it onto the disk."""
    for path in folder.rglob("*"):
        sync_folder(path) if path.is_dir() else sync_file(path)
    sync_folder(folder)
