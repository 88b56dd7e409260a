"""After a change: what is to be called, sent, printed and stuck, and nothing more than that."""

import csv
import re
import subprocess

import pytest
from dispatcher import DAY, Desk, at, order
from inprocess import Ended

from dispatch.clock import hhmm


def text_of(desk: Desk, version: int, name: str) -> str:
    path = desk.folder / "runs" / DAY / f"v{version}" / name
    return subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout


def exists(desk: Desk, version: int, name: str) -> bool:
    return (desk.folder / "runs" / DAY / f"v{version}" / name).exists()


def under_way(desk: Desk, now: str) -> dict[str, set[str]]:
    """Return by courier the receipts that left before a moment in the first version."""
    plan = desk.read(1)
    of_stop = {s["id"]: [o["order"]["receipt_id"] for o in s["orders"]] for s in plan["problem"]["stops"]}
    found: dict[str, set[str]] = {}
    for shift, trip in desk.trips(1, at(now)):
        found.setdefault(shift, set()).update(r for v in trip["visits"] for r in of_stop[v["stop"]])
    return found


def people(desk: Desk, now: str, *words: str) -> Ended:
    return desk.run("change", "--date", DAY, "--now", now, *words)


def test_a_first_plan_has_nothing_to_print_again(planned: Desk) -> None:
    for name in ("slips.pdf", "slips.csv", "sheets/again.pdf", "labels-again.pdf", "changes.csv"):
        assert not exists(planned, 1, name)


def test_a_courier_under_way_hears_what_is_other(planned: Desk) -> None:
    gone = under_way(planned, "16:50")
    courier, mine = next((who, receipts) for who, receipts in gone.items() if receipts)
    on_board, ahead = sorted(mine), sorted(planned.where(1).keys() - set().union(*gone.values()))
    planned.change("16:50", "note", on_board[0], "bel kapot, klop hard")
    planned.change("16:50", "address", on_board[1], "Laan 7, 2312 AB Leiden")
    done = people(planned, "16:50", "cancel", on_board[-1], ahead[0], "--plan")
    assert done.status == 5
    codes = {(i["code"], i["about"]) for i in planned.read(2)["issues"]}
    assert {("CHANGED_TOO_LATE", "note"), ("CHANGED_TOO_LATE", "address"), ("CANCEL_ON_BOARD", "")} <= codes
    slip = text_of(planned, 2, "slips.pdf")
    assert courier in slip
    for said in (on_board[0], on_board[-1], "bel kapot, klop hard", "Laan 7, 2312 AB Leiden", "AFGEZEGD"):
        assert said in slip
    # Where each stands on the sheet that he has, for there he looks for it.
    for news, receipt in (("LET OP", on_board[0]), ("ADRES", on_board[1]), ("AFGEZEGD", on_board[-1])):
        _, start = planned.where(1)[receipt]
        assert re.search(rf"{news} +\d·\d+ {hhmm(start)}", slip), slip
    rows = planned.rows_of(2, "slips.csv")
    assert {row["courier"] for row in rows} <= gone.keys()
    assert all(len(row["text"]) <= 160 for row in rows)
    assert any("bel kapot" in row["text"] for row in rows)
    assert planned.run("verify", f"runs/{DAY}/v2").status == 0
    # Once: the next version does not say it again.
    people(planned, "16:55", "cancel", ahead[1], "--plan")
    assert "bel kapot" not in (text_of(planned, 3, "slips.pdf") if exists(planned, 3, "slips.pdf") else "")


def test_a_slip_of_many_lines_stays_on_its_half_page_and_says_how_many_more(planned: Desk) -> None:
    courier, mine = max(under_way(planned, "16:50").items(), key=lambda item: len(item[1]))
    assert len(mine) > 2
    note = "graag achterom langs de schuur, de bel doet het niet en de hond is los; " * 7
    changes = planned.folder / "changes.txt"
    changes.write_text("".join(f'note {receipt} "{note}"\n' for receipt in sorted(mine)), encoding="utf-8")
    people(planned, "16:50", "--file", str(changes), "--plan")
    *pages, _ = text_of(planned, 2, "slips.pdf").split("\f")
    assert all("Wijzigingen onderweg" in page for page in pages)
    (page,) = (page for page in pages if courier in page)
    shown = page.count("LET OP")
    assert 0 < shown < len(mine)
    # The count has a line of its own above the foot.
    assert re.search(rf"^ *En nog {len(mine) - shown}: zie het nieuwe blad\.$", page, re.MULTILINE)


