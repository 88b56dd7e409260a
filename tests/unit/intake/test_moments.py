from datetime import date
from zoneinfo import ZoneInfo

import pytest

from dispatch.intake.moments import (
    DateFormat,
    Moment,
    can_be_turned,
    date_format_of,
    read_moment,
)
from dispatch.intake.spans import Span, read_spans
from dispatch.intake.values import UnreadableError

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAY = date(2026, 11, 21)
FIVE_PAST_TWO = 14 * 3600 + 5 * 60
HOUR = 3600


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-21T14:05",
        "2026-11-21 14:05:00",
        "2026-11-21T14:05:00.000",
        "2026-11-21T13:05Z",  # Amsterdam is an hour ahead in November
        "2026-11-21T14:05+01:00",
        "2026-11-21T08:05-0500",
        "21-11-2026 14:05",
        "21/11/2026 14:05",
        "21.11.2026 14.05",
        "21-11-26 14u05",
        "21-11-2026, 2:05 pm",
        "20261121 1405",
        "202611211405",
        "11/21/2026 14:05",  # 21 is no month, so this can be read in one way only
        "2026/11/21 14:05",
        "21 nov 2026 14:05",
        "21-nov-26 14:05",
        "za 21-11-2026 14:05",
        "zaterdag 21 november 2026 om 14:05 uur",
        "Nov 21, 2026 2:05 PM",
        "Sat, 21 Nov 2026 14:05:00 +0100",
        "2026-11-21 13:05:00 UTC",
        "1795266300",  # seconds since 1970
        "46347,586805555555",  # what a spreadsheet makes of it: 46347 days since 1899-12-30
    ],
)
def test_moments_with_a_date(text: str) -> None:
    assert read_moment(text, AMSTERDAM) == Moment(FIVE_PAST_TWO, DAY)


@pytest.mark.parametrize(
    "text",
    [
        "14:05",
        "14.05",
        "14u05",
        "1405",
        "14:05:00",
        "2:05 PM",
        "0.586805555555",
        "30-12-1899 14:05:00",
        "1900-01-00 14:05",
    ],
)
def test_moments_without_a_date(text: str) -> None:
    assert read_moment(text, AMSTERDAM) == Moment(FIVE_PAST_TWO, None)


def test_a_moment_in_utc_may_be_of_the_next_day_here() -> None:
    # 23:30 UTC on a summer evening is 01:30 in Leiden
    assert read_moment("2026-07-04T23:30Z", AMSTERDAM) == Moment(5400, date(2026, 7, 5))


def test_only_a_date() -> None:
    assert read_moment("21-11-2026", AMSTERDAM) == Moment(None, DAY)


@pytest.mark.parametrize(
    "text",
    [
        "31-02-2026 14:05",
        "2026-13-01T10:00",
        "25:00",
        "14:65",
        "gisteren",
        "0001-01-01T00:00+14:00",
        "9999-12-31T23:59-14:00",
        "2026-11-21T14:05+99:99",
        "14:05:61",
        "13:00 am",
    ],
)
def test_no_moments(text: str) -> None:
    with pytest.raises(ValueError, match=r"clock|calendar|offset"):
        read_moment(text, AMSTERDAM)


def test_times_of_windows() -> None:
    assert read_moment("24:00", None).seconds == 86_400
    assert read_moment("18", None).seconds == 18 * 3600
    assert read_moment("18 uur", None).seconds == 18 * 3600
    assert read_moment("2026-11-21T18:00:00", None).seconds == 18 * 3600


def test_which_comes_first_can_be_told() -> None:
    assert read_moment("09-11-2026", None).day == date(2026, 11, 9)
    assert read_moment("09-11-2026", None, DateFormat.MONTH_FIRST).day == date(2026, 9, 11)
    assert read_moment("21-11-2026", None, DateFormat.MONTH_FIRST).day == DAY  # there is no 21st month


