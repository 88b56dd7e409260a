"""The routing library alone: feasible, repeatable, interruptible."""

import random
import signal
import time
from pathlib import Path

import pytest
from brute_force import best_solution
from daymaker import (
    HOUR,
    Traits,
    make_problem,
    make_shift,
    make_stop,
    make_vehicle,
    random_problem,
    with_hours,
    with_terms,
)

from dispatch.checking import check
from dispatch.model import (
    Affinity,
    Alternative,
    Break,
    BreakAt,
    Code,
    FixedTrip,
    Load,
    Problem,
    Solution,
    TimeWindow,
    ToldWindow,
)
from dispatch.ports import Silent
from dispatch.scheduling import schedule
from dispatch.solving.budget import Budget
from dispatch.solving.routing_library import solve_ortools


def iterations(count: int) -> Budget:
    return Budget(seconds=None, iterations=count, patience=1)


def judge(problem: Problem, solution: Solution):
    plan = schedule(problem, solution)
    return plan, check(problem, plan)


def planned(problem: Problem, budget: Budget, seed: int = 1, progress: Silent | None = None) -> Solution:
    return solve_ortools(problem, budget, seed, progress or Silent(), judge)


def cost(problem: Problem, solution: Solution) -> int:
    plan = schedule(problem, solution)
    assert check(problem, plan) == ()
    return plan.totals.cost.ticks


@pytest.mark.parametrize("seed", range(25))
def test_every_plan_may_be_driven(seed):
    rng = random.Random(seed)
    problem = random_problem(rng, rng.randint(0, 12), rng.randint(1, 3))
    if seed % 2:
        problem = with_terms(rng, problem)
    if seed % 3 == 0:
        problem = with_hours(rng, problem)
    solution = planned(problem, iterations(30), 1)
    cost(problem, solution)
    costs = [cents for _, cents in solution.report.trace]
    assert costs == sorted(costs, reverse=True)
    assert solution.report.trace[-1][1] == schedule(problem, solution).totals.cost.cents


def test_most_tiny_days_are_planned_as_well_as_possible():
    gaps = []
    for seed in range(12):
        traits = Traits(breaks=False, fixed=False, lateness=seed % 2 == 0)
        problem = random_problem(random.Random(seed), 4, 2, traits)
        best, _ = best_solution(problem)
        gaps.append(cost(problem, planned(problem, iterations(60), 1)) - best)
    assert min(gaps) == 0
    assert gaps.count(0) >= 10


def test_the_same_seed_and_iterations_give_the_same_plan():
    problem = random_problem(random.Random(3), 25, 3, Traits(gaps=False))
    one, two = (planned(problem, iterations(50), 7) for _ in range(2))
    assert one.routes == two.routes
    assert one.report.reproducible
    assert one.report.iterations == two.report.iterations


def test_a_time_limit_is_kept():
    problem = random_problem(random.Random(4), 40, 4, Traits(gaps=False))
    began = time.perf_counter()
    solution = planned(problem, Budget(seconds=1.0, patience=1), 1)
    assert time.perf_counter() - began < 2.5
    assert not solution.report.reproducible


class Impatient(Silent):
    """Ask to stop after some questions."""

    def __init__(self, patience: int) -> None:
        self.left = patience

    def interrupted(self) -> bool:
        self.left -= 1
        return self.left < 0


def test_an_interruption_gives_the_best_so_far():
    problem = random_problem(random.Random(5), 40, 4, Traits(gaps=False))
    began = time.perf_counter()
    solution = planned(problem, Budget(seconds=60, patience=1), 1, Impatient(50))
    assert time.perf_counter() - began < 10
    assert solution.report.interrupted
    cost(problem, solution)


def test_patience_ends_a_search_that_brings_nothing():
    problem = make_problem([make_stop("A"), make_stop("B")], [make_shift()])
    began = time.perf_counter()
    planned(problem, Budget(seconds=8, patience=0.05), 1)
    assert time.perf_counter() - began < 3


def test_a_full_bike_makes_several_trips():
    stops = [make_stop(f"S{n}", load=Load(4, 1000)) for n in range(6)]
    shift = make_shift(vehicle=make_vehicle(capacity=Load(8, 9000)))
    problem = make_problem(stops, [shift])
    solution = planned(problem, iterations(40), 1)
    assert len(solution.served()) == 6
    assert [len(trip) for trip in solution.routes[0].trips] == [2, 2, 2]


