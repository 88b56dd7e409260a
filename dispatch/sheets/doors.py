"""What every list says of a stop and its orders: address, times, temperatures."""

from collections.abc import Iterator
from dataclasses import dataclass

from dispatch.clock import DAY, hhmm
from dispatch.model import Address, LocatedOrder, PlannedDay, Route, Stop, Trip, Visit


@dataclass(frozen=True, slots=True)
class Call:
    """Hold one visit with all that belongs to it.

    Parameters
    ----------
    route, trip
        Where it is in the plan.
    trip_number, seq
        Trip in the route and stop in the trip, both from 1.
    stop, visit
        What is delivered, and when.
    """

    route: Route
    trip: Trip
    trip_number: int
    seq: int
    stop: Stop
    visit: Visit


def calls(day: PlannedDay) -> Iterator[Call]:
    """Go through all visits of a plan in the order of its routes."""
    stops = {stop.id: stop for stop in day.problem.stops}
    for route in day.plan.routes:
        for trip_number, trip in enumerate(route.trips, start=1):
            for seq, visit in enumerate(trip.visits, start=1):
                yield Call(route, trip, trip_number, seq, stops[visit.stop], visit)


def door(located: LocatedOrder) -> Address:
    """Return the address to go to: as found, or as typed where the source knows only the position."""
    found = located.place.address
    if found.street or (found.postcode and found.house_number):
        return found
    typed = located.order.address
    if typed.street or typed.postcode:
        return typed
    return Address(street=typed.line, postcode=found.postcode, city=found.city)


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
