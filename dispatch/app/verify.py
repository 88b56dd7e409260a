"""``dispatch verify``: an archived plan against every rule, against itself, and against what was asked."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from dispatch import __version__
from dispatch.app.adapters import writers
from dispatch.app.asking import TillAgain, ask_again, ask_own_orders
from dispatch.app.files import Setting, find_run, find_setting
from dispatch.app.request import in_zone
from dispatch.app.run import SHEETS_AGAIN, events, read_events, signing_key
from dispatch.app.settings import SETTINGS, setting_of_run
from dispatch.archive import LOG, PLAN, changed_files, read_info, read_plan, seal_facts, signed
from dispatch.archive.manifest import MANIFEST
from dispatch.archive.matrices import MATRICES
from dispatch.checking import check
from dispatch.checking.agreement import Discrepancy, Witness, disagreements
from dispatch.errors import DispatchError
from dispatch.model import Code, PlannedDay, RunSummary, Tell, Violation
from dispatch.pipeline.day import fresh_windows
from dispatch.punctuality import chances, spreads_of

BROKEN, CHANGED = 1, 5
_VERSION: Final = re.compile(r"v[1-9][0-9]*")
_SEALED: Final = frozenset({PLAN, LOG, MANIFEST, SETTINGS, MATRICES})
"""Files of a run that are looked at otherwise; so is what is printed."""

_OF_DOCUMENTS: Final = frozenset({Code.DOCUMENT_MISSING, Code.BACKGROUND_UNUSABLE})
"""What is told only once the documents are made."""


class Look(StrEnum):
    """Name what a plan can be held against."""

    RULES = "rules"
    HASHES = "hashes"
    SIGNATURE = "signature"
    AGREEMENT = "agreement"
    FILES = "files"
    ORDERS = "orders"
    PLACES = "places"
    TRAVEL = "travel"


@dataclass(frozen=True, slots=True)
class Looked:
    """Say whether one thing could be looked at.

    Parameters
    ----------
    look
        Which.
    done
        Whether it could.
    about
        How (``till``, ``book``, ``own``), or why not (``no_key``, ``unsigned``, ``other_program`` …).
    n
        How many it was, where that can be counted.
    """

    look: Look
    done: bool
    about: str = ""
    n: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """Say whether an archived plan holds.

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
    found
        In what run and witnesses differ.
    forged
        Whether the manifest bears a signature that is not the store's.
    looked
        How much could be looked at.
    """

    folder: Path
    day: PlannedDay
    violations: tuple[Violation, ...]
    changed: tuple[str, ...]
    found: tuple[Discrepancy, ...] = ()
    forged: bool = False
    looked: tuple[Looked, ...] = ()

    @property
    def status(self) -> int:
        """0 if it holds, 1 if it breaks a rule or differs, 5 if it does not but files were changed."""
        untold = [one for one in self.found if one.what not in self.changed]
        if self.violations or untold or self.forged:
            return BROKEN
        return CHANGED if self.changed else 0


@dataclass(slots=True)
class _Evidence:
    """Gather what is found, and what could be looked at."""

    found: list[Discrepancy] = field(default_factory=list)
    looked: list[Looked] = field(default_factory=list)

    def note(self, look: Look, about: str = "", *, done: bool = True, n: int = 0) -> None:
        self.looked.append(Looked(look, done, about, n))


def verify_run(
    name: str,
    out: Path | None,
    environment: Mapping[str, str],
    now: Callable[[], datetime],
    till: TillAgain | None = None,
    config: Path | None = None,
) -> Verdict:
    """Check an archived plan against every rule, and against all that says the same thing once more.

    Parameters
    ----------
    till
        The till's files, to hold the plan against what was asked; without them the book of the day is
        asked, and without that the plan's own orders.
    config
        The configuration it was made with, instead of the one in the run.

    Raises
    ------
    InputError
        If the run or a file of the till cannot be read.
    """
    folder = find_run(name, out, environment)
    day = read_plan(folder)
    violations = check(day.problem, day.plan)
    evidence = _Evidence()
    evidence.note(Look.RULES)
    changed = changed_files(folder)
    evidence.note(Look.HASHES)
    forged = _forged(folder, environment, evidence)
    evidence.found += disagreements(day)
    evidence.found += (Discrepancy(fact, "", Witness.MANIFEST) for fact in seal_facts(folder, day))
    if _VERSION.fullmatch(folder.name) and folder.name != f"v{day.version}":
        evidence.found.append(Discrepancy("version", "", Witness.FILES))
    evidence.note(Look.AGREEMENT)
    if read_info(folder).kind != "anonymous":
        setting = _setting(folder, config, environment, evidence)
        if setting is not None:
            _hold_files(folder, day, setting, evidence, broken=bool(violations))
            _hold_orders(folder, day, setting, till or TillAgain(), now, evidence)
    found = tuple(dict.fromkeys(evidence.found))
    return Verdict(folder, day, violations, changed, found, forged, tuple(evidence.looked))


def _forged(folder: Path, environment: Mapping[str, str], evidence: _Evidence) -> bool:
    """Look at the signature; the key is the store's own."""
    try:
        key = signing_key(find_setting(None, None, environment, {}).config)
    except DispatchError:
        key = b""
    bears = signed(folder, key)
    if bears is None:
        evidence.note(Look.SIGNATURE, "unsigned", done=False)
        return bool(key)
    if not key:
        evidence.note(Look.SIGNATURE, "no_key", done=False)
        return False
    evidence.note(Look.SIGNATURE)
    return not bears


