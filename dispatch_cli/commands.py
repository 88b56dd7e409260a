"""The commands; each gathers its flags, calls the program, shows what came of it."""

import os
import sys
import traceback

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from dispatch.errors import DispatchError
from dispatch_cli import options as flags
from dispatch_cli.console import Screen, progress_on

app = typer.Typer(
    name="dispatch",
    help="Plan a store's home deliveries: from the till's export to route sheets.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
maps = typer.Typer(
    help="Install an OpenStreetMap extract: roads, addresses, background.", no_args_is_help=True
)
app.add_typer(maps, name="map")

FORMAT_VERSION = 1
BUG, INTERRUPTED = 1, 130


def main() -> NoReturn:
    """Run the program and leave with its exit status."""
    as_json = "--json" in sys.argv
    try:
        status = app(standalone_mode=False)
        sys.exit(status if isinstance(status, int) else 0)
    except DispatchError as error:
        _fail(error.message, error.hint, error.exit_status, as_json=as_json)
    except (KeyboardInterrupt, typer.Abort):
        _fail("Stopped; nothing was published.", "", INTERRUPTED, as_json=as_json)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        _usage_or_bug(error, as_json=as_json)


def _usage_or_bug(error: Exception, *, as_json: bool) -> NoReturn:
    """End with status 2 for a wrong flag, and with a traceback and status 1 for a bug."""
    show = getattr(error, "format_message", None)
    if callable(show):
        context = getattr(error, "ctx", None)
        hint = f"See '{context.command_path} --help'." if context else "See 'dispatch --help'."
        _fail(str(show()), hint, getattr(error, "exit_code", 2), as_json=as_json)
    traceback.print_exc()
    sys.exit(BUG)


def _fail(message: str, hint: str, status: int, *, as_json: bool) -> NoReturn:
    screen = Screen(as_json=as_json)
    screen.result({"format_version": FORMAT_VERSION, "status": status, "error": message, "hint": hint})
    screen.warn(f"dispatch: {message}" + (f"\n{hint}" if hint else ""))
    sys.exit(status)


def _now() -> datetime:
    return datetime.now().astimezone()


@app.command()
def plan(
    purchases: Annotated[
        Path | None, typer.Argument(help="The till's export; default: [intake] purchases, or the sample day.")
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
    again: Annotated[bool, typer.Option("--again", help="Plan even if this very input was planned.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Plan and show, but write nothing.")] = False,
    as_json: flags.Json = False,
    quiet: flags.Quiet = False,
) -> int:
    """Plan a day: check, locate, measure, solve, check again, write sheets, archive.

    Example: dispatch plan purchases.csv --date 2026-11-21
    """
    from dispatch.app.planning import PlanOptions
    from dispatch.app.planning import plan as run_plan
    from dispatch_cli.results import told_plan

    screen = Screen(as_json=as_json, quiet=quiet)
    chosen = PlanOptions(
        purchases=purchases,
        lines=lines,
        corrections=corrections,
        config=config,
        day=flags.day_of(date),
        overrides=flags.overrides(
            archive__folder=out and str(out.absolute()),
            solver__seconds=time_limit,
            solver__iterations=iterations,
            solver__seed=seed,
            solver__workers=workers,
            geocoding__offline=offline,
        ),
        again=again,
        dry_run=dry_run,
    )
    with progress_on(screen) as progress:
        outcome = run_plan(chosen, os.environ, _now, progress)
    return told_plan(screen, outcome)


@app.command()
def check(
    purchases: Annotated[Path | None, typer.Argument(help="The till's export.")] = None,
    config: flags.Config = None,
    lines: flags.Lines = None,
    corrections: flags.Corrections = None,
    date: flags.Date = None,
    rejected: Annotated[
        Path | None,
        typer.Option("--rejected", help="Write the rejected rows there, to correct and feed back."),
    ] = None,
    offline: flags.Offline = False,
    as_json: flags.Json = False,
) -> int:
    """Check purchases and addresses only: what would be rejected and why.

    Example: dispatch check purchases.csv --rejected rejected.csv
    """
    from dispatch.app.checks import check_day
    from dispatch.app.planning import PlanOptions
    from dispatch_cli.results import told_check

    screen = Screen(as_json=as_json)
    chosen = PlanOptions(
        purchases=purchases,
        lines=lines,
        corrections=corrections,
        config=config,
        day=flags.day_of(date),
        overrides=flags.overrides(geocoding__offline=offline),
    )
    with progress_on(screen) as progress:
        outcome = check_day(chosen, os.environ, _now, progress, rejected)
    return told_check(screen, outcome)


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
    from dispatch.app.checks import locate_one
    from dispatch_cli.results import told_located

    screen = Screen(as_json=as_json)
    settings = flags.overrides(geocoding__offline=offline)
    return told_located(screen, locate_one(address, save, config, os.environ, settings, _now))


@app.command()
def verify(
    run: Annotated[str, typer.Argument(help="Folder of a run, a date, DATE/vN or 'latest'.")],
    out: flags.Out = None,
    as_json: flags.Json = False,
) -> int:
    """Check an archived plan again, from its files alone and against every rule.

    Example: dispatch verify runs/2026-11-21/latest
    """
    from dispatch.app.runs import verify_run
    from dispatch_cli.results import told_verdict

    return told_verdict(Screen(as_json=as_json), verify_run(run, out))


@app.command()
def sheets(
    run: Annotated[str, typer.Argument(help="Folder of a run, a date, DATE/vN or 'latest'.")],
    config: flags.Config = None,
    out: flags.Out = None,
    to: Annotated[Path | None, typer.Option("--to", help="Another folder to write to.")] = None,
    as_json: flags.Json = False,
) -> int:
    """Write the sheets of an archived plan again.

    Example: dispatch sheets latest --to /media/usb
    """
    from dispatch.app.runs import remake_sheets
    from dispatch_cli.results import told_files

    return told_files(Screen(as_json=as_json), remake_sheets(run, out, config, to, os.environ))


@app.command()
def replan(
    run: Annotated[str, typer.Argument(help="The plan to change: a run's folder, a date or 'latest'.")],
    moment: Annotated[str, typer.Option("--from", help="HH:MM; trips that left before stay as they are.")],
    late: Annotated[Path | None, typer.Option("--late", help="Purchases that came in late.")] = None,
    cancel: Annotated[list[str] | None, typer.Option("--cancel", help="A receipt that is off.")] = None,
    without: Annotated[list[str] | None, typer.Option("--without", help="A courier who is out.")] = None,
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
    from dispatch.app.replans import ReplanOptions
    from dispatch.app.replans import replan as run_replan
    from dispatch_cli.results import told_plan

    screen = Screen(as_json=as_json, quiet=quiet)
    chosen = ReplanOptions(
        run=run,
        moment=moment,
        late=late,
        cancelled=tuple(cancel or ()),
        out=tuple(without or ()),
        config=config,
        overrides=flags.overrides(
            archive__folder=out and str(out.absolute()),
            solver__seconds=time_limit,
            solver__iterations=iterations,
            solver__seed=seed,
        ),
        dry_run=dry_run,
    )
    with progress_on(screen) as progress:
        outcome = run_replan(chosen, os.environ, _now, progress)
    return told_plan(screen, outcome)


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="Where to; made if it does not exist.")] = Path(),
) -> int:
    """Write a commented dispatch.toml and the sample day, to start a new store from.

    Example: dispatch init my-store
    """
    from dispatch.app.files import write_sample

    screen = Screen()
    for path in write_sample(folder):
        screen.say(str(path))
    screen.say(f"Change {folder / 'dispatch.toml'}, then: dispatch plan {folder / 'purchases.csv'}")
    return 0
