"""A store begins: nothing is overwritten, and what cannot be written is told."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dispatch.app.files import sample_folder
from dispatch.app.starting import start_store
from dispatch.errors import ResourceError, UsageError

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def test_the_sample_is_copied_and_nothing_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "new" / "store"
    written = start_store(target, None, {}, NOW, sample=True)
    assert {path.name for path in written} == {path.name for path in target.iterdir()}
    assert (target / "dispatch.toml").read_bytes() == (sample_folder() / "dispatch.toml").read_bytes()
    (target / "purchases.csv").write_text("mine")
    for path in written:
        if path.name != "purchases.csv":
            path.unlink()
    with pytest.raises(UsageError, match=r"purchases\.csv exists already"):
        start_store(target, None, {}, NOW, sample=True)
    assert [path.name for path in target.iterdir()] == ["purchases.csv"]
    assert (target / "purchases.csv").read_text() == "mine"


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises((ResourceError, UsageError)):
        start_store(tmp_path / "file", None, {}, NOW, sample=True)
