"""Let persons out of old runs: figures stay, the rest goes, and a crash in between does no harm."""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from dispatch.archive.runs import LATEST, LATEST_TEXT, RunArchive
from dispatch.errors import InputError, LockHeldError, ResourceError
from dispatch.files.disk import remove_tree, replace_file, resource_error, writing
from dispatch.files.source import read_bytes
from dispatch.model import PlannedDay
from dispatch.phrases import Phrase

FIGURES: Final = "figures.json"
_FIGURES_MB: Final = 16

ACTUALS: Final = "actuals.csv"
"""A day's returned key-in file, as the store gave it."""

_LONG: Final = timedelta(days=366)
"""From this gap in the archive on the clock is more likely wrong than the store was closed."""
_LATELY: Final = timedelta(days=7)
"""What was written since may have been written under the same wrong clock."""

_LINK: Final = ResourceError(
    "Its folder is a link to another place.", "Remove it, and what it leads to, by hand."
)

Summarise = Callable[[PlannedDay, Path | None], dict[str, Any]]
"""Turns a day, and its returned actuals if there are any, into figures without persons."""


@dataclass(frozen=True, slots=True)
class Purged:
    """Tell what was (or would be) done with one old day.

    Parameters
    ----------
    day
        The service day.
    versions
        Runs that go.
    bytes
        Room that comes free.
    busy
        Whether another run held the day, so that it stays until the next purge.
    unreadable
        Whether its plan could not be read, so that it leaves no figures.
    kept
        Why its persons stay although they should go; None if they went.
    """

    day: date
    versions: tuple[int, ...]
    bytes: int
    busy: bool = False
    unreadable: bool = False
    kept: ResourceError | None = None


def purge(
    archive: RunArchive,
    retention_days: int,
    now: datetime,
    summarise: Summarise,
    *,
    spare: Collection[date] = (),
    dry_run: bool = False,
) -> tuple[Purged, ...]:
    """Turn runs older than the retention into ``figures.json`` and remove the rest.

    What a killed run left half written is removed as well, on any day. A day that cannot be removed,
    or whose folder is a link out of the archive, is told and keeps no other day back.

    Parameters
    ----------
    archive
        The runs.
    retention_days
        Days after the service day that a run is kept; 0 keeps today's only.
    now
        The wall clock of the store.
    summarise
        Makes the figures.
    spare
        Days that stay whatever their age: the one that was planned just now, be it long past.
    dry_run
        Only tell.

    Raises
    ------
    ResourceError
        If the runs cannot be listed.
    """
    purged = []
    for day in archive.days():
        old = (now.date() - day).days > retention_days and day not in spare
        try:
            if archive.day_folder(day).is_symlink() or archive.day_folder(day).is_junction():
                if old:
                    purged.append(Purged(day, (), 0, kept=_LINK))
            elif not old:
                if not dry_run:
                    _tidy(archive, day, now)
            elif _has_persons(archive, day):
                purged.append(_purge_day(archive, day, now, summarise, dry_run=dry_run))
        except OSError as error:
            trouble = resource_error(error, Phrase("Old runs cannot be removed"), archive.day_folder(day))
            purged.append(Purged(day, (), 0, kept=trouble))
        except ResourceError as error:
            purged.append(Purged(day, (), 0, kept=error))
    return tuple(purged)


def believe_clock(archive: RunArchive, now: datetime) -> None:
    """Refuse a clock that stands years after all that was written here until a week ago.

    A clock that is set wrong makes every day old at once, and what is removed does not come back. The
    runs of the last week say nothing: they may have been made by the same clock.

    Raises
    ------
    ResourceError
        If it is not to be believed, or the runs cannot be listed.
    """
    until = (now - _LATELY).timestamp()
    stamps = (stamp for day in archive.days() for stamp in _written(archive.day_folder(day)))
    newest = max((stamp for stamp in stamps if stamp < until), default=None)
    if newest is None or now.timestamp() - newest < _LONG.total_seconds():
        return
    raise ResourceError(
        "By the clock it is {today}, and until a week ago nothing was written in the archive after {newest}.",
        "Set the clock right. If it is, because the store was closed: 'dispatch purge --clock-is-right'.",
        today=now.date().isoformat(),
        newest=datetime.fromtimestamp(newest, now.tzinfo).date().isoformat(),
    )


