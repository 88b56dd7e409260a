"""Let OR-Tools' routing library make the first plan, or the whole plan.

It is the reference and the fallback: parallel cheapest insertion for a first plan, then guided local
search on a few neighbouring routes at a time (on all of a large day at once it makes a few moves a
second only). Every solution is mended under the program's own evaluation
(:mod:`dispatch.solving.ortools_repair`), so what is returned may always be driven.
"""

import random
import time
from typing import Any

import ortools
from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from dispatch.model import Problem, SearchReport, Solution, to_cents
from dispatch.ports import Progress, Silent, Stage
from dispatch.solving.budget import Budget
from dispatch.solving.ortools_model import Model
from dispatch.solving.ortools_repair import Priced, Repair

_STUCK = 10.0
"""Seconds of one search of the library where iterations are counted: now and then, on a group where little
can be served, it goes on without accepting anything or asking whether to."""

_GROUP = 70
"""Stops that are searched at a time, if one seed route has no more."""

_SLICE = 40
"""Solutions that the library accepts before others are searched."""

_FRUITLESS = 5000
"""Times the library may ask whether to go on without accepting anything: on a group where nothing can
be improved and little be served it would go on for ever."""

_NAME = f"OR-Tools routing {ortools.__version__}"


_Group = tuple[list[int], list[int]]
"""Shifts and nodes."""


def first_plan(problem: Problem, seed: int) -> Solution:
    """Make a feasible solution fast, by parallel cheapest insertion.

    Parameters
    ----------
    problem
        What to plan.
    seed
        Order in which the library numbers the stops; it decides ties.
    """
    began = time.perf_counter()
    repair = Repair(problem, Silent())
    routes = _insert(repair, seed)
    report = SearchReport(_NAME, seed, 0, 1, time.perf_counter() - began, reproducible=True)
    return Solution(repair.solution(routes).routes, report)


def solve_ortools(problem: Problem, budget: Budget, seed: int, progress: Progress) -> Solution:
    """Search with the library alone until the budget ends.

    Parameters
    ----------
    problem
        What to plan.
    budget
        An iteration is a solution that the library accepts; a search of a group that is given up
        because it finds none counts as the whole of what it might have accepted.
    seed
        As for :func:`first_plan`.
    progress
        Is told the cost; its ``interrupted`` ends the search with the best so far.
    """
    search = _Search(Repair(problem, progress), budget, seed, progress)
    return search.run()


def _insert(repair: Repair, seed: int) -> list[Priced]:
    """Insert all stops by the rough model, then mend."""
    model = _model(repair, random.Random(seed), full=False)  # noqa: S311 - reproducible, not secret
    proposal: list[list[list[int]]] = [[] for _ in repair.problem.shifts]
    if not model.empty:
        parameters = _parameters()
        parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GREEDY_DESCENT
        parameters.solution_limit = 1
        found = model.routing.SolveWithParameters(parameters)
        if found is not None:
            proposal = model.proposal(lambda index: found.Value(model.routing.NextVar(index)))
    return repair.mend(proposal)


def _model(repair: Repair, chance: random.Random, *, full: bool, group: _Group | None = None) -> Model:
    shifts, nodes = group or (list(range(len(repair.problem.shifts))), list(repair.free))
    chance.shuffle(nodes)
    return Model(repair.data, repair.problem.late_cents_per_hour, nodes, shifts, full=full)


def _parameters() -> Any:
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    return parameters


