"""change, day: the book of a day."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from dispatch_cli import options as flags
from dispatch_cli.application import app, environment, language, now
from dispatch_cli.console import Screen, progress_on

_SWITCHES = ("plan", "try", "json", "quiet")
_VALUES = ("file", "date", "config", "out", "now", "time-limit", "iterations", "seed")
_SHORT = {"-c": "--config", "-o": "--out", "-q": "--quiet", "-h": "--help"}
_OWN_OUT = ("courier", "vehicle")
"""Lines in which ``--out`` is news, and not the folder of the runs."""


def _complete(context: typer.Context, incomplete: str) -> Iterator[str]:
    """Offer the words that may come next: the changes, then names of the day."""
    from dispatch.app.change_lines import EXAMPLES
    from dispatch.app.daybook import names_at_hand

    said = [str(word) for word in context.params.get("line") or ()]
    known = names_at_hand(environment(), now) if said else tuple(EXAMPLES)
    yield from (name for name in known if name.casefold().startswith(incomplete.casefold()))


@app.command(
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
def change(
    line: Annotated[
        list[str] | None,
        typer.Argument(help="What has changed, such as: cancel 2611210042.", autocompletion=_complete),
    ] = None,
    file: Annotated[Path | None, typer.Option("--file", help="A file with a change a line.")] = None,
    plan: Annotated[bool, typer.Option("--plan", help="Bring the plan up to date at once.")] = False,
    try_only: Annotated[
        bool, typer.Option("--try", help="Only say what it would cost, and what it would break.")
    ] = False,
    date: flags.Date = None,
    config: flags.Config = None,
    out: flags.Out = None,
    moment: flags.Now = "",
    time_limit: flags.Seconds = None,
    iterations: flags.Iterations = None,
    seed: flags.Seed = None,
    as_json: flags.Json = False,
    quiet: flags.Quiet = False,
) -> int:
    """Write what has changed into the day's book.

    \b
    cancel RECEIPT…            restore RECEIPT…         drop RECEIPT… [--until DATE]
    window RECEIPT 18:00-19:00                          at RECEIPT 18:00
    address RECEIPT "…"        note RECEIPT "…"
    give RECEIPT… --to NAME [--first or --last]         give --all-of NAME --to NAME
    keep RECEIPT… --from NAME  together RECEIPT…
    lock NAME, R2 or R2.1      unlock …
    courier NAME --out [17:10] [--crates-back 17:30]    courier NAME --in 15:00-19:15
    courier NAME --late 25     courier NAME --vehicle ID
    courier NAME --new --in 15:00-19:15 --vehicle ID [--wage 14,50]
    vehicle ID --out [17:10]   vehicle ID --back 18:00
    store --closes 19:15       store --late-up-to 30 [--between 17:00-19:00]
    done RECEIPT [17:42] --outcome delivered, not_home or refused
    done actuals-to-fill.csv   (as far as it is filled in)

    Example: dispatch change give 2611210042 --to Tijn --first --plan
    """  # noqa: D301 - the mark keeps the table as it stands
    from dispatch.app.change import ChangeOptions
    from dispatch.app.change import change as run_change
    from dispatch_cli.dayresults import show_change

    words, behind = _common(line or [])
    given = dict(behind)
    day = flags.day_of(date) or flags.read_day(given.get("date"))
    config = config or (Path(given["config"]) if "config" in given else None)
    screen = Screen(
        as_json=as_json or "json" in given, quiet=quiet or "quiet" in given, language=language(config)
    )
    folder = out or (Path(given["out"]) if "out" in given else None)
    chosen = ChangeOptions(
        line=tuple(words),
        file=file or (Path(given["file"]) if "file" in given else None),
        day=day,
        config=config,
        overrides=flags.of_search(
            folder,
            time_limit or given.get("time-limit"),
            iterations or given.get("iterations"),
            seed or given.get("seed"),
        ),
        moment=moment or given.get("now", ""),
        plan=plan or "plan" in given,
        try_only=try_only or "try" in given,
        discreet=screen.quiet,
    )
    with progress_on(screen) as progress:
        changed = run_change(chosen, environment(), now, progress)
    return show_change(screen, changed)


def _common(line: list[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """Tell the flags of the command that stand behind the change from the words of the change."""
    words: list[str] = []
    given: list[tuple[str, str]] = []
    rest = iter(line)
    for word in rest:
        name, equals, value = _SHORT.get(word, word).partition("=")
        flag = name.removeprefix("--") if name.startswith("--") else ""
        if flag in _SWITCHES:
            given.append((flag, ""))
        elif flag in _VALUES and not (flag == "out" and words and words[0].casefold() in _OWN_OUT):
            given.append((flag, value if equals else next(rest, "")))
        else:
            words.append(word)
    return words, given


@app.command()
def day(
    date: Annotated[
        str | None, typer.Argument(help="The service day; default: today, or the newest.")
    ] = None,
    undo: Annotated[int | None, typer.Option("--undo", help="Take that line back.")] = None,
    drive: Annotated[str, typer.Option("--drive", help="vN: drive that version, whatever is newer.")] = "",
    config: flags.Config = None,
    out: flags.Out = None,
    moment: flags.Now = "",
    as_json: flags.Json = False,
) -> int:
    """Show the book of a day: its facts in order, which plan is driven, where every order is.

    Example: dispatch day --undo 14
    """
    from dispatch.app.daybook import DayOptions, day_book
    from dispatch_cli.dayresults import show_day

    options = DayOptions(
        day=flags.read_day(date),
        undo=undo,
        drive=drive,
        config=config,
        overrides=flags.overrides(archive__folder=out and str(out.absolute())),
        moment=moment,
    )
    screen = Screen(as_json=as_json, language=language(config))
    with progress_on(screen) as progress:
        book = day_book(options, environment(), now, progress)
    return show_day(screen, book)
