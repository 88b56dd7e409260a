"""What a complete register answers, on the doors of tests/support/smalltown.py."""

from collections.abc import Callable

import pytest
from smalltown import DOORS

from dispatch.geocoding.gazetteer import Gazetteer
from dispatch.geocoding.matching import RegisterGeocoder
from dispatch.model import Address, Confidence
from dispatch.ports import Located
from dispatch.words import words

Ask = Callable[[str], Located]


def exact(found: Located) -> str:
    assert found.place is not None, detail(found)
    assert found.place.confidence is Confidence.EXACT, detail(found)
    assert (found.code, found.place.code) == (None, None)
    return found.place.address.one_line()


def detail(found: Located) -> str:
    return words("en").address(found.code, found.about, found.facts)


def likely(found: Located) -> tuple[str, str]:
    assert found.place is not None, (detail(found), found.suggestions)
    assert found.place.confidence is Confidence.LIKELY
    assert words("nl").place(found.place)
    return found.place.address.one_line(), found.code


def refused(found: Located) -> tuple[str, str]:
    """The code, and what is suggested first."""
    assert found.place is None, found.place
    assert found.code
    assert detail(found)
    return found.code, found.suggestions[0].address.one_line() if found.suggestions else ""


def test_every_address_of_the_register_is_found_exactly(gazetteer: Gazetteer) -> None:
    geocoder = RegisterGeocoder("gazetteer", gazetteer, 0.93)
    for door in DOORS:
        if door.street in ("Topaaslaan", "Zilverlaan"):  # at two places
            continue
        found = geocoder.locate(door.address)
        assert found.place is not None
        assert (found.place.confidence, found.place.point) == (Confidence.EXACT, door.point)
        assert found.place.source == "gazetteer"


@pytest.mark.parametrize(
    "typed",
    [
        "2312 GA 12A",  # postcode and number are enough
        "Haarlemmerstraat 12a, Leiden",  # so are street, number and town
        "Haarlemmerstr. 12-a, 2312ga",
        "Haarlemmerstraat 12 A, 2312 Leiden",  # four digits that agree
        "Haarlemmersrtaat 12A, 2312 GA Leiden",  # a typing error in a street that the postcode confirms
        "Haarlemmer 12A, 2312 GA Leiden",
        "Haarlemmerstraat 12A, 2312 GA Leiderdorp",  # no such address in the typed town
        "Haarlemmerstraat 12A, 2312 GA",
    ],
)
def test_agreeing_parts_are_exact(ask: Ask, typed: str) -> None:
    assert exact(ask(typed)) == "Haarlemmerstraat 12A, 2312 GA Leiden"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Van der Werfstraat 7, 2312 VT Leiden", "Van der Werffstraat 7, 2312 VT Leiden"),
        ("v.d. Werffstraat 7, Leiden", "Van der Werffstraat 7, 2312 VT Leiden"),
        ("Lange St. Agnietenstr. 4, Leiden", "Lange Sint Agnietenstraat 4, 2312 WC Leiden"),
        ("Curacaostraat 9, Leiden", "Curaçaostraat 9, 2315 KD Leiden"),
        ("Hoge Ryndyk 18, Zoeterwoude-Rijndijk", "Hoge Rijndijk 18, 2382 AS Zoeterwoude"),
        ("Eerste Binnenvestgracht 5, Leiden", "1e Binnenvestgracht 5, 2311 VH Leiden"),
        ("Kerkstraat 3, Oegstgeest", "Kerkstraat 3, 2341 GL Oegstgeest"),
        ("Nieuwbouwpad 2, 2312 ZZ Leiden", "Nieuwbouwpad 2, Leiden"),  # the source has no postcode
    ],
)
def test_usual_spellings_are_exact(ask: Ask, typed: str, found: str) -> None:
    assert exact(ask(typed)) == found


