"""Which of many kept results have outlived their use."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from dispatch.clock import DAY


def outlived(
    paths: Iterable[Path], suffix: str, now: float, *, max_days: float, max_bytes: int
) -> Iterator[Path]:
    """Yield files not used for long, and those longest unused beyond the size that is allowed.

    What another process left half written is one after a day.

    Parameters
    ----------
    paths
        All of them; when one was changed last, it was used last. One that is gone meanwhile is passed over.
    suffix
        Of what is whole.
    now
        Seconds since 1970.
    """
    total = 0
    for when, size, path in sorted(_facts(paths), reverse=True):
        total += size
        age_days = (now - when) / DAY
        half_written = path.suffix != suffix
        if age_days > max_days or total > max_bytes or (half_written and age_days > 1):
            yield path


def _facts(paths: Iterable[Path]) -> Iterator[tuple[float, int, Path]]:
    """Yield when each file was used last, its size and where it lies."""
    for path in paths:
        with suppress(OSError):
            facts = path.stat()
            yield facts.st_mtime, facts.st_size, path
