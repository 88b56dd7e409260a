"""A stop tried in a route under scheduler and checker."""

from daymaker import make_problem, make_shift, make_stop

from dispatch.checking import check
from dispatch.insertion import Insertions, TrialRoute, with_breaks
from dispatch.model import Break, BreakAt, Problem, RouteSequence, Solution, TimeWindow
from dispatch.scheduling import schedule


def judge(problem: Problem, solution: Solution):
    plan = schedule(problem, solution)
    return plan, check(problem, plan)


def trial(problem: Problem, *trips: tuple[str, ...]) -> TrialRoute:
    (shift,) = problem.shifts
    order = RouteSequence(shift.id, trips) if trips else None
    return TrialRoute.of(Insertions(problem), shift, order, judge)


def test_the_cheapest_place_is_taken() -> None:
    problem = make_problem([make_stop("A"), make_stop("B")], [make_shift()])
    fit = trial(problem, ("B",)).best(problem.stops[0])
    assert fit is not None
    assert set(fit.sequence.trips) == {("A", "B")} or set(fit.sequence.trips) == {("B", "A")}
    assert trial(problem, ("B",)).with_fit(fit).ticks == fit.ticks


def test_a_break_that_becomes_owed_is_laid() -> None:
    # A alone is 600 + 600 + 120 + 600 = 1920 s of work; with B more than 2000, and a break is owed then.
    pause = Break(300, TimeWindow(0, 9000), over=2000)
    problem = make_problem([make_stop("A"), make_stop("B")], [make_shift(breaks=(pause,))])
    fit = trial(problem, ("A",)).best(problem.stops[1])
    assert fit is not None
    assert [taken.number for taken in fit.sequence.breaks] == [0]


def test_an_order_that_breaks_a_rule_is_no_route() -> None:
    problem = make_problem([make_stop("A", (0, 100)), make_stop("B")], [make_shift()])
    assert trial(problem).with_sequence(RouteSequence("Sanne", (("A",),)), 5) is None
    found = trial(problem).with_sequence(RouteSequence("Sanne", (("B",),)), 5)
    assert found is not None
    assert found.sequence.trips == (("B",),)


def test_breaks_are_laid_in_every_way_in_order() -> None:
    pauses = tuple(Break(60, TimeWindow(0, 9000)) for _ in range(2))
    shift = make_shift(breaks=pauses)
    problem = make_problem([make_stop("A"), make_stop("B"), make_stop("C")], [shift])
    order = RouteSequence("Sanne", (("A", "B", "C"),))
    ways = [laid.breaks for laid in with_breaks(Insertions(problem), shift, order, 99)]
    one = [(BreakAt(n, 0, at),) for n in range(2) for at in (1, 2)]
    two = [(BreakAt(0, 0, a), BreakAt(1, 0, b)) for a in (1, 2) for b in (1, 2) if a <= b]
    assert sorted(map(str, ways)) == sorted(map(str, [(), *one, *two]))
