"""A chain whose routes are rings."""

import numpy as np

from dispatch.solving.cooling import Cooling, has_windows, scale_of, use_of_a_stop
from dispatch.solving.kernels import fields as f
from dispatch.solving.kernels import state as r
from dispatch.solving.snapshots import Snapshot, first_random

HOT, COLD, COLD_WITHOUT_WINDOWS = 1.0, 0.1, 0.03
"""First and last temperature, in mean legs between neighbours (the first with a stop's part of a use)."""

FEW = 300
"""Stops up to which that is right where there are windows: chance helps less where there are more."""

PLENTY = 8_000
"""Steps for each stop that these are right for."""

FIRST_PRICE = 30.0
"""Price of a unit of overload to begin with, in mean legs."""


NAMES = ("strings", "tails", "vehicle", "trip", "anew")
"""The moves as the report names them, in the order of the tally."""


class RingChain:
    """Search a problem on rings; see :class:`~dispatch.solving.chains.Chain`.

    Parameters
    ----------
    problem, alike
        The problem, and whether all vehicles are alike.
    seed
        Of its random draws.
    """

    def __init__(self, problem: r.RingData, alike: bool, seed: int) -> None:
        from dispatch.solving.kernels.work import work_alike, work_rich

        self._work = work_alike if alike else work_rich
        self._data, self._alike = problem, alike
        self._scale = scale_of(problem.whole)
        hot = HOT * (self._scale + use_of_a_stop(problem.whole))
        stops = problem.nodes - 1
        cold = COLD * min(1.0, (FEW / stops) ** 0.5) if has_windows(problem.whole) else COLD_WITHOUT_WINDOWS
        self.cooling = Cooling(hot, cold * self._scale, PLENTY * stops)
        self._rings = _new_rings(problem, seed, trips=not alike)
        self._rings.price[0] = FIRST_PRICE * self._scale
        self._earlier: tuple[int, Snapshot] = (f.FAR, Snapshot(()))

    @property
    def record(self) -> int:
        """Cost of the best solution so far, in ticks."""
        return min(self.latest, self._earlier[0])

    @property
    def current(self) -> int:
        """Cost of the current solution, in ticks; of the latest best one while there is overload."""
        return self.latest if self._overloaded else int(self._rings.counts[r.CURRENT])

    @property
    def tally(self) -> dict[str, tuple[int, int, int]]:
        """By move: how often it was tried and done, and ticks gained."""
        rows = zip(NAMES, self._rings.tally.tolist(), strict=True)
        return {name: (tried, done, gained) for name, (tried, done, gained) in rows if tried}

    def construct(self) -> None:
        """Make a first solution."""
        self._work(self._data, self._rings, 0, 1.0, 1.0, self._scale)

    @property
    def latest(self) -> int:
        """Cost of the best solution since the chain last began anew, in ticks."""
        return int(self._rings.counts[r.RECORD])

    def begin(self, snapshot: Snapshot | None) -> None:
        """Begin anew from other routes, or from none."""
        self._earlier = (self.record, self.best())
        self._rings.counts[r.RECORD] = f.FAR
        self._rings.price[0] = FIRST_PRICE * self._scale
        self.take(snapshot or Snapshot(()))
        if snapshot is None:
            self.construct()

    def advance(self, steps: int, hot: float, cold: float) -> None:
        """Make steps at falling temperatures."""
        self._work(self._data, self._rings, steps, hot, cold, self._scale)

    def now(self) -> Snapshot:
        """Return the current routes; the latest best ones while there is overload."""
        return (
            self.latest_best()
            if self._overloaded
            else self._read(
                self._rings.row[:, r.NEXT].tolist(), self._rings.route[:, r.COST], self._rings.pause
            )
        )

    def best(self) -> Snapshot:
        """Return the best routes so far."""
        return self._earlier[1] if self._earlier[0] <= self.latest else self.latest_best()

    def latest_best(self) -> Snapshot:
        """Return the best routes since the chain last began anew."""
        return self._read(self._rings.best.tolist(), self._rings.best_cost, self._rings.best_pause)

    def take(self, snapshot: Snapshot) -> None:
        """Go on from other routes."""
        nodes, row = self._data.nodes, self._rings.row
        free = nodes + self._data.shifts
        bases, pause = range(nodes, free), self._rings.pause
        row[bases, r.NEXT] = row[bases, r.BEFORE] = bases
        pause[:] = 0
        for s, stops, _ in snapshot.routes:
            ring: list[int] = []
            waiting = 0
            for node in np.frombuffer(stops, np.int64)[:-1].tolist():
                if node < 0 and node % 2:
                    pause[ring[-1]] |= 1 << (-node - 1) // 2
                elif node < 0:
                    waiting |= 1 << (-node - 1) // 2
                else:
                    ring.append(node or (free if ring else nodes + s))
                    free += not node and len(ring) > 1
                    pause[ring[-1]], waiting = waiting, 0
            for i, k in zip(ring, [*ring[1:], ring[0]], strict=True):
                row[i, r.NEXT] = k
                row[k, r.BEFORE] = i
        self._work(self._data, self._rings, -1, 1.0, 1.0, self._scale)

    @property
    def _overloaded(self) -> bool:
        return bool(self._rings.counts[r.OVERLOAD])

    def _read(self, following: list[int], costs: f.Ints, pauses: f.Ints) -> Snapshot:
        nodes, data = self._data.nodes, self._data
        leg = data.leg.reshape(-1, data.places, data.places, 2)
        routes = []
        for s in range(data.shifts):
            if following[nodes + s] == nodes + s:
                continue
            row: list[int] = []
            k = nodes + s
            while True:
                taken = [b for b in range(int(data.shift[s, r.BREAKS])) if int(pauses[k]) >> b & 1]
                row += (
                    [k, *(-(2 * b + 1) for b in taken)] if k < nodes else [*(-(2 * b + 2) for b in taken), 0]
                )
                k = following[k]
                if k == nodes + s:
                    break
            row.append(0)
            cost = int(leg[0, row[:-1], row[1:], 1].sum()) if self._alike else int(costs[s])
            routes.append((s, np.array(row, np.int64).tobytes(), cost))
        return Snapshot(tuple(routes))


