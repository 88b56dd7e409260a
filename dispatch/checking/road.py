"""Drive one route along the times it states."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from dispatch.checking.costs import priced
from dispatch.checking.known import Known, cost_differences, differs
from dispatch.checking.pauses import break_fact, faults_of_breaks
from dispatch.checking.unmanned import breaches
from dispatch.checking.ways import Ways
from dispatch.model import (
    Barrier,
    Breach,
    FixedTrip,
    Restriction,
    Route,
    Stop,
    Trip,
    Violation,
    Visit,
    Where,
)
from dispatch.model.facts import Fact, count, grams, metres, moment, span, vehicle, written

_DIMENSIONS = ("crates", "grams", "chilled", "frozen")

_OF_THE_ORDERS = frozenset({Barrier.CONSENT, Barrier.AGE_CHECK, Barrier.STAIRS, Barrier.CRATES})

_Kind = Callable[[str, int], Fact]
_Load = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Spot:
    """Say where in the plan a trip stands."""

    trip: Trip
    number: int
    where: Where
    fixed: FixedTrip | None

    def at(self, stop: str) -> Where:
        """Point to one of its stops."""
        return Where(self.where.route, self.where.trip, stop)


class Road:
    """Drive one route along the times it states, and note what is wrong."""

    def __init__(self, known: Known, route: Route) -> None:
        self._known = known
        self._route = route
        self._shift = known.shifts[route.shift.id]
        self._ways = Ways(known, route)
        self._found: list[Violation] = []
        self._whole = Where(route.name)
        self._free = len(route.trips) > len(self._shift.fixed)

    def violations(self) -> list[Violation]:
        """Return what was found."""
        shift, route = self._shift, self._route
        if len(route.trips) > shift.max_trips:
            self._at_most(Breach.TRIPS_MANY, self._whole, count, len(route.trips), shift.max_trips)
        clock = shift.hours.earliest
        for number, trip in enumerate(route.trips):
            fixed = shift.fixed[number] if number < len(shift.fixed) else None
            clock = self._trip(_Spot(trip, number, Where(route.name, number + 1), fixed), clock)
        self._end(clock)
        self._found += faults_of_breaks(self._known, self._ways, route)
        self._costs()
        return self._found

    def _add(self, breach: Breach, where: Where, amount: int, *facts: Fact) -> None:
        self._found.append(Violation(breach, where, amount, facts))

    def _same(self, breach: Breach, where: Where, what: str, stated: int, expected: int) -> None:
        if stated != expected:
            self._found += differs(breach, where, what, stated, expected)

    def _at_most(self, breach: Breach, where: Where, kind: _Kind, value: int, limit: int) -> None:
        if value > limit:
            self._add(breach, where, value - limit, kind("n", value), kind("limit", limit))

    def _no_sooner(self, breach: Breach, where: Where, start: int, limit: int) -> None:
        if start < limit:
            self._add(breach, where, limit - start, moment("start", start), moment("limit", limit))

    def _trip(self, spot: _Spot, clock: int) -> int:
        """Check one trip, the courier being free at ``clock``; return when they are back."""
        trip = spot.trip
        if not trip.visits:
            self._add(Breach.TRIPS_EMPTY, spot.where, 1)
        clock = self._pauses(spot, 0, clock)
        self._depot(spot)
        self._leaving(spot, clock)
        clock, here, left = trip.departure, self._ways.begin(spot.number), self._loaded(spot)
        for position, visit in enumerate(trip.visits, start=1):
            there, stop = self._known.stops[visit.stop][0], self._known.visited(visit)
            where = spot.at(visit.stop)
            left = (left[0] - stop.load.crates, left[1] - stop.load.grams,
                    left[2] - stop.load.chilled, left[3] - stop.load.frozen)  # fmt: skip
            self._leg(spot, where, (here, there), clock, (visit.drive_seconds, visit.metres))
            self._visit(spot, where, visit, stop, clock)
            self._loads(where, "left", visit.load_left.as_tuple(), left)
            clock, here = self._pauses(spot, position, visit.departure), there
        home = self._ways.begin(spot.number + 1)
        self._leg(spot, spot.where, (here, home), clock, (trip.return_drive_seconds, trip.return_metres))
        back = self._ways.arrives(here, home, clock)
        self._same(Breach.TIMES_DIFFER, spot.where, "return", trip.arrival, back)
        self._sums(spot)
        return trip.arrival

    def _depot(self, spot: _Spot) -> None:
        """Check where a trip loads, and the way there."""
        trip, base = spot.trip, self._ways.depots[spot.number]
        self._same(Breach.ACCOUNTS_DIFFER, spot.where, "depot", trip.depot, base)
        seconds, far = self._ways.approach(spot.number)
        self._same(Breach.TIMES_DIFFER, spot.where, "approach", trip.approach_seconds, seconds)
        self._same(Breach.ACCOUNTS_DIFFER, spot.where, "approach_metres", trip.approach_metres, far)
        if spot.fixed:
            return
        names = [depot.name for depot in self._known.problem.depots]
        if base not in {self._shift.depot, *self._shift.may_load_at}:
            self._add(Breach.DEPOT_AWAY, spot.where, 1, written("depot", names[base]))
        for visit in trip.visits:
            stop = self._known.stops[visit.stop][1]
            if (asked := self._ways.wanted(stop)) != base:
                told = (written("depot", names[base]), written("other", names[asked]))
                self._add(Breach.DEPOT_MIXED, spot.at(visit.stop), 1, *told)

    def _leaving(self, spot: _Spot, ready: int) -> None:
        """Check loading and departure, the courier being ready at the store."""
        trip, shift = spot.trip, self._shift
        loading = shift.vehicle.loading_seconds
        self._same(Breach.TIMES_DIFFER, spot.where, "loading", trip.departure - trip.loading_start, loading)
        if spot.fixed:
            self._same(Breach.FIXED_DEPARTURE, spot.where, "departure", trip.departure, spot.fixed.departure)
            if tuple(visit.stop for visit in trip.visits) != spot.fixed.stops:
                self._add(Breach.FIXED_STOPS, spot.where, 1)
            return
        begins = trip.loading_start - self._ways.approach(spot.number)[0]
        if spot.number == 0 and begins < shift.hours.earliest:
            self._no_sooner(Breach.SHIFT_EARLY, spot.where, begins, shift.hours.earliest)
        else:
            self._no_sooner(Breach.RELEASE_COURIER, spot.where, begins, ready)
        self._no_sooner(Breach.SHIFT_PAST, spot.where, begins, shift.not_before)
        for visit in trip.visits:
            where, packed = spot.at(visit.stop), self._known.stops[visit.stop][1].release
            self._no_sooner(Breach.RELEASE_PACKED, where, trip.departure, packed)

    def _loaded(self, spot: _Spot) -> _Load:
        """Check the load at departure against stops and vehicle; return it as it should be."""
        loads = [self._known.stops[visit.stop][1].load.as_tuple() for visit in spot.trip.visits]
        total = (
            sum(load[0] for load in loads),
            sum(load[1] for load in loads),
            sum(load[2] for load in loads),
            sum(load[3] for load in loads),
        )
        self._loads(spot.where, "load", spot.trip.load.as_tuple(), total)
        if not spot.fixed:
            room = self._shift.vehicle.capacity
            self._at_most(Breach.CAPACITY_CRATES, spot.where, count, total[0], room.crates)
            self._at_most(Breach.CAPACITY_WEIGHT, spot.where, grams, total[1], room.grams)
            self._at_most(Breach.CAPACITY_CHILLED, spot.where, count, total[2], room.chilled)
            self._at_most(Breach.CAPACITY_FROZEN, spot.where, count, total[3], room.frozen)
            most = self._shift.vehicle.max_stops
            if most is not None:
                self._at_most(Breach.CAPACITY_STOPS, spot.where, count, len(spot.trip.visits), most)
        return total

    def _loads(self, where: Where, what: str, stated: _Load, expected: _Load) -> None:
        if stated == expected:
            return
        for dimension, has, should in zip(_DIMENSIONS, stated, expected, strict=True):
            self._same(Breach.ACCOUNTS_DIFFER, where, f"{what}.{dimension}", has, should)

    def _leg(
        self, spot: _Spot, where: Where, ends: tuple[int, int], left: int, stated: tuple[int, int]
    ) -> None:
        """Check a leg between two places that the vehicle departs on at ``left``."""
        here, there = ends
        if not spot.fixed and not self._ways.matrix.reachable(here, there):
            self._add(Breach.REACH_LEG, where, 1)
        drive = self._ways.arrives(here, there, left) - left
        self._same(Breach.TIMES_DIFFER, where, "drive", stated[0], drive)
        self._same(Breach.ACCOUNTS_DIFFER, where, "metres", stated[1], self._ways.matrix.metres(here, there))

    def _visit(self, spot: _Spot, where: Where, visit: Visit, stop: Stop, left: int) -> None:
        """Check one visit, the vehicle having left the place before at ``left``."""
        limit = self._known.limits.get((self._shift.vehicle.id, stop.id))
        opens, closes = stop.window.earliest, stop.late_until
        if limit and limit.window:
            opens, closes = max(opens, limit.window.earliest), min(closes, limit.window.latest)
        begins = opens if spot.fixed else max(opens, self._awaited(spot, visit, stop))
        self._same(Breach.TIMES_DIFFER, where, "arrival", visit.arrival, left + visit.drive_seconds)
        self._same(Breach.TIMES_DIFFER, where, "start", visit.start, max(visit.arrival, begins))
        self._same(
            Breach.TIMES_DIFFER, where, "departure", visit.departure, visit.start + stop.service_seconds
        )
        self._same(Breach.TIMES_DIFFER, where, "late", visit.late, max(0, visit.start - stop.window.latest))
        cold = visit.start - spot.trip.loading_start
        self._same(Breach.TIMES_DIFFER, where, "cold", visit.cold_seconds, cold)
        if spot.fixed:
            return
        self._no_sooner(Breach.WINDOW_BEFORE, where, visit.start, opens)
        self._at_most(Breach.WINDOW_AFTER, where, moment, visit.start, closes)
        if limit and limit.window is None:
            self._barred(where, limit)
        for breach, amount in breaches(self._shift.vehicle, stop):
            self._add(breach, where, amount)
        if missing := stop.skills - self._shift.skills:
            skills = (written("skill", skill) for skill in sorted(missing))
            self._add(Breach.SKILL_MISSING, where, len(missing), *skills)
        if stop.cold_limit is not None and not self._shift.vehicle.cooled:
            self._at_most(Breach.COLD_OUTSIDE, where, span, cold, stop.cold_limit)
        longest = self._known.problem.longest_on_board
        if longest is not None:
            self._at_most(Breach.BOARD_LONG, where, span, cold, longest)

    def _awaited(self, spot: _Spot, visit: Visit, stop: Stop) -> int:
        """Return until when the courier waits because of what the customer was told; 0 if not at all."""
        an_hour = self._shift.cents_per_hour + self._known.problem.wait_cents_per_hour
        if stop.told is None or stop.told.early_cents_per_hour < max(1, an_hour):
            return 0
        return min(stop.told.window.earliest, self._latest[spot.number, visit.stop])

    @cached_property
    def _latest(self) -> dict[tuple[int, str], int]:
        """Trip and stop → when service begins at the latest if all that follows is to be in time.

        Read off from the end of the shift backwards: what is to be done begins no later than by its own
        limit, nor so late that what follows it would be.
        """
        latest, found = self._shift.hours.latest, {}
        for number, trip in reversed(tuple(enumerate(self._route.trips))):
            places = self._ways.path(number)
            for position, visit in reversed(tuple(enumerate(trip.visits, start=1))):
                latest = self._ways.departs(places[position], places[position + 1], latest)
                stop = self._known.visited(visit)
                latest = min(self._due(stop), self._rested(number, position, latest) - stop.service_seconds)
                found[number, visit.stop] = latest
            latest = self._ways.departs(places[0], places[1], latest) - self._shift.vehicle.loading_seconds
            latest = self._rested(number, 0, latest)
        return found

    def _rested(self, trip: int, position: int, latest: int) -> int:
        """Return by when a place is done with if its breaks and what follows by ``latest`` are in time."""
        for pause in reversed(self._route.pauses):
            if (pause.trip, pause.position) == (trip, position):
                owed = self._shift.breaks[pause.number]
                latest = min(owed.window.latest, latest - owed.seconds)
        return latest

    def _due(self, stop: Stop) -> int:
        """Return when service begins at the latest without any price."""
        limit = self._known.limits.get((self._shift.vehicle.id, stop.id))
        ends = [stop.window.latest - stop.margin_seconds]
        if limit and limit.window:
            ends.append(limit.window.latest)
        if stop.told:
            ends.append(stop.told.window.latest)
        return min(ends)

    def _barred(self, where: Where, limit: Restriction) -> None:
        which = vehicle("vehicle", self._shift.vehicle.id)
        if limit.kind is Barrier.REACH:
            self._add(Breach.REACH_VEHICLE, where, 1, which)
        elif limit.kind is Barrier.ON_BOARD:
            self._add(Breach.RELEASE_ON_BOARD, where, 1, vehicle("vehicle", limit.by))
        elif limit.kind is Barrier.CLOSING:
            self._add(Breach.UNMANNED_CLOSING, where, 1)
        elif limit.kind in _OF_THE_ORDERS:
            return  # the orders are asked themselves
        elif limit.by:
            self._add(Breach.ZONE_RULE, where, 1, which, written("rule", limit.by))
        else:
            self._add(Breach.ZONE_CLOSED, where, 1, which)

    def _pauses(self, spot: _Spot, position: int, clock: int) -> int:
        """Check the breaks at one position, the courier having stopped at ``clock``; return the end."""
        for pause in self._route.pauses:
            if (pause.trip, pause.position) != (spot.number, position):
                continue
            owed, where = self._shift.breaks[pause.number], spot.where
            begin = max(clock, owed.window.earliest)
            if position == 0 and not spot.fixed:
                begin = max(begin, self._shift.not_before)
            self._same(Breach.TIMES_DIFFER, where, "break.start", pause.start, begin)
            self._same(Breach.TIMES_DIFFER, where, "break.end", pause.end, pause.start + owed.seconds)
            if not spot.fixed and pause.start not in owed.window:
                late = max(pause.start - owed.window.latest, owed.window.earliest - pause.start)
                self._add(Breach.BREAK_WINDOW, where, late, break_fact(pause), moment("start", pause.start))
            clock = pause.end
        return clock

    def _sums(self, spot: _Spot) -> None:
        trip = spot.trip
        drive = sum(visit.drive_seconds for visit in trip.visits) + trip.return_drive_seconds
        drive += trip.approach_seconds
        metres = sum(visit.metres for visit in trip.visits) + trip.return_metres + trip.approach_metres
        self._same(Breach.ACCOUNTS_DIFFER, spot.where, "drive", trip.drive_seconds, drive)
        self._same(Breach.ACCOUNTS_DIFFER, spot.where, "metres", trip.metres, metres)

    def _end(self, back: int) -> None:
        """Check what holds for the route as a whole."""
        limit = self._shift.vehicle.range_m
        if self._free:
            self._at_most(Breach.SHIFT_LATE, self._whole, moment, back, self._shift.hours.latest)
            if limit is not None:
                self._at_most(Breach.RANGE_BEYOND, self._whole, metres, self._ways.metres(), limit)
        most = self._shift.vehicle.trip_range_m
        if most is not None:
            for number in range(len(self._shift.fixed), len(self._route.trips)):
                far = self._ways.metres_of(number)
                self._at_most(Breach.RANGE_TRIP, Where(self._route.name, number + 1), metres, far, most)

    def _costs(self) -> None:
        """Price the route anew from its stated times."""
        route, work = self._route, self._ways.work()
        self._same(Breach.ACCOUNTS_DIFFER, self._whole, "work_seconds", route.work_seconds, work)
        self._found += cost_differences(self._whole, route.cost, priced(self._known, self._ways, route))
