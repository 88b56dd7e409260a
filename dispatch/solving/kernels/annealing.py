"""Ruin and recreate under simulated annealing: what the chains have in common.

Vehicles may be overloaded on the way, at a price that keeps it to a share of the steps (as in the hybrid
genetic search of Vidal, Crainic, Gendreau and Prins, Computers & Operations Research 40(1), 2013):
where the load is tight, stops change routes that could not otherwise.
"""

import numpy as np

from dispatch.solving.kernels import state as r
from dispatch.solving.kernels.compiled import small
from dispatch.solving.kernels.drafts import improve_breaks, lay_down, note_work, write_out
from dispatch.solving.kernels.evaluation import evaluate
from dispatch.solving.kernels.reinsertion import recreate
from dispatch.solving.kernels.removal import ruin
from dispatch.solving.kernels.rings import (
    forget_place,
    free_heads,
    keep_ring,
    note_depot,
    price,
    reached,
    renew_times,
    route_overload,
    set_aside,
    weigh_trip,
)
from dispatch.solving.kernels.timing import breaks_may_spare, owes_break, renew_trips, restore_ring
from dispatch.solving.kernels.vehicles import choose_vehicles
from dispatch.solving.kernels.xorshift import below, uniform

LEGAL_SHARE = 0.5
"""Share of steps without overload that the price of overload is set for."""

PRICE_EVERY = 200
"""Steps between two changes of the price."""

MOST = 1e12
"""The price of overload is no higher than this, in ticks."""

NEVER = 1e15
"""Price of overload when the first solution is built."""

INVITED, CROWD = 10, 60
"""Stops left behind that are tried again in a step, and in one of which a route of them all may come."""

CROWDED = 0.05
"""Share of steps that a crowd is invited to."""


ANEW = 0.02
"""Share of steps in which whole trips are taken out, and vehicles of a kind drawn by lot begun for them."""


@small
def set_price(st: r.Rings, scale: float) -> None:
    """Note whether there is overload, and set its price anew now and then."""
    if st.counts[r.OVERLOAD] == 0:
        st.counts[r.LEGAL] += 1
    st.counts[r.STEPS] += 1
    if st.counts[r.STEPS] % PRICE_EVERY == 0:
        if st.counts[r.LEGAL] < LEGAL_SHARE * PRICE_EVERY:
            st.price[0] = min(MOST, st.price[0] * 1.2)
        else:
            st.price[0] = max(1e-3 * scale, st.price[0] * 0.85)
        st.counts[r.LEGAL] = 0


@small
def remember(d: r.RingData, st: r.Rings) -> None:
    """Keep the solution as the best if it is."""
    if st.counts[r.OVERLOAD] == 0 and st.counts[r.CURRENT] < st.counts[r.RECORD]:
        st.counts[r.RECORD] = st.counts[r.CURRENT]
        for k in range(len(st.best)):
            st.best[k] = st.row[k, r.NEXT]
        for s in range(len(st.best_cost)):
            st.best_cost[s] = st.route[s, r.COST]
        for k in range(len(st.best_pause) if d.pausing > 0 else 0):
            st.best_pause[k] = st.pause[k]


@small
def _swap_absent(st: r.Rings, i: int, j: int) -> None:
    """Let two of the absent change places in their list."""
    a, b = st.absent[i], st.absent[j]
    st.absent[i], st.absent[j] = b, a
    st.place[b], st.place[a] = i, j


@small
def _invite(d: r.RingData, st: r.Rings, seed: int, gone: int, invited: int) -> int:
    """Put those left behind that are tried in this step last in the list: near ones, then any.

    Returns where they begin.
    """
    if gone <= invited:
        return 0
    first = gone
    for rank in range(-1, d.near.shape[1]):
        c = seed if rank < 0 else int(d.near[seed, rank])
        if c > 0 and st.row[c, r.HEAD] == r.OUT:
            first -= 1
            _swap_absent(st, st.place[c], first)
            if gone - first == invited - 1:
                break
    while gone - first < invited:
        first -= 1
        _swap_absent(st, below(st.random, first + 1), first)
    return first


