"""Commands on archived runs: verify, sheets, report, purge."""

import json
import secrets
import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final, Literal, get_args

from dispatch.app.files import Setting, archive_root, find_setting
from dispatch.app.settings import setting_of_run
from dispatch.app.tools import learned_times, writers
from dispatch.archive import LOG, PLAN, RunArchive, changed_files, read_info, read_plan, seal
from dispatch.archive.anonymous import write_anonymous
from dispatch.archive.matrices import MATRICES
from dispatch.archive.retention import ACTUALS, Purged, keep_actuals, purge, read_figures
from dispatch.checking import check
from dispatch.config import Config
from dispatch.errors import InputError, ResourceError, UsageError
from dispatch.files.disk import settle
from dispatch.model import PlannedDay, Violation
from dispatch.reporting import DayFigures, figures_of, from_json, read_actuals, to_json
from dispatch.reporting.page import draw_report
from dispatch.reporting.tables import By, Table, days_table, returned, tabulate, unprofitable

BROKEN, CHANGED = 1, 5

FORGET_AFTER: Final = timedelta(days=730)
"""Age from which a visit says nothing about a door any more."""

BY: Final[dict[str, By]] = {by: by for by in get_args(By)}
"""What a report can be grouped by."""


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


def find_run(name: str, out: Path | None, environment: Mapping[str, str]) -> Path:
    """Return the folder of a run by what a person calls it."""
    return RunArchive(archive_root(out, environment)).resolve(name)


def verify_run(name: str, out: Path | None, environment: Mapping[str, str]) -> Verdict:
    """Check an archived plan against every rule, from its files alone."""
    folder = find_run(name, out, environment)
    day = read_plan(folder)
    return Verdict(folder, day, check(day.problem, day.plan), changed_files(folder))


def remake_sheets(
    name: str,
    out: Path | None,
    config: Path | None,
    target: Path | None,
    environment: Mapping[str, str],
    now: Callable[[], datetime],
) -> tuple[Path, ...]:
    """Write the documents of an archived plan again, into its own folder or another.

    Raises
    ------
    InputError
        If the plan itself was edited, and its sheets would replace those in its own folder.
    ResourceError
        If the folder cannot be written; the old documents stay.
    LockHeldError
        If another run is busy with the day.
    """
    folder = find_run(name, out, environment)
    setting = setting_of_run(folder, config, environment)
    day, info = read_plan(folder), read_info(folder)
    if target is not None:
        return _write_documents(day, setting, _made(target), target)
    archive = RunArchive(folder.parent.parent)
    with archive.lock(day.day, now()):
        edited = {PLAN, MATRICES} & set(changed_files(folder))
        if edited:
            raise InputError(
                f"{', '.join(sorted(edited))} was changed since this plan was made.",
                "Look at it with 'dispatch verify', or write its sheets elsewhere with --to.",
            )
        made = _write_documents(day, setting, folder.parent, folder)
        events = [*_events(folder), {"event": "sheets written again"}]
        seal(folder, day, status=info.status, fingerprint=info.fingerprint, kind=info.kind, events=events)
    return made


def _write_documents(day: PlannedDay, setting: Setting, beside: Path, target: Path) -> tuple[Path, ...]:
    """Write all documents out of sight, then put each in its place."""
    hidden = beside / f".v{day.version}.tmp-{secrets.token_hex(4)}"
    try:
        hidden.mkdir(mode=0o700)
        made = [path.relative_to(hidden) for writer in writers(setting) for path in writer.write(day, hidden)]
        settle(hidden)
        for path in made:
            (target / path).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            (hidden / path).replace(target / path)
    except OSError as error:
        raise ResourceError(
            f"The sheets cannot be written: {error.strerror}.", "Name another folder with --to."
        ) from None
    finally:
        shutil.rmtree(hidden, ignore_errors=True)
    return tuple(target / path for path in made)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _events(folder: Path) -> list[Mapping[str, Any]]:
    try:
        return [json.loads(line) for line in (folder / LOG).read_text(encoding="utf-8").splitlines()]
    except (OSError, ValueError):
        return []


@dataclass(frozen=True, slots=True)
class Reported:
    """Hold the figures of the days asked for.

    Parameters
    ----------
    figures
        By day.
    store, language
        For the words.
    learned
        Visits that service times were learned from.
    troubles
        What could not be read, in sentences.
    """

    figures: tuple[DayFigures, ...]
    store: str
    language: str
    learned: int = 0
    troubles: tuple[str, ...] = ()