@pytest.mark.parametrize(
    ("typed", "found", "code"),
    [
        # no postcode to confirm the street
        ("Haarlemmersrtaat 18, Leiden", "Haarlemmerstraat 18, 2312 GA Leiden", "STREET_UNKNOWN"),
        ("Haarlemmestraat 18, Leiden", "Haarlemmerstraat 18, 2312 GA Leiden", "STREET_UNKNOWN"),
        ("Pr. Beatrixlaan 8, Leiderdorp", "Prinses Beatrixlaan 8, 2351 LS Leiderdorp", "STREET_UNKNOWN"),
        # digits swapped: that postcode does not exist
        ("Haarlemmerstraat 18, 2321 GA Leiden", "Haarlemmerstraat 18, 2312 GA Leiden", "POSTCODE_UNKNOWN"),
        # the postcode of the Breestraat, which has no number 18
        ("Haarlemmerstraat 18, 2312 GB Leiden", "Haarlemmerstraat 18, 2312 GA Leiden", "POSTCODE_UNKNOWN"),
        ("Hoofdstraat 82", "Hoofdstraat 82, 2351 AM Leiderdorp", "TOWN_MISSING"),
        ("Hoofdstraat 82, Leiderdrop", "Hoofdstraat 82, 2351 AM Leiderdorp", "TOWN_DIFFERS"),
        # words for a door that has no addition of its own
        ("Breestraat 60hs, 2311 CS Leiden", "Breestraat 60, 2311 CS Leiden", "ADDITION_UNKNOWN"),
        ("Breestraat 60 3 hoog, 2311 CS Leiden", "Breestraat 60, 2311 CS Leiden", "ADDITION_UNKNOWN"),
        ("Haarlemmerstraat 14-16, 2312 GA Leiden", "Haarlemmerstraat 14, 2312 GA Leiden", "ADDITION_UNKNOWN"),
    ],
)
def test_near_misses_are_taken_and_marked(ask: Ask, typed: str, found: str, code: str) -> None:
    assert likely(ask(typed)) == (found, code)


def test_a_remark_is_in_the_language_of_the_store(gazetteer: Gazetteer) -> None:
    typed = Address("Haarlemmersrtaat", "18", "", "", "Leiden")
    place = RegisterGeocoder("gazetteer", gazetteer, 0.93).locate(typed).place
    assert place is not None
    assert words("nl").place(place) == "straat gelezen als Haarlemmerstraat"
    assert words("en").place(place) == "street read as Haarlemmerstraat"


@pytest.mark.parametrize(
    ("typed", "code", "first"),
    [
        # numbers: 999 is far beyond, 16 lacks in the row
        ("Haarlemmerstraat 999, 2312 GA Leiden", "NUMBER_UNKNOWN", "Haarlemmerstraat 18, 2312 GA Leiden"),
        ("2312 GA 16", "NUMBER_UNKNOWN", "Haarlemmerstraat 14, 2312 GA Leiden"),
        # additions: those that exist are offered
        ("Haarlemmerstraat 14B, 2312 GA Leiden", "ADDITION_UNKNOWN", "Haarlemmerstraat 14, 2312 GA Leiden"),
        ("Breestraat 62, 2311 CS Leiden", "ADDITION_MISSING", "Breestraat 62A, 2311 CS Leiden"),
        ("Breestraat 62C, 2311 CS Leiden", "ADDITION_UNKNOWN", "Breestraat 62A, 2311 CS Leiden"),
        # number and addition glued
        ("Breestraat 6 2A, 2311 CS Leiden", "NUMBER_UNKNOWN", "Breestraat 62A, 2311 CS Leiden"),
        # the postcode of another street: 18 exists in the street only, 60 at both
        ("Haarlemmerstraat 60, 2311 CS Leiden", "STREET_DIFFERS", "Breestraat 60, 2311 CS Leiden"),
        # streets that differ in a number only are never the same
        ("1e Binnenvestgracht 5, 2312 BZ Leiden", "STREET_DIFFERS", "2e Binnenvestgracht 5, 2312 BZ Leiden"),
        ("3e Binnenvestgracht 5, Leiden", "STREET_UNKNOWN", "1e Binnenvestgracht 5, 2311 VH Leiden"),
        ("Binnenvestgracht 5, Leiden", "STREET_UNKNOWN", "1e Binnenvestgracht 5, 2311 VH Leiden"),
        # a number that is on a like street only
        ("Haarlemmerstraat 3, Leiden", "NUMBER_UNKNOWN", "Haarlemmerstraat 10, 2312 GA Leiden"),
        ("Kerkstraat 3", "TOWN_AMBIGUOUS", "Kerkstraat 3, 2351 CA Leiderdorp"),
        ("Kerkstraat 3, Leiden", "TOWN_DIFFERS", "Kerkstraat 3, 2351 CA Leiderdorp"),
        ("2312 GA 12, Leiderdorp", "TOWN_DIFFERS", "Haarlemmerstraat 12, 2312 GA Leiden"),
        ("2321 GA 18", "POSTCODE_UNKNOWN", "Haarlemmerstraat 18, 2312 GA Leiden"),
        ("Dorpsdwarsweg 7, Leiden", "STREET_UNKNOWN", ""),
        ("Spui 70, 2511 BT Den Haag", "POSTCODE_UNKNOWN", ""),
    ],
)
def test_what_is_wrong_is_named_and_the_likeliest_offered(
    ask: Ask, typed: str, code: str, first: str
) -> None:
    assert refused(ask(typed)) == (code, first)


