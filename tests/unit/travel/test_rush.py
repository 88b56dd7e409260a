from dispatch.config import Hours, RushHour, Travel
from dispatch.model import Pace
from dispatch.travel import pace_of

HOUR = 3600


def band(start: float, end: float, factor: float, profile: str = "van") -> RushHour:
    return RushHour(hours=Hours(int(start * HOUR), int(end * HOUR)), factor=factor, profile=profile)


def test_bands_make_the_pace_of_their_kind_of_vehicle() -> None:
    section = Travel(rush_hours=(band(16, 18, 1.25), band(7, 9, 2)), door_seconds={"van": 75})
    begins = (0, 7 * HOUR, 9 * HOUR, 16 * HOUR, 18 * HOUR)
    assert pace_of(section, "van") == Pace(begins, (1_000_000, 500_000, 1_000_000, 800_000, 1_000_000), 75)
    assert pace_of(section, "bike") is None
    assert pace_of(Travel(rush_hours=(band(16, 18, 1.0),)), "van") is None


def test_the_largest_of_overlapping_bands_holds() -> None:
    pace = pace_of(Travel(rush_hours=(band(15, 18, 1.25), band(16, 17, 2))), "van")
    assert pace is not None
    assert pace.begins == (0, 15 * HOUR, 16 * HOUR, 17 * HOUR, 18 * HOUR)
    assert pace.speeds == (1_000_000, 800_000, 500_000, 800_000, 1_000_000)


def test_a_factor_alone_adds_no_second() -> None:
    for thousandths in range(500, 5001, 7):
        pace = pace_of(Travel(rush_hours=(band(0, 24, thousandths / 1000),)), "van")
        assert pace is None or pace.arrival(3600, 1000, to_door=False) == 3600 + thousandths
