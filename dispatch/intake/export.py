"""The till's export as a table: which rows are for delivery."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from dispatch.config import DateFormat, IntakeSection
from dispatch.errors import InputError
from dispatch.files.headers import Columns
from dispatch.files.records import Record
from dispatch.files.tables import Sheet, Table, open_table, require
from dispatch.files.text import clean
from dispatch.intake.articles import Articles
from dispatch.intake.doubts import column_doubts, with_contradictions, with_looks
from dispatch.intake.eventfiles import EventsRead
from dispatch.intake.events import Cells
from dispatch.intake.headers import COLUMN_REMEDY, FILE_REMEDY, check_renames
from dispatch.intake.moments import date_format_of
from dispatch.intake.names import PURCHASE_NAMES
from dispatch.intake.profiles import PROFILES, program_of
from dispatch.intake.recognising import Recogniser
from dispatch.intake.row import Row, flag_of, receipt_of
from dispatch.intake.rules import answers_of
from dispatch.intake.stores import OtherStores, Stores
from dispatch.intake.values import Answers
from dispatch.model import Code, Content, FileContents, Issue, Severity, SheetRows
from dispatch.model.facts import count, written
from dispatch.phrases import Phrase
from dispatch.tablenotes import table_issues

MOST_FLAGGED: Final = 20_000
"""Rows for delivery beyond which a file cannot be one day of one store."""

_FEW: Final = 5
DATED: Final = ("purchased_at", "purchase_date", "delivery_date", "window_from", "window")
"""Columns that may hold a date."""

_SENTENCE: Final = re.compile(r"[^\W\d_]{2,}.*[\s:=]|^[^\W\d_]{2,}$|^[0-9]+ [^\W\d_]{3,}$")


@dataclass(frozen=True, slots=True)
class Counts:
    """Count what was in a file beside its rows.

    Parameters
    ----------
    cancelled
        Rows whose state says that they are off; they are among those not for delivery.
    articles
        Further rows of a receipt that has a row an article.
    sentences
        Rows below the table that are none.
    """

    cancelled: int = 0
    articles: int = 0
    sentences: int = 0


@dataclass(frozen=True, slots=True)
class Export:
    """Hold what the till says: the rows for delivery whole, and of the others only the receipt numbers.

    Parameters
    ----------
    name
        File name.
    columns
        Where everything stands.
    flagged
        Rows for delivery, or that may be.
    unflagged
        Receipt numbers of the other rows, empty where a row has none.
    header
        Row of the headers; 0 for rows from elsewhere than a file.
    dates
        Which comes first in its dates, day or month.
    counts
        What else was in the file.
    sheets
        What became of the sheets of a workbook.
    issues
        About the file as a whole.
    events
        What it is made of, where the till tells basket by basket; None for a table.
    lines
        What was bought, by receipt, in a table with a row an article.
    elsewhere
        What belongs to other stores; none of it is among the rows.
    """

    name: str
    columns: Columns
    flagged: tuple[Record, ...]
    unflagged: tuple[str, ...] = ()
    header: int = 0
    dates: DateFormat = DateFormat.DAY_FIRST
    counts: Counts = Counts()
    sheets: tuple[Sheet, ...] = ()
    issues: tuple[Issue, ...] = ()
    events: EventsRead | None = None
    lines: Mapping[str, tuple[Cells, ...]] = field(default_factory=dict)
    elsewhere: OtherStores = field(default_factory=OtherStores)

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.flagged) + len(self.unflagged)

    @property
    def contents(self) -> FileContents:
        """What was in the file."""
        parts = (
            (Content.DELIVERED, len(self.flagged)),
            (Content.NOT_FLAGGED, len(self.unflagged)),
            *(((Content.OTHER_STORE, self.elsewhere.rows),) if self.elsewhere.rows else ()),
            (Content.ARTICLE, self.counts.articles),
            (Content.SENTENCE, self.counts.sentences),
        )
        sheets = tuple(SheetRows(sheet.title, sheet.rows, sheet.read) for sheet in self.sheets)
        return FileContents(sum(number for _, number in parts), parts, sheets)

    def receipt(self, record: Record) -> str:
        """Return the receipt number of a row."""
        return receipt_of(record, self.columns)


def read_export(path: Path, section: IntakeSection) -> Export:
    """Read the till's export as a table.

    Raises
    ------
    InputError
        If it cannot be read as what it should be.
    ConfigError
        If ``[intake.columns]`` names a column that does not exist.
    ResourceError
        If a disk or network drive fails.
    """
    table = _open_purchases(path, section)
    found = _sort(table.columns, table.read(), table.name, section)
    dates = _dates(table.columns, found.flagged, section)
    columns = with_looks(table.columns, found.flagged, dates)
    return Export(
        table.name,
        columns,
        tuple(found.flagged),
        tuple(found.unflagged),
        table.header,
        dates,
        Counts(found.cancelled, found.articles, found.sentences),
        table.sheets,
        (
            *table_issues(replace(table, columns=with_contradictions(columns, found.flagged))),
            *_doubts(table.name, columns, table.header, found, section),
            *found.stores.doubts(table.name),
        ),
        lines=_bought(table.columns, found),
        elsewhere=found.stores.elsewhere,
    )


def make_export(
    name: str,
    headers: Sequence[str],
    width: int,
    records: Iterable[Record],
    unflagged: Sequence[str],
    section: IntakeSection,
) -> Export:
    """Make an export of rows that were read before and have been changed since.

    Parameters
    ----------
    name
        Of the file.
    headers
        Of its columns, and of those that were added since.
    width
        Cells that a row has at most, if nothing in it has shifted.
    records
        Rows for delivery; one that is not any more is counted with the others.
    unflagged
        Receipt numbers of the other rows.
    """
    columns = replace(recogniser_of(section).map(headers), width=width)
    found = _sort(columns, records, name, section)
    dates = _dates(columns, found.flagged, section)
    columns = with_looks(columns, found.flagged, dates)
    return Export(
        name,
        columns,
        tuple(found.flagged),
        (*unflagged, *found.unflagged),
        dates=dates,
        counts=Counts(found.cancelled, found.articles, found.sentences),
        issues=tuple(_doubts(name, columns, 0, found, section)),
    )


def recogniser_of(section: IntakeSection) -> Recogniser:
    """Return what knows the headers of the store's export."""
    return Recogniser(PURCHASE_NAMES, section.columns, PROFILES[section.profile].columns)


