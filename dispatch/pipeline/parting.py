"""The day of each store, out of the plan of all that share couriers: what it publishes and works from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dispatch.building.parting import part
from dispatch.config import Config
from dispatch.day.moving import moved_since, relabelled_since
from dispatch.day.promises import tell
from dispatch.day.telling import possible_help, wish_issues
from dispatch.day.wishes import unkept, wishes_of_store
from dispatch.model import Code, Issue, Plan, PlannedDay, Problem, Solution, TripShape
from dispatch.model.names import among
from dispatch.pipeline.day import fresh_windows
from dispatch.pipeline.keeping import route_issues
from dispatch.pipeline.recording import draw_trips, places_and_roads
from dispatch.pipeline.road import Request
from dispatch.pipeline.sharing import Shared
from dispatch.pipeline.solving import explain_unserved, schedule_and_check
from dispatch.pipeline.travelling import trial_issues
from dispatch.ports import TravelSource
from dispatch.punctuality import chances, spreads_of

_OF_A_PLAN: Final = frozenset({Code.TRIAL, Code.WISH_NOT_KEPT, Code.SHARED_TRIP})
"""What was told of the plan of a store alone, and is told anew of its part of the plan of all."""


@dataclass(frozen=True, slots=True)
class Member:
    """Hold a store that shares couriers, with what its day was planned from.

    Parameters
    ----------
    planned
        Its day as it was planned alone.
    request
        What was asked.
    config, travel
        Its own.
    """

    planned: PlannedDay
    request: Request
    config: Config
    travel: TravelSource


def days_of_stores(shared: Shared, members: Sequence[Member]) -> tuple[PlannedDay, ...]:
    """Return the day of each store as planned together, in their order.

    Raises
    ------
    PlanViolationError
        If the part of a store breaks a constraint: a bug.
    ServiceError, ResourceError
        From a travel source.
    """
    shapes: dict[str, tuple[TripShape, ...]] = {}
    for number, member in enumerate(members):
        shapes |= _drawn(shared, number, member.travel)
    return tuple(_day(shared, number, member, shapes) for number, member in enumerate(members))


def _day(
    shared: Shared, number: int, member: Member, shapes: Mapping[str, tuple[TripShape, ...]]
) -> PlannedDay:
    name, config, request = shared.stores[number], member.config, member.request
    problem, solution = part(shared.stores, number, shared.problem, shared.together)
    problem = wishes_of_store(problem, name)
    plan, made = schedule_and_check(problem, solution), member.planned
    problem = problem.in_windows(plan.windows)
    told = tell(problem, plan, request.state, fresh_windows(problem, plan, config.sheets), request.base)
    behind = explain_unserved(problem, solution, config.solver)
    left = sum(len(stop.orders) for stop in plan.unserved)
    accounts = made.accounts
    return replace(
        made,
        problem=problem,
        plan=plan,
        unassigned=possible_help(behind, problem.shifts, request.state),
        issues=tuple(_issues(made, request, problem, plan, solution)),
        accounts=replace(accounts, unassigned=left, planned=accounts.planned + accounts.unassigned - left),
        shapes=tuple(_named(name, plan, shapes)),
        search=shared.report,
        provenance=replace(made.provenance, **places_and_roads(problem)),
        told=told,
        moved=moved_since(request.base, problem, plan),
        relabel=relabelled_since(request.base, problem, plan),
        chances=chances(problem, plan, config.solver.seed, spreads_of(config.travel)),
    )


def _issues(
    made: PlannedDay, request: Request, problem: Problem, plan: Plan, solution: Solution
) -> Iterator[Issue]:
    own = frozenset(r for stop in problem.stops if not stop.guest for r in stop.receipt_ids)
    yield from (issue for issue in made.issues if issue.code not in _OF_A_PLAN)
    yield from wish_issues(unkept(problem, solution, request.state, own))
    yield from trial_issues(plan)
    yield from route_issues(problem, plan, None)


def _drawn(shared: Shared, number: int, travel: TravelSource) -> dict[str, tuple[TripShape, ...]]:
    """Draw the trips of a store's own couriers as they travel, by shift."""
    routes = tuple(route for route in shared.together.routes if route.shift.depot == number)
    drawn = draw_trips(shared.problem, replace(shared.together, routes=routes), travel)
    return {route.shift.id: tuple(shape for shape in drawn if shape.route == route.name) for route in routes}


def _named(store: str, plan: Plan, shapes: Mapping[str, tuple[TripShape, ...]]) -> Iterator[TripShape]:
    """Give the trips of a store's part the names of its routes."""
    for route in plan.routes:
        shift = route.shift.id if route.shift.depot else among(store, route.shift.id)
        yield from (replace(shape, route=route.name) for shape in shapes[shift])
