"""Where in a route its breaks are taken."""

from dispatch.solving.kernels import fields as f
from dispatch.solving.kernels.compiled import part, small
from dispatch.solving.kernels.evaluation import copy, evaluate
from dispatch.solving.kernels.stores import trip_release

TRIED, BARE, TRIAL, PLACES, BEST, FINISHES, STARTS = range(7)
"""Scratch rows: the route asked about; without breaks; with breaks on trial; where they are; the best;
two of figures by position. Two more are those of :mod:`~dispatch.solving.kernels.hourly`."""

ALL = 100
"""So many placings are tried one by one; of more, the breaks are placed one after the other."""


@small
def _lowest(d: f.Data, s: int) -> int:
    """Return the first position behind which a break may come."""
    return 0 if d.shift[s, f.FIXED] > 0 else 1


@part
def _build(d: f.Data, rows: f.Rows, s: int, bare: int) -> int:
    """Write the bare route with its breaks into the row for trials; return its length."""
    m, b, last = 0, d.shift[s, f.FIXED_TAKEN] + 1, d.shift[s, f.BREAKS]
    for k in range(bare):
        v = rows[BARE, k]
        if v > 0:
            rows[TRIAL, m] = v
            m += 1
        while b < last and rows[PLACES, b] <= k:
            if rows[PLACES, b] == k:
                rows[TRIAL, m] = -(2 * b + 1) if v > 0 else -(2 * b + 2)
                m += 1
            b += 1
        if v == 0:
            rows[TRIAL, m] = 0
            m += 1
    return m


@part
def _bound_places(d: f.Data, rows: f.Rows, s: int, bare: int) -> None:
    """Note by how many ticks a route costs more, at least, with its only break at each position; or FAR.

    Nothing gets earlier by a break, so only waiting can get less, and what is paid for it. Where it costs
    something to come too early, nothing is known.
    """
    kind, profile, loading = d.shift[s, f.KIND], d.shift[s, f.PROFILE], d.shift[s, f.LOADING]
    b = d.shift[s, f.FIXED_TAKEN] + 1
    clock, elapsed, slack, here, fixed = d.shift[s, f.CLOCK], 0, f.FAR, 0, d.shift[s, f.FIXED] > 0
    for k in range(bare):
        v = rows[BARE, k]
        if here != v:
            clock += int(d.leg[profile, here, v, 0])
            elapsed += int(d.leg[profile, here, v, 0])
            here = v
        if v > 0:
            clock = max(clock, d.window[kind, v, f.EARLIEST])
            slack = min(slack, max(clock, d.window[kind, v, f.SOFT]) - elapsed)
            clock += d.stop[v, f.SERVICE]
            elapsed += d.stop[v, f.SERVICE]
        # At the store the break comes before the next trip is loaded.
        rows[FINISHES, k] = max(clock, d.pause[s, b, f.FROM]) if clock <= d.pause[s, b, f.UNTIL] else f.FAR
        rows[STARTS, k] = min(slack, d.pause[s, b, f.UNTIL] - elapsed)
        if v == 0 and k < bare - 1:
            clock = max(clock + loading, trip_release(d, rows, BARE, k + 1))
            elapsed += loading
    work = clock - (
        d.shift[s, f.FIXED_FROM] + d.shift[s, f.FIXED_PAUSE] if fixed else min(slack, clock - elapsed)
    )
    work = max(work, d.shift[s, f.LEAST_PAID])
    spared = d.pause[s, b, f.PAUSE] * d.shift[s, f.PER_WAIT] if d.early == 0 else f.FAR >> 1
    tail, finish, here, total = 0, -f.FAR, 0, elapsed + d.pause[s, b, f.PAUSE]
    for k in range(bare - 1, -1, -1):
        v = rows[BARE, k]
        tail += int(d.leg[profile, v, here, 0]) if v != here else 0
        if v == 0 and k < bare - 1:
            tail += loading
            finish = max(finish, trip_release(d, rows, BARE, k + 1) - loading + tail)
        here = v
        if rows[FINISHES, k] < f.FAR:
            back = max(rows[FINISHES, k] + d.pause[s, b, f.PAUSE] + tail, finish)
            begun = d.shift[s, f.FIXED_FROM] + d.shift[s, f.FIXED_PAUSE]
            if not fixed:
                begun = min(rows[STARTS, k], back - total)
            more = max(back - begun - d.pause[s, b, f.PAUSE], d.shift[s, f.LEAST_PAID]) - work
            rows[FINISHES, k] = more * d.shift[s, f.PER_SECOND] - spared
        if v > 0:
            tail += d.stop[v, f.SERVICE]
            finish = max(finish, d.window[kind, v, f.EARLIEST] + tail)


