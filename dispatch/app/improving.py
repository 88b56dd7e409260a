"""Re-planning beside the questions: searched without the lock, published under it if nothing came between."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Final

from dispatch.app.carrying import carry_over
from dispatch.app.day import Asked, match_promises, publish, work_out
from dispatch.app.desk import open_desk
from dispatch.app.files import Setting
from dispatch.app.request import in_zone
from dispatch.app.run import Outcome
from dispatch.archive import RunArchive
from dispatch.model import PlannedDay
from dispatch.ports import Silent

ORIGIN: Final = "serve"

_WORTH_CENTS: Final = 100
"""A plan of the same facts that saves less is not worth other paper."""


class Improved(StrEnum):
    """Say how a search in the background ended."""

    PUBLISHED = "published"
    SAME = "same"
    NO_BETTER = "no better"
    OVERTAKEN = "overtaken"
    NOTHING = "nothing"


class Rest:
    """Say how long a plan is left alone before another seed is tried.

    Not long after it has changed; twice as long each time that a seed brought nothing, for then the next
    one hardly does. So the plan goes on getting better between two purchases, and a quiet day costs little.
    """

    SHORTEST: Final = 20.0
    LONGEST: Final = 600.0

    def __init__(self) -> None:
        self.seconds = self.LONGEST

    def after(self, ended: Improved | None) -> None:
        """Take in how a search ended; None if something kept it from ending."""
        if ended is Improved.NO_BETTER:
            self.seconds = min(2 * self.seconds, self.LONGEST)
        elif ended is Improved.NOTHING or ended is None:
            self.seconds = self.LONGEST
        else:
            self.seconds = self.SHORTEST


@dataclass(frozen=True, slots=True)
class Improvement:
    """Ask for a search.

    Parameters
    ----------
    day
        The service day.
    setting
        The store's.
    ahead
        By how much the store's clock runs ahead of this machine's: a rehearsal.
    anew
        Search although nothing is new, with another seed; published if that saves something.
    seed
        Of the search.
    """

    day: date
    setting: Setting
    ahead: timedelta = timedelta()
    anew: bool = False
    seed: int = 1


def improve(asked: Improvement, now: Callable[[], datetime] | None = None) -> Improved:
    """Search a better plan of a day as its book stands, and publish it if the book still stands so.

    The lock is held for publishing only, so that promises and purchases are not kept waiting by a search.

    Parameters
    ----------
    asked
        For which day, and how.
    now
        The store's clock; by default this machine's, so much ahead as was asked.

    Raises
    ------
    DispatchError
        Any of the tree; nothing is published then.
    """
    setting, archive = asked.setting, RunArchive(asked.setting.config.archive.folder)
    now = now or clock_ahead(setting, asked.ahead)
    desk = open_desk(asked.day, setting, archive, now, writing=False)
    known = len(desk.book.entries)
    carry_over(desk)
    match_promises(desk)
    if not desk.state().receipts:
        return Improved.NOTHING
    told = desk.book.entries[known:]
    if asked.anew:
        solver = setting.config.solver.model_copy(update={"seed": asked.seed})
        desk.setting = replace(setting, config=setting.config.model_copy(update={"solver": solver}))
    request = Asked(ORIGIN, standing=True)
    found = work_out(desk, request, Silent(), anew=asked.anew)
    if isinstance(found, Outcome):
        return Improved.SAME
    if asked.anew and found.base is not None and not _saves(found.made.planned, found.base):
        return Improved.NO_BETTER
    with archive.lock(asked.day, now()):
        fresh = open_desk(asked.day, setting, archive, now, writing=True)
        if len(fresh.book.entries) != known:
            return Improved.OVERTAKEN
        fresh.say([entry.news for entry in told], ORIGIN)
        archive.require_room()
        publish(fresh, found, request, Silent())
    return Improved.PUBLISHED


def clock_ahead(setting: Setting, ahead: timedelta) -> Callable[[], datetime]:
    """Return the wall clock of the store, so much ahead of this machine's."""
    return in_zone(lambda: datetime.now(UTC) + ahead, setting.config)


def _saves(made: PlannedDay, base: PlannedDay) -> bool:
    cents = [sum(route.cost.cents for route in day.plan.routes) for day in (base, made)]
    return len(made.plan.unserved) <= len(base.plan.unserved) and cents[0] - cents[1] >= _WORTH_CENTS