def test_trips_have_no_more_stops_than_they_may():
    shift = make_shift(vehicle=make_vehicle(max_stops=2))
    problem = make_problem([make_stop(f"S{n}") for n in range(5)], [shift])
    solution = planned(problem, iterations(40), 1)
    assert sorted(len(trip) for trip in solution.routes[0].trips) == [1, 2, 2]


def test_of_several_windows_one_is_taken():
    # Sanne comes in the evening only: A, who can then too, and nothing lies in the hours between.
    several = tuple(Alternative(TimeWindow(h * HOUR, (h + 1) * HOUR), (h + 1) * HOUR) for h in (9, 18))
    stops = [
        make_stop("A", (9 * HOUR, 10 * HOUR), alternatives=several),
        make_stop("B", (12 * HOUR, 19 * HOUR)),
    ]
    problem = make_problem(stops, [make_shift(hours=(11 * HOUR, 20 * HOUR))])
    found = solve_ortools(problem, iterations(50), 1, Silent(), judge)
    assert found.windows == {"A": 1}
    plan, violations = judge(problem, found)
    assert (violations, plan.unserved) == ((), ())
    start = next(v.start for trip in plan.routes[0].trips for v in trip.visits if v.stop == "A")
    assert start in several[1].window


def test_who_comes_where_and_what_was_told_decide():
    shifts = [make_shift("Sanne"), make_shift("Bram")]
    told = ToldWindow(TimeWindow(5 * HOUR, 6 * HOUR), 0, 6000)
    stops = [make_stop("A"), make_stop("B"), make_stop("C", told=told), make_stop("D", (7 * HOUR, 9 * HOUR))]
    likings = (Affinity("Bram", "A", -9000), Affinity("Sanne", "B", -9000))
    solution = planned(make_problem(stops, shifts, affinities=likings), iterations(80), 1)
    by_shift = {order.shift: [stop for trip in order.trips for stop in trip] for order in solution.routes}
    assert "A" in by_shift["Bram"]
    assert "B" in by_shift["Sanne"]
    assert cost(make_problem(stops, shifts, affinities=likings), solution) < 0


def test_an_owed_break_is_taken():
    stops = [make_stop(f"S{n}", (n * HOUR, (n + 1) * HOUR)) for n in range(1, 8)]
    shift = make_shift(breaks=(Break(1800, TimeWindow(2 * HOUR, 5 * HOUR), over=3 * HOUR),))
    problem = make_problem(stops, [shift])
    solution = planned(problem, iterations(40), 1)
    assert len(solution.served()) == 7
    assert len(solution.routes[0].breaks) == 1


def test_trips_that_have_left_come_first():
    stops = [make_stop("A"), make_stop("B"), make_stop("C")]
    fixed = (FixedTrip(("C",), 700, (BreakAt(0, 0, 1),)),)
    shift = make_shift(fixed=fixed, not_before=9000, breaks=(Break(60, TimeWindow(0, 9000)),))
    problem = make_problem(stops, [shift])
    (order,) = planned(problem, iterations(1)).routes
    assert order.trips[0] == ("C",)
    assert order.breaks == (BreakAt(0, 0, 1),)
    assert sorted(stop for trip in order.trips[1:] for stop in trip) == ["A", "B"]


def test_a_first_plan_of_three_hundred_stops_takes_a_second():
    problem = random_problem(random.Random(1), 300, 12, Traits(fixed=False, now=False, tight=False))
    began = time.process_time()
    solution = planned(problem, iterations(1))
    assert time.process_time() - began < 3  # about 1 s of an idle core
    cost(problem, solution)


def test_it_tells_that_it_takes_the_mean_of_rush_hours():
    problem = make_problem([make_stop("A")], [make_shift("1")])
    assert planned(problem, iterations(1)).issues == ()
    (told,) = planned(with_hours(random.Random(1), problem), iterations(1)).issues
    assert told.code == Code.SEARCH_ROUGH
    assert [fact.value for fact in told.facts] == ["word.rush"]


def test_ctrl_c_is_heard_as_before() -> None:
    """Where the library finds nothing for few stops it could ask CP-SAT, which takes Ctrl-C for itself."""
    states = Path("/proc/self/status")
    if not states.exists():
        pytest.skip("the system does not say which signals are heard")

    def heard() -> bool:
        (caught,) = (line for line in states.read_text().splitlines() if line.startswith("SigCgt:"))
        return bool(int(caught.split()[1], 16) >> (signal.SIGINT - 1) & 1)

    assert heard()
    planned(random_problem(random.Random(1), 12), iterations(60), seed=1)
    assert heard()
