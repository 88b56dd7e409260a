"""From stops left behind to sentences for the dispatcher."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from dispatch.explaining.alone import Bar, Ready, find_bars
from dispatch.explaining.remedies import Remedies
from dispatch.explaining.trial_insertion import Fit, Judge, TrialRoute
from dispatch.explaining.words import crowd_sentence, never_sentence, price_detail, room_detail, room_sentence
from dispatch.model import Binding, Problem, Shift, Solution, Stop, Unassigned

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

_WEIGHTS = {"CAPACITY": 300, "TRIPS": 3600, "REACH": 100_000}
"""How one too many weighs against a second too late, when the closest place is looked for."""

_Found = tuple[tuple[int, int], list[tuple[str, str]]]
"""How far the best place in a route is off, and (code, detail) of what binds there."""

_Told = tuple[bool, str, str, tuple[Binding, ...]]
"""Whether it is never possible, the foremost code, the sentence, and the bindings."""

Bars = Mapping[tuple[str, str], tuple[Bar, ...]]


def explain(
    problem: Problem,
    solution: Solution,
    resolve: Resolve,
    judge: Judge,
    *,
    resolves: int = 3,
    places: int = 16,
    looked_at: int = 30,
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
    places
        At how many places of each route a stop is tried.
    looked_at
        How many stops are tried in every route; a day with hundreds left behind lacks couriers, and of the
        rest only that is said.
    """
    served = solution.served()
    left = [stop for stop in problem.stops if stop.id not in served]
    if not left:
        return ()
    routes = {order.shift: order for order in solution.routes}
    bars = _bars(problem, left, judge)
    trials = [TrialRoute.of(problem, s, routes.get(s.id), judge, places) for s in problem.shifts]
    told: list[_Told] = []
    tried: list[str] = []
    for stop in left:
        if len(tried) < looked_at or _is_never(stop, problem.shifts, bars):
            told.append(_explain_one(stop, problem.shifts, bars, trials))
            tried += [] if told[-1][0] else [told[-1][1]]
        else:
            told.append(_explain_briefly(stop, problem.shifts, bars, _foremost(tried)))
    remedies = Remedies(problem, solution, resolve, judge, trials, left).find(resolves)
    return tuple(
        Unassigned(stop.id, never, code, reason, remedies.get(stop.id, ""), bindings)
        for stop, (never, code, reason, bindings) in zip(left, told, strict=True)
    )


def _bars(problem: Problem, left: Sequence[Stop], judge: Judge) -> Bars:
    """Find what bars each stop from each shift even alone."""
    bars = {}
    for shift in problem.shifts:
        ready = _ready(problem, shift, judge)
        for stop in left:
            bars[stop.id, shift.id] = find_bars(problem, stop, shift, ready)
    return bars


def _ready(problem: Problem, shift: Shift, judge: Judge) -> Ready:
    """Tell when a shift can begin its next trip, its fixed trips made."""
    begin = max(shift.hours.earliest, shift.not_before)
    if not shift.fixed:
        return Ready(begin)
    (route,) = TrialRoute.of(problem, shift, None, judge).plan.routes
    return Ready(max(begin, route.end), route.metres, len(route.trips))


def _explain_one(stop: Stop, shifts: Sequence[Shift], bars: Bars, trials: Sequence[TrialRoute]) -> _Told:
    """Say why one stop is left behind, by trying it in every route."""
    if _is_never(stop, shifts, bars):
        first = {shift.id: bars[stop.id, shift.id][0] for shift in shifts}
        barred = [Binding(shift.id, b.code, b.detail) for shift in shifts for b in bars[stop.id, shift.id]]
        code = _foremost([bar.code for bar in first.values()])
        return True, code, never_sentence(code, list(first.values())), tuple(barred)
    bindings: list[Binding] = []
    closest: list[_Found] = []
    for trial in trials:
        shift = trial.shift
        if bar := bars[stop.id, shift.id]:
            bindings += [Binding(shift.id, one.code, one.detail) for one in bar]
            continue
        fits = list(trial.fits(stop))
        found = _nearest(stop, trial, fits)
        bindings += [Binding(shift.id, code, detail) for code, detail in found[1]]
        closest.append(found)
    _, ((code, detail), *_) = min(closest, key=lambda found: found[0])
    return False, code, room_sentence(code, detail), tuple(bindings)


def _is_never(stop: Stop, shifts: Sequence[Shift], bars: Bars) -> bool:
    return all(bars[stop.id, shift.id] for shift in shifts)


def _explain_briefly(stop: Stop, shifts: Sequence[Shift], bars: Bars, code: str) -> _Told:
    """Say of one of very many that there was no room; ``code`` is what binds for most that were tried."""
    barred = [Binding(shift.id, b.code, b.detail) for shift in shifts for b in bars[stop.id, shift.id]]
    return False, code, crowd_sentence(), tuple(barred)


def _nearest(stop: Stop, trial: TrialRoute, fits: Sequence[Fit]) -> _Found:
    """Look at all places in a route: how far the best is off, and what binds there."""
    good = [fit for fit in fits if not fit.violations]
    if good:
        dearer = min(fit.ticks for fit in good) - trial.ticks
        return (0, dearer), [("PRICE", price_detail(trial.shift, stop, dearer))]
    nearest = min(fits, key=_distance)
    causes = dict.fromkeys(violation.cause for violation in nearest.violations)
    details = [(CODES[c], room_detail(c, trial.shift, stop, nearest)) for c in causes if c in CODES]
    return _distance(nearest), details


def _distance(fit: Fit) -> tuple[int, int]:
    """Measure how far a place is from feasible: kinds of violation, then amounts in about seconds."""
    causes = {violation.cause for violation in fit.violations}
    return len(causes), sum(v.amount * _WEIGHTS.get(v.cause, 1) for v in fit.violations)


def _foremost(codes: Sequence[str]) -> str:
    """Return the code that binds for most shifts."""
    counts = Counter(codes)
    return min(counts, key=lambda code: (-counts[code], RANKS.index(code)), default="SHIFT")
