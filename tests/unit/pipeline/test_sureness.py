"""Margins before the end of windows: asked for, searched to, timed to, and told where they cannot be had."""

import random
from dataclasses import replace

import pytest
from sampledays import planned_day
from smallday import at, small_day

from dispatch.checking import check
from dispatch.config import Costs, Promise, Solver
from dispatch.day import DayState, Held
from dispatch.model import Code, Solution, TimeWindow
from dispatch.pipeline.rest import solve_rest
from dispatch.pipeline.solving import budget, find_routes, judge, part
from dispatch.pipeline.sureness import (
    Asked,
    completed_surely,
    margins_kept,
    missed,
    narrowed,
    search_surely,
)
from dispatch.ports import Silent
from dispatch.punctuality import ASSUMED, chances, likelihoods
from dispatch.scheduling import schedule
from dispatch.solving import complete

ASKED = Asked(0.95, 1, ASSUMED)
WHOLE = budget(Solver(iterations=1200, workers=1))


def search(problem, share):
    return find_routes(problem, part(WHOLE, share), 1, Silent())


@pytest.fixture(scope="module")
def problem():
    """Make a day in which somebody is always at the end of a window."""
    day = planned_day(20, couriers=3, plain=True, breaks=False, seed=5)
    stops = tuple(map(_shortened, day.problem.stops))
    return replace(day.problem, stops=stops)


def _shortened(stop):
    latest = stop.window.latest - 1800
    if stop.window.latest - stop.window.earliest <= 3600:
        return stop
    return replace(stop, window=replace(stop.window, latest=latest), late_until=latest)


def below(problem, solution):
    plan = schedule(problem, solution)
    return sum(percent < 95 for _, percent in chances(problem, plan, 1))


def test_a_plan_that_is_asked_to_keeps_more_windows_on_days_that_go_otherwise(problem):
    bare = search(problem, 1.0)
    sure = search_surely(problem, search, ASKED)
    assert below(problem, bare) > 0, "nothing to mend"
    assert below(sure.problem, sure.solution) < below(problem, bare)
    assert len(sure.solution.served()) == len(bare.served())
    assert any(stop.margin_seconds for stop in sure.problem.stops)
    assert check(sure.problem, schedule(sure.problem, sure.solution)) == ()


def test_the_same_search_finds_the_same_margins(problem):
    first, second = (search_surely(problem, search, ASKED) for _ in range(2))
    assert first.problem == second.problem
    assert first.solution.routes == second.solution.routes


@pytest.mark.parametrize("promised", [0, 1], ids=["nothing is promised", "a window is promised"])
def test_the_first_plan_of_a_day_is_asked_to_keep_windows_with_promises_as_without(problem, promised):
    room = search(problem, 0.3).routes[:promised]
    reserved = {route.shift: route for route in room}
    state = DayState(reserved=reserved)
    solver = Solver(iterations=1200, workers=1)

    def plan(chance):
        rest = solve_rest(
            problem, problem.stops, Held(), None, state, Promise(chance=chance), Costs(), solver, Silent()
        )
        return rest.problem, rest.solution

    (bare_problem, bare), (sure_problem, sure) = plan(None), plan(0.95)
    assert below(bare_problem, bare) > below(sure_problem, sure)
    assert any(stop.margin_seconds for stop in sure_problem.stops)
    assert len(sure.served()) == len(bare.served())


def test_a_margin_is_no_rule_but_a_start_is_not_postponed_into_it():
    day = small_day()
    before = schedule(day.problem, _solution(day))
    stops = tuple(
        replace(stop, margin_seconds=stop.window.latest - stop.window.earliest) for stop in day.problem.stops
    )
    problem = replace(day.problem, stops=stops)
    after = schedule(problem, _solution(day))
    assert check(problem, after) == ()
    starts = [
        [visit.start for route in plan.routes for trip in route.trips for visit in trip.visits]
        for plan in (before, after)
    ]
    assert all(late >= early for late, early in zip(*starts, strict=True))


def test_the_checker_times_margins_as_the_scheduler_does():
    rng = random.Random(5)
    for seed in range(12):
        day = planned_day(16, couriers=2, seed=seed)
        stops = tuple(replace(one, margin_seconds=rng.randrange(0, 5400)) for one in day.problem.stops)
        problem = replace(day.problem, stops=stops)
        causes = {one.cause for one in check(problem, schedule(problem, _solution(day)))}
        assert causes <= {one.cause for one in check(day.problem, schedule(day.problem, _solution(day)))}


def bare(*stops):
    return replace(small_day().problem, stops=stops, travel=(), shifts=(), restrictions=())


