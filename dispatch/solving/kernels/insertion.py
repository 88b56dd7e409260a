"""What it costs to put a stop between two nodes of a route."""

from numba import njit

from dispatch.solving.kernels.breaks import place_breaks
from dispatch.solving.kernels.evaluation import copy, evaluate
from dispatch.solving.kernels.fields import (
    BREAKS, CHILLED, COLD, COOLED, COST, CRATES, DEPART, EARLIEST, ELAPSED, FAR, FIXED, FIXED_FROM,
    FIXED_PAUSE, FIXED_TAKEN, FROZEN, GRAMS, HARD, HEAD, HERE, KIND, LATE, LENGTH, LOAD, METRES,
    ONWARD, OWED, PAUSED, PER_LATE, PER_METRE, PER_SECOND, PRICED, PROFILE, RANGE, RELEASE, ROOM,
    SERVICE, SLACK, SOFT, TAIL, TAIL_END, TAIL_HARD, TAIL_SOFT, TRIP_COLD, WORK, Data, State,
)  # fmt: skip


@njit(cache=True, nogil=True, _nrt=False, error_model="numpy")
def insertion_cost(d: Data, st: State, s: int, k: int, c: int, limit: int) -> int:
    """Return the ticks by which the route costs more with a stop in it; FAR if it may not be driven.

    Parameters
    ----------
    s, k, c
        Shift, the position after which the stop comes, the stop. The next node is no break at a door,
        and this one no break at the store.
    limit
        Nothing dearer is of interest: FAR is returned instead.
    """
    if st.info[s, COST] == FAR:
        return FAR
    kind, profile = d.shift[s, KIND], d.shift[s, PROFILE]
    i, j = st.cache[s, k, HERE], max(0, st.seq[s, k + 1])
    metres = d.leg[profile, i, c, 1] + d.leg[profile, c, j, 1] - st.cache[s, k, ONWARD]
    delta = metres * d.shift[s, PER_METRE]
    if delta >= limit:
        return FAR
    drive = d.leg[profile, i, c, 0]
    start = max(st.cache[s, k, DEPART] + drive, d.window[kind, c, EARLIEST])
    if start > d.window[kind, c, HARD]:
        return FAR
    drive_on = d.stop[c, SERVICE] + d.leg[profile, c, j, 0]
    arrival = start + drive_on
    if arrival > st.cache[s, k + 1, TAIL_HARD]:
        return FAR
    head = st.cache[s, k, HEAD]
    if (
        st.cache[s, head, LOAD] + d.stop[c, CRATES] > d.shift[s, ROOM]
        or st.cache[s, head, LOAD + 1] + d.stop[c, GRAMS] > d.shift[s, ROOM + 1]
        or st.cache[s, head, LOAD + 2] + d.stop[c, CHILLED] > d.shift[s, ROOM + 2]
        or st.cache[s, head, LOAD + 3] + d.stop[c, FROZEN] > d.shift[s, ROOM + 3]
        or st.info[s, METRES] + metres > d.shift[s, RANGE]
    ):
        return FAR
    slow = (
        d.stop[c, RELEASE] > st.cache[s, head, DEPART]
        or arrival > st.cache[s, k + 1, TAIL_SOFT]
        or (not d.shift[s, COOLED] and (st.cache[s, head, TRIP_COLD] > 0 or d.stop[c, COLD] < FAR))
    )
    if not slow:
        late = max(0, start - d.window[kind, c, PRICED])
        late += st.cache[s, k, LATE] - st.cache[s, st.info[s, LENGTH] - 1, LATE]
        delta += late * d.shift[s, PER_LATE]
        if d.shift[s, PER_SECOND] == 0 and st.info[s, OWED] == FAR:
            return delta if delta < limit else FAR
        begun = st.cache[s, k, ELAPSED] + drive
        ends = max(arrival + st.cache[s, k + 1, TAIL], st.cache[s, k + 1, TAIL_END])
        if d.shift[s, FIXED] > 0:
            work = ends - d.shift[s, FIXED_FROM] - d.shift[s, FIXED_PAUSE] - st.info[s, PAUSED]
        else:
            first = min(st.cache[s, k, SLACK], max(start, d.window[kind, c, SOFT]) - begun)
            first = min(first, st.cache[s, k + 1, TAIL_SOFT] - begun - drive_on)
            first = min(first, ends - begun - drive_on - st.cache[s, k + 1, TAIL])
            work = ends - first - st.info[s, PAUSED]
        delta += (work - st.info[s, WORK]) * d.shift[s, PER_SECOND]
        if work <= st.info[s, OWED]:
            return delta if delta < limit else FAR
        if delta >= limit:
            return FAR
    length = splice(st, s, k, c, False)
    return tried_cost(d, st, s, length, limit)


@njit(cache=True, nogil=True, _nrt=False, error_model="numpy")
def splice(st: State, s: int, k: int, c: int, alone: bool) -> int:
    """Write a route with a stop put after position ``k`` into the first scratch row; return its length.

    Parameters
    ----------
    alone
        As a trip of its own: position ``k`` is at the store, and a 0 comes after the stop.
    """
    length = st.info[s, LENGTH]
    copy(st.seq, s, st.scratch, 0, 0, k + 1, 0)
    st.scratch[0, k + 1] = c
    shift = 1
    if alone:
        st.scratch[0, k + 2] = 0
        shift = 2
    copy(st.seq, s, st.scratch, 0, k + 1, length, shift)
    return length + shift


@njit(cache=True, nogil=True, _nrt=False, error_model="numpy")
def tried_cost(d: Data, st: State, s: int, length: int, limit: int) -> int:
    """Return the ticks by which the route in the first scratch row costs more than the present one.

    Breaks are placed anew if those in the row will not do; the row then holds them.
    """
    cost, owed = evaluate(d, s, st.scratch, 0, length)
    if (cost == FAR or owed > 0) and d.shift[s, BREAKS] > d.shift[s, FIXED_TAKEN] + 1:
        cost, length = place_breaks(d, st, s, length)
    if cost == FAR:
        return FAR
    delta = cost - st.info[s, COST]
    return delta if delta < limit else FAR
