"""The figures of a day: what deliveries cost, how full vehicles were, how well promises are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from dispatch.errors import InputError
from dispatch.model import (
    UNREACHABLE,
    Accounts,
    Cost,
    Outcome,
    PlannedDay,
    Problem,
    Route,
    Stop,
    TravelProfile,
    to_cents,
)
from dispatch.reporting.actuals import Actual, ActualFigures, compare_actuals
from dispatch.reporting.deliveries import Delivery, ShiftFigures, deliveries_of, shifts_of
from dispatch.reporting.emissions import Factors, shipped_factors
from dispatch.reporting.sharing import share_costs


@dataclass(frozen=True, slots=True)
class RouteFigures:
    """Hold the sums of one route: one courier on one day.

    Parameters
    ----------
    day, route, courier, vehicle, kind
        Whose figures these are; ``courier`` is empty once persons are removed.
    trips, stops, deliveries
        Counts; a delivery is an order, a stop may be several.
    late_stops, late_seconds
        Planned behind the window.
    metres, drive_seconds, service_seconds, wait_seconds, break_seconds, work_seconds
        Of the whole route; waiting counts at doors.
    crates, crate_room, grams, gram_room
        Loaded, and the room there was, over all trips.
    wage_cents, distance_cents, use_cents
        Cost by term.
    co2_grams
        Of the vehicle.
    car_metres
        Of every customer driving to the store and back alone instead.
    empty_metres
        Of the ways back to the store; None in figures of older programs.
    rung, opened
        Orders that something came back of, and those of them for which somebody opened.
    trial
        Whether the vehicle is a robot or a drone without a permit.
    """

    day: date
    route: str
    courier: str
    vehicle: str
    kind: str
    trips: int
    stops: int
    deliveries: int
    late_stops: int
    late_seconds: int
    metres: int
    drive_seconds: int
    service_seconds: int
    wait_seconds: int
    break_seconds: int
    work_seconds: int
    crates: int
    crate_room: int
    grams: int
    gram_room: int
    wage_cents: int
    distance_cents: int
    use_cents: int
    co2_grams: int
    car_metres: int
    empty_metres: int | None = None
    rung: int = 0
    opened: int = 0
    trial: bool = False

    @property
    def cost_cents(self) -> int:
        """Wage, kilometres and fixed cost together."""
        return self.wage_cents + self.distance_cents + self.use_cents


@dataclass(frozen=True, slots=True)
class Basket:
    """Set what a basket leaves against what its delivery costs.

    Parameters
    ----------
    receipt_id, route
        Which one; empty once persons are removed.
    total_cents
        Value of the basket.
    margin_cents
        What it leaves for delivery.
    cost_cents
        Its share of the route's cost, see :func:`dispatch.reporting.share_costs`.
    """

    receipt_id: str
    route: str
    total_cents: int
    margin_cents: int
    cost_cents: int

    @property
    def result_cents(self) -> int:
        """What is left; below zero the delivery cost more than the basket brought."""
        return self.margin_cents - self.cost_cents

    @property
    def needed_cents(self) -> int | None:
        """The value from which such a basket pays its delivery; None if it leaves nothing."""
        if self.margin_cents <= 0:
            return None
        return -(-self.cost_cents * self.total_cents // self.margin_cents)


@dataclass(frozen=True, slots=True)
class DayFigures:
    """Hold the figures of a day.

    Parameters
    ----------
    day, version
        Of the run they are made from.
    accounts
        Rows read and where each ended.
    routes
        One for each courier.
    baskets
        Of the orders whose value is known.
    car_co2_grams
        Of every customer driving alone instead.
    car_by_bike_roads
        Whether that distance had to be taken from the bikes' ways, as no van's were at hand.
    estimated
        Whether any travel time was an estimate.
    actual
        What came back from the couriers; None if nothing did.
    deliveries
        Of each order that is brought; empty in figures of older programs.
    shifts
        Of each courier who is there, used or not; empty in figures of older programs.
    settled
        How many of the rejected rows are settled: called off, put off, or come back.
    """

    day: date
    version: int
    accounts: Accounts
    routes: tuple[RouteFigures, ...]
    baskets: tuple[Basket, ...]
    car_co2_grams: int
    car_by_bike_roads: bool
    estimated: bool
    actual: ActualFigures | None = None
    deliveries: tuple[Delivery, ...] = ()
    shifts: tuple[ShiftFigures, ...] = ()
    settled: int = 0

    def without_persons(self) -> "DayFigures":
        """Return the figures with nothing that points at a customer or a courier."""
        routes = tuple(replace(route, courier="") for route in self.routes)
        baskets = tuple(replace(basket, receipt_id="", route="") for basket in self.baskets)
        # An area, an hour and the value of a basket together could point at somebody.
        deliveries = [
            replace(one, customer="", total_cents=None, margin_cents=None) for one in self.deliveries
        ]
        return replace(
            self,
            routes=routes,
            baskets=tuple(sorted(baskets, key=lambda b: b.result_cents)),
            # Sorted, so that their order tells nothing of who lives next to whom.
            deliveries=tuple(sorted(deliveries, key=lambda one: (one.area, one.hour, one.cost_cents))),
            shifts=tuple(replace(shift, courier="") for shift in self.shifts),
        )


def figures_of(
    day: PlannedDay,
    *,
    emissions: Mapping[str, str],
    margin: float,
    actuals: Mapping[str, Actual] | None = None,
    factors: Factors | None = None,
) -> DayFigures:
    """Work out the figures of a planned day: of the store's own couriers, with all that they bring.

    A courier of another store who loads here stands with that store, so that stores add up.

    Parameters
    ----------
    day
        As archived.
    emissions
        Emission class by vehicle id, from the configuration; a van that is not in it burns fuel.
    margin
        Share of a basket's value that is left to pay for its delivery.
    actuals
        What came back, by receipt; see :func:`dispatch.reporting.read_actuals`.
    factors
        CO2 a kilometre; those that ship with the program by default.

    Raises
    ------
    InputError
        If the plan was edited into one that visits unknown stops.
    """
    factors = factors or shipped_factors()
    _require_whole(day)
    day = _of_own_couriers(day)
    stops = {stop.id: stop for stop in day.problem.stops}
    alone, by_bike = _ways_alone(day.problem)
    routes = tuple(
        _route(day.day, route, stops, alone, emissions, factors, actuals or {}) for route in day.plan.routes
    )
    car_metres = sum(route.car_metres for route in routes)
    return DayFigures(
        day=day.day,
        version=day.version,
        accounts=day.accounts,
        routes=routes,
        baskets=tuple(b for route in day.plan.routes for b in _baskets(day.problem, route, margin)),
        car_co2_grams=_grams(car_metres, factors.car),
        car_by_bike_roads=by_bike,
        estimated=day.estimated,
        actual=compare_actuals(day, actuals) if actuals else None,
        deliveries=deliveries_of(day, margin, actuals or {}),
        shifts=shifts_of(day.problem, day.plan),
        settled=day.settled,
    )


def _of_own_couriers(day: PlannedDay) -> PlannedDay:
    """Leave out couriers of other stores."""
    if not day.problem.more_depots:
        return day
    shifts = tuple(shift for shift in day.problem.shifts if shift.depot == 0)
    routes = tuple(route for route in day.plan.routes if not route.visiting)
    return replace(day, problem=replace(day.problem, shifts=shifts), plan=replace(day.plan, routes=routes))


def _baskets(problem: Problem, route: Route, margin: float) -> list[Basket]:
    stops = {stop.id: stop for stop in problem.stops}
    baskets = []
    for stop_id, ticks in share_costs(problem, route).items():
        orders = [located.order for located in stops[stop_id].orders]
        for number, order in enumerate(orders):
            # Orders for one door share its cost evenly; the first carry what does not divide.
            cost = (to_cents(ticks) + len(orders) - 1 - number) // len(orders)
            if order.total_cents is not None:
                left = round(order.total_cents * margin)
                baskets.append(Basket(order.receipt_id, route.name, order.total_cents, left, cost))
    return baskets


def _route(
    day: date,
    route: Route,
    stops: Mapping[str, Stop],
    alone: Mapping[str, int],
    emissions: Mapping[str, str],
    factors: Factors,
    actuals: Mapping[str, Actual],
) -> RouteFigures:
    vehicle = route.shift.vehicle
    visits = [visit for trip in route.trips for visit in trip.visits]
    served = [stops[visit.stop] for visit in visits]
    grams_per_km = factors.of_vehicle(vehicle.kind, emissions.get(vehicle.id, "unknown"))
    wage, distance, use = _money(route.cost)
    back = [actuals[one] for stop in served for one in stop.receipt_ids if one in actuals]
    return RouteFigures(
        day=day,
        route=route.name,
        courier=route.shift.courier,
        vehicle=vehicle.id,
        kind=vehicle.kind,
        trips=len(route.trips),
        stops=len(visits),
        deliveries=sum(len(stop.orders) for stop in served),
        late_stops=sum(visit.late > 0 for visit in visits),
        late_seconds=sum(visit.late for visit in visits),
        metres=route.metres,
        drive_seconds=sum(trip.drive_seconds for trip in route.trips),
        service_seconds=sum(visit.departure - visit.start for visit in visits),
        wait_seconds=sum(visit.wait for visit in visits),
        break_seconds=sum(pause.end - pause.start for pause in route.pauses),
        work_seconds=route.work_seconds,
        crates=sum(trip.load.crates for trip in route.trips),
        crate_room=vehicle.capacity.crates * len(route.trips),
        grams=sum(trip.load.grams for trip in route.trips),
        gram_room=vehicle.capacity.grams * len(route.trips),
        wage_cents=wage,
        distance_cents=distance,
        use_cents=use,
        co2_grams=_grams(route.metres, grams_per_km),
        car_metres=sum(alone[stop.id] * len(stop.orders) for stop in served),
        empty_metres=sum(trip.return_metres for trip in route.trips),
        rung=len(back),
        opened=sum(one.outcome is not Outcome.NOT_HOME for one in back),
        trial=vehicle.trial,
    )


def _money(cost: Cost) -> tuple[int, int, int]:
    """Return wage, kilometres and use in cents; the wage takes the rounding, so that they add up."""
    distance, use = to_cents(cost.distance), to_cents(cost.use)
    return to_cents(cost.work + cost.distance + cost.use) - distance - use, distance, use


def _require_whole(day: PlannedDay) -> None:
    known = {stop.id for stop in day.problem.stops}
    if any(visit.stop not in known for r in day.plan.routes for trip in r.trips for visit in trip.visits):
        raise InputError(
            "The plan of {day} v{version} visits stops that its problem does not have.",
            "It was edited; see 'dispatch verify'.",
            day=str(day.day),
            version=day.version,
        )


def _ways_alone(problem: Problem) -> tuple[dict[str, int], bool]:
    """Return the metres to each door and back by car, and whether bikes' ways had to stand in."""
    cars = [matrix for matrix in problem.travel if TravelProfile.of_key(matrix.profile).kind == "van"]
    if not problem.travel:
        return dict.fromkeys(problem.index(), 0), True
    matrix = min(cars or problem.travel, key=lambda m: len(m.profile))
    ways = {}
    bases = {stop.id: problem.depot_place(stop.depot or 0) for stop in problem.stops}
    for stop, node in problem.index().items():
        way = matrix.metres(bases[stop], node) + matrix.metres(node, bases[stop])
        ways[stop] = way if way < UNREACHABLE else 0
    return ways, not cars


def _grams(metres: int, grams_per_km: int) -> int:
    return (metres * grams_per_km + 500) // 1000
