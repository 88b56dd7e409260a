"""Planted faults: whatever is wrong with a plan, the checker finds it."""

import random
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

import pytest
from daymaker import (
    HOUR,
    Traits,
    fill,
    line_matrix,
    make_problem,
    make_shift,
    make_stop,
    make_vehicle,
    random_problem,
    with_depots,
    with_terms,
)

from dispatch.checking import check
from dispatch.model import (
    UNREACHABLE,
    Affinity,
    Barrier,
    Breach,
    Break,
    BreakAt,
    FixedTrip,
    Load,
    Plan,
    Problem,
    Restriction,
    RouteSequence,
    Shift,
    Solution,
    Stop,
    TimeWindow,
    ToldWindow,
    TravelMatrix,
    Vehicle,
)
from dispatch.scheduling import schedule


def feasible(problem: Problem, solution: Solution) -> bool:
    return not check(problem, schedule(problem, solution))


def full_day() -> tuple[Problem, Plan]:
    """Make a valid plan with two shifts, four trips, one of them fixed, a break and a stop left behind."""
    stops = [
        make_stop("A", (0, 4000)),
        make_stop("B", (0, 5000), late=3600, load=Load(3, 9000, 1, 1), cold_limit=5000),
        make_stop("C", (9000, 9600), skills=frozenset({"lifting"}), release=7000),
        make_stop("D", (0, 20_000), load=Load(2, 4000)),
        make_stop("E", (0, 20_000)),
        make_stop("F", (0, 20_000)),
    ]
    sanne = make_shift(
        "Sanne",
        (0, 30_000),
        skills=frozenset({"lifting"}),
        breaks=(Break(900, TimeWindow(4000, 8000), over=3600),),
        vehicle=make_vehicle("bike of Sanne", capacity=Load(8, 50_000, 2, 2), range_m=40_000),
        max_trips=3,
    )
    bram = make_shift("Bram", (0, 30_000), fixed=(FixedTrip(("D",), 700),), not_before=5000)
    problem = make_problem(stops, [sanne, bram])
    solution = Solution(
        (
            RouteSequence("Sanne", (("A", "B"), ("C",)), (BreakAt(0, 0, 2),)),
            RouteSequence("Bram", (("D",), ("E",))),
        )
    )
    plan = schedule(problem, solution)
    assert check(problem, plan) == ()
    return problem, plan


def causes(problem: Problem, plan: Plan) -> set[str]:
    return {violation.cause for violation in check(problem, plan)}


# --- any figure


