"""Which stops a search takes for good predecessors and successors of each other."""

import pytest
from daymaker import HOUR, make_problem, make_shift, make_stop

from dispatch.model import Alternative, TimeWindow, TravelMatrix
from dispatch.solving.encode import encode, sides


def neighbours(*stops, shifts=None):
    """Return for each stop which others best precede and which best follow it, by number from 1 on."""
    quarter = [[0 if a == b else 15 * 60 for b in range(len(stops) + 1)] for a in range(len(stops) + 1)]
    data = encode(
        make_problem(
            list(stops),
            shifts or [make_shift("1")],
            travel=(TravelMatrix.of("bike", quarter, quarter, "square"),),
        )
    )
    return tuple(
        [[int(other) for other in row if other] for row in side[1:]] for side in sides(data, data.leg, 10)
    )


@pytest.mark.parametrize(("closes", "together"), [(5, True), (2, False)])
def test_a_stop_that_closes_before_another_is_released_shares_no_trip_with_it(closes, together):
    early, late = make_stop("A", (0, closes * HOUR)), make_stop("B", (0, 12 * HOUR), release=3 * HOUR)
    before, behind = neighbours(early, late)
    assert before == [[2], [1]] if together else before == [[], []]
    assert behind == [[2], [1]] if together else behind == [[], []]


def test_of_stops_as_far_away_those_come_first_that_are_not_made_late_by_the_wait_for_goods():
    slow = make_stop("A", (0, 12 * HOUR), release=3 * HOUR)
    soon = make_stop("B", (0, 3 * HOUR), late=2 * HOUR, release=0)
    also = make_stop("C", (0, 3 * HOUR), late=2 * HOUR, release=3 * HOUR)
    free = make_stop("D", (0, 12 * HOUR), release=3 * HOUR)
    _, behind = neighbours(slow, soon, also, free)
    assert behind[0] == [4, 2, 3]


def test_stops_that_no_courier_may_serve_both_share_no_trip():
    shifts = [make_shift("1", skills=frozenset({"age"})), make_shift("2", skills=frozenset({"lift"}))]
    stops = [
        make_stop("A", skills=frozenset({"age"})),
        make_stop("B", skills=frozenset({"lift"})),
        make_stop("C"),
    ]
    before, behind = neighbours(*stops, shifts=shifts)
    assert before == behind == [[3], [3], [1, 2]]


def test_windows_of_one_stop_share_no_trip():
    windows = tuple(Alternative(TimeWindow(h * HOUR, (h + 1) * HOUR), (h + 1) * HOUR) for h in (1, 5))
    twice = make_stop("A", (HOUR, 2 * HOUR), alternatives=windows)
    before, behind = neighbours(twice, make_stop("B"))
    # Nodes 1 and 3 are of A; B comes sooner behind the earlier of its windows.
    assert before == [[2], [1, 3], [2]]
    assert behind == before