def _dates(columns: Columns, flagged: Iterable[Record], section: IntakeSection) -> DateFormat:
    """Tell which comes first in the dates of a file: as configured, else as its dates show."""
    if section.dates is not None:
        return section.dates
    indexes = [index for name in DATED for index in columns.places(name)]
    return (
        date_format_of(record.text(index) for record in flagged for index in indexes) or DateFormat.DAY_FIRST
    )


def _open_purchases(path: Path, section: IntakeSection) -> Table:
    check_renames(section.columns)
    headers = recogniser_of(section)
    table = open_table(path, headers, max_mb=section.max_mb, remedy=FILE_REMEDY, sheets=section.sheet)
    there = table.columns.indexes
    by_parts = ("house_number" in there or "street" in there) and ("postcode" in there or "street" in there)
    needed = {
        "receipt_id": "receipt_id" in there,
        "purchased_at": bool({"purchased_at", "purchase_time", "purchase_date"} & set(there)),
        "home_delivery": "home_delivery" in there,
        "name": bool({"name", "last_name", "first_name", "company"} & set(there)),
        "address": "address" in there or by_parts or ("lat" in there and "lon" in there),
        "store": "store" in there or not section.store,
    }
    called = {"address": Phrase("adres, or straat, huisnummer, postcode and plaats")}
    require(table, needed, headers, called=called, remedy=COLUMN_REMEDY)
    return table


