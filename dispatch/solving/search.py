"""The program's own search: chains of ruin and recreate under simulated annealing, and a master."""

import os
from collections.abc import Callable
from importlib.metadata import version

from dispatch.model import Problem, SearchReport, Solution, to_cents
from dispatch.ports import Progress, Stage
from dispatch.solving.budget import Budget
from dispatch.solving.chains import make_chains
from dispatch.solving.layout import lay_out
from dispatch.solving.memory import read_routes
from dispatch.solving.ordering import side_by_side
from dispatch.solving.team import Team


def search(
    problem: Problem, budget: Budget, seed: int, progress: Progress, clock: Callable[[], float]
) -> Solution:
    """Search as :func:`dispatch.solving.solve` says."""
    began = clock()
    problem = side_by_side(problem)
    data = lay_out(problem)
    laid = clock()
    workers = budget.workers or os.cpu_count() or 1
    chains = make_chains(data, [seed * 1009 + w for w in range(workers)], progress)
    began += clock() - laid  # compiling or loading code is not part of the search
    team = Team(data, chains, budget, seed, clock, began)
    progress.begin(Stage.SEARCHING, total=1.0)
    team.work(progress)
    progress.end()
    best = team.leader.chain
    report = SearchReport(
        engine=f"search (numba {version('numba')}, ortools {version('ortools')})",
        seed=seed,
        iterations=sum(member.done for member in team.members),
        workers=len(team.members),
        seconds=round(clock() - began, 3),
        reproducible=budget.seconds is None and not team.stopped,
        interrupted=team.stopped,
        trace=(*team.trace, (round(clock() - began, 3), to_cents(best.record))),
    )
    return Solution(read_routes(problem, best.best()), report)
