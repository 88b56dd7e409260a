import pytest
from daymaker import make_stop

from dispatch.config import Hours, RushHour, Travel
from dispatch.model import Alternative, TimeWindow
from dispatch.pipeline.travelling import busiest_window
from dispatch.travel.rush import window_factor

HOUR = 3600


def band(start: int, end: int, factor: float, profile: str = "van") -> RushHour:
    return RushHour(hours=Hours(start * HOUR, end * HOUR), factor=factor, profile=profile)


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        (TimeWindow(14 * HOUR, 22 * HOUR), 1.1),  # 2 of 8 hours at 1.4: (6 x 1 + 2 x 1.4) / 8
        (TimeWindow(17 * HOUR, 18 * HOUR), 1.4),
        (TimeWindow(17 * HOUR, 19 * HOUR), 1.2),
        (TimeWindow(18 * HOUR, 19 * HOUR), 1.0),
        (TimeWindow(17 * HOUR, 17 * HOUR), 1.4),  # a moment in the band
        (TimeWindow(18 * HOUR, 18 * HOUR), 1.0),  # its end is no part of it
    ],
)
def test_a_factor_is_the_mean_over_the_window(window: TimeWindow, expected: float) -> None:
    assert window_factor([band(16, 18, 1.4)], "van", window) == pytest.approx(expected)


def test_bands_of_another_kind_do_not_count() -> None:
    assert window_factor([band(16, 18, 1.4)], "bike", TimeWindow(16 * HOUR, 18 * HOUR)) == 1.0


def test_the_largest_of_overlapping_bands_holds() -> None:
    bands = [band(15, 18, 1.2), band(16, 17, 1.5)]
    # 15-16 at 1.2, 16-17 at 1.5, 17-18 at 1.2
    assert window_factor(bands, "van", TimeWindow(15 * HOUR, 18 * HOUR)) == pytest.approx(1.3)


def test_of_several_windows_the_slowest_counts() -> None:
    windows = tuple(Alternative(TimeWindow(h * HOUR, (h + 1) * HOUR), (h + 1) * HOUR) for h in (12, 17, 20))
    stop = make_stop("A", (12 * HOUR, 13 * HOUR), alternatives=windows)
    bands = (band(16, 19, 1.4), band(19, 21, 1.2))
    assert busiest_window(stop, Travel(rush_hours=bands)) == windows[1].window
    assert busiest_window(stop, Travel()) == windows[0].window
