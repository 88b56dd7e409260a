"""The one road: what is known of a day becomes a checked plan, stage by stage, forwards only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dispatch.building.fleet import Fleet, fleet_of_day
from dispatch.building.likings import area_affinities
from dispatch.building.problem import build_problem
from dispatch.building.stops import make_stops
from dispatch.config import Config, Sheets, opening_hours, require_delivery
from dispatch.day import Held, TillChanges, hold, roster, shifts_with_facts, till_changes
from dispatch.day.lateness import wishes_too_late
from dispatch.day.moving import moved_since, relabelled_since, too_late_since
from dispatch.day.promises import tell
from dispatch.day.roster import Roster
from dispatch.day.shifts import hours_cut
from dispatch.day.telling import (
    amended_issues,
    coming_issues,
    cut_issues,
    late_issues,
    possible_help,
    promise_issues,
    reasons_off,
    shared_issues,
    standing_issues,
    stranded_issues,
    till_issues,
    window_issues,
)
from dispatch.day.waiting import barred_by_crates, stops_let_late, stops_that_wait, with_waits_kept
from dispatch.day.wishes import shifts_with_wishes, stops_with_wishes
from dispatch.geocoding import locate_orders
from dispatch.intake import Aside, read_rows
from dispatch.model import Plan, PlannedDay, Problem, RouteSequence, TimeWindow, TooLate
from dispatch.pipeline.keeping import keep_shared, route_issues
from dispatch.pipeline.problem import DayProblem, promise_of_day, stop_rules
from dispatch.pipeline.promising import binding, promised_stops, without_promises
from dispatch.pipeline.recording import balance, draw_trips, in_file_order, record
from dispatch.pipeline.rest import solve_rest
from dispatch.pipeline.road import Adapters, Request, Road
from dispatch.pipeline.solving import explain_unserved, schedule_and_check
from dispatch.pipeline.travelling import measure_travel, split_off_unreachable, trial_issues
from dispatch.ports import Stage
from dispatch.punctuality import chances, spreads_of
from dispatch.sheets.told import told_window
from dispatch.zones import Zone, profiles_on


@dataclass(frozen=True, slots=True)
class MadeDay:
    """Hold a planned day, and the routes that make room for promises, as they are with them."""

    planned: PlannedDay
    reserved: tuple[RouteSequence, ...] = ()


def plan_day(request: Request, config: Config, zones: Sequence[Zone], adapters: Adapters) -> PlannedDay:
    """Plan a day from what is known of it: what has left stays, all else is planned from now on.

    The first plan of a day is the case of an empty book. Raises as :func:`make_day`.
    """
    return make_day(request, config, zones, adapters).planned


def make_day(request: Request, config: Config, zones: Sequence[Zone], adapters: Adapters) -> MadeDay:
    """Plan a day as :func:`plan_day` does, and tell where room is kept for promises.

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

    spreads = spreads_of(config.travel)
    asked = problem_of_day(request, config, zones, adapters, road)
    held = asked.held
    rest = road.run(
        Stage.SEARCHING, solve_rest, asked.problem, asked.bare, held, base, state, config.promise,
        config.costs, solver, adapters.progress, spreads, brief=request.brief,
    )  # fmt: skip
    problem, solution, reserved = without_promises(rest.problem, rest.solution, asked.promised)
    plan = road.run(Stage.SCHEDULING, schedule_and_check, problem, solution)
    # From here on the window of a stop is the one that the plan takes.
    problem = problem.in_windows(plan.windows)
    unassigned = road.run(Stage.EXPLAINING, explain_unserved, problem, solution, solver, brief=request.brief)
    shapes = () if request.brief else road.run(Stage.DRAWING, draw_trips, problem, plan, adapters.travel)

    too_late = tell_of_day(road, request, asked, problem, plan)
    planned = PlannedDay(
        day=request.day,
        version=0,
        problem=problem,
        plan=plan,
        unassigned=possible_help(unassigned, problem.shifts, state),
        rejected=asked.rejected,
        issues=tuple(dict.fromkeys(road.issues)),
        accounts=balance(asked.intake, held.own, asked.rejected, problem, plan),
        shapes=shapes,
        columns=request.till.columns.read,
        extra_columns=asked.intake.extra_columns,
        search=solution.report or (base.search if base else None),
        provenance=record(request.inputs, problem, adapters, road),
        replaces=base.version if base else 0,
        now=clock.left if clock else None,
        told=tell(problem, plan, state, fresh_windows(problem, plan, config.sheets), base),
        moved=moved_since(base, problem, plan),
        relabel=relabelled_since(base, problem, plan),
        too_late=too_late,
        chances=() if request.brief else chances(problem, plan, solver.seed, spreads),
    )
    return MadeDay(planned, reserved)


