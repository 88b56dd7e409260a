"""Whatever is typed: no traceback, no invented number, and exact only where the parts agree."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from smalltown import DOORS, write_gazetteer

from dispatch.address_keys import addition_key, city_key, postcode_key, street_key, write_postcode
from dispatch.app.geocoders import build_chain
from dispatch.config import Geocoding
from dispatch.geocoding import parse_address
from dispatch.geocoding.chain import Chain
from dispatch.model import Address, Confidence
from dispatch.words import words

POSTCODES = {write_postcode(door.postcode) for door in DOORS} | {"2312 ZZ", "2321 GA", "2312"}
PARTS = (
    st.sampled_from(sorted({door.street for door in DOORS})),
    st.sampled_from(sorted({str(door.number) for door in DOORS} | {"16", "999"})),
    st.sampled_from(["", "A", "B", "hs", "2", "bis"]),
    st.sampled_from(
        sorted({write_postcode(door.postcode) for door in DOORS} | {"2312 ZZ", "2321 GA", "2312"})
    ),
    st.sampled_from(["Leiden", "Leiderdorp", "Oegstgeest", "Zoeterwoude", ""]),
)


@st.composite
def typed(draw: st.DrawFn) -> Address:
    """Draw a door, exchange up to two of its parts, and plant up to three typing errors."""
    real = draw(st.sampled_from(DOORS)).address
    parts = [real.street, real.house_number, real.addition, real.postcode, real.city]
    for which in draw(st.lists(st.integers(0, 4), max_size=2)):
        parts[which] = draw(PARTS[which])
    for _ in range(draw(st.integers(0, 3))):
        which = draw(st.integers(0, 4))
        text = parts[which]
        at = draw(st.integers(0, max(len(text) - 1, 0)))
        new = draw(st.one_of(st.just(""), st.sampled_from("aeinrst125 -"), st.characters(codec="utf-8")))
        parts[which] = draw(
            st.sampled_from([text[:at] + new + text[at + 1 :], text[:at] + new + text[at:], ""])
        )
    if draw(st.booleans()):
        return Address(*parts)
    street, number, addition, postcode, city = parts
    return Address(line=f"{street} {number}{addition}, {postcode} {city}")


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chain]:
    with build_chain(
        Geocoding(offline=True),
        map_folder=write_gazetteer(tmp_path_factory.mktemp("map")),
        cache_file=None,
        now=lambda: datetime(2026, 11, 21, tzinfo=UTC),
    ) as chain:
        yield chain


@given(address=typed())
def test_exact_means_that_the_parts_agree(chain: Chain, address: Address) -> None:
    found = chain.locate(address)
    if found.place is None:
        assert found.code
        assert words("nl").address(found.code, found.about, found.facts)
        return
    asked, there = parse_address(address), found.place.address
    assert asked.house_number == there.house_number  # never another number, however likely
    if found.place.confidence is not Confidence.EXACT:
        assert found.code
        assert words("nl").place(found.place)
        return
    assert addition_key(asked.addition) == addition_key(there.addition)
    same_postcode = postcode_key(asked.postcode) == postcode_key(there.postcode) != ""
    same_street = street_key(asked.street) == street_key(there.street)
    same_town = city_key(asked.city) == city_key(there.city)
    assert same_postcode or (same_street and same_town)
    known = {door.street_key for door in DOORS}
    if same_postcode and asked.street and not same_street:
        assert street_key(asked.street) not in known  # a typing error, not another street


@given(address=st.builds(Address, *(st.text(max_size=30) for _ in range(6))))
def test_anything_gets_an_answer(chain: Chain, address: Address) -> None:
    found = chain.locate(address)
    assert found.place is not None or found.code
