"""The whole program, killed and raced: no order lost, none planned twice, nothing half."""

import json
import random
import subprocess
import time

import pytest
from shop import PROGRAM, as_cron, assert_sound, open_shop, write_export

from dispatch.archive import read_plan


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
