"""A run summed up: what terminal, JSON, mail and page say of it, worked out once and without persons."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from dispatch.model.day import Accounts, PlannedDay
from dispatch.model.orders import Severity
from dispatch.model.plan import Totals

PLANNED: Final = 0
"""Exit status: everything is planned, and nothing needs a look."""

NOTHING_PLANNED: Final = 4
"""Exit status: not one order could be planned."""

NEEDS_LOOK: Final = 5
"""Exit status: something was rejected, left behind, estimated or doubted."""

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
        What the routes cost as they are driven: the sum of what each costs, so that a table adds up. The
        price of what is left behind is nobody's bill.
    estimated
        Whether any travel time is an estimate.
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
            cents=sum(route.cost.cents for route in planned.plan.routes),
            estimated=planned.estimated,
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
        doubted = self.rejected or self.unassigned or self.estimated or self.warnings
        return NEEDS_LOOK if doubted else PLANNED


def _count(codes: Iterable[str]) -> Counted:
    return tuple(sorted(Counter(codes).items()))
