"""Search with a margin before the end of each window, until a day that goes otherwise keeps it too.

A window is searched as if it ended earlier by what the visit would be late on all but few of the days that
:mod:`dispatch.punctuality` draws. What a margin would leave behind is searched without one, and told.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import Final

from dispatch.model import Alternative, Code, Issue, Plan, PlannedDay, Problem, Severity, Solution, Stop
from dispatch.model.facts import percent
from dispatch.punctuality import Likely, Spreads, likelihoods
from dispatch.scheduling import schedule

Search = Callable[[Problem, float], Solution]
"""Searches a problem with a share of the time."""

Complete = Callable[[Problem, Solution], Solution]
"""Puts what fits and pays into a solution."""

SHARES: Final = (0.3, 0.4, 0.15, 0.15)
"""Of the time: to learn the margins, to search with them, and twice to mend them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Say which chance is asked of every visit.

    Parameters
    ----------
    share
        Of days on which it begins in its window.
    seed, spreads
        As the chances of the plan are drawn.
    """

    share: float
    seed: int
    spreads: Spreads

    def likely(self, problem: Problem, solution: Solution) -> tuple[Likely, ...]:
        """Tell how likely each visit of a solution is in time."""
        return likelihoods(problem, schedule(problem, solution), self.seed, self.share, self.spreads)

    def below(self, likely: Iterable[Likely]) -> tuple[Likely, ...]:
        """Return the visits that miss the chance."""
        return tuple(one for one in likely if one.percent < round(100 * self.share))


@dataclass(frozen=True, slots=True)
class Sure:
    """Hold a problem with its margins, and what was found for it."""

    problem: Problem
    solution: Solution


def narrowed(problem: Problem) -> Problem:
    """Return the problem as it is searched: each window ends earlier by its margin."""
    if not any(stop.margin_seconds for stop in problem.stops):
        return problem
    return replace(problem, stops=tuple(map(_narrowed, problem.stops)))


def _narrowed(stop: Stop, start: int | None = None) -> Stop:
    """End the windows of a stop earlier by its margin; the one of its visit no sooner than that begins."""
    return replace(stop.with_each(lambda one: _ending_sooner(one, stop, start)), margin_seconds=0)


def _ending_sooner(one: Alternative, stop: Stop, start: int | None) -> Alternative:
    latest = max(one.window.earliest, one.window.latest - stop.margin_seconds)
    if start is not None and one.window.earliest <= start <= one.late_until:
        latest = max(latest, min(start, one.window.latest))
    # A hard window stays hard, but what the customer was told may not lie outside of it.
    told = stop.told.window.latest if stop.told else latest
    until = one.late_until if one.late_until > one.window.latest else max(latest, told)
    return Alternative(replace(one.window, latest=latest), until)


def completed_surely(problem: Problem, solution: Solution, complete: Complete) -> Solution:
    """Put what is new into a solution with its margin, and take from no margin that is kept already.

    What finds no place so is put in without a margin of its own, and at last with none at all.
    """
    bare: frozenset[str] = frozenset()
    if not any(stop.margin_seconds for stop in problem.stops):
        return complete(problem, solution)
    for _ in range(2):
        stops = [replace(one, margin_seconds=0) if one.id in bare else one for one in problem.stops]
        solution = complete(_as_kept(replace(problem, stops=tuple(stops)), solution), solution)
        bare = frozenset(one.id for one in problem.stops) - solution.served()
        if not bare:
            return solution
    return complete(problem, solution)


def _as_kept(problem: Problem, solution: Solution) -> Problem:
    """Return a problem whose windows end earlier by their margins, as far as the visits of a solution do."""
    starts = _starts(schedule(problem, solution))
    return replace(problem, stops=tuple(_narrowed(stop, starts.get(stop.id)) for stop in problem.stops))


def _starts(plan: Plan) -> dict[str, int]:
    return {visit.stop: visit.start for route in plan.routes for trip in route.trips for visit in trip.visits}


def search_surely(problem: Problem, search: Search, asked: Asked) -> Sure:
    """Search in rounds, each with the margins that the one before showed to be needed.

    The best round is taken: it leaves the fewest behind, then misses the fewest chances, then costs least.
    """
    best: tuple[tuple[int, int, int], Sure] | None = None
    for share in SHARES:
        found = search(problem, share)
        problem, found = _without_barring(problem, found, search, share)
        likely = asked.likely(problem, found)
        below = asked.below(likely)
        rank = (
            len(problem.stops) - len(found.served()),
            len(below),
            schedule(problem, found).totals.cost.ticks,
        )
        if best is None or rank < best[0]:
            best = (rank, Sure(problem, found))
        if not below and share != SHARES[0]:
            break
        problem = _widened(problem, likely)
    assert best is not None  # noqa: S101  # there is a first round
    return best[1]


def _without_barring(
    problem: Problem, found: Solution, search: Search, share: float
) -> tuple[Problem, Solution]:
    """Take the margins off what they leave behind, and search once more."""
    served = found.served()
    barred = [stop.id for stop in problem.stops if stop.id not in served and stop.margin_seconds]
    if not barred:
        return problem, found
    relaxed = _with_margins(problem, dict.fromkeys(barred, 0))
    again = search(relaxed, share)
    return (relaxed, again) if len(again.served()) > len(served) else (problem, found)


def _widened(problem: Problem, likely: Iterable[Likely]) -> Problem:
    """Give every visit the margin that it needs where it is now, and never less than before."""
    margins = {stop.id: stop.margin_seconds for stop in problem.stops}
    return _with_margins(problem, {one.stop: max(margins[one.stop], one.behind) for one in likely})


def _with_margins(problem: Problem, margins: dict[str, int]) -> Problem:
    stops = tuple(
        replace(stop, margin_seconds=margins.get(stop.id, stop.margin_seconds)) for stop in problem.stops
    )
    return replace(problem, stops=stops)


def margins_kept(problem: Problem, base: PlannedDay) -> Problem:
    """Give the stops of a later version the margins of the one in force; new ones their mean."""
    known = {stop.id: stop.margin_seconds for stop in base.problem.stops}
    mean = round(sum(known.values()) / len(known)) if known else 0
    return _with_margins(problem, {stop.id: known.get(stop.id, mean) for stop in problem.stops})


def missed(problem: Problem, found: Solution, asked: Asked, free: Collection[str]) -> tuple[Issue, ...]:
    """Tell which visits that have not left miss the chance that is asked."""
    orders = {stop.id: stop.orders[0].order for stop in problem.stops}
    wanted = percent("asked", round(100 * asked.share))
    return tuple(
        Issue(
            Code.CHANCE_MISSED,
            Severity.INFO,
            facts=(percent("chance", one.percent), wanted),
            field="chance",
            row=orders[one.stop].row,
            receipt_id=orders[one.stop].receipt_id,
        )
        for one in asked.below(asked.likely(problem, found))
        if orders[one.stop].receipt_id in free
    )
