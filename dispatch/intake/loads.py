"""Read what a row brings to the door: crates, bags, weight, temperatures, the age check, the value."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import Final

from dispatch.config import IntakeSection
from dispatch.intake.findings import Findings
from dispatch.intake.line_sums import Goods
from dispatch.intake.row import Row
from dispatch.intake.rules import DayRules, unit_of
from dispatch.intake.temperatures import temperatures
from dispatch.intake.values import amount, flag, weight
from dispatch.model import Code, Temperature
from dispatch.model.facts import cents as cents_fact
from dispatch.model.facts import count, grams

_MOST: Final[Mapping[str, int]] = {
    "crates": 500,
    "bags": 500,
    "weight_kg": 5000,
    "service_minutes": 480,
    "total_eur": 1_000_000,
}
_DOUBTFUL_KG_PER_CRATE: Final = 40


@dataclass(frozen=True, slots=True)
class Contents:
    """Hold what goes to the door, in the units of :class:`dispatch.model.Order`."""

    crates: int
    bags: int
    grams: int
    chilled: int
    frozen: int
    age_check: bool


def read_contents(row: Row, findings: Findings, section: IntakeSection, goods: Goods | None) -> Contents:
    """Read the receipt's own figures and let those of its lines win."""
    found = _with_lines(row, findings, section, goods)
    if found.crates <= _MOST["crates"]:
        return found
    findings.error(Code.AMOUNT_TOO_LARGE, "crates", count("most", _MOST["crates"]), value=str(found.crates))
    return replace(found, crates=1, chilled=0, frozen=0)


def _with_lines(row: Row, findings: Findings, section: IntakeSection, goods: Goods | None) -> Contents:
    own = _own_contents(row, findings, section)
    if goods is None:
        return own
    crates = {temperature: goods.crates.get(temperature, 0) for temperature in Temperature}
    total = sum(crates.values())
    age_check = own.age_check if goods.age_check is None else goods.age_check
    if goods.age_check and not own.age_check:
        findings.info(Code.AGE_CHECK_ADDED, "age_check")
    if not goods.complete or not total:
        findings.info(Code.LINES_INCOMPLETE, "crates")
        return _larger(own, crates, goods.grams, age_check=age_check)
    return Contents(
        total, own.bags, goods.grams, crates[Temperature.CHILLED], crates[Temperature.FROZEN], age_check
    )


def _larger(own: Contents, crates: Mapping[Temperature, int], grams: int, *, age_check: bool) -> Contents:
    chilled = max(own.chilled, crates[Temperature.CHILLED])
    frozen = max(own.frozen, crates[Temperature.FROZEN])
    total = max(own.crates, sum(crates.values()), chilled + frozen)
    return Contents(total, own.bags, max(own.grams, grams), chilled, frozen, age_check)


def _own_contents(row: Row, findings: Findings, section: IntakeSection) -> Contents:
    found_bags = read_amount(row, "bags", findings, section)
    found_crates = read_amount(row, "crates", findings, section)
    bags = _whole(found_bags or Decimal(0), "bags", findings)
    crates = 1 if found_crates is None else _whole(found_crates, "crates", findings)
    if found_crates is not None and not crates and not bags:
        findings.warning(Code.NOTHING_TO_DELIVER, "crates")
        crates = 1
    classes = _temperatures(row, findings)
    cold = [temperature for temperature in classes if temperature is not Temperature.AMBIENT]
    if crates < len(cold) and not findings.rejected:
        findings.info(Code.CRATES_ADDED, "crates", count("n", len(cold)))
    crates = max(crates, len(cold))
    chilled, frozen = _share(crates, classes)
    grams = _grams(row, findings, section, crates, bags)
    return Contents(crates, bags, grams, chilled, frozen, _age_check(row, findings))


def _share(crates: int, classes: tuple[Temperature, ...]) -> tuple[int, int]:
    """Guess how many crates are chilled and frozen where the receipt only names temperatures.

    Each cold temperature takes one crate and ambient the rest; without ambient goods the rest is
    the first cold temperature's.
    """
    chilled, frozen = int(Temperature.CHILLED in classes), int(Temperature.FROZEN in classes)
    rest = crates - chilled - frozen
    if Temperature.AMBIENT in classes or not classes:
        return chilled, frozen
    return (chilled + rest, frozen) if chilled else (chilled, frozen + rest)


def _temperatures(row: Row, findings: Findings) -> tuple[Temperature, ...]:
    text = row.text("temperature")
    try:
        return temperatures(text)
    except ValueError:
        findings.error(Code.TEMPERATURE_UNKNOWN, "temperature", value=text)
        return ()


def _age_check(row: Row, findings: Findings) -> bool:
    texts = row.all_texts("age_check")
    text = ""
    try:
        for text in texts:
            if flag(text):
                return True
    except ValueError:
        findings.warning(Code.AGE_CHECK_UNCLEAR, "age_check", value=text)
        return True
    return False


def _grams(row: Row, findings: Findings, section: IntakeSection, crates: int, bags: int) -> int:
    """Return the weight; full crates and bags where the receipt does not tell it."""
    given = read_amount(row, "weight_kg", findings, section)
    if given is None:
        kilos = section.crate_kg * (crates + bags / section.bags_per_crate)
        return round(kilos * 1000)
    if given > _DOUBTFUL_KG_PER_CRATE * max(1, crates + bags):
        findings.warning(
            Code.WEIGHT_DOUBTFUL,
            "weight_kg",
            grams("most", _DOUBTFUL_KG_PER_CRATE * 1000),
            value=row.text("weight_kg"),
        )
    return int((given * 1000).to_integral_value(rounding=ROUND_HALF_UP))


def _whole(value: Decimal, column: str, findings: Findings) -> int:
    whole = int(value.to_integral_value(rounding=ROUND_CEILING))
    if whole != value:
        findings.info(Code.AMOUNT_ROUNDED, column, count("n", whole), value=str(value))
    return whole


def read_total(row: Row, findings: Findings, rules: DayRules) -> int | None:
    """Read the value of the basket in cents, and hold it against the minimum."""
    value = read_amount(row, "total_eur", findings, rules.section)
    if value is None:
        return None
    cents = round(value * 100)
    if cents < rules.minimum_cents:
        minimum = cents_fact("minimum", rules.minimum_cents)
        findings.error(Code.BELOW_MINIMUM, "total_eur", minimum, value=row.text("total_eur"))
    return cents


def read_amount(row: Row, column: str, findings: Findings, section: IntakeSection) -> Decimal | None:
    """Read a number of a column, or None if it is empty or wrong; a weight is in kilograms."""
    text = row.text(column)
    if not text:
        return None
    try:
        if column == "weight_kg":
            unit = unit_of(row.title(column), section, "kg")
            value = weight(text, unit, decimal=section.decimal or "") / 1000
        else:
            value = amount(text, money=column == "total_eur", decimal=section.decimal or "")
    except ValueError:
        findings.error(Code.AMOUNT_INVALID, column, value=text)
        return None
    if value < 0 or value > _MOST[column]:
        code = Code.AMOUNT_NEGATIVE if value < 0 else Code.AMOUNT_TOO_LARGE
        most = () if value < 0 else (count("most", _MOST[column]),)
        findings.error(code, column, *most, value=text)
        return None
    return value
