"""Random days, interrupted at random."""

import random
from dataclasses import replace

import pytest
from daymaker import DAY, Traits, fill, make_stop, random_problem
from restofday import rest_of

from dispatch.checking import check
from dispatch.day import ChangePrices, Known, changes_between, news, settle
from dispatch.insertion import Insertions, TrialRoute
from dispatch.model import Accounts, PlannedDay, Problem, Provenance, Solution, TravelMatrix
from dispatch.scheduling import schedule
from dispatch.solving.polish import put_in


def judge(problem: Problem, solution: Solution):
    plan = schedule(problem, solution)
    return plan, check(problem, plan)


def quickly(problem: Problem) -> Solution:
    """Put the stops in one by one."""
    known = Insertions(problem)
    routes = [TrialRoute.of(known, shift, None, judge) for shift in problem.shifts]
    gone = {stop for shift in problem.shifts for trip in shift.fixed for stop in trip.stops}
    filled, _ = put_in(routes, [stop for stop in problem.stops if stop.id not in gone])
    return Solution(tuple(route.sequence for route in filled if route.sequence.trips))


def feasible(problem: Problem, solution: Solution) -> bool:
    return not judge(problem, solution)[1]


def planned_day(rng: random.Random, seed: int) -> PlannedDay:
    traits = replace(Traits.draw(rng), fixed=False, gaps=False)
    problem = random_problem(rng, 9, 3, traits)
    plan = schedule(problem, fill(rng, problem, feasible))
    served = plan.totals.orders
    accounts = Accounts(len(problem.stops), 0, 0, len(problem.stops) - served, served)
    made = Provenance("test", "2026-11-21T09:00:00+01:00")
    return PlannedDay(DAY, 1, problem, plan, (), (), (), accounts, (), (), None, made)


def measure_in(old: PlannedDay):
    """Cut the matrices of known stops out of the old ones; a new stop lies where the first one does."""

    def measure(stops, shifts):
        index = old.problem.index()
        places = [0, *(index.get(stop.id, 1) for stop in stops)]
        matrices = tuple(
            TravelMatrix.of(
                matrix.profile,
                [[matrix.seconds(a, b) for b in places] for a in places],
                [[matrix.metres(a, b) for b in places] for a in places],
                "random",
            )
            for matrix in old.problem.travel
        )
        names = {stop.id for stop in stops}
        return matrices, tuple(r for r in old.problem.restrictions if r.stop in names)

    return measure


PRICES = ChangePrices(courier=300, told_per_hour=3000)


@pytest.mark.parametrize("seed", range(60))
def test_without_changes_nothing_changes(seed):
    rng = random.Random(seed)
    old = planned_day(rng, seed)
    now = rng.randrange(13 * 3600, 23 * 3600)
    result = rest_of(old, now, measure=measure_in(old))
    plan, violations = judge(result.problem, result.kept)
    assert violations == ()
    changes = changes_between(old.plan, plan, tolerance=0)
    assert (changes.added, changes.gone, changes.moved, changes.shifted) == ((), (), (), ())


@pytest.mark.parametrize("seed", range(40))
def test_whatever_happens_the_rest_may_be_driven_and_the_past_stays(seed):
    rng = random.Random(seed)
    old = planned_day(rng, seed)
    now = rng.randrange(13 * 3600, 22 * 3600)
    cancelled = tuple(s.id for s in old.problem.stops if rng.random() < 0.2)
    out = tuple(
        news.CourierOut(shift.courier, now + rng.choice((-600, 0, 3600)), rng.choice((None, now + 1800)))
        for shift in old.problem.shifts
        if rng.random() < 0.3
    )
    late = make_stop("LATE", (now, now + 7200), drop_cents=100_000)
    said = (*((news.Cancel(cancelled),) if cancelled else ()), *out)
    result = rest_of(old, now, *said, measure=measure_in(old), added=[late])
    told = {s.id: s.window for s in old.problem.stops if rng.random() < 0.5}
    couriers = {v.stop: r.shift.courier for r in old.plan.routes for t in r.trips for v in t.visits}
    settled = settle(result.problem, result.kept, Known(couriers, told), quickly, judge, PRICES)
    plan, violations = judge(settled.problem, settled.solution)
    assert violations == ()
    stopped = {o.courier: o.at for o in out}
    now_trips = {t for r in plan.routes for t in r.trips}
    for route in old.plan.routes:
        for trip in route.trips:
            if trip.departure <= now and stopped.get(route.shift.courier, 10**6) >= trip.arrival:
                assert trip in now_trips, "a trip that left stays to the second"
    visited = {visit.stop for route in plan.routes for trip in route.trips for visit in trip.visits}
    everybody = {stop.id for stop in old.problem.stops} | {"LATE"}
    assert visited | {stop.id for stop in plan.unserved} >= everybody - set(cancelled)
    again = replace(old, problem=settled.problem, plan=plan)
    later = rest_of(again, now + 600, *out, measure=measure_in(again))
    assert judge(later.problem, later.kept)[1] == ()
