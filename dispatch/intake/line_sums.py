"""Add lines up by receipt: weight and volume by temperature, the age check, what could not be read."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

from dispatch.config import IntakeSection
from dispatch.files.headers import Header
from dispatch.files.records import Record
from dispatch.files.tables import Table
from dispatch.intake.assortment import Article, Assortment, Sold
from dispatch.intake.rules import answers_of, units_of_sizes
from dispatch.intake.sizes import Size, first_of, read_size
from dispatch.intake.temperatures import temperatures
from dispatch.intake.values import Decimals, UnreadableError, amount, is_blank, is_guess
from dispatch.model import Code, Issue, Severity, Temperature
from dispatch.model.facts import written

_TOBACCO: Final = re.compile(
    r"\b(?:e-?)?(?:sigaret(?:ten)?|sigaar|sigaren|cigarillo'?s?|tabak|roltabak|pijptabak|shag|snus|vapes?"
    r"|rookwaren|cigarettes?|cigars?|tobacco)\b",
    re.IGNORECASE,
)
_NOTHING_KNOWN: Final = Sold(Article())
_MOST_ISSUES: Final = 1000
_MOST: Final = Decimal(10_000)


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


@dataclass(slots=True)
class LineSum:
    """Hold what the lines of one receipt come to so far."""

    millilitres: dict[Temperature, Decimal] = field(default_factory=dict)
    grams: dict[Temperature, Decimal] = field(default_factory=dict)
    restricted: bool = False
    silent_about_age: bool = False
    complete: bool = True
    unsized: set[Temperature] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Unlisted:
    """Name an article that the store's list does not have, and how many lines sold it."""

    code: str
    name: str
    lines: int


class LineSums:
    """Add line after line to the sum of its receipt."""

    def __init__(self, table: Table, section: IntakeSection, assortment: Assortment) -> None:
        self.sums: dict[str, LineSum] = {}
        self.unknown: Counter[tuple[str, str]] = Counter()
        self.lines = 0
        self._doubtful = {index: header for index, header in enumerate(table.columns.read) if header.like}
        self._filled: set[int] = set()
        self.weighed = 0
        self._assortment = assortment
        self.issues: list[Issue] = []
        self.untold = 0
        self.estimated = 0
        self.guesses: list[tuple[Record, str, str, Decimal]] = []
        self._table = table
        self._answers = answers_of(section)
        self._decimal: Decimals = section.decimal or ""
        self._units = units_of_sizes(table.columns, section)

    def add(self, receipt: str, record: Record) -> None:
        """Take in one line; what cannot be read of it leaves the receipt's own figures standing."""
        total = self.sums.setdefault(receipt, LineSum())
        self.lines += 1
        self._filled |= {index for index in self._doubtful if not is_blank(record.text(index))}
        sold = self._sold(record)
        self._check_article(receipt, record, total, sold.article)
        quantity = self._quantity(receipt, record)
        size = first_of([self._size(receipt, record, column) for column in ("weight_g", "volume_ml")])
        weighs, volume = size.grams, size.millilitres
        if quantity is not None and not weighs and not volume:
            quantity, weighs, volume = sold.sizes(quantity)
            self.weighed += sold.weighed is not None
        temperature = self._temperature(receipt, record, sold.article)
        if quantity is None or (not weighs and not volume):
            total.complete = False
            total.unsized.add(temperature)
            return
        if not weighs and volume:
            weighs = volume  # a millilitre of what is sold by volume weighs about a gram, or less
            self.estimated += 1
        for sums, each in ((total.grams, weighs), (total.millilitres, volume)):
            sums[temperature] = sums.get(temperature, Decimal(0)) + quantity * (each or 0)

    @property
    def unused(self) -> tuple[Header, ...]:
        """Columns that are not used and look like ours, with something in them."""
        return tuple(self._doubtful[index] for index in sorted(self._filled))

    def unlisted(self) -> tuple[Unlisted, ...]:
        """Return the articles that are not listed, what is sold most first."""
        return tuple(Unlisted(code, name, lines) for (code, name), lines in self.unknown.most_common())

    def _sold(self, record: Record) -> Sold:
        """Look the article of a line up; count what the store's list does not have."""
        name, sold = self._table.text(record, "article"), None
        codes = [text for place in self._table.columns.places("code") if (text := record.text(place))]
        code = next(iter(codes), "")
        if self._assortment:
            found = (self._assortment.find(one, name) for one in codes or [""])
            sold = next(filter(None, found), None)
        if sold is None and self._assortment and (code or name):
            self.unknown[code or name, name if code else ""] += 1
        return sold or _NOTHING_KNOWN

    def _check_article(self, receipt: str, record: Record, total: LineSum, article: Article) -> None:
        text = self._table.text(record, "age_restricted")
        try:
            total.restricted |= self._answers.flag(text) or bool(article.restricted)
            total.silent_about_age |= not text and article.restricted is None
        except ValueError:
            total.restricted = True
            self._tell(Code.LINE_UNCLEAR, "age", receipt, record, "age_restricted", text)
        if _is_tobacco(self._table.text(record, "article") or article.name):
            total.restricted = True
            self._tell(Code.TOBACCO, "", receipt, record, "article")

    def _temperature(self, receipt: str, record: Record, article: Article) -> Temperature:
        text = self._table.text(record, "temperature")
        if not text and article.temperature is not None:
            return article.temperature
        try:
            found = temperatures(text)
        except ValueError:
            self._tell(Code.LINE_UNCLEAR, "temperature", receipt, record, "temperature", text)
            return Temperature.CHILLED
        return found[-1] if found else Temperature.AMBIENT

    def _quantity(self, receipt: str, record: Record) -> Decimal | None:
        text = self._table.text(record, "quantity")
        if not text:
            return None
        try:
            value = amount(text, decimal=self._decimal)
        except ValueError:
            value = _MOST + 1
        if not -_MOST <= value <= _MOST:
            self._tell(Code.LINE_UNCLEAR, "number", receipt, record, "quantity", text)
            return None
        return value

    def _size(self, receipt: str, record: Record, column: str) -> Size:
        text = self._table.text(record, column)
        if not text:
            return Size()
        unit = self._units[column, self._table.title(record, column)]
        try:
            size = read_size(text, unit, self._decimal)
        except UnreadableError:
            self._tell(Code.LINE_UNCLEAR, "number", receipt, record, column, text)
            return Size()
        value = size.grams or size.millilitres or Decimal(0)
        if is_guess(text, unit, decimal=self._decimal):
            self.guesses.append((record, column, text, value))
        return size

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


def goods_of_lines(total: LineSum, section: IntakeSection) -> Goods:
    """Turn sums into crates: as many as the volume or the weight of a temperature fills."""
    litres, kilos = Decimal(str(section.crate_litres)), Decimal(str(section.crate_kg))
    crates = {}
    for temperature, heavy in total.grams.items():
        millilitres = total.millilitres[temperature]
        filled = max(millilitres / (litres * 1000), heavy / (kilos * 1000))
        if filled > 0:
            crates[temperature] = int(filled.to_integral_value(rounding="ROUND_CEILING"))
    for temperature in total.unsized - {Temperature.AMBIENT}:
        crates[temperature] = max(1, crates.get(temperature, 0))  # cold, however little it is
    weight = sum(total.grams.values(), Decimal(0)).to_integral_value(rounding=ROUND_HALF_UP)
    age_check = True if total.restricted else (None if total.silent_about_age else False)
    return Goods(crates, max(0, int(weight)), age_check, total.complete)
