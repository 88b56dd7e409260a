"""What every list says of a stop and its orders: address, times, temperatures."""

from collections.abc import Sequence

from dispatch.clock import DAY, hhmm
from dispatch.model import Address, LocatedOrder, PlannedDay, TimeWindow
from dispatch.words import Words


def door(located: LocatedOrder) -> Address:
    """Return the address to go to: as found, or as typed where the source knows only the position."""
    found = located.place.address
    if found.street or (found.postcode and found.house_number):
        return found
    typed = located.order.address
    if typed.street or typed.postcode:
        return typed
    return Address(street=typed.line, postcode=found.postcode, city=found.city)


def typed_differs(located: LocatedOrder) -> bool:
    """Tell whether the address to go to reads otherwise than the one on the order."""
    typed, found = located.order.address.one_line(), door(located).one_line()
    return bool(typed) and _squeezed(typed) != _squeezed(found)


def _squeezed(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def clock(seconds: int) -> str:
    """Write a moment as HH:MM; midnight at the end of the day is 24:00."""
    return "24:00" if seconds == DAY else hhmm(seconds)


def temperatures(located: LocatedOrder) -> str:
    """Write the temperature classes of an order as in the input: ``ambient+chilled``."""
    return "+".join(located.order.temperatures)


def yes_no(answer: bool) -> str:
    """Write a flag as the input has it."""
    return "yes" if answer else "no"


def door_number(address: Address) -> str:
    """Write house number and addition as on the door: ``12A``, ``12 bis``, ``12-3``."""
    line = Address(street="-", house_number=address.house_number, addition=address.addition).one_line()
    return line.removeprefix("-").strip()


def street_line(address: Address) -> str:
    """Write street, number and addition."""
    return f"{address.street} {door_number(address)}".strip()


def osm_credit(day: PlannedDay) -> bool:
    """Tell whether ways or places of this day come from OpenStreetMap, which must be credited then."""
    used = {route.shift.vehicle.profile for route in day.plan.routes}
    roads = any(not matrix.estimated for matrix in day.problem.travel if matrix.profile in used)
    places = any(stop.place.source in {"gazetteer", "nominatim"} for stop in day.problem.stops)
    return roads or places


def span(window: TimeWindow) -> str:
    """Write a window from its begin to its end."""
    return f"{clock(window.earliest)}\N{EN DASH}{clock(window.latest)}"


def also(windows: Sequence[TimeWindow], words: Words) -> list[str]:
    """Say in which other windows the customer can as well; nothing if in none."""
    return [words("window.also", windows=", ".join(map(span, windows)))] if windows else []
