"""Put the chain of geocoders together as configured."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from dispatch.config import Geocoding
from dispatch.errors import ResourceError
from dispatch.geocoding.centre import PostcodeCentre
from dispatch.geocoding.chain import Chain, broken
from dispatch.geocoding.corrections import Corrections, read_corrections
from dispatch.geocoding.gazetteer import Gazetteer
from dispatch.geocoding.judging import RegisterGeocoder
from dispatch.geocoding.remarks import Language
from dispatch.mapfiles import GAZETTEER
from dispatch.model import Issue
from dispatch.ports import Geocoder


def build_chain(
    section: Geocoding,
    *,
    map_folder: Path | None,
    cache_file: Path | None,
    now: Callable[[], datetime],
    language: Language = "nl",
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
    language
        Of the remarks on places, which couriers read.

    Raises
    ------
    InputError
        If the store's list of corrections cannot be understood.
    """
    issues: list[Issue] = []
    closing: list[Callable[[], None]] = []
    corrections = Corrections(())
    if section.addresses is not None:
        rows, wrong = read_corrections(section.addresses)
        corrections = Corrections(rows)
        issues += wrong
    registers: list[Geocoder] = []
    centres: list[Geocoder] = []
    gazetteer = _open_gazetteer(map_folder, issues)
    if gazetteer is not None:
        closing.append(gazetteer.close)
        registers.append(RegisterGeocoder("gazetteer", gazetteer, section.accept_score, language))
        if section.postcode_centres:
            centres.append(PostcodeCentre(gazetteer, language))
    return Chain(
        corrections=corrections, registers=registers, centres=centres, issues=issues, closing=closing
    )


def _open_gazetteer(map_folder: Path | None, issues: list[Issue]) -> Gazetteer | None:
    path = None if map_folder is None else map_folder / GAZETTEER
    if path is None or not path.exists():
        return None
    try:
        return Gazetteer.open(path)
    except ResourceError as error:
        issues.append(broken(error))
        return None
