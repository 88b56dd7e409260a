"""The drop folder: every file once, into the book of its day; killed at any step, nothing is lost."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from basketevents import accounts, add, paid
from inprocess import Ended, runner
from issueinputs import DAY, ESTIMATE, OFFLINE, POSITION, Shop
from till import table

from dispatch.app import desk, dropping
from dispatch.archive import RunArchive
from dispatch.day import news, read_book

NEXT = "2026-11-23"
"""The Monday after."""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    shop = Shop(tmp_path, runner(tmp_path, monkeypatch), tmp_path)
    shop.configure(OFFLINE, ESTIMATE)
    path = tmp_path / "dispatch.toml"
    config = path.read_text(encoding="utf-8").replace("[intake]", '[intake]\ndrop = "inbox"')
    path.write_text(config, encoding="utf-8")
    (tmp_path / "inbox").mkdir()
    return shop


@pytest.fixture
def inbox(shop: Shop) -> Path:
    return shop.folder / "inbox"


def plan(shop: Shop, day: str = DAY, *flags: str) -> Ended:
    ended = shop.run("plan", "--date", day, "--json", *flags)
    assert ended.status in {0, 5}, ended.err
    return ended


def drop(inbox: Path, name: str, content: str, age: int = 60) -> Path:
    """Put a file into the folder that was written some seconds ago."""
    path = inbox / name
    path.write_text(content, encoding="utf-8")
    moment = datetime.now(UTC).timestamp() - age
    os.utime(path, (moment, moment))
    return path


def export(*receipts: str, **cells: str) -> str:
    return table(*({**POSITION, **cells, "bonnummer": one} for one in receipts))


def said(shop: Shop, day: str = DAY) -> list[news.News]:
    entries = read_book(shop.folder / "runs" / day).entries
    return [entry.news for entry in entries if not isinstance(entry.news, news.VersionMade)]


def test_tables_and_events_are_read_once_and_put_aside(shop: Shop, inbox: Path) -> None:
    drop(inbox, "kassa.csv", export("1", "2"), age=90)
    add(inbox / "app.ndjson", paid("3"))
    assert accounts(plan(shop)) == (3, 0, 3)
    assert sorted(path.name for path in (inbox / "read").iterdir()) == ["app.ndjson", "kassa.csv"]
    assert [path.name for path in inbox.iterdir()] == ["read"]
    assert plan(shop).json["version"] == 1
    drop(inbox, "kassa.csv", export("1", "2", "4"))
    assert accounts(plan(shop)) == (4, 0, 4)
    assert (inbox / "read" / "kassa (2).csv").is_file()


def test_the_oldest_file_is_read_first(shop: Shop, inbox: Path) -> None:
    drop(inbox, "a.csv", export("1", opmerking="nieuw"), age=10)
    drop(inbox, "b.csv", export("1", opmerking="oud"), age=20)
    plan(shop)
    stops = (shop.folder / "runs" / DAY / "latest" / "stops.csv").read_text(encoding="utf-8")
    assert "nieuw" in stops
    assert "oud" not in stops


def test_lines_go_with_their_export(shop: Shop, inbox: Path) -> None:
    head = "bonnummer;aantal;gewicht_g;volume_ml;leeftijdscontrole\n"
    drop(inbox, "kassa.csv", export("1"))
    drop(inbox, "kassa.lines.csv", head + "1;30;1000;1000;ja\n")
    drop(inbox, "lines.csv", head + "1;1;1;1;nee\n")
    ended = plan(shop)
    stops = (shop.folder / "runs" / DAY / "latest" / "stops.csv").read_text(encoding="utf-8")
    assert "30.00" in stops
    assert "DROP_FILE_LEFT" in ended.codes
    assert sorted(path.name for path in inbox.iterdir()) == ["lines.csv", "read"]


def test_every_row_finds_the_book_of_its_day(shop: Shop, inbox: Path) -> None:
    later = {"delivery_date": NEXT}
    add(inbox / "app.ndjson", paid("1"), paid("2", **later), paid("3", **later))
    ended = plan(shop)
    assert accounts(ended) == (1, 0, 1)
    assert "DROPPED_FOR_ANOTHER_DAY" in ended.codes
    off = {"event": "cancelled", "receipt_id": "3", "at": f"{DAY}T15:00:00+01:00"}
    add(inbox / "app.ndjson", off)
    plan(shop)
    assert not list(inbox.glob("*.ndjson"))
    ended = shop.run("plan", "--date", NEXT, "--json")
    assert accounts(ended) == (2, 1, 1)


def listed(shop: Shop, day: str) -> list[str]:
    path = shop.folder / "runs" / day / "latest" / "manifest.json"
    inputs = json.loads(path.read_text(encoding="utf-8"))["inputs"]
    return sorted(one["name"] for one in inputs if one["role"] in {"purchases", "lines"})


def test_a_plan_lists_the_files_of_its_own_day_whichever_run_read_them(shop: Shop, inbox: Path) -> None:
    drop(inbox, "vandaag.csv", export("1"), age=90)
    drop(inbox, "maandag.csv", export("2", bezorgdatum=NEXT), age=80)
    drop(inbox, "maandag.lines.csv", "bonnummer;aantal;gewicht_g\n2;1;500\n", age=80)
    add(inbox / "app.ndjson", paid("3"), paid("4", delivery_date=NEXT))
    assert accounts(plan(shop)) == (2, 0, 2)
    assert listed(shop, DAY) == ["app.ndjson", "vandaag.csv"]
    drop(inbox, "maandag.csv", export("2", "5", bezorgdatum=NEXT), age=10)
    plan(shop)
    assert listed(shop, DAY) == ["app.ndjson", "vandaag.csv"]
    assert accounts(plan(shop, NEXT)) == (3, 0, 3)
    assert listed(shop, NEXT) == ["app.ndjson", "maandag (2).csv", "maandag.csv", "maandag.lines.csv"]


def test_what_cannot_be_read_stays_and_is_told_each_time(shop: Shop, inbox: Path) -> None:
    drop(inbox, "a.csv", "dit is geen export\n")
    drop(inbox, "b.pdf", "%PDF")
    drop(inbox, "c.ndjson", '{"event": "pa')
    drop(inbox, ".d.csv", export("9"))
    drop(inbox, "e.csv.tmp", export("9"))
    drop(inbox, "z.csv", export("1"))
    for _ in range(2):
        ended = plan(shop)
        assert accounts(ended) == (1, 0, 1)
        assert ended.status == 5
    assert sorted(path.name for path in inbox.iterdir() if path.is_file()) == [
        *(".d.csv", "a.csv", "b.pdf", "c.ndjson", "e.csv.tmp"),
    ]


def test_a_change_waits_for_the_payment(shop: Shop, inbox: Path) -> None:
    off = {"event": "cancelled", "receipt_id": "2", "at": f"{DAY}T15:00:00+01:00"}
    add(inbox / "till-2.ndjson", off, paid("1"))
    ended = plan(shop)
    assert (accounts(ended), ended.status) == ((1, 0, 1), 5)
    assert (inbox / "till-2.ndjson").is_file()
    add(inbox / "till-1.ndjson", paid("2"))
    plan(shop)
    assert not list(inbox.glob("*.ndjson")) or accounts(plan(shop)) == (2, 1, 1)
    assert accounts(plan(shop)) == (2, 1, 1)
    assert not list(inbox.glob("*.ndjson"))


def test_a_day_without_orders_yet_is_no_error(shop: Shop, inbox: Path) -> None:
    assert accounts(plan(shop)) == (0, 0, 0)
    drop(inbox, "kassa.csv", export("1"))
    assert accounts(plan(shop)) == (1, 0, 1)


def test_a_dry_run_leaves_everything_where_it_is(shop: Shop, inbox: Path) -> None:
    drop(inbox, "kassa.csv", export("1"))
    assert accounts(plan(shop, DAY, "--dry-run")) == (1, 0, 1)
    assert [path.name for path in inbox.iterdir()] == ["kassa.csv"]
    assert not (shop.folder / "runs" / DAY / "book.jsonl").exists()


class _KilledError(BaseException):
    """The power has gone."""


@contextmanager
def killed_at(step: int) -> Iterator[list[int]]:
    """Stop the program before the n-th time it touches a book or the folder; say how often it did."""
    done = [0]

    def before(work: Any) -> Any:
        def working(*arguments: Any, **more: Any) -> Any:
            if done[0] == step:
                raise _KilledError
            done[0] += 1
            return work(*arguments, **more)

        return working

    with (
        patch.object(RunArchive, "lock", before(RunArchive.lock)),
        patch.object(desk, "append", before(desk.append)),
        patch.object(dropping, "_move", before(dropping._move)),
        patch.object(dropping, "sync_folder", before(dropping.sync_folder)),
    ):
        yield done


def _fill(inbox: Path) -> None:
    drop(inbox, "kassa.csv", export("1", "2"), age=90)
    lines = [{"article": "Melk", "quantity": 2, "weight_g": 1000, "volume_ml": 1000}]
    later = paid("4", delivery_date=NEXT)
    off = {"event": "cancelled", "receipt_id": "2", "at": f"{DAY}T15:00:00+01:00"}
    add(inbox / "app.ndjson", paid("3", lines=lines), later, off)


def _books(shop: Shop) -> tuple[list[Any], list[Any]]:
    first, second = said(shop, DAY), said(shop, NEXT)
    return first, second


def test_killed_between_any_two_steps_nothing_is_lost_and_nothing_is_there_twice(
    shop: Shop, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fill(inbox)
    with killed_at(1000) as done:
        plan(shop)
    steps, whole = done[0], _books(shop)
    assert steps > 10
    for step in range(steps):
        home = shop.folder / f"killed-{step}"
        (home / "inbox").mkdir(parents=True)
        (home / "dispatch.toml").write_bytes((shop.folder / "dispatch.toml").read_bytes())
        _fill(home / "inbox")
        again = Shop(home, runner(home, monkeypatch), home)
        with killed_at(step), pytest.raises(_KilledError):
            again.run("plan", "--date", DAY, "--json")
        assert accounts(plan(again)) == (3, 1, 2), step
        assert _books(again) == whole, step
        assert not [path for path in (home / "inbox").iterdir() if path.is_file()]
        assert len(list((home / "inbox" / "read").iterdir())) == 2


def test_what_was_read_goes_with_the_retention(shop: Shop, inbox: Path) -> None:
    drop(inbox, "kassa.csv", export("1"), age=90)
    drop(inbox, "oud.csv", export("2"), age=round(timedelta(days=40).total_seconds()))
    plan(shop)
    ended = shop.run("purge", "--json")
    assert ended.status == 0, ended.err
    assert [path.name for path in (inbox / "read").iterdir()] == ["kassa.csv"]
