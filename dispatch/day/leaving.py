"""Which trips of the version in force are facts: those that have left, are being loaded, or are locked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from dispatch.day.receipts import Phase
from dispatch.day.state import DayState
from dispatch.model import BreakAt, FixedTrip, PlannedDay, Route, Shift, Stop, TimeWindow, Trip

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


@dataclass(frozen=True, slots=True)
class HoursCut:
    """Say that a courier works in these hours only, because another has the vehicle in the rest."""

    courier: str
    vehicle: str
    other: str
    hours: TimeWindow


def hold(base: PlannedDay | None, state: DayState, clock: Clock | None) -> Held:
    """Find the trips that stay as they are.

    A trip has left when its departure is over. One that is being loaded, or whose loading begins before
    anything new could be loaded, stays as well, less the stops that are off. A trip of a courier or vehicle
    that stopped before its departure is none; of one that stopped on the way, what came after is cut off.

    Parameters
    ----------
    base
        The version in force; None for a day without one.
    state
        What the book says.
    clock
        What time it is; None if the day is not today, so that only locks hold trips.
    """
    if base is None:
        return Held()
    holding = _Holding(base, state, clock)
    routes = {route.shift.id: holding.route(route) for route in base.plan.routes}
    kept = {stop for held in routes.values() for trip in held.fixed for stop in trip.stops}
    return Held(
        {shift: held for shift, held in routes.items() if held.fixed or held.closed or held.rested},
        tuple(stop for stop in base.problem.stops if stop.id in kept),
        frozenset(holding.departed),
    )


class _Holding:
    def __init__(self, base: PlannedDay, state: DayState, clock: Clock | None) -> None:
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
            closed=self._locks.get(route.shift.id) == 0,
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
        stopped = self._stopped(shift)
        if self._clock is None or (stopped is not None and stopped < trip.departure):
            return False
        return trip.departure <= self._clock.left

    def _loading(self, shift: Shift, trip: Trip) -> bool:
        stopped = self._stopped(shift)
        if self._clock is None or (stopped is not None and stopped < trip.departure):
            return False
        released = trip.departure <= self._clock.released
        return released or trip.loading_start <= max(self._clock.ready, self._clock.left)

    def _locked(self, shift: Shift, number: int) -> bool:
        stopped = self._stopped(shift)
        last = self._locks.get(shift.id)
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
            position = max(1, sum(stays[: pause.position])) if pause.position else 0
            yield BreakAt(pause.number, trip, position)


def shifts_with_facts(
    shifts: Sequence[Shift], held: Held, state: DayState, clock: Clock | None
) -> tuple[Shift, ...]:
    """Put the facts of the day into its shifts.

    Parameters
    ----------
    shifts
        As the configuration and the news of the day have them, before anything has left.
    held
        The trips that stay.
    state, clock
        What the book says, and what time it is.
    """
    made: list[Shift] = []
    known = {shift.id for shift in shifts}
    for shift in shifts:
        route = held.routes.get(shift.id)
        if route and route.fixed and route.shift.vehicle.id != shift.vehicle.id:
            made.append(_closed(route))
            name = second_shift(shift.courier, shift.vehicle.id)
            second = replace(shift, id=name, least_paid_seconds=0)  # the same call
            later = held.routes.get(second.id)
            back = route.trips[-1].arrival
            second = replace(second, hours=_from(second.hours, back))
            made.append(_open(second, later, state, clock, back))
            known.add(second.id)
        else:
            made.append(_open(shift, route, state, clock, 0))
    # Couriers whom the configuration does not have any more are on the road all the same.
    gone = [route for name, route in held.routes.items() if name not in known and route.fixed]
    made += [_closed(route) for route in gone]
    return _one_vehicle_at_a_time(made, held, state)


def second_shift(courier: str, vehicle: str) -> str:
    """Name the shift of a courier who goes on with another vehicle."""
    return f"{courier} · {vehicle}"


def _closed(route: HeldRoute) -> Shift:
    """Keep a shift with its fixed trips and nothing behind them."""
    return replace(
        route.shift,
        fixed=route.fixed,
        max_trips=len(route.fixed),
        hours=TimeWindow(
            route.shift.hours.earliest, max(route.shift.hours.earliest, route.trips[-1].arrival)
        ),
    )


def _open(
    shift: Shift, route: HeldRoute | None, state: DayState, clock: Clock | None, earliest: int
) -> Shift:
    """Put facts, hours and the clock into one shift."""
    fixed = route.fixed if route else ()
    ready = [shift.not_before, earliest]
    if clock is not None:
        ready.append(clock.ready)
    ready += _late(shift, route, state)
    breaks = shift.breaks
    if route is not None:
        ready.append(route.rested_until)
        used = [b.number for trip in fixed for b in trip.breaks]
        count = max(used, default=-1) + 1
        breaks = (*route.shift.breaks[:count], *shift.breaks[count:])
        breaks = tuple(b for n, b in enumerate(breaks) if n < count or n not in route.rested)
    vehicle = state.fleet.vehicles.get(shift.vehicle.id)
    if vehicle is not None and vehicle.back is not None:
        ready.append(vehicle.back)
    closed = route is not None and route.closed
    return replace(
        shift,
        hours=_hours(shift, state),
        breaks=breaks,
        fixed=fixed,
        not_before=max(ready),
        max_trips=max(1, len(fixed)) if closed else max(shift.max_trips, len(fixed), 1),
    )


def _late(shift: Shift, route: HeldRoute | None, state: DayState) -> list[int]:
    """Say from when on a courier who is late can load again."""
    news = state.fleet.couriers.get(shift.courier)
    if news is None or not news.late_seconds:
        return []
    since = news.late_since
    under_way = (
        [t.arrival for t in route.trips if since is not None and t.departure <= since] if route else []
    )
    later = [t for t in route.trips if since is not None and t.departure > since] if route else []
    if later:
        return []  # a trip has left since, so the delay is in it already
    begun = max(under_way[-1:], default=max(shift.hours.earliest, since or 0))
    return [begun + news.late_seconds]


def _hours(shift: Shift, state: DayState) -> TimeWindow:
    """Cut hours short where the courier or the vehicle stops, or the store closes."""
    courier = state.fleet.couriers.get(shift.courier)
    vehicle = state.fleet.vehicles.get(shift.vehicle.id)
    ends = [shift.hours.latest]
    if courier is not None and courier.stopped is not None:
        ends.append(courier.stopped)
    if vehicle is not None and vehicle.out is not None and vehicle.back is None:
        ends.append(vehicle.out)
    if state.fleet.closes is not None:
        ends.append(state.fleet.closes)
    return TimeWindow(shift.hours.earliest, max(shift.hours.earliest, min(ends)))


def _from(hours: TimeWindow, earliest: int) -> TimeWindow:
    start = max(hours.earliest, earliest)
    return TimeWindow(start, max(start, hours.latest))


def _one_vehicle_at_a_time(shifts: Sequence[Shift], held: Held, state: DayState) -> tuple[Shift, ...]:
    """Let a shift wait for a vehicle that is still on the road with somebody else."""
    back: dict[str, int] = {}
    for shift in shifts:
        route = held.routes.get(shift.id)
        news = state.fleet.couriers.get(shift.courier)
        arrivals = [route.trips[-1].arrival] if route and route.trips else []
        if arrivals and news and news.crates_back is not None and news.stopped is not None:
            arrivals.append(news.crates_back)
        back[shift.id] = max(arrivals, default=0)
    waiting = []
    for shift in shifts:
        others = [o for o in shifts if o.vehicle.id == shift.vehicle.id and o.id != shift.id]
        free = max((back[o.id] for o in others), default=0)
        left = max((o.hours.latest for o in others if _over(o, state)), default=0)
        hours = _from(shift.hours, min(left, _begin(shift)) if shift.fixed else left)
        waiting.append(replace(shift, hours=hours, not_before=max(shift.not_before, free)))
    return _apart(waiting)


def _begin(shift: Shift) -> int:
    """Return when a shift begins to use its vehicle."""
    if not shift.fixed:
        return shift.hours.earliest
    return shift.fixed[0].departure - shift.vehicle.loading_seconds


def _apart(shifts: Sequence[Shift]) -> tuple[Shift, ...]:
    """Cut hours so that no two shifts have a vehicle at a time; what has left goes before what has not."""
    made = list(shifts)
    for one, other in combinations(range(len(made)), 2):
        if made[one].vehicle.id != made[other].vehicle.id:
            continue
        first, second = sorted((one, other), key=lambda n: (not made[n].fixed, _begin(made[n]), n))
        if min(made[first].hours.latest, made[second].hours.latest) <= max(
            made[first].hours.earliest, made[second].hours.earliest
        ):
            continue
        if made[second].fixed:
            end = max(made[first].hours.earliest, min(made[first].hours.latest, _begin(made[second])))
            hours = TimeWindow(made[first].hours.earliest, end)
            made[first] = replace(made[first], hours=hours, max_trips=max(1, len(made[first].fixed)))
            made[second] = replace(made[second], hours=_from(made[second].hours, end))
        else:
            made[second] = replace(made[second], hours=_from(made[second].hours, made[first].hours.latest))
    return tuple(made)


def hours_cut(planned: Sequence[Shift], made: Sequence[Shift], state: DayState) -> tuple[HoursCut, ...]:
    """Find who works shorter than planned because somebody else has the vehicle then.

    Parameters
    ----------
    planned
        The shifts of configuration and news.
    made
        The same with the facts of the day in them.
    state
        What the book says: who stopped, or lost a vehicle, is not cut short by anybody.
    """
    now = {shift.id: shift for shift in made}
    found = []
    for shift in planned:
        mine = now.get(shift.id)
        wanted = _hours(shift, state)
        others = [o.courier for o in made if o.vehicle.id == shift.vehicle.id and o.id != shift.id]
        if mine is None or not others or mine.vehicle.id != shift.vehicle.id or _over(mine, state):
            continue
        if mine.hours.latest < wanted.latest or mine.hours.earliest > wanted.earliest:
            found.append(HoursCut(shift.courier, shift.vehicle.id, others[0], mine.hours))
    return tuple(found)


def _over(shift: Shift, state: DayState) -> bool:
    """Tell whether nothing is added to a shift any more, so that its vehicle is free for others."""
    news = state.fleet.couriers.get(shift.courier)
    return bool(shift.fixed and len(shift.fixed) == shift.max_trips) or bool(
        news and news.stopped is not None
    )
