"""What follows from a change of a ring: times, loads, trips; keeping rings and going back to them.

Functions take ``rich``, which callers give as a literal: where it is False, all vehicles are alike and
make one trip that nothing holds at the store, and the compiler leaves all else out.
"""

from dispatch.solving.kernels import fields as f
from dispatch.solving.kernels import state as r
from dispatch.solving.kernels.compiled import part, small
from dispatch.solving.kernels.fields import Line, SmallRows


@small
def seconds(d: r.RingData, legs: int, i: int, j: int) -> int:
    """Return the travel time between two nodes, in the table of legs that begins at ``legs``."""
    return d.leg[legs + 2 * (i * d.places + j)]


@small
def liking(d: r.RingData, s: int, c: int) -> int:
    """Return what it costs that a shift comes to a stop at all."""
    return int(d.whole.window[d.whole.shift[s, f.KIND], c, f.LIKED]) if d.liked > 0 else 0


@small
def price(d: r.RingData, legs: int, i: int, j: int) -> int:
    """Return the price of a leg between two nodes."""
    return d.leg[legs + 2 * (i * d.places + j) + 1]


@small
def reached(d: r.RingData, st: r.Rings, k: int) -> int:
    """Return the place to which the way to a row leads: at the end of a route, where its shift lives."""
    if d.depots > 1 and d.nodes <= k < d.nodes + d.shifts:
        return int(d.shift[k - d.nodes, r.HOME])
    return int(st.row[k, r.PLACE])


@small
def loads_at(d: r.RingData, s: int, c: int) -> int:
    """Return the place where a shift loads a stop."""
    return int(d.stop[d.shift[s, r.WINDOWS] + c, r.AT]) if d.depots > 1 else 0


@small
def depot_of(d: r.RingData, place: int) -> int:
    """Return the number of the depot at a place."""
    return int(max(0, place - d.nodes + 1))


@small
def note_depot(d: r.RingData, st: r.Rings, s: int, k: int, first: int) -> None:
    """Let the head of a trip be at the depot where its first stop is loaded."""
    if d.depots > 1:
        st.row[k, r.PLACE] = loads_at(d, s, first) if first < d.nodes else d.shift[s, r.HOME]


@small
def owner(st: r.Rings, i: int, rich: bool) -> int:
    """Return the shift whose route a row is in."""
    return st.trip[st.row[i, r.HEAD], r.OWNER] if rich else st.row[i, r.HEAD]


@small
def starts_behind(d: r.RingData, st: r.Rings, i: int, whole: bool) -> None:
    """Recompute earliest starts behind a row where vehicles are alike: as far as they change, or all."""
    while True:
        k = st.row[i, r.NEXT]
        if k >= d.nodes:
            break
        start = max(st.row[i, r.DEPART] + seconds(d, 0, st.row[i, r.PLACE], k), d.stop[k, r.EARLIEST])
        if start == st.row[k, r.START] and not whole:
            break
        st.row[k, r.START] = start
        st.row[k, r.DEPART] = start + d.stop[k, r.SERVICE]
        i = k


@small
def limits_before(d: r.RingData, st: r.Rings, j: int, whole: bool) -> None:
    """Recompute latest starts before a row where vehicles are alike: as far as they change, or all."""
    while True:
        k = st.row[j, r.BEFORE]
        if k >= d.nodes:
            break
        onward = d.stop[k, r.SERVICE] + seconds(d, 0, k, st.row[j, r.PLACE])
        limit = min(d.stop[k, r.LATEST], st.row[j, r.LIMIT] - onward)
        if limit == st.row[k, r.LIMIT] and not whole:
            break
        st.row[k, r.LIMIT] = limit
        j = k


@part
def renew_times(d: r.RingData, st: r.Rings, s: int) -> None:
    """Recompute all times of a route of vehicles that are alike."""
    starts_behind(d, st, d.nodes + s, True)
    limits_before(d, st, d.nodes + s, True)


@part
def weigh_trip(d: r.RingData, st: r.Rings, h: int) -> None:
    """Recompute what a trip carries and waits for, and tell its stops that they are in it."""
    s = st.trip[h, r.OWNER]
    windows = d.shift[s, r.WINDOWS]
    for q in range(d.dimensions):
        st.trip[h, r.FREE + q] = d.shift[s, r.ROOM + q]
    st.trip[h, r.READY] = 0
    st.trip[h, r.STOPS] = 0
    st.trip[h, r.COLD] = 0
    k = st.row[d.nodes + h, r.NEXT]
    while k < d.nodes:
        st.row[k, r.HEAD] = h
        st.trip[h, r.STOPS] += 1
        st.trip[h, r.READY] = max(st.trip[h, r.READY], d.stop[windows + k, r.RELEASE])
        st.trip[h, r.COLD] |= d.stop[windows + k, r.COOL] & d.shift[s, r.WARM]
        for q in range(d.dimensions):
            st.trip[h, r.FREE + q] -= d.stop[windows + k, r.LOAD + q]
        k = st.row[k, r.NEXT]


