"""A search too large for one chain: in districts that are drawn anew, all under one falling temperature.

A problem of ten thousand stops as a whole would take gigabytes of ways, of which the search never looks at
more than those between neighbours. So it is cut into districts (:mod:`dispatch.solving.districts`), each of
which is the same search on its own and goes on for a while from the routes that are. Then the districts are
drawn anew along other lines, so that what stood at a border stands in the middle, as often as there is time
for (in the spirit of POPMUSIC: Taillard and Voss, Essays and Surveys in Metaheuristics, 2002). The
temperature falls over all rounds as it does over the budget of a single chain.
"""

import math
import random
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version

import numpy as np

from dispatch.cores import cores
from dispatch.model import MoveTally, Problem, SearchReport, Solution, to_cents
from dispatch.ports import Progress, Stage
from dispatch.solving.budget import Budget
from dispatch.solving.chains import Tally
from dispatch.solving.districts import District, Land
from dispatch.solving.nodes import nodes_of
from dispatch.solving.parallel import HOPE, at_work, euros, moves_of
from dispatch.solving.preparation import prepared_kernels
from dispatch.solving.snapshots import Snapshot, read_routes
from dispatch.solving.turns import Routes, Span, Turn, take_turn

STOPS = 600
"""Stops of a district, about."""

FEWEST, MOST = 2, 16
"""Rounds."""

A_TURN = 1.0
"""Seconds of a turn that are worth the trouble of laying a district out anew."""

STEPS_A_TURN = 20_000
"""Steps that are."""


def search_apart(
    problem: Problem, budget: Budget, seed: int, progress: Progress, clock: Callable[[], float]
) -> Solution:
    """Search in districts as :func:`dispatch.solving.solve` says."""
    prepared_kernels(progress)  # not part of the search
    search = _Apart(problem, budget, seed, clock)
    progress.begin(Stage.SEARCHING, total=1.0)
    search.work(progress)
    progress.end()
    report = SearchReport(
        engine=f"search in districts (numba {version('numba')})",
        seed=seed,
        iterations=search.steps,
        workers=search.workers,
        seconds=round(clock() - search.began, 3),
        reproducible=budget.seconds is None and not search.stopped,
        interrupted=search.stopped,
        trace=tuple(search.trace),
        moves=search.moves,
    )
    rows = ((s, np.array(row, np.int64).tobytes(), cost) for s, (row, cost) in search.best.items())
    return Solution(read_routes(problem, Snapshot(tuple(rows))), report)


class _Apart:
    """Hold the routes between two rounds, and let the districts of a round work."""

    def __init__(self, problem: Problem, budget: Budget, seed: int, clock: Callable[[], float]) -> None:
        self.began = clock()
        self.workers = budget.workers or cores()
        self.best: Routes = {}
        self.steps, self.stopped = 0, False
        self.trace: list[tuple[float, int]] = []
        self._record: int | None = None
        self._now: Routes = {}
        self._tallies: list[Tally] = []
        self._budget, self._clock, self._seed = budget, clock, seed
        nodes, count = nodes_of(problem), len(problem.stops)
        self._place = [0, *(node.place for node in nodes)]
        self._further = {(p, stop.number): n for n, (p, stop) in enumerate(nodes, start=1) if n > count}
        self._land, self._districts = Land(problem), -(-len(problem.stops) // STOPS)
        self._rounds = _rounds(budget, self.workers, self._districts)

    @property
    def moves(self) -> tuple[MoveTally, ...]:
        """What each kind of change did, over all districts."""
        return moves_of(self._tallies)

    def work(self, progress: Progress) -> None:
        """Search until the budget is used, nothing improves any more or a person says stop."""
        draw = random.Random(self._seed)  # noqa: S311 - nothing is kept secret with it
        found = 0.0
        with ThreadPoolExecutor(self.workers, thread_name_prefix="district") as threads:
            for number in range(self._rounds):
                visits = {s: self._places(row) for s, (row, _) in self._now.items()}
                districts = list(self._land.cut(visits, self._districts, draw.uniform(0, math.pi)))
                turns = self._round(threads, number, districts, progress)
                share = (number + 1) / self._rounds
                if self._note(turns):
                    found = share
                if self.stopped or share - max(found, HOPE) >= self._budget.patience:
                    break

    def _round(
        self, threads: ThreadPoolExecutor, number: int, districts: Sequence[District], progress: Progress
    ) -> list[Turn]:
        """Let all districts have their turn, and report meanwhile."""
        spans = self._spans(number, districts)
        futures = [
            threads.submit(self._turn, district, span, number * len(districts) + place)
            for place, (district, span) in enumerate(zip(districts, spans, strict=True))
        ]
        for running in at_work(futures):
            share = (number + 1 - running / len(futures)) / self._rounds
            progress.advance(share, "" if self._record is None else euros(self._record))
            self.stopped = self.stopped or progress.interrupted()
        return [future.result() for future in futures]

    def _turn(self, district: District, span: Span, turn: int) -> Turn:
        problem, seed = self._land.problem_of(district), self._seed * 1009 + turn
        stopped, further = lambda: self.stopped, self._further
        return take_turn(problem, district, self._now, seed, span, self._clock, stopped, further)

    def _places(self, row: Sequence[int]) -> list[int]:
        return [self._place[node] for node in row if node > 0]

    def _note(self, turns: Sequence[Turn]) -> bool:
        """Go on from what the districts came to, and say whether that is the best so far."""
        for turn in turns:
            self.steps += turn.steps
            self._tallies.append(turn.tally)
        self._now = {s: route for turn in turns for s, route in turn.now.items()}
        record = sum(turn.record for turn in turns)
        if self._record is not None and record >= self._record:
            return False
        self._record = record
        self.best = {s: route for turn in turns for s, route in turn.best.items()}
        self.trace.append((round(self._clock() - self.began, 3), to_cents(record)))
        return True

    def _spans(self, number: int, districts: Sequence[District]) -> list[Span]:
        """Return how long each district's turn is: what is left of the round, by their stops."""
        budget, since, until = self._budget, number / self._rounds, (number + 1) / self._rounds
        stops = sum(len(district.nodes) for district in districts)
        shares = [len(district.nodes) / stops for district in districts]
        hands = min(self.workers, len(districts))
        seconds = budget.seconds and max(0.0, budget.seconds * until - self._clock() + self.began) * hands
        steps = budget.iterations and max(0, round(budget.iterations * until) - self.steps)
        return [
            Span(
                None if seconds is None else seconds * share,
                None if steps is None else round(steps * share),
                since,
                until,
            )
            for share in shares
        ]


def _rounds(budget: Budget, workers: int, districts: int) -> int:
    """Return how many rounds there is room for."""
    room = [MOST]
    if budget.seconds is not None:
        room.append(int(budget.seconds * min(workers, districts) / districts / A_TURN))
    if budget.iterations is not None:
        room.append(budget.iterations // districts // STEPS_A_TURN)
    return max(FEWEST, min(room))
