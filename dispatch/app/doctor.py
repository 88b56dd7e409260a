"""``dispatch doctor``: whether everything is in place for the next run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from dispatch.app.adapters import map_in_use, map_root, open_geocoder
from dispatch.app.files import Setting, find_setting
from dispatch.archive import RunArchive
from dispatch.config import DRONE, Serve
from dispatch.doctoring import Finding, Surroundings, config_finding, error_finding, examine, verdict
from dispatch.errors import ConfigError, DispatchError
from dispatch.files.folders import cache_folder
from dispatch.files.lock import Holder
from dispatch.geo.globe import metres_between
from dispatch.mapfiles import router_version
from dispatch.model import NEEDS_LOOK, PLANNED, Fact, Issue, warned
from dispatch.model.facts import written
from dispatch.notifying import connect, default_log
from dispatch.pipeline import Road
from dispatch.ports import Silent
from dispatch.serving import require_extra, safe_address
from dispatch.zones import load_zones

_A_FLIGHT: Final = 30_000
"""Metres: further than any drone of a store flies."""


@dataclass(frozen=True, slots=True)
class Examined:
    """Say what the doctor found.

    Parameters
    ----------
    findings
        Check by check.
    issues
        What opening the sources of addresses had to say.
    """

    findings: tuple[Finding, ...]
    issues: tuple[Issue, ...] = ()

    @property
    def status(self) -> int:
        """2 if tonight's run would fail, 5 if something needs a look, else 0."""
        level = verdict(self.findings)
        if level == "fail":
            return ConfigError.exit_status
        return NEEDS_LOOK if level == "warn" or warned(self.issues) else PLANNED


def doctor(
    config: Path | None, out: Path | None, environment: Mapping[str, str], now: Callable[[], datetime]
) -> Examined:
    """Look whether everything is in place for the next run, and what its sources have to say."""
    try:
        setting = find_setting(config, None, environment, {})
    except ConfigError as error:
        return Examined((config_finding(error),))
    road = Road(Silent(), list(setting.issues))
    try:
        with open_geocoder(setting.config, now, remember=False) as geocoder:
            road.take(geocoder.issues)
    except DispatchError as error:
        return Examined((*_examine(setting, out, now), error_finding("ADDRESSES", error)))
    return Examined(_examine(setting, out, now), tuple(road.issues))


def _examine(setting: Setting, out: Path | None, now: Callable[[], datetime]) -> tuple[Finding, ...]:
    here = now().astimezone(ZoneInfo(setting.config.store.timezone))
    holder = RunArchive(out or setting.config.archive.folder).lock_holder(here.date())
    around = Surroundings(
        now=here,
        map_folder=map_in_use(setting.config) or map_root(setting.config),
        log=setting.config.notify.log or default_log(),
        address_cache=cache_folder() / "addresses.sqlite",
        lock=_facts_of(holder) if holder else (),
        router=bool(router_version()),
        no_fly=_no_fly_near(setting),
        connect_mail=lambda mail: connect(mail).close(),
        check_serve=_check_serve,
    )
    return examine(setting.config, around)


def _check_serve(section: Serve) -> None:
    """Look whether the server may begin: its packages, its token, and who could ask."""
    require_extra()
    safe_address(section)


def _no_fly_near(setting: Setting) -> bool:
    """Tell whether a zone that is closed to drones lies within a flight from the store."""
    home = setting.config.store.point
    closed = (z for z in load_zones(setting.config.zones) if any(DRONE in ban.kinds for ban in z.bans))
    corners = (corner for zone in closed for rings in zone.polygons for corner in rings[0])
    return any(metres_between(home, corner) < _A_FLIGHT for corner in corners)


def _facts_of(holder: Holder) -> tuple[Fact, ...]:
    facts = {"pid": str(holder.pid), "host": holder.host, "since": holder.since}
    return tuple(written(name, value) for name, value in facts.items())
