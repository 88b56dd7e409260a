"""How long to search, the last check, and why something is left behind."""

from dataclasses import replace

from dispatch.checking import check
from dispatch.config import Solver
from dispatch.errors import PlanViolationError
from dispatch.explaining import explain
from dispatch.model import Plan, Problem, Solution, Unassigned, Violation
from dispatch.pipeline.sureness import narrowed
from dispatch.ports import Progress, Silent
from dispatch.scheduling import schedule
from dispatch.solving import Budget, polish, solve
from dispatch.words import say_violation, say_where, words

_SHOWN = 3


def budget(solver: Solver) -> Budget:
    """Turn the solver's section into a budget."""
    return Budget(
        seconds=None if solver.iterations else solver.seconds,
        iterations=solver.iterations,
        workers=solver.workers,
        patience=solver.patience,
        engine=solver.engine,
    )


def retrial(solver: Solver) -> Budget:
    """Return the budget of solving once more to test a remedy: short, and reproducible if the plan is."""
    whole = budget(solver)
    if whole.iterations is not None:
        return replace(whole, iterations=max(1, whole.iterations // 20))
    return replace(whole, seconds=min(0.5, (whole.seconds or 20.0) / 10))


def find_routes(problem: Problem, budget: Budget, seed: int, progress: Progress) -> Solution:
    """Search, then put in what the search left behind although it fits and pays; margins are searched to."""
    asked = narrowed(problem)
    return polish(asked, solve(asked, budget, seed, progress, judge), judge)


def part(whole: Budget, share: float) -> Budget:
    """Return a share of a budget."""
    return replace(
        whole,
        seconds=whole.seconds and whole.seconds * share,
        iterations=whole.iterations and max(1, round(whole.iterations * share)),
    )


def schedule_and_check(problem: Problem, solution: Solution) -> Plan:
    """Give a solution its times, and return the plan if it breaks nothing.

    Raises
    ------
    PlanViolationError
        If it breaks a constraint: a bug of this program, and nothing may be published.
    """
    return checked(problem, schedule(problem, solution))


def checked(problem: Problem, plan: Plan) -> Plan:
    """Return the plan if it breaks nothing; raises as :func:`schedule_and_check`."""
    violations = check(problem, plan)
    if violations:
        speak = words("en")
        told = "; ".join(
            f"{one.cause} at {say_where(speak, one.where)}: {say_violation(speak, one)}"
            for one in violations[:_SHOWN]
        )
        raise PlanViolationError(
            "The plan breaks {n} rule(s), so nothing was published: {told}.",
            "This is a bug: please report it with 'dispatch report --anonymous'.",
            n=len(violations),
            told=told,
        )
    return plan


def explain_unserved(
    problem: Problem, solution: Solution, solver: Solver, *, brief: bool = False
) -> tuple[Unassigned, ...]:
    """Say of every stop that is left behind why, and what would help; briefly, without searching anew."""
    if len(solution.served()) == len(problem.stops):
        return ()

    def resolve(changed: Problem) -> Solution:
        if brief:
            return polish(changed, solution, judge, tries=0)
        return find_routes(changed, retrial(solver), solver.seed, Silent())

    return explain(problem, solution, resolve, judge)


def judge(problem: Problem, solution: Solution) -> tuple[Plan, tuple[Violation, ...]]:
    """Schedule a solution and check the plan."""
    plan = schedule(problem, solution)
    return plan, check(problem, plan)
