"""Bring a day's plan up to date: what is known into its book, the book down the road, the plan published.

Every command that plans goes this way: ``plan``, ``change --plan``, ``replan``.
"""

from collections.abc import Callable
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from dispatch.app.adapters import open_adapters, writers
from dispatch.app.desk import DayDesk
from dispatch.app.digest import digest_of, promises_digest, without_others
from dispatch.app.edited import is_edited
from dispatch.app.files import Setting, find_standing
from dispatch.app.request import TillFiles, wall_clock
from dispatch.app.run import Outcome, publish_run, signing_key
from dispatch.app.settings import SETTINGS
from dispatch.app.till import told_by_till
from dispatch.archive import PLAN, Kind, read_info
from dispatch.archive.comparing import compare
from dispatch.archive.matrices import MATRICES
from dispatch.clock import MINUTE
from dispatch.config import opening_hours
from dispatch.day import (
    BACK,
    LEFT,
    Clock,
    DayState,
    day_state,
    held_at,
    news,
    since_version,
)
from dispatch.day.promised import bought
from dispatch.day.promises import visits_of
from dispatch.errors import InputError, UsageError
from dispatch.files.source import sha256
from dispatch.intake import Corrections, read_corrections, read_standing
from dispatch.model import Code, InputFile, Issue, PlannedDay, RunSummary, Severity
from dispatch.model.facts import written
from dispatch.pipeline import Request, make_day
from dispatch.pipeline.day import MadeDay
from dispatch.pipeline.forecasts import standing_as_news
from dispatch.pipeline.keeping import route_issues
from dispatch.pipeline.till import (
    Coming,
    corrections_as_news,
    goods_of,
    phones_of,
    till_of,
)
from dispatch.pipeline.wished import with_wishes_of_till
from dispatch.ports import Progress, Stage
from dispatch.words import words
from dispatch.zones import load_zones


@dataclass(frozen=True, slots=True)
class Asked:
    """Say what a command brings to a day.

    Parameters
    ----------
    origin
        The command.
    files
        Of the till; None where nothing new was exported.
    inputs
        Files that were read into the book before, where ``files`` is None.
    corrections
        Reads a corrected file against the rows as they stand; None if there is none.
    said
        News of the dispatcher.
    moment
        What time it is to be; None for the clock.
    afresh
        Whether to plan as if no version had been made.
    brief
        Whether only what lies near the version in force is looked at.
    standing
        Whether only the day as it stands is asked for: it may be empty yet.
    parted
        Whether routes that are shared with other stores are taken apart: all of those are planned anew.
    """

    origin: str
    files: TillFiles | None = None
    inputs: tuple[InputFile, ...] = ()
    corrections: "ReadCorrections | None" = None
    said: tuple[news.News, ...] = ()
    moment: int | None = None
    afresh: bool = False
    brief: bool = False
    standing: bool = False
    parted: bool = False


type ReadCorrections = Callable[[DayState], tuple[Corrections, news.CorrectionsRead]]


def take_in(desk: DayDesk, asked: Asked, moment: int | None) -> None:
    """Write what a command brings into the book at a moment, as far as it is new."""
    desk.say(asked.said, asked.origin)
    if asked.files is not None:
        said, issues = told_by_till(desk.state(), asked.files, desk.setting.config.intake)
        desk.say(said, asked.files.export.name)
        desk.issues = (*desk.issues, *issues)
        desk.say(_standing_news(desk, asked.files, moment), asked.files.export.name)
    if asked.corrections is not None:
        corrections, put_right = asked.corrections(desk.state())
        if put_right.corrections:
            desk.say([put_right], corrections.name)
        desk.issues = (*desk.issues, *corrections.issues())
    match_promises(desk, asked.moment)


def match_promises(desk: DayDesk, moment: int | None = None) -> None:
    """Write down which purchases those are that a window was promised for."""
    state = desk.state()
    held = held_at(state.promises, desk.seconds() if moment is None else moment)
    if held:
        phones = phones_of(till_of(state, desk.setting.config.intake, None))
        desk.say(bought(held, phones), "promise")


