"""``dispatch slots``: which windows can still be promised to a basket, and a window taken."""

import time
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from dispatch.app.adapters import open_adapters
from dispatch.app.counter import (
    DayAnswer,
    answer,
    days_to_ask,
    locate_basket,
    open_day,
    patient_lock,
    take,
    window_of,
)
from dispatch.app.files import Setting, find_setting
from dispatch.app.request import in_zone, named_moment
from dispatch.archive import RunArchive
from dispatch.clock import DAY, MINUTE, hhmm_span
from dispatch.day import news
from dispatch.errors import InputError, UsageError
from dispatch.files.text import clean
from dispatch.intake import Aside, read_export, read_rows
from dispatch.model import PLANNED, Address, Issue, LocatedOrder, Order
from dispatch.pipeline import Adapters
from dispatch.pipeline.asking import ASKED
from dispatch.ports import Progress, Silent
from dispatch.zones import load_zones

NOTHING_TO_OFFER: Final = 4
"""Exit status where no window can be promised."""

_LOCK_SECONDS: Final = 30.0
"""How long a window that is taken waits for a plan that is being made."""


@dataclass(frozen=True, slots=True)
class SlotOptions:
    """Hold the flags of ``dispatch slots``.

    Parameters
    ----------
    address
        In one line; empty where a receipt has it.
    receipt_file
        A table with the basket's row, as the till exports it.
    crates, weight_kg, chilled, age_check
        The basket, where no receipt has it; ``chilled`` counts crates of the others.
    receipt, phone
        By which the purchase is known when it comes.
    take
        The window to hold; empty to ask only.
    """

    address: str = ""
    receipt_file: Path | None = None
    crates: int = 1
    weight_kg: float = 0.0
    chilled: int = 0
    age_check: bool = False
    receipt: str = ""
    phone: str = ""
    take: str = ""
    day: date | None = None
    config: Path | None = None
    overrides: Mapping[str, Any] = field(default_factory=dict)
    moment: str = ""


@dataclass(frozen=True, slots=True)
class SlotsAnswer:
    """Answer for a basket.

    Parameters
    ----------
    place
        Where it goes; None if that is not known or not served.
    days
        Today, and the next day where today has nothing.
    issues
        What is the matter with the address.
    taken
        The window that is held now.
    expires_in
        For so many seconds.
    known
        Whether it was taken before, with the same key.
    seconds
        How long the answer took, from the configuration on.
    """

    place: LocatedOrder | None
    days: tuple[DayAnswer, ...] = ()
    issues: tuple[Issue, ...] = ()
    taken: news.Promise | None = None
    expires_in: int = 0
    known: bool = False
    seconds: float = 0.0

    @property
    def status(self) -> int:
        """0 if a window can be promised, or was taken; else 4."""
        fits = self.taken is not None or any(day.possible for day in self.days)
        return PLANNED if fits else NOTHING_TO_OFFER


def slots(
    options: SlotOptions, environment: Mapping[str, str], now: Callable[[], datetime], progress: Progress
) -> SlotsAnswer:
    """Answer which windows can be promised; hold one if asked to.

    Raises
    ------
    UsageError
        If the window to take is not offered, or nothing tells its purchase; nothing is written then.
    DispatchError
        Any of the tree.
    """
    began = time.perf_counter()
    setting = find_setting(options.config, None, environment, options.overrides)
    now = in_zone(now, setting.config)
    order = basket_of(options, setting, now().date())
    with open_adapters(setting, now, Silent()) as adapters:
        basket, issues = locate_basket(order, setting, adapters)
        if basket is None:
            return SlotsAnswer(None, (), issues, seconds=time.perf_counter() - began)
        asking = _Asking(options, setting, now, basket, progress)
        days, taken = asking.answer(adapters)
    held = round(setting.config.promise.hold_minutes * MINUTE) if taken else 0
    return SlotsAnswer(basket, days, issues, taken, held, seconds=time.perf_counter() - began)


