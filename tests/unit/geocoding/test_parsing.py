import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.geocoding.additions import read_addition
from dispatch.geocoding.parsing import parse_address
from dispatch.model import Address


def parts(address: Address) -> tuple[str, ...]:
    return (address.street, address.house_number, address.addition, address.postcode, address.city)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Haarlemmerstr. 12-a, 2312ga Leiden", ("Haarlemmerstr.", "12", "A", "2312 GA", "Leiden")),
        ("1e Binnenvestgracht 5 bis", ("1e Binnenvestgracht", "5", "BIS", "", "")),
        ("v.d. Werffstraat 3, Leiden", ("v.d. Werffstraat", "3", "", "", "Leiden")),
        ("Leiden, 2311 EZ Rapenburg 70hs", ("Rapenburg", "70", "HS", "2311 EZ", "Leiden")),
        ("Rapenburg 70 Leiden", ("Rapenburg", "70", "", "", "Leiden")),
        ("Rapenburg 70\nLeiden\nNederland", ("Rapenburg", "70", "", "", "Leiden")),
        ("Rapenburg, 70, 2311EZ, Leiden", ("Rapenburg", "70", "", "2311 EZ", "Leiden")),
        ("2311EZ 70", ("", "70", "", "2311 EZ", "")),
        ("2311 EZ 70 hs, Leiden", ("", "70", "HS", "2311 EZ", "Leiden")),
        ("70 Rapenburg, Leiden", ("Rapenburg", "70", "", "", "Leiden")),
        ("12 Rapenburg 2311EZ", ("Rapenburg", "12", "", "2311 EZ", "")),
        ("Plein 1945 12 Leiden", ("Plein 1945", "12", "", "", "Leiden")),
        ("10 Meilaan 5", ("10 Meilaan", "5", "", "", "")),
        ("Rapenburg 70, 3 hoog, Leiden", ("Rapenburg", "70", "3HOOG", "", "Leiden")),
        ("Rapenburg 70 3e verdieping 23l1 EZ Leiden", ("Rapenburg", "70", "3HOOG", "2311 EZ", "Leiden")),
        ("Rapenburg 12-14, 2311 EZ LEIDEN, NL", ("Rapenburg", "12", "14", "2311 EZ", "LEIDEN")),
        ("Kerkstraat 5 Oss", ("Kerkstraat", "5", "", "", "Oss")),
        ("Kerkstraat 5 II Oss", ("Kerkstraat", "5", "II", "", "Oss")),
        ("Doelensteeg nr 16, 2311VL Leiden", ("Doelensteeg", "16", "", "2311 VL", "Leiden")),
        ("Haarlemmerstraat 12 app 3", ("Haarlemmerstraat", "12", "3", "", "")),
        ("W.A. Tempelstraat 12 Den Haag", ("W.A. Tempelstraat", "12", "", "", "Den Haag")),
    ],
)
def test_one_line_is_taken_apart(line: str, expected: tuple[str, ...]) -> None:
    assert parts(parse_address(Address(line=line))) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # street, number, addition, postcode, city
        (("Rapenburg 70hs", "", "", "2311EZ", "Leiden"), ("Rapenburg", "70", "HS", "2311 EZ", "Leiden")),
        (("70", "Rapenburg", "", "2311EZ", "Leiden"), ("Rapenburg", "70", "", "2311 EZ", "Leiden")),
        (("Rapenburg 70", "70", "", "2311EZ", "Leiden"), ("Rapenburg", "70", "", "2311 EZ", "Leiden")),
        (("Rapenburg 70", "A", "", "", "Leiden"), ("Rapenburg", "70", "A", "", "Leiden")),
        (("Rapenburg", "70A", "A", "2311EZ", "Leiden"), ("Rapenburg", "70", "A", "2311 EZ", "Leiden")),
        (("Rapenburg", "12", "12A", "2311 EZ", ""), ("Rapenburg", "12", "A", "2311 EZ", "")),
        (("Rapenburg", "12.0", "", "2311 EZ", ""), ("Rapenburg", "12", "", "2311 EZ", "")),
        (("Rapenburg", "012", "", "2311 EZ", ""), ("Rapenburg", "12", "", "2311 EZ", "")),
        (
            ("Rapenburg", "nr. 70", "bis", "2311EZ Leiden", ""),
            ("Rapenburg", "70", "BIS", "2311 EZ", "Leiden"),
        ),
        (("Rapenburg", "", "70 A", "2311 EZ", ""), ("Rapenburg", "70", "A", "2311 EZ", "")),
        (("Rapenburg", "70", "", "Leiden", "2311 EZ"), ("Rapenburg", "70", "", "2311 EZ", "Leiden")),
        (("Rapenburg", "70", "", "2311", "EZ Leiden"), ("Rapenburg", "70", "", "2311 EZ", "Leiden")),
        (("Rapenburg", "70", "", "EZ 2311", "Leiden"), ("Rapenburg", "70", "", "2311 EZ", "Leiden")),
        (("Rapenburg", "70", "", "2311", "De Kaag"), ("Rapenburg", "70", "", "2311", "De Kaag")),
        (("Rapenburg", "70", "", "23I1 EZ", "Leiden"), ("Rapenburg", "70", "", "2311 EZ", "Leiden")),
        (("Rapenburg", "70", "", "2O11 EZ", "Leiden"), ("Rapenburg", "70", "", "2011 EZ", "Leiden")),
        (("Plein 1945", "5", "", "", "IJmuiden"), ("Plein 1945", "5", "", "", "IJmuiden")),
        (("Rapenburg", "0", "", "2311 EZ", ""), ("Rapenburg", "", "", "2311 EZ", "")),
        (("Rapenburg", "70", "", "2311 EZ", "Leiden (ZH)"), ("Rapenburg", "70", "", "2311 EZ", "Leiden")),
        (("Rapenburg 70, Leiden", "", "", "", ""), ("Rapenburg", "70", "", "", "Leiden")),
        (("Rapenburg", "\uff17\uff10", "", "2311 EZ", ""), ("Rapenburg", "70", "", "2311 EZ", "")),
    ],
)
def test_columns_are_put_right(typed: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert parts(parse_address(Address(*typed))) == expected


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", ""),
        ("-a", "A"),
        ("bis", "BIS"),
        ("huis", "HS"),
        ("rd", "RD"),
        ("A-II", "AII"),
        ("III hoog", "IIIHOOG"),
        ("2e etage", "2HOOG"),
        ("etage 2", "2HOOG"),
        ("begane grond", "BG"),
        ("app. 4", "4"),
        ("-2", "2"),
        ("Leiden", None),
        ("boven de bakker", None),
    ],
)
def test_additions_are_read(text: str, key: str | None) -> None:
    assert read_addition(text) == key