def _standing_news(desk: DayDesk, files: TillFiles, moment: int | None) -> list[news.News]:
    """Return the standing orders that are due, if that is new."""
    state, store = desk.state(moment), desk.setting.config.store
    listed, path = files.standing, find_standing(None, desk.setting)
    if listed is None and path is not None:  # the till dropped its files elsewhere
        listed = read_standing(path, desk.setting.config.intake, desk.day)
        desk.issues = (*desk.issues, *listed.issues)
    due = news.StandingDue("", ())
    if listed is not None:
        left = {known.number for known in state.in_phase(*LEFT, *BACK)}
        coming = Coming(desk.day, words(store.language))
        opening = opening_hours(store, desk.day).start
        till = till_of(state, desk.setting.config.intake)
        due = standing_as_news(listed, till, coming, opening, left)
    said = replace(due, name=state.standing.name)
    return [] if said == state.standing else [due]


def corrections_from(path: Path, setting: Setting) -> ReadCorrections:
    """Read a corrected file once the rows are known that it corrects."""

    def read(state: DayState) -> tuple[Corrections, news.CorrectionsRead]:
        export = till_of(state, setting.config.intake, None)
        corrections = read_corrections(path, export, setting.config.intake)
        return corrections, corrections_as_news(export, corrections)

    return read


def bring_up_to_date(desk: DayDesk, asked: Asked, progress: Progress) -> Outcome:
    """Take in what is new, and plan and publish unless the version in force was made of just this.

    The day's lock is held, unless the desk does not write.

    Raises
    ------
    DispatchError
        Any of the tree; nothing is published then.
    """
    with progress.keeping() if asked.said and desk.writing else nullcontext():
        take_in_safely(desk, asked)
    found = work_out(desk, asked, progress)
    return found if isinstance(found, Outcome) else publish(desk, found, asked, progress)


def take_in_safely(desk: DayDesk, asked: Asked) -> None:
    """Take in what is new if nothing stands in the way of publishing; raises as :func:`bring_up_to_date`."""
    if desk.writing:
        desk.archive.require_room()
    if not asked.brief:
        writers(desk.setting)  # whatever they refuse, they refuse before the search
        signing_key(desk.setting.config)
    clock = clock_of(desk, asked)
    take_in(desk, asked, clock.left if clock else None)


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """Hold a plan that is not published yet.

    Parameters
    ----------
    made
        The planned day.
    base
        The version that it goes on from; None for the first, and for one made afresh.
    digest
        Of all that decided it.
    moment
        What time it was said to be; None without a clock.
    request
        What was asked.
    """

    made: MadeDay
    base: PlannedDay | None
    digest: str
    moment: int | None
    request: Request


def work_out(desk: DayDesk, asked: Asked, progress: Progress, *, anew: bool = False) -> WorkedOut | Outcome:
    """Plan what the book says; an outcome if the version in force was made of just this.

    Parameters
    ----------
    anew
        Search all the same.

    Raises
    ------
    DispatchError
        Any of the tree.
    """
    setting, language = desk.setting, desk.setting.config.store.language
    clock = clock_of(desk, asked)
    state = desk.state(clock.left if clock else None)
    promises = desk.held(state, clock.now if clock else None)
    digest = digest_of(state, desk) + promises_digest(promises)
    base, issues = base_of(desk, state, asked)
    same = without_others(state.digest) == digest and not _done_ahead(state, clock) and not anew
    looking = desk.writing or asked.brief or asked.standing
    if looking and not asked.afresh and base is not None and same:
        folder = desk.archive.folder(desk.day, base.version)
        return Outcome(
            base,
            read_info(folder).status,
            folder,
            unchanged=True,
            troubles=tuple(words(language).issue(issue).message for issue in (*desk.issues, *issues)),
        )
    request = request_of(desk, state, asked, base, clock, issues, promises)
    zones = load_zones(setting.config.zones)
    with open_adapters(setting, desk.now, progress) as adapters:
        made = make_day(request, setting.config, zones, adapters)
    return WorkedOut(made, base, digest, clock.now if clock else None, request)


def _done_ahead(state: DayState, clock: Clock | None) -> bool:
    """Tell whether something came back of an order that the version in force has still to bring.

    Without a clock what came back has been driven.
    """
    return clock is not None and any(
        receipt.outcome is not None and receipt.visit is not None and receipt.visit.departure > clock.left
        for receipt in state.receipts.values()
    )


