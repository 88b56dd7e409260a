"""The one application that the commands join, and how it ends."""

import io
import os
import sys
import traceback
from datetime import UTC, datetime
from typing import NoReturn

import typer

from dispatch.errors import DispatchError
from dispatch_cli.console import Screen

app = typer.Typer(
    name="dispatch",
    help="Plan a store's home deliveries: from the till's export to route sheets.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
maps = typer.Typer(
    help="Install an OpenStreetMap extract: roads, addresses, background.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(maps, name="map")

FORMAT_VERSION = 1
BUG, USAGE, INTERRUPTED = 1, 2, 130


def run() -> NoReturn:
    """Run the program and leave with its exit status."""
    as_json = "--json" in sys.argv
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # What a terminal cannot show is no reason to fail.
            stream.reconfigure(errors="backslashreplace")
    try:
        status = app(standalone_mode=False)
        sys.exit(status if isinstance(status, int) else 0)
    except DispatchError as error:
        for trouble in getattr(error, "__notes__", ()):
            Screen(as_json=as_json).warn(f"dispatch: {trouble}")
        fail(error.message, error.hint, error.exit_status, as_json=as_json)
    except (KeyboardInterrupt, typer.Abort):
        fail("Stopped; nothing was published.", "", INTERRUPTED, as_json=as_json)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:  # noqa: BLE001 - the last line of defence: said in full, with status 1
        _usage_or_bug(error, as_json=as_json)


def now() -> datetime:
    """Tell the time."""
    return datetime.now(UTC)


def fail(message: str, hint: str, status: int, *, as_json: bool) -> NoReturn:
    """End with one clear paragraph on standard error, and the same as JSON if that was asked for."""
    screen = Screen(as_json=as_json)
    screen.result({"format_version": FORMAT_VERSION, "status": status, "error": message, "hint": hint})
    screen.warn(f"dispatch: {message}" + (f"\n{hint}" if hint else ""))
    sys.exit(status)


def _usage_or_bug(error: Exception, *, as_json: bool) -> NoReturn:
    """End with status 2 for a wrong flag, and with a traceback and status 1 for a bug."""
    show = getattr(error, "format_message", None)
    if callable(show):
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "dispatch"
        fail(str(show()), f"See '{command} --help'.", USAGE, as_json=as_json)
    traceback.print_exc()
    sys.exit(BUG)
