"""The chain of geocoders as the configuration asks for it, on the doors of tests/support/smalltown.py."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from smalltown import address, write_gazetteer

from dispatch.app.geocoders import build_chain
from dispatch.config import Geocoding
from dispatch.geocoding.chain import Chain
from dispatch.geocoding.corrections import read_corrections
from dispatch.mapfiles import GAZETTEER
from dispatch.model import Address, Confidence
from dispatch.ports import Located
from dispatch.words import words

NOW = datetime(2026, 11, 21, 16, 55, tzinfo=UTC)
LINE = "Haarlemmerstraat 12A, 2312 GA Leiden"
FOUND = Address("Haarlemmerstraat", "12", "A", "2312 GA", "Leiden")


def now() -> datetime:
    return NOW


def source(found: Located) -> str:
    return found.place.source if found.place else ""


@pytest.fixture
def built(tmp_path: Path) -> Callable[..., Chain]:
    def build(**section: object) -> Chain:
        return build_chain(
            Geocoding.model_validate({"offline": True, **section}),
            map_folder=write_gazetteer(tmp_path / "map")
            if not (tmp_path / "map").exists()
            else tmp_path / "map",
            cache_file=tmp_path / "cache" / "addresses.sqlite",
            now=now,
        )

    return build


def test_the_store_s_own_list_wins_over_the_gazetteer_at_once(
    tmp_path: Path, built: Callable[..., Chain]
) -> None:
    book = tmp_path / "addresses.csv"
    with built(addresses=book) as asked:
        assert source(asked.locate(address(LINE))) == "gazetteer"
    book.write_text(
        "street;house_number;addition;postcode;city;lat;lon\nHaarlemmerstraat;12;A;;Leiden;52.2;4.5\n"
    )
    with built(addresses=book) as asked:
        found = asked.locate(address("Haarlemmerstr. 12A, Leiden")).place
        assert found is not None
        assert (found.source, found.point) == ("correction", (52.2, 4.5))


def test_an_entry_that_sends_on_is_looked_up(tmp_path: Path, built: Callable[..., Chain]) -> None:
    book = tmp_path / "addresses.csv"
    book.write_text(
        "street;house_number;postcode;lat;lon;use_street;use_house_number;use_city\n"
        "De Bieb;1;2312 GA;;;Breestraat;60;Leiden\n"
    )
    with built(addresses=book) as asked:
        found = asked.locate(address("De Bieb 1, 2312 GA")).place
    assert found is not None
    assert (found.source, found.address.one_line()) == ("correction", "Breestraat 60, 2311 CS Leiden")


def test_a_number_missing_in_the_row_gets_the_middle_of_its_postcode(built: Callable[..., Chain]) -> None:
    with built() as asked:
        found = asked.locate(address("Haarlemmerstraat 16, 2312 GA Leiden"))
        assert found.place is not None
        assert (found.place.confidence, found.place.source) == (Confidence.APPROXIMATE, "postcode")
        # the mean of 52.1610, 52.1611 (12 and 12A), 52.1612 and 52.1614
        assert found.place.lat == pytest.approx(52.16116)
        assert found.place.address.one_line() == "Haarlemmerstraat 16, 2312 GA Leiden"
        assert words("nl").place(found.place) == "midden van postcode 2312 GA"
        for elsewhere in (
            "Haarlemmerstraat 20, 2312 GA Leiden",  # beyond the row
            "Haarlemmerstraat 13, 2312 GA Leiden",  # on the other side
            "Haarlemmerstraat 14B, 2312 GA Leiden",  # the number is there
            "Breestraat 16, 2312 GA Leiden",  # another street
            "Haarlemmerstraat 16, 2312 GA Leiderdorp",  # another town
            "Haarlemmerstraat 16, Leiden",  # no whole postcode
        ):
            assert asked.locate(address(elsewhere)).place is None, elsewhere
    with built(postcode_centres=False) as asked:
        assert asked.locate(address("Haarlemmerstraat 16, 2312 GA Leiden")).place is None


def test_without_a_map_the_own_list_still_suggests(tmp_path: Path) -> None:
    book = tmp_path / "addresses.csv"
    book.write_text(
        "street;house_number;postcode;city;lat;lon\nHaarlemmerstraat;12;2312 GA;Leiden;52.2;4.5\n"
    )
    section = Geocoding(offline=True, addresses=book)
    with build_chain(section, map_folder=None, cache_file=None, now=now) as asked:
        found = asked.locate(address("Haarlemmerstraat 12, 2321 GA Leiden"))
    assert (found.place, found.code) == (None, "ADDRESS_UNCHECKED")
    assert found.suggestions[0].address.one_line() == "Haarlemmerstraat 12, 2312 GA Leiden"


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_a_damaged_gazetteer_is_an_issue(tmp_path: Path, content: bytes) -> None:
    (tmp_path / GAZETTEER).write_bytes(content)
    with build_chain(Geocoding(offline=True), map_folder=tmp_path, cache_file=None, now=now) as asked:
        found = asked.locate(FOUND)
        assert found.code == "ADDRESS_UNCHECKED"
        assert [issue.code for issue in (*asked.issues, *found.issues)] == ["GAZETTEER_UNUSABLE"]


def test_a_damaged_cache_is_an_issue_and_left_alone(tmp_path: Path, built: Callable[..., Chain]) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "addresses.sqlite").write_bytes(b"no database at all" * 100)
    with built() as asked:
        found = asked.locate(address(LINE))
        assert source(found) == "gazetteer"
        assert [(issue.code, issue.severity) for issue in (*asked.issues, *found.issues)] == [
            ("CACHE_UNUSABLE", "info")
        ]


def test_offline_asks_no_service(tmp_path: Path) -> None:
    nowhere = Geocoding(offline=True, pdok_url="http://127.0.0.1:9", nominatim=True, user_agent="t")
    with build_chain(nowhere, map_folder=None, cache_file=None, now=now) as asked:
        assert asked.locate(FOUND).code == "ADDRESS_UNCHECKED"
        assert asked.issues == ()


def test_a_list_of_corrections_is_read_with_its_issues(tmp_path: Path) -> None:
    book = tmp_path / "addresses.csv"
    book.write_text("street;house_number;postcode;city;lat;lon\nHaarlemmerstraat;;2312 GA;Leiden;52.2;4.5\n")
    assert read_corrections(book)[0] == ()
    section = Geocoding(offline=True, addresses=book)
    with build_chain(section, map_folder=None, cache_file=None, now=now) as asked:
        assert [issue.code for issue in asked.issues] == ["CORRECTION_UNUSABLE"]