class _Search:
    """Run the library's search and keep the best that may be driven."""

    def __init__(self, repair: Repair, budget: Budget, seed: int, progress: Progress) -> None:
        self._repair = repair
        self._budget = budget
        self._seed = seed
        self._chance = random.Random(seed)  # noqa: S311 - reproducible, not secret
        self._progress = progress
        self._began = time.perf_counter()
        self._told = 0.0
        self._best: list[Priced] = []
        self._ticks = 1 << 62
        self._accepted = self._accepted_at_best = 0
        self._seconds_at_best = 0.0
        self._interrupted = False
        self._trace: list[tuple[float, int]] = []

    def run(self) -> Solution:
        """Search, and return the best solution with its report."""
        self._progress.begin(Stage.SEARCHING, self._budget.seconds or self._budget.iterations)
        self._keep(_insert(self._repair, self._seed))
        while not self._over():
            model = _model(self._repair, self._chance, full=True, group=self._group())
            if model.empty:
                break
            self._improve(model)
        self._progress.end()
        report = SearchReport(
            _NAME,
            self._seed,
            self._accepted,
            1,
            self._elapsed(),
            reproducible=self._budget.seconds is None and not self._interrupted,
            interrupted=self._interrupted,
            trace=tuple(self._trace),
        )
        return Solution(self._repair.solution(self._best).routes, report)

    def _group(self) -> _Group:
        """Choose a stop, the shifts that come closest to it, and all stops that they or nobody serves."""
        repair = self._repair
        routes = [[node for node in route.row if node > 0] for route in self._best]
        left = sorted(repair.left(self._best))
        if not repair.free:
            return list(range(len(routes))), []
        seed = self._chance.choice(repair.free)
        seconds = repair.data.leg[0, seed, :, 0]
        near = sorted(
            range(len(routes)), key=lambda s: (min((int(seconds[n]) for n in routes[s]), default=0), s)
        )
        shifts: list[int] = []
        nodes = self._chance.sample(left, min(len(left), _GROUP // 2))
        for shift in near:
            if len(shifts) > 1 and len(nodes) + len(routes[shift]) > _GROUP:
                continue
            shifts.append(shift)
            nodes += routes[shift]
        return shifts, nodes

    def _improve(self, model: Model) -> None:
        """Search one group for a while, from the best routes on."""
        routing, raw, accepted, asked = model.routing, 1 << 62, 0, 0

        def solved() -> None:
            nonlocal raw, accepted, asked
            accepted, asked = accepted + 1, 0
            self._accepted += 1
            cost = int(routing.CostVar().Max())
            if cost < raw:
                raw = cost
                self._look_at(model)

        def over() -> bool:
            nonlocal asked
            asked += 1
            return asked > _FRUITLESS or self._over()

        routing.AddSearchMonitor(routing.solver().CustomLimit(over))
        routing.AddAtSolutionCallback(solved)
        parameters = _parameters()
        left = _STUCK if self._budget.seconds is None else self._budget.seconds - self._elapsed()
        parameters.time_limit.FromMilliseconds(max(1, round(1000 * left)))
        parameters.solution_limit = _SLICE
        routing.CloseModelWithParameters(parameters)
        start = model.assignment(self._repair.trips(self._best))
        if start is None:
            routing.SolveWithParameters(parameters)
        else:
            routing.SolveFromAssignmentWithParameters(start, parameters)
        if asked > _FRUITLESS or not accepted:
            self._accepted += _SLICE - accepted  # or a count of iterations would never end

    def _look_at(self, model: Model) -> None:
        """Mend a solution of the library, the routes outside of its group staying as they are."""
        routing = model.routing
        trips = self._repair.trips(self._best)
        found = model.proposal(lambda index: routing.NextVar(index).Value())
        for shift in model.shifts:
            trips[shift] = found[shift]
        self._keep(self._repair.mend(trips, self._best))

    def _keep(self, routes: list[Priced]) -> None:
        """Keep routes if they are the best so far."""
        ticks = self._repair.ticks(routes)
        if ticks < self._ticks:
            self._best, self._ticks = routes, ticks
            self._accepted_at_best, self._seconds_at_best = self._accepted, self._elapsed()
            self._trace.append((round(self._elapsed(), 3), to_cents(ticks)))

    def _elapsed(self) -> float:
        return time.perf_counter() - self._began

    def _over(self) -> bool:
        """Tell whether to end, and show how far it is."""
        budget = self._budget
        self._interrupted = self._interrupted or self._progress.interrupted()
        if budget.seconds is None:
            done, total = float(self._accepted), float(budget.iterations or 0)
            since = done - self._accepted_at_best
        else:
            done, total = self._elapsed(), budget.seconds
            since = done - self._seconds_at_best
        if self._elapsed() > self._told + 0.1:
            self._told = self._elapsed()
            self._progress.advance(min(done, total), f"€ {to_cents(self._ticks) / 100:,.2f}")
        enough = budget.iterations is not None and self._accepted >= budget.iterations
        stale = budget.patience < 1 and since > budget.patience * total
        return self._interrupted or done >= total or enough or stale
