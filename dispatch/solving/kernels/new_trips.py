"""What a stop costs as a trip of its own: of a shift that is idle, or before, between and behind others."""

import numpy as np

from dispatch.solving.kernels import fields as f
from dispatch.solving.kernels import state as r
from dispatch.solving.kernels.compiled import part, small
from dispatch.solving.kernels.drafts import AHEAD, BEHIND, INSIDE, exact_cost
from dispatch.solving.kernels.rings import depot_of, idle_shift, liking, loads_at, price, reached, seconds
from dispatch.solving.kernels.timing import owes_break

LEAST_PART = 0.001
"""No stop takes less of a vehicle than this."""


@small
def work_with(
    d: r.RingData,
    st: r.Rings,
    s: int,
    i: int,
    k: int,
    drive: int,
    onward: int,
    start: int,
    latest: int,
    slack: int,
) -> int:
    """Return the work of a route that begins a stop between two rows at ``start``; less if others get late.

    ``drive`` leads there, and service and way to the next row take ``onward``; ``slack`` is the latest
    start of the route for all before it.
    """
    finish = max(start + onward + st.span[k, r.TAIL], np.int64(st.span[k, r.FINISH]))
    if d.shift[s, r.FIXED] > 0:
        return int(finish - d.shift[s, r.SINCE] - st.route[s, r.PAUSED])
    begun = st.span[i, r.ELAPSED] + drive
    first = min(slack, max(start, latest) - begun)
    if start + onward <= st.span[k, r.EASY]:
        first = min(first, st.span[k, r.EASY] - begun - onward)
    first = min(first, finish - begun - onward - st.span[k, r.TAIL])
    return int(finish - first - st.route[s, r.PAUSED])


@small
def _both_ways(d: r.RingData, s: int, c: int) -> int:
    """Return the price of the legs of a shift that serves a stop alone, from where it is loaded and home."""
    legs = d.shift[s, r.LEGS]
    return int(price(d, legs, loads_at(d, s, c), c) + price(d, legs, c, d.shift[s, r.HOME]))


@small
def _fits(d: r.RingData, s: int, c: int) -> bool:
    """Tell whether a vehicle has room for a stop alone."""
    fits = True
    for q in range(d.dimensions):
        fits &= d.stop[c, r.LOAD + q] <= d.shift[s, r.ROOM + q]
    return fits


@small
def _part(d: r.RingData, s: int, c: int) -> float:
    """Return the part of the room of a vehicle that a stop takes."""
    taken = 0.0 if d.dimensions > 0 else 1.0
    for q in range(d.dimensions):
        taken = max(taken, d.stop[c, r.LOAD + q] / max(1, d.shift[s, r.ROOM + q]))
    return max(taken, LEAST_PART)


@small
def _too_far(d: r.RingData, st: r.Rings, s: int, c: int) -> bool:
    """Tell whether a stop as another trip takes a route beyond its range."""
    metres = _both_ways(d, s, c)
    return bool(metres > d.shift[s, r.TRIP_RANGE] or st.route[s, r.METRES] + metres > d.shift[s, r.RANGE])


@part
def _there_and_back(d: r.RingData, s: int, c: int, ready: int, limit: int, home: int) -> tuple[int, int]:
    """Return when a courier who is ready at a moment serves a stop alone, and is at a place.

    Both are GONE if that is behind its window or the return behind ``limit``.
    """
    legs, windows = d.shift[s, r.LEGS], d.shift[s, r.WINDOWS]
    depart = max(ready + d.shift[s, r.LOADING], np.int64(d.stop[windows + c, r.RELEASE]))
    start = max(np.int64(d.stop[windows + c, r.EARLIEST]), depart + seconds(d, legs, loads_at(d, s, c), c))
    back = start + d.stop[windows + c, r.SERVICE] + seconds(d, legs, c, home)
    if start > d.stop[windows + c, r.LATEST] or back > limit:
        return r.GONE, r.GONE
    return start, back


@small
def fits_alone(d: r.RingData, s: int, c: int) -> bool:
    """Tell whether a stop can be the only one of an idle shift."""
    clock, end, home = d.shift[s, r.CLOCK], d.shift[s, r.END], d.shift[s, r.HOME]
    return _fits(d, s, c) and _there_and_back(d, s, c, clock, end, home)[0] < r.GONE


