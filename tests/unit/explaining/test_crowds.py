"""Many that stay behind in the same hours: a line of places 600 s and 1 km apart."""

from daymaker import HOUR, make_problem, make_shift, make_stop, make_vehicle
from leftbehind import explained, judge, reason

from dispatch.explaining import explain
from dispatch.model import (
    Load,
    Problem,
    RouteSequence,
    Solution,
)


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
        "Between 01:10 and 10:30 about 39 couriers are missing: 39 orders stay behind."
    }


def test_half_hourly_windows_that_overlap_are_one_crowd_and_the_next_hours_another():
    # Windows of two hours from 14:00, 14:30, 15:00 and from 18:00: the first three overlap.
    starts = [14 * HOUR, 14 * HOUR + 1800, 15 * HOUR, 18 * HOUR]
    stops = [
        make_stop(f"S{start}-{number}", (start, start + 2 * HOUR)) for start in starts for number in range(5)
    ]
    shift = make_shift(
        vehicle=make_vehicle(capacity=Load(1, 99_000)), hours=(13 * HOUR, 23 * HOUR), max_trips=1
    )
    told = explained(make_problem(stops, [shift]), RouteSequence("Sanne", (("S50400-0",),)))
    assert {reason(one) for one in told} == {
        "Between 14:00 and 17:00 about 14 couriers are missing: 14 orders stay behind.",
        "Between 18:00 and 20:00 about 5 couriers are missing: 5 orders stay behind.",
    }
