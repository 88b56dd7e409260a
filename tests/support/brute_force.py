"""The best solution of a tiny problem, by looking at all of them under scheduler and checker."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise, permutations, product

from dispatch.checking import check
from dispatch.model import CENT, BreakAt, Problem, RouteSequence, Shift, Solution
from dispatch.scheduling import schedule


def best_solution(problem: Problem, max_trips: int = 2) -> tuple[int, Solution]:
    """Return the least cost in ticks and a solution that has it.

    Every set of stops in every order, cut into up to ``max_trips`` free trips, with every placing of
    every set of breaks, is tried for every shift on its own; then the shifts are joined.
    Meant for up to 6 or 7 stops and 2 shifts.
    """
    fixed = {stop for shift in problem.shifts for trip in shift.fixed for stop in trip.stops}
    free = tuple(stop.id for stop in problem.stops if stop.id not in fixed)
    drop = {stop.id: stop.drop_cents * CENT for stop in problem.stops}
    joined: dict[frozenset[str], tuple[int, tuple[RouteSequence, ...]]] = {frozenset(): (0, ())}
    for shift in problem.shifts:
        alone = _routes(problem, shift, free, max_trips)
        grown: dict[frozenset[str], tuple[int, tuple[RouteSequence, ...]]] = {}
        for served, (ticks, orders) in joined.items():
            for more, (extra, order) in alone.items():
                if served & more:
                    continue
                key, total = served | more, ticks + extra
                if key not in grown or total < grown[key][0]:
                    grown[key] = (total, orders + ((order,) if order.trips else ()))
        joined = grown
    return min(
        (
            (ticks + sum(drop[stop] for stop in free if stop not in served), Solution(orders))
            for served, (ticks, orders) in joined.items()
        ),
        key=lambda one: one[0],
    )


def _routes(
    problem: Problem, shift: Shift, free: tuple[str, ...], max_trips: int
) -> dict[frozenset[str], tuple[int, RouteSequence]]:
    """Map every set of stops that one shift can serve to the cheapest way to do so."""
    alone = replace(problem, shifts=(shift,))
    fixed = tuple(trip.stops for trip in shift.fixed)
    had = tuple(taken for trip in shift.fixed for taken in trip.breaks)
    best: dict[frozenset[str], tuple[int, RouteSequence]] = {}
    choices = {stop.id: len(stop.choices) for stop in problem.stops}
    for trips in _trips(free, min(max_trips, shift.max_trips - len(fixed))):
        several = [stop for trip in trips for stop in trip if choices[stop] > 1]
        for breaks, numbers in product(
            _breaks(shift, fixed + trips, had), product(*(range(choices[stop]) for stop in several))
        ):
            windows = tuple(zip(several, numbers, strict=True))
            order = RouteSequence(shift.id, fixed + trips, breaks, windows)
            plan = schedule(alone, Solution((order,) if order.trips else ()))
            ticks = sum(route.cost.ticks for route in plan.routes)
            key = frozenset(stop for trip in trips for stop in trip)
            causes = {violation.cause for violation in check(alone, plan)}
            if not causes and (key not in best or ticks < best[key][0]):
                best[key] = (ticks, order)
            if breaks == had and causes - {"BREAK"} and not several:
                break  # what is late, full or too far is so with breaks as well
    return best


def _trips(free: tuple[str, ...], most: int) -> Iterator[tuple[tuple[str, ...], ...]]:
    """Yield every order of every set of stops, cut into trips in every way."""
    yield ()
    for size in range(1, len(free) + 1):
        for path in permutations(free, size):
            for cuts in range(min(most, size)):
                for places in combinations(range(1, size), cuts):
                    ends = (0, *places, size)
                    yield tuple(path[a:b] for a, b in pairwise(ends))


def _breaks(
    shift: Shift, trips: tuple[tuple[str, ...], ...], had: tuple[BreakAt, ...]
) -> Iterator[tuple[BreakAt, ...]]:
    """Yield every placing of every set of the breaks that are left."""
    first = max((taken.number for taken in had), default=-1) + 1
    places = [
        (trip, position)
        for trip in range(len(shift.fixed), len(trips))
        for position in range(len(trips[trip]) + 1)
        if (trip, position) not in {(0, 0), (len(trips) - 1, len(trips[-1]))}
    ]
    yield from ((*had, *more) for more in _placings(range(first, len(shift.breaks)), places))


def _placings(numbers: range, places: list[tuple[int, int]]) -> Iterator[tuple[BreakAt, ...]]:
    yield ()
    for n, number in enumerate(numbers):
        for p, place in enumerate(places):
            for rest in _placings(numbers[n + 1 :], places[p:]):
                yield (BreakAt(number, *place), *rest)
