"""The store as it answers over HTTP: the day kept open, questions beside purchases, writes on the disk."""

import contextlib
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from dispatch import __version__
from dispatch.app.answerers import Questions
from dispatch.app.benches import Bench, Gathered
from dispatch.app.counter import (
    DayAnswer,
    OpenDay,
    answer,
    days_to_ask,
    locate_basket,
    patient_lock,
    take,
    window_of,
)
from dispatch.app.day import Asked, take_in
from dispatch.app.desk import open_desk
from dispatch.app.files import Setting
from dispatch.app.improving import ORIGIN
from dispatch.app.opendays import OpenDays, options_of
from dispatch.app.releasing import released, tell_released
from dispatch.app.request import TillFiles
from dispatch.app.retaking import promise_with
from dispatch.app.slotjson import slots_as_json
from dispatch.app.slots import SlotsAnswer, basket_of
from dispatch.archive import RunArchive
from dispatch.clock import MINUTE, seconds_of_day
from dispatch.day import DayState, day_state, held_at, news, read_book
from dispatch.day.promised import bought
from dispatch.errors import DispatchError, InputError, LockHeldError, UsageError
from dispatch.intake import Export
from dispatch.intake.baskets import Baskets, days_of_baskets, export_of
from dispatch.intake.eventfiles import EventsRead, NumberedEvent
from dispatch.intake.events import BasketEvent, read_event
from dispatch.model import LocatedOrder
from dispatch.pipeline import Adapters
from dispatch.pipeline.till import phones_of
from dispatch.serving import Basket, Bought, DayShape, Health, Refused, Wanted
from dispatch.slots.shapes import SlotsJson
from dispatch.words import words

_LOCK_SECONDS: Final = 10.0
"""How long a promise or a purchase waits for whoever is busy with the day."""

_PAGE: Final = "plan.html"


class LiveShop:
    """Answer for a store: a :class:`dispatch.serving.Shop`.

    Questions are answered by others, or in one thread from the day as it was opened last; promises and
    purchases are written in another, under the day's lock, which then opens the day anew.

    Parameters
    ----------
    setting
        The store's.
    now
        Its wall clock.
    answerers
        Who answers questions; closed with the shop. None for a thread of this process.
    """

    def __init__(
        self, setting: Setting, now: Callable[[], datetime], answerers: Questions | None = None
    ) -> None:
        self._setting, self._now = setting, now
        self._archive = RunArchive(setting.config.archive.folder)
        self._speak = words(setting.config.store.language)
        self._days = OpenDays(setting, now)
        self._writer = Bench("write", setting, now)
        self._searcher = Bench("search", setting, now)
        self._searching = threading.Semaphore(4)
        self._questions = answerers or Gathered(
            Bench("ask", setting, now), self._days.locate, self._days.foresee, self._days.answer
        )
        self.unplanned = threading.Event()
        """Set when something was bought or promised that the plan does not know."""
        self.replanning = False

    def close(self) -> None:
        """Finish what was begun."""
        for one in (self._questions, self._writer, self._searcher):
            one.close()

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
            self._writer.later(lambda adapters: self._days.open(date.fromisoformat(bought["date"]), adapters))
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
        if self._days.due():
            self._writer.do(lambda adapters: self._days.open(self.today(), adapters))

    def tell_released(self) -> None:
        """Hand the sheets of trips that are released to who prints them."""
        opened = self._days.at_hand(self.today())
        if opened is not None:
            tell_released(opened, self._setting, self._now)

    def _look_further(self, located: LocatedOrder, days: list[DayAnswer]) -> list[DayAnswer]:
        """Search before a window is refused, unless too many wait for that."""
        seconds = self._setting.config.promise.research_seconds
        if seconds <= 0 or not self._searching.acquire(blocking=False):
            return days
        try:
            first = days[0].day

            def search(adapters: Adapters) -> DayAnswer:
                return answer(self._days.at_hand(first) or self._days.open(first, adapters), located, seconds)

            return [self._searcher.do(search), *days[1:]]
        finally:
            self._searching.release()

    def _take(self, wanted: Wanted, key: str, adapters: Adapters) -> SlotsAnswer:
        options = replace(options_of(wanted), phone=wanted.phone, receipt=wanted.receipt)
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
                    self._days.keep(day, replace(with_it, desk=replace(with_it.desk, writing=False)))
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
        opened = self._days.fresh(day) or self._days.open(day, adapters)
        return replace(opened, desk=replace(opened.desk, writing=True))

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
        opened = self._days.at_hand(day)
        phases = Counter(str(receipt.phase) for receipt in state.receipts.values())
        trips = released(opened) if opened else ()
        return {
            "date": day.isoformat(),
            "in_force": state.in_force,
            "newest": state.newest,
            "phases": dict(phases),
            "promises": len(held_at(state.promises, seconds)),
            "released": [f"{route.name}.{number}" for route, number, _ in trips],
            "replanning": self.replanning,
        }

    def _state(self, day: date, moment: int | None = None) -> DayState:
        return day_state(read_book(self._archive.day_folder(day)).entries, moment)


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