@small
def cheapest_idle(d: r.RingData, st: r.Rings, c: int, best: int, favoured: int) -> tuple[int, int]:
    """Return the idle shift where a stop costs least, as a row, and the cost; -1 if none is cheaper.

    Of a shift of the favoured group a stop pays the part of its room that it takes.
    """
    found = -1
    for group in range(len(d.groups)):
        s = d.members[d.groups[group, 0]]
        legs = d.shift[s, r.LEGS]
        way, ready, began = _both_ways(d, s, c), d.shift[s, r.CLOCK], 0
        if d.shift[s, r.SHARED] > 0:
            entry = depot_of(d, loads_at(d, s, c))
            ready, began = d.whole.entry[s, entry, f.THERE], d.whole.entry[s, entry, f.WAY]
            way += d.whole.entry[s, entry, f.DRIVEN] - d.shift[s, r.DRIVEN]
        cost = way * d.shift[s, r.UNIT] + d.shift[s, r.USE] + liking(d, s, c)
        most = int(min(1e15, best / _part(d, s, c))) if group == favoured else best
        if cost >= most or d.shift[s, r.MOST_TRIPS] < 1 or not _fits(d, s, c) or _too_far(d, st, s, c):
            continue
        start, back = _there_and_back(d, s, c, ready, d.shift[s, r.END], d.shift[s, r.HOME])
        if start == r.GONE:
            continue
        begun = began + d.shift[s, r.LOADING] + seconds(d, legs, loads_at(d, s, c), c)
        if d.shift[s, r.FIXED] > 0:
            paid = max(d.shift[s, r.WORKED], d.shift[s, r.LEAST])
            cost += d.shift[s, r.PAY] * (max(back - d.shift[s, r.SINCE], d.shift[s, r.LEAST]) - paid)
        else:
            cost += d.shift[s, r.PAY] * max(back - start + begun, d.shift[s, r.LEAST])
        if cost < most:
            s = idle_shift(d, st, group)
            if s >= 0 and d.shift[s, r.EXACT] > 0:
                cost = exact_cost(d, st, s, d.nodes + s, c, INSIDE, most)
            if s >= 0 and cost < most:
                found = d.nodes + s
                best = int(cost * _part(d, s, c)) if group == favoured else cost
    return found, best


@small
def cheapest_trip(d: r.RingData, st: r.Rings, c: int, best: int) -> tuple[int, int, int]:
    """Return behind which row a stop costs least as another trip, how, and the cost; -1 if nowhere."""
    found, how = -1, INSIDE
    for s in range(d.shifts):
        trips = st.route[s, r.TRIPS]
        if trips == 0 or trips >= d.shift[s, r.MOST_TRIPS]:
            continue
        if d.shift[s, r.SHARED] > 0:
            i, way, cost = _place_among_depots(d, st, s, c, best)
            if i >= 0:
                best, found, how = cost, i, way
            continue
        legs, home = d.shift[s, r.LEGS], d.shift[s, r.HOME]
        cost = _both_ways(d, s, c) * d.shift[s, r.UNIT] + liking(d, s, c)
        busy = d.shift[s, r.LOADING] + d.stop[c, r.SERVICE]
        busy += seconds(d, legs, home, c) + seconds(d, legs, c, home)
        # Waiting may take it in; beyond that, work grows.
        least = cost + max(0, busy - st.route[s, r.IDLE]) * d.shift[s, r.PAY]
        if least >= best and not owes_break(st, s):
            continue
        if not _fits(d, s, c) or _too_far(d, st, s, c):
            continue
        i, way, cost = _place_of_trip(d, st, s, c, cost, best)
        if i >= 0:
            best, found, how = cost, i, way
    return found, how, best


@small
def _trip_cost(
    d: r.RingData, st: r.Rings, s: int, i: int, c: int, how: int, cost: int, work: int, best: int
) -> int:
    """Return what a stop as another trip costs, its legs costing ``cost``, with this work or more."""
    cost += (max(work, d.shift[s, r.LEAST]) - st.route[s, r.PAID]) * d.shift[s, r.PAY]
    if d.shift[s, r.EXACT] > 0 and (cost < best or st.route[s, r.PAUSED] > 0 or owes_break(st, s)):
        return exact_cost(d, st, s, i, c, how, best)
    return cost


