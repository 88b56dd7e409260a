import pickle
from dataclasses import replace

import pytest
from daymaker import line_matrix

from dispatch.model import Pace

HOUR = 3600
RUSH = Pace((0, 16 * HOUR, 18 * HOUR), (1_000_000, 500_000, 1_000_000), 20)


@pytest.mark.parametrize(
    ("departure", "arrival"),
    [
        (15 * HOUR, 15 * HOUR + 600),
        (16 * HOUR - 300, 16 * HOUR + 600),  # five minutes before, the other five take ten
        (16 * HOUR, 16 * HOUR + 1200),
        (18 * HOUR - 600, 18 * HOUR + 300),  # ten minutes of rush are five of the way
        (18 * HOUR, 18 * HOUR + 600),
    ],
)
def test_a_leg_takes_as_long_as_the_hours_in_which_it_is_driven(departure: int, arrival: int) -> None:
    assert RUSH.arrival(departure, 600, to_door=False) == arrival
    assert RUSH.departure(arrival, 600, to_door=False) == departure


def test_time_at_the_door_is_no_longer_in_any_hour() -> None:
    assert RUSH.arrival(16 * HOUR, 620, to_door=True) == 16 * HOUR + 1220
    assert RUSH.departure(16 * HOUR + 1220, 620, to_door=True) == 16 * HOUR
    assert RUSH.arrival(16 * HOUR, 0, to_door=True) == 16 * HOUR  # from the same door


def test_an_arrival_is_the_first_whole_second() -> None:
    pace = Pace((0,), (769_231,))  # 1.3 times as long
    assert pace.arrival(0, 100, to_door=False) == 130
    assert pace.arrival(0, 101, to_door=False) == 132
    assert pace.departure(131, 100, to_door=False) == 1
    assert pace.departure(131, 101, to_door=False) == -1


def test_the_least_of_a_leg_is_that_of_the_fastest_hour() -> None:
    assert RUSH.least(620, to_door=True) == 620
    assert Pace((0, HOUR), (500_000, 2_000_000), 20).least(620, to_door=True) == 320
    assert RUSH.mean(16 * HOUR, 18 * HOUR - 1) == 2.0
    assert RUSH.mean(17 * HOUR, 19 * HOUR - 1) == pytest.approx(4 / 3)
    assert RUSH.reliefs == (18 * HOUR,)


@pytest.mark.parametrize(
    ("begins", "speeds"),
    [
        ((), ()),
        ((0,), ()),
        ((60,), (1,)),
        ((0, 0), (1, 1)),
        ((0,), (0,)),
        ((0, 1 << 40), (1, 1)),
        ((0,), (1 << 40,)),
    ],
)
def test_what_is_no_pace_is_refused(begins: tuple[int, ...], speeds: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="pace"):
        Pace(begins, speeds)


def test_a_matrix_keeps_its_pace_wherever_it_goes() -> None:
    matrix = replace(line_matrix(4), pace=RUSH, estimated=True)
    for same in (pickle.loads(pickle.dumps(matrix)), matrix.keep([0, 2, 1])):
        assert (same.pace, same.estimated) == (RUSH, True)
    assert matrix.arrival(0, 2, 16 * HOUR, to_door=False) == 16 * HOUR + 2400
    assert matrix.departure(0, 2, 16 * HOUR + 2400, to_door=False) == 16 * HOUR
