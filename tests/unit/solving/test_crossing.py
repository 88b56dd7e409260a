"""What comes of two solutions, when routes are crossed, and what a search spends its budget on."""

import random
from itertools import pairwise

import numpy as np
import pytest
from daymaker import HOUR, make_problem, make_shift, make_stop, make_vehicle

from dispatch.model import TravelMatrix
from dispatch.ports import Silent
from dispatch.solving import Budget, solve
from dispatch.solving.cooling import Cooling
from dispatch.solving.courses import Course, choice_of, course_of, is_open
from dispatch.solving.crossing import KEPT, Parents, may_cross
from dispatch.solving.encode import encode
from dispatch.solving.snapshots import Snapshot


def snapshot(routes):
    """Make a snapshot of rows by shift."""
    return Snapshot(tuple((s, np.array(row, np.int64).tobytes(), 0) for s, row in routes.items()))


def rows(made):
    return {s: np.frombuffer(row, np.int64).tolist() for s, row, _ in made.routes}


def shifts(max_trips=1):
    """Make three shifts paid by the metre, the third with another vehicle."""
    van = make_vehicle("van", use_cents=900)
    usual = {"cents_per_hour": 0, "max_trips": max_trips}
    return [make_shift("1", **usual), make_shift("2", **usual), make_shift("3", vehicle=van, **usual)]


def four_stops(max_trips=1):
    return encode(make_problem([make_stop(name) for name in "ABCD"], shifts(max_trips)))


def test_a_child_serves_no_stop_twice_and_has_routes_of_both():
    parents = Parents(four_stops())
    parents.add(1, snapshot({0: [0, 1, 2, 0], 1: [0, 3, 4, 0]}))
    parents.add(2, snapshot({2: [0, 2, 1, 4, 0], 0: [0, 3, 0]}))
    seen = set()
    for seed in range(40):
        child = parents.cross(random.Random(seed))
        stops = [node for row in rows(child).values() for node in row if node]
        assert len(set(stops)) == len(stops)
        seen.add(tuple(sorted((s, tuple(row)) for s, row in rows(child).items())))
    # A and B are given up for the other's long route, which takes D away from the second.
    assert ((1, (0, 3, 0)), (2, (0, 2, 1, 4, 0))) in seen


def test_a_route_whose_shift_is_taken_goes_to_another_of_its_kind_or_is_left_out():
    parents = Parents(four_stops())
    parents.add(1, snapshot({0: [0, 1, 0], 1: [0, 2, 3, 4, 0]}))
    parents.add(2, snapshot({1: [0, 1, 0], 0: [0, 3, 2, 4, 0]}))
    for seed in range(40):
        child = parents.cross(random.Random(seed))
        assert set(rows(child)) <= {0, 1}


def test_the_same_routes_have_no_child():
    parents = Parents(four_stops())
    assert parents.cross(random.Random(1)) is None
    parents.add(1, snapshot({0: [0, 1, 2, 3, 4, 0]}))
    assert parents.cross(random.Random(1)) is None


def test_of_two_solutions_much_alike_the_cheaper_is_kept():
    parents = Parents(four_stops())
    same = snapshot({0: [0, 1, 2, 3, 4, 0]})
    for cost in (5, 7, 3):
        parents.add(cost, same)
    assert [parent.cost for parent in parents.kept] == [3]


def test_so_many_are_kept_and_the_dearest_go():
    parents = Parents(four_stops())
    orders = [(1, 2, 3, 4), (4, 3, 2, 1), (2, 4, 1, 3), (3, 1, 4, 2), (1, 3, 2, 4), (4, 2, 3, 1)]
    for cost, order in enumerate(orders):
        parents.add(cost, snapshot({0: [0, *order, 0]}))
        parents.add(100 - cost, snapshot({0: [0, *order[:2], 0, *order[2:], 0]}))
    assert len(parents) == KEPT
    assert [parent.cost for parent in parents.kept][:6] == [0, 1, 2, 3, 4, 5]


def test_routes_are_crossed_where_vehicles_differ_and_times_do_not_matter():
    assert may_cross(four_stops())
    assert not may_cross(encode(make_problem([make_stop("A")], shifts()[:2])))
    assert not may_cross(four_stops(max_trips=2))
    assert not may_cross(encode(make_problem([make_stop("A", (8 * HOUR, 9 * HOUR))], shifts())))


def alike(range_m=None, **values):
    """Make two shifts of several trips that only windows, releases and hours bind."""
    usual = {"cents_per_hour": 0, "max_trips": 3} | values
    return [make_shift(name, vehicle=make_vehicle(name, range_m=range_m), **usual) for name in "12"]


def test_routes_of_several_trips_are_crossed_where_vehicles_are_alike_and_nothing_but_windows_binds():
    def crossed(stop=None, **values):
        return may_cross(encode(make_problem([stop or make_stop("A", (HOUR, 2 * HOUR))], alike(**values))))

    assert crossed()
    assert not crossed(max_trips=1)
    assert not crossed(cents_per_hour=1800)
    assert not crossed(make_stop("A", (HOUR, 2 * HOUR), late=600))
    assert not crossed(range_m=40_000)


