"""When each row of any route begins, by when it must, and what work that makes.

A route is a chain of functions of time t -> max(t + a, b), each with a latest t: driving, a window, loading,
a release, a break. Chains of such functions are such functions again (Vidal, Crainic, Gendreau and
Prins, Computers & Operations Research 40(1), 2013), and the latest start that delays neither the end nor
a window is a running minimum (Savelsbergh, ORSA Journal on Computing 4(2), 1992).
"""

import numpy as np

from dispatch.solving.kernels import fields as f
from dispatch.solving.kernels import state as r
from dispatch.solving.kernels.compiled import part, small
from dispatch.solving.kernels.hours import arrival_at, departure_by
from dispatch.solving.kernels.rings import copy_ring, depot_of, look_here, reached, seconds


@part
def _pause_forward(
    d: r.RingData, st: r.Rings, s: int, k: int, clock: int, elapsed: int, slack: int
) -> tuple[int, int, int]:
    """Take the breaks of a row: from its departure, seconds without waiting and latest start of the route."""
    for b in range(d.shift[s, r.BREAKS]):
        if (st.pause[k] >> b) & 1:
            clock = max(clock, d.whole.pause[s, b, f.FROM])
            slack = min(slack, d.whole.pause[s, b, f.UNTIL] - elapsed)
            clock += d.whole.pause[s, b, f.PAUSE]
            elapsed += d.whole.pause[s, b, f.PAUSE]
            st.route[s, r.PAUSED] += d.whole.pause[s, b, f.PAUSE]
    return clock, elapsed, slack


@small
def _note_owed(d: r.RingData, st: r.Rings, s: int) -> None:
    """Note the work above which a route owes another break, and up to which it takes one too many."""
    owed, needless = np.int64(f.FAR), np.int64(-1)
    if d.shift[s, r.BREAKS] > 0:
        taken, k = np.int64(0), d.nodes + s
        while True:
            taken |= st.pause[k]
            k = st.row[k, r.NEXT]
            if k == d.nodes + s:
                break
        for b in range(d.shift[s, r.BREAKS]):
            if (taken >> b) & 1:
                needless = max(needless, d.whole.pause[s, b, f.OVER])
            elif not (d.shift[s, r.HAD] >> b) & 1:
                owed = min(owed, d.whole.pause[s, b, f.OVER])
    st.route[s, r.OWED] = owed
    st.route[s, r.NEEDLESS] = needless - st.route[s, r.PAUSED] - d.whole.shift[s, f.FIXED_PAUSE]


@small
def owes_break(st: r.Rings, s: int) -> bool:
    """Tell whether a route lacks a break that is owed, or takes one that is not."""
    work = st.route[s, r.WORK]
    return bool(st.route[s, r.TRIPS] > 0 and (work > st.route[s, r.OWED] or work <= st.route[s, r.NEEDLESS]))


@part
def _moment_awaited(d: r.RingData, st: r.Rings, s: int, k: int, clock: int) -> int:
    """Return until when a stop waits for the window told: as long as it hurts nobody behind it."""
    kind, legs, windows = d.whole.shift[s, f.KIND], d.shift[s, r.LEGS], d.shift[s, r.WINDOWS]
    until, needed, base = d.whole.window[kind, k, f.AWAITED], 0, d.nodes + s
    while until > clock:
        if k < d.nodes:
            until = min(until, d.stop[windows + k, r.SOFT] - needed)
            needed += d.stop[windows + k, r.SERVICE]
        for b in range(d.shift[s, r.BREAKS] if st.pause[k] != 0 else 0):
            if (st.pause[k] >> b) & 1:
                until = min(until, d.whole.pause[s, b, f.UNTIL] - needed)
                needed += d.whole.pause[s, b, f.PAUSE]
        if k >= d.nodes:
            needed += d.shift[s, r.LOADING]
        here, k = st.row[k, r.PLACE], int(st.row[k, r.NEXT])
        place = reached(d, st, k)
        if here != place:
            needed += seconds(d, legs, here, place)
        if k == base:
            return int(min(until, d.shift[s, r.END] - needed))
    return clock


