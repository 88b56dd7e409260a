"""``dispatch verify``: an archived plan against every rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dispatch.app.files import archive_root
from dispatch.archive import RunArchive, changed_files, read_plan
from dispatch.checking import check
from dispatch.model import PlannedDay, Violation

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


def verify_run(name: str, out: Path | None, environment: Mapping[str, str]) -> Verdict:
    """Check an archived plan against every rule, from its files alone."""
    folder = find_run(name, out, environment)
    day = read_plan(folder)
    return Verdict(folder, day, check(day.problem, day.plan), changed_files(folder))


def find_run(name: str, out: Path | None, environment: Mapping[str, str]) -> Path:
    """Return the folder of a run by what a person calls it."""
    return RunArchive(archive_root(out, environment)).resolve(name)
