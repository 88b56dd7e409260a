"""What a day leaves behind goes along to the next delivery day."""

import contextlib
from collections.abc import Iterator
from datetime import date

from dispatch.app.day import DayDesk
from dispatch.clock import DAY
from dispatch.day import Book, DayState, Phase, Receipt, append, day_state, news, read_book
from dispatch.errors import InputError, LockHeldError
from dispatch.model import Code, PlannedDay

_OVER = 2 * DAY
"""A moment at which every trip of a day has come back."""


def carry_over(desk: DayDesk) -> None:
    """Take what the day before left behind into the book of a day, once that day is over.

    Left behind is what was not at home, dropped to this day, found no room, or was bought after the cut-off;
    what was cancelled, withdrawn or refused is not.
    """
    before = _day_before(desk)
    if before is None or not desk.setting.config.promise.carry_over:
        return
    known = desk.state().receipts
    came = [one for one in _left_behind(desk, before) if one.row.receipt not in known]
    if not came:
        return
    desk.say(came, f"book of {before}")
    if not desk.writing:
        return
    gone = [news.CarriedOver(one.row.receipt, desk.day) for one in came]
    # Whoever is busy with that day may go on: it is told here already where the orders are.
    with contextlib.suppress(LockHeldError), desk.archive.lock(before, desk.now()):
        folder = desk.archive.day_folder(before)
        time = desk.now().isoformat(timespec="seconds")
        append(folder, read_book(folder), gone, time=time, origin=f"book of {desk.day}")


def _day_before(desk: DayDesk) -> date | None:
    """Return the newest day before this one that has a book and is over."""
    today = desk.now().date()
    earlier = [day for day in desk.archive.days() if day < desk.day and day < today]
    return earlier[-1] if earlier else None


def _left_behind(desk: DayDesk, before: date) -> Iterator[news.CarriedIn]:
    folder = desk.archive.day_folder(before)
    book = _book(desk, before)
    state = day_state(book.entries, _OVER)
    plan = _driven(desk, before, state)
    unserved = {r for stop in plan.plan.unserved for r in stop.receipt_ids} if plan else set()
    late = {
        reject.receipt_id
        for reject in (plan.rejected if plan else ())
        if any(issue.code is Code.AFTER_CUT_OFF for issue in reject.issues)
    }
    for receipt in state.receipts.values():
        reason = _reason(receipt, unserved, late, desk.day)
        if reason and receipt.rows and folder.is_dir():
            yield news.CarriedIn(receipt.rows[0], before, reason)


def _book(desk: DayDesk, day: date) -> Book:
    """Read the book of an earlier day; a damaged one leaves nothing behind."""
    with contextlib.suppress(InputError):
        return read_book(desk.archive.day_folder(day))
    return Book()


def _driven(desk: DayDesk, day: date, state: DayState) -> PlannedDay | None:
    with contextlib.suppress(InputError):
        if state.in_force is not None:
            return desk.archive.read(day, state.in_force)
    return None


def _reason(receipt: Receipt, unserved: set[str], late: set[str], to: date) -> str:
    """Say why an order goes along to a day; nothing if it does not."""
    if receipt.phase is Phase.NOT_HOME:
        return "not_home"
    if receipt.phase is Phase.DROPPED:
        return "dropped" if receipt.drop_until is None or receipt.drop_until <= to else ""
    if receipt.phase in {Phase.OPEN, Phase.TOLD, Phase.STRANDED}:
        if receipt.number in late:
            return "after_cut_off"
        return "unassigned" if receipt.number in unserved else ""
    return ""
