"""``dispatch plan``: from files to a published run, once, under the day's lock."""

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from dispatch import __version__
from dispatch.app.adapters import map_root, open_adapters, writers
from dispatch.app.files import Setting, find_setting
from dispatch.app.request import PlanOptions, in_zone, make_request, sources
from dispatch.app.run import Outcome, write_run
from dispatch.app.telling import run_unattended
from dispatch.archive import RunArchive, describe_file, fingerprint
from dispatch.archive.comparing import compare
from dispatch.config import Config
from dispatch.errors import InputError
from dispatch.model import PlannedDay, RunSummary
from dispatch.pipeline import Request, plan_day
from dispatch.ports import Progress, Stage
from dispatch.roadmap import map_status
from dispatch.words import words
from dispatch.zones import load_zones


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
        return Outcome(planned, RunSummary.of(planned).status)
    return run_unattended(
        setting.config, "plan", now, lambda: _plan_and_publish(options, setting, now, progress)
    )


def _plan_and_publish(
    options: PlanOptions, setting: Setting, now: Callable[[], datetime], progress: Progress
) -> Outcome:
    request = make_request(options, setting, now)
    archive = RunArchive(setting.config.archive.folder)
    with archive.lock(request.day, now()):
        return _plan_once(request, setting, archive, now, progress, options)


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
        say = words(setting.config.store.language)
        return Outcome(
            archive.read(request.day, known.version),
            known.status,
            known.folder,
            unchanged=True,
            troubles=tuple(say.issue(issue).message for issue in request.issues),
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
    return Outcome(planned, RunSummary.of(planned).status, folder, changes=changes)


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
