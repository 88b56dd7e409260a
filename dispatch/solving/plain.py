"""Plain problems: what makes one, its arrays, and a chain that works on it.

Where all shifts are alike, make one trip, are paid by the metre and keep hard windows, a route needs
far less to be known of it, and a step takes a third of the time.
"""

import numpy as np

from dispatch.solving.cooling import Cooling, scale_of
from dispatch.solving.kernels import fields as f
from dispatch.solving.kernels import plain_fields as p
from dispatch.solving.layout import sides
from dispatch.solving.memory import Snapshot, first_random

LISTED = 50
"""Predecessors, and as many successors, between which a stop may be put."""

HOT, COLD = 1.0, 0.1
"""First and last temperature, in mean legs between neighbours."""

FIRST_PRICE = 30.0
"""Price of a unit of overload to begin with, in mean legs."""

LARGEST = 1 << 28
"""No moment, load or price of a leg is larger: three of them fit into 32 bits."""


def plain_data(data: f.Data) -> p.PlainData | None:
    """Return the arrays of a problem if it is plain, otherwise None."""
    shift, stop = data.shift[0], data.stop[1:]
    window = data.window[shift[f.KIND], 1:]
    legs = data.leg[shift[f.PROFILE]].astype(np.int64)
    loads = stop[:, f.CRATES : f.CRATES + 4]
    rooms = shift[f.ROOM : f.ROOM + 4]
    bound = np.flatnonzero(loads.sum(axis=0) > rooms)
    price = legs[:, :, 1] * shift[f.PER_METRE]
    price[0] += shift[f.USE]
    priceless = (
        (data.shift[:, f.GROUP] == shift[f.GROUP]).all()
        and shift[f.MAX_TRIPS] == 1
        and not (shift[f.FIXED] or shift[f.BREAKS] or shift[f.PER_SECOND])
        and shift[f.RANGE] == f.FAR
        and shift[f.PER_METRE] > 0
        and len(bound) <= 1
    )
    early = (stop[:, f.RELEASE] <= shift[f.CLOCK] + shift[f.LOADING]).all()
    hard = ((window[:, f.SOFT] == window[:, f.HARD]) & (window[:, f.PRICED] >= window[:, f.HARD])).all()
    warm = shift[f.COOLED] or (stop[:, f.COLD] == f.FAR).all()
    small = (
        max(price.max(), legs.max(), window.max(where=window < f.FAR, initial=0), loads.max(), shift[f.END])
        < LARGEST
    )
    if not (priceless and early and hard and warm and small):
        return None
    column = int(bound[0]) if len(bound) else 0
    rows = np.zeros((len(stop) + 1, p.STOP_WIDTH), np.int32)
    rows[1:, p.EARLIEST] = window[:, f.EARLIEST]
    rows[1:, p.LATEST] = window[:, f.HARD]
    rows[1:, p.SERVICE] = stop[:, f.SERVICE]
    rows[1:, p.LOAD] = loads[:, column]
    leg = np.stack([legs[:, :, 0], price], axis=-1).astype(np.int32)
    before, behind = sides(data.leg, data.window, data.stop, LISTED)
    return p.PlainData(
        leg=leg.reshape(-1),
        back=np.ascontiguousarray(leg.transpose(1, 0, 2)).reshape(-1),
        stop=rows,
        drop=np.ascontiguousarray(data.stop[:, f.DROP]),
        sides=np.stack([before, behind]).astype(np.uint32).reshape(-1),
        near=data.near,
        nodes=len(rows),
        listed=before.shape[1],
        room=int(rooms[column]),
    )


