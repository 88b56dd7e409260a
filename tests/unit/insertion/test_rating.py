"""Places for a stop, worked out by hand: places 600 s and 1 km apart on a line, the store first."""

from daymaker import HOUR, make_problem, make_shift, make_stop, make_vehicle

from dispatch.insertion import Gap, Insertions
from dispatch.model import Break, BreakAt, FixedTrip, Load, RouteSequence, TimeWindow


def test_a_stop_is_put_into_a_trip_or_gets_one_of_its_own() -> None:
    order = RouteSequence("Sanne", (("A", "B"), ("C",)), (BreakAt(0, 0, 1), BreakAt(1, 1, 0)))
    inside = Gap(0, 1).put(order, make_stop("X"))
    assert inside.trips == (("A", "X", "B"), ("C",))
    assert inside.breaks == order.breaks  # the break behind A stays behind A
    first = Gap(0, 0).put(order, make_stop("X"))
    assert first.breaks == (BreakAt(0, 0, 2), BreakAt(1, 1, 0))
    own = Gap(1, -1).put(order, make_stop("X"))
    assert own.trips == (("A", "B"), ("X",), ("C",))
    assert own.breaks == (BreakAt(0, 0, 1), BreakAt(1, 2, 0))


def test_places_behind_the_trips_that_have_left_only() -> None:
    shift = make_shift(fixed=(FixedTrip(("A",), 600),))
    problem = make_problem([make_stop("A"), make_stop("B")], [shift])
    gaps = Insertions(problem).gaps(shift, RouteSequence("Sanne", (("A",), ("B",))))
    assert set(gaps.gaps) == {Gap(1, 0), Gap(1, 1), Gap(1, -1), Gap(2, -1)}


def test_what_it_costs_and_what_is_in_the_way() -> None:
    # B lies 1200 s and 2 km from the store: alone 600 s of loading, 2400 there and back, 120 at the door;
    # the use of the vehicle is paid already.
    shift = make_shift(hours=(0, HOUR), vehicle=make_vehicle(capacity=Load(1, 99_000)), max_trips=2)
    problem = make_problem([make_stop("A", load=Load(1, 0)), make_stop("B", load=Load(1, 0))], [shift])
    known = Insertions(problem)
    gaps = known.gaps(shift, RouteSequence("Sanne", (("A",),)))
    rating = known.rate(gaps, [problem.stops[1]])
    by_gap = dict(zip(gaps.gaps, rating.off[0], strict=True))
    assert all(off > 0 for off in by_gap.values())  # full, or back at 600+1200+120+... behind the shift
    longer = make_shift(hours=(0, 2 * HOUR), vehicle=shift.vehicle, max_trips=2)
    gaps = known.gaps(longer, RouteSequence("Sanne", (("A",),)))
    rating = known.rate(gaps, [problem.stops[1]])
    fitting = {gap for gap, off in zip(gaps.gaps, rating.off[0], strict=True) if off == 0}
    assert fitting == {Gap(0, -1), Gap(1, -1)}
    off, extra = rating.best()
    assert off.tolist() == [0]
    per_second, per_metre = shift.cents_per_hour * 5, shift.vehicle.cents_per_km * 18
    assert extra.tolist() == [(2400 + 120 + 600) * per_second + 4000 * per_metre]


def test_where_a_break_may_lie() -> None:
    # Loading till 600, at A 1200-1320, at B 1920-2040, back 3240.
    pause = Break(600, TimeWindow(1300, 1900))
    shift = make_shift(breaks=(pause,))
    problem = make_problem([make_stop("A"), make_stop("B")], [shift])
    order = RouteSequence("Sanne", (("A", "B"),))
    assert Insertions(problem).pauses(shift, order, 0) == [BreakAt(0, 0, 1)]
    sharp = make_problem([make_stop("A"), make_stop("B", (0, 2400))], [shift])
    assert Insertions(sharp).pauses(shift, order, 0) == []  # at B at 1320 + 600 + 600 = 2520
