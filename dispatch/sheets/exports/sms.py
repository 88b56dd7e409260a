"""How long a text message is: its alphabet, and the parts that a network sends it in (3GPP TS 23.038)."""

import unicodedata
from dataclasses import dataclass
from typing import Final

_BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_DOUBLE: Final = frozenset("\f^{}\\[~]|€")
"""Characters that take two places in the 7-bit alphabet."""

_PLAIN: Final = {
    "\N{EN DASH}": "-", "\N{EM DASH}": "-", "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'", "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"', "\N{LATIN SMALL LETTER DOTLESS I}": "i",
    "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "œ": "oe", "Œ": "Oe",
}  # fmt: skip
"""Signs that do not come apart into a letter and an accent."""

GSM, UCS2 = "GSM-7", "UCS-2"
_ROOM: Final = {GSM: (160, 153), UCS2: (70, 67)}
"""Places of a message of one part, and of each part of a longer one."""


@dataclass(frozen=True, slots=True)
class Length:
    """Measure a message: alphabet, places taken, parts sent."""

    alphabet: str
    places: int
    parts: int

    @classmethod
    def of(cls, text: str) -> "Length":
        """Measure a text."""
        if all(sign in _BASIC or sign in _DOUBLE for sign in text):
            alphabet, places = GSM, sum(1 + (sign in _DOUBLE) for sign in text)
        else:
            alphabet, places = UCS2, len(text.encode("utf-16-le")) // 2
        alone, each = _ROOM[alphabet]
        return cls(alphabet, places, 1 if places <= alone else -(-places // each))


def shortened(text: str) -> str:
    """Leave out accents that the 7-bit alphabet lacks where that saves parts: ``Zoë`` becomes ``Zoe``."""
    plain = "".join(_plain(sign) for sign in text)
    return plain if Length.of(plain).parts < Length.of(text).parts else text


def _plain(sign: str) -> str:
    if sign in _BASIC or sign in _DOUBLE:
        return sign
    base = unicodedata.normalize("NFKD", sign)[:1]
    return base if base in _BASIC else _PLAIN.get(sign, sign)
