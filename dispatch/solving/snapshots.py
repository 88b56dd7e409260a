"""Routes as chains hand them around, and as solutions."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dispatch.model import BreakAt, Problem, RouteSequence
from dispatch.solving.nodes import nodes_of


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Hold the routes of a solution: (shift, nodes as bytes, ticks)."""

    routes: tuple[tuple[int, bytes, int], ...]


def first_random(seed: int) -> NDArray[np.uint64]:
    """Return the first state of a generator: not 0, and spread for small seeds."""
    return np.array([(seed * 0x9E3779B97F4A7C15 + 0xD1B54A32D192ED03) % 2**64 or 1], np.uint64)


def read_routes(problem: Problem, snapshot: Snapshot) -> tuple[RouteSequence, ...]:
    """Turn rows of nodes into routes; shifts without any trip are left out."""
    rows = {s: np.frombuffer(row, np.int64)[:-1].tolist() for s, row, _ in snapshot.routes}
    nodes, routes = nodes_of(problem), []
    for s, shift in enumerate(problem.shifts):
        begun = RouteSequence.begun(shift)
        trips, breaks, windows = [*map(list, begun.trips)], [*begun.breaks], [*begun.windows]
        for node in rows.get(s, ()):
            if node == 0:
                trips.append([])
            elif node > 0:
                stop = nodes[node - 1].stop
                trips[-1].append(stop.id)
                if stop.number is not None:
                    windows.append((stop.id, stop.number))
            else:
                number, at_store = divmod(-node - 1, 2)
                if at_store:
                    breaks.append(BreakAt(number, len(trips), 0))
                else:
                    breaks.append(BreakAt(number, len(trips) - 1, len(trips[-1])))
        if trips:
            breaks.sort(key=lambda at: at.number)
            routes.append(RouteSequence(shift.id, tuple(map(tuple, trips)), tuple(breaks), tuple(windows)))
    return tuple(routes)
