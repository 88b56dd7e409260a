"""What holds because of the book: the till row by row, phases by the clock, wishes, the fleet, undo."""

from datetime import date

from dispatch.day import (
    CellChange,
    DayState,
    Entry,
    Phase,
    TillChanges,
    day_state,
    since_version,
    till_changes,
)
from dispatch.day import news as said
from dispatch.model import Outcome, Temperature, TimeWindow

HOUR = 3600
EVENING = TimeWindow(18 * HOUR, 19 * HOUR)


def till(*receipts: str, off: tuple[str, ...] = (), **cells: str) -> said.ExportRead:
    rows = [
        said.TillRow(r, n, (("bonnummer", r), ("adres", cells.get(f"adres_{r}", "hier"))))
        for n, r in enumerate(receipts, 2)
    ]
    return said.ExportRead("kassa.csv", "", tuple(rows), tuple(sorted(off)))


def visit(receipt: str, start: int, shift: str = "Anna", departure: int | None = None) -> said.Planned:
    left = start - HOUR // 2 if departure is None else departure
    return said.Planned(receipt, shift, 1, left, start, TimeWindow(start - 900, start + 900))


def book(*news: said.News) -> list[Entry]:
    return [Entry(n, "2026-11-24T12:00:00+01:00", "test", one) for n, one in enumerate(news, 1)]


def state(*news: said.News, now: int | None = None) -> DayState:
    return day_state(book(*news), now)


def phases(found: DayState) -> dict[str, str]:
    return {number: receipt.phase.value for number, receipt in found.receipts.items()}


def test_an_empty_book_knows_nothing():
    assert state() == DayState()


def test_orders_are_as_the_newest_export_has_them_in_the_order_in_which_they_came():
    found = state(till("2", "1"), till("1", "3", "2", adres_1="daar"))
    assert list(found.receipts) == ["2", "1", "3"]
    assert dict(found.receipts["1"].rows[0].cells)["adres"] == "daar"
    assert phases(found) == {"2": "open", "1": "open", "3": "open"}


def test_what_the_till_withdrew_is_off_and_what_it_lost_is_kept():
    found = state(till("1", "2", "3"), till("1", off=("2",)))
    assert phases(found) == {"1": "open", "2": "withdrawn", "3": "open"}
    assert [found.receipts[r].listed for r in "123"] == [True, False, False]
    assert phases(state(till("2"), till(off=("2",)), till("2")))["2"] == "open"


def test_the_till_is_compared_with_what_it_said_at_the_last_version():
    lines = book(
        till("1", "2", "3", "4"), said.VersionMade(1, ""), till("4", "5", adres_4="x"),
        till("1", "5", "4", off=("2",), adres_4="daar"),
    )  # fmt: skip
    changes = till_changes(day_state(since_version(lines)), day_state(lines))
    assert changes == TillChanges(
        new=("5",),
        withdrawn=("2",),
        changed=(("4", (CellChange("adres", "hier", "daar"),)),),
        gone=("3",),
        same=1,
    )


def test_neither_the_order_of_rows_nor_an_empty_column_is_a_change():
    before, after = till("1", "2"), till("2", "1")
    more = said.ExportRead(
        "b", "", tuple(said.TillRow(r.receipt, 90, (*r.cells, ("nieuw", ""))) for r in after.rows)
    )
    lines = book(before, said.VersionMade(1, ""), more)
    assert not till_changes(day_state(since_version(lines)), day_state(lines))


def test_a_correction_outlives_the_next_export():
    row = till("1").rows[0]
    fix = said.CorrectionsRead("rejected.csv", (said.Correction("1", row.cells, (("adres", "goed"),)),))
    found = state(till("1"), fix, till("1", "2"))
    assert dict(found.receipts["1"].rows[0].cells)["adres"] == "goed"
    assert found.receipts["1"].corrected
    assert not found.receipts["2"].corrected


def test_a_row_without_a_number_is_put_right_by_what_it_said():
    row = said.TillRow("", 2, (("bonnummer", ""), ("adres", "hier")))
    fix = said.CorrectionsRead("r", (said.Correction("", row.cells, (("bonnummer", "9"),), "9"),))
    export = said.ExportRead("kassa.csv", "", (row,))
    assert len(state(export).nameless) == 1
    for lines in ((export, fix), (export, fix, export)):
        found = state(*lines)
        assert dict(found.receipts["9"].rows[0].cells)["bonnummer"] == "9"
        assert found.nameless == ()


