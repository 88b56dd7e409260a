"""A district's turn: the search goes on from its routes for a while."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from dispatch.model import CENT, Problem
from dispatch.solving.chains import Chain, Tally
from dispatch.solving.districts import District
from dispatch.solving.encode import encode
from dispatch.solving.encode_rings import encode_rings
from dispatch.solving.nodes import nodes_of
from dispatch.solving.ordering import side_by_side
from dispatch.solving.parallel import CHUNK, EARLY
from dispatch.solving.ring_chain import RingChain
from dispatch.solving.snapshots import Snapshot

CALLS = 8
"""Calls of compiled code in a turn, where no clock is looked at."""

Routes = dict[int, tuple[tuple[int, ...], int]]
"""By shift: nodes as in a :class:`~dispatch.solving.snapshots.Snapshot`, numbered as in the whole; ticks."""

Further = Mapping[tuple[int, int | None], int]
"""By node of a stop, and number of another window of it: the node that this is in the whole."""

NONE: Further = {}


@dataclass(frozen=True, slots=True)
class Span:
    """Say how long a turn is, and which part of the whole search it is.

    Parameters
    ----------
    seconds, steps
        How long; None for no limit in either.
    since, until
        Shares of the budget that are used when it begins and when it ends.
    """

    seconds: float | None
    steps: int | None
    since: float
    until: float


@dataclass(frozen=True, slots=True)
class Turn:
    """Say what a district came to.

    Parameters
    ----------
    now
        Its routes at the end.
    best, record
        The best that it saw, and what that costs with what is left behind, in ticks.
    steps
        How many it made.
    tally
        What each kind of change did.
    """

    now: Routes
    best: Routes
    record: int
    steps: int = 0
    tally: Tally = field(default_factory=dict)


def take_turn(
    problem: Problem,
    district: District,
    routes: Routes,
    seed: int,
    span: Span,
    clock: Callable[[], float],
    stopped: Callable[[], bool],
    further: Further = NONE,
) -> Turn:
    """Search a district from the routes that it has, or from none.

    Parameters
    ----------
    problem
        The district's alone.
    district
        Its stops and shifts, numbered as in the whole.
    routes
        Those of its shifts.
    seed
        Of the random draws.
    span
        How long.
    clock
        What seconds are measured with.
    stopped
        Asked whether to end at once.
    further
        Nodes of the whole for further windows of stops.
    """
    began = clock()
    if not problem.shifts:
        return Turn({}, {}, sum(stop.drop_cents for stop in problem.stops) * CENT)
    named = dict(zip((stop.id for stop in problem.stops), district.nodes, strict=True))
    problem = side_by_side(problem)
    nodes = nodes_of(problem)
    whole = [
        named[stop.id] if number <= len(problem.stops) else further[named[stop.id], stop.number]
        for number, (_, stop) in enumerate(nodes, start=1)
    ]
    numbers = _Numbers(district, whole)
    chain = RingChain(*encode_rings(encode(problem)), seed)
    if any(s in routes for s in district.shifts):
        chain.take(numbers.inward(routes))
    else:
        chain.construct()
    steps = _advance(chain, span, began, clock, stopped)
    return Turn(numbers.outward(chain.now()), numbers.outward(chain.best()), chain.record, steps, chain.tally)


def _advance(
    chain: Chain, span: Span, began: float, clock: Callable[[], float], stopped: Callable[[], bool]
) -> int:
    """Make steps until the turn is over, and return how many."""
    heat, width = chain.cooling.heat, span.until - span.since
    done, pace = 0, 50 if span.seconds is not None else max(1, -(-(span.steps or 0) // CALLS))
    used = _used(span, 0, began, clock)
    while used < 1.0 and not stopped():
        steps = pace if span.steps is None else min(pace, span.steps - done)
        whole = done / (used * width) if used > EARLY else 0.0
        if span.seconds is None:
            whole = (span.steps or 0) / width
        ahead = (done + steps) / span.steps if span.steps else 0.0
        if span.seconds is not None:
            ahead = max(ahead, used + CHUNK / span.seconds)
        now = clock()
        chain.advance(
            steps,
            heat(span.since + width * used, whole),
            heat(span.since + width * min(1.0, ahead), whole),
        )
        done += steps
        if span.seconds is not None:
            pace = max(1, int(steps * CHUNK / max(1e-6, clock() - now)))
        used = _used(span, done, began, clock)
    return done


def _used(span: Span, done: int, began: float, clock: Callable[[], float]) -> float:
    """Return the share of a turn that is used."""
    used = 0.0
    if span.steps is not None:
        used = done / span.steps if span.steps else 1.0
    if span.seconds is not None:
        used = max(used, (clock() - began) / span.seconds if span.seconds > 0 else 1.0)
    return used


class _Numbers:
    """Turn numbers of the whole into those of a district, and back."""

    def __init__(self, district: District, nodes: list[int]) -> None:
        self._shifts, self._nodes = district.shifts, (0, *nodes)
        self._local = {node: place for place, node in enumerate(self._nodes)}

    def inward(self, routes: Routes) -> Snapshot:
        rows = []
        for place, s in enumerate(self._shifts):
            if s in routes:
                row, cost = routes[s]
                local = [self._local[node] if node > 0 else node for node in row]
                rows.append((place, np.array(local, np.int64).tobytes(), cost))
        return Snapshot(tuple(rows))

    def outward(self, snapshot: Snapshot) -> Routes:
        return {
            self._shifts[place]: (
                tuple(
                    self._nodes[node] if node > 0 else node for node in np.frombuffer(row, np.int64).tolist()
                ),
                cost,
            )
            for place, row, cost in snapshot.routes
        }
