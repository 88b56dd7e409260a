"""The road once more: late orders, cancellations and a courier out; every row stays accounted for."""

from wholeroad import NOW, configure, plan, receipts_of, replan, row

from dispatch.clock import HOUR, MINUTE
from dispatch.model import Code, Issue, PlannedDay, Severity
from dispatch.model.facts import count
from dispatch.travel import EstimateSource

CONFIG = configure(courier=[{"name": "Anna", "vehicle": "fiets-1", "shift": "14:00-22:00"}])
EARLY = {"van": "14:30", "tot": "15:00"}
LATE = {"van": "19:00", "tot": "21:00"}
NOT_FLAGGED = row("N", thuisbezorging="nee")
ROWS = [row("A", **EARLY), row("B", 900, **LATE), NOT_FLAGGED, row("C", 1300, kratten="-1")]
"""One order in the afternoon, one in the evening, one that is collected, one that is refused."""

NOON, TEA = 12 * HOUR, 17 * HOUR


def codes(day: PlannedDay) -> list[str]:
    return [issue.code for issue in day.issues if issue.code != "TRAVEL_ESTIMATED"]


def reason(day: PlannedDay, receipt: str) -> str:
    (one,) = [reject for reject in day.rejected if reject.receipt_id == receipt]
    return one.issues[0].code


def accounts(day: PlannedDay) -> tuple[int, int, int, int, int]:
    a = day.accounts
    return (a.read, a.not_flagged, a.rejected, a.unassigned, a.planned)


def trips(day: PlannedDay) -> list[object]:
    return [(route.name, route.trips, route.pauses) for route in day.plan.routes]


def test_nothing_has_happened(tmp_path):
    day = plan(tmp_path, ROWS, CONFIG)
    assert accounts(day) == (4, 1, 1, 0, 2)
    again = replan(tmp_path, day, CONFIG, NOON)
    assert accounts(again) == accounts(day)
    assert trips(again) == trips(day)


def test_an_export_of_what_is_new_adds_its_rows(tmp_path):
    day = plan(tmp_path, ROWS, CONFIG)
    more = [row("D", 600, **LATE), row("M", thuisbezorging="nee"), row("E", naam="")]
    again = replan(tmp_path, day, CONFIG, TEA, more)
    assert accounts(again) == (7, 2, 2, 0, 3)
    assert sorted(receipts_of(again)[0]) == ["A", "B", "D"]
    assert receipts_of(again)[2] == ["E", "C"]  # rows 4 and 5 of their files


def test_an_export_of_the_whole_day_counts_its_rows_once(tmp_path):
    day = plan(tmp_path, ROWS, CONFIG)
    again = replan(tmp_path, day, CONFIG, TEA, [*ROWS, row("D", 600, **LATE), row("M", thuisbezorging="nee")])
    assert accounts(again) == (6, 2, 1, 0, 3)
    assert [reject.receipt_id for reject in again.rejected] == ["C"]


def test_a_whole_export_over_nothing_planned_counts_its_rows_once(tmp_path):
    only = [row("C", kratten="-1"), NOT_FLAGGED]
    day = plan(tmp_path, only, CONFIG)
    assert accounts(day) == (2, 1, 1, 0, 0)
    again = replan(tmp_path, day, CONFIG, NOON, [*only, row("D", **LATE)])
    assert accounts(again) == (3, 1, 1, 0, 1)


def test_a_corrected_row_takes_the_place_of_the_rejected_one(tmp_path):
    day = plan(tmp_path, ROWS, CONFIG)
    again = replan(tmp_path, day, CONFIG, NOON, [*ROWS[:3], row("C", 1300, **LATE)])
    assert accounts(again) == (4, 1, 0, 0, 3)
    alone = replan(tmp_path, day, CONFIG, NOON, [row("C", 1300, **LATE)])
    assert accounts(alone) == (4, 1, 0, 0, 3)


def test_rows_without_a_number_are_counted_once(tmp_path):
    rows = [*ROWS, row("", 700)]
    day = plan(tmp_path, rows, CONFIG)
    assert accounts(day) == (5, 1, 2, 0, 2)
    assert accounts(replan(tmp_path, day, CONFIG, NOON, rows)) == accounts(day)


