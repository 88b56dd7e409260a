"""The store as it answers over HTTP: the day kept open, questions beside purchases, writes on the disk."""

import contextlib
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from dispatch import __version__
from dispatch.app.benches import Bench, Gathered
from dispatch.app.counter import (
    DayAnswer,
    OpenDay,
    answer,
    days_to_ask,
    locate_basket,
    open_day,
    patient_lock,
    take,
    window_of,
)
from dispatch.app.day import Asked, take_in
from dispatch.app.desk import open_desk
from dispatch.app.files import Setting
from dispatch.app.improving import ORIGIN
from dispatch.app.releasing import released, tell_released
from dispatch.app.request import TillFiles
from dispatch.app.retaking import promise_with
from dispatch.app.slotjson import slots_as_json
from dispatch.app.slots import SlotOptions, SlotsAnswer, basket_of
from dispatch.archive import RunArchive
from dispatch.clock import MINUTE, seconds_of_day
from dispatch.config import delivery_hours
from dispatch.day import BOOK, DayState, day_state, held_at, news, read_book
from dispatch.day.promised import bought
from dispatch.errors import DispatchError, InputError, LockHeldError, UsageError
from dispatch.intake import Export
from dispatch.intake.baskets import Baskets, days_of_baskets, export_of
from dispatch.intake.eventfiles import EventsRead, NumberedEvent
from dispatch.intake.events import BasketEvent, read_event
from dispatch.model import Issue, LocatedOrder
from dispatch.pipeline import Adapters
from dispatch.pipeline.till import phones_of
from dispatch.serving import Basket, Bought, DayShape, Health, Refused, Wanted
from dispatch.slots.shapes import SlotsJson
from dispatch.words import words
from dispatch.zones import load_zones

_LOCK_SECONDS: Final = 10.0
"""How long a promise or a purchase waits for whoever is busy with the day."""

_PAGE: Final = "plan.html"

type Stamp = tuple[int, int]
"""Size and time of the day's book."""

type _Located = tuple[LocatedOrder | None, tuple[Issue, ...], date]

type _Answered = tuple[LocatedOrder | None, list[DayAnswer], tuple[Issue, ...]]


@dataclass(frozen=True, slots=True)
class _Kept:
    """Hold an open day, what its book was then, and in which minute that was."""

    opened: OpenDay
    stamp: Stamp
    minute: int


