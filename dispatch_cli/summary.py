"""What the terminal shows of a plan, a check, a report: tables a dispatcher reads in seconds."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from dispatch.clock import ceil_minutes, hhmm
from dispatch.model import (
    TIGHT_SECONDS,
    Address,
    Confidence,
    Fresh,
    InputFile,
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
from dispatch_cli.known import doubtful_doors, known_lines

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
_EACH = 3
"""So many issues of one kind that have no row are told one by one."""
"""Rows of a list in the terminal; the rest is counted and stands in the files."""

_NUMBERS = 6
"""Receipts of a group that are named."""

_REMEDIES = 3
"""Remedies of a group that are told."""


def show_plan(
    console: "Console", say: Words, day: PlannedDay, folder: Path | None, before: PlannedDay | None = None
) -> None:
    """Print what was planned, what was not and why, and where the sheets lie.

    What the version ``before`` said already is counted only.
    """
    summary, fresh = RunSummary.of(day), Fresh.of(day, before)
    console.print(safe(_headline(say, summary)), style="bold", markup=False)
    if day.plan.routes:
        console.print(_routes(say, day, summary, narrow=console.width < 100))
    n = say.integer(len(fresh.decided))
    decided = say("terminal.rejected.decided", n=n) if fresh.decided else ""
    figures = _figures(say, asdict(summary.accounts))
    console.print(say("terminal.accounts", **figures, decided=decided), markup=False)
    show_contents(console, say, day.provenance.inputs)
    if summary.tight:
        console.print(safe(_tight(say, summary)), style="yellow", markup=False)
    show_rejected(console, say, fresh.rejected)
    _show_unassigned(console, say, day)
    known = doubtful_doors(before)
    doubted = [door for door in doubtful_doors(day) if door not in known]
    show_doubts(console, say, doubted)
    show_issues(console, say, fresh.issues)
    for line in known_lines(say, fresh, len(doubtful_doors(day)) - len(doubted)):
        console.print(safe(line), markup=False)
    if folder is not None:
        for key, path in (("sheets", folder / "sheets" / "all.pdf"), ("page", folder / "plan.html")):
            console.print(safe(say(f"terminal.{key}", path=path)), markup=False, soft_wrap=True)


def show_rejected(
    console: "Console", say: Words, rejected: Sequence[Rejected], *, all_of_them: bool = False
) -> None:
    """List rows that cannot be planned, with what to do about each."""
    if not rejected:
        return
    table = _table(say("terminal.rejected", n=say.integer(len(rejected))), style="red")
    table.add_column(say("terminal.col.row"), justify="right")
    table.add_column(say("terminal.col.receipt"), overflow="fold")
    table.add_column(say("terminal.col.wrong"), ratio=1, overflow="fold")
    shown = len(rejected) if all_of_them else _LISTED
    for reject in rejected[:shown]:
        lines = [_sentence(say, issue) for issue in reject.issues if issue.severity is Severity.ERROR]
        if reject.suggestion:
            lines.append(say("terminal.suggestion", address=reject.suggestion))
        table.add_row(str(reject.row), _text(reject.receipt_id or "-"), _text("\n".join(lines), lines=True))
    console.print(table)
    _rest(console, say, len(rejected), "rejected.csv", shown)


def show_issues(console: "Console", say: Words, issues: Sequence[Issue]) -> None:
    """List warnings and notices, those of one kind together."""
    if not issues:
        return
    kinds = Counter((issue.code, issue.severity, issue.about) for issue in issues)
    table = _table(say("terminal.issues"), style="yellow")
    table.add_column(say("terminal.col.code"))
    table.add_column(say("terminal.col.times"), justify="right")
    table.add_column(say("terminal.col.what"), ratio=1, overflow="fold")
    for kind, count in sorted(kinds.items(), key=lambda item: (item[0][1] != "warning", item[0][0])):
        same = [issue for issue in issues if (issue.code, issue.severity, issue.about) == kind]
        table.add_row(kind[0], say.integer(count), _text(_sentences(say, same), lines=True))
    console.print(table)


def show_contents(console: "Console", say: Words, inputs: Sequence[InputFile]) -> None:
    """Say of each of the till's files how many rows it had and what they were."""
    for file in inputs:
        if file.contents is None:
            continue
        parts = [
            say(f"contents.{what}", n=say.integer(number)) for what, number in file.contents.parts if number
        ]
        rows = say.integer(file.contents.rows)
        text = say("contents", file=file.name, rows=rows, parts=" + ".join(parts) or say.integer(0))
        unread = [
            say("contents.sheet", sheet=sheet.title, n=say.integer(sheet.rows))
            for sheet in file.contents.sheets
            if not sheet.read
        ]
        if unread:
            text += say("contents.unread", sheets=", ".join(unread))
        console.print(safe(text), markup=False)


