"""Notice words that say a place is beside an address, not at it: ``t/o 50`` is opposite number 50."""

import re
from dataclasses import replace
from typing import Final

from dispatch.model import Address

_WORDS: Final = re.compile(
    r"(?<![\w/.])(?:t\s*/\s*o\.?|t\.\s?o\.?|tegenover|naast|achter|nabij|bij|vlakbij|hoek|h/o"
    r"|op de hoek(?: van)?|tussen|thv|t\.h\.v\.?|ter hoogte van|opposite(?: of)?|across(?: from)?"
    r"|next to|beside|behind|near|between|corner(?: of)?)(?![\w/])",
    re.IGNORECASE,
)
_OPPOSITE: Final = re.compile(r"(?:t\s*/\s*o|t\.\s?o|tegenover|opposite|across).*", re.IGNORECASE)


def without_relation(typed: Address) -> tuple[Address, str]:
    """Take a word that says *beside* off street, number or line.

    Returns
    -------
    tuple
        The address without it, and the word; empty if there is none.
    """
    for part in ("street", "house_number", "line"):
        text: str = getattr(typed, part)
        found = _WORDS.search(text)
        if found:
            rest = " ".join(f"{text[: found.start()]} {text[found.end() :]}".split())
            return replace(typed, **{part: rest}), found[0]
    return typed, ""


def is_questioned(typed: Address) -> bool:
    """Tell whether whoever wrote the address put a question mark to it."""
    return any("?" in part for part in (typed.street, typed.house_number, typed.addition, typed.line))


def is_opposite(word: str) -> bool:
    """Tell whether the word means opposite, which registers of houseboats know as the addition ``TO``."""
    return _OPPOSITE.fullmatch(word) is not None
