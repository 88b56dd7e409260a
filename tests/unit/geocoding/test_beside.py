from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from smalltown import DOORS, door, write_gazetteer

from dispatch.app.geocoders import build_chain
from dispatch.config import Geocoding
from dispatch.geocoding.chain import Chain
from dispatch.model import Address, Code, Confidence

MORE = (
    door("Achter de Kerk", 3, "", "2312XA", "Leiden", 52.1625),
    door("Oude Rijn", 12, "TO", "2312HB", "Leiden", 52.1601),
    door("Oude Rijn", 12, "", "2312HB", "Leiden", 52.1600),
    door("Torenflat", 4, "001", "2331AB", "Leiden", 52.1540),
    door("Torenflat", 4, "002", "2331AB", "Leiden", 52.1540),
    door("Torenflat", 4, "102", "2331AB", "Leiden", 52.1540),
)


@pytest.fixture
def chain(tmp_path: Path) -> Iterator[Chain]:
    with build_chain(
        Geocoding(offline=True),
        map_folder=write_gazetteer(tmp_path, (*DOORS, *MORE)),
        cache_file=None,
        now=lambda: datetime(2026, 11, 21, tzinfo=UTC),
    ) as chain:
        yield chain


@pytest.mark.parametrize(
    "typed",
    [
        Address("Breestraat t/o", "60", "", "2311 CS", "Leiden"),
        Address("t.o. Breestraat", "60", "", "2311 CS", "Leiden"),
        Address("Breestraat", "t/o 60", "", "2311 CS", "Leiden"),
        Address("naast Breestraat", "60", "", "2311 CS", "Leiden"),
        Address("", "naast 60", "", "2311 CS", ""),
        Address(line="tegenover Breestraat 60, 2311 CS Leiden"),
        Address(line="next to Breestraat 60, Leiden"),
        Address("Breestraat (hoek)", "60", "", "2311 CS", "Leiden"),
        Address("tussen Breestraat", "60", "", "2311 CS", "Leiden"),
    ],
)
def test_beside_a_door_is_never_exactly_it(chain: Chain, typed: Address) -> None:
    found = chain.locate(typed)
    assert found.place is not None
    assert (found.code, found.place.confidence) == (Code.ADDRESS_BESIDE, Confidence.LIKELY)
    assert found.place.address.house_number == "60"


@pytest.mark.parametrize(
    "typed",
    [
        Address("Breestraat", "60 ?", "", "2311 CS", "Leiden"),
        Address("Breestraat?", "60", "", "2311 CS", "Leiden"),
        Address(line="Breestraat 60?, 2311 CS Leiden"),
    ],
)
def test_a_question_mark_is_a_doubt(chain: Chain, typed: Address) -> None:
    found = chain.locate(typed)
    assert found.place is not None
    assert (found.code, found.place.confidence) == (Code.ADDRESS_QUESTIONED, Confidence.LIKELY)


def test_a_street_may_be_called_so(chain: Chain) -> None:
    found = chain.locate(Address("Achter de Kerk", "3", "", "2312 XA", "Leiden"))
    assert found.place is not None
    assert found.place.confidence is Confidence.EXACT


def test_a_houseboat_that_the_register_knows_is_exact(chain: Chain) -> None:
    found = chain.locate(Address("t/o Oude Rijn", "12", "", "2312 HB", "Leiden"))
    assert found.place is not None
    assert (found.place.address.addition, found.place.confidence) == ("TO", Confidence.EXACT)


def test_an_addition_gets_back_the_zeros_that_a_spreadsheet_took(chain: Chain) -> None:
    found = chain.locate(Address("Torenflat", "4", "1", "2331 AB", "Leiden"))
    assert found.place is not None
    assert (found.place.address.addition, found.place.confidence) == ("001", Confidence.LIKELY)


def test_numbers_with_numbers_behind_them_are_told_apart(chain: Chain) -> None:
    found = chain.locate(Address("Torenflat", "4", "9", "2331 AB", "Leiden"))
    assert found.place is None
    assert "4-001" in {fact.value for fact in found.facts}
