"""What the store's rules say about the day that is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from dispatch.clock import MINUTE
from dispatch.config import (
    DateFormat,
    Hours,
    IntakeSection,
    Promise,
    Store,
    delivery_hours,
    last_delivery,
    opening_hours,
)
from dispatch.files.headers import Columns, header_key
from dispatch.files.text import words
from dispatch.intake.profiles import PROFILES
from dispatch.intake.values import Answers, Unit, is_of_weight

_UNITS: Final[Mapping[str, Unit]] = {
    **dict.fromkeys(("g", "gr", "gram", "grams"), "g"),
    **dict.fromkeys(("kg", "kilo", "kilos"), "kg"),
    **dict.fromkeys(("lb", "lbs", "pounds"), "lb"),
    **dict.fromkeys(("oz",), "oz"),
    **dict.fromkeys(("ml", "millilitres"), "ml"),
    **dict.fromkeys(("cl",), "cl"),
    **dict.fromkeys(("l", "lt", "ltr", "liter", "liters", "litre", "litres"), "l"),
}
"""Words of a header that name the unit of its numbers."""
_OF_A_PIECE: Final[Mapping[str, Unit]] = {"weight_g": "g", "volume_ml": "ml"}
"""The usual units of how large a piece is."""


@dataclass(frozen=True, slots=True)
class DayRules:
    """Hold what rows are measured by.

    Parameters
    ----------
    day
        The service day; None if nothing tells it.
    zone
        Where the store is.
    opening, delivery
        Hours of that day.
    closed
        Whether nothing is delivered on it.
    packing
        Seconds from the purchase until it can leave.
    cut_off
        Latest purchase for delivery today, in seconds; None for no limit.
    minimum_cents
        Least basket that is delivered.
    store
        (lat, lon).
    far_km
        A position further from the store than this is doubted.
    section
        Sizes of crates.
    dates
        Which comes first in dates, day or month.
    answers
        What means yes and no.
    delivered_before
        The last day before on which something was delivered: what was bought after it is for this day.
    """

    day: date | None
    zone: ZoneInfo
    opening: Hours
    delivery: Hours
    closed: bool
    packing: int
    cut_off: int | None
    minimum_cents: int
    store: tuple[float, float]
    far_km: float
    section: IntakeSection
    dates: DateFormat = DateFormat.DAY_FIRST
    answers: Answers = field(default_factory=Answers)
    delivered_before: date | None = None


def answers_of(section: IntakeSection) -> Answers:
    """Return what means yes, no and cancelled at this store: its own words, then those of its program."""
    profile, own = PROFILES[section.profile], section.values
    claimed = Answers.of(own.yes, own.no, own.cancelled)
    return Answers.of(
        (*own.yes, *(word for word in profile.yes if not claimed.knows(word))),
        (*own.no, *(word for word in profile.no if not claimed.knows(word))),
        (*own.cancelled, *(word for word in profile.cancelled if not claimed.knows(word))),
    )


def unit_of(header: str, section: IntakeSection, usual: Unit) -> Unit:
    """Return the unit of a column: as ``[intake.units]`` says, else its header, else the usual one."""
    own = {header_key(name): unit for name, unit in section.units.items()}
    said = next((_UNITS[word] for word in reversed(words(header)) if word in _UNITS), usual)
    fits = is_of_weight(said) is is_of_weight(usual)
    return own.get(header_key(header), said if fits else usual)


def units_of_sizes(columns: Columns, section: IntakeSection) -> Mapping[tuple[str, str], Unit]:
    """Return the units of the weight and the volume of a piece by column and header."""
    return {
        (column, header): unit_of(header, section, usual)
        for column, usual in _OF_A_PIECE.items()
        for header in columns.titles(column)
    }


def rules_of(
    day: date | None,
    section: IntakeSection,
    promise: Promise,
    store: Store,
    dates: DateFormat = DateFormat.DAY_FIRST,
) -> DayRules:
    """Work out the rules of a day."""
    opening: Hours = store.opening
    delivery: Hours | None = store.delivery
    if day is not None:
        opening = opening_hours(store, day)
        delivery = delivery_hours(store, day)
    return DayRules(
        day=day,
        zone=ZoneInfo(store.timezone),
        opening=opening,
        delivery=delivery or store.delivery,
        closed=delivery is None,
        packing=round(promise.packing_minutes * MINUTE),
        cut_off=promise.cut_off,
        minimum_cents=promise.minimum_basket,
        store=(store.lat, store.lon),
        far_km=promise.area.far_km,
        section=section,
        dates=dates,
        answers=answers_of(section),
        delivered_before=last_delivery(store, day) if day is not None else None,
    )
