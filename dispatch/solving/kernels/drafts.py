"""Routes written out as rows of nodes, to be tried out as they would be and laid down as rings.

A draft is what :func:`~dispatch.solving.kernels.evaluation.evaluate` reads: 0 before each trip and at the
end, and breaks as negative nodes.
"""

import numpy as np

from dispatch.solving.kernels import fields as f
from dispatch.solving.kernels import state as r
from dispatch.solving.kernels.breaks import TRIED, place_breaks
from dispatch.solving.kernels.compiled import part, small
from dispatch.solving.kernels.evaluation import copy, evaluate
from dispatch.solving.kernels.hourly import begun_row
from dispatch.solving.kernels.rings import (
    free_heads,
    free_row,
    keep_ring,
    link,
    look_here,
    note_depot,
    route_overload,
    weigh_trip,
)
from dispatch.solving.kernels.timing import owes_break, renew_trips

INSIDE, BEHIND, AHEAD = 0, 1, 2
"""A stop joins the trip that a row is in; makes a new trip behind it; makes the first trip of all."""

AGAIN = 2
"""The draft of a route that is laid down already."""

SHORT = 12
"""In routes of so many nodes, breaks that stand in the way of a change are placed anew at once."""


@small
def _write_row(d: r.RingData, st: r.Rings, s: int, q: int, length: int, k: int) -> int:
    """Add a row and its breaks to a draft: at the store before it, at a door behind it; return the length."""
    if k < d.nodes:
        st.draft[q, length] = k
        length += 1
    if st.pause[k] != 0:
        for b in range(d.shift[s, r.BREAKS]):
            if (st.pause[k] >> b) & 1:
                st.draft[q, length] = -(2 * b + 1) if k < d.nodes else -(2 * b + 2)
                length += 1
    if k >= d.nodes:
        st.draft[q, length] = 0
        length += 1
    return length


@part
def write_out(d: r.RingData, st: r.Rings, s: int, q: int) -> int:
    """Write a route into a draft; return its length (1 if it is idle)."""
    base = d.nodes + s
    if st.row[base, r.NEXT] == base:
        st.draft[q, 0] = 0
        return 1
    length, k = _write_row(d, st, s, q, 0, base), int(st.row[base, r.NEXT])
    while k != base:
        length = _write_row(d, st, s, q, length, k)
        k = int(st.row[k, r.NEXT])
    st.draft[q, length] = 0
    return length + 1


@part
def write_with(d: r.RingData, st: r.Rings, s: int, i: int, c: int, how: int) -> int:
    """Write a route with another stop behind a row into the first draft; return its length."""
    base = d.nodes + s
    length, k = 0, base
    while True:
        length = _write_row(d, st, s, 0, length, k)
        if k == i:
            if how == BEHIND:
                st.draft[0, length] = 0
                length += 1
            st.draft[0, length] = c
            length += 1
            if how == AHEAD:
                st.draft[0, length] = 0
                length += 1
        k = st.row[k, r.NEXT]
        if k == base:
            break
    st.draft[0, length] = 0
    return length + 1


@part
def close_up(st: r.Rings, q: int, length: int) -> int:
    """Leave trips without stops out of a draft without breaks; return its length."""
    m = 1
    for k in range(1, length):
        if st.draft[q, k] != 0 or st.draft[q, m - 1] != 0:
            st.draft[q, m] = st.draft[q, k]
            m += 1
    return m


@part
def placed_anew(d: r.RingData, st: r.Rings, s: int, q: int, length: int, most: int) -> tuple[int, int]:
    """Place the breaks of a draft where they are best; return its cost and its length then.

    FAR where it costs ``most`` ticks or more before any break is taken: few save more than they cost.
    """
    copy(st.draft, q, st.scratch, TRIED, 0, length, 0)
    cost, length = place_breaks(d.whole, st.scratch, s, length, most)
    copy(st.scratch, TRIED, st.draft, q, 0, length, 0)
    return cost, length


