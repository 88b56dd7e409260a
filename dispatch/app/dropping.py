"""The drop folder: what tills put there goes into the books of its days, once, and then aside."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from dispatch.app.columns import columns_told, keep_columns
from dispatch.app.day import Asked, take_in
from dispatch.app.desk import DayDesk, open_desk
from dispatch.app.files import Setting
from dispatch.app.request import PlanOptions, TillFiles, read_till
from dispatch.archive import RunArchive, describe_file
from dispatch.day import news
from dispatch.errors import InputError
from dispatch.files.disk import make_folder, refuse_link, sync_folder, writing
from dispatch.files.source import complete_files, file_name, reading
from dispatch.intake import Baskets, days_of_baskets, export_of, holds_events, read_events, wait_until_written
from dispatch.intake.eventfiles import EVENT_ENDINGS, UNFINISHED
from dispatch.model import Code, InputFile, Issue, Severity
from dispatch.model.facts import Fact, count, written
from dispatch.model.facts import day as on_day

READ: Final = "read"
"""The folder within the drop folder to which files go that have been read."""

_TABLES: Final = frozenset({".csv", ".txt", ".tsv", ".tab", ".xlsx", ".ods"})
_LINES: Final = re.compile(r"(?:^|.*\.)lines\.[a-z]+", re.IGNORECASE)
_OF_THE_TILL: Final = frozenset({"purchases", "lines"})
_SHOWN: Final = 5
_EARLIER: Final = timedelta(days=7)
"""How long after a day its receipts may still be changed or cancelled."""


@dataclass(slots=True)
class Heard:
    """Hold what was in the drop folder.

    Parameters
    ----------
    tills
        What the files say, a day at a time, in the order in which they came.
    issues
        What there is to say about them.
    """

    tills: list[TillFiles] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    def newest_day(self) -> date | None:
        """Return the day of what came last; None if nothing came."""
        return self.tills[-1].day if self.tills else None

    def inputs_of(self, day: date) -> tuple[InputFile, ...]:
        """Return the files that say something of a day."""
        return tuple(
            one for till in self.tills if till.day == day for one in till.inputs if one.role in _OF_THE_TILL
        )


@dataclass(frozen=True, slots=True)
class Dropped:
    """Hold a file of the drop folder, with the lines that belong to it."""

    path: Path
    lines: Path | None = None

    @property
    def all(self) -> tuple[Path, ...]:
        """Every file of it; the lines go first, so that a crash never leaves them alone."""
        return (self.path,) if self.lines is None else (self.lines, self.path)


def empty_drop(
    folder: Path, setting: Setting, archive: RunArchive, now: Callable[[], datetime], *, writing: bool
) -> Heard:
    """Take every complete file of the drop folder into the books of its days, and put it aside.

    A file is put aside once all that it says is in the books; killed in between, the next run reads it
    again, finds in the books what is there already, and goes on. What cannot be read stays where it is,
    and is told every time.

    Parameters
    ----------
    folder
        The drop folder; made if it is missing.
    writing
        Whether books are written and files put aside, or only read.

    Raises
    ------
    LockHeldError
        If another run is busy with one of the days.
    ResourceError
        If a disk fails.
    """
    heard = Heard()
    for dropped in _waiting(folder, heard):
        try:
            _hear(dropped, setting, archive, now, heard, writing=writing)
        except InputError as error:
            heard.issues.append(_left("unreadable", dropped.path, written("why", str(error))))
    return heard


def _waiting(folder: Path, heard: Heard) -> list[Dropped]:
    """Return what waits in the folder, the oldest first."""
    if not folder.is_dir():
        with writing(folder):
            make_folder(folder)
    found = complete_files(folder)
    lines = {path.name.casefold(): path for path in found if _LINES.fullmatch(path.name)}
    taken: set[Path] = set()
    waiting = []
    with reading(folder):
        age = {path: path.stat().st_mtime_ns for path in found}
    for path in sorted(set(found) - set(lines.values()), key=lambda one: (age[one], one)):
        suffix = path.suffix.casefold()
        if suffix not in _TABLES | EVENT_ENDINGS:
            heard.issues.append(_left("kind", path))
            continue
        own = lines.get(f"{path.stem}.lines{path.suffix}".casefold()) or lines.get(f"lines{suffix}")
        own = None if own in taken or suffix in EVENT_ENDINGS else own
        taken |= {own} if own else set()
        waiting.append(Dropped(path, own))
    heard.issues += [_left("alone", path) for path in lines.values() if path not in taken]
    return waiting


def _hear(
    dropped: Dropped,
    setting: Setting,
    archive: RunArchive,
    now: Callable[[], datetime],
    heard: Heard,
    *,
    writing: bool,
) -> None:
    """Read one file and write what it says into the books."""
    left: Issue | None = None
    if holds_events(dropped.path):
        wait_until_written(dropped.path, setting.config.intake.settle_seconds, time.time, time.sleep)
        tills, issues, left = _tills_of_events(dropped.path, setting, archive, now)
        heard.issues += issues
    else:
        tills = [_till_of_table(dropped, setting, archive, now)]
    heard.tills += tills
    heard.issues += [left] if left else []
    if not writing:
        return
    for till in tills:
        heard.issues += _take(till, setting, archive, now)
        if till.export.events is None:
            keep_columns(archive.root, till.export.columns.read)
    if left is None:
        put_aside(dropped)


def _take(
    till: TillFiles, setting: Setting, archive: RunArchive, now: Callable[[], datetime]
) -> tuple[Issue, ...]:
    with archive.lock(till.day, now()):
        desk = open_desk(till.day, setting, archive, now, writing=True)
        take_in(desk, Asked("plan", till), desk.seconds())
    return desk.issues


def _till_of_table(
    dropped: Dropped, setting: Setting, archive: RunArchive, now: Callable[[], datetime]
) -> TillFiles:
    till = read_till(PlanOptions(purchases=dropped.path, lines=dropped.lines), setting, now)
    told = columns_told(archive.root, till.export.name, till.export.columns.read)
    return replace(till, issues=(*till.issues, *told))


def _tills_of_events(
    path: Path, setting: Setting, archive: RunArchive, now: Callable[[], datetime]
) -> tuple[list[TillFiles], tuple[Issue, ...], Issue | None]:
    """Read events day by day; return what is said of the file, and why it is to be read again, if it is."""
    config, zone = setting.config, ZoneInfo(setting.config.store.timezone)
    events = read_events(path, config.intake.max_mb, zone)
    whole, baskets = export_of(events, config.intake, zone)
    each = days_of_baskets(baskets, config.intake, zone, whole.dates)
    days = {day or now().date() for its in each.values() for day in its}
    about = {one.event.receipt for one in events.events}
    waits = about - baskets.rows.keys()
    for day in _days_at_hand(archive, now().date()):
        state = open_desk(day, setting, archive, now, writing=False).state()
        known = about & (state.receipts.keys() | set(state.unflagged))
        days |= {day} if known else set()
        waits -= known
    found = [read_till(PlanOptions(purchases=path, day=day), setting, now) for day in sorted(days)]
    tills = [replace(till, baskets=_known(till.baskets, waits)) for till in found]
    left = None
    if any(issue.about == UNFINISHED for issue in events.issues):
        left = _left("unfinished", path)
    elif waits:
        left = _left("waiting", path, *(written("receipts", one) for one in sorted(waits)[:_SHOWN]))
    return tills, events.issues, left


def _known(baskets: Baskets | None, waits: set[str]) -> Baskets | None:
    """Leave out what waits for its payment: it is told of the file as a whole."""
    if baskets is None:
        return None
    return replace(baskets, unknown=tuple(o for o in baskets.unknown if o.event.receipt not in waits))


def _days_at_hand(archive: RunArchive, today: date) -> Iterator[date]:
    return (day for day in archive.days() if day >= today - _EARLIER)


def put_aside(dropped: Dropped) -> None:
    """Move what was read into the folder for it; under another name where that one is taken."""
    folder = dropped.path.parent / READ
    with writing(dropped.path, "{file} cannot be moved away"):
        make_folder(folder)
        for path in dropped.all:
            _move(path, folder)
        sync_folder(folder)
        sync_folder(dropped.path.parent)


def _move(path: Path, folder: Path) -> None:
    number, target = 1, folder / path.name
    while target.exists():
        number += 1
        target = folder / f"{path.stem} ({number}){path.suffix}"
    try:
        path.rename(target)
    except FileNotFoundError:
        return  # another run has put it aside


def forget_read(folder: Path, before: datetime) -> int:
    """Remove files that were read and are older than the retention; return how many.

    Raises
    ------
    ResourceError
        If they cannot be removed, or the folder leads to another place.
    """
    aside = folder / READ
    refuse_link(aside)
    if not aside.is_dir():
        return 0
    with writing(aside):
        old = [
            path for path in aside.iterdir() if path.is_file() and path.stat().st_mtime < before.timestamp()
        ]
        for path in old:
            path.unlink(missing_ok=True)
    return len(old)


def take_dry(desk: DayDesk, heard: Heard) -> None:
    """Let a desk that writes nothing hear what was dropped for its day."""
    for till in heard.tills:
        if till.day == desk.day:
            take_in(desk, Asked("plan", till), desk.seconds())


def begin_with_nothing(desk: DayDesk, folder: Path) -> None:
    """Let a day begin on which nothing has been dropped yet: its plan is empty, and no error."""
    state = desk.state()
    if state.export is None and not state.receipts:
        desk.say([news.ExportRead(file_name(folder), "", (), adds=True)], "plan")


def inputs_of_day(desk: DayDesk, folder: Path, heard: Heard) -> tuple[InputFile, ...]:
    """Return the till's files that a day is known from: of this run, of the version in force, of runs before.

    What another day's run has put aside is found by the hash that the day's book has of it.
    """
    known = dict.fromkeys((*_inputs_before(desk), *heard.inputs_of(desk.day)))
    hashes = {one.sha256 for one in known}
    for entry in desk.book.entries:
        match entry.news:
            case news.ExportRead(sha256=sha256):
                role = "purchases"
            case news.LinesRead(sha256=sha256):
                role = "lines"
            case _:
                continue
        if sha256 and sha256 not in hashes and (found := _put_aside_as(role, sha256, folder / READ)):
            hashes.add(sha256)
            known[found] = None
    return tuple(known)


def _inputs_before(desk: DayDesk) -> tuple[InputFile, ...]:
    """Return the till's files that the version in force was made from."""
    in_force = desk.state().in_force
    if in_force is None:
        return ()
    try:
        known = desk.archive.read(desk.day, in_force).provenance.inputs
    except InputError:
        return ()
    return tuple(one for one in known if one.role in _OF_THE_TILL)


