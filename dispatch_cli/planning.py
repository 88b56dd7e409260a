"""plan, check, locate, replan."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from dispatch_cli import options as flags
from dispatch_cli.application import app, environment, language, now, speak
from dispatch_cli.console import Screen, kept, progress_on
from dispatch_cli.standard_input import STANDARD_INPUT, named_file


def _on_disk(purchases: Path | None) -> Path | None:
    """Return the file that is named, if it is one."""
    return None if purchases == STANDARD_INPUT else purchases


@app.command()
def plan(
    purchases: Annotated[
        Path | None,
        typer.Argument(
            help="The till's export, - for standard input; default: [intake] purchases.",
            allow_dash=True,
        ),
    ] = None,
    config: flags.Config = None,
    lines: flags.Lines = None,
    corrections: flags.Corrections = None,
    date: flags.Date = None,
    out: flags.Out = None,
    time_limit: flags.Seconds = None,
    iterations: flags.Iterations = None,
    seed: flags.Seed = None,
    workers: flags.Workers = None,
    offline: flags.Offline = False,
    moment: flags.Now = "",
    afresh: Annotated[
        bool,
        typer.Option("--afresh", "--again", help="Plan as if no version had been made; trips under way too."),
    ] = False,
    sample: Annotated[bool, typer.Option("--sample", help="Plan the bundled sample day.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Plan and show, but write nothing.")] = False,
    as_json: flags.Json = False,
    quiet: flags.Quiet = False,
) -> int:
    """Bring a day's plan up to date, from now on: what has left stays, what people decided holds.

    Example: dispatch plan purchases.csv --date 2026-11-21
    """
    from dispatch.app.plan import plan as run_plan
    from dispatch.app.request import PlanOptions
    from dispatch_cli.results import show_outcome

    screen = Screen(as_json=as_json, language=language(config, _on_disk(purchases)), quiet=quiet)
    chosen = PlanOptions(
        lines=lines,
        corrections=corrections,
        config=config,
        day=flags.day_of(date),
        overrides={
            **flags.of_search(out, time_limit, iterations, seed, workers),
            **flags.overrides(geocoding__offline=offline),
        },
        moment=moment,
        afresh=afresh,
        dry_run=dry_run,
        sample=sample,
    )
    with named_file(purchases) as named, progress_on(screen) as progress:
        outcome = run_plan(replace(chosen, purchases=named), environment(), now, progress)
    return show_outcome(screen, outcome)


@app.command()
def check(
    purchases: Annotated[
        Path | None, typer.Argument(help="The till's export, - for standard input.", allow_dash=True)
    ] = None,
    config: flags.Config = None,
    lines: flags.Lines = None,
    corrections: flags.Corrections = None,
    date: flags.Date = None,
    rejected: Annotated[
        Path | None,
        typer.Option("--rejected", help="Write the rejected rows there, to correct and feed back."),
    ] = None,
    learn: Annotated[
        bool, typer.Option("--learn", help="Ask what is in doubt, and write it into dispatch.toml.")
    ] = False,
    taken: Annotated[
        list[str] | None,
        typer.Option("--column", help="With --learn: 'Header=column', or =- for none; nothing is asked."),
    ] = None,
    meant: Annotated[
        list[str] | None, typer.Option("--value", help="With --learn: 'word=yes', =no or =cancelled.")
    ] = None,
    dates: Annotated[
        str | None, typer.Option("--dates", help="With --learn: 'day first', 'month first' or 'iso'.")
    ] = None,
    decimal: Annotated[str | None, typer.Option("--decimal", help="With --learn: , or .")] = None,
    sheet: Annotated[
        str | None, typer.Option("--sheet", help="With --learn: sheets to read, separated by ;.")
    ] = None,
    profile: Annotated[
        str | None, typer.Option("--profile", help="With --learn: which program writes the export.")
    ] = None,
    offline: flags.Offline = False,
    as_json: flags.Json = False,
) -> int:
    """Check purchases and addresses only: what would be rejected and why.

    Example: dispatch check purchases.csv --rejected rejected.csv
    """
    from dispatch.app.check import Checked, check_day
    from dispatch.app.learn import learn as write_learned
    from dispatch.app.learn import read_learned
    from dispatch.app.request import PlanOptions
    from dispatch.errors import UsageError
    from dispatch_cli.learning import ask
    from dispatch_cli.results import show_check

    screen = Screen(as_json=as_json, language=language(config, _on_disk(purchases)))
    chosen = PlanOptions(
        lines=lines,
        corrections=corrections,
        config=config,
        day=flags.day_of(date),
        overrides=flags.overrides(geocoding__offline=offline),
    )

    with named_file(purchases) as named:
        asked = replace(chosen, purchases=named)

        def run() -> Checked:
            with progress_on(screen) as progress:
                return check_day(asked, environment(), now, progress, rejected)

        keys = {"dates": dates, "decimal": decimal, "sheet": sheet, "profile": profile}
        learned = read_learned(tuple(taken or ()), tuple(meant or ()), keys)
        if learn and not learned.count:
            learned = ask(screen.words, run())
        if learned.count:
            if not learn:
                raise UsageError("--column says what a column is.", "Say --learn too, to write it down.")
            kept.set(True)
            file = write_learned(learned, config, _on_disk(purchases), environment(), chosen.overrides)
            screen.say(
                screen.words("terminal.file.learned", n=screen.words.integer(learned.count), file=file)
            )
        return show_check(screen, run())


@app.command()
def locate(
    address: Annotated[str, typer.Argument(help="An address in one line, in quotes.")],
    config: flags.Config = None,
    offline: flags.Offline = False,
    save: Annotated[
        str | None,
        typer.Option("--save", help="LAT,LON or a corrected address: remember it in [geocoding] addresses."),
    ] = None,
    as_json: flags.Json = False,
) -> int:
    """Find one address, with its source, how sure it is, and what else it could be.

    Example: dispatch locate "Rapenburg 70, 2311 EZ Leiden"
    """
    from dispatch.app.locate import locate_one
    from dispatch_cli.results import show_found

    screen = Screen(as_json=as_json, language=language(config))
    settings = flags.overrides(geocoding__offline=offline)
    with progress_on(screen) as progress:
        found = locate_one(address, save, config, environment(), settings, now, progress)
    return show_found(screen, found)


@app.command()
def replan(
    run: Annotated[str, typer.Argument(help="The plan to change: a run's folder, a date or 'latest'.")],
    moment: Annotated[str, typer.Option("--from", help="HH:MM; trips that left before stay as they are.")],
    late: Annotated[Path | None, typer.Option("--late", help="Purchases that came in late.")] = None,
    cancel: Annotated[list[str] | None, typer.Option("--cancel", help="A receipt that is off.")] = None,
    without: Annotated[list[str] | None, typer.Option("--without", help="A courier who is out.")] = None,
    back: Annotated[
        list[str] | None,
        typer.Option("--back", help="NAME=HH:MM; when the crates of a courier who is out are at the store."),
    ] = None,
    config: flags.Config = None,
    out: flags.Out = None,
    time_limit: flags.Seconds = None,
    iterations: flags.Iterations = None,
    seed: flags.Seed = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Plan and show, but write nothing.")] = False,
    as_json: flags.Json = False,
    quiet: flags.Quiet = False,
) -> int:
    """Plan the rest of a day again from a time on, changing as little as possible.

    Example: dispatch replan latest --from 17:15 --cancel 2611210042 --without Bram
    """
    from dispatch.app.replan import ReplanOptions
    from dispatch.app.replan import replan as run_replan
    from dispatch.app.settings import language_of_run
    from dispatch_cli.results import show_outcome

    screen = Screen(
        as_json=as_json, language=speak(language_of_run(run, out, config, environment())), quiet=quiet
    )
    chosen = ReplanOptions(
        run=run,
        moment=moment,
        late=late,
        cancelled=tuple(cancel or ()),
        out=tuple(without or ()),
        back=tuple(back or ()),
        config=config,
        overrides=flags.of_search(out, time_limit, iterations, seed),
        dry_run=dry_run,
    )
    with progress_on(screen) as progress:
        outcome = run_replan(chosen, environment(), now, progress)
    return show_outcome(screen, outcome)
