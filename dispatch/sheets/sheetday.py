"""A planned day as its documents read it: marks, pieces, slack and money, computed once.

Writers choose from it and put it into words; they compute nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dispatch.model import (
    Leg,
    LocatedOrder,
    PlannedDay,
    Problem,
    Route,
    Stop,
    Tell,
    Told,
)
from dispatch.sheets.afterwards import known_orders
from dispatch.sheets.doors import door, typed_differs
from dispatch.sheets.goods import Goods, pieces
from dispatch.sheets.loading import load
from dispatch.sheets.marks import (
    HEAVY_GRAMS,
    news_marks,
    order_marks,
    ranked,
    stop_marks,
    visit_marks,
)
from dispatch.sheets.shares import trip_costs, trip_seconds
from dispatch.sheets.visits import DoorRow, LeftRow, OrderRow, RouteRow, TripRow, VisitRow


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
                trips.append(_trip(day.problem, route, number, visits, cents, ways))
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
    def driven(self) -> tuple[RouteRow, ...]:
        """The routes of the store's own couriers."""
        return tuple(row for row in self.routes if not row.route.visiting)

    @cached_property
    def loaded(self) -> tuple[TripRow, ...]:
        """The trips that load at the store, its own couriers' and others'."""
        return tuple(row for row in self.trips if row.trip.depot == 0)

    @cached_property
    def bought(self) -> tuple[VisitRow, ...]:
        """The visits with orders of the store, whoever brings them."""
        return tuple(row for row in self.visits if not row.stop.guest)

    @cached_property
    def visit_of(self) -> dict[str, VisitRow]:
        """The visit of each receipt that the plan serves."""
        return {receipt: row for row in self.visits for receipt in row.stop.receipt_ids}

    @cached_property
    def orders(self) -> dict[str, LocatedOrder]:
        """Every order that the plan or its changes speak of, by receipt."""
        return known_orders(self.planned)

    @cached_property
    def changes(self) -> tuple[Told, ...]:
        """What is new to customers since the version that this one replaces; none in a first plan."""
        if not self.planned.replaces:
            return ()
        return tuple(told for told in self.planned.told if told.tell is not Tell.SAME)

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
    problem: Problem,
    route: Route,
    number: int,
    visits: tuple[VisitRow, ...],
    cents: int,
    legs: Sequence[Leg],
) -> TripRow:
    begin, end = (problem.depots[depot] if route.shared else None for depot in route.ends(number))
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
        begin,
        end,
    )


def _door(stop: Stop, heavy_grams: int) -> DoorRow:
    rows = tuple(_order(located, heavy_grams) for located in stop.orders)
    marks = stop_marks(stop, [row.marks for row in rows])
    return DoorRow(stop, door(stop.orders[0]), rows, sum((row.goods for row in rows), Goods()), marks)


def _order(located: LocatedOrder, heavy_grams: int) -> OrderRow:
    order = located.order
    typed = order.address.one_line() if typed_differs(located) else ""
    return OrderRow(located, Goods.of([order]), pieces(order), order_marks(order, heavy_grams), typed)
