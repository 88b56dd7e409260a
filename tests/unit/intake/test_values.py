from decimal import Decimal
from typing import Literal

import pytest

from dispatch.intake.phones import local_phone
from dispatch.intake.temperatures import temperatures
from dispatch.intake.values import (
    Answers,
    UnreadableError,
    amount,
    flag,
    is_blank,
    is_guess,
    volume,
    weight,
)
from dispatch.model import Temperature


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
        ("3 stuks", "3"),
        ("3 kg", None),  # a weight has a reader of its own
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
        with pytest.raises(UnreadableError, match="number"):
            amount(text)
    else:
        assert amount(text) == Decimal(value)


def test_three_digits_behind_a_point_are_thousands_in_money_only() -> None:
    assert amount("1.250", money=True) == 1250
    assert amount("1.250") == Decimal("1.25")
    assert amount("12,50", money=True) == Decimal("12.5")


def test_a_known_decimal_sign_settles_it() -> None:
    assert amount("1.250", decimal=",") == 1250
    assert amount("1,250", decimal=".") == 1250
    assert amount("12,5", decimal=",") == Decimal("12.5")
    with pytest.raises(ValueError, match="number"):
        amount("12.5", decimal=",")


@pytest.mark.parametrize(
    ("text", "unit", "grams"),
    [
        ("1035", "g", "1035"),
        ("1,035 kg", "g", "1035"),  # a unit in the cell wins over that of its column
        ("12500 g", "kg", "12500"),
        ("12,5", "kg", "12500"),
        ("1,250", "kg", "1250"),
        ("10.350", "g", "10350"),  # nobody writes thousandths of a gram
        ("10.350 g", "kg", "10350"),
        ("0.750", "g", "0.750"),
        ("10,5", "g", "10.5"),
        ("1.234,5 gr.", "g", "1234.5"),
        ("2 lbs", "kg", "907.184"),
    ],
)
def test_weights_in_grams(text: str, unit: Literal["g", "kg"], grams: str) -> None:
    assert weight(text, unit) == Decimal(grams)


@pytest.mark.parametrize(
    ("text", "unit", "millilitres"),
    [
        ("750", "ml", "750"),
        ("1 l", "ml", "1000"),
        ("75cl", "ml", "750"),
        ("1,5", "l", "1500"),
        ("1.500", "ml", "1500"),
    ],
)
def test_volumes_in_millilitres(text: str, unit: Literal["ml", "l"], millilitres: str) -> None:
    assert volume(text, unit) == Decimal(millilitres)


@pytest.mark.parametrize("text", ["ongeveer 3 kg", "kg", "drie kilo", "3 km"])
def test_no_weights(text: str) -> None:
    with pytest.raises(ValueError, match="number"):
        weight(text, "kg")


@pytest.mark.parametrize(
    "text", ["Local delivery", "Thuisbezorging", "Bezorgen aan huis", "Levering", "Fietskoerier"]
)
def test_a_way_of_delivery_is_a_yes(text: str) -> None:
    assert flag(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "Local pickup",
        "Afhalen in de winkel",
        "Click & Collect",
        "pick up",
        "niet bezorgen",
        "geen bezorging",
        "n.v.t.",
    ],
)
def test_a_way_of_collecting_is_a_no(text: str) -> None:
    assert flag(text) is False


@pytest.mark.parametrize("text", ["Flat rate", "bezorgen of afhalen", "niet afhalen"])
def test_what_does_not_say_which_is_neither(text: str) -> None:
    with pytest.raises(ValueError, match="flag"):
        flag(text)


def test_the_stores_own_words() -> None:
    answers = Answers.of(yes=["Zone A"], no=["Balie 2", "bezorgen"], cancelled=["Storno"])
    assert answers.flag("zone a") is True
    assert answers.flag("Balie 2") is False
    assert answers.flag("Bezorgen") is False  # the store's word wins over the program's
    assert answers.flag("ja") is True
    assert answers.is_cancelled("STORNO")


@pytest.mark.parametrize("text", ["Geannuleerd", "cancelled", "wc-cancelled", "Refunded", "voided", "failed"])
def test_states_of_an_order_that_is_off(text: str) -> None:
    assert Answers().is_cancelled(text)


@pytest.mark.parametrize(
    "text", ["", "paid", "processing", "partially_refunded", "niet geannuleerd", "unfulfilled"]
)
def test_states_of_an_order_that_is_on(text: str) -> None:
    assert not Answers().is_cancelled(text)


def test_what_stands_for_nothing() -> None:
    assert all(map(is_blank, ("", "-", "n.v.t.", "N/A", "null", "geen")))
    assert not any(map(is_blank, ("0", "nee", "A", "?")))


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
    with pytest.raises(UnreadableError, match="flag"):
        flag(text)


def test_temperatures_in_any_words_and_order() -> None:
    all_three = (Temperature.AMBIENT, Temperature.CHILLED, Temperature.FROZEN)
    assert temperatures("vries+koel+gewoon") == all_three
    assert temperatures("Ambient / Chilled & frozen") == all_three
    assert temperatures("diepvries en gekoeld") == all_three[1:]
    assert temperatures("") == temperatures("-") == temperatures("geen") == ()
    with pytest.raises(ValueError, match="temperature"):
        temperatures("lauw")


def test_a_phone_number_gets_back_what_a_spreadsheet_took() -> None:
    assert local_phone("666001234") == "0666001234"
    assert local_phone("31666001234") == "+31666001234"
    assert local_phone("06-66001234") == "06-66001234"
    assert local_phone("612345678.0") == "0612345678"
    assert local_phone("0612345678.0") == "0612345678"
    assert local_phone("+32 2 555 12 12") == "+32 2 555 12 12"


def test_answers_with_a_word_too_many() -> None:
    assert flag("Ja, graag") is True
    assert flag("Nee, dank u") is flag("no, pickup") is flag("nee, niet bezorgen") is False
    with pytest.raises(ValueError, match="flag"):
        flag("ja, afhalen")


def test_units_of_counting_and_of_money() -> None:
    assert amount("2 kratten") == amount("2 bags") == 2
    assert amount("$45.10", money=True) == amount("EUR 45,10", money=True) == Decimal("45.10")


def test_temperatures_in_degrees() -> None:
    assert temperatures("-18 °C") == (Temperature.FROZEN,)
    assert temperatures("2-7 graden") == (Temperature.CHILLED,)
    with pytest.raises(ValueError, match="temperature"):
        temperatures("15 graden")


@pytest.mark.parametrize(
    ("text", "unit", "doubted"),
    [
        ("1,035 kg", "g", True),
        ("1035 g", "kg", True),
        ("1 l", "ml", True),
        ("10.350", "g", True),  # read as thousands: half a gram of potatoes does not exist
        ("1035", "g", False),
        ("1035 gram", "g", False),
        ("1 kgs", "kg", False),
        ("330 cc", "ml", False),
        ("1.250", "kg", False),  # three decimals of a kilogram are grams
        ("0,75 l", "l", False),
    ],
)
def test_a_weight_or_volume_that_may_be_meant_otherwise_is_known(
    text: str, unit: Literal["g", "kg", "ml", "l"], doubted: bool
) -> None:
    assert is_guess(text, unit) is doubted


def test_a_decimal_sign_that_is_told_leaves_no_doubt_about_thousands() -> None:
    assert not is_guess("10.350", "g", decimal=".")
