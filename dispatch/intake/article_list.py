"""Read ``articles.csv``, the store's list of what it sells."""

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Final

from dispatch.config import IntakeSection
from dispatch.files.records import Record
from dispatch.files.tables import Table, open_table, require
from dispatch.intake.assortment import (
    Article,
    Assortment,
    ScaleCode,
    check_digit_fits,
    name_key,
    number_key,
    without_weight,
)
from dispatch.intake.headers import COLUMN_REMEDY, FILE_REMEDY
from dispatch.intake.names import ARTICLE_NAMES
from dispatch.intake.recognising import Recogniser
from dispatch.intake.rules import answers_of, units_of_sizes
from dispatch.intake.sizes import Size, first_of, read_size, size_in_name
from dispatch.intake.temperatures import temperatures
from dispatch.intake.values import Decimals, UnreadableError, receipt_number
from dispatch.model import Code, Issue, Severity, Temperature
from dispatch.model.facts import count, written
from dispatch.tablenotes import table_issues

_GTIN: Final = re.compile(r"[0-9]{8}|[0-9]{12,14}")
_MOST_ISSUES: Final = 200
_AGES: Final = re.compile(r"([0-9]{1,2}) ?(?:\+|jaar|years?)?(?: en ouder)?", re.IGNORECASE)


def read_articles(path: Path, section: IntakeSection) -> Assortment:
    """Read ``articles.csv``.

    Raises
    ------
    InputError
        If the file cannot be read as what it should be.
    """
    headers = Recogniser(ARTICLE_NAMES, section.columns)
    table = open_table(path, headers, max_mb=section.max_mb, remedy=FILE_REMEDY)
    there = table.columns.indexes
    require(table, {"code": "code" in there or "article" in there}, headers, remedy=COLUMN_REMEDY)
    reading = _Reading(table, section)
    for record in table.read():
        reading.take(record)
    layouts = tuple(map(ScaleCode.of, section.scale_codes))
    names = {key: article for key, article in reading.names.items() if article is not None}
    numbers = {table.columns.headers[place] for place in table.columns.places("code")}
    others = tuple(header for header in table.columns.repeated if header not in numbers)
    told = table_issues(replace(table, columns=replace(table.columns, repeated=others)))
    return Assortment(reading.numbers, names, layouts, (*told, *reading.told()))


class _Reading:
    """Take the rows of the list one by one; of two with one number the first counts."""

    def __init__(self, table: Table, section: IntakeSection) -> None:
        self.numbers: dict[str, Article] = {}
        self.names: dict[str, Article | None] = {}
        self._issues: list[Issue] = []
        self._untold = 0
        self._table = table
        self._answers = answers_of(section)
        self._units = units_of_sizes(table.columns, section)
        self._decimal: Decimals = section.decimal or ""

    def take(self, record: Record) -> None:
        """Take one row."""
        text = {column: self._table.text(record, column) for column in ARTICLE_NAMES}
        article = Article(
            text["article"],
            self._temperature(record, text["temperature"]),
            *self._sizes(record),
            self._age_limit(record, text["age_limit"]),
        )
        for place in self._table.columns.places("code"):
            if number := receipt_number(record.text(place)):
                self._take_number(record, number, article)
        if key := name_key(text["article"]):
            known = self.names.get(key, article)
            self.names[key] = article if known == article else None

    def told(self) -> Iterable[Issue]:
        """Return what there is to say of the file, the first of many."""
        yield from self._issues
        if self._untold:
            facts = (count("n", self._untold), written("file", self._table.name))
            yield Issue(Code.MORE_ISSUES, Severity.WARNING, facts=facts)

    def _take_number(self, record: Record, number: str, article: Article) -> None:
        if _GTIN.fullmatch(number) and not check_digit_fits(number) and number[:1] != "2":
            self._tell("check_digit", record, "code", number)
        key = number_key(without_weight(number))
        if self.numbers.setdefault(key, article) != article:
            self._tell("twice", record, "code", number)

    def _temperature(self, record: Record, text: str) -> Temperature | None:
        try:
            found = temperatures(text)
        except ValueError:
            self._tell("temperature", record, "temperature", text)
            return Temperature.CHILLED
        return found[-1] if found else None

    def _sizes(self, record: Record) -> tuple[Decimal | None, Decimal | None]:
        """Return grams and millilitres, whichever column says them, else the name."""
        size = first_of([self._size(record, column) for column in ("weight_g", "volume_ml")])
        if size == Size():
            size = first_of([size_in_name(self._table.text(record, "article"), self._decimal)])
        return size.grams, size.millilitres

    def _size(self, record: Record, column: str) -> Size:
        text = self._table.text(record, column)
        if not text:
            return Size()
        unit = self._units[column, self._table.title(record, column)]
        try:
            return read_size(text, unit, self._decimal)
        except UnreadableError:
            self._tell("number", record, column, text)
            return Size()

    def _age_limit(self, record: Record, text: str) -> bool | None:
        """Read an age or yes and no; in a list that has the column an empty cell is a no."""
        if "age_limit" not in self._table.columns.indexes:
            return None
        if age := _AGES.fullmatch(text):
            return int(age[1]) > 1 or text == "1"
        try:
            return self._answers.flag(text)
        except ValueError:
            self._tell("age", record, "age_limit", text)
            return True

    def _tell(self, about: str, record: Record, column: str, text: str) -> None:
        if len(self._issues) >= _MOST_ISSUES:
            self._untold += 1
            return
        title = self._table.columns.title(column)
        facts = (written("file", self._table.name),)
        issue = Issue(Code.ARTICLE_UNCLEAR, Severity.WARNING, about, facts, title, record.number, text[:40])
        self._issues.append(issue)