@small
def overload(d: r.RingData, st: r.Rings, h: int) -> int:
    """Return by how much a trip is overloaded, weighted over the dimensions."""
    over = 0
    for q in range(d.dimensions):
        over += max(0, -st.trip[h, r.FREE + q]) * d.weight[q]
    return over


@part
def route_overload(d: r.RingData, st: r.Rings, s: int) -> int:
    """Return by how much all trips of a route are overloaded."""
    over, k = overload(d, st, s), st.row[d.nodes + s, r.NEXT]
    if st.route[s, r.TRIPS] > 1:
        while k != d.nodes + s:
            if k >= d.nodes:
                over += overload(d, st, k - d.nodes)
            k = st.row[k, r.NEXT]
    return over


@small
def copy_ring(
    d: r.RingData,
    rows: SmallRows,
    trips: SmallRows,
    pauses: Line,
    to_rows: SmallRows,
    to_trips: SmallRows,
    to_pauses: Line,
    first: int,
) -> None:
    """Copy the rows of a ring, the trips they are the heads of and the breaks, as the source knows them."""
    k = first
    while True:
        if d.pausing > 0:
            to_pauses[k] = pauses[k]
        for column in range(r.ROW_WIDTH):
            to_rows[k, column] = rows[k, column]
        if k >= d.nodes:
            for column in range(r.TRIP_WIDTH):
                to_trips[k - d.nodes, column] = trips[k - d.nodes, column]
        k = rows[k, r.NEXT]
        if k == first:
            break


@small
def keep_ring(d: r.RingData, st: r.Rings, s: int, rich: bool) -> None:
    """Let the present route be the one to go back to."""
    copy_ring(d, st.row, st.trip, st.pause, st.kept, st.kept_trip, st.kept_pause, d.nodes + s)
    if rich:
        for column in range(r.ROUTE_WIDTH):
            st.kept_route[s, column] = st.route[s, column]


@small
def free_heads(d: r.RingData, st: r.Rings, s: int) -> None:
    """Let the rows at the heads of all trips but the first be free to be used again."""
    if st.route[s, r.TRIPS] > 1:
        k = st.row[d.nodes + s, r.NEXT]
        while k != d.nodes + s:
            if k >= d.nodes:
                st.row[k, r.HEAD] = -1
            k = st.row[k, r.NEXT]


@small
def free_row(d: r.RingData, st: r.Rings, s: int) -> int:
    """Return a free row for the head of another trip of a shift, taken now."""
    k = st.counts[r.HINT]
    while st.row[k, r.HEAD] >= 0:
        k += 1
        if k == len(st.row):
            k = d.nodes + d.shifts
    st.counts[r.HINT] = k
    st.row[k, r.HEAD] = k - d.nodes
    st.trip[k - d.nodes, r.OWNER] = s
    st.pause[k] = 0
    note_depot(d, st, s, k, k)
    return k


@small
def link(d: r.RingData, st: r.Rings, legs: int, i: int, k: int) -> int:
    """Let a row be followed by another; return the price of the way."""
    st.row[i, r.NEXT] = k
    st.row[k, r.BEFORE] = i
    onward = int(price(d, legs, st.row[i, r.PLACE], reached(d, st, k))) if i != k else 0
    st.row[i, r.ONWARD] = onward
    return onward


@small
def forget_place(st: r.Rings, c: int) -> None:
    """Mark a stop as being in no route: nothing can come next to it."""
    st.row[c, r.HEAD] = r.OUT
    st.row[c, r.DEPART] = r.GONE
    st.row[c, r.BEFORE] = c
    st.row[c, r.NEXT] = c


@small
def set_aside(st: r.Rings, c: int) -> None:
    """Mark a node as not counting: another of its stop, in another window, does."""
    forget_place(st, c)
    st.row[c, r.HEAD] = r.ASIDE


@small
def look_here(d: r.RingData, st: r.Rings, s: int) -> None:
    """Let a shift that has become idle be found."""
    group = d.shift[s, r.GROUP]
    st.idle[group] = min(st.idle[group], d.shift[s, r.SLOT])


@small
def idle_shift(d: r.RingData, st: r.Rings, group: int) -> int:
    """Return the first shift of a group that has no route, -1 if there is none."""
    slot, end = st.idle[group], d.groups[group, 1]
    while slot < end and st.trip[d.members[slot], r.STOPS] > 0:
        slot += 1
    st.idle[group] = slot
    return int(d.members[slot]) if slot < end else -1
