"""The road itself: what it is asked, what plugs into it, and what runs the stages."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol, runtime_checkable

from dispatch.day import Clock, DayState, news
from dispatch.intake import Export, Goods
from dispatch.model import InputFile, Issue, PlannedDay
from dispatch.ports import DoorTimes, Geocoder, Progress, Stage, TravelSource

Cells = Mapping[str, tuple[tuple[str, str], ...]]
"""The row as read of each order, by receipt_id."""


@dataclass(frozen=True, slots=True)
class Request:
    """Say what to plan.

    Parameters
    ----------
    day
        The service day.
    till
        What the till says, put right and changed since.
    goods
        What the lines of each receipt come to.
    state
        What the day's book says.
    before
        What it said when the version before was made.
    base
        The version in force; None for the first plan of a day, and for one that is made afresh.
    clock
        What time it is; None if the day is not today.
    promises
        Windows that are held for baskets which are not bought yet: room is kept for them.
    inputs
        What the files were, for the record.
    issues
        What the choice of files and day, and the files themselves, have to say.
    brief
        Whether only what lies near the version in force is looked at, and no way is drawn: for somebody who
        waits to hear what a change would cost.
    parted
        Whether routes that are shared with other stores are taken apart: all of those are planned anew.
    """

    day: date
    till: Export
    goods: Mapping[str, Goods] = field(default_factory=dict)
    state: DayState = field(default_factory=DayState)
    before: DayState = field(default_factory=DayState)
    base: PlannedDay | None = None
    clock: Clock | None = None
    promises: tuple[news.Promise, ...] = ()
    inputs: tuple[InputFile, ...] = ()
    issues: tuple[Issue, ...] = ()
    brief: bool = False
    parted: bool = False


@dataclass(frozen=True, slots=True)
class Adapters:
    """Hold what plugs into the stages: each is handed the one that it needs.

    Parameters
    ----------
    geocoder
        Finds addresses.
    travel
        Tells times, distances and ways.
    progress
        Shows how far the work is.
    now
        The wall clock, with its zone.
    door_times
        What earlier days taught about time at doors; None if that is not to be used.
    issues
        What opening them had to say: a fallback, a map that is old, a file that cannot be read.
    program, versions
        For the record.
    """

    geocoder: Geocoder
    travel: TravelSource
    progress: Progress
    now: Callable[[], datetime]
    door_times: DoorTimes | None = None
    issues: tuple[Issue, ...] = ()
    program: str = ""
    versions: tuple[tuple[str, str], ...] = ()


@runtime_checkable
class HasIssues(Protocol):
    """A result that has something to tell."""

    @property
    def issues(self) -> tuple[Issue, ...]:
        """What is wrong, doubted or worth knowing."""
        ...


@dataclass(slots=True)
class Road:
    """Run stages one after another: show each, keep its time, and take what its result has to tell.

    Parameters
    ----------
    progress
        Where stages are shown.
    issues
        All that has been told so far, in order.
    seconds
        How long each stage took.
    """

    progress: Progress
    issues: list[Issue] = field(default_factory=list)
    seconds: dict[Stage, float] = field(default_factory=dict)

    def run[**P, R](self, stage: Stage, work: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a stage and return its result, whose issues are taken."""
        began = time.perf_counter()
        self.progress.begin(stage)
        result = work(*args, **kwargs)
        self.progress.end()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - began
        if isinstance(result, HasIssues):
            self.take(result.issues)
        return result

    def take(self, issues: Iterable[Issue]) -> None:
        """Take what was told elsewhere than by a stage."""
        self.issues += issues

    @property
    def timings(self) -> tuple[tuple[str, float], ...]:
        """The seconds of each stage, in the order in which they ran first."""
        return tuple((str(stage), round(seconds, 3)) for stage, seconds in self.seconds.items())
