"""From stops left behind to what the dispatcher is told."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from dispatch.explaining.alone import Bar, Ready, find_bars
from dispatch.explaining.reasons import tell_full, tell_never, tell_price
from dispatch.explaining.remedies import Remedies
from dispatch.explaining.trial_insertion import Fit, Judge, TrialRoute
from dispatch.model import Binding, Cause, Problem, Shift, Solution, Stop, Unassigned

Resolve = Callable[[Problem], Solution]
"""Solve a changed problem, briefly."""

RANKS = (
    Cause.SKILL,
    Cause.ZONE,
    Cause.REACH,
    Cause.CAPACITY,
    Cause.COLD,
    Cause.RANGE,
    Cause.RELEASE,
    Cause.SHIFT,
    Cause.WINDOW,
    Cause.PRICE,
)
"""Of two causes that bind equally often, the one named first."""

_WEIGHTS = {Cause.CAPACITY: 300, Cause.TRIPS: 3600, Cause.REACH: 100_000}
"""How one too many weighs against a second too late, when the closest place is looked for."""

_Found = tuple[tuple[int, int], tuple[Binding, ...]]
"""How far the best place in a route is off, and what binds there."""

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
    told: list[Unassigned] = []
    tried: list[Cause] = []
    for stop in left:
        if len(tried) < looked_at or _is_never(stop, problem.shifts, bars):
            told.append(_explain_one(stop, problem.shifts, bars, trials))
            tried += [] if told[-1].never else [told[-1].cause]
        else:
            told.append(_explain_briefly(stop, problem.shifts, bars, _foremost(tried)))
    remedies = Remedies(problem, solution, resolve, judge, trials, left).find(resolves)
    return tuple(replace(one, remedy=remedies.get(one.stop)) for one in told)


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


def _explain_one(stop: Stop, shifts: Sequence[Shift], bars: Bars, trials: Sequence[TrialRoute]) -> Unassigned:
    """Say why one stop is left behind, by trying it in every route."""
    if _is_never(stop, shifts, bars):
        first = [bars[stop.id, shift.id][0] for shift in shifts]
        cause = _foremost([bar.binding.cause for bar in first])
        because = tell_never(cause, first)
        return Unassigned(stop.id, True, cause, because, bindings=_barred(stop, shifts, bars))
    bindings: list[Binding] = []
    closest: list[_Found] = []
    for trial in trials:
        shift = trial.shift
        if bars[stop.id, shift.id]:
            bindings += [bar.binding for bar in bars[stop.id, shift.id]]
            continue
        fits = list(trial.fits(stop))
        found = _nearest(stop, trial, fits)
        bindings += found[1]
        closest.append(found)
    foremost = min(closest, key=lambda found: found[0])[1][0]
    return Unassigned(stop.id, False, foremost.cause, (foremost,), bindings=tuple(bindings))


def _is_never(stop: Stop, shifts: Sequence[Shift], bars: Bars) -> bool:
    return all(bars[stop.id, shift.id] for shift in shifts)


def _explain_briefly(stop: Stop, shifts: Sequence[Shift], bars: Bars, cause: Cause) -> Unassigned:
    """Say of one of very many that there was no room; ``cause`` is what binds for most that were tried."""
    return Unassigned(stop.id, False, cause, bindings=_barred(stop, shifts, bars))


def _barred(stop: Stop, shifts: Sequence[Shift], bars: Bars) -> tuple[Binding, ...]:
    return tuple(bar.binding for shift in shifts for bar in bars[stop.id, shift.id])


def _nearest(stop: Stop, trial: TrialRoute, fits: Sequence[Fit]) -> _Found:
    """Look at all places in a route: how far the best is off, and what binds there."""
    good = [fit for fit in fits if not fit.violations]
    if good:
        dearer = min(fit.ticks for fit in good) - trial.ticks
        return (0, dearer), (tell_price(trial.shift, stop, dearer),)
    nearest = min(fits, key=_distance)
    return _distance(nearest), tell_full(trial.shift, stop, nearest)


def _distance(fit: Fit) -> tuple[int, int]:
    """Measure how far a place is from feasible: kinds of violation, then amounts in about seconds."""
    causes = {violation.cause for violation in fit.violations}
    return len(causes), sum(v.amount * _WEIGHTS.get(v.cause, 1) for v in fit.violations)


def _foremost(causes: Sequence[Cause]) -> Cause:
    """Return the cause that binds for most shifts."""
    counts = Counter(causes)
    return min(counts, key=lambda cause: (-counts[cause], RANKS.index(cause)), default=Cause.SHIFT)
