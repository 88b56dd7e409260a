"""What change and day say: to people in words, to programs as one JSON object."""

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from dispatch.day import Entry
from dispatch.day.entry_facts import facts_of, key_of
from dispatch.model import Severity
from dispatch.words import Words
from dispatch_cli.console import FORMAT_VERSION, Screen
from dispatch_cli.plainly import issue_as_json, plan_as_json
from dispatch_cli.results import show_outcome
from dispatch_cli.summary import show_issues

if TYPE_CHECKING:
    from dispatch.app.change import Changed, Trial
    from dispatch.app.daybook import Daybook
    from dispatch_cli import shapes

_BULKY = frozenset({"export", "lines", "standing", "corrections", "version", "carried_in", "promise"})
"""Kinds of line whose contents are too much, or too personal, for a list."""


def show_change(screen: Screen, changed: "Changed") -> int:
    """Tell what was written, and what came of it."""
    speak = screen.words
    result: shapes.ChangeShape = {
        "format_version": FORMAT_VERSION,
        "status": changed.status,
        "date": changed.day.isoformat(),
        "written": changed.trial is None,
        "lines": [line_as_json(entry, speak) for entry in changed.entries],
        "plan": plan_as_json(changed.outcome, speak) if changed.outcome else None,
        "trial": trial_as_json(changed.trial, speak) if changed.trial else None,
        "issues": [issue_as_json(issue, speak) for issue in changed.issues],
    }
    screen.result(result, told=changed.trial is not None)
    day = speak.day(changed.day)
    screen.say(speak("change.tried") if changed.trial else speak("change.written", day=day))
    for entry in changed.entries:
        screen.say(f"  {entry.number}  {speak.tell(key_of(entry), facts_of(entry.news))}")
    for issue in changed.issues:
        told = speak.issue(issue)
        screen.say(f"  ! {told.message} → {told.hint}")
    if changed.trial:
        for line in _trial_lines(changed.trial, speak):
            screen.say(f"  {line}")
    elif changed.outcome is None:
        screen.say(speak("change.plan"))
    else:
        quiet = screen.quiet or screen.as_json
        return show_outcome(Screen(quiet=quiet, language=speak.language), changed.outcome)
    return changed.status


def _trial_lines(trial: "Trial", speak: Words) -> list[str]:
    sign = "+" if trial.cents >= 0 else "-"
    work = "+" if trial.work_seconds >= 0 else "-"
    lines = [
        speak(
            "change.cost",
            amount=f"{sign}{speak.euro(abs(trial.cents))}",
            work=f"{work}{round(abs(trial.work_seconds) / 60)} min",
        )
    ]
    if trial.left_behind:
        lines.append(speak("change.behind", receipts=", ".join(trial.left_behind)))
    if moved := [receipt for receipt in trial.broken if receipt not in trial.left_behind]:
        lines.append(speak("change.broken", receipts=", ".join(moved)))
    new = [speak.issue(issue).message for issue in trial.new_issues if issue.severity is Severity.WARNING]
    lines += dict.fromkeys(new)
    if len(lines) == 1:
        lines.append(speak("change.harmless"))
    return lines


def trial_as_json(trial: "Trial", speak: Words) -> "shapes.TrialShape":
    """Say for programs what a change would cost and whom it would hurt."""
    return {
        "cost_eur": trial.cents / 100,
        "work_min": round(trial.work_seconds / 60, 1),
        "left_behind": list(trial.left_behind),
        "told_otherwise": list(trial.broken),
        "issues": [issue_as_json(issue, speak) for issue in trial.new_issues],
    }


def line_as_json(entry: Entry, speak: Words) -> "shapes.LineShape":
    """Write a line of the book for programs; what customers wrote is left out."""
    said = {} if entry.kind in _BULKY else asdict(entry.news)
    if entry.kind in {"address", "note"}:
        said = {"receipt": said["receipt"]}
    return {
        "number": entry.number,
        "time": entry.time,
        "origin": entry.origin,
        "kind": entry.kind,
        "news": {
            name: value if isinstance(value, str | int | bool | dict | type(None)) else _plain(value)
            for name, value in said.items()
        },
        "text": speak.tell(key_of(entry), facts_of(entry.news)),
    }


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else str(value)


def show_day(screen: Screen, book: "Daybook") -> int:
    """Show the book of a day."""
    speak = screen.words
    state = book.state
    phases = Counter(receipt.phase for receipt in state.receipts.values())
    result: shapes.DayShape = {
        "format_version": FORMAT_VERSION,
        "status": 0,
        "date": book.day.isoformat(),
        "in_force": state.in_force,
        "newest": state.newest,
        "phases": {str(phase): n for phase, n in phases.items()},
        "receipts": {r.number: str(r.phase) for r in state.receipts.values()},
        "lines": [
            {**line_as_json(entry, speak), "undone": entry.number in book.undone} for entry in book.entries
        ],
        "issues": [issue_as_json(issue, speak) for issue in book.issues],
    }
    screen.result(result, told=True)
    screen.say(speak("day.title", day=speak.day(book.day)))
    for entry in book.entries:
        gone = f"  ({speak('day.undone')})" if entry.number in book.undone else ""
        text = speak.tell(key_of(entry), facts_of(entry.news))
        screen.say(f"{entry.number:>4}  {entry.time[11:16]}  {text}{gone}")
    driven = speak("day.unplanned")
    if state.in_force is not None:
        driven = speak("day.driven", version=state.in_force)
        if state.newest != state.in_force:
            driven += " " + speak("day.newest", version=state.newest)
    screen.say(driven)
    if phases:
        told = ", ".join(f"{n} {speak(f'day.phase.{phase}')}" for phase, n in phases.items())
        screen.say(f"{speak('day.phases')}: {told}")
    show_issues(screen.people(), speak, book.issues)
    return 0