def _sentences(say: Words, issues: Sequence[Issue]) -> str:
    """Say what issues of one kind say: the first and their rows, or each of a few that have no row."""
    where = _where(say, issues)
    if where:
        return f"{_sentence(say, issues[0])}{where}"
    told = list(dict.fromkeys(_sentence(say, issue) for issue in issues))
    return "\n".join(told if len(told) <= _EACH else told[:1])


def _where(say: Words, issues: Sequence[Issue]) -> str:
    rows = sorted({issue.row for issue in issues if issue.row is not None})
    if not rows:
        return ""
    listed = ", ".join(str(row) for row in rows[:_LISTED]) + (" …" if len(rows) > _LISTED else "")
    return say(f"terminal.rows.{'one' if len(rows) == 1 else 'other'}", rows=listed)


def _headline(say: Words, summary: RunSummary) -> str:
    totals = summary.totals
    key = "terminal.headline.version" if summary.version else "terminal.headline"
    return say(
        key,
        store=summary.store,
        day=say.day(summary.day),
        version=summary.version,
        orders=say.count("terminal.orders", totals.orders),
        stops=say.count("terminal.stops", totals.stops),
        routes=say.count("terminal.routes", totals.routes),
        trips=say.count("terminal.trips", totals.trips),
    )


def _figures(say: Words, counts: Mapping[str, int]) -> dict[str, str]:
    return {name: say.integer(count) for name, count in counts.items()}


def _routes(say: Words, day: PlannedDay, summary: RunSummary, *, narrow: bool) -> "Table":
    """Make the table of routes; a narrow terminal gets the columns that matter most."""
    table = _table("", style="bold")
    table.add_column(say("terminal.col.route"), no_wrap=True)
    table.add_column(say("terminal.col.courier"), overflow="fold")
    if not narrow:
        table.add_column(say("terminal.col.vehicle"), overflow="fold")
    for name in ("trips", "stops", "crates", "full", "out", "back", "km", "hours", "late", "euro"):
        if not (narrow and name in _WIDE_ONLY):
            table.add_column(say(f"terminal.col.{name}"), justify="right", no_wrap=True)
    crates = {stop.id: sum(o.order.crates for o in stop.orders) for stop in day.problem.stops}
    for route in day.plan.routes:
        table.add_row(*_route_cells(say, route, crates, narrow=narrow))
    totals = summary.totals
    cells = ["", say("terminal.total"), *([] if narrow else [""]), str(totals.trips), str(totals.stops)]
    cells += [str(summary.crates), *([] if narrow else [""]), "", "", _km(say, totals.metres)]
    cells += [] if narrow else [_hours(totals.work_seconds)]
    table.add_section()
    table.add_row(*cells, _minutes(totals.late_seconds), _euro(say, summary.cents), style="bold")
    return table


