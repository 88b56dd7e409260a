"""What it costs to put a stop between two nodes of a route."""

from dispatch.solving.kernels import fields as f
from dispatch.solving.kernels.breaks import place_breaks
from dispatch.solving.kernels.compiled import BOOL, DATA, INT, STATE, compiled, inlined
from dispatch.solving.kernels.evaluation import copy, evaluate
from dispatch.solving.kernels.route import owes_break

SHORT = 12
"""In routes of so many nodes, breaks that stand in the way of a stop are placed anew at once."""


@compiled(INT(STATE, INT, INT, INT, BOOL))
def splice(st: f.State, s: int, k: int, c: int, alone: bool) -> int:
    """Write a route with a stop put after position ``k`` into the first scratch row; return its length.

    Parameters
    ----------
    alone
        As a trip of its own: position ``k`` is at the store, and a 0 comes after the stop.
    """
    length = st.info[s, f.LENGTH]
    copy(st.seq, s, st.scratch, 0, 0, k + 1, 0)
    st.scratch[0, k + 1] = c
    shift = 1
    if alone:
        st.scratch[0, k + 2] = 0
        shift = 2
    copy(st.seq, s, st.scratch, 0, k + 1, length, shift)
    return length + shift


@compiled(INT(DATA, STATE, INT, INT, INT))
def tried_cost(d: f.Data, st: f.State, s: int, length: int, limit: int) -> int:
    """Return the ticks by which the route in the first scratch row costs more than the present one.

    Breaks are placed anew if those in the row will not do; the row then holds them.
    """
    cost, owed = evaluate(d, s, st.scratch, 0, length)
    if owed > 0 or (cost == f.FAR and st.info[s, f.PAUSED] > 0 and length <= SHORT):
        cost, length = place_breaks(d, st, s, length)
    if cost == f.FAR:
        return f.FAR
    delta = cost - st.info[s, f.COST]
    return delta if delta < limit else f.FAR


@compiled(INT(DATA, STATE, INT, INT, INT, INT))
def insertion_cost(d: f.Data, st: f.State, s: int, k: int, c: int, limit: int) -> int:
    """Return the ticks by which the route costs more with a stop in it; FAR if it may not be driven.

    Parameters
    ----------
    s, k, c
        Shift, the position after which the stop comes, the stop. The next node is no break at a door,
        and this one no break at the store.
    limit
        Nothing dearer is of interest: FAR is returned instead.
    """
    if st.info[s, f.COST] == f.FAR:
        return f.FAR
    kind, profile = d.shift[s, f.KIND], d.shift[s, f.PROFILE]
    i, j = st.cache[s, k, f.HERE], max(0, st.seq[s, k + 1])
    metres = d.back[profile, c, i, 1] + d.leg[profile, c, j, 1] - st.cache[s, k, f.ONWARD]
    delta = metres * d.shift[s, f.PER_METRE]
    if delta >= limit:
        return f.FAR
    drive = d.back[profile, c, i, 0]
    start = max(st.cache[s, k, f.DEPART] + drive, d.window[kind, c, f.EARLIEST])
    if start > d.window[kind, c, f.HARD]:
        return f.FAR
    drive_on = d.stop[c, f.SERVICE] + d.leg[profile, c, j, 0]
    arrival = start + drive_on
    if arrival > st.cache[s, k + 1, f.TAIL_HARD]:
        return f.FAR
    head = st.cache[s, k, f.HEAD]
    if (
        st.cache[s, head, f.LOAD] + d.stop[c, f.CRATES] > d.shift[s, f.ROOM]
        or st.cache[s, head, f.LOAD + 1] + d.stop[c, f.GRAMS] > d.shift[s, f.ROOM + 1]
        or st.cache[s, head, f.LOAD + 2] + d.stop[c, f.CHILLED] > d.shift[s, f.ROOM + 2]
        or st.cache[s, head, f.LOAD + 3] + d.stop[c, f.FROZEN] > d.shift[s, f.ROOM + 3]
        or st.info[s, f.METRES] + metres > d.shift[s, f.RANGE]
    ):
        return f.FAR
    later = d.stop[c, f.RELEASE] > st.cache[s, head, f.DEPART]
    slack = st.cache[s, k, f.SLACK]
    if later:
        # The stops before it in its trip can only start later: what is known of them is a bound.
        slack = st.cache[s, head, f.SLACK]
        waited = d.stop[c, f.RELEASE] + st.cache[s, k, f.ELAPSED] - st.cache[s, head, f.ELAPSED]
        start = max(start, waited + drive)
        arrival = start + drive_on
        if start > d.window[kind, c, f.HARD] or arrival > st.cache[s, k + 1, f.TAIL_HARD]:
            return f.FAR
    ends = max(arrival + st.cache[s, k + 1, f.TAIL], st.cache[s, k + 1, f.TAIL_END])
    if d.shift[s, f.FIXED] > 0:
        work = ends - d.shift[s, f.FIXED_FROM] - d.shift[s, f.FIXED_PAUSE] - st.info[s, f.PAUSED]
    else:
        begun = st.cache[s, k, f.ELAPSED] + drive
        first = min(slack, max(start, d.window[kind, c, f.SOFT]) - begun)
        if arrival <= st.cache[s, k + 1, f.TAIL_SOFT]:
            first = min(first, st.cache[s, k + 1, f.TAIL_SOFT] - begun - drive_on)
        first = min(first, ends - begun - drive_on - st.cache[s, k + 1, f.TAIL])
        work = ends - first - st.info[s, f.PAUSED]
    late = max(0, start - d.window[kind, c, f.PRICED])
    late += st.cache[s, k, f.LATE] - st.cache[s, st.info[s, f.LENGTH] - 1, f.LATE]
    delta += late * d.shift[s, f.PER_LATE]
    # Exact, but for lateness behind the stop and a later departure; less than the truth with these.
    delta += (work - st.info[s, f.WORK]) * d.shift[s, f.PER_SECOND]
    if delta >= limit and st.info[s, f.WORK] <= st.info[s, f.OWED]:
        return f.FAR
    if (
        not later
        and arrival <= st.cache[s, k + 1, f.TAIL_SOFT]
        and work <= st.info[s, f.OWED]
        and (d.shift[s, f.COOLED] > 0 or (st.cache[s, head, f.TRIP_COLD] == 0 and d.stop[c, f.COLD] == f.FAR))
    ):
        return delta
    length = splice(st, s, k, c, False)
    return tried_cost(d, st, s, length, limit)


