"""The program's own search: chains of ruin and recreate under simulated annealing, and a master."""

from collections.abc import Callable
from importlib.metadata import version

from dispatch.cores import cores
from dispatch.model import Problem, SearchReport, Solution, to_cents
from dispatch.ports import Progress, Stage
from dispatch.solving.apart import search_apart
from dispatch.solving.budget import Budget
from dispatch.solving.chains import make_chains
from dispatch.solving.encode import encode
from dispatch.solving.encode_rings import encode_rings
from dispatch.solving.ordering import side_by_side
from dispatch.solving.parallel import ParallelSearch, asks_master, chains_of, course_maker
from dispatch.solving.set_partitioning import load_master
from dispatch.solving.snapshots import read_routes


def search(
    problem: Problem, budget: Budget, seed: int, progress: Progress, clock: Callable[[], float]
) -> Solution:
    """Search as :func:`dispatch.solving.solve` says."""
    if len(problem.stops) > budget.whole:
        return search_apart(problem, budget, seed, progress, clock)
    began = clock()
    problem = side_by_side(problem)
    data = encode(problem)
    laid = clock()
    workers, make_course = budget.workers or cores(), course_maker(data)
    rings, alike = encode_rings(data)
    count = chains_of(rings.nodes - 1, budget, workers, make_course, plain=alike)
    chains = make_chains(rings, alike, [seed * 1009 + w for w in range(count)], progress)
    if asks_master(budget):
        load_master()
    began += clock() - laid  # compiling or loading code is not part of the search
    together = ParallelSearch(data, chains, workers, make_course, budget, seed, clock, began, plain=alike)
    progress.begin(Stage.SEARCHING, total=1.0)
    together.work(progress)
    progress.end()
    best = together.leader.chain
    report = SearchReport(
        engine=f"search (numba {version('numba')}, ortools {version('ortools')})",
        seed=seed,
        iterations=sum(member.done for member in together.members),
        workers=workers,
        seconds=round(clock() - began, 3),
        reproducible=budget.seconds is None and not together.stopped,
        interrupted=together.stopped,
        trace=(*together.trace, (round(clock() - began, 3), to_cents(best.record))),
        moves=together.moves,
    )
    return Solution(read_routes(problem, best.best()), report)
