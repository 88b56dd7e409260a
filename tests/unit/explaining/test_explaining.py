"""Why stops are left behind: a line of places 600 s and 1 km apart, the store first."""

import pytest
from daymaker import HOUR, make_problem, make_shift, make_stop, make_vehicle

from dispatch.checking import check
from dispatch.explaining import explain
from dispatch.model import (
    UNREACHABLE,
    Barrier,
    Break,
    FixedTrip,
    Load,
    Problem,
    Restriction,
    RouteSequence,
    Solution,
    TimeWindow,
    TravelMatrix,
    Unassigned,
)
from dispatch.ports import Silent
from dispatch.scheduling import schedule
from dispatch.solving.budget import Budget
from dispatch.solving.routing_library import solve_ortools
from dispatch.words import say_reason, say_remedy, words

ENGLISH = words("en")


def judge(problem: Problem, solution: Solution):
    plan = schedule(problem, solution)
    return plan, check(problem, plan)


def resolve(problem: Problem) -> Solution:
    return solve_ortools(problem, Budget(seconds=None, iterations=20), 1, Silent(), judge)


def explained(problem: Problem, *orders: RouteSequence, **values: bool) -> tuple[Unassigned, ...]:
    """Explain what a solution leaves behind."""
    return explain(problem, Solution(orders), resolve, judge, **values)


def reason(one: Unassigned) -> str:
    return say_reason(ENGLISH, one)


def remedy(one: Unassigned) -> str:
    return say_remedy(ENGLISH, one.remedy)


def the_one(problem: Problem, *orders: RouteSequence) -> Unassigned:
    (one,) = explained(problem, *orders)
    return one


def test_nothing_left_behind_needs_no_word():
    problem = make_problem([make_stop("A")], [make_shift()])
    assert explained(problem, RouteSequence("Sanne", (("A",),))) == ()


def test_nobody_works():
    one = the_one(make_problem([make_stop("A")], []))
    assert (one.never, reason(one)) == (True, "Nobody works on this day.")


def test_no_courier_has_the_skill_and_what_if_one_had():
    problem = make_problem([make_stop("A", skills=frozenset({"lifting"}))], [make_shift()])
    one = the_one(problem)
    assert (one.never, one.cause) == (True, "SKILL")
    assert reason(one) == "Nobody can do this today: Sanne cannot do lifting."
    # Loading 600, there 600, service 120, back 600: 32 min at 18 euros an hour, 9.60; 2 km 0.20; use 5.00.
    assert remedy(one) == "Fits a trip of its own for Sanne if Sanne can do lifting: +32 min, +€14.80."


def test_too_much_for_every_vehicle():
    rooms = {"S": Load(3, 99_000), "L": Load(5, 99_000)}
    shifts = [make_shift(name, vehicle=make_vehicle(name, capacity=room)) for name, room in rooms.items()]
    one = the_one(make_problem([make_stop("A", load=Load(7, 1000))], shifts))
    assert (one.never, one.cause) == (True, "CAPACITY")
    assert reason(one) == "Too much for every vehicle: 2 crates more than L can hold."
    assert [(b.shift, b.cause) for b in one.bindings] == [("S", "CAPACITY"), ("L", "CAPACITY")]


def test_too_heavy():
    shift = make_shift(vehicle=make_vehicle("van", capacity=Load(10, 90_000)))
    one = the_one(make_problem([make_stop("A", load=Load(1, 92_500))], [shift]))
    assert reason(one) == "Too much for every vehicle: 2.5 kg more than van can hold."


def test_cold_goods_would_melt_on_the_way():
    # From loading to the door: 600 + 600 s.
    one = the_one(make_problem([make_stop("A", cold_limit=1199)], [make_shift()]))
    assert (one.never, one.cause) == (True, "COLD")
    assert "20 minutes from loading to the door with Sanne, 19 minutes allowed" in reason(one)
    cooled = make_shift(vehicle=make_vehicle(cooled=True))
    assert not the_one(make_problem([make_stop("A", cold_limit=1199)], [cooled])).never