def test_a_column_shows_which_comes_first() -> None:
    assert date_format_of(["11/09/2026 10:05", "11/21/2026 10:15"]) is DateFormat.MONTH_FIRST
    assert date_format_of(["09-11-2026", "21-11-2026"]) is DateFormat.DAY_FIRST
    assert date_format_of(["09-11-2026", "2026-11-21", "10:05"]) is None
    assert date_format_of(["13-01-2026", "01-13-2026"]) is None
    assert can_be_turned("11/09/2026 10:05")
    assert not can_be_turned("11/11/2026")
    assert not can_be_turned("21-11-2026")


def test_a_wish_that_is_none() -> None:
    for text in ("", "-", "n.v.t.", "geen voorkeur", "ZSM", "asap", "hele dag"):
        assert read_spans(text, AMSTERDAM) == ()


@pytest.mark.parametrize(
    "text",
    [
        *(
            "17:00-19:00",
            "17.00 \N{EN DASH} 19.00",
            "17u-19u",
            "1700-1900",
            "17-19",
            "17:00:00-19:00:00",
            "5-7pm",
        ),
        *("5pm-7pm", "5:00 PM to 7:00 PM", "van 17:00 tot 19:00", "tussen 17 en 19u", "between 5 and 7 pm"),
        *(
            "Bezorging: 17.00-19.00 uur",
            "17:00/19:00",
            "17:00 t/m 19:00",
            "5-7 uur 's avonds",
            "vandaag 17-19",
        ),
    ],
)
def test_windows_in_one_cell(text: str) -> None:
    assert read_spans(text, AMSTERDAM) == (Span(17 * HOUR, 19 * HOUR),)


@pytest.mark.parametrize(
    "text",
    [
        *("21-11-2026 17:00 - 19:00", "za 21 nov 2026 17:00-19:00", "Sat Nov 21, 2026 5pm-7pm"),
        *("2026-11-21 17:00 - 2026-11-21 19:00", "2026-11-21T16:00:00Z/2026-11-21T18:00:00Z"),
        *("21 november 2026, 17:00 \N{EN DASH} 19:00", "2026-11-21 17:00-19:00"),
    ],
)
def test_windows_with_their_date(text: str) -> None:
    assert read_spans(text, AMSTERDAM) == (Span(17 * HOUR, 19 * HOUR, DAY, DAY),)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("11-1pm", 11, 13),  # pm for both would end before it begins
        ("10am-2", 10, 14),
        ("12pm-2pm", 12, 14),
        ("20:00-00:00", 20, 24),
        ("na 18:00", 18, None),
        ("vanaf 18u", 18, None),
        ("vóór 20:00", None, 20),
        ("uiterlijk 20 uur", None, 20),
    ],
)
def test_ends_of_windows(text: str, start: int, end: int) -> None:
    (span,) = read_spans(text, AMSTERDAM)
    assert (span.start, span.end) == tuple(None if end is None else end * HOUR for end in (start, end))


def test_several_windows_of_a_cell() -> None:
    both = (Span(12 * HOUR, 13 * HOUR), Span(18 * HOUR, 20 * HOUR))
    for text in ("12-13 of 18-20", "12:00-13:00, 18:00-20:00", "12-13 / 18-20", "12-13; 18-20"):
        assert read_spans(text, AMSTERDAM) == both


def test_parts_of_the_day_and_weekdays() -> None:
    assert read_spans("'s avonds", None) == (Span(18 * HOUR, 22 * HOUR, in_words=True),)
    assert read_spans("zaterdagmiddag", None) == (Span(12 * HOUR, 18 * HOUR, weekday=5, in_words=True),)
    assert read_spans("zaterdag 17:00-19:00", None) == (Span(17 * HOUR, 19 * HOUR, weekday=5),)


def test_a_date_alone_and_a_window_past_midnight() -> None:
    assert read_spans("22-11-2026", None) == (Span(None, None, date(2026, 11, 22), date(2026, 11, 22)),)
    assert read_spans("21-11-2026 18:00 - 22-11-2026 00:00", None) == (
        Span(18 * HOUR, 24 * HOUR, DAY, date(2026, 11, 22)),
    )


@pytest.mark.parametrize("text", ["18", "ergens", "morgen 17-19", "25-26", "17-19-21"])
def test_no_windows(text: str) -> None:
    with pytest.raises(UnreadableError):
        read_spans(text, AMSTERDAM)
