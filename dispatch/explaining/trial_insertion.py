"""Try a stop at every place of one route, in a problem cut down to that route."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dispatch.model import (
    BreakAt,
    Cause,
    Plan,
    Problem,
    RouteOrder,
    Shift,
    Solution,
    Stop,
    TravelMatrix,
    Violation,
)

Judge = Callable[[Problem, Solution], tuple[Plan, tuple[Violation, ...]]]
"""Schedule a solution and check the plan."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Hold a place for a stop in a route as tried.

    Parameters
    ----------
    order
        The route with the stop in it.
    plan
        Times and costs of that route alone.
    violations
        What it breaks; empty if it fits.
    trip
        Index of the trip the stop is in.
    """

    order: RouteOrder
    plan: Plan
    violations: tuple[Violation, ...]
    trip: int

    @property
    def ticks(self) -> int:
        """What the route costs."""
        return sum(route.cost.ticks for route in self.plan.routes)


@dataclass(frozen=True)
class TrialRoute:
    """Hold one shift and its route, and make a small problem of them with each stop that is tried.

    Parameters
    ----------
    shift, order, plan
        The shift, its route and the times of that.
    problem
        The whole day.
    judge
        Schedules and checks.
    places
        At how many places of the route a stop is tried at most, the likeliest first.
    """

    shift: Shift
    order: RouteOrder
    plan: Plan
    problem: Problem
    judge: Judge
    places: int

    @classmethod
    def of(
        cls,
        problem: Problem,
        shift: Shift,
        order: RouteOrder | None,
        judge: Judge,
        places: int = 1000,
    ) -> "TrialRoute":
        """Take the route of a shift; ``order`` is None if it has no route."""
        fixed = tuple(trip.stops for trip in shift.fixed)
        breaks = tuple(taken for trip in shift.fixed for taken in trip.breaks)
        order = order or RouteOrder(shift.id, fixed, breaks)
        plan, _ = judge(_cut(problem, shift, order), Solution((order,) if order.trips else ()))
        return cls(shift, order, plan, problem, judge, places)

    @property
    def ticks(self) -> int:
        """What the route costs now."""
        return sum(route.cost.ticks for route in self.plan.routes)

    @property
    def work(self) -> int:
        """Seconds of work in the route now."""
        return sum(route.work_seconds for route in self.plan.routes)

    def with_shift(self, shift: Shift) -> "TrialRoute":
        """Return the same route with the shift changed."""
        return replace(self, shift=shift)

    def with_fit(self, fit: Fit) -> "TrialRoute":
        """Return the same route with a stop taken into the route."""
        return replace(self, order=fit.order, plan=fit.plan)

    def fits(self, stop: Stop, last: int = 0) -> Iterator[Fit]:
        """Try a stop, perhaps changed, at the likely places, in trips from number ``last`` on only."""
        problem = _cut(self.problem, self.shift, self.order, stop)
        for trip, longer in self._likely(stop, last)[: self.places]:
            yield self._lay_breaks(problem, longer, trip)

    def best(self, stop: Stop, last: int = 0, places: int = 8) -> Fit | None:
        """Return the cheapest of the few likeliest places at which the stop fits."""
        vehicle = self.shift.vehicle.id
        limits = [r for r in self.problem.restrictions if r.stop == stop.id and r.vehicle == vehicle]
        never = any(limit.window is None for limit in limits)
        if never or not stop.skills <= self.shift.skills:
            return None
        problem = _cut(self.problem, self.shift, self.order, stop)
        likely = [one for one in self._likely(stop, last) if self._holds(stop, *one)]
        fits = (self._lay_breaks(problem, longer, trip) for trip, longer in likely[:places])
        return min((fit for fit in fits if not fit.violations), key=lambda fit: fit.ticks, default=None)

    def _holds(self, stop: Stop, trip: int, longer: RouteOrder) -> bool:
        """Tell whether there is room for a stop in a trip."""
        own = len(longer.trips) > len(self.order.trips)
        loads = [t.load for route in self.plan.routes for t in route.trips]
        return (stop.load if own else loads[trip] + stop.load).fits(self.shift.vehicle.capacity)

    def _likely(self, stop: Stop, last: int) -> list[tuple[int, RouteOrder]]:
        """List the places for a stop: the least detour, and times that suit, first."""
        index, matrix = self.problem.index(), self.problem.matrix(self.shift.vehicle.profile)
        leaves = {v.stop: v.departure for route in self.plan.routes for t in route.trips for v in t.visits}
        departs = [t.departure for route in self.plan.routes for t in route.trips]

        def seconds(path: Sequence[str]) -> int:
            places = [0, *(index[name] for name in path), 0]
            return sum(matrix.seconds(a, b) for a, b in pairwise(places))

        def unlikely(insertion: tuple[int, RouteOrder]) -> int:
            trip, longer = insertion
            path = longer.trips[trip]
            if len(longer.trips) > len(self.order.trips):
                return seconds(path) + self.shift.vehicle.loading_seconds
            at = path.index(stop.id)
            before = index[path[at - 1]] if at else 0
            there = (leaves[path[at - 1]] if at else departs[trip]) + matrix.seconds(before, index[stop.id])
            off = max(0, there - stop.late_until) + max(0, stop.window.earliest - there)
            full = 0 if self._holds(stop, trip, longer) else 10_000
            return seconds(path) - seconds(self.order.trips[trip]) + off + full

        first = max(len(self.shift.fixed), last)
        return sorted(_insertions(self.order, stop.id, first), key=unlikely)

    def _lay_breaks(self, problem: Problem, order: RouteOrder, trip: int) -> Fit:
        """Judge a route; where a break is all that is missing, try it at every place."""
        plan, violations = self.judge(problem, Solution((order,)))
        fit = Fit(order, plan, violations, trip)
        if {violation.cause for violation in violations} != {Cause.BREAK}:
            return fit
        first = len(self.shift.fixed)
        taken = {pause.number for pause in order.breaks}
        for number in range(len(self.shift.breaks)):
            if number in taken:
                continue
            for place in _places(order, first):
                breaks = tuple(sorted((*order.breaks, BreakAt(number, *place)), key=lambda b: b.number))
                changed = replace(order, breaks=breaks)
                plan, violations = self.judge(problem, Solution((changed,)))
                if not violations:
                    return Fit(changed, plan, violations, trip)
        return fit


def _cut(problem: Problem, shift: Shift, order: RouteOrder, stop: Stop | None = None) -> Problem:
    """Cut a problem down to one shift, the stops of its route, and perhaps one more, as it is given."""
    names = {name for trip in order.trips for name in trip}
    stops = [one for one in problem.stops if one.id in names and (stop is None or one.id != stop.id)]
    stops += [stop] if stop else []
    index = problem.index()
    places = [0, *(index[stop.id] for stop in stops)]
    whole = problem.matrix(shift.vehicle.profile)
    matrix = TravelMatrix.of(
        whole.profile,
        [[whole.seconds(a, b) for b in places] for a in places],
        [[whole.metres(a, b) for b in places] for a in places],
        whole.source,
        estimated=whole.estimated,
    )
    names |= {one.id for one in stops}
    limits = tuple(r for r in problem.restrictions if r.vehicle == shift.vehicle.id and r.stop in names)
    return replace(problem, stops=tuple(stops), shifts=(shift,), travel=(matrix,), restrictions=limits)


def _insertions(order: RouteOrder, stop: str, first: int) -> Iterator[tuple[int, RouteOrder]]:
    """Yield a route with a stop at every place behind the trips that have left, and in a trip of its own."""
    for trip in range(first, len(order.trips)):
        path = order.trips[trip]
        for at in range(len(path) + 1):
            longer = (*path[:at], stop, *path[at:])
            breaks = tuple(
                replace(b, position=b.position + 1) if b.trip == trip and b.position > at else b
                for b in order.breaks
            )
            yield (
                trip,
                RouteOrder(order.shift, (*order.trips[:trip], longer, *order.trips[trip + 1 :]), breaks),
            )
    for trip in range(first, len(order.trips) + 1):
        breaks = tuple(replace(b, trip=b.trip + 1) if b.trip >= trip else b for b in order.breaks)
        yield trip, RouteOrder(order.shift, (*order.trips[:trip], (stop,), *order.trips[trip:]), breaks)


def _places(order: RouteOrder, first: int) -> Iterator[tuple[int, int]]:
    last = len(order.trips) - 1
    for trip in range(first, len(order.trips)):
        for position in range(len(order.trips[trip]) + 1):
            if (trip, position) not in {(0, 0), (last, len(order.trips[last]))}:
                yield trip, position
