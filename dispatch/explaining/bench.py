"""Try a stop at every place of one route, in a problem cut down to that route."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dispatch.model import (
    BreakAt,
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


class Bench:
    """Hold one shift, its route and some further stops as a problem of their own.

    Parameters
    ----------
    problem, shift, order
        Where the route comes from; None for a shift that has none.
    more
        Stops to be tried in it.
    judge
        Schedules and checks.
    places
        At how many places of the route a stop is tried at most, those with the shortest detour first.
    """

    def __init__(
        self,
        problem: Problem,
        shift: Shift,
        order: RouteOrder | None,
        more: Sequence[Stop],
        judge: Judge,
        places: int = 1000,
    ) -> None:
        fixed = tuple(trip.stops for trip in shift.fixed)
        breaks = tuple(taken for trip in shift.fixed for taken in trip.breaks)
        self.shift = shift
        self.order = order or RouteOrder(shift.id, fixed, breaks)
        mine = {stop for trip in self.order.trips for stop in trip}
        stops = [stop for stop in problem.stops if stop.id in mine]
        self._problem = cut(problem, shift, [*stops, *(stop for stop in more if stop.id not in mine)])
        self._index = self._problem.index()
        self._matrix = self._problem.travel[0]
        self._places = places
        self._judge = judge
        self.plan = judge(self._problem, Solution((self.order,) if self.order.trips else ()))[0]

    @property
    def ticks(self) -> int:
        """What the route costs now."""
        return sum(route.cost.ticks for route in self.plan.routes)

    def fits(self, stop: Stop, shift: Shift | None = None) -> Iterator[Fit]:
        """Try a stop, perhaps changed, at the likely places of the route of the shift, perhaps changed."""
        problem = replace(
            self._problem,
            stops=tuple(stop if old.id == stop.id else old for old in self._problem.stops),
            shifts=(shift or self.shift,),
        )
        found = sorted(_insertions(self.order, stop.id, len(self.shift.fixed)), key=self._detour)
        for trip, longer in found[: self._places]:
            yield self._lay_breaks(problem, longer, trip)

    def best(self, stop: Stop, shift: Shift | None = None) -> Fit | None:
        """Return the cheapest of these places at which the stop fits."""
        good = (fit for fit in self.fits(stop, shift) if not fit.violations)
        return min(good, key=lambda fit: fit.ticks, default=None)

    def _detour(self, insertion: tuple[int, RouteOrder]) -> int:
        """Add up the driving seconds of the trip with the stop in it, less those without."""
        trip, longer = insertion
        path = longer.trips[trip]
        same = len(longer.trips) == len(self.order.trips)
        return self._seconds(path) - (self._seconds(self.order.trips[trip]) if same else 0)

    def _seconds(self, path: Sequence[str]) -> int:
        places = [0, *(self._index[stop] for stop in path), 0]
        return sum(self._matrix.seconds(a, b) for a, b in pairwise(places))

    def _lay_breaks(self, problem: Problem, order: RouteOrder, trip: int) -> Fit:
        """Judge a route; where a break is all that is missing, try it at every place."""
        plan, violations = self._judge(problem, Solution((order,)))
        fit = Fit(order, plan, violations, trip)
        if {violation.cause for violation in violations} != {"BREAK"}:
            return fit
        first = len(self.shift.fixed)
        taken = {pause.number for pause in order.breaks}
        for number in range(len(self.shift.breaks)):
            if number in taken:
                continue
            for place in _places(order, first):
                breaks = tuple(sorted((*order.breaks, BreakAt(number, *place)), key=lambda b: b.number))
                changed = replace(order, breaks=breaks)
                plan, violations = self._judge(problem, Solution((changed,)))
                if not violations:
                    return Fit(changed, plan, violations, trip)
        return fit


def cut(problem: Problem, shift: Shift, stops: Sequence[Stop]) -> Problem:
    """Cut a problem down to one shift and some stops."""
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
    names = {stop.id for stop in stops}
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
