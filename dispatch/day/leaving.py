"""Which trips of the version in force are facts: those that have left, are being loaded, or are locked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dispatch.day.promised import position_without
from dispatch.day.receipts import Phase
from dispatch.day.state import DayState
from dispatch.model import BreakAt, FixedTrip, PlannedDay, Route, Shift, Stop, Trip

_OFF = frozenset({Phase.CANCELLED, Phase.DROPPED, Phase.WITHDRAWN, Phase.CARRIED_OVER})


@dataclass(frozen=True, slots=True)
class Clock:
    """Say what time it is.

    Parameters
    ----------
    now
        Seconds since midnight of the service day.
    left
        Trips that depart up to then have left; no earlier than ``now``.
    ready
        Nothing new is loaded before.
    released
        Trips that depart up to then are released for loading, and stay as they are.
    """

    now: int
    left: int
    ready: int
    released: int = 0


@dataclass(frozen=True, slots=True)
class HeldRoute:
    """Hold the trips of a route that are facts.

    Parameters
    ----------
    shift
        As the version in force had it.
    fixed
        The trips, as the next problem knows them.
    trips
        The same trips with their times.
    closed
        Whether no trip may be added behind them.
    rested_until
        When a break that has begun at the store is over; 0 if there is none.
    rested
        Numbers of such breaks.
    """

    shift: Shift
    fixed: tuple[FixedTrip, ...] = ()
    trips: tuple[Trip, ...] = ()
    closed: bool = False
    rested_until: int = 0
    rested: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Held:
    """Hold everything that is a fact.

    Parameters
    ----------
    routes
        By shift.
    stops
        Those of fixed trips, as they are on paper.
    departed
        Receipts whose trip has left the store.
    """

    routes: Mapping[str, HeldRoute] = field(default_factory=dict)
    stops: tuple[Stop, ...] = ()
    departed: frozenset[str] = frozenset()

    @property
    def receipts(self) -> frozenset[str]:
        """All orders in fixed trips."""
        return frozenset(receipt for stop in self.stops for receipt in stop.receipt_ids)

    @property
    def own(self) -> int:
        """How many of them are the store's own."""
        return sum(len(stop.orders) for stop in self.stops if not stop.guest)


def hold(base: PlannedDay | None, state: DayState, clock: Clock | None, *, shared_too: bool = True) -> Held:
    """Find the trips that stay as they are.

    A trip has left when its departure is over; without a clock, when something came back of it. One that
    is being loaded, or whose loading begins before anything new could be loaded, stays as well, less the
    stops that are off. A trip of a courier or vehicle that stopped before its departure is none; of one
    that stopped on the way, what came after is cut off. Routes that are shared with other stores stay as they
    are, for those stores count on them.

    Parameters
    ----------
    base
        The version in force; None for a day without one.
    state
        What the book says.
    clock
        What time it is; None if the day is not today.
    shared_too
        Whether shared routes stay; not where all of their stores are planned together.
    """
    if base is None:
        return Held()
    holding = _Holding(base, state, clock, shared_too=shared_too)
    routes = {route.shift.id: holding.route(route) for route in base.plan.routes}
    kept = {stop for held in routes.values() for trip in held.fixed for stop in trip.stops}
    return Held(
        {shift: held for shift, held in routes.items() if held.fixed or held.closed or held.rested},
        tuple(stop for stop in base.problem.stops if stop.id in kept),
        frozenset(holding.departed),
    )


