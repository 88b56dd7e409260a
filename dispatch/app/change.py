"""``dispatch change``: facts of the day into its book, looked at first, and planned at once if asked to."""

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from dispatch.app.change_lines import read_lines
from dispatch.app.changes import read_line
from dispatch.app.day import Asked, bring_up_to_date, clock_of
from dispatch.app.desk import DayDesk, open_desk
from dispatch.app.files import Setting, find_setting
from dispatch.app.request import in_zone, named_moment, wall_clock
from dispatch.app.run import Outcome
from dispatch.app.telling import run_unattended
from dispatch.archive import RunArchive
from dispatch.day import Entry, news
from dispatch.day.lateness import said_too_late
from dispatch.errors import InputError, UsageError
from dispatch.model import Issue, PlannedDay, to_cents
from dispatch.phrases import without_words
from dispatch.ports import Progress

_TRIAL_SECONDS: Final = 0.25


@dataclass(frozen=True, slots=True)
class ChangeOptions:
    """Hold the words and flags of ``dispatch change``.

    Parameters
    ----------
    line
        The words of one change; empty where they stand in a file.
    file
        With a change a line.
    day
        The service day; None for today, or the newest day that has a book or a plan.
    plan
        Plan at once.
    try_only
        Only say what the plan would be with it and without; nothing is written.
    discreet
        Repeat nothing of a change that is refused: what is said of it may be mailed.
    """

    line: tuple[str, ...] = ()
    file: Path | None = None
    day: date | None = None
    config: Path | None = None
    overrides: Mapping[str, Any] = field(default_factory=dict)
    moment: str = ""
    plan: bool = False
    try_only: bool = False
    discreet: bool = False


@dataclass(frozen=True, slots=True)
class Trial:
    """Compare the plan with a change and without it.

    Parameters
    ----------
    before, after
        The plans.
    cents
        What the change costs the store.
    work_seconds
        By how much the couriers work longer.
    left_behind
        Receipts that the change leaves behind.
    broken
        Receipts whose customer would be told another time.
    """

    before: PlannedDay
    after: PlannedDay
    cents: int
    work_seconds: int
    left_behind: tuple[str, ...]
    broken: tuple[str, ...]

    @property
    def new_issues(self) -> tuple[Issue, ...]:
        """What there is to say about the plan with the change only, such as a wish that cannot be kept."""
        return tuple(issue for issue in self.after.issues if issue not in self.before.issues)


@dataclass(frozen=True, slots=True)
class Changed:
    """Say what was written, and what came of it.

    Parameters
    ----------
    day
        The service day.
    entries
        The new lines of the book; those that would be written, for a trial.
    outcome
        Of the plan, if one was asked for.
    trial
        What it would cost, if only that was asked.
    issues
        What of it comes too late.
    """

    day: date
    entries: tuple[Entry, ...]
    outcome: Outcome | None = None
    trial: Trial | None = None
    issues: tuple[Issue, ...] = ()

    @property
    def status(self) -> int:
        """That of the plan, where one was made."""
        return self.outcome.status if self.outcome else 0


def change(
    options: ChangeOptions,
    environment: Mapping[str, str],
    now: Callable[[], datetime],
    progress: Progress,
) -> Changed:
    """Write facts into the book of a day.

    Raises
    ------
    UsageError
        If a word or a name is not known; nothing is written then.
    DispatchError
        Any of the tree.
    """
    setting = find_setting(options.config, None, environment, options.overrides)
    now = in_zone(now, setting.config)
    archive = RunArchive(setting.config.archive.folder)
    day = options.day or day_at_hand(archive, now().date())
    with nullcontext() if options.try_only else archive.lock(day, now()):
        desk = open_desk(day, setting, archive, now, writing=not options.try_only)
        moment = named_moment(options.moment) if options.moment else None
        said = _said(options, desk, wall_clock(day, setting, now) if moment is None else moment)
        if options.try_only:
            return _tried(options, desk, said, moment, progress)
        first = len(desk.book.entries)
        with progress.keeping():
            desk.say(said, "change")
        written = desk.book.entries[first:]
        asked = Asked("change", moment=moment)
        clock = clock_of(desk, asked)
        issues = said_too_late(said, desk.state(clock.left if clock else None))
        if not options.plan:
            return Changed(day, written, issues=issues)
        outcome = run_unattended(
            setting.config, "change", now, lambda: bring_up_to_date(desk, asked, progress)
        )
        return Changed(day, written, outcome, issues=issues)


