"""Single stages, as both roads use them."""

from dispatch.checking import check
from dispatch.config import Config
from dispatch.explaining import explain
from dispatch.geocoding import LocatedOrders, locate_orders
from dispatch.intake import read_intake
from dispatch.model import Intake, Plan, Problem, Solution, Unassigned, Violation
from dispatch.pipeline.parts import Request, Tools, retrial
from dispatch.ports import Silent
from dispatch.scheduling import schedule
from dispatch.solving import solve


def read_orders(request: Request, config: Config) -> Intake:
    """Read the purchases of the day."""
    return read_intake(
        request.purchases,
        lines=request.lines,
        corrections=request.corrections,
        day=request.day,
        section=config.intake,
        promise=config.promise,
        store=config.store,
    )


def find_places(intake: Intake, config: Config, tools: Tools) -> LocatedOrders:
    """Find the place of every order, or say what is the matter with its address."""
    return locate_orders(
        intake.orders,
        tools.geocoder,
        store=(config.store.lat, config.store.lon),
        area=config.promise.area,
        cells=intake.cells,
        progress=tools.progress,
    )


def explain_unserved(problem: Problem, solution: Solution, config: Config) -> tuple[Unassigned, ...]:
    """Say of every stop that is left behind why, and what would help."""
    if len(solution.served()) == len(problem.stops):
        return ()

    def resolve(changed: Problem) -> Solution:
        return solve(changed, retrial(config), config.solver.seed, Silent())

    return explain(problem, solution, resolve, judge)


def judge(problem: Problem, solution: Solution) -> tuple[Plan, tuple[Violation, ...]]:
    """Schedule a solution and check the plan."""
    plan = schedule(problem, solution)
    return plan, check(problem, plan)
