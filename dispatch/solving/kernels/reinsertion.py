"""Putting stops back where they cost least."""

from dispatch.solving.kernels import state as r
from dispatch.solving.kernels.compiled import small
from dispatch.solving.kernels.drafts import AHEAD, INSIDE, lay_with
from dispatch.solving.kernels.draws import draw_bold, draw_order, rank, sort_in
from dispatch.solving.kernels.places import cheapest_place
from dispatch.solving.kernels.rings import (
    free_row,
    liking,
    limits_before,
    link,
    overload,
    route_overload,
    starts_behind,
    weigh_trip,
)
from dispatch.solving.kernels.timing import breaks_may_spare, repay

NO_MATTER = 1000
"""Times its price, a stop is not left behind."""


@small
def sort_absent(d: r.RingData, st: r.Rings, first: int, absent: int) -> None:
    """Put the absent in an order drawn by lot."""
    order = draw_order(st.random)
    for i in range(first, absent):
        c = st.absent[i]
        key = rank(
            st.random,
            order,
            int(d.stop[c, r.LOAD]),
            int(d.leg[2 * c]),
            int(d.stop[c, r.EARLIEST]),
            int(d.stop[c, r.LATEST]),
        )
        sort_in(st.absent, st.key, first, i, key)


@small
def _begin_trip(d: r.RingData, st: r.Rings, s: int, i: int, c: int, how: int) -> int:
    """Let a stop be a trip of its own behind a row; return the change in the price of the legs."""
    legs = int(d.shift[s, r.LEGS])
    base, head = d.nodes + s, free_row(d, st, s)
    k = int(st.row[i, r.NEXT])
    delta = -int(st.row[i, r.ONWARD])
    if how == AHEAD:
        delta += link(d, st, legs, base, c) + link(d, st, legs, c, head) + link(d, st, legs, head, k)
        weigh_trip(d, st, s)
    else:
        delta += link(d, st, legs, i, head) + link(d, st, legs, head, c) + link(d, st, legs, c, k)
    weigh_trip(d, st, head - d.nodes)
    st.counts[r.ALL_TRIPS] += 1
    st.route[s, r.TRIPS] += 1
    return delta


@small
def join(d: r.RingData, st: r.Rings, c: int, i: int, how: int, s: int, rich: bool) -> int:
    """Put a stop where :func:`cheapest_place` found that it goes; return the change of cost."""
    if rich and d.shift[s, r.EXACT] > 0:
        return int(lay_with(d, st, s, i, c, how))
    if rich and how != INSIDE:
        delta = _begin_trip(d, st, s, i, c, how) * int(d.shift[s, r.UNIT]) + liking(d, s, c)
        st.route[s, r.COST] += delta
        return delta + repay(d, st, s)
    h = int(st.row[i, r.HEAD])
    k = int(st.row[i, r.NEXT])
    legs, windows = 0, 0
    if rich:
        legs, windows = int(d.shift[s, r.LEGS]), int(d.shift[s, r.WINDOWS])
    delta = -int(st.row[i, r.ONWARD])
    delta += link(d, st, legs, i, c) + link(d, st, legs, c, k)
    st.row[c, r.HEAD] = h
    for q in range(d.dimensions):
        st.trip[h, r.FREE + q] -= d.stop[c, r.LOAD + q]
    st.trip[h, r.STOPS] += 1
    if not rich:
        st.row[c, r.START] = -1
        st.row[c, r.LIMIT] = -1
        starts_behind(d, st, i, False)
        limits_before(d, st, k, False)
        if st.trip[h, r.STOPS] == 1:
            st.counts[r.ROUTES] += 1
        return delta
    st.trip[h, r.READY] = max(st.trip[h, r.READY], d.stop[windows + c, r.RELEASE])
    delta = delta * int(d.shift[s, r.UNIT]) + liking(d, s, c)
    if st.trip[s, r.STOPS] == 1 and st.route[s, r.TRIPS] == 0:
        st.counts[r.ROUTES] += 1
        st.counts[r.ALL_TRIPS] += 1
        st.route[s, r.TRIPS] = 1
        delta += int(d.shift[s, r.USE])
    st.route[s, r.COST] += delta
    return delta + repay(d, st, s)


@small
def _take_node(st: r.Rings, c: int, node: int) -> int:
    """Let another node of a stop count in place of the absent one; return it."""
    st.row[c, r.HEAD] = r.ASIDE
    st.taken[st.counts[r.TAKEN]] = node
    st.counts[r.TAKEN] += 1
    return node


@small
def _cheapest_of_windows(
    d: r.RingData, st: r.Rings, c: int, most: int, weight: float, favoured: int, rich: bool
) -> tuple[int, int, int]:
    """Find where a stop costs least in any of its windows: behind which row, how, and as which node.

    A loop, for of one call of so large a function there is less to compile.
    """
    i, how, node, tried = -1, INSIDE, c, c
    while True:
        row, way, most = cheapest_place(d, st, tried, most, weight, favoured, rich)
        if row >= 0:
            i, how, node = row, way, tried
        if d.further > 0:
            tried = int(d.whole.twin[tried])
        if tried == c:
            return i, how, node


@small
def recreate(
    d: r.RingData,
    st: r.Rings,
    first: int,
    absent: int,
    touched: int,
    delta: int,
    over: int,
    allowed: float,
    weight: float,
    all_in: bool,
    crowded: bool,
    favoured: int,
    rich: bool,
) -> tuple[bool, int, int, int, int]:
    """Put the absent from ``first`` on back; give up as soon as it must cost more than is ``allowed``.

    The first plan takes all in that it can; of a crowd the first comes at any price. Returns whether it did
    not give up, changes of cost and overload, how many stay behind (their list
    is ``left``), routes touched. With a group of shifts favoured, one of them that is idle is begun as if
    it would be full in the end.
    """
    sort_absent(d, st, first, absent)
    bold = NO_MATTER if all_in else draw_bold(st.random)
    left = 0
    for x in range(first, absent):
        c = int(st.absent[x])
        # What is put in later costs something too: so there is no more than this for one stop.
        spared = breaks_may_spare(d, st, touched) if rich and d.pausing > 0 else 0
        rest = int(min(1e15, allowed + spared - delta - weight * over)) + 1
        # The first of a crowd may come at any price: the others may share its way.
        prized = NO_MATTER if crowded and x == first else bold
        i, how, node = _cheapest_of_windows(d, st, c, min(rest, prized * d.drop[c]), weight, favoured, rich)
        if node != c:
            c = _take_node(st, c, node)
        if i < 0:
            if rest < d.drop[c]:
                return False, delta, over, left, touched
            st.left[left] = c
            left += 1
            delta += d.drop[c]
            continue
        h = int(st.row[i, r.HEAD])
        s = int(st.trip[h, r.OWNER]) if rich else h
        if st.dirty[s] == 0:
            st.dirty[s] = 1
            st.touched[touched] = s
            touched += 1
        before = route_overload(d, st, s) if rich else overload(d, st, h)
        delta += join(d, st, c, i, how, s, rich)
        over += (route_overload(d, st, s) if rich else overload(d, st, h)) - before
    return True, delta, over, left, touched
