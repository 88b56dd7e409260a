"""Other solvers on product days: what each can say of our problem, said as exactly as it can.

PyVRP gets the mixed fleet (equal shifts as one type), loads, windows, release times, several trips
(reload depots, loading as service at the depot), all costs in the exact proportion, the price of
leaving a stop behind, skills and barred pairs (as profiles), and several windows of a stop (as a group of
clients of which one at most is served). It does not get breaks, cold limits or lateness at a price (its
windows are hard).

VROOM knows neither reloads nor release times. Each shift is cut into as many equal slots as it may
have trips, each slot a vehicle of its own that leaves when the slot began and loading is done; a stop
is allowed only in slots that leave after its release (a skill). So its plans keep the rules, but its
trips cannot move. Several windows it knows. Its hours count driving alone, a use is spread over the slots;
breaks, cold limits and lateness are left out.
"""

import math
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dispatch.model import CENT, UNREACHABLE, Problem, RouteSequence, Shift, Solution, Stop

Loads = list[list[int]]
NEVER = 1_000_000
"""Seconds and metres of a leg that is not to be driven."""


def loads_of(problem: Problem) -> tuple[Loads, Loads]:
    """Return loads of stops and room of shifts in the dimensions that any stop needs."""
    loads = [stop.load.as_tuple() for stop in problem.stops]
    rooms = [shift.vehicle.capacity.as_tuple() for shift in problem.shifts]
    used = [d for d in range(4) if any(load[d] for load in loads)]
    return [[load[d] for d in used] for load in loads], [[room[d] for d in used] for room in rooms]


