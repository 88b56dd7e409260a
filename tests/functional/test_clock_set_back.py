"""A time named earlier than that of the version before: what has left stays, and the plan verifies."""

from pathlib import Path

import pytest
from inprocess import runner
from lane import Till


def test_a_plan_for_an_earlier_hour_than_the_one_before_verifies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = Till(tmp_path, runner(tmp_path, monkeypatch))
    config = tmp_path / "dispatch.toml"
    config.write_text(config.read_text().replace('engine = "ortools"\n', ""), encoding="utf-8")
    for number in range(101, 105):
        till.buy(number, number - 100, van="16:00", tot="20:00")
    for number, now in ((200, "18:40"), (201, "14:00"), (202, "18:00"), (203, "11:40")):
        assert till.plan(now).status in {0, 5}
        verified = till.run("verify", "latest")
        assert verified.status == 0, (now, verified.out)
        till.buy(number, number - 180, van="18:00", tot="20:00")
    moments = [line["news"]["moment"] for line in till.book() if line["kind"] == "version"]
    assert [moment // 3600 for moment in moments] == [18, 14, 18, 11]
