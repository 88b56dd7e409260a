"""A store in a folder, and this user's own folders out of the way."""

from collections.abc import Callable
from pathlib import Path

import pytest
from shop import STORE


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a configuration into a folder under the test's own; the name of the store tells it apart."""

    def make(folder: str, name: str = "Winkel", more: str = "") -> Path:
        path = tmp_path / folder / "dispatch.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(STORE.replace("Winkel", name) + more, encoding="utf-8")
        return path

    return make


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for kind in ("DATA", "CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind.lower()))
    return folder
