"""What zones mean on a day: what is closed to whom, and when a stop can be served."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from dispatch.config import DRONE, VehicleSection, speed_mph
from dispatch.model import (
    Barrier,
    Code,
    Issue,
    Point,
    Restriction,
    Severity,
    Stop,
    TimeWindow,
    TravelProfile,
)
from dispatch.model.facts import vehicle as vehicle_fact
from dispatch.model.facts import written
from dispatch.zones.zone import Ban, Zone


def closed_zones(zones: Sequence[Zone], day: date, kind: str, emission: str) -> tuple[str, ...]:
    """Return the ids, sorted, of the zones that such a vehicle may not enter all day."""
    return tuple(sorted(zone.id for zone in zones if zone.closed(day, kind, emission)))


def profile_of(zones: Sequence[Zone], day: date, vehicle: VehicleSection) -> TravelProfile:
    """Return how a vehicle travels on a day."""
    closed = closed_zones(zones, day, vehicle.profile, vehicle.emission)
    return TravelProfile(vehicle.profile, closed, speed_mph(vehicle))


def profiles_on(
    day: date, zones: Sequence[Zone], vehicles: Iterable[VehicleSection]
) -> dict[str, TravelProfile]:
    """Return how each vehicle travels on a day, by its id."""
    return {vehicle.id: profile_of(zones, day, vehicle) for vehicle in vehicles}


def profiles_ahead(
    zones: Sequence[Zone], vehicles: Iterable[VehicleSection], day: date
) -> tuple[TravelProfile, ...]:
    """Return every profile that the vehicles travel by from a day on; what a map must hold data for.

    The bare ``bike`` and ``van`` are always among them, so that a vehicle can be added without a
    new map; a robot's speed is no part of the map, and a drone needs none.
    """
    kinds = {(v.profile, v.emission) for v in vehicles if v.profile != DRONE}
    found = {TravelProfile("bike"), TravelProfile("van")}
    for moment in _turning_weeks(zones, day):
        found |= {
            TravelProfile(kind, closed_zones(zones, moment, kind, emission)) for kind, emission in kinds
        }
    return tuple(sorted(found, key=lambda profile: profile.key))


def _turning_weeks(zones: Sequence[Zone], day: date) -> set[date]:
    """Return the week from a day on, and the week after each later change of a rule.

    Between two changes one week is as the other.
    """
    changes = {day}
    for zone in zones:
        for ban in zone.bans:
            changes |= {ban.valid_from} if ban.valid_from is not None else set()
            changes |= {ban.valid_to + timedelta(days=1)} if ban.valid_to is not None else set()
    return {change + timedelta(days=ahead) for change in changes if change >= day for ahead in range(7)}


def restrictions(
    zones: Sequence[Zone],
    day: date,
    vehicles: Iterable[VehicleSection],
    stops: Sequence[Stop],
    depot: Point | None = None,
) -> tuple[Restriction, ...]:
    """Return what zones keep which vehicle from which stop; at most one restriction a pair.

    A zone that is closed all day gives no window. One with loading hours gives its
    id and the window in which service may begin so that it ends within the loading hours, or no
    window if there is none. A vehicle that may not be where the store is serves nothing.
    """
    around = [[zone for zone in zones if zone.covers(stop.place.point)] for stop in stops]
    met = {zone.id: zone for inside in around for zone in inside}.values()
    at_depot = [zone for zone in zones if depot is not None and zone.covers(depot)]
    found: list[Restriction] = []
    for vehicle in vehicles:
        asked = (day, vehicle.profile, vehicle.emission)
        bans = {zone.id: zone.bans_of(*asked) for zone in met}
        shut_out = any(zone.closed(*asked) for zone in at_depot)
        for stop, inside in zip(stops, around, strict=True):
            mine = [(zone.id, ban) for zone in inside for ban in bans[zone.id]]
            if shut_out or any(not ban.allowed for _, ban in mine):
                found.append(Restriction(vehicle.id, stop.id, Barrier.ZONE))
            elif mine:
                limit = _loading(vehicle.id, stop, mine)
                found += [limit] if limit is not None else []
    return tuple(found)


def locked_out(
    zones: Sequence[Zone], day: date, vehicles: Iterable[VehicleSection], depot: Point
) -> tuple[Issue, ...]:
    """Tell which vehicles may not be where the store is, and therefore serve nothing that day."""
    return tuple(
        Issue(
            Code.ZONE_STORE,
            Severity.WARNING,
            facts=(
                vehicle_fact("vehicle", vehicle.id),
                written("zone", zone.name),
                written("emission", vehicle.emission),
            ),
            field="vehicle.emission",
            value=vehicle.emission,
        )
        for vehicle in vehicles
        for zone in zones
        if zone.closed(day, vehicle.profile, vehicle.emission) and zone.covers(depot)
    )


def _loading(vehicle: str, stop: Stop, bans: Sequence[tuple[str, Ban]]) -> Restriction | None:
    """Fit a stop into the loading hours of all zones it lies in; None if they do not bind."""
    asked = stop.hours
    choices = [asked]
    for _, ban in bans:
        choices = [
            common
            for hours in ban.allowed
            if (latest := hours.end - stop.service_seconds) >= hours.start
            for choice in choices
            if (common := choice.intersect(TimeWindow(hours.start, latest))) is not None
        ]
    rule = bans[0][0]
    choices = [choice for choice in choices if _room(stop, choice) >= 0]
    if not choices:
        return Restriction(vehicle, stop.id, Barrier.ZONE, rule)
    widest = max(choices, key=lambda choice: (_room(stop, choice), -choice.earliest))
    return None if widest == asked else Restriction(vehicle, stop.id, Barrier.ZONE, rule, widest)


def _room(stop: Stop, hours: TimeWindow) -> int:
    """Return how many seconds of the windows of a stop lie within some hours; -1 for none."""
    common = [both for one in stop.choices if (both := one.taken.hours.intersect(hours)) is not None]
    return sum(both.latest - both.earliest for both in common) if common else -1