@part
def _place_of_trip(
    d: r.RingData, st: r.Rings, s: int, c: int, legs_cost: int, best: int
) -> tuple[int, int, int]:
    """Return behind which row a stop costs least as another trip of a route, how, and the cost.

    The row is -1 if nowhere less than ``best``; without pay the first one will do.
    """
    base, legs, loading = d.nodes + s, d.shift[s, r.LEGS], d.shift[s, r.LOADING]
    soft = np.int64(d.stop[d.shift[s, r.WINDOWS] + c, r.SOFT])
    store = d.shift[s, r.HOME]
    out = loading + seconds(d, legs, store, c)
    found, how = -1, INSIDE
    # First of all: the trip that is the first now is loaded behind it.
    k = int(st.row[base, r.NEXT])
    drive = seconds(d, legs, store, k)
    ready = st.row[base, r.DEPART] - max(loading, 0)
    if st.pause[base] == 0:
        ready = d.shift[s, r.CLOCK]
    start, back = _there_and_back(d, s, c, ready, st.row[k, r.LIMIT] - drive - loading, store)
    if start < r.GONE:
        tail = loading + drive + st.span[k, r.TAIL]
        finish = max(back + tail, st.trip[s, r.READY] - loading + tail, np.int64(st.span[k, r.FINISH]))
        if d.shift[s, r.FIXED] > 0:
            work = finish - d.shift[s, r.SINCE] - st.route[s, r.PAUSED]
        else:
            first = min(max(start, soft) - out, finish - out - (back - start) - tail)
            easy = st.span[k, r.EASY] - drive - loading
            if back <= easy:
                first = min(first, easy - out - (back - start))
            work = finish - first - st.route[s, r.PAUSED]
        cost = _trip_cost(d, st, s, base, c, AHEAD, legs_cost, work, best)
        if cost < best:
            best, found, how = cost, base, AHEAD
    i = k
    while found < 0 or d.paid + d.exact > 0:
        k = int(st.row[i, r.NEXT])
        if k >= d.nodes:
            home = seconds(d, legs, st.row[i, r.PLACE], store)
            start, back = _there_and_back(d, s, c, st.row[i, r.DEPART] + home, st.row[k, r.LIMIT], store)
            if start < r.GONE:
                slack = np.int64(st.span[i, r.SLACK])
                work = work_with(d, st, s, i, k, home + out, back - start, start, soft, slack)
                cost = _trip_cost(d, st, s, i, c, BEHIND, legs_cost, work, best)
                if cost < best:
                    best, found, how = cost, i, BEHIND
            if k == base:
                break
        i = k
    return found, how, best


@part
def _place_among_depots(d: r.RingData, st: r.Rings, s: int, c: int, best: int) -> tuple[int, int, int]:
    """Return what :func:`_place_of_trip` does, for a shift whose trips load at several depots."""
    base, legs, loading = d.nodes + s, d.shift[s, r.LEGS], d.shift[s, r.LOADING]
    found, how, store = -1, INSIDE, loads_at(d, s, c)
    if not _fits(d, s, c) or d.stop[d.shift[s, r.WINDOWS] + c, r.LATEST] < 0:
        return found, how, best
    own = loading + seconds(d, legs, store, c) + d.stop[c, r.SERVICE]
    # First of all: the trip that is the first now is loaded behind it.
    first, ahead = int(st.row[base, r.PLACE]), depot_of(d, store)
    entry, now = d.whole.entry[s, ahead], d.whole.entry[s, depot_of(d, first)]
    metres = entry[f.DRIVEN] - now[f.DRIVEN] + price(d, legs, store, c) + price(d, legs, c, first)
    busy = entry[f.WAY] - now[f.WAY] + own + seconds(d, legs, c, first)
    cost = metres * d.shift[s, r.UNIT] + liking(d, s, c)
    cost += max(0, busy - st.route[s, r.IDLE]) * d.shift[s, r.PAY]
    if cost < best or owes_break(st, s):
        cost = exact_cost(d, st, s, base, c, AHEAD, best)
        if cost < best:
            best, found, how = cost, base, AHEAD
    i = int(st.row[base, r.NEXT])
    while i != base:
        k = int(st.row[i, r.NEXT])
        if k >= d.nodes:
            home = reached(d, st, k)
            come = seconds(d, legs, i, store)
            metres = price(d, legs, i, store) + price(d, legs, store, c) + price(d, legs, c, home)
            metres -= st.row[i, r.ONWARD]
            busy = come + own + seconds(d, legs, c, home) - st.row[i, r.HOP]
            cost = metres * d.shift[s, r.UNIT] + liking(d, s, c)
            cost += max(0, busy - st.route[s, r.IDLE]) * d.shift[s, r.PAY]
            if cost < best or owes_break(st, s):
                start, _ = _there_and_back(d, s, c, st.row[i, r.DEPART] + come, st.row[k, r.LIMIT], home)
                cost = exact_cost(d, st, s, i, c, BEHIND, best) if start < r.GONE else f.FAR
                if cost < best:
                    best, found, how = cost, i, BEHIND
            if k == base:
                break
            i = k
        i = int(st.row[i, r.NEXT])
    return found, how, best
