"""What a planned day tells of how it was made must hold together: files, versions, search, rows."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from dispatch.checking.agreement import Discrepancy
from dispatch.model import PlannedDay, SearchReport
from dispatch.ports import Stage

_OF_THE_TILL: Final = ("purchases", "lines")
"""What is read as often as the till writes it."""

_OF_THE_STORE: Final = ("config", "articles", "standing", "corrections", "addresses")
"""What is read once, in this order."""

_HASH: Final = re.compile(r"[0-9a-f]{64}")
_PROGRAM: Final = re.compile(r"\d+\.\d+\.\d+(?:(?:a|b|rc|\.post|\.dev)\d+)*(?:\+[\w.]+)?")
_VERSION: Final = re.compile(r"\d+(?:\.\d+)*(?:\.?(?:a|b|rc|post|dev)\d+)*(?:\+[\w.]+)?")
_STAGES: Final = tuple(str(stage) for stage in Stage)
_ROUNDED: Final = 0.05
"""Seconds by which two clocks that are read one after the other may differ."""


def contradictions(day: PlannedDay) -> tuple[Discrepancy, ...]:
    """Return in what the record of a planned day contradicts itself; empty if it is of one mind."""
    found = [*_inputs(day), *_versions(day), *_rows(day)]
    if day.search is not None:
        found += _search(day.search)
        if not day.replaces:  # a later version may keep a plan, and how that was found
            found += _spent(day, day.search)
    return tuple(found)


def _spent(day: PlannedDay, report: SearchReport) -> Iterator[Discrepancy]:
    """Hold a search against the plan that came of it and the time that it took."""
    spent = dict(day.provenance.timings).get(str(Stage.SEARCHING))
    if spent is not None and report.seconds > spent + _ROUNDED:
        yield Discrepancy("search.seconds")
    # Our own search reckons as the schedule does; the routing library does so nearly.
    own = report.engine.startswith("search ")
    if own and report.trace and day.plan.totals.cost.cents > report.trace[-1][1] + 1:
        yield Discrepancy("search.trace")


def _inputs(day: PlannedDay) -> Iterator[Discrepancy]:
    """Look whether the files of the store itself are told once, in their order, and all with their hashes."""
    files = day.provenance.inputs
    own = [file.role for file in files if file.role not in _OF_THE_TILL]
    if own != [role for role in _OF_THE_STORE if role in own]:
        yield Discrepancy("provenance.inputs")
    for file in files:
        if not _HASH.fullmatch(file.sha256):
            yield Discrepancy("provenance.inputs.sha256", file.role)
        if file.contents is not None and file.role not in _OF_THE_TILL:
            yield Discrepancy("provenance.inputs.contents", file.role)


def _versions(day: PlannedDay) -> Iterator[Discrepancy]:
    """Look whether program, packages and stages are such as there are."""
    made = day.provenance
    if not _PROGRAM.fullmatch(made.program):
        yield Discrepancy("provenance.program")
    names = [name for name, _ in made.versions]
    if _twice(names) or not all(_VERSION.fullmatch(version) for _, version in made.versions):
        yield Discrepancy("provenance.versions")
    stages = [stage for stage, _ in made.timings]
    if _twice(stages) or not set(stages) <= set(_STAGES) or any(spent < 0 for _, spent in made.timings):
        yield Discrepancy("provenance.timings")


def _search(report: SearchReport) -> Iterator[Discrepancy]:
    """Look whether a search can have gone so: each new best later and cheaper, none after its end."""
    unmanned = report.workers < 1 and not report.searched_nothing
    if unmanned or report.iterations < 0:
        yield Discrepancy("search.workers" if unmanned else "search.iterations")
    moments = [moment for moment, _ in report.trace]
    if moments != sorted(moments) or any(not 0 <= at <= report.seconds + _ROUNDED for at in moments):
        yield Discrepancy("search.trace")
    if any(cost > before for (_, before), (_, cost) in pairwise(report.trace)):
        yield Discrepancy("search.trace")
    if _twice([move.move for move in report.moves]) or any(m.done > m.tried for m in report.moves):
        yield Discrepancy("search.moves")


def _rows(day: PlannedDay) -> Iterator[Discrepancy]:
    """Look whether rejected rows stand in the order of the file."""
    rows = [reject.row for reject in day.rejected]
    if rows != sorted(rows):
        yield Discrepancy("rejected")


def _twice(names: Sequence[str]) -> bool:
    return len(set(names)) != len(names)
