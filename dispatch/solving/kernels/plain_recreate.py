"""Putting stops back into rings where they cost least."""

import numpy as np

from dispatch.solving.kernels import plain_fields as p
from dispatch.solving.kernels.compiled import inlined
from dispatch.solving.kernels.lots import draw_blink, draw_bold, draw_order, rank, sort_in
from dispatch.solving.kernels.plain_ruin import limits_before, starts_behind, ticks, touch_ring

BLINK_RATE = 0.02
"""Share of better places overlooked on purpose."""


@inlined
def sort_absent(d: p.PlainData, st: p.PlainState, first: int, absent: int) -> None:
    """Put the absent in an order drawn by lot."""
    order = draw_order(st.random)
    for i in range(first, absent):
        c = st.absent[i]
        key = rank(
            st.random,
            order,
            int(d.stop[c, p.LOAD]),
            int(d.leg[2 * c]),
            int(d.stop[c, p.EARLIEST]),
            int(d.stop[c, p.LATEST]),
        )
        sort_in(st.absent, st.key, first, i, key)


@inlined
def cheapest_gap(d: p.PlainData, st: p.PlainState, c: int, best: int, price: float) -> int:
    """Return the row behind which a stop costs least, overload included; -1 if none costs less than ``best``.

    Indices are unsigned, so that no negative ones are provided for: half of all time is spent here.
    """
    found = -1
    u = np.uint64
    eight, two, one = u(p.NODE_WIDTH), u(2), u(1)
    earliest, latest = np.int64(d.stop[c, p.EARLIEST]), np.int64(d.stop[c, p.LATEST])
    service, load = np.int64(d.stop[c, p.SERVICE]), np.int64(d.stop[c, p.LOAD])
    row = u(2 * c * d.nodes)
    for side in range(2):
        rank = u((side * d.nodes + c) * d.listed)
        end = rank + u(d.listed)
        while rank < end:
            i = u(d.sides[rank])
            rank += one
            if side == 1:
                i = u(st.line[i * eight + u(p.BEFORE)])
            at = i * eight
            following = u(st.line[at + u(p.NEXT)]) * eight
            come = row + two * u(st.line[at + u(p.PLACE)])
            go = row + two * u(st.line[following + u(p.PLACE)])
            cost = np.int64(d.back[come + one]) + d.leg[go + one] - st.line[at + u(p.ONWARD)]
            if cost >= best:
                continue
            start = max(earliest, np.int64(st.line[at + u(p.DEPART)]) + d.back[come])
            if (start > latest) | (start + service + d.leg[go] > st.line[following + u(p.LIMIT)]):
                continue
            over = st.route[st.line[at + u(p.ROUTE)], p.CARRIED] + load - d.room
            if over > 0:
                cost += np.int64(price * min(over, load))
                if cost >= best:
                    continue
            st.counts[p.BLINK] -= 1
            if st.counts[p.BLINK] < 0:
                st.counts[p.BLINK] = draw_blink(st.random, BLINK_RATE)
                continue
            best, found = cost, int(np.int64(i))
    # A route of its own; the limits of an empty ring are those of the shift.
    alone = np.int64(d.back[row + one]) + d.leg[row + one]
    if alone < best and load <= d.room:
        for s in range(len(st.route)):
            if st.route[s, p.STOPS] == 0:
                ring = d.nodes + s
                start = max(earliest, np.int64(st.node[ring, p.DEPART]) + d.back[row])
                if start <= latest and start + service + d.leg[row] <= st.node[ring, p.LIMIT]:
                    found = ring
                break
    return found


@inlined
def join(d: p.PlainData, st: p.PlainState, c: int, i: int) -> int:
    """Put a stop behind a row; return the ticks it costs."""
    s = st.node[i, p.ROUTE]
    touch_ring(st, s)
    if st.route[s, p.STOPS] == 0:
        st.counts[p.ROUTES] += 1
    k = st.node[i, p.NEXT]
    come, go = ticks(d, st.node[i, p.PLACE], c), ticks(d, c, st.node[k, p.PLACE])
    delta = int(come) + go - st.node[i, p.ONWARD]
    st.node[c, p.ROUTE] = s
    st.node[c, p.BEFORE] = i
    st.node[c, p.NEXT] = k
    st.node[i, p.NEXT] = c
    st.node[k, p.BEFORE] = c
    st.node[i, p.ONWARD] = come
    st.node[c, p.ONWARD] = go
    st.route[s, p.CARRIED] += d.stop[c, p.LOAD]
    st.route[s, p.STOPS] += 1
    st.node[c, p.START] = -1
    st.node[c, p.LIMIT] = -1
    starts_behind(d, st, i, False)
    limits_before(d, st, k, False)
    return delta


@inlined
def recreate_rings(
    d: p.PlainData,
    st: p.PlainState,
    first: int,
    absent: int,
    touched: int,
    delta: int,
    over: int,
    allowed: float,
    price: float,
) -> tuple[bool, int, int, int, int]:
    """Put the absent from ``first`` on back; give up as soon as it must cost more than is ``allowed``.

    Returns whether it did not give up, changes of cost and overload, stops left behind, routes touched.
    """
    sort_absent(d, st, first, absent)
    bold = draw_bold(st.random)
    left = first
    for x in range(first, absent):
        c = st.absent[x]
        # What is put in later costs something too: so there is no more than this for one stop.
        rest = int(min(1e15, allowed - delta - price * over)) + 1
        i = cheapest_gap(d, st, c, min(rest, bold * d.drop[c]), price)
        if i < 0:
            if rest < d.drop[c]:
                return False, delta, over, left, touched
            st.absent[left] = c
            left += 1
            delta += d.drop[c]
            continue
        s = st.node[i, p.ROUTE]
        if st.dirty[s] == 0:
            st.touched[touched] = s
            touched += 1
        before = max(0, st.route[s, p.CARRIED] - d.room)
        delta += join(d, st, c, i)
        over += max(0, st.route[s, p.CARRIED] - d.room) - before
    return True, delta, over, left, touched