def _put_aside_as(role: str, sha256: str, aside: Path) -> InputFile | None:
    """Find a file among those that were read; None where the retention has removed it."""
    for path in sorted(aside.iterdir()) if aside.is_dir() else ():
        if path.is_file() and (_LINES.fullmatch(path.name) is not None) is (role == "lines"):
            described = _described(role, path)
            if described is not None and described.sha256 == sha256:
                return described
    return None


def _described(role: str, path: Path) -> InputFile | None:
    try:
        return describe_file(role, path)
    except InputError:
        return None


def told_of(heard: Heard, day: date) -> tuple[Issue, ...]:
    """Return what a plan of a day has to say of the drop folder."""
    mine = [
        issue
        for till in heard.tills
        for issue in till.issues
        if (till.day == day and issue.code not in _OF_ONE_DAY) or issue.code is Code.DAY_DOUBTFUL
    ]
    others = [till for till in heard.tills if till.day != day]
    told = [
        Issue(
            Code.DROPPED_FOR_ANOTHER_DAY,
            Severity.INFO,
            facts=(
                count("n", sum(till.export.rows for till in others if till.day == other)),
                on_day("day", other),
            ),
        )
        for other in sorted({till.day for till in others})
    ]
    return (*heard.issues, *mine, *told)


_OF_ONE_DAY: Final = frozenset(
    {Code.EVENTS_OTHER_DAY, Code.DAY_NOT_TODAY, Code.EVENT_UNREADABLE, Code.EVENT_ALTERED}
)
"""What is said of a file that is read for one day alone, or is told of the file as a whole."""


def _left(about: str, path: Path, *facts: Fact) -> Issue:
    return Issue(Code.DROP_FILE_LEFT, Severity.WARNING, about, (written("file", file_name(path)), *facts))
