"""Times of day as text, and the two days a year on which wall-clock and elapsed seconds differ."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.clock import (
    DAY,
    HOUR,
    MINUTE,
    ceil_minutes,
    hhmm,
    hhmm_span,
    instant,
    parse_hhmm,
    seconds_of_day,
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("00:00", 0),
        ("17:30", 63_000),  # 17.5 * 3600
        ("17.30", 63_000),
        (" 9:05 ", 32_700),
        ("23:59:59", 86_399),
        ("24:00", 86_400),
    ],
)
def test_times_of_day_are_read(text: str, seconds: int) -> None:
    assert parse_hhmm(text) == seconds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "17",
        "24:01",
        "24:00:01",
        "12:60",
        "12:00:60",
        "-1:00",
        "1:2:3:4",
        "\u0661\u0662:\u0660\u0660",
        "12:0x",
        "112:00",
        "12:",
    ],
)
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a time"):
        parse_hhmm(text)


def test_times_are_written_down_to_the_minute_and_go_on_after_midnight() -> None:
    assert hhmm(63_059) == "17:30"
    assert hhmm(DAY) == "00:00"
    assert hhmm(DAY + 90 * MINUTE) == "01:30"


@given(st.integers(0, DAY - 1))
def test_a_written_time_reads_back_to_its_minute(seconds: int) -> None:
    assert parse_hhmm(hhmm(seconds)) == seconds // 60 * 60


def test_minutes_are_rounded_up() -> None:
    assert [ceil_minutes(s) for s in (0, 1, 60, 61, 3600)] == [0, 1, 1, 2, 60]


@pytest.mark.parametrize(
    ("day", "seconds", "utc"),
    [
        (date(2026, 11, 21), 17 * HOUR, "2026-11-21T16:00"),  # winter: one hour ahead of UTC
        (date(2026, 7, 1), 17 * HOUR, "2026-07-01T15:00"),  # summer: two
        (SPRING, 1 * HOUR, "2026-03-29T00:00"),  # the last hour of winter
        (SPRING, 2 * HOUR + 1800, "2026-03-29T01:30"),  # skipped: half an hour after 01:00 UTC, 03:30 shown
        (SPRING, 3 * HOUR, "2026-03-29T01:00"),
        (SPRING, 17 * HOUR, "2026-03-29T15:00"),
        (AUTUMN, 2 * HOUR + 1800, "2026-10-25T00:30"),  # occurs twice: the first, in summer time
        (AUTUMN, 17 * HOUR, "2026-10-25T16:00"),
        (AUTUMN, DAY + HOUR, "2026-10-26T00:00"),
        (date(2026, 10, 24), DAY + 4 * HOUR, "2026-10-25T03:00"),  # the small hours after the change
    ],
)
def test_moments_of_the_day_are_instants(day: date, seconds: int, utc: str) -> None:
    assert instant(day, seconds, AMSTERDAM) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


def test_a_wall_clock_shows_the_same_time_on_days_of_23_and_25_hours() -> None:
    for day, offset in ((SPRING, 2), (AUTUMN, 1)):
        moment = datetime(day.year, day.month, day.day, 17 - offset, 15, tzinfo=UTC)
        assert seconds_of_day(moment, day, AMSTERDAM) == 17 * HOUR + 15 * MINUTE


def test_the_day_before_and_after_count_on() -> None:
    day = date(2026, 11, 21)
    assert seconds_of_day(datetime(2026, 11, 20, 22, 0, tzinfo=UTC), day, AMSTERDAM) == -HOUR
    assert seconds_of_day(datetime(2026, 11, 22, 0, 0, tzinfo=UTC), day, AMSTERDAM) == DAY + HOUR


@given(st.sampled_from([SPRING, AUTUMN, date(2026, 6, 1)]), st.integers(4 * HOUR, DAY))
def test_daytime_goes_to_an_instant_and_back(day: date, seconds: int) -> None:
    assert seconds_of_day(instant(day, seconds, AMSTERDAM), day, AMSTERDAM) == seconds


def test_a_span_is_written_from_moment_to_moment() -> None:
    assert hhmm_span(16 * HOUR, 17 * HOUR + 30 * MINUTE + 59) == "16:00-17:30"
    assert hhmm_span(23 * HOUR, DAY + HOUR) == "23:00-01:00"
