"""The line of cron every ten minutes from opening to closing drives a day: quiet, and told once."""

import random
from pathlib import Path

import pytest
from dispatcher import CONFIG, DAY, Desk, at, order
from inprocess import runner

TOLD = """
[notify]
command = ["/bin/sh", "-c", "echo told >> told.txt"]
heartbeat = "beat.json"
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    (desk := Desk(tmp_path, runner(tmp_path, monkeypatch))).rows = {}
    text = CONFIG.replace("iterations = 60", "iterations = 15")
    (tmp_path / "dispatch.toml").write_text(text + TOLD, encoding="utf-8")
    return desk


def times() -> list[str]:
    return [f"{minute // 60:02d}:{minute % 60:02d}" for minute in range(11 * 60, 20 * 60 + 1, 10)]


def test_a_whole_day_is_driven_by_the_line_of_cron(desk: Desk) -> None:
    """What the till and the dispatcher say makes a version each, and what has left stays to the second."""
    rng = random.Random(5)
    happens = {
        "11:00": lambda: desk.rows.update(
            {str(n): order(n, "14:30", "18:00", 300 + 90 * n % 900, rng.randint(-500, 500)) for n in range(6)}
        ),
        "12:30": lambda: desk.rows.update({"20": order(20, "16:00", "19:00", 600, tijdstip=f"{DAY}T12:20")}),
        "15:10": lambda: desk.rows.update({"21": order(21, "18:00", "21:00", 900, tijdstip=f"{DAY}T15:05")}),
        "16:20": lambda: desk.change("16:20", "cancel", "21"),
        "17:00": lambda: desk.rows["20"].update(opmerking="bel links"),
        "18:40": lambda: desk.rows.update({"22": order(22, "19:00", "21:30", 500, tijdstip=f"{DAY}T18:35")}),
    }
    versions, left = 0, []
    for now in times():
        if now in happens:
            happens[now]()
        desk.till()
        done = desk.run("plan", "kassa.csv", "--date", DAY, "--quiet", "--now", now)
        assert done.status in {0, 5}, done.err
        assert done.out == ""
        made = len(list((desk.folder / "runs" / DAY).glob("v*")))
        assert made == versions + (now in happens), now
        assert bool(done.err) == (now in happens and done.status == 5), now
        versions = made
        for trip in left:
            assert trip in desk.trips(versions, at(now)), f"a trip that left is another at {now}"
        left = desk.trips(versions, at(now))
    assert len((desk.folder / "told.txt").read_text(encoding="utf-8").split()) == len(happens)
    planned = desk.where(versions)
    assert set(planned) == {"0", "1", "2", "3", "4", "5", "20", "22"}
    assert all(start <= at("22:00") for _, start in planned.values())
    assert desk.run("verify", f"runs/{DAY}/v{versions}").status == 0
