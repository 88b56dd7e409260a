"""``dispatch replan``: the rest of a day once more, as the next version."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from dispatch.app.adapters import open_adapters, writers
from dispatch.app.edited import require_unedited
from dispatch.app.files import Setting, archive_root
from dispatch.app.request import PlanOptions, in_zone, make_request
from dispatch.app.run import Outcome, write_run
from dispatch.app.settings import setting_of_run
from dispatch.app.telling import run_unattended
from dispatch.archive import RunArchive, read_info, read_plan
from dispatch.archive.comparing import compare
from dispatch.clock import parse_hhmm
from dispatch.errors import UsageError
from dispatch.model import PlannedDay, RunSummary
from dispatch.pipeline import Event, replan_day
from dispatch.ports import Progress, Stage
from dispatch.zones import load_zones


@dataclass(frozen=True, slots=True)
class ReplanOptions:
    """Hold the flags of ``dispatch replan``."""

    run: str
    moment: str
    late: Path | None = None
    cancelled: tuple[str, ...] = ()
    out: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    config: Path | None = None
    overrides: Mapping[str, Any] = field(default_factory=dict)
    dry_run: bool = False


def replan(
    options: ReplanOptions,
    environment: Mapping[str, str],
    now: Callable[[], datetime],
    progress: Progress,
) -> Outcome:
    """Plan the rest of a day again and publish it as the next version.

    Raises
    ------
    DispatchError
        Any of the tree; nothing is published then.
    """
    named = options.overrides.get("archive.folder")
    folder = RunArchive(archive_root(named and Path(named), environment)).resolve(options.run)
    setting = setting_of_run(folder, options.config, environment, options.overrides)
    now = in_zone(now, setting.config)
    require_unedited(folder, "Look at it with 'dispatch verify', or plan the day anew with 'plan --again'.")
    old = read_plan(folder)
    event = _event(options, old, setting, now)
    if options.dry_run:
        planned = _plan(old, event, setting, now, progress)
        return Outcome(planned, RunSummary.of(planned).status, changes=compare(old, planned))
    archive = RunArchive(folder.parent.parent)
    return run_unattended(
        setting.config, "replan", now, lambda: _publish(old, event, folder, archive, setting, now, progress)
    )


def _event(options: ReplanOptions, old: PlannedDay, setting: Setting, now: Callable[[], datetime]) -> Event:
    try:
        moment = parse_hhmm(options.moment)
    except ValueError as error:
        raise UsageError(f"--from {error}.") from None
    late = None
    if options.late is not None:
        files = PlanOptions(purchases=options.late, day=old.day)
        late = make_request(files, setting, now)
    return Event(moment, late, frozenset(options.cancelled), options.out, tuple(map(_back, options.back)))


def _back(text: str) -> tuple[str, int]:
    """Read ``Bram=18:30``."""
    name, _, moment = text.rpartition("=")
    try:
        seconds = parse_hhmm(moment)
    except ValueError as error:
        raise UsageError(f"--back {error}.") from None
    if not name.strip():
        raise UsageError(f"--back {text!r} names nobody.", "Write it like Bram=18:30.")
    return name.strip(), seconds


def _plan(
    old: PlannedDay, event: Event, setting: Setting, now: Callable[[], datetime], progress: Progress
) -> PlannedDay:
    zones = load_zones(setting.config.zones)
    with open_adapters(setting, now, progress) as adapters:
        return replan_day(old, event, setting.config, zones, adapters)


def _publish(
    old: PlannedDay,
    event: Event,
    folder: Path,
    archive: RunArchive,
    setting: Setting,
    now: Callable[[], datetime],
    progress: Progress,
) -> Outcome:
    """Plan and publish under the day's lock, unless somebody published another version meanwhile."""
    with archive.lock(old.day, now()):
        newest = archive.versions(old.day)[-1]
        if newest != old.version:
            raise UsageError(
                f"Version {old.version} is not the newest of {old.day}: couriers drive version {newest}.",
                "Name 'latest' to change that one.",
            )
        archive.require_room()
        writers(setting)  # whatever they refuse, they refuse before the search
        version = archive.next_version(old.day)
        planned = replace(_plan(old, event, setting, now, progress), version=version)
        digest = read_info(folder).fingerprint
        progress.begin(Stage.WRITING)
        target = archive.publish(
            old.day,
            planned.version,
            lambda hidden: write_run(planned, hidden, setting, digest=digest, kind="replan"),
        )
        progress.end()
    return Outcome(planned, RunSummary.of(planned).status, target, changes=compare(old, planned))
