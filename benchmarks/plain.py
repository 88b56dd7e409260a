"""Benchmark instances as problems of the product, and an independent check of routes."""

from array import array
from datetime import date

from instances import Instance

from dispatch.model import (
    Address,
    Confidence,
    Depot,
    Load,
    LocatedOrder,
    Order,
    Place,
    Problem,
    Shift,
    Solution,
    Stop,
    TimeWindow,
    TravelMatrix,
    Vehicle,
)

LEFT_BEHIND = 10_000_000
"""Cents: no route is worth it."""


def as_problem(instance: Instance) -> Problem:
    """Say the instance in the words of the product: a unit of cost is a metre, and 18 ticks."""
    place = Place(0.0, 0.0, "given", Confidence.EXACT, Address())
    cells = array("i", instance.durations.astype("int32").tobytes()).tobytes()
    stops = tuple(
        Stop(
            str(i),
            (LocatedOrder(Order(str(i), i, 0, "", "", Address()), place),),
            place,
            TimeWindow(int(instance.earliest[i]), int(instance.latest[i])),
            int(instance.latest[i]),
            Load(crates=int(instance.demand[i])),
            int(instance.service[i]),
            drop_cents=LEFT_BEHIND,
        )
        for i in range(1, len(instance.demand))
    )
    vehicles = [
        Vehicle(f"v{r}", "van", "van", Load(instance.capacity), loading_seconds=0, cents_per_km=1)
        for r in range(instance.vehicles)
    ]
    hours = TimeWindow(int(instance.earliest[0]), int(instance.latest[0]))
    return Problem(
        date(2026, 1, 1),
        Depot("depot", 0.0, 0.0, Address()),
        stops,
        tuple(Shift(f"r{r}", "", v, hours, max_trips=1) for r, v in enumerate(vehicles)),
        (TravelMatrix.from_bytes("van", len(instance.demand), cells, cells, "benchmark"),),
    )


def routes_of(solution: Solution) -> list[list[int]]:
    """Return the customers of each route."""
    return [[int(stop) for stop in trip] for route in solution.routes for trip in route.trips]


def cost_of(instance: Instance, routes: list[list[int]]) -> int | None:
    """Return the durations driven, or None if the routes break a rule: the independent check."""
    served = sorted(i for route in routes for i in route)
    if served != list(range(1, len(instance.demand))) or len(routes) > instance.vehicles:
        return None
    cost = 0
    for route in routes:
        clock, here = int(instance.earliest[0]), 0
        if sum(int(instance.demand[i]) for i in route) > instance.capacity:
            return None
        for i in [*route, 0]:
            leg = int(instance.durations[here, i])
            cost += leg
            clock = max(clock + int(instance.service[here]) + leg, int(instance.earliest[i]))
            if clock > int(instance.latest[i]):
                return None
            here = i
    return cost