def test_a_line_that_says_nothing_is_kept() -> None:
    assert parse_address(Address(line="  ;, ")).line == ";,"


TYPED = st.text(
    alphabet=st.one_of(
        st.sampled_from("Rapenburg str. 70hs-A,;/ 2311EZ Leiden 0OIl1"),
        st.characters(codec="utf-8"),
    ),
    max_size=40,
)


@given(st.builds(Address, TYPED, TYPED, TYPED, TYPED, TYPED, TYPED))
def test_anything_can_be_parsed_and_parsing_again_changes_nothing(typed: Address) -> None:
    once = parse_address(typed)
    assert parse_address(once) == once
    number = once.house_number
    assert number == "" or (number.isascii() and number.isdigit() and number[0] != "0")


@given(st.from_regex(r"[A-Z][a-z]{4,12}(straat|weg|laan)", fullmatch=True), st.integers(1, 9999), st.data())
def test_an_ordinary_address_survives_every_form(street: str, number: int, data: Any) -> None:
    """One line in any usual order says the same as the columns."""
    addition = data.draw(st.sampled_from(["", "A", "BIS", "2"]))
    columns = Address(street, str(number), addition, "2312 GA", "Leiden")
    door = f"{street} {number}{'-' if addition == '2' else ' '}{addition}".strip(" -")
    for line in (f"{door}, 2312GA Leiden", f"2312 ga Leiden, {door}", f"{door} 2312 GA, Leiden"):
        assert parse_address(Address(line=line)) == parse_address(columns)


def test_no_pattern_is_compiled_for_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    # A store's list has thousands, each number in it another one; compiling was half of reading it.
    typed = [Address("Laan", str(number), f"{number}A", "2312 AB", "Leiden") for number in range(1, 700)]
    parse_address(typed[0])  # compiles what all share
    monkeypatch.setattr(re._compiler, "compile", None)  # type: ignore[attr-defined]
    read = [parse_address(one) for one in typed[1:]]
    assert [(one.house_number, one.addition) for one in read] == [(str(n), "A") for n in range(2, 700)]
