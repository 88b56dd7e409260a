"""Search the rest of a day: from the version in force, with every wish, and what cannot be kept said."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dispatch.config import Costs, Promise, Solver
from dispatch.day import ChangePrices, DayState, Held, Known, Settled, incumbent, settle
from dispatch.day.settling import sheets_of
from dispatch.day.telling import wish_issues
from dispatch.day.wishes import arrange, unkept
from dispatch.model import Issue, PlannedDay, Problem, Solution, Stop
from dispatch.pipeline.solving import budget, find_routes, judge
from dispatch.ports import Progress
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
    brief
        Whether only what is new is put into the version in force.
    """
    free = frozenset(r for stop in problem.stops for r in stop.receipt_ids) - held.receipts
    found = _settled(problem, held, base, state, promise, costs, solver, progress, brief=brief)
    given_up = _given_up(found, bare)
    if given_up:
        stops = tuple(
            plain if not given_up.isdisjoint(plain.receipt_ids) else stop
            for plain, stop in zip(bare, problem.stops, strict=True)
        )
        relaxed = replace(problem, stops=stops)
        found = _settled(relaxed, held, base, state, promise, costs, solver, progress, brief=brief)
    solution = arrange(found.problem, found.solution, state, judge)
    kept = wish_issues(unkept(found.problem, solution, state, free))
    return Rest(found.problem, solution, (*found.solution.issues, *kept))


def _given_up(found: Settled, bare: Sequence[Stop]) -> frozenset[str]:
    """Return the orders that a wish leaves behind."""
    served = found.solution.served()
    return frozenset(
        receipt
        for stop, plain in zip(found.problem.stops, bare, strict=True)
        if stop.id not in served and stop.skills != plain.skills
        for receipt in stop.receipt_ids
    )


def _settled(
    problem: Problem,
    held: Held,
    base: PlannedDay | None,
    state: DayState,
    promise: Promise,
    costs: Costs,
    solver: Solver,
    progress: Progress,
    *,
    brief: bool,
) -> Settled:
    whole = budget(solver)
    if base is None:
        return Settled(problem, find_routes(problem, whole, solver.seed, progress))
    told = {
        receipt.number: receipt.told
        for receipt in state.receipts.values()
        if receipt.told is not None and promise.tell
    }
    couriers = {r.number: r.visit.shift for r in state.receipts.values() if r.visit is not None}
    return settle(
        problem,
        incumbent(base, held, problem),
        Known(couriers, told, sheets_of(base.problem, base.plan)),
        None if brief else _resolve(whole, solver, progress),
        judge,
        ChangePrices(costs.change_courier, costs.break_told_per_hour, costs.change_sheet),
        lambda changed, solution: complete(changed, solution, judge, tries=_BRIEF_TRIES if brief else None),
    )


def _resolve(whole: Budget, solver: Solver, progress: Progress) -> Callable[[Problem], Solution]:
    """Solve three times within the time of one plan."""
    third = replace(
        whole,
        seconds=whole.seconds and whole.seconds / 3,
        iterations=whole.iterations and max(1, whole.iterations // 3),
    )
    return lambda problem: find_routes(problem, third, solver.seed, progress)
