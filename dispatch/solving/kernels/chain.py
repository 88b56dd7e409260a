"""Ruin and recreate under simulated annealing: one chain."""

import numpy as np

from dispatch.solving.kernels import fields as f
from dispatch.solving.kernels.breaks import place_breaks
from dispatch.solving.kernels.chance import uniform
from dispatch.solving.kernels.compiled import CHAIN, DATA, INT, REAL, VOID, compiled, inlined
from dispatch.solving.kernels.evaluation import copy
from dispatch.solving.kernels.lots import invite
from dispatch.solving.kernels.recreate import recreate
from dispatch.solving.kernels.route import owes_break, refresh, renew
from dispatch.solving.kernels.ruin import ruin


@inlined
def _settle(d: f.Data, ch: f.Chain) -> None:
    """Place the breaks of the changed routes anew."""
    st = ch.state
    for i in range(ch.counts[f.TOUCHED]):
        s = ch.touched[i]
        length = st.info[s, f.LENGTH]
        if length == 1 or d.shift[s, f.BREAKS] <= d.shift[s, f.FIXED_TAKEN] + 1:
            continue
        idle = st.info[s, f.WORK] - st.cache[s, length - 1, f.ELAPSED]
        if st.info[s, f.PAUSED] == 0 and idle <= 0 and not owes_break(st, s):
            continue
        copy(st.seq, s, st.scratch, 0, 0, length, 0)
        cost, length = place_breaks(d, st, s, length)
        if cost < st.info[s, f.COST]:
            copy(st.scratch, 0, st.seq, s, 0, length, 0)
            st.info[s, f.LENGTH] = length
            refresh(d, st, s, cost)


@inlined
def _dissolve(d: f.Data, ch: f.Chain) -> None:
    """Empty the routes of the first solution that owe a break."""
    st = ch.state
    for s in range(len(d.shift)):
        if owes_break(st, s):
            for k in range(st.info[s, f.LENGTH]):
                c = st.seq[s, k]
                if c > 0:
                    st.at[c, 0] = -1
                    ch.absent[ch.counts[f.ABSENT]] = c
                    ch.counts[f.ABSENT] += 1
            st.info[s, f.LENGTH] = 1
            st.seq[s, 0] = 0
            renew(d, st, s)


@inlined
def total(d: f.Data, ch: f.Chain) -> int:
    """Return the cost of the current solution; FAR or more if it is not allowed."""
    cost = 0
    for s in range(len(d.shift)):
        cost += ch.state.info[s, f.COST]
    for i in range(ch.counts[f.ABSENT]):
        cost += d.stop[ch.absent[i], f.DROP]
    return cost


@inlined
def _remember(ch: f.Chain) -> None:
    """Keep the current solution as the best."""
    for s in range(len(ch.best_length)):
        length = ch.state.info[s, f.LENGTH]
        ch.best_length[s] = length
        ch.best_cost[s] = ch.state.info[s, f.COST]
        copy(ch.state.seq, s, ch.best_seq, s, 0, length, 0)


@inlined
def _go_back(d: f.Data, ch: f.Chain, gone: int) -> None:
    """Restore the solution of before this step."""
    st = ch.state
    for i in range(ch.counts[f.ABSENT]):
        st.at[ch.absent[i], 0] = -1
    ch.counts[f.ABSENT] = gone
    for i in range(gone):
        ch.absent[i] = ch.kept_absent[i]
        st.at[ch.absent[i], 0] = -1
    for i in range(ch.counts[f.TOUCHED]):
        s = ch.touched[i]
        length = ch.kept_length[s]
        st.info[s, f.LENGTH] = length
        copy(ch.kept_seq, s, st.seq, s, 0, length, 0)
        refresh(d, st, s, ch.kept_cost[s])


@inlined
def _allowed(d: f.Data, ch: f.Chain, steps: int, first: int, most: float) -> float:
    """Return what putting stops back may cost, if all that changes in this step may cost ``most``.

    Breaks may be owed, at a high price, on the way to a solution that is cheap: then there is no limit.
    """
    for s in range(len(d.shift)):
        if d.shift[s, f.BREAKS] > 0 or steps == 0:
            return float(f.FAR)
    for i in range(first):
        most -= d.stop[ch.absent[i], f.DROP]
    for i in range(ch.counts[f.TOUCHED]):
        s = ch.touched[i]
        most += ch.kept_cost[s] - ch.state.info[s, f.COST]
    return most


@inlined
def step(d: f.Data, ch: f.Chain, steps: int, heat: float, blink: float) -> None:
    """Ruin, recreate, and keep the result or go back; only recreate to begin with."""
    st = ch.state
    ch.counts[f.TOUCHED] = 0
    gone = ch.counts[f.ABSENT]
    before, after = 0, 0
    for i in range(gone):
        ch.kept_absent[i] = ch.absent[i]
        before += d.stop[ch.absent[i], f.DROP]
    first = 0
    if steps > 0:
        first = invite(ch.random, ch.absent, gone)
        ruin(d, ch)
    bearable = -heat * np.log(1.0 - uniform(ch.random))
    complete = True
    if steps >= 0:
        complete = recreate(d, ch, first, blink, _allowed(d, ch, steps, first, before + bearable))
        if complete:
            _settle(d, ch)
    if steps == 0:
        _dissolve(d, ch)
    for i in range(ch.counts[f.ABSENT]):
        after += d.stop[ch.absent[i], f.DROP]
    for i in range(ch.counts[f.TOUCHED]):
        after += st.info[ch.touched[i], f.COST]
        before += ch.kept_cost[ch.touched[i]]
        if owes_break(st, ch.touched[i]):
            after += f.FAR
    if steps <= 0:
        ch.counts[f.CURRENT] = total(d, ch)
        if steps == 0:
            ch.counts[f.RECORD] = f.FAR
        before = after
    ch.counts[f.STEPS] += 1
    delta = after - before
    if complete and (delta <= 0 or delta < bearable):
        ch.counts[f.CURRENT] += delta
        if ch.counts[f.CURRENT] < ch.counts[f.RECORD]:
            ch.counts[f.RECORD] = ch.counts[f.CURRENT]
            ch.counts[f.FOUND] = ch.counts[f.STEPS]
            _remember(ch)
    else:
        _go_back(d, ch, gone)
    for i in range(ch.counts[f.TOUCHED]):
        ch.dirty[ch.touched[i]] = 0


@compiled(VOID(DATA, CHAIN, INT, REAL, REAL, REAL))
def work(d: f.Data, ch: f.Chain, steps: int, hot: float, cold: float, blink: float) -> None:
    """Make steps at temperatures falling from ``hot`` to ``cold`` ticks.

    With 0 steps a first solution is made; with -1 the routes that stand in the state are taken over.
    It is one entry point because each would hold a compiled copy of all the rest.
    """
    if steps <= 0:
        for c in range(len(d.stop)):
            ch.state.at[c, 0] = -1
        for s in range(len(d.shift)):
            renew(d, ch.state, s)
        ch.counts[f.ABSENT] = 0
        for c in range(1, len(d.stop)):
            if ch.state.at[c, 0] < 0 and d.stop[c, f.DROP] != f.SERVED:
                ch.absent[ch.counts[f.ABSENT]] = c
                ch.counts[f.ABSENT] += 1
        ch.counts[f.TOUCHED] = 0
    heat, cooling = hot, (cold / hot) ** (1.0 / max(1, steps))
    for _ in range(max(1, steps)):
        heat *= cooling
        step(d, ch, steps, heat, blink)
