from pathlib import Path

import pytest
from till import order, read, rejected, table

from dispatch.model import Address

BARE = ("bonnummer", "tijdstip", "thuisbezorging", "naam")


def addresses(tmp_path: Path, *rows: dict[str, str]) -> list[Address]:
    """Read rows that have the columns they name, and no others for an address."""
    headers = (*BARE, *dict.fromkeys(name for row in rows for name in row))
    return [found.address for found in read(tmp_path, table(*rows, columns=headers)).orders]


def test_a_row_counter_does_not_beat_the_number_in_the_address(tmp_path: Path) -> None:
    (found,) = addresses(tmp_path, {"Nr": "52", "Adres": "Breestraat 50, 2311 CS Leiden"})
    assert found == Address(line="Breestraat 50, 2311 CS Leiden")


def test_a_bare_nr_beside_a_street_is_its_number(tmp_path: Path) -> None:
    rows = (
        {"Straat": "Plein 1945", "Nr": "12", "Postcode": "2311 CS"},
        {"Straat": "1e Binnenvestgracht", "Nr": "13", "Postcode": "2312 AA"},
    )
    assert [found.house_number for found in addresses(tmp_path, *rows)] == ["12", "13"]
    (found,) = addresses(tmp_path, {"Straat": "Breestraat 50", "Nr": "52", "Postcode": "2311 CS"})
    assert (found.street, found.house_number) == ("Breestraat", "50")


def test_a_delivery_address_counts_where_it_is_filled(tmp_path: Path) -> None:
    home = {"Straat": "Houtlaan", "Huisnummer": "60", "Postcode": "2334 CL", "Plaats": "Leiden"}
    there, here = addresses(
        tmp_path, {**home, "Afleveradres": "Breestraat 50, 2311 CS Leiden"}, {**home, "Afleveradres": ""}
    )
    assert there == Address(line="Breestraat 50, 2311 CS Leiden")
    assert here == Address("Houtlaan", "60", "", "2334 CL", "Leiden")


@pytest.mark.parametrize(
    ("letter", "addition", "whole"),
    [("A", "", "A"), ("A", "58", "A 58"), ("", "2", "2"), ("A", "a", "A"), ("-", "n.v.t.", "")],
)
def test_letter_and_addition_are_both_of_the_door(
    tmp_path: Path, letter: str, addition: str, whole: str
) -> None:
    found = order(tmp_path, {"huisletter": letter, "toevoeging": addition})
    assert found.address.addition == whole


def test_a_second_line_is_an_addition_or_a_note(tmp_path: Path) -> None:
    line = {"Address 1": "Breestraat 50", "Zip": "2311 CS", "City": "Leiden"}
    headers = (*BARE, *line, "Address 2")
    one, other = read(
        tmp_path,
        table(
            {**line, "Address 2": "2e verdieping"}, {**line, "Address 2": "achter de kerk"}, columns=headers
        ),
    ).orders
    assert (one.address.addition, one.notes) == ("2e verdieping", "")
    assert (other.address.addition, other.notes) == ("", "achter de kerk")


@pytest.mark.parametrize(
    ("street", "found"),
    [
        ("1e Binnenvestgracht 13", Address(line="1e Binnenvestgracht 13, 2311 GJ Leiden")),
        ("Breestraat50", Address(line="Breestraat 50, 2311 GJ Leiden")),
        ("50 Breestraat", Address(line="50 Breestraat, 2311 GJ Leiden")),
        ("Plein 1945 12", Address(line="Plein 1945 12, 2311 GJ Leiden")),
        ("Breestraat 50, Leiden", Address("Breestraat", "50", "", "2311 GJ", "Leiden")),
    ],
)
def test_a_street_that_holds_its_number(tmp_path: Path, street: str, found: Address) -> None:
    assert order(tmp_path, {"straat": street, "huisnummer": ""}).address == found


def test_a_street_without_any_number_is_incomplete(tmp_path: Path) -> None:
    assert (
        rejected(tmp_path, {"straat": "Breestraat", "huisnummer": "-"}).issues[0].code == "ADDRESS_INCOMPLETE"
    )


def test_of_two_phones_the_filled_one_counts_and_the_mobile_one_first(tmp_path: Path) -> None:
    def phone(telefoon: str, mobiel: str) -> str:
        return order(tmp_path, {"telefoon": telefoon, "mobiel": mobiel}).phone

    assert phone("", "0612345678") == "0612345678"
    assert phone("071-5123456", "") == "071-5123456"
    assert phone("071-5123456", "0612345678") == "0612345678"
    assert phone("06-12345678", "071-5123456") == "06-12345678"  # filled in the wrong way round


def test_notes_of_two_columns_are_both_for_the_courier(tmp_path: Path) -> None:
    found = order(tmp_path, {"opmerking": "bel 2x", "bezorginstructie": "achterom"})
    assert found.notes == "bel 2x; achterom"


def test_a_name_in_parts(tmp_path: Path) -> None:
    headers = ("bonnummer", "tijdstip", "thuisbezorging", "adres", "voornaam", "tussenvoegsel", "achternaam")
    row = {"adres": "Breestraat 50 Leiden", "voornaam": "An", "tussenvoegsel": "van", "achternaam": "Dam"}
    assert read(tmp_path, table(row, columns=headers)).orders[0].name == "An van Dam"


def test_any_column_that_asks_for_an_age_check_counts(tmp_path: Path) -> None:
    assert order(tmp_path, {"leeftijdscontrole": "nee", "bevat alcohol": "ja"}).age_check
