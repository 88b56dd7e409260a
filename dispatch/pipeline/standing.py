"""The day as it stands when somebody at the till asks: what is planned, bought since, and promised."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from dispatch.building.fleet import Fleet
from dispatch.building.parting import without_shared
from dispatch.building.stops import StopRules
from dispatch.config import DRONE, Config, opening_hours, require_delivery
from dispatch.day import (
    Held,
    Known,
    hold,
    incumbent,
    with_reserved,
)
from dispatch.day.settling import with_told_prices
from dispatch.geo.globe import crow_fly
from dispatch.model import (
    Order,
    PlannedDay,
    Point,
    Problem,
    RouteSequence,
    Solution,
    Stop,
    TimeWindow,
    TravelProfile,
)
from dispatch.pipeline.day import fleet_with_facts, problem_of_day
from dispatch.pipeline.problem import promise_of_day, stop_rules
from dispatch.pipeline.promising import binding, promised_stops
from dispatch.pipeline.road import Adapters, Request, Road
from dispatch.pipeline.solving import judge
from dispatch.pipeline.travelling import forbidden, with_reach
from dispatch.ports import Silent, TravelSource
from dispatch.slots import Standing
from dispatch.solving import polish
from dispatch.travel import DoorTravel, Measured, bounded, may_be_bounded, measure_door, with_door
from dispatch.zones import Zone

type Ways = Mapping[str, Collection[int]]
"""By profile, places of the day."""

_NEAR: Final = 24
"""Places to which the ways from a door are measured first."""

_SHARE: Final = 3
"""Of how few places the nearest are measured first, so that fewer are where a profile has only some."""

_FEW: Final = 12
"""Places that are all measured at once."""

_MANY: Final = 4
"""Doors for which it is quicker to measure the ways to all places at once than to the nearest of each."""


@dataclass(frozen=True)
class StandingDay:
    """Hold a day as it stands, and the rules by which a basket becomes a stop of it.

    Parameters
    ----------
    standing
        Orders and promises in their routes.
    request
        What was known.
    config, zones, fleet, rules
        The store's.
    travel
        Tells the way to a new door.
    riding
        The store's orders on routes that it shares with other stores, to which nothing is added.
    shared
        How many routes these are.
    foreseen
        Doors to which all ways were measured ahead.
    """

    standing: Standing
    request: Request
    config: Config
    zones: Sequence[Zone]
    fleet: Fleet
    rules: StopRules
    travel: TravelSource
    riding: tuple[Order, ...] = ()
    shared: int = 0
    foreseen: set[Point] = field(default_factory=set, compare=False)

    def with_doors(self, stops: Sequence[Stop], problem: Problem | None = None) -> Problem:
        """Return the problem of the day with stops at one door behind its own.

        Raises
        ------
        ServiceError, ResourceError
            From the travel source.
        """
        problem = problem or self.standing.problem
        ways = {
            key: self._measured(profile, stops, problem) for key, profile in self._profiles(problem).items()
        }
        return self._joined(stops, problem, ways)

    def with_doors_beside(self, stops: Sequence[Stop], measured: Ways) -> Problem:
        """Return the same with the ways to those places only next to which the routes may take the stops.

        Parameters
        ----------
        measured
            By profile, the places to which the ways are measured; those to the others are what they take at
            least.

        Raises
        ------
        ServiceError, ResourceError
            From the travel source.
        """
        problem, door = self.standing.problem, stops[0].place.point
        points, matrices = self._points(problem), {matrix.profile: matrix for matrix in problem.travel}
        ways = {}
        for key, profile in self._profiles(problem).items():
            places = measured.get(key)
            ways[key] = self._measured(profile, stops, problem, places)
            if places is not None and not self.standing.beside[key] <= set(places):
                ways[key] = bounded(matrices[key], ways[key], places, points, door, self.config.travel)
        return self._joined(stops, problem, ways)

    def first_ways(self, door: Point) -> Ways:
        """Return, by profile, the places to which the ways from a door are best measured first.

        Where measuring takes time, those are the nearest of the places next to which a route may take a
        stop, else all of these.
        """
        stops, beside = self.standing.problem.stops, self.standing.beside
        if not self.travel.holds or door in self.foreseen:
            return beside
        far = crow_fly([door], [stop.place.point for stop in stops])[0].tolist()
        near = sorted(range(1, len(stops) + 1), key=lambda place: far[place - 1])
        first = {}
        for matrix in self.standing.problem.travel:
            places = beside[matrix.profile]
            count = min(_NEAR, len(places) // _SHARE)
            if len(places) > _FEW and may_be_bounded(matrix, self.travel.name):
                places = frozenset([0, *[place for place in near if place in places][:count]])
            first[matrix.profile] = places
        return first

    def foresee(self, doors: Sequence[Point]) -> None:
        """Measure the ways to doors that are about to be asked for, all at once, where that saves time.

        What an engine's table costs is a search from every place in it, so for many doors it is one for all.

        Raises
        ------
        ServiceError, ResourceError
            From the travel source.
        """
        doors = [door for door in dict.fromkeys(doors) if door not in self.foreseen]
        if not self.travel.holds or len(doors) < _MANY:
            return
        points, beside = self._points(self.standing.problem), self.standing.beside
        for key, profile in self._profiles(self.standing.problem).items():
            if profile.kind != DRONE:
                self.travel.spokes(profile, [points[place] for place in sorted({0, *beside[key]})], doors)
        self.foreseen.update(doors)

    def _profiles(self, problem: Problem) -> dict[str, TravelProfile]:
        """Return the profiles that the vehicles of a problem travel by."""
        known = {profile.key: profile for profile in self.fleet.profiles.values()}
        keys = (matrix.profile for matrix in problem.travel)
        return {key: known[key] for key in keys if key in known}

    def _measured(
        self,
        profile: TravelProfile,
        stops: Sequence[Stop],
        problem: Problem,
        places: Collection[int] | None = None,
    ) -> DoorTravel:
        """Measure the ways to the door of stops by a profile, to the places that are named or to all."""
        points = self._points(problem)
        windows = [TimeWindow(self.rules.delivery.start, self.rules.delivery.end)]
        windows += [stop.window for stop in problem.stops]
        door, asked = stops[0].place.point, [stop.window for stop in stops]
        return measure_door(self.travel, profile, points, windows, door, asked, self.config.travel, places)

    @cached_property
    def _own_points(self) -> list[Point]:
        """Where the places of the day are, the depot first."""
        return self._places(self.standing.problem)

    def _points(self, problem: Problem) -> list[Point]:
        return self._own_points if problem is self.standing.problem else self._places(problem)

    def _places(self, problem: Problem) -> list[Point]:
        return [self.config.store.point, *(stop.place.point for stop in problem.stops)]

    def _joined(self, stops: Sequence[Stop], problem: Problem, found: Mapping[str, DoorTravel]) -> Problem:
        """Put stops at one door behind those of a problem, with the ways there."""
        travel = tuple(
            with_door(matrix, found[matrix.profile], len(stops))
            for matrix in problem.travel
            if matrix.profile in found
        )
        findings = tuple(
            replace(way.finding, place=place)
            for way in found.values()
            if way.finding is not None
            for place in range(1, len(stops) + 1)
        )
        closing = opening_hours(self.config.store, problem.day).end
        banned = forbidden(self.zones, self.fleet, stops, self.config.store.point, closing)
        limits = with_reach(banned, Measured(travel, findings), self.fleet, stops)
        return replace(
            problem,
            stops=(*problem.stops, *stops),
            travel=travel,
            restrictions=(*problem.restrictions, *limits),
        )

    def with_route(self, stop: Stop, routes: Sequence[RouteSequence]) -> "StandingDay":
        """Return the day with a stop taken into routes; with none it stays behind."""
        problem = self.with_doors([stop])
        solution = with_routes(self.standing.solution, problem, routes)
        standing = replace(
            self.standing,
            problem=problem,
            solution=solution,
            promised={**self.standing.promised, stop.id: stop.window},
        )
        return replace(self, standing=standing)


def with_routes(solution: Solution, problem: Problem, routes: Sequence[RouteSequence]) -> Solution:
    """Return a solution in which some routes are others, in the order of the shifts."""
    changed = {route.shift: route for route in (*solution.routes, *routes)}
    ordered = (changed[shift.id] for shift in problem.shifts if shift.id in changed)
    return replace(solution, routes=tuple(route for route in ordered if route.trips))


def stand(
    request: Request, config: Config, zones: Sequence[Zone], adapters: Adapters, *, current: bool
) -> StandingDay:
    """Put together the day as it stands.

    Parameters
    ----------
    request
        What is known, with the promises that are held.
    current
        Whether the version in force was made of just that, promises aside: its own problem then serves.

    Raises
    ------
    DispatchError
        From the stages.
    """
    state, base = request.state, request.base
    held = hold(base, state, request.clock)
    _, fleet = fleet_with_facts(request, held, config, zones, Road(Silent()))
    promise = promise_of_day(config.promise, request)
    rules = stop_rules(
        require_delivery(config.store, request.day), fleet, config, promise, adapters.door_times
    )
    waiting = binding(promised_stops(request.promises, rules), state, config.costs.break_promise)
    if base is not None and current:
        bare, behind = replace(base.problem, shifts=fleet.shifts), waiting
    else:
        bare, behind = problem_of_day(request, config, zones, adapters, Road(Silent())).problem, ()
    whole, bare = bare, without_shared(bare)
    known = Known({}, _told(request) if config.promise.tell else {})
    empty = Standing(with_told_prices(bare, known, config.costs.break_told_per_hour), Solution(()), judge)
    free = {stop.id for stop in bare.stops}
    riding = (stop for stop in whole.stops if not stop.guest and stop.id not in free)
    orders = tuple(located.order for stop in riding for located in stop.orders)
    shared = len(whole.shifts) - len(bare.shifts)
    stood = StandingDay(empty, request, config, zones, fleet, rules, adapters.travel, orders, shared)
    problem = empty.problem
    for stop in behind:
        problem = stood.with_doors([stop], problem)
    solution = _stood(problem, request, held)
    problem = problem.in_windows(solution.windows)
    windows = {stop.id: stop.window for stop in (*bare.stops, *waiting)}
    windows |= {stop.id: stop.window for stop in problem.stops if stop.alternatives}
    return replace(stood, standing=Standing(problem, solution, judge, windows))


def _told(request: Request) -> dict[str, TimeWindow]:
    return {r.number: r.told for r in request.state.receipts.values() if r.told is not None}


def _stood(problem: Problem, request: Request, held: Held) -> Solution:
    """Return the routes as they stand, with everything new in them that fits."""
    base = request.base
    replaced = dict(request.state.standing.replaced)
    kept = incumbent(base, held, problem, replaced) if base else Solution(())
    tried = [with_reserved(kept, problem, request.state.reserved), kept]
    if base:
        tried.append(incumbent(base, held, problem, replaced, _grown(problem, base)))
    behind = {stop.id for stop in base.plan.unserved} if base else set()
    for routes in tried:
        if not judge(problem, routes)[1]:
            new = {stop.id for stop in problem.stops} - routes.served() - behind
            return _with_all(problem, routes, new) if new else routes
    begun = Solution(tuple(RouteSequence.begun(shift) for shift in problem.shifts if shift.fixed))
    return _with_all(problem, begun, {stop.id for stop in problem.stops})


def _grown(problem: Problem, base: PlannedDay) -> set[str]:
    """Return the stops that an order joined since a version: they may be too much for their trip now."""
    planned = base.plan.served()
    before = {receipt for stop in base.problem.stops if stop.id in planned for receipt in stop.receipt_ids}
    return {stop.id for stop in problem.stops if not before.issuperset(stop.receipt_ids)}


def _with_all(problem: Problem, routes: Solution, new: set[str]) -> Solution:
    """Put what is new into the routes; only where something finds no place others are moved for it.

    A till waits for this every time that something was bought: moving others on a small day takes seconds,
    and the next plan does it anyway.
    """
    quick = polish(problem, routes, judge, tries=0)
    return quick if new <= quick.served() else polish(problem, quick, judge)
