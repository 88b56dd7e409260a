"""OSRM in the process, on an installed map. The only home of the osrm package."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dispatch.errors import ResourceError
from dispatch.mapfiles import MAP_FORMAT, OSRM_FOLDER, OSRM_NAME, read_manifest
from dispatch.model import Point, TravelProfile
from dispatch.travel.osrm import NoRouteError, OsrmSource

_AGAIN = "Run 'dispatch map build' or 'dispatch map install' again."


class EmbeddedOsrm(OsrmSource):
    """Tell times, distances and ways from an installed map.

    Parameters
    ----------
    folder
        Of one map, as :mod:`dispatch.roadmap` builds it.

    Raises
    ------
    ResourceError
        If it is no map that this program can read.
    """

    def __init__(self, folder: Path) -> None:
        manifest = _manifest(folder)
        self.profiles: tuple[str, ...] = tuple(manifest["profiles"])
        day = manifest["data_date"] or "of unknown date"
        name = f"OpenStreetMap {day} ({manifest['id'][:8]})"
        super().__init__(_EmbeddedEngine(folder), self.profiles, name)


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest = read_manifest(folder)
        known = manifest["format"] == MAP_FORMAT and manifest["id"] and manifest["profiles"]
        manifest["data_date"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ResourceError(
            "There is no map that can be read in {folder} ({why}).", _AGAIN, folder=folder, why=str(error)
        ) from None
    if not known:
        raise ResourceError("The installed map was made by another version of this program.", _AGAIN)
    return dict(manifest)


class _EmbeddedEngine:
    """Open the data of each profile when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[str, Any] = {}

    def table(
        self,
        profile: TravelProfile,
        points: Sequence[Point],
        origins: Sequence[int],
        destinations: Sequence[int],
    ) -> Any:
        import osrm

        question = osrm.TableParameters(
            coordinates=[(lon, lat) for lat, lon in points],
            sources=list(origins),
            destinations=list(destinations),
            annotations=["duration", "distance"],
            generate_hints=False,
        )
        try:
            return self._data(profile).Table(question)
        except RuntimeError as error:
            raise ResourceError("The map gave no travel times: {why}.", _AGAIN, why=str(error)) from None

    def route(self, profile: TravelProfile, points: Sequence[Point]) -> Any:
        import osrm

        question = osrm.RouteParameters(
            coordinates=[(lon, lat) for lat, lon in points],
            steps=True,
            geometries="polyline6",
            overview="false",
            continue_straight=False,
            generate_hints=False,
        )
        try:
            return self._data(profile).Route(question)["routes"][0]
        except RuntimeError as error:
            if "NoRoute" in str(error):
                raise NoRouteError from None
            raise ResourceError("The map gave no way: {why}.", _AGAIN, why=str(error)) from None

    def _data(self, profile: TravelProfile) -> Any:
        if profile.key not in self._open:
            self._open[profile.key] = self._load(profile.key)
        return self._open[profile.key]

    def _load(self, key: str) -> Any:
        import osrm

        data = self._folder / OSRM_FOLDER / key / OSRM_NAME
        if not data.parent.is_dir():
            raise ResourceError("The installed map has no roads for {key}.", _AGAIN, key=key)
        try:
            return osrm.OSRM(
                algorithm="CH",
                storage_config=str(data),
                use_shared_memory=False,
                max_locations_distance_table=-1,
                max_locations_viaroute=-1,
            )
        except RuntimeError as error:
            raise ResourceError(
                "The roads for {key} cannot be read ({why}).", _AGAIN, key=key, why=str(error)
            ) from None
