"""Standing orders: every week the same basket, until the receipt of the day takes its place."""

from pathlib import Path

import pytest
from dispatcher import DAY, Desk, order
from inprocess import runner

HEADER = (
    "vaste_bestelling;weekdag;einddatum;naam;telefoon;straat;huisnummer;postcode;plaats;lat;lon;"
    "kratten;van;tot"
)


def standing(number: str, day: str = "dinsdag", until: str = "", house: str = "7", crates: str = "3") -> str:
    """A row of the list, of a door that no receipt has unless it is named."""
    return (
        f"{number};{day};{until};Vast {number};06-9876543{number[-1]};Laan;{house};2312 AB;Leiden;"
        f"52.163;4.492;{crates};19:00;21:00"
    )


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(tmp_path, runner(tmp_path, monkeypatch))


def listed(desk: Desk, *rows: str) -> None:
    (desk.folder / "standing.csv").write_text("\n".join((HEADER, *rows)) + "\n", encoding="utf-8")


def messages(desk: Desk, version: int) -> dict[str, str]:
    return {row["receipt_id"]: row["change"] for row in desk.rows_of(version, "messages.csv")}


def codes(desk: Desk, version: int) -> set[tuple[str, str]]:
    return {(issue["code"], issue["receipt_id"]) for issue in desk.read(version)["issues"]}


def test_those_of_the_day_are_planned_until_their_date(desk: Desk) -> None:
    """The day is a Tuesday."""
    listed(
        desk,
        standing("V1"),
        standing("V2", "vrijdag"),
        standing("V3", "ma+di", house="9"),
        standing("V4", "dinsdag", "2026-11-23", house="11"),
        standing("V5", "dagelijks", "24-11-2026", house="13"),
    )
    done = desk.plan("12:00")
    assert done.json["accounts"]["planned"] == 15, done.err
    rows = {row["receipt_id"]: row for row in desk.rows_of(1, "stops.csv")}
    assert rows.keys() >= {"V1-1124", "V3-1124", "V5-1124"}
    assert (rows["V1-1124"]["crates"], rows["V1-1124"]["notes"]) == ("3", "[vaste bestelling]")
    assert "19:00" <= rows["V1-1124"]["arrival"] <= "21:00"
    assert desk.run("verify", f"runs/{DAY}/v1").status == 0
    assert desk.run("verify", f"runs/{DAY}/v1", "--input", "kassa.csv").status == 0
    assert desk.plan("12:10").json["unchanged"] is True


def test_a_receipt_of_the_day_takes_the_place_of_its_forecast(desk: Desk) -> None:
    listed(desk, standing("V1", crates="4"))
    desk.plan("12:00")
    where = desk.where(1)["V1-1124"]
    told = {row["receipt_id"]: row["window_from"] for row in desk.rows_of(1, "messages.csv")}["V1-1124"]
    desk.rows["301"] = order(301, "19:00", "21:00", 0, huisnummer="7", lat="52.163", lon="4.492", kratten="2")
    done = desk.plan("12:10")
    assert done.json["accounts"] == {
        "read": 13, "not_flagged": 0, "rejected": 0, "unassigned": 0, "planned": 13,
    }  # fmt: skip
    now = desk.where(2)
    assert "V1-1124" not in now
    assert now["301"][0] == where[0]
    assert ("STANDING_REPLACED", "301") in codes(desk, 2)
    # The customer knows the window already; nobody is told that anything is off.
    assert messages(desk, 2)["301"] == "same"
    assert "V1-1124" not in messages(desk, 2)
    assert {r["receipt_id"]: r["window_from"] for r in desk.rows_of(2, "messages.csv")}["301"] == told
    # Sheet and label name the receipt, so both are made anew.
    made = desk.folder / "runs" / DAY / "v2"
    assert (made / "sheets" / "again.pdf").exists()
    assert (made / "labels-again.pdf").exists()
    # It is taken back: the forecast stands again.
    desk.rows["301"]["thuisbezorging"] = "nee"
    desk.plan("12:20")
    assert "V1-1124" in desk.where(3)
    assert "301" not in desk.where(3)


def test_a_receipt_after_its_forecast_has_left_is_delivered_as_well_and_told(desk: Desk) -> None:
    listed(desk, standing("V1").replace("19:00;21:00", "14:30;16:00"))
    desk.plan("12:00")
    left = desk.where(1)["V1-1124"]
    desk.rows["301"] = order(301, "19:00", "21:00", 0, huisnummer="7", lat="52.163", lon="4.492")
    done = desk.plan("16:30")
    assert done.status == 5
    assert desk.where(2)["V1-1124"] == left
    assert "301" in desk.where(2)
    assert ("STANDING_LEFT", "301") in codes(desk, 2)


def test_a_list_that_is_shortened_takes_its_forecasts_along(desk: Desk) -> None:
    listed(desk, standing("V1"), standing("V2", house="9"))
    desk.plan("12:00")
    listed(desk, standing("V2", house="9"))
    desk.plan("12:10")
    assert "V1-1124" not in desk.where(2)
    assert messages(desk, 2)["V1-1124"] == "cancelled"
    desk.change("12:12", "cancel", "V2-1124", "--plan")
    assert "V2-1124" not in desk.where(3)


def test_rows_that_say_nothing_are_told_and_the_others_count(desk: Desk) -> None:
    listed(
        desk,
        standing("V1", "ooit"),
        standing("V2", house="9"),
        standing("V2", house="11"),
        standing("V3", until="straks", house="13"),
    )
    done = desk.plan("12:00")
    told = [issue for issue in done.json["issues"] if issue["code"] == "STANDING_UNREADABLE"]
    assert [issue["row"] for issue in told] == [2, 4, 5]
    assert done.json["accounts"]["planned"] == 13
    (desk.folder / "standing.csv").write_text("naam;weekdag\nA;di\n", encoding="utf-8")
    refused = desk.plan("12:01")
    assert refused.status == 2
    assert "standing_id" in refused.json["error"]