def test_one_of_two_rows_with_one_number_gets_a_number_of_its_own():
    first, second = till("1").rows[0], till("1", adres_1="daar").rows[0]
    fix = said.CorrectionsRead("r", (said.Correction("1", second.cells, (("bonnummer", "2"),), "2"),))
    found = state(said.ExportRead("kassa.csv", "", (first, second)), fix)
    assert {number: len(receipt.rows) for number, receipt in found.receipts.items()} == {"1": 1, "2": 1}


def test_cancel_and_restore_drop_and_undo():
    assert phases(state(till("1"), said.Cancel(("1",)), till("1")))["1"] == "cancelled"
    assert phases(state(till("1"), said.Cancel(("1",)), said.Restore(("1",))))["1"] == "open"
    assert phases(state(till("1"), said.Cancel(("1",)), said.Undo(2)))["1"] == "open"
    assert phases(state(till("1"), said.Cancel(("1",)), said.Undo(2), said.Undo(3)))["1"] == "cancelled"
    dropped = state(till("1"), said.Drop(("1",), date(2026, 11, 26))).receipts["1"]
    assert (dropped.phase, dropped.drop_until) == (Phase.DROPPED, date(2026, 11, 26))


def test_an_order_goes_through_its_day_by_the_clock():
    lines = (till("1"), said.VersionMade(1, "", (visit("1", 15 * HOUR),)))
    times = ((None, "told"), (14 * HOUR, "told"), (14 * HOUR + 1800, "on_board"), (15 * HOUR, "presumed"))
    for now, phase in times:
        assert phases(state(*lines, now=now))["1"] == phase
    back = said.Done("1", Outcome.NOT_HOME, 15 * HOUR)
    assert phases(state(*lines, back, now=16 * HOUR))["1"] == "not_home"
    gone = said.CarriedOver("1", date(2026, 11, 25))
    assert phases(state(*lines, back, gone, now=16 * HOUR))["1"] == "carried_over"


def test_a_cancellation_after_departure_comes_too_late():
    found = state(
        till("1"), said.VersionMade(1, "", (visit("1", 15 * HOUR),)), said.Cancel(("1",)), now=15 * HOUR - 60
    )  # fmt: skip
    assert found.receipts["1"].phase is Phase.ON_BOARD
    assert found.receipts["1"].cancelled


def test_crates_are_stranded_until_they_are_back():
    lines = (
        till("1", "2"),
        said.VersionMade(1, "", (visit("1", 15 * HOUR), visit("2", 16 * HOUR, departure=14 * HOUR))),
        said.CourierOut("Anna", 15 * HOUR + 60, 17 * HOUR),
    )
    assert phases(state(*lines, now=15 * HOUR + 120)) == {"1": "presumed", "2": "stranded"}
    assert phases(state(*lines, now=17 * HOUR)) == {"1": "presumed", "2": "told"}
    again = said.VersionMade(2, "", (visit("1", 15 * HOUR), visit("2", 18 * HOUR, shift="Bram")))
    assert phases(state(*lines, again, now=17 * HOUR)) == {"1": "presumed", "2": "told"}
    assert phases(state(*lines, again, now=18 * HOUR - 60))["2"] == "on_board"


def test_a_courier_who_is_out_all_day_has_left_with_nothing():
    lines = (till("1"), said.VersionMade(1, "", (visit("1", 15 * HOUR),)), said.CourierOut("Anna"))
    assert phases(state(*lines, now=20 * HOUR))["1"] == "told"


def test_the_version_that_is_driven_decides_what_has_left_and_what_is_told():
    first = said.VersionMade(1, "", (visit("1", 15 * HOUR),))
    second = said.VersionMade(2, "", (visit("1", 17 * HOUR),))
    assert state(till("1"), first, second).receipts["1"].told == TimeWindow(17 * HOUR - 900, 17 * HOUR + 900)
    back = state(till("1"), first, second, said.Drive(1), now=15 * HOUR - 60)
    assert (back.in_force, back.newest) == (1, 2)
    assert back.receipts["1"].phase is Phase.ON_BOARD
    assert back.receipts["1"].told == TimeWindow(15 * HOUR - 900, 15 * HOUR + 900)
    third = state(till("1"), first, second, said.Drive(1), said.VersionMade(3, "x", ()))
    assert (third.in_force, third.digest) == (3, "x")
    made_again = state(till("1"), said.VersionMade(1, "a"), said.VersionMade(2, "b"), said.Drive(1))
    assert made_again.digest == "a"


