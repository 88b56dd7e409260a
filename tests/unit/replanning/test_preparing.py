"""What is left of a day: a line of places 600 s apart; Sanne drives A B, then C D; Bram drives E."""

from dataclasses import replace

import pytest
from daymaker import DAY, make_problem, make_shift, make_stop, make_vehicle
from said import english

from dispatch.checking import check
from dispatch.errors import NoPlanError
from dispatch.model import (
    Accounts,
    Barrier,
    Break,
    BreakAt,
    FixedTrip,
    Plan,
    PlannedDay,
    Problem,
    Provenance,
    Restriction,
    RouteOrder,
    Solution,
    TimeWindow,
    TravelMatrix,
)
from dispatch.replanning import ChangePrices, Changes, CourierOut, Prepared, changes_between, prepare, settle
from dispatch.scheduling import schedule

BREAKS = (Break(900, TimeWindow(0, 40_000), over=100_000),)


def planned(problem: Problem, *orders: RouteOrder) -> PlannedDay:
    plan = schedule(problem, Solution(orders))
    assert check(problem, plan) == ()
    served = plan.totals.orders
    left = sum(len(stop.orders) for stop in plan.unserved)
    return PlannedDay(
        DAY, 1, problem, plan, (), (), (), Accounts(served + left, 0, 0, left, served), (), (), None,
        Provenance("test", "2026-11-21T09:00:00+01:00"),
    )  # fmt: skip


def day(*breaks: BreakAt) -> PlannedDay:
    """Sanne leaves 600, A 1200, B 1920, back 3240; leaves 3840, C 5640, D 6360, back 8880."""
    stops = [make_stop(name, (0, 40_000)) for name in "ABCDE"]
    shifts = [make_shift("Sanne", (0, 40_000), breaks=BREAKS), make_shift("Bram", (0, 40_000))]
    problem = make_problem(stops, shifts)
    return planned(
        problem, RouteOrder("Sanne", (("A", "B"), ("C", "D")), breaks), RouteOrder("Bram", (("E",),))
    )


def prepared(old: PlannedDay, now: int, changes: Changes | None = None) -> Prepared:
    """Prepare without new stops: the matrices are cut out of the old ones."""

    def measure(stops, shifts):
        index = old.problem.index()
        places = [0, *(index.get(stop.id, index.get("A", 1)) for stop in stops)]
        rows = [[abs(a - b) for b in places] for a in places]
        return (
            TravelMatrix.of(
                "bike", [[c * 600 for c in r] for r in rows], [[c * 1000 for c in r] for r in rows], "line"
            ),
        ), ()

    def remake(orders):
        stop = next(s for s in old.problem.stops if orders[0] in s.orders)
        return replace(stop, id=orders[0].order.receipt_id, orders=orders)

    return prepare(old, changes or Changes(), now, remake=remake, measure=measure)


def shift(result: Prepared, name: str):
    return next(s for s in result.problem.shifts if s.id == name)


def kept(result: Prepared, name: str) -> RouteOrder:
    return next(order for order in result.kept.routes if order.shift == name)


def codes(result: Prepared) -> list[str]:
    return [issue.code for issue in result.issues]


def replanned(result: Prepared) -> Plan:
    plan = schedule(result.problem, result.kept)
    assert check(result.problem, plan) == ()
    return plan


def test_the_day_is_as_it_is_told():
    first, second = day().plan.routes[0].trips
    assert (first.loading_start, first.departure, first.arrival) == (0, 600, 3240)
    assert (second.departure, second.arrival) == (3840, 8880)


def test_trips_that_have_left_are_facts_and_nothing_else_changes():
    old = day()
    result = prepared(old, 2000)
    assert shift(result, "Sanne").fixed == (FixedTrip(("A", "B"), 600),)
    assert shift(result, "Bram").fixed == (FixedTrip(("E",), 600),)
    assert shift(result, "Sanne").not_before == 2000
    assert kept(result, "Sanne").trips == (("A", "B"), ("C", "D"))
    assert result.issues == ()
    assert not changes_between(old.plan, replanned(result))


def test_a_trip_that_is_being_loaded_stays_as_it_is():
    assert len(shift(prepared(day(), 3239), "Sanne").fixed) == 1
    assert len(shift(prepared(day(), 3240), "Sanne").fixed) == 2


def test_before_the_first_trip_everything_is_open():
    stops = [make_stop("A", (9000, 9000))]
    old = planned(make_problem(stops, [make_shift()]), RouteOrder("Sanne", (("A",),)))
    result = prepared(old, 5000)
    assert shift(result, "Sanne").fixed == ()
    assert not changes_between(old.plan, replanned(result))


