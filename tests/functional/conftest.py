"""A day that was planned once, which tests go on with."""

import shutil
from pathlib import Path

import pytest
from dispatcher import Desk
from inprocess import runner


@pytest.fixture(scope="session")
def noon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dispatcher's folder after the first plan of the day."""
    home = tmp_path_factory.mktemp("noon")
    with pytest.MonkeyPatch.context() as patch:
        done = Desk(home, runner(home, patch)).plan("12:00")
    assert (done.json["version"], done.json["accounts"]["planned"]) == (1, 12), done.err
    return home


@pytest.fixture
def planned(noon: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A copy of that folder, to go on in."""
    shutil.copytree(noon, tmp_path, symlinks=True, dirs_exist_ok=True)
    return Desk(tmp_path, runner(tmp_path, monkeypatch))
