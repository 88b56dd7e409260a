"""The search as a whole: reproducible, bounded, interruptible, honest about itself."""

import random
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from daymaker import HOUR, make_problem, make_shift, make_stop, make_vehicle, random_problem, with_depots

from dispatch.checking import check
from dispatch.errors import ConfigError
from dispatch.model import Alternative, FixedTrip, TimeWindow
from dispatch.ports import Silent, Stage
from dispatch.scheduling import schedule
from dispatch.solving import Budget, solve
from dispatch.solving.cooling import Cooling, has_windows
from dispatch.solving.encode import encode
from dispatch.solving.parallel import chains_of, course_maker
from dispatch.solving.preparation import prepared_kernels
from dispatch.solving.set_partitioning import Pool
from dispatch.solving.snapshots import Snapshot


@pytest.fixture(scope="module", autouse=True)
def _prepared():
    prepared_kernels(Silent())


def plain():
    shift = make_shift(vehicle=make_vehicle(cents_per_km=50), cents_per_hour=0, max_trips=1)
    return make_problem([make_stop(str(n)) for n in range(40)], [shift])


def day(stops=40, shifts=4, seed=3):
    return random_problem(random.Random(seed), stops, shifts)


@pytest.mark.parametrize(
    ("iterations", "workers", "chains", "alike"),
    [
        (60_000, 1, 1, 1), (64_000, 1, 2, 2), (256_000, 1, 2, 4), (400_000, 1, 1, 4), (640_000, 1, 1, 1),
        (60_000, 2, 2, 2), (512_000, 2, 4, 8), (100_000, 3, 3, 3), (None, 1, 2, 4), (None, 2, 4, 8),
    ],
)  # fmt: skip
def test_a_thread_has_as_many_chains_as_there_are_steps_for(iterations, workers, chains, alike):
    budget = Budget(seconds=1.0, iterations=iterations, workers=workers)
    assert chains_of(len(day().stops), budget, workers, None, plain=False) == chains
    assert chains_of(len(plain().stops), budget, workers, None, plain=True) == alike


def test_chains_in_one_thread_share_its_time_and_give_the_same_routes_again():
    problem = day(stops=12, shifts=2)
    steps = Budget(seconds=None, iterations=30_000, workers=1, patience=1.0)
    assert chains_of(12, steps, 1, course_maker(encode(problem)), plain=False) == 2
    one, other = (solve(problem, steps, 7, Silent()) for _ in range(2))
    assert one.routes == other.routes
    assert (one.report.workers, one.report.iterations) == (1, 30_000)
    began = time.perf_counter()
    timed = solve(problem, Budget(seconds=1.0, workers=1, patience=1.0), 7, Silent())
    assert time.perf_counter() - began < 10
    assert timed.report.seconds >= 1.0


def test_several_chains_by_turns_keep_a_limit_in_time_and_are_all_counted():
    """A plain day makes steps enough in a second for four chains, which begin where the first one is."""
    problem = plain()
    solution = solve(problem, Budget(seconds=1.5, workers=1, patience=1.0), 7, Silent())
    assert solution.report is not None
    assert 1.5 <= solution.report.seconds < 6
    plan = schedule(problem, solution)
    assert check(problem, plan) == ()
    assert solution.report.trace[-1][1] == plan.totals.cost.cents
    tried = sum(move.tried for move in solution.report.moves if move.move == "strings")
    assert tried == solution.report.iterations


class Listener(Silent):
    def __init__(self, stop_after=None):
        self.began, self.done, self.notes, self.ended = [], [], [], 0
        self._stop_after = stop_after

    def begin(self, stage, total=None):
        self.began.append(stage)

    def advance(self, done, note=""):
        self.done.append(done)
        self.notes.append(note)

    def end(self):
        self.ended += 1

    def interrupted(self):
        return self._stop_after is not None and len(self.done) > self._stop_after


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_the_same_seed_and_steps_give_the_same_routes(workers):
    budget = Budget(seconds=None, iterations=3000, workers=workers, patience=1.0)
    one, other = (solve(day(), budget, 7, Silent()) for _ in range(2))
    assert one.routes == other.routes
    assert one.report is not None
    assert one.report.reproducible
    assert one.report.workers == workers
    assert one.report.iterations == pytest.approx(3000, abs=workers)


def test_the_report_counts_what_each_move_did():
    report = solve(day(), Budget(seconds=None, iterations=300, workers=2), 1, Silent()).report
    moves = {move.move: move for move in report.moves}
    steps = moves["strings"].tried + moves["anew"].tried
    assert steps == report.iterations >= 300
    assert all(0 <= move.done <= move.tried for move in report.moves)
    assert moves["strings"].gained_cents > 0
    assert "tails" in moves


def test_a_limit_in_time_is_kept_and_not_called_reproducible():
    began = time.perf_counter()
    solution = solve(day(), Budget(seconds=0.5, workers=1, patience=1.0), 7, Silent())
    assert time.perf_counter() - began < 3.0
    assert solution.report is not None
    assert not solution.report.reproducible
    assert solution.report.iterations > 0


SHORT = """
import random
import sys

sys.path.insert(0, sys.argv[1])
from daymaker import random_problem

from dispatch.ports import Silent
from dispatch.solving import Budget, solve

solve(random_problem(random.Random(1)), Budget(seconds=0.2, workers=1), 1, Silent())
print(sorted({"ortools", "pandas"} & sys.modules.keys()))
"""


def test_a_short_search_does_not_load_what_it_never_asks() -> None:
    support = str(Path(__file__).parents[2] / "support")
    loaded = subprocess.run([sys.executable, "-c", SHORT, support], capture_output=True, check=True)
    assert loaded.stdout.decode().strip() == "[]"


