"""One day, its book and its archive, while a command is busy with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from dispatch.app.edited import read_sound
from dispatch.app.files import Setting
from dispatch.archive import RunArchive, read_info
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
    """

    day: date
    setting: Setting
    archive: RunArchive
    book: Book
    now: Callable[[], datetime]
    writing: bool
    issues: tuple[Issue, ...] = ()
    _sound: dict[int, PlannedDay] = field(default_factory=dict)

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
        if version not in self._sound:
            self._sound[version] = read_sound(self.archive.day_folder(self.day) / f"v{version}")
        return self._sound[version]

    def seconds(self) -> int:
        """Return what time it is, in seconds since midnight of the service day: below zero before it."""
        return seconds_of_day(self.now(), self.day, ZoneInfo(self.setting.config.store.timezone))

    def held(self, state: DayState, moment: int | None = None) -> tuple[news.Promise, ...]:
        """Return the promises that are held now, or at a moment that was named."""
        found = held_at(state.promises, self.seconds() if moment is None else moment)
        return tuple(one.promise for one in found.values())


def open_desk(
    day: date, setting: Setting, archive: RunArchive, now: Callable[[], datetime], *, writing: bool
) -> DayDesk:
    """Open the book of a day; versions that it does not have yet are taken into it.

    A crash between publishing and writing leaves such a version, and so do days of older programs.

    Raises
    ------
    InputError
        If the book is damaged further up than its last line.
    """
    desk = DayDesk(day, setting, archive, read_book(archive.day_folder(day)), now, writing)
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
