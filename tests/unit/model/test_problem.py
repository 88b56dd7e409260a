"""A problem checks itself: what contradicts itself never reaches a solver."""

import pickle
from dataclasses import replace

import pytest
from daymaker import line_matrix, make_problem, make_shift, make_stop, make_vehicle

from dispatch.model import (
    UNREACHABLE,
    Alternative,
    Barrier,
    FixedTrip,
    Restriction,
    TimeWindow,
    ToldWindow,
    TravelMatrix,
    TravelProfile,
)

ONE, TWO = make_stop("S1"), make_stop("S2")


def test_a_sound_problem_is_accepted() -> None:
    problem = make_problem([ONE, TWO], [make_shift()])
    assert problem.index() == {"S1": 1, "S2": 2}
    assert problem.matrix("bike").seconds(0, 2) == 1200  # two cells of ten minutes


@pytest.mark.parametrize(
    ("stops", "twin"),
    [([ONE, ONE], "stop: 'S1'"), ([ONE, replace(TWO, orders=ONE.orders)], "receipt: 'S1'")],
)
def test_nothing_is_asked_for_twice(stops, twin) -> None:
    with pytest.raises(ValueError, match=f"two of one {twin}"):
        make_problem(stops, [make_shift()])


def test_a_matrix_has_a_place_for_each_stop_and_the_store() -> None:
    with pytest.raises(ValueError, match="has 2 places for 2 stops"):
        make_problem([ONE, TWO], [make_shift()], travel=(line_matrix(2),))
    with pytest.raises(ValueError, match="no travel matrix for profile 'van'"):
        make_problem([ONE], [make_shift(vehicle=make_vehicle(profile="van"))])


def test_restrictions_and_facts_speak_of_stops_that_exist() -> None:
    with pytest.raises(ValueError, match="a restriction names a stop"):
        make_problem([ONE], [make_shift()], restrictions=(Restriction("bike1", "S9", Barrier.ZONE),))
    with pytest.raises(ValueError, match="fixed stop that does not exist"):
        make_problem([ONE], [make_shift(fixed=(FixedTrip(("S9",), 0),))])
    with pytest.raises(ValueError, match="two of one fixed stop"):
        make_problem([ONE], [make_shift(n, fixed=(FixedTrip(("S1",), 0),)) for n in ("Anna", "Bram")])
    with pytest.raises(ValueError, match="two of one restriction"):
        make_problem([ONE], [make_shift()], restrictions=(Restriction("v", "S1", Barrier.ZONE),) * 2)


@pytest.mark.parametrize(("begins", "clash"), [(18 * 3600, False), (18 * 3600 - 1, True)])
def test_a_vehicle_is_in_one_place_at_a_time(begins, clash) -> None:
    shared = make_vehicle()
    shifts = [
        make_shift("Anna", (14 * 3600, 18 * 3600), vehicle=shared),
        make_shift("Bram", (begins, 22 * 3600), vehicle=shared),
    ]
    if clash:
        with pytest.raises(ValueError, match="at the same time"):
            make_problem([ONE], shifts)
    else:
        assert make_problem([ONE], shifts)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"orders": ()}, "no order"), ({"late_until": 0}, "late_until"), ({"service_seconds": -1}, "negative")],
)
def test_a_stop_checks_itself(wrong, words) -> None:
    with pytest.raises(ValueError, match=words):
        replace(ONE, **wrong)


def test_a_shift_allows_the_trips_it_has() -> None:
    with pytest.raises(ValueError, match="fewer trips than it has"):
        make_shift(max_trips=1, fixed=(FixedTrip(("S1",), 0), FixedTrip(("S2",), 9)))


def test_a_matrix_keeps_places_in_any_order() -> None:
    matrix = TravelMatrix.of(
        "bike", [[0, 1, 2], [3, 0, 5], [6, 7, 0]], [[0, 10, 20], [30, 0, 50], [60, 70, 0]], "x"
    )
    kept = matrix.keep([0, 2, 1])
    assert [kept.seconds(1, place) for place in range(3)] == [6, 0, 7]
    assert [kept.metres(place, 1) for place in range(3)] == [20, 0, 50]


def test_a_matrix_of_the_wrong_size_is_refused() -> None:
    with pytest.raises(ValueError, match="is not 2 x 2"):
        TravelMatrix.of("bike", [[0, 1], [1]], [[0, 1], [1, 0]], "x")


def test_a_matrix_travels_to_another_process_whole() -> None:
    matrix = replace(line_matrix(3), estimated=True)
    assert pickle.loads(pickle.dumps(matrix)) == matrix


def test_a_leg_without_a_way_is_not_reachable() -> None:
    matrix = TravelMatrix.of("bike", [[0, UNREACHABLE], [9, 0]], [[0, UNREACHABLE], [9, 0]], "x")
    assert (matrix.reachable(0, 1), matrix.reachable(1, 0)) == (False, True)


@pytest.mark.parametrize("zones", [(), ("ze-leiden",), ("markt", "ze-leiden")])
def test_the_name_of_a_profile_reads_back(zones) -> None:
    profile = TravelProfile("van", zones)
    assert TravelProfile.of_key(profile.key) == profile


NOON, EVENING = Alternative(TimeWindow(100, 200), 210), Alternative(TimeWindow(300, 400), 400)


def test_a_stop_may_come_in_several_windows() -> None:
    stop = make_stop("S1", (100, 200), late=10, alternatives=(NOON, EVENING))
    assert stop.number == 0
    other = stop.in_window(1)
    assert (other.window, other.late_until, other.number) == (TimeWindow(300, 400), 400, 1)
    assert stop.choices == (stop, other)
    assert other.hours == TimeWindow(100, 400)
    assert other.late_by(lambda _: 5).alternatives[0].late_until == 205
    assert ONE.in_window(7) is ONE
    assert (ONE.number, ONE.choices) == (None, (ONE,))
    problem = make_problem([stop, TWO], [make_shift()]).in_windows({"S1": 1})
    assert problem.stops == (other, TWO)
    with pytest.raises(ValueError, match="has no window 2"):
        stop.in_window(2)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"alternatives": (EVENING, NOON)}, "apart and in order"),
        ({"alternatives": (NOON, NOON)}, "apart and in order"),
        ({"alternatives": (NOON,)}, "several"),
        ({"alternatives": (EVENING, replace(EVENING, window=TimeWindow(500, 600), late_until=600))}, "none"),
        ({"told": ToldWindow(TimeWindow(100, 150), 1, 1), "alternatives": (NOON, EVENING)}, "no other"),
    ],
)
def test_windows_that_contradict_each_other_are_refused(changes, why) -> None:
    with pytest.raises(ValueError, match=why):
        make_stop("S1", (100, 200), late=10, **changes)
    with pytest.raises(ValueError, match="before the end"):
        Alternative(TimeWindow(1, 5), 4)
