"""Search with the routing library, and keep of it what may be driven."""

import random
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import ortools
from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from dispatch.insertion import Insertions, Judge, TrialRoute
from dispatch.model import (
    CENT,
    Code,
    Issue,
    Problem,
    SearchReport,
    Severity,
    Solution,
    Stop,
    to_cents,
)
from dispatch.model.facts import term
from dispatch.ports import Progress, Stage
from dispatch.solving.budget import Budget
from dispatch.solving.polish import put_in
from dispatch.solving.routing_library.model import Model, Trips, free_trips

_GROUP: Final = 70
"""Stops that are searched at a time, if one route has no more."""

_SLICE: Final = 40
"""Solutions that the library accepts before others are searched."""

_FRUITLESS: Final = 5000
"""Times the library may ask whether to go on without accepting anything: on a group where nothing can
be improved and little be served it would go on for ever."""

_STUCK: Final = 10.0
"""Seconds of one search where iterations are counted: now and then it goes on without even asking."""

_TRIED: Final = 2
"""Places at which a stop that the library left out, or the rules threw out, is tried."""

_WAYS: Final = 12
"""In how many ways the breaks of a proposed route are laid."""

_NAME: Final = f"OR-Tools routing {ortools.__version__}"


def solve_ortools(problem: Problem, budget: Budget, seed: int, progress: Progress, judge: Judge) -> Solution:
    """Search with the library until the budget ends.

    Parameters
    ----------
    problem
        What to plan.
    budget
        An iteration is a solution that the library accepts; a search of a group that is given up
        because it finds none counts as the whole of what it might have accepted.
    seed
        Order in which the library numbers the stops, which decides ties, and choice of the groups.
    progress
        Is told the cost; its ``interrupted`` ends the search with the best so far.
    judge
        Schedules a solution and checks the plan.
    """
    return _Search(problem, budget, seed, progress, judge).run()


class _Mender:
    """Keep what may be driven of a proposal, and put the rest where it fits and pays."""

    def __init__(self, problem: Problem, judge: Judge) -> None:
        self.known = Insertions(problem)
        self.bare = [TrialRoute.of(self.known, shift, None, judge) for shift in problem.shifts]
        gone = problem.fixed_stops
        self.free = [stop for stop in problem.stops if stop.id not in gone]
        self.several = any(stop.alternatives for stop in self.free)

    def mend(self, routes: Sequence[TrialRoute], proposal: dict[int, Trips]) -> list[TrialRoute]:
        """Return routes with the proposed trips of some shifts, filled up."""
        mended = list(routes)
        for number, trips in proposal.items():
            if trips != free_trips(mended[number]):
                mended[number] = self._build(self.bare[number], trips)
        return put_in(mended, self.left(mended), _TRIED)[0]

    def left(self, routes: Sequence[TrialRoute]) -> list[Stop]:
        """Return the stops in no route."""
        served = {stop for route in routes for trip in route.sequence.trips for stop in trip}
        return [stop for stop in self.free if stop.id not in served]

    def ticks(self, routes: Sequence[TrialRoute]) -> int:
        """Add up what routes cost, the price of the stops in none of them included."""
        return sum(route.ticks for route in routes) + sum(s.drop_cents * CENT for s in self.left(routes))

    def _build(self, bare: TrialRoute, trips: Trips) -> TrialRoute:
        """Drive as much of the proposed trips as may be, in their order."""
        windows = self._earliest_windows(bare, trips) if self.several else ()
        sequence = replace(bare.sequence, windows=windows)
        whole = bare.with_sequence(replace(sequence, trips=sequence.trips + trips), _WAYS)
        if whole:
            return whole
        built = bare
        for trip in trips:
            opened = False
            for stop in trip:
                had = built.sequence.trips
                longer = (*had[:-1], (*had[-1], stop)) if opened else (*had, (stop,))
                tried = replace(sequence, trips=longer, breaks=built.sequence.breaks)
                if found := built.with_sequence(tried, _WAYS):
                    built, opened = found, True
        return built

    def _earliest_windows(self, bare: TrialRoute, trips: Trips) -> tuple[tuple[str, int], ...]:
        """Take for each stop that has several windows the first that can be kept, driving without delay."""
        shift, taken = bare.shift, []
        seconds, _ = self.known.travel[shift.vehicle.profile]
        clock = max([shift.hours.earliest, shift.not_before, *(route.end for route in bare.plan.routes)])
        for trip in trips:
            stops = [self.known.stops[stop] for stop in trip]
            clock = max(clock + shift.vehicle.loading_seconds, *(stop.release for stop in stops))
            here = 0
            for stop in stops:
                there = self.known.index[stop.id]
                clock += int(seconds[here, there])
                kept = (one for one in stop.choices if clock <= self.known.hours(shift, one)[1])
                chosen, here = next(kept, stop), there
                clock = max(clock, self.known.hours(shift, chosen)[0]) + stop.service_seconds
                taken += [(stop.id, chosen.number)] if chosen.number is not None else []
            clock += int(seconds[here, 0])
        return tuple(taken)