def test_a_row_without_a_number_is_known_again_at_another_place(tmp_path):
    # It came in with an export of what was new, in row 2, and stands in row 6 of the whole day's.
    nameless = row("", 700)
    second = replan(tmp_path, plan(tmp_path, ROWS, CONFIG), CONFIG, NOON, [nameless])
    assert accounts(second) == (5, 1, 2, 0, 2)
    third = replan(tmp_path, second, CONFIG, NOON + 60, [*ROWS, nameless])
    assert accounts(third) == (5, 1, 2, 0, 2)


def test_a_cancelled_order_is_off_and_stays_off(tmp_path):
    day = plan(tmp_path, ROWS, CONFIG)
    second = replan(tmp_path, day, CONFIG, NOON, cancelled=["B"])
    assert accounts(second) == (4, 1, 2, 0, 1)
    assert reason(second, "B") == "CANCELLED"
    # The till goes on exporting it: still nobody drives there.
    third = replan(tmp_path, second, CONFIG, NOON + 60, [*ROWS, row("D", 600, **LATE)])
    assert accounts(third) == (5, 1, 2, 0, 2)
    assert reason(third, "B") == "CANCELLED"
    assert sorted(receipts_of(third)[0]) == ["A", "D"]


def test_an_order_can_be_cancelled_as_it_comes_in(tmp_path):
    day = plan(tmp_path, ROWS, CONFIG)
    again = replan(tmp_path, day, CONFIG, NOON, [*ROWS, row("D", 600, **LATE)], cancelled=["D"])
    assert accounts(again) == (5, 1, 2, 0, 2)
    assert reason(again, "D") == "CANCELLED"


def test_a_cancellation_after_the_visit_comes_too_late(tmp_path):
    day = plan(tmp_path, ROWS, CONFIG)
    again = replan(tmp_path, day, CONFIG, TEA, cancelled=["A"])
    assert accounts(again) == accounts(day)
    assert "A" in receipts_of(again)[0]
    assert codes(again) == ["CANCEL_TOO_LATE"]
    # It is told once, not in every later version.
    assert codes(replan(tmp_path, again, CONFIG, TEA + 60)) == []


def test_a_cancellation_on_the_road_is_told_and_the_trip_stays_as_it_is(tmp_path):
    day = plan(tmp_path, [row("A", **EARLY), row("B", 900, **EARLY)], CONFIG)
    (trip,) = day.plan.routes[0].trips
    again = replan(tmp_path, day, CONFIG, trip.departure, cancelled=[trip.visits[-1].stop])
    assert trips(again) == [("R1", (trip,), day.plan.routes[0].pauses)]
    assert codes(again) == ["CANCEL_ON_BOARD"]
    assert accounts(again) == (2, 0, 0, 0, 2)


def test_a_cancellation_while_it_is_loaded_takes_the_stop_off_the_trip(tmp_path):
    day = plan(tmp_path, [row("A", **EARLY), row("B", 900, **EARLY)], CONFIG)
    (trip,) = day.plan.routes[0].trips
    last = trip.visits[-1].stop
    again = replan(tmp_path, day, CONFIG, trip.loading_start, cancelled=[last])
    assert receipts_of(again) == ([trip.visits[0].stop], [], [last])
    assert again.plan.routes[0].trips[0].departure == trip.departure


def test_what_is_left_of_a_door_loses_no_order(tmp_path):
    # A's ten minutes lie in both other windows, so the three share a stop; without A, B and C have 45
    # minutes in common, too few to be put together now, yet both must still be delivered.
    rows = [
        row("A", van="17:20", tot="17:30"),
        row("B", van="16:00", tot="18:00"),
        row("C", van="17:15", tot="19:00"),
    ]
    day = plan(tmp_path, rows, CONFIG)
    assert [stop.receipt_ids for stop in day.problem.stops] == [("A", "B", "C")]
    again = replan(tmp_path, day, CONFIG, NOON, cancelled=["A"])
    assert receipts_of(again) == (["B", "C"], [], ["A"])