def test_beyond_the_range():
    shift = make_shift(vehicle=make_vehicle("bike1", range_m=1500))
    one = the_one(make_problem([make_stop("A")], [shift]))
    assert reason(one) == "Too far: 2 km there and back, bike1 has 1.5 km left."
    assert (one.never, one.cause) == (True, "RANGE")


@pytest.mark.parametrize(
    ("kind", "by", "cause", "told"),
    [
        (Barrier.ZONE, "", "ZONE", "No vehicle may go there: bike1 may not go there."),
        (Barrier.ZONE, "ze-leiden", "ZONE", "No vehicle may go there: bike1 may not go there (ze-leiden)."),
        (Barrier.REACH, "", "REACH", "There is no way there: bike1 cannot get there."),
        (Barrier.ON_BOARD, "bus-2", "RELEASE", "Its crates are still on bus-2, whose courier stopped."),
    ],
)
def test_forbidden_pairs(kind, by, cause, told):
    shift = make_shift(vehicle=make_vehicle("bike1"))
    problem = make_problem([make_stop("A")], [shift], restrictions=(Restriction("bike1", "A", kind, by),))
    one = the_one(problem)
    assert (one.never, one.cause, reason(one)) == (True, cause, told)


def test_no_way_there():
    gap = [[0, UNREACHABLE], [UNREACHABLE, 0]]
    travel = TravelMatrix.of("bike", gap, gap, "line")
    problem = make_problem([make_stop("A")], [make_shift()], travel=(travel,))
    one = the_one(problem)
    assert (one.never, one.cause) == (True, "REACH")


def test_a_zone_open_at_other_hours_only():
    shift = make_shift(vehicle=make_vehicle("van1"))
    limit = Restriction("van1", "A", Barrier.ZONE, "haarlemmerstraat", TimeWindow(4 * HOUR, 11 * HOUR))
    problem = make_problem([make_stop("A", (14 * HOUR, 15 * HOUR))], [shift], restrictions=(limit,))
    assert (the_one(problem).never, the_one(problem).cause) == (True, "ZONE")


def test_packed_too_late():
    problem = make_problem([make_stop("A", (0, 9000), release=9000)], [make_shift()])
    one = the_one(problem)
    assert (one.never, one.cause) == (True, "RELEASE")
    assert "packed at 02:30, at the door at 02:40 at best, and service must begin by 02:30" in reason(one)
    # Packed at the start of the day, the courier leaves when the bike is loaded.
    assert remedy(one) == "Fits a trip of its own for Sanne if it is packed by 00:10: +32 min, +€14.80."


def test_before_anybody_works():
    problem = make_problem([make_stop("A", (8 * HOUR, 9 * HOUR))], [make_shift(hours=(9 * HOUR, 12 * HOUR))])
    one = the_one(problem)
    assert (one.never, one.cause) == (True, "SHIFT")
    assert "Sanne could be there at 09:20 at the earliest, and service must begin by 09:00" in reason(one)
    assert "start at 08:00, an hour earlier, serves it" in remedy(one)


def test_after_everybody_went_home_and_one_more_hour_for_two():
    stops = [make_stop(name, (12 * HOUR, 13 * HOUR)) for name in "AB"]
    problem = make_problem(stops, [make_shift(hours=(9 * HOUR, 12 * HOUR))])
    first, second = explained(problem)
    assert (first.never, first.cause) == (True, "SHIFT")
    assert "Sanne would be back at 12:12, and the shift ends at 12:00" in reason(first)
    assert remedy(first) == remedy(second) == "One more hour for Sanne, until 13:00, serves all 2."


