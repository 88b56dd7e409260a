"""Sunrise and sunset, against what almanacs print."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dispatch.geo.sun import daylight

LEIDEN = (52.16, 4.49)


@pytest.mark.parametrize(
    ("day", "rise", "fall"),
    [  # De Bilt, KNMI's table, in UTC; Leiden lies three minutes to the west
        (date(2026, 6, 21), (3, 18), (20, 3)),
        (date(2026, 12, 21), (7, 44), (15, 29)),
        (date(2026, 3, 20), (5, 44), (17, 52)),
    ],
)
def test_in_leiden(day: date, rise: tuple[int, int], fall: tuple[int, int]) -> None:
    found = daylight(LEIDEN, day)
    assert found is not None
    for moment, (hour, minute) in zip(found, (rise, fall), strict=True):
        printed = datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)
        assert abs(moment - printed - timedelta(minutes=3)) < timedelta(minutes=5)


def test_where_the_sun_does_not_set() -> None:
    assert daylight((75.0, 20.0), date(2026, 6, 21)) is None
    assert daylight((75.0, 20.0), date(2026, 12, 21)) is None
