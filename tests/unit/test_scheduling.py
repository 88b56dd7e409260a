"""Times of small routes on a line: neighbours lie 600 s and 1 km apart, the store first."""

from dataclasses import replace

import pytest
from daymaker import HOUR, line_matrix, make_problem, make_shift, make_stop, make_vehicle

from dispatch.checking import check
from dispatch.model import (
    CENT,
    Address,
    Affinity,
    Alternative,
    Barrier,
    Break,
    BreakAt,
    Depot,
    FixedTrip,
    Load,
    Pace,
    Problem,
    Restriction,
    Route,
    RouteSequence,
    Shift,
    Solution,
    TimeWindow,
    ToldWindow,
)
from dispatch.scheduling import schedule

NOON = 12 * HOUR


def route_of(problem: Problem, *trips: tuple[str, ...], breaks: tuple[BreakAt, ...] = ()) -> Route:
    """Schedule one route of the first shift."""
    (route,) = schedule(problem, Solution((RouteSequence(problem.shifts[0].id, trips, breaks),))).routes
    return route


def test_times_follow_each_other_from_the_opening_of_the_only_window():
    # B is 1200 s away. It opens at noon; A before it may be early. The latest start: noon at B, so
    # leave A at 11:50 (600 s), begin A at 11:48 (120 s service), leave the store at 11:38, load from 11:28.
    problem = make_problem([make_stop("A"), make_stop("B", (NOON, NOON + HOUR))], [make_shift()])
    route = route_of(problem, ("A", "B"))
    (trip,) = route.trips
    assert trip.loading_start == NOON - 600 - 120 - 600 - 600
    assert trip.departure == trip.loading_start + 600
    assert [v.start for v in trip.visits] == [NOON - 720, NOON]
    assert trip.arrival == NOON + 120 + 1200
    assert [v.wait for v in trip.visits] == [0, 0]
    assert route.work_seconds == trip.arrival - trip.loading_start == 3240
    assert (trip.drive_seconds, trip.metres, trip.return_metres) == (2400, 4000, 2000)


def test_a_visit_takes_the_window_that_the_solution_names():
    # A is 600 s away. At noon it can until 12:15, and again from 18:00; the loading of 600 s begins
    # 1200 s before either, and nothing but the window that is taken tells which.
    windows = tuple(
        Alternative(TimeWindow(opens, opens + 900), opens + 900) for opens in (NOON, NOON + 6 * HOUR)
    )
    stop = make_stop("A", (NOON, NOON + 900), alternatives=windows)
    problem = make_problem([stop], [make_shift()])
    for taken, opens, number in (((), NOON + 900, 0), ((("A", 1),), NOON + 6 * HOUR + 900, 1)):
        plan = schedule(problem, Solution((RouteSequence("Sanne", (("A",),), windows=taken),)))
        ((visit,),) = [trip.visits for trip in plan.routes[0].trips]
        assert check(problem, plan) == ()
        assert visit.window == number
        assert opens - 900 <= visit.start <= opens
        assert plan.routes[0].sequence.windows == (("A", number),)
        assert plan.windows == {"A": number}
    late = replace(visit, window=0)
    trip = replace(plan.routes[0].trips[0], visits=(late,))
    wrong = replace(plan, routes=(replace(plan.routes[0], trips=(trip,)),))
    assert "WINDOW" in {one.cause for one in check(problem, wrong)}
    trip = replace(trip, visits=(replace(visit, window=2),))
    unknown = replace(plan, routes=(replace(plan.routes[0], trips=(trip,)),))
    assert {one.breach.value for one in check(problem, unknown)} == {"unknown.window"}
    with pytest.raises(ValueError, match="has no window 2"):
        schedule(problem, Solution((RouteSequence("Sanne", (("A",),), windows=(("A", 2),)),)))


def test_costs_are_exact_in_ticks():
    problem = make_problem([make_stop("A"), make_stop("B", drop_cents=700)], [make_shift()])
    plan = schedule(problem, Solution((RouteSequence("Sanne", (("A",),)),)))
    # 600 loading + 600 + 120 + 600 back = 1920 s at 1800 cents an hour = 960 cents; 2 km at 10 cents.
    cost = plan.totals.cost
    assert (cost.use, cost.work, cost.distance, cost.lateness) == (500 * CENT, 960 * CENT, 20 * CENT, 0)
    assert cost.unserved == 700 * CENT
    assert cost.cents == 2180
    assert [stop.id for stop in plan.unserved] == ["B"]


