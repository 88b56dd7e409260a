"""Where: addresses as typed, places as found."""

from dataclasses import dataclass
from enum import StrEnum

from dispatch.model.codes import Code
from dispatch.model.facts import Fact


class Confidence(StrEnum):
    """Grade how sure it is that a place is the right door.

    ``exact``: postcode (or city and street), number and addition agree with a register.
    ``likely``: taken although something differs, and marked. ``approximate``: near it, no door.
    """

    EXACT = "exact"
    LIKELY = "likely"
    APPROXIMATE = "approximate"


@dataclass(frozen=True, slots=True)
class Address:
    """Hold an address in parts; any part may be empty.

    Parameters
    ----------
    street, house_number, addition, postcode, city
        The parts as text, as typed or as found.
    line
        The whole in one piece, if that is how it came.
    """

    street: str = ""
    house_number: str = ""
    addition: str = ""
    postcode: str = ""
    city: str = ""
    line: str = ""

    def one_line(self) -> str:
        """Write the address in one line, as on an envelope."""
        if self.line and not (self.street or self.postcode):
            return self.line
        number = f"{self.house_number}{_joined(self.addition)}"
        door = f"{self.street} {number}".strip()
        town = f"{self.postcode} {self.city}".strip()
        return ", ".join(part for part in (door, town) if part)


def _joined(addition: str) -> str:
    """Put a space before an addition of several characters, none before a single letter."""
    if len(addition) > 1 and not addition.startswith("-"):
        return f" {addition}"
    return addition


@dataclass(frozen=True, slots=True)
class Place:
    """Hold a position with where it came from and how sure it is.

    Parameters
    ----------
    lat, lon
        WGS 84 degrees.
    source
        ``given``, ``correction``, ``cache``, ``gazetteer``, ``pdok``, ``nominatim`` or ``postcode``.
    confidence
        See :class:`Confidence`.
    address
        As found in the source; the address as typed stays with the order.
    code
        Why it is less than exact, for the dispatcher and the courier; None if exact.
    facts
        What words about that may quote.
    """

    lat: float
    lon: float
    source: str
    confidence: Confidence
    address: Address
    code: Code | None = None
    facts: tuple[Fact, ...] = ()

    def __post_init__(self) -> None:
        if not (-90.0 <= self.lat <= 90.0 and -180.0 <= self.lon <= 180.0):
            raise ValueError("a place lies outside the world")

    @property
    def point(self) -> tuple[float, float]:
        """(lat, lon)."""
        return (self.lat, self.lon)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Offer another address for one that was not found.

    Parameters
    ----------
    address
        The address offered.
    score
        0 to 1: how likely it is what was meant.
    code
        What differs most; ``ADDRESS_UNSURE`` if nothing does, but it is not the only one that fits.
    facts
        The parts of the address offered.
    """

    address: Address
    score: float
    code: Code
    facts: tuple[Fact, ...] = ()
