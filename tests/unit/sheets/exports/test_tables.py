"""The CSV tables against the contract: columns, sums, and what each row says."""

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sampledays import planned_day
from smallday import STORE, rejected, small_day

from dispatch.config import Sheets
from dispatch.model import PlannedDay
from dispatch.sheets.exports.tables import RouteTables
from dispatch.sheets.sheetday import SheetDay

ROUTES = (
    "route, trip, courier, vehicle, depart, return, stops, crates, weight_kg, distance_km, drive_min, "
    "service_min, wait_min, break_min, cost_eur"
)
STOPS = (
    "route, trip, seq, receipt_id, name, phone, street, house_number, addition, postcode, city, lat, lon, "
    "place_source, window_from, window_to, arrival, departure, wait_min, late_min, crates, bags, weight_kg, "
    "temperature, age_check, cold_min, distance_km, notes"
)


REJECTED = "receipt_id, row, code, field, message, hint, suggestion"


def tables(day: PlannedDay, folder: Path, **sheets: Any) -> dict[str, list[dict[str, str]]]:
    read = {}
    for path in RouteTables(Sheets(**sheets), STORE).write(SheetDay.of(day), folder):
        with path.open(encoding="utf-8-sig", newline="") as file:
            read[path.stem] = list(csv.DictReader(file, delimiter=";" if sheets else ","))
    return read


def header(path: Path) -> str:
    return path.read_text().splitlines()[0].replace(",", ", ")


def test_the_columns_are_those_of_the_contract(tmp_path) -> None:
    RouteTables(Sheets(), STORE).write(SheetDay.of(small_day()), tmp_path)
    assert header(tmp_path / "routes.csv") == ROUTES
    assert header(tmp_path / "stops.csv") == f"{STOPS}, kassa"
    assert header(tmp_path / "rejected.csv").startswith(f"{REJECTED}, bonnummer")


def test_two_orders_at_one_door_are_two_rows_with_one_number(tmp_path) -> None:
    first, second, *_ = tables(small_day(), tmp_path)["stops"]
    assert (first["seq"], second["seq"]) == ("1", "1")
    assert (first["receipt_id"], second["receipt_id"]) == ("B1", "B2")
    assert (first["distance_km"], second["distance_km"]) == ("1.00", "0.00")
    assert (first["crates"], second["crates"], second["bags"]) == ("2", "1", "2")


def test_a_phone_that_starts_with_plus_is_text(tmp_path) -> None:
    assert tables(small_day(), tmp_path)["stops"][1]["phone"] == "'+31 6 87654321"


def test_minutes_out_of_the_fridge_stand_only_where_something_is_cold(tmp_path) -> None:
    rows = tables(small_day(), tmp_path)["stops"]
    assert [row["cold_min"] for row in rows] == ["15.0", "", "", "50.0"]


def test_nothing_warms_up_in_a_cooled_vehicle(tmp_path) -> None:
    day = small_day()
    route = day.plan.routes[0]
    shift = replace(route.shift, vehicle=replace(route.shift.vehicle, cooled=True))
    plan = replace(day.plan, routes=(replace(route, shift=shift),))
    assert tables(replace(day, plan=plan), tmp_path)["stops"][0]["cold_min"] == "0.0"


def test_the_waiting_and_breaks_of_a_trip(tmp_path) -> None:
    first, second = tables(small_day(), tmp_path)["routes"]
    # Trip 1: 14:10-15:05 is 55 minutes, 16 of them driving and 4 at doors: 35 waiting.
    assert (first["drive_min"], first["service_min"], first["wait_min"]) == ("16.0", "4.0", "35.0")
    # The break is taken at the store before trip 2, so it takes nothing of its 52 minutes on the road.
    assert (second["wait_min"], second["break_min"]) == ("0.0", "15.0")


def test_the_cost_of_a_route_is_shared_among_its_trips(tmp_path) -> None:
    first, second = tables(small_day(), tmp_path)["routes"]
    # Trip 1: use 2.50, 65 minutes of work at 18.00 is 19.50, 3.055 km at 0.10 is 0.3055: 22.3055.
    # Trip 2: from 15:05 to 16:22 less the break is 62 minutes, 18.60, and 10 km, 1.00: 19.60.
    assert (first["cost_eur"], second["cost_eur"]) == ("22.31", "19.60")


