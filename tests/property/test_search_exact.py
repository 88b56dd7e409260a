"""What the search thinks, the scheduler and the checker think too; and small problems are solved."""

import random
from dataclasses import fields, replace

import numpy as np
import pytest
from brute_force import best_solution
from daymaker import (
    TERMS,
    Traits,
    make_problem,
    make_shift,
    make_stop,
    random_problem,
    random_solution,
    with_depots,
    with_hours,
    with_terms,
)

from dispatch.checking import check
from dispatch.model import (
    CENT,
    Break,
    BreakAt,
    Cost,
    Plan,
    Problem,
    RouteSequence,
    Solution,
    TimeWindow,
    Violation,
)
from dispatch.ports import Silent
from dispatch.scheduling import schedule
from dispatch.solving import Budget, nodes, polish, solve
from dispatch.solving.encode import encode
from dispatch.solving.kernels import fields as f
from dispatch.solving.preparation import prepared_kernels


def judge(problem: Problem, solution: Solution) -> tuple[Plan, tuple[Violation, ...]]:
    plan = schedule(problem, solution)
    return plan, check(problem, plan)


def steps(iterations: int, workers: int = 1) -> Budget:
    return Budget(seconds=None, iterations=iterations, workers=workers, patience=1.0)


def two_trips_at_most(problem: Problem) -> Problem:
    """Let no shift make more trips than brute force can count out."""
    shifts = (replace(s, max_trips=max(len(s.fixed), 1, min(s.max_trips, 2))) for s in problem.shifts)
    return replace(problem, shifts=tuple(shifts))


def solved_to_the_end(problem: Problem, seed: int) -> None:
    """Check that search and polish find the best of all solutions."""
    found = polish(problem, solve(problem, steps(2000), seed, Silent()), judge)
    plan, violations = judge(problem, found)
    assert violations == ()
    best, _ = best_solution(problem)
    assert plan.totals.cost.ticks == best, seed


def _evaluation():
    """Return the exact evaluation, which only compiled code calls, as the interpreter calls it."""
    from numba import njit

    from dispatch.solving.kernels.evaluation import evaluate

    @njit
    def called(data, shift, rows, row, length):
        return evaluate(data, shift, rows, row, length)

    return called


def nodes_of(problem: Problem, order: RouteSequence) -> list[int]:
    """Write the free trips of a route as the kernels do."""
    shift = next(s for s in problem.shifts if s.id == order.shift)
    all_nodes = enumerate(nodes.nodes_of(problem), start=1)
    numbers, row = {(node.stop.id, node.stop.number): n for n, node in all_nodes}, []
    windows = {stop.id: stop.number for stop in problem.stops} | dict(order.windows)
    for trip in range(len(shift.fixed), len(order.trips)):
        taken = [(at.position, at.number) for at in order.breaks if at.trip == trip]
        row += [-(2 * number + 2) for position, number in taken if position == 0]
        row.append(0)
        for n, stop in enumerate(order.trips[trip], start=1):
            row.append(numbers[stop, windows[stop]])
            row += [-(2 * number + 1) for position, number in taken if position == n]
    return [*row, 0]


def legal_breaks(problem: Problem, order: RouteSequence) -> bool:
    """Tell whether the breaks stand where the search may put them."""
    shift = next(s for s in problem.shifts if s.id == order.shift)
    last = (len(order.trips) - 1, len(order.trips[-1]))
    places = [(at.trip, at.position) for at in order.breaks if at.trip >= len(shift.fixed)]
    return (0, 0) not in places and last not in places


@pytest.mark.parametrize("block", range(4))
def test_a_route_costs_what_the_schedule_says(block):
    """Any route, allowed or not: FAR exactly where the checker objects, else the same ticks."""
    prepared_kernels(Silent())
    evaluate = _evaluation()
    compared = refused = 0
    terms = Cost()
    for seed in range(700 * block, 700 * (block + 1)):
        rng = random.Random(seed)
        problem = random_problem(rng, rng.randint(1, 7), 1)
        if seed % 2:
            problem = with_terms(rng, problem)
        if seed % 3 == 0:
            problem = with_depots(rng, problem)
        if seed % 5 < 2:
            problem = with_hours(rng, problem)
        for order in random_solution(rng, problem).routes:
            if not legal_breaks(problem, order):
                continue
            row = nodes_of(problem, order)
            rows = np.zeros((3, len(row)), np.int64)
            rows[0] = row
            cost, owed, over = evaluate(encode(problem), 0, rows, 0, len(row))
            plan = schedule(problem, Solution((order,)))
            causes = {v.cause for v in check(problem, plan)}
            forbidden = bool(causes & {"ZONE", "REACH", "SKILL", "DEPOT"})
            assert (cost == f.FAR or owed > 0 or over > 0) == bool(causes), (seed, causes)
            assert cost == f.FAR or (over > 0) == ("CAPACITY" in causes), (seed, causes)
            if not causes:
                assert cost == plan.routes[0].cost.ticks, seed
                compared += 1
            elif cost < f.FAR and causes == {"BREAK"}:
                assert cost - owed * encode(problem).shift[0, f.PER_OWED] == plan.routes[0].cost.ticks, seed
            terms += plan.routes[0].cost if cost < f.FAR and causes <= {"BREAK"} else Cost()
            refused += forbidden or bool(causes)
    assert compared > 100
    assert refused > 100
    rare = {"unserved", "breaks"}
    assert all(getattr(terms, term.name) for term in fields(Cost) if term.name not in rare), terms


