"""The door: commands, flags, what the terminal shows, exit status. No rule and no file format."""

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import NoReturn

__all__ = ["main"]

INTERRUPTED = 130


def main() -> "NoReturn":
    """Run the program and leave with its exit status, whatever becomes of what it shows."""
    # The module signal loads others first, and Ctrl-C meanwhile would be a traceback.
    from _signal import SIGINT, signal  # type: ignore[import-not-found]

    before = signal(SIGINT, _leave)
    from dispatch_cli.streams import guard_streams, lost_words

    troubles = guard_streams()
    from dispatch_cli import (  # noqa: F401 - they add their commands
        daybook,
        planning,
        runs,
        starting,
        studies,
        till,
        upkeep,
    )
    from dispatch_cli.application import run, spoken_words

    signal(SIGINT, before)
    status = run()
    for trouble in (*troubles, *lost_words()):
        sys.stderr.write(f"dispatch: {spoken_words().phrase(trouble)}\n")
    sys.stderr.flush()
    sys.exit(status)


def _leave(_signal: int, _frame: "FrameType | None") -> "NoReturn":
    """End at once: while libraries are half imported there is nothing to tidy up."""
    os.write(2, b"dispatch: Stopped; nothing was published.\n")
    os._exit(INTERRUPTED)
