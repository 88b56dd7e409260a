"""Between the till and the book: what was read becomes news, what the book has becomes rows again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dispatch.clock import DAY, hhmm
from dispatch.config import IntakeSection
from dispatch.day import DayState, Phase, Receipt, news
from dispatch.files.headers import Columns
from dispatch.files.records import Record
from dispatch.intake import Corrections, Export, Goods, make_export
from dispatch.intake.baskets import (
    BasketRow,
    Baskets,
    Before,
    columns_by,
    export_of_baskets,
    fold_events,
    renamed,
)
from dispatch.intake.events import EventKind
from dispatch.model import Temperature
from dispatch.model.facts import day as on_day
from dispatch.model.facts import term
from dispatch.words import Words

_ADDRESS = (
    *("street", "house_number", "house_letter", "addition", "postcode", "city", "address", "address_2"),
    *("lat", "lon"),
)
"""Columns that an address in one line takes the place of, whosever address they give."""

_NEEDED = ("receipt_id", "purchased_at", "home_delivery", "name", "address")
"""Columns of a day of which no export stands any more."""


@dataclass(frozen=True, slots=True)
class Coming:
    """Say to which day orders come along, or stand, and in whose words they are marked.

    Parameters
    ----------
    day
        The service day.
    speak
        The store's words.
    """

    day: date
    speak: Words


def export_as_news(export: Export, sha256: str) -> news.ExportRead:
    """Write down what the till says."""
    return news.ExportRead(
        export.name,
        sha256,
        tuple(_row(export, record) for record in export.flagged),
        tuple(sorted(export.unflagged)),
        export.columns.headers,
        export.columns.width,
    )


def baskets_as_news(
    export: Export, sha256: str, state: DayState, section: IntakeSection
) -> tuple[news.ExportRead | None, Baskets]:
    """Write down what basket events say that the book does not have, and return what they were folded into.

    Parameters
    ----------
    export
        What the events come to by themselves: of the receipts of this day.
    sha256
        Of the file.
    state
        What the book says.
    section
        How to read.
    """
    known = state.receipts.keys() | set(state.unflagged)
    mine = known | {export.receipt(record) for record in export.flagged} | set(export.unflagged)
    told = export.events.events if export.events else ()
    new = {one.event.key for one in told if one.event.receipt in mine} - state.events.keys()
    about = {receipt for _, receipt, _ in new}
    # Of a receipt that was not for delivery the book has no row: what made it one is taken once more.
    taken = [
        one
        for one in told
        if one.event.key in new or (one.event.receipt in about and one.event.receipt not in state.receipts)
    ]
    baskets = fold_events(taken, section, _before(state))
    if not new:
        return None, baskets
    folded = export_of_baskets(export.name, baskets, section)
    off = baskets.off & (known | baskets.rows.keys())
    said = export_as_news(folded, sha256)
    keys = tuple(
        news.EventTaken(*one.event.key, one.event.digest)
        for one in taken
        if one.event.key in new and one not in baskets.unknown
    )
    return replace(said, unflagged=tuple(sorted({*said.unflagged, *off})), adds=True, events=keys), baskets


def _before(state: DayState) -> Before:
    return Before(
        {
            number: [BasketRow(row.row, row.cells) for row in receipt.said]
            for number, receipt in state.receipts.items()
        },
        frozenset(number for number, receipt in state.receipts.items() if receipt.withdrawn),
        frozenset(receipt for kind, receipt, _ in state.events if kind == EventKind.PAID),
        state.export.headers if state.export else (),
    )


def goods_as_news(name: str, sha256: str, goods: Mapping[str, Goods]) -> news.LinesRead:
    """Write down what the lines of the receipts come to."""
    return news.LinesRead(
        name,
        sha256,
        tuple(
            news.ReceiptGoods(receipt, tuple(sorted(g.crates.items())), g.grams, g.age_check, g.complete)
            for receipt, g in sorted(goods.items())
        ),
    )


def corrections_as_news(export: Export, corrections: Corrections) -> news.CorrectionsRead:
    """Write down the cells that a corrected file makes other."""
    return news.CorrectionsRead(
        corrections.name,
        tuple(
            news.Correction(export.receipt(found.record), _row(export, found.record).cells, found.cells)
            for found in corrections.differences()
            if found.cells
        ),
    )


def till_of(state: DayState, section: IntakeSection, coming: Coming | None = None) -> Export:
    """Return the rows of the day as they stand: as the till said last, put right, with what was changed.

    Orders come in the order in which they were first heard of, so that the same facts make the same plan
    whatever the order of the newest file. What the till has lost is kept.
    """
    headers = list(state.export.headers if state.export else ())
    width = state.export.width if state.export else len(_NEEDED)
    rows = list(_under(headers, _rows(state), section))
    added = [header for row, _ in rows for header, _ in row.cells if header and header not in headers]
    headers += dict.fromkeys(added)
    headers = headers or list(_NEEDED)
    columns = make_export("", headers, width, (), (), section).columns
    changed = [(row, _changed(receipt, columns, coming)) for row, receipt in rows]
    headers += dict.fromkeys(h for _, cells in changed for h in cells if h not in headers)
    return make_export(
        state.export.name if state.export else "",
        headers,
        max(width, len(headers)),
        [_record(row, headers, cells) for row, cells in changed],
        state.unflagged,
        section,
    )


def goods_of(state: DayState) -> dict[str, Goods]:
    """Return what the lines of each receipt come to."""
    return {
        g.receipt: Goods({Temperature(t): n for t, n in g.crates}, g.grams, g.age_check, g.complete)
        for g in state.goods
    }


def phones_of(export: Export) -> dict[str, str]:
    """Return the phone of every receipt, as the till has it; empty where there is none."""
    columns = export.columns

    def phone(record: Record) -> str:
        place = columns.place(record.text, "phone")
        return record.cells[place] if place is not None and place < len(record.cells) else ""

    return {export.receipt(record): phone(record) for record in export.flagged}


def _row(export: Export, record: Record) -> news.TillRow:
    headers = (*export.columns.headers, *[""] * len(record.cells))
    return news.TillRow(
        export.receipt(record),
        record.number,
        tuple(zip(headers, record.cells, strict=False)),
        unclosed=record.unclosed,
        unfinished=record.unfinished,
    )


def _rows(state: DayState) -> Iterator[tuple[news.TillRow, Receipt | None]]:
    for receipt in state.receipts.values():
        if receipt.phase is not Phase.WITHDRAWN:
            yield from ((row, receipt) for row in receipt.rows)
    yield from ((row, None) for row in state.nameless)


def _under(
    headers: Sequence[str], rows: Iterator[tuple[news.TillRow, Receipt | None]], section: IntakeSection
) -> Iterator[tuple[news.TillRow, Receipt | None]]:
    """Put rows of basket events, or of an export with other headers, under the headers of the day."""
    columns_of = columns_by(section)
    for row, receipt in rows:
        yield replace(row, cells=renamed(row.cells, headers, columns_of)) if headers else row, receipt


def _changed(receipt: Receipt | None, columns: Columns, coming: Coming | None) -> dict[str, str]:
    """Return the cells that are other than the till's: of an order that comes along, and by hand."""
    if receipt is None or receipt.carried_in is None or coming is None:
        cells = _wishes(receipt, columns)
        if receipt is not None and receipt.promise is not None and coming is not None:
            # Promised on an earlier day for this one, whatever the till says of the day.
            early = receipt.promise.expires < 0
            cells |= {columns.title("delivery_date"): coming.day.isoformat()} if early else {}
        return cells
    came = receipt.carried_in
    old = dict(came.row.cells)
    if receipt.listed and receipt.said and dict(receipt.said[0].cells) != old:
        # The till speaks of it again, and of this day unless it says otherwise.
        date = columns.title("delivery_date")
        named = dict(receipt.said[0].cells).get(date, "")
        return ({} if named else {date: coming.day.isoformat()}) | _wishes(receipt, columns)
    cells = {h: "" for name in ("window", "window_from", "window_to") for h in columns.titles(name)}
    cells[columns.title("delivery_date")] = coming.day.isoformat()
    facts = (on_day("day", came.since), term("reason", f"news.reason.{came.reason}"))
    note = columns.title("notes")
    cells[note] = f"{coming.speak.tell('day.came', facts)} {old.get(note, '')}".strip()
    return cells | _wishes(receipt, columns)


