"""Take the till's export from standard input, where ``-`` stands for it."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from dispatch.errors import InputError
from dispatch.files.disk import write_new
from dispatch.files.source import MEGABYTE

STANDARD_INPUT: Final = Path("-")
_MOST_MB: Final = 200
_SETTLED: Final = 0
"""A moment long ago: what has been read to its end is not being written any more."""


@contextmanager
def named_file(purchases: Path | None) -> Iterator[Path | None]:
    """Yield the file that is meant; standard input is kept in a private folder while it is read.

    Raises
    ------
    InputError
        If nothing comes in, or more than a day's export holds.
    """
    if purchases != STANDARD_INPUT:
        yield purchases
        return
    data = sys.stdin.buffer.read(_MOST_MB * MEGABYTE + 1)
    if not data:
        raise InputError("Standard input is empty.", "Pipe the till's export into the command.")
    if len(data) > _MOST_MB * MEGABYTE:
        raise InputError(
            "Standard input holds more than {most_mb} MB.", "Export one day only.", most_mb=_MOST_MB
        )
    with tempfile.TemporaryDirectory(prefix="dispatch-") as folder:
        path = Path(folder) / "standard-input"
        write_new(path, data)
        os.utime(path, (_SETTLED, _SETTLED))
        yield path
