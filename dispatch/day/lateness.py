"""What is said of orders too late: they have left, or something came back of them already."""

from collections.abc import Iterator, Sequence

from dispatch.day import news
from dispatch.day.leaving import Held
from dispatch.day.receipts import BACK, LEFT, Phase, Receipt
from dispatch.day.state import DayState
from dispatch.model import Code, Issue, Severity
from dispatch.model.facts import moment

_WISHES = (news.Give, news.Keep, news.Together, news.Drop)
_AMENDMENTS: dict[type[news.News], str] = {
    news.ChangeWindow: "window",
    news.ChangeAddress: "address",
    news.ChangeNote: "note",
}


def said_too_late(said: Sequence[news.News], state: DayState) -> tuple[Issue, ...]:
    """Tell, when something is said, of which orders it comes too late; each time that it is said.

    Parameters
    ----------
    said
        What was just said.
    state
        What holds now, with it.
    """
    return tuple(issue for one in said for issue in _too_late(one, state))


def _too_late(said: news.News, state: DayState) -> Iterator[Issue]:
    numbers = getattr(said, "receipts", None) or (getattr(said, "receipt", ""),)
    for known in (state.receipts[number] for number in numbers if number in state.receipts):
        if known.phase not in LEFT | BACK or known.phase is Phase.STRANDED:
            continue
        if isinstance(said, news.Cancel):
            yield cancelled_too_late(known, passed=known.phase is not Phase.ON_BOARD)
        elif isinstance(said, _WISHES):
            yield _changed(known.number, "wish")
        elif type(said) in _AMENDMENTS:
            yield _changed(known.number, _AMENDMENTS[type(said)])


def cancelled_too_late(known: Receipt, *, passed: bool) -> Issue:
    """Say that an order is off although its trip has left, and what can still be done."""
    if passed and known.visit is not None:
        at = known.outcome_at if known.outcome_at is not None else known.visit.start
        facts = (moment("at", at),)
        return Issue(Code.CANCEL_TOO_LATE, Severity.WARNING, facts=facts, receipt_id=known.number)
    return Issue(Code.CANCEL_ON_BOARD, Severity.WARNING, receipt_id=known.number)


def wishes_too_late(state: DayState, before: DayState, held: Held) -> tuple[Issue, ...]:
    """Tell of wishes since the last version for orders whose trips are fixed, and that these do not keep."""
    return tuple(
        _changed(known.number, "wish")
        for known in state.receipts.values()
        if known.number in held.receipts and _is_new(known, state, before)
    )


def _is_new(known: Receipt, state: DayState, before: DayState) -> bool:
    number, driver = known.number, known.visit.shift if known.visit else ""
    given = state.given.get(number)
    if given is not None and given != before.given.get(number) and given[0] != driver:
        return True
    kept = state.kept.get(number, frozenset()) - before.kept.get(number, frozenset())
    earlier = before.receipts.get(number)
    return driver in kept or (known.dropped and not (earlier is not None and earlier.dropped))


def _changed(number: str, about: str) -> Issue:
    return Issue(Code.CHANGED_TOO_LATE, Severity.WARNING, about, receipt_id=number)
