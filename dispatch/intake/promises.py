"""Read when a row was bought and is promised, and whether it qualifies for delivery today."""

import re
from typing import Final

from dispatch.clock import hhmm
from dispatch.intake.findings import Findings
from dispatch.intake.loads import read_amount
from dispatch.intake.moments import Moment, clock_time, read_moment
from dispatch.intake.row import Row
from dispatch.intake.rules import DayRules
from dispatch.intake.spans import read_spans
from dispatch.intake.values import UnreadableError
from dispatch.model import Code, TimeWindow
from dispatch.model.facts import cents as cents_fact
from dispatch.model.facts import day as on_day
from dispatch.model.facts import moment as at
from dispatch.model.facts import span

_DATED: Final = re.compile(r"[0-9][-/.][0-9]{1,2}[-/.][0-9]|[0-9]{5}")
_NO_WINDOW: Final = (0, 0)
"""What some tills write where there is no window: 00:00 to 00:00."""


def moment_text(row: Row) -> tuple[str, str]:
    """Return the text of the moment of purchase, and the column it stands in."""
    if "purchased_at" in row.columns.places:
        text = row.text("purchased_at")
        day = row.text("purchase_date") if text and not _DATED.search(text) else ""
        return f"{day} {text}".strip(), "purchased_at"
    return f"{row.text('purchase_date')} {row.text('purchase_time')}".strip(), "purchase_time"


def read_purchase(row: Row, findings: Findings, rules: DayRules) -> int | None:
    """Read the moment of purchase in seconds since midnight of the service day.

    Returns None, with an issue, if there is none or it is of another day.
    """
    text, column = moment_text(row)
    if not text:
        findings.error(Code.TIME_MISSING, column, about="empty")
        return None
    try:
        moment = read_moment(text, rules.zone)
    except UnreadableError as error:
        findings.error(Code.TIME_INVALID, column, about=error.about, value=text)
        return None
    return _on_the_day(moment, text, column, findings, rules)


def _on_the_day(moment: Moment, text: str, column: str, findings: Findings, rules: DayRules) -> int | None:
    if moment.day is not None and rules.day is not None and moment.day != rules.day:
        findings.error(
            Code.DATE_OTHER_DAY,
            column,
            on_day("bought", moment.day),
            on_day("planned", rules.day),
            value=text,
        )
        return None
    if moment.seconds is None:
        findings.error(Code.TIME_MISSING, column, about="date_only", value=text)
    return moment.seconds


def read_window(row: Row, findings: Findings, rules: DayRules) -> TimeWindow | None:
    """Read the window promised; None for the store's own promise."""
    ends = _ends(row, findings, rules)
    if ends is None or ends in {(None, None), _NO_WINDOW}:
        return None
    earliest = rules.delivery.start if ends[0] is None else ends[0]
    latest = rules.delivery.end if ends[1] is None else ends[1]
    shown = f"{hhmm(earliest)}-{hhmm(latest)}"
    if earliest > latest:
        findings.error(Code.WINDOW_REVERSED, "window_to", value=shown)
        return None
    window = TimeWindow(earliest, latest)
    hours = (at("opens", rules.delivery.start), at("closes", rules.delivery.end))
    open_part = window.intersect(TimeWindow(rules.delivery.start, rules.delivery.end))
    if open_part is None:
        findings.error(Code.WINDOW_OUTSIDE_HOURS, "window_from", *hours, value=shown)
    elif open_part != window:
        findings.info(Code.WINDOW_NARROWED, "window_from", *hours, value=shown)
    return open_part


def _ends(row: Row, findings: Findings, rules: DayRules) -> tuple[int | None, int | None] | None:
    columns = row.columns.places
    if "window" in columns and not ("window_from" in columns and row.text("window_from")):
        text = row.text("window")
        try:
            spans = read_spans(text, rules.zone)
            return (spans[0].start, spans[0].end) if spans else None
        except UnreadableError as error:
            _bad_window("window", text, error, findings)
            return None
    ends: list[int | None] = []
    for column in ("window_from", "window_to"):
        text = row.text(column)
        try:
            ends.append(clock_time(text) if text else None)
        except UnreadableError as error:
            _bad_window(column, text, error, findings)
            return None
    return ends[0], ends[1]


def _bad_window(column: str, text: str, error: UnreadableError, findings: Findings) -> None:
    findings.error(Code.WINDOW_INVALID, column, about=error.about, value=text)


def check_promise(
    purchased: int, window: TimeWindow | None, findings: Findings, rules: DayRules, column: str
) -> None:
    """Check a purchase against cut-off and opening hours, and the window against packing."""
    if rules.closed:
        findings.error(Code.NO_DELIVERY_TODAY, "")
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


def read_total(row: Row, findings: Findings, rules: DayRules) -> int | None:
    """Read the value of the basket in cents, and hold it against the minimum."""
    value = read_amount(row, "total_eur", findings)
    if value is None:
        return None
    cents = round(value * 100)
    if cents < rules.minimum_cents:
        findings.error(
            Code.BELOW_MINIMUM,
            "total_eur",
            cents_fact("minimum", rules.minimum_cents),
            value=row.text("total_eur"),
        )
    return cents