def _setting(
    folder: Path, config: Path | None, environment: Mapping[str, str], evidence: _Evidence
) -> Setting | None:
    try:
        return setting_of_run(folder, config, environment)
    except DispatchError:
        for look in (Look.FILES, Look.ORDERS):
            evidence.note(look, "no_settings", done=False)
        return None


def _hold_files(
    folder: Path, day: PlannedDay, setting: Setting, evidence: _Evidence, *, broken: bool
) -> None:
    """Make tables, pages and log once more, and compare them with those that are there."""
    log = read_events(folder)
    expected = [dict(event) for event in events(day)]
    if log[: len(expected)] != expected or any(e.get("event") != SHEETS_AGAIN for e in log[len(expected) :]):
        evidence.found.append(Discrepancy(LOG, "", Witness.FILES))
    if day.provenance.program != __version__:
        return evidence.note(Look.FILES, "other_program", done=False)
    if any(event.get("config") == "named" for event in log):
        return evidence.note(Look.FILES, "other_config", done=False)
    if broken:
        return evidence.note(Look.FILES, "broken", done=False)
    if read_info(folder).status != RunSummary.of(day).status:
        evidence.found.append(Discrepancy("status", "", Witness.MANIFEST))
    evidence.found += _told_otherwise(day, setting)
    evidence.found += (Discrepancy(name, "", Witness.FILES) for name in _otherwise(folder, day, setting))
    evidence.note(Look.FILES)
    return None


def _told_otherwise(day: PlannedDay, setting: Setting) -> Iterator[Discrepancy]:
    """Work out once more what customers are told and how sure each visit is."""
    config = setting.config
    if day.search is not None and day.search.seed != config.solver.seed:
        yield Discrepancy("search.seed", "", Witness.SETTINGS)
    if day.chances and day.chances != chances(
        day.problem, day.plan, config.solver.seed, spreads_of(config.travel)
    ):
        yield Discrepancy("chances", "", Witness.SETTINGS)
    fresh = fresh_windows(day.problem, day.plan, config.sheets)
    stops = {receipt: stop.id for stop in day.problem.stops for receipt in stop.receipt_ids}
    for told in day.told:
        if told.tell is Tell.NEW and told.window != fresh.get(stops.get(told.receipt, "")):
            yield Discrepancy("told.window", told.receipt, Witness.SETTINGS)


def _otherwise(folder: Path, day: PlannedDay, setting: Setting) -> Iterator[str]:
    made_of = tuple(issue for issue in day.issues if issue.code not in _OF_DOCUMENTS)
    from dispatch.sheets.screen.page import PAGE

    with TemporaryDirectory(prefix="dispatch-verify-") as name:
        made = {folder / PAGE, *(folder / sealed for sealed in _SEALED)}
        for writer in writers(setting, plain_only=True):
            for path in writer.write(replace(day, issues=made_of), Path(name)).files:
                there = folder / path.relative_to(name)
                made.add(there)
                if not there.is_file() or there.read_bytes() != path.read_bytes():
                    yield path.relative_to(name).as_posix()
        for path in folder.rglob("*"):
            if path.is_file() and path not in made and path.suffix != ".pdf":
                yield path.relative_to(folder).as_posix()


def _hold_orders(
    folder: Path,
    day: PlannedDay,
    setting: Setting,
    till: TillAgain,
    now: Callable[[], datetime],
    evidence: _Evidence,
) -> None:
    """Ask once more what was asked: the till, else the book, else the orders in the plan."""
    again = ask_again(folder, day, setting, till, in_zone(now, setting.config))
    if again is None:
        evidence.found += ask_own_orders(day, setting)
        evidence.note(Look.ORDERS, "own")
        evidence.note(Look.PLACES, "no_input", done=False)
        evidence.note(Look.TRAVEL, "no_input", done=False)
        return
    evidence.found += again.found
    evidence.note(Look.ORDERS, "till" if till.purchases else "book", n=again.receipts)
    if again.elsewhere:
        evidence.note(Look.ORDERS, "elsewhere", done=False, n=again.elsewhere)
    evidence.note(Look.PLACES, "believed" if again.unseen else "", done=not again.unseen, n=again.unseen)
    evidence.note(Look.TRAVEL, "" if again.travelled else "other_roads", done=again.travelled)
