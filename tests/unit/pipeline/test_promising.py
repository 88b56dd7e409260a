"""A promise taken out of routes: places 600 s and 1 km apart on a line, the store first."""

from daymaker import make_problem, make_shift, make_stop

from dispatch.model import Break, BreakAt, FixedTrip, RouteSequence, Solution, TimeWindow
from dispatch.pipeline.promising import without_promises
from dispatch.pipeline.solving import judge


def test_a_break_that_is_owed_no_more_costs_no_other_route_its_place() -> None:
    names = ("A1", "B1", "A2", "B2", "P1")
    rest = Break(600, TimeWindow(0, 86_400), over=6_000)
    anna = make_shift("Anna", fixed=(FixedTrip(("A1",), 600),), breaks=(rest,))
    bram = make_shift("Bram", fixed=(FixedTrip(("B1",), 600),), cents_per_hour=3600)
    problem = make_problem([make_stop(name, drop_cents=20_000) for name in names], [anna, bram])
    routes = (
        RouteSequence("Anna", (("A1",), ("A2", "P1")), (BreakAt(0, 1, 1),)),
        RouteSequence("Bram", (("B1",), ("B2",))),
    )
    assert judge(problem, Solution(routes))[1] == ()
    bare, left, reserved = without_promises(problem, Solution(routes), {"P1"})
    assert judge(bare, left)[1] == ()
    assert [route.trips for route in left.routes] == [(("A1",), ("A2",)), routes[1].trips]
    assert reserved == (routes[0],)
