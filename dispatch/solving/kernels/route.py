"""The cache of a route, from which a change of it is judged without driving all of it."""

from dispatch.solving.kernels import fields as f
from dispatch.solving.kernels.compiled import DATA, INT, STATE, VOID, compiled, inlined
from dispatch.solving.kernels.evaluation import evaluate, trip_release


@inlined
def _fill_gaps(st: f.State, s: int, k: int) -> None:
    """Note the gaps on both sides of a stop; the cache behind it is complete, before it as well."""
    c = st.seq[s, k]
    st.gap[c, f.AHEAD + f.GAP_AT] = k - 1
    st.gap[c, f.AHEAD + f.GAP_NODE] = st.cache[s, k - 1, f.HERE]
    st.gap[c, f.AHEAD + f.GAP_METRES] = st.cache[s, k - 1, f.ONWARD]
    st.gap[c, f.AHEAD + f.GAP_DEPART] = st.cache[s, k - 1, f.DEPART]
    st.gap[c, f.AHEAD + f.GAP_HARD] = max(-1, st.cache[s, k, f.TAIL_HARD])
    while st.seq[s, k + 1] < 0 and st.seq[s, k + 1] % 2 == 1:
        k += 1
    st.gap[c, f.GAP_AT] = k
    st.gap[c, f.GAP_NODE] = max(0, st.seq[s, k + 1])
    st.gap[c, f.GAP_METRES] = st.cache[s, k, f.ONWARD]
    st.gap[c, f.GAP_DEPART] = st.cache[s, k, f.DEPART]
    st.gap[c, f.GAP_HARD] = max(-1, st.cache[s, k + 1, f.TAIL_HARD])