@dataclass(slots=True)
class _Sorted:
    stores: Stores
    rows: int = 0
    cancelled: int = 0
    articles: int = 0
    sentences: int = 0
    flagged: list[Record] = field(default_factory=list)
    unflagged: list[str] = field(default_factory=list)
    short: list[Record] = field(default_factory=list)
    lines: Mapping[str, list[Cells]] = field(default_factory=dict)
    doubtful: Counter[str] = field(default_factory=Counter)

    def share_out_short(self, columns: Columns) -> None:
        """Sort the rows that end before the flag: a few are damaged and to be looked at.

        If there are many, this till leaves out empty cells at the end of a row, so they mean "no".
        """
        if len(self.short) > max(_FEW, self.rows // 20):
            self.unflagged += [receipt_of(record, columns) for record in self.short]
        else:
            self.flagged += self.short
            self.flagged.sort(key=lambda record: record.number)


def _sort(columns: Columns, records: Iterable[Record], name: str, section: IntakeSection) -> _Sorted:
    found = _Sorted(Stores(columns, section.store))
    answers = answers_of(section)
    articles = Articles(columns)
    flag = columns.indexes["home_delivery"]
    for record in records:
        if articles.belongs(record):
            found.articles += 1
            continue
        if len(record.cells) <= flag and _is_sentence(record):
            found.sentences += 1
            continue
        if not found.stores.is_own(record):
            found.stores.pass_over(record, flagged=_for_delivery(record, columns, answers))
            continue
        found.rows += 1
        if len(record.cells) <= flag:
            found.short.append(record)
        elif _is_off(record, columns, answers):
            found.cancelled += 1
            found.unflagged.append(receipt_of(record, columns))
        elif _for_delivery(record, columns, answers):
            found.flagged.append(record)
            found.doubtful.update(filter(answers.is_doubtful, Row(columns, record).all_texts("status")))
            _check_size(name, found.flagged)
        else:
            found.unflagged.append(receipt_of(record, columns))
    found.lines = articles.lines
    found.share_out_short(columns)
    _check_size(name, found.flagged)
    return found


def _bought(columns: Columns, found: _Sorted) -> Mapping[str, tuple[Cells, ...]]:
    """Return what was bought on the receipts that are delivered, as far as the table says."""
    wanted = {receipt_of(record, columns) for record in found.flagged}
    return {receipt: tuple(lines) for receipt, lines in found.lines.items() if receipt in wanted}


def _doubts(name: str, columns: Columns, row: int, found: _Sorted, section: IntakeSection) -> Iterator[Issue]:
    """Tell what of a file may be understood otherwise than it was meant."""
    file = written("file", name)
    yield from column_doubts(name, columns, row)
    told = bool(section.columns) or "profile" in section.model_fields_set
    if not told and (program := program_of(columns.headers)):
        yield Issue(
            Code.PROFILE_FITS,
            Severity.WARNING,
            facts=(file, written("program", program)),
            field="intake.profile",
        )
    if found.doubtful:
        states = (written("states", f'"{state}"') for state in found.doubtful)
        facts = (count("n", found.doubtful.total()), file, *states)
        yield Issue(Code.STATE_DOUBTFUL, Severity.WARNING, facts=facts)
    hidden = sum(record.hidden for record in found.flagged)
    for code, severity, number in (
        (Code.ROWS_HIDDEN, Severity.WARNING, hidden),
        (Code.ROWS_CANCELLED, Severity.INFO, found.cancelled),
        (Code.ROWS_OF_ARTICLES, Severity.INFO, found.articles),
    ):
        if number:
            yield Issue(code, severity, facts=(count("n", number), file))


def _is_off(record: Record, columns: Columns, answers: Answers) -> bool:
    """Tell whether the state of an order, or a column for it, says that it is cancelled."""
    row = Row(columns, record)
    if any(map(answers.is_cancelled, row.all_texts("status"))):
        return True
    return any(answers.says_cancelled(text) for text in row.all_texts("cancelled"))


def _is_sentence(record: Record) -> bool:
    """Tell whether a row is a sentence below the table, such as a count of receipts."""
    filled = [text for text in map(clean, record.cells) if text]
    return len(filled) <= 1 and any(_SENTENCE.search(text) for text in filled)


def _check_size(name: str, flagged: Sequence[Record]) -> None:
    if len(flagged) > MOST_FLAGGED:
        raise InputError(
            "{name} has more than {most} rows for delivery.",
            "Export one day of one store.",
            name=name,
            most=MOST_FLAGGED,
        )


def _for_delivery(record: Record, columns: Columns, answers: Answers) -> bool:
    """Tell whether a row is flagged, or may be: one that cannot be read is not passed over."""
    text = flag_of(record, columns, answers)
    try:
        return answers.flag(text) or (not text and Row(columns, record).beyond)
    except ValueError:
        return True
