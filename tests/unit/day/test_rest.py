"""What is left of a day: a line of places 600 s apart; Sanne drives A B, then C D; Bram drives E."""

from dataclasses import replace

import pytest
from daymaker import DAY, make_problem, make_shift, make_stop, make_vehicle
from restofday import Rest, rest_of

from dispatch.checking import check
from dispatch.day import ChangePrices, Known, changes_between, news, settle
from dispatch.day.settling import with_told_prices
from dispatch.day.telling import stranded_issues
from dispatch.errors import NoPlanError
from dispatch.model import (
    Accounts,
    Alternative,
    Barrier,
    Break,
    BreakAt,
    Code,
    FixedTrip,
    Plan,
    PlannedDay,
    Problem,
    Provenance,
    Restriction,
    RouteSequence,
    Solution,
    TimeWindow,
    ToldWindow,
    TravelMatrix,
)
from dispatch.scheduling import schedule

BREAKS = (Break(900, TimeWindow(0, 40_000), over=9_500),)


def planned(problem: Problem, *orders: RouteSequence) -> PlannedDay:
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
        problem, RouteSequence("Sanne", (("A", "B"), ("C", "D")), breaks), RouteSequence("Bram", (("E",),))
    )


def rest(old: PlannedDay, now: int, *said: news.News) -> Rest:
    """Work out the rest without new stops: the matrices are cut out of the old ones."""

    def measure(stops, shifts):
        index = old.problem.index()
        places = [0, *(index.get(stop.id, index.get("A", 1)) for stop in stops)]
        rows = [[abs(a - b) for b in places] for a in places]
        return (
            TravelMatrix.of(
                "bike", [[c * 600 for c in r] for r in rows], [[c * 1000 for c in r] for r in rows], "line"
            ),
        ), ()

    return rest_of(old, now, *said, measure=measure)


def shift(result: Rest, name: str):
    return next(s for s in result.problem.shifts if s.id == name)


def kept(result: Rest, name: str) -> RouteSequence:
    return next(order for order in result.kept.routes if order.shift == name)


def replanned(result: Rest) -> Plan:
    plan = schedule(result.problem, result.kept)
    assert check(result.problem, plan) == ()
    return plan


def test_the_day_is_as_it_is_told():
    first, second = day().plan.routes[0].trips
    assert (first.loading_start, first.departure, first.arrival) == (0, 600, 3240)
    assert (second.departure, second.arrival) == (3840, 8880)


def test_trips_that_have_left_are_facts_and_nothing_else_changes():
    old = day()
    result = rest(old, 2000)
    assert shift(result, "Sanne").fixed == (FixedTrip(("A", "B"), 600),)
    assert shift(result, "Bram").fixed == (FixedTrip(("E",), 600),)
    assert shift(result, "Sanne").not_before == 2000
    assert kept(result, "Sanne").trips == (("A", "B"), ("C", "D"))
    assert not changes_between(old.plan, replanned(result))


def test_a_trip_that_is_being_loaded_stays_as_it_is():
    assert len(shift(rest(day(), 3239), "Sanne").fixed) == 1
    assert len(shift(rest(day(), 3240), "Sanne").fixed) == 2


def test_before_the_first_trip_everything_is_open():
    stops = [make_stop("A", (9000, 9000))]
    old = planned(make_problem(stops, [make_shift()]), RouteSequence("Sanne", (("A",),)))
    result = rest(old, 5000)
    assert shift(result, "Sanne").fixed == ()
    assert not changes_between(old.plan, replanned(result))


def test_a_cancelled_stop_ahead_is_gone():
    result = rest(day(), 2000, news.Cancel(("C",)))
    assert {s.id for s in result.problem.stops} == {"A", "B", "D", "E"}
    assert kept(result, "Sanne").trips == (("A", "B"), ("D",))


@pytest.mark.parametrize("receipt", ["A", "B"])  # delivered by then, and on board
def test_a_trip_that_has_left_stays_to_the_second_whatever_is_cancelled(receipt):
    old = day()
    result = rest(old, 1500, news.Cancel((receipt,)))
    assert shift(result, "Sanne").fixed == (FixedTrip(("A", "B"), 600),)
    assert replanned(result).routes[0].trips[0] == old.plan.routes[0].trips[0]


def test_what_is_cancelled_while_it_is_loaded_comes_off_the_trip():
    result = rest(day(), 3300, news.Cancel(("C",)))
    assert shift(result, "Sanne").fixed == (FixedTrip(("A", "B"), 600), FixedTrip(("D",), 3840))
    replanned(result)


