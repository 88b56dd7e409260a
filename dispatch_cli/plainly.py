"""Plans, issues and rejected rows as JSON, without personal data: the forms are in dispatch_cli.shapes."""

import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from dispatch.model import Fact, Issue, Kind, Rejected
from dispatch.words import Audience, Words, say_reason, say_remedy
from dispatch_cli.console import FORMAT_VERSION

if TYPE_CHECKING:
    from dispatch.app.run import Outcome
    from dispatch_cli import shapes

_PHONE: Final = re.compile(r"\+?[0-9]{9,}")
_FIGURES: Final = re.compile(r"[0-9 :.,/T+€-]{1,40}")


def plan_as_json(outcome: "Outcome", say: Words) -> "shapes.PlanShape":
    """Summarise a run for programs, without personal data."""
    day, summary, totals = outcome.planned, outcome.summary, outcome.summary.totals
    receipts = {stop.id: stop.receipt_ids for stop in day.problem.stops}
    return {
        "format_version": FORMAT_VERSION,
        "status": outcome.status,
        "date": summary.day.isoformat(),
        "version": summary.version,
        "folder": str(outcome.folder) if outcome.folder else None,
        "unchanged": outcome.unchanged,
        "accounts": asdict(summary.accounts),
        "totals": {
            "routes": totals.routes,
            "trips": totals.trips,
            "stops": totals.stops,
            "orders": totals.orders,
            "distance_km": round(totals.metres / 1000, 3),
            "drive_min": round(totals.drive_seconds / 60, 1),
            "service_min": round(totals.service_seconds / 60, 1),
            "wait_min": round(totals.wait_seconds / 60, 1),
            "work_min": round(totals.work_seconds / 60, 1),
            "late_min": round(totals.late_seconds / 60, 1),
            "cost_eur": summary.cents / 100,
            "objective_eur": totals.cost.cents / 100,
        },
        "estimated": summary.estimated,
        "tight": len(summary.tight),
        "rejected": [rejected_as_json(reject, say) for reject in day.rejected],
        "unassigned": [
            {
                "stop": left.stop,
                "receipts": list(receipts[left.stop]),
                "never": left.never,
                "code": left.cause,
                "reason": say_reason(say, left, Audience.PUBLIC),
                "remedy": say_remedy(say, left.remedy, Audience.PUBLIC),
            }
            for left in day.unassigned
        ],
        "issues": [issue_as_json(issue, say) for issue in day.issues],
        "search": _search(outcome),
        "changes": list(outcome.changes.sentences(say)) if outcome.changes is not None else [],
    }


def rejected_as_json(reject: Rejected, say: Words) -> "shapes.RejectedShape":
    """Tell of a rejected row without what it says."""
    return {
        "receipt_id": reject.receipt_id,
        "row": reject.row,
        "issues": [issue_as_json(issue, say) for issue in reject.issues],
    }


def issue_as_json(issue: Issue, say: Words) -> "shapes.IssueShape":
    """Write an issue for programs: facts to work with, and words to show."""
    told = say.issue(issue, Audience.PUBLIC)
    return {
        "code": issue.code,
        "about": issue.about,
        "severity": issue.severity,
        "row": issue.row,
        "field": issue.field,
        "value": public(issue.value),
        "facts": [fact_as_json(fact) for fact in issue.facts],
        "message": told.message,
        "hint": told.hint,
    }


def public(value: str) -> str:
    """Return what was typed if it is a date, a time or an amount; in the wrong column it may be a person's.

    A number of nine digits and more may be somebody's phone.
    """
    digits = "".join(sign for sign in value if sign not in " -().")
    if _PHONE.fullmatch(digits) or not _FIGURES.fullmatch(value):
        return ""
    return value


def fact_as_json(fact: Fact) -> "shapes.FactShape":
    """Write a fact for programs; a courier as the vehicle."""
    value = fact.beside if fact.kind is Kind.COURIER else fact.value
    return {"name": fact.name, "kind": fact.kind, "value": value}


def _search(outcome: "Outcome") -> "shapes.SearchShape | None":
    report = outcome.planned.search
    if report is None:
        return None
    return {
        "engine": report.engine,
        "seed": report.seed,
        "iterations": report.iterations,
        "workers": report.workers,
        "seconds": round(report.seconds, 2),
        "reproducible": report.reproducible,
        "interrupted": report.interrupted,
    }