def matrices_of(problem: Problem, shift: Shift) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return seconds and metres of a shift; no way leads to a stop that it may not serve."""
    matrix = problem.matrix(shift.vehicle.profile)
    shape = (matrix.size, matrix.size)
    seconds = np.frombuffer(matrix.flat_seconds, np.int32).reshape(shape).astype(np.int64)
    metres = np.frombuffer(matrix.flat_metres, np.int32).reshape(shape).astype(np.int64)
    lost = seconds >= UNREACHABLE
    barred = {r.stop for r in problem.restrictions if r.vehicle == shift.vehicle.id}
    for place, stop in enumerate(problem.stops, start=1):
        if stop.id in barred or not stop.skills <= shift.skills:
            lost[:, place] = True
    np.fill_diagonal(lost, val=False)
    seconds[lost] = metres[lost] = NEVER
    return seconds, metres


def profiles_of(problem: Problem) -> tuple[list[Shift], list[int]]:
    """Return a shift for each distinct set of matrices, and which of them each shift travels by."""
    barred: dict[str, set[str]] = defaultdict(set)
    for restriction in problem.restrictions:
        barred[restriction.vehicle].add(restriction.stop)
    wanted = frozenset().union(*(stop.skills for stop in problem.stops))
    known: dict[object, int] = {}
    examples, which = [], []
    for shift in problem.shifts:
        key = (shift.vehicle.profile, shift.skills & wanted, frozenset(barred[shift.vehicle.id]))
        if key not in known:
            known[key] = len(examples)
            examples.append(shift)
        which.append(known[key])
    return examples, which


def pyvrp(
    problem: Problem, seconds: float, seed: int, clock: Callable[[], float] = time.perf_counter
) -> tuple[Solution, int]:
    """Solve with PyVRP; return the solution and its iterations."""
    from pyvrp import Client, ClientGroup, Depot, Location, ProblemData, VehicleType, solve

    began = clock()
    loads, rooms = loads_of(problem)
    examples, which = profiles_of(problem)
    matrices = [matrices_of(problem, shift) for shift in examples]
    hour, km = CENT // 3600, CENT // 1000
    unit = math.gcd(
        *(hour * s.cents_per_hour for s in problem.shifts),
        *(km * s.vehicle.cents_per_km for s in problem.shifts),
    )
    loading = sorted({shift.vehicle.loading_seconds for shift in problem.shifts})
    asked = [(place, choice) for place, stop in enumerate(problem.stops, start=1) for choice in stop.choices]
    groups = [place for place, stop in enumerate(problem.stops, start=1) if stop.alternatives]
    clients_of: dict[int, list[int]] = defaultdict(list)
    for client, (place, _) in enumerate(asked):
        clients_of[place].append(client)
    clients = [
        Client(
            place,
            loads[place - 1],
            service_duration=stop.service_seconds,
            tw_early=stop.window.earliest,
            tw_late=stop.window.latest,
            # Theirs is when loading may begin, ours when the trip may leave.
            release_time=max(0, stop.release - loading[0]),
            prize=CENT * stop.drop_cents // unit,
            required=False,
            group=groups.index(place) if place in groups else None,
        )
        for place, stop in asked
    ]
    alike: dict[object, list[int]] = defaultdict(list)
    for n, shift in enumerate(problem.shifts):
        vehicle = replace(shift.vehicle, id="")
        alike[vehicle, shift.hours, shift.cents_per_hour, shift.max_trips, which[n]].append(n)
    types = []
    for group in alike.values():
        shift = problem.shifts[group[0]]
        store = loading.index(shift.vehicle.loading_seconds)
        types.append(
            VehicleType(
                len(group),
                rooms[group[0]],
                start_depot=store,
                end_depot=store,
                fixed_cost=CENT * shift.vehicle.use_cents // unit,
                tw_early=shift.hours.earliest,
                tw_late=shift.hours.latest,
                max_distance=shift.vehicle.range_m or 2**40,
                unit_distance_cost=km * shift.vehicle.cents_per_km // unit,
                unit_duration_cost=hour * shift.cents_per_hour // unit,
                profile=which[group[0]],
                reload_depots=[store],
                max_reloads=shift.max_trips - 1,
            )
        )
    data = ProblemData(
        [Location(0, 0) for _ in range(len(problem.stops) + 1)],
        clients,
        [Depot(0, service_duration=each) for each in loading],
        types,
        [metres for _, metres in matrices],
        [durations for durations, _ in matrices],
        [
            ClientGroup([n for n, (of, _) in enumerate(asked) if of == place], required=False)
            for place in groups
        ],
    )
    result = solve(data, lambda _: clock() - began >= seconds, seed=seed, collect_stats=False, display=False)
    routes = []
    free = [iter(group) for group in alike.values()]
    for route in result.best.routes():
        trips: dict[int, list[Stop]] = defaultdict(list)
        for activity in route.schedule():
            if activity.is_client():
                trips[activity.trip].append(asked[activity.idx][1])
        ordered = [trips[trip] for trip in sorted(trips)]
        routes.append(_sequence(problem.shifts[next(free[route.vehicle_type()])], ordered))
    return Solution(tuple(routes)), result.num_iterations


def vroom(problem: Problem, seconds: float, threads: int) -> tuple[Solution, int]:
    """Solve with VROOM at its highest exploration; it knows no seed."""
    import vroom as api

    loads, rooms = loads_of(problem)
    model = api.Input()
    for profile in {shift.vehicle.profile: shift for shift in problem.shifts}.values():
        matrix = problem.matrix(profile.vehicle.profile)
        shape = (matrix.size, matrix.size)
        for flat, tell in (
            (matrix.flat_seconds, model.set_durations_matrix),
            (matrix.flat_metres, model.set_distances_matrix),
        ):
            cells = np.frombuffer(flat, np.int32).reshape(shape)
            tell(profile.vehicle.profile, np.minimum(cells, NEVER).astype(np.uint32))
    slots = [(n, start, end) for n, shift in enumerate(problem.shifts) for start, end in _slots(shift)]
    leaving = sorted({start for _, start, _ in slots})
    words = sorted(frozenset().union(*(stop.skills for stop in problem.stops)))
    pairs = {(r.vehicle, r.stop) for r in problem.restrictions}
    if pairs:
        raise ValueError("restrictions are not told to VROOM")
    for number, (n, start, end) in enumerate(slots):
        shift = problem.shifts[n]
        able = {len(leaving) + words.index(word) for word in shift.skills if word in words}
        model.add_vehicle(
            api.Vehicle(
                number,
                start=0,
                end=0,
                profile=shift.vehicle.profile,
                capacity=rooms[n],
                skills=able | set(range(leaving.index(start) + 1)),
                time_window=api.TimeWindow(start, end),
                costs=api.VehicleCosts(
                    fixed=shift.vehicle.use_cents // shift.max_trips,
                    per_hour=shift.cents_per_hour,
                    per_km=shift.vehicle.cents_per_km,
                ),
            )
        )
    for place, stop in enumerate(problem.stops, start=1):
        first = next((k for k, start in enumerate(leaving) if start >= stop.release), None)
        if first is None:
            continue
        model.add_job(
            api.Job(
                place,
                location=place,
                delivery=loads[place - 1],
                default_service=stop.service_seconds,
                time_windows=[api.TimeWindow(c.window.earliest, c.window.latest) for c in stop.choices],
                skills={first} | {len(leaving) + words.index(word) for word in stop.skills},
            )
        )
    answer = model.solve(exploration_level=5, nb_threads=threads, timeout=timedelta(seconds=seconds))
    trips: dict[int, list[Stop]] = defaultdict(list)
    columns = ["vehicle_id", "type", "id", "arrival", "waiting_time"]
    for vehicle, kind, job, arrival, wait in answer.routes[columns].itertuples(index=False):
        if kind == "job":
            choices = problem.stops[int(job) - 1].choices
            trips[int(vehicle)].append(next(c for c in choices if arrival + wait <= c.window.latest))
    routes: dict[int, list[list[Stop]]] = defaultdict(list)
    for number in sorted(trips):
        routes[slots[number][0]].append(trips[number])
    return Solution(tuple(_sequence(problem.shifts[n], each) for n, each in routes.items())), 0


def _sequence(shift: Shift, trips: list[list[Stop]]) -> RouteSequence:
    """Return the trips of a shift, each stop in the window that it is given with."""
    windows = ((stop.id, stop.number) for trip in trips for stop in trip)
    taken = tuple((stop, number) for stop, number in windows if number is not None)
    return RouteSequence(shift.id, tuple(tuple(stop.id for stop in trip) for trip in trips), windows=taken)


def _slots(shift: Shift) -> list[tuple[int, int]]:
    """Return when each of the shift's equal slots leaves the store and ends."""
    start, length = shift.hours.earliest, shift.hours.latest - shift.hours.earliest
    edges = [start + length * k // shift.max_trips for k in range(shift.max_trips + 1)]
    return [(a + shift.vehicle.loading_seconds, b) for a, b in pairwise(edges)]
