"""What each command says: to people in words and tables, to programs as one JSON object."""

from typing import TYPE_CHECKING, Any

from dispatch_cli.console import Screen
from dispatch_cli.summary import show_changes, show_plan

if TYPE_CHECKING:
    from dispatch.app.planning import Outcome

FORMAT_VERSION = 1


def told_plan(screen: Screen, outcome: "Outcome") -> int:
    """Tell of a plan; quiet ones are told only when something needs a look, and then on standard error."""
    screen.result(plan_as_json(outcome))
    console = screen.people()
    if screen.quiet:
        if outcome.status:
            screen.warn(attention(outcome))
        return outcome.status
    if outcome.unchanged:
        console.print(
            f"Nothing has changed since version {outcome.planned.version}: it stands as it was."
            " --again plans anew.",
            markup=False,
        )
    show_plan(console, outcome.planned, outcome.folder)
    if outcome.changes is not None:
        show_changes(console, outcome.changes)
    return outcome.status


def attention(outcome: "Outcome") -> str:
    """Say in one paragraph what needs a look."""
    day = outcome.planned
    a = day.accounts
    parts = [f"{a.planned} orders planned for {day.day}"]
    parts += [f"{a.rejected} rejected"] if a.rejected else []
    parts += [f"{a.unassigned} unassigned"] if a.unassigned else []
    codes = sorted({issue.code for issue in day.issues if issue.severity == "warning"})
    parts += [f"to know: {', '.join(codes)}"] if codes else []
    parts += ["travel times are estimates"] if day.estimated else []
    where = f" See {outcome.folder}." if outcome.folder else ""
    return f"dispatch: {'; '.join(parts)}.{where}"


def plan_as_json(outcome: "Outcome") -> dict[str, Any]:
    """Summarise a run for programs, without personal data."""
    day, totals = outcome.planned, outcome.planned.plan.totals
    a = day.accounts
    return {
        "format_version": FORMAT_VERSION,
        "status": outcome.status,
        "date": day.day.isoformat(),
        "version": day.version,
        "folder": str(outcome.folder) if outcome.folder else None,
        "unchanged": outcome.unchanged,
        "accounts": {
            "read": a.read,
            "not_flagged": a.not_flagged,
            "rejected": a.rejected,
            "unassigned": a.unassigned,
            "planned": a.planned,
        },
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
            "cost_eur": sum(route.cost.cents for route in day.plan.routes) / 100,
            "objective_eur": totals.cost.cents / 100,
        },
        "estimated": day.estimated,
        "rejected": [
            {
                "receipt_id": reject.receipt_id,
                "row": reject.row,
                "issues": [{"code": i.code, "field": i.field, "message": i.message} for i in reject.issues],
            }
            for reject in day.rejected
        ],
        "unassigned": [
            {"stop": left.stop, "never": left.never, "code": left.code} for left in day.unassigned
        ],
        "issues": [
            {"code": i.code, "severity": str(i.severity), "row": i.row, "message": i.message}
            for i in day.issues
        ],
        "search": _search(outcome),
        "changes": list(outcome.changes.sentences()) if outcome.changes is not None else [],
    }


def _search(outcome: "Outcome") -> dict[str, Any] | None:
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
