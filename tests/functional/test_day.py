"""A dispatcher's day through the program, with a set clock: what went wrong once is held to what is right."""

import csv
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from dispatcher import CONFIG, DAY, Desk, at, order
from inprocess import Ended, runner


def rejected(done: Ended) -> dict[str, str]:
    return {row["receipt_id"]: row["issues"][0]["code"] for row in done.json["rejected"]}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(tmp_path, runner(tmp_path, monkeypatch))


def test_a_plan_made_late_loads_nothing_before_now(desk: Desk) -> None:
    done = desk.plan("17:35")
    plan = desk.read(1)
    loading = [trip["loading_start"] for route in plan["plan"]["routes"] for trip in route["trips"]]
    assert min(loading) >= at("17:40")
    over = {i["receipt_id"] for i in plan["issues"] if i["code"] == "WINDOW_OVER"}
    assert over == {"100", "101", "102", "103"}
    assert done.status == 5
    assert not over & {row["receipt_id"] for row in desk.rows_of(1, "messages.csv")}


def test_what_was_decided_outlives_the_line_of_cron(planned: Desk) -> None:
    assert planned.change("12:05", "cancel", "108", "--plan").json["plan"]["version"] == 2
    assert planned.change("15:00", "courier", "tijn", "--out", "--plan").json["plan"]["version"] == 3
    left = planned.trips(3, at("15:00"))
    quiet = planned.plan("15:10", "--quiet")
    assert (quiet.json["version"], quiet.json["unchanged"]) == (3, True)
    planned.rows["120"] = order(120, "19:00", "21:00", 700)
    done = planned.plan("15:20")
    assert done.json["version"] == 4
    assert rejected(done) == {"108": "CANCELLED"}
    assert planned.trips(4, at("15:00")) == left
    assert {who for who, start in planned.where(4).values() if start > at("15:20")} == {"Samira"}


def test_anything_can_be_taken_back(planned: Desk) -> None:
    written = planned.change("12:05", "cancel", "108").json["lines"]
    assert rejected(planned.plan("12:06")) == {"108": "CANCELLED"}
    assert planned.run("day", DAY, "--undo", str(written[0]["number"]), "--json").status == 0
    done = planned.plan("12:07")
    assert rejected(done) == {}
    assert done.json["accounts"]["planned"] == 12
    book = planned.run("day", DAY, "--json").json
    assert [line["undone"] for line in book["lines"] if line["kind"] == "cancel"] == [True]


def test_the_newer_export_is_compared_row_by_row(planned: Desk) -> None:
    planned.rows["108"]["thuisbezorging"] = "nee"
    planned.rows["109"]["opmerking"] = "bel links"
    planned.rows["110"] |= {"van": "19:30", "tot": "20:30"}
    del planned.rows["111"]
    planned.rows["120"] = order(120, "19:00", "21:00", 700)
    done = planned.plan("12:10")
    issues = {(i["code"], i["receipt_id"]) for i in planned.read(2)["issues"]}
    assert issues >= {
        ("TILL_WITHDRAWN", "108"), ("TILL_CHANGED", "109"), ("TILL_CHANGED", "110"), ("TILL_GONE", "111"),
        ("TILL_NEW", "120"),
    }  # fmt: skip
    # Twelve rows in the file, and the one that is gone from it.
    assert done.json["accounts"] == {
        "read": 13, "not_flagged": 1, "rejected": 0, "unassigned": 0, "planned": 12,
    }  # fmt: skip
    assert at("19:30") <= planned.where(2)["110"][1] <= at("20:30")
    assert planned.plan("12:11").json["unchanged"] is True


def test_an_earlier_time_does_not_undo_what_has_left(planned: Desk) -> None:
    left = planned.trips(1, at("16:00"))
    assert left
    planned.change("16:00", "cancel", "111", "--plan")
    planned.change("16:01", "cancel", "110")
    again = planned.plan("13:00")  # a slip of the fingers
    assert again.json["version"] == 3
    assert planned.trips(3, at("16:00")) == left
    afresh = planned.plan("13:00", "--afresh")
    assert afresh.json["version"] == 4