def fleet_with_facts(
    request: Request, held: Held, config: Config, zones: Sequence[Zone], road: Road
) -> tuple[Roster, Fleet]:
    """Return who works on the day, and with what, with the facts and wishes of the day in every shift."""
    day, state, clock = request.day, request.state, request.clock
    who = roster(day, config.courier, config.vehicle, state.fleet, clock.ready if clock else 0)
    profiles = profiles_on(day, zones, config.vehicle)
    fleet = road.run(
        Stage.FLEET, fleet_of_day, day, who.couriers, config.vehicle, profiles, config.costs.call_hours
    )
    shifts = shifts_with_wishes(shifts_with_facts(fleet.shifts, held, state, clock), state)
    road.take(cut_issues(hours_cut(fleet.shifts, shifts, state)))
    return who, replace(fleet, shifts=shifts)


def problem_of_day(
    request: Request, config: Config, zones: Sequence[Zone], adapters: Adapters, road: Road
) -> DayProblem:
    """Read, locate, measure and put the problem of a day together.

    Raises
    ------
    InputError, ServiceError, ResourceError
        From the stages.
    NoPlanError
        If the store does not deliver on that day.
    """
    day, store, progress, travel = request.day, config.store, adapters.progress, adapters.travel
    state, clock, area = request.state, request.clock, config.promise.area
    promise = promise_of_day(config.promise, request)
    hours = require_delivery(store, day)

    held = hold(request.base, state, clock, shared_too=not request.parted)
    promised = frozenset(one.number for one in state.receipts.values() if one.promise is not None)
    aside = Aside(held.receipts, reasons_off(state), promised)
    intake = road.run(
        Stage.READING, read_rows, request.till, request.goods, day, config.intake, promise, store, aside
    )
    found = road.run(
        Stage.LOCATING, locate_orders, intake.orders, adapters.geocoder,
        store=store.point, area=area, cells=intake.cells, spares=intake.spares, progress=progress,
    )  # fmt: skip
    who, fleet = fleet_with_facts(request, held, config, zones, road)
    shifts = fleet.shifts
    rules = stop_rules(hours, fleet, config, promise, adapters.door_times)
    made = road.run(Stage.STOPS, make_stops, found.located, rules)
    waiting = promised_stops(request.promises, rules)
    lenient = stops_let_late(made.stops, state)
    free = binding((*stops_that_wait(lenient, state), *waiting), state, config.costs.break_promise)
    bare = (*held.stops, *free)
    roads = road.run(
        Stage.MEASURING, measure_travel, bare, fleet, zones, store.point, hours,
        opening_hours(store, day).end, config.travel, travel, progress,
    )  # fmt: skip
    within = road.run(
        Stage.SPLITTING, split_off_unreachable, bare, roads, fleet, area, intake.cells, len(held.stops)
    )
    free = within.stops[len(held.stops) :]
    barred = barred_by_crates(free, shifts, state)
    closed = {(limit.vehicle, limit.stop) for limit in barred}
    open_ways = (limit for limit in within.restrictions if (limit.vehicle, limit.stop) not in closed)
    limits = with_waits_kept((*barred, *open_ways), held)
    likings = area_affinities(who.couriers, shifts, free, config.costs.other_area)
    kept = keep_shared(within.travel, within.stops, held, request.base)
    problem = road.run(
        Stage.BUILDING, build_problem, day, store,
        (*held.stops, *stops_with_wishes(free, shifts, state)), shifts, kept.travel,
        (*limits, *kept.restrictions), likings, config.costs, config.cold, kept.depots,
    )  # fmt: skip
    numbers = frozenset(stop.id for stop in waiting)
    lost = (reject for reject in within.rejected if reject.receipt_id not in numbers)
    rejected = in_file_order(intake.rejected, found.rejected, lost)
    return DayProblem(problem, within.stops, held, who, intake, rejected, numbers)


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


def tell_of_day(
    road: Road, request: Request, asked: DayProblem, problem: Problem, plan: Plan
) -> tuple[TooLate, ...]:
    """Tell what the till changed, what comes too late, and what waits; return what couriers must hear."""
    state, clock, held = request.state, request.clock, asked.held
    road.take(shared_issues(asked.who.shared))
    road.take(trial_issues(plan))
    road.take(route_issues(problem, plan, None if request.parted else request.base))
    changes = till_changes(request.before, state) if request.base is not None else TillChanges()
    road.take(till_issues(changes, state, held))
    too_late = too_late_since(state, request.before, changes, held)
    road.take(amended_issues(too_late))
    road.take(wishes_too_late(state, request.before, held))
    road.take(coming_issues(state, request.before))
    road.take(standing_issues(state, request.before))
    road.take(late_issues(state, request.before, held, clock))
    road.take(stranded_issues(state))
    road.take(window_issues(asked.free, clock))
    road.take(promise_issues(state, asked.free, plan))
    return too_late
