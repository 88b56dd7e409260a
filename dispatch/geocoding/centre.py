"""The last resort: the middle of the postcode, where the number fits in a row of known ones."""

from collections.abc import Sequence
from statistics import fmean
from typing import Final

from dispatch.address_keys import write_postcode
from dispatch.geo.globe import metres_between
from dispatch.geocoding.doors import Door, Query, Register
from dispatch.geocoding.exact import on_typed_street
from dispatch.model import Address, Code, Confidence, Place
from dispatch.model.facts import written
from dispatch.ports import Located

_WIDEST_METRES: Final = 1_000.0


class PostcodeCentre:
    """Put an address that a register lacks in the middle of its postcode.

    Registers lag behind new houses. So the middle is given, as approximate, if the postcode is whole and
    known, the typed street and town are the postcode's, the register has no such number at all, and
    numbers both below and above it exist there on its side of the street. For any other address the
    register's refusal stands: a postcode's four digits, or a number beyond the row, give nothing.
    """

    name = "postcode"

    def __init__(self, register: Register) -> None:
        self._register = register

    def locate(self, address: Address) -> Located:
        """Return the mean of the doors at the postcode."""
        query = Query.of(address)
        if not query.postcode or query.number is None:
            return Located(None)
        doors = self._register.in_postcode(query.postcode)
        if not (doors and self._agrees(query, doors) and _fits(query.number, doors)):
            return Located(None)
        lat, lon = fmean(door.lat for door in doors), fmean(door.lon for door in doors)
        if any(metres_between((lat, lon), door.point) > _WIDEST_METRES for door in doors):
            return Located(None)
        code, postcode = Code.ADDRESS_APPROXIMATE, write_postcode(query.postcode)
        street = doors[0].street if len({door.street_key for door in doors}) == 1 else address.street
        number, addition = address.house_number, address.addition
        found = Address(street, number, addition, postcode, doors[0].city)
        facts = (written("postcode", postcode),)
        return Located(Place(lat, lon, self.name, Confidence.APPROXIMATE, found, code, facts))

    def _agrees(self, query: Query, doors: Sequence[Door]) -> bool:
        street = bool(on_typed_street(query, doors, self._register))
        town = not query.city_key or any(door.city_key == query.city_key for door in doors)
        return street and town


def _fits(number: int, doors: Sequence[Door]) -> bool:
    """Tell whether a number is missing in a row of known ones on its side of the street."""
    numbers = {door.number for door in doors}
    side = [known for known in numbers if known % 2 == number % 2]
    return bool(side) and number not in numbers and min(side) < number < max(side)
