"""The one application that the commands join, and how it ends."""

import errno
import os
import signal
import sys
import threading
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from dispatch import __version__
from dispatch.clock import YEARS
from dispatch.errors import DispatchError, InputError, ResourceError
from dispatch.words import Words, words
from dispatch_cli import SIGNALLED, heeded
from dispatch_cli.console import FORMAT_VERSION, Screen, kept

if TYPE_CHECKING:
    from dispatch_cli import shapes

app = typer.Typer(
    name="dispatch",
    help="Plan a store's home deliveries: from the till's export to route sheets.",
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

BUG, USAGE, RESOURCE = 1, 2, 3
_REFUSED = frozenset((errno.ENAMETOOLONG, errno.EACCES, errno.EPERM, errno.EIO, errno.EROFS, errno.ENOSPC))
_INTERRUPTED = SIGNALLED + signal.SIGINT
_A_MOMENT = 0.05


_asked: ContextVar[str] = ContextVar("language", default="")
"""The language of ``--language``; empty if it was not given."""

_spoken: ContextVar[str] = ContextVar("spoken", default="")
"""The language that the command of this process speaks; empty before it has chosen one."""


class Language(StrEnum):
    """Name the languages that ``--language`` knows: :data:`dispatch.words.LANGUAGES`."""

    NL = "nl"
    EN = "en"


@app.callback(invoke_without_command=True)
def _program(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Say which version this is.", is_eager=True)
    ] = False,
    language: Annotated[
        Language | None, typer.Option("--language", help="Of terminal and documents.")
    ] = None,
) -> None:
    _asked.set(str(language or ""))
    if version:
        typer.echo(f"local-dispatch {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(USAGE)
    _stand_somewhere()


def _stand_somewhere() -> None:
    """Refuse a current folder that has been removed: every name of a file is looked up from there.

    Raises
    ------
    ResourceError
        If there is none, in the language that is asked for beside the configuration.
    """
    try:
        Path.cwd()
    except OSError:
        asked = environment().get("DISPATCH_LANGUAGE", "")
        speak(asked if asked in tuple(Language) else Language.EN)
        raise ResourceError(
            "The folder in which you are has been removed.", "Change to another, and run again."
        ) from None


def run() -> int:
    """Run the command of this process and return its exit status.

    Signals that would end the program are not heard any more once it is known how it ends.
    """
    as_json = "--json" in sys.argv
    kept.set(False)
    stopped = _Stopped()
    for number in heeded():
        signal.signal(number, stopped)
    hook, sys.unraisablehook = sys.unraisablehook, stopped.swallowed
    try:
        status = app(standalone_mode=False)
        stopped.over = True
        if status == _INTERRUPTED:  # typer takes Ctrl-C for itself, and says nothing
            return _stopped(stopped.status, as_json=as_json)
        return status if isinstance(status, int) else 0
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the last line of defence
        stopped.over = True
        # A library that was being imported turns Ctrl-C into an error of its own.
        if stopped.pressed or isinstance(error, KeyboardInterrupt | typer.Abort):
            return _stopped(stopped.status, as_json=as_json)
        return _ended(error, as_json=as_json)
    finally:
        sys.unraisablehook = hook


def _stopped(status: int, *, as_json: bool) -> int:
    """Say that the program was stopped, and whether something stays."""
    told = "terminal.stopped.kept" if kept.get() else "terminal.stopped"
    return fail(spoken_words()(told), "", status, as_json=as_json)


def _ended(error: BaseException, *, as_json: bool) -> int:
    """Say what ended the program: a paragraph with a remedy, or a traceback for a bug."""
    if isinstance(error, DispatchError):
        for trouble in getattr(error, "__notes__", ()):
            Screen(as_json=as_json).warn(f"dispatch: {trouble}")
        told = spoken_words().error(error)
        return fail(told.message, told.hint, error.exit_status, as_json=as_json)
    if isinstance(error, OSError) and error.errno in _REFUSED and error.filename is not None:
        return _ended(_refused(error), as_json=as_json)
    return _usage_or_bug(error, as_json=as_json)


def _refused(error: OSError) -> DispatchError:
    """Say which file the system refuses wherever it was looked at, and why: that is no bug of ours."""
    from dispatch.files.source import file_name

    kind = InputError if error.errno == errno.ENAMETOOLONG else ResourceError
    name = file_name(Path(os.fsdecode(error.filename)))
    return kind("{file}: the system refuses it ({why}).", file=name, why=str(error.strerror))


def spoken_words() -> Words:
    """Return the words of the language that the command speaks, or would have spoken."""
    return words(_spoken.get() or language())


class _Stopped:
    """Remember that Ctrl-C was pressed, or another signal came that ends programs; end what is being done."""

    def __init__(self) -> None:
        self.pressed = self.over = False
        self._number: int = signal.SIGINT
        self._told = sys.unraisablehook

    @property
    def status(self) -> int:
        """The exit status after it."""
        return SIGNALLED + self._number

    def __call__(self, number: int, _frame: FrameType | None) -> None:
        if self.over:
            return
        self.pressed, self._number = True, number
        raise KeyboardInterrupt

    def swallowed(self, lost: "sys.UnraisableHookArgs") -> None:
        """End what is being done once more where Ctrl-C came while something was being cleared away."""
        if issubclass(lost.exc_type, KeyboardInterrupt):
            threading.Timer(_A_MOMENT, self._again).start()
        else:
            self._told(lost)

    def _again(self) -> None:
        """Send the signal once more, unless the command has ended since: then it would hit what follows."""
        if not self.over:
            signal.raise_signal(self._number)


def environment() -> dict[str, str]:
    """Return the environment, with the language that was asked for by a flag."""
    from dispatch.app.files import LANGUAGE

    asked = _asked.get()
    return dict(os.environ) | ({LANGUAGE: asked} if asked else {})


def language(config: Path | None = None, purchases: Path | None = None) -> str:
    """Return the language to speak: the one asked for, else that of the store."""
    from dispatch.app.files import language_of

    return speak(language_of(config, purchases, environment()))


def speak(chosen: str) -> str:
    """Remember the language that a command speaks, for what may end it, and return it."""
    _spoken.set(chosen)
    return chosen


def now() -> datetime:
    """Tell the time.

    Raises
    ------
    ResourceError
        If the clock shows a year in which nobody can be: no day can be counted from there.
    """
    try:
        moment = datetime.now(UTC)
    except (ValueError, OverflowError):  # a year that Python has no date for
        year = "?"
    else:
        if moment.year in YEARS:
            return moment
        year = str(moment.year)
    raise ResourceError(
        "The clock of this machine shows the year {year}.", "Set it right, and run again.", year=year
    )


def fail(message: str, hint: str, status: int, *, as_json: bool) -> int:
    """Say in one clear paragraph on standard error what is wrong, in JSON too if asked; return the status."""
    screen = Screen(as_json=as_json)
    failed: shapes.Failed = {
        "format_version": FORMAT_VERSION,
        "status": status,
        "error": message,
        "hint": hint,
    }
    screen.result(failed)
    screen.warn(f"dispatch: {message}" + (f"\n{hint}" if hint else ""))
    return status


def _usage_or_bug(error: BaseException, *, as_json: bool) -> int:
    """End with status 2 for a wrong flag, and with a traceback and status 1 for a bug."""
    show = getattr(error, "format_message", None)
    if callable(show):
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "dispatch"
        message = str(show()).replace("Value error, ", "")  # what a choice of several is refused with
        return fail(message, spoken_words()("terminal.help", command=command), USAGE, as_json=as_json)
    traceback.print_exception(error)
    return BUG
