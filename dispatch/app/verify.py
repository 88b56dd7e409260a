"""``dispatch verify``: an archived plan against every rule, against itself, and against what was asked."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from dispatch import __version__
from dispatch.app.adapters import travel_source
from dispatch.app.asking import TillAgain, ask_again, ask_own_orders
from dispatch.app.edited import torn
from dispatch.app.evidence import Evidence, Look, Looked
from dispatch.app.files import Setting, find_run, find_setting
from dispatch.app.remaking import hold_files
from dispatch.app.request import in_zone
from dispatch.app.retelling import told_by_itself
from dispatch.app.run import signing_key
from dispatch.app.settings import SETTINGS, setting_of_run
from dispatch.app.witnesses import hold_book, hold_configuration, hold_inputs
from dispatch.archive import changed_files, read_info, read_plan, seal_facts, signed
from dispatch.checking import check
from dispatch.checking.agreement import Discrepancy, Witness, disagreements
from dispatch.checking.flights import crossings
from dispatch.checking.records import contradictions
from dispatch.config import DRONE
from dispatch.day import Book, read_book
from dispatch.errors import DispatchError
from dispatch.geo.outlines import Polygon
from dispatch.model import PlannedDay, Tell, Violation
from dispatch.pipeline.day import fresh_windows
from dispatch.punctuality import chances, spreads_of
from dispatch.zones import load_zones

BROKEN, CHANGED = 1, 5
_UNKNOWN: Final = ("torn", "unknown")
"""What is the matter with a book that does not end with what this version was."""

_PACKAGE: Final = re.compile(r"\b(numba|ortools|OR-Tools routing) ([^\s,)]+)")
_VERSION: Final = re.compile(r"v[1-9][0-9]*")


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
        """0 if it holds, 1 if it breaks a rule or differs, 5 if files were changed or the book is torn."""
        untold = [one for one in self.found if one.what not in self.changed]
        if self.violations or untold or self.forged:
            return BROKEN
        unknown = any(one.look is Look.BOOK and one.about in _UNKNOWN for one in self.looked)
        return CHANGED if self.changed or unknown else 0


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
        If the run, the day's book or a file of the till cannot be read.
    """
    folder = find_run(name, out, environment)
    day = read_plan(folder)
    violations = check(day.problem, day.plan)
    evidence = Evidence()
    evidence.note(Look.RULES)
    changed = changed_files(folder)
    evidence.note(Look.HASHES)
    forged = _forged(folder, environment, evidence)
    book = read_book(folder.parent)
    hold_book(folder, day, book, evidence)
    untrue = disagreements(day)
    evidence.found += untrue
    evidence.found += contradictions(day)
    evidence.tell_all(Witness.MANIFEST, seal_facts(folder, day))
    if _VERSION.fullmatch(folder.name) and folder.name != f"v{day.version}":
        evidence.tell(Witness.FILES, "version")
    evidence.note(Look.AGREEMENT)
    if read_info(folder).kind != "anonymous":
        setting = _setting(folder, day, config, environment, evidence)
        if setting is not None:
            hold_configuration(folder, day, config, environment, evidence)
            evidence.found += crossings(day, _closed_to_drones(day, setting))
            sound = not violations and not torn(untrue)
            _hold_orders(folder, day, book, setting, till or TillAgain(), now, evidence, sound=sound)
            if day.provenance.program == __version__ and sound:
                evidence.found += _told_otherwise(day, setting)
            hold_files(folder, day, setting, evidence, sound=sound)
    found = tuple(dict.fromkeys(evidence.found))
    return Verdict(folder, day, violations, changed, found, forged, tuple(evidence.looked))


def _closed_to_drones(day: PlannedDay, setting: Setting) -> tuple[Polygon, ...]:
    """Return the outlines of all that is closed to drones on a day, as configured."""
    zones = load_zones(setting.config.zones)
    closed = (zone for zone in zones if any(ban.applies(day.day, DRONE, "zero") for ban in zone.bans))
    return tuple(polygon for zone in closed for polygon in zone.polygons)


