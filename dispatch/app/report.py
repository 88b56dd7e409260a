"""``dispatch report``: what deliveries cost and how well promises are kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Final, get_args

from dispatch.app.adapters import learned_times, pressed
from dispatch.app.driven import driven_folder, resolve_driven, write_down
from dispatch.app.edited import edited_plan, read_to_show
from dispatch.app.files import find_run, find_setting
from dispatch.app.learning import learned_drives
from dispatch.app.request import in_zone
from dispatch.app.run import Made
from dispatch.app.settings import factors_of_run
from dispatch.archive import RunArchive, read_info, read_plan
from dispatch.archive.anonymous import write_anonymous
from dispatch.archive.retention import ACTUALS, keep_actuals, read_figures
from dispatch.config import Config
from dispatch.errors import InputError, UsageError
from dispatch.files.delimited import Style
from dispatch.files.disk import writing
from dispatch.files.source import read_bytes
from dispatch.model import NEEDS_LOOK, PLANNED, Issue, PlannedDay, warned
from dispatch.pipeline import Road
from dispatch.ports import Progress, Silent, Stage
from dispatch.reporting import DayFigures, figures_of, from_json, read_actuals
from dispatch.reporting.actuals import MAX_MB
from dispatch.reporting.areas import Spots, spots_of, together
from dispatch.reporting.beside import beside
from dispatch.reporting.driving import Pace, drives_table, observe_drives
from dispatch.reporting.page import Report, draw_report, span, trial_notes
from dispatch.reporting.questions import Grouping, Question, ask, shifts_table
from dispatch.reporting.tables import (
    By,
    Language,
    Table,
    days_table,
    language_of,
    returned,
    tabulate,
    unprofitable,
)
from dispatch.words import words

BY: Final[dict[str, By]] = {by: by for by in get_args(By)}
"""What a report can be grouped by: the routes."""

QUESTIONS: Final[dict[str, Question]] = {question: question for question in get_args(Question)}
"""What a report can be grouped by: the deliveries."""

_WEEK: Final = 7
"""Days of which a screen shows the accounts one by one."""

_CUSTOMERS: Final = 20
"""Customers that a screen shows: the greatest loss comes first."""


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
    issues
        What was doubted on the way.
    paces
        What was learned about driving, over all days.
    troubles
        What could not be read, in sentences.
    spots
        Where the orders of areas were brought, on days that are not purged.
    """

    figures: tuple[DayFigures, ...]
    store: str
    language: str
    learned: int = 0
    issues: tuple[Issue, ...] = ()
    paces: tuple[Pace, ...] = ()
    troubles: tuple[str, ...] = ()
    spots: Spots = field(default_factory=dict)

    @property
    def tongue(self) -> Language:
        """Its language, as tables name it."""
        return language_of(self.language)

    @property
    def status(self) -> int:
        """0, or 5 if something needs a look."""
        return NEEDS_LOOK if warned(self.issues) else PLANNED


@dataclass(frozen=True, slots=True)
class Grouped:
    """Hold a report grouped as it was asked for; screen, paper and spreadsheet are made of one grouping.

    Parameters
    ----------
    by
        A key of :data:`BY` or :data:`QUESTIONS`.
    table
        A line for each group.
    """

    reported: Reported
    by: str
    table: Table


@dataclass(frozen=True, slots=True)
class Summed:
    """Hold a day's figures, what was doubted about what they were made from, and where its areas lie."""

    figures: DayFigures
    issues: tuple[Issue, ...] = ()
    spots: Spots = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """Say from how many visits times at doors were learned, and what could not be read."""

    visits: int
    issues: tuple[Issue, ...] = ()


