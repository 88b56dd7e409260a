"""The one door of this room."""

from dispatch.model import Problem, SearchReport, Solution
from dispatch.ports import Progress
from dispatch.solving.budget import Budget


def solve(problem: Problem, budget: Budget, seed: int, progress: Progress) -> Solution:
    """Find routes for a problem.

    Parameters
    ----------
    problem
        What is to be delivered, by whom.
    budget
        How long to search.
    seed
        Of all chance. With ``budget.iterations`` the same seed gives the same solution.
    progress
        Told a few times a second; asked whether to stop.
    """
    if not (problem.shifts and problem.stops):
        return Solution((), SearchReport("none: nothing to search", seed, 0, 0, 0.0, reproducible=True))
    if budget.engine == "ortools":
        from dispatch.solving.ortools_engine import solve_ortools

        return solve_ortools(problem, budget, seed, progress)
    from dispatch.solving.search import search

    return search(problem, budget, seed, progress)
