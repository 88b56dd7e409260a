"""The days of stores that share couriers, as one problem with several depots."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from dispatch.model import (
    OF_STORE,
    Plan,
    Point,
    Problem,
    Restriction,
    RouteSequence,
    Shift,
    Solution,
    Stop,
    TravelMatrix,
)
from dispatch.model.names import among


@dataclass(frozen=True, slots=True)
class Sharer:
    """Hold the day of a store among others.

    Parameters
    ----------
    name
        Of the store; goes before every id.
    problem
        Its day with its depot alone.
    may_load_at
        Id of a vehicle → the numbers of the stores where its trips may load besides its own.
    travel
        One matrix per profile of its own vehicles, over :func:`common_points`.
    limits
        What keeps its vehicles from stops of the other stores; stops by their name among all.
    """

    name: str
    problem: Problem
    may_load_at: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    travel: tuple[TravelMatrix, ...] = ()
    limits: tuple[Restriction, ...] = ()

    def __post_init__(self) -> None:
        if self.problem.more_depots:
            raise ValueError(f"the day of {self.name} has more than one depot already")


def profile_of(store: str, profile: str) -> str:
    """Return how the profile of a store is called among those of all stores."""
    return f"{profile}{OF_STORE}{store}"


def common_points(problems: Sequence[Problem]) -> list[Point]:
    """List the places of the problem of all stores: its first depot, all stops, its other depots."""
    homes = [one.depot.point for one in problems]
    return [homes[0], *(stop.place.point for one in problems for stop in one.stops), *homes[1:]]


def joined_stops(store: str, depot: int, problem: Problem) -> tuple[Stop, ...]:
    """Return the stops of a store as they are among those of all stores."""
    return tuple(
        replace(
            stop,
            id=among(store, stop.id),
            depot=depot,
            orders=tuple(
                replace(
                    located,
                    order=replace(located.order, receipt_id=among(store, located.order.receipt_id)),
                )
                for located in stop.orders
            ),
        )
        for stop in problem.stops
    )


def join(sharers: Sequence[Sharer]) -> Problem:
    """Put the days of stores together: each order is its own store's, each shift begins and ends at its own.

    The prices of the first store are those of all.
    """
    first = sharers[0].problem
    return replace(
        first,
        stops=tuple(stop for n, one in enumerate(sharers) for stop in joined_stops(one.name, n, one.problem)),
        shifts=tuple(_shift(one, n, shift) for n, one in enumerate(sharers) for shift in one.problem.shifts),
        travel=tuple(
            replace(matrix, profile=profile_of(one.name, matrix.profile))
            for one in sharers
            for matrix in one.travel
        ),
        restrictions=tuple(limit for one in sharers for limit in _limits(one)),
        affinities=tuple(
            replace(liking, shift=among(one.name, liking.shift), stop=among(one.name, liking.stop))
            for one in sharers
            for liking in one.problem.affinities
        ),
        more_depots=tuple(one.problem.depot for one in sharers[1:]),
    )


def apart(problem: Problem) -> Problem:
    """Return the same problem with every courier at the own store."""
    return replace(problem, shifts=tuple(replace(shift, may_load_at=()) for shift in problem.shifts))


def joined_solution(plans: Mapping[str, Plan]) -> Solution:
    """Return the plans of stores, by name, as one solution."""
    return Solution(
        tuple(_sequence(store, route.sequence) for store, plan in plans.items() for route in plan.routes)
    )


def _sequence(store: str, route: RouteSequence) -> RouteSequence:
    return replace(route.named(partial(among, store)), shift=among(store, route.shift))


def _shift(one: Sharer, depot: int, shift: Shift) -> Shift:
    named = shift_named(shift, partial(among, one.name), partial(profile_of, one.name))
    return replace(named, depot=depot, may_load_at=one.may_load_at.get(shift.vehicle.id, ()))


def shift_named(shift: Shift, name: Callable[[str], str], profile: Callable[[str], str]) -> Shift:
    """Return a shift with itself, its courier, vehicle and stops, and its profile, called otherwise."""
    vehicle = shift.vehicle
    return replace(
        shift,
        id=name(shift.id),
        courier=name(shift.courier),
        vehicle=replace(vehicle, id=name(vehicle.id), profile=profile(vehicle.profile)),
        fixed=tuple(replace(trip, stops=tuple(map(name, trip.stops))) for trip in shift.fixed),
    )


def _limits(one: Sharer) -> tuple[Restriction, ...]:
    own = tuple(replace(limit, stop=among(one.name, limit.stop)) for limit in one.problem.restrictions)
    return tuple(replace(limit, vehicle=among(one.name, limit.vehicle)) for limit in (*own, *one.limits))
