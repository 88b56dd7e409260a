"""Moves of whole trips, tails and vehicles: each tries a change of one or two routes on drafts.

A move draws what it would change, writes the routes out as they would be, and lets
:func:`~dispatch.solving.kernels.drafts.accept` judge and lay them down.
"""

import numpy as np

from dispatch.solving.kernels import state as r
from dispatch.solving.kernels.compiled import part, small
from dispatch.solving.kernels.drafts import accept, close_up, write_out
from dispatch.solving.kernels.rings import idle_shift, owner, price
from dispatch.solving.kernels.xorshift import below, uniform

BEST = 20
"""Predecessors of a stop among which one is drawn to come before it."""


@part
def _write_from(d: r.RingData, st: r.Rings, q: int, length: int, i: int) -> int:
    """Add the rows of a ring from one on to a draft, to the next head; return its length then."""
    while i < d.nodes:
        st.draft[q, length] = i
        length += 1
        i = st.row[i, r.NEXT]
    return length


@part
def _write_until(d: r.RingData, st: r.Rings, q: int, s: int, i: int, tail: int) -> int:
    """Write a route up to a row into a draft, then the trip's rest as it is from another row on.

    Returns its length; what comes behind the trip is not in it.
    """
    st.draft[q, 0] = 0
    length, k = 1, d.nodes + s
    while k != i:
        k = st.row[k, r.NEXT]
        st.draft[q, length] = 0 if k >= d.nodes else k
        length += 1
    return _write_from(d, st, q, length, tail)


@part
def _write_rest(d: r.RingData, st: r.Rings, q: int, length: int, s: int, i: int) -> int:
    """Add the trips of a route that come behind the one a row is in, and the end; return the length."""
    while i < d.nodes:
        i = st.row[i, r.NEXT]
    while i != d.nodes + s:
        st.draft[q, length] = 0 if i >= d.nodes else i
        length += 1
        i = st.row[i, r.NEXT]
    st.draft[q, length] = 0
    return close_up(st, q, length + 1)


@part
def exchange_any_tails(d: r.RingData, st: r.Rings, allowed: float, weight: float) -> bool:
    """Let a stop follow another of another trip, each with what comes behind it in its trip or its route."""
    j = 1 + below(st.random, d.nodes - 1)
    i = int(d.sides[j * d.listed + below(st.random, min(BEST, d.listed))])
    if i == 0 or st.row[i, r.HEAD] < 0 or st.row[j, r.HEAD] < 0 or st.row[i, r.HEAD] == st.row[j, r.HEAD]:
        return False
    one, other = int(owner(st, i, True)), int(owner(st, j, True))
    if one == other:
        return False
    before, following = int(st.row[j, r.BEFORE]), int(st.row[i, r.NEXT])
    unit, legs = d.shift[one, r.UNIT], d.shift[one, r.LEGS]
    if d.depots == 1 and unit == d.shift[other, r.UNIT] and legs == d.shift[other, r.LEGS]:
        rest = 0
        if before < d.nodes or following < d.nodes:
            rest = price(d, legs, st.row[before, r.PLACE], st.row[following, r.PLACE])
        saved = unit * (st.row[i, r.ONWARD] + st.row[before, r.ONWARD] - rest - price(d, legs, i, j))
        if before == d.nodes + other and following >= d.nodes:
            saved += d.shift[other, r.USE]
        if -saved > allowed and d.liked == 0:
            return False
    trips = st.route[one, r.TRIPS] > 1 or st.route[other, r.TRIPS] > 1
    length_one = _write_until(d, st, 0, one, i, j)
    length_other = _write_until(d, st, 1, other, before, following)
    if trips and uniform(st.random) < 0.5:
        length_one = _write_rest(d, st, 0, length_one, other, j)
        length_other = _write_rest(d, st, 1, length_other, one, following)
    else:
        length_one = _write_rest(d, st, 0, length_one, one, following)
        length_other = _write_rest(d, st, 1, length_other, other, j)
    return accept(d, st, one, length_one, other, length_other, allowed, weight, r.TAILS)


@part
def change_vehicle(d: r.RingData, st: r.Rings, allowed: float, weight: float) -> bool:
    """Give a route to a shift of another kind, whose route, if it has one, goes the other way."""
    c = 1 + below(st.random, d.nodes - 1)
    if st.row[c, r.HEAD] < 0:
        return False
    one = int(owner(st, c, True))
    group = below(st.random, len(d.groups))
    if group == d.shift[one, r.GROUP]:
        return False
    other = idle_shift(d, st, group)
    if other < 0 or uniform(st.random) < 0.5:
        first, end = d.groups[group, 0], d.groups[group, 1]
        other = int(d.members[first + below(st.random, end - first)])
    length_other = write_out(d, st, one, 1)
    length_one = write_out(d, st, other, 0)
    return accept(d, st, one, length_one, other, length_other, allowed, weight, r.VEHICLE)


@part
def move_trip(d: r.RingData, st: r.Rings, allowed: float, weight: float) -> bool:
    """Move a trip, or its tail, to another shift or another place of the day."""
    c = 1 + below(st.random, d.nodes - 1)
    if st.row[c, r.HEAD] < 0:
        return False
    one = int(owner(st, c, True))
    if uniform(st.random) < 0.5:
        c = int(st.row[d.nodes + st.row[c, r.HEAD], r.NEXT])
    before = int(st.row[c, r.BEFORE])
    other = below(st.random, d.shifts)
    if st.trip[other, r.STOPS] == 0:
        other = idle_shift(d, st, int(d.shift[other, r.GROUP]))
    if other == one or st.route[other, r.TRIPS] >= d.shift[other, r.MOST_TRIPS]:
        return False
    # Where it goes: before one of the trips there, or behind the last.
    at = below(st.random, st.route[other, r.TRIPS] + 1)
    st.draft[1, 0] = 0
    length, k = 1, int(st.row[d.nodes + other, r.NEXT])
    while k != d.nodes + other:
        if at == 0:
            break
        if k >= d.nodes:
            at -= 1
            if at == 0:
                break
        st.draft[1, length] = 0 if k >= d.nodes else k
        length += 1
        k = int(st.row[k, r.NEXT])
    if length > 1:
        st.draft[1, length] = 0
        length += 1
    length = _write_from(d, st, 1, length, c)
    if k != d.nodes + other and k < d.nodes:
        st.draft[1, length] = 0
        length += 1
    while k != d.nodes + other:
        st.draft[1, length] = 0 if k >= d.nodes else k
        length += 1
        k = int(st.row[k, r.NEXT])
    st.draft[1, length] = 0
    length_one = _write_until(d, st, 0, one, before, d.nodes)
    length_one = _write_rest(d, st, 0, length_one, one, c)
    return accept(d, st, one, length_one, other, close_up(st, 1, length + 1), allowed, weight, r.TRIP)


@small
def make_moves(d: r.RingData, st: r.Rings, heat: float, weight: float) -> bool:
    """Try some of each move that the problem has a use for; tell whether any was done."""
    done = False
    for _ in range(d.tries[r.TAILS]):
        done |= exchange_any_tails(d, st, 1e-9 - heat * np.log(1.0 - uniform(st.random)), weight)
    for _ in range(d.tries[r.VEHICLE]):
        done |= change_vehicle(d, st, 1e-9 - heat * np.log(1.0 - uniform(st.random)), weight)
    for _ in range(d.tries[r.TRIP]):
        done |= move_trip(d, st, 1e-9 - heat * np.log(1.0 - uniform(st.random)), weight)
    return done