def test_a_name_in_small_letters_is_known_and_a_wrong_one_refused(planned: Desk) -> None:
    assert planned.change("12:05", "courier", "samira", "--late", "25").status == 0
    for words in (("courier", "Semira", "--out"), ("cancel", "10o"), ("vehicle", "fiets-C", "--out")):
        done = planned.change("12:05", *words)
        assert done.status == 2, words
        assert "er is niets geschreven" in done.json["error"]
        assert "Bedoelde u" in done.json["hint"]
    assert len(planned.run("day", DAY, "--json").json["lines"]) == 3
    refused = planned.change("12:05", "lock", "R1.9")
    assert "Bekend: R1.1" in refused.json["hint"]
    refused = planned.run("replan", "latest", "--from", "15:00", "--without", "Semira", "--json")
    assert (refused.status, "Bedoelde u Samira" in refused.json["hint"]) == (2, True)


def test_a_refusal_that_may_be_mailed_repeats_nothing_that_was_typed(planned: Desk) -> None:
    for words in (
        ("cancel", "10o"), ("courier", "Semira", "--out"), ("window", "108", "Semira-19:00"),
        ("courier", "Samira", "--late", "10o"), ("note", "10o", "Semira"), ("Semira", "10o"),
    ):  # fmt: skip
        for flags in (("--quiet",), ("--quiet", "--json")):
            done = planned.run("change", "--date", DAY, "--now", "12:05", *flags, *words)
            assert done.status == 2, words
            assert "Wijziging 1: " in done.err
            assert "--quiet" in done.err
            for typed in ("10o", "Semira", "Samira", "108", "fiets"):
                assert typed not in done.err + done.out, (words, typed)
    lines = planned.folder / "lines.txt"
    lines.write_text("cancel 108\n\nnote 10o Semira\n", encoding="utf-8")
    done = planned.run("change", "--date", DAY, "--now", "12:05", "--quiet", "--file", str(lines))
    assert "Wijziging 2: Er is deze dag geen bon '…'" in done.err
    assert [line["kind"] for line in planned.run("day", DAY, "--json").json["lines"]] == ["export", "version"]


def test_the_last_signs_of_a_receipt_name_the_one_that_is_meant(desk: Desk) -> None:
    desk.rows = {
        n: order(int(n[-4:]), "16:00", "18:00", 500, bonnummer=n) for n in ("2611240034", "2611240043")
    }
    desk.plan("12:00")
    done = desk.change("12:05", "cancel", "0034")
    assert (done.status, done.json["hint"]) == (2, "Bedoelde u 2611240034?")


def test_of_a_file_all_lines_are_taken_or_none(planned: Desk) -> None:
    lines = '# the afternoon\ncancel 108\ngive;109;--to;Tijn\nnote 110 "bel links, achterom"\n'
    (planned.folder / "changes.csv").write_text(lines, encoding="utf-8")
    done = planned.change("12:05", "--file", "changes.csv")
    assert [line["kind"] for line in done.json["lines"]] == ["cancel", "give", "note"]
    (planned.folder / "changes.csv").write_text("cancel 109\ncancel 999\n", encoding="utf-8")
    assert planned.change("12:05", "--file", "changes.csv").status == 2
    assert len(planned.run("day", DAY, "--json").json["lines"]) == 5


def test_another_configuration_makes_another_plan(planned: Desk) -> None:
    text = CONFIG.replace('name = "Tijn"\nvehicle = "fiets-B"\nshift = "14:00-22:00"',
                          'name = "Tijn"\nvehicle = "fiets-B"\nshift = "14:00-18:00"')  # fmt: skip
    (planned.folder / "dispatch.toml").write_text(text, encoding="utf-8")
    done = planned.run("replan", "latest", "--from", "15:00", "--json")
    assert done.json["version"] == 2
    assert {who for who, start in planned.where(2).values() if start > at("18:00")} <= {"Samira"}


