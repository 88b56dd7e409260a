"""Shapes cut to a rectangle: what lies inside stays what it was."""

from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from dispatch.sheets.clipping import Areas, clip_lines, simplify

BOX = (-1.1, -1.1, 1.1, 1.1)
"""No corner of what is drawn lies on its edge, where a line is neither in nor out."""
NUMBER = st.integers(-8, 8).map(lambda n: n / 4)
CORNERS = st.lists(st.tuples(NUMBER, NUMBER), min_size=3, max_size=8)


def area(rings) -> float:
    """Add up rings by the direction in which they go, as a fill by the non-zero rule does."""
    return sum(shapely.Polygon(ring).area * (1 if shapely.LinearRing(ring).is_ccw else -1) for ring in rings)


def test_an_area_with_a_hole_keeps_its_hole_when_it_is_cut() -> None:
    # A square of 4 by 4 with a hole of 2 by 2 in the middle, joined by a cut of no width; cut at the middle.
    ring = np.array(
        [(0, 0), (0, 4), (4, 4), (4, 0), (0, 0), (1, 1), (3, 1), (3, 3), (1, 3), (1, 1)], dtype=float
    )
    assert area(Areas([ring], (0, 0, 4, 2)).cut((0, 0, 4, 2))) == pytest.approx(4 * 2 - 2 * 1)


def test_areas_that_only_go_to_holes_and_back_are_taken_apart_and_not_mended(monkeypatch) -> None:
    # Two holes of 1 by 1 in a square of 9 by 9, the second joined to the first by a cut; a spur to nowhere.
    ring = np.array(
        [
            *((0, 0), (0, 9), (9, 9), (9, 0), (0, 0), (1, 1), (1, 2), (2, 2), (5, 5), (5, 6), (6, 6), (6, 5)),
            *((5, 5), (2, 2), (2, 1), (1, 1), (0, 0), (-1, 0)),
        ],
        dtype=float,
    )
    box = (-9.0, -9.0, 18.0, 18.0)
    monkeypatch.delattr(shapely, "make_valid")
    rings = Areas([ring], box).cut(box)
    assert sorted(map(len, rings)) == [5, 5, 5]
    assert area(rings) == pytest.approx(81 - 1 - 1)
    assert Areas([np.array([(0.0, 0.0), (1.0, 1.0), (2.0, 2.0), (1.0, 1.0)])], box).cut(box) == []


def test_an_area_wholly_outside_is_gone_and_one_wholly_inside_is_whole() -> None:
    outside = np.array([(5.0, 5.0), (5.0, 6.0), (6.0, 6.0)])
    inside = np.array([(0.1, 0.1), (0.1, 0.2), (0.2, 0.2)])
    (ring,) = Areas([outside, inside], BOX).cut(BOX)
    assert {tuple(point) for point in ring.tolist()} == {tuple(point) for point in inside.tolist()}
    assert Areas([], BOX).cut(BOX) == []
    assert Areas([np.array([(0.0, 0.0), (1.0, 1.0)])], BOX).cut(BOX) == []


def test_an_area_that_covers_the_rectangle_fills_it() -> None:
    ring = np.array([(-9, -9), (-9, 9), (9, 9), (9, -9)], dtype=float)
    assert area(Areas([ring], BOX).cut(BOX)) == pytest.approx(2.2 * 2.2)


@given(st.lists(CORNERS, min_size=1, max_size=3))
def test_areas_of_any_shape_cover_inside_what_they_covered_before(rings) -> None:
    shapes = [shapely.make_valid(shapely.Polygon(ring)) for ring in rings]
    truth = sum(shape.intersection(shapely.box(*BOX)).area for shape in shapes)
    cut = Areas([np.array(ring, dtype=float) for ring in rings], BOX).cut(BOX)
    assert area(cut) == pytest.approx(truth, abs=1e-9)
    for ring in cut:
        assert np.abs(ring).max() <= 1.1 + 1e-9


@given(st.lists(st.tuples(NUMBER, NUMBER), min_size=2, max_size=8))
def test_lines_of_any_shape_keep_their_length_inside(points) -> None:
    truth = sum(shapely.LineString(pair).intersection(shapely.box(*BOX)).length for pair in pairwise(points))
    lines, owners = clip_lines([np.array(points, dtype=float)], BOX)
    assert sum(shapely.LineString(line).length for line in lines) == pytest.approx(truth, abs=1e-9)
    assert set(owners) <= {0}


def test_parts_know_their_line() -> None:
    point = np.array([(0.0, 0.0)])
    twice = np.array([(-2.0, 0.0), (2.0, 0.0), (2.0, 0.5), (-2.0, 0.5)])
    assert clip_lines([point, twice, twice], BOX)[1] == [1, 1, 2, 2]


def test_points_on_a_straight_line_are_left_out() -> None:
    (line,) = simplify([np.array([(0.0, 0.0), (0.5, 0.01), (1.0, 0.0)]), np.array([(0.0, 0.0)])], 0.1)
    assert line.tolist() == [[0, 0], [1, 0]]
