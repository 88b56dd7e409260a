"""A made-up export beside the configuration of a new store, for a first plan before there is a till's."""

from datetime import datetime
from typing import Final

from dispatch.files.delimited import delimited
from dispatch.geocoding import parse_address
from dispatch.model import Address, Point

NAMES: Final = {"nl": "voorbeeld.csv", "en": "example.csv"}
_HEADERS: Final = {
    "nl": "bonnummer tijdstip thuisbezorging naam telefoon straat huisnummer postcode plaats lat lon kratten",
    "en": "receipt_id purchased_at home_delivery name phone street house_number postcode city lat lon crates",
}
_WORDS: Final = {"nl": ("ja", "Voorbeeld", "Voorbeeldstraat"), "en": ("yes", "Example", "Example Street")}
_POSTCODE: Final = "1234 AB"
"""Where the store has none."""

_DOORS: Final = ((7, -9), (-4, 12), (11, 5), (-10, -6), (3, 16), (-6, -14))
"""Thousandths of a degree north and east of the store."""


def example_export(language: str, address: str, point: Point, now: datetime) -> bytes:
    """Write a till's export of today with a purchase for each of a few doors around a store.

    Parameters
    ----------
    language
        ``nl`` or ``en``.
    address, point
        Of the store.
    now
        Wall clock of the store.
    """
    yes, customer, street = _WORDS[language]
    typed = parse_address(Address(line=address))
    lat, lon = point
    rows = [
        (
            str(number), f"{now:%Y-%m-%d}T10:{number:02d}", yes, f"{customer} {number}", "06-12345678",
            street, str(number), typed.postcode or _POSTCODE, typed.city or customer,
            f"{lat + north / 1000:.5f}", f"{lon + east / 1000:.5f}", str(1 + number % 3),
        )
        for number, (north, east) in enumerate(_DOORS, start=1)
    ]  # fmt: skip
    return delimited(_HEADERS[language].split(), rows, "plain").encode()