def test_no_room_in_the_window_and_until_when_it_should_be_open():
    # A must be served at 3000 sharp, 600 s away. B, opposite in time, is 1200 s away and closes at 3300.
    stops = [make_stop("A", (3000, 3000)), make_stop("B", (2400, 3300))]
    problem = make_problem(stops, [make_shift(hours=(0, 5400))])
    one = the_one(problem, RouteSequence("Sanne", (("A",),)))
    assert (one.never, one.cause) == (False, "WINDOW")
    # B before A: there at 2400, A at 3120, 2 min late. After A: B at 3720, 7 min late.
    assert reason(one).endswith("in Sanne's trip 1 receipt A would be served 2 minutes too late.")
    # B at 3720 means until 01:15, the next quarter of an hour.
    # Today: loading 1800, A 3000, back 3720: 32 min. With B, at 3720, back at 5040.
    assert remedy(one) == "Fits Sanne's trip 1 if the window is open until 01:15: +22 min, +€6.80."


def test_no_room_in_the_window_and_from_when_it_should_be_open():
    # A must be served at 6000 sharp, B on the way to it from 6600 on, and the shift ends soon.
    stops = [make_stop("B", (6600, 7000)), make_stop("A", (6000, 6000))]
    problem = make_problem(stops, [make_shift(hours=(0, 7400), max_trips=1)])
    one = the_one(problem, RouteSequence("Sanne", (("A",),)))
    # A at 1200 s, served till 6120, B at 6720, served till 6840, back at 7440: 40 s after the shift.
    assert (one.never, one.cause) == (False, "SHIFT")
    assert remedy(one) == "One more hour for Sanne, until 03:03, serves it."
    (alone,) = explained(problem, RouteSequence("Sanne", (("A",),)), for_many=False)
    # B before A: A at 6000, so B at 5280 at the latest: from 5100, 01:25, the quarter 01:15 before.
    assert remedy(alone).startswith("Fits Sanne's trip 1 if the window opens at 01:15: +")


def test_no_room_in_the_crates():
    stops = [make_stop("A", (1200, 1200), load=Load(3, 0)), make_stop("B", (1200, 2400), load=Load(2, 0))]
    shift = make_shift(vehicle=make_vehicle(capacity=Load(4, 9)), max_trips=1)
    one = the_one(make_problem(stops, [shift]), RouteSequence("Sanne", (("A",),)))
    assert (one.never, one.cause) == (False, "CAPACITY")
    assert "Sanne's trip 1 is full (1 crate too much)" in reason(one)


def test_no_room_in_the_shift():
    stops = [make_stop("A"), make_stop("B")]
    problem = make_problem(stops, [make_shift(hours=(0, 2500))])
    one = the_one(problem, RouteSequence("Sanne", (("A",),)))
    assert (one.never, one.cause) == (True, "SHIFT")  # B alone: 600 + 1200 + 120 + 1200 = 3120
    problem = make_problem(stops, [make_shift(hours=(0, 3200))])
    one = the_one(problem, RouteSequence("Sanne", (("A",),)))
    assert (one.never, one.cause) == (False, "SHIFT")  # A and B: 3240
    assert "Sanne would be back 40 seconds after the shift ends at 00:53" in reason(one)
    assert remedy(one) == "One more hour for Sanne, until 01:53, serves it."


def test_not_worth_it():
    problem = make_problem([make_stop("A", drop_cents=100)], [make_shift()])
    one = the_one(problem)
    assert (one.never, one.cause) == (False, "PRICE")
    assert reason(one) == "It costs more than leaving it behind: with Sanne €14.80, left behind €1.00."
    assert "if it may cost that: +32 min, +€14.80" in remedy(one)


def test_different_reasons_for_different_couriers():
    shifts = [make_shift("Sanne", (0, 9000)), make_shift("Bram", (0, 600), skills=frozenset({"lifting"}))]
    one = the_one(make_problem([make_stop("A", skills=frozenset({"lifting"}))], shifts))
    assert one.never
    assert reason(one).startswith("Nobody can deliver it today: ")
    assert "Sanne cannot do lifting" in reason(one)
    assert "Bram would be back at 00:32, and the shift ends at 00:10" in reason(one)