class LiveShop:
    """Answer for a store: a :class:`dispatch.serving.Shop`.

    Questions are answered in one thread from the day as it was opened last; promises and purchases are
    written in another, under the day's lock, which then opens the day anew.

    Parameters
    ----------
    setting
        The store's.
    now
        Its wall clock.
    """

    def __init__(self, setting: Setting, now: Callable[[], datetime]) -> None:
        self._setting, self._now = setting, now
        self._archive = RunArchive(setting.config.archive.folder)
        self._zones = load_zones(setting.config.zones)
        self._speak = words(setting.config.store.language)
        self._kept: dict[date, _Kept] = {}
        self._asker = Bench("ask", setting, now)
        self._questions = Gathered(self._asker, self._locate, self._foresee, self._answer)
        self._writer = Bench("write", setting, now)
        self._searcher = Bench("search", setting, now)
        self._searching = threading.Semaphore(4)
        self.unplanned = threading.Event()
        """Set when something was bought or promised that the plan does not know."""
        self.replanning = False

    def close(self) -> None:
        """Finish what was begun."""
        for bench in (self._asker, self._writer, self._searcher):
            bench.close()

    def today(self) -> date:
        """Return the day that it is in the store."""
        return self._now().date()

    def ask(self, basket: Basket) -> SlotsJson:
        """Say which windows can be promised; where one cannot, other plans are looked for first."""
        began = time.perf_counter()
        with _told():
            located, days, issues = self._questions.answer(basket)
            if located is not None and any(_refused(day) for day in days):
                days = self._look_further(located, days)
            found = SlotsAnswer(located, tuple(days), issues, seconds=time.perf_counter() - began)
            return slots_as_json(found, self._speak)

    def take(self, wanted: Wanted, key: str) -> SlotsJson:
        """Hold a window; one that was taken with the same key is the same."""
        if not (wanted.phone or wanted.receipt):
            raise Refused(
                422, "By what is the purchase known when it comes?", "Send the phone or the receipt."
            )
        began = time.perf_counter()
        with _told():
            found = self._writer.do(lambda adapters: self._take(wanted, key, adapters))
        if not found.known:
            self.unplanned.set()
        return slots_as_json(replace(found, seconds=time.perf_counter() - began), self._speak)

    def buy(self, event: str, key: str) -> Bought:
        """Take one basket event in."""
        read = read_event(event)
        if not isinstance(read, BasketEvent):
            where = f" ({read.field})" if read.field else ""
            raise Refused(422, f"The event cannot be read: {read.fault}{where}.", "See docs/formats.md.")
        if key and not read.id:
            read = replace(read, id=key)
        with _told():
            bought = self._writer.do(lambda _: self._buy(read))
        if not bought["known"]:
            self._writer.later(lambda adapters: self._open(date.fromisoformat(bought["date"]), adapters))
            self.unplanned.set()
        return bought

    def day(self) -> DayShape:
        """Sum today up."""
        with _told():
            return self._sum_up()

    def page(self) -> tuple[str, bytes] | None:
        """Return the page of the version in force."""
        with _told():
            day = self.today()
            state = self._state(day)
            if state.in_force is None:
                return None
            path = self._archive.day_folder(day) / f"v{state.in_force}" / _PAGE
            with contextlib.suppress(OSError):
                return f'"{day}-v{state.in_force}"', path.read_bytes()
            return None

    def health(self) -> Health:
        """Say that it answers."""
        return {"status": "ok", "program": __version__}

    def keep_up(self) -> None:
        """Open today anew if somebody else wrote its book, or the minute is over; let go of yesterday."""
        day = self.today()
        for over in [known for known in self._kept if known < day]:
            del self._kept[over]
        if delivery_hours(self._setting.config.store, day) is None:
            return
        if self._fresh(day) is None:
            self._writer.do(lambda adapters: self._open(day, adapters))

    def tell_released(self) -> None:
        """Hand the sheets of trips that are released to who prints them."""
        kept = self._kept.get(self.today())
        if kept is not None:
            tell_released(kept.opened, self._setting, self._now)

    def _locate(self, basket: Basket, adapters: Adapters) -> _Located:
        order = basket_of(_options(basket), self._setting, self.today())
        located, issues = locate_basket(order, self._setting, adapters)
        return located, issues, basket.date or self.today()

    def _foresee(self, located: Sequence[_Located]) -> None:
        """Let the map be asked once about the doors of all who wait."""
        doors = [one.place.point for one, _, _ in located if one is not None]
        kept = self._kept.get(self.today())
        if kept is not None and doors:
            kept.opened.standing.foresee(doors)

    def _answer(self, located: _Located, adapters: Adapters) -> _Answered:
        basket, issues, wished = located
        days: list[DayAnswer] = []
        if basket is not None:
            for day in days_to_ask(self._setting, wished):
                days.append(answer(self._look(day, adapters).opened, basket, 0.0))
                if days[-1].possible:
                    break
        return basket, days, issues

    def _look_further(self, located: LocatedOrder, days: list[DayAnswer]) -> list[DayAnswer]:
        """Search before a window is refused, unless too many wait for that."""
        seconds = self._setting.config.promise.research_seconds
        if seconds <= 0 or not self._searching.acquire(blocking=False):
            return days
        try:
            first = days[0].day
            kept = self._kept[first]
            return [self._searcher.do(lambda _: answer(kept.opened, located, seconds)), *days[1:]]
        finally:
            self._searching.release()

    def _take(self, wanted: Wanted, key: str, adapters: Adapters) -> SlotsAnswer:
        options = replace(_options(wanted), phone=wanted.phone, receipt=wanted.receipt)
        located, issues = locate_basket(
            basket_of(options, self._setting, self.today()), self._setting, adapters
        )
        if located is None:
            return SlotsAnswer(None, (), issues)
        if key and (known := self._taken_before(wanted, key, located)):
            return replace(known, issues=issues)
        config = self._setting.config.promise
        for day in days_to_ask(self._setting, wanted.date or self.today()):
            with patient_lock(self._archive, day, self._now, _LOCK_SECONDS):
                opened = self._for_writing(day, adapters)
                found = answer(opened, located, config.research_seconds)
                slot = window_of(wanted.window, found)
                if slot is not None and slot.possible:
                    promise, with_it = take(opened, located, slot, key)
                    self._keep(day, with_it)
                    held = round(config.hold_minutes * MINUTE)
                    return SlotsAnswer(located, (found,), issues, promise, held)
            if found.possible:
                break
        raise Refused(409, "That window cannot be promised; nothing was written.", "Ask for the windows.")

    def _taken_before(self, wanted: Wanted, key: str, located: LocatedOrder) -> SlotsAnswer | None:
        """Return the promise that was taken with a key, on whichever day; None if none was."""
        zone = ZoneInfo(self._setting.config.store.timezone)
        for day in days_to_ask(self._setting, wanted.date or self.today()):
            book = read_book(self._archive.day_folder(day))
            if promise := promise_with(key, book, wanted, located):
                left = max(0, promise.expires - seconds_of_day(self._now(), day, zone))
                return SlotsAnswer(located, (DayAnswer(day, ()),), (), promise, left, known=True)
        return None

    def _for_writing(self, day: date, adapters: Adapters) -> OpenDay:
        """Return the day as its book stands; the lock is held."""
        kept = self._fresh(day) or self._open(day, adapters)
        return replace(kept.opened, desk=replace(kept.opened.desk, writing=True))

    def _buy(self, event: BasketEvent) -> Bought:
        zone, section = ZoneInfo(self._setting.config.store.timezone), self._setting.config.intake
        export, baskets = export_of(EventsRead(ORIGIN, (NumberedEvent(1, event),)), section, zone)
        day = self._day_of(event, export, baskets, zone)
        with patient_lock(self._archive, day, self._now, _LOCK_SECONDS):
            desk = open_desk(day, self._setting, self._archive, self._now, writing=True)
            known = desk.state().events.get(event.key)
            if known is not None and known != event.digest:
                raise Refused(409, "Another event with this key was taken before.", "Use a key once.")
            if known is None:
                take_in(desk, Asked(ORIGIN, TillFiles(day, export, None, (), (), baskets)), desk.seconds())
            said = (entry.news for entry in desk.book.entries)
            met = (
                one for one in said if isinstance(one, news.PromiseBought) and one.receipt == event.receipt
            )
            promise = next((one.number for one in met), None)
        return {
            "receipt": event.receipt,
            "date": day.isoformat(),
            "promise": promise,
            "known": known is not None,
        }

    def _day_of(self, event: BasketEvent, export: Export, baskets: Baskets, zone: ZoneInfo) -> date:
        """Return the day whose book an event belongs into: that which knows it, which it wishes, or today."""
        section, today = self._setting.config.intake, self.today()
        phones = phones_of(export) or {event.receipt: ""}
        for day in days_to_ask(self._setting, today):
            state = self._state(day)
            since = seconds_of_day(self._now(), day, zone)
            if event.receipt in state.receipts or bought(held_at(state.promises, since), phones):
                return day
        told = days_of_baskets(baskets, section, zone, export.dates).get(event.receipt, frozenset())
        return next((day for day in told if day is not None), today)

    def _sum_up(self) -> DayShape:
        day = self.today()
        zone = ZoneInfo(self._setting.config.store.timezone)
        seconds = seconds_of_day(self._now(), day, zone)
        state = self._state(day, seconds)
        kept = self._kept.get(day)
        phases = Counter(str(receipt.phase) for receipt in state.receipts.values())
        trips = released(kept.opened) if kept else ()
        return {
            "date": day.isoformat(),
            "in_force": state.in_force,
            "newest": state.newest,
            "phases": dict(phases),
            "promises": len(held_at(state.promises, seconds)),
            "released": [f"{route.name}.{number}" for route, number, _ in trips],
            "replanning": self.replanning,
        }

    def _look(self, day: date, adapters: Adapters) -> _Kept:
        return self._kept.get(day) or self._open(day, adapters)

    def _open(self, day: date, adapters: Adapters) -> _Kept:
        stamp, minute = self._stamp(day), self._minute()
        opened = open_day(day, self._setting, self._archive, self._now, self._zones, adapters)
        kept = _Kept(opened, stamp, minute)
        self._kept[day] = kept
        return kept

    def _keep(self, day: date, opened: OpenDay) -> None:
        asking = replace(opened, desk=replace(opened.desk, writing=False))
        self._kept[day] = _Kept(asking, self._stamp(day), self._minute())

    def _fresh(self, day: date) -> _Kept | None:
        """Return a day as it was opened last; None if its book was written since, or the minute is over."""
        kept = self._kept.get(day)
        now = (self._stamp(day), self._minute())
        return kept if kept is not None and (kept.stamp, kept.minute) == now else None

    def _state(self, day: date, moment: int | None = None) -> DayState:
        return day_state(read_book(self._archive.day_folder(day)).entries, moment)

    def _stamp(self, day: date) -> Stamp:
        with contextlib.suppress(OSError):
            facts = (self._archive.day_folder(day) / BOOK).stat()
            return facts.st_size, facts.st_mtime_ns
        return 0, 0

    def _minute(self) -> int:
        return int(self._now().timestamp()) // MINUTE


def _options(basket: Basket) -> SlotOptions:
    return SlotOptions(
        address=basket.address,
        crates=basket.crates,
        weight_kg=basket.weight_kg,
        chilled=basket.chilled,
        age_check=basket.age_check,
        day=basket.date,
    )


def _refused(day: DayAnswer) -> bool:
    """Tell whether a window is refused that another plan might have room for."""
    return any(slot.why is not None and not slot.why.never for slot in day.slots)


@contextmanager
def _told() -> Iterator[None]:
    """Say what a question or a purchase cannot have, in the terms of HTTP."""
    try:
        yield
    except LockHeldError:
        raise Refused(503, "The day is busy; come back in a moment.", "") from None
    except UsageError as error:
        raise Refused(409, error.message, error.hint) from None
    except InputError as error:
        raise Refused(422, error.message, error.hint) from None
    except DispatchError as error:
        raise Refused(503, error.message, error.hint) from None