def test_a_cancelled_stop_ahead_is_gone():
    result = prepared(day(), 2000, Changes(cancelled=frozenset({"C"})))
    assert [s.id for s in result.problem.stops] == ["A", "B", "D", "E"]
    assert kept(result, "Sanne").trips == (("A", "B"), ("D",))
    assert codes(result) == []


def test_a_cancelled_stop_on_board_is_passed_by():
    result = prepared(day(), 1500, Changes(cancelled=frozenset({"B"})))
    assert shift(result, "Sanne").fixed == (FixedTrip(("A",), 600),)
    assert codes(result) == ["CANCEL_ON_BOARD"]
    replanned(result)


def test_what_was_delivered_cannot_be_cancelled():
    result = prepared(day(), 1500, Changes(cancelled=frozenset({"A"})))
    assert shift(result, "Sanne").fixed == (FixedTrip(("A", "B"), 600),)
    assert codes(result) == ["CANCEL_TOO_LATE"]
    assert "00:20" in english(result.issues[0])


def test_unknown_receipts_and_couriers_are_told():
    changes = Changes(cancelled=frozenset({"X"}), out=(CourierOut("Nobody", 0),))
    assert codes(prepared(day(), 0, changes)) == ["CANCEL_UNKNOWN", "COURIER_UNKNOWN"]


def test_one_of_two_orders_at_a_door_is_cancelled():
    stop = make_stop("A", (9000, 12_000))
    double = replace(stop, orders=(*stop.orders, *make_stop("A2").orders))
    old = planned(make_problem([double], [make_shift()]), RouteOrder("Sanne", (("A",),)))
    result = prepared(old, 0, Changes(cancelled=frozenset({"A"})))
    assert [s.receipt_ids for s in result.problem.stops] == [("A2",)]
    assert kept(result, "Sanne").trips == (("A2",),)


def test_a_trip_emptied_under_way_is_called_back():
    result = prepared(day(), 1000, Changes(cancelled=frozenset({"E"})))
    assert shift(result, "Bram").fixed == ()
    # Away for 400 s, as long back.
    assert shift(result, "Bram").not_before == 1400


def test_a_courier_out_leaves_crates_on_board():
    result = prepared(day(), 1500, Changes(out=(CourierOut("Sanne", 1500),)))
    assert shift(result, "Sanne").fixed == (FixedTrip(("A",), 600),)
    assert codes(result) == ["COURIER_OUT_LOADED"]
    assert "B" in english(result.issues[0])
    barred = {(r.vehicle, r.stop, r.kind, r.by) for r in result.problem.restrictions}
    assert barred == {
        ("bike of Sanne", "B", Barrier.ON_BOARD, "bike of Sanne"),
        ("bike of Bram", "B", Barrier.ON_BOARD, "bike of Sanne"),
    }
    assert kept(result, "Sanne").trips == (("A",),)  # C and D are open again
    replanned(result)


def test_crates_stay_on_board_at_the_next_replanning():
    first = prepared(day(), 1500, Changes(out=(CourierOut("Sanne", 1500),)))
    plan = replanned(first)
    again = replace(day(), problem=first.problem, plan=plan)
    second = prepared(again, 2000)
    assert {(r.kind, r.by) for r in second.problem.restrictions} == {(Barrier.ON_BOARD, "bike of Sanne")}
    back = prepared(again, 2000, Changes(out=(CourierOut("Sanne", 1500, back_at=2500),)))
    assert back.problem.restrictions == ()
    assert {s.id: s.release for s in back.problem.stops if s.release} == {"B": 2500}
    assert codes(back) == []


def test_crates_that_come_back_are_planned_again():
    result = prepared(day(), 1500, Changes(out=(CourierOut("Sanne", 1500, back_at=5000),)))
    (b,) = (stop for stop in result.problem.stops if stop.id == "B")
    assert b.release == 5000
    assert result.problem.restrictions == ()


def test_a_courier_who_leaves_later_makes_what_can_be_made():
    result = prepared(day(), 2000, Changes(out=(CourierOut("Sanne", 9000),)))
    assert kept(result, "Sanne").trips == (("A", "B"), ("C", "D"))
    earlier = prepared(day(), 2000, Changes(out=(CourierOut("Sanne", 8000),)))
    assert kept(earlier, "Sanne").trips == (("A", "B"),)
    assert shift(earlier, "Sanne").hours == TimeWindow(0, 8000)


def test_a_break_moves_with_the_stops_before_it():
    old = day(BreakAt(0, 0, 2))
    result = prepared(old, 1500, Changes(cancelled=frozenset({"B"})))
    assert shift(result, "Sanne").fixed == (FixedTrip(("A",), 600, (BreakAt(0, 0, 1),)),)
    replanned(result)


