"""Read how large a piece is, as lists of articles say it: ``450 g``, ``6 x 33 cl``, ``per kg``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from dispatch.intake.values import Decimals, Unit, UnreadableError, is_of_weight, volume, weight

_ABOUT: Final = re.compile(r"^(?:ca\.?|circa|about|approx\.?|ongeveer|±|~)\s*", re.IGNORECASE)
_REMARK: Final = re.compile(r"\s*\([^()]*\)\s*$")
_TIMES: Final = re.compile(r"([0-9]{1,3})\s*(?:x|×|\*|st\.? (?:van|a))\s*(.+)", re.IGNORECASE)  # noqa: RUF001
_EACH: Final = re.compile(r"(?:per|/|prijs per)\s*(kg|kilo|kilogram|l|liter|litre)\.?", re.IGNORECASE)
_PIECES: Final = re.compile(
    r"(?:per |[0-9]{1,4}\s*)?(?:stuks?|st|rol(?:len)?|pak(?:ken|jes)?|zak(?:ken|jes)?|bos|bosje|krop"
    r"|doos|doosje|blik|fles(?:sen)?|pot|tray|krat|set|pieces?|pcs|each|pack|tablet(?:ten)?|capsules?|doekjes|plakken|wasbeurten"
    r"|theezakjes|vellen|eieren|bollen|broodjes|personen|porties)\.?",
    re.IGNORECASE,
)
_UNIT: Final = re.compile(r".*?([a-z]+)\.?", re.IGNORECASE)
_IN_A_NAME: Final = re.compile(
    r"(?<![0-9.,])((?:[0-9]{1,2} ?[x×] ?)?[0-9]{1,4}(?:[.,][0-9]{1,3})?"  # noqa: RUF001
    r" ?(?:kg|kilo|gr?|gram|ml|cl|dl|ltr|l|liter))\b",
    re.IGNORECASE,
)
_KILO: Final = Decimal(1000)
_LARGEST: Final = 10_000 * _KILO


@dataclass(frozen=True, slots=True)
class Size:
    """Hold what is known of a piece: grams, or millilitres; None for what is not."""

    grams: Decimal | None = None
    millilitres: Decimal | None = None


@lru_cache(maxsize=8192)
def read_size(text: str, unit: Unit, decimal: Decimals = "") -> Size:
    """Read the size of a piece; a unit in the cell says whether it is a weight or a volume.

    A number of pieces says nothing of it. What is sold by weight has that of a kilogram.

    Parameters
    ----------
    text
        A cell.
    unit
        That of its column.
    decimal
        The decimal sign, where it is known.

    Raises
    ------
    UnreadableError
        If it is neither, below nothing, or above ten thousand kilograms or litres.
    """
    bare = _REMARK.sub("", _ABOUT.sub("", text.strip())).strip()
    if each := _EACH.fullmatch(bare):
        return Size(millilitres=_KILO) if each[1].casefold().startswith("l") else Size(grams=_KILO)
    if _PIECES.fullmatch(bare):
        return Size()
    many, one = Decimal(1), bare
    if times := _TIMES.fullmatch(bare):
        many, one = Decimal(times[1]), _ABOUT.sub("", times[2])
        if _PIECES.fullmatch(one):
            return Size()
    named = _UNIT.fullmatch(one)
    heavy = is_of_weight(named[1] if named else unit)
    usual: Unit = unit if heavy is is_of_weight(unit) else "g" if heavy else "ml"
    value = (weight if heavy else volume)(one, usual, decimal=decimal) * many
    if not 0 <= value <= _LARGEST:
        raise UnreadableError("number")
    return Size(grams=value) if heavy else Size(millilitres=value)


def first_of(sizes: Sequence[Size]) -> Size:
    """Return the first grams and the first millilitres of what several columns say of one piece."""
    return Size(
        next((size.grams for size in sizes if size.grams), None),
        next((size.millilitres for size in sizes if size.millilitres), None),
    )


def size_in_name(name: str, decimal: Decimals = "") -> Size:
    """Read the size at the end of an article's name, such as ``Volle melk 1,5 L``; empty if it has none."""
    sizes = _IN_A_NAME.findall(name)
    try:
        return read_size(sizes[-1], "g", decimal) if sizes else Size()
    except UnreadableError:
        return Size()
