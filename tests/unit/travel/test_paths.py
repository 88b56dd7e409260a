"""Robots: the map's paths at a speed of their own."""

from dataclasses import replace
from pathlib import Path

import pytest
from osmtown import NOW, at, town_settings, write_town

from dispatch.model import TravelProfile, Ways
from dispatch.roadmap.build import build_map
from dispatch.travel import EmbeddedOsrm, EstimateSource, PathTravel

SLOW, FAST = TravelProfile("robot", (), 6_000), TravelProfile("robot", (), 15_000)
PLACES = [at(0, 0), at(1000, 0), at(200, 500)]


def test_a_bikes_ways_are_rolled_at_the_robots_speed_and_are_an_estimate() -> None:
    bike = EstimateSource().matrix(TravelProfile("bike"), PLACES)
    robot = PathTravel(EstimateSource()).matrix(SLOW, PLACES)
    assert (robot.profile, robot.estimated) == ("robot@6", True)
    assert robot.metres(0, 1) == bike.metres(0, 1)
    assert robot.seconds(0, 1) == -(-bike.metres(0, 1) * 3600 // 6000)


def test_a_robot_waits_where_a_bike_waits() -> None:
    bike = EstimateSource().matrix(TravelProfile("bike"), PLACES)
    robot = PathTravel(EstimateSource()).matrix(FAST, PLACES)
    assert robot.seconds(0, 1) == max(bike.seconds(0, 1), -(-bike.metres(0, 1) * 3600 // 15_000))


@pytest.mark.parametrize("profile", [SLOW, FAST], ids=lambda profile: str(profile.key))
def test_one_place_is_measured_as_all_are(profile: TravelProfile) -> None:
    source = PathTravel(EstimateSource())
    matrix, (spokes,) = source.matrix(profile, PLACES), source.spokes(profile, PLACES[:2], PLACES[2:])
    assert spokes.to_seconds == (matrix.seconds(0, 2), matrix.seconds(1, 2))
    assert spokes.from_seconds == (matrix.seconds(2, 0), matrix.seconds(2, 1))


def test_the_paths_of_a_map_are_a_robots_own(tmp_path: Path) -> None:
    """Over the cycle bridge, through the shopping street, and neither up the steps nor past the barrier."""
    settings = replace(town_settings(), profiles=(TravelProfile("robot"),))
    built = build_map(write_town(tmp_path / "town.osm.pbf"), tmp_path / "map", settings, now=NOW)
    assert built.status.folder is not None
    source = PathTravel(EmbeddedOsrm(built.status.folder), "robot")
    bridge, steps, barrier = ([(800, 0), (800, 200)], [(800, 0), (800, -300)], [(0, 0), (0, 200)])
    for (here, there), metres in ((bridge, 200), (steps, 900), (barrier, 600)):
        slow, fast = (source.matrix(profile, [at(*here), at(*there)]) for profile in (SLOW, FAST))
        assert (slow.estimated, slow.ways is Ways.BY_BIKE) == (False, False)
        assert slow.metres(0, 1) == fast.metres(0, 1) == pytest.approx(metres, abs=5)
        assert fast.seconds(0, 1) == pytest.approx(metres * 3.6 / 15, abs=3)
        assert slow.seconds(0, 1) == pytest.approx(metres * 3.6 / 6, abs=3)
    (leg,) = source.legs(SLOW, [at(800, 0), at(800, 200)])
    assert leg.streets == ("Oostbrug",)
