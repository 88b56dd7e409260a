"""What a plan is asked to be made from: files, day, clock of the store."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from dispatch.app.files import Setting, find_lines, find_purchases, lines_missing
from dispatch.archive import describe_file
from dispatch.config import Config
from dispatch.intake import day_of_export, day_turned, read_export, settled
from dispatch.model import Code, Issue, Severity
from dispatch.model.facts import day as on_day
from dispatch.pipeline import Request

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
    again: bool = False
    dry_run: bool = False


def make_request(options: PlanOptions, setting: Setting, now: Callable[[], datetime]) -> Request:
    """Find the files a plan is made from, wait until the till has written them, and settle the day."""
    purchases = find_purchases(options.purchases, setting)
    lines = find_lines(options.lines, purchases, setting)
    section = setting.config.intake
    for path in (purchases, lines, options.corrections):
        if path is not None:
            settled(path, section.settle_seconds, time.time, time.sleep)
    today = now().date()
    shown, doubts = (None, ()) if options.day else _day_shown(purchases, setting.config, today)
    inputs = tuple(describe_file(role, path) for role, path in sources(options, setting))
    return Request(
        purchases,
        options.day or shown or today,
        lines,
        options.corrections,
        inputs,
        (
            *((_another_day(shown, today),) if shown and shown != today else ()),
            *doubts,
            *lines_missing(lines, setting),
        ),
    )


def _day_shown(purchases: Path, config: Config, today: date) -> tuple[date | None, tuple[Issue, ...]]:
    """Return the day that an export is of, and why that may be wrong."""
    export = read_export(purchases, config.intake)
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


def sources(options: PlanOptions, setting: Setting) -> list[tuple[str, Path]]:
    """Return every file a plan is made from, with its role."""
    purchases = find_purchases(options.purchases, setting)
    found = (
        ("purchases", purchases),
        ("config", setting.file),
        ("lines", find_lines(options.lines, purchases, setting)),
        ("corrections", options.corrections),
        ("addresses", setting.config.geocoding.addresses),
    )
    always = ("purchases", "config")
    return [(role, path) for role, path in found if path and (role in always or path.is_file())]


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
