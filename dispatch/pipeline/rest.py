"""Search the rest of a day: from the version in force, with every wish, and what cannot be kept said."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dispatch.config import Costs, Promise, Solver
from dispatch.day import ChangePrices, DayState, Held, Known, Settled, incumbent, settle, with_reserved
from dispatch.day.settling import sheets_of, with_told_prices
from dispatch.day.telling import wish_issues
from dispatch.day.wishes import arrange, unkept
from dispatch.model import Issue, PlannedDay, Problem, Solution, Stop
from dispatch.pipeline.solving import budget, find_routes, judge, part
from dispatch.pipeline.sureness import Asked, completed_surely, margins_kept, missed, search_surely
from dispatch.ports import Progress
from dispatch.punctuality import ASSUMED, Spreads
from dispatch.solving import Budget, complete

_BRIEF_TRIES = 40
"""How often a route is changed while somebody waits."""


@dataclass(frozen=True, slots=True)
class Rest:
    """Hold the solution of the rest of a day, and what search and wishes have to say."""

    problem: Problem
    solution: Solution
    issues: tuple[Issue, ...] = ()


def solve_rest(
    problem: Problem,
    bare: Sequence[Stop],
    held: Held,
    base: PlannedDay | None,
    state: DayState,
    promise: Promise,
    costs: Costs,
    solver: Solver,
    progress: Progress,
    spreads: Spreads = ASSUMED,
    *,
    brief: bool = False,
) -> Rest:
    """Solve the problem that is left, starting from the version in force.

    A wish that would leave an order behind is given up, and told.

    Parameters
    ----------
    problem
        With the wishes as terms of its stops.
    bare
        The same stops without wishes, in the same order.
    held
        What is a fact.
    base
        The version in force; None where the day is planned anew.
    state
        What the book says.
    promise, costs, solver
        The store's rules.
    spreads
        How far times scatter, where ``[promise] chance`` asks for a margin.
    brief
        Whether only what is new is put into the version in force.
    """
    free = frozenset(r for stop in problem.stops for r in stop.receipt_ids) - held.receipts
    asked = Asked(promise.chance, solver.seed, spreads) if promise.chance is not None else None
    if asked is not None and base is not None:
        problem = margins_kept(problem, base)
    found = _settled(problem, held, base, state, promise, costs, solver, progress, asked, brief=brief)
    given_up = _given_up(found, bare)
    if given_up:
        relaxed = _without_wishes(problem, bare, given_up)
        found = _settled(relaxed, held, base, state, promise, costs, solver, progress, asked, brief=brief)
    solution = arrange(found.problem, found.solution, state, judge)
    kept = wish_issues(unkept(found.problem, solution, state, free))
    unsure = () if asked is None or brief else missed(found.problem, solution, asked, free)
    return Rest(found.problem, solution, (*found.solution.issues, *kept, *unsure))


def _given_up(found: Settled, bare: Sequence[Stop]) -> frozenset[str]:
    """Return the orders that a wish leaves behind."""
    served = found.solution.served()
    return frozenset(
        receipt
        for stop, plain in zip(found.problem.stops, bare, strict=True)
        if stop.id not in served and stop.skills != plain.skills
        for receipt in stop.receipt_ids
    )


def _without_wishes(problem: Problem, bare: Sequence[Stop], orders: frozenset[str]) -> Problem:
    """Take their wishes off the stops of some orders; a margin is no wish, and stays."""
    stops = tuple(
        stop if orders.isdisjoint(plain.receipt_ids) else replace(plain, margin_seconds=stop.margin_seconds)
        for plain, stop in zip(bare, problem.stops, strict=True)
    )
    return replace(problem, stops=stops)


def _settled(
    problem: Problem,
    held: Held,
    base: PlannedDay | None,
    state: DayState,
    promise: Promise,
    costs: Costs,
    solver: Solver,
    progress: Progress,
    asked: Asked | None,
    *,
    brief: bool,
) -> Settled:
    replaced = dict(state.standing.replaced)
    start = incumbent(base, held, problem, replaced) if base else Solution(())
    kept = with_reserved(start, problem, state.reserved) if state.reserved else start
    kept = start if kept is not start and judge(problem, kept)[1] else kept
    if base is None and not kept.routes:
        return _afresh(problem, solver, progress, asked)
    windows = {
        receipt.number: receipt.told
        for receipt in state.receipts.values()
        if receipt.told is not None and promise.tell
    }
    known = Known({}, windows)
    # Where trips are released for loading, no courier has paper of one that may still change.
    if base is not None and not promise.release_minutes:
        couriers = {r.number: r.visit.shift for r in state.receipts.values() if r.visit is not None}
        known = Known(couriers, windows, sheets_of(base.problem, base.plan))
    prices = ChangePrices(costs.change_courier, costs.break_told_per_hour, costs.change_sheet)

    def put_in(changed: Problem, solution: Solution) -> Solution:
        return complete(changed, solution, judge, tries=_BRIEF_TRIES if brief else None)

    def settled(share: float) -> Settled:
        return settle(
            problem,
            kept,
            known,
            None if brief else _resolve(part(budget(solver), share), solver, progress),
            judge,
            prices,
            lambda changed, solution: completed_surely(changed, solution, put_in),
        )

    if asked is None or base is not None or brief:
        return settled(1)
    # Nothing is planned yet but room for promises: it is kept, and then searched for with margins.
    told = with_told_prices(problem, known, prices.told_per_hour)
    sure = search_surely(
        told,
        lambda narrow, share: (
            settled(share).solution
            if narrow is told
            else find_routes(narrow, part(budget(solver), share), solver.seed, progress)
        ),
        asked,
    )
    return Settled(sure.problem, sure.solution)


def _afresh(problem: Problem, solver: Solver, progress: Progress, asked: Asked | None) -> Settled:
    """Search a day of which nothing is planned yet, with margins where a chance is asked."""
    whole = budget(solver)
    if asked is None:
        return Settled(problem, find_routes(problem, whole, solver.seed, progress))
    sure = search_surely(
        problem,
        lambda narrow, share: find_routes(narrow, part(whole, share), solver.seed, progress),
        asked,
    )
    return Settled(sure.problem, sure.solution)


def _resolve(whole: Budget, solver: Solver, progress: Progress) -> Callable[[Problem], Solution]:
    """Solve twice within the time of one plan."""
    half = part(whole, 1 / 2)
    return lambda problem: find_routes(problem, half, solver.seed, progress)
