"""Baskets as they are paid for: a file to which the till adds, or a folder into which it drops."""

import json
from pathlib import Path

import pytest
from basketevents import accounts, add, paid
from inprocess import Ended, runner
from issueinputs import DAY, ESTIMATE, OFFLINE, POSITION, Shop
from till import table


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    shop = Shop(tmp_path, runner(tmp_path, monkeypatch), tmp_path)
    shop.configure(OFFLINE, ESTIMATE)
    return shop


def plan(shop: Shop, path: Path, *flags: str) -> Ended:
    ended = shop.run("plan", str(path), "--date", DAY, "--json", *flags)
    assert ended.status in {0, 5}, ended.err
    return ended


def test_what_is_added_to_a_file_is_planned_once_and_told(shop: Shop) -> None:
    till = add(shop.folder / "till.ndjson", paid("1"), paid("2"), paid("3", home_delivery=False))
    first = plan(shop, till)
    assert accounts(first) == (3, 1, 2)
    assert plan(shop, till).json["version"] == 1
    add(
        till,
        paid("4"),
        {"event": "cancelled", "receipt_id": "2", "at": f"{DAY}T12:10:00+01:00"},
        {"event": "changed", "receipt_id": "1", "at": f"{DAY}T12:10:00+01:00", "notes": "bel kapot"},
    )
    second = plan(shop, till)
    assert accounts(second) == (4, 2, 2)
    assert {"TILL_NEW", "TILL_WITHDRAWN", "TILL_CHANGED"} <= second.codes
    assert plan(shop, till).json["version"] == 2


def test_a_folder_of_small_files_is_read_like_one(shop: Shop) -> None:
    folder = shop.folder / "events"
    folder.mkdir()
    add(folder / "1.json", paid("1"))
    plan(shop, folder)
    add(folder / "2.json", paid("2"))
    (folder / "1.json").unlink()
    assert accounts(plan(shop, folder)) == (2, 0, 2)


def test_events_come_on_top_of_an_export(shop: Shop) -> None:
    shop.export(table({**POSITION, "bonnummer": "1"}, {**POSITION, "bonnummer": "2"}))
    plan(shop, shop.folder / "purchases.csv")
    moved = {"event": "changed", "receipt_id": "1", "at": f"{DAY}T15:00:00+01:00", "window": "19-20u"}
    ended = plan(shop, add(shop.folder / "till.ndjson", paid("3"), moved))
    assert accounts(ended) == (3, 0, 3)
    assert "TILL_GONE" not in ended.codes
    again = plan(shop, shop.folder / "purchases.csv")
    assert (again.json["version"], accounts(again)) == (2, (3, 0, 3))


def test_a_basket_that_becomes_a_delivery_afterwards_is_one(shop: Shop) -> None:
    till = add(shop.folder / "till.ndjson", paid("1"), paid("2", home_delivery=False))
    plan(shop, till)
    add(till, {"event": "changed", "receipt_id": "2", "at": f"{DAY}T12:10:00+01:00", "home_delivery": True})
    ended = plan(shop, till)
    assert accounts(ended) == (2, 0, 2)
    assert "EVENT_WITHOUT_RECEIPT" not in ended.codes


def test_what_was_withdrawn_is_not_brought_back_by_a_change(shop: Shop) -> None:
    till = add(
        shop.folder / "till.ndjson",
        paid("1"),
        paid("2"),
        {"event": "cancelled", "receipt_id": "2", "at": f"{DAY}T12:10:00+01:00"},
    )
    plan(shop, till)
    add(till, {"event": "changed", "receipt_id": "2", "at": f"{DAY}T12:20:00+01:00", "notes": "x"})
    assert accounts(plan(shop, till)) == (2, 1, 1)


def test_the_day_of_today_counts_in_a_file_of_many_days(shop: Shop) -> None:
    other = {"at": "2021-01-04T12:00:00+01:00"}
    till = add(shop.folder / "till.ndjson", paid("1"), *(paid(str(n), **other) for n in range(2, 5)))
    ended = plan(shop, till)
    assert accounts(ended) == (1, 0, 1)
    assert "EVENTS_OTHER_DAY" in ended.codes


def test_the_manifest_counts_what_was_in_the_files(shop: Shop) -> None:
    head = "bonnummer;aantal;gewicht_g;volume_ml\n"
    lines = "1001;1;1;1\n1003;1;1;1\n7777;1;1;1\n"
    (shop.folder / "lines.csv").write_text(head + lines, encoding="utf-8")
    shop.export(table(POSITION, POSITION, {"thuisbezorging": "nee"}))
    plan(shop, shop.folder / "purchases.csv")
    assert _contents(shop) == {
        "purchases": (3, {"delivered": 2, "not_flagged": 1, "article": 0, "sentence": 0}),
        "lines": (3, {"bought": 1, "bought_else": 1, "stranger": 1}),
    }
    till = add(shop.folder / "till.ndjson", paid("1"), paid("1"))
    with till.open("a", encoding="utf-8") as file:
        file.write("\n{\n")
    plan(shop, till)
    assert _contents(shop)["purchases"] == (3, {"event": 1, "repeated": 1, "unreadable": 1})


def _contents(shop: Shop) -> dict[str, tuple[int, dict[str, int]]]:
    manifest = json.loads(
        (shop.folder / "runs" / DAY / "latest" / "manifest.json").read_text(encoding="utf-8")
    )
    found = {one["role"]: one["contents"] for one in manifest["inputs"] if "contents" in one}
    return {role: (contents["rows"], dict(contents["parts"])) for role, contents in found.items()}
