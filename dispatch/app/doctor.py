"""``dispatch doctor``: whether everything is in place for the next run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Final
from zoneinfo import ZoneInfo

from dispatch.app.adapters import map_in_use, map_root, open_geocoder
from dispatch.app.files import Setting, find_setting
from dispatch.app.improving import ORIGIN
from dispatch.archive import RunArchive
from dispatch.clock import MINUTE
from dispatch.config import DRONE, Serve
from dispatch.day import news, read_book
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

_BOOKS: Final = 7
"""Days whose books are looked into."""

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
    archive = RunArchive(out or setting.config.archive.folder)
    holder, till = archive.lock_holder(here.date()), _till_of_late(archive)
    around = Surroundings(
        now=here,
        map_folder=map_in_use(setting.config) or map_root(setting.config),
        log=setting.config.notify.log or default_log(),
        address_cache=cache_folder() / "addresses.sqlite",
        lock=_facts_of(holder) if holder else (),
        router=bool(router_version()),
        no_fly=_no_fly_near(setting),
        exports_apart=till.apart,
        promised=till.promised,
        connect_mail=lambda mail: connect(mail).close(),
        check_serve=_check_serve,
    )
    return examine(setting.config, around)


@dataclass(frozen=True, slots=True)
class _Till:
    """Hold how often the till exported of late, in minutes, and whether a window was promised."""

    apart: int | None
    promised: bool


def _till_of_late(archive: RunArchive) -> _Till:
    """Read off the last days' books how far apart exports mostly are; ``serve`` waits for none."""
    apart: list[float] = []
    promised = False
    for day in archive.days()[-_BOOKS:]:
        try:
            entries = read_book(archive.day_folder(day)).entries
        except DispatchError:
            continue  # whoever plans that day hears of it
        promised = promised or any(isinstance(entry.news, news.Promise) for entry in entries)
        read = (entry for entry in entries if isinstance(entry.news, news.ExportRead))
        moments = [datetime.fromisoformat(entry.time) for entry in read if entry.origin != ORIGIN]
        apart += [(later - one).total_seconds() / MINUTE for one, later in pairwise(moments)]
    return _Till(round(median(apart)) if apart else None, promised)


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
