"""Spoiled files of every kind, given to the real commands: none ends in a traceback."""

import random
import shutil
from pathlib import Path

import pytest
from fuzzing import MOVES, PARSERS, TOKENS, spoiled
from inprocess import Run, runner
from shop import CONFIG, open_shop

DAY = "2026-11-24"
FEW, MANY = 20, 1000
OWN_CONFIG = CONFIG.replace("offline = true", 'offline = true\naddresses = "addresses.csv"')

COMMANDS = {
    "actuals": ("actuals.csv", ("report", "latest", "--actuals", "actuals.csv")),
    "addresses": ("addresses.csv", ("locate", "Breestraat 1, 2311 CH Leiden")),
    "book": (f"runs/{DAY}/book.jsonl", ("day", DAY)),
    "chain": ("stores.toml", ("stores", "stores.toml", "--dry-run", "--date", DAY)),
    "changes": ("changes.csv", ("change", "--date", DAY, "--try", "--file", "changes.csv")),
    "config": ("other.toml", ("check", "kassa.csv", "--config", "other.toml")),
    "corrections": ("rejected.csv", ("check", "kassa.csv", "--corrections", "rejected.csv")),
    "events": ("events.ndjson", ("check", "events.ndjson")),
    "export": ("purchases.csv", ("check", "purchases.csv")),
    "lines": ("lines.csv", ("check", "kassa.csv", "--lines", "lines.csv")),
    "manifest": (f"runs/{DAY}/v1/manifest.json", ("verify", "latest")),
    "matrices": (f"runs/{DAY}/v1/travel.npz", ("verify", "latest")),
    "plan": (f"runs/{DAY}/v1/plan.json", ("report", DAY)),
    "settings": (f"runs/{DAY}/v1/settings.json", ("sheets", "latest", "--to", "usb")),
    "workbook": ("purchases.xlsx", ("check", "purchases.xlsx")),
}
"""Of each kind, what the file is called, and who reads it."""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    (tmp_path / "here").mkdir()
    run = runner(open_shop(tmp_path / "here"), monkeypatch)
    (tmp_path / "here" / "addresses.csv").write_bytes(PARSERS["addresses"].seeds()[0])
    (tmp_path / "here" / "dispatch.toml").write_text(OWN_CONFIG, encoding="utf-8")
    assert run("plan", "--date", DAY, "--json").status == 5
    shutil.copytree(tmp_path / "here" / "runs", tmp_path / "kept", symlinks=True)
    return run


def _give(home: Path, run: Run, times: int, seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(times):
        kind = rng.choice(sorted(COMMANDS))
        name, command = COMMANDS[kind]
        shutil.rmtree(home / "here" / "runs")
        shutil.copytree(home / "kept", home / "here" / "runs", symlinks=True)
        path = home / "here" / name
        good = path.read_bytes() if path.is_file() else PARSERS[kind].seeds()[0]
        moves = [
            (rng.choice(MOVES), rng.randrange(2**20), rng.randrange(60), rng.choice(TOKENS))
            for _ in range(rng.randint(1, 4))
        ]
        data = spoiled(good, moves)
        path.write_bytes(data)
        ended = run(*command)
        path.write_bytes(good)
        assert ended.status in {0, 1, 2, 3, 4, 5}, (kind, data, ended.err)
        assert "Traceback" not in ended.err, (kind, data, ended.err)
        assert ended.status != 1 or command[0] == "verify", (kind, data, ended.err)


def test_a_few_spoiled_files_end_no_command_in_a_traceback(tmp_path: Path, run: Run) -> None:
    _give(tmp_path, run, FEW, seed=1)


@pytest.mark.nightly
def test_a_thousand_spoiled_files_end_no_command_in_a_traceback(tmp_path: Path, run: Run) -> None:
    _give(tmp_path, run, MANY, seed=2)
