"""What bars a stop even alone: a line of places 600 s and 1 km apart, the store first."""

import pytest
from daymaker import HOUR, make_problem, make_shift, make_stop, make_vehicle
from leftbehind import reason, remedy, the_one

from dispatch.model import (
    UNREACHABLE,
    Alternative,
    Barrier,
    FixedTrip,
    Load,
    Restriction,
    RouteSequence,
    TimeWindow,
    TravelMatrix,
)


def test_nobody_works():
    one = the_one(make_problem([make_stop("A")], []))
    assert (one.never, reason(one)) == (True, "Nobody works on this day.")


def test_no_courier_has_the_skill_and_what_if_one_had():
    problem = make_problem([make_stop("A", skills=frozenset({"lifting"}))], [make_shift()])
    one = the_one(problem)
    assert (one.never, one.cause) == (True, "SKILL")
    assert reason(one) == "Nobody can do this today: Sanne cannot do lifting."
    # Loading 600, there 600, service 120, back 600: 32 min at 18 euros an hour, 9.60; 2 km 0.20; use 5.00.
    assert remedy(one) == "Fits a trip of its own for Sanne if Sanne can do lifting: +32 min · +€14.80."


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


def test_of_several_windows_the_one_that_comes_closest_is_told():
    # At the door after loading 600 and 600 of way, at 1200: 100 behind the second window.
    early = tuple(Alternative(TimeWindow(*one), one[1]) for one in ((0, 600), (700, 1100)))
    later = Alternative(TimeWindow(2000, 3000), 3000)
    shift = make_shift(hours=(0, 40_000))
    one = the_one(make_problem([make_stop("A", (0, 600), alternatives=early)], [shift]))
    assert (one.never, one.cause) == (True, "SHIFT")
    limits = {fact.value for fact in one.bindings[0].facts if fact.name == "limit"}
    assert limits == {1100}
    possible = make_stop("A", (0, 600), alternatives=(*early, later), drop_cents=1)
    one = the_one(make_problem([possible], [shift]))
    assert (one.never, one.cause) == (False, "PRICE")


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
    assert remedy(one) == "Fits a trip of its own for Sanne if it is packed by 00:10: +32 min · +€14.80."


def test_before_anybody_works():
    problem = make_problem([make_stop("A", (8 * HOUR, 9 * HOUR))], [make_shift(hours=(9 * HOUR, 12 * HOUR))])
    one = the_one(problem)
    assert (one.never, one.cause) == (True, "SHIFT")
    assert "Sanne could be there at 09:20 at the earliest, and service must begin by 09:00" in reason(one)
    assert "start at 08:00, an hour earlier, serves it" in remedy(one)


def test_different_reasons_for_different_couriers():
    shifts = [make_shift("Sanne", (0, 9000)), make_shift("Bram", (0, 600), skills=frozenset({"lifting"}))]
    one = the_one(make_problem([make_stop("A", skills=frozenset({"lifting"}))], shifts))
    assert one.never
    assert reason(one).startswith("Nobody can deliver it today: ")
    assert "Sanne cannot do lifting" in reason(one)
    assert "Bram would be back at 00:32, and the shift ends at 00:10" in reason(one)


def test_the_rest_of_the_day_counts_from_the_trips_that_have_left():
    shift = make_shift(hours=(0, 6000), fixed=(FixedTrip(("A",), 600),), not_before=0)
    stops = [make_stop("A"), make_stop("B", (0, 3000))]
    # Back at 600 + 600 + 120 + 600 = 1920, loaded at 2520, at B at 3720.
    one = the_one(make_problem(stops, [shift]), RouteSequence("Sanne", (("A",),)))
    assert "Sanne could be there at 01:02 at the earliest, and service must begin by 00:50" in reason(one)