def report(
    names: Sequence[str],
    out: Path | None,
    config: Path | None,
    actuals: Path | None,
    environment: Mapping[str, str],
    now: Callable[[], datetime],
    progress: Progress | None = None,
) -> Reported:
    """Gather the figures of runs: those named, or every day of the archive.

    A day is told by the version that is driven. Returned actuals are kept beside their day and written
    into its book, and the times at doors are learned from them.

    Raises
    ------
    InputError
        If a named run cannot be read, or there is none at all.
    """
    setting = find_setting(config, None, environment, {})
    archive = RunArchive(out or setting.config.archive.folder)
    road = Road(Silent())
    learned = 0
    if actuals is not None:
        learned = road.run(
            Stage.READING,
            _take_in,
            archive,
            names,
            actuals,
            in_zone(now, setting.config),
            (environment, setting.config),
            progress or Silent(),
        ).visits
    found, troubles = _summed_up(archive, names, setting.config, road)
    if not found:
        raise InputError(
            "There is no run in {folder}.",
            "Plan a day first, or name the folder with --out.",
            folder=archive.root,
        )
    return Reported(
        tuple(summed.figures for summed in found),
        setting.config.store.name,
        setting.config.store.language,
        learned,
        tuple(dict.fromkeys(road.issues)),
        learned_drives().paces(),
        tuple(troubles),
        together(summed.spots for summed in found),
    )


def anonymous_copy(name: str, out: Path | None, target: Path, environment: Mapping[str, str]) -> Made:
    """Write a copy of a run without personal data, for support."""
    folder = find_run(name, out, environment)
    written = write_anonymous(read_plan(folder), target, read_info(folder).status)
    return Made((written,), edited_plan(folder))


def _summed_up(
    archive: RunArchive, names: Sequence[str], config: Config, road: Road
) -> tuple[list[Summed], list[str]]:
    """Sum up the runs that are named, or every day; also say which days cannot be read."""
    if names:
        folders = [resolve_driven(archive, name) for name in names]
        return [road.run(Stage.READING, _sum_up, folder, config) for folder in folders], []
    found, troubles = list[Summed](), list[str]()
    for day in archive.days():
        try:
            summed = road.run(Stage.READING, _figures_of_day, archive, day, config)
        except InputError as error:
            troubles.append(words(config.store.language).error(error).message)
        else:
            found += [summed] if summed else []
    return found, troubles


def summarise(day: PlannedDay, actuals: Path | None, config: Config) -> Summed:
    """Work out a day's figures, with what came back if anything did."""
    back = read_actuals(actuals) if actuals is not None and actuals.is_file() else None
    known, issues = back or (None, ())
    emissions = {vehicle.id: vehicle.emission for vehicle in config.vehicle}
    margin = config.costs.basket_margin
    return Summed(figures_of(day, emissions=emissions, margin=margin, actuals=known), issues, spots_of(day))


def _sum_up(folder: Path, config: Config) -> Summed:
    read = read_to_show(folder)
    summed = summarise(read.day, folder.parent / ACTUALS, config)
    return replace(summed, issues=(*read.issues, *summed.issues))


def _figures_of_day(archive: RunArchive, day: date, config: Config) -> Summed | None:
    if archive.versions(day):
        return _sum_up(driven_folder(archive, day), config)
    kept = read_figures(archive, day)
    return None if kept is None else Summed(from_json(kept, f"{day}/figures.json"))


def _take_in(
    archive: RunArchive,
    names: Sequence[str],
    actuals: Path,
    now: Callable[[], datetime],
    otherwise: tuple[Mapping[str, str], Config],
    progress: Progress,
) -> TakenIn:
    """Keep returned actuals beside the one day they belong to, and learn from them."""
    if len(names) != 1:
        raise UsageError("Which day did these actuals come back from?", "Name its run, and only that.")
    folder = resolve_driven(archive, names[0])
    day = read_plan(folder)
    known, issues = read_actuals(actuals)
    mine = RunArchive(folder.parent.parent)
    data = read_bytes(actuals, MAX_MB)
    factors = factors_of_run(folder, *otherwise)
    drives = observe_drives(day, known, factors)
    with progress.keeping():
        keep_actuals(mine, day.day, data)
        write_down(mine, day.day, known, now)
        learned_drives().learn(day.day.isoformat(), drives)
        return TakenIn(learned_times().learn(day, known), issues)


