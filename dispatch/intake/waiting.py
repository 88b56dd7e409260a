"""Wait for a file that the till is still writing."""

from collections.abc import Callable
from pathlib import Path

from dispatch.errors import InputError
from dispatch.files.source import reading

_LOOKS = 4


def wait_until_written(
    path: Path,
    seconds: float,
    clock: Callable[[], float],
    sleep: Callable[[float], None],
    patience: float = 120.0,
) -> float:
    """Wait until size and modification time of a file stay the same for ``seconds``.

    A file that was last changed longer ago than that is not waited for. One that vanishes while
    waiting (a till may write it anew) is waited for too.

    Parameters
    ----------
    path
        The file.
    seconds
        How long it must rest.
    clock
        Seconds since the epoch.
    sleep
        Waits for some seconds.
    patience
        Seconds after which it is given up.

    Returns
    -------
    float
        Seconds waited.

    Raises
    ------
    InputError
        If there is no such file, or it keeps changing.
    ResourceError
        If the folder cannot be looked into.
    """
    began = clock()
    seen = _look(path)
    if seen is None:
        raise InputError("There is no file {name}.", "Check the name and the folder.", name=path.name)
    if seconds <= 0 or seen[1] <= began - seconds:
        return 0.0
    still_since = began
    while clock() - still_since < seconds:
        if clock() - began > patience:
            raise InputError(
                "{file} is still being written after {patience} seconds.",
                "Wait for the till to finish and run again.",
                file=path.name,
                patience=round(patience),
            )
        sleep(seconds / _LOOKS)
        now = _look(path)
        if now != seen:
            seen, still_since = now, clock()
    if seen is None:
        raise InputError("{file} has vanished.", "Export it from the till again.", file=path.name)
    return clock() - began


def _look(path: Path) -> tuple[int, float] | None:
    with reading(path):
        try:
            info = path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return None
    return info.st_size, info.st_mtime
