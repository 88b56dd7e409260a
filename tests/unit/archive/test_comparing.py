from dataclasses import replace

from sampledays import planned_day

from dispatch.archive import compare
from dispatch.model import FixedTrip, Plan, RouteSequence, Solution
from dispatch.scheduling import schedule
from dispatch.words import words

SAY = words("en")
DAY = planned_day(12, couriers=3, trips=1, breaks=False, plain=True)
RECEIPTS = {stop.id: stop.receipt_ids for stop in DAY.problem.stops}


def receipts(*stops):
    return tuple(receipt for stop in stops for receipt in RECEIPTS[stop])


def orders(day):
    return {
        route.shift.id: [[visit.stop for visit in trip.visits] for trip in route.trips]
        for route in day.plan.routes
    }


def planned(trips, day=DAY):
    """Schedule other trips for the same problem."""
    routes = tuple(RouteSequence(shift, tuple(map(tuple, own))) for shift, own in trips.items() if own)
    plan = schedule(day.problem, Solution(routes))
    return replace(day, plan=plan, version=2)


def test_a_plan_against_itself_has_not_changed():
    changes = compare(
        DAY, replace(DAY, version=2, provenance=replace(DAY.provenance, made_at="2026-11-20T17:00:00+01:00"))
    )
    assert not changes
    assert changes.sentences(SAY) == ()
    assert changes.unchanged == ("R1", "R2", "R3")


def test_an_order_moved_to_another_courier_changes_two_sheets():
    trips = orders(DAY)
    one, two, _ = trips
    moved = trips[one][0].pop()
    trips[two][0].append(moved)
    changes = compare(DAY, planned(trips))
    assert tuple(move.receipt_id for move in changes.moved) == receipts(moved)
    assert changes.print_again == ("R1", "R2")
    assert changes.unchanged == ("R3",)
    assert not changes.added
    assert not changes.gone
    told = " | ".join(changes.sentences(SAY))
    assert "print again: R1, R2" in told
    assert "paper still holds: R3" in told


def test_an_order_left_behind_and_taken_in_again():
    trips = orders(DAY)
    left = trips[next(iter(trips))][0].pop()
    without = planned(trips)
    assert compare(DAY, without).dropped == receipts(left)
    assert compare(without, DAY).taken == receipts(left)
    assert not compare(DAY, without).gone


def test_orders_that_are_new_or_gone():
    small = planned_day(11, couriers=3, trips=1, breaks=False, plain=True)
    changes = compare(small, DAY)
    assert changes.added == receipts(DAY.problem.stops[11].id)
    assert compare(DAY, small).gone == receipts(DAY.problem.stops[11].id)


def test_a_courier_who_stays_home_leaves_paper_to_collect():
    trips = orders(DAY)
    last = list(trips)[-1]
    trips[next(iter(trips))][0] += trips.pop(last)[0]
    changes = compare(DAY, planned(trips))
    assert changes.cancelled == ("R3",)
    assert "collect the paper: R3" in changes.sentences(SAY)[-1]


def test_a_courier_fewer_leaves_the_papers_of_the_others_as_they_are():
    trips = orders(DAY)
    first = next(iter(trips))
    changes = compare(DAY, planned({shift: own for shift, own in trips.items() if shift != first}))
    assert changes.cancelled == ("R1",)
    assert changes.unchanged == ("R2", "R3")
    assert sorted(changes.dropped) == sorted(receipts(*trips[first][0]))


def test_a_new_phone_number_changes_the_sheet_though_no_time_changed():
    stop = DAY.problem.stops[0]
    located = replace(stop.orders[0], order=replace(stop.orders[0].order, phone="071-0000000"))
    changed = replace(stop, orders=(located, *stop.orders[1:]))
    problem = replace(DAY.problem, stops=(changed, *DAY.problem.stops[1:]))
    changes = compare(DAY, replace(DAY, problem=problem))
    route = next(r.name for r in DAY.plan.routes for t in r.trips for v in t.visits if v.stop == stop.id)
    assert changes.print_again == (route,)
    assert not changes.moved
    assert not changes.retimed


def test_many_orders_are_told_briefly():
    none = replace(DAY, plan=Plan((), DAY.problem.stops, DAY.plan.totals))
    told = compare(DAY, none).sentences(SAY)
    assert all(len(sentence) < 400 for sentence in told)


def test_fixed_trips_do_not_hide_what_stays():
    shift = DAY.problem.shifts[0]
    stops = tuple(visit.stop for visit in DAY.plan.routes[0].trips[0].visits)
    held = replace(shift, fixed=(FixedTrip(stops, DAY.plan.routes[0].trips[0].departure),))
    route = replace(DAY.plan.routes[0], shift=held)
    plan = replace(DAY.plan, routes=(route, *DAY.plan.routes[1:]))
    assert not compare(DAY, replace(DAY, plan=plan))
