"""Random edits of plan.json, hashes made to fit: every command tells or does, and none falls over."""

import json
import random
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sampledays import planned_day

from dispatch.app.adapters import writers
from dispatch.app.edited import read_to_show
from dispatch.app.files import Setting
from dispatch.app.report import report, summarise
from dispatch.app.run import write_run
from dispatch.app.verify import verify_run
from dispatch.archive import MANIFEST, anonymous, read_plan
from dispatch.archive.manifest import content_of
from dispatch.config import load_config
from dispatch.errors import DispatchError
from dispatch.model import PlannedDay

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def setting() -> Setting:
    path = ROOT / "data" / "sample" / "dispatch.toml"
    return Setting(load_config(path, {}), path)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, setting: Setting) -> Path:
    day = planned_day(9, couriers=2, trips=2, left_behind=2, rejected=2)
    folder = tmp_path_factory.mktemp("runs") / day.day.isoformat() / "v1"
    folder.mkdir(parents=True)
    write_run(day, folder, setting)
    return folder


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Give the way to every value of a document."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield (*path, key)
            yield from places(part, (*path, key))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield (*path, number)
            yield from places(part, (*path, number))


def edit(document: Any, rng: random.Random) -> None:
    """Change a value into another of its kind, take it out, double it, or turn its list round."""
    *way, last = rng.choice(list(places(document)))
    holder = document
    for step in way:
        holder = holder[step]
    old = holder[last]
    if isinstance(holder, list) and rng.random() < 0.5:
        rng.choice((lambda: holder.pop(last), lambda: holder.insert(last, old), holder.reverse))()
    elif isinstance(old, bool):
        holder[last] = not old
    elif isinstance(old, int):
        holder[last] = rng.choice((0, 1, -1, old + 1, old - 60, old * 2, 10**9))
    elif isinstance(old, float):
        holder[last] = rng.choice((0.0, -old, old + 0.01, 89.9))
    elif isinstance(old, str):
        holder[last] = rng.choice(("", "x", "R1", old + "x", "=1+1", "\u202e\x07"))
    elif isinstance(old, list):
        holder[last] = rng.choice(([], old * 2, old[:1]))
    else:
        holder[last] = rng.choice((None, [], {}, 1))


def planted(run: Path, target: Path, seed: int) -> Path:
    """Copy a run with some edits in its plan, hashes made to fit."""
    shutil.rmtree(target, ignore_errors=True)
    folder = target / run.parent.name / "v1"
    shutil.copytree(run, folder)
    rng = random.Random(seed)
    document = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        edit(document, rng)
    (folder / "plan.json").write_text(json.dumps(document), encoding="utf-8")
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    manifest |= content_of(folder)
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def use(folder: Path, setting: Setting, *, paper: bool) -> int:
    """Do with a run what every command does; return how many of these said no."""
    refused = 0

    def show() -> None:
        day: PlannedDay = read_to_show(folder).day
        for writer in writers(setting, plain_only=not paper):
            writer.write(day, folder.parent / "made")

    def verify() -> None:
        verify_run(str(folder), folder.parent.parent, {}, lambda: NOW)

    def sum_up() -> None:
        report((str(folder),), folder.parent.parent, None, None, {}, lambda: NOW)

    def let_go() -> None:
        summarise(read_plan(folder), None, setting.config)

    def make_anonymous() -> None:
        anonymous(read_plan(folder))

    for command in (show, verify, sum_up, let_go, make_anonymous):
        try:
            command()
        except DispatchError:
            refused += 1
    return refused


def test_no_edit_makes_a_command_fall_over(
    run: Path, setting: Setting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    refused = [use(planted(run, tmp_path / "runs", seed), setting, paper=False) for seed in range(100)]
    assert 20 < sum(map(bool, refused)) < 100  # some edits are seen at once, and some are harmless


@pytest.mark.nightly
def test_no_edit_makes_paper_fall_over(
    run: Path, setting: Setting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for seed in range(1000, 1500):
        use(planted(run, tmp_path / "runs", seed), setting, paper=True)
