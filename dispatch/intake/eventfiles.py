"""Read files of basket events: NDJSON, one event a line, or a folder of small files."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from dispatch.errors import InputError
from dispatch.files.source import complete_files, file_name, open_regular, read_bytes
from dispatch.files.text import to_utf8
from dispatch.intake.events import BasketEvent, EventFault, EventProblem, read_event
from dispatch.intake.headers import FILE_REMEDY
from dispatch.model import Code, Content, FileContents, Issue, Severity
from dispatch.model.facts import written

EVENT_ENDINGS: Final = frozenset({".ndjson", ".jsonl", ".json"})
"""What the names of files with events end in, in a folder."""

UNFINISHED: Final = "unfinished"
"""What is wrong with a last line that was not written to its end."""

_LOOKED_AT: Final = 4096


@dataclass(frozen=True, slots=True)
class NumberedEvent:
    """Hold an event and the line that it stands on; in a folder the lines of all its files are counted."""

    line: int
    event: BasketEvent


@dataclass(frozen=True, slots=True)
class EventsRead:
    """Hold the events of a file or folder.

    Parameters
    ----------
    name
        Of the file or folder.
    events
        As they happened, each once.
    issues
        What could not be read, and what is told twice differently.
    contents
        What was in each file, by its name.
    """

    name: str
    events: tuple[NumberedEvent, ...]
    issues: tuple[Issue, ...] = ()
    contents: Mapping[str, FileContents] = field(default_factory=dict)

    @property
    def lines(self) -> int:
        """How many lines there were, without blank ones."""
        return sum(contents.rows for contents in self.contents.values())


def holds_events(path: Path) -> bool:
    """Tell whether a path is a folder of events, or a file whose first line begins an object.

    Raises
    ------
    InputError
        If there is no such file, or the folder has no file of events.
    """
    if path.is_dir():
        if not event_files(path):
            raise InputError(
                "{folder} is a folder without a file of basket events (*.ndjson).",
                "Name a file, or the folder into which the till writes events.",
                folder=file_name(path),
            )
        return True
    with open_regular(path) as file:
        return file.read(_LOOKED_AT).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def event_files(path: Path) -> tuple[Path, ...]:
    """Return the files with events of a path: itself, or those in the folder that are complete."""
    if not path.is_dir():
        return (path,)
    return tuple(file for file in complete_files(path) if file.suffix.casefold() in EVENT_ENDINGS)


def read_events(path: Path, max_mb: int, zone: ZoneInfo) -> EventsRead:
    """Read events, in the order in which they happened.

    Parameters
    ----------
    path
        A file, or a folder of small ones.
    max_mb
        Larger files are refused.
    zone
        Where the store is, for moments without an offset.

    Raises
    ------
    InputError
        If a file cannot be read as text.
    ResourceError
        If the disk fails.
    """
    found: list[NumberedEvent] = []
    issues: list[Issue] = []
    counts: dict[str, Counter[Content]] = {}
    seen: set[tuple[str, str, str]] = set()
    line = 0
    for file in event_files(path):
        name = file_name(file)
        kinds = counts.setdefault(name, Counter())
        for number, (text, finished) in enumerate(_lines(file, max_mb), 1):
            line += 1
            read = read_event(text) if text.strip() else None
            if isinstance(read, BasketEvent):
                found.append(NumberedEvent(line, read))
                kinds[Content.REPEATED if read.key in seen else Content.EVENT] += 1
                seen.add(read.key)
            elif read is not None:
                kinds[Content.UNREADABLE] += 1
                issues.append(_unreadable(read, name, number, finished=finished))
    found.sort(key=lambda one: (_moment(one.event, zone), one.line))
    events, twice = _each_once(found)
    contents = {name: FileContents(kinds.total(), tuple(kinds.items())) for name, kinds in counts.items()}
    return EventsRead(file_name(path), events, (*issues, *twice), contents)


def _lines(file: Path, max_mb: int) -> Iterator[tuple[str, bool]]:
    """Yield the lines of a file, and whether each has ended."""
    with open_regular(file) as opened:
        if not opened.read(1):
            return  # the till has begun a new file and written nothing yet
    data = to_utf8(file_name(file), read_bytes(file, max_mb, remedy=FILE_REMEDY)).data
    *lines, last = data.decode("utf-8", "replace").split("\n")
    yield from ((line, True) for line in lines)
    yield last, False


def _unreadable(problem: EventProblem, name: str, number: int, *, finished: bool) -> Issue:
    about = problem.fault if finished or problem.fault is not EventFault.JSON else UNFINISHED
    return Issue(
        Code.EVENT_UNREADABLE,
        Severity.WARNING,
        about,
        (written("file", name), written("name", problem.field)),
        row=number,
        receipt_id=problem.receipt,
    )


def _moment(event: BasketEvent, zone: ZoneInfo) -> datetime:
    return event.at if event.at.tzinfo else event.at.replace(tzinfo=zone)


def _each_once(found: list[NumberedEvent]) -> tuple[tuple[NumberedEvent, ...], list[Issue]]:
    """Leave out events that stand there twice; tell of those that say something else the second time."""
    first: dict[tuple[str, str, str], NumberedEvent] = {}
    issues = []
    for one in found:
        before = first.setdefault(one.event.key, one)
        if before.event.digest != one.event.digest:
            issues.append(altered(one))
    return tuple(first.values()), issues


def altered(one: NumberedEvent) -> Issue:
    """Tell of an event that says something else than one with the same id that was taken before."""
    return Issue(
        Code.EVENT_ALTERED,
        Severity.WARNING,
        facts=(written("id", one.event.id[:40]),),
        row=one.line,
        receipt_id=one.event.receipt,
    )
