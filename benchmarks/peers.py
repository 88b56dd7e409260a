"""Other solvers on the same integers, for as long, on as many threads."""

from concurrent.futures import ProcessPoolExecutor

import numpy as np
from instances import Instance
from plain import cost_of


def several(solver, instance: Instance, seconds: float, seed: int, threads: int):
    """Run a single-threaded solver once a thread, with seeds of their own, and keep the best."""
    if threads == 1:
        return solver(instance, seconds, seed)
    with ProcessPoolExecutor(threads) as pool:
        runs = [pool.submit(solver, instance, seconds, seed + 1000 * t) for t in range(threads)]
        answers = [run.result() for run in runs]
    legal = [a for a in answers if cost_of(instance, a) is not None]
    return min(legal, key=lambda a: cost_of(instance, a)) if legal else answers[0]


def pyvrp(instance: Instance, seconds: float, seed: int) -> list[list[int]]:
    """Solve with PyVRP as its documentation does."""
    from pyvrp import Client, Depot, Location, ProblemData, VehicleType, solve
    from pyvrp.stop import MaxRuntime

    n = len(instance.demand)
    earliest, latest = int(instance.earliest[0]), int(instance.latest[0])
    data = ProblemData(
        [Location(0, 0) for _ in range(n)],
        [
            Client(
                i,
                [int(instance.demand[i])],
                service_duration=int(instance.service[i]),
                tw_early=int(instance.earliest[i]),
                tw_late=int(instance.latest[i]),
            )
            for i in range(1, n)
        ],
        [Depot(0)],
        [VehicleType(instance.vehicles, [instance.capacity], tw_early=earliest, tw_late=latest)],
        [instance.durations],
        [instance.durations],
    )
    result = solve(data, stop=MaxRuntime(seconds), seed=seed, display=False)
    return [[stop.idx + 1 for stop in route.schedule() if stop.is_client()] for route in result.best.routes()]


def vroom(instance: Instance, threads: int) -> list[list[int]]:
    """Solve with VROOM at its highest exploration; it stops by itself and knows no seed."""
    import vroom as api

    model = api.Input()
    model.set_durations_matrix("car", instance.durations.astype(np.uint32))
    hours = api.TimeWindow(int(instance.earliest[0]), int(instance.latest[0]))
    for v in range(instance.vehicles):
        model.add_vehicle(
            api.Vehicle(v, start=0, end=0, capacity=[instance.capacity], time_window=hours, profile="car")
        )
    for i in range(1, len(instance.demand)):
        window = api.TimeWindow(int(instance.earliest[i]), int(instance.latest[i]))
        model.add_job(
            api.Job(
                i,
                location=i,
                delivery=[int(instance.demand[i])],
                default_service=int(instance.service[i]),
                time_windows=[window],
            )
        )
    answer = model.solve(exploration_level=5, nb_threads=threads)
    routes: dict[int, list[int]] = {}
    for vehicle, kind, job in answer.routes[["vehicle_id", "type", "id"]].itertuples(index=False):
        if kind == "job":
            routes.setdefault(int(vehicle), []).append(int(job))
    return list(routes.values())
