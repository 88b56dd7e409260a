"""Read the windows that a till, a web shop or a person at the counter writes into one cell.

``18:00-20:00``, ``5-7pm``, ``van 17 tot 19u``, ``tussen 17:00 en 19:00``, ``na 18:00``, ``zaterdagavond``,
``21-11-2026 17:00 - 19:00``, ``12-13 of 18-20``; also that there is no wish at all.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from dispatch.clock import DAY, HOUR
from dispatch.config import DateFormat
from dispatch.files.text import fold
from dispatch.intake.moments import leading_weekday, read_moment
from dispatch.intake.row import Row
from dispatch.intake.values import UnreadableError

_DASHES: Final = str.maketrans("–—−‒", "----")  # noqa: RUF001
_OR: Final = re.compile(
    r"\s*(?:;|&|\||\bof\b|\bor\b|\+|,(?=\s*(?:[0-9]|van|from|tussen|between))(?!\s*20[0-9]{2}\b)|\s/\s)\s*"
)
_AND: Final = r"\s*(?:-|/|\bt/m\b|\btm\b|\btot en met\b|\btot\b|\buntil\b|\btill?\b|\bto\b|\ben\b|\band\b)\s*"
_FROM: Final = r"(?:van|vanaf|from|tussen|between|na|after|niet voor|not before|>=?)"
_UNTIL: Final = (
    r"(?:tot|tot en met|t/m|voor|uiterlyk|tot uiterlyk|before|until|till?|by|niet na|not after|<=?)"
)
_LEAD: Final = re.compile(
    r"^(?:vandaag|today|(?:thuis)?bezorg(?:en|ing|d|tyd|moment)?|lever(?:en|ing|tyd)?|aflever(?:en|ing)|deliver(?:y|ed)?|window"
    r"|tydvak|tydslot|slot|time|tyd|om|at|in de|in the|s|ca\.?|circa|rond|around)\b[ :]*"
)
_HALF: Final = r"(?:am|pm|a\.m\.?|p\.m\.?)"
_TIME: Final = rf"[0-9]{{1,2}}(?:[:.hu][0-9]{{2}}(?::[0-9]{{2}})?|[0-9]{{2}})?\s*(?:{_HALF}|uur|u|h)?"
_SPAN: Final = re.compile(rf"(?:{_FROM}\s*)?({_TIME}){_AND}({_TIME})(?: uur)?")
_OPEN: Final = re.compile(rf"(?:({_FROM})|({_UNTIL}))\s*({_TIME})")
_DATE: Final = (
    r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}/[0-9]{2}/[0-9]{2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:20)?[0-9]{2}"
    r"|[0-9]{1,2}[-/. ]+[a-z]{3,9}\.?[-/. ,]+20[0-9]{2}|[a-z]{3,9}\.? [0-9]{1,2},? 20[0-9]{2})"
)
_DATED: Final = re.compile(rf"((?:[a-z]{{2,9}}[., ]+)?{_DATE})(?:[t ,:]+|$)(.*)")
_INSTANT: Final = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:t[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\s*(?:z|utc|[+-][0-9]{2}:?[0-9]{2})?"
    r"| [0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?\s*(?:z|utc|[+-][0-9]{2}:?[0-9]{2})?)"
)
_INSTANTS: Final = re.compile(rf"(?:{_FROM}\s*)?({_INSTANT})\s*(?:-|/|–|tot|to|until|en|and)\s*({_INSTANT})")  # noqa: RUF001

_PARTS_OF_THE_DAY: Final = (
    (re.compile(r".*(?:ochtend|morgens|morning|voormiddag).*"), 8 * HOUR, 12 * HOUR),
    (re.compile(r".*(?:middag|afternoon).*"), 12 * HOUR, 18 * HOUR),
    (re.compile(r".*(?:avond|evening|tonight).*"), 18 * HOUR, 22 * HOUR),
)
_HALVES_IN_WORDS: Final = (
    (re.compile(r"(?<=[0-9]) ?(?:uur|u|h)? ?s (?:avonds|middags)$"), "pm"),
    (re.compile(r"(?<=[0-9]) ?(?:uur|u|h)? ?s (?:ochtends|morgens)$"), "am"),
)
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
        Whether it was a part of the day, such as the evening, whose hours are the program's own.
    """

    start: int | None
    end: int | None
    day: date | None = None
    last_day: date | None = None
    weekday: int | None = None
    in_words: bool = False


def read_spans(
    text: str, zone: ZoneInfo | None, dates: DateFormat = DateFormat.DAY_FIRST
) -> tuple[Span, ...]:
    """Read the windows of a cell, in the order written; none for a wish that is no wish.

    Parameters
    ----------
    zone
        Where the store is: moments with an offset from UTC become local time.
    dates
        Which comes first in dates of numbers.

    Raises
    ------
    UnreadableError
        If a part of it cannot be understood.
    """
    plain = " ".join(fold(unicodedata.normalize("NFKC", text).translate(_DASHES)).split()).strip(" .")
    if not plain or plain.strip("-") == "" or _NO_WISH.fullmatch(plain):
        return ()
    if whole := _INSTANTS.fullmatch(plain):
        first, last = (read_moment(end, zone) for end in whole.groups())
        return (Span(first.seconds, last.seconds, first.day, last.day),)
    spans = []
    day: date | None = None
    for part in filter(None, _OR.split(plain)):
        own, rest = _cut_date(part, zone, dates)
        day = own or day
        if rest:
            spans.append(_span(rest, day, zone, dates))
    if not spans:
        if day is None:
            raise UnreadableError("span")
        return (Span(None, None, day, day),)
    return tuple(spans)


def spans_of(row: Row, zone: ZoneInfo | None, dates: DateFormat) -> tuple[Span, ...]:
    """Return the windows of a row as they are written; none if it has none.

    Raises
    ------
    UnreadableError
        If a cell cannot be understood.
    """
    first, last = row.text("window_from"), row.text("window_to")
    if not first and row.text("window"):
        return read_spans(row.text("window"), zone, dates)
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


def _cut_date(text: str, zone: ZoneInfo | None, dates: DateFormat) -> tuple[date | None, str]:
    """Take a date off the beginning."""
    found = _DATED.fullmatch(_LEAD.sub("", text))
    if not found:
        return None, text
    return read_moment(found[1], zone, dates).day, found[2].strip()


def _span(text: str, day: date | None, zone: ZoneInfo | None, dates: DateFormat) -> Span:
    weekday, text = _strip_lead(text)
    for words, half in _HALVES_IN_WORDS:
        text = words.sub(half, text)
    last_day = day
    if two := re.fullmatch(rf"({_TIME}){_AND}({_DATE})[t ]+({_TIME})", text):
        last_day = read_moment(two[2], zone, dates).day
        text = f"{two[1]}-{two[3]}"
    if found := _SPAN.fullmatch(text):
        return Span(*_both(found[1], found[2]), day, last_day, weekday)
    if found := _OPEN.fullmatch(text):
        seconds = _seconds(found[3])
        if found[1]:
            return Span(seconds, None, day, day, weekday)
        return Span(None, seconds, day, day, weekday)
    for pattern, first, last in _PARTS_OF_THE_DAY:
        if pattern.fullmatch(text):
            return Span(first, last, day, day, weekday, in_words=True)
    raise UnreadableError("span")


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
    halves = [re.search(rf"{_HALF}$", text.strip()) for text in (first, last)]
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
