"""How many of the machine's cores this process may keep busy."""

import os
from typing import Final

CORES: Final = "PYTHON_CPU_COUNT"
"""Environment variable that says so; Python itself reads it from 3.13 on."""


def cores() -> int:
    """Return how many cores this process may keep busy, one at least.

    ``PYTHON_CPU_COUNT`` where it holds a number, else the cores that the system lets the process use.
    """
    stated = os.environ.get(CORES, "").strip()
    if stated.isdecimal() and int(stated) > 0:
        return int(stated)
    if hasattr(os, "sched_getaffinity"):  # Windows and macOS bind no process to cores
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def take_share(workers: int) -> None:
    """Leave this process, one of so many workers side by side, its share of the cores that it had.

    Processes that it begins have no more either.
    """
    os.environ[CORES] = str(max(1, cores() // workers))
