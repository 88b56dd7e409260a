"""Tell two plans of one day apart."""

from dataclasses import dataclass

from dispatch.clock import MINUTE
from dispatch.model import Plan

TOLERANCE = 15 * MINUTE
"""A customer is told a window; a visit that moves less stays within it."""


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """List the stops that two plans treat differently, by id, in the order of the newer plan.

    Parameters
    ----------
    added
        Visited now, not before.
    gone
        Visited before, not now.
    moved
        Visited by another shift.
    shifted
        Visited by the same shift, but more than the tolerance earlier or later: (id, seconds later).
    routes
        Names of the routes that are not to the letter what they were: their sheets must be printed again.
    """

    added: tuple[str, ...]
    gone: tuple[str, ...]
    moved: tuple[str, ...]
    shifted: tuple[tuple[str, int], ...]
    routes: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.gone or self.moved or self.shifted or self.routes)


def changes_between(old: Plan, new: Plan, tolerance: int = TOLERANCE) -> PlanChanges:
    """Compare two plans.

    Parameters
    ----------
    old, new
        The plans; their shifts are matched by id.
    tolerance
        Seconds by which a visit may move and still count as unchanged.
    """
    before, after = _visits(old), _visits(new)
    both = [stop for stop in after if stop in before]
    times = {stop: after[stop][1] - before[stop][1] for stop in both}
    stays = {stop for stop in both if before[stop][0] == after[stop][0]}
    return PlanChanges(
        added=tuple(stop for stop in after if stop not in before),
        gone=tuple(stop for stop in before if stop not in after),
        moved=tuple(stop for stop in both if stop not in stays),
        shifted=tuple((stop, times[stop]) for stop in both if stop in stays and abs(times[stop]) > tolerance),
        routes=_differing_routes(old, new),
    )


def _visits(plan: Plan) -> dict[str, tuple[str, int]]:
    """Map each visited stop to its shift and the start of service."""
    return {
        visit.stop: (route.shift.id, visit.start)
        for route in plan.routes
        for trip in route.trips
        for visit in trip.visits
    }


def _differing_routes(old: Plan, new: Plan) -> tuple[str, ...]:
    before = {route.shift.id: (route.trips, route.pauses) for route in old.routes}
    now = {route.shift.id for route in new.routes}
    changed = [r.name for r in new.routes if before.get(r.shift.id) != (r.trips, r.pauses)]
    return tuple(changed + [route.name for route in old.routes if route.shift.id not in now])
