"""Lines of flights against what is closed."""

from dataclasses import replace

from smallday import small_day

from dispatch.checking.flights import crossings
from dispatch.model import Leg, TripShape

STORE, DOOR = (52.16, 4.49), (52.17, 4.51)
ACROSS = (((52.160, 4.495), (52.170, 4.495), (52.170, 4.500), (52.160, 4.500)),)
BESIDE = (((52.100, 4.495), (52.110, 4.495), (52.110, 4.500), (52.100, 4.500)),)


def flown(kind: str = "drone"):
    """Let the first route of a small day be flown along a straight line."""
    day = small_day()
    route = day.plan.routes[0]
    vehicle = replace(route.shift.vehicle, kind=kind, max_stops=1)
    routes = (replace(route, shift=replace(route.shift, vehicle=vehicle)),)
    shape = TripShape(route.name, 1, (Leg((STORE, DOOR)), Leg((DOOR, STORE))))
    return replace(day, plan=replace(day.plan, routes=routes), shapes=(shape,))


def test_a_line_across_a_closed_area_is_found() -> None:
    (found,) = crossings(flown(), [ACROSS])
    assert (found.what, found.where) == ("shapes.legs.line", f"{flown().plan.routes[0].name} 1")


def test_a_line_beside_it_is_none() -> None:
    assert list(crossings(flown(), [BESIDE])) == []


def test_a_bike_rides_through() -> None:
    assert list(crossings(flown("bike"), [ACROSS])) == []
