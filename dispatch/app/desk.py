"""One day, its book and its archive, while a command is busy with it."""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from dispatch.app.edited import read_sound
from dispatch.app.files import Setting
from dispatch.archive import PLAN, RunArchive, read_info
from dispatch.archive.matrices import MATRICES
from dispatch.clock import seconds_of_day
from dispatch.day import (
    Book,
    DayState,
    append,
    day_state,
    held_at,
    news,
    read_book,
)
from dispatch.day.promises import visits_of
from dispatch.errors import InputError
from dispatch.model import Code, Issue, PlannedDay, Severity
from dispatch.pipeline.day import fresh_windows

_VERSIONS: Final = 3
"""Versions that are held, those read last."""

type Stamp = tuple[int, int]
"""Size and time of a file."""


class SoundVersions:
    """Read versions that keep every rule; one whose files stay as they were is read once.

    Whoever opens a day again and again, as ``serve`` does, hands the same on.
    """

    def __init__(self) -> None:
        self._known: dict[Path, tuple[tuple[Stamp, ...], PlannedDay]] = {}

    def read(self, folder: Path) -> PlannedDay:
        """Read the version in a folder.

        Raises
        ------
        InputError
            If it breaks a rule, or cannot be read.
        """
        stamp = tuple(stamp_of(folder / name) for name in (PLAN, MATRICES))
        known = self._known.pop(folder, None)
        if known is None or known[0] != stamp:
            known = (stamp, read_sound(folder))
        self._known[folder] = known
        for old in tuple(self._known)[:-_VERSIONS]:
            del self._known[old]
        return known[1]


def stamp_of(path: Path) -> Stamp:
    """Return what tells whether a file was written since; of one that is not there, nothing."""
    with contextlib.suppress(OSError):
        facts = path.stat()
        return facts.st_size, facts.st_mtime_ns
    return 0, 0


@dataclass(slots=True)
class DayDesk:
    """Hold one day, its book and its archive, while a command is busy with it.

    Parameters
    ----------
    day
        The service day.
    setting, archive
        The store's.
    book
        As it stands, news included.
    now
        The wall clock of the store.
    writing
        Whether the book is written, or only thought on.
    versions
        Reads what was planned.
    """

    day: date
    setting: Setting
    archive: RunArchive
    book: Book
    now: Callable[[], datetime]
    writing: bool
    issues: tuple[Issue, ...] = ()
    versions: SoundVersions = field(default_factory=SoundVersions)

    def say(self, said: Sequence[news.News], origin: str) -> None:
        """Write news into the book."""
        time = self.now().isoformat(timespec="seconds")
        if self.writing:
            self.book = append(self.archive.day_folder(self.day), self.book, said, time=time, origin=origin)
        else:
            self.book = self.book.with_news(said, time=time, origin=origin)

    def state(self, moment: int | None = None) -> DayState:
        """Derive what holds at a moment."""
        return day_state(self.book.entries, moment)

    def sound(self, version: int) -> PlannedDay:
        """Read a version that keeps every rule, once.

        Raises
        ------
        InputError
            If it does not, or cannot be read.
        """
        return self.versions.read(self.archive.day_folder(self.day) / f"v{version}")

    def seconds(self) -> int:
        """Return what time it is, in seconds since midnight of the service day: below zero before it."""
        return seconds_of_day(self.now(), self.day, ZoneInfo(self.setting.config.store.timezone))

    def held(self, state: DayState, moment: int | None = None) -> tuple[news.Promise, ...]:
        """Return the promises that are held now, or at a moment that was named."""
        found = held_at(state.promises, self.seconds() if moment is None else moment)
        return tuple(one.promise for one in found.values())


def open_desk(
    day: date,
    setting: Setting,
    archive: RunArchive,
    now: Callable[[], datetime],
    *,
    writing: bool,
    versions: SoundVersions | None = None,
) -> DayDesk:
    """Open the book of a day; versions that it does not have yet are taken into it.

    A crash between publishing and writing leaves such a version, and so do days of older programs.

    Raises
    ------
    InputError
        If the book is damaged further up than its last line.
    """
    book = read_book(archive.day_folder(day))
    desk = DayDesk(day, setting, archive, book, now, writing, versions=versions or SoundVersions())
    if desk.book.torn:
        desk.issues = (Issue(Code.BOOK_REPAIRED, Severity.WARNING),)
        desk.say((), "repair")
    known = {entry.news.version for entry in desk.book.entries if isinstance(entry.news, news.VersionMade)}
    for version in archive.versions(day):
        if version not in known:
            desk.say(_adopted(desk, version), "archive")
            known.add(version)
    return desk


def _adopted(desk: DayDesk, version: int) -> list[news.News]:
    """Take a version that was published without the book; one that cannot be read has no visits."""
    try:
        planned = desk.archive.read(desk.day, version)
        digest = read_info(desk.archive.folder(desk.day, version)).fingerprint
    except InputError:
        return [news.VersionMade(version, "")]
    if planned.told:
        visits = visits_of(planned)
    else:
        windows = fresh_windows(planned.problem, planned.plan, desk.setting.config.sheets)
        stop_of = {receipt: stop.id for stop in planned.problem.stops for receipt in stop.receipt_ids}
        visits = tuple(replace(visit, told=windows[stop_of[visit.receipt]]) for visit in visits_of(planned))
    cancelled = tuple(
        reject.receipt_id for reject in planned.rejected if reject.issues[0].code is Code.CANCELLED
    )
    said: list[news.News] = [news.VersionMade(version, digest, visits)]
    before = {number for number, known in desk.state().receipts.items() if known.cancelled}
    if new := tuple(receipt for receipt in cancelled if receipt and receipt not in before):
        said.append(news.Cancel(new))
    return said