def test_only_trips_ahead_whose_paper_does_not_hold_are_printed(planned: Desk) -> None:
    gone = under_way(planned, "16:50")
    ahead = sorted(planned.where(1).keys() - set().union(*gone.values()))
    people(planned, "16:50", "cancel", ahead[0], "--plan")
    before, after = planned.where(1), planned.where(2)
    again = text_of(planned, 2, "sheets/again.pdf")
    touched = {who for receipt, (who, start) in before.items() if after.get(receipt) != (who, start)}
    for receipt, (who, _) in after.items():
        left = receipt in set().union(*gone.values())
        assert (f"Klant {receipt}" in again) <= (not left and who in touched), receipt
    assert f"Klant {ahead[0]}" not in again
    assert "vervangt" in again


def test_labels_stick_whatever_moves(planned: Desk) -> None:
    """A label names no place; only pieces that have none, or other ones than before, are labelled."""
    people(planned, "12:05", "give", "--all-of", "Samira", "--to", "Tijn")
    people(planned, "12:06", "cancel", "111", "--plan")
    assert planned.where(1) != planned.where(2)
    assert not exists(planned, 2, "labels-again.pdf")
    assert "R1" not in text_of(planned, 1, "labels.pdf")
    stood = {row["receipt_id"]: (row["stood"], row["stands"]) for row in planned.rows_of(2, "changes.csv")}
    moved = {r for r, where in planned.where(2).items() if where != planned.where(1)[r]}
    assert moved <= stood.keys()
    assert stood["111"][1] == ""
    planned.rows["120"] = order(120, "19:00", "21:00", 700)
    planned.rows["108"]["kratten"] = "3"
    done = planned.plan("12:10")
    assert done.status in {0, 5}, done.err
    labels = text_of(planned, 3, "labels-again.pdf")
    assert {r for r in planned.where(3) if f" {r} " in f" {labels} ".replace("\n", " ")} == {"108", "120"}
    rows = {row["receipt_id"]: row["labels"] for row in planned.rows_of(3, "changes.csv")}
    assert {receipt: n for receipt, n in rows.items() if n} == {"108": "3", "120": "2"}


def test_the_terminal_ends_with_what_to_do_within_eighty_columns(
    planned: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    gone = under_way(planned, "16:50")
    board = sorted(set().union(*gone.values()))
    ahead = sorted(planned.where(1).keys() - set(board))
    shown = people(planned, "16:50", "cancel", board[-1], ahead[0], "--plan").out
    todo = shown.split("Te doen: v2 vervangt v1", 1)[1].splitlines()
    heads = [line.split()[0] for line in todo if line[:1].isalpha()]
    assert heads == [head for head in ("BEL", "STUUR", "PRINT", "PLAK", "NIETS") if head in heads]
    assert {"BEL", "STUUR", "PRINT"} <= set(heads)
    assert len(todo) <= 16
    assert f"{board[-1]} afgezegd" in shown


def test_the_files_of_a_later_version_can_be_written_again(planned: Desk) -> None:
    people(planned, "16:50", "cancel", *sorted(planned.where(1))[:1], "--plan")
    with (planned.folder / "runs" / DAY / "v2" / "changes.csv").open(encoding="utf-8") as file:
        before = list(csv.reader(file))
    done = planned.run("sheets", f"{DAY}/v2", "--json")
    assert done.status in {0, 5}, done.err
    with (planned.folder / "runs" / DAY / "v2" / "changes.csv").open(encoding="utf-8") as file:
        assert list(csv.reader(file)) == before
    assert planned.run("verify", f"runs/{DAY}/v2").status == 0
