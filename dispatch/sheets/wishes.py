"""What a customer's note asks for that a plan can be held against: neighbours, and until or from when."""

import re
from dataclasses import dataclass
from typing import Final

from dispatch.clock import DAY, HOUR, MINUTE

_NO_NEIGHBOURS: Final = re.compile(
    r"\b(?:niet|nooit|geen|not?|never)\b[^.;!?]{0,24}\b(?:buren|buurman|buurvrouw|neighbou?rs?)\b",
    re.IGNORECASE,
)
_TIME: Final = r"(?<![\d:.])(\d{1,2})(?:[:.u](\d{2})|\s*(?:uur|u|h)\b)"
# "Niet voor 17:00" names a beginning, "niet na 17:00" an end.
_PLAIN: Final = r"(?<!niet\s)(?<!not\s)\b"
_BEFORE, _AFTER = r"(?:v[oó]{2}r|before)", r"(?:na|after)"
_UNTIL: Final = re.compile(
    rf"(?:{_PLAIN}(?:tot|t/m|uiterlijk|until|till?|by|{_BEFORE})|\b(?:niet|not)\s{_AFTER}"
    rf"|\b(?:niet later dan|no later than))\s+(?:uiterlijk\s+)?{_TIME}",
    re.IGNORECASE,
)
_FROM: Final = re.compile(
    rf"(?:{_PLAIN}(?:vanaf|pas om|from|{_AFTER})|\b(?:niet|not)\s{_BEFORE}"
    rf"|\b(?:niet eerder dan|no earlier than|not earlier than))\s+{_TIME}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """Hold what notes ask for.

    Parameters
    ----------
    no_neighbours
        Whether nothing may be left with neighbours.
    until, since
        The earliest "until" and the latest "from" that they name, in seconds since midnight; None if none.
    """

    no_neighbours: bool = False
    until: int | None = None
    since: int | None = None


def wishes(notes: str) -> Wishes:
    """Read a note, Dutch or English: ``Niet bij de buren``, ``Beheerder aanwezig tot 19:00``."""
    until = [moment for moment in map(_moment, _UNTIL.findall(notes)) if moment is not None]
    since = [moment for moment in map(_moment, _FROM.findall(notes)) if moment is not None]
    return Wishes(
        _NO_NEIGHBOURS.search(notes) is not None, min(until, default=None), max(since, default=None)
    )


def _moment(found: tuple[str, str]) -> int | None:
    hours, minutes = int(found[0]), int(found[1] or 0)
    moment = hours * HOUR + minutes * MINUTE
    return moment if minutes < 60 and 0 < moment <= DAY else None
