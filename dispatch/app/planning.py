"""``dispatch plan``: from files to a published run, once, under the day's lock."""

import contextlib
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from dispatch import __version__
from dispatch.app.care import Ending, tell_ended, tell_failed
from dispatch.app.files import Setting, find_lines, find_purchases, find_setting, lines_missing
from dispatch.app.runs import purge_archive
from dispatch.app.settings import keep_settings
from dispatch.app.tools import map_root, open_adapters, writers
from dispatch.archive import RunArchive, describe_file, fingerprint, seal, write_plan
from dispatch.archive.comparing import Changes, compare
from dispatch.config import Config
from dispatch.errors import DispatchError, InputError
from dispatch.intake import file_day, settled
from dispatch.model import Issue, PlannedDay, Severity
from dispatch.pipeline import Request, plan_day
from dispatch.ports import Progress, Stage
from dispatch.roadmap import map_status
from dispatch.zones import load_zones

PLANNED, NOTHING_PLANNED, NEEDS_LOOK = 0, 4, 5


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """Hold the flags of ``dispatch plan``; None and empty mean not given."""

    purchases: Path | None = None
    lines: Path | None = None
    corrections: Path | None = None
    config: Path | None = None
    day: date | None = None
    overrides: Mapping[str, Any] = field(default_factory=dict)
    again: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """Say how a run ended.

    Parameters
    ----------
    planned
        The planned day.
    status
        Exit status.
    folder
        The published run; None for a dry run.
    unchanged
        The input was planned before; the run is that earlier one.
    changes
        Against the version before; None if there is none.
    troubles
        What went wrong beside the plan (telling people, purging), in sentences.
    """

    planned: PlannedDay
    status: int
    folder: Path | None = None
    unchanged: bool = False
    changes: Changes | None = None
    troubles: tuple[str, ...] = ()


def plan(
    options: PlanOptions,
    environment: Mapping[str, str],
    now: Callable[[], datetime],
    progress: Progress,
) -> Outcome:
    """Plan a day and publish it.

    Raises
    ------
    DispatchError
        Any of the tree; nothing is published then.
    """
    setting = find_setting(options.config, options.purchases, environment, options.overrides)
    now = in_zone(now, setting.config)
    if options.dry_run:
        planned = _plan(make_request(options, setting, now), setting, now, progress)
        return Outcome(planned, status_of(planned))
    return told(setting.config, "plan", now, lambda: _plan_and_publish(options, setting, now, progress))


def told(config: Config, command: str, now: Callable[[], datetime], run: Callable[[], Outcome]) -> Outcome:
    """Run something unattended: let persons out of old runs, and tell people how it ended."""
    try:
        outcome = run()
    except Exception as error:
        for trouble in tell_failed(config, command, error, now()):
            error.add_note(trouble)
        raise
    troubles = [
        *_purge(config, now(), outcome.planned.day),
        *tell_ended(config, command, ending_of(outcome), now()),
    ]
    return replace(outcome, troubles=(*outcome.troubles, *troubles))


def in_zone(now: Callable[[], datetime], config: Config) -> Callable[[], datetime]:
    """Return the wall clock of the store."""
    zone = ZoneInfo(config.store.timezone)
    return lambda: now().astimezone(zone)


def ending_of(outcome: Outcome) -> Ending:
    """Sum an outcome up for those who are told of it."""
    planned, accounts = outcome.planned, outcome.planned.accounts
    return Ending(
        status=outcome.status,
        headline=(
            f"{accounts.planned} orders planned, {accounts.rejected} rejected,"
            f" {accounts.unassigned} unassigned"
        ),
        day=planned.day.isoformat(),
        version=planned.version,
        details=outcome.changes.sentences() if outcome.changes else (),
        folder=str(outcome.folder or ""),
        accounts=asdict(accounts),
    )


def _purge(config: Config, now: datetime, planned: date) -> list[str]:
    """Purge after a run; the day it was for stays, or planning a day long past would take it away again."""
    try:
        purge_archive(RunArchive(config.archive.folder), config, now, dry_run=False, spare=(planned,))
    except DispatchError as error:
        return [f"Old runs could not be purged: {error.message}"]
    return []


def _plan_and_publish(
    options: PlanOptions, setting: Setting, now: Callable[[], datetime], progress: Progress
) -> Outcome:
    request = make_request(options, setting, now)
    archive = RunArchive(setting.config.archive.folder)
    with archive.lock(request.day, now()):
        return _plan_once(request, setting, archive, now, progress, options)


def make_request(options: PlanOptions, setting: Setting, now: Callable[[], datetime]) -> Request:
    """Find the files a plan is made from, wait until the till has written them, and settle the day."""
    purchases = find_purchases(options.purchases, setting)
    lines = find_lines(options.lines, purchases, setting)
    section = setting.config.intake
    for path in (purchases, lines, options.corrections):
        if path is not None:
            settled(path, section.settle_seconds, time.time, time.sleep)
    shown = None if options.day else file_day(purchases, section, setting.config.store)
    today = now().date()
    inputs = tuple(describe_file(role, path) for role, path in sources(options, setting))
    return Request(
        purchases,
        options.day or shown or today,
        lines,
        options.corrections,
        inputs,
        (
            *((_another_day(shown, today),) if shown and shown != today else ()),
            *lines_missing(lines, setting),
        ),
    )


