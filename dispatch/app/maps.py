"""``dispatch map``: install, build, status."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dispatch.app.adapters import map_root
from dispatch.app.files import find_setting
from dispatch.config import Config
from dispatch.geo.outlines import read_outline
from dispatch.mapfiles import router_version
from dispatch.ports import Progress
from dispatch.roadmap import MapStatus, map_status
from dispatch.roadmap.build import Built, Forecast, build_map, forecast, rebuild_map
from dispatch.roadmap.download import install_map
from dispatch.roadmap.settings import MapSettings
from dispatch.zones import load_zones, profiles_ahead


@dataclass(frozen=True, slots=True)
class MapPlan:
    """Hold what a map is to be built for and where.

    Parameters
    ----------
    config
        Of the store.
    root
        Folder of the installed maps.
    settings
        Area and profiles.
    """

    config: Config
    root: Path
    settings: MapSettings


def prepare(config: Path | None, environment: Mapping[str, str], now: Callable[[], datetime]) -> MapPlan:
    """Work out what the map of a store is built for: its area, its vehicles, the zones ahead."""
    setting = find_setting(config, None, environment, {})
    travel, area = setting.config.travel, setting.config.promise.area
    zones = load_zones(setting.config.zones)
    profiles = profiles_ahead(zones, setting.config.vehicle, now().date())
    closed = {zone for profile in profiles for zone in profile.closed_zones}
    if not router_version():
        profiles = ()  # addresses and background are of use without roads
    settings = MapSettings(
        store=(setting.config.store.lat, setting.config.store.lon),
        profiles=profiles,
        outlines=tuple((zone.id, zone.polygons) for zone in zones if zone.id in closed),
        area=read_outline(area.polygon, "promise.area.polygon") if area.polygon else (),
        reach_km=travel.reach_km,
        margin_km=travel.margin_km,
    )
    return MapPlan(setting.config, map_root(setting.config), settings)


def expected(extract: Path | None, plan: MapPlan) -> Forecast | None:
    """Estimate the disk and time of a build; None if the extract cannot be looked at."""
    if extract is None:
        return None
    try:
        return forecast(extract.stat().st_size, plan.settings)
    except OSError:
        return None


def build(
    extract: Path | None, plan: MapPlan, now: Callable[[], datetime], progress: Progress, *, force: bool
) -> Built:
    """Build the map from an extract here; without one, the installed map again."""
    if extract is None:
        return rebuild_map(plan.root, plan.settings, now=now(), progress=progress)
    return build_map(extract, plan.root, plan.settings, now=now(), progress=progress, force=force)


def install(
    url: str | None, plan: MapPlan, now: Callable[[], datetime], progress: Progress, *, force: bool
) -> Built:
    """Download the configured extract, and build the map from it."""
    address = url or plan.config.travel.map_url
    return install_map(address, plan.root, plan.settings, now=now(), progress=progress, force=force)


def status(config: Path | None, environment: Mapping[str, str]) -> MapStatus:
    """Tell what map is installed."""
    return map_status(map_root(find_setting(config, None, environment, {}).config))
