"""Instances that PyVRP reads as problems of the product, and answers as PyVRP's solutions."""

import re
from array import array
from datetime import date
from pathlib import Path

import numpy as np
import pyvrp
from numpy.typing import NDArray

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

Trips = tuple[int, list[list[int]]]
"""The type of a vehicle, and the clients of each of its trips, from 0 on."""

REQUIRED = 10**9
"""Cents for leaving a required client behind: no route is worth it."""

LATEST = (2**31 - 2) // 4
"""No moment of ours is later."""


def read_data(file: Path, vehicles: int | None = None) -> pyvrp.ProblemData:
    """Read a file with the rounding of its set; ``vehicles`` replaces their number."""
    rounding = "none" if file.name.startswith("ORTEC") else "round" if "HFVRP" in file.name else "dimacs"
    data = pyvrp.read(file, round_func=rounding)
    if vehicles is not None:
        data = data.replace(vehicle_types=[data.vehicle_types()[0].replace(num_available=vehicles)])
    return data


def as_problem(data: pyvrp.ProblemData) -> tuple[Problem, list[int]]:
    """Say the instance in the words of the product; return it and the type of each shift.

    A unit of distance is a metre and a unit of cost is a cent.
    """
    clients, types, depots = data.clients(), data.vehicle_types(), data.depots()
    depot, further = depots[0], depots[1:]
    places = [depot.location, *(client.location for client in clients), *(one.location for one in further)]
    seconds, metres = (m[places][:, places] for m in (data.duration_matrix(0), data.distance_matrix(0)))
    end = max(v.tw_late for v in types)
    if end > LATEST:
        end = min(LATEST, int(seconds.max()) * (len(clients) + 1))
    place = Place(0.0, 0.0, "given", Confidence.EXACT, Address())
    stops = tuple(
        Stop(
            str(i),
            (LocatedOrder(Order(str(i), i, 0, "", "", Address()), place),),
            place,
            TimeWindow(c.tw_early, min(c.tw_late, end)),
            min(c.tw_late, end),
            Load(crates=int(c.delivery[0]) if c.delivery else 0),
            c.service_duration,
            release=c.release_time,
            drop_cents=REQUIRED if c.required else int(c.prize),
            depot=None,
        )
        for i, c in enumerate(clients)
    )
    shifts, kinds = [], []
    for t, v in enumerate(types):
        for k in range(min(v.num_available, len(clients))):
            vehicle = Vehicle(
                f"v{t}.{k}",
                "van",
                "van",
                Load(int(v.capacity[0])),
                loading_seconds=depot.service_duration,
                use_cents=v.fixed_cost,
                cents_per_km=1000 * v.unit_distance_cost,
            )
            trips = min(v.max_trips, len(clients)) if v.reload_depots else 1
            hours = TimeWindow(v.tw_early, min(v.tw_late, end))
            shifts.append(Shift(f"r{t}.{k}", "", vehicle, hours, max_trips=trips, depot=v.start_depot))
            kinds.append(t)
    matrix = TravelMatrix.from_bytes("van", len(places), _bytes(seconds), _bytes(metres), "benchmark")
    day, store = date(2026, 1, 1), Depot("depot", 0.0, 0.0, Address())
    more = tuple(Depot(f"depot {n}", 0.0, 0.0, Address()) for n in range(2, len(depots) + 1))
    return Problem(day, store, stops, tuple(shifts), (matrix,), more_depots=more), kinds


def _bytes(cells: NDArray[np.int64]) -> bytes:
    return array("i", cells.astype(np.int32).tobytes()).tobytes()


def ours_of(problem: Problem, types: list[int], solution: Solution) -> list[Trips]:
    """Return the routes of a solution of ours."""
    kinds = {shift.id: t for shift, t in zip(problem.shifts, types, strict=True)}
    return [(kinds[r.shift], [[int(stop) for stop in trip] for trip in r.trips]) for r in solution.routes]


def read_solution(data: pyvrp.ProblemData, file: Path) -> list[Trips]:
    """Read a solution file: a line for each vehicle, in the order of the types."""
    types = [t for t, v in enumerate(data.vehicle_types()) for _ in range(v.num_available)]
    routes: list[Trips] = []
    for line in file.read_text().splitlines():
        match = re.match(r"Route #(\d+): ?(.*)", line)
        if match is None:
            continue
        trips: list[list[int]] = [[]]
        for place in map(int, match[2].split()):
            if place < data.num_depots:
                trips.append([])
            else:
                trips[-1].append(place - data.num_depots)
        if any(trips):
            routes.append((types[min(int(match[1]), len(types)) - 1], [trip for trip in trips if trip]))
    return routes


def judged(data: pyvrp.ProblemData, routes: list[Trips]) -> tuple[int | None, int]:
    """Return the cost by PyVRP's own evaluation, None if a rule is broken, and the number of routes."""
    made = []
    for kind, trips in routes:
        activities = []
        for n, trip in enumerate(trips):
            if n:
                activities.append(pyvrp.Activity(pyvrp.ActivityType.DEPOT, 0))
            activities += [pyvrp.Activity(pyvrp.ActivityType.CLIENT, client) for client in trip]
        made.append(pyvrp.Route(data, activities, kind))
    solution = pyvrp.Solution(data, made)
    evaluator = pyvrp.CostEvaluator([1] * data.num_load_dimensions, 1, 1)
    return (evaluator.penalised_cost(solution) if solution.is_feasible() else None), len(routes)
