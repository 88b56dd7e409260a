"""Make the arrays of a chain, and read solutions out of them."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from dispatch.model import BreakAt, Problem, RouteSequence
from dispatch.solving.kernels import fields as f


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Hold the routes of a solution: (shift, nodes as bytes, ticks)."""

    routes: tuple[tuple[int, bytes, int], ...]

    @classmethod
    def of(cls, seq: f.Ints, length: f.Ints, cost: f.Ints) -> Self:
        """Copy the routes that have trips."""
        used = [s for s, n in enumerate(length.tolist()) if n > 1]
        return cls(tuple((s, seq[s, : length[s]].tobytes(), int(cost[s])) for s in used))


def first_random(seed: int) -> NDArray[np.uint64]:
    """Return the first state of a generator: not 0, and spread for small seeds."""
    return np.array([(seed * 0x9E3779B97F4A7C15 + 0xD1B54A32D192ED03) % 2**64 or 1], np.uint64)


def new_chain(data: f.Data, seed: int) -> f.Chain:
    """Make a chain without any route."""
    shifts, nodes = len(data.shift), len(data.stop)
    breaks = data.pause.shape[1]
    # A stop and the 0 behind it in the worst case, the first 0, breaks, and one stop on trial.
    width = 2 * nodes + breaks + 4
    state = f.State(
        seq=np.zeros((shifts, width), np.int64),
        cache=np.zeros((shifts, width, f.CACHE_WIDTH), np.int64),
        info=np.zeros((shifts, f.INFO_WIDTH), np.int64),
        at=np.full((nodes, 2), -1, np.int64),
        gap=np.zeros((nodes, f.GAP_WIDTH), np.int32),
        scratch=np.zeros((6, width), np.int64),
    )
    state.info[:, f.LENGTH] = 1
    return f.Chain(
        state=state,
        counts=np.zeros(8, np.int64),
        absent=np.zeros(nodes, np.int64),
        touched=np.zeros(shifts, np.int64),
        out=np.zeros(nodes, np.int64),
        dirty=np.zeros(shifts, np.int64),
        kept_seq=np.zeros((shifts, width), np.int64),
        kept_length=np.zeros(shifts, np.int64),
        kept_cost=np.zeros(shifts, np.int64),
        kept_absent=np.zeros(nodes, np.int64),
        best_seq=np.zeros((shifts, width), np.int64),
        best_length=np.ones(shifts, np.int64),
        best_cost=np.zeros(shifts, np.int64),
        random=first_random(seed),
        key=np.zeros(nodes, np.int64),
    )


def load_routes(snapshot: Snapshot, chain: f.Chain) -> None:
    """Put routes in the place of a chain's current ones; the cache is not renewed."""
    state = chain.state
    state.info[:, f.LENGTH] = 1
    state.seq[:, 0] = 0
    for s, row, _ in snapshot.routes:
        nodes = np.frombuffer(row, np.int64)
        state.seq[s, : len(nodes)] = nodes
        state.info[s, f.LENGTH] = len(nodes)


def read_routes(problem: Problem, snapshot: Snapshot) -> tuple[RouteSequence, ...]:
    """Turn rows of nodes into routes; shifts without any trip are left out."""
    rows = {s: np.frombuffer(row, np.int64)[:-1].tolist() for s, row, _ in snapshot.routes}
    routes = []
    for s, shift in enumerate(problem.shifts):
        trips = [list(trip.stops) for trip in shift.fixed]
        breaks = [at for trip in shift.fixed for at in trip.breaks]
        for node in rows.get(s, ()):
            if node == 0:
                trips.append([])
            elif node > 0:
                trips[-1].append(problem.stops[node - 1].id)
            else:
                number, at_store = divmod(-node - 1, 2)
                if at_store:
                    breaks.append(BreakAt(number, len(trips), 0))
                else:
                    breaks.append(BreakAt(number, len(trips) - 1, len(trips[-1])))
        if trips:
            routes.append(
                RouteSequence(
                    shift.id,
                    tuple(map(tuple, trips)),
                    tuple(sorted(breaks, key=lambda at: at.number)),
                )
            )
    return tuple(routes)