@small
def _keep(d: r.RingData, st: r.Rings, first: int, touched: int, left: int, rich: bool) -> None:
    """Let the solution of this step be the one to go back to."""
    for i in range(left):
        c = st.left[i]
        st.absent[first + i] = c
        st.place[c] = first + i
    st.counts[r.ABSENT] = first + left
    for i in range(touched):
        keep_ring(d, st, st.touched[i], rich)
    remember(d, st)


@small
def _restore(
    d: r.RingData, st: r.Rings, first: int, touched: int, gone: int, routes: int, trips: int, rich: bool
) -> None:
    """Restore the solution of before this step."""
    st.counts[r.ROUTES] = routes
    st.counts[r.ALL_TRIPS] = trips
    if rich:
        for i in range(touched):
            free_heads(d, st, st.touched[i])
    for i in range(st.counts[r.TAKEN]):
        set_aside(st, int(st.taken[i]))
    for i in range(touched):
        restore_ring(d, st, st.touched[i], rich)
    for i in range(first, gone):
        c = st.kept_absent[i - first]
        st.absent[i] = c
        st.place[c] = i
        forget_place(st, c)


@small
def step(d: r.RingData, st: r.Rings, heat: float, weight: float, ruins: bool, rich: bool) -> None:
    """Ruin, recreate, and keep the result or go back."""
    gone, routes, trips = st.counts[r.ABSENT], st.counts[r.ROUTES], st.counts[r.ALL_TRIPS]
    delta, over, absent, touched, first, crowded = 0, 0, gone, 0, 0, False
    favoured, move = -1, r.STRINGS
    st.counts[r.TAKEN] = 0
    if ruins:
        seed = 1 + below(st.random, d.nodes - 1)
        crowded = gone > INVITED and uniform(st.random) < CROWDED
        first = _invite(d, st, seed, gone, CROWD if crowded else INVITED)
        for i in range(first, gone):
            st.kept_absent[i - first] = st.absent[i]
            delta -= d.drop[st.absent[i]]
        if rich and d.tries[r.ANEW] > 0 and uniform(st.random) < ANEW:
            move, favoured = r.ANEW, below(st.random, len(d.groups))
        saved, over, absent, touched = ruin(d, st, seed, absent, favoured >= 0, rich)
        delta += saved
    else:
        for i in range(gone):
            st.kept_absent[i] = st.absent[i]
            delta -= d.drop[st.absent[i]]
    allowed = 1e-9 - heat * np.log(1.0 - uniform(st.random))
    if not ruins:
        allowed = NEVER
    bound = allowed if favoured < 0 else NEVER
    complete, delta, over, left, touched = recreate(
        d, st, first, absent, touched, delta, over, bound, weight, not ruins, crowded, favoured, rich
    )
    if rich and complete and d.pausing > 0:
        complete = delta + weight * over <= allowed + breaks_may_spare(d, st, touched)
        for i in range(touched if complete else 0):
            delta += improve_breaks(d, st, st.touched[i])
            complete &= not ruins or not owes_break(st, st.touched[i])
    if rich and complete and ruins and d.kin > 0:
        saved, more, touched = choose_vehicles(d, st, touched, weight)
        delta += saved
        over += more
    st.tally[move, 0] += int(ruins)
    if complete and delta + weight * over <= allowed:
        st.tally[move, 1] += int(ruins)
        st.tally[move, 2] -= delta * int(ruins)
        st.counts[r.CURRENT] += delta
        st.counts[r.OVERLOAD] += over
        _keep(d, st, first, touched, left, rich)
    else:
        _restore(d, st, first, touched, gone, routes, trips, rich)
    for i in range(touched):
        st.dirty[st.touched[i]] = 0


