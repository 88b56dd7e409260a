"""A run summed up: what terminal, JSON, mail and page say of it, worked out once and without persons."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from dispatch.model.codes import Code
from dispatch.model.day import Accounts, PlannedDay
from dispatch.model.orders import DECIDED, Severity
from dispatch.model.plan import Totals
from dispatch.model.problem import Stop

PLANNED: Final = 0
"""Exit status: everything is planned, and nothing needs a look."""

NOTHING_PLANNED: Final = 4
"""Exit status: not one order could be planned."""

NEEDS_LOOK: Final = 5
"""Exit status: something was rejected, left behind, estimated or doubted."""

TIGHT_SECONDS: Final = 300
"""A stop whose service is planned nearer to the end of its window than this is tight."""

_OF_NO_TRIP: Final = frozenset({Code.TRAVEL_ESTIMATED})
"""Warnings that mean nothing where there is nothing to deliver."""

Counted = tuple[tuple[str, int], ...]
"""(code, times), by code."""


@dataclass(frozen=True, slots=True)
class RunSummary:
    """Sum a planned day up.

    Parameters
    ----------
    day, version, store
        Which day, of whom; version 0 before it has one.
    accounts
        Rows read and where each ended.
    totals
        Of the plan.
    cents
        What the routes of its own couriers cost as they are driven: the sum of what each costs, so that a
        table adds up. The price of what is left behind is nobody's bill.
    estimated
        Whether any travel time is an estimate.
    crates
        In all orders that are planned, of any temperature; bags are none.
    tight
        (route, trip, stop) of the stops that are planned in time, but hardly; the tightest first.
    settled
        How many of the rejected rows are not planned because a person decided so, or they came back.
    rejected, unassigned, warnings
        Codes of errors that reject rows, causes of stops that are left behind, codes that need a look.
    """

    day: date
    version: int
    store: str
    accounts: Accounts
    totals: Totals
    cents: int
    estimated: bool
    crates: int = 0
    tight: tuple[tuple[str, int, int], ...] = ()
    settled: int = 0
    rejected: Counted = ()
    unassigned: Counted = ()
    warnings: Counted = ()

    @classmethod
    def of(cls, planned: PlannedDay) -> "RunSummary":
        """Sum a planned day up."""
        return cls(
            day=planned.day,
            version=planned.version,
            store=planned.problem.depot.name,
            accounts=planned.accounts,
            totals=planned.plan.totals,
            cents=sum(route.cost.cents for route in planned.plan.routes if not route.visiting),
            estimated=planned.estimated,
            crates=sum(located.order.crates for stop in _served(planned) for located in stop.orders),
            tight=_tight(planned),
            settled=planned.settled,
            rejected=_count(
                issue.code
                for reject in planned.rejected
                for issue in reject.issues
                if issue.severity is Severity.ERROR
            ),
            unassigned=_count(str(left.cause) for left in planned.unassigned),
            warnings=_count(issue.code for issue in planned.issues if issue.severity is Severity.WARNING),
        )

    @property
    def status(self) -> int:
        """The exit status of the plan."""
        flagged = self.accounts.read - self.accounts.not_flagged
        if flagged and not self.accounts.planned:
            return NOTHING_PLANNED
        if not flagged and all(code in _OF_NO_TRIP for code, _ in self.warnings):
            return PLANNED
        undecided = [code for code, _ in self.rejected if code not in DECIDED]
        doubted = undecided or self.unassigned or self.estimated or self.warnings
        return NEEDS_LOOK if doubted else PLANNED


def _served(planned: PlannedDay) -> tuple[Stop, ...]:
    return planned.problem.own_stops(planned.plan.served())


def _tight(planned: PlannedDay) -> tuple[tuple[str, int, int], ...]:
    latest = {stop.id: stop.window.latest for stop in planned.problem.stops}
    found = [
        (latest[visit.stop] - visit.start, (route.name, number, seq))
        for route in planned.plan.routes
        for number, trip in enumerate(route.trips, start=1)
        for seq, visit in enumerate(trip.visits, start=1)
    ]
    return tuple(where for slack, where in sorted(found) if 0 <= slack < TIGHT_SECONDS)


def _count(codes: Iterable[str]) -> Counted:
    return tuple(sorted(Counter(codes).items()))
