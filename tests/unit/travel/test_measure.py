from collections.abc import Sequence

import pytest
from said import english

from dispatch.config import Hours, RushHour, Travel
from dispatch.errors import ResourceError
from dispatch.model import UNREACHABLE, Leg, Point, Snap, TimeWindow, TravelMatrix, TravelProfile
from dispatch.travel import measure, pace_of

BIKE, VAN, VAN_OUTSIDE = TravelProfile("bike"), TravelProfile("van"), TravelProfile("van", ("z",))
DAY = TimeWindow(0, 86_400)
POINTS: list[Point] = [(52.0, 5.0), (52.0, 5.1), (52.1, 5.1), (52.0, 5.1)]
PLAIN = Travel(door_seconds={"bike": 0, "van": 0})


class Board:
    """A travel source that answers what the test says."""

    name = "board"
    estimated = False

    def __init__(self, seconds: list[list[int]], snaps: Sequence[Snap] = ()) -> None:
        self.seconds = seconds
        self.snaps = tuple(snaps) or tuple(Snap(0) for _ in seconds)

    def snap(self, profile: TravelProfile, points: Sequence[Point]) -> tuple[Snap, ...]:
        return self.snaps

    def matrix(self, profile: TravelProfile, points: Sequence[Point]) -> TravelMatrix:
        return TravelMatrix.of(profile.key, self.seconds, self.seconds, self.name)

    def legs(self, profile: TravelProfile, path: Sequence[Point]) -> tuple[Leg, ...]:
        raise AssertionError


def rows(matrix: TravelMatrix) -> list[list[int]]:
    everyone = range(matrix.size)
    return [[matrix.seconds(a, b) for b in everyone] for a in everyone]


ALL_100 = [[0, 100, 100, 100], [100, 0, 100, 0], [100, 100, 0, 100], [100, 0, 100, 0]]


def test_seconds_at_the_door_count_where_a_leg_ends_at_a_door() -> None:
    section = Travel(door_seconds={"bike": 20, "van": 75})
    measured = measure(Board(ALL_100), [BIKE, VAN], POINTS, [DAY] * 4, section)
    # to a door 100 + 20; to the depot 100; places 1 and 3 are one position: nothing
    assert rows(measured.matrices[0]) == [
        [0, 120, 120, 120],
        [100, 0, 120, 0],
        [100, 120, 0, 120],
        [100, 0, 120, 0],
    ]
    assert measured.matrices[1].seconds(0, 1) == 175
    assert measured.findings == ()


def test_rush_hours_are_the_pace_of_the_matrix() -> None:
    section = Travel(
        door_seconds={"bike": 20, "van": 20},
        rush_hours=(RushHour(hours=Hours(16 * 3600, 18 * 3600), factor=1.5, profile="van"),),
    )
    bike, van = measure(Board(ALL_100), [BIKE, VAN], POINTS, [DAY] * 4, section).matrices
    assert bike.pace is None
    assert van.pace == pace_of(section, "van")
    assert van.seconds(0, 1) == 120
    assert van.arrival(0, 1, 16 * 3600, to_door=True) == 16 * 3600 + 170
    assert van.arrival(1, 0, 16 * 3600, to_door=False) == 16 * 3600 + 150
    assert van.arrival(0, 1, 19 * 3600, to_door=True) == 19 * 3600 + 120
    assert van.metres(0, 1) == 100


def test_the_way_to_a_further_depot_is_a_way_home() -> None:
    points: list[Point] = [*POINTS[:3], (52.2, 5.2)]
    hundred = [[0 if a == b else 100 for b in range(4)] for a in range(4)]
    section = Travel(door_seconds={"bike": 20, "van": 20})
    matrix = measure(Board(hundred), [VAN], points, [DAY] * 4, section, depots=2).matrices[0]
    assert matrix.seconds(1, 3) == matrix.seconds(1, 0) == 100  # no time at a door
    assert matrix.seconds(2, 3) == matrix.seconds(3, 0) == matrix.seconds(0, 3) == 100
    assert matrix.seconds(3, 1) == 120


def test_a_factor_of_the_store_counts_for_its_kind_of_vehicle_and_not_at_the_door() -> None:
    for factor, seconds in (({"van": 1.2}, 145), ({"bike": 1.2}, 125)):
        section = Travel(factor=factor, door_seconds={"van": 25})
        matrix = measure(Board(ALL_100), [VAN], POINTS, [DAY] * 4, section).matrices[0]
        assert matrix.seconds(0, 1) == seconds


