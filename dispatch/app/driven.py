"""Which version of a day is driven, and what came back of it."""

import contextlib
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path

from dispatch.archive import RunArchive
from dispatch.day import append, day_state, news, read_book
from dispatch.errors import InputError
from dispatch.reporting.actuals import Actual

_NAMED_VERSION = re.compile(r"v[0-9]+")


def driven_folder(archive: RunArchive, day: date) -> Path:
    """Return the folder of the version that is driven: what the book says, else the newest.

    Raises
    ------
    InputError
        If the day has none.
    """
    version = None
    with contextlib.suppress(InputError):
        version = day_state(read_book(archive.day_folder(day)).entries).in_force
    return archive.folder(day, version if version in archive.versions(day) else None)


def resolve_driven(archive: RunArchive, name: str) -> Path:
    """Find the folder of a run by what a person calls it; a day means the version that is driven.

    Raises
    ------
    InputError
        If there is no such run.
    """
    folder = archive.resolve(name)
    if _NAMED_VERSION.fullmatch(Path(name).name) or (Path(name) / "plan.json").is_file():
        return folder
    with contextlib.suppress(ValueError):
        return driven_folder(RunArchive(folder.parent.parent), date.fromisoformat(folder.parent.name))
    return folder


def write_down(
    archive: RunArchive, day: date, actuals: Mapping[str, Actual], now: Callable[[], datetime]
) -> int:
    """Write what came back into the book of a day, as far as it is new; return how many lines that is.

    Raises
    ------
    LockHeldError
        If another run is busy with the day.
    """
    folder = archive.day_folder(day)
    with archive.lock(day, now()):
        book = read_book(folder)
        known = day_state(book.entries).receipts
        said = [
            news.Done(receipt, actual.outcome, actual.arrived)
            for receipt, actual in actuals.items()
            if receipt in known and known[receipt].outcome is not actual.outcome
        ]
        time = now().isoformat(timespec="seconds")
        append(folder, book, said, time=time, origin="report --actuals")
    return len(said)
