"""One test body over every geocoder, on the doors of tests/support/smalltown.py."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest
from smalltown import DOORS, nominatim_answer, pdok_answer, serving, write_gazetteer

from dispatch.geocoding.cache import PlaceCache
from dispatch.geocoding.centre import PostcodeCentre
from dispatch.geocoding.corrections import Correction, Corrections
from dispatch.geocoding.gazetteer import Gazetteer
from dispatch.geocoding.matching import RegisterGeocoder
from dispatch.geocoding.nominatim import NominatimGeocoder
from dispatch.geocoding.parsing import parse_address
from dispatch.geocoding.pdok import PdokGeocoder
from dispatch.geocoding.retry import Pace
from dispatch.mapfiles import GAZETTEER
from dispatch.model import Address, Confidence, Place
from dispatch.ports import Geocoder

EXACT = ["correction", "cache", "gazetteer", "pdok", "nominatim"]
TOWN = [door for door in DOORS if door.street not in ("Topaaslaan", "Zilverlaan", "Nieuwbouwpad")]
KNOWN = Address("Haarlemmerstraat", "12", "A", "2312 GA", "Leiden")
BRISK = Pace(min_delay_seconds=0.0)


@pytest.fixture(scope="module")
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture(scope="module", params=[*EXACT, "postcode"])
def geocoder(
    request: pytest.FixtureRequest, stack: ExitStack, tmp_path_factory: pytest.TempPathFactory
) -> Geocoder:
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "correction":
        return Corrections(
            Correction(parse_address(door.address), parse_address(door.address), door.point, row)
            for row, door in enumerate(TOWN, start=2)
        )
    if request.param == "cache":
        cache = PlaceCache.open(folder / "cache.sqlite", 30, lambda: datetime(2026, 11, 21, tzinfo=UTC))
        stack.callback(cache.close)
        for door in TOWN:
            cache.remember(
                parse_address(door.address), Place(*door.point, "pdok", Confidence.EXACT, door.address)
            )
        return cache
    if request.param in ("gazetteer", "postcode"):
        gazetteer = Gazetteer.open(write_gazetteer(folder) / GAZETTEER)
        stack.callback(gazetteer.close)
        if request.param == "postcode":
            return PostcodeCentre(gazetteer)
        return RegisterGeocoder("gazetteer", gazetteer, 0.93)
    return _service(request.param, stack)


def _service(name: str, stack: ExitStack) -> Geocoder:
    answer = pdok_answer if name == "pdok" else nominatim_answer
    url, _ = stack.enter_context(serving(answer))
    service: PdokGeocoder | NominatimGeocoder
    if name == "pdok":
        service = PdokGeocoder(url, accept_score=0.93, timeout=5, pace=BRISK)
    else:
        service = NominatimGeocoder(url, accept_score=0.93, timeout=5, user_agent="test", pace=BRISK)
    stack.callback(service.close)
    return service


def test_places_carry_the_name_of_their_source(geocoder: Geocoder) -> None:
    assert geocoder.name in (*EXACT, "postcode")
    place = geocoder.locate(KNOWN).place
    assert place is None or place.source == geocoder.name


def test_a_known_address_is_exact_and_says_no_more(geocoder: Geocoder) -> None:
    if geocoder.name == "postcode":
        pytest.skip("never exact")
    for door in TOWN:
        found = geocoder.locate(parse_address(door.address))
        assert found.place is not None
        assert found.place.confidence is Confidence.EXACT
        assert found.place.point == pytest.approx(door.point)
        assert found.place.address == door.address
        assert (found.code, found.place.code) == (None, None)


@pytest.mark.parametrize(
    "wrong",
    [
        Address("Haarlemmerstraat", "12", "B", "2312 GA", "Leiden"),
        Address("Haarlemmerstraat", "121", "A", "2312 GA", "Leiden"),
        Address("Haarlemmerstraat", "1212", "", "2312 GA", "Leiden"),
        Address("Breestraat", "12", "A", "2312 GA", "Leiden"),
        Address("Breestraat", "62", "", "2311 CS", "Leiden"),
        Address("2e Binnenvestgracht", "5", "", "2311 VH", "Leiden"),
        Address("Kerkstraat", "3", "", "2341 GL", "Leiderdorp"),
        Address("", "12", "A", "2312 GA", "Leiderdorp"),
    ],
)
def test_a_wrong_door_is_never_exact(geocoder: Geocoder, wrong: Address) -> None:
    found = geocoder.locate(wrong)
    assert found.place is None or found.place.confidence is not Confidence.EXACT


@pytest.mark.parametrize(
    "missing",
    [
        Address("Haarlemmerstraat", "999", "", "2312 GA", "Leiden"),
        Address("Wegwijzerweg", "1", "", "9999 ZZ", "Elders"),
        Address("", "5", "", "1011 AB", ""),
    ],
)
def test_an_address_that_is_not_there_has_no_place(geocoder: Geocoder, missing: Address) -> None:
    assert geocoder.locate(missing).place is None


@pytest.mark.parametrize(
    "half",
    [
        Address(),
        Address(line="???"),
        Address(house_number="12"),
        Address(street="Haarlemmerstraat", city="Leiden"),
        Address(postcode="2312 GA"),
        Address(street="Straat: (met) [alles] && \"'; --", house_number="1", postcode="zo maar"),
        Address(street="a" * 200, house_number="99999", addition="Z" * 12, postcode="2312", city="b" * 200),
    ],
)
def test_half_an_address_is_an_answer_not_an_error(geocoder: Geocoder, half: Address) -> None:
    assert geocoder.locate(half).place is None


def test_asking_twice_gives_the_same(geocoder: Geocoder) -> None:
    assert geocoder.locate(KNOWN) == geocoder.locate(KNOWN)