def test_lateness_is_counted_behind_the_window_and_not_behind_its_grace():
    late = make_stop("A", (0, 700), late=1800)
    route = route_of(make_problem([late], [make_shift()]), ("A",))
    # Loading 0-600, there at 1200: 500 s behind 700. 500 s at 3000 cents an hour are 416.67 cents.
    assert route.trips[0].visits[0].late == 500
    assert route.cost.lateness == 500 * 3000 * 5


def test_a_late_stop_is_not_made_later_to_save_wages():
    stops = [make_stop("A", (0, 700), late=1800), make_stop("B", (NOON, NOON))]
    route = route_of(make_problem(stops, [make_shift()]), ("A", "B"))
    assert route.trips[0].visits[0].start == 1200


def test_grace_is_not_used_up_to_save_wages():
    stops = [make_stop("A", (0, 5000), late=1800), make_stop("B", (NOON, NOON))]
    route = route_of(make_problem(stops, [make_shift()]), ("A", "B"))
    assert route.trips[0].visits[0].start == 5000


def test_a_trip_leaves_when_all_is_packed_and_loads_just_before():
    stops = [make_stop("A", release=5000), make_stop("B", release=9000)]
    (trip,) = route_of(make_problem(stops, [make_shift()]), ("A", "B")).trips
    assert (trip.loading_start, trip.departure) == (8400, 9000)


def test_waiting_between_trips_happens_at_the_store():
    stops = [make_stop("A", (2000, 3000)), make_stop("B", (NOON, NOON + 60))]
    first, second = route_of(make_problem(stops, [make_shift()]), ("A",), ("B",)).trips
    # The first trip cannot begin later without A being late: it starts at 3000.
    assert first.visits[0].start == 3000
    assert second.departure == NOON - 1200
    assert second.visits[0].wait == 0
    assert second.visits[0].cold_seconds == 600 + 1200


def test_postponing_the_second_trip_does_not_touch_the_third():
    stops = [
        make_stop("A", (0, 3000)),
        make_stop("B", (9000, 9600)),
        make_stop("C", (NOON, NOON + 600)),
    ]
    first, second, third = route_of(make_problem(stops, [make_shift()]), ("A",), ("B",), ("C",)).trips
    assert first.visits[0].start == 3000
    # As early as possible B is served at 9000 and back at 10320. Leaving later must not delay the return.
    assert (second.visits[0].start, second.arrival) == (9000, 9000 + 120 + 1200)
    assert third.visits[0].start == NOON


def test_shift_and_now_bound_the_first_loading():
    problem = make_problem([make_stop("A", (0, 4000))], [make_shift(hours=(1000, 9000), not_before=2500)])
    assert route_of(problem, ("A",)).trips[0].loading_start == 2500  # nothing to wait for
    late = make_problem([make_stop("A", (0, 4000))], [make_shift(hours=(3500, 9000))])
    assert route_of(late, ("A",)).trips[0].visits[0].start == 4700  # infeasible, told as it is


def test_a_restriction_narrows_the_window():
    shift = make_shift()
    limit = Restriction(shift.vehicle.id, "A", Barrier.ZONE, "haarlemmerstraat", TimeWindow(20_000, 30_000))
    problem = make_problem(
        [make_stop("A", late=0), make_stop("B", (NOON, NOON))], [shift], restrictions=(limit,)
    )
    (trip,) = route_of(problem, ("A", "B")).trips
    assert trip.visits[0].start == 30_000  # postponed to the end of the restriction, not of the window
    assert trip.visits[0].late == 0


def break_shift(over: int = 0, window: tuple[int, int] = (0, 86_400), **values: object):
    """Make a shift that owes one break of half an hour."""
    return make_shift(breaks=(Break(1800, TimeWindow(*window), over),), **values)


def test_a_break_at_a_door_comes_after_service_and_is_unpaid():
    problem = make_problem([make_stop("A"), make_stop("B")], [break_shift()])
    route = route_of(problem, ("A", "B"), breaks=(BreakAt(0, 0, 1),))
    (pause,) = route.pauses
    a, b = route.trips[0].visits
    assert (pause.start, pause.end) == (a.departure, a.departure + 1800)
    assert b.arrival == pause.end + 600
    assert route.work_seconds == 600 + 600 + 120 + 600 + 120 + 1200


def test_a_break_waits_for_its_window_and_the_start_moves_up_to_it():
    problem = make_problem([make_stop("A"), make_stop("B")], [break_shift(window=(10_000, 11_000))])
    route = route_of(problem, ("A", "B"), breaks=(BreakAt(0, 0, 1),))
    assert route.pauses[0].start == 10_000
    assert route.trips[0].visits[0].departure == 10_000


