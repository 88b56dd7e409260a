"""Trips that are released for loading: each is told once, with its sheet, to the program that prints it."""

import logging
import subprocess
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Final

from dispatch.app.counter import OpenDay
from dispatch.app.files import Setting
from dispatch.archive import RunArchive
from dispatch.clock import MINUTE, hhmm
from dispatch.files.disk import append_durably
from dispatch.files.source import read_bytes
from dispatch.model import Route, Trip
from dispatch.notifying import Outcome, run_command

RELEASED: Final = "released.txt"
"""In the folder of a day: the trips that were told, one a line."""

_LOG: Final = logging.getLogger("dispatch.serve")
_MAX_MB: Final = 1


def tell_released(opened: OpenDay, setting: Setting, now: Callable[[], datetime]) -> tuple[str, ...]:
    """Hand the sheet of each trip that is released now to ``[notify] released``; return those that were.

    What was told before is not told again, after a restart either; where the program fails, the trip is
    told again the next time.

    Parameters
    ----------
    opened
        The day as it stands.
    setting
        The store's.
    now
        Its wall clock.
    """
    command = setting.config.notify.released
    base = opened.standing.request.base
    if not command or base is None:
        return ()
    archive, day = RunArchive(setting.config.archive.folder), opened.desk.day
    folder = archive.folder(day, base.version)
    told, fresh = _told(archive, day), []
    for route, number, trip in released(opened):
        name = f"{route.name}.{number}"
        if name in told:
            continue
        outcome = Outcome(
            command="release",
            status=0,
            headline=f"{name} {hhmm(trip.departure)}",
            ended_at=now(),
            day=day.isoformat(),
            version=base.version,
            details=(str(folder / "sheets" / f"{route.name}.pdf"),),
            folder=str(folder),
        )
        try:
            run_command(command, outcome)
        except (OSError, subprocess.SubprocessError) as error:
            _LOG.warning("The program that prints %s failed: %s", name, type(error).__name__)
            continue
        fresh.append(name)
        _remember(archive, day, name)
    return tuple(fresh)


def released(opened: OpenDay) -> Iterator[tuple[Route, int, Trip]]:
    """Yield the trips of the version in force that are released for loading and have not left."""
    base, section = opened.standing.request.base, opened.desk.setting.config.promise
    if base is None or not opened.today:
        return
    until = opened.now + round(section.release_minutes * MINUTE)
    for route in base.plan.routes:
        for number, trip in enumerate(route.trips, 1):
            if opened.now < trip.departure <= until:
                yield route, number, trip


def _told(archive: RunArchive, day: date) -> frozenset[str]:
    path = archive.day_folder(day) / RELEASED
    if not path.exists():
        return frozenset()
    return frozenset(read_bytes(path, _MAX_MB).decode("ascii", "replace").split())


def _remember(archive: RunArchive, day: date, name: str) -> None:
    path: Path = archive.day_folder(day) / RELEASED
    size = path.stat().st_size if path.exists() else 0
    append_durably(path, f"{name}\n".encode(), keep=size)
