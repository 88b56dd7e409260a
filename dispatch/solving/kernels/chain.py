"""Ruin and recreate under simulated annealing: one chain."""

import numpy as np
from numba import njit

from dispatch.solving.kernels.breaks import place_breaks
from dispatch.solving.kernels.chance import uniform
from dispatch.solving.kernels.evaluation import copy
from dispatch.solving.kernels.fields import (
    ABSENT, BREAKS, COST, CURRENT, DROP, FAR, FIXED_TAKEN, FOUND, LENGTH, RECORD, SERVED, STEPS,
    TOUCHED, Chain, Data,
)  # fmt: skip
from dispatch.solving.kernels.recreate import recreate
from dispatch.solving.kernels.route import owes_break, refresh, renew
from dispatch.solving.kernels.ruin import ruin


@njit(cache=True, nogil=True, _nrt=False, error_model="numpy")
def work(d: Data, ch: Chain, steps: int, hot: float, cold: float, blink: float) -> None:
    """Make steps at temperatures falling from ``hot`` to ``cold`` ticks.

    With 0 steps a first solution is made; with -1 the routes that stand in the state are taken over.
    It is one entry point because each would hold a compiled copy of all the rest.
    """
    if steps <= 0:
        for c in range(len(d.stop)):
            ch.state.at[c, 0] = -1
        for s in range(len(d.shift)):
            renew(d, ch.state, s)
        ch.count[ABSENT] = 0
        for c in range(1, len(d.stop)):
            if ch.state.at[c, 0] < 0 and d.stop[c, DROP] != SERVED:
                ch.absent[ch.count[ABSENT]] = c
                ch.count[ABSENT] += 1
        ch.count[TOUCHED] = 0
    heat, cooling = hot, (cold / hot) ** (1.0 / max(1, steps))
    for _ in range(max(1, steps)):
        heat *= cooling
        step(d, ch, steps, heat, blink)


@njit(inline="always")
def total(d: Data, ch: Chain) -> int:
    """Return the cost of the current solution; FAR or more if it is not allowed."""
    cost = 0
    for s in range(len(d.shift)):
        cost += ch.state.info[s, COST]
    for i in range(ch.count[ABSENT]):
        cost += d.stop[ch.absent[i], DROP]
    return cost


@njit(inline="always")
def step(d: Data, ch: Chain, steps: int, heat: float, blink: float) -> None:
    """Ruin, recreate, and keep the result or go back; only recreate to begin with."""
    st = ch.state
    ch.count[TOUCHED] = 0
    gone = ch.count[ABSENT]
    before, after = 0, 0
    for i in range(gone):
        ch.kept_absent[i] = ch.absent[i]
        before += d.stop[ch.absent[i], DROP]
    if steps > 0:
        ruin(d, ch)
    if steps >= 0:
        recreate(d, ch, blink)
        _settle(d, ch)
    if steps == 0:
        _dissolve(d, ch)
    for i in range(ch.count[ABSENT]):
        after += d.stop[ch.absent[i], DROP]
    for i in range(ch.count[TOUCHED]):
        after += st.info[ch.touched[i], COST]
        before += ch.kept_cost[ch.touched[i]]
        if owes_break(st, ch.touched[i]):
            after += FAR
    if steps <= 0:
        ch.count[CURRENT] = total(d, ch)
        if steps == 0:
            ch.count[RECORD] = FAR
        before = after
    ch.count[STEPS] += 1
    delta = after - before
    if delta <= 0 or delta < -heat * np.log(1.0 - uniform(ch.random)):
        ch.count[CURRENT] += delta
        if ch.count[CURRENT] < ch.count[RECORD]:
            ch.count[RECORD] = ch.count[CURRENT]
            ch.count[FOUND] = ch.count[STEPS]
            _remember(ch)
    else:
        _go_back(d, ch, gone)
    for i in range(ch.count[TOUCHED]):
        ch.dirty[ch.touched[i]] = 0


@njit(inline="always")
def _settle(d: Data, ch: Chain) -> None:
    """Place the breaks of the changed routes anew."""
    st = ch.state
    for i in range(ch.count[TOUCHED]):
        s = ch.touched[i]
        length = st.info[s, LENGTH]
        if length == 1 or d.shift[s, BREAKS] <= d.shift[s, FIXED_TAKEN] + 1:
            continue
        copy(st.seq, s, st.scratch, 0, 0, length, 0)
        cost, length = place_breaks(d, st, s, length)
        if cost < st.info[s, COST]:
            copy(st.scratch, 0, st.seq, s, 0, length, 0)
            st.info[s, LENGTH] = length
            refresh(d, st, s, cost)


@njit(inline="always")
def _dissolve(d: Data, ch: Chain) -> None:
    """Empty the routes of the first solution that owe a break."""
    st = ch.state
    for s in range(len(d.shift)):
        if owes_break(st, s):
            for k in range(st.info[s, LENGTH]):
                c = st.seq[s, k]
                if c > 0:
                    st.at[c, 0] = -1
                    ch.absent[ch.count[ABSENT]] = c
                    ch.count[ABSENT] += 1
            st.info[s, LENGTH] = 1
            st.seq[s, 0] = 0
            renew(d, st, s)


@njit(inline="always")
def _go_back(d: Data, ch: Chain, gone: int) -> None:
    """Restore the solution of before this step."""
    st = ch.state
    for i in range(ch.count[ABSENT]):
        st.at[ch.absent[i], 0] = -1
    ch.count[ABSENT] = gone
    for i in range(gone):
        ch.absent[i] = ch.kept_absent[i]
        st.at[ch.absent[i], 0] = -1
    for i in range(ch.count[TOUCHED]):
        s = ch.touched[i]
        length = ch.kept_length[s]
        st.info[s, LENGTH] = length
        copy(ch.kept_seq, s, st.seq, s, 0, length, 0)
        refresh(d, st, s, ch.kept_cost[s])


@njit(inline="always")
def _remember(ch: Chain) -> None:
    """Keep the current solution as the best."""
    for s in range(len(ch.best_length)):
        length = ch.state.info[s, LENGTH]
        ch.best_length[s] = length
        ch.best_cost[s] = ch.state.info[s, COST]
        copy(ch.state.seq, s, ch.best_seq, s, 0, length, 0)
