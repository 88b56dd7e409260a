"""Read dates and times of day as tills, spreadsheets and web shops of two languages write them.

Every reader takes clean text and raises :class:`UnreadableError`, which names what was expected.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from dispatch.clock import DAY, YEARS, seconds_of_day
from dispatch.config import DateFormat
from dispatch.files.text import fold
from dispatch.intake.values import UnreadableError

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            *("jan januari january", "feb febr februari february", "mrt maart mar march mrz", "apr april"),
            *("mei may", "jun juni june", "jul juli july", "aug augustus august", "sep sept september"),
            *("okt oktober oct october", "nov november", "dec december"),
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS: Final = (
    *("ma(?:andag)?|mon(?:day)?", "di(?:nsdag)?|tue(?:s(?:day)?)?", "wo(?:ensdag)?|wed(?:nesday)?"),
    *("do(?:nderdag)?|thu(?:rs(?:day)?)?", "vr(?:ydag)?|fri(?:day)?", "za(?:terdag)?|sat(?:urday)?"),
    "zo(?:ndag)?|sun(?:day)?",
)
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAY: Final = f"(?:{'|'.join(_WEEKDAYS)})"

_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})|([0-9]{4})([/.])([0-9]{1,2})\5([0-9]{1,2})")
_COMPACT_DATE: Final = re.compile(r"((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])")
_NUMERIC: Final = re.compile(
    r"([0-9]{1,2})([-/. ])([0-9]{1,2})\2((?:18|19|20)[0-9]{2}|[0-9]{2}(?![:.uh]?[0-9]))(?![0-9])"
)
_DAY_MONTH: Final = re.compile(
    rf"([0-9]{{1,2}})(?:e|ste|de|st|nd|rd|th)?[-/. ]+(?:of )?({_MONTH})\.?[-/. ,]+"
    r"([0-9]{4}|[0-9]{2}(?![:.uh0-9]))"
)
_MONTH_DAY: Final = re.compile(rf"({_MONTH})\.?[-/ ]+([0-9]{{1,2}})(?:st|nd|rd|th)?,? ([0-9]{{4}})")
_LEADING_WEEKDAY: Final = re.compile(rf"(?:op |on )?{_WEEKDAY}(?:[.,]+ ?| )(?=[0-9]|{_MONTH})")
_NAMED_WEEKDAYS: Final = tuple(
    re.compile(rf"(?:op |on )?(?:{names})(?:[.,: ]+|(?=(?:ochtend|middag|avond))|$)") for names in _WEEKDAYS
)
_BETWEEN: Final = re.compile(r"^[t ,]*(?:\b(?:om|at|@)\s+)?")
_TIME: Final = re.compile(
    r"([0-9]{1,2})(?:([:.hu])([0-9]{2})?(?::([0-9]{2})(?:[.,][0-9]{1,9})?)?)?\s*(am|pm|a\.m\.?|p\.m\.?|uur|u|h)?"
)
_COMPACT_TIME: Final = re.compile(r"([01][0-9]|2[0-4])([0-5][0-9])([0-5][0-9])?")
_ZONE: Final = re.compile(r"\s*(?:(z|utc|gmt|ces?t|mes?t)|(?:utc|gmt)?\s*([+-])([0-9]{2}):?([0-9]{2})?)$")
_NAMED_ZONES: Final = {"cet": "+01:00", "met": "+01:00", "cest": "+02:00", "mest": "+02:00"}
_SERIAL: Final = re.compile(r"([0-9]{5})?(?:0?[.,]([0-9]+))?")
_EPOCH: Final = re.compile(r"(1[0-9]{9})([0-9]{3})?")
_WITHOUT_YEAR: Final = re.compile(
    rf"(?:([0-9]{{1,2}})(?:e|ste|de|st|nd|rd|th)?[-/. ]+(?:of )?({_MONTH})\b\.?"
    rf"|({_MONTH})\.?[-/ ]+([0-9]{{1,2}})(?:st|nd|rd|th)?(?![0-9:.])"
    r"|([0-9]{1,2})[-/]([0-9]{1,2})(?![0-9:.hu/-]))"
)
_ZONE_NAME: Final = re.compile(r"(?<=[0-9]) *\([a-z .]+\)$")
_TWO_TIMES: Final = re.compile(r"[0-9]{1,2}[:.][0-9]{2}\s*-\s*[0-9]{1,2}[:.]?[0-9]{2}")
_EXCEL_EPOCH: Final = date(1899, 12, 30)
_NO_DATE_BEFORE: Final = date(1900, 1, 2)
"""Spreadsheets and databases put a time of day without a date on one of these days."""


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
def read_moment(text: str, zone: ZoneInfo | None, dates: DateFormat = DateFormat.DAY_FIRST) -> Moment:
    """Read a date, a time, or both.

    Parameters
    ----------
    text
        ``2026-11-21T14:05``, ``21-11-2026 14:05``, ``za 21 nov 2026 14:05``, ``Nov 21, 2026 2:05 PM``,
        ``14:05``, the number that a spreadsheet makes of one of them, or seconds since 1970.
    zone
        Where the store is: a moment with an offset from UTC becomes local time.
    dates
        Which comes first, day or month, where a date of numbers can be read either way.
    """
    plain = _bare(text)
    if epoch := _EPOCH.fullmatch(plain):
        return _from_epoch(int(epoch[1]), zone)
    dated = _leading_date(plain, dates)
    if dated is not None:
        day, rest = dated[0], _BETWEEN.sub("", plain[dated[1] :].strip(), count=1)
        if _TWO_TIMES.fullmatch(rest) and not plain[dated[1] :].startswith("t"):
            raise UnreadableError("clock")  # from when till when, and no offset from UTC
        return Moment(_time(rest), None) if day < _NO_DATE_BEFORE else _with_time(day, rest, zone)
    serial = _SERIAL.fullmatch(plain)
    if plain and serial and (serial[1] or (serial[2] and len(serial[2]) != 2)):
        return _from_serial(serial[1], serial[2])
    return Moment(_time(plain), None)


def leading_weekday(text: str) -> tuple[int, str] | None:
    """Take a weekday off the beginning of folded text: Monday is 0; None if there is none."""
    for number, weekday in enumerate(_NAMED_WEEKDAYS):
        if found := weekday.match(text):
            return number, text[found.end() :]
    return None


def leading_day(text: str, near: date | None, dates: DateFormat) -> tuple[date, str] | None:
    """Take a date without a year off the beginning of a text: it is the one nearest to a day.

    Parameters
    ----------
    text
        ``28 november 18:00``, ``za 28/11``, ``Nov 28``.
    near
        The day, such as that of the purchase; without one nothing is taken.
    dates
        Which comes first in dates of numbers.
    """
    plain = _bare(text)
    found = _WITHOUT_YEAR.match(plain)
    if near is None or not found:
        return None
    if found[5]:
        month, day = _month_and_day(int(found[5]), int(found[6]), dates)
    else:
        month, day = _MONTHS[found[2] or found[3]], int(found[1] or found[4])
    days = []
    for year in (near.year - 1, near.year, near.year + 1):
        try:
            days.append(date(year, month, day))
        except ValueError:
            continue
    if not days:
        return None
    return min(days, key=lambda one: abs(one - near)), plain[found.end() :].lstrip(" ,:")


def date_format_of(texts: Iterable[str]) -> DateFormat | None:
    """Tell which comes first in the dates of a column; None if every one could be read either way.

    A column that shows both has no order; its dates are then read one by one, day first where either would
    do.
    """
    seen = set()
    for text in texts:
        found = _NUMERIC.match(_bare(text))
        if found and (int(found[1]) > 12) is not (int(found[3]) > 12):
            seen.add(DateFormat.DAY_FIRST if int(found[1]) > 12 else DateFormat.MONTH_FIRST)
    return seen.pop() if len(seen) == 1 else None


def can_be_turned(text: str) -> bool:
    """Tell whether day and month of a date could be exchanged and give another date."""
    found = _NUMERIC.match(_bare(text))
    return found is not None and max(int(found[1]), int(found[3])) <= 12 and found[1] != found[3]


def _bare(text: str) -> str:
    """Fold a text, and take a weekday off its beginning and the name of a time zone off its end."""
    folded = fold(unicodedata.normalize("NFKC", text)).strip()
    return _ZONE_NAME.sub("", _LEADING_WEEKDAY.sub("", folded, count=1))


def _leading_date(text: str, dates: DateFormat) -> tuple[date, int] | None:
    """Return the date that a text begins with, and where it ends."""
    if found := _ISO.match(text):
        year, month, day = (int(part) for part in found.group(*((1, 2, 3) if found[1] else (4, 6, 7))))
    elif found := _DAY_MONTH.match(text):
        year, month, day = _year(found[3]), _MONTHS[found[2]], int(found[1])
    elif found := _MONTH_DAY.match(text):
        year, month, day = int(found[3]), _MONTHS[found[1]], int(found[2])
    elif found := _NUMERIC.match(text):
        year = _year(found[4])
        month, day = _month_and_day(int(found[1]), int(found[3]), dates)
    elif found := _COMPACT_DATE.match(text):
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    else:
        return None
    if (year, month, day) == (1900, 1, 0):  # how some spreadsheets show a time of day
        return _EXCEL_EPOCH, found.end()
    if year >= YEARS.stop:
        raise UnreadableError("calendar")
    try:
        return date(year, month, day), found.end()
    except ValueError:
        raise UnreadableError("calendar") from None


def _month_and_day(first: int, second: int, dates: DateFormat) -> tuple[int, int]:
    """Tell month and day of two numbers apart: where either would do, as the dates of the file are."""
    month_first = first <= 12 and (second > 12 or dates is DateFormat.MONTH_FIRST)
    return (first, second) if month_first else (second, first)


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _with_time(day: date, text: str, zone: ZoneInfo | None) -> Moment:
    if not text:
        return Moment(None, day)
    offset = _ZONE.search(text)
    if not offset or zone is None:
        return Moment(_time(_ZONE.sub("", text)), day)
    seconds = _time(text[: offset.start()])
    written = (
        _NAMED_ZONES.get(offset[1], "+00:00") if offset[1] else f"{offset[2]}{offset[3]}:{offset[4] or '00'}"
    )
    try:
        aware = datetime.fromisoformat(f"{day.isoformat()}T00:00:00{written}") + timedelta(seconds=seconds)
        local = aware.astimezone(zone).date()
    except (ValueError, OverflowError):
        raise UnreadableError("offset") from None
    return Moment(seconds_of_day(aware, local, zone), local)


def _from_epoch(seconds: int, zone: ZoneInfo | None) -> Moment:
    if zone is None:
        raise UnreadableError("clock")
    aware = datetime.fromtimestamp(seconds, UTC)
    local = aware.astimezone(zone).date()
    return Moment(seconds_of_day(aware, local, zone), local)


def _from_serial(days: str | None, fraction: str | None) -> Moment:
    seconds = round(float(f"0.{fraction}") * DAY) if fraction else None
    if not days:
        return Moment(seconds, None)
    return Moment(seconds, _EXCEL_EPOCH + timedelta(days=int(days)))


def _time(text: str) -> int:
    compact = _COMPACT_TIME.fullmatch(text)
    found = compact or _TIME.fullmatch(text)
    if not found:
        raise UnreadableError("clock")
    if compact:
        hours, minutes, seconds, half = int(compact[1]), int(compact[2]), int(compact[3] or 0), ""
    else:
        hours, minutes, seconds = int(found[1]), int(found[3] or 0), int(found[4] or 0)
        half = (found[5] or "").replace(".", "")
    if half in {"am", "pm"}:
        if hours > 12 and half == "am":
            raise UnreadableError("clock")
        hours = hours if hours > 12 else hours % 12 + (12 if half == "pm" else 0)  # some write 18:00 PM
    total = hours * 3600 + minutes * 60 + seconds
    if minutes > 59 or seconds > 59 or total > DAY:
        raise UnreadableError("clock")
    return total