@part
def breaks_may_spare(d: r.RingData, st: r.Rings, touched: int) -> int:
    """Return by how many ticks the routes changed in a step may get cheaper with their breaks placed anew."""
    ticks = 0
    for i in range(touched):
        s = st.touched[i]
        if d.shift[s, r.BREAKS] > 0:
            if owes_break(st, s):
                return f.FAR >> 8
            ticks += max(0, st.route[s, r.IDLE]) * d.shift[s, r.PAY]
    return ticks


@small
def _drive_forward(d: r.RingData, st: r.Rings, s: int) -> None:
    """Drive a route as early as possible, and note what is met on the way.

    Where hours of the day differ, seconds of legs are the least they can be, moments no later than in
    truth, and work no more; :func:`~dispatch.solving.kernels.drafts.note_work` knows how much it is.
    """
    profile = d.whole.shift[s, f.PROFILE]
    base, legs, windows, loading = (
        d.nodes + s,
        d.shift[s, r.LEGS],
        d.shift[s, r.WINDOWS],
        d.shift[s, r.LOADING],
    )
    clock, elapsed, slack, metres = d.shift[s, r.CLOCK], 0, np.int64(r.GONE), d.shift[s, r.DRIVEN]
    st.route[s, r.PAUSED] = 0
    k, begun, home, head = base, 0, metres, s
    if d.depots > 1 and st.row[base, r.NEXT] != base:
        entered = depot_of(d, int(st.row[base, r.PLACE]))
        clock, elapsed = d.whole.entry[s, entered, f.THERE], d.whole.entry[s, entered, f.WAY]
        metres = d.whole.entry[s, entered, f.DRIVEN]
        home = metres if d.shift[s, r.FIXED] > 0 else home
    while True:
        here = int(st.row[k, r.PLACE])
        if k >= d.nodes:
            st.trip[head, r.LENGTH] = metres - home
            home, head = metres, k - d.nodes
            if st.pause[k] != 0:
                clock, elapsed, slack = _pause_forward(d, st, s, k, clock, elapsed, slack)
            clock = max(clock + loading, np.int64(st.trip[k - d.nodes, r.READY]))
            elapsed += loading
            begun = elapsed
        else:
            clock = max(clock, np.int64(d.stop[windows + k, r.EARLIEST]))
            if d.whole.early > 0 and d.whole.hourly == 0:
                clock = max(clock, _moment_awaited(d, st, s, k, clock))
            st.trip[head, r.SPENT] = clock - st.row[d.nodes + head, r.DEPART] + loading
            slack = min(slack, max(clock, np.int64(d.stop[windows + k, r.SOFT])) - elapsed)
            clock += d.stop[windows + k, r.SERVICE]
            elapsed += d.stop[windows + k, r.SERVICE]
            if st.pause[k] != 0:
                clock, elapsed, slack = _pause_forward(d, st, s, k, clock, elapsed, slack)
        st.row[k, r.DEPART] = clock
        following = reached(d, st, int(st.row[k, r.NEXT]))
        st.row[k, r.HOP] = seconds(d, legs, here, following) if here != following else 0
        st.span[k, r.LASTED] = elapsed - begun
        st.span[k, r.ELAPSED] = elapsed
        st.span[k, r.SLACK] = slack
        metres += st.row[k, r.ONWARD]
        if d.whole.hourly > 0 and here != following:
            clock = np.int64(arrival_at(d.whole, profile, int(clock), here, following))
        else:
            clock += st.row[k, r.HOP]
        elapsed += st.row[k, r.HOP]
        k = int(st.row[k, r.NEXT])
        if k == base:
            break
    st.trip[head, r.LENGTH] = metres - home
    _note_owed(d, st, s)
    st.route[s, r.METRES] = metres
    _note_pay(d, st, s, clock, elapsed, slack)


@small
def _note_pay(d: r.RingData, st: r.Rings, s: int, clock: int, elapsed: int, slack: int) -> None:
    """Note the work of a route that ends at ``clock``, what of it is paid, and what of that is idle."""
    if st.trip[s, r.STOPS] == 0:
        st.route[s, r.WORK] = d.shift[s, r.WORKED]
    elif d.shift[s, r.FIXED] > 0:
        st.route[s, r.WORK] = clock - d.shift[s, r.SINCE] - st.route[s, r.PAUSED]
    else:
        st.route[s, r.WORK] = clock - min(slack, clock - elapsed) - st.route[s, r.PAUSED]
    used = st.trip[s, r.STOPS] > 0 or d.shift[s, r.FIXED] > 0
    st.route[s, r.PAID] = max(st.route[s, r.WORK], d.shift[s, r.LEAST]) if used else 0
    st.route[s, r.IDLE] = st.route[s, r.PAID] + st.route[s, r.PAUSED] - elapsed


