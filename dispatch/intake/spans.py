"""Read the windows that a till, a web shop or a person at the counter writes into one cell.

``18:00-20:00``, ``5-7pm``, ``van 17 tot 19u``, ``tussen 17:00 en 19:00``, ``na 18:00``, ``zaterdagavond``,
``21-11-2026 17:00 - 19:00``, ``12-13 of 18-20``; also that there is no wish at all.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from dispatch.clock import DAY, HOUR, MINUTE
from dispatch.config import DateFormat
from dispatch.files.text import fold
from dispatch.intake.dayparts import part_of_day, without_half, without_near_day
from dispatch.intake.moments import Moment, leading_day, leading_weekday, read_moment
from dispatch.intake.row import Row
from dispatch.intake.values import UnreadableError

_DASHES: Final = str.maketrans("–—−‒", "----")  # noqa: RUF001
_OR: Final = re.compile(
    r"\s*(?:;|&|\||\bof\b|\bor\b|\+|,(?=\s*(?:[0-9]|van|from|tussen|between))(?!\s*20[0-9]{2}\b)|\s/\s)\s*"
)
_AND: Final = (
    r"\s*(?:-|/|\bt/m\b|\btm\b|\btot en met\b|\btot\b|\buntil\b|\btill?\b|\bto\b|\ben\b|\band\b|\ba\b)\s*"
)
_FROM: Final = r"(?:van|vanaf|from|tussen|between|na|after|niet voor|not before|>=?)"
_UNTIL: Final = (
    r"(?:tot|tot en met|t/m|voor|uiterlyk|tot uiterlyk|before|until|till?|by|niet na|not after|<=?)"
)
_LEAD: Final = re.compile(
    r"^(?:vandaag|today|(?:thuis)?bezorg(?:en|ing|d|tyd|moment)?|lever(?:en|ing|tyd)?|aflever(?:en|ing)|deliver(?:y|ed)?|window"
    r"|tydvak|tydslot|slot|time|tyd|om|at|in de|in the|s|ca\.?|circa|rond|around)\b[ :]*"
)
_HALF: Final = r"(?:am|pm|a\.m\.?|p\.m\.?)"
_HALF_BEHIND: Final = re.compile(rf"{_HALF}$")
_TIME: Final = rf"[0-9]{{1,2}}(?:[:.hu][0-9]{{2}}(?::[0-9]{{2}})?|[0-9]{{2}})?\s*(?:{_HALF}|uur|u|h)?"
_SPAN: Final = re.compile(rf"(?:{_FROM}\s*)?({_TIME}){_AND}({_TIME})(?: uur)?")
_OPEN: Final = re.compile(rf"(?:({_FROM})|({_UNTIL}))\s*({_TIME})")
_DATE: Final = (
    r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}/[0-9]{2}/[0-9]{2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:20)?[0-9]{2}"
    r"|[0-9]{1,2}[-/. ]+[a-z]{3,9}\.?[-/. ,]+20[0-9]{2}|[a-z]{3,9}\.? [0-9]{1,2},? 20[0-9]{2})"
)
_INTO_A_DAY: Final = re.compile(rf"({_TIME}){_AND}({_DATE})[t ]+({_TIME})")
_DATED: Final = re.compile(rf"((?:[a-z]{{2,9}}[., ]+)?{_DATE})(?:t(?=[0-9])|[ ,:]+|$)(.*)")
_INSTANT: Final = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:t[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\s*(?:z|utc|[+-][0-9]{2}:?[0-9]{2})?"
    r"| [0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?\s*(?:z|utc|[+-][0-9]{2}:?[0-9]{2})?)"
)
_INSTANTS: Final = re.compile(rf"(?:{_FROM}\s*)?({_INSTANT})\s*(?:-|/|–|tot|to|until|en|and)\s*({_INSTANT})")  # noqa: RUF001

_LASTS: Final = re.compile(rf"({_INSTANT})/pt(?:([0-9]{{1,2}})h)?(?:([0-9]{{1,3}})m)?")
_ONE_INSTANT: Final = re.compile(
    rf"{_INSTANT}|.*[0-9]:[0-9]{{2}}:[0-9]{{2}} *(?:z|(?:utc|gmt)?[+-][0-9]{{2}}:?[0-9]{{2}})"
)
_ONE_TIME: Final = re.compile(
    rf"[0-9]{{1,2}}[:.hu][0-9]{{2}}(?::[0-9]{{2}})?\s*(?:{_HALF}|uur|u|h)?|[0-9]{{1,2}}\s*(?:{_HALF}|uur|u|h)"
)
_AROUND: Final = 30 * MINUTE
"""How far a window reaches to either side of a time that stands alone."""
_LABELLED: Final = re.compile(
    rf"(?P<before>(?:[0-9]{{1,2}} ?: )?\D*(?:\b[a-z]{{3,}} ?[0-9]{{1,2}} ?[:-])? *)"
    rf"(?P<hours>[0-9]{{1,2}}[:.hu][0-9]{{2}}{_AND}[0-9]{{1,2}}[:.hu][0-9]{{2}})"
    r"(?: ?(?:uur|u|h))?(?P<behind>\D*)"
)
_NOT_A_LABEL: Final = re.compile(
    r"\b(?:niet|geen|not?|except|behalve|zonder|without|liever|liefst|rather|anders|otherwise|als|if|indien|tenzij"
    r"|unless|of|or|en|and|na|voor|vanaf|tot|after|before|until|buiten|outside|bel|call|morgen|tomorrow|overmorgen"
    r"|ma|di|wo|do|vr|za|zo|mon|tue|wed|thu|fri|sat|sun|[a-z]+dag|[a-z]+day)\b"
)
_OR_LATER: Final = re.compile(rf"({_TIME})\s*(?:of|or|en|and) (?:later|daarna|after)")
_OR_EARLIER: Final = re.compile(rf"({_TIME})\s*(?:of|or|en|and) (?:eerder|earlier|before)")
_HALVES_IN_WORDS: Final = (
    (re.compile(r"(?<=[0-9]) ?(?:uur|u|h)? ?s (?:avonds|middags)$"), "pm"),
    (re.compile(r"(?<=[0-9]) ?(?:uur|u|h)? ?s (?:ochtends|morgens)$"), "am"),
)
_WITHOUT_YEAR: Final = re.compile(
    r"(?:[a-z]{2,9}[., ]+)?[0-9]{1,2}(?:e|ste|de|st|nd|rd|th)?[-/. ]+[a-z]{3,9}"
    r"|(?:[a-z]{2,9}[., ]+)?[a-z]{3,9}\.? [0-9]"
    r"|[a-z]{2,9}[., ]+[0-9]{1,2}[-/][0-9]{1,2} |[0-9]{1,2}/[0-9]{1,2} [a-z]* ?[0-9]"
)
_MIDNIGHT: Final = re.compile(r"0?0:00(?::00(?:\.0+)?)?z?")
_HOURS: Final = re.compile(rf"[0-9](?:[:.hu][0-9]{{2}}| ?(?:uur|u|h|{_HALF})\b)", re.IGNORECASE)
_NO_WISH: Final = re.compile(
    r"(?:geen (?:voorkeur|wens|tydvak|venster)|maakt niet uit|altyd|(?:de )?hele dag|heel de dag|all day"
    r"|any ?time|no preference|flexib(?:el|le)|zo ?snel mogelyk|z\.?s\.?m\.?|asap|as soon as possible|direct"
    r"|nvt|n\.v\.t\.?|n/?a|geen|none|null|standaard|standard|default)"
)


@dataclass(frozen=True, slots=True)
class Span:
    """Hold a window as it was written.

    Parameters
    ----------
    start, end
        Seconds since midnight; None where that end is left open.
    day, last_day
        The dates of both ends; None where none was written.
    weekday
        Monday is 0; None where none was written beside the hours.
    in_words
        Whether its hours are in part the program's own: the evening, a time alone, hours behind a label.
    """

    start: int | None
    end: int | None
    day: date | None = None
    last_day: date | None = None
    weekday: int | None = None
    in_words: bool = False


@lru_cache(maxsize=8192)
def read_spans(
    text: str,
    zone: ZoneInfo | None,
    dates: DateFormat = DateFormat.DAY_FIRST,
    near: date | None = None,
) -> tuple[Span, ...]:
    """Read the windows of a cell, in the order written; none for a wish that is no wish.

    Parameters
    ----------
    zone
        Where the store is: moments with an offset from UTC become local time.
    dates
        Which comes first in dates of numbers.
    near
        The day of the purchase, for dates without a year and for ``tomorrow``.

    Raises
    ------
    UnreadableError
        If a part of it cannot be understood.
    """
    plain = " ".join(fold(unicodedata.normalize("NFKC", text).translate(_DASHES)).split()).strip(" .")
    if lasting := _LASTS.fullmatch(plain):
        first = read_moment(lasting[1], zone)
        lasts = int(lasting[2] or 0) * HOUR + int(lasting[3] or 0) * MINUTE
        if first.seconds is None or not lasts:
            raise UnreadableError("span")
        return (Span(first.seconds, first.seconds + lasts, first.day, first.day),)
    if _ONE_INSTANT.fullmatch(plain) and not _INSTANTS.fullmatch(plain):
        return (_around(read_moment(plain, zone, dates)),)
    plain = _OR_EARLIER.sub(r"tot \1", _OR_LATER.sub(r"vanaf \1", plain))
    if not plain or plain.strip("-") == "" or _NO_WISH.fullmatch(plain):
        return ()
    if whole := _INSTANTS.fullmatch(plain):
        first, last = (read_moment(end, zone) for end in whole.groups())
        return (Span(first.seconds, last.seconds, first.day, last.day),)
    spans = []
    day: date | None = None
    for part in filter(None, _OR.split(plain)):
        own, rest = _cut_date(part, zone, dates, near)
        day = own or day
        if rest:
            spans.append(_span(rest, day, zone, dates))
    if not spans:
        if day is None:
            raise UnreadableError("span")
        return (Span(None, None, day, day),)
    return tuple(spans)


def spans_of(row: Row, zone: ZoneInfo | None, dates: DateFormat, near: date | None) -> tuple[Span, ...]:
    """Return the windows of a row as they are written; none if it has none.

    Parameters
    ----------
    near
        The day on which it was bought.

    Raises
    ------
    UnreadableError
        If a cell cannot be understood.
    """
    first, last = row.text("window_from"), row.text("window_to")
    if not first and row.text("window"):
        return read_spans(row.text("window"), zone, dates, near)
    if not first and not last:
        return _beside_the_day(row, zone, dates, near)
    starts, ends = _end(first, zone, dates, begins=True), _end(last, zone, dates, begins=False)
    if len(starts) > 1 or (starts and starts[0].end is not None):
        return starts
    if not starts and not ends:
        return ()
    start, end = (next(iter(found), Span(None, None)) for found in (starts, ends))
    if (start.start, end.end) == (0, 0):  # what some tills write where there is no window
        start = end = Span(None, None, start.day, end.last_day)
    until = end.end
    if until == 0 and start.start:
        until = DAY
    return (Span(start.start, until, start.day or end.day, end.last_day or start.day, start.weekday),)


def _beside_the_day(
    row: Row, zone: ZoneInfo | None, dates: DateFormat, near: date | None
) -> tuple[Span, ...]:
    """Read hours that stand behind the day of delivery; none if there are none."""
    text = row.text("delivery_date")
    try:
        spans = read_spans(text, zone, dates, near) if _HOURS.search(text) else ()
    except UnreadableError:
        return ()  # the day is told where it is read
    return tuple(span for span in spans if span.start is not None and span.end and not span.in_words)


def _end(text: str, zone: ZoneInfo | None, dates: DateFormat, *, begins: bool) -> tuple[Span, ...]:
    """Read one end of a window: a moment, or something that says both."""
    if not text:
        return ()
    try:
        moment = read_moment(text, zone, dates)
    except UnreadableError as error:
        try:
            return read_spans(text, zone, dates)
        except UnreadableError:
            raise error from None
    if begins:
        return (Span(moment.seconds, None, moment.day, moment.day),)
    return (Span(None, moment.seconds, moment.day, moment.day),)


def _cut_date(
    text: str, zone: ZoneInfo | None, dates: DateFormat, near: date | None
) -> tuple[date | None, str]:
    """Take a date off the beginning, or a day near the purchase."""
    bare = _LEAD.sub("", text)
    if found := _DATED.fullmatch(bare):
        rest = "" if _MIDNIGHT.fullmatch(found[2]) else found[2].strip()
        return read_moment(found[1], zone, dates).day, rest
    if _WITHOUT_YEAR.match(bare) and (without := leading_day(bare, near, dates)):
        return without
    rest, ahead = without_near_day(bare)
    if not ahead:
        return None, text
    if near is None:
        raise UnreadableError("span")
    return near + timedelta(days=ahead), rest


def _around(moment: Moment) -> Span:
    """Make a window around a time that stands alone; midnight behind a date is none."""
    if moment.seconds is None or (moment.day and not moment.seconds):
        return Span(None, None, moment.day, moment.day)
    start, end = max(0, moment.seconds - _AROUND), min(DAY, moment.seconds + _AROUND)
    return Span(start, end, moment.day, moment.day, in_words=True)


def _span(text: str, day: date | None, zone: ZoneInfo | None, dates: DateFormat) -> Span:
    weekday, text = _strip_lead(text)
    for words, half in _HALVES_IN_WORDS:
        text = words.sub(half, text)
    text = " ".join(text.replace("(", " ").replace(")", " ").split())
    last_day = day
    if two := _INTO_A_DAY.fullmatch(text):
        last_day = read_moment(two[2], zone, dates).day
        text = f"{two[1]}-{two[3]}"
    if found := _SPAN.fullmatch(text):
        return Span(*_both(found[1], found[2]), day, last_day, weekday)
    if found := _OPEN.fullmatch(text):
        seconds = _seconds(found[3])
        if found[1]:
            return Span(seconds, None, day, day, weekday)
        return Span(None, seconds, day, day, weekday)
    if part := part_of_day(text):
        return Span(*part, day, day, weekday, in_words=True)
    return _loose_span(text, day, weekday)


def _loose_span(text: str, day: date | None, weekday: int | None) -> Span:
    """Read hours beside a part of the day, a time alone, or hours behind a label."""
    rest, half = without_half(text)
    if half and any(map(str.isdigit, rest)):
        return _in_half(_span(rest, day, None, DateFormat.DAY_FIRST), half, weekday)
    if _ONE_TIME.fullmatch(text):
        return replace(_around(Moment(_seconds(text), None)), day=day, last_day=day, weekday=weekday)
    found = _LABELLED.fullmatch(text)
    if found and not any(_NOT_A_LABEL.search(found[part]) for part in ("before", "behind")):
        hours = _span(found["hours"], day, None, DateFormat.DAY_FIRST)
        return replace(hours, weekday=weekday, in_words=True)
    raise UnreadableError("span")


def _in_half(span: Span, half: str, weekday: int | None) -> Span:
    """Put hours of a clock of twelve into the half of the day that was named beside them."""
    noon = 12 * HOUR
    if half == "pm" and (span.end is None or span.end <= noon) and (span.start is None or span.start < noon):
        start = None if span.start is None else span.start + noon
        end = None if span.end is None else span.end + noon
        span = replace(span, start=start, end=end)
    return replace(span, weekday=span.weekday if weekday is None else weekday)


def _strip_lead(text: str) -> tuple[int | None, str]:
    """Take off words that only say that this is a window, and a weekday."""
    weekday, previous = None, ""
    while previous != text:
        previous, text = text, _LEAD.sub("", text).strip()
        if weekday is None and (named := leading_weekday(text)):
            weekday, text = named[0], named[1].strip()
    return weekday, text


def _both(first: str, last: str) -> tuple[int, int]:
    """Read both ends; a half of the day named at one of them holds for both where that makes a span.

    ``5-7pm`` is in the evening, ``11-1pm`` begins in the morning, ``10am-2`` ends in the afternoon.
    """
    halves = [_HALF_BEHIND.search(text.strip()) for text in (first, last)]
    start, end = _seconds(first), _seconds(last)
    if halves[1] and not halves[0] and start < 12 * HOUR:
        with_half = _seconds(f"{first.strip()}{halves[1][0]}")
        if with_half <= end:
            start = with_half
    elif halves[0] and not halves[1] and end <= start and end <= 12 * HOUR:
        end += 12 * HOUR
    return start, (DAY if end == 0 < start else end)


def _seconds(text: str) -> int:
    moment = read_moment(text.strip(), None)
    if moment.seconds is None:
        raise UnreadableError("clock")
    return moment.seconds