def test_a_break_at_the_store_comes_before_loading():
    stops = [make_stop("A"), make_stop("B", (NOON, NOON))]
    route = route_of(make_problem(stops, [break_shift()]), ("A",), ("B",), breaks=(BreakAt(0, 1, 0),))
    first, second = route.trips
    assert route.pauses[0].start == first.arrival
    assert second.loading_start == NOON - 1200 - 600 == route.pauses[0].end


def test_trips_that_have_left_stay_as_they_are():
    shift = make_shift(
        hours=(1000, 40_000),
        fixed=(FixedTrip(("A",), 500),),
        not_before=5000,
        vehicle=make_vehicle(loading_seconds=300),
    )
    problem = make_problem([make_stop("A"), make_stop("B", (0, 86_400))], [shift])
    first, second = route_of(problem, ("A",), ("B",)).trips
    assert (first.loading_start, first.departure, first.arrival) == (200, 500, 500 + 600 + 120 + 600)
    # The finish of the route is what it is: loading at 5000, and no reason to leave later.
    assert (second.loading_start, second.departure) == (5000, 5300)


def test_routes_keep_their_names_when_others_are_idle():
    problem = make_problem([make_stop("A")], [make_shift("Sanne"), make_shift("Bram")])
    (route,) = schedule(problem, Solution((RouteSequence("Bram", (("A",),)),))).routes
    assert route.name == "R2"


def test_loads_go_down_along_the_trip():
    stops = [make_stop("A", load=Load(2, 10, 1, 0)), make_stop("B", load=Load(3, 5, 0, 1))]
    (trip,) = route_of(make_problem(stops, [make_shift()]), ("A", "B")).trips
    assert trip.load == Load(5, 15, 1, 1)
    assert [v.load_left for v in trip.visits] == [Load(3, 5, 0, 1), Load()]


def test_totals_add_up():
    problem = make_problem([make_stop("A"), make_stop("B", (9000, 9000))], [make_shift()])
    totals = schedule(problem, Solution((RouteSequence("Sanne", (("A", "B"),)),))).totals
    assert (totals.routes, totals.trips, totals.stops, totals.orders) == (1, 1, 2, 2)
    assert (totals.metres, totals.drive_seconds, totals.service_seconds) == (4000, 2400, 240)
    assert (totals.wait_seconds, totals.break_seconds, totals.late_seconds) == (0, 0, 0)


@pytest.mark.parametrize(
    "order",
    [
        RouteSequence("Nobody", (("A",),)),
        RouteSequence("Sanne", (("X",),)),
        RouteSequence("Sanne", (("A",),), (BreakAt(0, 0, 1),)),
    ],
)
def test_what_the_problem_does_not_have_is_refused(order):
    with pytest.raises(ValueError, match=r"unknown|does not exist"):
        schedule(make_problem([make_stop("A")], [make_shift()]), Solution((order,)))


def test_an_empty_solution_is_an_empty_plan():
    plan = schedule(make_problem([], [make_shift()]), Solution((RouteSequence("Sanne", ()),)))
    assert (plan.routes, plan.unserved, plan.totals.cost.ticks) == ((), (), 0)


def test_a_call_is_paid_for_so_many_hours_at_least():
    # 600 loading, 600 there, 120 at the door, 600 back: 1920 s of work; three hours are paid, or the work.
    stop = make_stop("A")
    for least, paid in ((3 * HOUR, 3 * HOUR), (1000, 1920)):
        route = route_of(make_problem([stop], [make_shift(least_paid_seconds=least)]), ("A",))
        assert route.work_seconds == 1920
        assert route.cost.work == paid * 1800 * 5


def test_who_comes_where_has_its_price():
    likings = (Affinity("Sanne", "A", -250), Affinity("Sanne", "B", 40), Affinity("Bram", "A", 900))
    problem = make_problem([make_stop("A"), make_stop("B")], [make_shift()], affinities=likings)
    assert route_of(problem, ("A",)).cost.affinity == -250 * CENT
    assert route_of(problem, ("A", "B")).cost.affinity == -210 * CENT


