"""Install a map: download an OpenStreetMap extract, clip it, and build what planning needs from it.

What builds and downloads is imported from its own module: every plan asks which map there is, few make one.
"""

from dispatch.roadmap.installed import MapStatus, default_root, map_status

__all__ = ["MapStatus", "default_root", "map_status"]
