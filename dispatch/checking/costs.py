"""Price a route anew from its stated times."""

from dispatch.checking.known import TICKS_PER_CENT, Known
from dispatch.checking.ways import Ways
from dispatch.model import Cost, Route, Stop

_TICKS_PER_CENT_HOUR = 5
_TICKS_PER_CENT_KM = 18


def priced(known: Known, ways: Ways, route: Route) -> Cost:
    """Return what a route costs."""
    shift, problem = known.shifts[route.shift.id], known.problem
    vehicle, late, told, liked = shift.vehicle, 0, 0, 0
    for trip in route.trips:
        for visit in trip.visits:
            stop = known.visited(visit)
            late += max(0, visit.start - stop.window.latest)
            told += _beside_told(stop, visit.start)
            liked += known.affinities.get((shift.id, stop.id), 0)
    return Cost(
        vehicle.use_cents * TICKS_PER_CENT,
        max(ways.work(), shift.least_paid_seconds) * shift.cents_per_hour * _TICKS_PER_CENT_HOUR,
        ways.metres() * vehicle.cents_per_km * _TICKS_PER_CENT_KM,
        late * problem.late_cents_per_hour * _TICKS_PER_CENT_HOUR,
        affinity=liked * TICKS_PER_CENT,
        told=told * _TICKS_PER_CENT_HOUR,
        waiting=ways.stood() * problem.wait_cents_per_hour * _TICKS_PER_CENT_HOUR,
        breaks=_laden_breaks(route) * problem.break_on_road_cents * TICKS_PER_CENT,
    )


def _laden_breaks(route: Route) -> int:
    """Count the breaks on the road behind which the trip still has a stop."""
    return len([p for p in route.pauses if p.position and p.position < len(route.trips[p.trip].visits)])


def _beside_told(stop: Stop, start: int) -> int:
    """Return the seconds before or behind the window told, each times its price of an hour."""
    if stop.told is None:
        return 0
    if start < stop.told.window.earliest:
        return (stop.told.window.earliest - start) * stop.told.early_cents_per_hour
    return max(0, start - stop.told.window.latest) * stop.told.late_cents_per_hour
