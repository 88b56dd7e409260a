"""Believe nothing: hold a plan against every rule and every sum of ``docs/objective.md``.

Shares no code with the scheduler or the search. Each stated time is checked against the time
stated before it, so that one wrong figure is reported where it stands and not at every stop behind it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from itertools import combinations

from dispatch.checking.known import TICKS_PER_CENT, Known, cost_differences, differs
from dispatch.checking.road import Road
from dispatch.model import Breach, Cost, Plan, Problem, Totals, Violation, Visit, Where
from dispatch.model.facts import count, receipt, vehicle, written

__all__ = ["check"]


def check(problem: Problem, plan: Plan) -> tuple[Violation, ...]:
    """Return everything in which a plan breaks a rule or does not add up; empty if it is right."""
    known = Known(problem)
    found = [*_unknown(known, plan)]
    if found:
        return tuple(found)
    for route in plan.routes:
        found += Road(known, route).violations()
    found += _twice(plan)
    found += _fixed_shifts(problem, plan)
    found += _shared_vehicles(plan)
    found += _stops_accounted(problem, plan)
    found += _totals(known, plan)
    return tuple(found)


def _unknown(known: Known, plan: Plan) -> Iterator[Violation]:
    """Find what the problem does not have; nothing else can be checked then."""
    for route in plan.routes:
        shift = known.shifts.get(route.shift.id)
        if shift != route.shift:
            yield Violation(Breach.UNKNOWN_SHIFT, Where(route.name), 1, (written("shift", route.shift.id),))
            continue
        if not route.trips:
            yield Violation(Breach.TRIPS_NONE, Where(route.name), 1)
        for number, trip in enumerate(route.trips, start=1):
            for visit in trip.visits:
                yield from _unknown_visit(known, visit, Where(route.name, number, visit.stop))
        for pause in route.pauses:
            inside = 0 <= pause.trip < len(route.trips)
            if (
                not inside
                or not 0 <= pause.number < len(shift.breaks)
                or not 0 <= pause.position <= len(route.trips[pause.trip].visits)
            ):
                told = (count("number", pause.number + 1), count("position", pause.position))
                yield Violation(Breach.UNKNOWN_BREAK, Where(route.name, pause.trip + 1), 1, told)
    for stop in plan.unserved:
        if known.stops.get(stop.id, (0, None))[1] != stop:
            yield Violation(Breach.UNKNOWN_STOP, Where(stop=stop.id), 1)


def _unknown_visit(known: Known, visit: Visit, where: Where) -> Iterator[Violation]:
    """Find a stop, or one of several windows of a stop, that the problem does not have."""
    if visit.stop not in known.stops:
        yield Violation(Breach.UNKNOWN_STOP, where, 1)
    elif visit.window is not None:
        several = known.stops[visit.stop][1].alternatives
        if not 0 <= visit.window < len(several):
            yield Violation(Breach.UNKNOWN_WINDOW, where, 1, (count("number", visit.window + 1),))


def _twice(plan: Plan) -> Iterator[Violation]:
    """Find stops and shifts that occur more than once."""
    visits = Counter(v.stop for route in plan.routes for trip in route.trips for v in trip.visits)
    for stop, times in visits.items():
        if times > 1:
            yield Violation(Breach.TWICE_STOP, Where(stop=stop), times - 1, (count("n", times),))
    for shift, times in Counter(route.shift.id for route in plan.routes).items():
        if times > 1:
            told = (count("n", times), written("shift", shift))
            yield Violation(Breach.TWICE_SHIFT, Where(), times - 1, told)
    for name, times in Counter(route.name for route in plan.routes).items():
        if times > 1:
            yield Violation(Breach.ACCOUNTS_NAME, Where(name), times - 1, (count("n", times),))


def _fixed_shifts(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Find shifts whose trips that have left are missing."""
    trips = {route.shift.id: len(route.trips) for route in plan.routes}
    for shift in problem.shifts:
        missing = len(shift.fixed) - trips.get(shift.id, 0)
        if missing > 0:
            told = (count("n", missing), written("shift", shift.id))
            yield Violation(Breach.FIXED_MISSING, Where(), missing, told)


def _shared_vehicles(plan: Plan) -> Iterator[Violation]:
    """Find vehicles that are needed twice at once by trips that have not left yet."""
    chosen = [
        (route.shift.vehicle.id, free[0].loading_start, free[-1].arrival, route.name)
        for route in plan.routes
        if (free := route.trips[len(route.shift.fixed) :])
    ]
    for one, other in combinations(chosen, 2):
        overlap = min(one[2], other[2]) - max(one[1], other[1])
        if one[0] == other[0] and overlap > 0:
            told = (vehicle("vehicle", one[0]), written("other", other[3]))
            yield Violation(Breach.VEHICLE_TWICE, Where(one[3]), overlap, told)


def _stops_accounted(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Check that each stop is either visited or listed as unserved."""
    visited = {v.stop for route in plan.routes for trip in route.trips for v in trip.visits}
    expected = [stop.id for stop in problem.stops if stop.id not in visited]
    listed = [stop.id for stop in plan.unserved]
    if listed != expected:
        lost = sorted({*listed} ^ {*expected}) or listed
        yield Violation(
            Breach.ACCOUNTS_LOST, Where(), len(lost), tuple(receipt("receipt", stop) for stop in lost)
        )


def _totals(known: Known, plan: Plan) -> Iterator[Violation]:
    """Add the plan up anew."""
    trips = [trip for route in plan.routes for trip in route.trips]
    visits = [visit for trip in trips for visit in trip.visits]
    pauses = [pause for route in plan.routes for pause in route.pauses]
    cost = {term.name: sum(getattr(r.cost, term.name) for r in plan.routes) for term in fields(Cost)}
    cost["unserved"] += sum(stop.drop_cents for stop in plan.unserved) * TICKS_PER_CENT
    expected = Totals(
        routes=len(plan.routes),
        trips=len(trips),
        stops=len(visits),
        orders=sum(len(known.stops[visit.stop][1].orders) for visit in visits),
        metres=sum(trip.metres for trip in trips),
        drive_seconds=sum(trip.drive_seconds for trip in trips),
        service_seconds=sum(visit.departure - visit.start for visit in visits),
        wait_seconds=sum(visit.start - visit.arrival for visit in visits),
        break_seconds=sum(pause.end - pause.start for pause in pauses),
        work_seconds=sum(route.work_seconds for route in plan.routes),
        late_seconds=sum(visit.late for visit in visits),
        cost=Cost(**cost),
    )
    for total in fields(Totals):
        has, should = getattr(plan.totals, total.name), getattr(expected, total.name)
        if total.name == "cost":
            yield from cost_differences(Where(), has, should)
        else:
            yield from differs(Breach.ACCOUNTS_DIFFER, Where(), total.name, has, should)