def _wishes(receipt: Receipt | None, columns: Columns) -> dict[str, str]:
    """Return the cells that were changed by hand: (header, text)."""
    if receipt is None:
        return {}
    wishes, cells, title = receipt.wishes, {}, columns.title
    if wishes.address is not None:
        cells = {header: "" for column in _ADDRESS for header in columns.titles(column)}
        cells[title("address")] = wishes.address
    if wishes.window is not None:
        cells[title("window_from")] = _clock(wishes.window.earliest)
        cells[title("window_to")] = _clock(wishes.window.latest)
    if wishes.note is not None:
        cells[title("notes")] = wishes.note
    return cells


def _record(row: news.TillRow, headers: Sequence[str], changed: Mapping[str, str]) -> Record:
    """Put a row under the headers of the day; one that is shorter or longer than its header stays so."""
    named = [header for header, _ in row.cells if header]
    beyond = [text for header, text in row.cells if not header]
    texts = {header: text for header, text in row.cells if header} | dict(changed)
    if named == list(headers[: len(named)]) and not changed:
        cells = [texts[header] for header in named]
        cells += [""] * (len(headers) - len(named)) if beyond else []
    else:
        cells = [texts.get(header, "") for header in headers]
    return Record(row.row, [*cells, *beyond], row.unclosed, row.unfinished)


def _clock(seconds: int) -> str:
    return "24:00" if seconds == DAY else hhmm(seconds)
