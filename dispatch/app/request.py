"""What a plan is asked to be made from: files, day, clock of the store."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from dispatch.app.files import (
    Setting,
    articles_missing,
    find_articles,
    find_lines,
    find_purchases,
    find_standing,
    lines_missing,
)
from dispatch.archive import describe_file
from dispatch.clock import parse_hhmm, seconds_of_day
from dispatch.config import Config, IntakeSection
from dispatch.errors import InputError, UsageError
from dispatch.intake import (
    NO_ASSORTMENT,
    Assortment,
    Baskets,
    Export,
    Goods,
    LineCounts,
    LinesRead,
    Standing,
    add_basket_lines,
    day_of_export,
    day_turned,
    days_of_export,
    event_files,
    export_of,
    holds_events,
    read_articles,
    read_events,
    read_export,
    read_lines,
    read_standing,
    wait_until_written,
)
from dispatch.model import Code, FileContents, InputFile, Issue, Severity
from dispatch.model.facts import day as on_day

_NEAR = timedelta(days=14)
"""Further than this from today nobody plans on purpose without naming the day."""


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """Hold the flags of ``dispatch plan``; None and empty mean not given."""

    purchases: Path | None = None
    lines: Path | None = None
    corrections: Path | None = None
    config: Path | None = None
    day: date | None = None
    overrides: Mapping[str, Any] = field(default_factory=dict)
    moment: str = ""
    afresh: bool = False
    dry_run: bool = False
    sample: bool = False
    parted: bool = False


@dataclass(frozen=True, slots=True)
class TillFiles:
    """Hold what the till's files say.

    Parameters
    ----------
    day
        The service day.
    export
        The rows.
    goods
        What the lines of each receipt come to; None where there are no lines.
    inputs
        What every file was that a plan is made from.
    issues
        What the files and the choice of the day have to say.
    baskets
        What basket events come to by themselves, where the till tells basket by basket.
    assortment
        What the store sells.
    lines
        What was in the lines.
    standing
        The standing orders that are due; None where the store has no list of them.
    """

    day: date
    export: Export
    goods: Mapping[str, Goods] | None
    inputs: tuple[InputFile, ...]
    issues: tuple[Issue, ...]
    baskets: Baskets | None = None
    assortment: Assortment = NO_ASSORTMENT
    lines: LineCounts = field(default_factory=LineCounts)
    standing: Standing | None = None

    def sha256(self, role: str) -> str:
        """Return the hash of a file by its role."""
        return next((file.sha256 for file in self.inputs if file.role == role), "")


def read_till(options: PlanOptions, setting: Setting, now: Callable[[], datetime]) -> TillFiles:
    """Find the till's files, wait until they are written, read them, and settle the day.

    Raises
    ------
    InputError
        If a file cannot be read as what it should be, or changes meanwhile.
    UsageError
        If nothing names the purchases.
    """
    purchases = find_purchases(options.purchases, setting)
    lines = find_lines(options.lines, purchases, setting)
    section = setting.config.intake
    holds = holds_events(purchases)
    standing = find_standing(purchases, setting)
    for path in (None if holds else purchases, lines, standing, options.corrections):
        if path is not None:
            wait_until_written(path, section.settle_seconds, time.time, time.sleep)
    today = now().date()
    inputs = describe_inputs(options, setting, purchases)
    articles = find_articles(purchases, setting)
    assortment = NO_ASSORTMENT if articles is None else read_articles(articles, section)
    baskets = None
    if holds:
        export, baskets = _read_events(purchases, setting, options.day, today)
    else:
        export = read_export(purchases, section)
    read = _read_lines(lines, export, baskets, section, assortment)
    for before, after in zip(inputs, describe_inputs(options, setting, purchases), strict=False):
        if before != after and not (holds and after.role == "purchases"):  # to which the till goes on adding
            raise InputError("{file} changed while it was being read.", "Run again.", file=after.name)
    shown, doubts = (None, ()) if options.day else _day_shown(export, setting.config, today)
    other_day = (*((_another_day(shown, today),) if shown and shown != today else ()), *doubts)
    missing = (*lines_missing(lines, setting), *articles_missing(articles, setting))
    day = options.day or shown or today
    due = read_standing(standing, section, day) if standing is not None else None
    issues = (*other_day, *missing, *assortment.issues, *export.issues, *(read.issues if read else ()))
    issues = (*issues, *(due.issues if due else ()))
    return TillFiles(
        day,
        export,
        read.goods if read else None,
        _with_contents(inputs, export, read),
        issues,
        baskets,
        assortment,
        read.counts if read else LineCounts(),
        due,
    )


def _with_contents(
    inputs: tuple[InputFile, ...], export: Export, read: LinesRead | None
) -> tuple[InputFile, ...]:
    """Say of each file of the till what was in it."""

    def contents(file: InputFile) -> FileContents | None:
        if file.role == "purchases":
            return export.contents if export.events is None else export.events.contents.get(file.name)
        return read.counts.contents if read and file.role == "lines" else None

    return tuple(replace(file, contents=contents(file)) for file in inputs)


def _read_lines(
    path: Path | None, export: Export, baskets: Baskets | None, section: IntakeSection, assortment: Assortment
) -> LinesRead | None:
    """Read what was bought: from a file of lines, from basket events, or an export with a row an article.

    What an event says of its basket wins over the file. A name or number alone says nothing without a list of
    what the store sells.
    """
    found = []
    if path is not None:
        wanted = {export.receipt(record) for record in export.flagged}
        found.append(
            read_lines(path, section, wanted, {*export.unflagged, *export.elsewhere.receipts}, assortment)
        )
    elif export.lines and assortment:
        found.append(add_basket_lines(export.name, export.lines, section, assortment))
    if baskets is not None:
        found.append(add_basket_lines(export.name, baskets.lines, section, assortment))
    return LinesRead.joined(found) if found else None


def _read_events(path: Path, setting: Setting, day: date | None, today: date) -> tuple[Export, Baskets]:
    """Read basket events of the day that is named, else of today, else of the day that most are of."""
    config = setting.config
    zone = ZoneInfo(config.store.timezone)
    events = read_events(path, config.intake.max_mb, zone)
    if day is None:
        whole, _ = export_of(events, config.intake, zone)
        is_today = today in days_of_export(whole, config.store)
        day = today if is_today else day_of_export(whole, config.store)
    return export_of(events, config.intake, zone, day)


def describe_inputs(
    options: PlanOptions, setting: Setting, purchases: Path | None = None
) -> tuple[InputFile, ...]:
    """Describe every file that a plan is made from, with its role; of the till's those that are named."""
    files = event_files(purchases) if purchases else ()
    found: tuple[tuple[str, Path | None], ...] = (
        *(("purchases", file) for file in files),
        ("config", setting.file),
        ("lines", find_lines(options.lines, purchases, setting) if purchases else None),
        ("articles", find_articles(purchases, setting)),
        ("standing", find_standing(purchases, setting)),
        ("corrections", options.corrections),
        ("addresses", setting.config.geocoding.addresses),
    )
    always = ("purchases", "config")
    return tuple(
        describe_file(role, path) for role, path in found if path and (role in always or path.is_file())
    )


