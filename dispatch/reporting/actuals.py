"""What couriers bring back: ``actuals.csv``, set against the plan."""

import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from dispatch.clock import DAY, MINUTE, parse_hhmm
from dispatch.files.headers import Vocabulary
from dispatch.files.tables import open_table, require
from dispatch.model import Code, Issue, Outcome, PlannedDay, Severity, Stop, Visit
from dispatch.model.facts import written
from dispatch.tablenotes import table_issues

_COLUMNS: Final = {
    "receipt_id": ("bonnummer",),
    "arrived_at": ("aankomst",),
    "outcome": ("uitkomst", "resultaat"),
    "departed_at": ("vertrek",),
}
_HEADERS: Final = frozenset(("receipt_id", *_COLUMNS["receipt_id"]))
_NEEDED: Final = ("receipt_id", "arrived_at", "outcome")
MAX_MB: Final = 20
"""Megabytes that a list may have."""

_REMEDY: Final = "It should hold receipt_id, arrived_at and outcome."


_OUTCOMES = {
    **{outcome.value: outcome for outcome in Outcome},
    "geleverd": Outcome.DELIVERED,
    "bezorgd": Outcome.DELIVERED,
    "afgeleverd": Outcome.DELIVERED,
    "ok": Outcome.DELIVERED,
    "not home": Outcome.NOT_HOME,
    "niet thuis": Outcome.NOT_HOME,
    "niet_thuis": Outcome.NOT_HOME,
    "geweigerd": Outcome.REFUSED,
}


@dataclass(frozen=True, slots=True)
class Actual:
    """Hold what happened to one receipt.

    Parameters
    ----------
    arrived, departed
        Seconds since midnight of the service day; None where it was not written down.
    outcome
        How it ended.
    """

    arrived: int | None
    outcome: Outcome
    departed: int | None = None


@dataclass(frozen=True, slots=True)
class ActualFigures:
    """Set what happened against the plan.

    Parameters
    ----------
    known
        Planned receipts that something came back of.
    delivered, not_home, refused
        How they ended.
    timed, on_time
        Receipts with a time, and those of them that came no later than the window's end.
    late_seconds
        Behind the windows, all together.
    deviation_median, deviation_p90
        Seconds between planned and actual arrival, without sign.
    bias
        Median of actual minus planned: above zero the plan was too optimistic.
    """

    known: int
    delivered: int
    not_home: int
    refused: int
    timed: int
    on_time: int
    late_seconds: int
    deviation_median: int
    deviation_p90: int
    bias: int


def read_actuals(path: Path) -> tuple[dict[str, Actual], tuple[Issue, ...]]:
    """Read a returned key-in file: receipt_id, arrived_at, outcome, and departed_at if it was noted.

    Headers and outcomes in English or Dutch; any kind of table; times as ``17:42`` or ISO 8601.
    A bad row becomes an issue and the others are read.

    Raises
    ------
    InputError
        If the file cannot be read or lacks a column.
    """
    headers = Vocabulary(_COLUMNS)
    table = open_table(path, headers, max_mb=MAX_MB, remedy=_REMEDY)
    require(table, {name: name in table.columns.indexes for name in _NEEDED}, headers, remedy=_REMEDY)
    found: dict[str, Actual] = {}
    issues = list(table_issues(table))
    for record in table.read():
        cells = table.texts(record)
        if not any(value for column, value in cells.items() if column != "receipt_id"):
            continue  # a line of the form that nobody has filled in
        receipt = cells["receipt_id"]
        if receipt in _HEADERS:
            continue  # the headers again: the codes of several phones were scanned into one file
        try:
            found[receipt] = _actual(cells, twice=receipt in found)
        except _BadCell as bad:
            issues.append(
                Issue(
                    Code.ACTUAL_UNREADABLE,
                    Severity.WARNING,
                    bad.about,
                    (written("file", table.name),),
                    bad.column,
                    record.number,
                    bad.value[:40],
                    receipt,
                )
            )
    return found, tuple(issues)


def compare_actuals(day: PlannedDay, actuals: Mapping[str, Actual]) -> ActualFigures | None:
    """Set what came back against the plan; None if nothing of this day did."""
    stops = {stop.id: stop for stop in day.problem.stops}
    met = list(_met(day, stops, actuals))
    if not met:
        return None
    timed = [
        (stop, visit, arrived)
        for stop, visit, actual in met
        if (arrived := near(actual.arrived, visit.arrival)) is not None
    ]
    off = sorted(arrived - visit.arrival for _, visit, arrived in timed)
    apart = sorted(map(abs, off))
    late = [max(0, arrived - stop.window.latest) for stop, _, arrived in timed]
    counts = {outcome: sum(actual.outcome is outcome for _, _, actual in met) for outcome in Outcome}
    return ActualFigures(
        known=len(met),
        delivered=counts[Outcome.DELIVERED],
        not_home=counts[Outcome.NOT_HOME],
        refused=counts[Outcome.REFUSED],
        timed=len(timed),
        on_time=sum(seconds == 0 for seconds in late),
        late_seconds=sum(late),
        deviation_median=round(statistics.median(apart)) if apart else 0,
        deviation_p90=apart[min(len(apart) - 1, len(apart) * 9 // 10)] if apart else 0,
        bias=round(statistics.median(off)) if off else 0,
    )


def near(noted: int | None, planned: int) -> int | None:
    """Read a time that was noted after midnight as one of the service day that began before it."""
    return noted + DAY if noted is not None and noted < planned - DAY // 2 else noted


def _met(
    day: PlannedDay, stops: Mapping[str, Stop], actuals: Mapping[str, Actual]
) -> Iterable[tuple[Stop, Visit, Actual]]:
    for route in day.plan.routes:
        for trip in route.trips:
            for visit in trip.visits:
                for receipt in stops[visit.stop].receipt_ids if visit.stop in stops else ():
                    if receipt in actuals:
                        yield stops[visit.stop], visit, actuals[receipt]


class _BadCell(Exception):  # noqa: N818 - never leaves this module
    def __init__(self, column: str, value: str, about: str) -> None:
        super().__init__(about)
        self.column, self.value, self.about = column, value, about


def _actual(cells: Mapping[str, str], *, twice: bool) -> Actual:
    if not cells["receipt_id"]:
        raise _BadCell("receipt_id", "", "no_receipt")
    if twice:
        raise _BadCell("receipt_id", cells["receipt_id"], "twice")
    outcome = _OUTCOMES.get(cells["outcome"].lower())
    if outcome is None:
        raise _BadCell("outcome", cells["outcome"], "outcome")
    return Actual(_moment(cells, "arrived_at"), outcome, _moment(cells, "departed_at"))


def _moment(cells: Mapping[str, str], column: str) -> int | None:
    text = cells.get(column, "")
    if not text:
        return None
    try:
        if "T" in text or "-" in text:
            moment = datetime.fromisoformat(text)
            return moment.hour * 60 * MINUTE + moment.minute * MINUTE + moment.second
        return parse_hhmm(text)
    except ValueError:
        raise _BadCell(column, text, "clock") from None
