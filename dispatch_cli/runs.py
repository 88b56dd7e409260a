"""verify, sheets, report, purge: commands on archived runs."""

from pathlib import Path
from typing import Annotated

import typer

from dispatch_cli import options as flags
from dispatch_cli.application import app, environment, language, now
from dispatch_cli.console import Screen, progress_on


@app.command()
def verify(
    run: Annotated[str, typer.Argument(help="Folder of a run, a date, DATE/vN or 'latest'.")],
    till: Annotated[
        Path | None, typer.Option("--input", help="The till's export: hold the plan against what was asked.")
    ] = None,
    lines: flags.Lines = None,
    corrections: flags.Corrections = None,
    config: flags.Config = None,
    out: flags.Out = None,
    as_json: flags.Json = False,
) -> int:
    """Check an archived plan again: against every rule, against itself, and against the till's file.

    Example: dispatch verify runs/2026-11-21/latest --input purchases.csv
    """
    from dispatch.app.asking import TillAgain
    from dispatch.app.settings import language_of_run
    from dispatch.app.verify import verify_run
    from dispatch_cli.results import show_verdict

    return show_verdict(
        Screen(as_json=as_json, language=language_of_run(run, out, config, environment())),
        verify_run(run, out, environment(), now, TillAgain(till, lines, corrections), config),
    )


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
    from dispatch.app.settings import language_of_run
    from dispatch.app.sheets import remake_sheets
    from dispatch_cli.results import show_files

    screen = Screen(as_json=as_json, language=language_of_run(run, out, config, environment()))
    made = remake_sheets(run, out, config, to, environment(), now)
    return show_files(screen, made.files, made.issues, made.status)


@app.command()
def report(
    runs: Annotated[list[str] | None, typer.Argument(help="Runs; default: every day of the archive.")] = None,
    by: Annotated[str, typer.Option("--by", help="day, week, courier, area, customer …")] = "day",
    actuals: Annotated[
        Path | None, typer.Option("--actuals", help="What came back: receipt_id, arrived_at, outcome.")
    ] = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="Write the table there.")] = None,
    pdf: Annotated[Path | None, typer.Option("--pdf", help="Write plots and tables there, as PDF.")] = None,
    anonymous: Annotated[
        Path | None, typer.Option("--anonymous", help="Copy the one run there, without persons, for support.")
    ] = None,
    stores: Annotated[
        Path | None, typer.Option("--stores", help="Every store of this list, a line each.")
    ] = None,
    config: flags.Config = None,
    out: flags.Out = None,
    as_json: flags.Json = False,
) -> int:
    """Costs, kilometres, promises kept: per day, courier or period.

    Example: dispatch report --by courier --pdf november.pdf
    """
    from dispatch.app.report import BY, QUESTIONS, anonymous_copy
    from dispatch.app.report import report as run_report
    from dispatch.errors import UsageError
    from dispatch_cli.results import show_files, show_report

    screen = Screen(as_json=as_json, language=language(config))
    names = tuple(runs or ())
    if stores is not None:
        if names or actuals or anonymous or config or out or by != "day":
            raise UsageError(
                "A report over stores takes all days of each of them.",
                "Leave all but --csv, --pdf and --json out.",
            )
        from dispatch.app.storesreport import report_stores
        from dispatch_cli.studyresults import show_stores_report

        return show_stores_report(screen, report_stores(stores, environment(), now), csv, pdf)
    if anonymous is not None:
        if len(names) != 1:
            raise UsageError("Which run is to be copied?", "Name one: dispatch report latest --anonymous DIR")
        made = anonymous_copy(names[0], out, anonymous, environment())
        return show_files(screen, made.files, made.issues, made.status)
    if by not in (*BY, *QUESTIONS):
        known = ", ".join((*BY, *QUESTIONS))
        raise UsageError(
            "A report cannot be grouped by '{by}'.", "Choose one of {known}.", by=by, known=known
        )
    with progress_on(screen) as progress:
        reported = run_report(names, out, config, actuals, environment(), now, progress)
    return show_report(screen, reported, by, csv, pdf)


@app.command()
def purge(
    config: flags.Config = None,
    out: flags.Out = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would go.")] = False,
    clock_is_right: Annotated[
        bool,
        typer.Option("--clock-is-right", help="Purge after more than a year in which nothing was planned."),
    ] = False,
    as_json: flags.Json = False,
) -> int:
    """Delete personal data older than the retention; figures without persons stay.

    Example: dispatch purge --dry-run
    """
    from dispatch.app.purge import purge_runs
    from dispatch_cli.results import show_purged

    purged = purge_runs(out, config, environment(), now, dry_run=dry_run, clock_is_right=clock_is_right)
    return show_purged(Screen(as_json=as_json, language=language(config)), purged, dry_run=dry_run)
