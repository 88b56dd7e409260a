"""State how a door of a register differs from an address as typed."""

from dispatch.address_keys import write_postcode
from dispatch.geocoding.doors import Door
from dispatch.model import Fact
from dispatch.model.facts import written


def parts_of(door: Door) -> tuple[Fact, ...]:
    """Return the parts of a door that words about a difference may quote."""
    parts = {
        "street": door.street,
        "postcode": write_postcode(door.postcode),
        "town": door.city,
        "number": str(door.number),
        "addition": door.addition,
        "door": door.written,
    }
    return tuple(written(name, text) for name, text in parts.items())