@inlined
def trip_bound(d: f.Data, st: f.State, s: int, k: int, c: int) -> int:
    """Return the least ticks that a stop costs as a trip of its own; FAR if it cannot be one.

    The trip begins where the route stands at the store in position ``k``. Less than the truth where the
    trip makes later stops late, makes a break owed, or keeps something from staying cold. Breaks taken
    already stay where they are.
    """
    kind, profile = d.shift[s, f.KIND], d.shift[s, f.PROFILE]
    loading = d.shift[s, f.LOADING]
    length = st.info[s, f.LENGTH]
    if k == 0:
        ready = d.shift[s, f.CLOCK]
    else:
        ready = st.cache[s, k - 1, f.DEPART]
        here = st.cache[s, k - 1, f.HERE]
        if here > 0:
            ready += d.leg[profile, here, 0, 0]
    out = d.leg[profile, 0, c, 0]
    depart = max(ready + loading, d.stop[c, f.RELEASE])
    start = max(depart + out, d.window[kind, c, f.EARLIEST])
    spend = d.stop[c, f.SERVICE] + d.leg[profile, c, 0, 0]
    back = start + spend
    if start > d.window[kind, c, f.HARD] or back > st.cache[s, k, f.TAIL_HARD]:
        return f.FAR
    ends = max(back + st.cache[s, k, f.TAIL], st.cache[s, k, f.TAIL_END])
    metres = d.leg[profile, 0, c, 1] + d.leg[profile, c, 0, 1]
    delta = metres * d.shift[s, f.PER_METRE]
    if d.shift[s, f.FIXED] > 0:
        work = ends - d.shift[s, f.FIXED_FROM] - d.shift[s, f.FIXED_PAUSE] - st.info[s, f.PAUSED]
    else:
        begun = st.cache[s, k, f.ELAPSED] + out
        if k == length - 1:
            begun += loading
        if st.info[s, f.TRIPS] == 0:
            delta += d.shift[s, f.USE]
        first = min(st.cache[s, k, f.SLACK], max(start, d.window[kind, c, f.SOFT]) - begun)
        first = min(first, ends - begun - spend - st.cache[s, k, f.TAIL])
        work = ends - first - st.info[s, f.PAUSED]
    delta += (work - st.info[s, f.WORK]) * d.shift[s, f.PER_SECOND]
    if owes_break(st, s):
        delta -= d.shift[s, f.BREAKS] * d.shift[s, f.PER_OWED]
    late = max(0, start - d.window[kind, c, f.PRICED])
    late += st.cache[s, k, f.LATE] - st.cache[s, length - 1, f.LATE]
    return delta + late * d.shift[s, f.PER_LATE]