def day_at_hand(archive: RunArchive, today: date) -> date:
    """Return today if it has a plan or a book, else the newest day that has one.

    Raises
    ------
    UsageError
        If there is none.
    """
    days = archive.days()
    if today in days:
        return today
    if not days:
        raise UsageError(
            "There is no day in {folder} yet.",
            "Plan one first, or name the folder with --out.",
            folder=archive.root,
        )
    return days[-1]


def _said(options: ChangeOptions, desk: DayDesk, now: int | None) -> tuple[news.News, ...]:
    """Read every line before one is written: of several, all are taken or none."""
    lines = list(read_lines(options.file)) if options.file else []
    if options.line:
        lines.append(list(options.line))
    if not lines:
        raise UsageError("Which change?", "Name one, such as 'cancel 2611210042', or a file with --file.")
    said: list[news.News] = []
    for number, line in enumerate(lines, 1):
        try:
            said += read_line(line, desk, now)
        except (UsageError, InputError) as refused:
            raise (_without_persons(refused, number) if options.discreet else refused) from None
    return tuple(said)


def _without_persons(refused: UsageError | InputError, number: int) -> UsageError | InputError:
    """Say which of the changes is refused and why, and nothing that was typed in it."""
    return type(refused)(
        "Change {number}: {why}",
        "Without --quiet it is told in full.",
        number=number,
        why=without_words(refused.phrase),
    )


def _tried(
    options: ChangeOptions, desk: DayDesk, said: tuple[news.News, ...], moment: int | None, progress: Progress
) -> Changed:
    """Plan without the change and with it, and compare: near the version in force, unless asked to search."""
    asked = Asked("try", moment=moment, brief=not _asked_to_search(options))
    if asked.brief and desk.state().in_force is None:
        desk.setting = _quick(desk.setting)
    without = bring_up_to_date(desk, asked, progress).planned
    first = len(desk.book.entries)
    desk.say(said, "try")
    entries = desk.book.entries[first:]
    outcome = bring_up_to_date(desk, asked, progress)
    trial = compare_plans(without, outcome.planned)
    return Changed(desk.day, entries, trial=trial)


def _asked_to_search(options: ChangeOptions) -> bool:
    return any(key.startswith("solver.") for key in options.overrides)


def _quick(setting: Setting) -> Setting:
    """Search a quarter of a second where there is no version yet: somebody waits."""
    solver = setting.config.solver
    if solver.iterations is not None:
        solver = solver.model_copy(update={"iterations": max(1, solver.iterations // 20)})
    else:
        solver = solver.model_copy(update={"seconds": min(solver.seconds, _TRIAL_SECONDS)})
    return replace(setting, config=setting.config.model_copy(update={"solver": solver}))


def _spent(day: PlannedDay) -> int:
    """Return what the routes of a day cost the store in money, in ticks."""
    return sum(route.cost.spent for route in day.plan.routes)


def compare_plans(before: PlannedDay, after: PlannedDay) -> Trial:
    """Say what a change costs and whom it hurts."""
    behind = {r for stop in before.plan.unserved for r in stop.receipt_ids}
    known = {told.receipt: told for told in before.told}
    return Trial(
        before,
        after,
        to_cents(_spent(after) - _spent(before)),
        after.plan.totals.work_seconds - before.plan.totals.work_seconds,
        tuple(r for stop in after.plan.unserved for r in stop.receipt_ids if r not in behind),
        tuple(
            told.receipt
            for told in after.told
            if told.tell in {"earlier", "later", "not_today"}
            and (told.receipt not in known or known[told.receipt].tell != told.tell)
        ),
    )
