"""What a route costs and whether it may be driven: one pass over its nodes.

The rules are those of ``docs/objective.md``. A route is a chain of functions of time, each
t -> max(t + a, b) with a latest t: so one pass gives the finish, the lateness and the latest start
that hurts nobody (forward time slack: Savelsbergh, ORSA Journal on Computing 4(2), 1992).
"""

from numba import njit

from dispatch.solving.kernels.fields import (
    BREAKS, CHILLED, CLOCK, COLD, COOLED, CRATES, EARLIEST, END, FAR, FIXED, FIXED_BACK, FIXED_FROM,
    FIXED_LATE, FIXED_MASK, FIXED_METRES, FIXED_PAUSE, FROM, FROZEN, GRAMS, HARD, KIND, LOADING,
    MAX_TRIPS, OVER, PAUSE, PER_LATE, PER_METRE, PER_OWED, PER_SECOND, PRICED, PROFILE, RANGE,
    RELEASE, ROOM, SERVICE, SOFT, UNTIL, USE, Data, Smalls,
)  # fmt: skip


@njit(cache=True, nogil=True, _nrt=False, error_model="numpy")
def evaluate(d: Data, s: int, rows: Smalls, r: int, length: int) -> tuple[int, int]:
    """Return what a route costs (FAR if it may not be driven) and how many breaks it owes.

    A break that is owed but not taken is borne with at a price while stops are put in one by one.

    Parameters
    ----------
    d, s
        The problem and the shift.
    rows, r, length
        The nodes of the route, its last 0 included: so many of row ``r``.
    """
    kind, profile = d.shift[s, KIND], d.shift[s, PROFILE]
    clock = d.shift[s, CLOCK]
    slack, elapsed, late = FAR, 0, d.shift[s, FIXED_LATE]
    metres, paused, taken = d.shift[s, FIXED_METRES], 0, 0
    crates, grams, chilled, frozen = 0, 0, 0, 0
    here, trips, cold = 0, 0, False
    for k in range(length):
        v = rows[r, k]
        if v > 0:
            drive = d.leg[profile, here, v, 0]
            metres += d.leg[profile, here, v, 1]
            here = v
            clock = max(clock + drive, d.window[kind, v, EARLIEST])
            elapsed += drive
            if clock > d.window[kind, v, HARD]:
                return FAR, 0
            late += max(0, clock - d.window[kind, v, PRICED])
            slack = min(slack, max(clock, d.window[kind, v, SOFT]) - elapsed)
            clock += d.stop[v, SERVICE]
            elapsed += d.stop[v, SERVICE]
            crates += d.stop[v, CRATES]
            grams += d.stop[v, GRAMS]
            chilled += d.stop[v, CHILLED]
            frozen += d.stop[v, FROZEN]
            cold |= d.stop[v, COLD] < FAR
            continue
        if here > 0 and v % 2 == 0:
            drive = d.leg[profile, here, 0, 0]
            metres += d.leg[profile, here, 0, 1]
            here = 0
            clock += drive
            elapsed += drive
        if v < 0:
            b = (-v - 1) // 2
            clock = max(clock, d.pause[s, b, FROM])
            if clock > d.pause[s, b, UNTIL]:
                return FAR, 0
            slack = min(slack, d.pause[s, b, UNTIL] - elapsed)
            clock += d.pause[s, b, PAUSE]
            elapsed += d.pause[s, b, PAUSE]
            paused += d.pause[s, b, PAUSE]
            taken |= 1 << b
            continue
        if (
            crates > d.shift[s, ROOM]
            or grams > d.shift[s, ROOM + 1]
            or chilled > d.shift[s, ROOM + 2]
            or frozen > d.shift[s, ROOM + 3]
        ):
            return FAR, 0
        crates, grams, chilled, frozen = 0, 0, 0, 0
        if k < length - 1:
            trips += 1
            clock = max(clock + d.shift[s, LOADING], trip_release(d, rows, r, k + 1))
            elapsed += d.shift[s, LOADING]
    return _price(d, s, rows, r, length, clock, elapsed, slack, late, metres, paused, taken, trips, cold)