def test_both_doors_are_offered_when_postcode_and_street_contradict(ask: Ask) -> None:
    found = ask("Haarlemmerstraat 60, 2311 CS Leiden")
    assert "belongs to Breestraat" in detail(found)
    # Haarlemmerstraat has no 60, so the postcode is likelier
    assert "the postcode is likelier" in detail(found)


def test_the_numbers_that_exist_are_told(ask: Ask) -> None:
    assert detail(ask("2312 GA 16")).endswith("nearest are 10, 12, 12A, 14 and 18")
    assert detail(ask("Breestraat 62, 2311 CS Leiden")).endswith("62A and 62B")


def test_an_address_at_two_places_is_not_exact(ask: Ask) -> None:
    # 0.001 degrees of latitude are 111 m: close enough to go and look
    address, code = likely(ask("Topaaslaan 19, 2332 JC Leiden"))
    assert (address, code) == ("Topaaslaan 19, 2332 JC Leiden", "ADDRESS_TWICE")
    # 1.1 km are not
    assert refused(ask("Zilverlaan 1, 2332 KA Leiden"))[0] == "ADDRESS_TWICE"


def test_certainty_is_configured(gazetteer: Gazetteer) -> None:
    typed = Address("Haarlemmersrtaat", "18", "", "", "Leiden")
    assert RegisterGeocoder("gazetteer", gazetteer, 0.99).locate(typed).place is None
    wrong_addition = Address("Haarlemmerstraat", "14", "B", "2312 GA", "Leiden")
    taken = RegisterGeocoder("gazetteer", gazetteer, 0.7).locate(wrong_addition)
    assert taken.place is not None
    assert taken.place.confidence is Confidence.LIKELY


@pytest.mark.parametrize("accept_score", [0.0, 0.5, 0.93, 1.0])
def test_no_score_makes_up_a_house_number(gazetteer: Gazetteer, accept_score: float) -> None:
    geocoder = RegisterGeocoder("gazetteer", gazetteer, accept_score)
    for door in DOORS:
        typed = Address(door.street, "777", "", door.address.postcode, door.city)
        assert geocoder.locate(typed).place is None


@pytest.mark.parametrize("typed", [Address(), Address("Rapenburg"), Address("", "12"), Address("", "", "A")])
def test_half_an_address_is_refused(gazetteer: Gazetteer, typed: Address) -> None:
    code, first = refused(RegisterGeocoder("gazetteer", gazetteer, 0.93).locate(typed))
    assert code in ("NUMBER_MISSING", "ADDRESS_INCOMPLETE")
    assert first == ""