@part
def tried_cost(d: r.RingData, st: r.Rings, s: int, q: int, length: int, most: int) -> tuple[int, int]:
    """Return what a draft would cost a shift (FAR if it may not be driven), and its length.

    Breaks are placed anew if those in it will not do, unless it costs ``most`` ticks or more anyway.
    Overload is not in the cost.
    """
    cost, owed, _ = evaluate(d.whole, s, st.draft, q, length)
    if owed > 0 and cost - owed * d.whole.shift[s, f.PER_OWED] >= most:
        return cost, length
    if owed > 0 or (cost == f.FAR and st.route[s, r.PAUSED] > 0 and length <= SHORT):
        cost, length = placed_anew(d, st, s, q, length, most)
    return cost, length


@part
def exact_cost(d: r.RingData, st: r.Rings, s: int, i: int, c: int, how: int, best: int) -> int:
    """Return by how many ticks a route costs more with another stop; FAR if it may not be driven then.

    What is no less than ``best`` may be more than the truth.
    """
    length = write_with(d, st, s, i, c, how)
    cost, _ = tried_cost(d, st, s, 0, length, st.route[s, r.COST] + best)
    return f.FAR if cost >= f.FAR else cost - st.route[s, r.COST]


@part
def note_work(d: r.RingData, st: r.Rings, s: int) -> None:
    """Note the work of a route where hours of the day differ: that of its rows is the least it can be."""
    if d.whole.hourly == 0 or st.route[s, r.TRIPS] == 0:
        return
    length, paid = write_out(d, st, s, AGAIN), st.route[s, r.PAID]
    cost, _, _ = evaluate(d.whole, s, st.draft, AGAIN, length)
    if cost < f.FAR:
        st.route[s, r.WORK] = st.draft[begun_row(st.draft), length - 1]
        st.route[s, r.PAID] = max(st.route[s, r.WORK], d.shift[s, r.LEAST])
        st.route[s, r.IDLE] += st.route[s, r.PAID] - paid


@part
def lay_down(d: r.RingData, st: r.Rings, s: int, q: int, length: int, cost: int) -> None:
    """Make a draft the route of a shift; the heads of its trips so far are free."""
    legs, base = int(d.shift[s, r.LEGS]), d.nodes + s
    used = st.route[s, r.TRIPS] > 0
    st.counts[r.ALL_TRIPS] -= st.route[s, r.TRIPS]
    st.route[s, r.TRIPS] = 0
    st.pause[base] = 0
    last, waiting = -1, np.int64(0)
    for k in range(length - 1):
        c = st.draft[q, k]
        if c < 0:
            b = (-c - 1) // 2
            if c % 2 == 0:
                waiting |= np.int64(1) << b
            else:
                st.pause[last] |= np.int64(1) << b
            continue
        if c == 0:
            c = base if last < 0 else free_row(d, st, s)
            note_depot(d, st, s, int(c), int(st.draft[q, k + 1]))
            st.route[s, r.TRIPS] += 1
        st.pause[c] = waiting
        waiting = np.int64(0)
        if last >= 0:
            link(d, st, legs, last, c)
        last = c
    link(d, st, legs, base if last < 0 else last, base)
    weigh_trip(d, st, s)
    k = int(st.row[base, r.NEXT])
    while k != base:
        if k >= d.nodes:
            weigh_trip(d, st, k - d.nodes)
        k = int(st.row[k, r.NEXT])
    st.counts[r.ALL_TRIPS] += st.route[s, r.TRIPS]
    st.counts[r.ROUTES] += int(length > 1) - int(used)
    if length == 1:
        look_here(d, st, s)
    st.route[s, r.COST] = cost
    renew_trips(d, st, s)
    note_work(d, st, s)


@part
def lay_with(d: r.RingData, st: r.Rings, s: int, i: int, c: int, how: int) -> int:
    """Put a stop behind a row of a route that needs the exact evaluation; return the change of cost."""
    before = st.route[s, r.COST]
    cost, length = tried_cost(d, st, s, 0, write_with(d, st, s, i, c, how), f.FAR)
    free_heads(d, st, s)
    lay_down(d, st, s, 0, length, cost)
    return cost - before


