"""The one road: what is known of a day becomes a checked plan, stage by stage, forwards only."""

from collections.abc import Mapping, Sequence

from dispatch.config import Config, Sheets
from dispatch.day import Held, till_changes
from dispatch.day.promises import tell
from dispatch.day.telling import (
    coming_issues,
    late_issues,
    shared_issues,
    stranded_issues,
    till_issues,
    window_issues,
)
from dispatch.model import Plan, PlannedDay, Problem, Stop, TimeWindow
from dispatch.pipeline.posing import pose
from dispatch.pipeline.recording import balance, draw_trips, record
from dispatch.pipeline.rest import solve_rest
from dispatch.pipeline.road import Adapters, Request, Road
from dispatch.pipeline.solving import explain_unserved, schedule_and_check
from dispatch.ports import Stage
from dispatch.punctuality import chances
from dispatch.sheets.exports.messages import told_window
from dispatch.zones import Zone


def plan_day(request: Request, config: Config, zones: Sequence[Zone], adapters: Adapters) -> PlannedDay:
    """Plan a day from what is known of it: what has left stays, all else is planned from now on.

    The first plan of a day is the case of an empty book.

    Raises
    ------
    InputError, ServiceError, ResourceError
        From the stages.
    NoPlanError
        If the store does not deliver on that day, or nothing that is left can be driven.
    PlanViolationError
        If the plan breaks a constraint: a bug.
    """
    state, clock, base, solver = request.state, request.clock, request.base, config.solver
    road = Road(adapters.progress, [*request.issues, *adapters.issues])

    posed = pose(request, config, zones, adapters, road)
    held = posed.held
    rest = road.run(
        Stage.SEARCHING, solve_rest, posed.problem, posed.bare, held, base, state, config.promise,
        config.costs, solver, adapters.progress,
    )  # fmt: skip
    problem, solution = rest.problem, rest.solution
    plan = road.run(Stage.SCHEDULING, schedule_and_check, problem, solution)
    unassigned = road.run(Stage.EXPLAINING, explain_unserved, problem, solution, solver)
    shapes = road.run(Stage.DRAWING, draw_trips, problem, plan, adapters.travel)

    road.take(shared_issues(posed.who.shared))
    _tell_of_day(road, request, held, posed.free)
    return PlannedDay(
        day=request.day,
        version=0,
        problem=problem,
        plan=plan,
        unassigned=unassigned,
        rejected=posed.rejected,
        issues=tuple(dict.fromkeys(road.issues)),
        accounts=balance(posed.intake, len(held.receipts), posed.rejected, plan),
        shapes=shapes,
        columns=request.till.columns.read,
        extra_columns=posed.intake.extra_columns,
        search=solution.report or (base.search if base else None),
        provenance=record(request.inputs, problem, adapters, road),
        replaces=base.version if base else 0,
        now=clock.left if clock else None,
        told=tell(problem, plan, state, fresh_windows(problem, plan, config.sheets), base),
        chances=chances(problem, plan, solver.seed),
    )


def fresh_windows(problem: Problem, plan: Plan, sheets: Sheets) -> Mapping[str, TimeWindow]:
    """Return the window that each visit's customer would be told if nothing had been."""
    windows = {stop.id: stop.window for stop in problem.stops}
    return {
        visit.stop: told_window(
            windows[visit.stop], visit.start, seq, sheets.message_minutes, sheets.message_growth_minutes
        )
        for route in plan.routes
        for trip in route.trips
        for seq, visit in enumerate(trip.visits, start=1)
    }


def _tell_of_day(road: Road, request: Request, held: Held, free: Sequence[Stop]) -> None:
    """Tell what the till changed, what comes too late, and what waits."""
    state, clock = request.state, request.clock
    if request.base is not None:
        road.take(till_issues(till_changes(request.before, state), state, held))
    road.take(coming_issues(state, request.before))
    road.take(late_issues(state, request.before, held, clock))
    road.take(stranded_issues(state))
    road.take(window_issues(tuple(free), clock))
