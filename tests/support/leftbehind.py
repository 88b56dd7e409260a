"""Explain what a solution leaves behind, and say it in English."""

from dispatch.checking import check
from dispatch.explaining import explain
from dispatch.model import (
    Problem,
    RouteSequence,
    Solution,
    Unassigned,
)
from dispatch.ports import Silent
from dispatch.scheduling import schedule
from dispatch.solving.budget import Budget
from dispatch.solving.routing_library import solve_ortools
from dispatch.words import say_reason, say_remedy, words

ENGLISH = words("en")


def judge(problem: Problem, solution: Solution):
    plan = schedule(problem, solution)
    return plan, check(problem, plan)


def resolve(problem: Problem) -> Solution:
    return solve_ortools(problem, Budget(seconds=None, iterations=20), 1, Silent(), judge)


def explained(problem: Problem, *orders: RouteSequence, **values: bool) -> tuple[Unassigned, ...]:
    """Explain what a solution leaves behind."""
    return explain(problem, Solution(orders), resolve, judge, **values)


def reason(one: Unassigned) -> str:
    return say_reason(ENGLISH, one)


def remedy(one: Unassigned) -> str:
    return say_remedy(ENGLISH, one.remedy)


def the_one(problem: Problem, *orders: RouteSequence) -> Unassigned:
    (one,) = explained(problem, *orders)
    return one
