import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dispatch.errors import LockHeldError, ResourceError
from dispatch.mapfiles import MANIFEST, MAP_FORMAT
from dispatch.roadmap import map_status
from dispatch.roadmap.installed import CURRENT, MAPS, locked, publish

NOW = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)
FACTS = {
    "format": MAP_FORMAT,
    "id": "abc",
    "source": {"name": "town.osm.pbf"},
    "data_date": "2026-08-01",
    "dated_by": "header",
    "built_at": "2026-08-02T10:00:00+02:00",
    "box": [52.0, 4.0, 53.0, 5.0],
    "profiles": ["bike", "van"],
    "roads": 10,
    "addresses": 20,
}


def install(root: Path, name: str, **changes: object) -> None:
    finished = root / f".building-{name}"
    finished.mkdir(parents=True)
    (finished / MANIFEST).write_text(json.dumps({**FACTS, "id": name, **changes}))
    (root / MAPS).mkdir(exist_ok=True)
    publish(root, finished, name)


def test_without_a_map_the_status_says_so(tmp_path: Path) -> None:
    status = map_status(tmp_path / "nowhere")
    assert status.folder is None
    assert status.problem == "no_map"


def test_the_status_tells_what_is_installed(tmp_path: Path) -> None:
    install(tmp_path, "one")
    status = map_status(tmp_path)
    assert status.folder == (tmp_path / MAPS / "one").resolve()
    assert (status.id, status.profiles, status.addresses) == ("one", ("bike", "van"), 20)
    assert status.size_bytes == len(json.dumps({**FACTS, "id": "one"}))
    assert status.covers(52.5, 4.5)
    assert not status.covers(51.9, 4.5)
    # 1 August + 90 days = 30 October
    assert not status.stale(date(2026, 10, 30))
    assert status.stale(date(2026, 10, 31))
    assert status.age_days(date(2026, 8, 11)) == 10


@pytest.mark.parametrize("text", ["", "[]", "{}", json.dumps({**FACTS, "format": MAP_FORMAT + 1})])
def test_a_map_that_cannot_be_read_is_none(tmp_path: Path, text: str) -> None:
    install(tmp_path, "one")
    (tmp_path / CURRENT / MANIFEST).write_text(text)
    status = map_status(tmp_path)
    assert status.folder is None
    assert status.problem


def test_a_manifest_with_a_part_missing_is_damaged(tmp_path: Path) -> None:
    install(tmp_path, "one")
    (tmp_path / CURRENT / MANIFEST).write_text(json.dumps({"format": MAP_FORMAT}))
    assert "damaged" in map_status(tmp_path).problem


def test_the_map_before_is_kept_and_older_ones_are_not(tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        install(tmp_path, name)
        assert map_status(tmp_path).id == name
    assert sorted(path.name for path in (tmp_path / MAPS).iterdir()) == ["three", "two"]


def test_one_build_at_a_time_and_leftovers_go(tmp_path: Path) -> None:
    (tmp_path / ".building-killed").mkdir()
    with locked(tmp_path, NOW):
        assert not (tmp_path / ".building-killed").exists()
        with pytest.raises(LockHeldError), locked(tmp_path, NOW):
            pass
    with locked(tmp_path, NOW):
        pass


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ResourceError, match="cannot be written"), locked(tmp_path / "file", NOW):
        pass
