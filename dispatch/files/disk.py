"""Write files that appear whole or not at all and that only their owner can read."""

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from dispatch.errors import ResourceError
from dispatch.files.source import file_name
from dispatch.phrases import Phrase

FOLDER_MODE = 0o700
FILE_MODE = 0o600

_WORDS = {
    errno.ENOSPC: ("the disk is full", "Free some space (old runs go with 'dispatch purge') and run again."),
    errno.EROFS: ("the disk is read-only", "Mount it writable, or set another [archive] folder."),
    errno.EACCES: ("permission is denied", "Let the account that plans own the folder, and run again."),
    errno.ENOENT: ("the folder has vanished", "Is the network drive connected? Connect it and run again."),
    errno.EIO: ("the drive does not answer", "Check the disk or the network drive, and run again."),
    errno.EEXIST: ("something else is in its place", "Move it out of the way and run again."),
    errno.ENAMETOOLONG: ("its path is too long", "Set an [archive] folder with a shorter path."),
}
_ALIKE = {
    errno.EDQUOT: errno.ENOSPC,
    errno.EFBIG: errno.ENOSPC,
    errno.EPERM: errno.EACCES,
    errno.ENOTDIR: errno.EEXIST,
    errno.ELOOP: errno.EEXIST,
    errno.ESTALE: errno.EIO,
    errno.ENODEV: errno.EIO,
    errno.ENXIO: errno.EIO,
    errno.ENOTCONN: errno.EIO,
    errno.ETIMEDOUT: errno.EIO,
    errno.EHOSTDOWN: errno.EIO,
}


def resource_error(error: OSError, what: Phrase, folder: Path) -> ResourceError:
    """Turn an error of the system into a paragraph with a remedy.

    Parameters
    ----------
    error
        What the system said.
    what
        What could not be done, as the beginning of a sentence.
    folder
        Which folder of the store it is about; never the name of a customer's file.
    """
    code = error.errno or 0
    reason, remedy = _WORDS.get(_ALIKE.get(code, code), ("", ""))
    why = Phrase(reason) if reason else os.strerror(code) if code else Phrase("of an unknown error")
    return ResourceError("{what} in {folder}: {why}.", remedy, what=what, folder=folder, why=why)


@contextmanager
def writing(path: Path, what: str = "{file} cannot be written") -> Iterator[None]:
    """Turn what the system says about a file that is written into a paragraph with a remedy.

    Parameters
    ----------
    path
        The file.
    what
        What could not be done, as the beginning of a sentence; ``{file}`` is its name.

    Raises
    ------
    ResourceError
        If the disk is full, read-only or fails, or the folder may not be written.
    """
    try:
        yield
    except OSError as error:
        raise resource_error(error, Phrase(what, {"file": file_name(path)}), path.parent) from None


def make_folder(folder: Path) -> None:
    """Make a folder and its parents; those that are new are private."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=FOLDER_MODE)
        folder.chmod(FOLDER_MODE)
        sync_folder(folder.parent)


def write_new(path: Path, data: bytes) -> None:
    """Write a private file into a folder that is not published yet; the folder is made if need be."""
    with open_new(path) as file:
        file.write(data)


def open_new(path: Path) -> BinaryIO:
    """Open a file to write it piece by piece as :func:`write_new` does at once."""
    make_folder(path.parent)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), FILE_MODE)
    return os.fdopen(descriptor, "wb")


def replace_file(path: Path, data: bytes) -> None:
    """Put a private file in the place of another, in one step."""
    fresh = path.with_name(f".{path.name}.tmp-{secrets.token_hex(4)}")
    try:
        write_new(fresh, data)
        sync_file(fresh)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    sync_folder(path.parent)


def append_durably(path: Path, data: bytes, *, keep: int) -> int:
    """Put data behind the first ``keep`` bytes of a private file and wait until it is on the disk.

    What stands behind those bytes goes. When writing fails, the file has those bytes only. A link is
    not followed: that is for who means the file behind it.

    Returns
    -------
    int
        The size of the file.
    """
    fresh = not path.exists()
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(path, flags | getattr(os, "O_NONBLOCK", 0), FILE_MODE)
    try:
        os.ftruncate(descriptor, keep)
        os.lseek(descriptor, keep, os.SEEK_SET)
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(descriptor, left) :]
            os.fsync(descriptor)
        except OSError:
            os.ftruncate(descriptor, keep)
            raise
    finally:
        os.close(descriptor)
    if fresh:
        sync_folder(path.parent)
    return keep + len(data)


def touch_private(path: Path) -> None:
    """Make sure that there is a file and that only its owner can read it.

    One that is there is not opened: closing it would give up every lock that this process holds on
    it (POSIX fcntl), so a second connection to a database would let others write into the first.

    Raises
    ------
    OSError
        If it cannot be made, or something else than a file stands there.
    """
    make_folder(path.parent)
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, FILE_MODE))
    except FileExistsError:
        if not path.is_file():
            raise
    path.chmod(FILE_MODE)


def point(link: Path, target: str) -> None:
    """Let a link lead to a folder beside it, in one step."""
    fresh = link.with_name(f".{link.name}.tmp-{secrets.token_hex(4)}")
    try:
        fresh.symlink_to(target, target_is_directory=True)
        fresh.replace(link)
    finally:
        fresh.unlink(missing_ok=True)
    sync_folder(link.parent)


def make_durable(folder: Path) -> None:
    """Make everything in a folder private and bring it onto the disk, the folder itself last."""
    for place, folders, files in os.walk(folder, topdown=False):
        for name in files:
            path = Path(place, name)
            path.chmod(FILE_MODE)
            sync_file(path)
        for name in folders:
            Path(place, name).chmod(FOLDER_MODE)
        sync_folder(Path(place))
    folder.chmod(FOLDER_MODE)


def refuse_link(place: Path) -> None:
    """Refuse a folder of the program's own that leads to another place: what lies there is of somebody else.

    Raises
    ------
    ResourceError
        If it is a link.
    """
    if place.is_symlink() or place.is_junction():
        raise ResourceError("{place} is a link to another place.", "Move it out of the way.", place=place)


def sync_file(path: Path) -> None:
    """Wait until a file's bytes are on the disk."""
    descriptor = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Wait until a folder's entries are on the disk, where the system can promise that."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network file systems sync entries on their own and refuse to be asked.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


def remove_tree(folder: Path) -> None:
    """Remove a folder under a name that nobody takes for a run, so that a half removed one is none.

    Of a link only the link goes.
    """
    if folder.is_symlink():
        folder.unlink()
        return
    doomed = folder
    if not folder.name.startswith("."):
        doomed = folder.with_name(f".{folder.name}.gone-{secrets.token_hex(4)}")
        folder.rename(doomed)
        sync_folder(folder.parent)
    shutil.rmtree(doomed)
