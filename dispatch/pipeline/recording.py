"""What is kept of a plan beside it: where each row ended, and what it was made from and by."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TypedDict

from dispatch.model import (
    Accounts,
    InputFile,
    Intake,
    Plan,
    Problem,
    Provenance,
    Rejected,
    TravelProfile,
    TripShape,
)
from dispatch.pipeline.road import Adapters, Road
from dispatch.ports import TravelSource


def balance(
    intake: Intake, held: int, rejected: Sequence[Rejected], problem: Problem, plan: Plan
) -> Accounts:
    """Balance the store's own rows; the value refuses to be made if one is missing.

    Parameters
    ----------
    intake
        What was read, less the orders that are on their way.
    held
        How many of those there are.
    rejected, problem, plan
        Where the others ended.
    """
    return Accounts(
        read=intake.rows + held,
        not_flagged=intake.not_flagged,
        rejected=len(rejected),
        unassigned=sum(len(stop.orders) for stop in plan.unserved),
        planned=sum(len(stop.orders) for stop in problem.own_stops(plan.served())),
    )


def in_file_order(*rejected: Iterable[Rejected]) -> tuple[Rejected, ...]:
    """Join rejected rows of several stages in the order of the file."""
    return tuple(sorted(chain(*rejected), key=lambda reject: reject.row))


def draw_trips(problem: Problem, plan: Plan, travel: TravelSource) -> tuple[TripShape, ...]:
    """Draw every trip, from where it loads through its stops to where the next one loads, or home."""
    points = {stop.id: stop.place.point for stop in problem.stops}
    return tuple(
        TripShape(
            route.name,
            number,
            travel.legs(
                TravelProfile.of_key(route.shift.vehicle.profile),
                [begin.point, *(points[visit.stop] for visit in trip.visits), end.point],
            ),
        )
        for route in plan.routes
        for number, trip in enumerate(route.trips, start=1)
        for begin, end in [[problem.depots[depot] for depot in route.ends(number)]]
    )


def record(inputs: tuple[InputFile, ...], problem: Problem, adapters: Adapters, road: Road) -> Provenance:
    """Write down what the plan was made from and by."""
    return Provenance(
        program=adapters.program,
        made_at=adapters.now().isoformat(timespec="seconds"),
        inputs=inputs,
        versions=adapters.versions,
        timings=road.timings,
        **places_and_roads(problem),
    )


class PlacesAndRoads(TypedDict):
    """Hold what a record says of a problem's places and roads."""

    travel_sources: tuple[tuple[str, str], ...]
    place_sources: tuple[tuple[str, int], ...]


def places_and_roads(problem: Problem) -> PlacesAndRoads:
    """Say where places and travel times of a problem come from."""
    sources = Counter(order.place.source for stop in problem.stops for order in stop.orders)
    return PlacesAndRoads(
        travel_sources=tuple((matrix.profile, matrix.source) for matrix in problem.travel),
        place_sources=tuple(sorted(sources.items())),
    )
