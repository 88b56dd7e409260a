"""whatif, stores: many days, many stores."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dispatch.errors import UsageError
from dispatch_cli import options as flags
from dispatch_cli.application import app, environment, language, now
from dispatch_cli.console import Screen, progress_on


class Paid(StrEnum):
    """Name what couriers are paid for."""

    WORK = "work"
    SHIFT = "shift"


class Day(StrEnum):
    """Name the days of the week as the configuration does."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


@app.command()
def whatif(
    scenarios: Annotated[
        list[Path], typer.Argument(metavar="SCENARIO.toml…", help="What is to be otherwise.")
    ],
    days: Annotated[
        str,
        typer.Option("--days", metavar="FIRST..LAST", help="Or a month: 2026-11. Default: every day kept."),
    ] = "",
    weekday: Annotated[Day | None, typer.Option("--weekday", help="Only days of it.")] = None,
    seeds: Annotated[int, typer.Option("--seeds", min=1, max=100, help="Plans of each.")] = 1,
    paid: Annotated[Paid, typer.Option("--paid", help="What couriers are paid for.")] = Paid.WORK,
    csv: Annotated[Path | None, typer.Option("--csv", help="Write every difference there.")] = None,
    html: Annotated[Path | None, typer.Option("--html", help="Write one page with plots there.")] = None,
    pdf: Annotated[Path | None, typer.Option("--pdf", help="Write the same as PDF there.")] = None,
    cluster: Annotated[
        str,
        typer.Option("--cluster", metavar="ADDRESS", help="Dask's scheduler: tcp://host:8786, or 'local'."),
    ] = "",
    stores: Annotated[
        Path | None, typer.Option("--stores", metavar="STORES.toml", help="Ask for every store of a chain.")
    ] = None,
    config: flags.Config = None,
    out: flags.Out = None,
    time_limit: flags.Seconds = None,
    iterations: flags.Iterations = None,
    seed: flags.Seed = None,
    workers: flags.Workers = None,
    afresh: Annotated[bool, typer.Option("--afresh", help="Plan again what an earlier run knows.")] = False,
    as_json: flags.Json = False,
    quiet: flags.Quiet = False,
) -> int:
    """Plan days of the archive again under other circumstances, and set them side by side.

    Example: dispatch whatif third-bike.toml --days 2026-11-01..2026-11-30 --html third-bike.html
    """
    from dispatch.app.whatif import WhatIfOptions
    from dispatch.app.whatif import whatif as run_whatif
    from dispatch_cli.studyresults import show_chain_whatif, show_whatif

    refuse_one_store(stores, config, out)
    screen = Screen(as_json=as_json, language=language(config), quiet=quiet)
    chosen = WhatIfOptions(
        scenarios=tuple(scenarios),
        config=config,
        days=days,
        weekday=weekday.value if weekday else None,
        seeds=seeds,
        paid_shift=paid is Paid.SHIFT,
        cluster=cluster,
        afresh=afresh,
        workers=workers or 0,
        overrides=flags.of_search(out, time_limit, iterations, seed),
    )
    if stores is not None:
        from dispatch.app.storeswhatif import whatif_stores

        with progress_on(screen, long=True) as progress:
            chain = whatif_stores(stores, chosen, environment(), now, progress)
        return show_chain_whatif(screen, chain, csv, html, pdf)
    with progress_on(screen, long=True) as progress:
        answered = run_whatif(chosen, environment(), now, progress)
    return show_whatif(screen, answered, csv, html, pdf)


def refuse_one_store(stores: Path | None, config: Path | None, out: Path | None) -> None:
    """Refuse flags that name what belongs to one store beside a list of stores.

    Raises
    ------
    UsageError
        If both are given.
    """
    if stores is not None and (config is not None or out is not None):
        raise UsageError(
            "--stores asks every store, each with its own configuration and runs.",
            "Leave --config and --out out, or ask one store without --stores.",
        )


@app.command()
def stores(
    file: Annotated[Path, typer.Argument(metavar="STORES.toml", help="The stores of the chain.")],
    date: flags.Date = None,
    time_limit: flags.Seconds = None,
    iterations: flags.Iterations = None,
    seed: flags.Seed = None,
    workers: flags.Workers = None,
    offline: flags.Offline = False,
    at_once: Annotated[
        int, typer.Option("--at-once", min=0, help="Stores planned at a time; 0 for one a core.")
    ] = 0,
    together: Annotated[
        bool | None,
        typer.Option("--together/--apart", help="Whether stores that share couriers drive one plan."),
    ] = None,
    moment: flags.Now = "",
    afresh: Annotated[bool, typer.Option("--afresh", help="Plan as if no version had been made.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Plan and show, but write nothing.")] = False,
    as_json: flags.Json = False,
    quiet: flags.Quiet = False,
) -> int:
    """Plan every store of a chain side by side, each as if alone; one exit status, the worst.

    Example: dispatch stores stores.toml --date 2026-11-21
    """
    from dispatch.app.stores import StoresOptions, plan_stores
    from dispatch_cli.studyresults import show_stores

    screen = Screen(as_json=as_json, language=language(), quiet=quiet)
    chosen = StoresOptions(
        file=file,
        together=together,
        day=flags.day_of(date),
        moment=moment,
        afresh=afresh,
        dry_run=dry_run,
        at_once=at_once,
        overrides={
            **flags.of_search(None, time_limit, iterations, seed, workers),
            **flags.overrides(geocoding__offline=offline),
        },
    )
    with progress_on(screen) as progress:
        chain = plan_stores(chosen, environment(), now, progress)
    return show_stores(screen, chain)
