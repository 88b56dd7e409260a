"""What a route costs and whether it may be driven: one pass over its nodes.

The rules are those of ``docs/objective.md``. A route is a chain of functions of time, each
t -> max(t + a, b) with a latest t: so one pass gives the finish, the lateness and the latest start
that hurts nobody (forward time slack: Savelsbergh, ORSA Journal on Computing 4(2), 1992).
"""

from dispatch.solving.kernels import fields as f
from dispatch.solving.kernels.compiled import part, small
from dispatch.solving.kernels.hourly import (
    begun_row,
    note_openings,
    opened_row,
    price_of_hourly_times,
    route_begin,
)
from dispatch.solving.kernels.hours import arrival_at
from dispatch.solving.kernels.stores import depot_ahead, place_of, store_at, trip_release


@small
def _moment_awaited(d: f.Data, s: int, rows: f.Rows, r: int, length: int, k: int) -> int:
    """Return until when the courier waits for the window told at a position: as long as it hurts nobody."""
    if d.hourly > 0:
        return int(rows[opened_row(rows), k])
    kind, profile = d.shift[s, f.KIND], d.shift[s, f.PROFILE]
    here, needed, out = int(rows[r, k]), 0, True
    until = min(d.window[kind, here, f.AWAITED], d.window[kind, here, f.SOFT])
    needed += d.stop[here, f.SERVICE]
    for i in range(k + 1, length):
        v = rows[r, i]
        if v > 0:
            needed += int(d.leg[profile, here, v, 0])
            here, out = int(v), True
            until = min(until, d.window[kind, v, f.SOFT] - needed)
            needed += d.stop[v, f.SERVICE]
            continue
        if out and v % 2 == 0:
            store = store_at(d, s, rows, r, length, i)
            needed += int(d.leg[profile, here, store, 0])
            here, out = store, False
        if v < 0:
            b = (-v - 1) // 2
            until = min(until, d.pause[s, b, f.UNTIL] - needed)
            needed += d.pause[s, b, f.PAUSE]
        elif i < length - 1:
            needed += d.shift[s, f.LOADING]
    return int(min(until, d.shift[s, f.END] - needed))


@part
def earliest_begin(d: f.Data, s: int, rows: f.Rows, r: int, length: int, k: int) -> int:
    """Return when service at the stop at a position begins at the earliest, a window told waited for."""
    kind, v = d.shift[s, f.KIND], rows[r, k]
    earliest = d.window[kind, v, f.EARLIEST]
    if d.early > 0 and d.window[kind, v, f.AWAITED] > earliest:
        earliest = max(earliest, _moment_awaited(d, s, rows, r, length, k))
    return int(earliest)


@part
def _price_of_early(d: f.Data, s: int, rows: f.Rows, r: int, length: int, end: int, departure: int) -> int:
    """Return what it costs that stops of the trip before a position begin before their windows told."""
    kind, profile = d.shift[s, f.KIND], d.shift[s, f.PROFILE]
    first = end
    while rows[r, first - 1] != 0:
        first -= 1
    clock, here, ticks = departure, store_at(d, s, rows, r, length, first), 0
    for k in range(first, end):
        v = rows[r, k]
        if v > 0:
            clock = max(clock + int(d.leg[profile, here, v, 0]), earliest_begin(d, s, rows, r, length, k))
            ticks += max(0, d.window[kind, v, f.TOLD_FROM] - clock) * d.window[kind, v, f.PER_EARLY]
            clock += d.stop[v, f.SERVICE]
            here = int(v)
        else:
            b = (-v - 1) // 2
            clock = max(clock, d.pause[s, b, f.FROM]) + d.pause[s, b, f.PAUSE]
    return int(ticks)


