"""One run a day at a time: a lock of the operating system, freed by itself when its holder dies."""

import contextlib
import errno
import json
import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dispatch.errors import LockHeldError, ResourceError
from dispatch.files.disk import FILE_MODE, make_folder, resource_error

_BUSY = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}
_UNSUPPORTED = {errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS}
_MAX_NOTE = 4096


@dataclass(frozen=True, slots=True)
class Holder:
    """Say who holds a lock, or held it when it was killed.

    Parameters
    ----------
    pid
        Process.
    host
        Machine.
    since
        ISO 8601 with offset.
    """

    pid: int
    host: str
    since: str


@contextmanager
def hold(path: Path, day: date, now: datetime) -> Iterator[Holder | None]:
    """Hold the lock of a day; yield the earlier holder if that one was killed before it let go.

    Parameters
    ----------
    path
        The lock file; it is made where it is missing.
    day, now
        For the words that another run tells its user.

    Raises
    ------
    LockHeldError
        If another process holds it.
    ResourceError
        If the folder cannot be written or knows no locks.
    """
    descriptor = _open_locked(path, day)
    try:
        killed = _read_note(descriptor)
        note = Holder(os.getpid(), socket.gethostname(), now.isoformat())
        with contextlib.suppress(OSError):  # on a full disk the lock holds without a note as well
            _write_note(descriptor, json.dumps(asdict(note)))
        yield killed
    finally:
        with contextlib.suppress(OSError):
            _write_note(descriptor, "")
        os.close(descriptor)


def holder(path: Path) -> Holder | None:
    """Tell who holds a lock now, without waiting and without taking it for longer than a blink."""
    try:
        descriptor = os.open(path, os.O_RDWR)
    except OSError:
        return None
    try:
        if _try_lock(descriptor):
            return None
        return _read_note(descriptor) or Holder(0, "", "")
    except OSError:
        return None
    finally:
        os.close(descriptor)


def _open_locked(path: Path, day: date) -> int:
    """Open and lock the file that stands at the path; a file that was unlinked meanwhile is not it."""
    while True:
        try:
            make_folder(path.parent)
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, FILE_MODE)
        except OSError as error:
            raise resource_error(error, "The lock cannot be made", path.parent) from error
        try:
            if not _try_lock(descriptor):
                raise _held(_read_note(descriptor), day)
            if os.fstat(descriptor).st_ino == path.stat().st_ino:
                return descriptor
        except FileNotFoundError:
            pass
        except OSError as error:
            os.close(descriptor)
            if error.errno in _UNSUPPORTED:
                raise ResourceError(
                    f"The drive of {path.parent} knows no locks.",
                    "Set an [archive] folder on a disk of this machine.",
                ) from error
            raise resource_error(error, "The lock cannot be taken", path.parent) from error
        except LockHeldError:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _held(by: Holder | None, day: date) -> LockHeldError:
    who = "Another run"
    if by is not None:
        where = "" if by.host == socket.gethostname() else f" on {by.host}"
        who += f" (process {by.pid}{where}, since {_clock_time(by.since)})"
    return LockHeldError(f"{who} is busy with {day}.", "Wait until it is done, and run again.")


def _clock_time(moment: str) -> str:
    with contextlib.suppress(ValueError):
        return datetime.fromisoformat(moment).strftime("%H:%M:%S")
    return moment


def _read_note(descriptor: int) -> Holder | None:
    """Read who wrote himself into the lock file; a note cut short by a crash still tells of a crash."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    text = os.read(descriptor, _MAX_NOTE)
    if not text.strip():
        return None
    try:
        note: Any = json.loads(text)
        return Holder(int(note["pid"]), str(note["host"])[:80], str(note["since"])[:40])
    except (ValueError, TypeError, KeyError, RecursionError):
        return Holder(0, "", "")


def _write_note(descriptor: int, text: str) -> None:
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.ftruncate(descriptor, 0)
    os.write(descriptor, text.encode())


def _posix_try_lock(descriptor: int) -> bool:
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _BUSY:
            return False
        raise
    return True


def _windows_try_lock(descriptor: int) -> bool:
    """Lock one byte far behind the note, so that the note stays readable for others."""
    import msvcrt

    windows: Any = msvcrt
    os.lseek(descriptor, 2**30, os.SEEK_SET)
    try:
        windows.locking(descriptor, windows.LK_NBLCK, 1)
    except OSError as error:
        if error.errno in _BUSY:
            return False
        raise
    return True


_try_lock: Callable[[int], bool] = _windows_try_lock if sys.platform == "win32" else _posix_try_lock