def test_one_of_two_orders_at_a_door_is_cancelled():
    stop = make_stop("A", (9000, 12_000))
    double = replace(stop, orders=(*stop.orders, *make_stop("A2").orders))
    old = planned(make_problem([double], [make_shift()]), RouteSequence("Sanne", (("A",),)))
    result = rest(old, 0, news.Cancel(("A",)))
    assert [s.receipt_ids for s in result.problem.stops] == [("A2",)]
    assert kept(result, "Sanne").trips == (("A2",),)


def test_a_courier_out_leaves_crates_on_board():
    result = rest(day(), 1500, news.CourierOut("Sanne", 1500))
    assert shift(result, "Sanne").fixed == (FixedTrip(("A",), 600),)
    (told,) = stranded_issues(result.state)
    assert (told.code, told.about) == (Code.COURIER_OUT_LOADED, "lost")
    assert [fact.value for fact in told.facts] == ["bike of Sanne", "B"]
    barred = {(r.vehicle, r.stop, r.kind, r.by) for r in result.problem.restrictions}
    assert barred == {
        ("bike of Sanne", "B", Barrier.ON_BOARD, "bike of Sanne"),
        ("bike of Bram", "B", Barrier.ON_BOARD, "bike of Sanne"),
    }
    assert kept(result, "Sanne").trips == (("A",),)  # C and D are open again
    replanned(result)


def test_a_vehicle_out_leaves_crates_on_board_too():
    result = rest(day(), 1500, news.VehicleOut("bike of Sanne", 1500))
    assert shift(result, "Sanne").fixed == (FixedTrip(("A",), 600),)
    assert {(r.stop, r.by) for r in result.problem.restrictions} == {("B", "bike of Sanne")}
    back = rest(day(), 2500, news.VehicleOut("bike of Sanne", 1500), news.VehicleBack("bike of Sanne", 2400))
    assert back.problem.restrictions == ()
    assert {s.id: s.release for s in back.problem.stops if s.release} == {"B": 2400}
    assert shift(back, "Sanne").not_before == 2500


def test_crates_that_come_back_are_planned_again():
    said = (news.CourierOut("Sanne", 1500), news.CourierOut("Sanne", None, 5000))
    result = rest(day(), 1500, *said)
    (b,) = (stop for stop in result.problem.stops if stop.id == "B")
    assert b.release == 5000
    assert result.problem.restrictions == ()


def test_crates_stay_on_board_at_the_next_plan():
    old, out = day(), news.CourierOut("Sanne", 1500)
    first = rest(old, 1500, out)
    again = replace(old, problem=first.problem, plan=replanned(first))
    # The second version is made of a book in which the first had B on board; see test_state.
    second = rest(old, 2000, out)
    assert {(r.kind, r.by) for r in second.problem.restrictions} == {(Barrier.ON_BOARD, "bike of Sanne")}
    assert [stop.id for stop in again.plan.unserved] == ["B", "C", "D"]


def test_a_courier_who_leaves_later_makes_what_can_be_made():
    result = rest(day(), 2000, news.CourierOut("Sanne", 9000))
    assert kept(result, "Sanne").trips == (("A", "B"), ("C", "D"))
    earlier = rest(day(), 2000, news.CourierOut("Sanne", 8000))
    assert kept(earlier, "Sanne").trips == (("A", "B"),)
    assert shift(earlier, "Sanne").hours == TimeWindow(0, 8000)


def test_a_courier_who_is_late_loads_again_later():
    # Back at 3240, said at 2000; a quarter of an hour late is 4140. Bram, not under way any more at 8000.
    result = rest(day(), 2000, news.CourierLate("Sanne", 900, 2000))
    assert shift(result, "Sanne").not_before == 3240 + 900
    assert shift(result, "Bram").not_before == 2000


def test_the_store_closes_early():
    result = rest(day(), 2000, news.StoreCloses(8000))
    assert shift(result, "Sanne").hours.latest == 8000
    assert kept(result, "Sanne").trips == (("A", "B"),)


def test_a_locked_trip_is_a_fact_before_it_leaves():
    old = day()
    result = rest(old, 2000, news.Lock("R1.2", "Sanne", 2))
    assert shift(result, "Sanne").fixed == (FixedTrip(("A", "B"), 600), FixedTrip(("C", "D"), 3840))
    assert shift(result, "Sanne").max_trips == 10
    assert shift(rest(old, 2000, news.Lock("Sanne", "Sanne")), "Sanne").max_trips == 2
    assert len(shift(rest(old, 2000, news.Lock("R1.2", "Sanne", 2), news.Unlock("r1.2")), "Sanne").fixed) == 1
    off = rest(old, 2000, news.Lock("R1", "Sanne"), news.Cancel(("C",)))
    assert shift(off, "Sanne").fixed[1] == FixedTrip(("D",), 3840)


