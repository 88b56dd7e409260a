"""Runs whose files were changed after they were made: told, and looked at before they are shown."""

from dataclasses import dataclass
from pathlib import Path

from dispatch.archive import PLAN, intact, read_plan
from dispatch.archive.matrices import MATRICES
from dispatch.checking import check
from dispatch.errors import InputError
from dispatch.model import Code, Issue, PlannedDay, Severity
from dispatch.model.facts import written


@dataclass(frozen=True, slots=True)
class ReadRun:
    """Hold a plan read to be shown, and what there is to say about it."""

    day: PlannedDay
    issues: tuple[Issue, ...] = ()


def read_to_show(folder: Path) -> ReadRun:
    """Read a plan to show it; one that was edited is told, and must keep every rule all the same.

    Raises
    ------
    InputError
        If it cannot be read, or was edited into a plan that breaks a rule.
    """
    day, issues = read_plan(folder), edited_plan(folder)
    broken = check(day.problem, day.plan) if issues else ()
    if broken:
        raise InputError(
            f"{folder.parent.name}/{folder.name}: the plan was changed since it was made, and now breaks"
            f" {len(broken)} rule(s).",
            "Look at it with 'dispatch verify'.",
        )
    return ReadRun(day, issues)


def is_edited(folder: Path, *names: str) -> bool:
    """Tell whether files of a run are not what was sealed, or nobody can tell."""
    try:
        return not intact(folder, *names)
    except InputError:
        return True


def require_unedited(folder: Path, remedy: str) -> None:
    """Refuse a run whose plan was edited.

    Raises
    ------
    InputError
        With the remedy.
    """
    edited = [name for name in (PLAN, MATRICES) if is_edited(folder, name)]
    if edited:
        raise InputError(f"{', '.join(edited)} was changed since this plan was made.", remedy)


def edited_plan(folder: Path) -> tuple[Issue, ...]:
    """Tell that a plan was edited after it was made; nothing if it was not."""
    if not is_edited(folder, PLAN, MATRICES):
        return ()
    return (
        Issue(
            Code.RUN_EDITED,
            Severity.WARNING,
            facts=(written("run", f"{folder.parent.name}/{folder.name}"),),
            field=PLAN,
        ),
    )
