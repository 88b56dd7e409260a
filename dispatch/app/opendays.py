"""Days kept open for questions at the till, and what is asked of them."""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from dispatch.app.counter import DayAnswer, OpenDay, answer, days_to_ask, locate_basket, open_day
from dispatch.app.desk import SoundVersions, Stamp, stamp_of
from dispatch.app.files import Setting
from dispatch.app.slots import SlotOptions, basket_of
from dispatch.archive import RunArchive
from dispatch.clock import MINUTE
from dispatch.config import delivery_hours
from dispatch.day import BOOK
from dispatch.errors import InputError
from dispatch.model import Issue, LocatedOrder, Point
from dispatch.pipeline import Adapters
from dispatch.serving import Basket
from dispatch.zones import load_zones

_LATELY: Final = timedelta(days=28)
"""For how long a door is taken to be asked about again."""

_DOORS: Final = 2_000
"""Doors whose ways are measured ahead at most: three milliseconds each."""

_AT_ONCE: Final = 32
"""Doors whose ways are measured together: who asks meanwhile waits for them."""

type Located = tuple[LocatedOrder | None, tuple[Issue, ...], date]
"""A basket where it goes, what there is to say about that, and the day it is wished on."""

type Answered = tuple[LocatedOrder | None, list[DayAnswer], tuple[Issue, ...]]


@dataclass(frozen=True, slots=True)
class _Kept:
    """Hold an open day, what its book was then, and in which minute that was."""

    opened: OpenDay
    stamp: Stamp
    minute: int


class OpenDays:
    """Keep days open as their books stand, and answer from them.

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
        self._kept: dict[date, _Kept] = {}
        self._versions = SoundVersions()
        self._foreseen: set[Point] = set()
        self._known: list[Point] | None = None

    def today(self) -> date:
        """Return the day that it is in the store."""
        return self._now().date()

    def locate(self, basket: Basket, adapters: Adapters) -> Located:
        """Find the door that a basket goes to."""
        order = basket_of(options_of(basket), self._setting, self.today())
        located, issues = locate_basket(order, self._setting, adapters)
        return located, issues, basket.date or self.today()

    def foresee(self, located: Sequence[Located]) -> None:
        """Let the map be asked once about the doors of all who wait."""
        doors = [one.place.point for one, _, _ in located if one is not None]
        opened = self.at_hand(self.today())
        if opened is not None and doors:
            opened.standing.foresee(doors)

    def answer(self, located: Located, adapters: Adapters) -> Answered:
        """Answer for the day that is wished, and for the next where that has nothing."""
        basket, issues, wished = located
        days: list[DayAnswer] = []
        if basket is not None:
            for day in days_to_ask(self._setting, wished):
                days.append(answer(self.at_hand(day) or self.open(day, adapters), basket, 0.0))
                if days[-1].possible:
                    break
        return basket, days, issues

    def look_ahead(self) -> bool:
        """Measure the ways to some of the doors that were delivered to lately; False if all are.

        Raises
        ------
        ServiceError, ResourceError
            From the travel source.
        """
        opened = self.at_hand(self.today())
        if opened is None or not opened.standing.travel.holds:
            return False
        if self._known is None:
            self._known = self._lately()
        some, self._known = self._known[:_AT_ONCE], self._known[_AT_ONCE:]
        opened.standing.foresee(some)
        return bool(self._known)

    def _lately(self) -> list[Point]:
        """Return the doors of the days before, those of the last day first."""
        doors: dict[Point, None] = {}
        for day in reversed(self._archive.days()):
            if self.today() - day > _LATELY or len(doors) >= _DOORS:
                break
            with contextlib.suppress(InputError):  # of a day that cannot be read, nothing is known
                doors.update(dict.fromkeys(self._archive.doors(day)))
        return list(doors)[:_DOORS]

    def at_hand(self, day: date) -> OpenDay | None:
        """Return a day as it was opened last."""
        kept = self._kept.get(day)
        return kept.opened if kept else None

    def fresh(self, day: date) -> OpenDay | None:
        """Return a day as it was opened last; None if its book was written since, or the minute is over."""
        kept = self._kept.get(day)
        now = (self._stamp(day), self._minute())
        return kept.opened if kept is not None and (kept.stamp, kept.minute) == now else None

    def due(self) -> bool:
        """Tell whether today is to be opened anew; what is over is let go of."""
        day = self.today()
        for over in [known for known in self._kept if known < day]:
            del self._kept[over]
        return delivery_hours(self._setting.config.store, day) is not None and self.fresh(day) is None

    def open(self, day: date, adapters: Adapters) -> OpenDay:
        """Open a day as its book stands."""
        stamp, minute = self._stamp(day), self._minute()
        opened = open_day(
            day, self._setting, self._archive, self._now, self._zones, adapters, versions=self._versions
        )
        opened = replace(opened, standing=replace(opened.standing, foreseen=self._foreseen))
        self._kept[day] = _Kept(opened, stamp, minute)
        return opened

    def keep(self, day: date, opened: OpenDay) -> None:
        """Answer from a day that was just written."""
        self._kept[day] = _Kept(opened, self._stamp(day), self._minute())

    def _stamp(self, day: date) -> Stamp:
        return stamp_of(self._archive.day_folder(day) / BOOK)

    def _minute(self) -> int:
        return int(self._now().timestamp()) // MINUTE


def options_of(basket: Basket) -> SlotOptions:
    """Return a basket as it is asked for in a terminal."""
    return SlotOptions(
        address=basket.address,
        crates=basket.crates,
        weight_kg=basket.weight_kg,
        chilled=basket.chilled,
        age_check=basket.age_check,
        day=basket.date,
    )