def test_a_place_off_the_road_is_marked_and_a_lost_one_barred() -> None:
    snaps = [Snap(60), Snap(61), Snap(301), Snap(300)]
    measured = measure(Board(ALL_100, snaps), [BIKE], POINTS, [DAY] * 4, PLAIN)
    assert [(f.place, f.code, f.barred) for f in measured.findings] == [
        (1, "SNAP_FAR", False),
        (2, "OFF_ROAD", True),
        (3, "SNAP_FAR", False),
    ]
    assert measured.barred("bike") == {2}
    matrix = measured.matrices[0]
    assert matrix.seconds(1, 2) == matrix.seconds(2, 0) == matrix.metres(0, 2) == UNREACHABLE
    assert matrix.seconds(2, 2) == 0
    assert matrix.seconds(0, 1) == 100


@pytest.mark.parametrize("one_way", [(0, 2), (2, 0)])
def test_only_places_reachable_from_and_to_the_depot_count(one_way: tuple[int, int]) -> None:
    seconds = [list(row) for row in ALL_100]
    seconds[one_way[0]][one_way[1]] = UNREACHABLE
    measured = measure(Board(seconds), [BIKE], POINTS, [DAY] * 4, PLAIN)
    assert [(f.place, f.code) for f in measured.findings] == [(2, "UNREACHABLE")]
    assert all(measured.matrices[0].seconds(a, 2) == UNREACHABLE for a in (0, 1, 3))


def test_a_missing_way_between_two_doors_stays_missing() -> None:
    seconds = [list(row) for row in ALL_100]
    seconds[1][2] = UNREACHABLE
    section = Travel(
        rush_hours=(RushHour(hours=Hours(0, 86_400), factor=5, profile="van"),),
    )
    measured = measure(Board(seconds), [VAN], POINTS, [DAY] * 4, section)
    assert measured.findings == ()
    assert measured.matrices[0].seconds(1, 2) == measured.matrices[0].metres(1, 2) == UNREACHABLE


def test_an_island_is_barred_and_told_in_words_without_the_place() -> None:
    snaps = [Snap(0), Snap(5, island=True), Snap(0), Snap(0)]
    (finding,) = measure(Board(ALL_100, snaps), [VAN], POINTS, [DAY] * 4, PLAIN).findings
    issue = finding.issue("R1")
    assert (issue.code, issue.receipt_id) == ("ISLAND", "R1")
    assert "van" in english(issue)
    assert "52" not in english(issue)


def test_places_that_a_zone_keeps_out_anyway_are_not_reported() -> None:
    snaps = [Snap(0), Snap(600), Snap(600), Snap(0)]
    measured = measure(Board(ALL_100, snaps), [VAN_OUTSIDE], POINTS, [DAY] * 4, PLAIN, excused={"van~z": [1]})
    assert [finding.place for finding in measured.findings] == [2]


def test_a_map_without_the_store_is_refused() -> None:
    snaps = [Snap(5_000), Snap(0), Snap(0), Snap(0)]
    with pytest.raises(ResourceError, match="5,000 m"):
        measure(Board(ALL_100, snaps), [BIKE, VAN_OUTSIDE], POINTS, [DAY] * 4, PLAIN)


def test_a_store_in_a_closed_zone_bars_everything_for_that_profile_only() -> None:
    snaps = [Snap(600), Snap(0), Snap(0), Snap(0)]
    measured = measure(Board(ALL_100, snaps), [VAN_OUTSIDE], POINTS, [DAY] * 4, PLAIN)
    assert measured.barred("van~z") == {0, 1, 2, 3}
    assert [f.code for f in measured.findings] == ["OFF_ROAD", "UNREACHABLE", "UNREACHABLE", "UNREACHABLE"]
    assert measured.matrices[0].seconds(0, 1) == UNREACHABLE
    quiet = measure(
        Board(ALL_100, snaps), [VAN_OUTSIDE], POINTS, [DAY] * 4, PLAIN, excused={"van~z": [1, 2, 3]}
    )
    assert quiet.barred("van~z") == {0}
    assert quiet.matrices[0].seconds(0, 1) == UNREACHABLE
