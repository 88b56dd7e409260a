"""Typed facts: what an issue, a violation or a reason is about, before anybody puts it into words."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """Say what a fact is, and so how each language writes it.

    ``count``, ``moment`` (seconds since local midnight of the service day), ``span`` (seconds),
    ``metres``, ``grams``, ``cents`` and ``percent`` are integers; the others are text. A ``term`` is the
    key of a word in the catalogue. A ``courier`` is a person: for readers who may know no persons the
    words put the vehicle in its place. ``written`` is text as a person or another program wrote it.
    """

    COUNT = "count"
    MOMENT = "moment"
    SPAN = "span"
    METRES = "metres"
    GRAMS = "grams"
    CENTS = "cents"
    PERCENT = "percent"
    DATE = "date"
    COURIER = "courier"
    VEHICLE = "vehicle"
    RECEIPT = "receipt"
    TERM = "term"
    WRITTEN = "written"


NUMBERS = frozenset({Kind.COUNT, Kind.MOMENT, Kind.SPAN, Kind.METRES, Kind.GRAMS, Kind.CENTS, Kind.PERCENT})


@dataclass(frozen=True, slots=True)
class Fact:
    """State one thing: several of one name are a list, in order.

    Parameters
    ----------
    name
        The placeholder that it fills.
    kind
        What it is.
    value
        An integer for the kinds in :data:`NUMBERS`, else text; a date in ISO 8601.
    beside
        For a courier: the vehicle, shown to readers who may know no persons.
    """

    name: str
    kind: Kind
    value: int | str
    beside: str = ""

    def __post_init__(self) -> None:
        if isinstance(self.value, int) is not (self.kind in NUMBERS):
            raise ValueError(f"fact {self.name!r} of kind {self.kind} cannot be {self.value!r}")
        if self.kind is Kind.DATE:
            date.fromisoformat(str(self.value))


def count(name: str, number: int) -> Fact:
    """Count things; decides between one and many."""
    return Fact(name, Kind.COUNT, number)


def moment(name: str, seconds: int) -> Fact:
    """Name a time of the service day, in seconds since local midnight."""
    return Fact(name, Kind.MOMENT, seconds)


def span(name: str, seconds: int) -> Fact:
    """Give a length of time in seconds."""
    return Fact(name, Kind.SPAN, seconds)


def metres(name: str, length: int) -> Fact:
    """Give a distance in metres."""
    return Fact(name, Kind.METRES, length)


def grams(name: str, weight: int) -> Fact:
    """Give a weight in grams."""
    return Fact(name, Kind.GRAMS, weight)


def cents(name: str, amount: int) -> Fact:
    """Give an amount of money in euro cents."""
    return Fact(name, Kind.CENTS, amount)


def percent(name: str, share: int) -> Fact:
    """Give a share in whole percents."""
    return Fact(name, Kind.PERCENT, share)


def day(name: str, when: date) -> Fact:
    """Name a date."""
    return Fact(name, Kind.DATE, when.isoformat())


def courier(name: str, who: str, vehicle: str = "") -> Fact:
    """Name a courier, and the vehicle that stands for them where no person may be named."""
    return Fact(name, Kind.COURIER, who, vehicle)


def vehicle(name: str, which: str) -> Fact:
    """Name a vehicle by its id."""
    return Fact(name, Kind.VEHICLE, which)


def receipt(name: str, number: str) -> Fact:
    """Name an order by its receipt."""
    return Fact(name, Kind.RECEIPT, number)


def term(name: str, key: str) -> Fact:
    """Name something by a word of the catalogue, such as ``temperature.chilled``."""
    return Fact(name, Kind.TERM, key)


def written(name: str, text: str) -> Fact:
    """Quote text as it stands in a file, a configuration or an answer of a service."""
    return Fact(name, Kind.WRITTEN, text)