def test_a_window_told_is_waited_for_if_that_costs_no_more_than_coming_before_it():
    # B opens at noon and holds the route: A could begin any time before. Told 10:00-10:30 it does by 10:30.
    stops = [make_stop("A", told=ToldWindow(TimeWindow(10 * HOUR, 10 * HOUR + 1800), 1800, 3000)),
             make_stop("B", (NOON, NOON))]  # fmt: skip
    route = route_of(make_problem(stops, [make_shift()]), ("A", "B"))
    assert route.trips[0].visits[0].start == 10 * HOUR + 1800
    assert route.cost.told == 0
    # Alone: whoever earns more than coming too early costs does not wait.
    for wage, start in ((1800, 10 * HOUR), (1801, 1200)):
        route = route_of(make_problem(stops[:1], [make_shift(cents_per_hour=wage)]), ("A",))
        assert route.trips[0].visits[0].start == start
        assert route.cost.told == (10 * HOUR - start) * 1800 * 5


def test_a_window_told_is_waited_for_no_longer_than_hurts_nobody():
    told = ToldWindow(TimeWindow(10 * HOUR, 10 * HOUR + 1800), 1800, 3000)
    a, b = make_stop("A", told=told), make_stop("B", (0, 9 * HOUR), late=3 * HOUR)
    # A second stop that is due at nine is reached by then: 120 s at the door and 600 s of way before it.
    route = route_of(make_problem([a, b], [make_shift()]), ("A", "B"))
    assert [visit.start for visit in route.trips[0].visits] == [9 * HOUR - 720, 9 * HOUR]
    # A shift that ends at eight: 120 s at the door and 600 s back.
    route = route_of(make_problem([a], [make_shift(hours=(0, 8 * HOUR))]), ("A",))
    assert (route.trips[0].visits[0].start, route.end) == (8 * HOUR - 720, 8 * HOUR)


def test_beginning_behind_a_window_told_has_its_price_besides_that_of_lateness():
    told = ToldWindow(TimeWindow(0, 500), 0, 600)
    stop = make_stop("A", (0, 700), late=1800, told=told)
    route = route_of(make_problem([stop], [make_shift()]), ("A",))
    assert route.trips[0].visits[0].start == 1200
    assert (route.cost.lateness, route.cost.told) == (500 * 3000 * 5, 700 * 600 * 5)


def test_waiting_at_doors_has_a_price_and_waiting_at_the_store_has_none():
    # One trip: A by 3000, B from noon on. Two trips: the courier waits at the store.
    stops = [make_stop("A", (2000, 3000)), make_stop("B", (NOON, NOON + 60))]
    problem = make_problem(stops, [make_shift()], wait_cents_per_hour=600)
    one = route_of(problem, ("A", "B"))
    assert one.trips[0].visits[1].wait == NOON - 3000 - 120 - 600
    assert one.cost.waiting == (NOON - 3720) * 600 * 5
    assert route_of(problem, ("A",), ("B",)).cost.waiting == 0


def test_waiting_for_a_break_at_a_door_is_waiting_too():
    rest = Break(900, TimeWindow(5000, 9000))
    problem = make_problem(
        [make_stop("A", (0, 2000)), make_stop("B")], [make_shift(breaks=(rest,))], wait_cents_per_hour=600
    )
    route = route_of(problem, ("A", "B"), breaks=(BreakAt(0, 0, 1),))
    # A begins at 2000 at the latest and ends at 2120; the break begins at 5000.
    assert route.cost.waiting == (5000 - 2120) * 600 * 5


def test_a_break_costs_more_with_goods_on_board():
    rest = Break(900, TimeWindow(0, NOON))
    stops = [make_stop("A"), make_stop("B"), make_stop("C")]
    problem = make_problem(stops, [make_shift(breaks=(rest,))], break_on_road_cents=75)
    trips = (("A", "B"), ("C",))
    prices = {at: route_of(problem, *trips, breaks=(BreakAt(0, *at),)).cost.breaks
              for at in ((0, 1), (0, 2), (1, 0))}  # fmt: skip
    assert prices == {(0, 1): 75 * CENT, (0, 2): 0, (1, 0): 0}


def two_shops(*shifts: Shift) -> Problem:
    """Make a store at 0 with A at 1 km, and a shop at 3 km that B, at 2 km, is of."""
    depot = Depot("Voorschoten", 52.12, 4.44, Address())
    stops = [make_stop("A"), make_stop("B", depot=1)]
    return make_problem(stops, list(shifts), travel=(line_matrix(4),), more_depots=(depot,))


RUSH = Pace((0, 16 * HOUR, 18 * HOUR), (1_000_000, 500_000, 1_000_000))
"""Everything takes twice as long from 16:00 to 18:00."""


def hourly(problem: Problem, pace: Pace = RUSH) -> Problem:
    return replace(problem, travel=tuple(replace(matrix, pace=pace) for matrix in problem.travel))