def _route_cells(say: Words, route: Route, crates: Mapping[str, int], *, narrow: bool) -> "list[str | Text]":
    visits = [visit for trip in route.trips for visit in trip.visits]
    cells: list[str | Text] = [
        route.name,
        _text(route.shift.courier),
        *([] if narrow else [_text(_vehicle(say, route))]),
    ]
    cells += [str(len(route.trips)), str(len(visits)), str(sum(crates[visit.stop] for visit in visits))]
    cells += [] if narrow else [f"{route.fullest}%"]
    cells += [hhmm(route.trips[0].departure), hhmm(route.end), _km(say, route.metres)]
    cells += [] if narrow else [_hours(route.work_seconds)]
    return [*cells, _minutes(sum(visit.late for visit in visits)), _euro(say, route.cost.cents)]


def _vehicle(say: Words, route: Route) -> str:
    """Name the vehicle; one without a permit is a trial."""
    vehicle = route.shift.vehicle
    return say("terminal.trial", vehicle=vehicle.id) if vehicle.trial else vehicle.id


def _tight(say: Words, summary: RunSummary) -> str:
    """Say in one line how many stops are planned near the end of their window, and the tightest."""
    named = [f"{route} {trip}\N{MIDDLE DOT}{stop}" for route, trip, stop in summary.tight[:_TIGHT_NAMED]]
    more = " …" if len(summary.tight) > _TIGHT_NAMED else ""
    n, near = len(summary.tight), TIGHT_SECONDS // 60
    key = f"terminal.tight.{'one' if n == 1 else 'other'}"
    return say(key, n=say.integer(n), minutes=near, stops=f"{', '.join(named)}{more}")


def _show_unassigned(console: "Console", say: Words, day: PlannedDay) -> None:
    if not day.unassigned:
        return
    table = _table(say("terminal.unassigned", n=say.integer(day.accounts.unassigned)), style="red")
    table.add_column(say("terminal.col.receipt"), overflow="fold")
    table.add_column(say("terminal.col.because"))
    table.add_column(say("terminal.col.why"), ratio=1, overflow="fold")
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
    _rest(console, say, len(groups), "unassigned.csv")


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
    table = _table(say("terminal.doubts", n=say.integer(len(doubtful))), style="yellow")
    table.add_column(say("terminal.col.receipt"), overflow="fold")
    table.add_column(say("terminal.col.sure"))
    table.add_column(say("terminal.col.taken"), overflow="fold")
    table.add_column(say("terminal.col.doubt"), ratio=1, overflow="fold")
    for receipt, place in doubtful[:_LISTED]:
        taken, sure = _text(place.address.one_line()), say(f"confidence.{place.confidence}")
        table.add_row(_text(receipt), sure, taken, _text(say.place(place)))
    console.print(table)
    _rest(console, say, len(doubtful), "stops.csv")


def show_located(console: "Console", say: Words, typed: Address, located: Located) -> None:
    """Show where an address was found, or what it could have been."""
    console.print(safe(say("terminal.understood", address=typed.one_line())), markup=False)
    place = located.place
    if place is not None:
        found = say("terminal.found", address=place.address.one_line())
        sure = say(f"confidence.{place.confidence}")
        console.print(safe(found), markup=False, style="bold")
        console.print(f"               {place.lat:.6f}, {place.lon:.6f}", markup=False)
        console.print(say("terminal.source", source=place.source, confidence=sure), markup=False)
    else:
        console.print(say("terminal.not_found"), markup=False, style="bold")
    detail = say.address(located.code, located.about, located.facts)
    if detail:
        console.print(f"{located.code or ''}: {safe(detail)}".removeprefix(": "), markup=False)
    if located.suggestions:
        table = _table(say("terminal.could_be"), style="bold")
        table.add_column(say("terminal.col.address"), overflow="fold")
        table.add_column(say("terminal.col.likeness"), justify="right")
        table.add_column(say("terminal.col.differs"), overflow="fold")
        for s in located.suggestions:
            table.add_row(_text(s.address.one_line()), f"{s.score:.0%}", _text(say.suggestion(s)))
        console.print(table)


