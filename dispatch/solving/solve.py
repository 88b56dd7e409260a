"""The one door of this room."""

import time
from collections.abc import Callable
from dataclasses import replace

from dispatch.errors import ConfigError
from dispatch.insertion import Judge
from dispatch.model import Code, Issue, Problem, SearchReport, Severity, Solution
from dispatch.ports import Progress
from dispatch.solving.budget import Budget
from dispatch.solving.preparation import numba_loads


def solve(
    problem: Problem,
    budget: Budget,
    seed: int,
    progress: Progress,
    judge: Judge | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> Solution:
    """Find routes for a problem.

    Parameters
    ----------
    problem
        What is to be delivered, by whom.
    budget
        How long to search.
    seed
        Of the random draws. With ``budget.iterations`` the same seed gives the same solution.
    progress
        Told a few times a second; asked whether to stop.
    judge
        Schedules a solution and checks the plan: what the routing library proposes is held against it.
        Without one there is the program's own search only. The library knows one depot.
    clock
        What ``budget.seconds`` are measured with; seconds of the processor for comparisons on a busy
        machine. The routing library has a clock of its own.

    Raises
    ------
    ConfigError
        If a problem with several depots is to be planned with the routing library.
    """
    if not (problem.shifts and problem.stops):
        return Solution((), SearchReport("none: nothing to search", seed, 0, 0, 0.0, reproducible=True))
    fallback = budget.engine != "ortools" and not numba_loads()
    if judge is not None and (budget.engine == "ortools" or fallback):
        if problem.more_depots:
            raise ConfigError(
                "OR-Tools' routing library knows one store only, and these share couriers.",
                'Plan with [solver] engine = "search".',
            )
        from dispatch.solving.routing_library import solve_ortools

        solution = solve_ortools(problem, budget, seed, progress, judge)
        told = (Issue(Code.SEARCH_FALLBACK, Severity.WARNING, field="solver.engine"),) if fallback else ()
        return replace(solution, issues=(*told, *solution.issues))
    from dispatch.solving.search import search

    return search(problem, budget, seed, progress, clock)
