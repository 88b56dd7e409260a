"""What fits and pays is put in: places 600 s and 1 km apart on a line, the store first."""

from dataclasses import replace

from daymaker import HOUR, make_problem, make_shift, make_stop, make_vehicle

from dispatch.checking import check
from dispatch.model import Break, FixedTrip, Load, Problem, RouteSequence, Solution, TimeWindow
from dispatch.scheduling import schedule
from dispatch.solving import polish
from dispatch.solving.tiny import is_tiny


def judge(problem: Problem, solution: Solution):
    plan = schedule(problem, solution)
    return plan, check(problem, plan)


def polished(problem: Problem, *orders: RouteSequence) -> Solution:
    solution = polish(problem, Solution(orders), judge)
    assert judge(problem, solution)[1] == ()
    return solution


def test_a_stop_that_fits_and_pays_goes_in() -> None:
    # B on the way home from A: two minutes at the door more, and 100 euros to leave it behind.
    problem = make_problem([make_stop("A"), make_stop("B", drop_cents=10_000)], [make_shift()])
    assert polished(problem, RouteSequence("Sanne", (("A",),))).served() == {"A", "B"}


def test_a_stop_that_costs_more_than_leaving_it_behind_stays() -> None:
    problem = make_problem([make_stop("A", drop_cents=100)], [make_shift()])
    assert polished(problem).routes == ()


def test_on_a_large_day_everything_is_tried_too() -> None:
    stops = [make_stop(f"S{number}", (0, 20 * HOUR), load=Load(0, 0)) for number in range(60)]
    shifts = [
        make_shift(f"C{number}", (0, 24 * HOUR), vehicle=make_vehicle(f"b{number}")) for number in range(2)
    ]
    problem = make_problem(stops, shifts)
    order = RouteSequence("C0", (tuple(stop.id for stop in stops[:20]),))
    assert len(polished(problem, order).served()) == 60


def test_two_that_pay_only_together_go_in_together() -> None:
    # A vehicle costs 5 euros a day to use; neither of the two pays that alone, with way and work.
    stops = [make_stop("A", drop_cents=1_300), make_stop("B", drop_cents=1_300)]
    problem = make_problem([*stops, *(make_stop(f"X{n}", drop_cents=0) for n in range(4))], [make_shift()])
    assert not is_tiny(problem)
    assert polished(problem).served() == {"A", "B"}


def test_a_trip_that_has_left_stays_as_it_is() -> None:
    shift = make_shift(fixed=(FixedTrip(("A",), 600),))
    problem = make_problem([make_stop("A"), make_stop("B", drop_cents=10_000)], [shift])
    (order,) = polished(problem, RouteSequence("Sanne", (("A",),))).routes
    assert order.trips == (("A",), ("B",))


def test_a_trip_that_has_left_is_there_whether_the_solution_has_it_or_not() -> None:
    shift = make_shift(fixed=(FixedTrip(("A",), 600),))
    stops = [make_stop("A"), *(make_stop(f"B{n}", drop_cents=10_000, load=Load(0, 0)) for n in range(6))]
    (order,) = polished(make_problem(stops, [shift])).routes
    assert order.trips[0] == ("A",)
    assert sorted(name for trip in order.trips for name in trip) == [stop.id for stop in stops]


def test_a_break_that_only_two_stops_make_possible() -> None:
    # A break is owed from the first second of work, between 20 and 60 minutes; it may not lie at the end.
    pause = Break(600, TimeWindow(1200, 3600))
    problem = make_problem(
        [make_stop("A", drop_cents=10_000), make_stop("B", drop_cents=10_000)], [make_shift(breaks=(pause,))]
    )
    assert is_tiny(problem)
    (order,) = polished(problem).routes
    assert len(order.breaks) == 1
    assert sorted(stop for trip in order.trips for stop in trip) == ["A", "B"]


def test_the_report_of_the_search_stays() -> None:
    problem = make_problem([make_stop("A", drop_cents=10_000)], [make_shift()])
    solution = polish(problem, Solution((), None), judge)
    assert solution.report is None
    assert polish(replace(problem, shifts=()), Solution(()), judge) == Solution(())