@njit(cache=True, nogil=True, _nrt=False, error_model="numpy")
def trip_release(d: Data, rows: Smalls, r: int, k: int) -> int:
    """Return the moment from which all stops from position ``k`` to the next 0 are ready to go."""
    release = 0
    while rows[r, k] != 0:
        if rows[r, k] > 0:
            release = max(release, d.stop[rows[r, k], RELEASE])
        k += 1
    return release


@njit(inline="always")
def _price(
    d: Data, s: int, rows: Smalls, r: int, length: int, finish: int, elapsed: int, slack: int,
    late: int, metres: int, paused: int, taken: int, trips: int, cold: bool,
) -> tuple[int, int]:  # fmt: skip
    """Check what concerns the route as a whole, and add its costs up."""
    fixed = d.shift[s, FIXED] > 0
    if trips == 0:
        if not fixed:
            return 0, 0
        finish = d.shift[s, FIXED_BACK]
    elif finish > d.shift[s, END] or trips > d.shift[s, MAX_TRIPS] or metres > d.shift[s, RANGE]:
        return FAR, 0
    start = min(slack, finish - elapsed)
    if cold and not d.shift[s, COOLED]:
        first = d.shift[s, CLOCK] if fixed else start
        if not stays_cold(d, s, rows, r, length, first):
            return FAR, 0
    if fixed:
        start = d.shift[s, FIXED_FROM] + d.shift[s, FIXED_PAUSE]
    work = finish - start - paused
    missing = 0
    if trips > 0:
        taken |= d.shift[s, FIXED_MASK]
        for b in range(d.shift[s, BREAKS]):
            if not (taken >> b) & 1 and d.pause[s, b, OVER] < work:
                missing += 1
    cost = (
        d.shift[s, USE]
        + work * d.shift[s, PER_SECOND]
        + metres * d.shift[s, PER_METRE]
        + late * d.shift[s, PER_LATE]
        + missing * d.shift[s, PER_OWED]
    )
    return cost, missing


@njit(inline="always")
def stays_cold(d: Data, s: int, rows: Smalls, r: int, length: int, start: int) -> bool:
    """Tell whether everything that must stay cold does, each trip leaving as late as its return allows.

    Parameters
    ----------
    start
        When the first trip in the row may be loaded; no later than what hurts nobody.
    """
    kind, profile = d.shift[s, KIND], d.shift[s, PROFILE]
    loading = d.shift[s, LOADING]
    clock, here = start, 0
    left, elapsed, slack, floor, needed = 0, 0, FAR, -FAR, -FAR
    for k in range(length):
        v = rows[r, k]
        if v > 0:
            drive = d.leg[profile, here, v, 0]
            here = v
            earliest = d.window[kind, v, EARLIEST]
            clock = max(clock + drive, earliest)
            floor = max(floor + drive, earliest)
            elapsed += drive
            slack = min(slack, max(clock, d.window[kind, v, SOFT]) - elapsed)
            if d.stop[v, COLD] < FAR:
                if elapsed + loading > d.stop[v, COLD]:
                    return False
                needed = max(needed, floor + loading - d.stop[v, COLD])
            clock += d.stop[v, SERVICE]
            floor += d.stop[v, SERVICE]
            elapsed += d.stop[v, SERVICE]
            continue
        if here > 0 and v % 2 == 0:
            clock += d.leg[profile, here, 0, 0]
            elapsed += d.leg[profile, here, 0, 0]
            here = 0
            if needed > min(slack, clock - elapsed):
                return False
            needed, slack = -FAR, FAR
        if v < 0:
            b = (-v - 1) // 2
            clock = max(clock, d.pause[s, b, FROM])
            floor = max(floor, d.pause[s, b, FROM])
            slack = min(slack, d.pause[s, b, UNTIL] - elapsed)
            clock += d.pause[s, b, PAUSE]
            floor += d.pause[s, b, PAUSE]
            elapsed += d.pause[s, b, PAUSE]
        elif k < length - 1:
            left = max(clock + loading, trip_release(d, rows, r, k + 1))
            clock, floor, elapsed, slack, needed = left, -FAR, 0, FAR, -FAR
    return True


@njit(cache=True, nogil=True, _nrt=False, error_model="numpy")
def copy(source: Smalls, i: int, target: Smalls, j: int, begin: int, end: int, shift: int) -> None:
    """Copy positions ``begin`` to ``end`` - 1 of a row into another, ``shift`` further on."""
    for k in range(begin, end):
        target[j, k + shift] = source[i, k]
