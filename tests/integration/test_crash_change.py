"""``change`` killed at any moment: a fact is in the book whole or not at all."""

import json
import random
import subprocess
import time
from collections import Counter

import pytest
from shop import PROGRAM, as_cron, open_shop, write_export

from dispatch.archive import changed_files, read_plan
from dispatch.day import day_state, news, read_book

DAY = "2026-11-24"
MORE = tuple(
    f"{n};2026-11-24T12:{n:02d};ja;Klant {n};06123456{n:02d};Kanariestraat;{n};2312 AB;Leiden;"
    f"52.16{n % 10};4.49{n % 7}"
    for n in range(10, 22)
)
LINES = (
    ("cancel", "{r}"),
    ("restore", "{r}"),
    ("note", "{r}", "bel links"),
    ("window", "{r}", "18:00-20:00"),
    ("drop", "{r}"),
    ("give", "{r}", "--to", "Anna"),
    ("store", "--late-up-to", "20"),
)


def change(shop, *words):
    return subprocess.Popen(
        [*PROGRAM, "change", "--date", DAY, "--json", *words],
        cwd=shop,
        env={},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def facts(shop):
    return [entry.news for entry in read_book(shop / "runs" / DAY).entries]


def sound(shop):
    """The book can be read, its numbers have no gap, and every version is whole and balanced."""
    home = shop / "runs" / DAY
    book = read_book(home)
    known = day_state(book.entries).receipts
    for run in home.glob("v*"):
        assert changed_files(run) == ()
        day = read_plan(run)
        planned = [r for stop in day.problem.stops for r in stop.receipt_ids]
        rejected = [reject.receipt_id for reject in day.rejected]
        assert max(Counter((*planned, *rejected)).values()) == 1
        assert {*planned, *rejected} == known.keys()
        accounts = day.accounts
        assert accounts.read == (
            accounts.not_flagged + accounts.rejected + accounts.unassigned + accounts.planned
        )


def kill_changes(shop, times, seed):
    rng = random.Random(seed)
    write_export(shop, *MORE)
    assert as_cron(shop, "plan", "--quiet").returncode == 5
    began = time.monotonic()
    change(shop, "note", "10", "begin").communicate(timeout=240)
    took = time.monotonic() - began
    for number in range(times):
        plans = number % 4 == 3
        words = [word.format(r=rng.randint(10, 21)) for word in rng.choice(LINES)]
        before = facts(shop)
        running = change(shop, *words, *(["--plan"] if plans else []))
        time.sleep(rng.uniform(0, took * (3 if plans else 1.1)))
        running.kill()
        out, _ = running.communicate()
        after = facts(shop)
        assert after[: len(before)] == before, "a fact was lost"
        added = [one for one in after[len(before) :] if not isinstance(one, news.VersionMade)]
        assert len(added) <= 1
        if out.strip():
            assert len(added) == len(json.loads(out)["lines"]), "what was acknowledged is not there"
        sound(shop)
        if added and rng.random() < 0.3:
            undone = as_cron(shop, "day", DAY, "--undo", str(len(before) + 1), "--json")
            assert undone.returncode == 0, undone.stderr
    done = as_cron(shop, "plan", "--json")
    assert done.returncode in {0, 5}, done.stderr
    sound(shop)
    book = read_book(shop / "runs" / DAY)
    latest = read_plan(shop / "runs" / DAY / "latest")
    off = {r.number for r in day_state(book.entries).receipts.values() if r.cancelled}
    assert off <= {reject.receipt_id for reject in latest.rejected}
    assert json.loads(as_cron(shop, "plan", "--json").stdout)["unchanged"] is True
    assert as_cron(shop, "verify", DAY).returncode == 0


def test_a_change_killed_at_any_moment_is_there_whole_or_not_at_all(tmp_path):
    kill_changes(open_shop(tmp_path), 6, seed=3)


@pytest.mark.nightly
@pytest.mark.timeout(1800)
def test_a_change_killed_a_hundred_times_is_there_whole_or_not_at_all(tmp_path):
    kill_changes(open_shop(tmp_path), 100, seed=4)