def report(
    names: Sequence[str],
    out: Path | None,
    config: Path | None,
    actuals: Path | None,
    environment: Mapping[str, str],
) -> Reported:
    """Gather the figures of runs: those named, or every day of the archive.

    Returned actuals are kept beside their day, and the times at doors are learned from them.

    Raises
    ------
    InputError
        If a named run cannot be read, or there is none at all.
    """
    setting = find_setting(config, None, environment, {})
    archive = RunArchive(out or setting.config.archive.folder)
    learned = 0
    if actuals is not None:
        learned = _take_in(archive, names, actuals)
    folders = [archive.resolve(name) for name in names]
    figures = [summarise(read_plan(folder), folder.parent / ACTUALS, setting.config) for folder in folders]
    troubles = []
    for day in () if names else archive.days():
        try:
            figures += _figures_of_day(archive, day, setting.config)
        except InputError as error:
            troubles.append(error.message)
    if not figures:
        raise InputError(
            f"There is no run in {archive.root}.", "Plan a day first, or name the folder with --out."
        )
    return Reported(
        tuple(figures), setting.config.store.name, setting.config.store.language, learned, tuple(troubles)
    )


def anonymous_copy(name: str, out: Path | None, target: Path, environment: Mapping[str, str]) -> Path:
    """Write a copy of a run without personal data, for support."""
    folder = find_run(name, out, environment)
    return write_anonymous(read_plan(folder), target, read_info(folder).status)


def summarise(day: PlannedDay, actuals: Path | None, config: Config) -> DayFigures:
    """Work out a day's figures, with what came back if anything did."""
    known = read_actuals(actuals)[0] if actuals is not None and actuals.is_file() else None
    emissions = {vehicle.id: vehicle.emission for vehicle in config.vehicle}
    return figures_of(day, emissions=emissions, margin=config.costs.basket_margin, actuals=known)


def purge_runs(
    out: Path | None,
    config: Path | None,
    environment: Mapping[str, str],
    now: Callable[[], datetime],
    *,
    dry_run: bool,
) -> tuple[Purged, ...]:
    """Let persons out of runs older than the retention."""
    setting = find_setting(config, None, environment, {})
    return purge_archive(
        RunArchive(out or setting.config.archive.folder), setting.config, now(), dry_run=dry_run
    )


def purge_archive(
    archive: RunArchive, config: Config, now: datetime, *, dry_run: bool, spare: Collection[date] = ()
) -> tuple[Purged, ...]:
    """Let persons out of old runs; the days in ``spare`` stay."""

    def figures(day: PlannedDay, actuals: Path | None) -> dict[str, Any]:
        return to_json(summarise(day, actuals, config).without_persons())

    if not dry_run:
        learned_times().forget_before((now.date() - FORGET_AFTER).isoformat())
    return purge(archive, config.archive.retention_days, now, figures, spare=spare, dry_run=dry_run)


def _figures_of_day(archive: RunArchive, day: date, config: Config) -> list[DayFigures]:
    if archive.versions(day):
        return [summarise(archive.read(day), archive.day_folder(day) / ACTUALS, config)]
    kept = read_figures(archive, day)
    return [] if kept is None else [from_json(kept, f"{day}/figures.json")]


def _take_in(archive: RunArchive, names: Sequence[str], actuals: Path) -> int:
    """Keep returned actuals beside the one day they belong to, and learn from them."""
    if len(names) != 1:
        raise UsageError("Which day did these actuals come back from?", "Name its run, and only that.")
    day = read_plan(archive.resolve(names[0]))
    known, _ = read_actuals(actuals)
    keep_actuals(archive, day.day, actuals.read_bytes())
    return learned_times().learn(day, known)


def report_tables(reported: Reported, by: str) -> list[tuple[str, Table]]:
    """Return the tables of a report with their titles; empty ones are left out."""
    figures = reported.figures
    tables = [
        ("", tabulate(figures, BY[by])),
        ("Rows and where they ended", days_table(figures)),
        ("What came back", returned(figures)),
        ("Baskets that cost more than they brought", unprofitable(figures, 10)),
    ]
    return [(title, table) for title, table in tables if table.rows]


def report_files(reported: Reported, by: str, csv: Path | None, pdf: Path | None) -> tuple[Path, ...]:
    """Write a report as CSV and as one page of PDF, as asked.

    Raises
    ------
    ResourceError
        If a file cannot be written.
    """
    language: Literal["nl", "en"] = "nl" if reported.language == "nl" else "en"
    style: Literal["plain", "excel-nl"] = "excel-nl" if language == "nl" else "plain"
    written = []
    try:
        if csv is not None:
            csv.write_bytes(tabulate(reported.figures, BY[by]).csv(style).encode())
            written.append(csv)
        if pdf is not None:
            pdf.write_bytes(draw_report(reported.figures, reported.store, language))
            written.append(pdf)
    except OSError as error:
        raise ResourceError(f"{error.filename} cannot be written: {error.strerror}.") from None
    return tuple(written)
