"""What each command says: to people in words and tables, to programs as one JSON object."""

import re
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dispatch.model import Fact, Issue, Kind, Rejected
from dispatch.words import Audience, Words, say_reason, say_remedy, say_violation, say_where
from dispatch_cli.console import Screen
from dispatch_cli.summary import (
    show_changes,
    show_doubts,
    show_findings,
    show_issues,
    show_located,
    show_plan,
    show_rejected,
    show_table,
    show_violations,
)
from dispatch_cli.understanding import show_understanding, understood_as_json

if TYPE_CHECKING:
    from datetime import date

    from dispatch.app.check import Checked
    from dispatch.app.doctor import Examined
    from dispatch.app.locate import Found
    from dispatch.app.purge import PurgedRuns
    from dispatch.app.report import Reported
    from dispatch.app.run import Outcome
    from dispatch.app.verify import Verdict
    from dispatch.archive.retention import Purged
    from dispatch.roadmap import MapStatus

FORMAT_VERSION = 1

_PHONE: Final = re.compile(r"\+?[0-9]{9,}")
_FIGURES: Final = re.compile(r"[0-9 :.,/T+€-]{1,40}")


def show_outcome(screen: Screen, outcome: "Outcome") -> int:
    """Tell of a plan; quiet ones are told only when something needs a look, and then on standard error."""
    screen.result(plan_as_json(outcome, screen.words))
    warn_troubles(screen, outcome.troubles)
    console = screen.people()
    if screen.quiet:
        if outcome.status and not outcome.unchanged:
            screen.warn(attention(screen.words, outcome))
        return outcome.status
    if outcome.unchanged:
        console.print(screen.words("terminal.unchanged", version=outcome.planned.version), markup=False)
    show_plan(console, screen.words, outcome.planned, outcome.folder)
    if outcome.changes is not None:
        show_changes(console, screen.words, outcome.changes)
    return outcome.status


def warn_troubles(screen: Screen, troubles: Sequence[str]) -> None:
    """Say on standard error what went wrong beside the plan."""
    for trouble in troubles:
        screen.warn(f"dispatch: {trouble}")


def attention(say: Words, outcome: "Outcome") -> str:
    """Say in one paragraph what needs a look."""
    summary = outcome.summary
    a = summary.accounts
    parts = [
        say("ending.planned", planned=say.count("terminal.orders", a.planned), day=say.day(summary.day)),
        *([say("ending.rejected", n=say.integer(a.rejected))] if a.rejected else []),
        *([say("ending.unassigned", n=say.integer(a.unassigned))] if a.unassigned else []),
    ]
    if summary.warnings:
        parts.append(say("ending.issues", codes=", ".join(code for code, _ in summary.warnings)))
    parts += [say("ending.estimated")] if summary.estimated else []
    where = say("ending.see", folder=outcome.folder) if outcome.folder else ""
    return f"dispatch: {'; '.join(parts)}.{where}"


def plan_as_json(outcome: "Outcome", say: Words) -> dict[str, Any]:
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


def rejected_as_json(reject: Rejected, say: Words) -> dict[str, Any]:
    """Tell of a rejected row without what it says."""
    return {
        "receipt_id": reject.receipt_id,
        "row": reject.row,
        "issues": [issue_as_json(issue, say) for issue in reject.issues],
    }


