"""``dispatch whatif`` on a disk that fills: what was kept stays, and the same command goes on."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from disks import mount, unmount
from program import run
from shop import open_question

QUESTION = ("whatif", "less.toml", "--seeds", "8", "--workers", "2", "--json")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """Return a disk on which some cells find room, and not all."""
    place = tmp_path / "small"
    place.mkdir()
    mount("-t", "tmpfs", "-o", "size=64k", "tmpfs", place)
    yield place
    unmount(place)


def kept(cache: Path) -> int:
    return sum(bool(json.loads(path.read_bytes())) for path in cache.rglob("whatif/*/*.json"))


@pytest.mark.nightly
def test_a_disk_that_fills_in_the_middle_loses_nothing(small: Path, tmp_path: Path) -> None:
    home = tmp_path / "shop"
    home.mkdir()
    open_question(home, "less")
    ended = run(*QUESTION, home=home, XDG_CACHE_HOME=str(small))
    assert ended.status == 3, ended.err
    assert "The results of a cell cannot be kept" in ended.err
    assert "Traceback" not in ended.err
    done = kept(small)
    assert 0 < done < 32
    mount("-o", "remount,size=4m", small)
    again = run(*QUESTION, home=home, XDG_CACHE_HOME=str(small))
    assert again.status == 5, again.err  # travel is an estimate
    assert len(again.json["cells"]) == kept(small) == 32
    assert again.json == run(*QUESTION, home=home, XDG_CACHE_HOME=str(tmp_path / "large")).json
