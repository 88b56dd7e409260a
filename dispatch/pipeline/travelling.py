"""From stops and roads to what can be delivered: travel times, closed zones, doors no road leads to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from dispatch.building.fleet import Fleet
from dispatch.config import Area, Hours, Travel
from dispatch.model import (
    UNREACHABLE,
    Barrier,
    Code,
    Issue,
    Order,
    Point,
    Rejected,
    Restriction,
    Severity,
    Stop,
    TimeWindow,
    TravelMatrix,
)
from dispatch.model.facts import metres
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
    section: Travel,
    source: TravelSource,
    progress: Progress,
) -> Roads:
    """Measure travel between the store and the stops, and find what zones and roads forbid.

    Raises
    ------
    ServiceError, ResourceError
        From the travel source.
    """
    banned = restrictions(zones, fleet.day, fleet.sections, stops, home)
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
            nearest = min(matrix.metres(0, place) for matrix in measured.matrices)
            if place not in lost and limit < nearest < UNREACHABLE:
                lost[place] = too_far(nearest, area.road_km)
    return lost


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
    for vehicle in fleet.vehicles.values():
        if vehicle.profile not in {matrix.profile for matrix in measured.matrices}:
            continue
        for place in measured.barred(vehicle.profile) - {0}:
            stop = stops[place - 1].id
            known = pairs.get((vehicle.id, stop))
            if known is None or known.window is not None:
                pairs[vehicle.id, stop] = Restriction(vehicle.id, stop, Barrier.REACH)
    return tuple(pairs.values())


def _warnings(findings: Sequence[Finding], stops: Sequence[Stop], lost: Collection[int]) -> list[Issue]:
    """Tell of places far from the road and of vehicles that cannot get there, once a stop and code."""
    told: dict[tuple[int, str], Issue] = {}
    for finding in findings:
        if finding.place not in lost:
            stop = stops[finding.place - 1]
            told.setdefault((finding.place, finding.code), finding.issue(stop.id))
    return list(told.values())
