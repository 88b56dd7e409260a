"""Ruin and recreate under simulated annealing on a plain problem: one chain.

Vehicles may be overloaded on the way, at a price that keeps it to a share of the steps (as in the hybrid
genetic search of Vidal, Crainic, Gendreau and Prins, Computers & Operations Research 40(1), 2013):
where the load is tight, stops change routes that could not otherwise.
"""

import numpy as np

from dispatch.solving.kernels import plain_fields as p
from dispatch.solving.kernels.chance import uniform
from dispatch.solving.kernels.compiled import INT, PLAIN, PLAIN_STATE, REAL, VOID, compiled, inlined
from dispatch.solving.kernels.lots import invite
from dispatch.solving.kernels.plain_recreate import recreate_rings
from dispatch.solving.kernels.plain_ruin import copy_ring, forget_place, renew_times, ruin_rings, ticks
from dispatch.solving.kernels.plain_tails import TRIES, exchange_tails

LEGAL_SHARE = 0.5
"""Share of steps without overload that the price of overload is set for."""

PRICE_EVERY = 200
"""Steps between two changes of the price."""

MOST = 1e12
"""The price of overload is no higher than this, in ticks."""

NEVER = 1e15
"""Price of overload when the first solution is built."""


@inlined
def _set_price(st: p.PlainState, scale: float) -> None:
    """Note whether there is overload, and set its price anew now and then."""
    if st.counts[p.OVERLOAD] == 0:
        st.counts[p.LEGAL] += 1
    st.counts[p.STEPS] += 1
    if st.counts[p.STEPS] % PRICE_EVERY == 0:
        if st.counts[p.LEGAL] < LEGAL_SHARE * PRICE_EVERY:
            st.price[0] = min(MOST, st.price[0] * 1.2)
        else:
            st.price[0] = max(1e-3 * scale, st.price[0] * 0.85)
        st.counts[p.LEGAL] = 0


@inlined
def _remember(st: p.PlainState) -> None:
    """Keep the solution as the best if it is."""
    if st.counts[p.OVERLOAD] == 0 and st.counts[p.CURRENT] < st.counts[p.RECORD]:
        st.counts[p.RECORD] = st.counts[p.CURRENT]
        for k in range(len(st.best)):
            st.best[k] = st.node[k, p.NEXT]


@inlined
def _keep(d: p.PlainData, st: p.PlainState, touched: int, left: int) -> None:
    """Let the solution of this step be the one to go back to."""
    st.counts[p.ABSENT] = left
    for i in range(touched):
        copy_ring(st.node, st.kept, d.nodes + st.touched[i])
    _remember(st)


@inlined
def _restore(d: p.PlainData, st: p.PlainState, touched: int, gone: int, routes: int) -> None:
    """Restore the solution of before this step."""
    st.counts[p.ROUTES] = routes
    for i in range(touched):
        s = st.touched[i]
        st.route[s, p.CARRIED] = st.kept_route[s, p.CARRIED]
        st.route[s, p.STOPS] = st.kept_route[s, p.STOPS]
        copy_ring(st.kept, st.node, d.nodes + s)
    for i in range(gone):
        st.absent[i] = st.kept_absent[i]
        forget_place(st, st.absent[i])


@inlined
def _step(d: p.PlainData, st: p.PlainState, heat: float, price: float, ruins: bool) -> None:
    """Ruin, recreate, and keep the result or go back."""
    gone, routes = st.counts[p.ABSENT], st.counts[p.ROUTES]
    first = invite(st.random, st.absent, gone) if ruins else 0
    delta, over, absent, touched = 0, 0, gone, 0
    for i in range(gone):
        st.kept_absent[i] = st.absent[i]
        if i >= first:
            delta -= d.drop[st.absent[i]]
    if ruins:
        saved, over, absent, touched = ruin_rings(d, st, absent)
        delta += saved
    allowed = 1e-9 - heat * np.log(1.0 - uniform(st.random))
    complete, delta, over, left, touched = recreate_rings(
        d, st, first, absent, touched, delta, over, allowed, price
    )
    if complete and delta + price * over <= allowed:
        st.counts[p.CURRENT] += delta
        st.counts[p.OVERLOAD] += over
        _keep(d, st, touched, left)
    else:
        _restore(d, st, touched, gone, routes)
    for i in range(touched):
        st.dirty[st.touched[i]] = 0


@inlined
def _take_over(d: p.PlainData, st: p.PlainState) -> None:
    """Compute everything that follows from the rings as they are linked."""
    st.counts[p.CURRENT] = 0
    st.counts[p.OVERLOAD] = 0
    st.counts[p.ROUTES] = 0
    st.counts[p.ABSENT] = 0
    for c in range(1, d.nodes):
        st.node[c, p.ROUTE] = -1
    for s in range(len(st.route)):
        st.route[s, p.CARRIED] = 0
        st.route[s, p.STOPS] = 0
        first = d.nodes + s
        k = first
        while True:
            i = k
            k = st.node[i, p.NEXT]
            if i == first and k == first:
                st.node[i, p.ONWARD] = 0
                break
            st.node[i, p.ONWARD] = ticks(d, st.node[i, p.PLACE], st.node[k, p.PLACE])
            st.counts[p.CURRENT] += st.node[i, p.ONWARD]
            if k == first:
                break
            st.node[k, p.ROUTE] = s
            st.route[s, p.CARRIED] += d.stop[k, p.LOAD]
            st.route[s, p.STOPS] += 1
        if st.route[s, p.STOPS] > 0:
            st.counts[p.ROUTES] += 1
            st.counts[p.OVERLOAD] += max(0, st.route[s, p.CARRIED] - d.room)
            renew_times(d, st, s)
        copy_ring(st.node, st.kept, first)
    for c in range(1, d.nodes):
        if st.node[c, p.ROUTE] < 0:
            forget_place(st, c)
            st.absent[st.counts[p.ABSENT]] = c
            st.counts[p.ABSENT] += 1
            st.counts[p.CURRENT] += d.drop[c]
    _remember(st)


@compiled(VOID(PLAIN, PLAIN_STATE, INT, REAL, REAL, REAL))
def work_plain(d: p.PlainData, st: p.PlainState, steps: int, hot: float, cold: float, scale: float) -> None:
    """Make steps at temperatures falling from ``hot`` to ``cold`` ticks.

    With 0 steps a first solution is made; with -1 the rings as they are linked are taken over.
    ``scale`` is the mean price of a leg between neighbours.
    """
    if steps <= 0:
        _take_over(d, st)
        if steps < 0:
            return
    heat, cooling = hot, (cold / hot) ** (1.0 / max(1, steps))
    for _ in range(max(1, steps)):
        heat *= cooling
        if steps > 0:
            _set_price(st, scale)
            for _ in range(TRIES):
                if exchange_tails(d, st, heat, st.price[0]):
                    _remember(st)
        _step(d, st, heat, st.price[0] if steps > 0 else NEVER, steps > 0)
