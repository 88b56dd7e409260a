"""Plain problems: the kernels without all else take no other; their plans are legal and priced right."""

import random
import statistics
from collections.abc import Callable
from dataclasses import replace

import pytest
from brute_force import best_solution
from daymaker import DAY, Traits, depot, make_vehicle, random_problem

from dispatch.checking import check
from dispatch.model import Barrier, Break, FixedTrip, Load, Problem, Restriction, Shift, Stop, TimeWindow
from dispatch.ports import Silent
from dispatch.scheduling import schedule
from dispatch.solving import Budget, solve
from dispatch.solving.encode import encode
from dispatch.solving.encode_rings import encode_rings

TRAITS = Traits(*[False] * len(Traits.__dataclass_fields__))


def steps(iterations: int, workers: int = 1) -> Budget:
    return Budget(seconds=None, iterations=iterations, workers=workers, patience=1.0)


def alike(problem: Problem) -> bool:
    """Tell whether the search takes the problem for a plain one."""
    return encode_rings(encode(problem))[1]


def plain_problem(seed: int, stops: int, shifts: int) -> Problem:
    """Make a random problem of couriers that are all alike."""
    rng = random.Random(seed)
    made = random_problem(rng, stops, 1, replace(TRAITS, tight=rng.random() < 0.5))
    room = Load(rng.randint(5, 14), 10**9, 10**6, 10**6)
    vehicle = replace(made.shifts[0].vehicle, capacity=room, cents_per_km=rng.choice((7, 25)))
    return Problem(
        DAY,
        depot(),
        made.stops,
        tuple(
            replace(
                made.shifts[0],
                id=f"C{n}",
                vehicle=replace(vehicle, id=f"V{n}"),
                skills=frozenset(),
                cents_per_hour=0,
                max_trips=1,
            )
            for n in range(shifts)
        ),
        made.travel,
    )


@pytest.mark.parametrize("seed", range(40))
def test_small_plain_problems_are_solved_to_the_end(seed):
    problem = plain_problem(seed, random.Random(seed).randint(1, 6), 1 + seed % 2)
    assert alike(problem)
    plan = schedule(problem, solve(problem, steps(3000), seed, Silent()))
    assert check(problem, plan) == ()
    best, _ = best_solution(problem)
    assert plan.totals.cost.ticks == best


@pytest.mark.parametrize("seed", range(30))
def test_a_plain_plan_is_legal_and_costs_what_is_said(seed):
    problem = plain_problem(seed, random.Random(seed).choice((13, 34, 89, 150)), 1 + seed % 7)
    assert alike(problem)
    solution = solve(problem, steps(4000, workers=1 + seed % 2), seed, Silent())
    plan = schedule(problem, solution)
    assert check(problem, plan) == ()
    assert solution.report is not None
    assert solution.report.trace[-1][1] == plan.totals.cost.cents


@pytest.mark.parametrize("workers", [1, 2])
def test_a_plain_plan_can_be_made_again(workers):
    problem = plain_problem(8, 80, 6)
    one, other = (solve(problem, steps(8000, workers), 3, Silent()) for _ in range(2))
    assert one.routes == other.routes


def test_a_plain_problem_is_found_as_cheap_as_by_the_whole_kernels():
    """The same problems with a range that nobody drives go the long way round, to the same end."""
    ratios = []
    for seed in range(6):
        problem = plain_problem(seed, 60, 5)
        far = replace(
            problem,
            shifts=tuple(replace(s, vehicle=replace(s.vehicle, range_m=10**6)) for s in problem.shifts),
        )
        assert not alike(far)
        ticks = [
            schedule(p, solve(p, steps(30_000), seed, Silent())).totals.cost.ticks for p in (problem, far)
        ]
        ratios.append(ticks[0] / ticks[1])
    assert 0.99 < statistics.mean(ratios) < 1.005, ratios
    assert max(ratios) < 1.02


def _with_stop(problem: Problem, **values: object) -> Problem:
    first: Stop = replace(problem.stops[0], **values)  # type: ignore[arg-type]
    return replace(problem, stops=(first, *problem.stops[1:]))


def _with_shift(problem: Problem, **values: object) -> Problem:
    first: Shift = replace(problem.shifts[0], **values)  # type: ignore[arg-type]
    return replace(problem, shifts=(first, *problem.shifts[1:]))


def _all_shifts(problem: Problem, **values: object) -> Problem:
    return replace(problem, shifts=tuple(replace(s, **values) for s in problem.shifts))  # type: ignore[arg-type]


def _tight(problem: Problem) -> Problem:
    """Let both crates and weight bind."""
    room = Load(5, 9000, 2, 2)
    return replace(
        problem,
        shifts=tuple(replace(s, vehicle=replace(s.vehicle, capacity=room)) for s in problem.shifts),
    )


PAUSE = Break(900, TimeWindow(15 * 3600, 16 * 3600), over=3600)


@pytest.mark.parametrize(
    "change",
    [
        lambda p: _with_stop(p, release=p.shifts[0].hours.earliest + 3600),
        lambda p: _with_stop(p, cold_limit=1200),
        lambda p: replace(_with_stop(p, late_until=p.stops[0].window.latest + 600), late_cents_per_hour=3000),
        lambda p: _with_stop(p, skills=frozenset({"stairs"}), late_until=p.stops[0].window.latest + 1),
        lambda p: _with_shift(p, cents_per_hour=1500),
        lambda p: _all_shifts(p, cents_per_hour=1500),
        lambda p: _all_shifts(p, max_trips=2),
        lambda p: replace(
            p,
            shifts=tuple(replace(s, vehicle=replace(s.vehicle, cents_per_km=0)) for s in p.shifts),
        ),
        lambda p: _all_shifts(p, breaks=(PAUSE,)),
        lambda p: _with_shift(p, vehicle=make_vehicle("other")),
        lambda p: _with_shift(p, fixed=(FixedTrip((p.stops[0].id,), p.shifts[0].hours.earliest + 900),)),
        lambda p: replace(
            p, restrictions=(Restriction(p.shifts[0].vehicle.id, p.stops[1].id, Barrier.ZONE),)
        ),
    ],
)
def test_a_problem_that_is_more_than_plain_is_left_to_the_whole_kernels(
    change: Callable[[Problem], Problem],
):
    problem = change(plain_problem(1, 12, 3))
    assert not alike(problem)


@pytest.mark.parametrize("seed", range(8))
def test_crates_and_weight_may_both_be_scarce(seed):
    problem = _tight(plain_problem(seed, 40, 4))
    assert alike(problem)
    solution = solve(problem, steps(4000), seed, Silent())
    plan = schedule(problem, solution)
    assert check(problem, plan) == ()
    assert solution.report is not None
    assert solution.report.trace[-1][1] == plan.totals.cost.cents