def basket_of(options: SlotOptions, setting: Setting, today: date) -> Order:
    """Return the basket as an order, from flags or from the row of a receipt.

    Raises
    ------
    UsageError
        If nothing says where it goes, or both do.
    InputError
        If the row cannot be read.
    """
    if options.receipt_file is not None:
        if options.address:
            raise UsageError("An address and a receipt are both given.", "Name one of them.")
        return _read_basket(options.receipt_file, options, setting, today)
    if not options.address:
        raise UsageError("Where does it go?", "Name the address, or a receipt with --receipt.")
    return Order(
        receipt_id=options.receipt or ASKED,
        row=0,
        purchased_at=0,
        name="",
        phone=options.phone,
        address=Address(line=clean(options.address)),
        crates=max(options.crates, options.chilled),
        grams=round(options.weight_kg * 1000),
        chilled_crates=options.chilled,
        age_check=options.age_check,
    )


def _read_basket(path: Path, options: SlotOptions, setting: Setting, today: date) -> Order:
    """Read the one row of a receipt."""
    config = setting.config
    export = read_export(path, config.intake)
    numbers = frozenset(export.receipt(record) for record in export.flagged)
    aside = Aside(promised=numbers)
    intake = read_rows(export, {}, options.day or today, config.intake, config.promise, config.store, aside)
    if len(intake.orders) == 1 and not intake.rejected:
        (order,) = intake.orders
        return replace(order, phone=options.phone or order.phone)
    if intake.rejected:
        raise InputError(
            "{file}: the row cannot be read ({code}).",
            "Look with: dispatch check {file}",
            file=path.name,
            code=str(intake.rejected[0].issues[0].code),
        )
    raise InputError(
        "{file} has {n} rows for delivery, and one is asked for.", file=path.name, n=len(intake.orders)
    )


class _Asking:
    def __init__(
        self,
        options: SlotOptions,
        setting: Setting,
        now: Callable[[], datetime],
        basket: LocatedOrder,
        progress: Progress,
    ) -> None:
        self._options, self._setting, self._now, self._basket = options, setting, now, basket
        self._progress = progress
        self._archive = RunArchive(setting.config.archive.folder)
        self._zones = load_zones(setting.config.zones)
        self._moment = named_moment(options.moment) if options.moment else None

    def answer(self, adapters: Adapters) -> tuple[tuple[DayAnswer, ...], news.Promise | None]:
        """Ask the day, and the next one where it has nothing; take a window of the first that has it."""
        if self._options.take and not (
            self._options.phone or self._options.receipt or self._basket.order.phone
        ):
            raise UsageError(
                "By what is the purchase known when it comes? Nothing was written.",
                "Say the customer's phone with --phone, or the receipt's number with --number.",
            )
        days: list[DayAnswer] = []
        for day in days_to_ask(self._setting, self._options.day or self._now().date()):
            found, taken = self._one_day(day, adapters)
            days.append(found)
            if taken is not None or (found.possible and not self._options.take):
                return tuple(days), taken
            if self._options.take and found.possible:
                break
        if self._options.take:
            self._refuse(days)
        return tuple(days), None

    def _one_day(self, day: date, adapters: Adapters) -> tuple[DayAnswer, news.Promise | None]:
        writing = bool(self._options.take)
        lock = patient_lock(self._archive, day, self._now, _LOCK_SECONDS) if writing else nullcontext()
        with lock:
            ahead = (day - (self._options.day or self._now().date())).days
            opened = open_day(
                day, self._setting, self._archive, self._now, self._zones, adapters,
                moment=None if self._moment is None else self._moment - ahead * DAY, writing=writing,
            )  # fmt: skip
            found = answer(opened, self._basket, self._setting.config.promise.research_seconds)
            slot = window_of(self._options.take, found) if writing else None
            if slot is None or not slot.possible:
                return found, None
            with self._progress.keeping():
                promise, _ = take(opened, self._basket, slot)
            return found, promise

    def _refuse(self, days: list[DayAnswer]) -> None:
        """Say that the window that was to be taken cannot be."""
        offered = [
            f"{hhmm_span(slot.window.earliest, slot.window.latest)} ({found.day})"
            for found in days
            for slot in found.slots
            if slot.possible
        ]
        raise UsageError(
            "The window {window} cannot be promised; nothing was written.",
            "These can: {windows}." if offered else "None can; ask without --take to see why.",
            window=self._options.take,
            windows=", ".join(offered),
        )
