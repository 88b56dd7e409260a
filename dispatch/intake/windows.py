"""Read the window that a row was promised, or several, from one column or from two."""

import re
from datetime import timedelta

from dispatch.clock import DAY, hhmm_span
from dispatch.intake.bought import bought_on
from dispatch.intake.findings import Findings
from dispatch.intake.row import Row
from dispatch.intake.rules import DayRules
from dispatch.intake.spans import Span, spans_of
from dispatch.intake.values import UnreadableError
from dispatch.model import Code, TimeWindow
from dispatch.model.facts import count
from dispatch.model.facts import moment as at

_DAY = timedelta(days=1)
_NAMES_A_TIME = re.compile(
    r"\b(?:na|voor|tussen|vanaf|van|tot|om|rond|before|after|between|from|until|by|at|around)"
    r" (?:[0-9]{1,2} ?(?:-|en|and|tot|to) ?)?[0-9]{1,2}(?:[:.u][0-9]{2}| ?(?:uur|u|h|am|pm)\b)",
    re.IGNORECASE,
)
"""A time in a note, such as ``graag na 18:00``."""

_Found = tuple[Span, tuple[int, int]]
"""A window as it is written, and where it begins and ends, in seconds since midnight."""


def read_windows(row: Row, findings: Findings, rules: DayRules, ready: int) -> tuple[TimeWindow, ...]:
    """Read the windows in which the customer can, in order and apart; none for the store's own promise.

    Parameters
    ----------
    ready
        Seconds since midnight when the order can leave: of several windows those count that can be kept.
    """
    try:
        spans = spans_of(row, rules.zone, rules.dates, bought_on(row, rules.zone, rules.dates))
    except UnreadableError as error:
        column = _column(row)
        findings.error(Code.WINDOW_INVALID, column, about=error.about, value=row.text(column))
        return ()
    if not spans and _NAMES_A_TIME.search(row.notes):
        findings.warning(Code.WINDOW_IN_NOTE, "notes")
    windows = [
        found for span in spans if _is_today(span, rules) and (found := _window(span, rules)) is not None
    ]
    if not windows:
        return ()
    kept = [found for found in windows if _can_be_kept(found[1], rules, ready)] or windows[:1]
    _tell_spans(row, kept, len(windows), findings)
    within = (_within_hours(ends, findings, rules) for _, ends in kept)
    return _apart([window for window in within if window is not None])


def _is_today(span: Span, rules: DayRules) -> bool:
    return rules.day is None or span.day in {None, rules.day}


def _window(span: Span, rules: DayRules) -> _Found | None:
    if span.start is None and span.end is None:
        return None
    earliest = rules.delivery.start if span.start is None else span.start
    latest = rules.delivery.end if span.end is None else span.end
    if span.day and span.last_day and span.end is not None and latest < DAY:
        latest += (span.last_day - span.day) // _DAY * DAY
    return span, (earliest, latest)


def _can_be_kept(ends: tuple[int, int], rules: DayRules, ready: int) -> bool:
    """Tell whether a window lies within the hours, and is not over when the order can leave."""
    return max(ends[0], rules.delivery.start, ready) <= min(ends[1], rules.delivery.end)


def _apart(windows: list[TimeWindow]) -> tuple[TimeWindow, ...]:
    """Put windows in order, those that touch each other as one."""
    made: list[TimeWindow] = []
    for window in sorted(windows):
        if made and window.earliest <= made[-1].latest:
            made[-1] = TimeWindow(made[-1].earliest, max(made[-1].latest, window.latest))
        else:
            made.append(window)
    return tuple(made)


def _tell_spans(row: Row, kept: list[_Found], many: int, findings: Findings) -> None:
    span, ends = kept[0]
    facts = (at("from", ends[0]), at("to", ends[1]))
    if many > 1:
        told = findings.info if len(kept) == many else findings.warning
        told(Code.WINDOW_SEVERAL, _column(row), count("n", many), count("kept", len(kept)))
    if span.in_words:
        findings.info(Code.WINDOW_IN_WORDS, _column(row), *facts, value=row.text(_column(row)))


def _within_hours(ends: tuple[int, int], findings: Findings, rules: DayRules) -> TimeWindow | None:
    shown = hhmm_span(ends[0], ends[1])
    if ends[0] > ends[1]:
        findings.error(Code.WINDOW_REVERSED, "window_to", value=shown)
        return None
    window = TimeWindow(*ends)
    hours = (at("opens", rules.delivery.start), at("closes", rules.delivery.end))
    open_part = window.intersect(TimeWindow(rules.delivery.start, rules.delivery.end))
    if open_part is None:
        findings.error(Code.WINDOW_OUTSIDE_HOURS, "window_from", *hours, value=shown)
    elif open_part != window:
        findings.info(Code.WINDOW_NARROWED, "window_from", *hours, value=shown)
    return open_part


def _column(row: Row) -> str:
    return next(
        (name for name in ("window_from", "window", "window_to", "delivery_date") if row.text(name)),
        "window_from",
    )
