"""``dispatch report``: what deliveries cost and how well promises are kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Literal, get_args

from dispatch.app.adapters import learned_times
from dispatch.app.files import find_setting
from dispatch.app.verify import find_run
from dispatch.archive import RunArchive, read_info, read_plan
from dispatch.archive.anonymous import write_anonymous
from dispatch.archive.retention import ACTUALS, keep_actuals, read_figures
from dispatch.config import Config
from dispatch.errors import InputError, ResourceError, UsageError
from dispatch.model import PlannedDay
from dispatch.reporting import DayFigures, figures_of, from_json, read_actuals
from dispatch.reporting.page import draw_report
from dispatch.reporting.tables import By, Table, days_table, returned, tabulate, unprofitable

BY: Final[dict[str, By]] = {by: by for by in get_args(By)}
"""What a report can be grouped by."""


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
