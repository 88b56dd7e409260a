"""``dispatch doctor``: whether everything is in place for the next run."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from dispatch.app.adapters import map_in_use, map_root
from dispatch.app.files import find_setting
from dispatch.archive import RunArchive
from dispatch.doctoring import Finding, Surroundings, config_finding, examine
from dispatch.errors import ConfigError
from dispatch.files.folders import cache_folder
from dispatch.notifying import connect, default_log


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
