"""Read phone numbers as tills and spreadsheets write them."""

import re
from decimal import Decimal
from typing import Final

_FLOAT: Final = re.compile(r"([0-9])[.,]([0-9]+)E\+?([0-9]{1,2})", re.IGNORECASE)
_LABEL: Final = re.compile(r"^(?:tel(?:efoon|nr)?|mob(?:iel)?|phone|gsm|m|t)\b[.: ]*", re.IGNORECASE)
_REMARK: Final = re.compile(r"\s*\((?![0-9+ ]+\))[^()]*\)\s*$")
_SEVERAL: Final = re.compile(r"\s*(?:/|;|,|\||&|\bof\b|\ben\b|\bor\b|\band\b)\s*", re.IGNORECASE)
_FEWEST_DIGITS: Final = 8


def phones_in(text: str) -> tuple[str, ...]:
    """Return the numbers of a cell, without labels and remarks; a cell that holds none stays as it is.

    A number that a spreadsheet holds as a float is none where it has lost digits.
    """
    parts = [part for part in _SEVERAL.split(text) if part]
    if len(parts) < 2 or not all(map(_is_long, parts)):
        parts = [text]
    plain = (_REMARK.sub("", _LABEL.sub("", part)).strip() for part in parts)
    return tuple(number for part in plain if (number := local_phone(part)))


def _is_long(text: str) -> bool:
    return sum(map(str.isdigit, text)) >= _FEWEST_DIGITS


def local_phone(text: str) -> str:
    """Give a Dutch number back the leading zero, or the plus, that a spreadsheet took.

    A ``.0`` that it added goes, and so does a number of which digits are lost.
    """
    if found := _FLOAT.fullmatch(text):
        if int(found[3]) > len(found[2]):
            return ""
        text = str(int(Decimal(f"{found[1]}.{found[2]}").scaleb(int(found[3]))))
    text = re.sub(r"(?<=[0-9]{6})[.,]0+$", "", text)
    digits = re.sub(r"[ .-]", "", text)
    if re.fullmatch(r"[1-9][0-9]{8}", digits):
        return f"0{digits}"
    if re.fullmatch(r"31[1-9][0-9]{8}", digits):
        return f"+{digits}"
    return text


def is_mobile(number: str) -> bool:
    """Tell whether a Dutch number is a mobile one."""
    return re.fullmatch(r"(?:0|\+31|0031)6[0-9]{8}", re.sub(r"[^0-9+]|\(0\)", "", number)) is not None
