"""What a version has to say that the version before did not say."""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Self

from dispatch.model.day import PlannedDay
from dispatch.model.orders import Issue, Rejected


@dataclass(frozen=True, slots=True)
class Fresh:
    """Part what a version says into what is new and what is known.

    Parameters
    ----------
    rejected, issues
        What nobody was told yet.
    rejected_before, issues_before
        What the version before said too.
    decided
        Rows that are not planned because a person decided so, or that came back.
    """

    rejected: tuple[Rejected, ...]
    issues: tuple[Issue, ...]
    rejected_before: tuple[Rejected, ...] = ()
    issues_before: tuple[Issue, ...] = ()
    decided: tuple[Rejected, ...] = ()

    @classmethod
    def of(cls, planned: PlannedDay, before: PlannedDay | None) -> Self:
        """Compare a planned day with the version before; all is new without one.

        A row that moved in the file says nothing new.
        """
        rows = {_row(reject) for reject in before.rejected} if before else set()
        said = {_said(issue) for issue in before.issues} if before else set()
        open_rows = [reject for reject in planned.rejected if not reject.decided]
        return cls(
            tuple(reject for reject in open_rows if _row(reject) not in rows),
            tuple(issue for issue in planned.issues if _said(issue) not in said),
            tuple(reject for reject in open_rows if _row(reject) in rows),
            tuple(issue for issue in planned.issues if _said(issue) in said),
            tuple(reject for reject in planned.rejected if reject.decided),
        )


def _row(reject: Rejected) -> Hashable:
    return reject.receipt_id, reject.cells, tuple(_said(issue) for issue in reject.issues)


def _said(issue: Issue) -> Issue:
    return replace(issue, row=None)
