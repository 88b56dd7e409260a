"""The one road: a day's purchases become a checked plan, stage by stage, forwards only."""

from dispatch.config import Config
from dispatch.model import PlannedDay
from dispatch.pipeline.again import Event, replan_day
from dispatch.pipeline.parts import (
    Request,
    Stages,
    Tools,
    balance,
    budget,
    checked,
    draw,
    record,
)
from dispatch.pipeline.posing import pose_problem
from dispatch.pipeline.stages import explain_unserved, find_places, read_orders
from dispatch.ports import Stage
from dispatch.scheduling import schedule
from dispatch.solving import solve

__all__ = ["Event", "Request", "Tools", "find_places", "plan_day", "read_orders", "replan_day"]


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
    with stages.stage(Stage.READING):
        intake = read_orders(request, config)
    with stages.stage(Stage.LOCATING):
        found = find_places(intake, config, tools)
    with stages.stage(Stage.MEASURING):
        posed = pose_problem(request.day, found.located, intake.cells, config, tools)
        problem = posed.problem
    with stages.stage(Stage.SEARCHING):
        solution = solve(problem, budget(config), config.solver.seed, tools.progress)
    with stages.stage(Stage.SCHEDULING):
        plan = checked(problem, schedule(problem, solution))
    with stages.stage(Stage.EXPLAINING):
        unassigned = explain_unserved(problem, solution, config)
    with stages.stage(Stage.DRAWING):
        shapes = draw(problem, plan, tools.travel)
    rejected = sorted((*intake.rejected, *found.rejected, *posed.rejected), key=lambda reject: reject.row)
    return PlannedDay(
        day=request.day,
        version=0,
        problem=problem,
        plan=plan,
        unassigned=unassigned,
        rejected=tuple(rejected),
        issues=(*request.notices, *tools.notices, *intake.issues, *found.issues, *posed.issues),
        accounts=balance(intake, rejected, plan),
        shapes=shapes,
        extra_columns=intake.extra_columns,
        search=solution.report,
        provenance=record(request.inputs, problem, tools, stages),
    )
