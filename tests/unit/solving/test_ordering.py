"""Neighbours get numbers near each other, and the problem stays the same."""

from daymaker import make_problem, make_shift, make_stop

from dispatch.solving.ordering import side_by_side


def test_stops_follow_each_other_along_the_road() -> None:
    # On a line, 600 s from one place to the next: the nearest not yet seen is always the next one outward.
    stops = [make_stop(name) for name in ("first", "second", "third")]
    problem = make_problem(stops, [make_shift()])
    assert [stop.id for stop in side_by_side(problem).stops] == ["first", "second", "third"]


def test_the_matrix_follows_the_stops() -> None:
    early, late = (36_000, 39_600), (64_800, 68_400)
    # Windows eight hours apart weigh 28,800 / 5 = 5,760 s: more than the road between any two of them.
    stops = [
        make_stop("late-1", window=late),
        make_stop("early-1", window=early),
        make_stop("late-2", window=late),
        make_stop("early-2", window=early),
    ]
    problem = make_problem(stops, [make_shift()])
    ordered = side_by_side(problem)
    names = [stop.id for stop in ordered.stops]
    assert {name.split("-")[0] for name in names[:2]} in ({"early"}, {"late"})
    before, after = problem.index(), ordered.index()
    for one in before:
        for other in before:
            assert ordered.travel[0].seconds(after[one], after[other]) == problem.travel[0].seconds(
                before[one], before[other]
            )