def _new_rings(data: r.RingData, seed: int, *, trips: bool) -> r.Rings:
    """Make a chain without any route."""
    nodes, shifts = data.nodes, data.shifts
    heads = shifts + (nodes if trips else 0)
    row = np.zeros((nodes + heads, r.ROW_WIDTH), np.int32)
    rows = np.arange(nodes + heads)
    row[:, r.BEFORE] = row[:, r.NEXT] = rows
    row[:nodes, r.PLACE] = rows[:nodes]
    row[:nodes, r.HEAD] = r.OUT
    row[:nodes, r.DEPART] = r.GONE
    row[nodes:, r.HEAD] = np.arange(heads)
    row[nodes : nodes + shifts, r.PLACE] = data.shift[:, r.HOME]
    row[nodes : nodes + shifts, r.DEPART] = data.shift[:, r.CLOCK] + data.shift[:, r.LOADING]
    row[nodes : nodes + shifts, r.LIMIT] = data.shift[:, r.END]
    counts = np.zeros(r.COUNTS, np.int64)
    counts[r.RECORD] = f.FAR

    def longs(*size: int) -> f.Ints:
        return np.zeros(size, np.int64)

    return r.Rings(
        row=row,
        line=row.reshape(-1),
        kept=row.copy(),
        span=np.zeros((len(row), r.SPAN_WIDTH), np.int32),
        trip=np.zeros((heads, r.TRIP_WIDTH), np.int32),
        kept_trip=np.zeros((heads, r.TRIP_WIDTH), np.int32),
        route=longs(shifts, r.ROUTE_WIDTH),
        kept_route=longs(shifts, r.ROUTE_WIDTH),
        counts=counts,
        price=np.ones(1),
        absent=longs(nodes),
        kept_absent=longs(nodes),
        left=longs(nodes),
        place=longs(nodes),
        taken=longs(nodes),
        touched=longs(shifts),
        dirty=longs(shifts),
        spoiled=longs(heads),
        idle=longs(len(data.groups)),
        key=longs(nodes),
        best=rows.astype(np.int32),
        best_cost=longs(shifts),
        pause=longs(len(row)),
        kept_pause=longs(len(row)),
        best_pause=longs(len(row)),
        scratch=longs(9, 2 * nodes + 80),
        random=first_random(seed),
        draft=longs(5, 2 * nodes + 80),
        tally=longs(r.MOVES, 3),
    )
