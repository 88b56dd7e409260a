"""``dispatch locate``: one address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from dispatch.app.adapters import open_geocoder
from dispatch.app.files import Setting, find_setting
from dispatch.errors import UsageError
from dispatch.geo.globe import typed_point
from dispatch.geocoding import parse_address, save_correction
from dispatch.model import NEEDS_LOOK, PLANNED, Address, Confidence, Issue, Place, warned
from dispatch.pipeline import Road
from dispatch.ports import Located, Progress, Silent, Stage
from dispatch.words import words


@dataclass(frozen=True, slots=True)
class Found:
    """Say where an address was found.

    Parameters
    ----------
    typed
        As understood.
    located
        The answer.
    issues
        What was the matter with the sources.
    saved
        The file that remembers it now, if it was to be saved.
    """

    typed: Address
    located: Located
    issues: tuple[Issue, ...] = ()
    saved: Path | None = None

    @property
    def status(self) -> int:
        """0 if exact, 5 if it needs a look, was not found, or a source failed."""
        place = self.located.place
        sure = self.saved or (place and place.confidence is Confidence.EXACT)
        return PLANNED if sure and not warned(self.issues) else NEEDS_LOOK


def locate_one(
    text: str,
    save: str | None,
    config: Path | None,
    environment: Mapping[str, str],
    overrides: Mapping[str, Any],
    now: Callable[[], datetime],
    progress: Progress,
) -> Found:
    """Find one address, and remember a correction for it if one is given."""
    setting = find_setting(config, None, environment, overrides)
    typed = parse_address(Address(line=text))
    road = Road(Silent())
    with open_geocoder(setting.config, now) as geocoder:
        road.take(geocoder.issues)
        located = road.run(Stage.LOCATING, geocoder.locate, Address(line=text))
        if save is None:
            return Found(typed, located, tuple(road.issues))
        corrected = _position(save, typed)
        corrected = corrected or road.run(Stage.LOCATING, geocoder.locate, parse_address(Address(line=save)))
    if corrected.place is None:
        why = words(setting.config.store.language).address(corrected.code, corrected.about, corrected.facts)
        raise UsageError("The correction was not found either: {why}.", "Nothing was saved.", why=why)
    book = _address_book(setting)
    with progress.keeping():
        save_correction(book, typed, corrected.place)
    return Found(typed, corrected, tuple(road.issues), book)


def _address_book(setting: Setting) -> Path:
    book = setting.config.geocoding.addresses
    if book is None or setting.sample:
        raise UsageError(
            "There is nowhere to save it.",
            "Set [geocoding] addresses in your dispatch.toml, such as addresses.csv.",
        )
    return book


def _position(text: str, typed: Address) -> Located | None:
    """Read ``52.158,4.492`` as a position of the address as typed; None if it is none."""
    point = typed_point(text)
    return None if point is None else Located(Place(*point, "correction", Confidence.EXACT, typed))