def test_windows_are_searched_as_if_they_ended_earlier_and_told_ones_stay_within():
    window = TimeWindow(at("16:00"), at("18:00"))
    hard, soft, wide = (
        replace(stop, window=window, late_until=until, told=None, margin_seconds=margin)
        for stop, until, margin in zip(
            small_day().problem.stops,
            (window.latest, window.latest + 600, window.latest),
            (900, 900, 4 * 3600),
            strict=False,
        )
    )
    asked = narrowed(bare(hard, soft, wide))
    assert [one.window.latest for one in asked.stops] == [at("17:45"), at("17:45"), at("16:00")]
    assert [one.late_until for one in asked.stops] == [at("17:45"), at("18:10"), at("16:00")]


def test_a_later_version_keeps_the_margins_and_gives_new_stops_their_mean():
    day = small_day()
    first, *others = day.problem.stops
    known = (replace(first, margin_seconds=600), *(replace(one, margin_seconds=300) for one in others))
    base = replace(day, problem=replace(day.problem, stops=known))
    renamed = bare(*others, replace(first, id="new"))
    margins = {stop.id: stop.margin_seconds for stop in margins_kept(renamed, base).stops}
    assert {margins[one.id] for one in others} == {300}
    assert margins["new"] == round((600 + 300 * len(others)) / (1 + len(others)))


def _put_in(problem, solution):
    return complete(problem, solution, judge, tries=20)


def _kept(problem, solution):
    """Say which stops begin before their margin."""
    visits = {v.stop: v for r in schedule(problem, solution).routes for t in r.trips for v in t.visits}
    return {
        stop.id
        for stop in problem.stops
        if stop.id in visits and visits[stop.id].start <= stop.window.latest - stop.margin_seconds
    }


def test_what_is_new_is_put_in_with_its_margin_and_takes_none_from_others(problem):
    sure = search_surely(problem, search, ASKED)
    spoilt = 0
    for stop in problem.stops[:12]:
        routes = (
            replace(route, trips=tuple(tuple(s for s in trip if s != stop.id) for trip in route.trips))
            for route in sure.solution.routes
        )
        trips = (replace(route, trips=tuple(filter(None, route.trips)), breaks=()) for route in routes)
        without = replace(sure.solution, routes=tuple(route for route in trips if route.trips))
        if judge(sure.problem, without)[1]:
            continue
        before, plain = _kept(sure.problem, without), _put_in(sure.problem, without)
        careful = completed_surely(sure.problem, without, _put_in)
        assert check(sure.problem, schedule(sure.problem, careful)) == ()
        assert careful.served() >= plain.served()
        if careful.served() == without.served() | {stop.id}:
            assert _kept(sure.problem, careful) >= before
        spoilt += not _kept(sure.problem, plain) >= before | {stop.id}
    assert spoilt, "nothing to mend"


def test_nobody_is_left_behind_for_a_margin():
    day = small_day()
    stops = tuple(
        replace(stop, margin_seconds=stop.window.latest - stop.window.earliest) for stop in day.problem.stops
    )
    problem = replace(day.problem, stops=stops)
    empty = Solution(())
    found = completed_surely(problem, empty, _put_in)
    assert found.served() >= _put_in(problem, empty).served()


@pytest.mark.parametrize("known", [True, False], ids=["a later version", "the first"])
def test_a_wish_that_is_given_up_takes_no_margin_along(known):
    day = planned_day(8, couriers=1, trips=1, plain=True, breaks=False)
    margins = tuple(replace(stop, margin_seconds=600) for stop in day.problem.stops)
    wished = replace(margins[0], skills=frozenset({"somebody who does not work today"}))
    rest = solve_rest(
        replace(day.problem, stops=(wished, *margins[1:])),
        day.problem.stops,
        Held(),
        replace(day, problem=replace(day.problem, stops=margins)) if known else None,
        DayState(),
        Promise(chance=0.95),
        Costs(),
        Solver(iterations=40, workers=1),
        Silent(),
    )
    assert wished.id in rest.solution.served()
    assert [stop.skills for stop in rest.problem.stops] == [stop.skills for stop in day.problem.stops]
    assert all(stop.margin_seconds >= 600 for stop in rest.problem.stops)


def test_who_misses_the_chance_is_told_unless_they_have_left(problem):
    solution = search(problem, 1.0)
    below = ASKED.below(likelihoods(problem, schedule(problem, solution), 1, 0.95))
    receipts = {stop.id: stop.receipt_ids for stop in problem.stops}
    told = missed(problem, solution, ASKED, [r for one in below for r in receipts[one.stop]])
    assert [one.receipt_id for one in told] == [receipts[one.stop][0] for one in below]
    assert {one.code for one in told} == {Code.CHANCE_MISSED}
    assert missed(problem, solution, ASKED, ()) == ()


def _solution(day):
    from dispatch.model import BreakAt, RouteSequence, Solution

    routes = tuple(
        RouteSequence(
            route.shift.id,
            tuple(tuple(visit.stop for visit in trip.visits) for trip in route.trips),
            tuple(BreakAt(pause.number, pause.trip, pause.position) for pause in route.pauses),
        )
        for route in day.plan.routes
    )
    return Solution(routes)