def test_two_cancellations_move_nobody_out_of_the_window_told(planned: Desk) -> None:
    told = {row["receipt_id"]: row for row in planned.rows_of(1, "messages.csv")}
    planned.change("12:05", "cancel", "105", "110", "--plan")
    news = {row["receipt_id"]: row["change"] for row in planned.rows_of(2, "messages.csv")}
    assert news == dict.fromkeys(told.keys() - {"105", "110"}, "same") | {
        "105": "cancelled", "110": "cancelled",
    }  # fmt: skip
    assert {row["receipt_id"] for row in planned.rows_of(2, "messages-to-send.csv")} == {"105", "110"}
    before, after = planned.where(1), planned.where(2)
    assert {r: who for r, (who, _) in after.items()} == {
        r: who for r, (who, _) in before.items() if r not in {"105", "110"}
    }


def test_corrections_without_a_correction_change_nothing(planned: Desk) -> None:
    planned.rows["120"] = order(120, "19:00", "18:00", 700)  # a window that ends before it begins
    done = planned.plan("12:10")
    assert set(rejected(done)) == {"120"}
    version = done.json["version"]
    bad = f"runs/{DAY}/v{version}/rejected.csv"
    same = planned.plan("12:11", "--corrections", bad)
    assert (same.json["version"], same.json["unchanged"]) == (version, True)
    text = (planned.folder / bad).read_text(encoding="utf-8").replace("18:00", "20:00")
    (planned.folder / "fixed.csv").write_text(text, encoding="utf-8")
    fixed = planned.plan("12:12", "--corrections", "fixed.csv")
    assert rejected(fixed) == {}
    # The till goes on exporting it wrong; the correction holds.
    planned.rows["121"] = order(121, "19:00", "21:00", 800)
    assert rejected(planned.plan("12:13")) == {}


def test_rows_in_another_order_and_blank_lines_are_nothing_new(planned: Desk) -> None:
    planned.rows = dict(reversed(planned.rows.items()))
    assert planned.plan("12:10").json["unchanged"] is True
    path = planned.folder / "kassa.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("\n", "\n\n"), encoding="utf-8")
    done = planned.run("plan", "kassa.csv", "--date", DAY, "--now", "12:11", "--json")
    assert done.json["unchanged"] is True


def given(desk: Desk) -> None:
    where = desk.where(2)
    assert where["104"][0] == "Tijn"
    assert where["105"][0] == "Samira"


def together(desk: Desk) -> None:
    routes = desk.read(2)["plan"]["routes"]
    trips = [{visit["stop"] for visit in trip["visits"]} for route in routes for trip in route["trips"]]
    assert any({"104", "111"} <= trip for trip in trips) or "WISH_NOT_KEPT" in {
        issue["code"] for issue in desk.read(2)["issues"]
    }


def first(desk: Desk) -> None:
    mine = {r: start for r, (who, start) in desk.where(2).items() if who == "Tijn"}
    assert min(mine, key=mine.__getitem__) == "107" or "WISH_NOT_KEPT" in {
        issue["code"] for issue in desk.read(2)["issues"]
    }


def dropped(desk: Desk) -> None:
    assert "104" not in desk.where(2)


def promised(desk: Desk) -> None:
    assert at("20:00") <= desk.where(2)["104"][1] <= at("20:30")


def exactly(desk: Desk) -> None:
    assert at("17:55") <= desk.where(2)["104"][1] <= at("18:05")


def noted(desk: Desk) -> None:
    rows = {row["receipt_id"]: row["notes"] for row in desk.rows_of(2, "stops.csv")}
    assert rows["104"] == "bel links"


def moved(desk: Desk) -> None:
    rows = {row["receipt_id"]: row for row in desk.rows_of(2, "rejected.csv")}
    assert rows["104"]["code"]  # no register can be asked here, so the new address is not found


def works(desk: Desk) -> None:
    assert {who for who, start in desk.where(2).values() if start > at("18:00")} == {"Chris"}


def closed(desk: Desk) -> None:
    assert max(start for _, start in desk.where(2).values()) < at("19:45")


def on_the_van(desk: Desk) -> None:
    shifts = {shift["id"]: shift["vehicle"]["id"] for shift in desk.read(2)["problem"]["shifts"]}
    assert shifts["Tijn"] == "bus-1"