@compiled(VOID(DATA, STATE, INT, INT))
def refresh(d: f.Data, st: f.State, s: int, cost: int) -> None:
    """Compute everything that is kept about a route whose cost is known from its nodes."""
    length = st.info[s, f.LENGTH]
    st.info[s, f.COST] = cost
    # Forward: drive the route as early as possible, and keep what is met on the way.
    kind, profile = d.shift[s, f.KIND], d.shift[s, f.PROFILE]
    clock, elapsed, slack = d.shift[s, f.CLOCK], 0, f.FAR
    late, metres, paused = d.shift[s, f.FIXED_LATE], d.shift[s, f.FIXED_METRES], 0
    here, head, trips, taken = 0, 0, 0, 0
    for k in range(length):
        v = st.seq[s, k]
        if v > 0:
            drive = d.leg[profile, here, v, 0]
            metres += d.leg[profile, here, v, 1]
            st.cache[s, k - 1, f.ONWARD] = d.leg[profile, here, v, 1]
            here = v
            clock = max(clock + drive, d.window[kind, v, f.EARLIEST])
            elapsed += drive
            late += max(0, clock - d.window[kind, v, f.PRICED])
            slack = min(slack, max(clock, d.window[kind, v, f.SOFT]) - elapsed)
            clock += d.stop[v, f.SERVICE]
            elapsed += d.stop[v, f.SERVICE]
            st.cache[s, head, f.LOAD] += d.stop[v, f.CRATES]
            st.cache[s, head, f.LOAD + 1] += d.stop[v, f.GRAMS]
            st.cache[s, head, f.LOAD + 2] += d.stop[v, f.CHILLED]
            st.cache[s, head, f.LOAD + 3] += d.stop[v, f.FROZEN]
            st.cache[s, head, f.TRIP_COLD] |= d.stop[v, f.COLD] < f.FAR
            st.at[v, 0] = s
            st.at[v, 1] = k
        else:
            if here > 0 and v % 2 == 0:
                drive = d.leg[profile, here, 0, 0]
                metres += d.leg[profile, here, 0, 1]
                st.cache[s, k - 1, f.ONWARD] = d.leg[profile, here, 0, 1]
                here = 0
                clock += drive
                elapsed += drive
            if v < 0:
                b = (-v - 1) // 2
                clock = max(clock, d.pause[s, b, f.FROM]) + d.pause[s, b, f.PAUSE]
                slack = min(slack, d.pause[s, b, f.UNTIL] - elapsed)
                elapsed += d.pause[s, b, f.PAUSE]
                paused += d.pause[s, b, f.PAUSE]
                taken |= 1 << b
            elif k < length - 1:
                head = k
                trips += 1
                for load in range(f.LOAD, f.LOAD + 4):
                    st.cache[s, k, load] = 0
                st.cache[s, k, f.TRIP_COLD] = 0
                release = trip_release(d, st.seq, s, k + 1)
                st.cache[s, k, f.TRIP_RELEASE] = release
                clock = max(clock + d.shift[s, f.LOADING], release)
                elapsed += d.shift[s, f.LOADING]
        st.cache[s, k, f.DEPART] = clock
        st.cache[s, k, f.ELAPSED] = elapsed
        st.cache[s, k, f.SLACK] = slack
        st.cache[s, k, f.LATE] = late
        st.cache[s, k, f.HEAD] = head
        st.cache[s, k, f.HERE] = here
    st.info[s, f.TRIPS] = trips
    st.info[s, f.METRES] = metres
    st.info[s, f.PAUSED] = paused
    st.info[s, f.ENDS] = clock
    if d.shift[s, f.FIXED] > 0:
        st.info[s, f.WORK] = clock - d.shift[s, f.FIXED_FROM] - d.shift[s, f.FIXED_PAUSE] - paused
    else:
        st.info[s, f.WORK] = clock - min(slack, clock - elapsed) - paused
    owed = f.FAR
    taken |= d.shift[s, f.FIXED_MASK]
    for b in range(d.shift[s, f.BREAKS]):
        if not (taken >> b) & 1:
            owed = min(owed, d.pause[s, b, f.OVER])
    st.info[s, f.OWED] = owed
    # Backward: what an arrival at each position leads to.
    tail, ends, hard, soft = 0, -f.FAR, d.shift[s, f.END], d.shift[s, f.END]
    ahead = 0  # where the next node is; the store, for a break there
    for k in range(length - 1, -1, -1):
        v = st.seq[s, k]
        if k < length - 1:
            here = st.cache[s, k, f.HERE]
            if here != ahead:
                drive = d.leg[profile, here, ahead, 0]
                tail += drive
                hard -= drive
                soft -= drive
            if v > 0:
                spend, earliest = d.stop[v, f.SERVICE], d.window[kind, v, f.EARLIEST]
                last, last_soft = d.window[kind, v, f.HARD], d.window[kind, v, f.SOFT]
                if earliest > last_soft:  # a restriction opens behind the window: late in any case
                    last_soft = -f.FAR
                floor = earliest + spend
            elif v < 0:
                b = (-v - 1) // 2
                spend, earliest = d.pause[s, b, f.PAUSE], d.pause[s, b, f.FROM]
                last, last_soft = d.pause[s, b, f.UNTIL], d.pause[s, b, f.UNTIL]
                floor = earliest + spend
            else:
                spend, floor, last, last_soft = (
                    d.shift[s, f.LOADING],
                    st.cache[s, k, f.TRIP_RELEASE],
                    f.FAR,
                    f.FAR,
                )
            ends = max(ends, floor + tail)
            tail += spend
            hard = min(last, hard - spend) if floor <= hard else -f.FAR
            soft = min(last_soft, soft - spend) if floor <= soft else -f.FAR
            ahead = here
        st.cache[s, k, f.TAIL] = tail
        st.cache[s, k, f.TAIL_END] = ends
        st.cache[s, k, f.TAIL_HARD] = hard
        st.cache[s, k, f.TAIL_SOFT] = soft
        if v > 0:
            _fill_gaps(st, s, k)


@compiled(VOID(DATA, STATE, INT))
def renew(d: f.Data, st: f.State, s: int) -> None:
    """Compute everything that is kept about a route from its nodes."""
    cost, _ = evaluate(d, s, st.seq, s, st.info[s, f.LENGTH])
    refresh(d, st, s, cost)


@inlined
def owes_break(st: f.State, s: int) -> bool:
    """Tell whether a route lacks a break that is owed."""
    return st.info[s, f.TRIPS] > 0 and st.info[s, f.WORK] > st.info[s, f.OWED]
