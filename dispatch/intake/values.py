"""Read single cells: amounts, yes and no, moments, temperatures, postcodes.

Every reader takes clean text and raises ``ValueError`` with a few words on what was expected.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from dispatch.clock import DAY, seconds_of_day
from dispatch.files.text import words
from dispatch.model import Temperature

YES: Final = frozenset(
    {
        *("ja", "j", "yes", "y", "true", "waar", "t", "1", "x", "on", "aan", "ok", "18plus", "18"),
        *(
            "bezorgen",
            "bezorging",
            "bezorgd",
            "thuisbezorgen",
            "thuisbezorging",
            "thuis",
            "delivery",
            "deliver",
        ),
    }
)
NO: Final = frozenset(
    {
        *("nee", "n", "neen", "no", "false", "onwaar", "f", "0", "off", "uit", "geen"),
        *("afhalen", "ophalen", "afhaal", "winkel", "meegenomen", "pickup", "collect", "store"),
    }
)
_TICKS: Final = frozenset("✓✔☑✅✗")

_AMOUNT: Final = re.compile(r"(-?)([0-9][0-9.,' ]{0,19})(?:[eE]([+-]?[0-9]{1,2}))?")
_UNITS: Final = re.compile(
    r"^(?:€|eur)\s*|\s*(?:€|eur|euro|kg|kilo|gram|gr|g|ml|l|liter|min|minuten|stuks|st|x|,-)$", re.IGNORECASE
)
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:([.,' ])[0-9]{3})(?:\1[0-9]{3})*")

_ISO: Final = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?:[T ]+(.+))?")
_DUTCH: Final = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4}|[0-9]{2})(?:[T ,]+(.+))?")
_CLOCK: Final = re.compile(
    r"([0-9]{1,2})(?:[:.hu]([0-9]{2})?(?::([0-9]{2})(?:[.,][0-9]{1,9})?)?)?\s*(am|pm|uur|u|h)?", re.IGNORECASE
)
_COMPACT: Final = re.compile(r"([01][0-9]|2[0-4])([0-5][0-9])")
_ZONE: Final = re.compile(r"\s*(Z|[+-][0-9]{2}:?[0-9]{2})$")
_SERIAL: Final = re.compile(r"([0-9]{5})?(?:0?[.,]([0-9]+))?")
_EXCEL_EPOCH: Final = date(1899, 12, 30)

_TEMPERATURES: Final = {
    **dict.fromkeys(
        ("ambient", "gewoon", "droog", "dkw", "kamertemperatuur", "normaal", "houdbaar", "dry", "a", "g"),
        Temperature.AMBIENT,
    ),
    **dict.fromkeys(
        ("chilled", "koel", "gekoeld", "koeling", "vers", "koelvers", "fresh", "cool", "cooled", "c", "k"),
        Temperature.CHILLED,
    ),
    **dict.fromkeys(
        ("frozen", "vries", "diepvries", "bevroren", "vriezer", "freezer", "f", "v"), Temperature.FROZEN
    ),
}
_SEPARATORS: Final = re.compile(r"\s*(?:[+/,;&|]|\ben\b|\band\b)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Moment:
    """Hold a moment as a till writes it.

    Parameters
    ----------
    seconds
        Since midnight; None if only a date is given.
    day
        The date; None if only a time is given.
    """

    seconds: int | None
    day: date | None


@lru_cache(maxsize=8192)
def amount(text: str, *, money: bool = False) -> Decimal:
    """Read a number with a decimal comma or point, with or without a unit and thousands.

    The last of two different separators is the decimal one. A single one before three digits is
    that too (``1,250`` kg), except in money, where it groups thousands.
    """
    plain = _UNITS.sub("", unicodedata.normalize("NFKC", text).replace("−", "-").strip()).strip()  # noqa: RUF001
    found = _AMOUNT.fullmatch(plain)
    if not found:
        raise ValueError("is not a number")
    sign, digits, exponent = found.groups()
    value = Decimal(_plain_digits(digits.strip(), money=money)).scaleb(int(exponent or 0))
    return -value if sign else value


def _plain_digits(digits: str, *, money: bool) -> str:
    separators = {char for char in digits if not char.isdigit()}
    if not separators:
        return digits
    last = max(separators, key=digits.rfind)
    if len(separators) == 1 and (digits.count(last) > 1 or last in " '" or (money and digits[-4:-3] == last)):
        whole, fraction = digits, ""
    else:
        whole, _, fraction = digits.rpartition(last)
    grouped = any(not char.isdigit() for char in whole)
    if (grouped and not _GROUPED.fullmatch(whole)) or not (fraction.isdigit() or not fraction):
        raise ValueError("is not a number")
    return "".join(filter(str.isdigit, whole)) + (f".{fraction}" if fraction else "")


@lru_cache(maxsize=1024)
def flag(text: str) -> bool:
    """Read yes or no; empty is no."""
    if not text or text in {"-", "–"}:  # noqa: RUF001
        return False
    if text in _TICKS:
        return True
    word = "".join(words(text.replace("+", " plus ")))
    if word in YES or text in {"1.0", "1,0", "+"}:
        return True
    if word in NO or text in {"0.0", "0,0"}:
        return False
    raise ValueError("is neither yes nor no")


def clock_time(text: str) -> int:
    """Read a time of day as seconds since midnight.

    ``14:05``, ``14.05``, ``14u05``, ``1405``, ``14 uur``, ``2:05 pm``; also the fraction of a day that
    a spreadsheet makes of it. A date before it is ignored.
    """
    moment = read_moment(text, None)
    if moment.seconds is None:
        raise ValueError("is not a time like 17:30")
    return moment.seconds


def read_moment(text: str, zone: ZoneInfo | None) -> Moment:
    """Read a date, a time, or both.

    Parameters
    ----------
    text
        ``2026-11-21T14:05``, ``21-11-2026 14:05``, ``14:05`` …
    zone
        Where the store is: a moment with an offset from UTC becomes local time.
    """
    for pattern, order in ((_ISO, (1, 2, 3)), (_DUTCH, (3, 2, 1))):
        found = pattern.fullmatch(text)
        if found:
            year, month, day = (int(found[group]) for group in order)
            century = 2000 if len(found[order[0]]) == 2 else 0
            try:
                day_read = date(year + century, month, day)
            except ValueError:
                raise ValueError("is not a date of the calendar") from None
            return _with_time(day_read, (found[4] or "").strip(), zone)
    serial = _SERIAL.fullmatch(text)
    if text and serial and (serial[1] or (serial[2] and len(serial[2]) != 2)):
        return _from_serial(serial[1], serial[2])
    return Moment(_time(text), None)


def _with_time(day: date, text: str, zone: ZoneInfo | None) -> Moment:
    if not text:
        return Moment(None, day)
    offset = _ZONE.search(text)
    if not offset or zone is None:
        return Moment(_time(_ZONE.sub("", text)), day)
    seconds = _time(text[: offset.start()])
    try:
        aware = datetime.fromisoformat(f"{day.isoformat()}T00:00:00{offset[1]}") + timedelta(seconds=seconds)
        local = aware.astimezone(zone).date()
    except (ValueError, OverflowError):
        raise ValueError("has no usable offset from UTC") from None
    return Moment(seconds_of_day(aware, local, zone), local)


def _from_serial(days: str | None, fraction: str | None) -> Moment:
    seconds = round(float(f"0.{fraction}") * DAY) if fraction else None
    if not days:
        return Moment(seconds, None)
    day = _EXCEL_EPOCH + timedelta(days=int(days))
    return Moment(seconds, day)


def _time(text: str) -> int:
    compact = _COMPACT.fullmatch(text)
    found = compact or _CLOCK.fullmatch(text)
    if not found:
        raise ValueError("is not a time like 17:30")
    hours, minutes = int(found[1]), int(found[2] or 0)
    seconds, half = (0, "") if compact else (int(found[3] or 0), (found[4] or "").lower())
    if half in {"am", "pm"}:
        if not 1 <= hours <= 12:
            raise ValueError("is not a time like 17:30")
        hours = hours % 12 + (12 if half == "pm" else 0)
    total = hours * 3600 + minutes * 60 + seconds
    if minutes > 59 or seconds > 59 or total > DAY:
        raise ValueError("is not a time like 17:30")
    return total


def time_span(text: str) -> tuple[int, int]:
    """Read ``18:00-20:00`` as two times of day."""
    ends = re.split(r"\s*(?:-|–|—|\btot\b|\bto\b)\s*", text)  # noqa: RUF001
    if len(ends) != 2:
        raise ValueError("is not a span like 18:00-20:00")
    return clock_time(ends[0]), clock_time(ends[1])


@lru_cache(maxsize=1024)
def temperatures(text: str) -> tuple[Temperature, ...]:
    """Read temperature classes joined by ``+``, in the order ambient, chilled, frozen."""
    found = set()
    for part in filter(None, _SEPARATORS.split(text)):
        temperature = _TEMPERATURES.get("".join(words(part)))
        if temperature is None:
            raise ValueError("is not made of gewoon, koel, vries (ambient, chilled, frozen)")
        found.add(temperature)
    return tuple(temperature for temperature in Temperature if temperature in found)


def local_phone(text: str) -> str:
    """Give a Dutch number back the leading zero, or the plus, that a spreadsheet took."""
    digits = re.sub(r"[ .-]", "", text)
    if re.fullmatch(r"[1-9][0-9]{8}", digits):
        return f"0{digits}"
    if re.fullmatch(r"31[1-9][0-9]{8}", digits):
        return f"+{digits}"
    return text
