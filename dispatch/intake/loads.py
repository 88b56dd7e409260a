"""Read what a row brings to the door: crates, bags, weight, temperatures, the age check."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import Final

from dispatch.config import IntakeSection
from dispatch.intake.findings import Findings
from dispatch.intake.goods import Goods
from dispatch.intake.row import Row
from dispatch.intake.values import amount, flag, temperatures, weight
from dispatch.model import Temperature

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
    own = _own_contents(row, findings, section)
    if goods is None:
        return own
    crates = {temperature: goods.crates.get(temperature, 0) for temperature in Temperature}
    total = sum(crates.values())
    age_check = own.age_check if goods.age_check is None else goods.age_check
    if goods.age_check and not own.age_check:
        findings.info(
            "AGE_CHECK_ADDED", "age_check", "The receipt asks for no age check, but one of its articles does."
        )
    if not goods.complete or not total:
        findings.info(
            "LINES_INCOMPLETE",
            "crates",
            "Not every line tells quantity and size, so the receipt's own crates and weight stand "
            "where they are more.",
            "Give weight_g or volume_ml for each article.",
        )
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
    found_bags = read_amount(row, "bags", findings)
    found_crates = read_amount(row, "crates", findings)
    bags = _whole(found_bags or Decimal(0), "bags", findings)
    crates = 1 if found_crates is None else _whole(found_crates, "crates", findings)
    if found_crates is not None and not crates and not bags:
        findings.warning(
            "NOTHING_TO_DELIVER",
            "crates",
            "No crates and no bags; one crate is planned.",
            "Check the receipt.",
        )
        crates = 1
    classes = _temperatures(row, findings)
    cold = [temperature for temperature in classes if temperature is not Temperature.AMBIENT]
    if crates < len(cold) and not findings.rejected:
        findings.info(
            "CRATES_ADDED",
            "crates",
            f"{len(cold)} cold temperatures cannot share {crates} crates; {len(cold)} crates are planned.",
        )
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
    except ValueError as error:
        findings.error(
            "TEMPERATURE_UNKNOWN",
            "temperature",
            f"The temperature {error}.",
            "Write one of them, or several joined by '+'.",
            text,
        )
        return ()


def _age_check(row: Row, findings: Findings) -> bool:
    texts = row.all_texts("age_check")
    text = ""
    try:
        for text in texts:
            if flag(text):
                return True
    except ValueError:
        findings.warning(
            "AGE_CHECK_UNCLEAR",
            "age_check",
            "The age check is neither yes nor no; one is planned.",
            "Write ja or nee.",
            text,
        )
        return True
    return False


def _grams(row: Row, findings: Findings, section: IntakeSection, crates: int, bags: int) -> int:
    """Return the weight; full crates and bags where the receipt does not tell it."""
    given = read_amount(row, "weight_kg", findings)
    if given is None:
        kilos = section.crate_kg * (crates + bags / section.bags_per_crate)
        return round(kilos * 1000)
    if given > _DOUBTFUL_KG_PER_CRATE * max(1, crates + bags):
        findings.warning(
            "WEIGHT_DOUBTFUL",
            "weight_kg",
            f"That is more than {_DOUBTFUL_KG_PER_CRATE} kg a crate; perhaps it is in grams.",
            "Check the receipt.",
            row.text("weight_kg"),
        )
    return int((given * 1000).to_integral_value(rounding=ROUND_HALF_UP))


def _whole(value: Decimal, column: str, findings: Findings) -> int:
    whole = int(value.to_integral_value(rounding=ROUND_CEILING))
    if whole != value:
        findings.info(
            "AMOUNT_ROUNDED", column, f"A part of one takes the room of a whole: {whole}.", "", str(value)
        )
    return whole


def read_amount(row: Row, column: str, findings: Findings) -> Decimal | None:
    """Read a number of a column, or None if it is empty or wrong."""
    text = row.text(column)
    if not text:
        return None
    title = row.columns.title(column)
    try:
        value = (
            weight(text, "kg") / 1000 if column == "weight_kg" else amount(text, money=column == "total_eur")
        )
    except ValueError as error:
        findings.error(
            "AMOUNT_INVALID",
            column,
            f"{title} {error}.",
            "Write a number such as 2 or 12,5, or leave it empty.",
            text,
        )
        return None
    if value < 0 or value > _MOST[column]:
        code = "AMOUNT_NEGATIVE" if value < 0 else "AMOUNT_TOO_LARGE"
        trouble = "is less than zero" if value < 0 else f"is more than {_MOST[column]:,}"
        findings.error(
            code, column, f"{title} {trouble}.", "Correct it in the till or in rejected.csv.", text
        )
        return None
    return value
