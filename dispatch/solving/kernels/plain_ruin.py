"""Taking strings of stops out of rings, and what follows from a change of a ring.

The method is that of :mod:`dispatch.solving.kernels.ruin`.
"""

from dispatch.solving.kernels import plain_fields as p
from dispatch.solving.kernels.chance import below
from dispatch.solving.kernels.compiled import INT, PLAIN, PLAIN_STATE, VOID, compiled, inlined
from dispatch.solving.kernels.fields import Smalls
from dispatch.solving.kernels.lots import LONGEST, draw_string, draw_strings

PART = 0.5
"""Where routes are long, a string and the stops taken out are such a part of one."""

WIDEST = 3.0
"""Times AVERAGE and LONGEST at most."""


@inlined
def seconds(d: p.PlainData, i: int, j: int) -> int:
    """Return the travel time between two rows of the table of legs."""
    return d.leg[2 * (i * d.nodes + j)]


@inlined
def ticks(d: p.PlainData, i: int, j: int) -> int:
    """Return the price of a leg."""
    return d.leg[2 * (i * d.nodes + j) + 1]


@inlined
def starts_behind(d: p.PlainData, st: p.PlainState, i: int, whole: bool) -> None:
    """Recompute earliest starts behind a node: as far as they change, or to the end of its ring."""
    while True:
        k = st.node[i, p.NEXT]
        if k >= d.nodes:
            break
        start = max(st.node[i, p.DEPART] + seconds(d, st.node[i, p.PLACE], k), d.stop[k, p.EARLIEST])
        if start == st.node[k, p.START] and not whole:
            break
        st.node[k, p.START] = start
        st.node[k, p.DEPART] = start + d.stop[k, p.SERVICE]
        i = k


@inlined
def limits_before(d: p.PlainData, st: p.PlainState, j: int, whole: bool) -> None:
    """Recompute latest starts before a node: as far as they change, or to the beginning of its ring."""
    while True:
        k = st.node[j, p.BEFORE]
        if k >= d.nodes:
            break
        onward = d.stop[k, p.SERVICE] + seconds(d, k, st.node[j, p.PLACE])
        limit = min(d.stop[k, p.LATEST], st.node[j, p.LIMIT] - onward)
        if limit == st.node[k, p.LIMIT] and not whole:
            break
        st.node[k, p.LIMIT] = limit
        j = k


@compiled(VOID(PLAIN, PLAIN_STATE, INT))
def renew_times(d: p.PlainData, st: p.PlainState, s: int) -> None:
    """Recompute all times of a route."""
    starts_behind(d, st, d.nodes + s, True)
    limits_before(d, st, d.nodes + s, True)


@inlined
def copy_ring(source: Smalls, target: Smalls, first: int) -> None:
    """Copy the rows of a ring as the source knows it."""
    k = first
    while True:
        for column in range(p.NODE_WIDTH):
            target[k, column] = source[k, column]
        k = source[k, p.NEXT]
        if k == first:
            break


@inlined
def forget_place(st: p.PlainState, c: int) -> None:
    """Mark a stop as being in no route: nothing can come next to it."""
    st.node[c, p.ROUTE] = -1
    st.node[c, p.DEPART] = p.GONE
    st.node[c, p.BEFORE] = c
    st.node[c, p.NEXT] = c


@inlined
def touch_ring(st: p.PlainState, s: int) -> None:
    """Keep what is known of a route before its first change in this step."""
    if st.dirty[s] == 0:
        st.dirty[s] = 1
        st.kept_route[s, p.CARRIED] = st.route[s, p.CARRIED]
        st.kept_route[s, p.STOPS] = st.route[s, p.STOPS]


@inlined
def _first_of_string(d: p.PlainData, st: p.PlainState, c: int, whole: int) -> int:
    """Draw where a string of so many stops around one begins."""
    before, i = 0, st.node[c, p.BEFORE]
    while before < whole - 1 and i < d.nodes:
        before += 1
        i = st.node[i, p.BEFORE]
    behind, i = 0, st.node[c, p.NEXT]
    while behind < whole - 1 and i < d.nodes:
        behind += 1
        i = st.node[i, p.NEXT]
    low = max(0, whole - 1 - behind)
    first = c
    for _ in range(low + below(st.random, before - low + 1)):
        first = st.node[first, p.BEFORE]
    return first


@inlined
def take_string(d: p.PlainData, st: p.PlainState, c: int, longest: float, absent: int) -> tuple[int, int]:
    """Take a string around a stop out, perhaps but for a piece in its middle.

    Returns the ticks saved as a change of cost, and how many stops are absent now.
    """
    s = st.node[c, p.ROUTE]
    m = st.route[s, p.STOPS]
    length, stay = draw_string(st.random, m, longest)
    whole = length + stay
    i = _first_of_string(d, st, c, whole)
    gap = 1 + below(st.random, length - 1) if stay > 0 else whole
    last = int(st.node[i, p.BEFORE])
    delta = -int(st.node[last, p.ONWARD])
    for q in range(whole):
        following = st.node[i, p.NEXT]
        delta -= st.node[i, p.ONWARD]
        if gap <= q < gap + stay:
            onward = ticks(d, st.node[last, p.PLACE], i)
            st.node[last, p.NEXT] = i
            st.node[last, p.ONWARD] = onward
            st.node[i, p.BEFORE] = last
            delta += onward
            last = int(i)
        else:
            st.route[s, p.CARRIED] -= d.stop[i, p.LOAD]
            st.route[s, p.STOPS] -= 1
            forget_place(st, i)
            st.absent[absent] = i
            absent += 1
        i = following
    st.node[last, p.NEXT] = i
    st.node[i, p.BEFORE] = last
    if st.route[s, p.STOPS] == 0:
        st.node[last, p.ONWARD] = 0
        st.counts[p.ROUTES] -= 1
    else:
        onward = ticks(d, st.node[last, p.PLACE], st.node[i, p.PLACE])
        st.node[last, p.ONWARD] = onward
        delta += onward
        if stay > 0:
            renew_times(d, st, s)
        else:
            starts_behind(d, st, last, False)
            limits_before(d, st, i, False)
    return delta, absent


@inlined
def ruin_rings(d: p.PlainData, st: p.PlainState, absent: int) -> tuple[int, int, int, int]:
    """Take a few strings out; return changes of cost and overload, the absent, the routes touched."""
    served = d.nodes - 1 - st.counts[p.ABSENT]
    size = served / max(1, st.counts[p.ROUTES])
    wide = min(WIDEST, max(1.0, size * PART / LONGEST))
    longest, strings = draw_strings(st.random, size, wide)
    seed = 1 + below(st.random, d.nodes - 1)
    delta, over, ruined = 0, 0, 0
    for r in range(-1, d.near.shape[1]):
        c = seed if r < 0 else int(d.near[seed, r])
        if c == 0 or ruined == strings:
            break
        s = st.node[c, p.ROUTE]
        if s < 0 or st.dirty[s] == 1:
            continue
        touch_ring(st, s)
        st.touched[ruined] = s
        ruined += 1
        over -= max(0, st.route[s, p.CARRIED] - d.room)
        saved, absent = take_string(d, st, c, longest, absent)
        delta += saved
        over += max(0, st.route[s, p.CARRIED] - d.room)
    return delta, over, absent, ruined
