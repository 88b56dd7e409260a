"""Numbers on a map: never on top of each other."""

import itertools
import math

from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch.sheets.paper.placing import place_markers

PAGE = (2560.0, 1560.0)
SIZE = 110.0
SPOTS = st.tuples(st.floats(160, 2400), st.floats(160, 1400))


@settings(max_examples=40)
@given(st.lists(SPOTS, max_size=40))
def test_markers_never_overlap_and_stay_on_the_paper(spots):
    markers = place_markers(spots, SIZE, PAGE, [(1280.0, 780.0)])
    centres = [marker.centre for marker in markers] + [(1280.0, 780.0)]
    assert all(math.dist(a, b) >= SIZE - 1e-6 for a, b in itertools.combinations(centres, 2))
    assert all(0 <= x <= PAGE[0] and 0 <= y <= PAGE[1] for x, y in centres)
    assert [marker.at for marker in markers] == spots


def test_a_lonely_stop_keeps_its_place():
    (marker,) = place_markers([(500.0, 500.0)], SIZE, PAGE)
    assert marker.centre == (500.0, 500.0)
    assert not marker.moved


def test_stops_at_one_door_get_a_leader_line_each_but_one():
    markers = place_markers([(500.0, 500.0)] * 5, SIZE, PAGE)
    assert sum(marker.moved for marker in markers) >= 4
    assert max(math.dist(marker.at, marker.centre) for marker in markers) < 3 * SIZE