def issue_as_json(issue: Issue, say: Words) -> dict[str, Any]:
    """Write an issue for programs: facts to work with, and words to show."""
    told = say.issue(issue, Audience.PUBLIC)
    return {
        "code": issue.code,
        "about": issue.about,
        "severity": str(issue.severity),
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


def fact_as_json(fact: Fact) -> dict[str, Any]:
    """Write a fact for programs; a courier as the vehicle."""
    value = fact.beside if fact.kind is Kind.COURIER else fact.value
    return {"name": fact.name, "kind": str(fact.kind), "value": value}


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


def show_check(screen: Screen, checked: "Checked") -> int:
    """Tell what a check found: the morning's list."""
    say = screen.words
    screen.result(
        {
            "format_version": FORMAT_VERSION,
            "status": checked.status,
            "read": checked.intake.rows,
            "not_flagged": checked.intake.not_flagged,
            "good": len(checked.found.located),
            "understood": understood_as_json(checked.export),
            "rejected": [rejected_as_json(reject, say) for reject in checked.rejected],
            "issues": [issue_as_json(issue, say) for issue in checked.issues],
        }
    )
    console = screen.people()
    show_understanding(console, say, checked.export)
    counts = say(
        "terminal.checked",
        read=say.integer(checked.intake.rows),
        not_flagged=say.integer(checked.intake.not_flagged),
        rejected=say.integer(len(checked.rejected)),
        good=say.integer(len(checked.found.located)),
    )
    console.print(counts, markup=False)
    show_rejected(console, screen.words, checked.rejected, all_of_them=True)
    show_doubts(
        console, screen.words, [(order.order.receipt_id, order.place) for order in checked.found.located]
    )
    show_issues(console, screen.words, checked.issues)
    if checked.written is not None:
        screen.say(say("terminal.correct", path=checked.written))
    return checked.status


def show_found(screen: Screen, found: "Found") -> int:
    """Tell where an address was found, how sure that is, and what else it could be."""
    say = screen.words
    place = found.located.place
    screen.result(
        {
            "format_version": FORMAT_VERSION,
            "status": found.status,
            "typed": found.typed.one_line(),
            "found": place.address.one_line() if place else None,
            "lat": place.lat if place else None,
            "lon": place.lon if place else None,
            "source": place.source if place else None,
            "confidence": str(place.confidence) if place else None,
            "code": found.located.code or "",
            "detail": say.address(found.located.code, found.located.about, found.located.facts),
            "suggestions": [
                {"address": s.address.one_line(), "score": round(s.score, 3), "reason": say.suggestion(s)}
                for s in found.located.suggestions
            ],
            "issues": [issue_as_json(issue, say) for issue in found.issues],
            "saved": str(found.saved) if found.saved else None,
        }
    )
    show_located(screen.people(), screen.words, found.typed, found.located)
    show_issues(screen.people(), screen.words, found.issues)
    if found.saved:
        screen.say(say("terminal.remembered", path=found.saved))
    return found.status


def show_verdict(screen: Screen, verdict: "Verdict") -> int:
    """Tell whether an archived plan keeps every rule."""
    say = screen.words
    screen.result(
        {
            "format_version": FORMAT_VERSION,
            "status": verdict.status,
            "folder": str(verdict.folder),
            "violations": [
                {
                    "cause": v.cause,
                    "where": say_where(say, v.where),
                    "route": v.where.route,
                    "trip": v.where.trip,
                    "stop": v.where.stop,
                    "amount": v.amount,
                    "message": say_violation(say, v, Audience.PUBLIC),
                }
                for v in verdict.violations
            ],
            "changed_files": list(verdict.changed),
            "discrepancies": [asdict(one) for one in verdict.found],
            "forged": verdict.forged,
            "looked": [asdict(one) for one in verdict.looked],
        }
    )
    console = screen.people()
    totals = verdict.day.plan.totals
    if verdict.violations:
        show_violations(console, say, verdict.violations)
    else:
        kept = say(
            "terminal.kept",
            orders=say.count("terminal.orders", totals.orders),
            stops=say.count("terminal.stops", totals.stops),
            trips=say.count("terminal.trips", totals.trips),
        )
        console.print(kept, markup=False)
    for one in verdict.found:
        where = f" ({one.where})" if one.where else ""
        screen.say(say(f"verify.against.{one.against}", what=f"{one.what}{where}"))
    if verdict.forged:
        screen.warn(say("verify.forged"))
    if verdict.changed:
        screen.warn(say("terminal.changed", files=", ".join(verdict.changed)))
    for looked in verdict.looked:
        about = f".{looked.about}" if looked.about else ""
        screen.say(say(f"verify.looked.{looked.look}{about}", n=say.integer(looked.n)))
    return verdict.status


def show_files(screen: Screen, files: Sequence[Path], issues: Sequence[Issue] = (), status: int = 0) -> int:
    """List the files that were written."""
    screen.result(
        {
            "format_version": FORMAT_VERSION,
            "status": status,
            "files": [str(path) for path in files],
            "issues": [issue_as_json(issue, screen.words) for issue in issues],
        }
    )
    for path in files:
        screen.say(str(path))
    show_issues(screen.people(), screen.words, issues)
    return status


def show_report(screen: Screen, reported: "Reported", by: str, csv: Path | None, pdf: Path | None) -> int:
    """Show the figures as a table, and write them as CSV and PDF if asked to."""
    from dispatch.app.report import report_files, report_tables
    from dispatch.reporting import to_json

    screen.result(
        {
            "format_version": FORMAT_VERSION,
            "status": reported.status,
            "days": [to_json(day.without_persons()) for day in reported.figures],
            "issues": [issue_as_json(issue, screen.words) for issue in reported.issues],
        }
    )
    console = screen.people()
    for title, table in report_tables(reported, by):
        show_table(console, title, table, reported.language)
    show_issues(console, screen.words, reported.issues)
    for trouble in reported.troubles:
        screen.warn(trouble)
    if reported.learned:
        screen.say(screen.words.count("terminal.learned", reported.learned))
    for path in report_files(reported, by, csv, pdf):
        screen.say(str(path))
    return reported.status


def show_purged(screen: Screen, purged: "PurgedRuns", *, dry_run: bool) -> int:
    """List the days whose persons were let go; 3 if some of them could not be."""
    say = screen.words
    screen.result(
        {
            "format_version": FORMAT_VERSION,
            "status": purged.status,
            "dry_run": dry_run,
            "days": [
                {
                    "date": day.day.isoformat(),
                    "versions": list(day.versions),
                    "bytes": day.bytes,
                    "busy": day.busy,
                    "kept": day.kept,
                }
                for day in purged.days
            ],
            "issues": [issue_as_json(issue, screen.words) for issue in purged.issues],
        }
    )
    if not purged.days:
        screen.say(say("terminal.purge.none"))
    for day in purged.days:
        if day.kept:
            screen.warn(say("terminal.purge.kept", day=say.short_day(day.day), why=day.kept))
        else:
            screen.say(_purged(say, day, dry_run=dry_run))
    show_issues(screen.people(), screen.words, purged.issues)
    return purged.status


def _purged(say: Words, day: "Purged", *, dry_run: bool) -> str:
    fate = "busy" if day.busy else "would" if dry_run else "gone"
    form = "one" if len(day.versions) == 1 else "other"
    return say(
        f"terminal.purge.{fate}.{form}",
        day=say.short_day(day.day),
        n=say.integer(len(day.versions)),
        size=say.decimal(day.bytes / 1e6),
    )


def show_examined(screen: Screen, examined: "Examined") -> int:
    """Show what the doctor found."""
    from dispatch.doctoring import as_json

    screen.result(
        {
            "format_version": FORMAT_VERSION,
            "status": examined.status,
            **as_json(examined.findings, screen.words),
            "issues": [issue_as_json(issue, screen.words) for issue in examined.issues],
        }
    )
    show_findings(screen.people(), screen.words, examined.findings)
    show_issues(screen.people(), screen.words, examined.issues)
    return examined.status


def show_map(screen: Screen, status: "MapStatus", today: "date", *, skipped: bool = False) -> int:
    """Tell what map is installed."""
    say = screen.words
    age = status.age_days(today)
    screen.result(
        {
            "format_version": FORMAT_VERSION,
            "status": 0 if status.folder else 5,
            "folder": str(status.folder) if status.folder else None,
            "source": status.source,
            "data_date": status.data_date.isoformat() if status.data_date else None,
            "age_days": age,
            "profiles": list(status.profiles),
            "roads": status.roads,
            "addresses": status.addresses,
            "bytes": status.size_bytes,
            "problem": say(f"map.{status.problem}") if status.problem else "",
        }
    )
    if status.folder is None:
        screen.say(say("terminal.map.none", problem=say(f"map.{status.problem}")))
        return 5
    if skipped:
        screen.say(say("terminal.map.skipped"))
    day = say.short_day(status.data_date) if status.data_date else "-"
    stale = say("terminal.map.stale") if status.stale(today) else ""
    dated = "" if status.dated_by == "header" else say("terminal.map.dated")
    screen.say(say("terminal.map", source=status.source, day=day, dated=dated, age=age, stale=stale))
    size = say.decimal(status.size_bytes / 1e6, 0)
    counts = {"roads": say.integer(status.roads), "addresses": say.integer(status.addresses)}
    screen.say(say("terminal.map.size", **counts, size=size))
    screen.say(say("terminal.map.profiles", profiles=", ".join(status.profiles)))
    screen.say(f"  {status.folder}")
    return 0
