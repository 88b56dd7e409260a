"""What the doctor hands back, and what it is handed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from dispatch.config import Mail
from dispatch.errors import ConfigError
from dispatch.model import Fact
from dispatch.model.codes import AS_WRITTEN
from dispatch.model.facts import written

Level = Literal["ok", "warn", "fail"]


@dataclass(frozen=True, slots=True)
class Finding:
    """State how one thing is; the words stand under ``doctor.CODE.ABOUT``.

    Parameters
    ----------
    code
        Stable upper-case name of the check.
    level
        ``ok``; ``warn`` where tonight's run will end but not as well as it could; ``fail`` where it will not.
    about
        How it is; ``as_written`` for the words of an error, in its facts ``message`` and ``remedy``.
    facts
        What the words tell.
    """

    code: str
    level: Level
    about: str
    facts: tuple[Fact, ...] = ()


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
    router
        Whether there is a router for this system.
    connect_mail
        Connects to the mail server and hangs up, sending nothing; raises OSError.
    """

    now: datetime
    map_folder: Path
    log: Path
    address_cache: Path | None = None
    lock: str = ""
    router: bool = True
    connect_mail: Callable[[Mail], None] | None = None


def ok(code: str, about: str, *facts: Fact) -> Finding:
    """Find a thing in order."""
    return Finding(code, "ok", about, facts)


def warn(code: str, about: str, *facts: Fact) -> Finding:
    """Find a thing that makes tonight's plan worse."""
    return Finding(code, "warn", about, facts)


def fail(code: str, about: str, *facts: Fact) -> Finding:
    """Find a thing that stops tonight's run."""
    return Finding(code, "fail", about, facts)


def error_finding(code: str, message: str, remedy: str) -> Finding:
    """Find what an error says, as it says it."""
    return fail(code, AS_WRITTEN, written("message", message), written("remedy", remedy))


def config_finding(error: ConfigError) -> Finding:
    """Turn a configuration that cannot be read into the only finding there can be then."""
    return error_finding("CONFIG", error.message, error.hint or "Correct the file and run again.")
