"""The cache of a route, from which a change of it is judged without driving all of it."""

from numba import njit

from dispatch.solving.kernels.evaluation import evaluate, trip_release
from dispatch.solving.kernels.fields import (
    BREAKS, CHILLED, CLOCK, COLD, COST, CRATES, DEPART, EARLIEST, ELAPSED, END, ENDS, FAR, FIXED,
    FIXED_FROM, FIXED_LATE, FIXED_MASK, FIXED_METRES, FIXED_PAUSE, FROM, FROZEN, GRAMS, HARD, HEAD,
    HERE, KIND, LATE, LENGTH, LOAD, LOADING, METRES, ONWARD, OVER, OWED, PAUSE, PAUSED, PRICED,
    PROFILE, SERVICE, SLACK, SOFT, TAIL, TAIL_END, TAIL_HARD, TAIL_SOFT, TRIPS, TRIP_COLD,
    TRIP_RELEASE, UNTIL, WORK, Data, State,
)  # fmt: skip


@njit(cache=True, nogil=True, _nrt=False, error_model="numpy")
def renew(d: Data, st: State, s: int) -> None:
    """Compute everything that is kept about a route from its nodes."""
    cost, _ = evaluate(d, s, st.seq, s, st.info[s, LENGTH])
    refresh(d, st, s, cost)


@njit(inline="always")
def owes_break(st: State, s: int) -> bool:
    """Tell whether a route lacks a break that is owed."""
    return st.info[s, TRIPS] > 0 and st.info[s, WORK] > st.info[s, OWED]


@njit(cache=True, nogil=True, _nrt=False, error_model="numpy")
def refresh(d: Data, st: State, s: int, cost: int) -> None:
    """Compute everything that is kept about a route whose cost is known from its nodes."""
    length = st.info[s, LENGTH]
    st.info[s, COST] = cost
    # Forward: drive the route as early as possible, and keep what is met on the way.
    kind, profile = d.shift[s, KIND], d.shift[s, PROFILE]
    clock, elapsed, slack = d.shift[s, CLOCK], 0, FAR
    late, metres, paused = d.shift[s, FIXED_LATE], d.shift[s, FIXED_METRES], 0
    here, head, trips, taken = 0, 0, 0, 0
    for k in range(length):
        v = st.seq[s, k]
        if v > 0:
            drive = d.leg[profile, here, v, 0]
            metres += d.leg[profile, here, v, 1]
            st.cache[s, k - 1, ONWARD] = d.leg[profile, here, v, 1]
            here = v
            clock = max(clock + drive, d.window[kind, v, EARLIEST])
            elapsed += drive
            late += max(0, clock - d.window[kind, v, PRICED])
            slack = min(slack, max(clock, d.window[kind, v, SOFT]) - elapsed)
            clock += d.stop[v, SERVICE]
            elapsed += d.stop[v, SERVICE]
            st.cache[s, head, LOAD] += d.stop[v, CRATES]
            st.cache[s, head, LOAD + 1] += d.stop[v, GRAMS]
            st.cache[s, head, LOAD + 2] += d.stop[v, CHILLED]
            st.cache[s, head, LOAD + 3] += d.stop[v, FROZEN]
            st.cache[s, head, TRIP_COLD] |= d.stop[v, COLD] < FAR
            st.at[v, 0] = s
            st.at[v, 1] = k
        else:
            if here > 0 and v % 2 == 0:
                drive = d.leg[profile, here, 0, 0]
                metres += d.leg[profile, here, 0, 1]
                st.cache[s, k - 1, ONWARD] = d.leg[profile, here, 0, 1]
                here = 0
                clock += drive
                elapsed += drive
            if v < 0:
                b = (-v - 1) // 2
                clock = max(clock, d.pause[s, b, FROM]) + d.pause[s, b, PAUSE]
                slack = min(slack, d.pause[s, b, UNTIL] - elapsed)
                elapsed += d.pause[s, b, PAUSE]
                paused += d.pause[s, b, PAUSE]
                taken |= 1 << b
            elif k < length - 1:
                head = k
                trips += 1
                for load in range(LOAD, LOAD + 4):
                    st.cache[s, k, load] = 0
                st.cache[s, k, TRIP_COLD] = 0
                release = trip_release(d, st.seq, s, k + 1)
                st.cache[s, k, TRIP_RELEASE] = release
                clock = max(clock + d.shift[s, LOADING], release)
                elapsed += d.shift[s, LOADING]
        st.cache[s, k, DEPART] = clock
        st.cache[s, k, ELAPSED] = elapsed
        st.cache[s, k, SLACK] = slack
        st.cache[s, k, LATE] = late
        st.cache[s, k, HEAD] = head
        st.cache[s, k, HERE] = here
    st.info[s, TRIPS] = trips
    st.info[s, METRES] = metres
    st.info[s, PAUSED] = paused
    st.info[s, ENDS] = clock
    if d.shift[s, FIXED] > 0:
        st.info[s, WORK] = clock - d.shift[s, FIXED_FROM] - d.shift[s, FIXED_PAUSE] - paused
    else:
        st.info[s, WORK] = clock - min(slack, clock - elapsed) - paused
    owed = FAR
    taken |= d.shift[s, FIXED_MASK]
    for b in range(d.shift[s, BREAKS]):
        if not (taken >> b) & 1:
            owed = min(owed, d.pause[s, b, OVER])
    st.info[s, OWED] = owed
    # Backward: what an arrival at each position leads to.
    tail, ends, hard, soft = 0, -FAR, d.shift[s, END], d.shift[s, END]
    ahead = 0  # where the next node is; the store, for a break there
    for k in range(length - 1, -1, -1):
        v = st.seq[s, k]
        if k < length - 1:
            here = st.cache[s, k, HERE]
            if here != ahead:
                drive = d.leg[profile, here, ahead, 0]
                tail += drive
                hard -= drive
                soft -= drive
            if v > 0:
                spend, earliest = d.stop[v, SERVICE], d.window[kind, v, EARLIEST]
                last, last_soft = d.window[kind, v, HARD], d.window[kind, v, SOFT]
                floor = earliest + spend
            elif v < 0:
                b = (-v - 1) // 2
                spend, earliest = d.pause[s, b, PAUSE], d.pause[s, b, FROM]
                last, last_soft = d.pause[s, b, UNTIL], d.pause[s, b, UNTIL]
                floor = earliest + spend
            else:
                spend, floor, last, last_soft = d.shift[s, LOADING], st.cache[s, k, TRIP_RELEASE], FAR, FAR
            ends = max(ends, floor + tail)
            tail += spend
            hard = min(last, hard - spend) if floor <= hard else -FAR
            soft = min(last_soft, soft - spend) if floor <= soft else -FAR
            ahead = here
        st.cache[s, k, TAIL] = tail
        st.cache[s, k, TAIL_END] = ends
        st.cache[s, k, TAIL_HARD] = hard
        st.cache[s, k, TAIL_SOFT] = soft
