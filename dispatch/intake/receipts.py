"""Turn the till's rows into orders: every row ends as an order, as rejected, or as not flagged."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from dispatch.config import IntakeSection, Promise, Store
from dispatch.files.text import MAX_CELL
from dispatch.intake.bought import moment_text
from dispatch.intake.doors import check_postcode, read_address, read_position, second_line
from dispatch.intake.export import Export
from dispatch.intake.findings import Findings
from dispatch.intake.line_sums import Goods
from dispatch.intake.loads import read_amount, read_contents, read_total
from dispatch.intake.phones import is_mobile, phones_in
from dispatch.intake.purchase import check_promise, read_purchase
from dispatch.intake.row import Row, flag_of
from dispatch.intake.rules import DayRules, rules_of
from dispatch.intake.values import Answers
from dispatch.intake.windows import read_windows
from dispatch.model import Code, Intake, Issue, Order, Rejected, Spare
from dispatch.model.facts import count, written

LONGEST_ID: Final = 64
_JOINED: Final = re.compile(r"[+,;/&|]")
_SCIENTIFIC: Final = re.compile(r"[0-9][.,][0-9]+E\+?[0-9]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Aside:
    """Say which receipts are not to be read as the till's rules have it.

    Parameters
    ----------
    held
        On their way already: their first rows are passed over, and not counted.
    off
        Receipt → why it is rejected.
    promised
        Delivery was promised before they were bought: cut-off and minimum do not count.
    """

    held: frozenset[str] = frozenset()
    off: Mapping[str, Issue] = field(default_factory=dict)
    promised: frozenset[str] = frozenset()


def read_rows(
    export: Export,
    goods: Mapping[str, Goods],
    day: date | None,
    section: IntakeSection,
    promise: Promise,
    store: Store,
    aside: Aside | None = None,
) -> Intake:
    """Turn the rows of an export into orders.

    Parameters
    ----------
    export
        What the till says.
    goods
        What the lines of a receipt come to, by receipt.
    day
        The service day; None where nothing tells it.
    section, promise, store
        What rows must satisfy.
    aside
        Receipts that are on their way, or off.
    """
    reading = _Reading(
        rules_of(day, section, promise, store, export.dates),
        goods,
        frozenset(export.unflagged),
        aside or Aside(),
    )
    for record in export.flagged:
        reading.take(Row(export.columns, record))
    orders = tuple(reading.orders.values())
    return Intake(
        orders=orders,
        rejected=tuple(reading.rejected),
        issues=tuple(reading.issues),
        rows=export.rows - reading.passed,
        not_flagged=len(export.unflagged),
        extra_columns=tuple(export.columns.headers[index] for index in export.columns.extra),
        cells={receipt: row.cells for receipt, row in reading.rows.items()},
        spares=tuple(reading.spares),
    )


@dataclass(slots=True)
class _Reading:
    """Sort flagged rows into orders and rejected ones."""

    rules: DayRules
    goods: Mapping[str, Goods]
    unflagged: frozenset[str]
    aside: Aside
    passed: int = 0
    orders: dict[str, Order] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    spares: list[Spare] = field(default_factory=list)

    def take(self, row: Row) -> None:
        """Read a row; of several with one receipt number the first that can be planned counts."""
        receipt = row.text("receipt_id")
        if receipt in self.rows:
            self._take_again(row, receipt)
            return
        if receipt in self.aside.held:
            self.rows[receipt] = row
            self.passed += 1
            return
        if receipt in self.aside.off:
            self.rows[receipt] = row
            why = replace(self.aside.off[receipt], row=row.record.number, receipt_id=receipt)
            self.rejected.append(Rejected(receipt, row.record.number, row.cells, (why,)))
            return
        rules = self.rules
        if receipt in self.aside.promised:
            rules = replace(rules, cut_off=None, minimum_cents=0)
        read, issues = _read_receipt(row, rules, self.goods.get(receipt))
        if isinstance(read, Rejected):
            self.rejected.append(read)
            return
        self.orders[receipt] = read
        self.rows[receipt] = row
        self.issues += issues
        if receipt in self.unflagged:
            findings = Findings(row.columns, row.record.number, receipt)
            findings.warning(Code.FLAG_CONTRADICTED, "home_delivery")
            self.issues += findings.issues

    def _take_again(self, row: Row, receipt: str) -> None:
        """Keep a further row of a receipt for the case that the first one cannot be found."""
        rejected = _reject(row, self._repeated(row, self.rows[receipt]))
        read, issues = _read_receipt(row, self.rules, self.goods.get(receipt))
        if receipt in self.orders and isinstance(read, Order):
            self.spares.append(Spare(read, issues, rejected))
        else:
            self.rejected.append(rejected)

    def _repeated(self, row: Row, first: Row) -> Findings:
        findings = Findings(row.columns, row.record.number, row.text("receipt_id"))
        other = written("other", str(first.record.number))
        code = Code.RECEIPT_REPEATED if row.texts == first.texts else Code.RECEIPT_CONFLICT
        findings.error(code, "receipt_id", other, value=row.text("receipt_id"))
        return findings


def _read_receipt(
    row: Row, rules: DayRules, goods: Goods | None
) -> tuple[Order | Rejected, tuple[Issue, ...]]:
    """Read a flagged row.

    Returns
    -------
    tuple
        The order, or the row rejected, and the issues of an order that is planned all the same.
    """
    findings = Findings(row.columns, row.record.number, row.text("receipt_id")[:LONGEST_ID])
    order = None
    if _check_shape(row, findings):
        order = _read_order(row, findings, rules, goods)
    if order is None or findings.rejected:
        return _reject(row, findings), ()
    return order, tuple(findings.issues)


def _reject(row: Row, findings: Findings) -> Rejected:
    """Keep a row whole with what is wrong with it."""
    return Rejected(findings.receipt_id, row.record.number, row.cells, findings.sorted())


def _check_shape(row: Row, findings: Findings) -> bool:
    """Tell whether the cells stand under their headers, so that reading them makes sense."""
    headers, cells = len(row.columns.headers), len(row.record.cells)
    if row.record.unclosed:
        findings.warning(Code.QUOTE_UNCLOSED, "")
    if row.note_overflows:
        findings.info(Code.NOTE_JOINED, "notes")
    elif row.beyond:
        findings.error(Code.ROW_TOO_LONG, "", count("cells", cells), count("headers", headers))
    if row.record.unfinished and cells < headers:
        findings.error(Code.ROW_CUT_OFF, "")
    elif cells <= row.columns.indexes["home_delivery"]:
        findings.error(Code.ROW_TOO_SHORT, "home_delivery", count("cells", cells))
    for column, dispensable in row.errors():
        tell = findings.warning if dispensable else findings.error
        tell(Code.CELL_ERROR, column)
    return not findings.rejected


def _read_order(row: Row, findings: Findings, rules: DayRules, goods: Goods | None) -> Order | None:
    _tell_about_text(row, findings)
    _check_identity(row, findings)
    if not _flagged(row, findings, rules.answers):
        return None
    _, moment_column = moment_text(row)
    purchased = read_purchase(row, findings, rules)
    position = read_position(row, findings, rules)
    address = read_address(row, findings, optional=position is not None)
    check_postcode(address, findings)
    contents = read_contents(row, findings, rules.section, goods)
    ready = 0 if purchased is None or purchased.earlier else purchased.seconds + rules.packing
    windows = read_windows(row, findings, rules, ready)
    window = next(iter(windows), None)
    if purchased is not None:
        check_promise(purchased, window, findings, rules, moment_column)
    total = read_total(row, findings, rules)
    minutes = read_amount(row, "service_minutes", findings, rules.section)
    if purchased is None or findings.rejected:
        return None
    return Order(
        receipt_id=row.text("receipt_id"),
        row=row.record.number,
        purchased_at=purchased.seconds,
        name=row.name,
        phone=_phone(row, findings),
        address=address,
        given_position=position,
        crates=contents.crates,
        bags=contents.bags,
        grams=contents.grams,
        chilled_crates=contents.chilled,
        frozen_crates=contents.frozen,
        age_check=contents.age_check,
        window=window,
        other_windows=windows[1:],
        service_seconds=None if minutes is None else round(minutes * 60),
        total_cents=total,
        notes="; ".join(filter(None, (row.notes, second_line(row)[1]))),
        skills=_skills(row.text("skills")),
        courier=row.text("courier"),
        extra=row.extra,
    )


def _tell_about_text(row: Row, findings: Findings) -> None:
    for header in row.too_long:
        findings.warning(Code.TEXT_TOO_LONG, "", written("header", header), count("most", MAX_CELL))
    if row.has_controls:
        findings.info(Code.CONTROL_CHARACTERS, "")


def _check_identity(row: Row, findings: Findings) -> None:
    receipt = row.text("receipt_id")
    if not receipt:
        findings.error(Code.RECEIPT_MISSING, "receipt_id")
    elif _SCIENTIFIC.fullmatch(receipt):
        findings.error(Code.RECEIPT_MANGLED, "receipt_id", value=receipt)
    elif len(receipt) > LONGEST_ID:
        findings.error(Code.RECEIPT_TOO_LONG, "receipt_id", count("most", LONGEST_ID))
    if not row.name:
        findings.error(Code.NAME_MISSING, "name")


def _flagged(row: Row, findings: Findings, answers: Answers) -> bool:
    text = flag_of(row.record, row.columns, answers)
    try:
        flagged = answers.flag(text)
    except ValueError:
        flagged = False
    if not flagged:
        findings.error(Code.DELIVERY_UNCLEAR, "home_delivery", value=text)
    return flagged


def _skills(text: str) -> tuple[str, ...]:
    """Take words apart that are joined by a plus or a comma."""
    return tuple(dict.fromkeys(filter(None, (part.strip() for part in _JOINED.split(text)))))


def _phone(row: Row, findings: Findings) -> str:
    """Return the number to write to: a mobile one if there is any."""
    numbers = [number for text in row.phones for number in phones_in(text)]
    if row.phones and not numbers:
        findings.warning(Code.PHONE_MANGLED, "phone")
    return next(filter(is_mobile, numbers), next(iter(numbers), ""))