@pytest.mark.parametrize("seed", range(4))
def test_sums_of_stops_and_routes_balance(tmp_path, seed: int) -> None:
    day = planned_day(60, couriers=3, seed=seed)
    read = tables(day, tmp_path)
    for route in day.plan.routes:
        trips = [row for row in read["routes"] if row["route"] == route.name]
        assert sum(round(100 * float(row["cost_eur"])) for row in trips) == route.cost.cents
        for trip, row in zip(route.trips, trips, strict=True):
            rows = [s for s in read["stops"] if (s["route"], s["trip"]) == (route.name, row["trip"])]
            assert sum(int(s["crates"]) for s in rows) == int(row["crates"])
            assert sum(float(s["weight_kg"]) for s in rows) == pytest.approx(float(row["weight_kg"]))
            way = sum(round(1000 * float(s["distance_km"])) for s in rows) + trip.return_metres
            assert way == round(1000 * float(row["distance_km"]))
            assert len({s["seq"] for s in rows}) == int(row["stops"])
            on_road = (trip.arrival - trip.departure) / 60
            parts = sum(float(row[key]) for key in ("drive_min", "service_min", "wait_min"))
            in_trip = sum(
                p.end - p.start for p in route.pauses if p.trip == int(row["trip"]) - 1 and p.position
            )
            assert parts + in_trip / 60 == pytest.approx(on_road, abs=0.2)


def test_a_rejected_row_keeps_its_cells_and_every_reason(tmp_path) -> None:
    (row,) = tables(small_day(), tmp_path)["rejected"]
    assert row["code"] == "POSTCODE_INVALID AMOUNT_NEGATIVE"
    assert row["field"] == "postcode crates"
    said = "De postcode is niet zoals 2312 AB; het adres wordt zo mogelijk zonder postcode gezocht."
    assert row["message"] == f'{said} / "crates" is negatief.'
    assert row["hint"] == "Verbeter het in de kassa. / Verbeter het in de kassa of in rejected.csv."
    assert {key: row[key] for key in ("bonnummer", "naam", "postcode", "kratten")} == {
        "bonnummer": "B6", "naam": "'=2+5", "postcode": "2300", "kratten": "'-1",
    }  # fmt: skip


def test_columns_of_the_till_that_are_named_like_ours_are_told_apart(tmp_path) -> None:
    row = replace(rejected(), cells=(("receipt_id", "B6"), ("code", "A7"), ("postcode", "2300")))
    tables(replace(small_day(), rejected=(row,)), tmp_path)
    assert header(tmp_path / "rejected.csv") == f"{REJECTED}, code (2), postcode"


def test_rows_with_different_cells_share_one_header(tmp_path) -> None:
    other = replace(rejected(), row=8, cells=(("bonnummer", "B7"), ("plaats", "Leiden")))
    first, second = tables(replace(small_day(), rejected=(rejected(), other)), tmp_path)["rejected"]
    assert (first["plaats"], second["plaats"], second["naam"]) == ("", "Leiden", "")


def test_an_order_left_behind_says_why_first(tmp_path) -> None:
    (row,) = tables(small_day(), tmp_path)["unassigned"]
    assert list(row)[:5] == ["receipt_id", "never", "code", "reason", "remedy"]
    assert (row["receipt_id"], row["never"], row["code"], row["kassa"]) == ("B5", "no", "CAPACITY", "3")


def test_excel_nl_reads_numbers_with_a_comma(tmp_path) -> None:
    read = tables(small_day(), tmp_path, csv="excel-nl")
    assert read["routes"][0]["distance_km"] == "3,055"
    assert read["stops"][0]["lat"] == "52,157100"
    assert (tmp_path / "stops.csv").read_bytes().startswith(b"\xef\xbb\xbfroute;trip;")


def test_a_day_without_anything_has_headers_only(tmp_path) -> None:
    RouteTables(Sheets(), STORE).write(SheetDay.of(replace(planned_day(0), extra_columns=())), tmp_path)
    for name in ("routes", "stops", "rejected", "unassigned"):
        assert len((tmp_path / f"{name}.csv").read_text().splitlines()) == 1


def test_no_cell_of_any_table_can_be_a_formula(tmp_path) -> None:
    day = small_day()
    nasty = [
        replace(located.order, name="=cmd", phone="@SUM(1)", notes="-2+3", extra=(("kassa", "\t=1"),))
        for stop in day.problem.stops
        for located in stop.orders
    ]
    fresh = iter(nasty)
    stops = tuple(
        replace(stop, orders=tuple(replace(located, order=next(fresh)) for located in stop.orders))
        for stop in day.problem.stops
    )
    plan = replace(day.plan, unserved=(stops[3],))
    day = replace(day, problem=replace(day.problem, stops=stops), plan=plan)
    for rows in tables(day, tmp_path).values():
        for row in rows:
            assert not [text for text in row.values() if text.startswith(("=", "+", "-", "@", "\t", "\r"))]