def test_a_leg_takes_as_long_as_the_hour_in_which_it_is_driven():
    # Out from 15:55 on: five of the ten minutes by 16:00, the other five take ten. Home in the rush.
    left = FixedTrip(("A",), 16 * HOUR - 300)
    problem = hourly(make_problem([make_stop("A")], [make_shift(fixed=(left,))]))
    (trip,) = route_of(problem, ("A",)).trips
    (visit,) = trip.visits
    assert (visit.arrival, visit.drive_seconds) == (16 * HOUR + 600, 900)
    assert (trip.return_drive_seconds, trip.arrival) == (1200, 16 * HOUR + 600 + 120 + 1200)
    assert trip.drive_seconds == 2100
    assert check(problem, schedule(problem, Solution((RouteSequence("Sanne", (("A",),)),)))) == ()


@pytest.mark.parametrize(
    ("window", "hours", "departs", "work"),
    [
        # Twenty minutes later ten minutes are saved: at 17:40 the way out takes 20 minutes, at 18:00 ten.
        ((17 * HOUR, 19 * HOUR), (17 * HOUR + 1800, 22 * HOUR), 18 * HOUR, 1920),
        ((17 * HOUR, 18 * HOUR + 540), (17 * HOUR + 1800, 22 * HOUR), 18 * HOUR - 1200, 2520),  # too late
        ((17 * HOUR, 19 * HOUR), (17 * HOUR + 1800, 18 * HOUR + 1300), 18 * HOUR - 1200, 2520),  # for the end
        ((17 * HOUR, 19 * HOUR), (18 * HOUR - 660, 22 * HOUR), 18 * HOUR - 60, 1950),  # for half a minute
    ],
)
def test_a_route_leaves_when_the_rush_is_over_if_that_saves_a_minute(window, hours, departs, work):
    problem = hourly(make_problem([make_stop("A", window)], [make_shift(hours=hours)]))
    route = route_of(problem, ("A",))
    assert route.trips[0].departure == departs
    assert route.work_seconds == work
    assert check(problem, schedule(problem, Solution((RouteSequence("Sanne", (("A",),)),)))) == ()


def test_a_courier_drives_from_a_trip_to_the_shop_where_the_next_one_loads():
    # Loading 600, A 600 away, 120 at the door, on to the shop 1200; loading 600, back to B 600, 120, and the
    # store is 1200 away: 5040 s and 1 + 2 + 1 + 2 km.
    problem = two_shops(make_shift(may_load_at=(1,)))
    route = route_of(problem, ("A",), ("B",))
    first, second = route.trips
    assert route.work_seconds == 5040
    assert (first.depot, second.depot) == (0, 1)
    assert (first.return_drive_seconds, first.metres) == (1200, 3000)
    assert second.loading_start == first.arrival
    assert (second.return_drive_seconds, second.metres) == (1200, 3000)
    assert check(problem, schedule(problem, Solution((RouteSequence("Sanne", (("A",), ("B",))),)))) == ()


def test_the_way_to_a_first_trip_that_loads_elsewhere_is_work_and_paid():
    # The shop is 1800 s and 3 km away; loading 600, B 600, 120, home 1200.
    problem = two_shops(make_shift(hours=(NOON, NOON + 2 * HOUR), may_load_at=(1,)))
    route = route_of(problem, ("B",))
    (trip,) = route.trips
    assert (trip.approach_seconds, trip.approach_metres) == (1800, 3000)
    assert (route.start, trip.loading_start) == (NOON, NOON + 1800)
    assert route.work_seconds == 1800 + 600 + 600 + 120 + 1200
    assert (trip.metres, trip.drive_seconds) == (6000, 3600)
    assert route.cost.distance == 60 * CENT


def test_a_shift_that_lives_elsewhere_begins_and_ends_there():
    problem = two_shops(make_shift(depot=1))
    (trip,) = route_of(problem, ("B",)).trips
    assert (trip.depot, trip.approach_seconds, trip.metres) == (1, 0, 2000)
    assert trip.arrival - trip.loading_start == 600 + 600 + 120 + 600


def test_a_stop_of_no_shop_goes_with_whoever_brings_it():
    problem = two_shops(make_shift(depot=1))
    problem = replace(problem, stops=(replace(problem.stops[0], depot=None), problem.stops[1]))
    plan = schedule(problem, Solution((RouteSequence("Sanne", (("B", "A"),)),)))
    assert check(problem, plan) == ()
    # 3 km from the shop past B to A and back over 2 km.
    assert plan.routes[0].metres == 1000 + 1000 + 2000
