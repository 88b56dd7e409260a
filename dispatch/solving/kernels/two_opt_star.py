"""Exchanging the tails of two routes (2-opt*: Potvin and Rousseau, JORS 46(12), 1995).

Taking strings out hardly ever exchanges long tails, nor does it join two routes into one; this does.
Here are routes of one trip of vehicles that are alike; :mod:`~dispatch.solving.kernels.moves` has the rest.
"""

import numpy as np

from dispatch.solving.kernels import state as r
from dispatch.solving.kernels.compiled import part, small
from dispatch.solving.kernels.rings import keep_ring, look_here, price, renew_times, seconds
from dispatch.solving.kernels.xorshift import below, uniform

TRIES = 8
"""Exchanges tried before each step."""

BEST = 20
"""Predecessors of a stop among which one is drawn to come before it."""


@part
def _tail(d: r.RingData, st: r.Rings, first: int) -> tuple[int, int]:
    """Return how many stops there are from a row to the end of its route, and its last row; else 0."""
    stops, last, k = 0, 0, first
    while k < d.nodes:
        stops += 1
        last = k
        k = int(st.row[k, r.NEXT])
    return stops, last


@part
def _load(d: r.RingData, st: r.Rings, first: int, q: int) -> int:
    """Return the load from a row to the end of its route in a dimension."""
    load, k = 0, first
    while k < d.nodes:
        load += d.stop[k, r.LOAD + q]
        k = int(st.row[k, r.NEXT])
    return load


@small
def _end_with(st: r.Rings, last: int, first: int, end: int, ring: int) -> None:
    """Let a row be followed by a tail, or by the end of its ring if that is empty."""
    if end == 0:
        first, end = ring, last
    st.row[last, r.NEXT] = first
    st.row[first, r.BEFORE] = last
    st.row[end, r.NEXT] = ring
    st.row[ring, r.BEFORE] = end


@part
def _settle_ring(d: r.RingData, st: r.Rings, s: int) -> None:
    """Make everything about a ring follow from its links, and let it be what is gone back to."""
    renew_times(d, st, s)
    k = int(st.row[d.nodes + s, r.NEXT])
    while k < d.nodes:
        st.row[k, r.HEAD] = s
        k = int(st.row[k, r.NEXT])
    keep_ring(d, st, s, False)


@small
def exchange_tails(d: r.RingData, st: r.Rings, heat: float, weight: float) -> bool:
    """Try to let a stop follow another of another route, each with what comes behind it.

    Returns whether that was done; it is if it is cheaper, or by lot if it is not much dearer.
    """
    j = 1 + below(st.random, d.nodes - 1)
    i = int(d.sides[j * d.listed + below(st.random, min(BEST, d.listed))])
    one, other = int(st.row[i, r.HEAD]), int(st.row[j, r.HEAD])
    if i == 0 or one < 0 or other < 0 or one == other:
        return False
    st.tally[r.TAILS, 0] += 1
    before, following = int(st.row[j, r.BEFORE]), int(st.row[i, r.NEXT])
    place, onward = int(st.row[before, r.PLACE]), int(st.row[following, r.PLACE])
    joined = int(price(d, 0, i, j))
    rest = 0 if before >= d.nodes and following >= d.nodes else int(price(d, 0, place, onward))
    delta = joined + rest - int(st.row[i, r.ONWARD]) - st.row[before, r.ONWARD]
    allowed = 1e-9 - heat * np.log(1.0 - uniform(st.random))
    if (
        delta > allowed
        or st.row[i, r.DEPART] + seconds(d, 0, i, j) > st.row[j, r.LIMIT]
        or st.row[before, r.DEPART] + seconds(d, 0, place, onward) > st.row[following, r.LIMIT]
    ):
        return False
    over = 0
    for q in range(d.dimensions):
        moved = _load(d, st, following, q) - _load(d, st, j, q)
        free_i, free_j = int(st.trip[one, r.FREE + q]), int(st.trip[other, r.FREE + q])
        more = max(0, -free_i - moved) + max(0, -free_j + moved)
        over += (more - max(0, -free_i) - max(0, -free_j)) * d.weight[q]
    if delta + weight * over > allowed:
        return False
    for q in range(d.dimensions):
        moved = _load(d, st, following, q) - _load(d, st, j, q)
        st.trip[one, r.FREE + q] += moved
        st.trip[other, r.FREE + q] -= moved
    stops_i, end_i = _tail(d, st, following)
    stops_j, end_j = _tail(d, st, j)
    _end_with(st, i, j, end_j, d.nodes + one)
    _end_with(st, before, following, end_i, d.nodes + other)
    st.row[i, r.ONWARD] = joined
    st.row[before, r.ONWARD] = rest
    st.trip[one, r.STOPS] += stops_j - stops_i
    st.trip[other, r.STOPS] += stops_i - stops_j
    if st.trip[other, r.STOPS] == 0:
        st.counts[r.ROUTES] -= 1
        look_here(d, st, other)
    st.counts[r.CURRENT] += delta
    st.counts[r.OVERLOAD] += over
    st.tally[r.TAILS, 1] += 1
    st.tally[r.TAILS, 2] -= delta
    _settle_ring(d, st, one)
    _settle_ring(d, st, other)
    return True
