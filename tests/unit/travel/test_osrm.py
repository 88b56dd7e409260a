from collections.abc import Sequence
from typing import Any

import pytest

from dispatch.model import UNREACHABLE, Point, TravelProfile
from dispatch.travel.nearness import Nearness
from dispatch.travel.osrm import NoRouteError, OsrmSource, main_streets
from dispatch.travel.polyline import decode_polyline

BIKE = TravelProfile("bike")


def test_the_reference_polyline_is_decoded() -> None:
    # the example of the format's description, at five digits
    assert decode_polyline("_p~iF~ps|U_ulLnnqC_mqNvxq`@", 5) == (
        (38.5, -120.2),
        (40.7, -120.95),
        (43.252, -126.453),
    )
    assert decode_polyline("") == ()


@pytest.mark.parametrize("text", ["_p~i", "_p~iF", "_p~iF~ps|U_ulL"])
def test_half_a_polyline_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="ends in the middle"):
        decode_polyline(text)


def test_the_streets_that_matter_stand_in_order() -> None:
    runs = [
        ("Breestraat", 400.0),
        ("", 10.0),
        ("Breestraat", 200.0),
        ("Kort Steegje", 30.0),
        ("Hooigracht", 500.0),
        ("Langegracht", 600.0),
    ]
    assert main_streets(runs) == ("Breestraat", "Hooigracht", "Langegracht")


def test_a_short_way_keeps_its_short_streets() -> None:
    assert main_streets([("A", 40.0), ("B", 30.0)]) == ("A", "B")
    assert main_streets([("", 40.0)]) == ()


def test_a_long_way_is_told_in_five_streets_at_most() -> None:
    runs = [(name, 1_000.0 + 10 * place) for place, name in enumerate("ABCDEFG")]
    assert main_streets(runs) == ("C", "D", "E", "F", "G")


def test_a_street_between_dropped_ones_stands_once() -> None:
    assert main_streets([("A", 900.0), ("B", 20.0), ("A", 900.0)]) == ("A",)


class Grid:
    """An engine that knows the way between places a and b: |a - b| metres, and counts questions."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.questions = 0

    def table(
        self, profile: TravelProfile, points: Sequence[Point], origins: Sequence[int], destinations: Any
    ) -> Any:
        assert len(points) <= self.limit
        assert points[0] == (0.0, 0.0)  # the depot is always in it
        self.questions += 1
        metres = [
            [None if points[b][0] == 7 else abs(points[a][0] - points[b][0]) for b in destinations]
            for a in origins
        ]
        return {
            "durations": metres,
            "distances": metres,
            "sources": [{"distance": points[a][0] + 0.4} for a in origins],
            "destinations": [{"distance": points[b][0] + 0.4} for b in destinations],
        }

    def route(self, profile: TravelProfile, points: Sequence[Point]) -> Any:
        if any(point[0] == 7 for point in points):
            raise NoRouteError
        return {
            "legs": [
                {"steps": [{"name": f"to {b[0]:.0f}", "distance": 9.0, "geometry": ""}]} for b in points[1:]
            ]
        }


@pytest.mark.parametrize("limit", [3, 5, 10, 100])
def test_a_large_table_is_asked_in_pieces(limit: int) -> None:
    grid = Grid(limit)
    places = [(float(number), 0.0) for number in range(20)]
    source = OsrmSource(grid, ["bike"], "grid", block=limit)
    matrix = source.matrix(BIKE, places)
    assert [[matrix.seconds(a, b) for b in range(20)] for a in range(20)] == [
        [UNREACHABLE if b == 7 and a != 7 else abs(a - b) for b in range(20)] for a in range(20)
    ]
    asked = grid.questions
    snaps = source.snap(BIKE, places)
    assert grid.questions == asked  # remembered from the matrix
    assert [snap.metres for snap in snaps] == list(range(20))
    assert [place for place, snap in enumerate(snaps) if snap.island] == [7]
    assert OsrmSource(grid, ["bike"], "grid", block=limit).snap(BIKE, places) == snaps


@pytest.mark.parametrize(("pairs", "questions"), [(1, 20), (40, 10), (59, 10), (60, 7), (400, 1), (4_000, 1)])
def test_a_large_table_is_asked_in_rows_where_pairs_are_bounded(pairs: int, questions: int) -> None:
    grid = Grid(100)
    places = [(float(number), 0.0) for number in range(20)]
    source = OsrmSource(grid, ["bike"], "grid", pairs=pairs)
    whole = OsrmSource(Grid(100), ["bike"], "grid").matrix(BIKE, places)
    assert source.matrix(BIKE, places) == whole
    assert grid.questions == questions
    assert [place for place, snap in enumerate(source.snap(BIKE, places)) if snap.island] == [7]


def test_of_many_places_what_is_near_is_asked_for_and_what_is_far_is_at_most_too_long() -> None:
    places = [(float(number), 0.0) for number in range(60)]
    grid = Grid(100)
    source = OsrmSource(grid, ["bike"], "grid", nearness=Nearness(whole=59, cell=8, near=20))
    found, snaps = source.matrix(BIKE, places), source.snap(BIKE, places)
    whole = OsrmSource(Grid(100), ["bike"], "grid")
    exact = whole.matrix(BIKE, places)
    assert snaps == whole.snap(BIKE, places)
    pairs = [(a, b) for a in range(60) for b in range(60)]
    assert all(found.seconds(a, b) >= exact.seconds(a, b) for a, b in pairs)
    assert all(found.reachable(a, b) == exact.reachable(a, b) for a, b in pairs)
    assert all(found.seconds(a, b) == found.metres(a, b) for a, b in pairs)
    near = [(a, b) for a, b in pairs if abs(a - b) <= 4 or not a * b]
    assert all(found.seconds(a, b) == exact.seconds(a, b) for a, b in near)
    # A cell has eight places, so the detour by its middle is less than eight.
    assert all(found.seconds(a, b) - exact.seconds(a, b) < 8 for a, b in pairs)
    assert grid.questions == 2 + 8  # the middles of eight cells and the depot, there and back; each cell


def test_a_long_path_is_drawn_in_stretches_and_a_gap_as_a_straight_line() -> None:
    places = [(float(number), 0.0) for number in range(10)]
    legs = OsrmSource(Grid(100), ["bike"], "grid", through=4).legs(BIKE, places)
    assert [leg.streets for leg in legs] == [
        () if 7 in (number, number + 1) else (f"to {number + 1}",) for number in range(9)
    ]
    assert legs[6].line == ((6.0, 0.0), (7.0, 0.0))
    assert OsrmSource(Grid(100), ["bike"], "grid").legs(BIKE, places[:1]) == ()
