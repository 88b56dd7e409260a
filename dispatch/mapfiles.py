"""What lies in an installed map folder: the format that ``roadmap`` writes and others read.

A map folder is complete or absent. ``MAP_FORMAT`` rises when its content changes shape.
"""

import json
from importlib import metadata, util
from pathlib import Path
from typing import Any, Final

from dispatch.errors import DispatchError
from dispatch.files.source import read_text

MAP_FORMAT: Final = 1

MANIFEST: Final = "map.json"
"""Format, source file and its hash, date of the data, settings' hash, profiles, bounds, sizes."""

GAZETTEER: Final = "gazetteer.sqlite"
"""Addresses; see :data:`GAZETTEER_SCHEMA`."""

BACKGROUND: Final = "background.sqlite"
"""Geometry for drawing; see :data:`BACKGROUND_SCHEMA`."""

OSRM_FOLDER: Final = "osrm"
"""``osrm/<profile key>/data.osrm*`` for each :class:`dispatch.model.TravelProfile`."""

OSRM_NAME: Final = "data.osrm"

_MANIFEST_MB: Final = 4

GAZETTEER_SCHEMA: Final = """
CREATE TABLE address (
    postcode TEXT NOT NULL,      -- '2312AB', or '' if the source has none
    number INTEGER NOT NULL,
    addition TEXT NOT NULL,      -- upper case, without separators; '' if none
    street TEXT NOT NULL,        -- as written on the sign
    city TEXT NOT NULL,
    street_key TEXT NOT NULL,    -- see dispatch.address_keys
    city_key TEXT NOT NULL,
    lat REAL NOT NULL,
    lon REAL NOT NULL
);
CREATE INDEX address_by_postcode ON address (postcode, number);
CREATE INDEX address_by_street ON address (street_key, number);
"""

BACKGROUND_SCHEMA: Final = """
CREATE TABLE shape (
    kind TEXT NOT NULL,          -- 'road', 'water', 'building', 'green', 'place'
    class TEXT NOT NULL,         -- road: motorway|main|street|path|pedestrian|rail; place: city|town|suburb …
    name TEXT NOT NULL,
    closed INTEGER NOT NULL,     -- 1 for an area, 0 for a line; a place is a line of one point
    min_lat REAL NOT NULL, min_lon REAL NOT NULL, max_lat REAL NOT NULL, max_lon REAL NOT NULL,
    points BLOB NOT NULL         -- little-endian int32 pairs (lat, lon) in 1e-6 degrees
);
"""


def router_version() -> str:
    """Return the version of the OSRM package; empty where there is none for this system."""
    if util.find_spec("osrm") is None:
        return ""
    try:
        return metadata.version("osrm-bindings")
    except metadata.PackageNotFoundError:
        return ""


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read ``map.json`` of a map folder.

    Raises
    ------
    FileNotFoundError
        If it is not there.
    ValueError
        If it is no JSON object.
    """
    path = folder / MANIFEST
    if not path.exists():
        raise FileNotFoundError(path)
    try:
        manifest = json.loads(read_text(path, _MANIFEST_MB))
    except (DispatchError, RecursionError) as error:
        raise ValueError(str(error)) from None
    if not isinstance(manifest, dict):
        raise ValueError(f"{MANIFEST} holds no object")
    return manifest