def test_a_child_keeps_the_trips_of_its_parents_but_for_those_without_stops():
    parents = Parents(encode(make_problem([make_stop(name) for name in "ABCD"], alike())))
    parents.add(1, snapshot({0: [0, 1, 0, 2, 0], 1: [0, 3, 0, 4, 0]}))
    parents.add(2, snapshot({0: [0, 2, 1, 0], 1: [0, 4, 3, 0]}))
    seen = set()
    for seed in range(60):
        child = rows(parents.cross(random.Random(seed)))
        stops = [node for row in child.values() for node in row if node]
        assert len(set(stops)) == len(stops)
        assert not any(a == b == 0 for row in child.values() for a, b in pairwise(row))
        seen |= {tuple(row) for row in child.values()}
    assert {(0, 1, 0, 2, 0), (0, 2, 1, 0), (0, 4, 3, 0)} <= seen


@pytest.mark.parametrize(
    ("closes", "ends", "release", "stays"),
    [(12, 24, 0, True), (6, 24, 0, False), (12, 6, 0, False), (12, 24, 6, False)],
)
def test_a_route_that_is_too_late_without_a_stop_is_left_out_of_a_child(closes, ends, release, stays):
    # From B to C it is half an hour by way of A, and six hours without it.
    minutes = [[0 if a == b else 360 if {a, b} == {2, 3} else 15 for b in range(5)] for a in range(5)]
    seconds = [[60 * cell for cell in row] for row in minutes]
    matrix = TravelMatrix.of("bike", seconds, seconds, "by way of A")
    last = make_stop("C", (0, closes * HOUR), release=release * HOUR)
    stops = [make_stop("A"), make_stop("B"), last, make_stop("D")]
    parents = Parents(encode(make_problem(stops, alike(hours=(0, ends * HOUR)), travel=(matrix,))))
    parents.add(1, snapshot({0: [0, 2, 1, 3, 0], 1: [0, 4, 0]}))
    parents.add(2, snapshot({1: [0, 1, 4, 0]}))
    children = [rows(child) for seed in range(200) if (child := parents.cross(random.Random(seed)))]
    assert {1: [0, 1, 4, 0]} | ({0: [0, 2, 3, 0]} if stays else {}) in children


@pytest.mark.parametrize("members", [1, 2])
def test_a_course_goes_through_all_its_searches_in_turn(members):
    course = course_of(Cooling(100.0, 1.0), 10, 200_000, members)
    assert course.starts == (7 if members == 1 else 5)
    numbers = [course.number(share / 10_000) for share in range(10_001)]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(course.starts + course.children))
    ends = [course.until(number) for number in sorted(set(numbers))]
    assert ends == sorted(ends)
    assert (ends[0], ends[course.starts - 1]) == (course.slow, pytest.approx(course.bred))
    assert ends[-1] == pytest.approx(1.0)
    for number in (0, 1, course.starts - 1):
        begun = ends[number - 1] if number else 0.0
        assert course.heat(number, begun, 0) == pytest.approx(100)
        assert course.heat(number, ends[number], 0) == pytest.approx(1)
    assert course.heat(course.starts, ends[course.starts - 1], 0) == pytest.approx(4)
    assert course.heat(len(ends) - 1, 1.0, 0) == pytest.approx(1)


@pytest.mark.parametrize("made", [shifts, alike])
def test_a_search_that_crosses_routes_gives_the_same_routes_again(made):
    problem = make_problem([make_stop(name) for name in "ABCD"], made())
    budget = Budget(seconds=None, iterations=30_000, workers=2, patience=1.0)
    one, other = (solve(problem, budget, 7, Silent()) for _ in range(2))
    assert one.routes == other.routes
    assert one.report.trace[-1][1] == other.report.trace[-1][1]


@pytest.mark.parametrize("course", [course_of, choice_of])
def test_few_steps_are_for_one_search(course):
    assert course(Cooling(100.0, 1.0), 100, 1000, 1) == Course(Cooling(100.0, 1.0))


@pytest.mark.parametrize(("members", "searches"), [(1, 4), (2, 4), (3, 4), (8, 1)])
def test_where_the_number_of_routes_is_open_hasty_searches_come_before_one_from_the_cheapest(
    members, searches
):
    course = choice_of(Cooling(100.0, 1.0), 100, 100_000, members)
    assert course.starts == {1: 4, 2: 4, 3: 3, 8: 1}[members]
    assert not course.crossed
    numbers = [course.number(share / 1000) for share in range(1001)]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(course.starts + 1))
    hasty = [course.until(number) for number in range(course.starts)]
    assert np.diff([0.0, *hasty]) == pytest.approx(0.1)
    assert course.heat(course.starts, hasty[-1], 0) == pytest.approx(4)
    assert course.heat(course.starts, 1.0, 0) == pytest.approx(1)


@pytest.mark.parametrize(("drop_cents", "is_so"), [(100, True), (10_000, False)])
def test_how_many_routes_are_right_is_open_where_a_stop_is_not_worth_its_own(drop_cents, is_so):
    stops = [make_stop(name, drop_cents=drop_cents) for name in "ABCD"]
    assert is_open(encode(make_problem(stops, shifts()))) is is_so


@pytest.mark.parametrize("workers", [1, 2])
def test_a_search_that_chooses_between_hasty_ones_gives_the_same_routes_again(workers):
    stops = [make_stop(name, (n * HOUR, (n + 4) * HOUR), drop_cents=400) for n, name in enumerate("ABCDEF")]
    problem = make_problem(stops, shifts())
    assert is_open(encode(problem))
    budget = Budget(seconds=None, iterations=20_000, workers=workers, patience=1.0)
    one, other = (solve(problem, budget, 7, Silent()) for _ in range(2))
    assert one.routes == other.routes
    assert one.report.trace[-1][1] == other.report.trace[-1][1]
