"""Good solutions that differ, and what comes of two of them.

What one search settled early, such as which vehicles are used or which stops share a trip, it hardly ever
changes later on. Another search settled it otherwise: so some routes of one solution are replaced by those of
another that serve about the same stops (selective route exchange: Nagata and Bräysy, Networks 54(4), 2009),
and the search goes on from there for a while.
"""

import random
from dataclasses import dataclass
from itertools import pairwise, takewhile

import numpy as np

from dispatch.solving.encode_rings import is_exact, is_timed
from dispatch.solving.kernels import fields as f
from dispatch.solving.nodes import first_of
from dispatch.solving.snapshots import Snapshot

KEPT = 8
"""Solutions that are kept."""

ALIKE = 0.95
"""Solutions with such a share of legs in common are too much alike to keep both."""

MOST = 0.5
"""Share of its routes that a solution gives up at most."""

TRIES = 20
"""Pairs of solutions drawn before it is said that they are too much alike."""


@dataclass(frozen=True, slots=True)
class Parent:
    """Hold a solution with its cost in ticks and its legs, as pairs of nodes."""

    cost: int
    snapshot: Snapshot
    legs: frozenset[tuple[int, int]]


class Parents:
    """Hold good solutions that differ.

    Parameters
    ----------
    data
        The problem, one :func:`may_cross` approves of.
    """

    def __init__(self, data: f.Data) -> None:
        self._data = data
        self._groups = data.shift[:, f.GROUP].tolist()
        self._first = first_of(data.twin)
        self._timed = is_timed(data)
        self._kept: list[Parent] = []

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def kept(self) -> tuple[Parent, ...]:
        """The solutions, the cheapest first."""
        return tuple(self._kept)

    @property
    def cheapest(self) -> Snapshot | None:
        """The cheapest solution; None if none is kept."""
        return self._kept[0].snapshot if self._kept else None

    def add(self, cost: int, snapshot: Snapshot) -> None:
        """Keep a solution unless one that is much like it, or each of enough others, is cheaper."""
        self.welcome(Parent(cost, snapshot, _legs(snapshot)))

    def welcome(self, new: Parent) -> None:
        """Keep a solution as :meth:`add` does."""
        near = max(self._kept, key=lambda one: len(one.legs & new.legs), default=None)
        if near is not None and len(near.legs & new.legs) > ALIKE * len(new.legs):
            if near.cost <= new.cost:
                return
            self._kept.remove(near)
        self._kept.append(new)
        self._kept.sort(key=lambda one: one.cost)
        del self._kept[KEPT:]

    def cross(self, lot: random.Random) -> Snapshot | None:
        """Return routes made of those of two solutions, some stops left out; None if all are too much alike.

        The cheaper a solution is, the sooner it is the one that most of the routes are of.
        """
        for _ in range(TRIES if len(self._kept) > 1 else 0):
            i = min(lot.randrange(len(self._kept)), lot.randrange(len(self._kept)))
            j = lot.randrange(len(self._kept) - 1)
            child = self._replaced(self._kept[i].snapshot, self._kept[j + (j >= i)].snapshot, lot)
            if child is not None:
                return child
        return None

    def _replaced(self, one: Snapshot, other: Snapshot, lot: random.Random) -> Snapshot | None:
        """Replace some routes that lie near each other by those of the other for about the same stops.

        None if these are the same routes.
        """
        rows, groups = _rows(one), self._groups
        given = self._drawn(rows, lot)
        freed = {stop for s in given for stop in self._stops(rows[s])}
        brought = [
            (groups[t], row)
            for t, row in _rows(other).items()
            if 2 * len(freed & self._stops(row)) >= len(self._stops(row))
        ]
        if sorted((groups[s], rows[s]) for s in given) == sorted(brought):
            return None
        stay = set(rows) - given
        idle = set(range(len(groups))) - stay
        child: dict[int, list[int]] = {}
        for group, row in brought:
            free = min((s for s in idle if groups[s] == group), default=None)
            if free is not None:
                idle.discard(free)
                child[free] = row
        taken = {stop for row in child.values() for stop in self._stops(row)}
        child |= {s: self._without(s, rows[s], taken) for s in stay}
        return Snapshot(
            tuple((s, np.array(_closed(row), np.int64).tobytes(), 0) for s, row in child.items() if any(row))
        )

    def _without(self, s: int, row: list[int], taken: set[int]) -> list[int]:
        """Return a route without some stops; without any if it may not be driven then."""
        rest = [node for node in row if self._first[node] not in taken]
        doubtful = self._timed and len(rest) < len(row)
        return [] if doubtful and not _in_time(self._data, s, _closed(rest)) else rest

    def _stops(self, row: list[int]) -> set[int]:
        """Return the stops of a route, each as the first of its nodes."""
        return {self._first[node] for node in row if node}

    def _drawn(self, rows: dict[int, list[int]], lot: random.Random) -> set[int]:
        """Draw shifts whose routes come near a stop."""
        owner = {node: s for s, row in rows.items() for node in row if node}
        most = lot.randint(1, max(1, int(len(rows) * MOST)))
        seed = lot.randrange(1, len(self._data.stop))
        given: set[int] = set()
        for node in (seed, *self._data.near[seed].tolist()):
            if node in owner:
                given.add(owner[node])
                if len(given) == most:
                    break
        return given


