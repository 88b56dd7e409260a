"""Check whether a purchase qualifies for delivery today."""

from dispatch.clock import hhmm
from dispatch.intake.bought import Bought
from dispatch.intake.findings import Findings
from dispatch.intake.loads import read_amount
from dispatch.intake.row import Row
from dispatch.intake.rules import DayRules
from dispatch.model import Code, TimeWindow
from dispatch.model.facts import cents as cents_fact
from dispatch.model.facts import moment as at
from dispatch.model.facts import span


def check_promise(
    bought: Bought, window: TimeWindow | None, findings: Findings, rules: DayRules, column: str
) -> None:
    """Check a purchase against cut-off and opening hours, and the window against packing."""
    if rules.closed:
        findings.error(Code.NO_DELIVERY_TODAY, "")
    if not bought.earlier:
        _check_moment(bought.seconds, window, findings, rules, column)


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


def read_total(row: Row, findings: Findings, rules: DayRules) -> int | None:
    """Read the value of the basket in cents, and hold it against the minimum."""
    value = read_amount(row, "total_eur", findings, rules.section)
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