def figures(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Yield every way of changing one whole number inside a value: (where, changed value)."""
    if isinstance(value, tuple):
        for n, part in enumerate(value):
            for where, changed in figures(part, f"{path}[{n}]"):
                yield where, (*value[:n], changed, *value[n + 1 :])
    elif is_dataclass(value) and not isinstance(value, Shift | Stop | Vehicle):
        for field in fields(value):
            part = getattr(value, field.name)
            for where, changed in figures(part, f"{path}.{field.name}"):
                try:
                    yield where, replace(value, **{field.name: changed})  # type: ignore[type-var]
                except ValueError:
                    continue
    elif isinstance(value, int):
        for by in (1, -1, 60):
            yield f"{path} {by:+d}", value + by


def test_every_figure_of_a_plan_is_verified():
    problem, plan = full_day()
    tried = 0
    for where, changed in figures(plan):
        assert check(problem, changed), f"nobody noticed {where}"
        tried += 1
    assert tried > 300


@pytest.mark.parametrize("seed", range(12))
def test_every_figure_of_random_plans_is_verified(seed):
    rng = random.Random(seed)
    problem = random_problem(rng, 7, 2, replace(Traits.draw(rng), lateness=True))
    if seed % 2:
        problem = with_terms(rng, problem)
    if seed % 3 == 0:
        problem = with_depots(rng, problem)
    plan = schedule(problem, fill(rng, problem, feasible))
    for where, changed in figures(plan):
        assert check(problem, changed), f"nobody noticed {where}"


# --- any order


def test_swapped_stops_are_noticed():
    problem, plan = full_day()
    route = plan.routes[0]
    trip = route.trips[0]
    swapped = replace(trip, visits=trip.visits[::-1])
    changed = replace(plan, routes=(replace(route, trips=(swapped, *route.trips[1:])), *plan.routes[1:]))
    assert "TIMES" in causes(problem, changed)


def test_lost_and_doubled_stops_are_noticed():
    problem, plan = full_day()
    assert causes(problem, replace(plan, unserved=())) >= {"ACCOUNTS"}
    assert causes(problem, replace(plan, unserved=plan.unserved * 2)) >= {"ACCOUNTS"}
    twice = Solution(
        (
            RouteSequence("Sanne", (("A", "B"), ("C",)), (BreakAt(0, 0, 2),)),
            RouteSequence("Bram", (("D",), ("A",))),
        )
    )
    assert "TWICE" in causes(problem, schedule(problem, twice))
    again = replace(plan, routes=(*plan.routes, plan.routes[0]))
    assert "TWICE" in causes(problem, again)


def test_unknown_stops_and_shifts_are_noticed():
    problem, plan = full_day()
    route = plan.routes[0]
    other = replace(route, shift=replace(route.shift, cents_per_hour=1))
    assert causes(problem, replace(plan, routes=(other, *plan.routes[1:]))) == {"UNKNOWN"}
    visit = replace(route.trips[0].visits[0], stop="X")
    trip = replace(route.trips[0], visits=(visit, *route.trips[0].visits[1:]))
    stranger = replace(plan, routes=(replace(route, trips=(trip, *route.trips[1:])), *plan.routes[1:]))
    assert causes(problem, stranger) == {"UNKNOWN"}
    renamed = replace(plan.unserved[0], drop_cents=1)
    assert causes(problem, replace(plan, unserved=(renamed,))) == {"UNKNOWN"}


# --- any rule: the day is made stricter behind the plan's back


def stricter_stop(problem: Problem, name: str, **values: object) -> Problem:
    stops = tuple(replace(s, **values) if s.id == name else s for s in problem.stops)
    return replace(problem, stops=stops)


def stricter_shift(problem: Problem, plan: Plan, name: str, **values: object) -> tuple[Problem, Plan]:
    shifts = tuple(replace(s, **values) if s.id == name else s for s in problem.shifts)
    by_id = {shift.id: shift for shift in shifts}
    routes = tuple(replace(route, shift=by_id[route.shift.id]) for route in plan.routes)
    return replace(problem, shifts=shifts), replace(plan, routes=routes)


def test_a_late_and_an_early_visit_are_noticed():
    problem, plan = full_day()
    narrow = TimeWindow(0, 1000)
    assert "WINDOW" in causes(stricter_stop(problem, "A", window=narrow, late_until=1000), plan)
    late = TimeWindow(9599, 9700)
    assert "WINDOW" in causes(stricter_stop(problem, "C", window=late, late_until=9700), plan)


def test_a_restricted_window_is_noticed():
    problem, plan = full_day()
    limit = Restriction("bike of Sanne", "A", Barrier.ZONE, "haarlemmerstraat", TimeWindow(0, 1000))
    assert "WINDOW" in causes(replace(problem, restrictions=(limit,)), plan)


@pytest.mark.parametrize(
    ("kind", "by", "cause"),
    [
        (Barrier.ZONE, "", "ZONE"),
        (Barrier.ZONE, "ze-leiden", "ZONE"),
        (Barrier.REACH, "", "REACH"),
        (Barrier.ON_BOARD, "bus-2", "RELEASE"),
    ],
)
def test_a_forbidden_pair_is_noticed(kind, by, cause):
    problem, plan = full_day()
    limit = Restriction("bike of Sanne", "A", kind, by)
    assert causes(replace(problem, restrictions=(limit,)), plan) == {cause}


def test_a_leg_without_a_way_is_noticed():
    problem, plan = full_day()
    matrix = problem.travel[0]
    seconds = [[matrix.seconds(a, b) for b in range(matrix.size)] for a in range(matrix.size)]
    seconds[1][2] = UNREACHABLE
    metres = [[matrix.metres(a, b) for b in range(matrix.size)] for a in range(matrix.size)]
    gap = TravelMatrix.of(matrix.profile, seconds, metres, "line")
    assert "REACH" in causes(replace(problem, travel=(gap,)), plan)


def test_leaving_before_all_is_packed_is_noticed():
    problem, plan = full_day()
    assert causes(stricter_stop(problem, "C", release=9000), plan) == {"RELEASE"}


@pytest.mark.parametrize("dimension", ["crates", "grams", "chilled", "frozen"])
def test_an_overloaded_trip_is_noticed(dimension):
    problem, plan = full_day()
    room = replace(Load(8, 50_000, 2, 2), **{dimension: 0})
    vehicle = replace(problem.shifts[0].vehicle, capacity=room)
    assert causes(*stricter_shift(problem, plan, "Sanne", vehicle=vehicle)) == {"CAPACITY"}


def test_a_missing_skill_is_noticed():
    problem, plan = full_day()
    assert causes(*stricter_shift(problem, plan, "Sanne", skills=frozenset())) == {"SKILL"}


def test_melting_is_noticed_unless_the_vehicle_cools():
    problem, plan = full_day()
    warm = stricter_stop(problem, "B", cold_limit=1800)
    left = replace(plan)
    assert causes(warm, left) == {"COLD"}
    cooled = replace(problem.shifts[0].vehicle, cooled=True)
    assert causes(*stricter_shift(warm, plan, "Sanne", vehicle=cooled)) == set()


def test_an_empty_battery_is_noticed():
    problem, plan = full_day()
    driven = plan.routes[0].metres
    short = replace(problem.shifts[0].vehicle, range_m=driven - 1)
    assert causes(*stricter_shift(problem, plan, "Sanne", vehicle=short)) == {"RANGE"}
    enough = replace(problem.shifts[0].vehicle, range_m=driven)
    assert causes(*stricter_shift(problem, plan, "Sanne", vehicle=enough)) == set()


def test_a_trip_that_is_too_long_or_has_too_many_stops_is_noticed():
    problem, plan = full_day()
    far = max(trip.metres for trip in plan.routes[0].trips)
    for limits, cause in ((("trip_range_m", far), "RANGE"), (("max_stops", 2), "CAPACITY")):
        name, most = limits
        enough = replace(problem.shifts[0].vehicle, **{name: most})
        assert causes(*stricter_shift(problem, plan, "Sanne", vehicle=enough)) == set()
        short = replace(enough, **{name: most - 1})
        assert causes(*stricter_shift(problem, plan, "Sanne", vehicle=short)) == {cause}


def test_goods_that_are_on_board_too_long_are_noticed_in_any_vehicle():
    problem, plan = full_day()
    free = [
        visit for route in plan.routes for trip in route.trips for visit in trip.visits if visit.stop != "D"
    ]
    longest = max(visit.cold_seconds for visit in free)
    assert causes(replace(problem, longest_on_board=longest), plan) == set()
    assert causes(replace(problem, longest_on_board=longest - 1), plan) == {"BOARD"}


def test_a_break_that_is_not_owed_is_noticed():
    problem, plan = full_day()
    owed = problem.shifts[0].breaks[0]
    route = plan.routes[0]
    at_work = route.end - route.start
    for over, cause in ((at_work - 1, set()), (at_work, {"BREAK"})):
        stricter, same = stricter_shift(problem, plan, "Sanne", breaks=(replace(owed, over=over),))
        assert causes(stricter, same) == cause
        # Programs before this one let couriers take breaks that are not owed; such plans still stand.
        assert causes(replace(stricter, unowed_breaks=True), same) == set()


def test_every_price_of_the_problem_is_in_the_costs():
    problem, plan = full_day()
    route = plan.routes[0]
    assert causes(replace(problem, affinities=(Affinity("Sanne", "A", -5),)), plan) == {"COSTS"}
    assert causes(replace(problem, affinities=(Affinity("Bram", "A", -5),)), plan) == set()
    told = ToldWindow(TimeWindow(0, 1000), 0, 600)  # A begins behind it
    assert causes(stricter_stop(problem, "A", told=told), plan) == {"COSTS"}
    rested = replace(problem, break_on_road_cents=5)  # behind the last stop of its trip the box is empty
    assert causes(rested, plan) == set()
    paid = {"least_paid_seconds": route.work_seconds}
    assert causes(*stricter_shift(problem, plan, "Sanne", **paid)) == set()
    paid = {"least_paid_seconds": route.work_seconds + 1}
    assert causes(*stricter_shift(problem, plan, "Sanne", **paid)) == {"COSTS"}


def test_working_outside_the_shift_is_noticed():
    problem, plan = full_day()
    start, end = plan.routes[0].start, plan.routes[0].end
    for hours in (TimeWindow(start, end - 1), TimeWindow(start + 1, end)):
        assert causes(*stricter_shift(problem, plan, "Sanne", hours=hours)) == {"SHIFT"}
    assert causes(*stricter_shift(problem, plan, "Sanne", hours=TimeWindow(start, end))) == set()
    now = plan.routes[1].trips[1].loading_start
    assert causes(*stricter_shift(problem, plan, "Bram", not_before=now)) == set()
    assert causes(*stricter_shift(problem, plan, "Bram", not_before=now + 1)) == {"SHIFT"}


def test_breaks_missed_moved_or_out_of_order_are_noticed():
    problem, plan = full_day()
    owed = problem.shifts[0].breaks[0]
    second = Break(600, TimeWindow(0, 30_000), over=0)
    assert causes(*stricter_shift(problem, plan, "Sanne", breaks=(owed, second))) == {"BREAK"}
    early = replace(owed, window=TimeWindow(0, 3000))
    assert "BREAK" in causes(*stricter_shift(problem, plan, "Sanne", breaks=(early,)))
    last = Solution(
        (
            RouteSequence("Sanne", (("A", "B"), ("C",)), (BreakAt(0, 1, 1),)),
            RouteSequence("Bram", (("D",), ("E",))),
        )
    )
    assert "BREAK" in causes(problem, schedule(problem, last))
    first = replace(last, routes=(replace(last.routes[0], breaks=(BreakAt(0, 0, 0),)), last.routes[1]))
    assert "BREAK" in causes(problem, schedule(problem, first))


def test_a_second_break_before_the_first_is_noticed():
    breaks = (Break(60, TimeWindow(0, HOUR * 20)), Break(60, TimeWindow(0, HOUR * 20)))
    problem = make_problem([make_stop("A"), make_stop("B")], [make_shift(breaks=breaks)])
    order = RouteSequence("Sanne", (("A",), ("B",)), (BreakAt(1, 0, 1), BreakAt(0, 1, 0)))
    assert causes(problem, schedule(problem, Solution((order,)))) == {"BREAK"}


def test_too_many_and_empty_trips_are_noticed():
    problem, plan = full_day()
    assert causes(*stricter_shift(problem, plan, "Sanne", max_trips=1)) == {"TRIPS"}
    route = plan.routes[0]
    hollow = replace(route, trips=(*route.trips, replace(route.trips[-1], visits=())))
    assert "TRIPS" in causes(problem, replace(plan, routes=(hollow, plan.routes[1])))


def test_a_trip_that_loads_where_it_must_not_is_noticed():
    problem, plan = full_day()
    further = {"more_depots": (problem.depot,), "travel": (line_matrix(len(problem.stops) + 2),)}
    assert causes(replace(problem, **further), plan) == set()
    moved = stricter_stop(replace(problem, **further), "A", depot=1)
    assert causes(moved, plan) >= {"DEPOT", "TIMES"}  # the trip loads where A is, and B is not
    moved = replace(moved, stops=tuple(replace(s, depot=1) for s in moved.stops))
    elsewhere = schedule(moved, Solution((RouteSequence("Sanne", (("A", "B"),)),)))
    found = {one.breach for one in check(moved, elsewhere)}
    assert Breach.DEPOT_AWAY in found
    assert Breach.DEPOT_MIXED not in found


def test_changed_facts_are_noticed():
    problem, plan = full_day()
    later = (FixedTrip(("D",), 701),)
    assert causes(*stricter_shift(problem, plan, "Bram", fixed=later)) == {"FIXED"}
    other = (FixedTrip(("E",), 700),)
    assert "FIXED" in causes(*stricter_shift(problem, plan, "Bram", fixed=other))
    paused = replace(problem.shifts[1], breaks=(Break(60, TimeWindow(0, 9000), over=HOUR * 9),))
    rested = (FixedTrip(("D",), 700, (BreakAt(0, 0, 1),)),)
    assert causes(*stricter_shift(problem, plan, "Bram", breaks=paused.breaks, fixed=rested)) == {"FIXED"}
    assert "FIXED" in causes(problem, replace(plan, routes=plan.routes[:1]))


def test_one_vehicle_in_two_places_is_noticed():
    stops = [make_stop("A"), make_stop("B")]
    bike = make_vehicle()
    early = make_shift("Sanne", (0, 10_000), vehicle=bike)
    late = make_shift("Bram", (10_000, 20_000), vehicle=bike)
    problem = make_problem(stops, [early, late])
    plan = schedule(problem, Solution((RouteSequence("Sanne", (("A",),)), RouteSequence("Bram", (("B",),)))))
    assert check(problem, plan) == ()
    shifted = replace(plan.routes[1].trips[0], loading_start=0)
    changed = replace(plan, routes=(plan.routes[0], replace(plan.routes[1], trips=(shifted,))))
    assert "VEHICLE" in causes(problem, changed)


def test_facts_are_not_held_against_anybody():
    """A trip that left too early, too full and to the wrong door is told as it was."""
    shift = make_shift(
        "Bram",
        (1000, 2000),
        fixed=(FixedTrip(("A",), 100),),
        vehicle=make_vehicle(capacity=Load(), range_m=1),
        breaks=(Break(60, TimeWindow(0, 0)),),
    )
    stop = make_stop("A", (0, 10), cold_limit=1, release=9999, skills=frozenset({"lifting"}))
    limit = Restriction(shift.vehicle.id, "A", Barrier.ZONE)
    problem = make_problem([stop], [shift], restrictions=(limit,))
    plan = schedule(problem, Solution((RouteSequence("Bram", (("A",),)),)))
    assert check(problem, plan) == ()
    assert plan.totals.late_seconds == 690  # left at 100, there at 700, window until 10
