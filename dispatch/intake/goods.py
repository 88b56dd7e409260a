"""Add up the articles of each receipt: crates by temperature, weight, and the age check."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Final, Self

from dispatch.config import IntakeSection
from dispatch.files.records import Record
from dispatch.files.tables import Table, open_table, require
from dispatch.intake.assortment import NO_ASSORTMENT, Assortment
from dispatch.intake.events import Cells
from dispatch.intake.headers import COLUMN_REMEDY, FILE_REMEDY
from dispatch.intake.line_sums import Goods, LineSums, Unlisted, goods_of_lines
from dispatch.intake.names import LINE_NAMES
from dispatch.intake.recognising import Recogniser
from dispatch.intake.values import (
    receipt_key,
    receipt_number,
)
from dispatch.model import Code, Content, FileContents, Issue, Severity
from dispatch.model.facts import count, grams, written
from dispatch.tablenotes import table_issues

_UNLISTED_SHARE: Final = 0.05
"""Share of the lines whose articles may be missing in the store's list before it is a warning."""
_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class LineCounts:
    """Count what was in a file of lines.

    Parameters
    ----------
    read
        Lines there were.
    delivered
        Those of receipts to be delivered.
    strangers
        Those of no receipt of the day.
    unlisted
        Articles that the store's list does not have, what is sold most first.
    """

    read: int = 0
    delivered: int = 0
    strangers: int = 0
    unlisted: tuple[Unlisted, ...] = ()

    @property
    def contents(self) -> FileContents:
        """What was in the file."""
        others = self.read - self.delivered - self.strangers
        parts = (
            (Content.BOUGHT, self.delivered),
            (Content.BOUGHT_ELSE, others),
            (Content.STRANGER, self.strangers),
        )
        return FileContents(self.read, parts)


@dataclass(frozen=True, slots=True)
class LinesRead:
    """Hold all receipts' goods.

    Parameters
    ----------
    goods
        By receipt id.
    issues
        About lines of receipts that are delivered, and about the file.
    counts
        What was in the file.
    """

    goods: Mapping[str, Goods]
    issues: tuple[Issue, ...]
    counts: LineCounts = LineCounts()

    @classmethod
    def joined(cls, found: Sequence[Self]) -> Self:
        """Join what several files say; the later wins."""
        counts = [one.counts for one in found]
        return cls(
            {receipt: goods for one in found for receipt, goods in one.goods.items()},
            tuple(issue for one in found for issue in one.issues),
            LineCounts(
                sum(one.read for one in counts),
                sum(one.delivered for one in counts),
                sum(one.strangers for one in counts),
                tuple(unlisted for one in counts for unlisted in one.unlisted),
            ),
        )


def read_lines(
    path: Path,
    section: IntakeSection,
    wanted: AbstractSet[str],
    known: AbstractSet[str],
    assortment: Assortment = NO_ASSORTMENT,
) -> LinesRead:
    """Read ``lines.csv`` and add up the lines of the receipts that are delivered.

    Weight and volume are those of one piece. A negative quantity takes back an earlier line.

    Parameters
    ----------
    path
        The file.
    section
        Columns, and the size of a crate.
    wanted
        Receipts to be delivered.
    known
        The other receipts of the till's export. Leading zeros that a spreadsheet took do not count.
    assortment
        What the store sells: it tells what a line does not.

    Raises
    ------
    InputError
        If the file cannot be read as what it should be.
    """
    headers = Recogniser(LINE_NAMES, section.columns)
    table = open_table(path, headers, max_mb=section.max_mb, remedy=FILE_REMEDY)
    there = table.columns.indexes
    needed = {name: name in there for name in ("receipt_id", "quantity")}
    require(table, needed, headers, remedy=COLUMN_REMEDY)
    return _add_up(table, section, wanted, known, assortment)


def add_basket_lines(
    name: str,
    lines: Mapping[str, Sequence[Cells]],
    section: IntakeSection,
    assortment: Assortment = NO_ASSORTMENT,
) -> LinesRead:
    """Add up what basket events say was bought.

    Parameters
    ----------
    name
        Of the file of the events.
    lines
        By receipt: of each line the cells under the names of the columns.
    section
        Columns, and the size of a crate.
    assortment
        What the store sells.
    """
    rows = [(("receipt_id", receipt), *line) for receipt, of_one in lines.items() for line in of_one]
    headers = tuple(dict.fromkeys(("receipt_id", "quantity", *(header for row in rows for header, _ in row))))
    columns = Recogniser(LINE_NAMES, section.columns).map(headers)
    texts = [dict(row) for row in rows]
    records = [
        Record(number, [text.get(header, "") for header in headers]) for number, text in enumerate(texts, 1)
    ]
    table = Table(name, replace(columns, width=len(headers)), 0, lambda: iter(records))
    read = _add_up(table, section, lines.keys(), frozenset(), assortment)
    nothing = Goods({}, 0, age_check=None, complete=False)
    return replace(read, goods={receipt: read.goods.get(receipt, nothing) for receipt in lines})


