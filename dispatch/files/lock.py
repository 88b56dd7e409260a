"""One run at a time: a lock of the operating system, freed by itself when its holder dies."""

import contextlib
import errno
import json
import math
import os
import socket
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from dispatch.errors import LockHeldError, ResourceError
from dispatch.files.disk import FILE_MODE, make_folder, resource_error, writing
from dispatch.phrases import Phrase

_UNSUPPORTED = {errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS}
_MAX_NOTE = 4096
_PATIENCE = 0.1


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
def hold(path: Path, task: str, now: datetime) -> Iterator[Holder | None]:
    """Hold a lock; yield the earlier holder if that one was killed before it let go.

    Parameters
    ----------
    path
        The lock file; it is made where it is missing.
    task, now
        What this run is busy with since when, for the words that another run tells its user.

    Raises
    ------
    LockHeldError
        If another process holds it.
    ResourceError
        If the folder cannot be written or knows no locks.
    """
    descriptor = _open_locked(path, task)
    try:
        killed = _read_note(descriptor)
        note = Holder(os.getpid(), socket.gethostname(), now.isoformat())
        with contextlib.suppress(OSError):  # on a full disk the lock holds without a note as well
            _write_note(descriptor, " " + json.dumps(asdict(note)))
        yield killed
    finally:
        with contextlib.suppress(OSError):
            _write_note(descriptor, "")
        os.close(descriptor)


@contextmanager
def wait_for(path: Path, task: str, patience: float = math.inf) -> Iterator[None]:
    """Hold a lock as soon as no other process does.

    Parameters
    ----------
    path, task
        As :func:`hold` has them.
    patience
        Seconds to wait.

    Raises
    ------
    LockHeldError
        If another process holds it all the while.
    ResourceError
        If the folder cannot be written or knows no locks.
    """
    end = time.monotonic() + patience
    while True:
        try:
            descriptor = _open_locked(path, task)
        except LockHeldError:
            if time.monotonic() >= end:
                raise
            time.sleep(_PATIENCE)
        else:
            break
    try:
        yield
    finally:
        os.close(descriptor)


def holder(path: Path) -> Holder | None:
    """Tell who holds a lock now, without waiting and without taking it for longer than a blink."""
    try:
        descriptor = _open(path, os.O_RDWR)
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


def _open_locked(path: Path, task: str) -> int:
    """Open and lock the file that stands at the path; a file that was unlinked meanwhile is not it."""
    while True:
        with writing(path, "The lock cannot be made"):
            make_folder(path.parent)
            descriptor = _open(path, os.O_RDWR | os.O_CREAT)
        try:
            if not _try_lock(descriptor):
                raise _held(_read_note(descriptor), task)
            if os.path.samestat(os.fstat(descriptor), path.lstat()):
                return descriptor
        except FileNotFoundError:
            pass
        except OSError as error:
            os.close(descriptor)
            if error.errno in _UNSUPPORTED:
                raise ResourceError(
                    "The drive of {folder} knows no locks.",
                    "Choose a folder on a disk of this machine.",
                    folder=path.parent,
                ) from error
            raise resource_error(error, Phrase("The lock cannot be taken"), path.parent) from error
        except LockHeldError:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _open(path: Path, flags: int) -> int:
    """Open a file of its own: what a link leads to is never locked, let alone emptied."""
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(path, flags, FILE_MODE)
    facts = os.fstat(descriptor)
    if not stat.S_ISREG(facts.st_mode) or facts.st_nlink > 1 or path.is_symlink():
        os.close(descriptor)
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    return descriptor


def _held(by: Holder | None, task: str) -> LockHeldError:
    who = Phrase("Another run")
    if by is not None:
        elsewhere = by.host != socket.gethostname()
        facts = {"pid": str(by.pid), "since": _clock_time(by.since), "host": by.host}
        who = Phrase(
            "Another run (process {pid} on {host}, since {since})"
            if elsewhere
            else "Another run (process {pid}, since {since})",
            facts,
        )
    return LockHeldError(
        "{who} is busy with {task}.", "Wait until it is done, and run again.", who=who, task=task
    )


def _clock_time(moment: str) -> str:
    with contextlib.suppress(ValueError):
        return datetime.fromisoformat(moment).strftime("%H:%M:%S")
    return moment


def _read_note(descriptor: int) -> Holder | None:
    """Read who wrote himself into the lock file; a note cut short by a crash still tells of a crash."""
    try:
        text = _read_from(descriptor, 0)
    except PermissionError:  # Windows lets nobody read the first byte, which is what is locked
        text = _read_from(descriptor, 1)
    if not text.strip():
        return None
    try:
        note: Any = json.loads(text)
        return Holder(int(note["pid"]), str(note["host"])[:80], str(note["since"])[:40])
    except (ValueError, TypeError, KeyError, RecursionError):
        return Holder(0, "", "")


def _read_from(descriptor: int, start: int) -> bytes:
    os.lseek(descriptor, start, os.SEEK_SET)
    return os.read(descriptor, _MAX_NOTE)


def _write_note(descriptor: int, text: str) -> None:
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.ftruncate(descriptor, 0)
    os.write(descriptor, text.encode())


def _try_lock(descriptor: int) -> bool:
    """Lock without waiting; where a system or a drive has no locks of files, with one of its records."""
    from filelock import lock_descriptor

    try:
        return lock_descriptor(descriptor, blocking=False)
    except OSError as error:
        if sys.platform == "win32" or error.errno != errno.ENOSYS or not hasattr(os, "lockf"):
            raise
    os.lseek(descriptor, 0, os.SEEK_SET)
    try:
        os.lockf(descriptor, os.F_TLOCK, 0)
    except OSError as error:
        if error.errno in {errno.EACCES, errno.EAGAIN}:
            return False
        raise
    return True
