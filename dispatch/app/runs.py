"""Commands on archived runs: verify, sheets, report, purge."""

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dispatch.app.files import find_setting
from dispatch.app.settings import setting_of_run
from dispatch.app.tools import learned_times, writers
from dispatch.archive import LOG, RunArchive, changed_files, read_info, read_plan, seal
from dispatch.archive.anonymous import write_anonymous
from dispatch.archive.retention import ACTUALS, Purged, keep_actuals, purge, read_figures
from dispatch.checking import check
from dispatch.config import Archive, Config
from dispatch.errors import InputError, ResourceError, UsageError
from dispatch.model import PlannedDay, Violation
from dispatch.reporting import DayFigures, figures_of, from_json, read_actuals, to_json

BROKEN, CHANGED = 1, 5


@dataclass(frozen=True, slots=True)
class Verdict:
    """Say whether an archived plan keeps every rule.

    Parameters
    ----------
    folder
        The run.
    day
        As read from it.
    violations
        What it breaks.
    changed
        Files that differ from what the manifest says was written.
    """

    folder: Path
    day: PlannedDay
    violations: tuple[Violation, ...]
    changed: tuple[str, ...]

    @property
    def status(self) -> int:
        """0 if it keeps every rule, 1 if not, 5 if it does but files were changed."""
        return BROKEN if self.violations else CHANGED if self.changed else 0


def find_run(name: str, out: Path | None) -> Path:
    """Return the folder of a run by what a person calls it."""
    return RunArchive(out or Path(Archive().folder)).resolve(name)


def verify_run(name: str, out: Path | None) -> Verdict:
    """Check an archived plan against every rule, from its files alone."""
    folder = find_run(name, out)
    day = read_plan(folder)
    return Verdict(folder, day, check(day.problem, day.plan), changed_files(folder))


def remake_sheets(
    name: str, out: Path | None, config: Path | None, target: Path | None, environment: Mapping[str, str]
) -> tuple[Path, ...]:
    """Write the documents of an archived plan again, into its own folder or another.

    Raises
    ------
    ResourceError
        If the folder cannot be written; the old documents stay.
    """
    folder = find_run(name, out)
    setting = setting_of_run(folder, config, environment)
    day, info = read_plan(folder), read_info(folder)
    try:
        with tempfile.TemporaryDirectory(
            dir=target and _made(target) or folder.parent, prefix=".sheets-"
        ) as place:
            fresh = Path(place)
            made = [
                path.relative_to(fresh) for writer in writers(setting) for path in writer.write(day, fresh)
            ]
            for path in made:
                destination = (target or folder) / path
                destination.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                (fresh / path).replace(destination)
        if target is None:
            events = [*_events(folder), {"event": "sheets written again"}]
            seal(folder, day, status=info.status, fingerprint=info.fingerprint, kind=info.kind, events=events)
    except OSError as error:
        raise ResourceError(
            f"The sheets cannot be written: {error.strerror}.", "Name another folder with --to."
        ) from None
    return tuple((target or folder) / path for path in made)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _events(folder: Path) -> list[Mapping[str, Any]]:
    try:
        return [json.loads(line) for line in (folder / LOG).read_text(encoding="utf-8").splitlines()]
    except (OSError, ValueError):
        return []
