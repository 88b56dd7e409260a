"""``dispatch day``: the book of a day, which plan is driven, what was told; lines taken back."""

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dispatch.app.change import day_at_hand
from dispatch.app.desk import open_desk
from dispatch.app.files import find_setting
from dispatch.app.names import couriers, receipts, routes_in_force, vehicles
from dispatch.app.request import in_zone, named_moment, wall_clock
from dispatch.archive import RunArchive
from dispatch.day import DayState, Entry, news, standing
from dispatch.errors import DispatchError, UsageError
from dispatch.model import Issue
from dispatch.ports import Progress


@dataclass(frozen=True, slots=True)
class DayOptions:
    """Hold the flags of ``dispatch day``."""

    day: date | None = None
    undo: int | None = None
    drive: str = ""
    config: Path | None = None
    overrides: Mapping[str, Any] = field(default_factory=dict)
    moment: str = ""


@dataclass(frozen=True, slots=True)
class Daybook:
    """Hold the book of a day.

    Parameters
    ----------
    day
        The service day.
    entries
        Its lines.
    undone
        Numbers of those that were taken back.
    state
        What holds.
    now
        What time it is; None if the day is not today.
    issues
        What there is to say about the book.
    """

    day: date
    entries: tuple[Entry, ...]
    undone: frozenset[int]
    state: DayState
    now: int | None
    issues: tuple[Issue, ...]


def day_book(
    options: DayOptions, environment: Mapping[str, str], now: Callable[[], datetime], progress: Progress
) -> Daybook:
    """Show the book of a day; take a line back, or drive another version.

    Raises
    ------
    UsageError
        If there is no such line or version; nothing is written then.
    """
    setting = find_setting(options.config, None, environment, options.overrides)
    now = in_zone(now, setting.config)
    archive = RunArchive(setting.config.archive.folder)
    day = options.day or day_at_hand(archive, now().date())
    writing = options.undo is not None or bool(options.drive)
    with archive.lock(day, now()) if writing else nullcontext():
        desk = open_desk(day, setting, archive, now, writing=writing)
        if not desk.book.entries:
            raise UsageError(
                "There is no book of {day} in {folder}.",
                "Plan the day first.",
                day=str(day),
                folder=archive.root,
            )
        if options.undo is not None:
            undone = news.Undo(_line(options.undo, desk.book.entries))
            with progress.keeping():
                desk.say([undone], "day --undo")
        if options.drive:
            driven = news.Drive(_version(options.drive, archive, day))
            with progress.keeping():
                desk.say([driven], "day --drive")
    moment = named_moment(options.moment) if options.moment else wall_clock(day, setting, now)
    holds = {entry.number for entry in standing(desk.book.entries)}
    return Daybook(
        day,
        desk.book.entries,
        frozenset(entry.number for entry in desk.book.entries if entry.number not in holds),
        desk.state(moment),
        moment,
        desk.issues,
    )


def _line(number: int, entries: tuple[Entry, ...]) -> int:
    if not 1 <= number <= len(entries):
        raise UsageError(
            "The book has no line {number}; nothing was written.",
            "It has {n} lines.",
            number=number,
            n=len(entries),
        )
    if isinstance(entries[number - 1].news, news.VersionMade):
        raise UsageError(
            "Line {number} is a version, which is not taken back; nothing was written.",
            "Drive another one with --drive vN.",
            number=number,
        )
    return number


def _version(text: str, archive: RunArchive, day: date) -> int:
    versions = archive.versions(day)
    number = text.casefold().removeprefix("v")
    if not number.isdigit() or int(number) not in versions:
        known = ", ".join(f"v{version}" for version in versions) or "none"
        raise UsageError(
            "There is no version '{text}' of {day}; nothing was written.",
            "Known: {known}.",
            text=text,
            day=str(day),
            known=known,
        )
    return int(number)


def names_at_hand(environment: Mapping[str, str], now: Callable[[], datetime]) -> tuple[str, ...]:
    """Return the names that a change of the day at hand may hold, for completion; none where it fails."""
    try:
        setting = find_setting(None, None, environment, {})
        clock = in_zone(now, setting.config)
        archive = RunArchive(setting.config.archive.folder)
        desk = open_desk(day_at_hand(archive, clock().date()), setting, archive, clock, writing=False)
        routes = [route.name for route in routes_in_force(desk)]
        return (*receipts(desk), *couriers(desk), *vehicles(desk), *routes)
    except DispatchError:
        return ()
