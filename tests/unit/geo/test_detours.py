"""Ways around closed areas, against an answer that is known another way."""

import math

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from dispatch.geo.detours import Detours, stretches
from dispatch.geo.globe import METRES_PER_DEGREE, shrink

HOME = (52.16, 4.49)


def at(east: float, north: float) -> tuple[float, float]:
    """Return a place so many metres from home."""
    return (
        HOME[0] + north / METRES_PER_DEGREE,
        HOME[1] + east / METRES_PER_DEGREE / shrink(HOME[0]),
    )


def square(east: float, north: float, half: float) -> tuple[tuple[tuple[float, float], ...], ...]:
    corners = ((-half, -half), (half, -half), (half, half), (-half, half))
    return (tuple(at(east + x, north + y) for x, y in corners),)


def length(way: tuple[tuple[float, float], ...]) -> float:
    return sum(math.hypot(*step) for step in stretches(way))


def test_with_nothing_closed_the_way_is_straight() -> None:
    assert Detours(HOME, [], 50).ways([at(1000, 0)]) == [(HOME, at(1000, 0))]


def test_a_way_bends_at_the_corners_that_keep_the_clearance() -> None:
    place = at(2000, 0)
    (way,) = Detours(HOME, [square(1000, 0, 200)], 50).ways([place])
    assert (way[0], way[-1], len(way)) == (HOME, place, 4)
    assert length(way) == pytest.approx(2 * math.hypot(750, 250) + 500, rel=1e-4)


@pytest.mark.parametrize("inside", ["home", "place"])
def test_from_within_a_closed_area_there_is_no_way(inside: str) -> None:
    middle = 0 if inside == "home" else 2000
    assert Detours(HOME, [square(middle, 0, 200)], 50).ways([at(2000, 0)]) == [()]


def test_too_near_to_a_closed_area_counts_as_within() -> None:
    near, clear = at(2000 + 249, 0), at(2000 + 251, 0)
    areas = [square(2000, 0, 200)]
    assert Detours(HOME, areas, 50).ways([near, clear])[0] == ()
    assert Detours(HOME, areas, 50).ways([near, clear])[1] != ()


def test_what_lies_within_a_ring_is_reached_from_there_only() -> None:
    ring = (*square(0, 0, 900), *square(0, 0, 700))
    inner, outer = Detours(HOME, [ring], 20).ways([at(500, 0), at(1500, 0)])
    assert (inner, outer) == ((HOME, at(500, 0)), ())


spot = st.tuples(st.integers(-4000, 4000), st.integers(-4000, 4000))


@given(st.lists(spot, min_size=3, max_size=7), spot, st.integers(1, 200))
def test_around_one_convex_area_it_is_the_shorter_side_of_the_hull(
    corners: list[tuple[int, int]], target: tuple[int, int], clearance: int
) -> None:
    """A shortest way around one convex body runs along the hull of the body and both ends."""
    hull = shapely.convex_hull(shapely.MultiPoint(corners))
    if hull.geom_type != "Polygon" or hull.area < 1000 or hull.minimum_clearance < 1:
        return
    wide = hull.buffer(clearance, join_style="mitre", mitre_limit=2.0)
    start, end = shapely.Point(0, 0), shapely.Point(target)
    if wide.distance(start) < 1 or wide.distance(end) < 1 or start.distance(end) < 1:
        return
    outline = tuple(at(x, y) for x, y in hull.exterior.coords[:-1])
    (way,) = Detours(HOME, [(outline,)], clearance).ways([at(*target)])
    line = shapely.LineString([(0, 0), target])
    if not line.intersects(wide.buffer(-0.02)):
        assert len(way) == 2
        return
    around = shapely.convex_hull(shapely.union_all([wide, start, end]))
    ring = around.exterior
    there = abs(ring.project(end) - ring.project(start))
    ends = [shapely.Point(c) for c in ring.coords]
    if any(min(point.distance(corner) for corner in ends) > 1e-6 for point in (start, end)):
        return  # an end lies within the hull, so the way is no part of it
    assert length(way) == pytest.approx(min(there, ring.length - there), rel=2e-3, abs=1)


@given(st.lists(st.tuples(spot, st.integers(50, 900)), min_size=1, max_size=6), spot)
def test_no_way_touches_a_closed_area(
    squares: list[tuple[tuple[int, int], int]], target: tuple[int, int]
) -> None:
    areas = [square(*middle, half) for middle, half in squares]
    (way,) = Detours(HOME, areas, 40).ways([at(*target)])
    closed = shapely.union_all([shapely.Polygon([(lon, lat) for lat, lon in area[0]]) for area in areas])
    ends = [shapely.Point(lon, lat) for lat, lon in (HOME, at(*target))]
    if way:
        assert (way[0], way[-1]) == (HOME, at(*target))
        assert not shapely.LineString([(lon, lat) for lat, lon in way]).intersects(closed)
    else:
        far = 45 / METRES_PER_DEGREE / shrink(HOME[0]) * 2.0
        blocked = any(closed.distance(end) < far for end in ends)
        assert blocked or len(areas) > 1
