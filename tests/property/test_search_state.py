"""What holds of a chain between any two calls (docs/solver.md), on random problems of every kind."""

import random
from dataclasses import replace

import numpy as np
import pytest
from daymaker import (
    HOUR,
    make_problem,
    make_shift,
    make_stop,
    make_vehicle,
    random_problem,
    with_depots,
    with_hours,
    with_terms,
)

from dispatch.checking import check
from dispatch.model import Load, Problem, Solution, TimeWindow, TravelMatrix
from dispatch.ports import Silent
from dispatch.scheduling import schedule
from dispatch.solving.chains import make_chains
from dispatch.solving.crossing import Parents, may_cross
from dispatch.solving.encode import encode
from dispatch.solving.encode_rings import encode_rings
from dispatch.solving.kernels import fields as f
from dispatch.solving.kernels import state as r
from dispatch.solving.nodes import first_of
from dispatch.solving.ring_chain import RingChain
from dispatch.solving.snapshots import read_routes


def chain_of(problem: Problem, seed: int) -> RingChain:
    (chain,) = make_chains(*encode_rings(encode(problem)), [seed], Silent())
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
    first = first_of(d.whole.twin)
    free = {first[c] for c in range(1, d.nodes) if d.drop[c] != f.SERVED}
    assert sorted(first[c] for c in stops + absent) == sorted(free)
    aside = {c for c in range(1, d.nodes) if first[c] in free} - {*stops, *absent}
    assert all(st.row[c, r.HEAD] == r.ASIDE and st.row[c, r.DEPART] == r.GONE for c in aside)
    assert all(st.row[c, r.HEAD] == r.OUT for c in absent)
    assert len(aside) == d.further
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


def search_and_hold(problem: Problem, chain: RingChain, steps: int) -> None:
    """Let a chain search, eight times so many steps, and look at its state between any two calls."""
    chain.construct()
    holds(problem, chain)
    for _ in range(8):
        chain.advance(steps, chain.cooling.hot * 10, chain.cooling.hot)
        holds(problem, chain)
    chain.take(chain.best())
    holds(problem, chain)


def mixed_fleet(rng: random.Random) -> Problem:
    """Make a problem whose vehicles differ in room and price alone; when anything happens may not matter."""
    stops = [
        make_stop(f"s{i}", load=Load(rng.randint(1, 6)), service=60, drop_cents=rng.choice((300, 50_000)))
        for i in range(rng.choice((6, 12, 18)))
    ]
    windows, several, paid = (rng.random() < 0.5 for _ in range(3))
    if windows:
        begins = [rng.randint(0, 20) * HOUR for _ in stops]
        stops = [
            replace(s, window=TimeWindow(b, b + 3 * HOUR), late_until=b + 3 * HOUR)
            for s, b in zip(stops, begins, strict=True)
        ]
    shifts = [
        make_shift(
            f"r{kind}.{n}",
            cents_per_hour=1800 * paid,
            max_trips=1 + several * rng.randint(0, 2),
            vehicle=make_vehicle(f"v{kind}.{n}", capacity=Load(room), use_cents=use, cents_per_km=km),
        )
        for kind, (room, use, km) in enumerate(
            [(8, 0, 10), (15, 600, 20), (40, 1500, rng.choice((0, 20, 60)))]
        )
        for n in range(rng.choice((1, 2, 8)))
    ]
    cells = [
        [0 if a == b else rng.randint(60, 1200) for b in range(len(stops) + 1)] for a in range(len(stops) + 1)
    ]
    metres = [[5 * cell for cell in row] for row in cells]
    return make_problem(stops, shifts, travel=(TravelMatrix.of("bike", cells, metres, "drawn"),))


def test_the_state_holds_where_vehicles_differ_in_room_and_price():
    moved, untimed = np.zeros(r.MOVES), 0
    for seed in range(60):
        problem = mixed_fleet(random.Random(seed))
        chain = chain_of(problem, seed)
        assert chain._data.kin
        untimed += not chain._data.timed
        search_and_hold(problem, chain, 25)
        moved += chain._rings.tally[:, 1]
    assert (moved > 0).all(), moved
    assert 5 < untimed < 55


def test_crossed_routes_may_be_driven_and_searched_from():
    children = 0
    for seed in range(60):
        problem, lot = mixed_fleet(random.Random(seed)), random.Random(seed)
        if not may_cross(encode(problem)):
            continue
        parents = Parents(encode(problem))
        for n in range(3):
            chain = chain_of(problem, 100 * seed + n)
            chain.begin(None)
            holds(problem, chain)
            chain.advance(20, chain.cooling.hot, chain.cooling.cold)
            parents.add(chain.latest, chain.latest_best())
        for _ in range(10):
            child = parents.cross(lot)
            if child is None:
                continue
            children += 1
            before = chain.record
            chain.begin(child)
            holds(problem, chain)
            assert chain.record == min(before, chain.latest)
            chain.advance(20, chain.cooling.hot, chain.cooling.cold)
            holds(problem, chain)
            plan = schedule(problem, Solution(read_routes(problem, chain.best())))
            assert plan.totals.cost.ticks == chain.record
    assert children > 50


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
        if seed % 5 == 0:
            problem = with_hours(rng, problem)
        chain = chain_of(problem, seed)
        if chain._alike:
            continue
        search_and_hold(problem, chain, 15)
        assert chain.current == chain.record
        moved = chain._rings.tally[:, 1] + (moved if len(moved) else 0)
    assert (moved > 0).all(), moved
