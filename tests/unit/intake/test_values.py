from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from dispatch.intake.values import (
    Moment,
    amount,
    clock_time,
    flag,
    local_phone,
    read_moment,
    temperatures,
    time_span,
)
from dispatch.model import Temperature

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAY = date(2026, 11, 21)
FIVE_PAST_TWO = 14 * 3600 + 5 * 60


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2", "2"),
        ("-2", "-2"),
        ("−2", "-2"),  # noqa: RUF001  # the minus of typographers
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("1,250", "1.250"),  # a kilo and a quarter
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1.234.567", "1234567"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234,5", "1234.5"),
        ("€ 12,50", "12.50"),
        ("12,50 €", "12.50"),
        ("25,-", "25"),
        ("3 kg", "3"),
        ("1E2", "100"),
        ("52,163689", "52.163689"),
        ("٣", None),  # digits of another script are digits to Python, not to a till
        ("1,2,3", None),
        ("12.34.56", None),
        ("NaN", None),
        ("inf", None),
        ("1e", None),
        ("--2", None),
        ("0x10", None),
        ("twee", None),
        ("", None),
        ("9" * 40, None),
    ],
)
def test_amounts(text: str, value: str | None) -> None:
    if value is None:
        with pytest.raises(ValueError, match="not a number"):
            amount(text)
    else:
        assert amount(text) == Decimal(value)


def test_three_digits_behind_a_point_are_thousands_in_money_only() -> None:
    assert amount("1.250", money=True) == 1250
    assert amount("1.250") == Decimal("1.25")
    assert amount("12,50", money=True) == Decimal("12.5")


@pytest.mark.parametrize(
    "text", ["ja", "J", "YES", "y", "true", "Waar", "1", "1.0", "x", "✓", "18+", "Bezorgen"]
)
def test_yes(text: str) -> None:
    assert flag(text) is True


@pytest.mark.parametrize("text", ["", "nee", "N", "no", "False", "ONWAAR", "0", "-", "0.0", "Afhalen"])
def test_no(text: str) -> None:
    assert flag(text) is False


@pytest.mark.parametrize("text", ["misschien", "2", "4,95", "janee", "?"])
def test_neither_yes_nor_no(text: str) -> None:
    with pytest.raises(ValueError, match="neither"):
        flag(text)


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
        "46347,586805555555",  # what a spreadsheet makes of it: 46347 days since 1899-12-30
    ],
)
def test_moments_with_a_date(text: str) -> None:
    assert read_moment(text, AMSTERDAM) == Moment(FIVE_PAST_TWO, DAY)


@pytest.mark.parametrize("text", ["14:05", "14.05", "14u05", "1405", "14:05:00", "2:05 PM", "0.586805555555"])
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
        "11/21/2026 14:05",
        "2026-13-01T10:00",
        "25:00",
        "14:65",
        "gisteren",
        "0001-01-01T00:00+14:00",
        "9999-12-31T23:59-14:00",
        "2026-11-21T14:05+99:99",
        "14:05:61",
        "13:00 pm",
    ],
)
def test_no_moments(text: str) -> None:
    with pytest.raises(ValueError, match=r"^(is not|has no)"):
        read_moment(text, AMSTERDAM)


def test_times_of_windows() -> None:
    assert clock_time("24:00") == 86_400
    assert clock_time("18") == 18 * 3600
    assert clock_time("18 uur") == 18 * 3600
    assert clock_time("2026-11-21T18:00:00") == 18 * 3600
    assert time_span("18:00 - 20:00") == time_span("18.00–20.00") == (64_800, 72_000)  # noqa: RUF001
    with pytest.raises(ValueError, match="span"):
        time_span("18:00")


def test_temperatures_in_any_words_and_order() -> None:
    all_three = (Temperature.AMBIENT, Temperature.CHILLED, Temperature.FROZEN)
    assert temperatures("vries+koel+gewoon") == all_three
    assert temperatures("Ambient / Chilled & frozen") == all_three
    assert temperatures("diepvries en gekoeld") == all_three[1:]
    assert temperatures("") == ()
    with pytest.raises(ValueError, match="gewoon"):
        temperatures("lauw")


def test_a_phone_number_gets_back_what_a_spreadsheet_took() -> None:
    assert local_phone("666001234") == "0666001234"
    assert local_phone("31666001234") == "+31666001234"
    assert local_phone("06-66001234") == "06-66001234"
    assert local_phone("+32 2 555 12 12") == "+32 2 555 12 12"
