"""Read when a row was bought, for which day, and whether that qualifies for delivery today."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from dispatch.clock import hhmm
from dispatch.config import DateFormat
from dispatch.files.text import fold
from dispatch.intake.bought import bought_on, moment_text, purchase_moment
from dispatch.intake.findings import Findings
from dispatch.intake.moments import Moment, leading_day, leading_weekday, read_moment
from dispatch.intake.row import Row
from dispatch.intake.rules import DayRules
from dispatch.intake.spans import Span, read_spans, spans_of
from dispatch.intake.values import UnreadableError
from dispatch.model import Code, TimeWindow
from dispatch.model.facts import day as on_day
from dispatch.model.facts import moment as at
from dispatch.model.facts import span

_WEEK: Final = 7
_NAMED: Final = re.compile(r"^\D+$")
_AHEAD: Final = (
    (re.compile(r"morgen|tomorrow|volgende dag|next day"), 1),
    (re.compile(r"overmorgen|(?:the )?day after tomorrow"), 2),
)
_COMING: Final = re.compile(r"^(?:a\.?s\.?|aanstaande|komende|aankomende|deze|this|coming)\s+")
_TODAY: Final = re.compile(r"^(?:vandaag|today)\b[ ,:]*")
_ANY_DAY: Final = re.compile(
    r"vandaag|today|nu|now|direct|z\.?s\.?m\.?|zo snel mogelyk|asap|as soon as possible|same day|zelfde dag"
)


@dataclass(frozen=True, slots=True)
class Purchase:
    """Say when a receipt was paid.

    Parameters
    ----------
    seconds
        Since midnight of the service day; 0 for one bought on an earlier day for this one.
    earlier
        Whether it was bought on an earlier day.
    """

    seconds: int
    earlier: bool = False


def wanted_day(row: Row, day: date | None, zone: ZoneInfo | None, dates: DateFormat) -> date | None:
    """Return the day on which a row is to be delivered, as its columns say; None if they do not.

    Parameters
    ----------
    day
        The service day, for windows that name a weekday only.

    Raises
    ------
    UnreadableError
        If one of the columns cannot be read.
    """
    text, near = row.text("delivery_date"), bought_on(row, zone, dates)
    if text and _NAMED.search(text):
        return _day_by_name(row, text, day, zone, dates)
    if text:
        return _day_in(text, near or day, zone, dates)
    spans = spans_of(row, zone, dates, near)
    days = [found for span in spans if (found := _day_of(span, day)) is not None]
    return day if day in days else next(iter(days), None)


def _day_by_name(
    row: Row, text: str, day: date | None, zone: ZoneInfo | None, dates: DateFormat
) -> date | None:
    """Read ``zaterdag``, ``morgen`` or ``z.s.m.``; None for a wish that is none, or where no day is known."""
    folded = _COMING.sub("", fold(text))
    weekday = leading_weekday(folded)
    if weekday is not None and not weekday[1]:
        return None if day is None else day + timedelta(days=(weekday[0] - day.weekday()) % _WEEK)
    if ahead := next((days for pattern, days in _AHEAD if pattern.fullmatch(folded)), 0):
        bought = purchase_moment(row, zone, dates).day
        return None if bought is None else bought + timedelta(days=ahead)
    return None if _ANY_DAY.fullmatch(folded) else _day_in(text, day, zone, dates)


def _day_in(text: str, near: date | None, zone: ZoneInfo | None, dates: DateFormat) -> date | None:
    try:
        found = read_moment(text, zone, dates).day
    except UnreadableError:
        without_year = leading_day(_TODAY.sub("", fold(text)).strip("() "), near, dates)
        if without_year and not without_year[1]:
            return without_year[0]
        found = next((span.day for span in read_spans(text, zone, dates, near)), None)
    if found is None:
        raise UnreadableError("calendar")
    return found


def _day_of(span: Span, day: date | None) -> date | None:
    if span.day is not None or span.weekday is None or day is None:
        return span.day or span.last_day
    return day + timedelta(days=(span.weekday - day.weekday()) % _WEEK)


def read_purchase(row: Row, findings: Findings, rules: DayRules) -> Purchase | None:
    """Read the moment of purchase.

    Returns None, with an issue, if there is none, or it or the delivery is of another day.
    """
    text, column = moment_text(row)
    if not text:
        findings.error(Code.TIME_MISSING, column, about="empty")
        return None
    try:
        moment = purchase_moment(row, rules.zone, rules.dates)
    except UnreadableError as error:
        findings.error(Code.TIME_INVALID, column, about=error.about, value=text)
        return None
    wanted = _read_wanted(row, findings, rules)
    if wanted is not None and rules.day is not None and wanted != rules.day:
        facts = (on_day("wanted", wanted), on_day("planned", rules.day))
        findings.error(Code.DELIVERY_OTHER_DAY, _wanted_column(row), *facts)
        return None
    return _on_the_day(moment, text, column, findings, rules, wanted)


def check_promise(
    purchase: Purchase, window: TimeWindow | None, findings: Findings, rules: DayRules, column: str
) -> None:
    """Check a purchase against cut-off and opening hours, and the window against packing."""
    if rules.closed:
        findings.error(Code.NO_DELIVERY_TODAY, "")
    if not purchase.earlier:
        _check_moment(purchase.seconds, window, findings, rules, column)


def _check_moment(
    purchased: int, window: TimeWindow | None, findings: Findings, rules: DayRules, column: str
) -> None:
    if rules.cut_off is not None and purchased > rules.cut_off:
        findings.error(Code.AFTER_CUT_OFF, column, at("cut_off", rules.cut_off), value=hhmm(purchased))
    elif purchased > rules.opening.end:
        findings.error(Code.AFTER_CLOSING, column, at("closing", rules.opening.end), value=hhmm(purchased))
    if purchased < rules.opening.start:
        findings.info(Code.BEFORE_OPENING, column, value=hhmm(purchased))
    if window is None:
        return
    if window.latest < purchased:
        findings.error(Code.WINDOW_PAST, "window_to", value=hhmm(window.latest))
    elif window.latest < purchased + rules.packing:
        findings.error(
            Code.WINDOW_TOO_SOON, "window_to", span("packing", rules.packing), value=hhmm(window.latest)
        )


def _read_wanted(row: Row, findings: Findings, rules: DayRules) -> date | None:
    """Read the day of delivery; a window that cannot be read is told where it is read."""
    try:
        return wanted_day(row, rules.day, rules.zone, rules.dates)
    except UnreadableError as error:
        text = row.text("delivery_date")
        if text:
            findings.error(Code.WINDOW_INVALID, "delivery_date", about=error.about, value=text)
        return None


def _wanted_column(row: Row) -> str:
    columns = ("delivery_date", "window_from", "window", "window_to")
    return next((column for column in columns if row.text(column)), "window_from")


def _too_late_before(moment: Moment, rules: DayRules) -> bool:
    """Tell whether something was bought after the last delivery day, or on it after the cut-off."""
    before = rules.delivered_before
    if before is None or moment.day is None:
        return False
    after = rules.cut_off is not None and moment.seconds is not None and moment.seconds > rules.cut_off
    return moment.day > before or (moment.day == before and after)


def _on_the_day(
    moment: Moment, text: str, column: str, findings: Findings, rules: DayRules, wanted: date | None
) -> Purchase | None:
    if moment.day is not None and rules.day is not None and moment.day != rules.day:
        if moment.day < rules.day and (wanted == rules.day or _too_late_before(moment, rules)):
            return Purchase(0, earlier=True)
        facts = (on_day("bought", moment.day), on_day("planned", rules.day))
        findings.error(Code.DATE_OTHER_DAY, column, *facts, value=text)
        return None
    if moment.seconds is None:
        # Whatever is in the export when it is planned was bought before; nothing leaves before that anyway.
        findings.info(Code.TIME_ASSUMED, column, at("time", rules.opening.start), value=text)
        return Purchase(rules.opening.start)
    return Purchase(moment.seconds)
