"""Which vehicle drives a route, where another would drive it just so: only cheaper, or with more room.

Shifts are kin if their routes differ in nothing but room, use and price of a metre.
"""

from dispatch.solving.kernels import state as r
from dispatch.solving.kernels.compiled import part, small
from dispatch.solving.kernels.rings import idle_shift, link, look_here, note_depot, weigh_trip
from dispatch.solving.kernels.timing import renew_trips

GAIN = 1e-6
"""Ticks by which a vehicle must be better."""


@small
def _metres(d: r.RingData, st: r.Rings, s: int) -> int:
    """Return the length of a route, in the unit that its legs are priced in."""
    if d.timed > 0:
        return int(st.route[s, r.METRES])
    if d.shift[s, r.UNIT] == 0:
        return 0
    return int((st.route[s, r.COST] - d.shift[s, r.USE]) // d.shift[s, r.UNIT])


@part
def _over_with(d: r.RingData, st: r.Rings, s: int, o: int) -> int:
    """Return by how much the trips of a route were overloaded if another shift drove it."""
    over, base = 0, d.nodes + s
    k = base
    while True:
        if k >= d.nodes:
            for q in range(d.dimensions):
                less = d.shift[s, r.ROOM + q] - d.shift[o, r.ROOM + q]
                over += max(0, less - st.trip[k - d.nodes, r.FREE + q]) * d.weight[q]
        if st.route[s, r.TRIPS] <= 1:
            return int(over)
        k = int(st.row[k, r.NEXT])
        if k == base:
            return int(over)


@small
def _ticks(d: r.RingData, st: r.Rings, s: int, o: int) -> int:
    """Return what it costs more, overload apart, that another shift drives the route of a shift."""
    unit = d.shift[o, r.UNIT] - d.shift[s, r.UNIT]
    return int(d.shift[o, r.USE] - d.shift[s, r.USE] + unit * _metres(d, st, s))


@small
def _change(d: r.RingData, st: r.Rings, s: int, o: int, weight: float) -> float:
    """Return what it costs, overload included, that another shift drives the route of a shift."""
    return float(_ticks(d, st, s, o) + weight * (_over_with(d, st, s, o) - _over_with(d, st, s, s)))


@part
def _best_vehicle(d: r.RingData, st: r.Rings, s: int, weight: float) -> int:
    """Return the shift that had better drive a route, or exchange routes; -1 if none."""
    found, best = -1, GAIN
    for group in range(len(d.groups)):
        first, end = d.groups[group, 0], d.groups[group, 1]
        o = int(d.members[first])
        if group == d.shift[s, r.GROUP] or d.shift[o, r.KIN] != d.shift[s, r.KIN]:
            continue
        idle = idle_shift(d, st, group)
        if idle >= 0:
            gain = -_change(d, st, s, idle, weight)
            if gain > best:
                best, found = gain, idle
            continue
        away = _change(d, st, s, o, weight)
        for slot in range(first, end):
            o = int(d.members[slot])
            gain = -away - _change(d, st, o, s, weight)
            if gain > best:
                best, found = gain, o
    return found


@part
def _hang(d: r.RingData, st: r.Rings, s: int, first: int, last: int) -> None:
    """Let a chain of rows, if there is one, be the ring of a shift."""
    base, legs = d.nodes + s, int(d.shift[s, r.LEGS])
    if first < 0:
        note_depot(d, st, s, base, base)
        link(d, st, legs, base, base)
    else:
        note_depot(d, st, s, base, first)
        link(d, st, legs, base, first)
        link(d, st, legs, last, base)
    weigh_trip(d, st, s)
    k = int(st.row[base, r.NEXT])
    while k != base:
        if k >= d.nodes:
            st.trip[k - d.nodes, r.OWNER] = s
            weigh_trip(d, st, k - d.nodes)
        k = int(st.row[k, r.NEXT])


@part
def _exchange(d: r.RingData, st: r.Rings, s: int, o: int) -> tuple[int, int]:
    """Let two shifts exchange their routes; return changes of cost and overload."""
    a, b = d.nodes + s, d.nodes + o
    over = -_over_with(d, st, s, s) - _over_with(d, st, o, o)
    over += _over_with(d, st, s, o) + _over_with(d, st, o, s)
    before = st.route[s, r.COST] + st.route[o, r.COST]
    mine, theirs = st.route[s, r.COST] + _ticks(d, st, s, o), 0
    if st.trip[o, r.STOPS] > 0:
        theirs = st.route[o, r.COST] + _ticks(d, st, o, s)
    first, last = int(st.row[a, r.NEXT]), int(st.row[a, r.BEFORE])
    first_o, last_o = int(st.row[b, r.NEXT]), int(st.row[b, r.BEFORE])
    if first_o == b:
        first_o = -1
    st.route[s, r.TRIPS], st.route[o, r.TRIPS] = st.route[o, r.TRIPS], st.route[s, r.TRIPS]
    _hang(d, st, o, first, last)
    _hang(d, st, s, first_o, last_o)
    st.route[o, r.COST] = mine
    st.route[s, r.COST] = theirs
    renew_trips(d, st, o)
    renew_trips(d, st, s)
    if first_o < 0:
        look_here(d, st, s)
    return int(mine + theirs - before), int(over)


@small
def choose_vehicles(d: r.RingData, st: r.Rings, touched: int, weight: float) -> tuple[int, int, int]:
    """Give routes changed in this step the vehicles that are best for them.

    Returns changes of cost and overload, and how many routes are changed now.
    """
    delta, over = 0, 0
    for i in range(touched):
        s = int(st.touched[i])
        if st.trip[s, r.STOPS] == 0:
            continue
        o = _best_vehicle(d, st, s, weight)
        if o < 0:
            continue
        if st.dirty[o] == 0:
            st.dirty[o] = 1
            st.touched[touched] = o
            touched += 1
        ticks, more = _exchange(d, st, s, o)
        delta += ticks
        over += more
    return delta, over, touched