def sources(options: PlanOptions, setting: Setting) -> list[tuple[str, Path]]:
    """Return every file a plan is made from, with its role."""
    purchases = find_purchases(options.purchases, setting)
    found = (
        ("purchases", purchases),
        ("config", setting.file),
        ("lines", find_lines(options.lines, purchases, setting)),
        ("corrections", options.corrections),
        ("addresses", setting.config.geocoding.addresses),
    )
    always = ("purchases", "config")
    return [(role, path) for role, path in found if path and (role in always or path.is_file())]


def _another_day(shown: date | None, today: date) -> Issue:
    return Issue(
        "DAY_NOT_TODAY",
        Severity.INFO,
        f"The export is of {shown}, and that day is planned; today is {today}.",
        "Name the day with --date if that is meant; else look whether the till still exports.",
        field="purchased_at",
        value=str(shown),
    )


def status_of(planned: PlannedDay) -> int:
    """Return the exit status of a plan: 0, 4 if not one order could be planned, 5 if it needs a look."""
    flagged = planned.accounts.read - planned.accounts.not_flagged
    if flagged and not planned.accounts.planned:
        return NOTHING_PLANNED
    return NEEDS_LOOK if planned.needs_look else PLANNED


def write_run(
    planned: PlannedDay,
    folder: Path,
    setting: Setting,
    *,
    digest: str = "",
    kind: str = "plan",
) -> None:
    """Write every file of a run into a folder that is not published yet; the manifest comes last."""
    write_plan(planned, folder)
    keep_settings(setting.config, folder)
    for writer in writers(setting):
        writer.write(planned, folder)
    seal(
        folder,
        planned,
        status=status_of(planned),
        fingerprint=digest,
        kind="replan" if kind == "replan" else "plan",
        events=events(planned),
    )


def events(planned: PlannedDay) -> list[dict[str, Any]]:
    """List what happened, for ``log.jsonl``, without personal data."""
    told: list[dict[str, Any]] = [
        {"event": "stage", "stage": stage, "seconds": seconds}
        for stage, seconds in planned.provenance.timings
    ]
    told += [
        {"event": "issue", "code": i.code, "severity": str(i.severity), "row": i.row, "field": i.field}
        for i in planned.issues
    ]
    told += [
        {"event": "rejected", "row": r.row, "codes": [issue.code for issue in r.issues]}
        for r in planned.rejected
    ]
    told += [{"event": "unassigned", "code": u.code, "never": u.never} for u in planned.unassigned]
    told.append({"event": "done", "version": planned.version, "cents": planned.plan.totals.cost.cents})
    return told


def _plan(request: Request, setting: Setting, now: Callable[[], datetime], progress: Progress) -> PlannedDay:
    zones = load_zones(setting.config.zones)
    with open_adapters(setting, now, progress) as adapters:
        return plan_day(request, setting.config, zones, adapters)


def _plan_once(
    request: Request,
    setting: Setting,
    archive: RunArchive,
    now: Callable[[], datetime],
    progress: Progress,
    options: PlanOptions,
) -> Outcome:
    """Plan unless this very input was planned before, and publish; the day's lock is held."""
    digest = fingerprint(request.inputs, _settings(request, setting.config), __version__)
    known = None if options.again else archive.find_same_input(request.day, digest)
    if known is not None:
        return Outcome(
            archive.read(request.day, known.version),
            known.status,
            known.folder,
            unchanged=True,
            troubles=tuple(issue.message for issue in request.issues),
        )
    archive.require_room()
    writers(setting)  # whatever they refuse, they refuse before the search
    before = _previous(archive, request.day)
    version = archive.next_version(request.day)
    planned = replace(_plan(request, setting, now, progress), version=version)
    _refuse_changed(request, options, setting)
    progress.begin(Stage.WRITING)
    folder = archive.publish(
        request.day, version, lambda hidden: write_run(planned, hidden, setting, digest=digest)
    )
    progress.end()
    changes = compare(before, planned) if before else None
    return Outcome(planned, status_of(planned), folder, changes=changes)


def _refuse_changed(request: Request, options: PlanOptions, setting: Setting) -> None:
    """Refuse a plan of files that were written meanwhile: what was hashed may not be what was read."""
    for before, (role, path) in zip(request.inputs, sources(options, setting), strict=False):
        if describe_file(role, path) != before:
            raise InputError(f"{path.name} changed while it was being planned.", "Run again.")


def _settings(request: Request, config: Config) -> dict[str, Any]:
    """Return what decides a plan besides the files: the day, the configuration, the installed map."""
    installed = map_status(map_root(config)).id
    return {"day": request.day.isoformat(), "config": config.model_dump(mode="json"), "map": installed}


def _previous(archive: RunArchive, day: date) -> PlannedDay | None:
    """Read the version before; a damaged one is no reason not to plan."""
    if archive.versions(day):
        with contextlib.suppress(InputError):
            return archive.read(day)
    return None