@part
def price_of_times(d: f.Data, s: int, rows: f.Rows, r: int, length: int, start: int) -> int:
    """Return what waiting on the road and coming too early cost, each trip leaving as late as it may.

    FAR if anything is on board too long, or out of the cold.

    Parameters
    ----------
    start
        When the first trip in the row may be loaded; no later than what hurts nobody.
    """
    kind, profile = d.shift[s, f.KIND], d.shift[s, f.PROFILE]
    loading, ticks = d.shift[s, f.LOADING], 0
    clock, here, out = start, store_at(d, s, rows, r, length, 0), False
    left, elapsed, slack, floor, needed = 0, 0, f.FAR, -f.FAR, -f.FAR
    for k in range(length):
        v = rows[r, k]
        if v > 0:
            drive = int(d.leg[profile, here, v, 0])
            here, out = int(v), True
            earliest = earliest_begin(d, s, rows, r, length, k)
            clock = max(clock + drive, earliest)
            floor = max(floor + drive, earliest)
            elapsed += drive
            slack = min(slack, max(clock, d.window[kind, v, f.SOFT]) - elapsed)
            limit = d.shift[s, f.ON_BOARD]
            if d.shift[s, f.COOLED] == 0:
                limit = min(limit, d.stop[v, f.COLD])
            if limit < f.FAR:
                if elapsed + loading > limit:
                    return f.FAR
                needed = max(needed, floor + loading - limit)
            clock += d.stop[v, f.SERVICE]
            floor += d.stop[v, f.SERVICE]
            elapsed += d.stop[v, f.SERVICE]
            continue
        if out and v % 2 == 0:
            store = store_at(d, s, rows, r, length, k)
            clock += int(d.leg[profile, here, store, 0])
            elapsed += int(d.leg[profile, here, store, 0])
            here, out = store, False
            left = min(slack, clock - elapsed)
            if needed > left:
                return f.FAR
            ticks += (clock - elapsed - left) * d.shift[s, f.PER_WAIT]
            if d.early > 0:
                ticks += _price_of_early(d, s, rows, r, length, k, left)
            needed, slack = -f.FAR, f.FAR
        if v < 0:
            b = (-v - 1) // 2
            clock = max(clock, d.pause[s, b, f.FROM])
            floor = max(floor, d.pause[s, b, f.FROM])
            slack = min(slack, d.pause[s, b, f.UNTIL] - elapsed)
            clock += d.pause[s, b, f.PAUSE]
            floor += d.pause[s, b, f.PAUSE]
            elapsed += d.pause[s, b, f.PAUSE]
        elif k < length - 1:
            clock = max(clock + loading, trip_release(d, rows, r, k + 1))
            floor, elapsed, slack, needed = -f.FAR, 0, f.FAR, -f.FAR
    return int(ticks)


@small
def _needless(d: f.Data, s: int, taken: int, at_work: int) -> int:
    """Count the breaks of free trips that are taken and not owed: so short is the time at work with them."""
    needless = 0
    for b in range(d.shift[s, f.BREAKS]):
        if (taken >> b) & 1 and d.pause[s, b, f.OVER] >= at_work:
            needless += 1
    return needless


@small
def _first_loading(d: f.Data, s: int, rows: f.Rows, r: int, length: int, start: int) -> int:
    """Return when the first free trip may be loaded if its courier sets out for it at ``start``."""
    fixed = d.shift[s, f.FIXED] > 0
    if d.depots == 1:
        return int(d.shift[s, f.CLOCK] if fixed else start)
    base = depot_ahead(d, s, rows, r, length, 0)
    if fixed:
        return int(d.entry[s, base, f.THERE])
    if d.hourly > 0 and base != d.shift[s, f.HOME]:
        home, profile = place_of(d, d.shift[s, f.HOME]), d.shift[s, f.PROFILE]
        return arrival_at(d, profile, start, home, place_of(d, base))
    return int(start + d.entry[s, base, f.WAY])