def read_figures(archive: RunArchive, day: date) -> Any:
    """Return the figures kept of a purged day, as JSON types; None if there are none.

    Raises
    ------
    InputError
        If the file cannot be read.
    """
    path = archive.day_folder(day) / FIGURES
    if not path.exists():
        return None
    data = read_bytes(path, _FIGURES_MB, name=f"{day}/{FIGURES}", remedy="Remove it.")
    try:
        return json.loads(data)["figures"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InputError("{where} is damaged.", "Remove it.", where=f"{day}/{FIGURES}") from None


def keep_actuals(archive: RunArchive, day: date, data: bytes) -> Path:
    """Keep the returned key-in file of a day next to its runs.

    Raises
    ------
    ResourceError
        If the folder cannot be written.
    """
    path = archive.day_folder(day) / ACTUALS
    with writing(path, "What came back cannot be kept"):
        replace_file(path, data)
    return path


def _has_persons(archive: RunArchive, day: date) -> bool:
    return any(path.name != FIGURES for path in archive.day_folder(day).iterdir())


def _written(folder: Path) -> tuple[float, ...]:
    """Return when what lies in the folder of a day was written; nothing of what is a link."""
    if folder.is_symlink() or folder.is_junction():
        return ()
    try:
        return tuple(path.lstat().st_mtime for path in folder.iterdir())
    except OSError:
        return ()  # a day that cannot be listed is told where its persons are let go of


def _tidy(archive: RunArchive, day: date, now: datetime) -> None:
    if archive.leftovers(day):
        try:
            with archive.lock(day, now):
                pass
        except LockHeldError:
            return


def _purge_day(
    archive: RunArchive, day: date, now: datetime, summarise: Summarise, *, dry_run: bool
) -> Purged:
    home = archive.day_folder(day)
    told = Purged(day, archive.versions(day), _size(home))
    if dry_run:
        return told
    try:
        with archive.lock(day, now):
            readable = _keep_figures(archive, day, summarise)
            _remove_runs(archive, day)
    except LockHeldError:
        return Purged(day, told.versions, 0, busy=True)
    return Purged(day, told.versions, told.bytes, unreadable=not readable)


def _keep_figures(archive: RunArchive, day: date, summarise: Summarise) -> bool:
    """Write the figures of the newest run that can be read; older figures stay where there is none."""
    actuals = archive.day_folder(day) / ACTUALS
    for version in reversed(archive.versions(day)):
        try:
            figures = summarise(archive.read(day, version), actuals if actuals.exists() else None)
        except InputError:
            continue
        text = json.dumps({"format_version": 1, "day": day.isoformat(), "figures": figures}, indent=1)
        replace_file(archive.day_folder(day) / FIGURES, text.encode() + b"\n")
        return True
    return not archive.versions(day)


def _remove_runs(archive: RunArchive, day: date) -> None:
    """Remove oldest first: killed half-way, the newest run is still there to make the figures from."""
    home = archive.day_folder(day)
    for version in archive.versions(day):
        remove_tree(home / f"v{version}")
    for path in sorted(home.iterdir()):
        if path.name in (LATEST, LATEST_TEXT, ACTUALS) or path.is_symlink():
            path.unlink(missing_ok=True)
        elif path.name != FIGURES:
            remove_tree(path) if path.is_dir() else path.unlink(missing_ok=True)


def _size(folder: Path) -> int:
    return sum(
        path.lstat().st_size for path in folder.rglob("*") if not path.is_dir() and path.name != FIGURES
    )
