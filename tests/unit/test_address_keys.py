import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.address_keys import addition_key, city_key, postcode_key, street_key, write_postcode


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Haarlemmerstr.", "Haarlemmerstraat"),
        ("HAARLEMMER STRAAT", "Haarlemmerstraat"),
        ("v.d. Werffstraat", "Van der Werffstraat"),
        ("v/d Werffstr", "Van de Werffstraat"),
        ("vd Werffstraat", "Van den Werffstraat"),
        ("Lange St. Agnietenstraat", "Lange Sint Agnietenstraat"),
        ("Eerste Binnenvestgracht", "1e Binnenvestgracht"),
        ("1ste Binnenvestgracht", "1e Binnenvestgracht"),
        ("2de Binnenvestgracht", "Tweede Binnenvestgracht"),
        ("Hoge Ryndyk", "Hoge Rijndijk"),
        ("Hoge Rĳndĳk", "Hoge Rijndijk"),
        ("Curacaostraat", "Curaçaostraat"),
        ("Betaplein", "Bètaplein"),
        ("Prof. dr. A.E. van Giffenstraat", "Professor Doctor AE v. Giffenstraat"),
        ("Burg. Smeetslaan", "Burgemeester Smeetsln"),
        ("'s-Gravendamseweg", "s Gravendamseweg"),
    ],
)
def test_usual_spellings_of_one_street_have_one_key(one: str, other: str) -> None:
    assert street_key(one) == street_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1e Binnenvestgracht", "2e Binnenvestgracht"),
        ("Haarlemmerstraat", "Haarlemmerweg"),
        ("Prins Hendrikstraat", "Prinses Hendrikstraat"),
        ("Oude Rijn", "Nieuwe Rijn"),
        ("Koning Willemstraat", "Koningin Willemstraat"),
    ],
)
def test_different_streets_have_different_keys(one: str, other: str) -> None:
    assert street_key(one) != street_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("'s-Gravenhage", "Den Haag"),
        ("Valkenburg (ZH)", "Valkenburg"),
        ("Alphen a/d Rijn", "Alphen aan den Rijn"),
        ("Zoeterwoude-Rijndijk", "Zoeterwoude"),
        ("LEYDEN", "Leiden"),
    ],
)
def test_usual_spellings_of_one_town_have_one_key(one: str, other: str) -> None:
    assert city_key(one) == city_key(other)


def test_additions_are_compared_without_separators() -> None:
    assert addition_key("-a") == addition_key(" A ") == "A"
    assert addition_key("A-9") == addition_key("a9") == "A9"
    assert addition_key("huis") == addition_key("hs") == "HS"


@pytest.mark.parametrize("text", ["2312ga", " 2312 GA", "NL-2312 GA", "2312-ga"])
def test_a_postcode_has_one_form(text: str) -> None:
    assert postcode_key(text) == "2312GA"


@pytest.mark.parametrize("text", ["", "2312", "0312GA", "2312SS", "2312SA", "2312SD", "2312G1", "12312GA"])
def test_what_is_no_postcode_has_no_key(text: str) -> None:
    assert postcode_key(text) == ""


def test_a_postcode_is_written_with_a_space() -> None:
    assert write_postcode("2312GA") == "2312 GA"
    assert write_postcode("2312") == "2312"


@given(st.text(max_size=60))
def test_keys_are_plain_and_stable(text: str) -> None:
    for key_of in (street_key, city_key):
        key = key_of(text)
        assert key == "" or (key.isascii() and key.isalnum())
    assert addition_key(addition_key(text)) == addition_key(text)
    assert len(postcode_key(text)) in (0, 6)
