import csv
from dataclasses import replace

import pytest
from smallday import STORE, small_day

from dispatch.config import Sheets
from dispatch.sheets.exports.programs import ImportFiles
from dispatch.sheets.sheetday import SheetDay


def rows(tmp_path, name: str) -> list[dict[str, str]]:
    sheets = Sheets(exports=(name,), csv="excel-nl")
    (path,) = ImportFiles(sheets, STORE).write(SheetDay.of(small_day()), tmp_path)
    assert path == tmp_path / "exports" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_nothing_is_written_that_was_not_asked_for(tmp_path) -> None:
    assert ImportFiles(Sheets(), STORE).write(SheetDay.of(small_day()), tmp_path) == ()


@pytest.mark.parametrize("name", ["circuit", "optimoroute", "mymaps"])
def test_a_row_a_stop_in_plain_csv(tmp_path, name: str) -> None:
    assert len(rows(tmp_path, name)) == 3


def test_circuit(tmp_path) -> None:
    row = rows(tmp_path, "circuit")[1]
    assert row["Address Line 1"] == "Hooigracht 7 bis"
    assert (row["Zip"], row["City"], row["Country"]) == ("2312 KT", "Leiden", "Nederland")
    assert (row["Earliest Time"], row["Latest Time"], row["Time at stop"]) == ("15:00", "16:00", "2")
    assert (row["ID"], row["Package Count"], row["Driver"]) == ("B3", "1", "Sanne")


def test_optimoroute(tmp_path) -> None:
    row = rows(tmp_path, "optimoroute")[0]
    assert (row["Order ID"], row["Order type"], row["Date"]) == ("B1 B2", "D", "21/11/2026")
    assert row["Address"] == "Breestraat 12A, 2311 CS Leiden, Nederland"
    assert (row["Time window from"], row["Duration"], row["Load #1"]) == ("14:00", "2", "3")


@pytest.mark.parametrize(("name", "column"), [("circuit", "Recipient Phone"), ("optimoroute", "Phone")])
def test_a_phone_is_written_as_programs_read_it(tmp_path, name: str, column: str) -> None:
    """An apostrophe would guard a cell that begins with a plus, and be dialled."""
    typed = ["+31 6 87654321", "06-12345678", "call the neighbour"]
    day = small_day()
    stops = [
        replace(
            stop,
            orders=(
                replace(stop.orders[0], order=replace(stop.orders[0].order, phone=phone)),
                *stop.orders[1:],
            ),
        )
        for stop, phone in zip(day.problem.stops, typed, strict=False)
    ]
    day = replace(day, problem=replace(day.problem, stops=(*stops, *day.problem.stops[3:])))
    (path,) = ImportFiles(Sheets(exports=(name,)), STORE).write(SheetDay.of(day), tmp_path)
    with path.open(encoding="utf-8", newline="") as file:
        assert [row[column] for row in csv.DictReader(file)] == [
            "0031687654321", "0031612345678", "call the neighbour",
        ]  # fmt: skip


def test_google_gets_no_names_and_phones(tmp_path) -> None:
    text = " ".join(" ".join(row.values()) for row in rows(tmp_path, "mymaps"))
    assert not [word for word in ("Jansen", "12345678", "Bel kapot") if word in text]
    assert rows(tmp_path, "mymaps")[0]["Name"] == "R1 1·1"


def test_what_to_mind_comes_first_with_every_customer_and_the_courier(tmp_path) -> None:
    circuit, optimoroute = rows(tmp_path, "circuit")[0], rows(tmp_path, "optimoroute")[0]
    assert circuit["Notes"] == (
        "18+ · KOEL · 5 stuks (3 kratten, 2 tassen) · 1 koel"
        " / J. Jansen 06-12345678 B1: Bel kapot; kloppen, graag / A. de Vries +31 6 87654321 B2"
    )
    assert circuit["Package Count"] == "5"
    assert optimoroute["Notes"] == f"{circuit['Notes']} · R1 Sanne"
    assert rows(tmp_path, "mymaps")[0]["Marks"] == "18+ · KOEL · 5 stuks (3 kratten, 2 tassen) · 1 koel"
