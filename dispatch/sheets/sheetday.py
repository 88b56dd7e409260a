"""A planned day as its documents read it: marks, pieces, slack and money, computed once.

Writers choose from it and put it into words; they compute nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from dispatch.clock import MINUTE
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
    Tell,
    Told,
    Trip,
    Unassigned,
    Visit,
)
from dispatch.sheets.doors import door, typed_differs
from dispatch.sheets.goods import Goods, Piece, pieces
from dispatch.sheets.loading import Placed, load
from dispatch.sheets.marks import (
    HEAVY_GRAMS,
    Mark,
    Sign,
    news_marks,
    order_marks,
    ranked,
    stop_marks,
    visit_marks,
)
from dispatch.sheets.shares import trip_costs, trip_seconds

DELAY_SECONDS: Final = 10 * MINUTE
"""How much later than planned a trip may leave in the question what breaks then."""


@dataclass(frozen=True, slots=True)
class OrderRow:
    """Hold one order at a door.

    Parameters
    ----------
    located
        The order and its place.
    goods, pieces, marks
        What there is to carry and to mind.
    typed
        The address as it was typed, where it reads otherwise than the one found; else empty.
    """

    located: LocatedOrder
    goods: Goods
    pieces: tuple[Piece, ...]
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
    orders, goods, marks
        What is handed over there, and what to mind.
    """

    stop: Stop
    address: Address
    orders: tuple[OrderRow, ...]
    goods: Goods
    marks: tuple[Mark, ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All that is handed over, order by order."""
        return tuple(piece for order in self.orders for piece in order.pieces)

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
    chance
        How likely it is to be served in its window, in percent; None where that was not worked out.
    """

    route: Route
    trip_number: int
    seq: int
    visit: Visit
    leg: Leg | None
    estimated: bool
    chance: int | None

    @property
    def number(self) -> str:
        """Trip and stop, as every document writes them: ``2·14``."""
        return f"{self.trip_number}\N{MIDDLE DOT}{self.seq}"

    @property
    def name(self) -> str:
        """Route, trip and stop: ``R1 2·14``."""
        return f"{self.route.name} {self.number}"

    @property
    def tight(self) -> bool:
        """Whether it is planned in time, but hardly."""
        return any(mark.sign is Sign.TIGHT for mark in self.marks)

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
    placed
        Each piece and its place in the vehicle, in the order of loading.
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
    placed: tuple[Placed, ...]
    pauses: dict[int, Pause]
    cents: int
    service_seconds: int
    wait_seconds: int
    pause_seconds: int
    packed: int
    back: Leg | None

    @property
    def fullest(self) -> int:
        """How full it is in the dimension that runs out first, in whole percents."""
        return self.trip.load.share_of(self.route.shift.vehicle.capacity)

    @property
    def breaks_first(self) -> VisitRow | None:
        """The first stop that comes late if the trip leaves ten minutes late; None if all are in time."""
        delay = DELAY_SECONDS
        for row in self.visits:
            delay = max(0, delay - row.visit.wait)
            if row.slack >= 0 and delay > row.slack:
                return row
        return None

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


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """Hold what is new to one customer.

    Parameters
    ----------
    told
        What, and the windows told before and now.
    located
        The order; None where neither plan nor book has it any more.
    visit
        Where it stands in this plan; None if it does not.
    """

    told: Told
    located: LocatedOrder | None
    visit: VisitRow | None


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
        doors = {stop.id: _door(stop, heavy_grams) for stop in day.problem.stops}
        legs = {(shape.route, shape.trip): shape.legs for shape in day.shapes}
        likely = dict(day.chances)
        news = {told.receipt: told.tell for told in day.told} if day.replaces else {}
        routes = []
        for route in day.plan.routes:
            estimated = day.problem.matrix(route.shift.vehicle.profile).estimated
            trips = []
            for number, cents in enumerate(trip_costs(route, day.problem.late_cents_per_hour), start=1):
                ways = legs.get((route.name, number), ())
                visits = _visits(route, number, doors, ways, likely, news, heavy_grams, estimated=estimated)
                trips.append(_trip(route, number, visits, cents, ways))
            routes.append(RouteRow(route, tuple(trips), estimated))
        left = tuple(
            LeftRow(row.stop, row.address, row.orders, row.goods, row.marks, reasons.get(row.stop.id))
            for row in (doors[stop.id] for stop in day.plan.unserved)
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

    @cached_property
    def changes(self) -> tuple[ChangeRow, ...]:
        """What is new to customers since the version that this one replaces; none in a first plan."""
        if not self.planned.replaces:
            return ()
        visits = {receipt: row for row in self.visits for receipt in row.stop.receipt_ids}
        orders = {
            order.located.order.receipt_id: order.located
            for row in (*self.visits, *self.left)
            for order in row.orders
        }
        return tuple(
            ChangeRow(told, orders.get(told.receipt, told.located), visits.get(told.receipt))
            for told in self.planned.told
            if told.tell is not Tell.SAME
        )

    @property
    def late(self) -> int:
        """Stops that begin behind their window."""
        return sum(row.visit.late > 0 for row in self.visits)

    @property
    def tight(self) -> int:
        """Stops that are planned in time, but hardly."""
        return sum(row.tight for row in self.visits)

    @property
    def doubtful(self) -> int:
        """Planned stops whose place is not certain."""
        return sum(row.doubtful for row in self.visits)


def _visits(
    route: Route,
    number: int,
    doors: dict[str, DoorRow],
    legs: Sequence[Leg],
    likely: dict[str, int],
    news: dict[str, Tell],
    heavy_grams: int,
    *,
    estimated: bool,
) -> tuple[VisitRow, ...]:
    rows = []
    for seq, visit in enumerate(route.trips[number - 1].visits, start=1):
        door = doors[visit.stop]
        told = [news[receipt] for receipt in door.stop.receipt_ids if receipt in news]
        own = (*news_marks(told), *visit_marks(door.stop, visit, route.shift.vehicle, heavy_grams))
        rows.append(
            VisitRow(
                door.stop,
                door.address,
                door.orders,
                door.goods,
                ranked([*own, *door.marks]),
                route,
                number,
                seq,
                visit,
                legs[seq - 1] if legs else None,
                estimated,
                likely.get(visit.stop),
            )
        )
    return tuple(rows)


def _trip(
    route: Route, number: int, visits: tuple[VisitRow, ...], cents: int, legs: Sequence[Leg]
) -> TripRow:
    trip = route.trips[number - 1]
    service = sum(visit.departure - visit.start for visit in trip.visits)
    wait, breaks = trip_seconds(route, number - 1, service)
    return TripRow(
        route,
        number,
        trip,
        visits,
        sum((visit.goods for visit in visits), Goods()),
        load([(visit.seq, visit.pieces) for visit in visits]),
        {pause.position: pause for pause in route.pauses if pause.trip == number - 1},
        cents,
        service,
        wait,
        breaks,
        max(visit.stop.release for visit in visits),
        legs[-1] if legs else None,
    )


def _door(stop: Stop, heavy_grams: int) -> DoorRow:
    rows = tuple(_order(located, heavy_grams) for located in stop.orders)
    marks = stop_marks(stop, [row.marks for row in rows])
    return DoorRow(stop, door(stop.orders[0]), rows, sum((row.goods for row in rows), Goods()), marks)


def _order(located: LocatedOrder, heavy_grams: int) -> OrderRow:
    order = located.order
    typed = order.address.one_line() if typed_differs(located) else ""
    return OrderRow(located, Goods.of([order]), pieces(order), order_marks(order, heavy_grams), typed)
