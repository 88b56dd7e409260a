"""The folder of runs: ``DATE/v1``, ``DATE/v2`` …, each whole or absent, and ``DATE/latest``."""

import contextlib
import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Final

from dispatch.archive.codec import read_doors, read_plan
from dispatch.errors import InputError, ResourceError
from dispatch.files.disk import (
    make_durable,
    make_folder,
    point,
    refuse_link,
    remove_tree,
    replace_file,
    resource_error,
    sync_folder,
    writing,
)
from dispatch.files.lock import Holder, hold, holder
from dispatch.model import PlannedDay, Point
from dispatch.phrases import Phrase

LATEST: Final = "latest"
LATEST_TEXT: Final = "latest.txt"
"""Stands in for ``latest`` on drives without symbolic links: holds ``v3``."""

LOCKS: Final = ".locks"

_VERSION = re.compile(r"v([1-9][0-9]{0,5})")
_LEFTOVER = re.compile(r"\.(v[0-9]+|latest|latest\.txt|figures\.json|actuals\.csv)\.(tmp|gone)-[0-9a-f]+")
_MEGABYTE = 2**20


class RunArchive:
    """Keep runs under one folder.

    Parameters
    ----------
    root
        The folder; made when the first run is published.
    free_megabytes
        Room that must be left on the disk before a run begins to write.
    """

    def __init__(self, root: Path, free_megabytes: int = 50) -> None:
        self.root = root
        self._free = free_megabytes * _MEGABYTE

    def day_folder(self, day: date) -> Path:
        """Return where the runs of a day lie."""
        return self.root / day.isoformat()

    @contextmanager
    def lock(self, day: date, now: datetime) -> Iterator[Holder | None]:
        """Keep every other run off this day; clean up after one that was killed.

        Yields the holder that was killed before it let go, or None.

        Raises
        ------
        LockHeldError
            If another run is busy with this day.
        ResourceError
            If the folder cannot be written.
        """
        locks = self.root / LOCKS
        for place in (locks, self.day_folder(day)):
            refuse_link(place)
        with hold(locks / f"{day}.lock", str(day), now) as killed:
            self._recover(day)
            yield killed

    def lock_holder(self, day: date) -> Holder | None:
        """Tell who is busy with a day now."""
        return holder(self.root / LOCKS / f"{day}.lock")

    def days(self) -> tuple[date, ...]:
        """Return the days with a folder, in order."""
        return tuple(sorted(found for name in _names(self.root) if (found := _as_date(name))))

    def versions(self, day: date) -> tuple[int, ...]:
        """Return the published versions of a day, in order."""
        names = (_VERSION.fullmatch(name) for name in _names(self.day_folder(day)))
        return tuple(sorted(int(match[1]) for match in names if match))

    def next_version(self, day: date) -> int:
        """Return the number of the version to be published next."""
        return max(self.versions(day), default=0) + 1

    def folder(self, day: date, version: int | None = None) -> Path:
        """Return the folder of a version, of the newest one by default.

        Raises
        ------
        InputError
            If there is no such run.
        """
        versions = self.versions(day)
        if not versions or (version is not None and version not in versions):
            raise InputError(
                "There is no run of {day} in {folder}."
                if version is None
                else "There is no version v{version} of {day} in {folder}.",
                version=version or 0,
                day=str(day),
                folder=self.root,
            )
        return self.day_folder(day) / f"v{version if version is not None else versions[-1]}"

    def read(self, day: date, version: int | None = None) -> PlannedDay:
        """Read a planned day back, the newest version by default.

        Raises
        ------
        InputError
            If there is none or it is damaged.
        """
        return read_plan(self.folder(day, version))

    def doors(self, day: date) -> tuple[Point, ...]:
        """Return where the newest version of a day goes: (lat, lon) of each stop.

        Raises
        ------
        InputError
            If there is none or it is damaged.
        """
        return read_doors(self.folder(day))

    def resolve(self, name: str) -> Path:
        """Find the folder of a run by what a person calls it.

        Parameters
        ----------
        name
            A path to a run or to a day's folder, ``2026-11-24``, ``2026-11-24/v2``, or ``latest``.

        Raises
        ------
        InputError
            If there is no such run.
        ResourceError
            If it is a link that leads out of its day: what lies there is of somebody else.
        """
        for path in (Path(name), self.root / name):
            if (path / "plan.json").is_file():
                return _followed(path)
            day = _as_date(path.name) or _as_date(path.parent.name)
            if day and path.name in (day.isoformat(), LATEST) and _day_path(path, day).is_dir():
                return _followed(RunArchive(_day_path(path, day).parent).folder(day))
        days = [day for day in self.days() if self.versions(day)]
        if name == LATEST and days:
            return _followed(self.folder(days[-1]))
        raise InputError(
            "There is no run '{name}' here or in {folder}.",
            "Name its folder, or its day such as 2026-11-24, or 'latest'.",
            name=name,
            folder=self.root,
        )

    def leftovers(self, day: date) -> tuple[str, ...]:
        """Name what a killed run (or one that is busy now) has half written."""
        return tuple(name for name in _names(self.day_folder(day)) if _LEFTOVER.fullmatch(name))

    def require_room(self) -> None:
        """Refuse to begin where the disk has no room to end.

        Raises
        ------
        ResourceError
            If there is less room than a run needs, or the folder cannot be reached.
        """
        try:
            make_folder(self.root)
            free = shutil.disk_usage(self.root).free
        except OSError as error:
            raise resource_error(error, Phrase("Runs cannot be kept"), self.root) from error
        if free < self._free:
            raise ResourceError(
                "The disk of {folder} has {free_mb} MB left; a run wants {wanted_mb} MB.",
                "Free some space (old runs go with 'dispatch purge') and run again.",
                folder=self.root,
                free_mb=free // _MEGABYTE,
                wanted_mb=self._free // _MEGABYTE,
            )

    def publish(self, day: date, version: int, write: Callable[[Path], None]) -> Path:
        """Let ``write`` fill a hidden folder and make it appear as ``vN`` in one step.

        To be called with the day's lock held. When anything fails, nothing has appeared.

        Parameters
        ----------
        day, version
            Of the run; a version that exists is never overwritten.
        write
            Writes every file of the run into the folder it is given.

        Raises
        ------
        ResourceError
            If the disk is full, read-only, vanished, or the version exists.
        """
        home, target = self.day_folder(day), self.day_folder(day) / f"v{version}"
        self.require_room()
        hidden = home / f".v{version}.tmp-{secrets.token_hex(4)}"
        try:
            with writing(target, "The run cannot be written"):
                make_folder(hidden)
                write(hidden)
                make_durable(hidden)
                self._appear(hidden, target)
        finally:
            shutil.rmtree(hidden, ignore_errors=True)
        self._point_to(home, version)
        return target

    def _appear(self, hidden: Path, target: Path) -> None:
        if target.exists():
            raise ResourceError(
                "{target} exists already and is not overwritten.",
                "Is another program writing there?",
                target=target,
            )
        hidden.rename(target)
        sync_folder(target.parent)

    def _point_to(self, home: Path, version: int) -> None:
        """Switch ``latest`` in one step; the run is published already, so trouble here is no trouble."""
        try:
            point(home / LATEST, f"v{version}")
            (home / LATEST_TEXT).unlink(missing_ok=True)
        except OSError:
            with contextlib.suppress(OSError):
                replace_file(home / LATEST_TEXT, f"v{version}\n".encode())

    def _recover(self, day: date) -> None:
        """Remove what a killed run left half done, and point ``latest`` at the newest whole run."""
        home = self.day_folder(day)
        with writing(home / LATEST, "What a broken run left cannot be removed"):
            for name in self.leftovers(day):
                _remove(home / name)
            versions = self.versions(day)
            if versions and _pointed(home) != f"v{versions[-1]}":
                self._point_to(home, versions[-1])


def _names(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir()]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise resource_error(error, Phrase("The runs cannot be listed"), folder) from error


def _as_date(name: str) -> date | None:
    with contextlib.suppress(ValueError):
        if len(name) == len("2026-11-24"):
            return date.fromisoformat(name)
    return None


def _followed(run: Path) -> Path:
    """Return where a run lies that was named; a version, or the latest, lies in its own day."""
    found = run.resolve()
    if found.parent != run.parent.resolve() and (run.name == LATEST or _VERSION.fullmatch(run.name)):
        refuse_link(run)
    return found


def _day_path(path: Path, day: date) -> Path:
    return path if path.name == day.isoformat() else path.parent


def _pointed(home: Path) -> str:
    with contextlib.suppress(OSError):
        return (home / LATEST).readlink().name
    with contextlib.suppress(OSError, UnicodeDecodeError):
        return (home / LATEST_TEXT).read_text(encoding="utf-8").strip()
    return ""


def _remove(path: Path) -> None:
    if path.is_dir():
        remove_tree(path)
    else:
        path.unlink(missing_ok=True)
