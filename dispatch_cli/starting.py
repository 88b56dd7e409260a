"""init: questions that start a store, or flags in their place."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dispatch.errors import DispatchError
from dispatch_cli.application import app, environment, language, now
from dispatch_cli.console import Screen, kept

if TYPE_CHECKING:
    from collections.abc import Callable

    from dispatch.app.starting import NewCourier, NewStore
    from dispatch.model import Point


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="Where to; made if it does not exist.")] = Path(),
    name: Annotated[str, typer.Option("--name", help="Of the store; without flags you are asked.")] = "",
    address: Annotated[str, typer.Option("--address", help="Of the loading door, in one line.")] = "",
    at: Annotated[
        str, typer.Option("--at", metavar="LAT,LON", help="Where that is; default: by its address.")
    ] = "",
    phone: Annotated[str, typer.Option("--phone", help="That couriers and customers call.")] = "",
    delivery: Annotated[
        str, typer.Option("--delivery", metavar="HH:MM-HH:MM", help="Hours of delivery.")
    ] = "",
    courier: Annotated[
        list[str] | None,
        typer.Option("--courier", help='"Noor, bike, 13:00-17:15"; or van; once for each.'),
    ] = None,
    sample: Annotated[bool, typer.Option("--sample", help="Write the sample store and its day.")] = False,
) -> int:
    """Write a commented dispatch.toml to start a store from, and look what it still lacks.

    In a terminal it asks for name, address and couriers; flags answer beforehand.

    Example: dispatch init my-store --name "De Hoek" --at 52.16,4.49 --courier "Noor, bike, 13:00-17:15"
    """
    from dispatch.app.doctor import doctor
    from dispatch.app.starting import start_store
    from dispatch.errors import UsageError
    from dispatch_cli.results import show_examined

    given = _Given(name, address, at, phone, delivery, tuple(courier or ()))
    if sample and given.any:
        raise UsageError("The sample store has a name of its own.", "Leave --sample out, or the others.")
    screen = Screen(language=language())
    asking = not sample and sys.stdin.isatty() and sys.stdout.isatty()
    store = given.store(screen, asking=asking) if asking or given.any else None
    written = start_store(folder, store, environment(), now(), sample=sample)
    for path in written:
        screen.say(str(path))
    kept.set(True)
    config = folder / "dispatch.toml"
    if store is None:
        screen.say(screen.words("terminal.init", config=config, purchases=folder / "purchases.csv"))
        return 0
    screen = Screen(language=store.language)
    show_examined(screen, doctor(config, None, environment(), now), brief=True)
    trial, export = (folder / screen.words(f"terminal.begun.{what}") for what in ("trial", "export"))
    screen.say(screen.words("terminal.begun", config=config))
    screen.say(screen.words("terminal.begun.first"))
    screen.say(f"  dispatch plan {written[-1]} --out {trial}")
    screen.say(screen.words("terminal.begun.own"))
    screen.say(f"  dispatch check {export}")
    return 0


class _Given:
    """Take what flags say; ask for the rest, or refuse where nobody can be asked."""

    def __init__(
        self, name: str, address: str, at: str, phone: str, delivery: str, couriers: tuple[str, ...]
    ) -> None:
        self.name, self.address, self.at, self.phone = name, address, at, phone
        self.delivery, self.couriers = delivery, couriers

    @property
    def any(self) -> bool:
        return any((self.name, self.address, self.at, self.phone, self.delivery, self.couriers))

    def store(self, screen: Screen, *, asking: bool) -> "NewStore":
        from dispatch.app.starting import NewStore, read_courier, read_span

        spoken = _ask_language(screen) if asking else (environment().get("DISPATCH_LANGUAGE") or "nl")
        if asking:
            screen = Screen(language=spoken)
        self._refuse_gaps(asking=asking)
        name = self.name or _ask(screen, "name")
        address = self.address or (_ask(screen, "address") if asking else "")
        point = self._point(screen, address, asking=asking)
        phone = self.phone or (_ask(screen, "phone", default="") if asking else "")
        delivery = read_span(self.delivery) if self.delivery else ""
        if asking and not delivery:
            delivery = _until_right(screen, "delivery", read_span, default="13:00-21:30")
        couriers = tuple(read_courier(text) for text in self.couriers) or tuple(_ask_couriers(screen))
        return NewStore(name, address, point, spoken, couriers, phone, delivery)

    def _refuse_gaps(self, *, asking: bool) -> None:
        from dispatch.errors import UsageError

        needed = {
            "--name": self.name,
            "--address or --at": self.address or self.at,
            "--courier": self.couriers,
        }
        gaps = [flag for flag, value in needed.items() if not value]
        if gaps and not asking:
            raise UsageError(
                "A store lacks {flags}.", "Give them, or run it in a terminal.", flags=", ".join(gaps)
            )

    def _point(self, screen: Screen, address: str, *, asking: bool) -> "Point":
        from dispatch.app.starting import find_store, read_point
        from dispatch.errors import UsageError

        if self.at:
            return read_point(self.at)
        found = find_store(address, environment(), now)
        if found is not None:
            return found
        if not asking:
            raise UsageError(
                "The store's address was not found for certain.", "Say where it is: --at LAT,LON (see a map)."
            )
        screen.say(screen.words("terminal.ask.not_found"))
        return _until_right(screen, "at", read_point)


def _ask(screen: Screen, what: str, default: str | None = None) -> str:
    return str(typer.prompt(screen.words(f"terminal.ask.{what}"), default=default)).strip()


def _until_right[T](screen: Screen, what: str, read: "Callable[[str], T]", default: str | None = None) -> T:
    """Ask until the answer can be read: what was answered before is not lost by a slip."""
    from dispatch.errors import UsageError

    while True:
        try:
            return read(_ask(screen, what, default))
        except UsageError as error:
            _say(screen, error)


def _ask_language(screen: Screen) -> str:
    asked = environment().get("DISPATCH_LANGUAGE")
    while asked not in {"nl", "en"}:
        asked = _ask(screen, "language", default="nl").casefold()
    return asked


def _ask_couriers(screen: Screen) -> "list[NewCourier]":
    """Ask for couriers until an empty line; one at least."""
    from dispatch.app.starting import read_courier
    from dispatch.errors import UsageError

    found: list[NewCourier] = []
    screen.say(screen.words("terminal.ask.couriers"))
    while True:
        text = _ask(screen, "courier", default="" if found else None)
        if not text and found:
            return found
        try:
            found.append(read_courier(text))
        except UsageError as error:
            _say(screen, error)


def _say(screen: Screen, error: DispatchError) -> None:
    told = screen.words.error(error)
    screen.warn(f"{told.message} {told.hint}")