class _Search:
    """Run the library's search and keep the best that may be driven."""

    def __init__(self, problem: Problem, budget: Budget, seed: int, progress: Progress, judge: Judge) -> None:
        self._problem, self._budget, self._seed, self._progress = problem, budget, seed, progress
        self._began = time.perf_counter()
        self._chance = random.Random(seed)  # noqa: S311 - reproducible, not secret
        self._mender = _Mender(problem, judge)
        self._best, self._ticks = self._mender.bare, 1 << 62
        self._accepted = self._accepted_at_best = 0
        self._seconds_at_best = self._told = 0.0
        self._interrupted = False
        self._trace: list[tuple[float, int]] = []

    def run(self) -> Solution:
        """Search, and return the best solution with its report."""
        self._progress.begin(Stage.SEARCHING, self._budget.seconds or self._budget.iterations)
        self._insert()
        while not self._over():
            model = self._model(*self._group())
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
        sequences = (route.sequence for route in self._best)
        return Solution(
            tuple(sequence for sequence in sequences if sequence.trips), report, _unsaid(self._problem)
        )

    def _model(self, shifts: Sequence[int], stops: Sequence[Stop]) -> Model:
        shuffled = self._chance.sample(stops, len(stops))
        return Model(self._mender.known, self._mender.bare, shifts, shuffled)

    def _insert(self) -> None:
        """Let the library insert all stops at once."""
        model = self._model(range(len(self._problem.shifts)), self._mender.free)
        proposal: dict[int, Trips] = {}
        if not model.empty:
            parameters = _parameters(routing_enums_pb2.LocalSearchMetaheuristic.GREEDY_DESCENT)
            parameters.solution_limit = 1
            found = model.routing.SolveWithParameters(parameters)
            if found is not None:
                proposal = model.proposal(lambda index: found.Value(model.routing.NextVar(index)))
        self._keep(self._mender.mend(self._best, proposal))

    def _group(self) -> tuple[list[int], list[Stop]]:
        """Choose a stop, the shifts that come closest to it, and all stops that they or nobody serves."""
        known, left = self._mender.known, self._mender.left(self._best)
        if not self._mender.free:
            return [], []
        seed = known.index[self._chance.choice(self._mender.free).id]
        seconds = known.travel[self._best[0].shift.vehicle.profile][0][seed]
        served = [[stop for trip in free_trips(route) for stop in trip] for route in self._best]
        nearness = [min((int(seconds[known.index[s]]) for s in stops), default=0) for stops in served]
        shifts: list[int] = []
        stops = self._chance.sample(left, min(len(left), _GROUP // 2))
        for shift in sorted(range(len(served)), key=lambda s: (nearness[s], s)):
            if len(shifts) < 2 or len(stops) + len(served[shift]) <= _GROUP:
                shifts.append(shift)
                stops += [known.stops[stop] for stop in served[shift]]
        return shifts, stops

    def _improve(self, model: Model) -> None:
        """Search one group for a while, from the best routes on, and look at the best that was found."""
        routing, accepted, asked = model.routing, 0, 0

        def solved() -> None:
            nonlocal accepted, asked
            accepted, asked = accepted + 1, 0
            self._accepted += 1

        def over() -> bool:
            nonlocal asked
            asked += 1
            return asked > _FRUITLESS or self._over()

        routing.AddSearchMonitor(routing.solver().CustomLimit(over))
        routing.AddAtSolutionCallback(solved)
        parameters = _parameters(routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH)
        left = _STUCK if self._budget.seconds is None else self._budget.seconds - self._elapsed()
        parameters.time_limit.FromMilliseconds(max(1, round(1000 * left)))
        parameters.solution_limit = _SLICE
        routing.CloseModelWithParameters(parameters)
        start = model.assignment(self._best)
        if start is None:
            found = routing.SolveWithParameters(parameters)
        else:
            found = routing.SolveFromAssignmentWithParameters(start, parameters)
        if asked > _FRUITLESS or not accepted:
            self._accepted += _SLICE - accepted  # or a count of iterations would never end
        if found is not None:
            proposal = model.proposal(lambda index: found.Value(routing.NextVar(index)))
            self._keep(self._mender.mend(self._best, proposal))

    def _keep(self, routes: list[TrialRoute]) -> None:
        """Keep routes if they are the best so far."""
        ticks = self._mender.ticks(routes)
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


def _unsaid(problem: Problem) -> tuple[Issue, ...]:
    """Tell which rules of a problem the library's model does not have."""
    begins = min(max(shift.hours.earliest, shift.not_before) for shift in problem.shifts)
    terms = {
        "word.breaks": any(shift.breaks for shift in problem.shifts),
        "word.cold": any(stop.cold_limit is not None for stop in problem.stops),
        "word.packing": any(stop.release > begins for stop in problem.stops),
        "word.on_board": problem.longest_on_board is not None,
        "word.trip_range": any(shift.vehicle.trip_range_m is not None for shift in problem.shifts),
        "word.least_paid": any(shift.least_paid_seconds for shift in problem.shifts),
        "word.waiting": problem.wait_cents_per_hour > 0,
        "word.rush": any(matrix.pace is not None for matrix in problem.travel),
    }
    facts = tuple(term("what", key) for key, there in terms.items() if there)
    return (Issue(Code.SEARCH_ROUGH, Severity.INFO, facts=facts, field="solver.engine"),) if facts else ()


def _parameters(metaheuristic: int) -> Any:
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = metaheuristic
    # Where it finds nothing for few stops it would ask CP-SAT, which thinks for half a minute where no time
    # is set, and leaves Ctrl-C without a handler behind.
    parameters.fallback_to_cp_sat_size_threshold = 0
    return parameters
