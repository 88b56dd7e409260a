"""``dispatch check`` and ``dispatch locate``: intake and addresses only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from dispatch.app.files import Setting, find_setting
from dispatch.app.planning import NEEDS_LOOK, NOTHING_PLANNED, PLANNED, PlanOptions, in_zone, make_request
from dispatch.app.tools import open_geocoder
from dispatch.errors import UsageError
from dispatch.geocoding import LocatedOrders, locate_orders, parse_address, save_correction
from dispatch.model import Address, Confidence, Intake, Issue, Place, Rejected, warned
from dispatch.pipeline import Road, read_orders
from dispatch.ports import Located, Progress, Silent, Stage


@dataclass(frozen=True, slots=True)
class Checked:
    """Say what a check found.

    Parameters
    ----------
    intake, found
        What was read, and where it goes.
    issues
        All that was told on the way.
    status
        Exit status.
    written
        The file of rejected rows, if one was asked for.
    """

    intake: Intake
    found: LocatedOrders
    issues: tuple[Issue, ...]
    status: int
    written: Path | None = None

    @property
    def rejected(self) -> tuple[Rejected, ...]:
        """Every rejected row, in file order."""
        return tuple(sorted((*self.intake.rejected, *self.found.rejected), key=lambda reject: reject.row))


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


def check_day(
    options: PlanOptions,
    environment: Mapping[str, str],
    now: Callable[[], datetime],
    progress: Progress,
    rejected_file: Path | None,
) -> Checked:
    """Read the purchases, find the addresses, and say what would be rejected."""
    setting = find_setting(options.config, options.purchases, environment, options.overrides)
    now = in_zone(now, setting.config)
    request = make_request(options, setting, now)
    store, promise = setting.config.store, setting.config.promise
    road = Road(progress, list(request.issues))
    with open_geocoder(setting.config, now) as geocoder:
        road.take(geocoder.issues)
        intake = road.run(Stage.READING, read_orders, request, setting.config.intake, promise, store)
        found = road.run(
            Stage.LOCATING, locate_orders, intake.orders, geocoder,
            store=store.point, area=promise.area, cells=intake.cells, progress=progress,
        )  # fmt: skip
    checked = Checked(intake, found, tuple(road.issues), PLANNED)
    if checked.rejected or warned(checked.issues):
        checked = replace(checked, status=NEEDS_LOOK if found.located else NOTHING_PLANNED)
    if rejected_file is not None:
        from dispatch.sheets.exports.tables import write_rejected

        write_rejected(rejected_file, checked.rejected, setting.config.sheets)
        checked = replace(checked, written=rejected_file)
    return checked


def locate_one(
    text: str,
    save: str | None,
    config: Path | None,
    environment: Mapping[str, str],
    overrides: Mapping[str, Any],
    now: Callable[[], datetime],
) -> Found:
    """Find one address, and remember a correction for it if one is given."""
    setting = find_setting(config, None, environment, overrides)
    typed = parse_address(Address(line=text))
    road = Road(Silent())
    with open_geocoder(setting.config, now) as geocoder:
        road.take(geocoder.issues)
        located = road.run(Stage.LOCATING, geocoder.locate, typed)
        if save is None:
            return Found(typed, located, tuple(road.issues))
        corrected = _position(save, typed)
        corrected = corrected or road.run(Stage.LOCATING, geocoder.locate, parse_address(Address(line=save)))
    if corrected.place is None:
        raise UsageError(f"The correction was not found either: {corrected.detail}.", "Nothing was saved.")
    book = _address_book(setting)
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
    parts = text.replace(";", ",").split(",")
    try:
        lat, lon = (float(part) for part in parts)
        return Located(Place(lat, lon, "correction", Confidence.EXACT, typed))
    except ValueError:
        return None