@small
def _price(
    d: f.Data,
    s: int,
    rows: f.Rows,
    r: int,
    length: int,
    finish: int,
    elapsed: int,
    slack: int,
    late: int,
    metres: int,
    paused: int,
    taken: int,
    trips: int,
    cold: bool,
    over: int,
    prices: int,
) -> tuple[int, int, int]:
    """Check what concerns the route as a whole, and add its costs up."""
    fixed = d.shift[s, f.FIXED] > 0
    if trips == 0:
        if not fixed:
            return 0, 0, 0
        finish = d.shift[s, f.FIXED_BACK]
    elif finish > d.shift[s, f.END] or trips > d.shift[s, f.MAX_TRIPS] or metres > d.shift[s, f.RANGE]:
        return f.FAR, 0, 0
    start = min(slack, finish - elapsed)
    if d.hourly > 0 and trips > 0 and not fixed:
        start, finish = route_begin(d, s, rows, r, length, finish)
    cold &= d.shift[s, f.COOLED] == 0
    if trips > 0 and (cold or d.early + d.shift[s, f.PER_WAIT] > 0 or d.shift[s, f.ON_BOARD] < f.FAR):
        first = _first_loading(d, s, rows, r, length, start)
        if d.hourly > 0:
            ticks = price_of_hourly_times(d, s, rows, r, length, first)
        else:
            ticks = price_of_times(d, s, rows, r, length, first)
        if ticks >= f.FAR:
            return f.FAR, 0, 0
        prices += ticks
    if fixed:
        start = d.shift[s, f.FIXED_FROM] + d.shift[s, f.FIXED_PAUSE]
    work = finish - start - paused
    if d.hourly > 0:
        rows[begun_row(rows), length - 1] = work
    missing = 0
    if trips > 0:
        missing = _needless(d, s, taken, work + paused + d.shift[s, f.FIXED_PAUSE])
        taken |= d.shift[s, f.FIXED_MASK]
        for b in range(d.shift[s, f.BREAKS]):
            if not (taken >> b) & 1 and d.pause[s, b, f.OVER] < work:
                missing += 1
    cost = (
        d.shift[s, f.USE]
        + max(work, d.shift[s, f.LEAST_PAID]) * d.shift[s, f.PER_SECOND]
        + metres * d.shift[s, f.PER_METRE]
        + late * d.shift[s, f.PER_LATE]
        + missing * d.shift[s, f.PER_OWED]
        + prices
    )
    return cost, missing, over


@small
def _drive(d: f.Data, profile: int, clock: int, here: int, to: int) -> tuple[int, int, int]:
    """Return the arrival at a place if its way begins at a moment, and its seconds and metres."""
    seconds, metres = int(d.leg[profile, here, to, 0]), int(d.leg[profile, here, to, 1])
    arrival = arrival_at(d, profile, clock, here, to) if d.hourly > 0 else clock + seconds
    return arrival, seconds, metres


@small
def _set_out(d: f.Data, s: int, rows: f.Rows, r: int, length: int) -> tuple[int, int, int, int, int]:
    """Return the depot of the first free trip, its place, and moment, seconds and metres on getting there."""
    if d.depots == 1 or length == 1:
        return 0, 0, int(d.shift[s, f.CLOCK]), 0, int(d.shift[s, f.FIXED_METRES])
    base = depot_ahead(d, s, rows, r, length, 0)
    there, way, driven = d.entry[s, base, f.THERE], d.entry[s, base, f.WAY], d.entry[s, base, f.DRIVEN]
    return base, int(place_of(d, base)), int(there), int(way), int(driven)


@small
def _told(
    d: f.Data, s: int, kind: int, rows: f.Rows, r: int, length: int, k: int, clock: int
) -> tuple[int, int]:
    """Return when service begins at the stop at a position, a window told waited for, and what that costs."""
    v = rows[r, k]
    if d.window[kind, v, f.AWAITED] > clock:
        clock = max(clock, _moment_awaited(d, s, rows, r, length, k))
    tardy = max(0, clock - d.window[kind, v, f.TOLD_UNTIL])
    return int(clock), int(d.window[kind, v, f.LIKED] + tardy * d.window[kind, v, f.PER_TOLD])


@small
def _begin_break(d: f.Data, s: int, rows: f.Rows, r: int, k: int, clock: int) -> tuple[int, int]:
    """Return which break is at a position and when it begins; FAR if that is too late."""
    b = (-rows[r, k] - 1) // 2
    clock = max(clock, d.pause[s, b, f.FROM])
    if clock > d.pause[s, b, f.UNTIL]:
        return int(b), f.FAR
    if d.hourly > 0:
        rows[begun_row(rows), k] = clock
    return int(b), int(clock)


_Loads = tuple[int, int, int, int, int]
"""What a trip carries, in each dimension."""


@small
def _with_stop(d: f.Data, v: int, loads: _Loads) -> _Loads:
    """Return loads with those of a stop."""
    crates, grams, chilled, frozen, stops = loads
    return (
        crates + d.stop[v, f.CRATES],
        grams + d.stop[v, f.GRAMS],
        chilled + d.stop[v, f.CHILLED],
        frozen + d.stop[v, f.FROZEN],
        stops + 1,
    )