def test_a_break_stays_with_the_stops_of_a_trip_that_is_gone():
    old = day(BreakAt(0, 0, 2))
    result = rest(old, 1500, news.Cancel(("B",)))
    assert shift(result, "Sanne").fixed == (FixedTrip(("A", "B"), 600, (BreakAt(0, 0, 2),)),)
    replanned(result)


def test_a_break_begun_at_the_store_does_not_rewrite_the_trip_before_it():
    old = day(BreakAt(0, 1, 0))  # from 3240 to 4140
    result = rest(old, 3500)
    assert shift(result, "Sanne").fixed == (FixedTrip(("A", "B"), 600),)
    plan = replanned(result)
    assert plan.routes[0].trips[0] == old.plan.routes[0].trips[0]
    assert plan.routes[0].trips[1].departure == old.plan.routes[0].trips[1].departure
    before = rest(old, 3239)
    assert kept(before, "Sanne").breaks == (BreakAt(0, 1, 0),)


def test_a_vehicle_on_the_road_is_waited_for():
    bike = make_vehicle()
    early, late = make_shift("Sanne", (0, 3000), vehicle=bike), make_shift("Bram", (3000, 9000), vehicle=bike)
    problem = make_problem([make_stop("A", (0, 40_000)), make_stop("B", (0, 40_000))], [early, late])
    old = planned(problem, RouteSequence("Sanne", (("A",),)), RouteSequence("Bram", (("B",),)))
    result = rest(old, 1000)
    assert shift(result, "Bram").not_before == old.plan.routes[0].end == 1920


# --- choosing


def judge(problem: Problem, solution: Solution):
    plan = schedule(problem, solution)
    return plan, check(problem, plan)


def late_order(result: Rest, *names: str) -> Rest:
    """Add stops at the end of the line."""
    stops = [*result.problem.stops, *(make_stop(name, (0, 40_000)) for name in names)]
    stops.sort(key=lambda stop: stop.id)
    return Rest(make_problem(stops, list(result.problem.shifts)), result.kept, result.state)


STAYS = Solution((RouteSequence("Sanne", (("A", "B"), ("C", "D"))), RouteSequence("Bram", (("E",), ("F",)))))
MOVES = Solution((RouteSequence("Sanne", (("A", "B"),)), RouteSequence("Bram", (("E",), ("C", "D", "F")))))
FREE = ChangePrices(courier=0, told_per_hour=0)


def known(**told: tuple[int, int]) -> Known:
    couriers = {**dict.fromkeys("ABCD", "Sanne"), "E": "Bram"}
    return Known(couriers, {receipt: TimeWindow(*window) for receipt, window in told.items()})


def test_each_problem_is_freer_than_the_one_before():
    result = late_order(rest(day(), 2000), "F")
    asked = []

    def resolve(problem: Problem) -> Solution:
        asked.append(problem)
        return STAYS

    prices = ChangePrices(courier=7, told_per_hour=60)
    settle(result.problem, result.kept, known(C=(5400, 6300)), resolve, judge, prices)
    courier, free = asked
    barred = {(r.vehicle, r.stop) for r in courier.restrictions}
    assert {("bike of Bram", "C"), ("bike of Sanne", "E")} <= barred
    assert not {stop for _, stop in barred} & {"F"}
    for problem in (courier, free):
        (c,) = (stop for stop in problem.stops if stop.id == "C")
        assert (c.window, c.told) == (TimeWindow(0, 40_000), ToldWindow(TimeWindow(5400, 6300), 60, 60))
        assert {(a.shift, a.stop, a.cents) for a in problem.affinities} >= {("Sanne", "C", -7)}
        assert c.drop_cents == 100_000 - 7
    assert not free.restrictions


def test_orders_change_hands_only_if_it_pays():
    # With all in one trip of Bram, Sanne's second trip is saved: to D and back, 4 places of 1000 m and
    # 600 s each way, two stops of 120 s and the loading: 5640 s at 18 euros an hour, 28.20, and 8 km, 0.80.
    # Bram serves two stops more on his way, 240 s: 1.20. So 27.80 are saved.
    result = late_order(rest(day(), 2000), "F")
    costs = [schedule(result.problem, s).totals.cost.cents for s in (STAYS, MOVES)]
    assert costs[0] - costs[1] == 2780

    def resolve(problem: Problem) -> Solution:
        return STAYS if problem.restrictions else MOVES

    for cents, chosen in ((1389, MOVES), (1391, STAYS)):
        prices = ChangePrices(courier=cents, told_per_hour=0)
        found = settle(result.problem, result.kept, known(), resolve, judge, prices)
        assert found.solution == chosen


