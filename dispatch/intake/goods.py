"""Add up the articles of each receipt: crates by temperature, weight, and the age check."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache, partial
from pathlib import Path
from typing import Final

from dispatch.config import IntakeSection
from dispatch.files.records import Record
from dispatch.files.tables import Table, open_table, require
from dispatch.intake.events import Cells
from dispatch.intake.headers import COLUMN_REMEDY, FILE_REMEDY
from dispatch.intake.names import LINE_NAMES
from dispatch.intake.recognising import Recogniser
from dispatch.intake.rules import answers_of, unit_of
from dispatch.intake.values import (
    Decimals,
    Unit,
    amount,
    is_guess,
    receipt_key,
    receipt_number,
    temperatures,
    volume,
    weight,
)
from dispatch.model import Code, Issue, Severity, Temperature
from dispatch.model.facts import count, grams, written
from dispatch.tablenotes import table_issues

_TOBACCO: Final = re.compile(
    r"\b(?:e-?)?(?:sigaret(?:ten)?|sigaar|sigaren|cigarillo'?s?|tabak|roltabak|pijptabak|shag|snus|vapes?"
    r"|rookwaren|cigarettes?|cigars?|tobacco)\b",
    re.IGNORECASE,
)
_MOST_ISSUES: Final = 1000
_MOST: Final = Decimal(10_000)
_LARGEST: Final = Decimal(10_000_000)


@dataclass(frozen=True, slots=True)
class Goods:
    """Hold what the lines of a receipt come to.

    Parameters
    ----------
    crates
        By temperature.
    grams
        Weight.
    age_check
        Whether an article asks for it; None if the lines do not tell.
    complete
        Whether every line told its size, so that these figures win over the receipt's own.
    """

    crates: Mapping[Temperature, int]
    grams: int
    age_check: bool | None
    complete: bool


@dataclass(frozen=True, slots=True)
class LinesRead:
    """Hold all receipts' goods.

    Parameters
    ----------
    goods
        By receipt id.
    issues
        About lines of receipts that are delivered, and about the file.
    """

    goods: Mapping[str, Goods]
    issues: tuple[Issue, ...]


@dataclass(slots=True)
class _Sum:
    millilitres: dict[Temperature, Decimal] = field(default_factory=dict)
    grams: dict[Temperature, Decimal] = field(default_factory=dict)
    restricted: bool = False
    silent_about_age: bool = False
    complete: bool = True


def read_lines(
    path: Path, section: IntakeSection, wanted: AbstractSet[str], known: AbstractSet[str]
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
    return _add_up(table, section, wanted, known)


def add_basket_lines(name: str, lines: Mapping[str, Sequence[Cells]], section: IntakeSection) -> LinesRead:
    """Add up what basket events say was bought.

    Parameters
    ----------
    name
        Of the file of the events.
    lines
        By receipt: of each line the cells under the names of the columns.
    section
        Columns, and the size of a crate.
    """
    rows = [(("receipt_id", receipt), *line) for receipt, of_one in lines.items() for line in of_one]
    headers = tuple(dict.fromkeys(("receipt_id", "quantity", *(header for row in rows for header, _ in row))))
    columns = Recogniser(LINE_NAMES, section.columns).map(headers)
    texts = [dict(row) for row in rows]
    records = [
        Record(number, [text.get(header, "") for header in headers]) for number, text in enumerate(texts, 1)
    ]
    table = Table(name, replace(columns, width=len(headers)), 0, lambda: iter(records))
    read = _add_up(table, section, lines.keys(), frozenset())
    nothing = Goods({}, 0, age_check=None, complete=False)
    return replace(read, goods={receipt: read.goods.get(receipt, nothing) for receipt in lines})


def _add_up(
    table: Table, section: IntakeSection, wanted: AbstractSet[str], known: AbstractSet[str]
) -> LinesRead:
    adding = _Adding(table, section)
    strangers = fitting = 0
    alike = _unique_keys(wanted)
    passed = set(map(receipt_key, known))
    for record in table.read():
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
    return LinesRead({id_: _goods(total, section) for id_, total in adding.sums.items()}, issues)


def _about_file(table: Table, adding: "_Adding", strangers: int, *, fits: bool) -> Iterator[Issue]:
    """Tell what there is to say of the file as a whole, each with how often."""
    file = written("file", table.name)
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


class _Adding:
    """Add line after line to the sum of its receipt."""

    def __init__(self, table: Table, section: IntakeSection) -> None:
        self.sums: dict[str, _Sum] = {}
        self.issues: list[Issue] = []
        self.untold = 0
        self.estimated = 0
        self.guesses: list[tuple[Record, str, str, Decimal]] = []
        self._table = table
        self._answers = answers_of(section)
        decimal = section.decimal or ""
        heavy = unit_of(table.columns.title("weight_g"), section, "g")
        large = unit_of(table.columns.title("volume_ml"), section, "ml")
        self._units: Mapping[str, Unit] = {"weight_g": heavy, "volume_ml": large}
        self._decimal: Decimals = decimal
        self._readers: Mapping[str, Callable[[str], Decimal]] = {
            "quantity": partial(amount, decimal=decimal),
            "weight_g": partial(weight, unit=heavy, decimal=decimal),
            "volume_ml": partial(volume, unit=large, decimal=decimal),
        }

    def add(self, receipt: str, record: Record) -> None:
        """Take in one line; what cannot be read of it leaves the receipt's own figures standing."""
        total = self.sums.setdefault(receipt, _Sum())
        self._check_article(receipt, record, total)
        quantity = self._amount(receipt, record, "quantity", -_MOST, _MOST)
        weighs = self._amount(receipt, record, "weight_g", Decimal(0), _LARGEST)
        volume = self._amount(receipt, record, "volume_ml", Decimal(0), _LARGEST)
        if quantity is None or (not weighs and not volume):
            total.complete = False
            return
        temperature = self._temperature(receipt, record)
        if not weighs and volume:
            weighs = volume  # a millilitre of what is sold by volume weighs about a gram, or less
            self.estimated += 1
        for sums, each in ((total.grams, weighs), (total.millilitres, volume)):
            sums[temperature] = sums.get(temperature, Decimal(0)) + quantity * (each or 0)

    def _check_article(self, receipt: str, record: Record, total: _Sum) -> None:
        text = self._table.text(record, "age_restricted")
        try:
            total.restricted |= self._answers.flag(text)
            total.silent_about_age |= not text
        except ValueError:
            total.restricted = True
            self._tell(Code.LINE_UNCLEAR, "age", receipt, record, "age_restricted", text)
        if _is_tobacco(self._table.text(record, "article")):
            total.restricted = True
            self._tell(Code.TOBACCO, "", receipt, record, "article")

    def _temperature(self, receipt: str, record: Record) -> Temperature:
        text = self._table.text(record, "temperature")
        try:
            found = temperatures(text)
        except ValueError:
            self._tell(Code.LINE_UNCLEAR, "temperature", receipt, record, "temperature", text)
            return Temperature.CHILLED
        return found[-1] if found else Temperature.AMBIENT

    def _amount(
        self, receipt: str, record: Record, column: str, least: Decimal, most: Decimal
    ) -> Decimal | None:
        text = self._table.text(record, column)
        if not text:
            return None
        try:
            value = self._readers[column](text)
        except ValueError:
            value = most + 1
        if not least <= value <= most:
            self._tell(Code.LINE_UNCLEAR, "number", receipt, record, column, text)
            return None
        if column in self._units and is_guess(text, self._units[column], decimal=self._decimal):
            self.guesses.append((record, column, text, value))
        return value

    def _tell(
        self, code: Code, about: str, receipt: str, record: Record, column: str, text: str = ""
    ) -> None:
        if len(self.issues) >= _MOST_ISSUES:
            self.untold += 1
            return
        title = self._table.columns.title(column)
        facts = (written("file", self._table.name),)
        self.issues.append(
            Issue(code, Severity.WARNING, about, facts, title, record.number, text[:40], receipt)
        )


@lru_cache(maxsize=8192)
def _is_tobacco(article: str) -> bool:
    return _TOBACCO.search(article) is not None


def _goods(total: _Sum, section: IntakeSection) -> Goods:
    """Turn sums into crates: as many as the volume or the weight of a temperature fills."""
    litres, kilos = Decimal(str(section.crate_litres)), Decimal(str(section.crate_kg))
    crates = {}
    for temperature, heavy in total.grams.items():
        millilitres = total.millilitres[temperature]
        filled = max(millilitres / (litres * 1000), heavy / (kilos * 1000))
        if filled > 0:
            crates[temperature] = int(filled.to_integral_value(rounding="ROUND_CEILING"))
    weight = sum(total.grams.values(), Decimal(0)).to_integral_value(rounding=ROUND_HALF_UP)
    age_check = True if total.restricted else (None if total.silent_about_age else False)
    return Goods(crates, max(0, int(weight)), age_check, total.complete)
