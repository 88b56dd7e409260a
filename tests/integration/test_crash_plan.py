"""The whole program, killed and raced: no order lost, none planned twice, nothing half."""

import json
import random
import subprocess
import time

import pytest
from shop import PROGRAM, as_cron, open_shop, write_export

from dispatch.archive import changed_files, read_plan
from dispatch.day import read_book


def start(shop, *arguments):
    return subprocess.Popen(
        [*PROGRAM, "plan", "--json", *arguments],
        cwd=shop,
        env={},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def assert_sound(shop):
    """Whatever is visible is whole, and the accounts of each version hold."""
    home = shop / "runs" / "2026-11-24"
    visible = [path for path in home.glob("*") if not path.name.startswith(".")] if home.exists() else []
    read_book(home)  # whole, or a last line cut short
    visible = [path for path in visible if path.name != "book.jsonl"]
    for run in visible:
        if run.name == "latest":
            continue
        assert changed_files(run) == ()
        day = read_plan(run)
        accounts = day.accounts
        assert accounts.read == (
            accounts.not_flagged + accounts.rejected + accounts.unassigned + accounts.planned
        )
        stops = [visit.stop for r in day.plan.routes for t in r.trips for visit in t.visits]
        assert len(stops) == len(set(stops))
    return sorted(path.name for path in visible)


def kill_in_a_loop(shop, times, seed):
    rng = random.Random(seed)
    took = _seconds_of_a_run(shop)
    for _ in range(times):
        running = start(shop, "--again")
        time.sleep(rng.uniform(0, took * 1.1))
        running.kill()
        running.communicate()
        assert_sound(shop)
    before = assert_sound(shop)
    done = as_cron(shop, "plan", "--json", "--again")
    assert done.returncode == 5, done.stderr
    told = json.loads(done.stdout)
    assert told["accounts"]["planned"] == 2
    names = assert_sound(shop)
    assert names == sorted({*before, "latest", f"v{told['version']}"})
    home = shop / "runs" / "2026-11-24"
    assert (home / "latest").readlink().name == f"v{told['version']}"
    assert [path.name for path in home.iterdir() if path.name.startswith(".")] == []


def _seconds_of_a_run(shop):
    began = time.monotonic()
    assert as_cron(shop, "plan", "--quiet").returncode == 5
    return time.monotonic() - began


def test_killed_at_any_moment_the_next_run_just_works(tmp_path):
    kill_in_a_loop(open_shop(tmp_path), 4, seed=11)


@pytest.mark.nightly
@pytest.mark.timeout(1800)
def test_killed_a_hundred_times_the_next_run_just_works(tmp_path):
    kill_in_a_loop(open_shop(tmp_path), 100, seed=12)


def test_three_runs_at_once_make_one_version(tmp_path):
    shop = open_shop(tmp_path)
    racers = [start(shop) for _ in range(3)]
    ended = []
    for racer in racers:
        out, err = racer.communicate(timeout=240)
        assert racer.returncode in (5, 75), err
        assert "Traceback" not in err
        ended.append((racer.returncode, json.loads(out)))
    assert [told["version"] for status, told in ended if status == 5] == [1] * len(
        [status for status, _ in ended if status == 5]
    )
    assert assert_sound(shop) == ["latest", "v1"]


def test_a_corrupted_run_is_told_and_planned_anew(tmp_path):
    shop = open_shop(tmp_path)
    as_cron(shop, "plan", "--quiet")
    plan = shop / "runs/2026-11-24/v1/plan.json"
    plan.write_bytes(plan.read_bytes()[:500])
    verified = as_cron(shop, "verify", "2026-11-24")
    assert verified.returncode == 2
    assert "plan.json" in verified.stderr
    assert "Traceback" not in verified.stderr
    again = as_cron(shop, "plan", "--json")
    assert again.returncode == 5, again.stderr
    assert json.loads(again.stdout)["version"] == 2


def test_an_order_that_comes_later_is_in_the_next_version_only_once(tmp_path):
    shop = open_shop(tmp_path)
    as_cron(shop, "plan", "--quiet")
    write_export(shop, "4;2026-11-24T12:09;ja;Vier;0612345678;Kanariestraat;4;2312 AB;Leiden;52.166;4.496")
    as_cron(shop, "plan", "--quiet")
    assert assert_sound(shop) == ["latest", "v1", "v2"]
    receipts = [
        receipt
        for stop in read_plan(shop / "runs/2026-11-24/latest").problem.stops
        for receipt in stop.receipt_ids
    ]
    assert sorted(receipts) == ["1", "2", "4"]
