"""What a change would cost is asked while somebody waits: it is told at once, and nothing is written."""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest
from dispatcher import DAY, Desk, order
from inprocess import runner

ROOT = Path(__file__).parents[2]
COMMAND = """
import sys
from dispatch_cli import main
try:
    main()
finally:
    print(sorted({"numba", "ortools", "pandas", "typst"} & sys.modules.keys()), file=sys.stderr)
"""


@pytest.fixture
def planned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = Desk(tmp_path, runner(tmp_path, monkeypatch))
    desk.rows |= {
        str(n): order(n, "14:30" if n % 2 else "17:30", "21:30", 200 + 17 * n % 900, 13 * n % 700 - 350)
        for n in range(200, 248)
    }
    done = desk.plan("12:00")
    assert done.json["accounts"]["planned"] == 60, done.err
    return desk


def test_a_trial_searches_nothing_and_takes_a_second(planned: Desk) -> None:
    words = (
        "change",
        "--date",
        DAY,
        "--now",
        "12:05",
        "courier",
        "Tijn",
        "--out",
        "18:00",
        "--try",
        "--json",
    )
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, *words],
        cwd=planned.folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.stderr.splitlines()[-1] == "[]", "a heavy package was loaded"
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert spent < 4, "seconds of the processor; one on an idle machine"
    began = time.process_time()
    trial = planned.change("12:05", "give", "200", "202", "--to", "Tijn", "--try").json["trial"]
    assert time.process_time() - began < 1.5
    assert trial["left_behind"] == []


def test_a_trial_comes_to_about_what_the_plan_does(planned: Desk) -> None:
    trial = planned.change("12:05", "cancel", "200", "203", "--try").json["trial"]
    before = planned.run("plan", "kassa.csv", "--date", DAY, "--now", "12:06", "--json").json
    after = planned.change("12:07", "cancel", "200", "203", "--plan").json["plan"]
    saved = after["totals"]["cost_eur"] - before["totals"]["cost_eur"]
    assert saved <= 0
    assert trial["cost_eur"] <= 0
    assert abs(trial["cost_eur"] - saved) < 15


def test_a_trial_says_which_wish_cannot_be_kept(planned: Desk) -> None:
    planned.change("12:05", "courier", "Tijn", "--out")
    done = planned.change("12:06", "give", "200", "--to", "Tijn", "--try")
    assert "WISH_NOT_KEPT" in {issue["code"] for issue in done.json["trial"]["issues"]}
    told = planned.run("change", "--date", DAY, "--now", "12:06", "give", "200", "--to", "Tijn", "--try")
    assert "200" in told.err + told.out
    assert "Niemand anders merkt er iets van" not in told.err + told.out


def test_a_trial_goes_on_where_the_plan_cannot_be_driven_any_more(planned: Desk) -> None:
    """A courier who is two hours late cannot drive what was planned; what still fits is put elsewhere."""
    trial = planned.change("12:05", "courier", "Tijn", "--late", "150", "--try").json["trial"]
    assert trial["told_otherwise"] or trial["left_behind"]
