"""slots, serve: at the till."""

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from dispatch_cli import options as flags
from dispatch_cli.application import app, environment, language, now
from dispatch_cli.console import Screen, progress_on


@app.command()
def slots(
    address: Annotated[str, typer.Argument(help="Where it goes, in one line; or --receipt instead.")] = "",
    receipt: Annotated[
        Path | None, typer.Option("--receipt", help="A file with the basket's row, as the till exports it.")
    ] = None,
    crates: Annotated[int, typer.Option("--crates", min=0, max=1000, help="Crates of the basket.")] = 1,
    weight: Annotated[float, typer.Option("--weight", min=0, max=5000, help="Kilograms of it.")] = 0.0,
    chilled: Annotated[int, typer.Option("--chilled", min=0, max=1000, help="Chilled crates of it.")] = 0,
    age_check: Annotated[bool, typer.Option("--age-check", help="It has an article for adults.")] = False,
    take: Annotated[str, typer.Option("--take", help="18:00-20:00: hold that window.")] = "",
    phone: Annotated[str, typer.Option("--phone", help="By which the purchase is known when it comes.")] = "",
    number: Annotated[str, typer.Option("--number", help="Receipt number of the purchase, if known.")] = "",
    date: flags.Date = None,
    config: flags.Config = None,
    out: flags.Out = None,
    moment: flags.Now = "",
    offline: flags.Offline = False,
    as_json: flags.Json = False,
) -> int:
    """Say which windows can still be promised to this basket, and what each costs the store.

    Example: dispatch slots "Rapenburg 70, 2311 EZ Leiden" --crates 2 --take 18:00-20:00 --phone 0612345678
    """
    from dispatch.app.slots import SlotOptions
    from dispatch.app.slots import slots as ask_slots
    from dispatch.ports import Silent
    from dispatch_cli.tillresults import show_slots

    chosen = SlotOptions(
        address=address,
        receipt_file=receipt,
        crates=crates,
        weight_kg=weight,
        chilled=chilled,
        age_check=age_check,
        receipt=number,
        phone=phone,
        take=take,
        day=flags.day_of(date),
        config=config,
        overrides=flags.overrides(archive__folder=out and str(out.absolute()), geocoding__offline=offline),
        moment=moment,
    )
    screen = Screen(as_json=as_json, language=language(config))
    with progress_on(screen) if take else nullcontext(Silent()) as progress:
        answer = ask_slots(chosen, environment(), now, progress)
    return show_slots(screen, answer)


@app.command()
def serve(
    host: Annotated[
        str, typer.Option("--host", help="Where to listen; others than this machine need a token.")
    ] = "",
    port: Annotated[
        int | None, typer.Option("--port", min=1, max=65535, help="Default: [serve] port.")
    ] = None,
    date: flags.Date = None,
    config: flags.Config = None,
    out: flags.Out = None,
    moment: Annotated[
        str, typer.Option("--now", metavar="HH:MM", help="A rehearsal: the clock starts there.")
    ] = "",
    offline: flags.Offline = False,
) -> int:
    """Answer over HTTP for tills and apps on the shop's network, until it is stopped.

    Example: dispatch serve --port 8765
    """
    from dispatch.app.serve import ServeOptions
    from dispatch.app.serve import serve as run_server

    screen = Screen(language=language(config))
    chosen = ServeOptions(
        config=config,
        overrides=flags.overrides(
            archive__folder=out and str(out.absolute()),
            serve__host=host or None,
            serve__port=port,
            geocoding__offline=offline,
        ),
        day=flags.day_of(date),
        moment=moment,
    )
    run_server(
        chosen, environment(), now, lambda address: screen.say(screen.words("serve.ready", address=address))
    )
    screen.say(screen.words("serve.stopped"))
    return 0
