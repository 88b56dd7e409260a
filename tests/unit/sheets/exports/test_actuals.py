"""The form for what came back: in route order, and read by the report as it is filled in."""

import csv

from sampledays import planned_day

from dispatch.config import Sheets
from dispatch.reporting import read_actuals
from dispatch.sheets.exports.actuals import ActualsForm
from dispatch.sheets.sheetday import SheetDay


def test_every_receipt_stands_in_route_order_with_its_stop(tmp_path) -> None:
    day = SheetDay.of(planned_day(40))
    (path,) = ActualsForm(Sheets()).write(day, tmp_path)
    assert path.name == "actuals-to-fill.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["receipt_id"] for row in rows] == [r for v in day.visits for r in v.stop.receipt_ids]
    assert [row["stop"] for row in rows] == [v.name for v in day.visits for _ in v.stop.receipt_ids]
    assert not any(row["arrived_at"] or row["outcome"] for row in rows)


def test_what_is_filled_in_is_read_and_the_rest_is_not_missed(tmp_path) -> None:
    day = SheetDay.of(planned_day(10))
    for style in ("plain", "excel-nl"):
        (path,) = ActualsForm(Sheets(csv=style)).write(day, tmp_path / style)
        assert read_actuals(path) == ({}, ())
        lines = path.read_text(encoding="utf-8").splitlines()
        mark = ";" if style == "excel-nl" else ","
        first = lines[1].removesuffix(mark * 2)
        lines[1] = f"{first.rstrip(mark)}{mark}17:42{mark}17:45{mark}afgeleverd"
        path.write_text("\n".join(lines), encoding="utf-8")
        actuals, issues = read_actuals(path)
        assert issues == ()
        (receipt,) = actuals
        assert receipt == day.visits[0].stop.receipt_ids[0]
        assert (actuals[receipt].arrived, str(actuals[receipt].outcome)) == (17 * 3600 + 42 * 60, "delivered")