def test_a_break_begun_at_the_store_stays_a_fact():
    old = day(BreakAt(0, 1, 0))  # from 3240 to 4140
    result = prepared(old, 3500)
    assert shift(result, "Sanne").fixed == (FixedTrip(("A", "B"), 600, (BreakAt(0, 0, 2),)),)
    plan = replanned(result)
    assert plan.routes[0].trips[1].departure == old.plan.routes[0].trips[1].departure
    before = prepared(old, 3239)
    assert kept(before, "Sanne").breaks == (BreakAt(0, 1, 0),)


def test_a_vehicle_on_the_road_is_waited_for():
    bike = make_vehicle()
    early, late = make_shift("Sanne", (0, 3000), vehicle=bike), make_shift("Bram", (3000, 9000), vehicle=bike)
    problem = make_problem([make_stop("A", (0, 40_000)), make_stop("B", (0, 40_000))], [early, late])
    old = planned(problem, RouteOrder("Sanne", (("A",),)), RouteOrder("Bram", (("B",),)))
    result = prepared(old, 1000)
    assert shift(result, "Bram").not_before == old.plan.routes[0].end == 1920


# --- choosing


def judge(problem: Problem, solution: Solution):
    plan = schedule(problem, solution)
    return plan, check(problem, plan)


def late_order(result: Prepared, *names: str) -> Prepared:
    """Add stops at the end of the line."""
    stops = [*result.problem.stops, *(make_stop(name, (0, 40_000)) for name in names)]
    problem = make_problem(stops, list(result.problem.shifts))
    return Prepared(problem, result.kept, result.issues)


STAYS = Solution((RouteOrder("Sanne", (("A", "B"), ("C", "D"))), RouteOrder("Bram", (("E",), ("F",)))))
MOVES = Solution((RouteOrder("Sanne", (("A", "B"),)), RouteOrder("Bram", (("E",), ("C", "D", "F")))))


def test_three_problems_are_solved_each_freer_than_the_one_before():
    old = day()
    result = late_order(prepared(old, 2000), "F")
    asked = []

    def resolve(problem: Problem) -> Solution:
        asked.append(problem)
        return STAYS

    settle(result.problem, result.kept, old.plan, resolve, judge)
    near, courier, free = asked
    for problem in (near, courier):
        barred = {(r.vehicle, r.stop) for r in problem.restrictions}
        assert ("bike of Bram", "C") in barred
        assert ("bike of Sanne", "E") in barred
        assert not {stop for _, stop in barred} & {"F"}
    assert next(stop.window for stop in near.stops if stop.id == "C") == TimeWindow(5640 - 900, 5640 + 900)
    assert courier.stops == free.stops
    assert free == result.problem


def test_customers_change_hands_only_if_it_pays():
    # With all in one trip of Bram, Sanne's second trip is saved: to D and back, 4 places of 1000 m and
    # 600 s each way, two stops of 120 s and the loading: 5640 s at 18 euros an hour, 28.20, and 8 km, 0.80.
    # Bram serves two stops more on his way, 240 s: 1.20. So 27.80 are saved.
    old = day()
    result = late_order(prepared(old, 2000), "F")
    costs = [schedule(result.problem, s).totals.cost.cents for s in (STAYS, MOVES)]
    assert costs[0] - costs[1] == 2780

    def resolve(problem: Problem) -> Solution:
        return MOVES if problem == result.problem else STAYS

    for cents, chosen in ((1389, MOVES), (1391, STAYS)):
        prices = ChangePrices(moved=cents, shifted=0)
        assert settle(result.problem, result.kept, old.plan, resolve, judge, prices) == chosen


def test_the_old_plan_is_kept_when_nothing_better_comes():
    old = day()
    result = prepared(old, 2000)
    chosen = settle(result.problem, result.kept, old.plan, lambda problem: result.kept, judge)
    assert chosen == result.kept


def test_no_way_at_all_is_an_error():
    old = day()
    result = prepared(old, 2000)
    limit = Restriction("bike of Sanne", "C", Barrier.ZONE)
    barred = replace(result.problem, restrictions=(limit,))
    with pytest.raises(NoPlanError, match="can be driven"):
        settle(barred, result.kept, old.plan, lambda problem: result.kept, judge)


def test_changes_are_listed():
    old = day()
    stops = [make_stop(name, (0, 40_000)) for name in "ABCDE"]
    problem = make_problem(stops, list(old.problem.shifts))
    orders = (RouteOrder("Sanne", (("A", "C"), ("D",))), RouteOrder("Bram", (("B",),)))
    changes = changes_between(old.plan, schedule(problem, Solution(orders)))
    assert (changes.added, changes.gone, changes.moved) == ((), ("E",), ("B",))
    # C at 600 + 600 + 120 + 1200 = 2520, not 5640. Back at 4440, leaves 5040, D at 7440, not 6360.
    assert dict(changes.shifted) == {"C": 2520 - 5640, "D": 7440 - 6360}
    assert changes.routes == ("R1", "R2")
    assert not changes_between(old.plan, old.plan)
