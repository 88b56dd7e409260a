"""The rows that all documents are made of: orders, doors, visits, trips and routes."""

from dataclasses import dataclass
from typing import Final

from dispatch.clock import MINUTE
from dispatch.model import (
    Address,
    Confidence,
    Depot,
    Leg,
    LocatedOrder,
    Pause,
    Point,
    Route,
    Stop,
    TimeWindow,
    Trip,
    Unassigned,
    Visit,
)
from dispatch.sheets.goods import Goods, Piece
from dispatch.sheets.loading import Placed
from dispatch.sheets.marks import (
    Mark,
    Sign,
)

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
    def others(self) -> tuple[TimeWindow, ...]:
        """Other windows in which all customers at the door can, besides the one that is planned."""
        orders = [located.order for located in self.stop.orders]
        named = [(order.window, *order.other_windows) for order in orders if order.other_windows]
        if len(named) < len(orders):
            return ()
        common = set.intersection(*({w for w in windows if w is not None} for windows in named))
        return tuple(sorted(w for w in common if w.intersect(self.stop.window) is None))

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
    loads_at, leads_to
        The stores where it loads and where it leads, on a route with more than one; else None.
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
    loads_at: Depot | None = None
    leads_to: Depot | None = None

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

    @property
    def single(self) -> bool:
        """Whether nobody rides it and each of its trips has one stop: flights, and drives like them."""
        return self.route.shift.vehicle.unmanned and all(len(trip.visits) == 1 for trip in self.trips)
