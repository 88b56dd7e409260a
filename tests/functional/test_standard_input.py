"""The till's export may come through a pipe."""

import io
import sys
from pathlib import Path

import pytest
from inprocess import runner
from issueinputs import ESTIMATE, OFFLINE, POSITION, Shop
from till import table


class _Pipe:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    shop = Shop(tmp_path, runner(tmp_path, monkeypatch), tmp_path)
    shop.configure(OFFLINE, ESTIMATE)
    return shop


def test_a_plan_is_made_of_what_is_piped_in(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", _Pipe(table(POSITION, POSITION).encode()))
    ended = shop.run("plan", "-", "--json", "--date", "2026-11-21")
    assert ended.status == 5, ended.err  # the estimate
    assert ended.json["accounts"]["planned"] == 2
    assert (shop.folder / "runs" / "2026-11-21" / "v1").is_dir()


def test_an_empty_pipe_is_refused(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", _Pipe(b""))
    ended = shop.run("check", "-")
    assert (ended.status, "De standaardinvoer is leeg" in ended.err) == (2, True)
