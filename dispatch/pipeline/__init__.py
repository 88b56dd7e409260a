"""The one road: a day's purchases become a checked plan, stage by stage, forwards only."""

from dispatch.config import Config
from dispatch.explaining import explain
from dispatch.geocoding import LocatedOrders, locate_orders
from dispatch.intake import read_intake
from dispatch.model import Intake, PlannedDay, Problem, Solution, Unassigned
from dispatch.pipeline.parts import (
    Request,
    Stages,
    Tools,
    balance,
    budget,
    checked,
    draw,
    record,
    retrial,
)
from dispatch.pipeline.posing import pose_problem
from dispatch.ports import Silent
from dispatch.scheduling import schedule
from dispatch.solving import solve

__all__ = ["Request", "Tools", "find_places", "plan_day", "read_orders"]


def plan_day(request: Request, config: Config, tools: Tools) -> PlannedDay:
    """Plan one day: purchases in, a checked plan out.

    Raises
    ------
    InputError, ServiceError, ResourceError
        From the stages.
    NoPlanError
        If the store does not deliver on that day.
    PlanViolationError
        If the plan breaks a constraint: a bug.
    """
    stages = Stages(tools.progress)
    with stages.stage("Reading"):
        intake = read_orders(request, config)
    with stages.stage("Locating"):
        found = find_places(intake, config, tools)
    with stages.stage("Measuring"):
        posed = pose_problem(request.day, found.located, intake.cells, config, tools)
        problem = posed.problem
    with stages.stage("Searching"):
        solution = solve(problem, budget(config), config.solver.seed, tools.progress)
    with stages.stage("Scheduling"):
        plan = checked(problem, schedule(problem, solution))
    with stages.stage("Explaining"):
        unassigned = explain_unserved(problem, solution, config)
    with stages.stage("Drawing"):
        shapes = draw(problem, plan, tools.travel)
    rejected = sorted((*intake.rejected, *found.rejected, *posed.rejected), key=lambda reject: reject.row)
    return PlannedDay(
        day=request.day,
        version=0,
        problem=problem,
        plan=plan,
        unassigned=unassigned,
        rejected=tuple(rejected),
        issues=(*tools.notices, *intake.issues, *found.issues, *posed.issues),
        accounts=balance(intake, rejected, plan),
        shapes=shapes,
        extra_columns=intake.extra_columns,
        search=solution.report,
        provenance=record(request, problem, tools, stages),
    )


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

    return explain(problem, solution, resolve)
