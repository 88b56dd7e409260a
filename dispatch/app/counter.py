"""A day opened for questions at the till: its book, the plan in force, and everything in its route."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Final

from dispatch.app.carrying import carry_over
from dispatch.app.day import Asked, base_of, clock_of, request_of
from dispatch.app.desk import DayDesk, SoundVersions, open_desk
from dispatch.app.digest import digest_of, without_its_promises
from dispatch.app.files import Setting
from dispatch.archive import RunArchive
from dispatch.clock import MINUTE, hhmm, hhmm_span
from dispatch.config import delivery_hours, next_delivery
from dispatch.day import DayState, Promised, news
from dispatch.errors import LockHeldError
from dispatch.geocoding import locate_orders
from dispatch.model import Code, Issue, LocatedOrder, Order, Severity, TimeWindow
from dispatch.model.facts import moment as at
from dispatch.pipeline import Adapters
from dispatch.pipeline.asking import Question, ask, promise_of
from dispatch.pipeline.promising import binding, promised_stops
from dispatch.pipeline.solving import checked
from dispatch.pipeline.standing import StandingDay, stand
from dispatch.scheduling import schedule
from dispatch.slots import Offer, Slot, offers_on
from dispatch.zones import Zone

_POLL_SECONDS: Final = 0.05


@dataclass(frozen=True)
class OpenDay:
    """Hold a day as it stands for a question.

    Parameters
    ----------
    desk
        Its book.
    standing
        Everything in its route.
    offers
        The windows of the day.
    now
        Seconds since midnight of the service day: below zero on a day before.
    today
        Whether it is that day.
    """

    desk: DayDesk
    standing: StandingDay
    offers: tuple[Offer, ...]
    now: int
    today: bool

    @cached_property
    def taken(self) -> dict[TimeWindow, int]:
        """Count the orders and promises of each window."""
        stops = self.standing.standing.problem.stops
        named = (
            stop.window if stop.alternatives else one.order.window for stop in stops for one in stop.orders
        )
        riding = (order.window for order in self.standing.riding)
        windows = [window for window in (*named, *riding) if window is not None]
        return {
            offer.window: sum(
                offer.window.earliest <= window.earliest and window.latest <= offer.window.latest
                for window in windows
            )
            for offer in self.offers
        }

    def bought_until(self) -> int:
        """Return the latest moment at which a window that is taken now may be bought."""
        return self.now + round(self.desk.setting.config.promise.hold_minutes * MINUTE)


@dataclass(frozen=True, slots=True)
class DayAnswer:
    """Answer for one day.

    Parameters
    ----------
    day
        The service day.
    slots
        A window each; none where the day is refused as a whole.
    issues
        Why it is refused, and what is doubtful about the address.
    """

    day: date
    slots: tuple[Slot, ...]
    issues: tuple[Issue, ...] = ()

    @property
    def possible(self) -> bool:
        """Whether a window can be promised."""
        return any(slot.possible for slot in self.slots)


def open_day(
    day: date,
    setting: Setting,
    archive: RunArchive,
    now: Callable[[], datetime],
    zones: Sequence[Zone],
    adapters: Adapters,
    *,
    moment: int | None = None,
    writing: bool = False,
    versions: SoundVersions | None = None,
) -> OpenDay:
    """Open a day for questions; its lock is held if it is to be written.

    Parameters
    ----------
    moment
        What time it is to be, in seconds since midnight of that day: below zero on a day before. None for
        the clock.
    versions
        Reads what was planned; whoever opens days again hands on what it knows.

    Raises
    ------
    DispatchError
        From the book, the plan in force or the stages.
    """
    desk = open_desk(day, setting, archive, now, writing=writing, versions=versions)
    carry_over(desk)
    asked = Asked("slots", moment=moment, standing=True)
    before = moment is not None and moment < 0
    clock = None if before else clock_of(desk, asked)
    if clock is not None:
        # Until the next plan is made, trips leave as they are planned: no promise may ask them to wait.
        hold = round(setting.config.promise.hold_minutes * MINUTE)
        clock = replace(clock, released=max(clock.released, clock.now + hold))
    state = desk.state(clock.left if clock else None)
    base, _ = base_of(desk, state, asked)
    current = base is not None and without_its_promises(state.digest) == digest_of(state, desk)
    at_hand = clock.now if clock else desk.seconds() if moment is None else moment
    promises = desk.held(state, at_hand)
    request = request_of(desk, state, asked, base, clock, promises=promises)
    standing = stand(request, setting.config, zones, adapters, current=current)
    hours = delivery_hours(setting.config.store, day)
    offers = offers_on(setting.config.promise, hours, day) if hours else ()
    return OpenDay(desk, standing, offers, at_hand, clock is not None)


def locate_basket(
    order: Order, setting: Setting, adapters: Adapters
) -> tuple[LocatedOrder | None, tuple[Issue, ...]]:
    """Find the door that a basket goes to; None, and why, if it is not found or not served."""
    config = setting.config
    found = locate_orders([order], adapters.geocoder, store=config.store.point, area=config.promise.area)
    issues = (*found.issues, *(issue for reject in found.rejected for issue in reject.issues))
    return next(iter(found.located), None), issues


def answer(opened: OpenDay, basket: LocatedOrder, search_seconds: float) -> DayAnswer:
    """Answer which windows of a day can be promised to a basket.

    Raises
    ------
    ServiceError, ResourceError
        From the travel source.
    """
    day = opened.desk.day
    if issue := _closed(opened):
        return DayAnswer(day, (), (issue,))
    question = Question(in_time(basket, opened), _ahead(opened), opened.taken, search_seconds)
    answered = ask(opened.standing, question)
    return DayAnswer(day, answered.slots, answered.issues)


def in_time(basket: LocatedOrder, opened: OpenDay) -> LocatedOrder:
    """Return a basket as it is bought at the latest moment at which a promise is held."""
    bought = opened.bought_until() if opened.today else 0
    return replace(basket, order=replace(basket.order, purchased_at=max(0, bought)))


def take(opened: OpenDay, basket: LocatedOrder, slot: Slot, key: str = "") -> tuple[news.Promise, OpenDay]:
    """Write a window that was taken into the book; the day's lock is held.

    Parameters
    ----------
    key
        By which whoever asks again gets this promise.

    Returns
    -------
    promise
        As it is held.
    opened
        The day with it.

    Raises
    ------
    PlanViolationError
        If the day breaks a rule with it: a bug, and nothing is written.
    """
    desk, standing = opened.desk, opened.standing
    count = sum(isinstance(entry.news, news.Promise) for entry in desk.book.entries)
    made = promise_of(f"P{count + 1}", in_time(basket, opened), slot, opened.bought_until())
    promise = replace(made, key=key)
    state = DayState(promises={promise.number: Promised(promise)})
    price = desk.setting.config.costs.break_promise
    (stop,) = binding(promised_stops([promise], standing.rules), state, price)
    with_it = standing.with_route(stop, promise.routes)
    checked(with_it.standing.problem, schedule(with_it.standing.problem, with_it.standing.solution))
    desk.say([promise], "slots")
    return promise, replace(opened, standing=with_it)


def days_to_ask(setting: Setting, day: date) -> Iterator[date]:
    """Yield a day, if the store delivers on it, and the next one on which it does."""
    if delivery_hours(setting.config.store, day) is not None:
        yield day
    if following := next_delivery(setting.config.store, day):
        yield following


def window_of(text: str, answer: DayAnswer) -> Slot | None:
    """Return the window of a day that a text names, such as ``18:00-20:00``; None if it has none such."""
    named = text.strip().replace("–", "-")  # noqa: RUF001
    for slot in answer.slots:
        if named == hhmm_span(slot.window.earliest, slot.window.latest):
            return slot
    return None


@contextmanager
def patient_lock(
    archive: RunArchive, day: date, now: Callable[[], datetime], seconds: float
) -> Iterator[None]:
    """Hold the lock of a day; one that is held elsewhere is waited for.

    Raises
    ------
    LockHeldError
        If it is held for so many seconds.
    """
    until = time.monotonic() + seconds
    with ExitStack() as stack:
        while True:
            try:
                stack.enter_context(archive.lock(day, now()))
                break
            except LockHeldError:
                if time.monotonic() >= until:
                    raise
            time.sleep(_POLL_SECONDS)
        yield


def _closed(opened: OpenDay) -> Issue | None:
    """Say why nothing that is bought now is delivered on the day; None if it is."""
    cut_off = opened.desk.setting.config.promise.cut_off
    if opened.today and cut_off is not None and opened.now > cut_off:
        facts = (at("cut_off", cut_off),)
        return Issue(Code.AFTER_CUT_OFF, Severity.ERROR, facts=facts, value=hhmm(opened.now))
    return None


def _ahead(opened: OpenDay) -> tuple[Offer, ...]:
    """Return the windows that are not over."""
    return tuple(offer for offer in opened.offers if offer.window.latest > opened.now)