@small
def _try_likely(d: f.Data, rows: f.Rows, s: int, bare: int, cost: int, owed: int) -> tuple[int, int]:
    """Try the only break where the route costs least at least, and then wherever that may be cheaper."""
    b, low, least = d.shift[s, f.FIXED_TAKEN] + 1, _lowest(d, s), cost - owed * d.shift[s, f.PER_OWED]
    if low >= bare - 2:
        return cost, owed
    _bound_places(d, rows, s, bare)
    likely = low
    for p in range(low, bare - 2):
        if rows[FINISHES, p] < rows[FINISHES, likely]:
            likely = p
    for turn in range(low - 1, bare - 2):
        p = likely if turn < low else turn
        bound = rows[FINISHES, p]
        if bound == f.FAR or (p == likely and turn >= low) or (owed == 0 and least + bound >= cost):
            continue
        rows[PLACES, b] = p
        now, owes, _ = evaluate(d, s, rows, TRIAL, _build(d, rows, s, bare))
        if now < f.FAR and (owes < owed or (owes == owed and now < cost)):
            cost, owed = now, owes
            rows[BEST, b] = p
    return cost, owed


@small
def _try_all(d: f.Data, rows: f.Rows, s: int, bare: int, cost: int, owed: int) -> tuple[int, int]:
    """Try every placing."""
    first, last, lowest = d.shift[s, f.FIXED_TAKEN] + 1, d.shift[s, f.BREAKS], _lowest(d, s)
    while True:
        b = first
        while b < last:
            p = rows[PLACES, b]
            p = lowest if p < 0 else p + 1
            if p <= bare - 3:
                rows[PLACES, b] = p
                break
            rows[PLACES, b] = -1
            b += 1
        if b == last:
            return cost, owed
        ordered, latest = True, -1
        for a in range(first, last):
            p = rows[PLACES, a]
            if p >= 0:
                ordered &= p >= latest
                latest = p
        if ordered:
            length = _build(d, rows, s, bare)
            now, owes, _ = evaluate(d, s, rows, TRIAL, length)
            if now < f.FAR and (owes < owed or (owes == owed and now < cost)):
                cost, owed = now, owes
                for a in range(last):
                    rows[BEST, a] = rows[PLACES, a]


@part
def _try_one(d: f.Data, rows: f.Rows, s: int, bare: int, b: int, cost: int, owed: int) -> tuple[int, int]:
    """Put one break where it is best while the others stay; return cost and breaks owed then."""
    low, high = _lowest(d, s), bare - 3
    for a in range(d.shift[s, f.BREAKS]):
        p = rows[PLACES, a]
        if p >= 0 and a < b:
            low = max(low, p)
        if p >= 0 and a > b:
            high = min(high, p)
    best = rows[PLACES, b]
    for p in range(low - 1, high + 1):
        rows[PLACES, b] = p if p >= low else -1
        length = _build(d, rows, s, bare)
        now, owes, _ = evaluate(d, s, rows, TRIAL, length)
        if now < f.FAR and (owes < owed or (owes == owed and now < cost)):
            cost, owed, best = now, owes, rows[PLACES, b]
    rows[PLACES, b] = best
    return cost, owed


@part
def place_breaks(d: f.Data, rows: f.Rows, s: int, length: int, most: int) -> tuple[int, int]:
    """Place the breaks of the route in the first scratch row anew; return its cost and new length.

    The cost is FAR if it may not be driven without breaks either.
    """
    bare = 0
    for k in range(length):
        if rows[TRIED, k] >= 0:
            rows[BARE, bare] = rows[TRIED, k]
            bare += 1
    first, last = d.shift[s, f.FIXED_TAKEN] + 1, d.shift[s, f.BREAKS]
    for b in range(last):
        rows[PLACES, b] = -1
        rows[BEST, b] = -1
    cost, owed, _ = evaluate(d, s, rows, BARE, bare)
    if owed > 0 and cost - owed * d.shift[s, f.PER_OWED] >= most:
        return f.FAR, length
    if cost < f.FAR and first < last and bare > 2:
        if last - first == 1 and d.depots == 1 and d.hourly == 0:
            cost, owed = _try_likely(d, rows, s, bare, cost, owed)
        elif (bare - 1) ** (last - first) <= ALL:
            cost, owed = _try_all(d, rows, s, bare, cost, owed)
        else:
            for _ in range(2):
                for b in range(first, last):
                    cost, owed = _try_one(d, rows, s, bare, b, cost, owed)
            if owed > 0:
                for b in range(last):
                    rows[PLACES, b] = -1
                cost, owed, _ = evaluate(d, s, rows, BARE, bare)
                for b in range(last - 1, first - 1, -1):
                    cost, owed = _try_one(d, rows, s, bare, b, cost, owed)
            for b in range(last):
                rows[BEST, b] = rows[PLACES, b]
    for b in range(last):
        rows[PLACES, b] = rows[BEST, b]
    length = _build(d, rows, s, bare)
    copy(rows, TRIAL, rows, TRIED, 0, length, 0)
    return cost, length