@pytest.mark.parametrize(
    ("lines", "holds"),
    [
        (["give 104 --to Tijn", "give 105 --to Samira"], given),
        (["keep 104 --from Samira", "keep 105 --from Tijn"], given),
        (["together 104 111"], together),
        (["give 107 --to Tijn --first"], first),
        (["drop 104"], dropped),
        (["window 104 20:00-20:30"], promised),
        (["at 104 18:00"], exactly),
        (['note 104 "bel links"'], noted),
        (['address 104 "Nergensstraat 1, 9999 XX Leiden"'], moved),
        (
            [
                "courier Tijn --out 18:00", "courier Samira --out 18:00",
                "courier Chris --new --in 14:00-22:00 --vehicle bus-1",
            ],
            works,
        ),
        (["store --closes 19:45"], closed),
        (["courier Tijn --vehicle bus-1"], on_the_van),
    ],
)  # fmt: skip
def test_each_line_reaches_the_plan(planned: Desk, lines: list[str], holds: Callable[[Desk], None]) -> None:
    (planned.folder / "changes.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = planned.change("12:05", "--file", "changes.txt", "--plan")
    assert done.status in {0, 5}, done.err
    holds(planned)
    assert planned.run("verify", f"runs/{DAY}/v2").status == 0


def test_a_lock_keeps_a_route_to_the_minute(planned: Desk) -> None:
    mine = [one for one in planned.trips(1, at("23:00")) if one[0] == "Samira"]
    planned.change("12:05", "lock", "Samira")
    planned.rows |= {str(n): order(n, "14:30", "21:00", 400 + n) for n in range(120, 126)}
    assert planned.plan("12:06").json["version"] == 2
    assert [one for one in planned.trips(2, at("23:00")) if one[0] == "Samira"] == mine


def test_what_a_wish_would_cost_is_told_and_nothing_written(planned: Desk) -> None:
    done = planned.change("12:05", "give", "104", "105", "--to", "Tijn", "--try")
    assert done.json["written"] is False
    assert set(done.json["trial"]) == {"cost_eur", "work_min", "left_behind", "told_otherwise", "issues"}
    assert len(planned.run("day", DAY, "--json").json["lines"]) == 2
    assert not (planned.folder / "runs" / DAY / "v2").exists()


def test_another_version_can_be_driven(planned: Desk) -> None:
    planned.change("12:05", "cancel", "108", "--plan")
    told: Mapping[str, Any] = planned.run("day", DAY, "--drive", "v1", "--json").json
    assert (told["in_force"], told["newest"]) == (1, 2)
    assert planned.run("replan", f"{DAY}/v2", "--from", "12:06", "--json").status == 2
    # Planned from the one that is driven, with what was decided: the next version.
    assert planned.plan("12:07").json["version"] == 3
    assert planned.run("day", DAY, "--drive", "v9", "--json").status == 2


def test_a_day_of_an_older_program_goes_on(planned: Desk) -> None:
    planned.change("12:05", "cancel", "108", "--plan")
    (planned.folder / "runs" / DAY / "book.jsonl").unlink()
    for command in (("verify",), ("sheets",), ("report",)):
        assert planned.run(*command, DAY).status in {0, 5}
    left = planned.trips(2, at("16:00"))
    planned.rows["120"] = order(120, "19:00", "21:00", 700)
    done = planned.plan("16:00")
    assert done.json["version"] == 3
    assert rejected(done) == {"108": "CANCELLED"}
    assert left
    assert planned.trips(3, at("16:00")) == left


def test_what_stays_behind_goes_along_to_the_next_delivery_day(planned: Desk) -> None:
    planned.change("12:05", "drop", "108", "--plan")
    planned.change("20:00", "done", "104", "--outcome", "not_home")
    planned.change("20:00", "done", "105", "--outcome", "refused")
    planned.change("20:00", "done", "106", "--outcome", "delivered")
    planned.rows = {"201": order(201, "15:00", "17:00", 500, tijdstip="2026-11-25T11:00")}
    planned.till()
    done = planned.run("plan", "kassa.csv", "--date", "2026-11-25", "--json")
    assert done.json["accounts"] == {
        "read": 3, "not_flagged": 0, "rejected": 0, "unassigned": 0, "planned": 3,
    }  # fmt: skip
    assert [i["code"] for i in done.json["issues"]].count("CARRIED_IN") == 2
    with (planned.folder / "runs" / "2026-11-25" / "v1" / "stops.csv").open(encoding="utf-8") as file:
        notes = {row["receipt_id"]: row["notes"] for row in csv.DictReader(file)}
    assert "niet thuis" in notes["104"]
    assert "niet vandaag" in notes["108"]
    # They stand in one book only, and come along once.
    again = planned.run("plan", "kassa.csv", "--date", "2026-11-25", "--json")
    assert again.json["unchanged"] is True
    old = planned.run("day", DAY, "--json").json["receipts"]
    assert (old["104"], old["108"], old["105"]) == ("carried_over", "carried_over", "refused")


def test_what_came_back_is_written_into_the_book(planned: Desk) -> None:
    lines = "receipt_id,arrived_at,outcome\n104,17:42,delivered\n105,17:55,not home\n"
    (planned.folder / "actuals.csv").write_text(lines, encoding="utf-8")
    for _ in range(2):  # the second time there is nothing new
        assert planned.run("report", DAY, "--actuals", "actuals.csv").status == 0
    book = planned.run("day", DAY, "--json").json
    assert [line["kind"] for line in book["lines"]].count("done") == 2
    assert (book["receipts"]["104"], book["receipts"]["105"]) == ("delivered", "not_home")


def test_a_form_half_filled_in_from_paper_is_written_into_the_book(planned: Desk) -> None:
    form = planned.folder / "runs" / DAY / "v1" / "actuals-to-fill.csv"
    head, *rows = form.read_text(encoding="utf-8-sig").splitlines()
    assert head == "stop,receipt_id,street,planned,arrived_at,departed_at,outcome"
    numbers = [row.split(",")[1] for row in rows]
    filled = [rows[0][:-3] + ",17:42,,geleverd", rows[1][:-3] + ",17:55,,niet thuis"]
    (planned.folder / "back.csv").write_text("\n".join([head, *filled, *rows[2:]]), encoding="utf-8")
    done = planned.run("change", "--date", DAY, "--now", "18:00", "done", str(planned.folder / "back.csv"))
    assert done.status == 0, done.out
    book = planned.run("day", DAY, "--json").json
    assert [book["receipts"][number] for number in numbers[:2]] == ["delivered", "not_home"]
    assert [line["kind"] for line in book["lines"]].count("done") == 2
    # A word that is none refuses the whole form.
    wrong = rows[2][:-3] + ",18:02,,gelverd"
    (planned.folder / "back.csv").write_text("\n".join([head, *filled, wrong]), encoding="utf-8")
    told = planned.run("change", "--date", DAY, "--now", "18:05", "done", str(planned.folder / "back.csv"))
    assert told.status == 2
    assert "rij 4" in told.err
    assert "'gelverd'" in told.err
    assert [line["kind"] for line in planned.run("day", DAY, "--json").json["lines"]].count("done") == 2


def test_who_has_his_order_already_hears_nothing(planned: Desk) -> None:
    planned.change("12:05", "done", "108", "12:04", "--outcome", "delivered")
    done = planned.plan("12:10")
    assert rejected(done) == {"108": "DONE"}
    assert "108" not in {row["receipt_id"] for row in planned.rows_of(2, "messages-to-send.csv")}
    said = planned.run("change", "--date", DAY, "--now", "12:15", "cancel", "109", "--plan").out
    assert "(waarvan 2 afgehandeld)" in said
    assert "Afgehandeld: afgeleverd 108; afgezegd 109" in said


def test_what_the_version_before_said_is_said_in_a_line(planned: Desk) -> None:
    planned.rows["120"] = order(120, "20:00", "19:00", 700)
    planned.till()
    typed = ("plan", "kassa.csv", "--date", DAY, "--now")
    first = planned.run(*typed, "12:10").out
    assert "Het tijdvak eindigt voordat het begint" in first
    quiet = planned.run("change", "--date", DAY, "--now", "12:12", "cancel", "109", "--plan", "--quiet").err
    assert "TRAVEL_ESTIMATED" not in quiet
    planned.rows["121"] = order(121, "19:00", "21:00", 800)
    planned.till()
    second = planned.run(*typed, "12:15")
    assert second.status == 5
    assert "Het tijdvak eindigt voordat het begint" not in second.out
    assert "Afgewezen als in de versie hiervoor (1): 120 (rejected.csv)" in second.out
    assert "Meldingen als in de versie hiervoor: TRAVEL_ESTIMATED 1" in second.out
    assert [row["receipt_id"] for row in planned.rows_of(3, "rejected.csv")].count("120") == 1
    assert "TRAVEL_ESTIMATED" in {issue["code"] for issue in planned.read(3)["issues"]}


def test_what_came_back_stays_in_its_trip_where_no_clock_says_that_it_left(planned: Desk) -> None:
    before = planned.read(1)
    routes = [(route["shift"], route["trips"]) for route in before["plan"]["routes"]]
    receipts = {s["id"]: s["orders"][0]["order"]["receipt_id"] for s in before["problem"]["stops"]}
    for number in ("100", "104"):
        planned.change("21:00", "done", number, "--outcome", "delivered")
    planned.run("change", "--date", DAY, "cancel", "111")
    done = planned.run("plan", "kassa.csv", "--date", DAY, "--json")
    assert (done.json["version"], rejected(done)) == (2, {"111": "CANCELLED"})
    after = {route["shift"]: route["trips"] for route in planned.read(2)["plan"]["routes"]}
    for shift, trips in routes:
        for trip in trips:
            if {"100", "104"} & {receipts[visit["stop"]] for visit in trip["visits"]}:
                assert trip in after[shift]
    assert planned.run("plan", "kassa.csv", "--date", DAY, "--json").json["unchanged"] is True


def test_where_the_counter_listens_makes_no_other_plan(planned: Desk) -> None:
    config = planned.folder / "dispatch.toml"
    config.write_text(config.read_text(encoding="utf-8") + "\n[serve]\nport = 8123\n", encoding="utf-8")
    assert planned.plan("12:10").json["unchanged"] is True


def test_a_report_goes_by_the_version_that_is_driven(planned: Desk) -> None:
    planned.change("12:05", "cancel", "108", "109", "--plan")

    def told() -> int:
        return int(planned.run("report", DAY, "--json").json["days"][0]["accounts"]["planned"])

    assert told() == 10
    planned.run("day", DAY, "--drive", "v1")
    assert told() == 12


def test_every_ten_minutes_is_quiet_while_nothing_is_new(desk: Desk) -> None:
    text = (
        CONFIG + '\n[notify]\ncommand = ["/bin/sh", "-c", "echo told >> told.txt"]\nheartbeat = "beat.json"\n'
    )
    (desk.folder / "dispatch.toml").write_text(text, encoding="utf-8")
    desk.till()
    quiet = ("plan", "kassa.csv", "--date", DAY, "--quiet", "--now")
    first, second = (desk.run(*quiet, now) for now in ("12:00", "12:10"))
    assert (first.status, second.status) == (5, 5)  # its times are estimates
    assert first.err
    assert (second.out, second.err) == ("", "")
    assert (desk.folder / "told.txt").read_text(encoding="utf-8").splitlines() == ["told"]
    assert json.loads((desk.folder / "beat.json").read_text(encoding="utf-8"))["version"] == 1


def test_lateness_is_allowed_for_some_hours_only(planned: Desk) -> None:
    planned.change("12:05", "store", "--late-up-to", "45", "--between", "18:00-19:00")
    line = planned.run("day", DAY, "--json").json["lines"][-1]
    assert "18:00" in line["text"]
    planned.change("12:06", "store", "--late-up-to", "20", "--between", "20:30-22:00", "--plan")
    late = {
        stop["orders"][0]["order"]["receipt_id"]: (stop["late_until"] - stop["window"]["latest"]) // 60
        for stop in planned.read(2)["problem"]["stops"]
    }
    assert {late[str(n)] for n in range(104, 108)} == {45}  # windows until 18:30
    assert {late[str(n)] for n in range(108, 112)} == {20}  # until 21:00
    assert {late[str(n)] for n in range(100, 104)} == {0}
    assert planned.run("verify", "latest").status == 0
    planned.change("12:07", "store", "--late-up-to", "10", "--plan")
    assert {
        (stop["late_until"] - stop["window"]["latest"]) // 60 for stop in planned.read(3)["problem"]["stops"]
    } == {10}
    assert planned.change("12:08", "store", "--between", "18:00-19:00").status == 2
