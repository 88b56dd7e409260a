"""A search in districts: nothing lost at the borders, priced as the scheduler prices, the same each time."""

import math
import random
from dataclasses import replace

import numpy as np
import pytest
from daymaker import make_problem, make_shift, make_stop, random_problem, with_depots, with_terms

from dispatch.checking import check
from dispatch.model import FixedTrip
from dispatch.ports import Silent
from dispatch.scheduling import schedule
from dispatch.solving import Budget, solve
from dispatch.solving import apart as searching
from dispatch.solving.districts import Land, parted
from dispatch.solving.preparation import prepared_kernels


@pytest.fixture(scope="module", autouse=True)
def _prepared():
    prepared_kernels(Silent())


@pytest.fixture(autouse=True)
def _small_districts(monkeypatch):
    """Let a day of tens of stops have several districts and rounds."""
    monkeypatch.setattr(searching, "STOPS", 12)
    monkeypatch.setattr(searching, "STEPS_A_TURN", 20)


def street(doors):
    """Lay doors along a line, 110 metres apart."""
    stops = [make_stop(f"S{n}") for n in range(doors)]
    return [replace(stop, place=replace(stop.place, lat=52.16 + n / 1000)) for n, stop in enumerate(stops)]


def plan_apart(problem, seed, iterations=600, workers=1):
    budget = Budget(seconds=None, iterations=iterations, workers=workers, patience=1.0, whole=0)
    return solve(problem, budget, seed, Silent())


@pytest.mark.parametrize("seed", range(24))
def test_random_days_keep_every_rule_and_cost_what_the_scheduler_says(seed):
    rng = random.Random(seed)
    problem = random_problem(rng, rng.randint(1, 70), rng.randint(1, 8))
    if seed % 4 == 0:
        problem = with_depots(rng, problem)
    if seed % 2:
        problem = with_terms(rng, problem, "several")
    solution = plan_apart(problem, seed)
    plan = schedule(problem, solution)
    assert check(problem, plan) == ()
    visited = [visit.stop for route in plan.routes for trip in route.trips for visit in trip.visits]
    assert sorted([*visited, *(stop.id for stop in plan.unserved)]) == sorted(s.id for s in problem.stops)
    assert solution.report is not None
    assert solution.report.trace[-1][1] == plan.totals.cost.cents
    assert "districts" in solution.report.engine


def test_the_same_seed_and_steps_give_the_same_routes_with_any_number_of_workers():
    problem = random_problem(random.Random(5), 60, 6)
    one, again, side = (plan_apart(problem, 7, workers=workers) for workers in (1, 1, 3))
    assert one.routes == again.routes == side.routes
    assert one.report is not None
    assert one.report.reproducible
    assert one.report.iterations == pytest.approx(600, abs=60)


def test_what_stood_at_a_border_is_searched_again(monkeypatch):
    """A street that is cut in two: the borders of the rounds lie elsewhere."""
    stops = street(24)
    problem = make_problem(stops, [make_shift(), make_shift("Youssef")])
    rounds = []
    cut = Land.cut

    def noted(self, *given):
        districts = list(cut(self, *given))
        rounds.append(districts)
        return districts

    monkeypatch.setattr(Land, "cut", noted)
    solution = plan_apart(problem, 1)
    assert len(rounds) > 2
    assert len({tuple(sorted(one.nodes for one in districts)) for districts in rounds}) > 1
    assert solution.served() == {stop.id for stop in stops}


def test_every_stop_and_shift_is_in_one_district_with_its_route():
    problem = random_problem(random.Random(8), 80, 9)
    free = [n for n, stop in enumerate(problem.stops, 1) if not _departed(problem, stop.id)]
    routes = {s: free[s * 5 : s * 5 + 5] for s in range(4)}
    districts = list(Land(problem).cut(routes, 4, 0.3))
    assert sorted(n for one in districts for n in one.nodes) == list(range(1, 81))
    assert sorted(s for one in districts for s in one.shifts) == list(range(9))
    for s, nodes in routes.items():
        (mine,) = (one for one in districts if s in one.shifts)
        assert set(nodes) <= set(mine.nodes)
    for one in districts:
        small = Land(problem).problem_of(one)
        names = {stop.id for stop in small.stops}
        assert {limit.stop for limit in small.restrictions} <= names
        assert len(small.shifts) == len(one.shifts)


def test_trips_that_have_left_stay_with_their_shift():
    shifts = [
        make_shift(fixed=(FixedTrip(("S0", "S23"), 3600),), not_before=7200),
        *(make_shift(f"C{n}") for n in range(3)),
    ]
    stops = street(24)
    problem = make_problem(stops, shifts)
    for district in Land(problem).cut({}, 2, 0.0):
        assert (0 in district.shifts) == (1 in district.nodes) == (24 in district.nodes)
    solution = plan_apart(problem, 1)
    assert ("S0", "S23") in solution.routes[0].trips
    assert solution.served() == {stop.id for stop in stops}


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_parts_are_compact_and_of_about_the_same_weight(count):
    draw = np.random.default_rng(1)
    spots, weights = draw.uniform(0, 1000, (400, 2)), draw.integers(1, 4, 400)
    label = parted(spots, weights, count, 0.7)
    held = [int(weights[label == number].sum()) for number in range(count)]
    assert sum(held) == weights.sum()
    assert max(held) - min(held) < 12
    spread = [math.dist((0, 0), np.ptp(spots[label == number], axis=0)) for number in range(count)]
    assert count == 1 or max(spread) < math.dist((0, 0), np.ptp(spots, axis=0))


def test_a_person_can_stop_it_and_gets_a_plan():
    class Stopping(Silent):
        def interrupted(self):
            return True

    problem = random_problem(random.Random(5), 60, 6)
    solution = solve(problem, Budget(seconds=60.0, workers=2, whole=0), 7, Stopping())
    assert solution.report is not None
    assert solution.report.interrupted
    assert check(problem, schedule(problem, solution)) == ()


def test_a_limit_in_time_ends_it_and_it_is_not_called_reproducible():
    problem = random_problem(random.Random(5), 60, 6)
    solution = solve(problem, Budget(seconds=0.5, workers=2, patience=1.0, whole=0), 7, Silent())
    assert solution.report is not None
    assert not solution.report.reproducible
    assert solution.report.seconds < 10


def _departed(problem, stop):
    return any(stop in trip.stops for shift in problem.shifts for trip in shift.fixed)
