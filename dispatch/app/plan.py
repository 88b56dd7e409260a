"""``dispatch plan``: bring the day's plan up to date with what the till and the book say, from now on."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from dispatch.app.carrying import carry_over
from dispatch.app.columns import columns_told, keep_columns
from dispatch.app.day import Asked, bring_up_to_date, corrections_from
from dispatch.app.desk import DayDesk, open_desk
from dispatch.app.dropping import begin_with_nothing, empty_drop, inputs_of_day, take_dry, told_of
from dispatch.app.files import Setting, find_setting, sample_setting
from dispatch.app.request import PlanOptions, TillFiles, describe_inputs, in_zone, named_moment, read_till
from dispatch.app.run import Outcome
from dispatch.app.telling import run_unattended
from dispatch.archive import RunArchive
from dispatch.errors import UsageError
from dispatch.model import NEEDS_LOOK, PLANNED, InputFile, Issue, warned
from dispatch.ports import Progress


def plan(
    options: PlanOptions,
    environment: Mapping[str, str],
    now: Callable[[], datetime],
    progress: Progress,
) -> Outcome:
    """Bring a day's plan up to date and publish it.

    Raises
    ------
    DispatchError
        Any of the tree; nothing is published then.
    """
    setting = _setting(options, environment)
    now = in_zone(now, setting.config)
    if options.dry_run:
        return _plan(options, setting, now, progress)
    return run_unattended(setting.config, "plan", now, lambda: _plan(options, setting, now, progress))


def _setting(options: PlanOptions, environment: Mapping[str, str]) -> Setting:
    """Find what is to be planned; the bundled sample day only where it is asked for."""
    if options.sample:
        if options.purchases or options.config:
            raise UsageError("--sample plans the bundled day, with its own files.", "Name no other with it.")
        return sample_setting(environment, options.overrides)
    setting = find_setting(options.config, options.purchases, environment, options.overrides)
    if setting.sample:
        raise UsageError(
            "There is no till's export named, and no dispatch.toml here that names one.",
            "Name the export, make a store with 'dispatch init', or look at the bundled day with --sample.",
        )
    return setting


def _plan(options: PlanOptions, setting: Setting, now: Callable[[], datetime], progress: Progress) -> Outcome:
    with opened_day(options, setting, now) as opened:
        outcome = bring_up_to_date(opened.desk, opened.asked, progress)
    if outcome.unchanged and warned(opened.told) and outcome.status == PLANNED:
        return replace(outcome, status=NEEDS_LOOK)
    return outcome


@dataclass(frozen=True, slots=True)
class OpenedDay:
    """Hold a day whose lock is held, with what is to be brought to it.

    Parameters
    ----------
    desk
        The day.
    asked
        What the till's files and the flags bring.
    told
        What files that tills have dropped had to say.
    """

    desk: DayDesk
    asked: Asked
    told: tuple[Issue, ...] = ()


@contextmanager
def opened_day(options: PlanOptions, setting: Setting, now: Callable[[], datetime]) -> Iterator[OpenedDay]:
    """Read the till, and open the day that it is of; its lock is held meanwhile.

    Raises
    ------
    DispatchError
        Any of the tree.
    """
    archive, drop = RunArchive(setting.config.archive.folder), setting.config.intake.drop
    if options.purchases is None and drop is not None:
        with _dropped(drop, options, setting, archive, now) as opened:
            yield opened
        return
    files = read_till(options, setting, now)
    table, read = files.export.events is None, files.export.columns.read
    told = columns_told(archive.root, files.export.name, read) if table else ()
    asked = _asked(options, setting, files=replace(files, issues=(*files.issues, *told)))
    with nullcontext() if options.dry_run else archive.lock(files.day, now()):
        desk = open_desk(files.day, setting, archive, now, writing=not options.dry_run)
        carry_over(desk)
        yield OpenedDay(desk, asked)
    if table and not options.dry_run:
        keep_columns(archive.root, read)


def _asked(
    options: PlanOptions,
    setting: Setting,
    *,
    files: TillFiles | None = None,
    inputs: tuple[InputFile, ...] = (),
) -> Asked:
    return Asked(
        "plan",
        files,
        inputs,
        corrections=corrections_from(options.corrections, setting) if options.corrections else None,
        moment=named_moment(options.moment) if options.moment else None,
        afresh=options.afresh,
        parted=options.parted,
    )


@contextmanager
def _dropped(
    drop: Path, options: PlanOptions, setting: Setting, archive: RunArchive, now: Callable[[], datetime]
) -> Iterator[OpenedDay]:
    """Take what tills have dropped into the books of its days, and open the day that is named, or today.

    Where today has no orders it is the day of what came last.
    """
    heard = empty_drop(drop, setting, archive, now, writing=not options.dry_run)
    today = now().date()
    known = {till.day for till in heard.tills} | set(archive.days())
    day = options.day or (today if today in known else heard.newest_day() or today)
    with nullcontext() if options.dry_run else archive.lock(day, now()):
        desk = open_desk(day, setting, archive, now, writing=not options.dry_run)
        if options.dry_run:
            take_dry(desk, heard)
        carry_over(desk)
        begin_with_nothing(desk, drop)
        told = told_of(heard, day)
        desk.issues = (*desk.issues, *told)
        inputs = (*describe_inputs(options, setting), *inputs_of_day(desk, drop, heard))
        yield OpenedDay(desk, _asked(options, setting, inputs=tuple(dict.fromkeys(inputs))), told)
