"""What a planned day says twice must agree: accounts, what is left behind, names, ways, estimates."""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dispatch.geo.globe import metres_between
from dispatch.model import Code, Leg, Obstacle, PlannedDay, Point, Route, Tell, TravelProfile

FAR_METRES: Final = 400.0
"""Further than this no way begins or ends from its places: the farthest that a stop may lie from a road."""

_OF_A_CROWD: Final = frozenset({Obstacle.SHIFT_CROWD, Obstacle.SHIFT_SHORT})
"""What is said of many that stay behind at once; the cause is that of those that were tried."""

_SAME_DEGREES: Final = 1.5e-6
_ONE_DOOR: Final = 2e-5
_FEW_WAYS: Final = 3


class Witness(StrEnum):
    """Name what a plan is held against."""

    PLAN = "plan"
    FILES = "files"
    SETTINGS = "settings"
    CONFIG = "config"
    MANIFEST = "manifest"
    TRAVEL = "travel"
    BOOK = "book"
    TILL = "till"


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Say that a run and a witness differ.

    Parameters
    ----------
    what
        Which value, by its place in ``plan.json``, or which file.
    where
        Stop, receipt, route, shift or line; empty for the whole.
    against
        Who says otherwise.
    """

    what: str
    where: str = ""
    against: Witness = Witness.PLAN


def disagreements(day: PlannedDay) -> tuple[Discrepancy, ...]:
    """Return what a planned day says in two ways; empty if it is of one mind."""
    return (
        *_accounts(day),
        *_left_behind(day),
        *_names(day),
        *_places(day),
        *_ways(day),
        *_travel(day),
        *_told(day),
        *_before(day),
    )


def _accounts(day: PlannedDay) -> Iterator[Discrepancy]:
    unserved = sum(len(stop.orders) for stop in day.plan.unserved)
    served = day.plan.served()
    planned = sum(len(stop.orders) for stop in day.problem.stops if stop.id in served and not stop.guest)
    counts = (
        ("accounts.planned", day.accounts.planned, planned),
        ("accounts.unassigned", day.accounts.unassigned, unserved),
        ("accounts.rejected", day.accounts.rejected, len(day.rejected)),
    )
    for what, stated, counted in counts:
        if stated != counted:
            yield Discrepancy(what)
    if day.day != day.problem.day:
        yield Discrepancy("day")


def _before(day: PlannedDay) -> Iterator[Discrepancy]:
    """Look whether what was before can have been."""
    if day.replaces is not None and day.replaces >= day.version:
        yield Discrepancy("replaces")
    for told in day.told:
        if told.before is None and told.tell in (Tell.SAME, Tell.EARLIER, Tell.LATER):
            yield Discrepancy("told.tell", told.receipt)


_OF_TWO_ROWS: Final = (Code.RECEIPT_REPEATED, Code.RECEIPT_CONFLICT)


def _left_behind(day: PlannedDay) -> Iterator[Discrepancy]:
    if [left.stop for left in day.unassigned] != [stop.id for stop in day.plan.unserved]:
        yield Discrepancy("unassigned.stop")
    for left in day.unassigned:
        crowd = left.because and left.because[0].obstacle in _OF_A_CROWD
        if left.because and not crowd and left.because[0].cause is not left.cause:
            yield Discrepancy("unassigned.cause", left.stop)
    # Another row of the same receipt may be the one that is planned.
    orders = [located.order for stop in day.problem.stops for located in stop.orders]
    rows = {order.receipt_id: order.row for order in orders}
    for reject in day.rejected:
        again = any(issue.code in _OF_TWO_ROWS for issue in reject.issues)
        if rows.get(reject.receipt_id) == reject.row and not again:
            yield Discrepancy("rejected.receipt_id", reject.receipt_id)
        if any(issue.row not in (None, reject.row) for issue in reject.issues):
            yield Discrepancy("rejected.issues.row", str(reject.row))


def _names(day: PlannedDay) -> Iterator[Discrepancy]:
    """Hold the name of a route against the number of its shift."""
    number = {shift.id: f"R{place}" for place, shift in enumerate(day.problem.shifts, start=1)}
    for route in day.plan.routes:
        if route.name != number.get(route.shift.id):
            yield Discrepancy("plan.routes.name", route.name)
    trips = [(route.name, n) for route in day.plan.routes for n in range(1, len(route.trips) + 1)]
    if day.shapes and [(shape.route, shape.trip) for shape in day.shapes] != trips:
        yield Discrepancy("shapes")


def _places(day: PlannedDay) -> Iterator[Discrepancy]:
    sources = Counter(order.place.source for stop in day.problem.stops for order in stop.orders)
    if day.provenance.place_sources != tuple(sorted(sources.items())):
        yield Discrepancy("provenance.place_sources")
    for stop in day.problem.stops:
        for located in stop.orders:
            if not _near(located.place.point, stop.place.point, _ONE_DOOR):
                yield Discrepancy("problem.stops.place", stop.id)
            given = located.order.given_position
            if given and located.place.source == "given" and not _near(given, located.place.point):
                yield Discrepancy("problem.stops.orders.place", located.order.receipt_id)


def _ways(day: PlannedDay) -> Iterator[Discrepancy]:
    """Follow the ways of a trip: from the store past its stops and back, or to where the next one loads."""
    points = {stop.id: stop.place.point for stop in day.problem.stops}
    homes = [depot.point for depot in day.problem.depots]
    routes = {route.name: route for route in day.plan.routes}
    for shape in day.shapes:
        route = routes.get(shape.route)
        if route is None or not 0 < shape.trip <= len(route.trips):
            continue  # told already: no such trip
        visits = route.trips[shape.trip - 1].visits
        if not all(0 <= trip.depot < len(homes) for trip in route.trips):
            continue  # told already: no such depot
        begin, end = (homes[depot] for depot in route.ends(shape.trip))
        path = [begin, *(points[visit.stop] for visit in visits if visit.stop in points), end]
        where, exact = f"{shape.route} {shape.trip}", _straight(day, route)
        if len(shape.legs) != len(path) - 1:
            yield Discrepancy("shapes.legs", where)
            continue
        for leg, here, there in zip(shape.legs, path[:-1], path[1:], strict=True):
            if leg.line and not _leads(leg, here, there, exact=exact):
                yield Discrepancy("shapes.legs.line", where)


def _leads(leg: Leg, here: Point, there: Point, *, exact: bool) -> bool:
    ends = ((leg.line[0], here), (leg.line[-1], there))
    if exact:
        return all(_near(one, other) for one, other in ends)
    return all(metres_between(one, other) <= FAR_METRES for one, other in ends)


def _travel(day: PlannedDay) -> Iterator[Discrepancy]:
    """Look whether every estimate is told."""
    if day.provenance.travel_sources != tuple((m.profile, m.source) for m in day.problem.travel):
        yield Discrepancy("provenance.travel_sources")
    told = any(issue.code is Code.TRAVEL_ESTIMATED for issue in day.issues)
    unmapped = any(issue.code in (Code.ZONE_UNMAPPED, Code.ROBOT_BY_BIKE) for issue in day.issues)
    roads = [matrix for matrix in day.problem.travel if not _flown(matrix.profile)]
    if any(matrix.estimated for matrix in roads) and not (told or unmapped):
        yield Discrepancy("issues.TRAVEL_ESTIMATED")
    if not any(matrix.estimated for matrix in roads) and _all_straight(day):
        yield Discrepancy("problem.travel.estimated")
    if told and not all(matrix.estimated for matrix in roads):
        yield Discrepancy("problem.travel.estimated")


def _all_straight(day: PlannedDay) -> bool:
    """Tell whether every way on the ground is a straight line, as only estimates draw them."""
    flights = {route.name for route in day.plan.routes if _flown(route.shift.vehicle.profile)}
    ways = [len(leg.line) for shape in day.shapes if shape.route not in flights for leg in shape.legs]
    return len(ways) >= _FEW_WAYS and max(ways) <= 2


def _flown(profile: str) -> bool:
    return TravelProfile.of_key(profile).kind == "drone"


def _told(day: PlannedDay) -> Iterator[Discrepancy]:
    """Look whether each planned customer is told a window, once, and nobody else is."""
    if not day.told:
        return
    left = {stop.id for stop in day.plan.unserved}
    own = (stop for stop in day.problem.stops if stop.id not in left and not stop.guest)
    planned = Counter(receipt for stop in own for receipt in stop.receipt_ids)
    told = Counter(one.receipt for one in day.told if one.tell not in (Tell.NOT_TODAY, Tell.CANCELLED))
    for receipt in sorted((planned - told) | (told - planned)):
        yield Discrepancy("told.receipt", receipt)
    for one in day.told:
        coming = one.tell not in (Tell.NOT_TODAY, Tell.CANCELLED)
        if coming != (one.window is not None):
            yield Discrepancy("told.window", one.receipt)


def _straight(day: PlannedDay, route: Route) -> bool:
    """Tell whether the ways of a route begin and end at its places: estimates and flights do."""
    vehicle = route.shift.vehicle
    by_bike = vehicle.kind == "robot"  # an estimate of the time, along a way that is known
    return vehicle.kind == "drone" or (day.problem.matrix(vehicle.profile).estimated and not by_bike)


def _near(one: Point, other: Point, degrees: float = _SAME_DEGREES) -> bool:
    return all(math.isclose(a, b, rel_tol=0, abs_tol=degrees) for a, b in zip(one, other, strict=True))
