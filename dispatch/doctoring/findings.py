"""What the doctor hands back, and what it is handed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from dispatch.config import Mail, Serve
from dispatch.errors import ConfigError, DispatchError
from dispatch.model import Fact

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
        How it is; ``error`` for what an error says.
    facts
        What the words tell.
    error
        The error, if there is one.
    """

    code: str
    level: Level
    about: str
    facts: tuple[Fact, ...] = ()
    error: DispatchError | None = None


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
        Who holds the lock of today: process, host and since when; empty for nobody.
    router
        Whether there is a router for this system.
    no_fly
        Whether an area that is closed to drones is known within a flight from the store.
    exports_apart
        Minutes between two exports of the till, as the books of the last days have them; None if none tells.
    promised
        Whether a window was promised on one of these days.
    connect_mail
        Connects to the mail server and hangs up, sending nothing; raises OSError.
    check_serve
        Looks whether ``dispatch serve`` may begin, and begins nothing; raises what it would raise.
    """

    now: datetime
    map_folder: Path
    log: Path
    address_cache: Path | None = None
    lock: tuple[Fact, ...] = ()
    router: bool = True
    no_fly: bool = True
    exports_apart: int | None = None
    promised: bool = False
    connect_mail: Callable[[Mail], None] | None = None
    check_serve: Callable[[Serve], object] | None = None


def ok(code: str, about: str, *facts: Fact) -> Finding:
    """Find a thing in order."""
    return Finding(code, "ok", about, facts)


def warn(code: str, about: str, *facts: Fact) -> Finding:
    """Find a thing that makes tonight's plan worse."""
    return Finding(code, "warn", about, facts)


def fail(code: str, about: str, *facts: Fact) -> Finding:
    """Find a thing that stops tonight's run."""
    return Finding(code, "fail", about, facts)


def error_finding(code: str, error: DispatchError) -> Finding:
    """Find what an error says, as it says it."""
    return Finding(code, "fail", "error", error=error)


def config_finding(error: ConfigError) -> Finding:
    """Turn a configuration that cannot be read into the only finding there can be then."""
    if error.remedy:
        return error_finding("CONFIG", error)
    return error_finding("CONFIG", ConfigError(error.text, "Correct the file and run again.", **error.facts))
