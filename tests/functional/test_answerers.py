"""Questions answered in processes of their own: as in this one, kept up to date, and begun anew."""

import json
import os
import shutil
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from inprocess import runner
from lane import DAY, Till, till_of_five

from dispatch.app.adapters import open_adapters
from dispatch.app.answerers import Answerers
from dispatch.app.desk import SoundVersions
from dispatch.app.files import Setting, find_setting
from dispatch.app.liveshop import LiveShop
from dispatch.app.opendays import OpenDays
from dispatch.errors import InputError, UsageError
from dispatch.ports import Silent
from dispatch.serving import Basket, Wanted
from dispatch.travel import CachedTravel, EstimateSource

NOON = datetime.fromisoformat(DAY).replace(hour=13, tzinfo=ZoneInfo("Europe/Amsterdam"))
"""Where the store's clock stands while it is asked; in the processes it runs on from there."""


@pytest.fixture
def till(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Till:
    made = till_of_five(tmp_path, runner(tmp_path, monkeypatch))
    made.plan_all("12:00")
    return made


@pytest.fixture
def setting(till: Till) -> Setting:
    return find_setting(till.folder / "dispatch.toml", None, {}, {})


@pytest.fixture
def answerers(setting: Setting) -> Iterator[Answerers]:
    made = Answerers(setting, NOON - datetime.now(UTC), 1)
    made.begin()
    try:
        yield made
    finally:
        made.close()


def lane(number: int) -> Basket:
    return Basket(address=f"Laan {number}, 2312 AB Leiden")


def test_they_answer_as_the_server_itself_does_and_know_what_is_taken_elsewhere(
    setting: Setting, answerers: Answerers
) -> None:
    shop = LiveShop(setting, lambda: NOON, answerers)
    alone = LiveShop(setting, lambda: NOON)
    try:
        for number in (7, 8):
            assert [shop.ask(lane(number))["days"]] == [alone.ask(lane(number))["days"]]
        for number in (9, 10):
            wanted = Wanted(
                address=f"Laan {number}, 2312 AB Leiden", window="20:00-22:00", phone=f"061234560{number}"
            )
            assert alone.take(wanted, "")["taken"]
        until = time.monotonic() + 30
        while not _full(shop) and time.monotonic() < until:
            time.sleep(0.2)
        assert _full(shop)
    finally:
        shop.close()
        alone.close()


def _full(shop: LiveShop) -> bool:
    """Tell whether the last window is promised as often as the store allows."""
    return bool(shop.ask(lane(7))["days"][0]["windows"][-1]["full"])


def test_one_that_was_killed_is_begun_anew_and_what_is_wrong_is_told(answerers: Answerers) -> None:
    located, days, _ = answerers.answer(lane(7))
    assert located is not None
    assert days[0].possible
    (child,) = _children()
    os.kill(child, signal.SIGKILL)
    assert answerers.answer(lane(7))[1] == days
    assert _children() != [child]
    with pytest.raises(UsageError, match="Where does it go"):
        answerers.answer(Basket.model_construct(address=""))


def _children() -> list[int]:
    """Return the processes that this one began to answer."""
    path = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    told = [int(child) for task in path.parents[1].iterdir() for child in _told(task / "children")]
    return [child for child in told if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


def _told(path: Path) -> list[str]:
    return path.read_text().split()


def test_doors_of_the_days_before_are_measured_while_nobody_asks(till: Till, setting: Setting) -> None:
    day, runs = date.fromisoformat(DAY), till.folder / "runs"
    before = runs / str(day - timedelta(days=7)) / "v1"
    shutil.copytree(runs / DAY / "v1", before)
    plan = json.loads((before / "plan.json").read_text())
    for number, stop in enumerate(plan["problem"]["stops"]):
        stop["place"] |= {"lat": 52.17 + number / 1000, "lon": 4.5}
    (before / "plan.json").write_text(json.dumps(plan))
    spoiled = runs / str(day - timedelta(days=6)) / "v1"
    spoiled.mkdir(parents=True)
    (spoiled / "plan.json").write_text('{"problem": 1}')
    days = OpenDays(setting, lambda: NOON)
    with open_adapters(setting, lambda: NOON, Silent()) as adapters:
        assert not days.look_ahead()  # no day is open
        days.open(day, adapters)
        assert not days.look_ahead()  # as the crow flies there is nothing to measure
        days.open(day, replace(adapters, travel=CachedTravel(EstimateSource(), till.folder / "travel")))
        assert not days.look_ahead()
        opened = days.open(day, adapters)
    assert {(52.17, 4.5), (52.174, 4.5)} < opened.standing.foreseen
    assert len(opened.standing.foreseen) == 10


def test_a_version_is_read_once_and_again_where_its_files_are_others(till: Till) -> None:
    versions, folder = SoundVersions(), till.folder / "runs" / DAY / "v1"
    once = versions.read(folder)
    assert versions.read(folder) is once
    plan = folder / "plan.json"
    text = plan.read_text()
    plan.write_text(text.replace('"work_seconds": ', '"work_seconds": 1', 1))
    with pytest.raises(InputError, match="was changed since it was made"):
        versions.read(folder)
    plan.write_text(text)
    assert versions.read(folder) == once
