"""Putting stops back where they cost least."""

from dispatch.solving.kernels import fields as f
from dispatch.solving.kernels.breaks import place_breaks
from dispatch.solving.kernels.compiled import BOOL, CHAIN, DATA, INT, REAL, compiled, inlined
from dispatch.solving.kernels.evaluation import copy, evaluate
from dispatch.solving.kernels.insertion import insertion_cost, splice, tried_cost, trip_bound
from dispatch.solving.kernels.lots import draw_blink, draw_bold, draw_order, rank, sort_in
from dispatch.solving.kernels.route import owes_break, refresh
from dispatch.solving.kernels.ruin import touch


@inlined
def _sort(d: f.Data, ch: f.Chain, first: int) -> None:
    """Put the absent in an order drawn by lot."""
    order = draw_order(ch.random)
    for i in range(first, ch.counts[f.ABSENT]):
        c = ch.absent[i]
        key = rank(
            ch.random,
            order,
            d.stop[c, f.CRATES],
            d.leg[0, 0, c, 0],
            d.window[0, c, f.EARLIEST],
            d.window[0, c, f.HARD],
        )
        sort_in(ch.absent, ch.key, first, i, key)


@inlined
def _least_of_a_trip(d: f.Data, st: f.State, s: int, c: int) -> int:
    """Return what a stop costs at least as a new trip of a shift; FAR if there can be none."""
    trips = st.info[s, f.TRIPS]
    if (
        trips >= d.shift[s, f.MAX_TRIPS]
        or st.info[s, f.COST] == f.FAR
        or d.window[d.shift[s, f.KIND], c, f.HARD] < 0
    ):
        return f.FAR
    profile = d.shift[s, f.PROFILE]
    least = (d.leg[profile, 0, c, 1] + d.leg[profile, c, 0, 1]) * d.shift[s, f.PER_METRE]
    drive = d.leg[profile, 0, c, 0] + d.leg[profile, c, 0, 0]
    busy = d.shift[s, f.LOADING] + drive + d.stop[c, f.SERVICE]
    if trips == 0 and d.shift[s, f.FIXED] == 0:
        return least + d.shift[s, f.USE] + busy * d.shift[s, f.PER_SECOND]
    # Idle time may take it in; beyond that, work grows.
    idle = st.info[s, f.WORK] + st.info[s, f.PAUSED] - st.cache[s, st.info[s, f.LENGTH] - 1, f.ELAPSED]
    least += max(0, busy - idle) * d.shift[s, f.PER_SECOND]
    if owes_break(st, s):
        least -= d.shift[s, f.BREAKS] * d.shift[s, f.PER_OWED]
    return least


@inlined
def best_place(d: f.Data, ch: f.Chain, c: int, best: int, blink: float) -> tuple[int, int, int, bool]:
    """Find where a stop costs least: (ticks, shift, position after which, as a trip of its own).

    Shift is -1 if it costs no less than ``best`` anywhere.
    """
    st = ch.state
    shift, place, alone = -1, 0, False
    for r in range(d.around.shape[1]):
        j = int(d.around[c, r])
        if j == 0:
            break
        side = 0 if j > 0 else f.AHEAD
        j = abs(j)
        s = st.at[j, 0]
        if s < 0:
            continue
        if blink > 0.0:
            ch.counts[f.BLINK] -= 1
            if ch.counts[f.BLINK] < 0:
                ch.counts[f.BLINK] = draw_blink(ch.random, blink)
                continue
        # What rules most places out comes first, and is not worth a call.
        kind, profile = d.shift[s, f.KIND], d.shift[s, f.PROFILE]
        far = int(st.gap[j, side + f.GAP_NODE])
        before, after = (j, far) if side == 0 else (far, j)
        metres = d.back[profile, c, before, 1] + d.leg[profile, c, after, 1] - st.gap[j, side + f.GAP_METRES]
        if metres * d.shift[s, f.PER_METRE] >= best:
            continue
        start = st.gap[j, side + f.GAP_DEPART] + d.back[profile, c, before, 0]
        start = max(start, d.window[kind, c, f.EARLIEST])
        arrival = start + d.stop[c, f.SERVICE] + d.leg[profile, c, after, 0]
        if start > d.window[kind, c, f.HARD] or arrival > st.gap[j, side + f.GAP_HARD]:
            continue
        k = int(st.gap[j, side + f.GAP_AT])
        cost = insertion_cost(d, st, s, k, c, best)
        if cost < best:
            best, shift, place = cost, s, k
    opened = -1
    for s in range(len(d.shift)):
        least = _least_of_a_trip(d, st, s, c)
        if least >= best:
            continue
        if st.info[s, f.LENGTH] == 1 and d.shift[s, f.FIXED] == 0:
            if d.shift[s, f.GROUP] == opened:
                continue
            opened = d.shift[s, f.GROUP]
        for k in range(st.info[s, f.LENGTH]):
            if st.seq[s, k] == 0:
                # Breaks that lie elsewhere might make room for it.
                if st.info[s, f.PAUSED] == 0 and trip_bound(d, st, s, k, c) >= best:
                    continue
                cost = tried_cost(d, st, s, splice(st, s, k, c, True), best)
                if cost < best:
                    best, shift, place, alone = cost, s, k, True
    return best, shift, place, alone


@inlined
def insert(d: f.Data, st: f.State, s: int, k: int, c: int, alone: bool, delta: int) -> None:
    """Put a stop after position ``k`` of a route, as :func:`best_place` found it."""
    length = splice(st, s, k, c, alone)
    if d.shift[s, f.BREAKS] > 0:
        cost, owed = evaluate(d, s, st.scratch, 0, length)
        if cost == f.FAR or owed > 0:
            _, length = place_breaks(d, st, s, length)
    copy(st.scratch, 0, st.seq, s, 0, length, 0)
    st.info[s, f.LENGTH] = length
    refresh(d, st, s, st.info[s, f.COST] + delta)


@compiled(BOOL(DATA, CHAIN, INT, REAL, REAL))
def recreate(d: f.Data, ch: f.Chain, first: int, blink: float, allowed: float) -> bool:
    """Put the absent from ``first`` on in a list back where they cost least; some may stay absent.

    Gives up, and returns False, as soon as all together must cost more than is ``allowed``.
    """
    _sort(d, ch, first)
    left = first
    bold = draw_bold(ch.random)
    for i in range(first, ch.counts[f.ABSENT]):
        c = ch.absent[i]
        # What is put in later costs something too: so there is no more than this for one stop.
        rest = int(min(allowed, 1e17)) + 1
        cost, s, k, alone = best_place(d, ch, c, min(rest, bold * d.stop[c, f.DROP]), blink)
        if s < 0:
            if rest < d.stop[c, f.DROP]:
                return False
            allowed -= d.stop[c, f.DROP]
            ch.absent[left] = c
            left += 1
            continue
        allowed -= cost
        touch(ch, s)
        insert(d, ch.state, s, k, c, alone, cost)
    ch.counts[f.ABSENT] = left
    return True
