"""What holds of a chain between any two calls (docs/solver.md), on random problems of every kind."""

import random

import numpy as np
import pytest
from daymaker import random_problem, with_depots, with_terms

from dispatch.checking import check
from dispatch.model import Problem, Solution
from dispatch.ports import Silent
from dispatch.scheduling import schedule
from dispatch.solving.chains import make_chains
from dispatch.solving.encode import encode
from dispatch.solving.kernels import fields as f
from dispatch.solving.kernels import state as r
from dispatch.solving.ring_chain import RingChain
from dispatch.solving.snapshots import read_routes


def chain_of(problem: Problem, seed: int) -> RingChain:
    (chain,) = make_chains(encode(problem), [seed], Silent())
    assert isinstance(chain, RingChain)
    return chain


def stops_of_rings(d: r.RingData, st: r.Rings) -> list[int]:
    """Follow every ring both ways; return the stops in them."""
    stops = []
    for s in range(d.shifts):
        trips, k = 0, d.nodes + s
        while True:
            after = int(st.row[k, r.NEXT])
            assert st.row[after, r.BEFORE] == k
            if k >= d.nodes:
                trips += int(after < d.nodes)
                loads = d.stop[d.shift[s, r.WINDOWS] + after, r.AT] if after < d.nodes else st.row[k, r.PLACE]
                assert st.row[k, r.PLACE] == loads
                assert st.trip[k - d.nodes, r.OWNER] == s
                head = k - d.nodes
            else:
                stops.append(k)
                assert st.row[k, r.HEAD] == head
            k = after
            if k == d.nodes + s:
                break
        assert trips == st.route[s, r.TRIPS]
        assert trips or st.trip[s, r.STOPS] == 0
    return stops


def holds(problem: Problem, chain: RingChain) -> None:
    """Check the invariants of the state of a chain, and its current solution against the scheduler."""
    d, st = chain._data, chain._rings
    stops = stops_of_rings(d, st)
    absent = st.absent[: st.counts[r.ABSENT]].tolist()
    assert sorted(stops + absent) == [c for c in range(1, d.nodes) if d.drop[c] != f.SERVED]
    assert [st.place[c] for c in absent] == list(range(len(absent)))
    rows = [*stops, *range(d.nodes, d.nodes + d.shifts)]
    assert np.array_equal(st.row[rows], st.kept[rows])
    assert st.counts[r.ALL_TRIPS] == st.route[:, r.TRIPS].sum()
    assert st.counts[r.CURRENT] == st.route[:, r.COST].sum() + d.drop[absent].sum()
    over = np.maximum(0, -st.trip[:, r.FREE : r.FREE + d.dimensions]) @ d.weight
    heads = {int(st.row[c, r.HEAD]) for c in stops}
    assert st.counts[r.OVERLOAD] == sum(int(over[h]) for h in heads)
    now = chain.now()
    plan = schedule(problem, Solution(read_routes(problem, now)))
    assert check(problem, plan) == ()
    assert plan.totals.cost.ticks == chain.current
    assert sum(cost for _, _, cost in now.routes) <= chain.current


@pytest.mark.parametrize("block", range(4))
def test_the_state_of_a_chain_holds_together(block):
    moved = np.zeros(0)
    for seed in range(60 * block, 60 * (block + 1)):
        rng = random.Random(seed)
        problem = random_problem(rng, rng.choice((5, 8, 13, 21)), rng.randint(1, 4))
        if seed % 2:
            problem = with_terms(rng, problem)
        if seed % 3 == 0:
            problem = with_depots(rng, problem)
        chain = chain_of(problem, seed)
        if chain._alike:
            continue
        chain.construct()
        holds(problem, chain)
        for _ in range(8):
            chain.advance(15, chain.cooling.hot * 10, chain.cooling.hot)
            holds(problem, chain)
        chain.take(chain.best())
        holds(problem, chain)
        assert chain.current == chain.record
        moved = chain._rings.tally[:, 1] + (moved if len(moved) else 0)
    assert (moved > 0).all(), moved
