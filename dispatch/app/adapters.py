"""Pick the real adapters for a configuration: geocoders, travel source, writers, clock."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dispatch import __version__
from dispatch.app.files import Setting
from dispatch.clock import MINUTE
from dispatch.config import DRONE, ROBOT, Config, unmanned
from dispatch.errors import ConfigError
from dispatch.files.folders import cache_folder, data_folder
from dispatch.mapfiles import BACKGROUND
from dispatch.model import Code, Issue, Severity, TravelProfile
from dispatch.model.facts import count
from dispatch.packages import installed_versions
from dispatch.ports import Press, Progress, SheetWriter, TravelSource
from dispatch.words import words

if TYPE_CHECKING:
    from dispatch.geo.outlines import Polygon
    from dispatch.geocoding.chain import Chain
    from dispatch.pipeline import Adapters
    from dispatch.reporting import LearnedTimes
    from dispatch.study.keeping import KeptCells

DECIDING: Final = ("ortools", "numba", "numpy", "osrm-bindings", "typst")
"""Packages whose version may change a plan or a sheet."""


@contextmanager
def open_adapters(setting: Setting, now: Callable[[], datetime], progress: Progress) -> Iterator["Adapters"]:
    """Open what the stages plug into, and close it afterwards.

    Raises
    ------
    InputError, ConfigError
        If the store's own lists cannot be understood.
    ResourceError
        If ``[travel] source = "map"`` and there is no map.
    """
    # Who only writes sheets anew needs none of the road: half of what there is to load.
    from dispatch.pipeline import Adapters

    config = setting.config
    source, issues = travel_source(config, now)
    with open_geocoder(config, now) as chain:
        yield Adapters(
            geocoder=chain,
            travel=source,
            progress=progress,
            now=now,
            door_times=learned_times().lookup(config.service) if config.service.learn else None,
            issues=(*setting.issues, *chain.issues, *issues),
            program=__version__,
            versions=installed_versions(DECIDING),
        )


def open_geocoder(config: Config, now: Callable[[], datetime], *, remember: bool = True) -> "Chain":
    """Open what finds addresses; it closes itself as a context.

    Parameters
    ----------
    remember
        Whether answers of services are kept on this machine.

    Raises
    ------
    InputError, ConfigError
        If the store's own lists cannot be understood.
    """
    from dispatch.app.geocoders import build_chain

    return build_chain(
        config.geocoding,
        map_folder=map_in_use(config),
        cache_file=cache_folder() / "addresses.sqlite" if remember else None,
        now=now,
    )


def pressed(make: Callable[[Press], bytes]) -> bytes:
    """Make one document with a press that holds the program's own templates.

    Raises
    ------
    ConfigError
        If it cannot be set.
    """
    from dispatch.sheets.paper.typesetting import Typesetter

    with Typesetter().press() as press:
        return make(press)


def map_root(config: Config) -> Path:
    """Return where maps of this configuration lie."""
    from dispatch.roadmap import default_root

    return config.travel.map or default_root()


def map_in_use(config: Config) -> Path | None:
    """Return the folder of the installed map, or None."""
    from dispatch.roadmap import map_status

    return map_status(map_root(config)).folder


def travel_source(
    config: Config, now: Callable[[], datetime], others: Sequence[Config] = ()
) -> tuple[TravelSource, tuple[Issue, ...]]:
    """Pick where travel times come from, with what there is to say about the choice.

    Parameters
    ----------
    others
        Configurations whose robots and drones it answers for besides.

    Raises
    ------
    ConfigError
        If drones are used and two of the configurations draw one area differently.
    ResourceError
        If ``[travel] source = "map"`` and there is no map.
    """
    roads, kinds, issues = _roads(config, now)
    kinds_used = {vehicle.profile for one in (config, *others) for vehicle in one.vehicle}
    if not any(map(unmanned, kinds_used)):
        return roads, issues
    from dispatch.travel import AirTravel, ByKind, PathTravel

    areas = _areas((config, *others)) if DRONE in kinds_used else {}
    after = round(max(one.promise.late_minutes for one in (config, *others)) * MINUTE)
    air = AirTravel(areas, config.air, after)
    if DRONE in kinds_used and not config.air.wind:
        issues = (*issues, Issue(Code.CALM_ASSUMED, Severity.INFO, field="air.wind"))
    return ByKind(roads, PathTravel(roads, ROBOT if ROBOT in kinds else "bike"), air), issues


def _areas(configs: Iterable[Config]) -> dict[str, tuple["Polygon", ...]]:
    """Return the outlines of all areas by their id, which flights around them go by.

    Raises
    ------
    ConfigError
        If one id has two outlines: the flights of one would be those of the other.
    """
    from dispatch.zones import load_zones

    areas: dict[str, tuple[Polygon, ...]] = {}
    for zone in (zone for config in configs for zone in load_zones(config.zones)):
        if areas.setdefault(zone.id, zone.polygons) != zone.polygons:
            raise ConfigError(
                "A scenario draws the area '{zone}' differently than the store does.",
                "Give the area of the scenario an id of its own: flights around an area go by its id.",
                zone=zone.id,
            )
    return areas


def _roads(
    config: Config, now: Callable[[], datetime]
) -> tuple[TravelSource, frozenset[str], tuple[Issue, ...]]:
    """Pick who knows the roads, with the kinds of vehicle they have data of their own for."""
    from dispatch.errors import ResourceError
    from dispatch.phrases import Phrase
    from dispatch.roadmap import map_status
    from dispatch.travel import CachedTravel, EmbeddedOsrm, EstimateSource, HttpOsrm

    travel = config.travel
    if travel.source == "osrm":
        urls = {str(kind): url for kind, url in travel.osrm_urls.items()}
        return HttpOsrm(urls, travel.timeout_seconds), _kinds_of(urls), ()
    status = map_status(map_root(config))
    problem = status.problem
    if travel.source == "estimate" or (travel.source == "auto" and problem):
        chosen = problem if travel.source == "auto" else "chosen"
        return EstimateSource(), frozenset(), (_estimated(chosen),)
    if status.folder is None or problem:
        raise ResourceError(
            "{problem}",
            "Install one with 'dispatch map install', or set [travel] source.",
            problem=Phrase(words("en")(f"map.{problem}")),
        )
    embedded = EmbeddedOsrm(status.folder)
    source, kinds = CachedTravel(embedded, cache_folder() / "travel"), _kinds_of(embedded.profiles)
    if status.stale(now().date()):
        return source, kinds, (_old(status.age_days(now().date())),)
    return source, kinds, ()


def _kinds_of(keys: Iterable[str]) -> frozenset[str]:
    return frozenset(TravelProfile.of_key(key).kind for key in keys)


def writers(setting: Setting, *, plain_only: bool = False) -> tuple[SheetWriter, ...]:
    """Return every writer of a run's documents.

    Parameters
    ----------
    plain_only
        Leave out those that draw on the installed map or set type.
    """
    from dispatch.sheets.documents import Documents
    from dispatch.sheets.exports.actuals import ActualsForm
    from dispatch.sheets.exports.changes import ChangeTable
    from dispatch.sheets.exports.geojson import PlanGeojson
    from dispatch.sheets.exports.gpx import GpxTracks
    from dispatch.sheets.exports.messages import Messages
    from dispatch.sheets.exports.programs import ImportFiles
    from dispatch.sheets.exports.slips import SlipTexts
    from dispatch.sheets.exports.tables import RouteTables
    from dispatch.sheets.paper.courier import CourierSheets
    from dispatch.sheets.paper.loading import LoadingSheets
    from dispatch.sheets.paper.slips import ChangeSlips
    from dispatch.sheets.screen.page import PlanPage
    from dispatch.sheets.screen.phone import PhonePages

    sheets, store = setting.config.sheets, setting.config.store
    map_folder = map_in_use(setting.config)
    drawn = (
        CourierSheets(store, sheets, map_folder),
        LoadingSheets(store, sheets),
        ChangeSlips(store, sheets),
        PlanPage(sheets, store, map_folder and map_folder / BACKGROUND),
    )
    plain = (
        RouteTables(sheets, store),
        ActualsForm(sheets),
        ChangeTable(sheets),
        SlipTexts(store, sheets),
        PhonePages(sheets, store),
        Messages(sheets, store),
        GpxTracks(sheets, store),
        PlanGeojson(sheets),
        ImportFiles(sheets, store),
    )
    kinds = plain if plain_only else (*drawn, *plain)
    return (Documents(kinds, round(setting.config.service.heavy_kg * 1000)),)


def learned_times() -> "LearnedTimes":
    """Open what earlier days taught about doors."""
    from dispatch.reporting import LearnedTimes

    return LearnedTimes(data_folder() / "learned.sqlite")


def kept_cells() -> "KeptCells":
    """Open what the plans of studies came to."""
    from dispatch.study.keeping import KeptCells

    return KeptCells(cache_folder() / "whatif")


def _estimated(about: str) -> Issue:
    return Issue(Code.TRAVEL_ESTIMATED, Severity.WARNING, about, field="travel.source")


def _old(days: int | None) -> Issue:
    return Issue(Code.MAP_OLD, Severity.INFO, facts=(count("n", days or 0),), field="travel.map")
