"""What a day asks: the problem with what it was made of, and the rules that its orders are held to."""

from dataclasses import dataclass

from dispatch.building.fleet import Fleet
from dispatch.building.stops import StopRules
from dispatch.clock import MINUTE
from dispatch.config import Config, Hours, Promise
from dispatch.day import Held, Roster
from dispatch.model import Intake, Problem, Rejected, Stop
from dispatch.pipeline.road import Request
from dispatch.ports import DoorTimes


@dataclass(frozen=True, slots=True)
class DayProblem:
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
    promised
        Stops of promises that nobody has bought yet: they are in the problem, and in no plan.
    """

    problem: Problem
    bare: tuple[Stop, ...]
    held: Held
    who: Roster
    intake: Intake
    rejected: tuple[Rejected, ...]
    promised: frozenset[str] = frozenset()

    @property
    def free(self) -> tuple[Stop, ...]:
        """The stops that are bought and have not left, without wishes."""
        return tuple(stop for stop in self.bare[len(self.held.stops) :] if stop.id not in self.promised)


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