def _add_up(
    table: Table,
    section: IntakeSection,
    wanted: AbstractSet[str],
    known: AbstractSet[str],
    assortment: Assortment,
) -> LinesRead:
    adding = LineSums(table, section, assortment)
    strangers = fitting = rows = 0
    alike = _unique_keys(wanted)
    passed = set(map(receipt_key, known))
    for record in table.read():
        rows += 1
        receipt = receipt_number(table.text(record, "receipt_id"))
        if receipt not in wanted and receipt not in known:
            receipt = alike.get(receipt_key(receipt), receipt)
        if receipt in wanted:
            adding.add(receipt, record)
        elif receipt_key(receipt) not in passed:
            strangers += 1
            continue
        fitting += 1
    fits = bool(fitting) or not wanted
    issues = (*table_issues(table), *adding.issues, *_about_file(table, adding, strangers, fits=fits))
    goods = {id_: goods_of_lines(total, section) for id_, total in adding.sums.items()}
    return LinesRead(goods, issues, LineCounts(rows, adding.lines, strangers, adding.unlisted()))


def _about_file(table: Table, adding: LineSums, strangers: int, *, fits: bool) -> Iterator[Issue]:
    """Tell what there is to say of the file as a whole, each with how often."""
    file = written("file", table.name)
    if adding.unused:
        columns = (written("columns", f'"{header.name}" ({header.like})') for header in adding.unused)
        yield Issue(Code.COLUMN_UNUSED, Severity.WARNING, facts=(file, *columns), row=table.header)
    if adding.untold:
        yield Issue(Code.MORE_ISSUES, Severity.WARNING, facts=(count("n", adding.untold), file))
    if strangers:
        yield Issue(
            Code.LINES_WITHOUT_RECEIPT if fits else Code.LINES_FIT_NOTHING,
            Severity.INFO if fits else Severity.WARNING,
            facts=(count("n", strangers), file),
            field=table.columns.title("receipt_id"),
        )
    if adding.estimated:
        facts = (count("n", adding.estimated), file)
        yield Issue(Code.LINES_WEIGHT_ESTIMATED, Severity.INFO, facts=facts)
    if adding.guesses:
        yield _guessed(table, adding.guesses)
    if adding.weighed:
        yield Issue(Code.SCALE_CODES_READ, Severity.INFO, facts=(count("n", adding.weighed), file))
    if unlisted := adding.unlisted():
        lines = sum(one.lines for one in unlisted)
        grave = lines > adding.lines * _UNLISTED_SHARE
        shown = (written("articles", f"{one.name or one.code} ({one.lines} x)") for one in unlisted[:_SHOWN])
        yield Issue(
            Code.ARTICLES_UNKNOWN,
            Severity.WARNING if grave else Severity.INFO,
            facts=(count("n", len(unlisted)), count("lines", lines), count("of", adding.lines), file, *shown),
        )


def _guessed(table: Table, guesses: Sequence[tuple[Record, str, str, Decimal]]) -> Issue:
    """Tell of weights and volumes that may be meant otherwise, by the first of them."""
    record, column, text, value = guesses[0]
    whole = int(value.to_integral_value(rounding=ROUND_HALF_UP))
    read = grams("read", whole) if column == "weight_g" else written("read", f"{whole} ml")
    facts = (count("n", len(guesses)), written("file", table.name), read)
    title = table.columns.title(column)
    return Issue(Code.LINES_UNIT_GUESSED, Severity.WARNING, "", facts, title, record.number, text[:40])


def _unique_keys(receipts: AbstractSet[str]) -> Mapping[str, str]:
    """Map what stays of a receipt number whatever a program did to it, where that names one receipt."""
    counts = Counter(map(receipt_key, receipts))
    return {key: receipt for receipt in receipts if counts[key := receipt_key(receipt)] == 1}
