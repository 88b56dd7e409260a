"""The search against all solutions there are, under scheduler and checker."""

import random
from dataclasses import replace

import pytest
from brute_force import best_solution
from daymaker import Traits, fill, problems, random_problem
from hypothesis import given, settings

from dispatch.checking import check
from dispatch.explaining import explain
from dispatch.model import Problem, Unassigned
from dispatch.ports import Silent
from dispatch.scheduling import schedule
from dispatch.solving import Budget, polish, solve


def found(problem: Problem, seed: int) -> int:
    """Return what the search's solution costs, in ticks."""
    solution = solve(problem, Budget(seconds=None, iterations=3000, workers=1), seed, Silent())
    plan = schedule(problem, solution)
    assert check(problem, plan) == ()
    return plan.totals.cost.ticks


@pytest.mark.parametrize("seed", range(25))
def test_tiny_days_are_planned_as_well_as_possible(seed):
    rng = random.Random(seed)
    traits = replace(Traits.draw(rng), breaks=False)
    problem = random_problem(rng, 4, 2, traits)
    best, _ = best_solution(problem, max_trips=4)
    assert found(problem, seed) == best


@pytest.mark.parametrize("seed", range(12))
def test_breaks_never_make_a_plan_better_than_the_best(seed):
    rng = random.Random(100 + seed)
    problem = random_problem(rng, 3, 2, replace(Traits.draw(rng), breaks=True))
    best, solution = best_solution(problem, max_trips=3)
    plan = schedule(problem, solution)
    assert check(problem, plan) == ()
    assert plan.totals.cost.ticks == best
    assert found(problem, seed) >= best


@pytest.mark.parametrize("seed", range(40))
def test_tiny_days_with_breaks_are_polished_to_the_best(seed):
    rng = random.Random(seed)
    problem = random_problem(rng, 3, 2, replace(Traits.draw(rng), breaks=True))
    best, _ = best_solution(problem, max_trips=3)
    solution = solve(problem, Budget(seconds=None, iterations=300, workers=1), seed, Silent())
    plan, violations = judge(problem, polish(problem, solution, judge))
    assert violations == ()
    assert plan.totals.cost.ticks == best


@settings(max_examples=25)
@given(problems(max_stops=9, max_shifts=3))
def test_what_is_polished_breaks_nothing_and_costs_no_more(drawn):
    seed, problem = drawn
    solution = fill(random.Random(seed), problem, lambda p, s: not judge(p, s)[1], tries=10)
    polished = polish(problem, solution, judge)
    before, after = judge(problem, solution), judge(problem, polished)
    assert after[1] == ()
    assert after[0].totals.cost.ticks <= before[0].totals.cost.ticks
    prices = {stop.id: stop.drop_cents for stop in problem.stops}
    for one in explain(problem, polished, lambda _: polished, judge, for_many=False):
        assert one.cause != "PRICE" or dearer(one) >= prices[one.stop]


def dearer(told: Unassigned) -> int:
    """Return what putting it in would cost, in cents, as the reason says."""
    return next(int(fact.value) for fact in told.because[0].facts if fact.name == "extra")


def judge(problem, solution):
    plan = schedule(problem, solution)
    return plan, check(problem, plan)
