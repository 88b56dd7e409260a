"""Good solutions that differ, and what comes of two of them.

What one search settled early, such as which vehicles are used, it hardly ever changes later on. Another
search settled it otherwise: so some routes of one solution are replaced by those of another that
serve about the same stops (selective route exchange: Nagata and Bräysy, Networks 54(4), 2009), and the
search goes on from there for a while.
"""

import random
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from dispatch.solving.encode_rings import is_timed
from dispatch.solving.kernels import fields as f
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
        self._kept: list[Parent] = []

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def kept(self) -> tuple[Parent, ...]:
        """The solutions, the cheapest first."""
        return tuple(self._kept)

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
        freed = {node for s in given for node in rows[s]}
        brought = [
            (groups[t], stops)
            for t, stops in _rows(other).items()
            if 2 * sum(node in freed for node in stops) >= len(stops)
        ]
        if sorted((groups[s], rows[s]) for s in given) == sorted(brought):
            return None
        stay = set(rows) - given
        idle = set(range(len(groups))) - stay
        child: dict[int, list[int]] = {}
        for group, stops in brought:
            free = min((s for s in idle if groups[s] == group), default=None)
            if free is not None:
                idle.discard(free)
                child[free] = stops
        taken = {node for stops in child.values() for node in stops}
        child |= {s: [node for node in rows[s] if node not in taken] for s in stay}
        return Snapshot(
            tuple((s, np.array([0, *stops, 0], np.int64).tobytes(), 0) for s, stops in child.items() if stops)
        )

    def _drawn(self, rows: dict[int, list[int]], lot: random.Random) -> set[int]:
        """Draw shifts whose routes come near a stop."""
        owner = {node: s for s, row in rows.items() for node in row}
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
    """Tell whether vehicles differ, and it does not matter when anything happens: any trip may be driven."""
    return len(np.unique(data.shift[:, f.GROUP])) > 1 and not is_timed(data)


def _rows(snapshot: Snapshot) -> dict[int, list[int]]:
    """Return the stops of each route, which is of one trip, by shift."""
    rows = {s: np.frombuffer(row, np.int64).tolist() for s, row, _ in snapshot.routes}
    return {s: [node for node in row if node] for s, row in rows.items()}


def _legs(snapshot: Snapshot) -> frozenset[tuple[int, int]]:
    """Return the pairs of nodes that follow each other."""
    legs: set[tuple[int, int]] = set()
    for _, row, _ in snapshot.routes:
        nodes = np.frombuffer(row, np.int64).tolist()
        legs.update(pairwise(nodes))
    return frozenset(legs)
