import sqlite3
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dispatch.errors import ResourceError
from dispatch.geocoding.cache import PlaceCache
from dispatch.model import Address, Confidence, Place
from dispatch.words import words

BEGIN = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
ADDRESS = Address("Haarlemmerstraat", "12", "A", "2312 GA", "Leiden")
PLACE = Place(52.16, 4.49, "pdok", Confidence.EXACT, ADDRESS)


class Clock:
    def __init__(self) -> None:
        self.moment = BEGIN

    def __call__(self) -> datetime:
        return self.moment


def test_a_remembered_place_says_where_it_came_from(tmp_path: Path) -> None:
    cache = PlaceCache.open(tmp_path / "c.sqlite", 30, Clock())
    cache.remember(ADDRESS, PLACE)
    found = cache.locate(Address("haarlemmerstr.", "12", "a", "2312ga", "LEIDEN"))
    assert found.place == Place(52.16, 4.49, "cache", Confidence.EXACT, ADDRESS)
    assert words("en").address(found.code, found.about, found.facts) == "found by pdok on 21 November 2026"
    cache.close()


def test_answers_grow_too_old(tmp_path: Path) -> None:
    clock = Clock()
    cache = PlaceCache.open(tmp_path / "c.sqlite", 30, clock)
    cache.remember(ADDRESS, PLACE)
    clock.moment = BEGIN + timedelta(days=30)
    assert cache.locate(ADDRESS).place is not None
    clock.moment = BEGIN + timedelta(days=30, seconds=1)
    assert cache.locate(ADDRESS).place is None
    cache.close()
    PlaceCache.open(tmp_path / "c.sqlite", 30, clock).close()
    with sqlite3.connect(tmp_path / "c.sqlite") as database:
        assert database.execute("SELECT count(*) FROM place").fetchone() == (0,)
    database.close()


@pytest.mark.parametrize("confidence", [Confidence.LIKELY, Confidence.APPROXIMATE])
def test_doubt_is_not_remembered(tmp_path: Path, confidence: Confidence) -> None:
    cache = PlaceCache.open(tmp_path / "c.sqlite", 30, Clock())
    cache.remember(ADDRESS, Place(52.16, 4.49, "pdok", confidence, ADDRESS, "why"))
    assert cache.locate(ADDRESS).place is None
    cache.close()


def test_the_file_is_its_owner_s_only(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "c.sqlite"
    cache = PlaceCache.open(path, 30, Clock())
    cache.remember(ADDRESS, PLACE)
    for file in path.parent.iterdir():  # the write-ahead log too
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    cache.close()


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "c.sqlite").mkdir()
    with pytest.raises(ResourceError, match=r"c\.sqlite cannot be used"):
        PlaceCache.open(tmp_path / "c.sqlite", 1, Clock())


def test_a_cache_that_breaks_is_told(tmp_path: Path) -> None:
    cache = PlaceCache.open(tmp_path / "c.sqlite", 30, Clock())
    with sqlite3.connect(tmp_path / "c.sqlite") as other:
        other.execute("DROP TABLE place")
    other.close()
    with pytest.raises(ResourceError, match="cache of addresses failed"):
        cache.locate(ADDRESS)
    cache.close()
