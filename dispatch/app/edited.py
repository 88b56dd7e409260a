"""Runs whose files were changed after they were made: told, and looked at before they are shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dispatch.archive import PLAN, digest_of, intact, read_plan
from dispatch.archive.matrices import MATRICES
from dispatch.checking import check
from dispatch.checking.agreement import Discrepancy, disagreements
from dispatch.day import read_book
from dispatch.errors import DispatchError, InputError
from dispatch.model import Code, Issue, PlannedDay, Severity
from dispatch.model.facts import written

_TEARING: Final = frozenset({"unassigned.stop", "shapes", "shapes.legs"})
"""What no document can be made of; the rest is for ``verify`` to tell."""


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
    return ReadRun(read_sound(folder), edited_plan(folder))


def read_sound(folder: Path) -> PlannedDay:
    """Read a plan that keeps every rule and holds together, whatever its hashes say.

    Raises
    ------
    InputError
        If it cannot be read, or somebody made it into a plan that breaks a rule or falls apart.
    """
    day = read_plan(folder)
    broken = check(day.problem, day.plan)
    apart = torn(disagreements(day)) if not broken else ()
    if broken or apart:
        raise InputError(
            "{run}: the plan was changed since it was made, and now breaks {n} rule(s)."
            if broken
            else "{run}: the plan was changed since it was made, and now contradicts itself ({where}).",
            "Look at it with 'dispatch verify'.",
            run=f"{folder.parent.name}/{folder.name}",
            n=len(broken),
            where=next(iter(apart), ""),
        )
    return day


def torn(found: Iterable[Discrepancy]) -> tuple[str, ...]:
    """Name what a plan contradicts itself in so far that no document can be made of it."""
    return tuple(one.what for one in found if one.what in _TEARING)


def is_edited(folder: Path, *names: str) -> bool:
    """Tell whether files of a run are not what was sealed, or nobody can tell."""
    try:
        return not intact(folder, *names) or _otherwise_than_booked(folder, names)
    except InputError:
        return True


def _otherwise_than_booked(folder: Path, names: tuple[str, ...]) -> bool:
    """Tell whether a plan whose hashes fit is not the one that the day's book recorded.

    A book that cannot be read says nothing here; whoever writes into it is told.
    """
    try:
        book = read_book(folder.parent)
    except DispatchError:
        return False
    version = folder.name.removeprefix("v")
    made = book.made(int(version)) if version.isdecimal() else None
    sealed = made.sealed if made else ()
    plan = {PLAN, MATRICES}.intersection(names)
    return any(digest != digest_of(folder / name) for name, digest in sealed if name in plan)


def require_unedited(folder: Path, remedy: str) -> None:
    """Refuse a run whose plan was edited.

    Raises
    ------
    InputError
        With the remedy.
    """
    edited = [name for name in (PLAN, MATRICES) if is_edited(folder, name)]
    if edited:
        raise InputError("{files} was changed since this plan was made.", remedy, files=", ".join(edited))


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
