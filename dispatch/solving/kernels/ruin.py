"""Taking strings of neighbouring stops out of trips that lie near each other.

Slack induction by string removals: Christiaens and Vanden Berghe, Transportation Science 54(2), 2020.
"""

from dispatch.solving.kernels import fields as f
from dispatch.solving.kernels.breaks import place_breaks
from dispatch.solving.kernels.chance import below
from dispatch.solving.kernels.compiled import CHAIN, INT, VOID, compiled, inlined
from dispatch.solving.kernels.evaluation import copy
from dispatch.solving.kernels.lots import draw_string, draw_strings
from dispatch.solving.kernels.route import owes_break, refresh, renew

TRIP = 5
"""Scratch row: the stops of the trip at hand."""


@inlined
def _spoiled(ch: f.Chain, c: int) -> bool:
    """Tell whether a string has been taken out of this stop's trip in this step."""
    st = ch.state
    s = st.at[c, 0]
    k = st.cache[s, st.at[c, 1], f.HEAD] + 1
    while st.seq[s, k] != 0:
        if st.seq[s, k] > 0 and ch.out[st.seq[s, k]]:
            return True
        k += 1
    return False


@inlined
def _mark_string(ch: f.Chain, c: int, longest: float) -> None:
    """Mark a string of stops around one to leave, perhaps but for a piece in its middle."""
    st = ch.state
    s = st.at[c, 0]
    k, m, at = st.cache[s, st.at[c, 1], f.HEAD] + 1, 0, 0
    while st.seq[s, k] != 0:
        if st.seq[s, k] > 0:
            if st.seq[s, k] == c:
                at = m
            st.scratch[TRIP, m] = st.seq[s, k]
            m += 1
        k += 1
    length, stay = draw_string(ch.random, m, longest)
    whole = length + stay
    low = max(0, at - whole + 1)
    begin = low + below(ch.random, min(at, m - whole) - low + 1)
    gap = begin + 1 + below(ch.random, length - 1) if stay else m
    for i in range(begin, begin + whole):
        if not gap <= i < gap + stay:
            ch.out[st.scratch[TRIP, i]] = 1
            ch.absent[ch.counts[f.ABSENT]] = st.scratch[TRIP, i]
            ch.counts[f.ABSENT] += 1


@compiled(VOID(CHAIN, INT))
def touch(ch: f.Chain, s: int) -> None:
    """Keep a route as it is before the first change of this step."""
    if ch.dirty[s]:
        return
    ch.dirty[s] = 1
    ch.touched[ch.counts[f.TOUCHED]] = s
    ch.counts[f.TOUCHED] += 1
    length = ch.state.info[s, f.LENGTH]
    ch.kept_length[s] = length
    ch.kept_cost[s] = ch.state.info[s, f.COST]
    copy(ch.state.seq, s, ch.kept_seq, s, 0, length, 0)


@inlined
def _close_up(d: f.Data, ch: f.Chain, s: int) -> None:
    """Leave the marked stops out of a route, and trips that are empty then."""
    st, length = ch.state, 1
    st.seq[s, 0] = 0
    for k in range(1, st.info[s, f.LENGTH]):
        v = st.seq[s, k]
        if v > 0 and ch.out[v]:
            continue
        if v < 0:
            continue
        if v == 0 and st.seq[s, length - 1] == 0:
            continue
        st.seq[s, length] = v
        length += 1
    st.info[s, f.LENGTH] = length
    renew(d, st, s)
    if owes_break(st, s):
        copy(st.seq, s, st.scratch, 0, 0, length, 0)
        cost, length = place_breaks(d, st, s, length)
        copy(st.scratch, 0, st.seq, s, 0, length, 0)
        st.info[s, f.LENGTH] = length
        refresh(d, st, s, cost)


@inlined
def ruin(d: f.Data, ch: f.Chain) -> None:
    """Take a few strings of stops out; they join the absent."""
    st, n = ch.state, len(d.stop) - 1
    trips = 0
    for s in range(len(d.shift)):
        trips += st.info[s, f.TRIPS]
    if trips == 0:
        return
    longest, strings = draw_strings(ch.random, (n - ch.counts[f.ABSENT]) / trips, 1.0)
    seed = 1 + below(ch.random, n)
    first = ch.counts[f.ABSENT]
    ruined = 0
    for r in range(-1, d.near.shape[1]):
        c = seed if r < 0 else int(d.near[seed, r])
        if c == 0 or ruined == strings:
            break
        if st.at[c, 0] < 0 or ch.out[c] or _spoiled(ch, c):
            continue
        _mark_string(ch, c, longest)
        ruined += 1
    for i in range(first, ch.counts[f.ABSENT]):
        touch(ch, st.at[ch.absent[i], 0])
    for i in range(ch.counts[f.TOUCHED]):
        _close_up(d, ch, ch.touched[i])
    for i in range(first, ch.counts[f.ABSENT]):
        ch.out[ch.absent[i]] = 0
        st.at[ch.absent[i], 0] = -1
