"""What the doctor hands back, and what it is handed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from dispatch.config import Mail
from dispatch.errors import ConfigError

Level = Literal["ok", "warn", "fail"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Say how one thing is.

    Parameters
    ----------
    code
        Stable upper-case name of the check.
    level
        ``ok``; ``warn`` where tonight's run will end but not as well as it could; ``fail`` where it will not.
    message
        How it is.
    remedy
        What to do; empty where nothing is to be done.
    """

    code: str
    level: Level
    message: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Hold what lies outside the configuration.

    Parameters
    ----------
    now
        The wall clock, with the store's zone.
    map_folder
        Where the installed map lies (the folder of ``map.json``).
    address_cache
        Database of found addresses; None if none is kept.
    log
        The rotating log.
    lock
        Who holds the lock of today, in words; empty for nobody.
    connect_mail
        Connects to the mail server and hangs up, sending nothing; raises OSError.
    """

    now: datetime
    map_folder: Path
    log: Path
    address_cache: Path | None = None
    lock: str = ""
    connect_mail: Callable[[Mail], None] | None = None


def ok(code: str, message: str) -> Finding:
    """Find a thing in order."""
    return Finding(code, "ok", message)


def warn(code: str, message: str, remedy: str) -> Finding:
    """Find a thing that makes tonight's plan worse."""
    return Finding(code, "warn", message, remedy)


def fail(code: str, message: str, remedy: str) -> Finding:
    """Find a thing that stops tonight's run."""
    return Finding(code, "fail", message, remedy)


def config_finding(error: ConfigError) -> Finding:
    """Turn a configuration that cannot be read into the only finding there can be then."""
    return fail("CONFIG", error.message, error.hint or "Correct the file and run again.")