@small
def _too_much(d: f.Data, s: int, loads: _Loads) -> int:
    """Return by how much loads are more than a shift has room for, weighted over the dimensions."""
    crates, grams, chilled, frozen, stops = loads
    return int(
        max(0, crates - d.shift[s, f.ROOM]) * d.weight[0]
        + max(0, grams - d.shift[s, f.ROOM + 1]) * d.weight[1]
        + max(0, chilled - d.shift[s, f.ROOM + 2]) * d.weight[2]
        + max(0, frozen - d.shift[s, f.ROOM + 3]) * d.weight[3]
        + max(0, stops - d.shift[s, f.ROOM + 4]) * d.weight[4]
    )


@part
def evaluate(d: f.Data, s: int, rows: f.Rows, r: int, length: int) -> tuple[int, int, int]:
    """Return what a route costs (FAR if it may not be driven), its breaks at fault, and its overload.

    A break that is owed but not taken, or taken but not owed, is borne with at a price while stops are put
    in one by one. The overload, weighted over the dimensions, is not in the cost.

    Parameters
    ----------
    d, s
        The problem and the shift.
    rows, r, length
        The nodes of the route, its last 0 included: so many of row ``r``. Where hours of the day differ, the
        last two rows are written on.
    """
    kind, profile = d.shift[s, f.KIND], d.shift[s, f.PROFILE]
    base, here, clock, elapsed, metres = _set_out(d, s, rows, r, length)
    home = metres if d.shift[s, f.FIXED] > 0 else int(d.shift[s, f.FIXED_METRES])
    slack, late, prices = f.FAR, d.shift[s, f.FIXED_LATE], d.shift[s, f.FIXED_PRICES]
    paused, taken, resting, out = 0, 0, 0, False
    trips, over, cold, loads = 0, 0, False, (0, 0, 0, 0, 0)
    if d.hourly > 0 and d.early > 0:
        note_openings(d, s, rows, r, length)
    for k in range(length):
        v = rows[r, k]
        if v > 0:
            if d.depots > 1 and d.base[kind, v] != base:
                return f.FAR, 0, 0
            clock, drive, way = _drive(d, profile, clock, here, int(v))
            here, out, metres = int(v), True, metres + way
            clock = max(clock, d.window[kind, v, f.EARLIEST])
            if clock > d.window[kind, v, f.HARD]:
                return f.FAR, 0, 0
            if d.priced > 0:
                clock, price = _told(d, s, kind, rows, r, length, k, clock)
                prices += price
            if d.hourly > 0:
                rows[begun_row(rows), k] = clock
            late += max(0, clock - d.window[kind, v, f.PRICED])
            prices += resting * d.shift[s, f.PER_LADEN]
            resting = 0
            elapsed += drive
            slack = min(slack, max(clock, d.window[kind, v, f.SOFT]) - elapsed)
            clock += d.stop[v, f.SERVICE]
            elapsed += d.stop[v, f.SERVICE]
            loads = _with_stop(d, v, loads)
            cold |= d.stop[v, f.COLD] < f.FAR
            continue
        if out and v % 2 == 0:
            if d.depots > 1:
                base = depot_ahead(d, s, rows, r, length, k)
            store = place_of(d, base)
            clock, drive, way = _drive(d, profile, clock, here, store)
            here, out, metres, resting = store, False, metres + way, 0
            elapsed += drive
            if metres - home > d.shift[s, f.TRIP_RANGE]:
                return f.FAR, 0, 0
            home = metres
        if v < 0:
            b, clock = _begin_break(d, s, rows, r, k, clock)
            if clock == f.FAR:
                return f.FAR, 0, 0
            resting += v % 2
            slack = min(slack, d.pause[s, b, f.UNTIL] - elapsed)
            clock += d.pause[s, b, f.PAUSE]
            elapsed += d.pause[s, b, f.PAUSE]
            paused += d.pause[s, b, f.PAUSE]
            taken |= 1 << b
            continue
        over += _too_much(d, s, loads)
        loads = (0, 0, 0, 0, 0)
        if k < length - 1:
            trips += 1
            clock = max(clock + d.shift[s, f.LOADING], trip_release(d, rows, r, k + 1))
            elapsed += d.shift[s, f.LOADING]
    return _price(
        d, s, rows, r, length, clock, elapsed, slack, late, metres, paused, taken, trips, cold, over, prices
    )


@part
def copy(source: f.Rows, i: int, target: f.Rows, j: int, begin: int, end: int, shift: int) -> None:
    """Copy positions ``begin`` to ``end`` - 1 of a row into another, ``shift`` further on."""
    for k in range(begin, end):
        target[j, k + shift] = source[i, k]
