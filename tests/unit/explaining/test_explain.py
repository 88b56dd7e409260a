"""Why stops are left behind: a line of places 600 s and 1 km apart, the store first."""

from daymaker import make_problem, make_shift, make_stop, make_vehicle
from leftbehind import explained, reason, remedy, the_one

from dispatch.model import (
    Break,
    Load,
    RouteSequence,
    TimeWindow,
)


def test_nothing_left_behind_needs_no_word():
    problem = make_problem([make_stop("A")], [make_shift()])
    assert explained(problem, RouteSequence("Sanne", (("A",),))) == ()


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
    assert "if it may cost that: +32 min · +€14.80" in remedy(one)


def test_a_break_that_would_be_missed():
    shift = make_shift(hours=(0, 9000), breaks=(Break(1800, TimeWindow(0, 500), over=2000),))
    stops = [make_stop("A"), make_stop("B")]
    one = the_one(make_problem(stops, [shift]), RouteSequence("Sanne", (("A",),)))
    assert (one.never, one.cause) == (False, "SHIFT")
    assert "Sanne could not take the break in time" in reason(one)