@small
def _take_over_route(d: r.RingData, st: r.Rings, s: int, rich: bool) -> None:
    """Compute everything that follows from a ring as it is linked, its heads marked; count it."""
    base = d.nodes + s
    legs = int(d.shift[s, r.LEGS]) if rich else 0
    st.trip[s, r.OWNER] = s
    weigh_trip(d, st, s)
    note_depot(d, st, s, base, int(st.row[base, r.NEXT]))
    cost, trips = 0, 0
    i = base
    while True:
        k = int(st.row[i, r.NEXT])
        if k >= d.nodes and k != base:
            note_depot(d, st, s, k, int(st.row[k, r.NEXT]))
        onward = int(price(d, legs, st.row[i, r.PLACE], reached(d, st, k))) if i != k else 0
        st.row[i, r.ONWARD] = onward
        cost += onward
        if i >= d.nodes and k < d.nodes:
            trips += 1
        if k == base:
            break
        if k >= d.nodes:
            st.row[k, r.HEAD] = k - d.nodes
            st.trip[k - d.nodes, r.OWNER] = s
            weigh_trip(d, st, k - d.nodes)
        i = k
    if trips > 0:
        st.counts[r.ROUTES] += 1
    st.counts[r.ALL_TRIPS] += trips
    st.route[s, r.TRIPS] = trips
    if rich:
        renew_trips(d, st, s)
        note_work(d, st, s)
        cost, _, _ = evaluate(d.whole, s, st.draft, 0, write_out(d, st, s, 0))
    else:
        renew_times(d, st, s)
    st.route[s, r.COST] = cost
    st.counts[r.CURRENT] += cost
    st.counts[r.OVERLOAD] += route_overload(d, st, s)
    keep_ring(d, st, s, rich)


@small
def _counts_elsewhere(d: r.RingData, st: r.Rings, c: int) -> bool:
    """Tell whether another node of a stop is in a route, or among the absent already."""
    t = int(d.whole.twin[c])
    while t != c:
        if st.row[t, r.HEAD] >= 0 or (t < c and st.row[t, r.HEAD] == r.OUT):
            return True
        t = int(d.whole.twin[t])
    return False


@small
def take_over(d: r.RingData, st: r.Rings, rich: bool) -> None:
    """Compute everything that follows from the rings as they are linked."""
    for counter in (r.CURRENT, r.OVERLOAD, r.ROUTES, r.ALL_TRIPS, r.ABSENT):
        st.counts[counter] = 0
    st.counts[r.HINT] = d.nodes + d.shifts
    for group in range(len(d.groups)):
        st.idle[group] = d.groups[group, 0]
    for c in range(1, d.nodes):
        st.row[c, r.HEAD] = r.OUT
    for k in range(d.nodes + d.shifts, len(st.row)):
        st.row[k, r.HEAD] = -1
    for s in range(d.shifts):
        _take_over_route(d, st, s, rich)
    for c in range(1, d.nodes):
        if st.row[c, r.HEAD] < 0 and d.drop[c] >= 0:
            if _counts_elsewhere(d, st, c):
                set_aside(st, c)
                continue
            forget_place(st, c)
            st.absent[st.counts[r.ABSENT]] = c
            st.place[c] = st.counts[r.ABSENT]
            st.counts[r.ABSENT] += 1
            st.counts[r.CURRENT] += d.drop[c]
    remember(d, st)


@small
def dissolve(d: r.RingData, st: r.Rings) -> None:
    """Empty the routes of the first solution that owe a break."""
    for s in range(d.shifts):
        if not owes_break(st, s):
            continue
        st.counts[r.CURRENT] -= st.route[s, r.COST]
        st.counts[r.OVERLOAD] -= route_overload(d, st, s)
        free_heads(d, st, s)
        k = int(st.row[d.nodes + s, r.NEXT])
        while k != d.nodes + s:
            following = int(st.row[k, r.NEXT])
            if k < d.nodes:
                forget_place(st, k)
                st.absent[st.counts[r.ABSENT]] = k
                st.place[k] = st.counts[r.ABSENT]
                st.counts[r.ABSENT] += 1
                st.counts[r.CURRENT] += d.drop[k]
            k = following
        st.draft[0, 0] = 0
        cost, _, _ = evaluate(d.whole, s, st.draft, 0, 1)
        lay_down(d, st, s, 0, 1, cost)
        st.counts[r.CURRENT] += cost
        keep_ring(d, st, s, True)
