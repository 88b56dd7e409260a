"""Flights: what wind does to them, what they lead around, and what holds at which hour."""

import itertools
import math

import pytest

from dispatch.clock import HOUR
from dispatch.config import Air, Travel
from dispatch.geo.globe import METRES_PER_DEGREE, shrink
from dispatch.model import UNREACHABLE, Code, TimeWindow, TravelProfile
from dispatch.travel import AirTravel, measure, measure_door
from dispatch.travel.wind import Blow, flown_seconds, winds_between

HOME = (52.16, 4.49)
DRONE = TravelProfile("drone", (), 72_000)
"""20 m/s."""


def at(east: float, north: float) -> tuple[float, float]:
    lat = HOME[0] + north / METRES_PER_DEGREE
    return lat, HOME[1] + east / METRES_PER_DEGREE / shrink((HOME[0] + lat) / 2)


def air(*winds: tuple[float, int] | tuple[float, int, str], clearance: float = 50.0) -> Air:
    return Air.model_validate(
        {
            "clearance_metres": clearance,
            "wind": [
                {"metres_per_second": speed, "from_degrees": origin, **({"hours": hours[0]} if hours else {})}
                for speed, origin, *hours in winds
            ],
        }
    )


@pytest.mark.parametrize(
    ("wind", "out", "back"),
    [
        ((0, 0), 100, 100),
        ((5, 270), 2000 / 25, 2000 / 15),  # from the west: it pushes to the east
        ((5, 90), 2000 / 15, 2000 / 25),
        ((12, 0), 2000 / 16, 2000 / 16),  # across: 20, 12, 16
        ((12, 180), 2000 / 16, 2000 / 16),
    ],
)
def test_the_wind_triangle(wind: tuple[float, int], out: float, back: float) -> None:
    matrix = AirTravel({}, air(wind)).matrix(DRONE, [HOME, at(2000, 0)])
    assert (matrix.seconds(0, 1), matrix.seconds(1, 0)) == (math.ceil(out - 1e-6), math.ceil(back - 1e-6))
    assert matrix.metres(0, 1) == pytest.approx(20 * out, abs=1.01)  # through the air
    assert not matrix.estimated


@pytest.mark.parametrize("wind", [(20, 90), (25, 0), (19.8, 90)])
def test_a_wind_that_beats_the_airspeed_leaves_no_way(wind: tuple[float, int]) -> None:
    matrix = AirTravel({}, air(wind)).matrix(DRONE, [HOME, at(2000, 0)])
    assert matrix.seconds(0, 1) == matrix.metres(0, 1) == UNREACHABLE


def test_a_flight_that_only_comes_there_is_none() -> None:
    """Out with the wind and never back: the door is barred."""
    measured = measure(
        AirTravel({}, air((20, 270))), [DRONE], [HOME, at(2000, 0)], [TimeWindow(0, HOUR)] * 2, Travel()
    )
    assert [(finding.place, finding.code) for finding in measured.findings] == [(1, Code.UNREACHABLE)]


def test_drift_is_what_it_was_in_every_direction() -> None:
    """The speed over the ground is the sum of air and wind as vectors, whatever the way."""
    blow = Blow(4.0, -7.0)
    for bearing in range(0, 360, 15):
        track = (math.sin(math.radians(bearing)), math.cos(math.radians(bearing)))
        speed = 1000 / flown_seconds([(1000 * track[0], 1000 * track[1])], 20.0, blow)
        through_air = (speed * track[0] - blow.east, speed * track[1] - blow.north)
        assert math.hypot(*through_air) == pytest.approx(20.0)


def test_two_doors_lie_by_the_store() -> None:
    points = [HOME, at(2000, 0), at(0, 3000)]
    matrix = AirTravel({}, air((5, 200))).matrix(DRONE, points)
    for a, b in itertools.permutations((1, 2)):
        assert matrix.seconds(a, b) == matrix.seconds(a, 0) + matrix.seconds(0, b)
        assert matrix.metres(a, b) == matrix.metres(a, 0) + matrix.metres(0, b)


