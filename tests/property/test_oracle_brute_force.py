"""The search against all solutions there are, under scheduler and checker."""

import random
from dataclasses import replace

import pytest
from brute_force import best_solution
from daymaker import Traits, random_problem

from dispatch.checking import check
from dispatch.model import Problem
from dispatch.ports import Silent
from dispatch.scheduling import schedule
from dispatch.solving import Budget, solve


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