def test_a_window_told_is_left_only_if_it_pays():
    # MOVES brings C at 5520 and D at 6240 or later, whatever; STAYS brings C at 5640, in the window told.
    result = late_order(rest(day(), 2000), "F")
    plan = schedule(result.problem, MOVES)
    start = next(v.start for r in plan.routes for t in r.trips for v in t.visits if v.stop == "C")
    told = known(C=(start + 1800, start + 3600))

    def resolve(problem: Problem) -> Solution:
        return STAYS if problem.restrictions else MOVES

    for cents, chosen in ((0, MOVES), (100_000, STAYS)):
        prices = ChangePrices(courier=0, told_per_hour=cents)
        found = settle(result.problem, result.kept, told, resolve, judge, prices)
        plan, violations = judge(found.problem, found.solution)
        assert violations == ()
        begins = next(v.start for r in plan.routes for t in r.trips for v in t.visits if v.stop == "C")
        assert (begins >= start + 1800) == (cents > 0), (chosen, begins - start)


def test_of_several_windows_the_one_planned_stays_and_the_one_told_binds():
    windows = tuple(Alternative(TimeWindow(*one), one[1]) for one in ((0, 6000), (20_000, 30_000)))
    stops = [make_stop(name, (0, 40_000)) for name in "ABCDE"]
    stops[2] = make_stop("C", (0, 6000), alternatives=windows)
    shifts = [make_shift(name, (0, 40_000)) for name in ("Sanne", "Bram")]
    orders = (
        RouteSequence("Sanne", (("A", "B"), ("C", "D")), windows=(("C", 1),)),
        RouteSequence("Bram", (("E",),)),
    )
    result = rest(planned(make_problem(stops, shifts), *orders), 2000)
    assert result.kept.windows == {"C": 1}  # the till's row names the first of them first
    asked = with_told_prices(result.problem, known(), 60)
    assert next(stop for stop in asked.stops if stop.id == "C").alternatives == windows
    asked = with_told_prices(result.problem, known(C=(20_000, 20_900)), 60)
    told = next(stop for stop in asked.stops if stop.id == "C")
    assert (told.window, told.alternatives) == (windows[1].window, ())
    assert told.told == ToldWindow(TimeWindow(20_000, 20_900), 60, 60)
    plan, violations = judge(asked, result.kept)
    assert violations == ()
    assert plan.windows == {}


def test_who_is_told_a_window_is_waited_for_rather_than_come_to_early():
    # Without B on board Sanne would be at D sooner; D was told 6360 to 7200.
    result = rest(day(), 2000, news.Cancel(("C",)))
    told = known(D=(6360, 7200))
    prices = ChangePrices(courier=300, told_per_hour=3000)
    found = settle(result.problem, result.kept, told, lambda problem: result.kept, judge, prices)
    plan = schedule(found.problem, found.solution)
    (start,) = (v.start for r in plan.routes for t in r.trips for v in t.visits if v.stop == "D")
    assert start == 6360
    (stop,) = (stop for stop in found.problem.stops if stop.id == "D")
    assert stop.told == ToldWindow(TimeWindow(6360, 7200), 3000, 3000)


def test_the_version_in_force_is_kept_when_nothing_better_comes():
    result = rest(day(), 2000)
    found = settle(result.problem, result.kept, known(), lambda problem: result.kept, judge, FREE)
    assert found.solution == result.kept


def test_no_way_at_all_is_an_error():
    result = rest(day(), 2000)
    limit = Restriction("bike of Sanne", "C", Barrier.ZONE)
    barred = replace(result.problem, restrictions=(limit,))
    with pytest.raises(NoPlanError, match="can be driven"):
        settle(barred, result.kept, known(), lambda problem: result.kept, judge, FREE)


def test_changes_are_listed():
    old = day()
    stops = [make_stop(name, (0, 40_000)) for name in "ABCDE"]
    problem = make_problem(stops, list(old.problem.shifts))
    orders = (RouteSequence("Sanne", (("A", "C"), ("D",))), RouteSequence("Bram", (("B",),)))
    changes = changes_between(old.plan, schedule(problem, Solution(orders)))
    assert (changes.added, changes.gone, changes.moved) == ((), ("E",), ("B",))
    # C at 600 + 600 + 120 + 1200 = 2520, not 5640. Back at 4440, leaves 5040, D at 7440, not 6360.
    assert dict(changes.shifted) == {"C": 2520 - 5640, "D": 7440 - 6360}
    assert changes.routes == ("R1", "R2")
    assert not changes_between(old.plan, old.plan)
