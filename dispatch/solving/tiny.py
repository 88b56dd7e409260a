"""The best solution of a tiny day with breaks, by looking at every route there is.

A break must lie between two things to do and within its hours, so that a handful of stops with breaks has
solutions that no single move of a search reaches.
"""

from dataclasses import replace
from typing import Final

from dispatch.insertion import Insertions, Judge, with_breaks
from dispatch.model import CENT, Cause, Problem, RouteSequence, Shift, Solution

MOST_STOPS: Final = 4
MOST_SHIFTS: Final = 6

_WAYS: Final = 120
"""In how many ways the breaks of a route are laid at most."""

_LASTING: Final = frozenset({Cause.WINDOW, Cause.CAPACITY, Cause.SKILL, Cause.ZONE, Cause.COLD, Cause.TRIPS})
"""What a route breaks that every route with the same beginning breaks too."""

_Routes = dict[frozenset[str], tuple[int, tuple[RouteSequence, ...]]]
"""By the stops served, the least cost in ticks and the routes that have it."""


def is_tiny(problem: Problem) -> bool:
    """Tell whether a day is so small, and has breaks, that all of its routes can be looked at."""
    free = len(problem.stops) - sum(len(trip.stops) for shift in problem.shifts for trip in shift.fixed)
    breaks = any(shift.breaks for shift in problem.shifts)
    return breaks and free <= MOST_STOPS and len(problem.shifts) <= MOST_SHIFTS


def best_of_all(problem: Problem, judge: Judge) -> Solution:
    """Return the cheapest solution of a tiny problem."""
    known = Insertions(problem)
    fixed = problem.fixed_stops
    free = tuple(stop.id for stop in problem.stops if stop.id not in fixed)
    joined: _Routes = {frozenset(): (0, ())}
    for shift in problem.shifts:
        joined = _joined(joined, _Shift(known, shift, judge).routes(free))
    prices = {stop: known.stops[stop].drop_cents * CENT for stop in free}
    served = min(joined, key=lambda those: joined[those][0] + sum(prices[s] for s in free if s not in those))
    return Solution(joined[served][1])


def _joined(joined: _Routes, alone: _Routes) -> _Routes:
    """Join the routes of one more shift to those of the shifts before it."""
    grown: _Routes = {}
    for served, (ticks, orders) in joined.items():
        for more, (extra, order) in alone.items():
            key, total = served | more, ticks + extra
            if not served & more and (key not in grown or total < grown[key][0]):
                grown[key] = (total, (*orders, *order))
    return grown


class _Shift:
    """Look at every route of one shift."""

    def __init__(self, known: Insertions, shift: Shift, judge: Judge) -> None:
        self._known, self._shift, self._judge = known, shift, judge
        self._best: _Routes = {}

    def routes(self, free: tuple[str, ...]) -> _Routes:
        """Return, by the stops served, the cheapest route."""
        self._grow(RouteSequence.begun(self._shift), frozenset(), free)
        return self._best

    def _grow(self, order: RouteSequence, served: frozenset[str], free: tuple[str, ...]) -> None:
        """Keep a route if it is the best for its stops, and grow it at its end by each stop that is left."""
        if not self._keep(order, served):
            return
        trips = order.trips
        left = (self._known.stops[stop] for stop in free if stop not in served)
        for stop in (choice for one in left for choice in one.choices):
            if len(trips) > len(self._shift.fixed):
                longer = replace(order, trips=(*trips[:-1], (*trips[-1], stop.id))).taking(stop)
                self._grow(longer, served | {stop.id}, free)
            own = replace(order, trips=(*trips, (stop.id,))).taking(stop)
            self._grow(own, served | {stop.id}, free)

    def _keep(self, order: RouteSequence, served: frozenset[str]) -> bool:
        """Keep the cheapest way to lay the breaks; return whether it is any use to grow the route."""
        if not order.trips:
            self._best[served] = (0, ())
            return True
        problem = self._known.cut(self._shift, order)
        for laid in with_breaks(self._known, self._shift, order, _WAYS):
            plan, violations = self._judge(problem, Solution((laid,)))
            ticks = sum(route.cost.ticks for route in plan.routes)
            if not violations and (served not in self._best or ticks < self._best[served][0]):
                self._best[served] = (ticks, (laid,))
            causes = {one.cause for one in violations}
            if laid == order and causes - {Cause.BREAK}:
                return not causes & _LASTING
        return True
