"""Routes that a store shares with others, kept as they are while it plans on its own."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dispatch.day import Held
from dispatch.model import (
    UNREACHABLE,
    Code,
    Depot,
    Issue,
    Plan,
    PlannedDay,
    Problem,
    Restriction,
    Route,
    Severity,
    Stop,
    TravelMatrix,
)
from dispatch.model.facts import count, moment, vehicle, written


@dataclass(frozen=True, slots=True)
class KeptRoutes:
    """Hold what a problem needs besides, so that shared routes can stay in it.

    Parameters
    ----------
    travel
        Matrices over the store, all stops and the other stores, for visiting vehicles too.
    depots
        The other stores.
    restrictions
        What was so of visiting vehicles.
    """

    travel: tuple[TravelMatrix, ...]
    depots: tuple[Depot, ...] = ()
    restrictions: tuple[Restriction, ...] = field(default=())


def keep_shared(
    travel: Sequence[TravelMatrix], stops: Sequence[Stop], held: Held, base: PlannedDay | None
) -> KeptRoutes:
    """Add to what was measured what only the version in force knows of shared routes.

    That is the ways from and to other stores, and all ways of vehicles of other stores. There are none
    between other places: nothing is added to a route that is shared.

    Parameters
    ----------
    travel
        Measured between the store and the stops.
    stops
        In the order of the places.
    held
        What stays.
    base
        The version in force.
    """
    shifts = [route.shift for route in held.routes.values() if route.fixed]
    visiting = [shift for shift in shifts if shift.depot]
    if base is None or not (visiting or any(stop.guest for stop in held.stops)):
        return KeptRoutes(tuple(travel))
    known = _Known(base.problem, stops, frozenset(stop.id for stop in held.stops))
    vehicles = {shift.vehicle.id for shift in visiting}
    others = sorted({shift.vehicle.profile for shift in visiting})
    return KeptRoutes(
        (
            *(known.with_depots(matrix) for matrix in travel),
            *(known.alone(base.problem.matrix(profile)) for profile in others),
        ),
        base.problem.more_depots,
        tuple(
            limit
            for limit in base.problem.restrictions
            if limit.vehicle in vehicles and limit.stop in known.held
        ),
    )


class _Known:
    """Translate places of a problem into those of the version in force."""

    def __init__(self, before: Problem, stops: Sequence[Stop], held: frozenset[str]) -> None:
        index, self.held = before.index(), held
        here = [0, *(index[stop.id] if stop.id in held else -1 for stop in stops)]
        self._before = [*here, *before.depot_places[1:]]
        self._problem = before

    def with_depots(self, measured: TravelMatrix) -> TravelMatrix:
        """Add the other stores to a matrix, as the version in force has them."""
        size, now = len(self._before), measured.size
        known = {matrix.profile: matrix for matrix in self._problem.travel}.get(measured.profile)
        flats = []
        for which in ("flat_seconds", "flat_metres"):
            own, old = getattr(measured, which), getattr(known, which, None)
            cells = array("i")
            for row in range(size):
                first = 0
                if row < now:
                    cells.extend(own[row * now : (row + 1) * now])
                    first = now
                cells.extend(self._cell(old, known, row, column) for column in range(first, size))
            flats.append(cells)
        return measured.over(size, flats[0], flats[1])

    def alone(self, known: TravelMatrix) -> TravelMatrix:
        """Return a matrix of the version in force over the places of now."""
        size = len(self._before)
        flats = [
            array("i", (self._cell(old, known, row, column) for row in range(size) for column in range(size)))
            for old in (known.flat_seconds, known.flat_metres)
        ]
        return known.over(size, flats[0], flats[1])

    def _cell(self, flat: memoryview | None, known: TravelMatrix | None, row: int, column: int) -> int:
        origin, destination = self._before[row], self._before[column]
        if flat is None or known is None or min(origin, destination) < 0:
            return 0 if row == column else UNREACHABLE
        return int(flat[origin * known.size + destination])


def route_issues(problem: Problem, plan: Plan, base: PlannedDay | None) -> tuple[Issue, ...]:
    """Tell which trips load at another store than their vehicle's own, and which are not as they were."""
    return (*_loading(problem, plan), *(_changed(plan, base) if base else ()))


def _loading(problem: Problem, plan: Plan) -> Iterator[Issue]:
    for route in plan.routes:
        for number, trip in enumerate(route.trips, start=1):
            if trip.depot != route.shift.depot:
                yield Issue(
                    Code.SHARED_TRIP,
                    Severity.INFO,
                    facts=(
                        vehicle("vehicle", route.shift.vehicle.id),
                        count("trip", number),
                        written("store", problem.depots[trip.depot].name),
                        moment("at", trip.loading_start),
                        count("n", len(trip.visits)),
                    ),
                )


def _changed(plan: Plan, base: PlannedDay) -> Iterator[Issue]:
    """Yield the shared routes of the version in force whose stops another store still counts on otherwise."""
    now = {route.shift.id: _stops(route) for route in plan.routes}
    for route in base.plan.routes:
        if route.shared and now.get(route.shift.id) != _stops(route):
            names = ", ".join(base.problem.depots[depot].name for depot in sorted(route.depots - {0}))
            facts = (vehicle("vehicle", route.shift.vehicle.id), written("stores", names))
            yield Issue(Code.SHARED_CHANGED, Severity.WARNING, facts=facts)


def _stops(route: Route) -> tuple[tuple[str, ...], ...]:
    return route.sequence.trips
