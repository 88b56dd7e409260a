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
from dispatch.model import TimeWindow

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
        findings.error(
            "TIME_MISSING",
            column,
            "The time of purchase is missing.",
            "Fill it in, such as 21-11-2026 14:05.",
        )
        return None
    try:
        moment = read_moment(text, rules.zone)
    except ValueError as error:
        findings.error(
            "TIME_INVALID", column, f"The time of purchase {error}.", "Write 21-11-2026 14:05.", text
        )
        return None
    return _on_the_day(moment, text, column, findings, rules)


def _on_the_day(moment: Moment, text: str, column: str, findings: Findings, rules: DayRules) -> int | None:
    if moment.day is not None and rules.day is not None and moment.day != rules.day:
        findings.error(
            "DATE_OTHER_DAY",
            column,
            f"It was bought on {moment.day}, and this is the plan of {rules.day}.",
            "Plan that day with --date, or correct the date.",
            text,
        )
        return None
    if moment.seconds is None:
        findings.error(
            "TIME_MISSING",
            column,
            "There is a date, but no time of purchase.",
            "Let the till export the time.",
            text,
        )
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
        findings.error(
            "WINDOW_REVERSED",
            "window_to",
            "The window ends before it begins.",
            "Correct the two times in the till or in rejected.csv.",
            shown,
        )
        return None
    window = TimeWindow(earliest, latest)
    open_part = window.intersect(TimeWindow(rules.delivery.start, rules.delivery.end))
    if open_part is None:
        findings.error(
            "WINDOW_OUTSIDE_HOURS",
            "window_from",
            f"The window lies outside the delivery hours ({rules.delivery}).",
            "Agree on another window with the customer, or change [store] delivery.",
            shown,
        )
    elif open_part != window:
        findings.info(
            "WINDOW_NARROWED",
            "window_from",
            f"A part of the window lies outside the delivery hours ({rules.delivery}) and is not used.",
            "",
            shown,
        )
    return open_part


def _ends(row: Row, findings: Findings, rules: DayRules) -> tuple[int | None, int | None] | None:
    columns = row.columns.places
    if "window" in columns and not ("window_from" in columns and row.text("window_from")):
        text = row.text("window")
        try:
            spans = read_spans(text, rules.zone)
            return (spans[0].start, spans[0].end) if spans else None
        except ValueError as error:
            _bad_window("window", text, error, findings)
            return None
    ends: list[int | None] = []
    for column in ("window_from", "window_to"):
        text = row.text(column)
        try:
            ends.append(clock_time(text) if text else None)
        except ValueError as error:
            _bad_window(column, text, error, findings)
            return None
    return ends[0], ends[1]


def _bad_window(column: str, text: str, error: ValueError, findings: Findings) -> None:
    findings.error(
        "WINDOW_INVALID", column, f"The window {error}.", "Write it as HH:MM, or leave it empty.", text
    )


def check_promise(
    purchased: int, window: TimeWindow | None, findings: Findings, rules: DayRules, column: str
) -> None:
    """Check a purchase against cut-off and opening hours, and the window against packing."""
    if rules.closed:
        findings.error(
            "NO_DELIVERY_TODAY",
            "",
            "The store does not deliver on this day.",
            "Plan another day with --date.",
        )
    if rules.cut_off is not None and purchased > rules.cut_off:
        findings.error(
            "AFTER_CUT_OFF",
            column,
            f"It was bought after the cut-off of {hhmm(rules.cut_off)}.",
            "Deliver it tomorrow, or change [promise] cut_off.",
            hhmm(purchased),
        )
    elif purchased > rules.opening.end:
        findings.error(
            "AFTER_CLOSING",
            column,
            f"It was bought after closing time ({hhmm(rules.opening.end)}).",
            "Check the clock of the till.",
            hhmm(purchased),
        )
    if purchased < rules.opening.start:
        findings.info(
            "BEFORE_OPENING",
            column,
            "It was bought before the store opened.",
            "Check the clock of the till.",
            hhmm(purchased),
        )
    if window is None:
        return
    if window.latest < purchased:
        findings.error(
            "WINDOW_PAST",
            "window_to",
            "The window was over when it was bought.",
            "Agree on another window with the customer.",
            hhmm(window.latest),
        )
    elif window.latest < purchased + rules.packing:
        findings.error(
            "WINDOW_TOO_SOON",
            "window_to",
            f"The window is over before it is packed ({rules.packing // 60} minutes after the purchase).",
            "Agree on a later window with the customer.",
            hhmm(window.latest),
        )


def read_total(row: Row, findings: Findings, rules: DayRules) -> int | None:
    """Read the value of the basket in cents, and hold it against the minimum."""
    value = read_amount(row, "total_eur", findings)
    if value is None:
        return None
    cents = round(value * 100)
    if cents < rules.minimum_cents:
        findings.error(
            "BELOW_MINIMUM",
            "total_eur",
            f"The basket is below the minimum for delivery ({rules.minimum_cents / 100:.2f} euro).",
            "Have it collected, or change [promise] minimum_basket.",
            row.text("total_eur"),
        )
    return cents
