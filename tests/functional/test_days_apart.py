"""From day to day: what goes along, when, and once; days on which the store does not deliver."""

import csv
from pathlib import Path

import pytest
from dispatcher import CONFIG, DAY, Desk, order
from inprocess import Ended, runner

WEDNESDAY, THURSDAY, FRIDAY = "2026-11-25", "2026-11-26", "2026-11-27"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(tmp_path, runner(tmp_path, monkeypatch))


def next_day(desk: Desk, day: str, *orders: dict[str, str]) -> Ended:
    """Plan a later day with a till that has a receipt of its own, and what is named."""
    mine = order(900 + int(day[-2:]), "15:00", "17:00", 500, tijdstip=f"{day}T11:00")
    desk.rows = {row["bonnummer"]: row for row in (mine, *orders)}
    desk.till()
    return desk.run("plan", "kassa.csv", "--date", day, "--now", "12:00", "--json")


def planned(desk: Desk, day: str) -> set[str]:
    path = desk.folder / "runs" / day / "latest" / "stops.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["receipt_id"] for row in csv.DictReader(file)}


def messages(desk: Desk, day: str) -> dict[str, str]:
    path = desk.folder / "runs" / day / "latest" / "messages.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["receipt_id"]: row["text"] for row in csv.DictReader(file)}


def test_what_is_dropped_to_a_day_goes_along_to_that_day_and_no_other(desk: Desk) -> None:
    desk.plan("12:00")
    desk.change("12:05", "drop", "108", "--until", FRIDAY)
    desk.change("12:06", "drop", "109", "--until", THURSDAY, "--plan")
    next_day(desk, WEDNESDAY)
    assert planned(desk, WEDNESDAY) == {"925"}
    next_day(desk, FRIDAY)  # nothing was planned on Thursday
    assert planned(desk, FRIDAY) == {"927", "108", "109"}
    again = next_day(desk, FRIDAY)
    assert again.json["unchanged"] is True
    next_day(desk, "2026-11-28")
    assert planned(desk, "2026-11-28") == {"928"}


def test_what_asks_for_a_later_day_goes_along_to_it(desk: Desk) -> None:
    asks = order(130, "18:00", "20:00", 300, opmerking="")
    desk.rows["130"] = asks | {"bezorgdatum": FRIDAY}
    desk.headers = (*desk.headers, "bezorgdatum")
    done = desk.plan("12:00")
    assert {r["receipt_id"]: r["issues"][0]["code"] for r in done.json["rejected"]} == {
        "130": "DELIVERY_OTHER_DAY"
    }
    next_day(desk, WEDNESDAY)
    assert planned(desk, WEDNESDAY) == {"925"}
    next_day(desk, FRIDAY)
    assert planned(desk, FRIDAY) == {"927", "130"}
    assert desk.run("verify", FRIDAY).status == 0


def test_what_is_bought_after_the_cut_off_goes_along(desk: Desk) -> None:
    text = CONFIG + '\n[promise]\ncut_off = "17:00"\n'
    (desk.folder / "dispatch.toml").write_text(text, encoding="utf-8")
    late = order(131, "18:00", "20:00", 300, tijdstip=f"{DAY}T17:30")
    desk.rows["131"] = late
    done = desk.plan("12:00")
    assert [r["issues"][0]["code"] for r in done.json["rejected"]] == ["AFTER_CUT_OFF"]
    came = next_day(desk, WEDNESDAY)
    assert planned(desk, WEDNESDAY) == {"925", "131"}
    assert [i["code"] for i in came.json["issues"]].count("CARRIED_IN") == 1
    # A till that exports yesterday's receipt as well changes nothing.
    assert next_day(desk, WEDNESDAY, late).json["accounts"]["planned"] == 2
    # One that speaks of it anew, without a date, is believed.
    next_day(desk, WEDNESDAY, late | {"van": "19:00", "tot": "20:00"})
    assert planned(desk, WEDNESDAY) == {"925", "131"}


def test_a_second_attempt_is_seen_and_told(desk: Desk) -> None:
    desk.plan("12:00")
    desk.change("20:00", "done", "104", "--outcome", "not_home")
    next_day(desk, WEDNESDAY)
    path = desk.folder / "runs" / WEDNESDAY / "latest" / "stops.csv"
    with path.open(encoding="utf-8", newline="") as file:
        notes = {row["receipt_id"]: row["notes"] for row in csv.DictReader(file)}
    assert "niet thuis" in notes["104"]
    told = messages(desk, WEDNESDAY)
    assert "niet thuis" in told["104"]
    assert "niet thuis" not in told["925"]


def test_what_was_bought_when_nothing_is_delivered_goes_on_the_next_day(desk: Desk) -> None:
    """The refusal names the day to plan, and following it works."""
    text = CONFIG.replace("[[vehicle]]", f'[[store.date]]\ndate = "{DAY}"\nclosed = true\n\n[[vehicle]]', 1)
    (desk.folder / "dispatch.toml").write_text(text, encoding="utf-8")
    refused = desk.plan("12:00")
    assert refused.status == 4
    assert f"--date {WEDNESDAY}" in refused.json["hint"]
    done = desk.run("plan", "kassa.csv", "--date", WEDNESDAY, "--json")
    assert done.json["accounts"]["planned"] == 12


def test_a_crash_between_two_books_leaves_an_order_in_one_place(desk: Desk) -> None:
    """The new day's book had it already; the old one is told when the day is planned again."""
    desk.plan("12:00")
    desk.change("12:05", "drop", "108", "--until", FRIDAY, "--plan")
    old = desk.folder / "runs" / DAY / "book.jsonl"
    before = old.read_bytes()
    next_day(desk, FRIDAY)
    assert b"carried_over" in old.read_bytes()
    old.write_bytes(before)
    next_day(desk, FRIDAY)
    assert desk.run("day", DAY, "--json").json["receipts"]["108"] in {"dropped", "carried_over"}
    next_day(desk, "2026-11-28")
    assert planned(desk, "2026-11-28") == {"928"}
