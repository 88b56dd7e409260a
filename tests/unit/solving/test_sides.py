"""Which stops a search takes for good predecessors and successors of each other."""

import pytest
from daymaker import HOUR, make_problem, make_shift, make_stop

from dispatch.model import TravelMatrix
from dispatch.solving.encode import encode, sides


def neighbours(*stops):
    """Return for each stop which others best precede and which best follow it, by number from 1 on."""
    quarter = [[0 if a == b else 15 * 60 for b in range(len(stops) + 1)] for a in range(len(stops) + 1)]
    data = encode(
        make_problem(
            list(stops), [make_shift("1")], travel=(TravelMatrix.of("bike", quarter, quarter, "square"),)
        )
    )
    return tuple(
        [[int(other) for other in row if other] for row in side[1:]]
        for side in sides(data.leg, data.window, data.stop, 10)
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
