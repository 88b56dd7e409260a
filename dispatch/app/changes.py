"""The lines of ``dispatch change``: words become facts of the day, names are looked up, mistakes refused."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from dispatch.app.change_lines import EXAMPLES, Words
from dispatch.app.desk import DayDesk
from dispatch.app.names import (
    known_courier,
    known_receipt,
    known_route,
    known_vehicle,
    unknown,
)
from dispatch.app.request import named_moment
from dispatch.clock import MINUTE
from dispatch.day import news
from dispatch.errors import UsageError
from dispatch.files.text import clean
from dispatch.model import Code, Outcome, TimeWindow

_LONGEST_TEXT: Final = 300

AROUND: Final = 5 * MINUTE
"""``at 18:00`` is promised as the window of so much before and after."""


def read_line(line: Sequence[str], desk: DayDesk, now: int | None) -> list[news.News]:
    """Turn one line into facts.

    Parameters
    ----------
    line
        Its words, the verb first.
    desk
        Of the day, for its names.
    now
        What time it is, for news that is about now; None if the day is not today.

    Raises
    ------
    UsageError
        If a word or a name is not known, with the nearest one that is.
    """
    if not line:
        raise UsageError("Which change?", "One of: {examples}.", examples=", ".join(EXAMPLES))
    verb = line[0].casefold()
    if verb not in _VERBS:
        raise unknown("change", line[0], list(_VERBS))
    return _VERBS[verb](Words(line, desk, now))


def _window(text: str) -> TimeWindow:
    start, dash, end = text.replace("–", "-").partition("-")  # noqa: RUF001
    if not dash:
        raise UsageError(
            "'{text}' is not a window; nothing was written.", "Write it like 18:00-19:00.", text=text
        )
    earliest, latest = named_moment(start, "window"), named_moment(end, "window")
    if earliest >= latest:
        raise UsageError("The window {text} ends before it begins; nothing was written.", text=text)
    return TimeWindow(earliest, latest)


def _receipts(words: Words) -> tuple[str, ...]:
    return tuple(dict.fromkeys(known_receipt(name, words.desk) for name in words.some()))


def _cancel(words: Words) -> list[news.News]:
    words.only()
    return [news.Cancel(_receipts(words))]


def _restore(words: Words) -> list[news.News]:
    words.only()
    receipts = _receipts(words)
    known = words.desk.state().receipts
    for receipt in receipts:
        if known[receipt].carried_to is not None:
            raise UsageError(
                "{receipt} has gone along to {carried_to}; nothing was written.",
                "Take that line back: dispatch day {day}, then --undo its number.",
                receipt=receipt,
                carried_to=str(known[receipt].carried_to),
                day=str(words.desk.day),
            )
    return [news.Restore(receipts)]


def _change_window(words: Words) -> list[news.News]:
    words.only()
    receipt, text = words.two()
    return [news.ChangeWindow(known_receipt(receipt, words.desk), _window(text))]


def _at(words: Words) -> list[news.News]:
    words.only()
    receipt, text = words.two()
    at = named_moment(text, "at")
    window = TimeWindow(max(0, at - AROUND), at + AROUND)
    return [news.ChangeWindow(known_receipt(receipt, words.desk), window)]


def _address(words: Words) -> list[news.News]:
    words.only()
    receipt, text = words.two()
    return [news.ChangeAddress(known_receipt(receipt, words.desk), clean(text)[:_LONGEST_TEXT])]


def _note(words: Words) -> list[news.News]:
    words.only()
    receipt, text = words.two()
    return [news.ChangeNote(known_receipt(receipt, words.desk), clean(text)[:_LONGEST_TEXT])]


def _give(words: Words) -> list[news.News]:
    words.only("to", "first", "last", "all-of")
    if not words.flags.get("to") or {"first", "last"} <= words.flags.keys():
        raise words.wrong()
    courier = known_courier(words.flags["to"], words.desk)
    turn = news.Turn.FIRST if "first" in words.flags else news.Turn.LAST if "last" in words.flags else None
    if "all-of" in words.flags:
        receipts = _ahead(known_courier(words.flags["all-of"], words.desk), words)
    else:
        receipts = _receipts(words)
    return [news.Give(receipts, courier, turn or news.Turn.ANY)]


def _ahead(courier: str, words: Words) -> tuple[str, ...]:
    """Return what a courier still has to bring, in order."""
    receipts = {}
    for known in words.desk.state(words.now).receipts.values():
        visit = known.visit
        if (
            visit is not None
            and visit.shift == courier
            and (words.now is None or visit.departure > words.now)
        ):
            receipts[known.number] = (visit.start, known.number)
    if not receipts:
        raise UsageError("{courier} has nothing left to bring; nothing was written.", courier=courier)
    return tuple(sorted(receipts, key=receipts.__getitem__))


def _keep(words: Words) -> list[news.News]:
    words.only("from")
    if not words.flags.get("from"):
        raise words.wrong()
    return [news.Keep(_receipts(words), known_courier(words.flags["from"], words.desk))]


def _together(words: Words) -> list[news.News]:
    words.only()
    receipts = _receipts(words)
    if len(receipts) < 2:
        raise words.wrong()
    return [news.Together(receipts)]


def _drop(words: Words) -> list[news.News]:
    words.only("until")
    until = None
    if words.flags.get("until"):
        try:
            until = date.fromisoformat(words.flags["until"])
        except ValueError:
            raise UsageError(
                "--until '{until}' is not a date; nothing was written.",
                "Write it like 2026-11-24.",
                until=str(words.flags["until"]),
            ) from None
        if until <= words.desk.day:
            raise UsageError(
                "--until {until} is not after {day}; nothing was written.",
                until=str(until),
                day=str(words.desk.day),
            )
    return [news.Drop(_receipts(words), until)]


def _lock(words: Words) -> list[news.News]:
    words.only()
    said: list[news.News] = []
    for name in words.some():
        shift, trip = known_route(name, words.desk)
        said.append(news.Lock(name, shift, trip))
    return said


def _unlock(words: Words) -> list[news.News]:
    words.only()
    locked = {lock.what.casefold(): lock.what for lock in words.desk.state().locks}
    for name in words.some():
        if name.casefold() not in locked:
            raise unknown("lock", name, list(locked.values()))
    return [news.Unlock(name) for name in words.names]


def _courier(words: Words) -> list[news.News]:
    words.only("out", "crates-back", "in", "late", "vehicle", "new", "wage")
    if "wage" in words.flags and "new" not in words.flags:
        raise UsageError("--wage is for a courier who is --new; nothing was written.")
    name = words.one()
    flags = words.flags
    if not flags:
        raise words.wrong()
    vehicle = known_vehicle(flags["vehicle"], words.desk) if flags.get("vehicle") else ""
    hours = _window(flags["in"]) if flags.get("in") else None
    if "new" in flags:
        if not vehicle or hours is None:
            raise UsageError(
                "{name} is new: with which vehicle, and when? Nothing was written.",
                "Write it like: dispatch change courier {name} --new --in 15:00-19:15 --vehicle fiets-B",
                name=name,
            )
        wage = _euro(flags["wage"]) if flags.get("wage") else None
        return [news.CourierIn(name, hours, vehicle, new=True, wage_cents=wage)]
    courier = known_courier(name, words.desk)
    said: list[news.News] = []
    if "in" in flags:
        said.append(news.CourierIn(courier, hours, vehicle))
    elif vehicle:
        said.append(news.CourierVehicle(courier, vehicle))
    if "out" in flags:
        at = words.moment("out")
        said.append(news.CourierOut(courier, words.now if at is None else at, words.moment("crates-back")))
    elif "crates-back" in flags:
        said.append(news.CourierOut(courier, None, words.moment("crates-back")))
    if "late" in flags:
        said.append(news.CourierLate(courier, _minutes(flags["late"], "--late") * MINUTE, words.now))
    return said


def _vehicle(words: Words) -> list[news.News]:
    words.only("out", "back")
    vehicle = known_vehicle(words.one(), words.desk)
    if not words.flags:
        raise words.wrong()
    said: list[news.News] = []
    if "out" in words.flags:
        at = words.moment("out")
        said.append(news.VehicleOut(vehicle, words.now if at is None else at))
    if "back" in words.flags:
        back = words.moment("back")
        said.append(news.VehicleBack(vehicle, (words.now or 0) if back is None else back))
    return said


def _store(words: Words) -> list[news.News]:
    words.only("closes", "late-up-to", "between")
    if "between" in words.flags and "late-up-to" not in words.flags:
        raise words.wrong()
    if words.names or not words.flags:
        raise words.wrong()
    said: list[news.News] = []
    closes = words.moment("closes")
    if closes is not None:
        said.append(news.StoreCloses(closes))
    if words.flags.get("late-up-to"):
        hours = _window(words.flags["between"]) if words.flags.get("between") else None
        said.append(news.LateAllowed(_minutes(words.flags["late-up-to"], "--late-up-to") * MINUTE, hours))
    if not said:
        raise words.wrong()
    return said


def _done(words: Words) -> list[news.News]:
    words.only("outcome")
    if len(words.names) == 1 and not words.flags and Path(words.names[0]).is_file():
        return _came_back(Path(words.names[0]), words.desk)
    if not 1 <= len(words.names) <= 2:
        raise words.wrong()
    outcome = words.flags.get("outcome", "").replace("-", "_")
    if outcome not in set(Outcome):
        raise unknown("outcome", words.flags.get("outcome", ""), list(Outcome))
    at = named_moment(words.names[1], "done") if len(words.names) == 2 else words.now
    return [news.Done(known_receipt(words.names[0], words.desk), Outcome(outcome), at)]


def _came_back(path: Path, desk: DayDesk) -> list[news.News]:
    """Read the rows of a form that are filled in from the couriers' sheets: all of them or none."""
    from dispatch.reporting.actuals import read_actuals

    actuals, issues = read_actuals(path)
    bad = next((issue for issue in issues if issue.code is Code.ACTUAL_UNREADABLE), None)
    if bad is not None:
        raise UsageError(
            "{file}, row {row}: {column} '{value}' cannot be read; nothing was written.",
            "Times like 17:42; outcomes delivered, not_home, refused, or in Dutch.",
            file=path.name,
            row=bad.row or 0,
            column=bad.field,
            value=bad.value,
        )
    known = desk.state().receipts
    return [
        news.Done(known_receipt(receipt, desk), actual.outcome, actual.arrived)
        for receipt, actual in actuals.items()
        if receipt not in known or known[receipt].outcome is not actual.outcome
    ]


def _euro(text: str) -> int:
    found = re.fullmatch(r"([0-9]{1,3})(?:[.,]([0-9]{2}))?", text)
    if found is None:
        raise UsageError(
            "--wage '{text}' is not an amount; nothing was written.", "Write it like 14,50.", text=text
        )
    return int(found[1]) * 100 + int(found[2] or 0)


def _minutes(text: str, flag: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        raise UsageError(
            "{flag} '{text}' is not a number of minutes; nothing was written.", flag=flag, text=text
        )
    return int(text)


_VERBS: Final[dict[str, Callable[[Words], list[news.News]]]] = {
    "cancel": _cancel,
    "restore": _restore,
    "window": _change_window,
    "at": _at,
    "address": _address,
    "note": _note,
    "give": _give,
    "keep": _keep,
    "together": _together,
    "drop": _drop,
    "lock": _lock,
    "unlock": _unlock,
    "courier": _courier,
    "vehicle": _vehicle,
    "store": _store,
    "done": _done,
}