def test_progress_is_told_and_ends():
    listener = Listener()
    solve(day(), Budget(seconds=1.0, workers=1, patience=1.0), 7, listener)
    assert listener.began == [Stage.SEARCHING]
    assert listener.ended == 1
    assert listener.done == sorted(listener.done)
    assert "euro" in listener.notes[-1]


def test_a_person_can_stop_it_and_gets_a_plan():
    listener = Listener(stop_after=0)
    began = time.perf_counter()
    solution = solve(day(), Budget(seconds=30.0, workers=2), 7, listener)
    assert time.perf_counter() - began < 10.0
    assert solution.routes
    assert solution.report is not None
    assert solution.report.interrupted


def test_it_stops_early_when_nothing_improves():
    """Two stops: the first plan is the best one, so half the budget is enough."""
    problem = make_problem([make_stop("A"), make_stop("B")], [make_shift()])
    solution = solve(problem, Budget(seconds=None, iterations=40_000, workers=1, patience=0.3), 1, Silent())
    assert solution.report is not None
    assert solution.report.iterations < 40_000 * 0.6


def test_trips_that_have_left_are_kept_and_their_stops_not_served_twice():
    shift = make_shift(fixed=(FixedTrip(("A",), 3600),), not_before=7200)
    solution = solve(
        make_problem([make_stop("A"), make_stop("B")], [shift]), Budget(None, 200, 1), 1, Silent()
    )
    assert [route.trips for route in solution.routes] == [(("A",), ("B",))]


def test_a_day_without_stops_does_not_wait_for_the_time_to_pass():
    began = time.monotonic()
    assert solve(make_problem([], [make_shift()]), Budget(seconds=60), 1, Silent()).routes == ()
    assert time.monotonic() - began < 30


def test_nothing_to_do_is_no_problem():
    budget = Budget(seconds=None, iterations=10, workers=1)
    assert solve(make_problem([], [make_shift()]), budget, 1, Silent()).routes == ()
    assert solve(make_problem([make_stop("A")], []), budget, 1, Silent()).routes == ()


@pytest.mark.parametrize(
    "wrong", [{"seconds": None}, {"seconds": 0}, {"iterations": 0}, {"workers": -1}, {"patience": 0}]
)
def test_a_budget_without_an_end_is_refused(wrong):
    with pytest.raises(ValueError, match=r"search|patience"):
        replace(Budget(), **wrong)


def test_cooling_falls_from_hot_to_cold():
    cooling = Cooling(100.0, 1.0)
    assert [round(cooling.heat(share), 3) for share in (-1, 0, 0.5, 1, 2)] == [100, 100, 10, 1, 1]


def test_more_steps_than_are_plenty_end_colder():
    cooling = Cooling(100.0, 1.0, plenty=1000)
    assert cooling.heat(1, steps=1000) == pytest.approx(1)
    assert 0.1 < cooling.heat(1, steps=6000) < 0.5
    assert cooling.heat(1, steps=10**9) == pytest.approx(0.1)


def test_a_problem_without_windows_is_known():
    shift, free = make_shift(), [make_stop(f"s{n}") for n in range(3)]
    assert not has_windows(encode(make_problem(free, [shift])))
    timed = make_stop("s3", (600, 86_400))
    assert has_windows(encode(make_problem([*free, timed], [shift])))


def test_nobody_stands_hours_at_a_door_with_the_evenings_crates():
    # 13:30 and 20:30: in one trip six and a half hours at a door, in two the courier waits at the store.
    windows = ((13 * HOUR, 13 * HOUR + 1800), (20 * HOUR, 20 * HOUR + 1800))
    stops = [make_stop(name, window) for name, window in zip("AB", windows, strict=True)]
    asked = make_problem(stops, [make_shift(hours=(12 * HOUR, 22 * HOUR))])
    for changed in (
        replace(asked, longest_on_board=4 * HOUR),
        replace(asked, wait_cents_per_hour=600),
    ):
        plan = schedule(changed, solve(changed, Budget(seconds=None, iterations=200, workers=1), 1, Silent()))
        assert check(changed, plan) == ()
        assert [len(trip.visits) for trip in plan.routes[0].trips] == [1, 1]
        assert plan.totals.wait_seconds == 0


def test_the_routing_library_refuses_several_depots():
    problem = with_depots(random.Random(1), day(), 1)
    budget = Budget(seconds=None, iterations=5, workers=1, engine="ortools")
    with pytest.raises(ConfigError, match="one store only"):
        solve(problem, budget, 1, Silent(), judge=lambda _, __: pytest.fail("nothing is proposed"))


def test_the_master_takes_a_stop_in_one_of_its_windows_only():
    # A can at 1 and at 10 o'clock: nodes 1 and 4 are A. The two cheapest routes bring everybody, but A twice.
    several = tuple(Alternative(TimeWindow(h * HOUR, (h + 1) * HOUR), (h + 1) * HOUR) for h in (1, 10))
    stops = [make_stop("A", (HOUR, 2 * HOUR), alternatives=several), make_stop("B"), make_stop("C")]
    data = encode(make_problem(stops, [make_shift(name) for name in ("Sanne", "Bram")]))
    assert data.twin.tolist() == [0, 4, 2, 3, 1]
    pool = Pool(data)

    def row(*nodes: int) -> bytes:
        return np.array([0, *nodes, 0], np.int64).tobytes()

    routes = (((1, 2), 50), ((3, 4), 50), ((2,), 90), ((3,), 80))
    for nodes, cost in routes:
        pool.add(Snapshot(((0, row(*nodes), cost),)))
    found = pool.recombine(10**12, None, 1.0, 1)
    assert found is not None
    assert {one for _, one, _ in found.routes} == {row(1, 2), row(3)}
