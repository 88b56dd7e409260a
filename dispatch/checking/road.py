"""Drive one route along the times it states."""

from dataclasses import dataclass
from itertools import pairwise

from dispatch.checking.known import TICKS_PER_CENT, Known, cost_differences
from dispatch.clock import hhmm
from dispatch.model import (
    Cost,
    FixedTrip,
    Load,
    Pause,
    Route,
    Stop,
    TravelMatrix,
    Trip,
    Violation,
    Visit,
)

_TICKS_PER_CENT_HOUR = 5
_TICKS_PER_CENT_KM = 18


@dataclass(frozen=True, slots=True)
class _Spot:
    """Say where in the plan a trip stands."""

    trip: Trip
    number: int
    name: str
    fixed: FixedTrip | None


class Road:
    """Drive one route along the times it states, and note what is wrong."""

    def __init__(self, known: Known, route: Route) -> None:
        self._known = known
        self._route = route
        self._shift = known.shifts[route.shift.id]
        self._matrix: TravelMatrix = known.problem.matrix(self._shift.vehicle.profile)
        self._found: list[Violation] = []
        self._free = len(route.trips) > len(self._shift.fixed)

    def violations(self) -> list[Violation]:
        """Return what was found."""
        shift, route = self._shift, self._route
        if len(route.trips) > shift.max_trips:
            self._add("TRIPS", route.name, len(route.trips) - shift.max_trips, "more trips than allowed")
        clock = shift.hours.earliest
        for number, trip in enumerate(route.trips):
            fixed = shift.fixed[number] if number < len(shift.fixed) else None
            clock = self._trip(_Spot(trip, number, f"{route.name} trip {number + 1}", fixed), clock)
        self._end(clock)
        self._breaks()
        self._costs()
        return self._found

    def _add(self, cause: str, where: str, amount: int, message: str) -> None:
        self._found.append(Violation(cause, where, amount, message))

    def _same(self, cause: str, where: str, what: str, stated: int, expected: int) -> None:
        if stated != expected:
            self._add(cause, where, abs(stated - expected), f"{what} is {stated}, should be {expected}")

    def _at_most(self, cause: str, where: str, what: str, value: int, limit: int) -> None:
        if value > limit:
            self._add(cause, where, value - limit, f"{what} is {value}, at most {limit} allowed")

    def _trip(self, spot: _Spot, clock: int) -> int:
        """Check one trip, the courier being free at ``clock``; return when they are back."""
        trip = spot.trip
        if not trip.visits:
            self._add("TRIPS", spot.name, 1, "a trip without a stop")
        clock = self._pauses(spot, 0, clock)
        self._leaving(spot, clock)
        clock, here, left = trip.departure, 0, self._loaded(spot)
        for position, visit in enumerate(trip.visits, start=1):
            there, stop = self._known.stops[visit.stop]
            where = f"{spot.name} stop {visit.stop}"
            left = (left[0] - stop.load.crates, left[1] - stop.load.grams,
                    left[2] - stop.load.chilled, left[3] - stop.load.frozen)  # fmt: skip
            self._leg(spot, where, here, there, (visit.drive_seconds, visit.metres))
            self._visit(spot, where, visit, stop, clock)
            if visit.load_left.as_tuple() != left:
                self._add("ACCOUNTS", where, 1, f"{visit.load_left} left on board, should be {left}")
            clock, here = self._pauses(spot, position, visit.departure), there
        self._leg(spot, f"{spot.name} return", here, 0, (trip.return_drive_seconds, trip.return_metres))
        self._same("TIMES", f"{spot.name} return", "arrival", trip.arrival, clock + self._drive(here, 0))
        self._sums(spot)
        return trip.arrival

    def _drive(self, here: int, there: int) -> int:
        return self._matrix.seconds(here, there)

    def _leaving(self, spot: _Spot, ready: int) -> None:
        """Check loading and departure, the courier being ready at the store."""
        trip, shift = spot.trip, self._shift
        loading = shift.vehicle.loading_seconds
        self._same("TIMES", spot.name, "loading time", trip.departure - trip.loading_start, loading)
        if spot.fixed:
            self._same("FIXED", spot.name, "departure", trip.departure, spot.fixed.departure)
            if tuple(visit.stop for visit in trip.visits) != spot.fixed.stops:
                self._add("FIXED", spot.name, 1, "the stops of a trip that has left already differ")
            return
        if spot.number == 0 and trip.loading_start < shift.hours.earliest:
            early = shift.hours.earliest - trip.loading_start
            self._add("SHIFT", spot.name, early, f"loading begins before {hhmm(shift.hours.earliest)}")
        elif trip.loading_start < ready:
            self._add(
                "RELEASE", spot.name, ready - trip.loading_start, "loading begins before the courier is ready"
            )
        if trip.loading_start < shift.not_before:
            early = shift.not_before - trip.loading_start
            self._add(
                "SHIFT", spot.name, early, f"loading begins before {hhmm(shift.not_before)}, already past"
            )
        for visit in trip.visits:
            release = self._known.stops[visit.stop][1].release
            if trip.departure < release:
                where = f"{spot.name} stop {visit.stop}"
                self._add(
                    "RELEASE",
                    where,
                    release - trip.departure,
                    f"leaves before it is packed at {hhmm(release)}",
                )

    def _loaded(self, spot: _Spot) -> tuple[int, int, int, int]:
        """Check the load at departure against stops and vehicle; return it as it should be."""
        loads = [self._known.stops[visit.stop][1].load.as_tuple() for visit in spot.trip.visits]
        crates, grams, chilled, frozen = (sum(load[d] for load in loads) for d in range(4))
        if spot.trip.load != Load(crates, grams, chilled, frozen):
            self._add(
                "ACCOUNTS",
                spot.name,
                1,
                f"{spot.trip.load} on board, should be {(crates, grams, chilled, frozen)}",
            )
        room = self._shift.vehicle.capacity
        if not spot.fixed:
            self._at_most("CAPACITY", spot.name, "crates", crates, room.crates)
            self._at_most("CAPACITY", spot.name, "grams", grams, room.grams)
            self._at_most("CAPACITY", spot.name, "chilled crates", chilled, room.chilled)
            self._at_most("CAPACITY", spot.name, "frozen crates", frozen, room.frozen)
        return crates, grams, chilled, frozen

    def _leg(self, spot: _Spot, where: str, here: int, there: int, stated: tuple[int, int]) -> None:
        if not spot.fixed and not self._matrix.reachable(here, there):
            self._add("REACH", where, 1, "there is no way to get there")
        self._same("TIMES", where, "driving time", stated[0], self._matrix.seconds(here, there))
        self._same("ACCOUNTS", where, "metres", stated[1], self._matrix.metres(here, there))

    def _visit(self, spot: _Spot, where: str, visit: Visit, stop: Stop, left: int) -> None:
        """Check one visit, the vehicle having left the place before at ``left``."""
        limit = self._known.limits.get((self._shift.vehicle.id, stop.id))
        opens, closes = stop.window.earliest, stop.late_until
        if limit and limit.window:
            opens, closes = max(opens, limit.window.earliest), min(closes, limit.window.latest)
        self._same("TIMES", where, "arrival", visit.arrival, left + visit.drive_seconds)
        self._same("TIMES", where, "start", visit.start, max(visit.arrival, opens))
        self._same("TIMES", where, "departure", visit.departure, visit.start + stop.service_seconds)
        self._same("TIMES", where, "lateness", visit.late, max(0, visit.start - stop.window.latest))
        cold = visit.start - spot.trip.loading_start
        self._same("TIMES", where, "time since loading", visit.cold_seconds, cold)
        if spot.fixed:
            return
        if visit.start < opens:
            self._add("WINDOW", where, opens - visit.start, f"{hhmm(visit.start)} is before {hhmm(opens)}")
        if visit.start > closes:
            self._add("WINDOW", where, visit.start - closes, f"{hhmm(visit.start)} is after {hhmm(closes)}")
        if limit and limit.window is None:
            cause = "REACH" if limit.reason == "REACH" else "ZONE"
            self._add(cause, where, 1, f"{self._shift.vehicle.id} may not go there: {limit.reason}")
        if missing := stop.skills - self._shift.skills:
            self._add("SKILL", where, len(missing), f"needs {', '.join(sorted(missing))}")
        if stop.cold_limit is not None and not self._shift.vehicle.cooled:
            self._at_most("COLD", where, "seconds since loading", cold, stop.cold_limit)

    def _pauses(self, spot: _Spot, position: int, clock: int) -> int:
        """Check the breaks at one position, the courier having stopped at ``clock``; return the end."""
        for pause in self._route.pauses:
            if (pause.trip, pause.position) != (spot.number, position):
                continue
            owed, where = self._shift.breaks[pause.number], f"{spot.name} break {pause.number + 1}"
            begin = max(clock, owed.window.earliest)
            if position == 0 and not spot.fixed:
                begin = max(begin, self._shift.not_before)
            self._same("TIMES", where, "start", pause.start, begin)
            self._same("TIMES", where, "end", pause.end, pause.start + owed.seconds)
            if not spot.fixed and pause.start not in owed.window:
                late = max(pause.start - owed.window.latest, owed.window.earliest - pause.start)
                self._add("BREAK", where, late, f"begins at {hhmm(pause.start)}, outside its window")
            clock = pause.end
        return clock

    def _sums(self, spot: _Spot) -> None:
        trip = spot.trip
        drive = sum(visit.drive_seconds for visit in trip.visits) + trip.return_drive_seconds
        metres = sum(visit.metres for visit in trip.visits) + trip.return_metres
        self._same("ACCOUNTS", spot.name, "driving time", trip.drive_seconds, drive)
        self._same("ACCOUNTS", spot.name, "metres", trip.metres, metres)

    def _end(self, back: int) -> None:
        """Check what holds for the route as a whole."""
        name, vehicle = self._route.name, self._shift.vehicle
        if self._free:
            self._at_most("SHIFT", name, "last return", back, self._shift.hours.latest)
            if vehicle.range_m is not None:
                self._at_most("RANGE", name, "metres", self._metres(), vehicle.range_m)

    def _metres(self) -> int:
        total = 0
        for trip in self._route.trips:
            path = [0, *(self._known.stops[visit.stop][0] for visit in trip.visits), 0]
            total += sum(self._matrix.metres(here, there) for here, there in pairwise(path))
        return total

    def _work(self) -> int:
        trips = self._route.trips
        return trips[-1].arrival - trips[0].loading_start - sum(p.end - p.start for p in self._route.pauses)

    def _breaks(self) -> None:
        """Check that owed breaks are taken, in order and at places that count."""
        name, taken = self._route.name, self._route.pauses
        for before, after in pairwise(taken):
            if before.number >= after.number or _spot_of(before) > _spot_of(after):
                self._add("BREAK", name, 1, f"break {after.number + 1} follows break {before.number + 1}")
        for number, trip in enumerate(self._shift.fixed[: len(self._route.trips)]):
            had = [(p.number, p.trip, p.position) for p in taken if p.trip == number]
            if had != [(b.number, b.trip, b.position) for b in trip.breaks]:
                self._add(
                    "FIXED", name, 1, f"the breaks of trip {number + 1}, which has left already, differ"
                )
        if not self._free:
            return
        last = len(self._route.trips) - 1
        for pause in taken:
            if pause.trip < len(self._shift.fixed):
                continue
            at_end = pause.trip == last and pause.position == len(self._route.trips[last].visits)
            if at_end or (pause.trip, pause.position) == (0, 0):
                self._add("BREAK", name, 1, f"break {pause.number + 1} lies at the start or end of the work")
        work, numbers = self._work(), {pause.number for pause in taken}
        for number, owed in enumerate(self._shift.breaks):
            if work > owed.over and number not in numbers:
                self._add("BREAK", name, work - owed.over, f"break {number + 1} is owed and not taken")

    def _costs(self) -> None:
        """Price the route anew from its stated times."""
        route, shift, vehicle = self._route, self._shift, self._shift.vehicle
        self._same("ACCOUNTS", route.name, "work", route.work_seconds, self._work())
        late = 0
        for trip in route.trips:
            for visit in trip.visits:
                late += max(0, visit.start - self._known.stops[visit.stop][1].window.latest)
        expected = Cost(
            vehicle.use_cents * TICKS_PER_CENT,
            self._work() * shift.cents_per_hour * _TICKS_PER_CENT_HOUR,
            self._metres() * vehicle.cents_per_km * _TICKS_PER_CENT_KM,
            late * self._known.problem.late_cents_per_hour * _TICKS_PER_CENT_HOUR,
        )
        self._found += cost_differences(route.name, route.cost, expected)


def _spot_of(pause: Pause) -> tuple[int, int]:
    return pause.trip, pause.position
