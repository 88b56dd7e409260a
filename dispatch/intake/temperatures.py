"""Read how goods are to be kept: ambient, chilled or frozen, in words or degrees of two languages."""

import re
from functools import lru_cache
from typing import Final

from dispatch.files.text import fold, words
from dispatch.intake.values import UnreadableError, is_blank
from dispatch.model import Temperature

_TEMPERATURES: Final = {
    **dict.fromkeys(
        (
            "ambient",
            "gewoon",
            "droog",
            "dkw",
            "kamertemperatuur",
            "normaal",
            "houdbaar",
            "dry",
            "a",
            "g",
            "ongekoeld",
            "omgevingstemperatuur",
            "magazyn",
            "roomtemperature",
            "uncooled",
            "unrefrigerated",
            "kruidenier",
        ),
        Temperature.AMBIENT,
    ),
    **dict.fromkeys(
        (
            "chilled",
            "koel",
            "gekoeld",
            "koeling",
            "vers",
            "koelvers",
            "fresh",
            "cool",
            "cooled",
            "c",
            "k",
            "koelkast",
            "refrigerated",
            "fridge",
            "versgekoeld",
            "koelverse",
        ),
        Temperature.CHILLED,
    ),
    **dict.fromkeys(
        ("frozen", "vries", "diepvries", "bevroren", "vriezer", "freezer", "f", "v"), Temperature.FROZEN
    ),
}
_DEGREES: Final = re.compile(
    r"(-?[0-9]{1,2})(?:\s*(?:-|tot|to)\s*(-?[0-9]{1,2}))?\s*(?:°\s*c?|graden(?:\s*c(?:elsius)?)?|degrees)",
    re.IGNORECASE,
)
_FROZEN_UP_TO: Final = -10
_CHILLED_UP_TO: Final = 8
_SEPARATORS: Final = re.compile(r"\s*(?:[+/,;&|]|\ben\b|\band\b)\s*", re.IGNORECASE)

_PANTRY: Final = re.compile(r"\bkoele?,? (?:en |, )?drog?e?(?:og)?\b|\bcool,? (?:and )?dry\b")
"""Cool and dry is said of what stands in a pantry, not in a fridge."""
_HOW: Final = re.compile(
    r"\b(?:bewaren|bewaard|houden|artikel(?:en)?|product(?:en)?|keten|opslag|by|op|onder|max(?:imaal)?|tot|keep|stored?"
    r"|storage|goods|section|afdeling|assortiment)\b"
)
_ANY_DEGREES: Final = re.compile(
    r"[<≤]?\s*[+-]?[0-9]{1,2}(?:\s*(?:°\s*c?)?\s*(?:-|/|tot|to)\s*[+-]?[0-9]{1,2})?\s*(?:°\s*c?|graden|degrees)"
)


@lru_cache(maxsize=1024)
def temperatures(text: str) -> tuple[Temperature, ...]:
    """Read temperature classes joined by ``+``, in the order ambient, chilled, frozen."""
    if is_blank(text):
        return ()
    if _PANTRY.search(fold(text)):
        return (Temperature.AMBIENT,)
    found = set()
    for part in filter(None, _SEPARATORS.split(text)):
        plain = fold(part)
        temperature = (
            _by_words(part)
            or _by_degrees(_HOW.sub(" ", plain).strip(" .:<"))
            or _by_words(_ANY_DEGREES.sub(" ", plain))
        )
        if temperature is None:
            raise UnreadableError("temperature")
        found.add(temperature)
    return tuple(temperature for temperature in Temperature if temperature in found)


def _by_words(text: str) -> Temperature | None:
    """Read a word for it, with or without words for keeping around it."""
    bare = _HOW.sub(" ", fold(text))
    return _TEMPERATURES.get("".join(words(text))) or _TEMPERATURES.get("".join(words(bare)))


def _by_degrees(text: str) -> Temperature | None:
    """Read a temperature in degrees: freezers have -18, fridges up to 7."""
    found = _DEGREES.fullmatch(text.strip())
    if not found:
        return None
    warmest = int(found[2] or found[1])
    if warmest <= _FROZEN_UP_TO:
        return Temperature.FROZEN
    return Temperature.CHILLED if 0 <= warmest <= _CHILLED_UP_TO else None