class PlainChain:
    """Search a plain problem; see :class:`~dispatch.solving.chains.Chain`.

    Parameters
    ----------
    data, plain
        The problem, as any and as a plain one.
    seed
        Of its chance.
    """

    def __init__(self, data: f.Data, plain: p.PlainData, seed: int) -> None:
        from dispatch.solving.kernels.plain_chain import work_plain

        self._work, self._plain = work_plain, plain
        self._scale = scale_of(data)
        self.cooling = Cooling(HOT * self._scale, COLD * self._scale)
        self._state = _new_state(data.shift, plain, seed)

    @property
    def record(self) -> int:
        """Cost of the best solution so far, in ticks."""
        return int(self._state.counts[p.RECORD])

    @property
    def current(self) -> int:
        """Cost of the current solution, in ticks; of the best one while there is overload."""
        return self.record if self._overloaded else int(self._state.counts[p.CURRENT])

    def construct(self) -> None:
        """Make a first solution."""
        self._work(self._plain, self._state, 0, 1.0, 1.0, self._scale)
        self._state.price[0] = FIRST_PRICE * self._scale

    def advance(self, steps: int, hot: float, cold: float) -> None:
        """Make steps at falling temperatures."""
        self._work(self._plain, self._state, steps, hot, cold, self._scale)

    def now(self) -> Snapshot:
        """Return the current routes; the best ones while there is overload."""
        return self.best() if self._overloaded else self._read(self._state.node[:, p.NEXT].tolist())

    def best(self) -> Snapshot:
        """Return the best routes so far."""
        return self._read(self._state.best.tolist())

    def take(self, snapshot: Snapshot) -> None:
        """Go on from other routes."""
        nodes, node = self._plain.nodes, self._state.node
        for s in range(len(self._state.route)):
            ring = nodes + s
            node[ring, p.NEXT] = node[ring, p.BEFORE] = ring
        for s, row, _ in snapshot.routes:
            stops = np.frombuffer(row, np.int64)[1:-1].tolist()
            for i, k in zip([nodes + s, *stops], [*stops, nodes + s], strict=True):
                node[i, p.NEXT] = k
                node[k, p.BEFORE] = i
        self._work(self._plain, self._state, -1, 1.0, 1.0, self._scale)

    @property
    def _overloaded(self) -> bool:
        return bool(self._state.counts[p.OVERLOAD])

    def _read(self, following: list[int]) -> Snapshot:
        plain = self._plain
        leg = plain.leg.reshape(plain.nodes, plain.nodes, 2)
        routes = []
        for s in range(len(self._state.route)):
            row = [0]
            k = following[plain.nodes + s]
            while k < plain.nodes:
                row.append(k)
                k = following[k]
            if len(row) > 1:
                row.append(0)
                cost = int(leg[row[:-1], row[1:], 1].sum())
                routes.append((s, np.array(row, np.int64).tobytes(), cost))
        return Snapshot(tuple(routes))


def _new_state(shift: f.Ints, plain: p.PlainData, seed: int) -> p.PlainState:
    """Make a chain without any route."""
    nodes, shifts = plain.nodes, len(shift)
    node = np.zeros((nodes + shifts, p.NODE_WIDTH), np.int32)
    rows = np.arange(nodes + shifts)
    node[:, p.BEFORE] = node[:, p.NEXT] = rows
    node[:nodes, p.PLACE] = rows[:nodes]
    node[:nodes, p.ROUTE] = -1
    node[:nodes, p.DEPART] = p.GONE
    node[nodes:, p.ROUTE] = np.arange(shifts)
    node[nodes:, p.DEPART] = shift[:, f.CLOCK] + shift[:, f.LOADING]
    node[nodes:, p.LIMIT] = shift[:, f.END]
    counts = np.zeros(p.COUNTS, np.int64)
    counts[p.RECORD] = f.FAR

    def longs(size: int) -> f.Ints:
        return np.zeros(size, np.int64)

    return p.PlainState(
        node=node,
        line=node.reshape(-1),
        kept=node.copy(),
        route=np.zeros((shifts, p.ROUTE_WIDTH), np.int64),
        kept_route=np.zeros((shifts, p.ROUTE_WIDTH), np.int64),
        counts=counts,
        price=np.ones(1),
        absent=longs(nodes),
        kept_absent=longs(nodes),
        touched=longs(shifts),
        dirty=longs(shifts),
        key=longs(nodes),
        best=rows.astype(np.int32),
        random=first_random(seed),
    )