@part
def reckon(d: r.RingData, st: r.Rings, s: int) -> int:
    """Compute what a route costs without stops just taken out, breaks only if owed; return the change."""
    before = st.route[s, r.COST]
    if d.shift[s, r.BREAKS] == 0:
        renew_trips(d, st, s)
        note_work(d, st, s)
        st.route[s, r.COST], _, _ = evaluate(d.whole, s, st.draft, 0, write_out(d, st, s, 0))
        return int(st.route[s, r.COST] - before)
    k = d.nodes + s
    while True:
        st.pause[k] = 0
        k = int(st.row[k, r.NEXT])
        if k == d.nodes + s:
            break
    cost, length = tried_cost(d, st, s, 0, write_out(d, st, s, 0), f.FAR)
    free_heads(d, st, s)
    lay_down(d, st, s, 0, length, cost)
    return int(cost - before)


@part
def improve_breaks(d: r.RingData, st: r.Rings, s: int) -> int:
    """Place the breaks of a changed route anew where that may help; return the change of cost."""
    if st.route[s, r.TRIPS] == 0 or d.shift[s, r.BREAKS] == 0:
        return 0
    if st.route[s, r.PAUSED] == 0 and not owes_break(st, s):
        return 0
    before = st.route[s, r.COST]
    cost, length = placed_anew(d, st, s, 0, write_out(d, st, s, 0), before)
    if cost >= before:
        return 0
    free_heads(d, st, s)
    lay_down(d, st, s, 0, length, cost)
    return int(cost - before)


@part
def _judged(d: r.RingData, st: r.Rings, s: int, q: int, length: int) -> tuple[int, int, int]:
    """Return cost (FAR if it may not be driven), overload and length of a draft, its breaks placed."""
    cost, owed, over = evaluate(d.whole, s, st.draft, q, length)
    if owed > 0 or (st.route[s, r.PAUSED] > 0 and length > 1):
        cost, length = placed_anew(d, st, s, q, length, f.FAR)
        if cost < f.FAR:
            cost, owed, over = evaluate(d.whole, s, st.draft, q, length)
    return (f.FAR if owed > 0 else cost), over, length


@part
def _bare_cost(d: r.RingData, st: r.Rings, s: int, q: int, length: int) -> int:
    """Return what a draft without breaks costs a shift, those it owes for nothing.

    What is dearer than that already is not worth placing breaks in: few save more than they cost.
    """
    cost, owed, _ = evaluate(d.whole, s, st.draft, q, length)
    return cost if cost >= f.FAR else cost - owed * d.whole.shift[s, f.PER_OWED]


@part
def accept(
    d: r.RingData,
    st: r.Rings,
    one: int,
    length_one: int,
    other: int,
    length_other: int,
    allowed: float,
    weight: float,
    move: int,
) -> bool:
    """Lay the two drafts down as the routes of two shifts if they may be driven and are cheap enough."""
    st.tally[move, 0] += 1
    least = _bare_cost(d, st, one, 0, length_one) - st.route[one, r.COST]
    least += _bare_cost(d, st, other, 1, length_other) - st.route[other, r.COST]
    if least > allowed:
        return False
    cost_one, over, length_one = _judged(d, st, one, 0, length_one)
    if cost_one >= f.FAR:
        return False
    cost_other, more, length_other = _judged(d, st, other, 1, length_other)
    if cost_other >= f.FAR:
        return False
    delta = cost_one + cost_other - st.route[one, r.COST] - st.route[other, r.COST]
    over += more - route_overload(d, st, one) - route_overload(d, st, other)
    if delta + weight * over > allowed:
        return False
    # Both rings are taken apart before either is laid down: that changes the rows of the other.
    free_heads(d, st, one)
    free_heads(d, st, other)
    lay_down(d, st, one, 0, length_one, cost_one)
    lay_down(d, st, other, 1, length_other, cost_other)
    keep_ring(d, st, one, True)
    keep_ring(d, st, other, True)
    st.counts[r.CURRENT] += delta
    st.counts[r.OVERLOAD] += over
    st.tally[move, 1] += 1
    st.tally[move, 2] -= delta
    return True
