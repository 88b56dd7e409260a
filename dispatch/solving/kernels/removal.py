"""Taking strings of neighbouring stops out of trips that lie near each other.

Slack induction by string removals: Christiaens and Vanden Berghe, Transportation Science 54(2), 2020.
"""

from dispatch.solving.kernels import state as r
from dispatch.solving.kernels.compiled import small
from dispatch.solving.kernels.drafts import reckon
from dispatch.solving.kernels.draws import LONGEST, draw_string, draw_strings
from dispatch.solving.kernels.rings import (
    forget_place,
    liking,
    limits_before,
    link,
    look_here,
    overload,
    owner,
    renew_times,
    starts_behind,
    weigh_trip,
)
from dispatch.solving.kernels.timing import repay
from dispatch.solving.kernels.xorshift import below, uniform

PART = 0.5
"""Where trips are long, a string and the stops taken out are such a part of one."""

MANY = 30.0
"""Stops of the whole trips that are taken out at most, about."""

WIDEST = 3.0
"""Times AVERAGE and LONGEST at most."""


@small
def _first_of_string(d: r.RingData, st: r.Rings, c: int, whole: int) -> int:
    """Draw where a string of so many stops around one begins."""
    before, i = 0, st.row[c, r.BEFORE]
    while before < whole - 1 and i < d.nodes:
        before += 1
        i = st.row[i, r.BEFORE]
    behind, i = 0, st.row[c, r.NEXT]
    while behind < whole - 1 and i < d.nodes:
        behind += 1
        i = st.row[i, r.NEXT]
    low = max(0, whole - 1 - behind)
    first = c
    for _ in range(low + below(st.random, before - low + 1)):
        first = st.row[first, r.BEFORE]
    return first


@small
def take_out(st: r.Rings, c: int, absent: int) -> int:
    """Put a stop among the absent; return how many there are now."""
    forget_place(st, c)
    st.absent[absent] = c
    st.place[c] = absent
    return absent + 1


@small
def take_string(
    d: r.RingData, st: r.Rings, c: int, longest: float, absent: int, whole_trip: bool, rich: bool
) -> tuple[int, int]:
    """Take a string around a stop out, perhaps but for a piece in its middle.

    Returns the change in the price of the legs, and how many stops are absent now.
    """
    h = int(st.row[c, r.HEAD])
    s = int(owner(st, c, rich))
    legs = int(d.shift[s, r.LEGS]) if rich else 0
    if whole_trip:
        length, stay = int(st.trip[h, r.STOPS]), 0
    else:
        length, stay = draw_string(st.random, st.trip[h, r.STOPS], longest)
    whole = length + stay
    i = _first_of_string(d, st, c, whole)
    gap = 1 + below(st.random, length - 1) if stay > 0 else whole
    last = int(st.row[i, r.BEFORE])
    delta = -int(st.row[last, r.ONWARD])
    for q in range(whole):
        following = st.row[i, r.NEXT]
        delta -= int(st.row[i, r.ONWARD])
        if gap <= q < gap + stay:
            delta += link(d, st, legs, last, int(i))
            last = int(i)
        else:
            if not rich or d.timed == 0:
                st.trip[h, r.STOPS] -= 1
                for x in range(d.dimensions):
                    st.trip[h, r.FREE + x] += d.stop[i, r.LOAD + x]
            absent = take_out(st, int(i), absent)
        i = following
    delta += link(d, st, legs, last, int(i))
    if rich:
        if d.timed > 0:
            weigh_trip(d, st, h)
        if st.trip[h, r.STOPS] == 0:
            delta += _close_trip(d, st, s, h)
    elif st.trip[h, r.STOPS] == 0:
        st.counts[r.ROUTES] -= 1
    elif stay > 0:
        renew_times(d, st, s)
    else:
        starts_behind(d, st, last, False)
        limits_before(d, st, int(i), False)
    return delta, absent


@small
def _close_trip(d: r.RingData, st: r.Rings, s: int, h: int) -> int:
    """Leave out a trip without stops; return the change in the price of the legs (the store to itself)."""
    base, legs = d.nodes + s, int(d.shift[s, r.LEGS])
    st.route[s, r.TRIPS] -= 1
    st.counts[r.ALL_TRIPS] -= 1
    head = d.nodes + h
    if h == s:
        head = int(st.row[base, r.NEXT])
        if head == base:
            st.counts[r.ROUTES] -= 1
            return 0
    before, behind = int(st.row[head, r.BEFORE]), int(st.row[head, r.NEXT])
    st.row[head, r.HEAD] = -1
    if h == s:
        st.row[base, r.PLACE] = st.row[head, r.PLACE]
        delta = -int(st.row[base, r.ONWARD]) - int(st.row[head, r.ONWARD])
        delta += link(d, st, legs, base, behind)
        weigh_trip(d, st, s)
        return delta
    delta = -int(st.row[before, r.ONWARD]) - int(st.row[head, r.ONWARD])
    return delta + link(d, st, legs, before, behind)


@small
def ruin(
    d: r.RingData, st: r.Rings, seed: int, absent: int, whole_trips: bool, rich: bool
) -> tuple[int, int, int, int]:
    """Take a few strings or whole trips out near a stop.

    Returns changes of cost and overload, the absent, the routes.
    """
    served = d.nodes - 1 - d.further - st.counts[r.ABSENT]
    trips = st.counts[r.ALL_TRIPS] if rich else st.counts[r.ROUTES]
    size = served / max(1, trips)
    wide = min(WIDEST, max(1.0, size * PART / LONGEST))
    longest, strings = draw_strings(st.random, size, wide)
    if rich and whole_trips:
        strings = int(1.0 + uniform(st.random) * MANY / max(1.0, size))
    delta, over, ruined, touched = 0, 0, 0, 0
    for rank in range(-1, d.near.shape[1]):
        c = seed if rank < 0 else int(d.near[seed, rank])
        if c == 0 or ruined == strings:
            break
        h = int(st.row[c, r.HEAD])
        if h < 0 or st.spoiled[h] == st.counts[r.STEPS]:
            continue
        s = int(owner(st, c, rich))
        if st.dirty[s] == 0:
            st.dirty[s] = 1
            st.touched[touched] = s
            touched += 1
        st.spoiled[h] = st.counts[r.STEPS]
        ruined += 1
        over -= overload(d, st, h)
        there, stops = absent, st.trip[h, r.STOPS]
        saved, absent = take_string(d, st, c, longest, absent, rich and whole_trips, rich)
        if rich:
            saved *= int(d.shift[s, r.UNIT])
            for i in range(there, absent if d.liked > 0 else there):
                saved -= liking(d, s, int(st.absent[i]))
            if st.trip[s, r.STOPS] == 0:
                saved -= int(d.shift[s, r.USE])
            st.route[s, r.COST] += saved
        delta += saved
        if absent - there < stops:
            over += overload(d, st, h)
        if st.trip[s, r.STOPS] == 0:
            look_here(d, st, s)
    if rich:
        for i in range(touched):
            s = st.touched[i]
            delta += reckon(d, st, s) if d.shift[s, r.EXACT] > 0 else repay(d, st, s)
    return delta, over, absent, touched
