"""The days of stores that share couriers, taken apart again: what each of them works from."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dispatch.building.joining import profile_of, shift_named
from dispatch.model import (
    Affinity,
    LocatedOrder,
    Plan,
    Problem,
    Restriction,
    Route,
    RouteSequence,
    Shift,
    Solution,
    Stop,
)
from dispatch.model.names import own


@dataclass(frozen=True, slots=True)
class _Part:
    """Say what is a store's of the problem of all stores.

    Parameters
    ----------
    store
        Its name; whatever is called by it loses it.
    depots
        Number of a depot among all → its number here; the store's own is 0.
    """

    store: str
    depots: Mapping[int, int]

    def name(self, name: str) -> str:
        """Return how something is called here: what is of other stores keeps their name."""
        return own(self.store, name)

    def profile(self, profile: str) -> str:
        """Return how a profile is called here."""
        return profile.removesuffix(profile_of(self.store, ""))

    def stop(self, stop: Stop) -> Stop:
        """Return a stop as it stands here."""
        orders = tuple(map(self._order, stop.orders))
        return replace(stop, id=self.name(stop.id), depot=self.depots[stop.depot or 0], orders=orders)

    def _order(self, located: LocatedOrder) -> LocatedOrder:
        order = located.order
        return replace(located, order=replace(order, receipt_id=self.name(order.receipt_id)))

    def shift(self, shift: Shift, route: Route | None) -> Shift:
        """Return a shift as it stands here; it may load elsewhere where its route does."""
        elsewhere = sorted(route.depots - {shift.depot}) if route else ()
        return replace(
            shift_named(shift, self.name, self.profile),
            depot=self.depots[shift.depot],
            may_load_at=tuple(self.depots[depot] for depot in elsewhere),
        )

    def route(self, route: RouteSequence) -> RouteSequence:
        """Return a route as it stands here."""
        return replace(route.named(self.name), shift=self.name(route.shift))

    def limit(self, limit: Restriction) -> Restriction:
        """Return a restriction as it stands here."""
        return replace(limit, vehicle=self.name(limit.vehicle), stop=self.name(limit.stop))

    def liking(self, liking: Affinity) -> Affinity:
        """Return an affinity as it stands here."""
        return replace(liking, shift=self.name(liking.shift), stop=self.name(liking.stop))


def part(stores: Sequence[str], number: int, problem: Problem, plan: Plan) -> tuple[Problem, Solution]:
    """Return what one of several stores works from.

    That is all its own orders and couriers; the orders of other stores that its own couriers bring; and the
    couriers of other stores who load here, with all that they bring. Own names are as the store knows them,
    others bear the name of their store (:func:`dispatch.model.names.among`). Own stops stand first, own
    shifts too, and the store is depot 0.

    Parameters
    ----------
    stores
        Names, in the order of the depots.
    number
        Of the store that is asked for.
    problem, plan
        Of all stores.
    """
    routes = [route for route in plan.routes if number in route.depots]
    ridden = {visit.stop for route in routes for trip in route.trips for visit in trip.visits}
    depots = (number, *sorted({depot for route in routes for depot in route.depots} - {number}))
    mine = _Part(stores[number], {depot: n for n, depot in enumerate(depots)})
    first = [n for n, stop in enumerate(problem.stops) if stop.depot == number]
    places = [*first, *(n for n, s in enumerate(problem.stops) if s.depot != number and s.id in ridden)]
    used = {route.shift.id: route for route in routes}
    shifts = [shift for shift in problem.shifts if shift.depot == number]
    shifts += [shift for shift in problem.shifts if shift.depot != number and shift.id in used]
    stops = tuple(mine.stop(problem.stops[n]) for n in places)
    kept = _Kept.of(stops, tuple(mine.shift(shift, used.get(shift.id)) for shift in shifts))
    order = [problem.depot_place(number), *(n + 1 for n in places), *map(problem.depot_place, depots[1:])]
    parted = replace(
        problem,
        depot=problem.depots[number],
        stops=stops,
        shifts=kept.shifts,
        travel=tuple(
            replace(matrix.keep(order), profile=mine.profile(matrix.profile))
            for matrix in problem.travel
            if mine.profile(matrix.profile) in kept.profiles
        ),
        restrictions=kept.limits(map(mine.limit, problem.restrictions)),
        affinities=kept.likings(map(mine.liking, problem.affinities)),
        more_depots=tuple(replace(problem.depots[n], name=stores[n]) for n in depots[1:]),
    )
    return parted, Solution(tuple(mine.route(route.sequence) for route in routes))


@dataclass(frozen=True, slots=True)
class _Kept:
    """Hold what is left of all stops and shifts, as it stands in the part."""

    shifts: tuple[Shift, ...]
    stops: frozenset[str]
    vehicles: frozenset[str]
    profiles: frozenset[str]

    @classmethod
    def of(cls, stops: Sequence[Stop], shifts: tuple[Shift, ...]) -> "_Kept":
        vehicles = [shift.vehicle for shift in shifts]
        return cls(
            shifts,
            frozenset(stop.id for stop in stops),
            frozenset(vehicle.id for vehicle in vehicles),
            frozenset(vehicle.profile for vehicle in vehicles),
        )

    def limits(self, limits: Iterable[Restriction]) -> tuple[Restriction, ...]:
        return tuple(one for one in limits if one.vehicle in self.vehicles and one.stop in self.stops)

    def likings(self, likings: Iterable[Affinity]) -> tuple[Affinity, ...]:
        ids = {shift.id for shift in self.shifts}
        return tuple(one for one in likings if one.shift in ids and one.stop in self.stops)


def own_part(problem: Problem) -> Problem:
    """Return what is the store's own of a day that it shares: no guests, and nobody who loads elsewhere."""
    if not problem.more_depots:
        return problem
    guests = {stop.id for stop in problem.stops if stop.guest}
    shifts = tuple(
        replace(
            shift, may_load_at=(), fixed=tuple(trip for trip in shift.fixed if guests.isdisjoint(trip.stops))
        )
        for shift in problem.shifts
        if shift.depot == 0
    )
    return _alone(problem, guests, shifts)


def without_shared(problem: Problem) -> Problem:
    """Leave shared routes out of a day in which they stay as they are: nothing is added to them."""
    if not problem.more_depots:
        return problem
    away = {stop.id for stop in problem.stops if stop.guest}
    shared = {
        shift.id: {stop for trip in shift.fixed for stop in trip.stops}
        for shift in problem.shifts
        if shift.depot or any(not away.isdisjoint(trip.stops) for trip in shift.fixed)
    }
    shifts = tuple(shift for shift in problem.shifts if shift.id not in shared)
    return _alone(problem, away.union(*shared.values()), shifts)


def _alone(problem: Problem, away: Collection[str], shifts: tuple[Shift, ...]) -> Problem:
    """Return a problem with its first depot alone, less some stops, and with these shifts."""
    places = [n for n, stop in enumerate(problem.stops, start=1) if stop.id not in away]
    stops = tuple(problem.stops[n - 1] for n in places)
    kept = _Kept.of(stops, shifts)
    return replace(
        problem,
        stops=stops,
        shifts=shifts,
        travel=tuple(m.keep([0, *places]) for m in problem.travel if m.profile in kept.profiles),
        restrictions=kept.limits(problem.restrictions),
        affinities=kept.likings(problem.affinities),
        more_depots=(),
    )
