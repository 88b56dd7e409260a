"""``dispatch doctor``, and telling people how an unattended run ended."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from dispatch.app.files import cache_folder, find_setting
from dispatch.app.tools import map_in_use, map_root
from dispatch.archive import RunArchive
from dispatch.config import Config
from dispatch.doctoring import Finding, Surroundings, config_finding, examine
from dispatch.errors import ConfigError, DispatchError
from dispatch.notifying import Outcome, close_log, connect, default_log, notify, open_log


def doctor(
    config: Path | None, out: Path | None, environment: Mapping[str, str], now: Callable[[], datetime]
) -> tuple[Finding, ...]:
    """Look whether everything is in place for the next run."""
    try:
        setting = find_setting(config, None, environment, {})
    except ConfigError as error:
        return (config_finding(error),)
    here = now().astimezone(ZoneInfo(setting.config.store.timezone))
    holder = RunArchive(out or setting.config.archive.folder).lock_holder(here.date())
    around = Surroundings(
        now=here,
        map_folder=map_in_use(setting.config) or map_root(setting.config),
        log=setting.config.notify.log or default_log(),
        address_cache=cache_folder() / "addresses.sqlite",
        lock=f"process {holder.pid} on {holder.host} since {holder.since}" if holder else "",
        connect_mail=lambda mail: connect(mail).close(),
    )
    return examine(setting.config, around)


@dataclass(frozen=True, slots=True)
class Ending:
    """Sum up how a run ended; see :class:`dispatch.notifying.Outcome`."""

    status: int
    headline: str
    day: str = ""
    version: int = 0
    details: tuple[str, ...] = ()
    folder: str = ""
    accounts: dict[str, int] = field(default_factory=dict)


def tell_ended(config: Config, command: str, ending: Ending, now: datetime) -> tuple[str, ...]:
    """Tell by log, heartbeat, command and mail how a run ended; return what went wrong with telling."""
    outcome = Outcome(command=command, ended_at=now, **asdict(ending))
    try:
        log = open_log(config.notify.log or default_log())
    except OSError as error:
        trouble = f"The log cannot be written: {error.strerror}."
        return (trouble, *notify(config.notify, outcome, config.store.name))
    try:
        return notify(config.notify, outcome, config.store.name, log)
    finally:
        close_log(log)


def tell_failed(config: Config, command: str, error: Exception, now: datetime) -> tuple[str, ...]:
    """Tell that a run ended without a plan."""
    if isinstance(error, DispatchError):
        return tell_ended(config, command, Ending(error.exit_status, str(error)), now)
    return tell_ended(config, command, Ending(1, f"A bug stopped the program: {type(error).__name__}."), now)
