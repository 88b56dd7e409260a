"""The door: commands, flags, what the terminal shows, exit status. No rule and no file format."""

# The module signal loads others first, and Ctrl-C meanwhile would be a traceback.
import _signal  # type: ignore[import-not-found]
import atexit
import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import NoReturn

__all__ = ["main"]

SIGNALS = tuple(getattr(_signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(_signal, name))
"""What ends the program: Ctrl-C, being told to, a terminal that is closed (there is none on Windows)."""

SIGNALLED = 128
"""With the number of the signal the exit status, as shells have it: 130 after Ctrl-C."""


_YOUNG = 50_000
"""Objects more than were let go of from which on rings of them are looked for.

At seven hundred, as Python begins, a tenth of a short command goes into walking over what was imported.
"""

_STDOUT = 1
_FINE = (0, 5)
"""Statuses of a command that did what it was asked."""


def heeded() -> list[int]:
    """List these signals, less what nohup, or a shell for a job in the background, has the program ignore."""
    return [number for number in SIGNALS if _signal.getsignal(number) != _signal.SIG_IGN]


def main() -> "NoReturn":
    """Run the program and leave with its exit status, whatever becomes of what it shows."""
    for number in heeded():
        _signal.signal(number, _leave)
    gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])
    atexit.register(_be_deaf)  # the first that is registered is done last
    from dispatch_cli.streams import guard_streams, lost_words

    closed = guard_streams()
    from dispatch_cli import (  # noqa: F401 - they add their commands
        daybook,
        planning,
        runs,
        starting,
        studies,
        till,
        upkeep,
    )
    from dispatch_cli.application import RESOURCE, run, spoken_words
    from dispatch_cli.console import nothing_but_told

    status = run()
    unseen = closed | lost_words()
    if _STDOUT in unseen and status in _FINE and nothing_but_told():
        status = RESOURCE
    for trouble in unseen.values():
        sys.stderr.write(f"dispatch: {spoken_words().phrase(trouble)}\n")
    sys.stderr.flush()
    for number in heeded():
        # All is done and said: whoever cannot wait for the last threads and processes needs no other word.
        _signal.signal(number, lambda *_: os._exit(status))
    sys.exit(status)


def _be_deaf() -> None:
    """Hear no signal once nothing is left but Python's own end: it would be death by that signal."""
    for number in heeded():
        _signal.signal(number, _signal.SIG_IGN)


def _leave(number: int, _frame: "FrameType | None") -> "NoReturn":
    """End at once: while libraries are half imported there is nothing to tidy up."""
    os.write(2, b"dispatch: Stopped; nothing was published.\n")
    os._exit(SIGNALLED + number)
