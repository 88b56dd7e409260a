"""From stops left behind to sentences for the dispatcher."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from dispatch.explaining.alone import Ready, alone
from dispatch.explaining.bench import Bench, Fit, Judge
from dispatch.explaining.remedies import Remedies
from dispatch.explaining.words import room_detail, sentence
from dispatch.model import Binding, Problem, RouteOrder, Shift, Solution, Stop, Unassigned

Resolve = Callable[[Problem], Solution]
"""Solve a changed problem, briefly."""

CODES = {
    "WINDOW": "WINDOW",
    "SHIFT": "SHIFT",
    "RELEASE": "RELEASE",
    "CAPACITY": "CAPACITY",
    "SKILL": "SKILL",
    "ZONE": "ZONE",
    "REACH": "REACH",
    "COLD": "COLD",
    "RANGE": "RANGE",
    "BREAK": "SHIFT",
    "TRIPS": "SHIFT",
}
"""Causes of the checker → codes of a binding."""

RANKS = ("SKILL", "ZONE", "REACH", "CAPACITY", "COLD", "RANGE", "RELEASE", "SHIFT", "WINDOW", "PRICE")
"""Of two codes that bind equally often, the one named first."""


def explain(
    problem: Problem,
    solution: Solution,
    resolve: Resolve,
    judge: Judge,
    *,
    resolves: int = 3,
    trials: int = 6000,
) -> tuple[Unassigned, ...]:
    """Explain every stop in no route, in the order of the problem.

    Parameters
    ----------
    problem, solution
        What was asked and what was found.
    resolve
        Solves a changed problem; called at most ``resolves`` times.
    judge
        Schedules a solution and checks the plan.
    trials
        About how many places for a stop are tried altogether.
    """
    served = solution.served()
    left = [stop for stop in problem.stops if stop.id not in served]
    if not left:
        return ()
    routes = {order.shift: order for order in solution.routes}
    barred = _barred(problem, left, judge)
    benches = _benches(problem, routes, left, judge, trials)
    bindings = {stop.id: _bindings(stop, problem.shifts, barred, benches) for stop in left}
    never = {stop.id for stop in left if all(barred[stop.id, shift.id] for shift in problem.shifts)}
    remedies = Remedies(problem, solution, resolve, benches, left, never)
    helped = remedies.find(resolves)
    return tuple(
        Unassigned(
            stop.id,
            stop.id in never,
            code := _foremost(bindings[stop.id]),
            sentence(stop.id in never, code, bindings[stop.id], problem.shifts),
            helped.get(stop.id, ""),
            bindings[stop.id],
        )
        for stop in left
    )


def _barred(
    problem: Problem, left: Sequence[Stop], judge: Judge
) -> dict[tuple[str, str], tuple[Binding, ...]]:
    """Find what bars each stop from each shift even alone."""
    barred = {}
    for shift in problem.shifts:
        ready = _ready(problem, shift, judge)
        for stop in left:
            barred[stop.id, shift.id] = alone(problem, stop, shift, ready)
    return barred


def _ready(problem: Problem, shift: Shift, judge: Judge) -> Ready:
    """Tell when a shift can begin its next trip, its fixed trips made."""
    begin = max(shift.hours.earliest, shift.not_before)
    if not shift.fixed:
        return Ready(begin)
    (route,) = Bench(problem, shift, None, (), judge).plan.routes
    return Ready(max(begin, route.end), route.metres, len(route.trips))


def _benches(
    problem: Problem,
    routes: Mapping[str, RouteOrder],
    left: Sequence[Stop],
    judge: Judge,
    trials: int,
) -> dict[str, Bench]:
    places = max(5, trials // (len(left) * len(problem.shifts)))
    return {
        shift.id: Bench(problem, shift, routes.get(shift.id), left, judge, places) for shift in problem.shifts
    }


def _bindings(
    stop: Stop,
    shifts: Sequence[Shift],
    barred: Mapping[tuple[str, str], tuple[Binding, ...]],
    benches: Mapping[str, Bench],
) -> tuple[Binding, ...]:
    """Say per shift what binds: barred altogether, no room, or not worth it."""
    found: list[Binding] = []
    for shift in shifts:
        found += barred[stop.id, shift.id] or _room(stop, shift, benches[shift.id])
    return tuple(found)


def _room(stop: Stop, shift: Shift, bench: Bench) -> list[Binding]:
    """Look at all places for a stop in a route, and say what binds at the best of them."""
    fits = list(bench.fits(stop))
    good = [fit for fit in fits if not fit.violations]
    if good:
        dearer = min(fit.ticks for fit in good) - bench.ticks
        return [Binding(shift.id, "PRICE", room_detail("PRICE", shift, stop, None, dearer))]
    nearest = min(fits, key=_distance)
    codes = dict.fromkeys(CODES.get(violation.cause, "SHIFT") for violation in nearest.violations)
    return [Binding(shift.id, code, room_detail(code, shift, stop, nearest, 0)) for code in codes]


_WEIGHTS = {"CAPACITY": 300, "RANGE": 1, "SKILL": 100_000, "ZONE": 100_000, "REACH": 100_000}


def _distance(fit: Fit) -> tuple[int, int]:
    """Measure how far a place is from feasible: kinds of violation, then amounts in about seconds."""
    causes = {violation.cause for violation in fit.violations}
    return len(causes), sum(v.amount * _WEIGHTS.get(v.cause, 1) for v in fit.violations)


def _foremost(bindings: Sequence[Binding]) -> str:
    """Return the code that binds for most shifts."""
    counts = Counter(code for _, code in {(binding.shift, binding.code) for binding in bindings})
    return min(counts, key=lambda code: (-counts[code], RANKS.index(code)), default="SHIFT")
