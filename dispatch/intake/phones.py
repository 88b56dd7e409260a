"""Read phone numbers as tills and spreadsheets write them."""

import re


def local_phone(text: str) -> str:
    """Give a Dutch number back the leading zero, or the plus, that a spreadsheet took.

    A ``.0`` that it added goes.
    """
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
