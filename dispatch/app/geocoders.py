"""Pick the geocoders for a configuration and put them into a chain."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from dispatch.config import Geocoding
from dispatch.errors import ResourceError
from dispatch.geocoding.cache import PlaceCache
from dispatch.geocoding.centre import PostcodeCentre
from dispatch.geocoding.chain import Chain, cache_unusable, gazetteer_unusable
from dispatch.geocoding.corrections import Corrections, read_corrections
from dispatch.geocoding.gazetteer import Gazetteer
from dispatch.geocoding.matching import RegisterGeocoder
from dispatch.mapfiles import GAZETTEER
from dispatch.model import Issue
from dispatch.ports import Geocoder


def build_chain(
    section: Geocoding,
    *,
    map_folder: Path | None,
    cache_file: Path | None,
    now: Callable[[], datetime],
) -> Chain:
    """Put the chain together as configured.

    Parameters
    ----------
    map_folder
        Installed map, for its gazetteer; None if there is none.
    cache_file
        Where answers of services are remembered; None to remember nothing.
    now
        Tells the time, with offset; for the age of remembered answers.

    Raises
    ------
    InputError
        If the store's list of corrections cannot be understood.
    """
    issues: list[Issue] = []
    closing: list[Callable[[], None]] = []
    registers: list[Geocoder] = []
    services: list[Geocoder] = []
    centres: list[Geocoder] = []
    corrections = _read_corrections(section, issues)
    gazetteer = _open_gazetteer(map_folder, issues)
    if gazetteer is not None:
        closing.append(gazetteer.close)
        registers.append(RegisterGeocoder("gazetteer", gazetteer, section.accept_score))
        centres.append(PostcodeCentre(gazetteer))
    if not section.offline:
        services, last_resort = _services(section, closing)
        centres = centres or last_resort
    cache = _open_cache(section, cache_file, now, issues)
    if cache is not None:
        closing.append(cache.close)
    return Chain(
        corrections=corrections,
        registers=registers,
        services=services,
        centres=centres if section.postcode_centres else (),
        cache=cache,
        issues=issues,
        closing=closing,
    )


def _read_corrections(section: Geocoding, issues: list[Issue]) -> Corrections:
    if section.addresses is None:
        return Corrections(())
    rows, wrong = read_corrections(section.addresses)
    issues += wrong
    return Corrections(rows)


def _open_gazetteer(map_folder: Path | None, issues: list[Issue]) -> Gazetteer | None:
    path = None if map_folder is None else map_folder / GAZETTEER
    if path is None or not path.exists():
        return None
    try:
        return Gazetteer.open(path)
    except ResourceError as error:
        issues.append(gazetteer_unusable(error))
        return None


def _open_cache(
    section: Geocoding, path: Path | None, now: Callable[[], datetime], issues: list[Issue]
) -> PlaceCache | None:
    if path is None or not section.cache_days:
        return None
    try:
        return PlaceCache.open(path, section.cache_days, now)
    except ResourceError as error:
        issues.append(cache_unusable(error))
        return None


def _services(section: Geocoding, closing: list[Callable[[], None]]) -> tuple[list[Geocoder], list[Geocoder]]:
    """Return the services on the network, and the last resorts that ask the same ones."""
    services: list[Geocoder] = []
    centres: list[Geocoder] = []
    if section.pdok:
        from dispatch.geocoding.pdok import PdokGeocoder

        pdok = PdokGeocoder(
            section.pdok_url,
            accept_score=section.accept_score,
            timeout=section.timeout_seconds,
            user_agent=section.user_agent,
        )
        services.append(pdok)
        centres.append(pdok.centre())
        closing.append(pdok.close)
    if section.nominatim:
        from dispatch.geocoding.nominatim import NominatimGeocoder

        nominatim = NominatimGeocoder(
            section.nominatim_url,
            accept_score=section.accept_score,
            timeout=section.timeout_seconds,
            user_agent=section.user_agent,
        )
        services.append(nominatim)
        closing.append(nominatim.close)
    return services, centres