def show_violations(console: "Console", say: Words, violations: Sequence[Violation]) -> None:
    """List the rules a plan breaks."""
    table = _table(say("terminal.broken", n=say.integer(len(violations))), style="red")
    table.add_column(say("terminal.col.rule"))
    table.add_column(say("terminal.col.where"), overflow="fold")
    table.add_column(say("terminal.col.by"), justify="right")
    table.add_column(say("terminal.col.broken"), ratio=1, overflow="fold")
    for v in violations:
        table.add_row(v.cause, _text(say_where(say, v.where)), str(v.amount), _text(say_violation(say, v)))
    console.print(table)


def show_findings(
    console: "Console", say: Words, findings: "Sequence[Finding]", *, brief: bool = False
) -> None:
    """List what the doctor found: what fails first, then what to look at, then what is in order.

    Parameters
    ----------
    brief
        Whether what is in order is only counted.
    """
    from dispatch.doctoring import say_finding

    table = _table("", style="bold")
    table.add_column("")
    table.add_column(say("terminal.col.check"))
    table.add_column(say("terminal.col.state"), ratio=1, overflow="fold")
    levels = (("fail", "red"), ("warn", "yellow"), ("ok", "green"))
    for level, style in levels[:-1] if brief else levels:
        for finding in findings:
            if finding.level == level:
                told = " ".join(filter(None, say_finding(say, finding)))
                table.add_row(_text(say(f"level.{level}"), style=style), finding.code, _text(told))
    if table.row_count:
        console.print(table)
    if brief:
        good = sum(finding.level == "ok" for finding in findings)
        console.print(say("terminal.good", n=say.integer(good)), markup=False)


def show_table(console: "Console", title: str, table: "ReportTable", language: str) -> None:
    """Show a table of figures; in a narrow terminal in parts, or few lines with their long side down."""
    from dispatch.reporting.fitting import blocks
    from dispatch.reporting.tables import language_of

    tongue = language_of(language)
    rows = [tuple(column.title(tongue) for column in table.columns), *table.texts(tongue)]
    left = [column.left for column in table.columns]
    parts = blocks(rows, console.width - 2, gap=2)
    turned = [tuple(row[place] for row in rows) for place in range(len(rows[0]))]
    if len(parts) > 1 and len(blocks(turned, console.width - 2, gap=2)) == 1:
        console.print(_grid(title, [("", *turned[0][1:]), *turned[1:]], [True] + [False] * len(rows[1:])))
        return
    for number, places in enumerate(parts):
        part = [tuple(row[place] for place in places) for row in rows]
        console.print(_grid("" if number else title, part, [left[place] for place in places]))


def _grid(title: str, rows: Sequence[Sequence[str]], left: Sequence[bool]) -> "Table":
    """Draw lines below their titles."""
    drawn = _table(title, style="bold")
    for name, from_left in zip(rows[0], left, strict=True):
        drawn.add_column(_text(name), justify="left" if from_left else "right", overflow="fold")
    for row in rows[1:]:
        drawn.add_row(*(_text(cell) for cell in row))
    return drawn


def _sentence(say: Words, issue: Issue) -> str:
    told = say.issue(issue)
    told_already = {issue.receipt_id, *(str(fact.value) for fact in issue.facts)}
    value = f" [{issue.value}]" if issue.value and issue.value not in told_already else ""
    return f"{told.message}{value}" + (f" → {told.hint}" if told.hint else "")


def _rest(console: "Console", say: Words, total: int, file: str, shown: int = _LISTED) -> None:
    if total > shown:
        console.print(say("terminal.rest", n=say.integer(total - shown), file=file), markup=False)


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


def _km(say: Words, metres: int) -> str:
    return say.decimal(metres / 1000)


def _hours(seconds: int) -> str:
    minutes = ceil_minutes(seconds)
    return f"{minutes // 60}:{minutes % 60:02d}"


def _minutes(seconds: int) -> str:
    return str(ceil_minutes(seconds)) if seconds else "-"


def _euro(say: Words, cents: int) -> str:
    return say.decimal(cents / 100, 2)