def group(reported: Reported, by: str) -> Grouped:
    """Group the routes or the deliveries of all days."""
    figures = reported.figures
    table = ask(figures, QUESTIONS[by]) if by in QUESTIONS else tabulate(figures, BY[by])
    return Grouped(reported, by, table)


def report_tables(grouped: Grouped, *, brief: bool = False) -> list[tuple[str, Table]]:
    """Return the tables of a report with their titles; empty ones are left out.

    Parameters
    ----------
    brief
        As for a screen: without what would push the answer off it.
    """
    reported, by, table = grouped.reported, grouped.by, grouped.table
    figures, say, language = reported.figures, words(reported.language), reported.tongue
    if brief and by == "customer":
        table = replace(table, rows=table.rows[:_CUSTOMERS])
    shifts = shifts_table(figures) if by == "courier" else Table((), ())
    compared = beside(figures, language) if by in ("period", "vehicle") else Table((), ())
    tables = [
        ("report.by." + by, _with_total(table, figures, say("report.total"))),
        ("report.shifts", shifts),
        ("report.returned", returned(figures)),
        ("report.drives", drives_table(reported.paces)),
        ("report.unprofitable", unprofitable(figures, 10)),
        ("report.beside", compared),
        ("report.rows", days_table(figures, say("report.total"), brief=brief and len(figures) > _WEEK)),
    ]
    return [(say(title), table.told()) for title, table in tables if table.rows]


def span_of(reported: Reported) -> str:
    """Say which store and which days a report is of."""
    return f"{reported.store}, {span(reported.figures, words(reported.language))}"


def report_notes(grouped: Grouped) -> list[str]:
    """Say what the words of a report mean, and how much of it a screen does not show."""
    reported, by = grouped.reported, grouped.by
    say = words(reported.language)
    figures = reported.figures
    why = [say("report.beside.why")] if by in ("period", "vehicle") else []
    more = len(grouped.table.rows) - _CUSTOMERS if by == "customer" else 0
    others = [say("report.customers", n=say.integer(more))] if more > 0 else []
    days = [say("report.days")] if len(figures) > _WEEK else []
    return [*others, *days, say("report.on_time"), *why, *trial_notes(figures, say)]


def _with_total(table: Table, figures: Sequence[DayFigures], name: str) -> Table:
    """Add what all routes come to, where a table has several lines of the same columns."""
    whole = tabulate(figures, "period")
    if len(table.rows) < 2 or table.columns[1:] != whole.columns[1:]:
        return table
    return Table(table.columns, (*table.rows, (name, *whole.rows[0][1:])))


def on_paper(grouped: Grouped) -> Report:
    """Return what a report on paper is made of."""
    reported, by = grouped.reported, grouped.by
    grouping: Grouping = QUESTIONS[by] if by in QUESTIONS else BY[by]
    tables = tuple(report_tables(grouped))
    return Report(reported.figures, reported.store, reported.tongue, grouping, tables, reported.spots)


def report_files(grouped: Grouped, csv: Path | None, pdf: Path | None) -> tuple[Path, ...]:
    """Write a report as CSV and as PDF, as asked.

    Raises
    ------
    ResourceError
        If a file cannot be written.
    """
    style: Style = "excel-nl" if grouped.reported.tongue == "nl" else "plain"
    written = []
    if csv is not None:
        with writing(csv):
            csv.write_bytes(grouped.table.csv(style).encode())
        written.append(csv)
    if pdf is not None:
        document = pressed(lambda press: draw_report(on_paper(grouped), press))
        with writing(pdf):
            pdf.write_bytes(document)
        written.append(pdf)
    return tuple(written)
