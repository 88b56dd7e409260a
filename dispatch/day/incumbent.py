"""The version in force as far as it can stay: where the search for little change begins."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from dispatch.day.leaving import Held, HeldRoute
from dispatch.day.promised import position_without
from dispatch.day.shifts import second_shift
from dispatch.model import (
    BreakAt,
    PlannedDay,
    Problem,
    Route,
    RouteSequence,
    Shift,
    Solution,
    Stop,
    TimeWindow,
)


def incumbent(
    base: PlannedDay,
    held: Held,
    problem: Problem,
    replaced: Mapping[str, str] | None = None,
    out: Collection[str] = (),
) -> Solution:
    """Carry the trips of the version in force over into the problem that is left.

    Trips that are facts come first. Of the others the orders that are still to be planned stay where they
    are, as far as their courier goes on and may serve them; the rest is in no route.
    Orders that stand in for others (``replaced``: other → order) take their place; stops that are ``out``
    are in no route.
    """
    carrying = _Carrying(base, held, problem, replaced or {}, out)
    return Solution(tuple(carrying.orders()))


class _Carrying:
    def __init__(
        self,
        base: PlannedDay,
        held: Held,
        problem: Problem,
        replaced: Mapping[str, str],
        out: Collection[str],
    ) -> None:
        self._held = held
        self._receipts = {
            stop.id: tuple(replaced.get(receipt, receipt) for receipt in stop.receipt_ids)
            for stop in base.problem.stops
        }
        fixed = problem.fixed_stops
        self._stops = {stop.id: stop for stop in problem.stops}
        self._windows = {stop.id: stop.window for stop in base.problem.in_windows(base.plan.windows).stops}
        self._stop_of = {
            receipt: stop.id
            for stop in problem.stops
            if stop.id not in fixed and stop.id not in out
            for receipt in stop.receipt_ids
        }
        self._routes = {route.shift.id: route for route in base.plan.routes}
        self._shifts = problem.shifts
        self._placed: set[str] = set()
        self._taken: dict[str, int] = {}

    def orders(self) -> Iterator[RouteSequence]:
        for shift in self._shifts:
            begun = RouteSequence.begun(shift)
            trips, breaks = [*begun.trips], [*begun.breaks]
            for route in self._sources(shift):
                held = self._held.routes.get(route.shift.id, HeldRoute(route.shift))
                self._carry(shift, route, len(held.trips), trips, breaks, held)
            if trips:
                windows = tuple((s, self._taken[s]) for trip in trips for s in trip if s in self._taken)
                yield RouteSequence(shift.id, tuple(trips), tuple(_useful(trips, breaks, shift)), windows)

    def _sources(self, shift: Shift) -> Iterator[Route]:
        """Yield the routes whose trips a shift goes on with."""
        names = [shift.id]
        if shift.id == second_shift(shift.courier, shift.vehicle.id):
            names.append(shift.courier)
        yield from (self._routes[name] for name in names if name in self._routes)

    def _carry(
        self,
        shift: Shift,
        route: Route,
        first: int,
        trips: list[tuple[str, ...]],
        breaks: list[BreakAt],
        held: HeldRoute,
    ) -> None:
        number_now = _renumbered(route, held)
        for number, trip in enumerate(route.trips[first:], first):
            if len(trips) >= shift.max_trips or trip.arrival > shift.hours.latest:
                return
            stays, stops = [], []
            for visit in trip.visits:
                found = self._find(visit.stop, shift)
                stays.append(found is not None)
                if found is not None:
                    stops.append(found)
                    self._take_window(self._stops[found], self._windows[visit.stop])
            if not stops:
                continue
            for pause in route.pauses:
                if pause.trip == number and pause.number in number_now:
                    position = position_without(pause.position, stays)
                    breaks.append(BreakAt(number_now[pause.number], len(trips), position))
            trips.append(tuple(stops))

    def _take_window(self, stop: Stop, before: TimeWindow) -> None:
        """Let a stop that has several windows stay in the one that it was planned in, if it still has it."""
        common = [one.window.intersect(before) for one in stop.choices]
        widths = [both.latest - both.earliest if both else -1 for both in common]
        if stop.alternatives and max(widths) >= 0:
            self._taken[stop.id] = widths.index(max(widths))

    def _find(self, stop: str, shift: Shift) -> str | None:
        """Return the stop that has an order of an old stop now, if the shift may serve it."""
        for receipt in self._receipts.get(stop, ()):
            found = self._stop_of.get(receipt)
            if found is not None and found not in self._placed and self._stops[found].skills <= shift.skills:
                self._placed.add(found)
                return found
        return None


def _renumbered(route: Route, held: HeldRoute) -> Mapping[int, int]:
    """Return the new numbers of breaks when those that have begun at the store are not owed any more."""
    left = [n for n in range(len(route.shift.breaks)) if n not in held.rested]
    return {old: new for new, old in enumerate(left)}


def _useful(trips: Sequence[tuple[str, ...]], breaks: Sequence[BreakAt], shift: Shift) -> Iterator[BreakAt]:
    """Leave out breaks that would lie at the end of the work, or that nobody is owed."""
    end = (len(trips) - 1, len(trips[-1]))
    fixed = len(shift.fixed)
    for taken in sorted(breaks, key=lambda b: b.number):
        at_edge = (taken.trip, taken.position) in {end, (0, 0)}
        if taken.trip < fixed or (not at_edge and taken.number < len(shift.breaks)):
            yield taken
