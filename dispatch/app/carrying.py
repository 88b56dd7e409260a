"""What earlier days leave behind goes along to the next delivery day, or to the day that was named."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from dispatch.app.desk import DayDesk
from dispatch.archive import RunArchive
from dispatch.clock import DAY
from dispatch.day import Book, Phase, Receipt, append, day_state, news, read_book
from dispatch.errors import InputError, LockHeldError
from dispatch.model import Code, PlannedDay, Rejected

_OVER: Final = 2 * DAY
"""A moment at which every trip of a day has come back."""

_FAR: Final = timedelta(days=31)
"""So long before its day an order may be dropped to it, or ask for it."""


def carry_over(desk: DayDesk) -> None:
    """Take what earlier days left behind into the book of a day, once they are over.

    Of the delivery day before that is what was not at home, dropped without a date, found no room, or was
    bought after the cut-off; of all earlier ones, when a day is planned first, what was dropped to this day
    or asked for it. What was cancelled, withdrawn or refused stays.
    """
    if not desk.setting.config.promise.carry_over:
        return
    today = desk.now().date()
    earlier = [day for day in desk.archive.days() if day < desk.day and day < today]
    for day in earlier[-1:]:
        _take_along(desk, _Earlier(desk.archive, day, newest=True))
    if desk.state().newest is None:
        for day in earlier[:-1]:
            if desk.day - day <= _FAR:
                _take_along(desk, _Earlier(desk.archive, day, newest=False))


def _take_along(desk: DayDesk, earlier: "_Earlier") -> None:
    known = desk.state().receipts
    left = list(earlier.left_behind(desk.day))
    desk.say([one for one in left if one.row.receipt not in known], f"book of {earlier.day}")
    # An order that came before a crash could be written down in the other book is told there now.
    now = desk.state().receipts
    here = [one for one in left if (came := now[one.row.receipt].carried_in) and came.since == earlier.day]
    if desk.writing:
        _tell_there(desk, earlier.day, [news.CarriedOver(one.row.receipt, desk.day) for one in here])


def _tell_there(desk: DayDesk, before: date, gone: Sequence[news.News]) -> None:
    """Write into the book of an earlier day what has gone along; whoever is busy with that day may go on."""
    if not gone:
        return
    with contextlib.suppress(LockHeldError), desk.archive.lock(before, desk.now()):
        folder = desk.archive.day_folder(before)
        time = desk.now().isoformat(timespec="seconds")
        append(folder, read_book(folder), gone, time=time, origin=f"book of {desk.day}")


@dataclass(frozen=True)
class _Earlier:
    """Look at an earlier day.

    Parameters
    ----------
    archive, day
        Where it lies.
    newest
        Whether it is the last one before the day that is planned.
    """

    archive: RunArchive
    day: date
    newest: bool

    def left_behind(self, to: date) -> Iterator[news.CarriedIn]:
        """Yield the orders that go along to a day."""
        for receipt in day_state(self._book.entries, _OVER).receipts.values():
            reason = self._reason(receipt, to)
            if reason and receipt.rows:
                yield news.CarriedIn(receipt.rows[0], self.day, reason)

    @cached_property
    def _book(self) -> Book:
        """The book; a damaged one leaves nothing behind."""
        with contextlib.suppress(InputError):
            return read_book(self.archive.day_folder(self.day))
        return Book()

    @cached_property
    def _plan(self) -> PlannedDay | None:
        """The version that was driven."""
        in_force = day_state(self._book.entries).in_force
        with contextlib.suppress(InputError):
            if in_force is not None:
                return self.archive.read(self.day, in_force)
        return None

    @cached_property
    def _unserved(self) -> frozenset[str]:
        plan = self._plan
        return frozenset(r for stop in plan.plan.unserved for r in stop.receipt_ids) if plan else frozenset()

    @cached_property
    def _rejected(self) -> dict[str, Rejected]:
        return {reject.receipt_id: reject for reject in (self._plan.rejected if self._plan else ())}

    def _reason(self, receipt: Receipt, to: date) -> str:
        """Say why an order goes along to a day; nothing if it does not."""
        match receipt.phase:
            case Phase.NOT_HOME:
                return "not_home" if self.newest else ""
            case Phase.DROPPED:
                until = receipt.drop_until
                due = self.newest if until is None else until <= to
                return "dropped" if due else ""
            case Phase.OPEN | Phase.TOLD | Phase.STRANDED:
                return self._not_served(receipt.number, to)
            case _:
                return ""

    def _not_served(self, number: str, to: date) -> str:
        """Say why an order that nobody took off was not delivered, if it goes along."""
        issues = self._rejected[number].issues if number in self._rejected else ()
        wanted = [
            fact.value
            for issue in issues
            if issue.code is Code.DELIVERY_OTHER_DAY
            for fact in issue.facts
            if fact.name == "wanted"
        ]
        if any(self.day.isoformat() < str(day) <= to.isoformat() for day in wanted):
            return "asked_for"
        if not self.newest:
            return ""
        if any(issue.code is Code.AFTER_CUT_OFF for issue in issues):
            return "after_cut_off"
        return "unassigned" if number in self._unserved else ""
