"""From located orders, fleet and roads to the routing problem of the day."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dispatch.building.fleet import (
    frame_problem,
    make_depot,
    make_shifts,
    make_vehicles,
)
from dispatch.building.stops import StopRules, make_stops
from dispatch.config import Area, Config, Hours, delivery_hours, skills_in_use, weekday_of
from dispatch.errors import NoPlanError
from dispatch.model import (
    UNREACHABLE,
    Issue,
    LocatedOrder,
    Problem,
    Rejected,
    Restriction,
    Severity,
    Shift,
    Stop,
    TimeWindow,
    TravelProfile,
    Vehicle,
)
from dispatch.pipeline.parts import Cells, Tools, reject
from dispatch.travel import Finding, Measured, measure
from dispatch.zones import load_zones, locked_out, profile_of, restrictions


@dataclass(frozen=True, slots=True)
class Posed:
    """Hold the problem of a day, the orders that no road leads to, and what travel had to say."""

    problem: Problem
    rejected: tuple[Rejected, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Fleet:
    """Hold who drives what on a day, and how each vehicle travels."""

    vehicles: Mapping[str, Vehicle]
    profiles: Mapping[str, TravelProfile]
    shifts: tuple[Shift, ...]

    def used(self) -> tuple[TravelProfile, ...]:
        """Return the travel profiles of the vehicles on the road."""
        keys = {shift.vehicle.profile for shift in self.shifts}
        found = {profile.key: profile for profile in self.profiles.values() if profile.key in keys}
        return tuple(found[key] for key in sorted(found))


def pose_problem(
    day: date, located: Sequence[LocatedOrder], cells: Cells, config: Config, tools: Tools
) -> Posed:
    """Turn located orders, the fleet and the roads into the day's routing problem.

    Raises
    ------
    NoPlanError
        If the store does not deliver on that day.
    ServiceError, ResourceError
        From the travel source.
    """
    hours = hours_of(day, config)
    fleet = muster(day, config)
    stops = make_stops(located, stop_rules(hours, fleet, config, tools))
    roads = survey(day, stops, fleet, hours, config, tools)
    reached = reach(stops, roads, fleet, config.promise.area, cells)
    lost = len(reached.places) < len(stops)
    ids = {stops[place - 1].id for place in reached.places}
    problem = frame_problem(
        day,
        make_depot(config.store),
        [stops[place - 1] for place in reached.places],
        fleet.shifts,
        [matrix.keep([0, *reached.places]) if lost else matrix for matrix in roads.measured.matrices],
        [limit for limit in roads.restrictions if limit.stop in ids],
        config.costs,
    )
    return Posed(problem, reached.rejected, reached.issues)


@dataclass(frozen=True, slots=True)
class Roads:
    """Hold what was measured between the stops of a day, and which vehicle may not go where."""

    measured: Measured
    restrictions: tuple[Restriction, ...]
    notices: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Reached:
    """Tell the places that some vehicle can reach, counted from 1, from the orders that none can."""

    places: tuple[int, ...]
    rejected: tuple[Rejected, ...] = ()
    issues: tuple[Issue, ...] = ()


def survey(
    day: date, stops: Sequence[Stop], fleet: Fleet, hours: Hours, config: Config, tools: Tools
) -> Roads:
    """Measure travel between the store and the stops, and find what zones and roads forbid."""
    home = (config.store.lat, config.store.lon)
    zones = load_zones(config.zones)
    banned = restrictions(zones, day, config.vehicle, stops, home)
    measured = measure(
        tools.travel,
        fleet.used(),
        [home, *(stop.place.point for stop in stops)],
        [TimeWindow(hours.start, hours.end), *(stop.window for stop in stops)],
        config.travel,
        excused=_excused(banned, fleet, stops),
        progress=tools.progress,
    )
    driven = {shift.vehicle.id for shift in fleet.shifts}
    shut_out = locked_out(zones, day, [v for v in config.vehicle if v.id in driven], home)
    return Roads(measured, _with_reach(banned, measured, fleet, stops), (*measured.notices, *shut_out))


def reach(stops: Sequence[Stop], roads: Roads, fleet: Fleet, area: Area, cells: Cells) -> Reached:
    """Reject the orders that no vehicle in use can reach or that live too far by road."""
    lost = _lost(roads.measured, fleet, area)
    return Reached(
        tuple(place for place in range(1, len(stops) + 1) if place not in lost),
        tuple(
            reject(cells, order.order, [lost[place]])
            for place in sorted(lost)
            for order in stops[place - 1].orders
        ),
        tuple(_warnings([found for found in roads.measured.findings if found.place], stops, lost)),
    )


def hours_of(day: date, config: Config) -> Hours:
    """Return the delivery hours of a day; refuse a day without."""
    hours = delivery_hours(config.store, weekday_of(day))
    if hours is None:
        raise NoPlanError(
            f"The store does not deliver on {day:%A %d-%m-%Y}.",
            "Name another day with --date, or change [store.days].",
        )
    return hours


def muster(day: date, config: Config) -> Fleet:
    """Gather the shifts and vehicles of a day, with the zones that are closed to each vehicle."""
    zones = load_zones(config.zones)
    profiles = {v.id: profile_of(zones, day, v.profile, v.emission) for v in config.vehicle}
    vehicles = make_vehicles(config.vehicle, {name: profile.key for name, profile in profiles.items()})
    return Fleet(vehicles, profiles, make_shifts(day, config.courier, config.vehicle, vehicles))


def stop_rules(hours: Hours, fleet: Fleet, config: Config, tools: Tools) -> StopRules:
    """Gather the store's rules that turn orders into stops."""
    rules = StopRules(
        delivery=hours,
        promise=config.promise,
        service=config.service,
        cold=config.cold,
        costs=config.costs,
        rooms=tuple(vehicle.capacity for vehicle in fleet.vehicles.values()),
        skills_in_use=skills_in_use(config.courier, config.vehicle),
        bags_per_crate=config.intake.bags_per_crate,
    )
    return replace(rules, beyond=tools.learned.beyond) if tools.learned else rules


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
        for profile in fleet.used()
    }


def _lost(measured: Measured, fleet: Fleet, area: Area) -> dict[int, Issue]:
    """Return the places that no vehicle in use can or may reach (zones aside), each with the reason."""
    keys = [profile.key for profile in fleet.used()]
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
                lost[place] = _too_far(nearest, area.road_km)
    return lost


def _too_far(metres: int, road_km: float) -> Issue:
    return Issue(
        "OUTSIDE_AREA",
        Severity.ERROR,
        f"It is {metres / 1000:.1f} km by road, and the service area ends at {road_km:g} km.",
        "Call the customer, or change [promise.area] road_km.",
        field="address",
    )


def _with_reach(
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
                pairs[vehicle.id, stop] = Restriction(vehicle.id, stop, "REACH")
    return tuple(pairs.values())


def _warnings(findings: Sequence[Finding], stops: Sequence[Stop], lost: Collection[int]) -> list[Issue]:
    """Tell of places far from the road and of vehicles that cannot get there, once a stop and code."""
    told: dict[tuple[int, str], Issue] = {}
    for finding in findings:
        if finding.place not in lost:
            stop = stops[finding.place - 1]
            told.setdefault((finding.place, finding.code), finding.issue(stop.id))
    return list(told.values())
