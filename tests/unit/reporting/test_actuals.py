from dataclasses import replace

import pytest
from sampledays import planned_day

from dispatch.errors import InputError
from dispatch.model import Outcome
from dispatch.reporting import Actual, compare_actuals, read_actuals

DAY = planned_day(10, couriers=2, plain=True)
STOPS = {stop.id: stop for stop in DAY.problem.stops}
VISITS = [(STOPS[v.stop], v) for r in DAY.plan.routes for t in r.trips for v in t.visits]


def write(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "actuals.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_a_returned_list_is_read(tmp_path):
    path = write(
        tmp_path, "receipt_id;arrived_at;outcome\r\n1;17:42;delivered\r\n2;2026-11-24T17:50;Niet thuis\r\n"
    )
    found, issues = read_actuals(path)
    assert found == {
        "1": Actual(17 * 3600 + 42 * 60, Outcome.DELIVERED),
        "2": Actual(17 * 3600 + 50 * 60, Outcome.NOT_HOME),
    }
    assert issues == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_excel_in_any_dress(tmp_path, encoding, delimiter):
    rows = [
        ["Bonnummer", "Aankomst", "Vertrek", "Uitkomst", "Opmerking"],
        ["1", "17:42", "17:45", "geleverd", "é"],
    ]
    path = write(tmp_path, "\n".join(delimiter.join(row) for row in rows), encoding)
    found, _ = read_actuals(path)
    assert found["1"] == Actual(63_720, Outcome.DELIVERED, 63_900)


def test_a_bad_row_hides_no_other(tmp_path):
    rows = ["1,25:99,delivered", "2,17:00,eaten", ",17:00,delivered", "3,,refused", "3,18:00,delivered", ""]
    text = "\n".join(["receipt_id,arrived_at,outcome", *rows])
    found, issues = read_actuals(write(tmp_path, text))
    assert found == {"3": Actual(None, Outcome.REFUSED)}
    assert [(issue.row, issue.field) for issue in issues] == [
        (2, "arrived_at"), (3, "outcome"), (4, "receipt_id"), (6, "receipt_id"),
    ]  # fmt: skip
    assert {issue.code for issue in issues} == {"ACTUAL_UNREADABLE"}


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "receipt_id;outcome\n1;delivered\n", "\x00\x01"])
def test_what_is_no_such_list_is_refused(tmp_path, text):
    with pytest.raises(InputError, match=r"actuals\.csv"):
        read_actuals(write(tmp_path, text))


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InputError, match="no file actuals"):
        read_actuals(tmp_path / "actuals.csv")


def test_a_day_of_which_nothing_came_back_has_no_actual():
    assert compare_actuals(DAY, {}) is None
    assert compare_actuals(DAY, {"other": Actual(1, Outcome.DELIVERED)}) is None


def test_punctuality_and_deviation():
    singles = [(stop, visit) for stop, visit in VISITS if len(stop.orders) == 1][:5]
    assert len(singles) == 5
    shifts = (0, 60, 120, 300, -60)
    actuals = {
        stop.id: Actual(visit.arrival + late, Outcome.DELIVERED)
        for (stop, visit), late in zip(singles, shifts, strict=True)
    }
    back = compare_actuals(DAY, actuals)
    assert (back.known, back.delivered, back.timed) == (5, 5, 5)
    # off by 0, 60, 60, 120, 300: the middle is 60, nine tenths lie within 300; signed -60, 0, 60, 120, 300
    assert (back.deviation_median, back.deviation_p90, back.bias) == (60, 300, 60)


def test_late_is_behind_the_window_and_not_behind_the_plan():
    stop, _ = VISITS[0]
    receipt = stop.receipt_ids[0]
    at_end = compare_actuals(DAY, {receipt: Actual(stop.window.latest, Outcome.DELIVERED)})
    assert (at_end.on_time, at_end.late_seconds) == (1, 0)
    after = compare_actuals(DAY, {receipt: Actual(stop.window.latest + 90, Outcome.DELIVERED)})
    assert (after.on_time, after.late_seconds) == (0, 90)


def test_a_time_after_midnight_belongs_to_the_evening_before():
    stop, visit = VISITS[0]
    late = replace(visit, arrival=85_800)
    trip = replace(DAY.plan.routes[0].trips[0], visits=(late,))
    route = replace(DAY.plan.routes[0], trips=(trip,))
    evening = replace(DAY, plan=replace(DAY.plan, routes=(route,)))
    back = compare_actuals(evening, {stop.receipt_ids[0]: Actual(600, Outcome.DELIVERED)})
    assert back.bias == 86_400 + 600 - 85_800


def test_headers_that_come_again_are_no_rows(tmp_path):
    head, file = "receipt_id,arrived_at,departed_at,outcome\r\n", tmp_path / "scanned.csv"
    file.write_text(f"{head}B1,17:00,17:04,delivered\r\n{head}B2,17:10,,not_home\r\n", newline="")
    actuals, issues = read_actuals(file)[:2]
    assert list(actuals) == ["B1", "B2"]
    assert issues == ()
