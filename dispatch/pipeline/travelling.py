"""From stops and roads to what can be delivered: travel times, closed zones, doors no road leads to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from dispatch.building.fleet import Fleet
from dispatch.building.unmanned import unmanned_limits, with_limits
from dispatch.config import DRONE, Area, Hours, Travel
from dispatch.model import (
    UNREACHABLE,
    Barrier,
    Code,
    Issue,
    Order,
    Plan,
    Point,
    Rejected,
    Restriction,
    Severity,
    Stop,
    TimeWindow,
    TravelMatrix,
    TravelProfile,
)
from dispatch.model.facts import count, metres, vehicle
from dispatch.pipeline.road import Cells
from dispatch.ports import Progress, TravelSource
from dispatch.travel import Finding, Measured, measure
from dispatch.zones import Zone, locked_out, restrictions


@dataclass(frozen=True, slots=True)
class Roads:
    """Hold what was measured between the stops of a day, and which vehicle may not go where."""

    measured: Measured
    restrictions: tuple[Restriction, ...]
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Reachable:
    """Tell the stops that some vehicle can reach, with their travel, from the orders that none can."""

    stops: tuple[Stop, ...]
    travel: tuple[TravelMatrix, ...]
    restrictions: tuple[Restriction, ...]
    rejected: tuple[Rejected, ...] = ()
    issues: tuple[Issue, ...] = ()


def measure_travel(
    stops: Sequence[Stop],
    fleet: Fleet,
    zones: Sequence[Zone],
    home: Point,
    hours: Hours,
    closing: int,
    section: Travel,
    source: TravelSource,
    progress: Progress,
) -> Roads:
    """Measure travel between the store and the stops, and find what zones, roads and the orders forbid.

    Parameters
    ----------
    closing
        When the store closes, in seconds since midnight.

    Raises
    ------
    ServiceError, ResourceError
        From the travel source.
    """
    banned = forbidden(zones, fleet, stops, home, closing)
    measured = measure(
        source,
        fleet.used,
        [home, *(stop.place.point for stop in stops)],
        [TimeWindow(hours.start, hours.end), *(stop.window for stop in stops)],
        section,
        excused=_excused(banned, fleet, stops),
        progress=progress,
    )
    shut_out = locked_out(zones, fleet.day, fleet.driven, home)
    return Roads(measured, with_reach(banned, measured, fleet, stops), (*measured.issues, *shut_out))


def forbidden(
    zones: Sequence[Zone], fleet: Fleet, stops: Sequence[Stop], home: Point, closing: int
) -> tuple[Restriction, ...]:
    """Return what zones keep from which vehicle, and orders from robots and drones."""
    banned = restrictions(zones, fleet.day, fleet.sections, stops, home)
    return with_limits(banned, unmanned_limits(fleet.sections, stops, closing))


def split_off_unreachable(
    stops: Sequence[Stop], roads: Roads, fleet: Fleet, area: Area, cells: Cells, held: int = 0
) -> Reachable:
    """Reject the orders that no vehicle in use can reach or that live too far by road.

    The first ``held`` stops are on their way already, whatever the roads say.
    """
    lost = {place: why for place, why in _lost(roads.measured, fleet, area).items() if place > held}
    places = [place for place in range(1, len(stops) + 1) if place not in lost]
    kept = tuple(stops[place - 1] for place in places)
    ids = {stop.id for stop in kept}
    return Reachable(
        stops=kept,
        travel=tuple(m.keep([0, *places]) if lost else m for m in roads.measured.matrices),
        restrictions=tuple(limit for limit in roads.restrictions if limit.stop in ids),
        rejected=tuple(
            reject(cells, order.order, [lost[place]])
            for place in sorted(lost)
            for order in stops[place - 1].orders
        ),
        issues=tuple(_warnings([found for found in roads.measured.findings if found.place], stops, lost)),
    )


def reject(cells: Cells, order: Order, issues: Sequence[Issue]) -> Rejected:
    """Put an order among the rejected rows, whole, with the reasons."""
    told = tuple(replace(issue, row=order.row, receipt_id=order.receipt_id) for issue in issues)
    return Rejected(order.receipt_id, order.row, cells.get(order.receipt_id, ()), told)


def _excused(
    banned: Sequence[Restriction], fleet: Fleet, stops: Sequence[Stop]
) -> dict[str, Collection[int]]:
    """Return, by profile, the places that zones close to it anyway."""
    never = {(r.vehicle, r.stop) for r in banned if r.window is None}
    return {
        profile.key: [
            place
            for place, stop in enumerate(stops, start=1)
            if all(
                (vehicle.id, stop.id) in never
                for vehicle in fleet.vehicles.values()
                if vehicle.profile == profile.key
            )
        ]
        for profile in fleet.used
    }


def _lost(measured: Measured, fleet: Fleet, area: Area) -> dict[int, Issue]:
    """Return the places that no vehicle in use can or may reach (zones aside), each with the reason."""
    keys = [profile.key for profile in fleet.used]
    if not keys:
        return {}
    lost = {}
    for place in frozenset.intersection(*(measured.barred(key) for key in keys)) - {0}:
        finding = next(f for f in measured.findings if f.place == place and f.barred)
        lost[place] = finding.issue(severity=Severity.ERROR)
    if area.road_km is not None:
        limit = area.road_km * 1000
        for place in range(1, measured.matrices[0].size):
            nearest = way_to(measured.matrices, place)
            if place not in lost and limit < nearest < UNREACHABLE:
                lost[place] = too_far(nearest, area.road_km)
    return lost


def way_to(travel: Sequence[TravelMatrix], place: int) -> int:
    """Return the metres from the store to a place by road, or through the air if only drones are there."""
    roads = [matrix for matrix in travel if TravelProfile.of_key(matrix.profile).kind != DRONE]
    return min((matrix.metres(0, place) for matrix in roads or travel), default=0)


def too_far(way: int, road_km: float) -> Issue:
    """Say that a door is further from the store by road than it may be."""
    return Issue(
        Code.OUTSIDE_AREA,
        Severity.ERROR,
        "road",
        (metres("way", way), metres("most", round(road_km * 1000))),
        field="address",
    )


def with_reach(
    banned: Sequence[Restriction],
    measured: Measured,
    fleet: Fleet,
    stops: Sequence[Stop],
) -> tuple[Restriction, ...]:
    """Add to the rules of zones what the roads forbid; at most one restriction a pair."""
    pairs = {(r.vehicle, r.stop): r for r in banned}
    for one in fleet.vehicles.values():
        if one.profile not in {matrix.profile for matrix in measured.matrices}:
            continue
        for place in measured.barred(one.profile) - {0}:
            stop = stops[place - 1].id
            known = pairs.get((one.id, stop))
            if known is None or known.window is not None:
                pairs[one.id, stop] = Restriction(one.id, stop, Barrier.REACH)
    return tuple(pairs.values())


def _warnings(findings: Sequence[Finding], stops: Sequence[Stop], lost: Collection[int]) -> list[Issue]:
    """Tell of places far from the road and of vehicles that cannot get there, once a stop and code."""
    told: dict[tuple[int, str], Issue] = {}
    for finding in findings:
        flown = TravelProfile.of_key(finding.profile).kind == DRONE
        if finding.place not in lost and not flown:
            stop = stops[finding.place - 1]
            told.setdefault((finding.place, finding.code), finding.issue(stop.id))
    return [*told.values(), *_flown_nowhere(findings, lost)]


def _flown_nowhere(findings: Sequence[Finding], lost: Collection[int]) -> list[Issue]:
    """Tell once how many places no drone flies to: most others come there anyway."""
    flying = {f.profile for f in findings if TravelProfile.of_key(f.profile).kind == DRONE}
    barred = [{f.place for f in findings if f.profile == profile and f.barred} for profile in sorted(flying)]
    places = frozenset[int]().union(*barred) - set(lost)
    return [Issue(Code.NOT_FLOWN, Severity.INFO, facts=(count("n", len(places)),))] if places else []


def trial_issues(plan: Plan) -> tuple[Issue, ...]:
    """Tell which robots and drones the plan sends out without a permit."""
    trials = dict.fromkeys(r.shift.vehicle.id for r in plan.routes if r.shift.vehicle.trial)
    return tuple(
        Issue(Code.TRIAL, Severity.WARNING, facts=(vehicle("vehicle", name),), field="vehicle.allowed")
        for name in trials
    )
