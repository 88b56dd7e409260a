"""What to do after a plan was made again, by who does it: call, send, print, stick; read within seconds."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dispatch.archive.comparing import Changes
from dispatch.clock import hhmm_span
from dispatch.model import PlannedDay, Tell, Told
from dispatch.sheets.afterwards import Slip, relabelled, slips, trips_to_print
from dispatch.words import Words
from dispatch_cli.console import safe

if TYPE_CHECKING:
    from rich.console import Console

_NAMED = 6
"""Customers and orders that are named; the rest is counted and stands in the file."""


def show_changes(console: "Console", say: Words, changes: Changes) -> None:
    """Tell what is different from the version before; what to print is among what to do."""
    if not changes:
        console.print(say("terminal.same"), markup=False)
        return
    told = changes.orders(say)
    if told:
        console.print(say("terminal.since"), style="bold", markup=False)
    for sentence in told:
        console.print(f"  {safe(sentence)}", markup=False)


def show_todo(console: "Console", say: Words, day: PlannedDay, changes: Changes) -> None:
    """Tell what is to be done now that a version takes the place of another."""
    from rich.table import Table
    from rich.text import Text

    console.print(say("todo.title", version=day.version, replaces=day.replaces), style="bold", markup=False)
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1))
    table.add_column(no_wrap=True, style="bold")
    table.add_column(overflow="fold")
    found = False
    for key, lines in _actions(say, day, changes):
        for number, line in enumerate(lines):
            table.add_row(say(f"todo.{key}") if not number else "", Text(safe(line)))
            found = True
    if not found:
        table.add_row(say("todo.nothing"), "")
    console.print(table)


def _actions(say: Words, day: PlannedDay, changes: Changes) -> Iterator[tuple[str, Sequence[str]]]:
    yield "call", [_called(say, slip) for slip in slips(day)]
    yield "send", list(_sent(say, day))
    yield "print", list(_printed(say, trips_to_print(day)))
    yield "stick", list(_stuck(say, day))
    yield "bin", [say("todo.paper", routes=", ".join(changes.cancelled))] if changes.cancelled else []
    held = [route for route in changes.unchanged if route not in trips_to_print(day)]
    yield "keep", [say("todo.holds", routes=", ".join(held))] if held else []


def _called(say: Words, slip: Slip) -> str:
    """Say what to tell a courier under way."""
    told = [f"{line.receipt} {say(f'slip.{line.news}').lower()}" for line in slip.lines[:_NAMED]]
    more = [say("todo.more", n=say.integer(len(slip.lines) - _NAMED))] if len(slip.lines) > _NAMED else []
    courier = f"{slip.route.shift.courier} ({slip.route.name})"
    return say("todo.slip", courier=courier, what=", ".join([*told, *more]))


def _sent(say: Words, day: PlannedDay) -> Iterator[str]:
    """Say who must hear what, those who are told another time by name."""
    news = [one for one in day.told if one.tell is not Tell.SAME]
    if not news:
        return
    counts = Counter(one.tell for one in news)
    told = ", ".join(f"{counts[tell]} {say(f'todo.tell.{tell}')}" for tell in Tell if counts[tell])
    yield say("todo.messages", what=told)
    moved = [one for one in news if one.tell is not Tell.NEW]
    for one in moved[:_NAMED]:
        yield f"  {one.receipt}  {_window(say, one)}"
    if len(moved) > _NAMED:
        yield f"  {say('todo.more', n=say.integer(len(moved) - _NAMED))}"


def _window(say: Words, one: Told) -> str:
    before = hhmm_span(one.before.earliest, one.before.latest) if one.before else ""
    if one.window is None:
        return say(f"todo.tell.{one.tell}") + (f" ({before})" if before else "")
    return hhmm_span(one.window.earliest, one.window.latest) + (
        f" ({say('todo.was', span=before)})" if before else ""
    )


def _printed(say: Words, trips: dict[str, tuple[int, ...]]) -> Iterator[str]:
    if trips:
        named = [say("todo.trips", route=r, trips=", ".join(map(str, ns))) for r, ns in trips.items()]
        yield say("todo.sheets", trips=" · ".join(named))


def _stuck(say: Words, day: PlannedDay) -> Iterator[str]:
    again = relabelled(day)
    pieces = sum(
        one.order.crates + one.order.bags
        for stop in day.problem.stops
        for one in stop.orders
        if one.order.receipt_id in again
    )
    if again:
        listed = [receipt for receipt in day.relabel if receipt in again]
        more = [say("todo.more", n=say.integer(len(listed) - _NAMED))] if len(listed) > _NAMED else []
        named = ", ".join([*listed[:_NAMED], *more])
        yield say("todo.labels", n=say.integer(pieces), receipts=named)
