"""Turn the till's rows into orders: every row ends as an order, as rejected, or as not flagged."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from dispatch.config import IntakeSection, Promise, Store
from dispatch.intake.corrections import read_corrections
from dispatch.intake.export import Export, day_of_export, read_export
from dispatch.intake.findings import Findings
from dispatch.intake.goods import Goods, read_lines
from dispatch.intake.receipts import read_receipt, reject
from dispatch.intake.row import Row
from dispatch.intake.rules import DayRules, rules_of
from dispatch.model import Code, Intake, Issue, Order, Rejected, Spare
from dispatch.model.facts import written


@dataclass(frozen=True, slots=True)
class Aside:
    """Say which receipts are not to be read as orders, whatever the till says.

    Parameters
    ----------
    held
        On their way already: their first rows are passed over, and not counted.
    off
        Receipt → why it is rejected.
    """

    held: frozenset[str] = frozenset()
    off: Mapping[str, Issue] = field(default_factory=dict)


def read_intake(
    purchases: Path,
    *,
    lines: Path | None,
    day: date | None,
    section: IntakeSection,
    promise: Promise,
    store: Store,
    corrections: Path | None = None,
) -> Intake:
    """Read the purchases of a day from files.

    Parameters
    ----------
    purchases
        The till's export, as text or .xlsx.
    lines
        Articles of the receipts, if the till exports them.
    day
        The service day; None for the one that most timestamps show.
    section
        How to read.
    promise, store
        What purchases must satisfy.
    corrections
        A ``rejected.csv`` in which the dispatcher corrected rows.

    Raises
    ------
    InputError
        If a file cannot be read as what it should be.
    ConfigError
        If ``[intake.columns]`` names a column that does not exist.
    ResourceError
        If a disk or network drive fails.
    """
    export = read_export(purchases, section)
    issues = list(export.issues)
    if corrections is not None:
        export, told = read_corrections(corrections, export, section).applied(section)
        issues += told
    goods: Mapping[str, Goods] = {}
    if lines is not None:
        wanted = {export.receipt(record) for record in export.flagged}
        read = read_lines(lines, section, wanted, frozenset(export.unflagged))
        goods = read.goods
        issues += read.issues
    intake = read_rows(export, goods, day or day_of_export(export, store), section, promise, store)
    return replace(intake, issues=(*issues, *intake.issues))


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
        extra_columns=tuple(export.columns.headers[place] for place in export.columns.extra),
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
        read, issues = read_receipt(row, self.rules, self.goods.get(receipt))
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
        rejected = reject(row, self._repeated(row, self.rows[receipt]))
        read, issues = read_receipt(row, self.rules, self.goods.get(receipt))
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
