"""A clock that shows a wrong year: every command says so or does its work, and nothing is removed."""

from datetime import UTC, datetime, tzinfo
from pathlib import Path

import pytest
from inprocess import Run, runner
from shop import CONFIG, open_shop

DAY = "2026-11-24"
ADDRESS = "Kanariestraat 1, 2312 AB Leiden"
COMMANDS = (
    ("purge",),
    ("doctor",),
    ("check", "kassa.csv"),
    ("plan", "kassa.csv"),
    ("day", DAY),
    ("change", "--date", DAY, "cancel", "1"),
    ("replan", DAY, "--from", "15:00", "--cancel", "1"),
    ("slots", ADDRESS),
    ("verify", DAY),
    ("report",),
    ("report", "--by", "hour"),
    ("sheets", DAY, "--to", "usb"),
    ("locate", ADDRESS),
    ("map", "status"),
)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    run = runner(open_shop(tmp_path), monkeypatch)
    (tmp_path / "dispatch.toml").write_text(CONFIG + "[archive]\nretention_days = 28\n", encoding="utf-8")
    assert run("plan", "--date", DAY).status == 5  # its times are estimates
    return run


def show(monkeypatch: pytest.MonkeyPatch, *moment: int) -> None:
    """Set the clock."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Clock":
            return cls(*moment, tzinfo=UTC).astimezone(tz)  # type: ignore[arg-type, return-value]

    monkeypatch.setattr("dispatch_cli.application.datetime", Clock)


@pytest.mark.parametrize("moment", [(9999, 12, 31, 23, 30), (1, 1, 1, 0, 10), (10_000, 1, 1)])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_falls_over_a_year_that_is_none(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], moment: tuple[int, ...]
) -> None:
    show(monkeypatch, *moment)
    done = run(*command)
    assert "Traceback" not in done.err
    if done.status not in {0, 5}:  # 0 where nothing hangs on the time
        year = "?" if moment[0] > 9999 else moment[0]
        assert (done.status, f"staat op het jaar {year}" in done.err) == (3, True), done.err


def test_a_clock_that_stands_years_ahead_removes_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(monkeypatch, 2031, 5, 5, 12)
    for more in ((), ("--dry-run",)):
        done = run("purge", *more)
        assert done.status == 3
        assert "--clock-is-right" in done.err
    done = run("plan", "--date", "2031-05-05", "kassa.csv")
    assert "Volgens de klok is het 2031-05-05" in done.err
    assert (tmp_path / "runs" / DAY / "v1" / "plan.json").exists()
    done = run("purge", "--clock-is-right", "--json")
    assert (done.status, [day["date"] for day in done.json["days"]]) == (0, [DAY])
    assert not (tmp_path / "runs" / DAY / "v1").exists()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize(
    "command", [("plan", "kassa.csv"), ("check", "kassa.csv"), ("slots", ADDRESS), ("change", "cancel", "1")]
)
def test_a_day_that_nobody_means_is_refused(run: Run, command: tuple[str, ...], day: str) -> None:
    done = run(*command, "--date", day)
    assert done.status == 2
    assert day in done.err


def test_a_rule_in_force_for_ever_has_no_end(run: Run, tmp_path: Path) -> None:
    rule = """
[[zones.own]]
id = "straat"
polygon = [[4.4870, 52.1595], [4.4935, 52.1590], [4.4935, 52.1597], [4.4870, 52.1602]]
kinds = ["van"]
valid_to = "9999-12-31"
"""
    config = tmp_path / "dispatch.toml"
    config.write_text(config.read_text(encoding="utf-8") + rule, encoding="utf-8")
    assert "Traceback" not in run("doctor").err
    config.write_text(config.read_text(encoding="utf-8").replace("valid_to", "valid_from"), encoding="utf-8")
    assert run("plan", "--date", DAY).status == 2