@small
def _drive_backward(d: r.RingData, st: r.Rings, s: int) -> None:
    """Note by when each row must begin, and what an arrival there leads to."""
    base, windows, loading = d.nodes + s, d.shift[s, r.WINDOWS], d.shift[s, r.LOADING]
    profile = d.whole.shift[s, f.PROFILE]
    limit, tail, finish = d.shift[s, r.END], 0, r.NEVER
    easy = limit
    st.span[base, r.TAIL] = 0
    st.span[base, r.FINISH] = finish
    st.span[base, r.EASY] = limit
    k = int(st.row[base, r.BEFORE])
    while k != base:
        here, following = int(st.row[k, r.PLACE]), reached(d, st, int(st.row[k, r.NEXT]))
        if d.whole.hourly > 0 and here != following:
            limit = departure_by(d.whole, profile, limit, here, following)
            easy = departure_by(d.whole, profile, easy, here, following)
        else:
            limit -= st.row[k, r.HOP]
            easy -= st.row[k, r.HOP]
        tail += st.row[k, r.HOP]
        if k >= d.nodes:
            limit -= loading
            easy -= loading
            tail += loading
            finish = max(finish, st.trip[k - d.nodes, r.READY] - loading + tail)
        if st.pause[k] != 0:
            for b in range(d.shift[s, r.BREAKS] - 1, -1, -1):
                if (st.pause[k] >> b) & 1:
                    lasts = d.whole.pause[s, b, f.PAUSE]
                    tail += lasts
                    finish = max(finish, d.whole.pause[s, b, f.FROM] + tail)
                    limit = min(limit - lasts, d.whole.pause[s, b, f.UNTIL])
                    easy = min(easy - lasts, d.whole.pause[s, b, f.UNTIL])
        if k < d.nodes:
            earliest, lasts = int(d.stop[windows + k, r.EARLIEST]), int(d.stop[windows + k, r.SERVICE])
            limit = min(limit - lasts, int(d.stop[windows + k, r.LATEST]))
            easy = min(easy - lasts, int(d.stop[windows + k, r.SOFT]))
            if earliest > easy:
                easy = r.NEVER
            tail += lasts
            finish = max(finish, earliest + tail)
        st.row[k, r.LIMIT] = limit
        st.span[k, r.TAIL] = tail
        st.span[k, r.FINISH] = finish
        st.span[k, r.EASY] = max(easy, np.int64(r.NEVER))
        k = int(st.row[k, r.BEFORE])


@part
def renew_trips(d: r.RingData, st: r.Rings, s: int) -> None:
    """Recompute times and work of any route; loads and releases of its trips must be right."""
    if d.timed == 0:
        return
    _drive_forward(d, st, s)
    _drive_backward(d, st, s)


@small
def repay(d: r.RingData, st: r.Rings, s: int) -> int:
    """Recompute times and work of a route; return by how many ticks its pay changes its cost."""
    if d.timed == 0:
        return 0
    before = st.route[s, r.PAID]
    renew_trips(d, st, s)
    ticks = (st.route[s, r.PAID] - before) * d.shift[s, r.PAY]
    st.route[s, r.COST] += ticks
    return int(ticks)


@small
def restore_ring(d: r.RingData, st: r.Rings, s: int, rich: bool) -> None:
    """Go back to the route that was kept; the heads of all trips of this step are free."""
    copy_ring(d, st.kept, st.kept_trip, st.kept_pause, st.row, st.trip, st.pause, d.nodes + s)
    if st.trip[s, r.STOPS] == 0:
        look_here(d, st, s)
    if rich:
        renew_trips(d, st, s)
        for column in range(r.ROUTE_WIDTH):
            st.route[s, column] = st.kept_route[s, column]