def test_an_order_that_left_stays_although_its_export_is_taken_back():
    made = said.VersionMade(1, "", (visit("1", 15 * HOUR), visit("2", 20 * HOUR)))
    found = state(till("1", "2"), made, said.Undo(1), now=15 * HOUR)
    assert phases(found) == {"1": "presumed"}


def test_the_newest_wish_counts():
    give, keep = said.Give(("1",), "Anna", said.Turn.LAST), said.Keep(("1",), "Anna")
    assert state(till("1"), keep, give).given == {"1": ("Anna", said.Turn.LAST)}
    assert state(till("1"), keep, give).kept == {}
    assert state(till("1"), give, keep).given == {}
    assert state(till("1"), give, keep).kept == {"1": frozenset({"Anna"})}


def test_groups_that_share_an_order_are_one_and_locks_open_again():
    found = state(said.Together(("1", "2")), said.Together(("4", "5")), said.Together(("2", "3")))
    assert set(found.together) == {("1", "2", "3"), ("4", "5")}
    assert state(said.Lock("R1", "Bram"), said.Lock("Anna", "Anna"), said.Unlock("r1")).locks == (
        said.Lock("Anna", "Anna"),
    )


def test_news_of_the_fleet():
    fleet = state(
        said.CourierOut("Anna", 60_000), said.CourierIn("Anna", EVENING), said.CourierLate("Anna", 900),
        said.CourierVehicle("Anna", "bus-1"), said.CourierIn("Chris", EVENING, "fiets-2", new=True),
        said.VehicleOut("fiets-1", 60_000), said.VehicleBack("fiets-1", 64_000),
        said.StoreCloses(69_000), said.LateAllowed(1800),
    ).fleet  # fmt: skip
    anna, chris = fleet.couriers["Anna"], fleet.couriers["Chris"]
    assert (anna.stopped, anna.hours, anna.late_seconds, anna.vehicle) == (None, EVENING, 900, "bus-1")
    assert (chris.new, chris.vehicle) == (True, "fiets-2")
    assert (fleet.vehicles["fiets-1"].out, fleet.vehicles["fiets-1"].back) == (60_000, 64_000)
    assert (fleet.closes, fleet.late_allowed) == (69_000, 1800)


def test_crates_that_come_back_later_do_not_change_when_their_courier_stopped():
    fleet = state(said.CourierOut("Anna", 60_000), said.CourierOut("Anna", None, 64_000)).fleet
    assert (fleet.couriers["Anna"].stopped, fleet.couriers["Anna"].crates_back) == (60_000, 64_000)


def test_an_order_from_the_day_before_stands_in_the_book_until_the_till_has_it():
    came = said.CarriedIn(till("1").rows[0], date(2026, 11, 23), "not_home")
    found = state(came, till("2"))
    assert list(found.receipts) == ["1", "2"]
    assert found.receipts["1"].carried_in == came
    assert dict(state(came, till("1", adres_1="x")).receipts["1"].rows[0].cells)["adres"] == "x"


def test_crates_on_a_vehicle_that_broke_down_wait_until_it_is_back():
    planned = said.Planned("1", "Anna", 1, 14 * HOUR, 15 * HOUR, EVENING, "fiets-1")
    lines = (till("1"), said.VersionMade(1, "", (planned,)), said.VehicleOut("fiets-1", 14 * HOUR + 60))
    assert phases(state(*lines, now=20 * HOUR))["1"] == "stranded"
    assert phases(state(*lines, said.VehicleBack("fiets-1", 16 * HOUR), now=16 * HOUR))["1"] == "told"


def test_goods_and_headers_of_the_newest_files_are_kept():
    goods = said.ReceiptGoods("1", ((Temperature.CHILLED, 2),), 9000, None, True)
    found = state(till("1"), said.LinesRead("lines.csv", "", (goods,)))
    assert found.goods == (goods,)
    assert found.export == till("1")


def test_an_order_that_is_off_does_not_wait_for_its_crates():
    lines = (
        till("1"),
        said.VersionMade(1, "", (visit("1", 16 * HOUR, departure=14 * HOUR),)),
        said.CourierOut("Anna", 15 * HOUR),
        said.Cancel(("1",)),
    )
    assert phases(state(*lines, now=15 * HOUR))["1"] == "cancelled"