def request_of(
    desk: DayDesk,
    state: DayState,
    asked: Asked,
    base: PlannedDay | None,
    clock: Clock | None,
    issues: tuple[Issue, ...] = (),
    promises: tuple[news.Promise, ...] = (),
) -> Request:
    """Gather what the book and the files of a day ask.

    Raises
    ------
    UsageError
        If there is nothing to plan yet.
    """
    if state.export is None and not state.receipts and not asked.standing:
        raise UsageError(
            "The book of {day} has no export of the till yet.",
            "Plan the day first: dispatch plan PURCHASES.",
            day=str(desk.day),
        )
    files, config = asked.files, desk.setting.config
    till = till_of(state, config.intake, Coming(desk.day, words(config.store.language)))
    state, wished = with_wishes_of_till(state, till, (courier.name for courier in config.courier))
    return Request(
        day=desk.day,
        till=till,
        goods=goods_of(state),
        state=state,
        before=day_state(since_version(desk.book.entries)),
        base=base,
        clock=clock,
        promises=promises,
        inputs=files.inputs if files else asked.inputs or (base.provenance.inputs if base else ()),
        issues=(*(files.issues if files else ()), *desk.issues, *wished, *issues),
        brief=asked.brief and base is not None,
        parted=asked.parted,
    )


def publish(desk: DayDesk, found: WorkedOut, asked: Asked, progress: Progress) -> Outcome:
    """Publish what was planned, and write it into the book; a desk that does not write only shows it."""
    planned = found.made.planned
    changes = compare(found.base, planned) if found.base else None
    if not desk.writing:
        return Outcome(planned, RunSummary.of(planned).status, changes=changes, before=found.base)
    version = desk.archive.next_version(desk.day)
    planned = replace(planned, version=version)
    kind: Kind = "replan" if asked.origin == "replan" else "plan"
    progress.begin(Stage.WRITING)
    with ExitStack() as kept:
        planned, folder = publish_run(
            planned,
            desk.archive,
            desk.setting,
            digest=found.digest,
            kind=kind,
            written=lambda: kept.enter_context(progress.keeping()),
        )
        sealed = tuple((name, sha256(folder / name)) for name in (PLAN, MATRICES, SETTINGS))
        told = news.VersionMade(
            version, found.digest, visits_of(planned), found.made.reserved, sealed, found.moment
        )
        desk.say([told], asked.origin)
    progress.end()
    return Outcome(planned, RunSummary.of(planned).status, folder, changes=changes, before=found.base)


def clock_of(desk: DayDesk, asked: Asked) -> Clock | None:
    """Say what time it is: what the clock shows, or what was named; what has left stays so in both."""
    wall = wall_clock(desk.day, desk.setting, desk.now)
    moment = wall if asked.moment is None else asked.moment
    if moment is None:
        return None
    known = [moment, wall or 0] if not asked.afresh else [moment]
    if not asked.afresh:
        known.append(_last_moment(desk))
    handover = round(desk.setting.config.promise.handover_minutes * MINUTE)
    released = moment + round(desk.setting.config.promise.release_minutes * MINUTE)
    return Clock(moment, max(known), moment + handover, released)


def _last_moment(desk: DayDesk) -> int:
    """Return what time it was when the version in force was made."""
    in_force = desk.state().in_force
    if in_force is None:
        return 0
    try:
        return desk.sound(in_force).now or 0
    except InputError:
        return 0


def base_of(desk: DayDesk, state: DayState, asked: Asked) -> tuple[PlannedDay | None, tuple[Issue, ...]]:
    """Read the version in force.

    Raises
    ------
    InputError
        If it was edited or cannot be read, and orders have left by it.
    """
    if state.in_force is None:
        return None, ()
    if asked.afresh:
        return None, () if asked.parted else _unshared(desk, state.in_force)
    folder = desk.archive.day_folder(desk.day) / f"v{state.in_force}"
    try:
        planned = desk.sound(state.in_force)
        if not is_edited(folder, PLAN, MATRICES):
            return planned, ()
    except InputError:
        pass
    if state.in_phase(*LEFT):
        raise InputError(
            "v{version}, which is driven, was changed or cannot be read.",
            "Drive another version with 'dispatch day --drive', or plan anew with --afresh.",
            version=state.in_force,
        )
    number = written("number", str(state.in_force))
    return None, (Issue(Code.BASE_UNUSABLE, Severity.WARNING, facts=(number,)),)


def _unshared(desk: DayDesk, version: int) -> tuple[Issue, ...]:
    """Tell which routes other stores count on, where the version that shares them is given up."""
    try:
        before = desk.sound(version)
    except InputError:
        return ()
    return route_issues(before.problem, replace(before.plan, routes=()), before)
