"""Install a map: download an OpenStreetMap extract, clip it, and build what planning needs from it."""

from dispatch.roadmap.build import Built, Forecast, build_map, forecast, rebuild_map
from dispatch.roadmap.download import Patience, install_map
from dispatch.roadmap.installed import MapStatus, default_root, map_status
from dispatch.roadmap.settings import MapSettings

__all__ = [
    "Built",
    "Forecast",
    "MapSettings",
    "MapStatus",
    "Patience",
    "build_map",
    "default_root",
    "forecast",
    "install_map",
    "map_status",
    "rebuild_map",
]
