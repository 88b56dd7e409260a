"""Room for windows that were taken at the till: in the problem, and out of the plan again."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from dispatch.building.stops import StopRules, join_stop
from dispatch.day import DayState, news, promised_order
from dispatch.day.promised import without_stops
from dispatch.insertion import Insertions, TrialRoute
from dispatch.model import Plan, Problem, RouteSequence, Solution, Stop
from dispatch.pipeline.solving import judge
from dispatch.scheduling import schedule
from dispatch.solving import polish

_WAYS: Final = 120
"""In how many ways the breaks of a route are laid anew once a promise is out of it."""


def promised_stops(promises: Sequence[news.Promise], rules: StopRules) -> tuple[Stop, ...]:
    """Make a stop of each promise that waits for its purchase."""
    return tuple(join_stop((promised_order(promise),), rules) for promise in promises)


def binding(stops: Sequence[Stop], state: DayState, price: int) -> tuple[Stop, ...]:
    """Let the windows that were promised bind: no lateness, and a price of their own for leaving it behind.

    Parameters
    ----------
    stops
        Of orders and of promises.
    state
        What the book says.
    price
        Of an order that is left behind although its window was promised, in cents.
    """
    given = {receipt.number for receipt in state.receipts.values() if receipt.promise is not None}
    given |= state.promises.keys()
    made = []
    for stop in stops:
        count = len(given.intersection(stop.receipt_ids))
        bound = replace(stop.late_by(lambda _: 0), drop_cents=stop.drop_cents + count * price)
        made.append(bound if count else stop)
    return tuple(made)


def without_promises(
    problem: Problem, solution: Solution, numbers: Collection[str]
) -> tuple[Problem, Solution, tuple[RouteSequence, ...]]:
    """Take the stops of promises out of a solution.

    A trip that has room for a promise, and those behind it, leave no sooner than with it: else it would have
    left when the purchase comes.

    Returns
    -------
    problem, solution
        Of what is bought.
    reserved
        The routes that have room for promises, with those in their places.
    """
    away = frozenset(numbers)
    if not away:
        return problem, solution, ()
    reserved = tuple(
        route for route in solution.routes if any(not away.isdisjoint(trip) for trip in route.trips)
    )
    bare = _held_back(drop_stops(problem, away), schedule(problem, solution), away)
    routes = (without_stops(route, away) for route in solution.routes)
    left = replace(solution, routes=tuple(route for route in routes if route.trips))
    if judge(bare, left)[1]:
        left = _mended(bare, left)
    return bare, left, reserved


def _held_back(problem: Problem, plan: Plan, away: Collection[str]) -> Problem:
    """Let the stops that ride with a promise, or behind it, leave no sooner than with it."""
    leaves: dict[str, int] = {}
    for route in plan.routes:
        fixed, waiting = len(route.shift.fixed), False
        for trip in route.trips[fixed:]:
            waiting = waiting or any(visit.stop in away for visit in trip.visits)
            leaves |= {visit.stop: trip.departure for visit in trip.visits if waiting}
    stops = (replace(s, release=max(s.release, leaves.get(s.id, 0))) for s in problem.stops)
    return replace(problem, stops=tuple(stops))


def drop_stops(problem: Problem, away: Collection[str]) -> Problem:
    """Return a problem without some of its stops."""
    kept = (place for place, stop in enumerate(problem.stops, 1) if stop.id not in away)
    places = [0, *kept, *problem.depot_places[1:]]
    return replace(
        problem,
        stops=tuple(stop for stop in problem.stops if stop.id not in away),
        travel=tuple(matrix.keep(places) for matrix in problem.travel),
        restrictions=tuple(limit for limit in problem.restrictions if limit.stop not in away),
        affinities=tuple(one for one in problem.affinities if one.stop not in away),
    )


def _mended(problem: Problem, solution: Solution) -> Solution:
    """Lay breaks anew in the routes that break a rule once a promise is out of them.

    Where that is not enough, the trips of such a route that have not left are built anew.
    """
    known, shifts = Insertions(problem), {shift.id: shift for shift in problem.shifts}
    routes = []
    for route in solution.routes:
        shift = shifts[route.shift]
        laid = TrialRoute.of(known, shift, route, judge).with_sequence(route, _WAYS)
        routes.append(laid.sequence if laid else RouteSequence.begun(shift))
    kept = replace(solution, routes=tuple(one for one in routes if one.trips))
    return polish(problem, kept, judge, tries=0)
