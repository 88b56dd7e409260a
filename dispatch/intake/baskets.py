"""Fold basket events into rows of the till: paid for, changed since, off."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from zoneinfo import ZoneInfo

from dispatch.config import DateFormat, IntakeSection
from dispatch.files.headers import Columns
from dispatch.files.records import Record
from dispatch.intake.bought import purchase_moment
from dispatch.intake.column_mapping import DOOR
from dispatch.intake.eventfiles import EventsRead, NumberedEvent
from dispatch.intake.events import Cells, EventKind, purchase_cells
from dispatch.intake.export import Export, make_export, recogniser_of
from dispatch.intake.purchase import wanted_day
from dispatch.intake.row import Row
from dispatch.intake.values import UnreadableError
from dispatch.model import Code, Issue, Severity
from dispatch.model.facts import count, written

_PLACE = DOOR | {"lat", "lon"}
_NEEDED = ("receipt_id", "purchased_at", "home_delivery", "name")
_WINDOW = frozenset({"window", "window_from", "window_to"})


@dataclass(frozen=True, slots=True)
class BasketRow:
    """Hold a row and the line of the event that it comes from."""

    line: int
    cells: Cells


@dataclass(frozen=True, slots=True)
class Baskets:
    """Hold what events have made of receipts.

    Parameters
    ----------
    rows
        By receipt, in the order in which they were first heard of.
    off
        Receipts that are cancelled.
    lines
        What was bought, by receipt, where an event says it.
    unknown
        Changes of receipts that nobody has paid for, as far as is known.
    headers
        Of the table that the rows stand in.
    """

    rows: Mapping[str, tuple[BasketRow, ...]]
    off: frozenset[str]
    lines: Mapping[str, tuple[Cells, ...]]
    unknown: tuple[NumberedEvent, ...]
    headers: tuple[str, ...] = ()

    def issues(self) -> Iterator[Issue]:
        """Tell of changes that are about nothing known."""
        for one in self.unknown:
            yield Issue(
                Code.EVENT_WITHOUT_RECEIPT, Severity.WARNING, row=one.line, receipt_id=one.event.receipt
            )


@dataclass(frozen=True, slots=True)
class Before:
    """Hold what was known before events came in.

    Parameters
    ----------
    rows
        By receipt.
    off
        Receipts that were withdrawn.
    paid
        Receipts of which an event with the payment was taken: another one is a row of its own.
    headers
        Of the table that the rows stand in.
    """

    rows: Mapping[str, Sequence[BasketRow]] = field(default_factory=dict)
    off: frozenset[str] = frozenset()
    paid: frozenset[str] = frozenset()
    headers: tuple[str, ...] = ()


def fold_events(
    events: Iterable[NumberedEvent], section: IntakeSection, before: Before | None = None
) -> Baskets:
    """Fold events into rows, each under the headers that the table has already.

    Parameters
    ----------
    events
        In the order in which they happened.
    section
        How headers are recognised.
    before
        What was known; nothing by default.
    """
    before = before or Before()
    columns = columns_by(section)
    known = {
        receipt: [replace(row, cells=renamed(row.cells, before.headers, columns)) for row in rows]
        for receipt, rows in before.rows.items()
    }
    fold = _Fold(columns, before.headers, known, set(before.paid), set(before.off))
    for one in events:
        fold.take(one)
    touched = {receipt: tuple(fold.rows[receipt]) for receipt in fold.touched}
    return Baskets(touched, frozenset(fold.off), fold.lines, tuple(fold.unknown), before.headers)


@dataclass(slots=True)
class _Fold:
    columns: Callable[[Cells], Columns]
    headers: tuple[str, ...]
    rows: dict[str, list[BasketRow]]
    paid: set[str]
    off: set[str]
    touched: dict[str, None] = field(default_factory=dict)
    lines: dict[str, tuple[Cells, ...]] = field(default_factory=dict)
    unknown: list[NumberedEvent] = field(default_factory=list)

    def take(self, one: NumberedEvent) -> None:
        event = one.event
        if event.kind is EventKind.CANCELLED:
            self.off.add(event.receipt)
            return
        if event.kind is EventKind.CHANGED and event.receipt not in self.rows:
            self.unknown.append(one)
            return
        self.touched[event.receipt] = None
        if event.kind is EventKind.CHANGED:
            self._change(event.receipt, event.cells)
        else:
            self.off.discard(event.receipt)
            self._pay(event.receipt, BasketRow(one.line, self._cells(purchase_cells(event))))
        if event.lines is not None:
            self.lines[event.receipt] = event.lines

    def _pay(self, receipt: str, row: BasketRow) -> None:
        """Add a row; one that an export brought before is the same basket, and brought up to date."""
        rows = self.rows.setdefault(receipt, [])
        if rows and receipt not in self.paid:
            self._change(receipt, row.cells)
        elif row.cells not in [known.cells for known in rows]:
            rows.append(row)
        self.paid.add(receipt)

    def _cells(self, cells: Cells) -> Cells:
        return renamed(cells, self.headers, self.columns)

    def _change(self, receipt: str, cells: Cells) -> None:
        rows = self.rows[receipt]
        rows[:] = [replace(row, cells=laid_over(row.cells, cells, self.columns)) for row in rows]


def laid_over(row: Cells, changes: Cells, columns_of: Callable[[Cells], Columns]) -> Cells:
    """Lay what has changed over a row, under the row's own headers.

    A whole address takes the place of the one before, a part of it only that of the part; either way a
    position given before is void. A window takes the place of the window before.
    """
    columns, changed = columns_of(row), columns_of(changes)
    texts = dict(row)
    for column in _replaced(frozenset(changed.indexes)):
        texts.update((header, "") for header in columns.titles(column) if header in texts)
    for place, (header, text) in enumerate(changes):
        column = next((name for name, at in changed.indexes.items() if at == place), "")
        texts[columns.title(column) if column else header] = text
    return tuple(texts.items())


def _replaced(changed: frozenset[str]) -> frozenset[str]:
    """Return the columns whose old cells are void once others have changed."""
    void = changed
    whole = {"street", "address"} & changed or {"postcode", "house_number"} <= changed
    if whole or {"lat", "lon"} <= changed:
        void |= _PLACE
    elif _PLACE & changed:
        void |= {"lat", "lon"}
    return void | _WINDOW if _WINDOW & changed else void


def renamed(row: Cells, headers: Sequence[str], columns_of: Callable[[Cells], Columns]) -> Cells:
    """Put cells under the headers that another table has for the same columns."""
    if {header for header, _ in row if header} <= set(headers):
        return row
    own, others = columns_of(row), columns_of(tuple((header, "") for header in headers))
    names = {
        own.headers[place]: others.title(column)
        for column, place in own.indexes.items()
        if column in others.indexes
    }
    taken = {header for header, text in row if text}
    return tuple(
        (header if names.get(header, header) in taken else names.get(header, header), text)
        for header, text in row
    )


def columns_by(section: IntakeSection) -> Callable[[Cells], Columns]:
    """Return what knows the columns of rows by their headers, and thinks about each header row once."""
    known: dict[tuple[str, ...], Columns] = {}
    recogniser = recogniser_of(section)

    def columns(cells: Cells) -> Columns:
        headers = tuple(header for header, _ in cells)
        if headers not in known:
            known[headers] = recogniser.map(headers)
        return known[headers]

    return columns


def export_of(
    read: EventsRead, section: IntakeSection, zone: ZoneInfo, day: date | None = None
) -> tuple[Export, Baskets]:
    """Return the table that events stand for, as if nothing had been known before.

    Parameters
    ----------
    read
        The events.
    section
        How to read.
    zone
        Where the store is.
    day
        Receipts that are to be delivered on another day are left out, and told; None for all.
    """
    baskets = fold_events(read.events, section)
    whole = _export(read, baskets, section)
    if day is None:
        return whole, baskets
    days = days_of_baskets(baskets, section, zone, whole.dates)
    others = {receipt for receipt, its in days.items() if its and not its & {None, day}}
    if not others:
        return whole, baskets
    mine = replace(
        baskets,
        rows={receipt: rows for receipt, rows in baskets.rows.items() if receipt not in others},
        unknown=tuple(one for one in baskets.unknown if one.event.receipt not in others),
    )
    found = _export(read, mine, section)
    facts = (count("n", len(others)), written("file", read.name))
    told = Issue(Code.EVENTS_OTHER_DAY, Severity.INFO, facts=facts)
    return replace(found, issues=(*found.issues, told)), mine


def export_of_baskets(name: str, baskets: Baskets, section: IntakeSection) -> Export:
    """Return the table that baskets stand for; those that are off are among the rows not for delivery."""
    off = [receipt for receipt in baskets.rows if receipt in baskets.off]
    rows = [row for receipt, rows in baskets.rows.items() if receipt not in baskets.off for row in rows]
    columns = recogniser_of(section).map(baskets.headers)
    needed = [column for column in _NEEDED if column not in columns.indexes]
    said = (header for row in rows for header, _ in row.cells if header)
    headers = list(dict.fromkeys((*baskets.headers, *needed, *said)))
    records = (_record(row, headers) for row in sorted(rows, key=lambda row: row.line))
    export = make_export(name, headers, len(headers), records, off, section)
    return replace(export, counts=replace(export.counts, cancelled=export.counts.cancelled + len(off)))


def _export(read: EventsRead, baskets: Baskets, section: IntakeSection) -> Export:
    export = export_of_baskets(read.name, baskets, section)
    return replace(export, events=read, issues=(*read.issues, *export.issues))


def _record(row: BasketRow, headers: Sequence[str]) -> Record:
    texts = dict(row.cells)
    return Record(row.line, [texts.get(header, "") for header in headers])


def days_of_baskets(
    baskets: Baskets, section: IntakeSection, zone: ZoneInfo, dates: DateFormat
) -> Mapping[str, frozenset[date | None]]:
    """Return the days on which each receipt is to be delivered or was bought; None where a row is silent."""
    columns_of = columns_by(section)
    return {
        receipt: frozenset(
            _day_of(
                Row(columns_of(row.cells), Record(row.line, [text for _, text in row.cells])), zone, dates
            )
            for row in rows
        )
        for receipt, rows in baskets.rows.items()
    }


def _day_of(row: Row, zone: ZoneInfo, dates: DateFormat) -> date | None:
    """Return the day that a row is to be delivered on; None if it does not say or cannot be read."""
    try:
        return wanted_day(row, None, zone, dates) or purchase_moment(row, zone, dates).day
    except UnreadableError:
        return None
