"""What each command says: to people in words and tables, to programs as one JSON object."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dispatch.model import Issue, Severity
from dispatch.words import Audience, Words, say_violation, say_where
from dispatch_cli.console import FORMAT_VERSION, Screen
from dispatch_cli.plainly import issue_as_json, plan_as_json, rejected_as_json
from dispatch_cli.summary import (
    show_doubts,
    show_findings,
    show_issues,
    show_located,
    show_plan,
    show_rejected,
    show_table,
    show_violations,
)
from dispatch_cli.todo import show_changes, show_todo
from dispatch_cli.understanding import lines_as_json, show_lines, show_understanding, understood_as_json

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
    from dispatch_cli import shapes


def show_outcome(screen: Screen, outcome: "Outcome") -> int:
    """Tell of a plan; quiet ones are told only when something needs a look, and then on standard error."""
    screen.result(plan_as_json(outcome, screen.words), told=outcome.folder is None)
    warn_troubles(screen, outcome.troubles)
    console = screen.people()
    if screen.quiet:
        if outcome.status and not outcome.unchanged:
            screen.warn(attention(screen.words, outcome))
        return outcome.status
    if outcome.unchanged:
        console.print(screen.words("terminal.unchanged", version=outcome.planned.version), markup=False)
    show_plan(console, screen.words, outcome.planned, outcome.folder, outcome.before)
    if outcome.changes is not None:
        show_changes(console, screen.words, outcome.changes)
        if outcome.changes or outcome.planned.too_late:
            show_todo(console, screen.words, outcome.planned, outcome.changes)
    return outcome.status


def warn_troubles(screen: Screen, troubles: Sequence[str]) -> None:
    """Say on standard error what went wrong beside the plan."""
    for trouble in troubles:
        screen.warn(f"dispatch: {trouble}")


def attention(say: Words, outcome: "Outcome") -> str:
    """Say in one paragraph what needs a look."""
    summary, fresh = outcome.summary, outcome.fresh
    a, rejected = summary.accounts, len(fresh.rejected) + len(fresh.rejected_before)
    warnings = sorted({issue.code for issue in fresh.issues if issue.severity is Severity.WARNING})
    estimated = summary.estimated and not (outcome.before and outcome.before.estimated)
    parts = [
        say("ending.planned", planned=say.count("terminal.orders", a.planned), day=say.day(summary.day)),
        *([say("ending.rejected", n=say.integer(rejected))] if rejected else []),
        *([say("ending.unassigned", n=say.integer(a.unassigned))] if a.unassigned else []),
    ]
    parts += [say("ending.issues", codes=", ".join(warnings))] if warnings else []
    parts += [say("ending.estimated")] if estimated else []
    where = say("ending.see", folder=outcome.folder) if outcome.folder else ""
    return f"dispatch: {'; '.join(parts)}.{where}"


def show_check(screen: Screen, checked: "Checked") -> int:
    """Tell what a check found: the morning's list."""
    say = screen.words
    result: shapes.CheckShape = {
        "format_version": FORMAT_VERSION,
        "status": checked.status,
        "read": checked.intake.rows,
        "not_flagged": checked.intake.not_flagged,
        "good": len(checked.found.located),
        "understood": understood_as_json(checked.export),
        "lines": lines_as_json(checked.lines),
        "rejected": [rejected_as_json(reject, say) for reject in checked.rejected],
        "issues": [issue_as_json(issue, say) for issue in checked.issues],
    }
    screen.result(result, told=checked.written is None)
    console = screen.people()
    show_understanding(console, say, checked.export)
    show_lines(console, say, checked.lines)
    counts = say(
        "terminal.checked",
        read=say.integer(checked.intake.rows),
        not_flagged=say.integer(checked.intake.not_flagged),
        rejected=say.integer(len(checked.rejected)),
        decided="",
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
    result: shapes.LocateShape = {
        "format_version": FORMAT_VERSION,
        "status": found.status,
        "typed": found.typed.one_line(),
        "found": place.address.one_line() if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "source": place.source if place else None,
        "confidence": place.confidence if place else None,
        "code": found.located.code or "",
        "detail": say.address(found.located.code, found.located.about, found.located.facts),
        "suggestions": [
            {"address": s.address.one_line(), "score": round(s.score, 3), "reason": say.suggestion(s)}
            for s in found.located.suggestions
        ],
        "issues": [issue_as_json(issue, say) for issue in found.issues],
        "saved": str(found.saved) if found.saved else None,
    }
    screen.result(result, told=found.saved is None)
    show_located(screen.people(), screen.words, found.typed, found.located)
    show_issues(screen.people(), screen.words, found.issues)
    if found.saved:
        screen.say(say("terminal.remembered", path=found.saved))
    return found.status


def show_verdict(screen: Screen, verdict: "Verdict") -> int:
    """Tell whether an archived plan keeps every rule."""
    say = screen.words
    result: shapes.VerifyShape = {
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
        "discrepancies": [
            {"what": one.what, "where": one.where, "against": one.against} for one in verdict.found
        ],
        "forged": verdict.forged,
        "looked": [
            {"look": one.look, "done": one.done, "about": one.about, "n": one.n} for one in verdict.looked
        ],
    }
    screen.result(result, told=True)
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
    result: shapes.FilesShape = {
        "format_version": FORMAT_VERSION,
        "status": status,
        "files": [str(path) for path in files],
        "issues": [issue_as_json(issue, screen.words) for issue in issues],
    }
    screen.result(result)
    for path in files:
        screen.say(str(path))
    show_issues(screen.people(), screen.words, issues)
    return status


def show_report(screen: Screen, reported: "Reported", by: str, csv: Path | None, pdf: Path | None) -> int:
    """Show the figures as a table, and write them as CSV and PDF if asked to."""
    from dispatch.app.report import group, report_files, report_notes, report_tables, span_of
    from dispatch.reporting import to_json

    result: shapes.ReportShape = {
        "format_version": FORMAT_VERSION,
        "status": reported.status,
        "days": [to_json(day.without_persons()) for day in reported.figures],
        "issues": [issue_as_json(issue, screen.words) for issue in reported.issues],
    }
    screen.result(result, told=csv is None and pdf is None)
    console = screen.people()
    # Files first: a reader of the tables that has seen enough ("… | head") ends the program.
    grouped = group(reported, by)
    files = report_files(grouped, csv, pdf)
    screen.say(span_of(reported))
    for title, table in report_tables(grouped, brief=True):
        show_table(console, title, table, reported.language)
    for note in report_notes(grouped):
        screen.say(note)
    show_issues(console, screen.words, reported.issues)
    for trouble in reported.troubles:
        screen.warn(trouble)
    if reported.learned:
        screen.say(screen.words.count("terminal.learned", reported.learned))
    for path in files:
        screen.say(str(path))
    return reported.status


def show_purged(screen: Screen, purged: "PurgedRuns", *, dry_run: bool) -> int:
    """List the days whose persons were let go; 3 if some of them could not be."""
    say = screen.words
    result: shapes.PurgeShape = {
        "format_version": FORMAT_VERSION,
        "status": purged.status,
        "dry_run": dry_run,
        "days": [
            {
                "date": day.day.isoformat(),
                "versions": list(day.versions),
                "bytes": day.bytes,
                "busy": day.busy,
                "kept": _kept(say, day),
            }
            for day in purged.days
        ],
        "cells": purged.cells,
        "issues": [issue_as_json(issue, screen.words) for issue in purged.issues],
    }
    screen.result(result, told=dry_run)
    if not purged.days:
        screen.say(say("terminal.purge.none"))
    for day in purged.days:
        if kept := _kept(say, day):
            screen.warn(say("terminal.purge.kept", day=say.short_day(day.day), why=kept))
        else:
            screen.say(_purged(say, day, dry_run=dry_run))
    if purged.cells:
        screen.say(say.count(f"terminal.purge.cells.{'would' if dry_run else 'gone'}", purged.cells))
    show_issues(screen.people(), screen.words, purged.issues)
    return purged.status


def _kept(say: Words, day: "Purged") -> str:
    """Say why persons stay in an old day; nothing if they went."""
    if day.kept is None:
        return ""
    told = say.error(day.kept)
    return f"{told.message} {told.hint}".strip()


def _purged(say: Words, day: "Purged", *, dry_run: bool) -> str:
    fate = "busy" if day.busy else "would" if dry_run else "gone"
    form = "one" if len(day.versions) == 1 else "other"
    return say(
        f"terminal.purge.{fate}.{form}",
        day=say.short_day(day.day),
        n=say.integer(len(day.versions)),
        size=say.decimal(day.bytes / 1e6),
    )


def show_examined(screen: Screen, examined: "Examined", *, brief: bool = False) -> int:
    """Show what the doctor found; briefly, only what needs a look."""
    from dispatch.doctoring import as_json

    result: shapes.DoctorShape = {
        "format_version": FORMAT_VERSION,
        "status": examined.status,
        **as_json(examined.findings, screen.words),
        "issues": [issue_as_json(issue, screen.words) for issue in examined.issues],
    }
    screen.result(result, told=True)
    show_findings(screen.people(), screen.words, examined.findings, brief=brief)
    show_issues(screen.people(), screen.words, examined.issues)
    return examined.status


def show_map(screen: Screen, status: "MapStatus", today: "date", *, skipped: bool = False) -> int:
    """Tell what map is installed."""
    say = screen.words
    age = status.age_days(today)
    result: shapes.MapShape = {
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
    screen.result(result, told=True)
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
    if status.profiles:
        screen.say(say("terminal.map.profiles", profiles=", ".join(status.profiles)))
    screen.say(f"  {status.folder}")
    if status.problem:
        screen.warn(f"{say(f'map.{status.problem}')}\n{say(f'map.{status.problem}.hint')}")
    return 0
