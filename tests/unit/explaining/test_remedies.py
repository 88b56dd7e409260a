"""What would have helped: a line of places 600 s and 1 km apart, the store first."""

from daymaker import HOUR, make_problem, make_shift, make_stop, make_vehicle
from leftbehind import explained, reason, remedy, the_one

from dispatch.model import (
    Load,
    RouteSequence,
)


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
    assert remedy(one) == "Fits Sanne's trip 1 if the window is open until 01:15: +22 min · +€6.80."


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


def test_one_more_courier_when_nothing_smaller_helps():
    stops = [make_stop("X", load=Load(3, 0)), *(make_stop(name, load=Load(1, 0)) for name in "ABC")]
    shift = make_shift(vehicle=make_vehicle("bike1", capacity=Load(3, 9)), max_trips=1)
    told = explained(make_problem(stops, [shift]), RouteSequence("Sanne", (("X",),)))
    assert {one.cause for one in told} == {"CAPACITY"}
    more = "One more courier with a cargo bike like bike1 (00:00-00:00) serves all 3."
    assert {remedy(one) for one in told} == {more}


def test_no_effort_no_remedy_for_many():
    stops = [make_stop(name, (12 * HOUR, 13 * HOUR)) for name in "AB"]
    problem = make_problem(stops, [make_shift(hours=(9 * HOUR, 12 * HOUR))])
    assert "hour" not in remedy(explained(problem, for_many=False)[0])
