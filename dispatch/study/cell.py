"""Plan one cell: a day under other circumstances, through the stages of the one road."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from dispatch.building.fleet import fleet_of_day
from dispatch.building.likings import area_affinities
from dispatch.building.problem import build_problem
from dispatch.building.stops import StopRules, make_stops, order_window
from dispatch.config import Config, delivery_hours, opening_hours
from dispatch.model import LocatedOrder, Problem, Solution
from dispatch.pipeline.problem import stop_rules
from dispatch.pipeline.solving import budget, find_routes, part, schedule_and_check
from dispatch.pipeline.sureness import Asked, search_surely
from dispatch.pipeline.travelling import measure_travel, split_off_unreachable
from dispatch.ports import Silent
from dispatch.punctuality import spreads_of
from dispatch.study.demand import with_consents, with_window
from dispatch.study.figures import CellFigures, figures_of_cell
from dispatch.study.scenario import CellTask
from dispatch.study.travelling import CommonTravel
from dispatch.zones import profiles_on

_NOWHERE: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {}


@dataclass(frozen=True, slots=True)
class CellResult:
    """Hold what a cell comes to.

    Parameters
    ----------
    figures
        None where nothing is delivered on that day.
    estimated
        Whether travel times were estimates.
    """

    figures: CellFigures | None
    estimated: bool = False


def plan_cell(travel: CommonTravel, task: CellTask) -> CellResult:
    """Plan a cell; an :class:`dispatch.ports.Executor` calls it, anywhere.

    Raises
    ------
    PlanViolationError
        If the plan breaks a constraint: a bug.
    """
    config, day = task.scenario.config, task.cell.day
    hours = delivery_hours(config.store, day)
    if hours is None:
        return CellResult(None)
    profiles = profiles_on(day, task.zones, config.vehicle)
    fleet = fleet_of_day(day, config.courier, config.vehicle, profiles, config.costs.call_hours)
    rules = stop_rules(hours, fleet, config, config.promise, None)
    made = make_stops(_promised(task, rules), rules).stops
    roads = measure_travel(
        made, fleet, task.zones, config.store.point, hours, opening_hours(config.store, day).end,
        config.travel, travel, Silent(),
    )  # fmt: skip
    within = split_off_unreachable(made, roads, fleet, config.promise.area, _NOWHERE)
    likings = area_affinities(config.courier, fleet.shifts, within.stops, config.costs.other_area)
    problem = build_problem(
        day, config.store, within.stops, fleet.shifts, within.travel, within.restrictions, likings,
        config.costs, config.cold,
    )  # fmt: skip
    problem, solution = _solve(problem, config, task.cell.seed)
    plan = schedule_and_check(problem, solution)
    figures = figures_of_cell(
        problem.in_windows(plan.windows),
        plan,
        {vehicle.id: vehicle.emission for vehicle in config.vehicle},
        turned_away=task.turned_away,
        unreachable=len(within.rejected),
        paid_shift=task.scenario.paid_shift,
        margin=config.costs.basket_margin,
    )
    return CellResult(figures, travel.estimated)


def _solve(problem: Problem, config: Config, seed: int) -> tuple[Problem, Solution]:
    whole, share = budget(config.solver), config.promise.chance
    if share is None:
        return problem, find_routes(problem, whole, seed, Silent())
    sure = search_surely(
        problem,
        lambda narrow, some: find_routes(narrow, part(whole, some), seed, Silent()),
        Asked(share, seed, spreads_of(config.travel)),
    )
    return sure.problem, sure.solution


def one_thread(config: Config) -> Config:
    """Return the configuration with one chain of search: a cell has one core."""
    solver = config.solver.model_copy(update={"workers": 1})
    return config.model_copy(update={"solver": solver})


def _promised(task: CellTask, rules: StopRules) -> tuple[LocatedOrder, ...]:
    """Return the orders with the windows and the consents of the scenario."""
    windows, day = task.scenario.windows, task.cell.day
    orders = tuple(with_consents(located, task.scenario.consents, day) for located in task.orders)
    if not windows.changed:
        return orders
    return tuple(with_window(one, order_window(one.order, rules), windows, day) for one in orders)
