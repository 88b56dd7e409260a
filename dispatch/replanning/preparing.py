"""From a planned day and what has happened since to the problem that is left."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from dispatch.model import (
    Barrier,
    BreakAt,
    Code,
    Fact,
    FixedTrip,
    Issue,
    LocatedOrder,
    PlannedDay,
    Problem,
    Restriction,
    Route,
    RouteOrder,
    Severity,
    Shift,
    Solution,
    Stop,
    TimeWindow,
    TravelMatrix,
    Trip,
    facts,
)

Remake = Callable[[tuple[LocatedOrder, ...]], Stop]
"""Make a stop of the orders that are left of it."""

Measure = Callable[
    [tuple[Stop, ...], tuple[Shift, ...]], tuple[tuple[TravelMatrix, ...], tuple[Restriction, ...]]
]
"""Measure travel and restrictions for stops in this order."""


@dataclass(frozen=True, slots=True)
class CourierOut:
    """Take a courier out of the day.

    Parameters
    ----------
    shift
        Id.
    at
        From when on nothing more is delivered, in seconds since midnight.
    back_at
        When the crates still on the vehicle are at the store again; None if nobody knows. Told in a later
        re-planning, it opens the stops that were barred since.
    """

    shift: str
    at: int
    back_at: int | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """Hold what has happened since the plan was made.

    Parameters
    ----------
    added
        New stops.
    cancelled
        Receipt ids.
    out
        Couriers who stop working.
    """

    added: tuple[Stop, ...] = ()
    cancelled: frozenset[str] = frozenset()
    out: tuple[CourierOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """Hold the problem that is left.

    Parameters
    ----------
    problem
        With the trips that have left as facts.
    kept
        The old plan without what is cancelled or impossible: where the search for little change begins.
    issues
        What the dispatcher must know or do.
    """

    problem: Problem
    kept: Solution
    issues: tuple[Issue, ...]


def prepare(day: PlannedDay, changes: Changes, now: int, *, remake: Remake, measure: Measure) -> Prepared:
    """Prepare the rest of a day.

    Parameters
    ----------
    day
        As planned.
    changes
        What has happened.
    now
        Trips whose loading has begun by then are facts; others are loaded no earlier.
    remake
        Called for a stop of which some orders are cancelled.
    measure
        Called once, for the stops that are left.
    """
    return _Preparation(day, changes, now, remake).prepare(measure)


@dataclass(frozen=True, slots=True)
class _Kept:
    """Hold a route as far as it stays: the trips that are facts, and all trips."""

    fixed: tuple[FixedTrip, ...] = ()
    trips: tuple[tuple[str, ...], ...] = ()
    breaks: tuple[BreakAt, ...] = ()
    called_back: int = 0


class _Preparation:
    def __init__(self, day: PlannedDay, changes: Changes, now: int, remake: Remake) -> None:
        self._problem = day.problem
        self._routes = {route.shift.id: route for route in day.plan.routes}
        self._changes = changes
        self._now = now
        self._out = {out.shift: out for out in changes.out}
        self._issues: list[Issue] = []
        self._road = dict(self._on_the_road())
        self._stops = self._remaining(remake)
        self._stranded = self._find_stranded()

    def prepare(self, measure: Measure) -> Prepared:
        """Put the problem that is left together."""
        self._tell_unknown()
        shifts, orders = [], []
        for shift in self._problem.shifts:
            route = self._routes.get(shift.id)
            kept = self._keep(shift, route) if route else _Kept()
            shifts.append(self._changed(shift, kept))
            if kept.trips:
                orders.append(RouteOrder(shift.id, kept.trips, kept.breaks))
        fleet = self._wait_for_vehicles(shifts)
        stops = (*(self._released(old, stop) for old, stop in self._stops.items()), *self._changes.added)
        travel, limits = measure(stops, fleet)
        barred = tuple(self._barred(fleet))
        names = {(limit.vehicle, limit.stop) for limit in barred}
        problem = replace(
            self._problem,
            stops=stops,
            shifts=fleet,
            travel=travel,
            restrictions=(*barred, *(r for r in limits if (r.vehicle, r.stop) not in names)),
        )
        return Prepared(problem, Solution(tuple(orders)), tuple(self._issues))

    def _settled(self, shift: str, trip: Trip) -> bool:
        """Tell whether a trip is a fact: left, or being loaded by a courier who will leave."""
        out = self._out.get(shift)
        if out and out.at < trip.departure:
            return False
        return trip.loading_start <= self._now

    def _on_the_road(self) -> Iterator[tuple[str, int]]:
        """Yield the stops of settled trips with the start of service."""
        for route in self._routes.values():
            for trip in route.trips:
                if self._settled(route.shift.id, trip):
                    for visit in trip.visits:
                        yield visit.stop, visit.start

    def _delivered(self, stop: str) -> bool:
        return stop in self._road and self._road[stop] <= self._now

    def _remaining(self, remake: Remake) -> dict[str, Stop]:
        """Take cancelled orders out of the stops; the keys are the ids that the stops had."""
        left: dict[str, Stop] = {}
        for stop in self._problem.stops:
            cancelled = self._changes.cancelled.intersection(stop.receipt_ids)
            for receipt in sorted(cancelled):
                self._tell_cancelled(stop.id, receipt)
            if not cancelled or self._delivered(stop.id):
                left[stop.id] = stop
            elif orders := tuple(o for o in stop.orders if o.order.receipt_id not in cancelled):
                left[stop.id] = remake(orders)
        return left

    def _tell_cancelled(self, stop: str, receipt: str) -> None:
        if self._delivered(stop):
            self._tell(Code.CANCEL_TOO_LATE, facts.moment("at", self._road[stop]), receipt=receipt)
        elif stop in self._road:
            self._tell(Code.CANCEL_ON_BOARD, receipt=receipt)

    def _tell_unknown(self) -> None:
        """Tell of receipts and couriers that the plan does not have."""
        known = {receipt for stop in self._problem.stops for receipt in stop.receipt_ids}
        for receipt in sorted(self._changes.cancelled - known):
            self._tell(Code.CANCEL_UNKNOWN, receipt=receipt)
        shifts = {shift.id for shift in self._problem.shifts}
        if self._out.keys() - shifts:
            self._tell(Code.COURIER_UNKNOWN)

    def _tell(self, code: Code, *known: Fact, about: str = "", receipt: str = "") -> None:
        self._issues.append(Issue(code, Severity.WARNING, about, known, receipt_id=receipt))

    def _vehicle(self, out: CourierOut) -> str:
        """Return the vehicle of a courier who stops: issues name no persons."""
        return next((s.vehicle.id for s in self._problem.shifts if s.id == out.shift), "")

    def _find_stranded(self) -> dict[str, CourierOut]:
        """Find the stops whose crates are on board of somebody who stops before they are delivered."""
        stranded = {}
        for out in self._changes.out:
            route = self._routes.get(out.shift)
            trips = [trip for trip in route.trips if self._settled(out.shift, trip)] if route else []
            stops = [
                v.stop for trip in trips for v in trip.visits if v.start > out.at and v.stop in self._stops
            ]
            stranded.update(dict.fromkeys(stops, out))
            if stops:
                aboard = (
                    facts.receipt("receipts", r) for stop in stops for r in self._stops[stop].receipt_ids
                )
                back = () if out.back_at is None else (facts.moment("back_at", out.back_at),)
                self._tell(
                    Code.COURIER_OUT_LOADED,
                    facts.vehicle("vehicle", self._vehicle(out)),
                    *aboard,
                    *back,
                    about="back" if back else "lost",
                )
        return stranded

    def _keep(self, shift: Shift, route: Route) -> _Kept:
        """Divide a route into facts, what may stay, and what is open again."""
        fixed: list[FixedTrip] = []
        trips: list[tuple[str, ...]] = []
        breaks: list[BreakAt] = []
        called_back = 0
        for number, trip in enumerate(route.trips):
            settled = self._settled(shift.id, trip)
            out = self._out.get(shift.id)
            if not settled and out and trip.arrival > out.at:
                continue
            stays = [self._stays(visit.stop) for visit in trip.visits]
            stops = tuple(self._stops[v.stop].id for v, stay in zip(trip.visits, stays, strict=True) if stay)
            taken = self._breaks(route, number, stays, len(trips))
            if settled and not stops:
                called_back = max(called_back, min(trip.arrival, 2 * self._now - trip.departure))
            if not stops:
                continue
            if settled:
                fixed.append(FixedTrip(stops, trip.departure, taken))
            elif trips and fixed and len(fixed) == len(trips):
                taken = self._begun_at_store(route, taken, fixed, breaks)
            breaks += taken
            trips.append(stops)
        end = (len(trips) - 1, len(trips[-1]) if trips else 0)
        useful = [b for b in breaks if len(fixed) == len(trips) or (b.trip, b.position) != end]
        return _Kept(tuple(fixed), tuple(trips), tuple(sorted(useful, key=lambda b: b.number)), called_back)

    def _stays(self, stop: str) -> bool:
        return stop in self._stops and stop not in self._stranded

    def _breaks(self, route: Route, number: int, stays: list[bool], trip: int) -> tuple[BreakAt, ...]:
        """Move the breaks of a trip to where they are when some of its stops are gone."""
        return tuple(
            BreakAt(p.number, trip, max(1, sum(stays[: p.position])) if p.position else 0)
            for p in route.pauses
            if p.trip == number
        )

    def _begun_at_store(
        self, route: Route, taken: tuple[BreakAt, ...], fixed: list[FixedTrip], breaks: list[BreakAt]
    ) -> tuple[BreakAt, ...]:
        """Hang breaks that have begun at the store on the trip before, so that they stay facts.

        A trip that has not left cannot be a fact; with the break at the last door before it, the
        courier is ready at the same time.
        """
        begun = {p.number for p in route.pauses if p.position == 0 and p.start <= self._now}
        last = fixed[-1]
        moved = [
            BreakAt(b.number, len(fixed) - 1, len(last.stops))
            for b in taken
            if b.position == 0 and b.number in begun
        ]
        fixed[-1] = replace(last, breaks=(*last.breaks, *moved))
        breaks += moved
        numbers = {b.number for b in moved}
        return tuple(b for b in taken if b.number not in numbers)

    def _changed(self, shift: Shift, kept: _Kept) -> Shift:
        """Put the facts into a shift."""
        hours = shift.hours
        if out := self._out.get(shift.id):
            hours = TimeWindow(hours.earliest, max(hours.earliest, min(hours.latest, out.at)))
        return replace(
            shift,
            hours=hours,
            fixed=kept.fixed,
            not_before=max(shift.not_before, self._now, kept.called_back),
            max_trips=max(shift.max_trips, len(kept.fixed)),
        )

    def _wait_for_vehicles(self, shifts: Sequence[Shift]) -> tuple[Shift, ...]:
        """Let a shift wait for a vehicle that is still on the road with somebody else."""
        back: dict[str, int] = {}
        for shift in shifts:
            route = self._routes.get(shift.id)
            settled = [t.arrival for t in route.trips if self._settled(shift.id, t)] if route else []
            out = self._out.get(shift.id)
            if out and settled and out.at < settled[-1]:
                settled.append(out.back_at or settled[-1])
            back[shift.id] = max(settled, default=0)
        return tuple(
            replace(
                shift,
                not_before=max(
                    shift.not_before,
                    *(back[o.id] for o in shifts if o.vehicle.id == shift.vehicle.id and o.id != shift.id),
                ),
            )
            if sum(o.vehicle.id == shift.vehicle.id for o in shifts) > 1
            else shift
            for shift in shifts
        )

    def _released(self, old: str, stop: Stop) -> Stop:
        """Let stranded crates leave no earlier than they are back."""
        out = self._stranded.get(old) or self._returning().get(old)
        if out is None or out.back_at is None:
            return stop
        return replace(stop, release=max(stop.release, out.back_at))

    def _returning(self) -> dict[str, CourierOut]:
        """Find the stops barred in an earlier re-planning whose crates are known to come back now."""
        return {
            limit.stop: out
            for limit in self._problem.restrictions
            for out in self._changes.out
            if out.back_at is not None and _on_board(limit) == self._vehicle(out)
        }

    def _barred(self, fleet: Sequence[Shift]) -> Iterator[Restriction]:
        """Keep everybody from crates that are nobody knows where, now or since an earlier re-planning."""
        back = self._returning()
        for limit in self._problem.restrictions:
            if _on_board(limit) and limit.stop in self._stops and limit.stop not in back:
                yield replace(limit, stop=self._stops[limit.stop].id)
        for old, out in self._stranded.items():
            if out.back_at is None:
                for vehicle in dict.fromkeys(shift.vehicle.id for shift in fleet):
                    yield Restriction(vehicle, self._stops[old].id, Barrier.ON_BOARD, self._vehicle(out))


def _on_board(limit: Restriction) -> str:
    """Return the vehicle that has the crates of a stop; empty if nothing of the kind bars it."""
    return limit.by if limit.kind is Barrier.ON_BOARD else ""
