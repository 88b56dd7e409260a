"""Basket events become rows: paid for, changed since, off; and each is taken once."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from dispatch.config import IntakeSection
from dispatch.errors import InputError
from dispatch.intake.baskets import BasketRow, Baskets, Before, columns_by, export_of, fold_events, renamed
from dispatch.intake.eventfiles import EventsRead, holds_events, read_events
from dispatch.intake.goods import add_basket_lines
from dispatch.model import Temperature

ZONE = ZoneInfo("Europe/Amsterdam")
SECTION = IntakeSection()
PAID: dict[str, Any] = {
    "event": "paid",
    "at": "2026-11-21T14:05:00+01:00",
    "receipt_id": "42",
    "home_delivery": True,
    "name": "Q. Kanarie",
    "address": {"street": "Rapenburg", "house_number": 73, "addition": "A", "postcode": "2311 GJ"},
    "window": {"from": "18:00", "to": "20:00"},
}


def event(kind: str, receipt: str = "42", at: str = "15:00", **says: Any) -> dict[str, Any]:
    return {"event": kind, "at": f"2026-11-21T{at}:00+01:00", "receipt_id": receipt, **says}


def written(folder: Path, *events: Mapping[str, Any] | str, name: str = "till.ndjson") -> EventsRead:
    lines = (one if isinstance(one, str) else json.dumps(one) + "\n" for one in events)
    (folder / name).write_text("".join(lines), encoding="utf-8")
    return read_events(folder / name, 10, ZONE)


def folded(folder: Path, *events: Mapping[str, Any], before: Before | None = None) -> Baskets:
    return fold_events(written(folder, *events).events, SECTION, before)


def row(baskets: Baskets, receipt: str = "42") -> dict[str, str]:
    (only,) = baskets.rows[receipt]
    return {header: text for header, text in only.cells if text}


def test_a_change_of_the_address_takes_all_of_the_old_one_with_it(tmp_path: Path) -> None:
    moved = event("changed", address={"street": "Breestraat", "house_number": "92", "city": "Leiden"})
    found = row(folded(tmp_path, PAID | {"lat": 52.1, "lon": 4.4}, moved))
    assert (found["street"], found["house_number"], found["city"]) == ("Breestraat", "92", "Leiden")
    assert not {"addition", "postcode", "lat", "lon"} & found.keys()


def test_a_part_of_the_address_is_changed_by_itself(tmp_path: Path) -> None:
    found = row(folded(tmp_path, PAID | {"lat": 52.1, "lon": 4.4}, event("changed", addition="B")))
    assert (found["street"], found["house_number"], found["addition"]) == ("Rapenburg", "73", "B")
    assert "lat" not in found


def test_a_window_takes_the_place_of_the_window_before(tmp_path: Path) -> None:
    found = row(folded(tmp_path, PAID, event("changed", window="19-20u", notes="bel kapot")))
    assert found["window"] == "19-20u"
    assert found["notes"] == "bel kapot"
    assert not {"window_from", "window_to"} & found.keys()


def test_events_count_in_the_order_in_which_they_happened(tmp_path: Path) -> None:
    late, early = event("changed", at="16:00", notes="second"), event("changed", at="15:00", notes="first")
    assert row(folded(tmp_path, late, early, PAID))["notes"] == "second"
    utc = {**event("changed", notes="third"), "at": "2026-11-21T15:30:00Z"}
    assert row(folded(tmp_path, utc, late, PAID))["notes"] == "third"


def test_what_is_cancelled_is_off_until_it_is_paid_again(tmp_path: Path) -> None:
    off = event("cancelled")
    assert folded(tmp_path, PAID, off, event("changed", at="16:00", notes="x")).off == {"42"}
    assert not folded(tmp_path, PAID, off, PAID | {"at": "2026-11-21T16:00:00+01:00"}).off


def test_a_change_of_what_nobody_paid_for_is_told(tmp_path: Path) -> None:
    baskets = folded(tmp_path, event("changed", "77", notes="x"))
    assert not baskets.rows
    assert [issue.code for issue in baskets.issues()] == ["EVENT_WITHOUT_RECEIPT"]


def test_two_payments_that_differ_are_two_rows_and_the_same_one_is_one(tmp_path: Path) -> None:
    assert len(folded(tmp_path, PAID, PAID | {"id": "2"}).rows["42"]) == 1
    assert len(folded(tmp_path, PAID, PAID | {"name": "R. Merel"}).rows["42"]) == 2


def test_a_row_of_an_export_is_brought_up_to_date_under_its_own_headers(tmp_path: Path) -> None:
    cells = (
        ("bonnummer", "42"),
        ("naam", "Q."),
        ("adres", "Rapenburg 73, 2311 GJ Leiden"),
        ("tijdvak", "17-19u"),
    )
    before = Before({"42": [BasketRow(2, cells)]}, headers=tuple(header for header, _ in cells))
    found = row(
        folded(tmp_path, event("changed", window="19-20u", address="Breestraat 92, Leiden"), before=before)
    )
    assert found == {
        "bonnummer": "42",
        "naam": "Q.",
        "adres": "Breestraat 92, Leiden",
        "tijdvak": "19-20u",
    }
    paid = row(folded(tmp_path, PAID | {"receipt_id": "43"}, before=before), "43")
    assert (paid["bonnummer"], paid["naam"], paid["street"]) == ("43", "Q. Kanarie", "Rapenburg")


def test_renaming_loses_no_cell() -> None:
    columns = columns_by(SECTION)
    cells = (("receipt_id", "1"), ("bonnummer", "2"), ("shelf", "A3"))
    assert renamed(cells, ("bonnummer", "naam"), columns) == cells


def test_an_event_is_taken_once_and_an_altered_one_is_told(tmp_path: Path) -> None:
    first, again = PAID | {"id": "1"}, PAID | {"id": "1", "name": "R. Merel"}
    found = written(tmp_path, first, first)
    assert (len(found.events), found.issues) == (1, ())
    found = written(tmp_path, first, again)
    assert len(found.events) == 1
    assert [issue.code for issue in found.issues] == ["EVENT_ALTERED"]


@pytest.mark.parametrize(
    ("line", "about"),
    [('{"event":\n', "json"), ('{"event": "pa', "unfinished"), ("[]\n", "object"), ("{}\n", "missing")],
)
def test_a_line_that_is_no_event_is_told_with_its_number(tmp_path: Path, line: str, about: str) -> None:
    found = written(tmp_path, PAID, "\n", line)
    (issue,) = found.issues
    assert (issue.code, issue.about, issue.row) == ("EVENT_UNREADABLE", about, 3)
    assert len(found.events) == 1


def test_a_folder_is_read_without_what_is_still_being_written(tmp_path: Path) -> None:
    for name in ("2.json", "1.ndjson", ".3.json", "4.json.tmp", "5.txt"):
        written(tmp_path, PAID | {"receipt_id": name}, name=name)
    (tmp_path / "0.json").write_bytes(b"")
    found = read_events(tmp_path, 10, ZONE)
    assert [one.event.receipt for one in found.events] == ["1.ndjson", "2.json"]


def test_what_holds_events_is_told_from_a_table(tmp_path: Path) -> None:
    (tmp_path / "a").write_text('\ufeff \n{"event": 1}', encoding="utf-8")
    (tmp_path / "b").write_text("bonnummer;naam\n", encoding="utf-8")
    assert holds_events(tmp_path / "a")
    assert not holds_events(tmp_path / "b")
    with pytest.raises(InputError, match="without a file of basket events"):
        holds_events(tmp_path)
    (tmp_path / "c.ndjson").touch()
    assert holds_events(tmp_path)


def test_receipts_of_another_day_are_left_to_it(tmp_path: Path) -> None:
    tomorrow = PAID | {"receipt_id": "43", "delivery_date": "2026-11-22"}
    read = written(tmp_path, PAID, tomorrow, event("cancelled", "43"))
    export, baskets = export_of(read, SECTION, ZONE, date(2026, 11, 21))
    assert [export.receipt(record) for record in export.flagged] == ["42"]
    assert not export.unflagged
    assert [issue.code for issue in export.issues] == ["EVENTS_OTHER_DAY"]
    assert baskets.rows.keys() == {"42"}


def test_lines_of_a_basket_are_added_up(tmp_path: Path) -> None:
    lines = [
        {"article": "Melk", "quantity": 2, "weight_g": 1035, "volume_ml": 1000, "temperature": "koel"},
        {"article": "Bier", "quantity": 6, "weight_g": 330, "volume_ml": 330, "age_restricted": True},
    ]
    baskets = folded(tmp_path, PAID | {"lines": lines}, event("changed", "42", notes="x"))
    goods = add_basket_lines("till.ndjson", baskets.lines, SECTION).goods["42"]
    assert goods.crates == {Temperature.CHILLED: 1, Temperature.AMBIENT: 1}
    assert (goods.grams, goods.age_check, goods.complete) == (4050, True, True)
    emptied = folded(tmp_path, PAID | {"lines": lines}, event("changed", "42", lines=[]))
    assert not add_basket_lines("till.ndjson", emptied.lines, SECTION).goods["42"].complete