class _Holding:
    def __init__(self, base: PlannedDay, state: DayState, clock: Clock | None, *, shared_too: bool) -> None:
        self._shared = {r.shift.id for r in base.plan.routes if r.shared} if shared_too else set()
        self._stops = {stop.id: stop for stop in base.problem.stops}
        self._state = state
        self._clock = clock
        self._locks = {lock.shift: lock.trip for lock in state.locks}
        self.departed: set[str] = set()

    def route(self, route: Route) -> HeldRoute:
        """Hold what is a fact of one route."""
        fixed: list[FixedTrip] = []
        trips: list[Trip] = []
        for number, trip in enumerate(route.trips, 1):
            departed = self._departed(route.shift, trip)
            if not (departed or self._loading(route.shift, trip) or self._locked(route.shift, number)):
                break
            stays = [self._stays(route.shift, visit.stop, visit.start, departed) for visit in trip.visits]
            stops = tuple(v.stop for v, stay in zip(trip.visits, stays, strict=True) if stay)
            if departed:
                self.departed |= {r for stop in stops for r in self._stops[stop].receipt_ids}
            if stops:
                taken = tuple(_breaks(route, number - 1, stays, len(fixed)))
                fixed.append(FixedTrip(stops, trip.departure, taken))
                trips.append(trip)
        begun = self._begun(route, len(fixed)) if fixed else {}
        return HeldRoute(
            route.shift,
            tuple(fixed),
            tuple(trips),
            closed=self._locks.get(route.shift.id) == 0 or route.shift.id in self._shared,
            rested_until=max(begun.values(), default=0),
            rested=frozenset(begun),
        )

    def _stopped(self, shift: Shift) -> int | None:
        """Return from when on a shift delivers nothing; None if it goes on."""
        courier = self._state.fleet.couriers.get(shift.courier)
        vehicle = self._state.fleet.vehicles.get(shift.vehicle.id)
        stops = [courier.stopped if courier else None, vehicle.out if vehicle else None]
        return min((stop for stop in stops if stop is not None), default=None)

    def _departed(self, shift: Shift, trip: Trip) -> bool:
        if self._clock is None:
            return self._came_back(trip)
        stopped = self._stopped(shift)
        if stopped is not None and stopped < trip.departure:
            return False
        return trip.departure <= self._clock.left

    def _came_back(self, trip: Trip) -> bool:
        """Tell whether something came back of a trip: it was driven, also where no clock says so."""
        receipts = (receipt for visit in trip.visits for receipt in self._stops[visit.stop].receipt_ids)
        known = (self._state.receipts.get(receipt) for receipt in receipts)
        return any(receipt is not None and receipt.outcome is not None for receipt in known)

    def _loading(self, shift: Shift, trip: Trip) -> bool:
        stopped = self._stopped(shift)
        if self._clock is None or (stopped is not None and stopped < trip.departure):
            return False
        released = trip.departure <= self._clock.released
        return released or trip.loading_start <= max(self._clock.ready, self._clock.left)

    def _locked(self, shift: Shift, number: int) -> bool:
        stopped = self._stopped(shift)
        last = 0 if shift.id in self._shared else self._locks.get(shift.id)
        return last is not None and stopped is None and (last == 0 or number <= last)

    def _stays(self, shift: Shift, stop: str, start: int, departed: bool) -> bool:
        """Tell whether a stop of a trip that stays is still served by it."""
        stopped = self._stopped(shift)
        if stopped is not None and start > stopped:
            return False
        if departed:
            return True
        known = [self._state.receipts.get(receipt) for receipt in self._stops[stop].receipt_ids]
        return not all(receipt is not None and receipt.phase in _OFF for receipt in known)

    def _begun(self, route: Route, trips: int) -> dict[int, int]:
        """Find breaks that have begun at the store behind the last fixed trip, with their ends."""
        if self._clock is None:
            return {}
        now = self._clock.left
        return {
            p.number: p.end for p in route.pauses if p.trip == trips and p.position == 0 and p.start <= now
        }


def _breaks(route: Route, number: int, stays: Sequence[bool], trip: int) -> Iterator[BreakAt]:
    """Move the breaks of a trip to where they are when some of its stops are gone."""
    for pause in route.pauses:
        if pause.trip == number:
            yield BreakAt(pause.number, trip, position_without(pause.position, stays))