def test_one_more_courier_when_nothing_smaller_helps():
    stops = [make_stop("X", load=Load(3, 0)), *(make_stop(name, load=Load(1, 0)) for name in "ABC")]
    shift = make_shift(vehicle=make_vehicle("bike1", capacity=Load(3, 9)), max_trips=1)
    told = explained(make_problem(stops, [shift]), RouteSequence("Sanne", (("X",),)))
    assert {one.cause for one in told} == {"CAPACITY"}
    more = "One more courier with a cargo bike like bike1 (00:00-00:00) serves all 3."
    assert {remedy(one) for one in told} == {more}


def test_a_break_that_would_be_missed():
    shift = make_shift(hours=(0, 9000), breaks=(Break(1800, TimeWindow(0, 500), over=2000),))
    stops = [make_stop("A"), make_stop("B")]
    one = the_one(make_problem(stops, [shift]), RouteSequence("Sanne", (("A",),)))
    assert (one.never, one.cause) == (False, "SHIFT")
    assert "Sanne could not take the break in time" in reason(one)


def test_the_rest_of_the_day_counts_from_the_trips_that_have_left():
    shift = make_shift(hours=(0, 6000), fixed=(FixedTrip(("A",), 600),), not_before=0)
    stops = [make_stop("A"), make_stop("B", (0, 3000))]
    # Back at 600 + 600 + 120 + 600 = 1920, loaded at 2520, at B at 3720.
    one = the_one(make_problem(stops, [shift]), RouteSequence("Sanne", (("A",),)))
    assert "Sanne could be there at 01:02 at the earliest, and service must begin by 00:50" in reason(one)


def test_no_effort_no_remedy_for_many():
    stops = [make_stop(name, (12 * HOUR, 13 * HOUR)) for name in "AB"]
    problem = make_problem(stops, [make_shift(hours=(9 * HOUR, 12 * HOUR))])
    assert "hour" not in remedy(explained(problem, for_many=False)[0])


def test_of_very_many_a_few_are_tried_and_all_are_told_what_is_missing():
    # The last place is 40 times 600 s away: alone all can be served, but there is one trip for one crate.
    names = [f"S{number}" for number in range(40)]
    shift = make_shift(vehicle=make_vehicle(capacity=Load(1, 99_000)), hours=(0, 20 * HOUR), max_trips=1)
    problem = make_problem([make_stop(name, (0, 20 * HOUR)) for name in names], [shift])
    judged = []

    def counting(problem: Problem, solution: Solution):
        judged.append(len(problem.stops))
        return judge(problem, solution)

    solution = Solution((RouteSequence("Sanne", (("S0",),)),))
    told = explain(problem, solution, lambda _: solution, counting)
    assert [one.stop for one in told] == names[1:]
    assert {one.cause for one in told} == {"CAPACITY"}
    # One more courier takes one of them: 39 are missing.
    whole = "Between 00:00 and 20:00 about 39 couriers are missing: 39 orders stay behind."
    assert {reason(one) for one in told} == {whole}
    assert told[0].bindings
    # Whole days are judged for those that are solved again only; each trial is a route and one stop.
    assert sum(1 for size in judged if size > 10) <= 2
    assert len(judged) < 200


def test_windows_of_every_order_its_own_make_crowds_by_the_hour():
    # Forty windows, each a minute later than the one before, within two hours; one trip for one crate.
    names = [f"S{number}" for number in range(40)]
    windows = [(HOUR + 60 * number, 10 * HOUR + 60 * number) for number in range(40)]
    stops = [make_stop(name, window) for name, window in zip(names, windows, strict=True)]
    shift = make_shift(vehicle=make_vehicle(capacity=Load(1, 99_000)), hours=(0, 20 * HOUR), max_trips=1)
    told = explained(make_problem(stops, [shift]), RouteSequence("Sanne", (("S0",),)))
    assert {reason(one) for one in told} == {
        "Between 01:01 and 10:39 about 39 couriers are missing: 39 orders stay behind."
    }