def may_cross(data: f.Data) -> bool:
    """Tell whether routes are crossed.

    They are where vehicles differ and it does not matter when anything happens, so that any trip may be
    driven; and where vehicles are alike, make several trips, and nothing but windows, releases and hours
    says when.
    """
    shift = data.shift
    alike = len(np.unique(shift[:, f.GROUP])) == 1
    if not is_timed(data):
        return not alike
    return bool(
        alike
        and shift[0, f.MAX_TRIPS] > 1
        and data.depots == 1
        and not shift[:, [f.FIXED, f.PER_SECOND, f.BREAKS]].any()
        and (shift[:, [f.RANGE, f.TRIP_RANGE]] == f.FAR).all()
        and not data.priced
        and not is_exact(data).any()
    )


def _in_time(data: f.Data, s: int, row: list[int]) -> bool:
    """Tell whether a route that :func:`may_cross` approves of keeps all windows, and its shift's hours."""
    shift, stop = data.shift[s].tolist(), data.stop
    leg, window = data.leg[shift[f.PROFILE]], data.window[shift[f.KIND]]
    moment, here = shift[f.CLOCK], 0
    for place, node in enumerate(row[:-1]):
        if node:
            moment = max(moment + int(leg[here, node, 0]), int(window[node, f.EARLIEST]))
            if moment > window[node, f.HARD]:
                return False
            moment += int(stop[node, f.SERVICE])
        else:
            trip = list(takewhile(bool, row[place + 1 :]))
            moment += int(leg[here, 0, 0]) + shift[f.LOADING]
            moment = max(moment, int(stop[trip, f.RELEASE].max(initial=0)))
        here = node
    return bool(moment + int(leg[here, 0, 0]) <= shift[f.END])


def _rows(snapshot: Snapshot) -> dict[int, list[int]]:
    """Return the nodes of each route by shift, 0 between two trips."""
    return {s: np.frombuffer(row, np.int64).tolist()[1:-1] for s, row, _ in snapshot.routes}


def _closed(row: list[int]) -> list[int]:
    """Return a route with 0 before each trip and at its end, trips without stops left out."""
    whole = [0, *row, 0]
    return [node for node, following in pairwise(whole) if node or following] + [0]


def _legs(snapshot: Snapshot) -> frozenset[tuple[int, int]]:
    """Return the pairs of nodes that follow each other."""
    legs: set[tuple[int, int]] = set()
    for _, row, _ in snapshot.routes:
        nodes = np.frombuffer(row, np.int64).tolist()
        legs.update(pairwise(nodes))
    return frozenset(legs)
