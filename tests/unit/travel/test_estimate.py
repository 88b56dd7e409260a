import numpy as np
import pytest

from dispatch.geo.globe import crow_fly
from dispatch.model import TravelProfile
from dispatch.travel.estimate import FIGURES, EstimateSource, travel

STATION, HALL = (52.1663, 4.4817), (52.1601, 4.4970)


def test_crow_fly_knows_the_degree() -> None:
    # one degree of a meridian of a sphere with R = 6,371,008.8 m: R x pi / 180 = 111,195.08 m
    assert crow_fly([(52.0, 5.0)], [(53.0, 5.0)])[0, 0] == pytest.approx(111_195.08, abs=0.01)


def test_a_further_place_takes_longer_and_the_same_place_nothing() -> None:
    for figures in FIGURES.values():
        distance = np.arange(0.0, 20_000.0, 7.0)
        seconds, metres = travel(figures, distance)
        assert seconds[0] == metres[0] == 0
        assert (np.diff(seconds[1:]) >= 0).all()
        assert (metres[1:] >= np.floor(distance[1:])).all()


def test_an_estimate_is_marked_and_the_same_both_ways() -> None:
    matrix = EstimateSource().matrix(TravelProfile("bike"), [STATION, HALL, STATION])
    assert matrix.estimated
    assert matrix.seconds(0, 1) == matrix.seconds(1, 0) > 0
    assert matrix.seconds(0, 2) == matrix.metres(0, 2) == 0


def test_a_bike_in_town_is_estimated_near_to_what_it_does() -> None:
    # 1.25 km as the crow flies; a cargo bike makes some 15 km/h over some 1.3 times that: 6.5 min
    matrix = EstimateSource().matrix(TravelProfile("bike"), [STATION, HALL])
    assert 300 <= matrix.seconds(0, 1) <= 500
