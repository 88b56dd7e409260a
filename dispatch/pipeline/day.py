"""The one road: a day's purchases become a checked plan, stage by stage, forwards only."""

from collections.abc import Sequence

from dispatch.building.fleet import Fleet, fleet_of_day
from dispatch.building.problem import build_problem
from dispatch.building.stops import StopRules, make_stops
from dispatch.config import Config, Hours, IntakeSection, Promise, Store, require_delivery
from dispatch.geocoding import locate_orders
from dispatch.intake import read_intake
from dispatch.model import Intake, PlannedDay
from dispatch.pipeline.recording import balance, draw_trips, in_file_order, record
from dispatch.pipeline.road import Adapters, Request, Road
from dispatch.pipeline.solving import budget, explain_unserved, find_routes, schedule_and_check
from dispatch.pipeline.travelling import measure_travel, split_off_unreachable
from dispatch.ports import DoorTimes, Stage
from dispatch.zones import Zone, profiles_on


def plan_day(request: Request, config: Config, zones: Sequence[Zone], adapters: Adapters) -> PlannedDay:
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
    day, store, progress, travel = request.day, config.store, adapters.progress, adapters.travel
    area, solver = config.promise.area, config.solver
    road = Road(progress, [*request.issues, *adapters.issues])
    hours = require_delivery(store, day)

    intake = road.run(Stage.READING, read_orders, request, config.intake, config.promise, store)
    found = road.run(
        Stage.LOCATING, locate_orders, intake.orders, adapters.geocoder,
        store=store.point, area=area, cells=intake.cells, progress=progress,
    )  # fmt: skip
    profiles = profiles_on(day, zones, config.vehicle)
    fleet = road.run(Stage.FLEET, fleet_of_day, day, config.courier, config.vehicle, profiles)
    rules = stop_rules(hours, fleet, config, adapters.door_times)
    made = road.run(Stage.STOPS, make_stops, found.located, rules)
    roads = road.run(
        Stage.MEASURING, measure_travel, made.stops, fleet, zones, store.point, hours,
        config.travel, travel, progress,
    )  # fmt: skip
    within = road.run(Stage.SPLITTING, split_off_unreachable, made.stops, roads, fleet, area, intake.cells)
    problem = road.run(
        Stage.BUILDING, build_problem, day, store, within.stops, fleet.shifts, within.travel,
        within.restrictions, config.costs,
    )  # fmt: skip
    solution = road.run(Stage.SEARCHING, find_routes, problem, budget(solver), solver.seed, progress)
    plan = road.run(Stage.SCHEDULING, schedule_and_check, problem, solution)
    unassigned = road.run(Stage.EXPLAINING, explain_unserved, problem, solution, solver)
    shapes = road.run(Stage.DRAWING, draw_trips, problem, plan, travel)

    rejected = in_file_order(intake.rejected, found.rejected, within.rejected)
    return PlannedDay(
        day=day,
        version=0,
        problem=problem,
        plan=plan,
        unassigned=unassigned,
        rejected=rejected,
        issues=tuple(road.issues),
        accounts=balance(intake, rejected, plan),
        shapes=shapes,
        extra_columns=intake.extra_columns,
        search=solution.report,
        provenance=record(request.inputs, problem, adapters, road),
    )


def read_orders(request: Request, section: IntakeSection, promise: Promise, store: Store) -> Intake:
    """Read the purchases of the day."""
    return read_intake(
        request.purchases,
        lines=request.lines,
        corrections=request.corrections,
        day=request.day,
        section=section,
        promise=promise,
        store=store,
    )


def stop_rules(hours: Hours, fleet: Fleet, config: Config, door_times: DoorTimes | None) -> StopRules:
    """Gather the store's rules that turn orders into stops."""
    return StopRules(
        delivery=hours,
        promise=config.promise,
        service=config.service,
        cold=config.cold,
        costs=config.costs,
        rooms=tuple(vehicle.capacity for vehicle in fleet.vehicles.values()),
        skills_in_use=fleet.skills,
        bags_per_crate=config.intake.bags_per_crate,
        door_times=door_times,
    )
