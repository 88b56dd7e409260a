"""doctor and the map."""

from pathlib import Path
from typing import Annotated

import typer

from dispatch_cli import options as flags
from dispatch_cli.application import app, environment, language, maps, now
from dispatch_cli.console import Screen, kept, progress_on


@app.command()
def doctor(
    config: flags.Config = None,
    out: flags.Out = None,
    as_json: flags.Json = False,
) -> int:
    """Look whether everything is in place for tonight's unattended run.

    Example: dispatch doctor --config dispatch.toml
    """
    from dispatch.app.doctor import doctor as run_doctor
    from dispatch_cli.results import show_examined

    return show_examined(
        Screen(as_json=as_json, language=language(config)), run_doctor(config, out, environment(), now)
    )


@maps.command()
def install(
    url: Annotated[str | None, typer.Option("--url", help="Extract; default: [travel] map_url.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Build even if nothing has changed.")] = False,
    config: flags.Config = None,
    as_json: flags.Json = False,
) -> int:
    """Download the configured extract, check it, and build the map.

    Example: dispatch map install
    """
    from dispatch.app import maps as rooms
    from dispatch_cli.results import show_map

    screen = Screen(as_json=as_json, language=language(config))
    plan = rooms.prepare(config, environment(), now)
    source = url or plan.config.travel.map_url
    screen.say(screen.words("terminal.fetching", url=source, folder=plan.root))
    with progress_on(screen) as progress:
        built = rooms.install(url, plan, now, progress, force=force)
    kept.set(True)
    return show_map(screen, built.status, now().date(), skipped=built.skipped)


@maps.command()
def build(
    extract: Annotated[
        Path | None,
        typer.Argument(help="An .osm.pbf file; without one, the installed map again for a changed fleet."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Build even if nothing has changed.")] = False,
    config: flags.Config = None,
    as_json: flags.Json = False,
) -> int:
    """Build the map from an extract on this machine, or the installed one again.

    Example: dispatch map build zuid-holland-latest.osm.pbf
    """
    from dispatch.app import maps as rooms
    from dispatch_cli.results import show_map

    screen = Screen(as_json=as_json, language=language(config))
    plan = rooms.prepare(config, environment(), now)
    expected = rooms.expected(extract, plan)
    if expected is not None:
        size = screen.words.decimal(expected.disk_bytes / 1e6, 0)
        told = {"folder": plan.root, "size": size, "seconds": expected.seconds}
        screen.say(screen.words("terminal.building", **told))
    with progress_on(screen) as progress:
        built = rooms.build(extract, plan, now, progress, force=force)
    kept.set(True)
    return show_map(screen, built.status, now().date(), skipped=built.skipped)


@maps.command()
def status(config: flags.Config = None, as_json: flags.Json = False) -> int:
    """Tell what is installed, from when, how large, for which profiles.

    Example: dispatch map status
    """
    from dispatch.app import maps as rooms
    from dispatch_cli.results import show_map

    return show_map(
        Screen(as_json=as_json, language=language(config)), rooms.status(config, environment()), now().date()
    )
