"""Make the arrays of a chain, and read solutions out of them."""

import numpy as np

from dispatch.model import BreakAt, Problem, RouteOrder
from dispatch.solving.kernels import fields as f


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
    # The generator must not start at 0; the multiplier spreads small seeds.
    start = (seed * 0x9E3779B97F4A7C15 + 0xD1B54A32D192ED03) % 2**64 or 1
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
        random=np.array([start], np.uint64),
        key=np.zeros(nodes, np.int64),
    )


def load_rows(rows: dict[int, list[int]], chain: f.Chain) -> None:
    """Put routes, by shift, in the place of a chain's current ones; the cache is not renewed."""
    state = chain.state
    state.info[:, f.LENGTH] = 1
    state.seq[:, 0] = 0
    for s, row in rows.items():
        state.seq[s, : len(row)] = row
        state.info[s, f.LENGTH] = len(row)


def copy_solution(source: f.Chain, target: f.Chain) -> None:
    """Put one chain's current routes in the place of another's; the cache is not renewed."""
    lengths = source.state.info[:, f.LENGTH]
    load_rows({s: source.state.seq[s, :n].tolist() for s, n in enumerate(lengths.tolist())}, target)


def read_routes(problem: Problem, seq: f.Ints, length: f.Ints) -> tuple[RouteOrder, ...]:
    """Turn rows of nodes into routes; shifts without any trip are left out."""
    routes = []
    for shift, row, n in zip(problem.shifts, seq, length, strict=True):
        trips = [list(trip.stops) for trip in shift.fixed]
        breaks = [at for trip in shift.fixed for at in trip.breaks]
        for node in row[: n - 1].tolist():
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
                RouteOrder(
                    shift.id,
                    tuple(map(tuple, trips)),
                    tuple(sorted(breaks, key=lambda at: at.number)),
                )
            )
    return tuple(routes)
