"""What the terminal shows of a plan, a check, a report: tables a dispatcher reads in seconds."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from dispatch.archive.comparing import Changes
from dispatch.clock import ceil_minutes, hhmm
from dispatch.model import (
    TIGHT_SECONDS,
    Accounts,
    Address,
    Confidence,
    Issue,
    Place,
    PlannedDay,
    Rejected,
    Route,
    RunSummary,
    Severity,
    Unassigned,
    Violation,
)
from dispatch.ports import Located
from dispatch.words import Words, say_reason, say_remedy, say_violation, say_where
from dispatch_cli.console import safe

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from dispatch.doctoring import Finding
    from dispatch.reporting.tables import Table as ReportTable

_WIDE_ONLY = frozenset(("full", "hours"))
"""Columns of the routes that a narrow terminal leaves out; never what is late."""

_TIGHT_NAMED = 4
"""Stops that the line on tight ones names."""

_LISTED = 12
"""Rows of a list in the terminal; the rest is counted and stands in the files."""

_NUMBERS = 6
"""Receipts of a group that are named."""

_REMEDIES = 3
"""Remedies of a group that are told."""


def show_plan(console: "Console", say: Words, day: PlannedDay, folder: Path | None) -> None:
    """Print what was planned, what was not and why, and where the sheets lie."""
    summary = RunSummary.of(day)
    console.print(safe(_headline(summary)), style="bold", markup=False)
    if day.plan.routes:
        console.print(_routes(day, summary, narrow=console.width < 100))
    console.print(_accounts(summary.accounts), markup=False)
    if summary.tight:
        console.print(safe(_tight(summary)), style="yellow", markup=False)
    show_rejected(console, say, day.rejected)
    _show_unassigned(console, say, day)
    show_doubts(console, say, [(", ".join(stop.receipt_ids), stop.place) for stop in day.problem.stops])
    show_issues(console, say, day.issues)
    if folder is not None:
        console.print(safe(f"Sheets: {folder / 'sheets' / 'all.pdf'}"), markup=False, soft_wrap=True)
        console.print(safe(f"        {folder / 'plan.html'} shows it all"), markup=False, soft_wrap=True)


def show_rejected(
    console: "Console", say: Words, rejected: Sequence[Rejected], *, all_of_them: bool = False
) -> None:
    """List rows that cannot be planned, with what to do about each."""
    if not rejected:
        return
    table = _table(f"Rejected ({len(rejected)})", style="red")
    table.add_column("row", justify="right")
    table.add_column("receipt", overflow="fold")
    table.add_column("what is wrong, and what to do", ratio=1, overflow="fold")
    shown = len(rejected) if all_of_them else _LISTED
    for reject in rejected[:shown]:
        lines = [_sentence(say, issue) for issue in reject.issues if issue.severity is Severity.ERROR]
        if reject.suggestion:
            lines.append(f"Suggestion: {reject.suggestion}")
        table.add_row(str(reject.row), _text(reject.receipt_id or "-"), _text("\n".join(lines), lines=True))
    console.print(table)
    _rest(console, len(rejected), "rejected.csv", shown)


def show_issues(console: "Console", say: Words, issues: Sequence[Issue]) -> None:
    """List warnings and notices, those of one kind together."""
    if not issues:
        return
    kinds = Counter((issue.code, issue.severity) for issue in issues)
    table = _table("To know", style="yellow")
    table.add_column("code")
    table.add_column("times", justify="right")
    table.add_column("what, and what to do", ratio=1, overflow="fold")
    for (code, severity), count in sorted(
        kinds.items(), key=lambda item: (item[0][1] != "warning", item[0][0])
    ):
        same = [issue for issue in issues if issue.code == code and issue.severity is severity]
        where = _where(same)
        table.add_row(code, str(count), _text(f"{_sentence(say, same[0])}{where}"))
    console.print(table)


def show_changes(console: "Console", changes: Changes) -> None:
    """Tell what is different from the version before, and which sheets to print again."""
    if not changes:
        console.print("Nothing on paper has changed since the version before.", markup=False)
        return
    console.print("Since the version before:", style="bold", markup=False)
    for sentence in changes.sentences():
        console.print(f"  {safe(sentence)}", markup=False)


def _where(issues: Sequence[Issue]) -> str:
    rows = sorted({issue.row for issue in issues if issue.row is not None})
    if not rows:
        return ""
    listed = ", ".join(str(row) for row in rows[:_LISTED]) + (" …" if len(rows) > _LISTED else "")
    return f" (row{'s' if len(rows) > 1 else ''} {listed})"


def _headline(summary: RunSummary) -> str:
    totals, day = summary.totals, summary.day
    version = f", version {summary.version}" if summary.version else ""
    return (
        f"{summary.store}, {day:%A} {day.day} {day:%B %Y}{version}:"
        f" {_many(totals.orders, 'order')} at {_many(totals.stops, 'stop')}"
        f" in {_many(totals.routes, 'route')} and {_many(totals.trips, 'trip')}"
    )


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" + ("" if count == 1 else "s")


def _routes(day: PlannedDay, summary: RunSummary, *, narrow: bool) -> "Table":
    """Make the table of routes; a narrow terminal gets the columns that matter most."""
    table = _table("", style="bold")
    table.add_column("route")
    table.add_column("courier", overflow="fold")
    if not narrow:
        table.add_column("vehicle", overflow="fold")
    for name in ("trips", "stops", "crates", "full", "out", "back", "km", "hours", "late", "euro"):
        if not (narrow and name in _WIDE_ONLY):
            table.add_column(name, justify="right")
    crates = {stop.id: sum(o.order.crates for o in stop.orders) for stop in day.problem.stops}
    for route in day.plan.routes:
        table.add_row(*_route_cells(route, crates, narrow=narrow))
    totals = summary.totals
    cells = ["", "together", *([] if narrow else [""]), str(totals.trips), str(totals.stops)]
    cells += [str(summary.crates), *([] if narrow else [""]), "", "", _km(totals.metres)]
    cells += [] if narrow else [_hours(totals.work_seconds)]
    table.add_section()
    table.add_row(*cells, _minutes(totals.late_seconds), _euro(summary.cents), style="bold")
    return table


def _route_cells(route: Route, crates: Mapping[str, int], *, narrow: bool) -> "list[str | Text]":
    visits = [visit for trip in route.trips for visit in trip.visits]
    cells: list[str | Text] = [
        route.name,
        _text(route.shift.courier),
        *([] if narrow else [_text(route.shift.vehicle.id)]),
    ]
    cells += [str(len(route.trips)), str(len(visits)), str(sum(crates[visit.stop] for visit in visits))]
    cells += [] if narrow else [f"{route.fullest}%"]
    cells += [hhmm(route.trips[0].departure), hhmm(route.end), _km(route.metres)]
    cells += [] if narrow else [_hours(route.work_seconds)]
    return [*cells, _minutes(sum(visit.late for visit in visits)), _euro(route.cost.cents)]


def _tight(summary: RunSummary) -> str:
    """Say in one line how many stops are planned near the end of their window, and the tightest."""
    named = [f"{route} {trip}\N{MIDDLE DOT}{stop}" for route, trip, stop in summary.tight[:_TIGHT_NAMED]]
    more = " …" if len(summary.tight) > _TIGHT_NAMED else ""
    said, near = _many(len(summary.tight), "stop"), TIGHT_SECONDS // 60
    return f"Tight: {said} within {near} minutes of the end of the window ({', '.join(named)}{more})"


def _accounts(a: Accounts) -> str:
    return (
        f"{a.read} rows read = {a.not_flagged} not for delivery + {a.rejected} rejected"
        f" + {a.unassigned} unassigned + {a.planned} planned"
    )


def _show_unassigned(console: "Console", say: Words, day: PlannedDay) -> None:
    if not day.unassigned:
        return
    table = _table(f"Unassigned ({day.accounts.unassigned})", style="red")
    table.add_column("receipt", overflow="fold")
    table.add_column("because of")
    table.add_column("why, and what would help", ratio=1, overflow="fold")
    receipts = {stop.id: stop.receipt_ids for stop in day.plan.unserved}
    groups: dict[tuple[str, str], list[Unassigned]] = {}
    for left in day.unassigned:
        groups.setdefault((left.cause, say_reason(say, left)), []).append(left)
    for (cause, reason), alike in list(groups.items())[:_LISTED]:
        numbers = [receipt for left in alike for receipt in receipts[left.stop]]
        remedies = dict.fromkeys(say_remedy(say, left.remedy) for left in alike if left.remedy)
        told = " → ".join((reason, *list(remedies)[:_REMEDIES]))
        table.add_row(_text(_first(numbers)), cause, _text(told))
    console.print(table)
    _rest(console, len(groups), "unassigned.csv")


def _first(numbers: Sequence[str]) -> str:
    """List receipts, of many the first few and how many more there are."""
    if len(numbers) <= _NUMBERS:
        return ", ".join(numbers)
    return f"{', '.join(numbers[:_NUMBERS])} +{len(numbers) - _NUMBERS}"


def show_doubts(console: "Console", say: Words, places: Sequence[tuple[str, Place]]) -> None:
    """List the doors that are not certain; couriers find a mark on their sheets there."""
    doubtful = [(receipt, place) for receipt, place in places if place.confidence is not Confidence.EXACT]
    if not doubtful:
        return
    table = _table(f"Doors in doubt ({len(doubtful)})", style="yellow")
    table.add_column("receipt", overflow="fold")
    table.add_column("confidence")
    table.add_column("taken for", overflow="fold")
    table.add_column("why", ratio=1, overflow="fold")
    for receipt, place in doubtful[:_LISTED]:
        taken = _text(place.address.one_line())
        table.add_row(_text(receipt), str(place.confidence), taken, _text(say.place(place)))
    console.print(table)
    _rest(console, len(doubtful), "stops.csv")


def show_located(console: "Console", say: Words, typed: Address, located: Located) -> None:
    """Show where an address was found, or what it could have been."""
    console.print(f"Understood as  {safe(typed.one_line())}", markup=False)
    place = located.place
    if place is not None:
        console.print(f"Found          {safe(place.address.one_line())}", markup=False, style="bold")
        console.print(f"               {place.lat:.6f}, {place.lon:.6f}", markup=False)
        console.print(f"Source         {place.source}, {place.confidence}", markup=False)
    else:
        console.print("Not found", markup=False, style="bold")
    detail = say.address(located.code, located.about, located.facts)
    if detail:
        console.print(f"{located.code or ''}: {safe(detail)}".removeprefix(": "), markup=False)
    if located.suggestions:
        table = _table("It could be", style="bold")
        table.add_column("address", overflow="fold")
        table.add_column("likeness", justify="right")
        table.add_column("what differs", overflow="fold")
        for s in located.suggestions:
            table.add_row(_text(s.address.one_line()), f"{s.score:.0%}", _text(say.suggestion(s)))
        console.print(table)


def show_violations(console: "Console", say: Words, violations: Sequence[Violation]) -> None:
    """List the rules a plan breaks."""
    table = _table(f"Rules broken ({len(violations)})", style="red")
    table.add_column("rule")
    table.add_column("where", overflow="fold")
    table.add_column("by", justify="right")
    table.add_column("what", ratio=1, overflow="fold")
    for v in violations:
        table.add_row(v.cause, _text(say_where(say, v.where)), str(v.amount), _text(say_violation(say, v)))
    console.print(table)


def show_findings(console: "Console", findings: "Sequence[Finding]") -> None:
    """List what the doctor found: what fails first, then what to look at, then what is in order."""
    words = {"fail": ("fails", "red"), "warn": ("look", "yellow"), "ok": ("ok", "green")}
    table = _table("", style="bold")
    table.add_column("")
    table.add_column("check")
    table.add_column("how it is, and what to do", ratio=1, overflow="fold")
    for level, (word, style) in words.items():
        for finding in findings:
            if finding.level == level:
                told = f"{finding.message} {finding.remedy}".strip()
                table.add_row(_text(word, style=style), finding.code, _text(told))
    console.print(table)


def show_table(console: "Console", title: str, table: "ReportTable", language: str) -> None:
    """Show a table of figures, its long side down when the terminal is narrow."""
    tongue: Literal["nl", "en"] = "nl" if language == "nl" else "en"
    drawn = _table(title, style="bold")
    titles = [column.title(tongue) for column in table.columns]
    rows = table.texts(tongue)
    if len(titles) * 9 > console.width and len(rows) <= 5:
        drawn.add_column("")
        for row in rows:
            drawn.add_column(_text(row[0]), justify="right")
        for number, name in enumerate(titles[1:], start=1):
            drawn.add_row(_text(name), *(_text(row[number]) for row in rows))
    else:
        for column, name in zip(table.columns, titles, strict=True):
            drawn.add_column(
                _text(name), justify="left" if column.kind == "text" else "right", overflow="fold"
            )
        for row in rows:
            drawn.add_row(*(_text(cell) for cell in row))
    console.print(drawn)


def _sentence(say: Words, issue: Issue) -> str:
    told = say.issue(issue)
    value = f" [{issue.value}]" if issue.value and issue.value != issue.receipt_id else ""
    return f"{told.message}{value}" + (f" → {told.hint}" if told.hint else "")


def _rest(console: "Console", total: int, file: str, shown: int = _LISTED) -> None:
    if total > shown:
        console.print(f"  and {total - shown} more in {file}", markup=False)


def _table(title: str, *, style: str) -> "Table":
    from rich import box
    from rich.table import Table

    return Table(
        title=title or None,
        title_justify="left",
        title_style=style,
        box=box.SIMPLE_HEAD,
        header_style="bold",
        pad_edge=False,
        collapse_padding=True,
        padding=(0, 1),
    )


def _text(text: str, *, lines: bool = False, style: str = "") -> "Text":
    """Make text of any origin safe for a table cell: no control characters, and no markup is looked for."""
    from rich.text import Text

    return Text(safe(text, lines=lines), style)


def _km(metres: int) -> str:
    return f"{metres / 1000:.1f}"


def _hours(seconds: int) -> str:
    minutes = ceil_minutes(seconds)
    return f"{minutes // 60}:{minutes % 60:02d}"


def _minutes(seconds: int) -> str:
    return str(ceil_minutes(seconds)) if seconds else "-"


def _euro(cents: int) -> str:
    return f"{cents / 100:,.2f}"