def test_a_break_costs_the_search_what_it_costs_the_plan():
    evaluate = _evaluation()
    rest = Break(600, TimeWindow(0, 50_000))
    stops = [make_stop(name) for name in "ABCD"]
    problem = make_problem(stops, [make_shift(breaks=(rest, rest))], break_on_road_cents=70)
    places = [(0, 1), (0, 2), (0, 3), (1, 0)]
    prices = set()
    for n, first in enumerate(places):
        for second in places[n:]:
            taken = (BreakAt(0, *first), BreakAt(1, *second))
            order = RouteSequence("Sanne", (("A", "B", "C"), ("D",)), taken)
            row = nodes_of(problem, order)
            plan, violations = judge(problem, Solution((order,)))
            assert violations == ()
            found = evaluate(encode(problem), 0, np.array([row], np.int64), 0, len(row))
            assert tuple(found) == (plan.totals.cost.ticks, 0, 0)
            prices.add(plan.totals.cost.breaks // CENT)
    assert prices == {0, 70, 140}


@pytest.mark.parametrize("seed", range(40))
def test_small_problems_are_solved_to_the_end(seed):
    rng = random.Random(seed)
    problem = two_trips_at_most(random_problem(rng, rng.randint(1, 5), rng.randint(1, 2)))
    plan = schedule(problem, solve(problem, steps(2000), seed, Silent()))
    assert check(problem, plan) == ()
    best, _ = best_solution(problem)
    assert plan.totals.cost.ticks == best


@pytest.mark.parametrize("name", TERMS)
def test_small_problems_with_a_term_are_solved_to_the_end(name):
    """Without breaks, but for the price of those: they are placed after the stops."""
    for seed in range(8):
        rng = random.Random(seed)
        traits = replace(Traits.draw(rng), breaks=name == "breaks", zones=False)
        problem = with_terms(rng, random_problem(rng, rng.randint(3, 5), rng.randint(1, 2), traits), name)
        solved_to_the_end(two_trips_at_most(problem), seed)


@pytest.mark.parametrize("block", range(4))
@pytest.mark.parametrize("changed", [with_depots, with_hours])
def test_small_problems_with_several_depots_or_hours_of_the_day_are_solved_to_the_end(changed, block):
    """Couriers may load at other stores; or legs take as long as the hours in which they are driven."""
    for seed in range(10 * block, 10 * (block + 1)):
        rng = random.Random(seed)
        traits = replace(Traits.draw(rng), breaks=False)
        problem = random_problem(rng, rng.randint(3, 5), rng.randint(1, 2), traits)
        problem = changed(rng, with_terms(rng, problem) if seed % 3 == 0 else problem)
        solved_to_the_end(two_trips_at_most(problem), seed)


@pytest.mark.nightly
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("block", range(5))
def test_more_small_problems_are_solved_to_the_end(block):
    """Without breaks all of them; with breaks, which are placed after the stops, all but one in twelve."""
    missed = []
    for seed in range(1000 + 60 * block, 1060 + 60 * block):
        rng = random.Random(seed)
        problem = random_problem(rng, rng.randint(1, 6), rng.randint(1, 2))
        plan = schedule(problem, solve(problem, steps(3000), seed, Silent()))
        assert check(problem, plan) == ()
        best, _ = best_solution(problem, max_trips=4)
        if plan.totals.cost.ticks != best:
            assert any(shift.breaks for shift in problem.shifts), seed
            missed.append(seed)
    assert len(missed) <= 5, missed


@pytest.mark.parametrize("seed", range(25))
def test_the_stated_cost_is_that_of_the_plan(seed):
    rng = random.Random(seed)
    problem = random_problem(rng, rng.choice((8, 13, 21, 34, 55)), rng.randint(1, 5))
    if seed % 2:
        problem = with_terms(rng, problem)
    if seed % 3 == 0:
        problem = with_depots(rng, problem)
    if seed % 4 == 0:
        problem = with_hours(rng, problem)
    solution = solve(problem, steps(600), seed, Silent())
    plan = schedule(problem, solution)
    assert check(problem, plan) == ()
    assert solution.report is not None
    assert solution.report.trace[-1][1] == plan.totals.cost.cents


def test_a_plain_day_is_served_whole():
    """With room, time and a high price of leaving behind, nobody stays behind."""
    plain = Traits(*[False] * len(Traits.__dataclass_fields__))
    problem = random_problem(random.Random(5), 30, 6, plain)
    problem = replace(problem, stops=tuple(replace(s, drop_cents=100_000) for s in problem.stops))
    plan = schedule(problem, solve(problem, steps(3000), 1, Silent()))
    assert not plan.unserved
    assert plan.totals.cost.unserved == 0 < plan.totals.cost.ticks < 30 * 1000 * CENT