def test_a_courier_out_leaves_the_rest_of_the_day_to_others(tmp_path):
    # Anna's bike costs nothing, Bram's 90, and leaving an order behind 100.
    config = configure(
        courier=[
            {"name": "Anna", "vehicle": "fiets-1", "shift": "14:00-22:00"},
            {"name": "Bram", "vehicle": "fiets-2", "shift": "14:00-22:00"},
        ],
        vehicle=[
            {"id": "fiets-1", "profile": "bike", "crates": 8, "kg": 100},
            {"id": "fiets-2", "profile": "bike", "crates": 8, "kg": 100, "fixed_cost": 90},
        ],
    )
    rows = [row("A", **EARLY), row("B", 900, temperatuur="koel", **LATE)]  # cold goods make no tour of hours
    day = plan(tmp_path, rows, config)
    assert [route.shift.id for route in day.plan.routes] == ["Anna"]
    again = replan(tmp_path, day, config, TEA, out=["Anna"])
    assert accounts(again) == accounts(day)
    driven = {
        visit.stop: route.shift.id
        for route in again.plan.routes
        for trip in route.trips
        for visit in trip.visits
    }
    assert driven == {"A": "Anna", "B": "Bram"}


def test_crates_on_the_vehicle_of_a_courier_who_is_out_go_with_nobody_else(tmp_path):
    config = configure(courier=[{"name": name, "vehicle": bike, "shift": "14:00-22:00"} for name, bike in
                                (("Anna", "fiets-1"), ("Bram", "fiets-2"))])  # fmt: skip
    day = plan(tmp_path, [row("A", **EARLY)], config)
    (route,) = day.plan.routes
    again = replan(tmp_path, day, config, route.trips[0].departure, out=[route.shift.id])
    assert receipts_of(again) == ([], ["A"], [])
    assert "COURIER_OUT_LOADED" in codes(again)
    assert again.unassigned[0].cause == "RELEASE"


def test_late_orders_outside_the_area_are_rejected_as_on_the_first_plan(tmp_path):
    # 2000 m as the crow flies are 2669 m by road (see test_travelling).
    config = configure(promise={"area": {"road_km": 2.6}})
    day = plan(tmp_path, [row("A", **EARLY)], config)
    again = replan(tmp_path, day, config, NOON, [row("NEAR", 1900), row("FAR", 2000, opmerking="Bel kapot")])
    assert receipts_of(again)[2] == ["FAR"]
    assert reason(again, "FAR") == "OUTSIDE_AREA"
    assert ("opmerking", "Bel kapot") in again.rejected[0].cells
    assert accounts(again) == (3, 0, 1, 0, 2)


def test_doubts_about_orders_stay_and_those_about_a_runs_tools_are_its_own(tmp_path):
    tool = Issue(Code.MAP_OLD, Severity.INFO, facts=(count("n", 100),), field="travel.map")
    rows = [row("A", **EARLY), row("B", 900, tassen="0", kratten="0", **LATE)]
    day = plan(tmp_path, rows, CONFIG, issues=(tool,))
    assert codes(day) == ["MAP_OLD", "NOTHING_TO_DELIVER"]
    assert codes(replan(tmp_path, day, CONFIG, NOON)) == ["NOTHING_TO_DELIVER"]


def test_late_orders_leave_when_they_are_packed(tmp_path):
    day = plan(tmp_path, ROWS, CONFIG)
    late = row("D", 600, tijdstip="2026-11-24T19:30")
    again = replan(tmp_path, day, CONFIG, 19 * HOUR + 35 * MINUTE, [late])
    (trip,) = [t for r in again.plan.routes for t in r.trips if "D" in [v.stop for v in t.visits]]
    assert trip.departure >= 19 * HOUR + 50 * MINUTE  # packed in 20 minutes


def test_a_version_is_made_now_and_by_its_own_tools(tmp_path):
    class Map(EstimateSource):
        name = "a map"

    day = plan(tmp_path, ROWS, CONFIG)
    again = replan(tmp_path, day, CONFIG, NOON, program="2.0", travel=Map())
    assert again.provenance.program == "2.0"
    assert again.provenance.made_at == NOW.isoformat()
    assert again.version == 0
    assert [name for name, _ in again.provenance.timings] == [
        "Reading", "Locating", "Fleet of the day", "Making stops", "Measuring", "Splitting off",
        "Building", "Searching", "Scheduling", "Explaining", "Drawing"
    ]  # fmt: skip