def _forged(folder: Path, environment: Mapping[str, str], evidence: Evidence) -> bool:
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
    folder: Path, day: PlannedDay, config: Path | None, environment: Mapping[str, str], evidence: Evidence
) -> Setting | None:
    try:
        return setting_of_run(folder, config, environment, as_made=True)
    except DispatchError:
        if config is None and SETTINGS not in changed_files(folder) and day.provenance.program == __version__:
            evidence.tell(Witness.FILES, SETTINGS)
        for look in (Look.FILES, Look.ORDERS):
            evidence.note(look, "no_settings", done=False)
        return None


def _told_otherwise(day: PlannedDay, setting: Setting) -> Iterator[Discrepancy]:
    """Work out once more what customers are told, how sure each visit is, and how it was searched."""
    config = setting.config
    yield from _search(day, setting)
    if day.chances and day.chances != chances(
        day.problem, day.plan, config.solver.seed, spreads_of(config.travel)
    ):
        yield Discrepancy("chances", "", Witness.SETTINGS)
    fresh = fresh_windows(day.problem, day.plan, config.sheets)
    stops = {receipt: stop.id for stop in day.problem.stops for receipt in stop.receipt_ids}
    for told in day.told:
        if told.tell is Tell.NEW and told.window != fresh.get(stops.get(told.receipt, "")):
            yield Discrepancy("told.window", told.receipt, Witness.SETTINGS)


def _search(day: PlannedDay, setting: Setting) -> Iterator[Discrepancy]:
    """Hold what is told of the search against what was asked of it, and the packages that it names."""
    report, solver = day.search, setting.config.solver
    if report is None:
        return
    if report.seed != solver.seed:
        yield Discrepancy("search.seed", "", Witness.SETTINGS)
    counted = report.iterations == 0 or (solver.iterations is not None and not report.interrupted)
    if solver.workers and not report.searched_nothing and report.workers not in (1, solver.workers):
        yield Discrepancy("search.workers", "", Witness.SETTINGS)
    if not day.replaces and report.reproducible != counted:
        yield Discrepancy("search.reproducible", "", Witness.SETTINGS)
    versions = dict(day.provenance.versions)
    for package, named in _PACKAGE.findall(report.engine):
        known = versions.get("ortools" if package.startswith("OR") else package)
        if not day.replaces and known != named:
            yield Discrepancy("provenance.versions", package)


def _hold_orders(
    folder: Path,
    day: PlannedDay,
    book: Book,
    setting: Setting,
    till: TillAgain,
    now: Callable[[], datetime],
    evidence: Evidence,
    *,
    sound: bool,
) -> None:
    """Ask once more what was asked: the till, else the book, else the orders in the plan."""
    again = ask_again(folder, day, book, setting, till, in_zone(now, setting.config), sound=sound)
    if again is None:
        evidence.found += ask_own_orders(day, setting)
        if sound and day.provenance.program == __version__:
            evidence.found += told_by_itself(day, setting.config, travel_source(setting.config, now)[0])
        evidence.note(Look.ORDERS, "own")
        evidence.note(Look.PLACES, "no_input", done=False)
        for look in (Look.TRAVEL, Look.TELLING):
            evidence.note(look, "no_input", done=False)
        return
    evidence.found += again.found
    evidence.note(Look.ORDERS, "till" if till.purchases else "book", n=again.receipts)
    if again.elsewhere:
        evidence.note(Look.ORDERS, "elsewhere", done=False, n=again.elsewhere)
    believed = "elsewhere" if again.abroad else "believed"
    evidence.note(Look.PLACES, believed if again.unseen else "", done=not again.unseen, n=again.unseen)
    evidence.note(Look.TRAVEL, "" if again.travelled else "other_roads", done=again.travelled)
    why_not = "broken" if not sound else "" if again.travelled else "other_roads"
    if day.provenance.program != __version__:
        why_not = "other_program"
    evidence.note(Look.TELLING, why_not, done=not why_not)
    if till.purchases:
        hold_inputs(day, again.handed, again.book, evidence)
