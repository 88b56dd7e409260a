"""Read words for a part of the day or a day near by, in text that is folded: ``vanavond``, ``tomorrow``."""

import re
from typing import Final

from dispatch.clock import HOUR

_PARTS: Final = (
    (r"ochtend|morgen|voormiddag|morning", 8 * HOUR, 12 * HOUR, "am"),
    (r"(?:na)?middag|afternoon", 12 * HOUR, 18 * HOUR, "pm"),
    (r"avond|evening|tonight", 18 * HOUR, 22 * HOUR, "pm"),
)
_BEFORE: Final = r"(?:(?:in de|in the|tydens de|during the|op de|de|the|this|deze|s)\s*|van)?"
_WHOLE: Final = tuple(
    (re.compile(rf"{_BEFORE}(?:{names})s?"), first, last) for names, first, last, _ in _PARTS
)
_HALVES: Final = tuple(
    (re.compile(rf"{_BEFORE}\b(?:van|s )?(?:{names})s?\b"), half) for names, _, _, half in _PARTS
)
_EARLY: Final = re.compile(r"(?:vroeg in|begin van|early|start of|in het begin van|vroege|begin)\s+")
_LATE: Final = re.compile(r"(?:laat in|eind(?:e)? van|late|end of|aan het einde? van|einde?)\s+")
_NOON: Final = re.compile(r"(?:tussen de middag|rond de middag|lunchtyd|around noon|lunch ?time)")
_NEAR: Final = (
    (re.compile(r"^(?:overmorgen|the day after tomorrow|day after tomorrow)\b[ ,:]*"), 2),
    (re.compile(r"^morgen(?:\b[ ,:]*(?!s\b)|(?=(?:ochtend|middag|avond)))"), 1),
    (re.compile(r"^tomorrow\b[ ,:]*|[ ,:]*\btomorrow$"), 1),
)


def part_of_day(text: str) -> tuple[int, int] | None:
    """Return the hours of a part of the day in seconds; None if the text says anything else."""
    if _NOON.fullmatch(text):
        return 12 * HOUR, 14 * HOUR
    early, late = _EARLY.match(text), _LATE.match(text)
    qualified = early or late
    rest = text[qualified.end() :] if qualified else text
    for pattern, first, last in _WHOLE:
        if pattern.fullmatch(rest):
            middle = (first + last) // 2
            return (middle if late else first), (middle if early else last)
    return None


def without_half(text: str) -> tuple[str, str]:
    """Take the part of the day off hours that are told beside it; return it as ``am`` or ``pm``."""
    for pattern, half in _HALVES:
        if found := pattern.search(text):
            return " ".join(f"{text[: found.start()]} {text[found.end() :]}".split()), half
    return text, ""


def without_near_day(text: str) -> tuple[str, int]:
    """Take a day near by off a text; return how many days ahead it is, 0 where none is named."""
    for pattern, days in _NEAR:
        if found := pattern.search(text):
            return f"{text[: found.start()]}{text[found.end() :]}".strip(), days
    return text, 0
