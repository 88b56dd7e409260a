"""Ask what a till means wherever that is in doubt, and say what was learned."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import typer

from dispatch.app.learn import MEANINGS, Learned, checked_key
from dispatch.errors import UsageError
from dispatch.model import Code, Issue
from dispatch.words import Words
from dispatch_cli.console import safe

if TYPE_CHECKING:
    from dispatch.app.check import Checked


def ask(say: Words, checked: "Checked") -> Learned:
    """Ask about columns, words, dates, decimals, sheets and the program, each only where it is in doubt.

    An empty answer leaves it as it is.
    """
    learned = Learned()
    for header in checked.export.columns.read:
        if header.like:
            # Enter takes the default, so it may not be a column by which every row would be rejected.
            default = header.like if header.legible else "-"
            learned.columns[header.name] = typer.prompt(
                say("terminal.file.ask", header=safe(header.name)), default=default, err=True
            )
    for word in _words_in_doubt(checked):
        meaning = _ask(say("learn.ask.value", word=safe(word)), MEANINGS)
        if meaning:
            learned.values[word] = meaning
    for key, question, default in _keys_in_doubt(say, checked):
        if (answer := _ask_key(key, question, default)) is not None:
            learned.keys[key] = answer
    return learned


def _ask(question: str, allowed: tuple[str, ...]) -> str:
    while True:
        answer = str(typer.prompt(question, default="", show_default=False, err=True)).strip()
        if not answer or answer in allowed:
            return answer


def _ask_key(key: str, question: str, default: str) -> Any:
    while True:
        answer = str(typer.prompt(question, default=default, err=True)).strip()
        if not answer:
            return None
        try:
            return checked_key(key, answer)
        except UsageError as error:
            typer.echo(str(error), err=True)


def _words_in_doubt(checked: "Checked") -> Iterator[str]:
    """Yield each word of the till that is neither yes nor no, or leaves delivery open."""
    issues = [issue for reject in checked.rejected for issue in reject.issues]
    unclear = (issue.value for issue in issues if issue.code is Code.DELIVERY_UNCLEAR and issue.value)
    yield from dict.fromkeys(unclear)
    for issue in _of(checked, Code.STATE_DOUBTFUL):
        yield from (str(fact.value).strip('"') for fact in issue.facts if fact.name == "states")


def _keys_in_doubt(say: Words, checked: "Checked") -> Iterator[tuple[str, str, str]]:
    if any(issue.about == "turned" for issue in _of(checked, Code.DAY_DOUBTFUL)):
        yield "dates", say("learn.ask.dates"), str(checked.export.dates)
    if any(True for _ in _of(checked, Code.LINES_UNIT_GUESSED)):
        yield "decimal", say("learn.ask.decimal"), ""
    sheets = checked.export.sheets
    if any(sheet.alike for sheet in sheets):
        read = "; ".join(sheet.title for sheet in sheets if sheet.read)
        yield "sheet", say("learn.ask.sheet", sheets=safe("; ".join(s.title for s in sheets))), safe(read)
    if program := next(_of(checked, Code.PROFILE_FITS), None):
        name = next(str(fact.value) for fact in program.facts if fact.name == "program")
        yield "profile", say("learn.ask.profile", profile=name), name


def _of(checked: "Checked", code: Code) -> Iterator[Issue]:
    return (issue for issue in checked.issues if issue.code is code)
