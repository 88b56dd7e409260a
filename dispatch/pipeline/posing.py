"""The first half of the road: what is known of a day becomes the problem that it poses."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dispatch.building.fleet import Fleet, fleet_of_day
from dispatch.building.problem import build_problem
from dispatch.building.stops import StopRules, make_stops
from dispatch.clock import MINUTE
from dispatch.config import Config, Hours, Promise, require_delivery
from dispatch.day import Held, Roster, hold, roster, shifts_with_facts
from dispatch.day.telling import reasons_off
from dispatch.day.waiting import barred_by_crates, stops_that_wait
from dispatch.day.wishes import shifts_with_wishes, stops_with_wishes
from dispatch.geocoding import locate_orders
from dispatch.intake import Aside, read_rows
from dispatch.model import Intake, Problem, Rejected, Stop
from dispatch.pipeline.recording import in_file_order
from dispatch.pipeline.road import Adapters, Request, Road
from dispatch.pipeline.travelling import measure_travel, split_off_unreachable
from dispatch.ports import DoorTimes, Stage
from dispatch.zones import Zone, profiles_on


@dataclass(frozen=True, slots=True)
class Posed:
    """Hold what a day asks, and what it was made of.

    Parameters
    ----------
    problem
        With the wishes of the dispatcher as terms of its stops.
    bare
        The same stops without wishes, in the same order.
    held
        What has left.
    who
        Who works.
    intake
        What was read.
    rejected
        Rows that became no stops, in file order.
    """

    problem: Problem
    bare: tuple[Stop, ...]
    held: Held
    who: Roster
    intake: Intake
    rejected: tuple[Rejected, ...]

    @property
    def free(self) -> tuple[Stop, ...]:
        """The stops that have not left, without wishes."""
        return self.bare[len(self.held.stops) :]


def pose(request: Request, config: Config, zones: Sequence[Zone], adapters: Adapters, road: Road) -> Posed:
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

    held = hold(request.base, state, clock)
    aside = Aside(held.receipts, reasons_off(state))
    intake = road.run(
        Stage.READING, read_rows, request.till, request.goods, day, config.intake, promise, store, aside
    )
    found = road.run(
        Stage.LOCATING, locate_orders, intake.orders, adapters.geocoder,
        store=store.point, area=area, cells=intake.cells, spares=intake.spares, progress=progress,
    )  # fmt: skip
    who = roster(day, config.courier, config.vehicle, state.fleet, clock.ready if clock else 0)
    profiles = profiles_on(day, zones, config.vehicle)
    fleet = road.run(Stage.FLEET, fleet_of_day, day, who.couriers, config.vehicle, profiles)
    shifts = shifts_with_wishes(shifts_with_facts(fleet.shifts, held, state, clock), state)
    fleet = replace(fleet, shifts=shifts)
    rules = stop_rules(hours, fleet, config, promise, adapters.door_times)
    made = road.run(Stage.STOPS, make_stops, found.located, rules)
    bare = (*held.stops, *stops_that_wait(made.stops, state))
    roads = road.run(
        Stage.MEASURING, measure_travel, bare, fleet, zones, store.point, hours,
        config.travel, travel, progress,
    )  # fmt: skip
    within = road.run(
        Stage.SPLITTING, split_off_unreachable, bare, roads, fleet, area, intake.cells, len(held.stops)
    )
    free = within.stops[len(held.stops) :]
    barred = barred_by_crates(free, shifts, state)
    closed = {(limit.vehicle, limit.stop) for limit in barred}
    problem = road.run(
        Stage.BUILDING, build_problem, day, store,
        (*held.stops, *stops_with_wishes(free, shifts, state)), shifts, within.travel,
        (*barred, *(r for r in within.restrictions if (r.vehicle, r.stop) not in closed)), config.costs,
    )  # fmt: skip
    rejected = in_file_order(intake.rejected, found.rejected, within.rejected)
    return Posed(problem, within.stops, held, who, intake, rejected)


def promise_of_day(promise: Promise, request: Request) -> Promise:
    """Return the promise with the lateness that is allowed today."""
    allowed = request.state.fleet.late_allowed
    return promise if allowed is None else promise.model_copy(update={"late_minutes": allowed / MINUTE})


def stop_rules(
    hours: Hours, fleet: Fleet, config: Config, promise: Promise, door_times: DoorTimes | None
) -> StopRules:
    """Gather the store's rules that turn orders into stops."""
    return StopRules(
        delivery=hours,
        promise=promise,
        service=config.service,
        cold=config.cold,
        costs=config.costs,
        rooms=tuple(vehicle.capacity for vehicle in fleet.vehicles.values()),
        skills_in_use=fleet.skills,
        bags_per_crate=config.intake.bags_per_crate,
        door_times=door_times,
    )
