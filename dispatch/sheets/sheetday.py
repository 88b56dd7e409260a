"""A planned day as its documents read it: marks, pieces, slack and money, computed once.

Writers choose from it and put it into words; they compute nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dispatch.model import (
    Address,
    Confidence,
    Leg,
    LocatedOrder,
    Pause,
    PlannedDay,
    Point,
    Route,
    Stop,
    Trip,
    Unassigned,
    Visit,
)
from dispatch.sheets.doors import door, typed_differs
from dispatch.sheets.goods import Goods, Piece, pieces
from dispatch.sheets.marks import HEAVY_GRAMS, Mark, order_marks, stop_marks
from dispatch.sheets.shares import trip_costs, trip_seconds


@dataclass(frozen=True, slots=True)
class OrderRow:
    """Hold one order at a door.

    Parameters
    ----------
    located
        The order and its place.
    goods, marks
        What there is to carry and to mind.
    typed
        The address as it was typed, where it reads otherwise than the one found; else empty.
    """

    located: LocatedOrder
    goods: Goods
    marks: tuple[Mark, ...]
    typed: str


@dataclass(frozen=True, slots=True)
class DoorRow:
    """Hold what is known of a stop whether it is planned or not.

    Parameters
    ----------
    stop
        As the problem has it.
    address
        Where to go.
    orders, goods, pieces, marks
        What is handed over there, and what to mind.
    """

    stop: Stop
    address: Address
    orders: tuple[OrderRow, ...]
    goods: Goods
    pieces: tuple[Piece, ...]
    marks: tuple[Mark, ...]

    @property
    def doubtful(self) -> bool:
        """Whether the place is not certain."""
        return self.stop.place.confidence is not Confidence.EXACT

    @property
    def point(self) -> Point:
        """(lat, lon)."""
        return self.stop.place.point


@dataclass(frozen=True, slots=True)
class VisitRow(DoorRow):
    """Hold one visit of the plan.

    Parameters
    ----------
    route, trip_number, seq
        Where it is in the plan: trip in the route and stop in the trip, both from 1.
    visit
        When.
    leg
        The way there; None where it is not drawn.
    estimated
        Whether its time rests on estimated travel times.
    """

    route: Route
    trip_number: int
    seq: int
    visit: Visit
    leg: Leg | None
    estimated: bool

    @property
    def slack(self) -> int:
        """Seconds from the start of service to the end of the window; negative if it is late."""
        return self.stop.window.latest - self.visit.start


@dataclass(frozen=True, slots=True)
class LeftRow(DoorRow):
    """Hold a stop that is left behind, and why."""

    why: Unassigned | None


@dataclass(frozen=True, slots=True)
class TripRow:
    """Hold one trip.

    Parameters
    ----------
    route, number, trip
        Which, counted from 1.
    visits
        In order.
    goods
        What is on board.
    pauses
        Breaks on the way, by the number of stops before them; 0 is at the store, before loading.
    cents
        Its share of what the route costs.
    service_seconds, wait_seconds, pause_seconds
        At doors, waiting, and in breaks.
    packed
        When the last of its orders is packed.
    back
        The way back; None where it is not drawn.
    """

    route: Route
    number: int
    trip: Trip
    visits: tuple[VisitRow, ...]
    goods: Goods
    pauses: dict[int, Pause]
    cents: int
    service_seconds: int
    wait_seconds: int
    pause_seconds: int
    packed: int
    back: Leg | None

    @property
    def line(self) -> tuple[Point, ...]:
        """The way out, along the stops and back, as drawn; empty where it is not."""
        ways = (*(visit.leg for visit in self.visits), self.back)
        return tuple(point for way in ways if way is not None for point in way.line)

    @property
    def checks(self) -> int:
        """Stops at which an age is checked."""
        return sum(any(row.located.order.age_check for row in visit.orders) for visit in self.visits)

    @property
    def breaks_on_road(self) -> int:
        """Seconds of the breaks between departure and return."""
        return sum(pause.end - pause.start for position, pause in self.pauses.items() if position)


@dataclass(frozen=True, slots=True)
class RouteRow:
    """Hold one route with its trips."""

    route: Route
    trips: tuple[TripRow, ...]
    estimated: bool

    @property
    def visits(self) -> tuple[VisitRow, ...]:
        """All stops of all trips."""
        return tuple(visit for trip in self.trips for visit in trip.visits)


@dataclass(frozen=True)
class SheetDay:
    """Hold what every document of a day is made from.

    Parameters
    ----------
    planned
        The day itself.
    routes
        In the order of the plan.
    left
        What is left behind, in the order of the plan.
    """

    planned: PlannedDay
    routes: tuple[RouteRow, ...]
    left: tuple[LeftRow, ...]

    @classmethod
    def of(cls, day: PlannedDay, heavy_grams: int = HEAVY_GRAMS) -> "SheetDay":
        """Work a planned day out.

        Parameters
        ----------
        day
            The day.
        heavy_grams
            Weight of an order, or of the mean crate of one, above which it is marked heavy.
        """
        reasons = {why.stop: why for why in day.unassigned}
        stops = {stop.id: stop for stop in day.problem.stops}
        legs = {(shape.route, shape.trip): shape.legs for shape in day.shapes}
        rates = day.problem.late_cents_per_hour
        routes = []
        for route in day.plan.routes:
            estimated = day.problem.matrix(route.shift.vehicle.profile).estimated
            costs = trip_costs(route, rates)
            trips = tuple(
                _trip(
                    route,
                    number,
                    stops,
                    legs.get((route.name, number), ()),
                    costs,
                    heavy_grams,
                    estimated=estimated,
                )
                for number in range(1, len(route.trips) + 1)
            )
            routes.append(RouteRow(route, trips, estimated))
        left = tuple(
            LeftRow(*_door(stop, 0, heavy_grams), why=reasons.get(stop.id)) for stop in day.plan.unserved
        )
        return cls(day, tuple(routes), left)

    @cached_property
    def trips(self) -> tuple[TripRow, ...]:
        """All trips of all routes."""
        return tuple(trip for route in self.routes for trip in route.trips)

    @cached_property
    def visits(self) -> tuple[VisitRow, ...]:
        """All visits of all routes."""
        return tuple(visit for trip in self.trips for visit in trip.visits)

    @property
    def late(self) -> int:
        """Stops that begin behind their window."""
        return sum(row.visit.late > 0 for row in self.visits)

    @property
    def doubtful(self) -> int:
        """Planned stops whose place is not certain."""
        return sum(row.doubtful for row in self.visits)


def _trip(
    route: Route,
    number: int,
    stops: dict[str, Stop],
    legs: Sequence[Leg],
    costs: Sequence[int],
    heavy_grams: int,
    *,
    estimated: bool,
) -> TripRow:
    trip = route.trips[number - 1]
    ways: list[Leg | None] = list(legs) or [None] * (len(trip.visits) + 1)
    visits = tuple(
        VisitRow(
            *_door(stops[visit.stop], visit.late, heavy_grams),
            route=route,
            trip_number=number,
            seq=seq,
            visit=visit,
            leg=leg,
            estimated=estimated,
        )
        for seq, (visit, leg) in enumerate(zip(trip.visits, ways, strict=False), start=1)
    )
    service = sum(visit.departure - visit.start for visit in trip.visits)
    wait, breaks = trip_seconds(route, number - 1, service)
    return TripRow(
        route,
        number,
        trip,
        visits,
        Goods.of([row.located.order for visit in visits for row in visit.orders]),
        {pause.position: pause for pause in route.pauses if pause.trip == number - 1},
        costs[number - 1],
        service,
        wait,
        breaks,
        max(visit.stop.release for visit in visits),
        ways[-1],
    )


def _door(
    stop: Stop, late: int, heavy_grams: int
) -> tuple[Stop, Address, tuple[OrderRow, ...], Goods, tuple[Piece, ...], tuple[Mark, ...]]:
    rows = tuple(_order(located, heavy_grams) for located in stop.orders)
    orders = [located.order for located in stop.orders]
    marks = stop_marks(stop, late, [row.marks for row in rows])
    return stop, door(stop.orders[0]), rows, Goods.of(orders), pieces(orders), marks


def _order(located: LocatedOrder, heavy_grams: int) -> OrderRow:
    order = located.order
    typed = order.address.one_line() if typed_differs(located) else ""
    return OrderRow(located, Goods.of([order]), order_marks(order, heavy_grams), typed)