def test_a_closed_area_is_flown_around_and_a_door_in_it_not_flown_to() -> None:
    corners = tuple(at(1000 + x, y) for x, y in ((-200, -200), (200, -200), (200, 200), (-200, 200)))
    source = AirTravel({"park": ((corners,),)}, air())
    profile = TravelProfile("drone", ("park",), 72_000)
    matrix = source.matrix(profile, [HOME, at(2000, 0), at(1000, 0)])
    assert matrix.metres(0, 1) == pytest.approx(2 * math.hypot(750, 250) + 500, abs=3)
    assert matrix.seconds(0, 2) == UNREACHABLE
    out, back = source.legs(profile, [HOME, at(2000, 0), HOME])
    assert (len(out.line), out.line[0], out.line[-1]) == (4, HOME, at(2000, 0))
    assert back.line == out.line[::-1]


MORNING, NIGHT = TimeWindow(8 * HOUR, 9 * HOUR), TimeWindow(20 * HOUR, 21 * HOUR)


def test_the_worst_wind_of_the_hours_around_a_window_counts() -> None:
    source = AirTravel({}, air((5, 270), (15, 270, "19:00-22:00")))
    points = [HOME, at(2000, 0), at(2000, 1)]
    matrix = source.matrix_in(DRONE, points, [MORNING, MORNING, NIGHT])
    assert (matrix.seconds(1, 0), matrix.seconds(2, 0)) == (math.ceil(2000 / 15), math.ceil(2000 / 5) + 1)
    whole = source.matrix(DRONE, points)
    assert whole.seconds(1, 0) == math.ceil(2000 / 5)
    assert whole.seconds(0, 1) == 2000 / 25  # a weaker push, of the other hours, is the longer leg


@pytest.mark.parametrize(
    ("span", "found"),
    [
        ((0, 1), {0}),
        ((8, 12), {0, 8}),
        ((10, 11), {8}),
        ((11, 13), {8, 9}),
        ((12, 15), {0, 9}),
        ((0, 24), {0, 8, 9}),
    ],
)
def test_winds_by_the_hour(span: tuple[int, int], found: set[int]) -> None:
    """A wind without hours blows in those that no other names."""
    winds = air((8, 180, "10:00-12:00"), (9, 180, "12:00-14:00")).wind
    blown = winds_between(winds, span[0] * HOUR, span[1] * HOUR - 1)
    assert {round(blow.north) for blow in blown} == found
    named = air((8, 180, "10:00-12:00"), (9, 180, "12:00-14:00"), (3, 180)).wind
    blown = winds_between(named, span[0] * HOUR, span[1] * HOUR - 1)
    assert {round(blow.north) for blow in blown} == {speed or 3 for speed in found}


def test_a_door_that_is_asked_for_is_measured_as_it_would_be_planned() -> None:
    source = AirTravel({}, air((6, 240), (11, 200, "18:00-24:00")))
    points, windows = [HOME, at(2000, 0), at(-800, 900)], [TimeWindow(0, 86_400), MORNING, NIGHT]
    door = at(500, -1500)
    whole = measure(source, [DRONE], [*points, door], [*windows, MORNING], Travel()).matrices[0]
    asked = measure_door(source, DRONE, points, windows, door, [MORNING], Travel())
    places = range(len(points))
    assert [asked.to_door[place] for place in places] == [whole.seconds(place, 3) for place in places]
    assert [asked.from_door[place] for place in places] == [whole.seconds(3, place) for place in places]
    assert [asked.metres_to[place] for place in places] == [whole.metres(place, 3) for place in places]
    assert [asked.metres_from[place] for place in places] == [whole.metres(3, place) for place in places]
    assert asked.finding is None


@pytest.mark.parametrize(
    ("winds", "name"),
    [
        ((), "flight (calm air assumed)"),
        (((6.5, 240),), "flight (wind 6.5 m/s from 240°)"),
        (((6, 240), (9, 200, "18:00-24:00")), "flight (2 winds)"),
    ],
)
def test_its_name_tells_the_wind(winds: tuple[tuple[float, int], ...], name: str) -> None:
    assert AirTravel({}, air(*winds)).name == name