def _day_shown(export: Export, config: Config, today: date) -> tuple[date | None, tuple[Issue, ...]]:
    """Return the day that an export is of, and why that may be wrong."""
    shown = day_of_export(export, config.store)
    if shown is None or shown == today:
        return shown, ()
    facts = (on_day("shown", shown), on_day("today", today))
    turned = None if config.intake.dates else day_turned(export, config.store)
    doubts = []
    if turned is not None and turned != shown:
        told = (*facts, on_day("turned", turned))
        doubts.append(Issue(Code.DAY_DOUBTFUL, Severity.WARNING, "turned", told, "purchased_at"))
    if abs(shown - today) > _NEAR:
        doubts.append(Issue(Code.DAY_DOUBTFUL, Severity.WARNING, "far", facts, "purchased_at"))
    return shown, tuple(doubts)


def _another_day(shown: date, today: date) -> Issue:
    return Issue(
        Code.DAY_NOT_TODAY,
        Severity.INFO,
        facts=(on_day("shown", shown), on_day("today", today)),
        field="purchased_at",
        value=str(shown),
    )


def in_zone(now: Callable[[], datetime], config: Config) -> Callable[[], datetime]:
    """Return the wall clock of the store."""
    zone = ZoneInfo(config.store.timezone)
    return lambda: now().astimezone(zone)


def wall_clock(day: date, setting: Setting, now: Callable[[], datetime]) -> int | None:
    """Return what time it is, in seconds since midnight; None if the day is not today."""
    moment = now()
    if moment.date() != day:
        return None
    return seconds_of_day(moment, day, ZoneInfo(setting.config.store.timezone))


def named_moment(text: str, flag: str = "--now") -> int:
    """Read a time that was named.

    Raises
    ------
    UsageError
        If it is none.
    """
    try:
        return parse_hhmm(text)
    except ValueError:
        raise UsageError(
            "{flag} '{text}' is not a time like 17:30; nothing was written.",
            "Write it like 17:30.",
            flag=flag,
            text=text,
        ) from None
