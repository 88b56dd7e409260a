"""Exchanging the tails of two rings (2-opt*: Potvin and Rousseau, JORS 46(12), 1995).

Taking strings out hardly ever exchanges long tails, nor does it join two routes into one; this does.
"""

import numpy as np

from dispatch.solving.kernels import plain_fields as p
from dispatch.solving.kernels.chance import below, uniform
from dispatch.solving.kernels.compiled import INT, PLAIN, PLAIN_STATE, TRIPLE, VOID, compiled, inlined
from dispatch.solving.kernels.plain_ruin import copy_ring, renew_times, seconds, ticks

TRIES = 8
"""Exchanges tried before each step."""

BEST = 20
"""Predecessors of a stop among which one is drawn to come before it."""


@compiled(TRIPLE(PLAIN, PLAIN_STATE, INT))
def _tail(d: p.PlainData, st: p.PlainState, first: int) -> tuple[int, int, int]:
    """Return load and stops from a row to the end of its route, and its last row; all 0 if there is none."""
    load, stops, last, k = 0, 0, 0, first
    while k < d.nodes:
        load += d.stop[k, p.LOAD]
        stops += 1
        last = k
        k = int(st.node[k, p.NEXT])
    return load, stops, last


@inlined
def _end_with(st: p.PlainState, last: int, first: int, end: int, ring: int) -> None:
    """Let a row be followed by a tail, or by the end of its ring if that is empty."""
    if end == 0:
        first, end = ring, last
    st.node[last, p.NEXT] = first
    st.node[first, p.BEFORE] = last
    st.node[end, p.NEXT] = ring
    st.node[ring, p.BEFORE] = end


@compiled(VOID(PLAIN, PLAIN_STATE, INT))
def _settle_ring(d: p.PlainData, st: p.PlainState, s: int) -> None:
    """Make everything about a ring follow from its links, and let it be what is gone back to."""
    renew_times(d, st, s)
    first = d.nodes + s
    k = int(st.node[first, p.NEXT])
    while k < d.nodes:
        st.node[k, p.ROUTE] = s
        k = int(st.node[k, p.NEXT])
    copy_ring(st.node, st.kept, first)


@inlined
def exchange_tails(d: p.PlainData, st: p.PlainState, heat: float, price: float) -> bool:
    """Try to let a stop follow another of another route, each with what comes behind it.

    Returns whether that was done; it is if it is cheaper, or by lot if it is not much dearer.
    """
    j = 1 + below(st.random, d.nodes - 1)
    i = int(d.sides[j * d.listed + below(st.random, min(BEST, d.listed))])
    one, other = st.node[i, p.ROUTE], st.node[j, p.ROUTE]
    if i == 0 or one < 0 or other < 0 or one == other:
        return False
    before, following = int(st.node[j, p.BEFORE]), int(st.node[i, p.NEXT])
    place, onward = int(st.node[before, p.PLACE]), int(st.node[following, p.PLACE])
    joined = int(ticks(d, i, j))
    rest = 0 if before >= d.nodes and following >= d.nodes else int(ticks(d, place, onward))
    delta = joined + rest - int(st.node[i, p.ONWARD]) - st.node[before, p.ONWARD]
    allowed = 1e-9 - heat * np.log(1.0 - uniform(st.random))
    if (
        delta > allowed
        or st.node[i, p.DEPART] + seconds(d, i, j) > st.node[j, p.LIMIT]
        or st.node[before, p.DEPART] + seconds(d, place, onward) > st.node[following, p.LIMIT]
    ):
        return False
    load_i, stops_i, end_i = _tail(d, st, following)
    load_j, stops_j, end_j = _tail(d, st, j)
    carried_i = st.route[one, p.CARRIED] - load_i + load_j
    carried_j = st.route[other, p.CARRIED] - load_j + load_i
    over = max(0, carried_i - d.room) + max(0, carried_j - d.room)
    over -= max(0, st.route[one, p.CARRIED] - d.room) + max(0, st.route[other, p.CARRIED] - d.room)
    if delta + price * over > allowed:
        return False
    _end_with(st, i, j, end_j, d.nodes + one)
    _end_with(st, before, following, end_i, d.nodes + other)
    st.node[i, p.ONWARD] = joined
    st.node[before, p.ONWARD] = rest
    st.route[one, p.CARRIED] = carried_i
    st.route[other, p.CARRIED] = carried_j
    st.route[one, p.STOPS] += stops_j - stops_i
    st.route[other, p.STOPS] += stops_i - stops_j
    if st.route[other, p.STOPS] == 0:
        st.counts[p.ROUTES] -= 1
    st.counts[p.CURRENT] += delta
    st.counts[p.OVERLOAD] += over
    _settle_ring(d, st, one)
    _settle_ring(d, st, other)
    return True
