"""Read what follows a house number: letters, second numbers, floors, and words for them."""

import re
from typing import Final

from dispatch.address_keys import addition_key

FLOOR: Final = re.compile(r"([0-9]{1,2}|[IVX]{1,4})HOOG")
"""The key of a floor that is no part of the official address, such as ``3HOOG``."""

_LONGEST: Final = 12
_SEPARATORS: Final = " -/.,:;+'\"()_"
_FLOOR: Final = re.compile(
    r"(?:(?P<before>\d{1,2}|[ivx]{1,4})\s*(?:e|de|ste)?[\s.-]*(?:hoog|hg|etage|et|verdieping|verd|floor|woonlaag))"
    r"|(?:(?:etage|verdieping|verd|floor)[\s.:]*(?P<after>\d{1,2}))",
    re.IGNORECASE,
)
_UNIT: Final = re.compile(
    r"(?:appartement|app|apt|kamer|kmr|unit|toevoeging|toev|bus)[\s.:]*(?P<unit>[0-9]{0,4}[a-z]{0,2})",
    re.IGNORECASE,
)
_GROUND: Final = re.compile(r"begane\s*grond|b\.?g\.?g?|parterre|part", re.IGNORECASE)
_TOKEN: Final = re.compile(
    r"[a-z]{1,2}|[a-z]{0,2}[0-9]{1,4}[a-z]{0,2}|[a-z]?[ivx]{1,4}"
    r"|bis|huis|rood|zwart|bov|boven|ben|beneden|achter|voor|links|rechts|hoog|laag|sous|tegenover|zw",
    re.IGNORECASE,
)
_GLUED: Final = re.compile(r"[a-z]{0,2}(?:bis|hs|huis|rd|rood)", re.IGNORECASE)


def read_addition(text: str) -> str | None:
    """Return the key of an addition, ``""`` for none, or None if the text is no addition.

    ``-a`` is ``A``, ``bis`` is ``BIS``, ``A-II`` is ``AII``,
    ``3e verdieping`` is ``3HOOG``, ``app. 4`` is ``4``.
    """
    text = text.strip(_SEPARATORS)
    if not text:
        return ""
    if floor := _FLOOR.fullmatch(text.rstrip(".")):
        return f"{(floor['before'] or floor['after']).upper()}HOOG"
    if unit := _UNIT.fullmatch(text):
        return addition_key(unit["unit"]) or None
    if _GROUND.fullmatch(text):
        return "BG"
    tokens = [token for token in re.split(r"[\s/.,:;+'\"()_-]+", text) if token]
    if len(tokens) > 3 or not all(_TOKEN.fullmatch(token) or _GLUED.fullmatch(token) for token in tokens):
        return None
    return "".join(addition_key(token) for token in tokens)


def addition_of(text: str) -> str:
    """Return the key of whatever follows a house number, be it a known kind of addition or not."""
    read = read_addition(text)
    return addition_key(text)[:_LONGEST] if read is None else read
