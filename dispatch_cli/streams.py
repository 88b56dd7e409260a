"""Standard streams that are closed or full: what was planned counts, not whether it could be shown."""

import contextlib
import io
import os
import sys
from typing import Final

from dispatch.phrases import Detail, Phrase

_NAMES: Final = {1: "standard output", 2: "standard error"}


class Guarded(io.TextIOWrapper):
    """Be a standard stream that goes quiet when the disk is full or the reader gone.

    A reader that has seen enough ("… | head") is no loss to tell of.
    """

    lost: OSError | None = None

    def write(self, text: str, /) -> int:
        """Write text, or keep in mind why that failed."""
        try:
            return super().write(text)
        except OSError as error:
            self._lose(error)
            return len(text)

    def flush(self) -> None:
        """Flush, or keep in mind why that failed."""
        try:
            super().flush()
        except OSError as error:
            self._lose(error)

    def _lose(self, error: OSError) -> None:
        if not isinstance(error, BrokenPipeError):
            self.lost = self.lost or error
        _to_nowhere(self.fileno())


def guard_streams() -> dict[int, Phrase]:
    """Give every standard stream a place to go to, and return what closed ones cannot show, by number.

    A closed descriptor would be handed to the next file that is opened: a plan would be printed into it.
    """
    closed = [fd for fd in (0, 1, 2) if not _is_open(fd)]
    for fd in closed:
        _to_nowhere(fd)
    sys.stdin = sys.stdin or os.fdopen(0, encoding="utf-8")
    sys.stdout = _guarded(sys.stdout, 1)
    sys.stderr = _guarded(sys.stderr, 2)
    return {
        fd: Phrase("There is no {stream} to show results on.", {"stream": Phrase(_NAMES[fd])})
        for fd in closed
        if fd in _NAMES
    }


def lost_words() -> dict[int, Phrase]:
    """Flush the standard streams and say, by number, which of them could not take everything."""
    told = {}
    for fd, stream in ((1, sys.stdout), (2, sys.stderr)):
        stream.flush()
        if isinstance(stream, Guarded) and stream.lost is not None:
            facts: dict[str, Detail] = {"stream": Phrase(_NAMES[fd]), "why": stream.lost.strerror or ""}
            told[fd] = Phrase("Not everything could be shown on {stream}: {why}.", facts)
    return told


def _guarded(stream: object, fd: int) -> Guarded:
    if isinstance(stream, io.TextIOWrapper):
        encoding, line_buffering = stream.encoding, stream.line_buffering
        with contextlib.suppress(ValueError, OSError):
            stream.flush()
        buffer = stream.detach()
    else:
        encoding, line_buffering, buffer = "utf-8", False, os.fdopen(fd, "wb")
    # What a terminal cannot show is no reason to fail.
    return Guarded(buffer, encoding=encoding, errors="backslashreplace", line_buffering=line_buffering)


def _is_open(fd: int) -> bool:
    try:
        os.fstat(fd)
    except OSError:
        return False
    return True


def _to_nowhere(fd: int) -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    if nowhere != fd:
        os.dup2(nowhere, fd)
        os.close(nowhere)
