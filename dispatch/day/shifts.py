"""The facts of the day in its shifts: what has left, who is late or stopped, whose vehicle is where."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from dispatch.day.leaving import Clock, Held, HeldRoute
from dispatch.day.state import DayState
from dispatch.model import Shift, TimeWindow


@dataclass(frozen=True, slots=True)
class HoursCut:
    """Say that a courier works in these hours only, because another has the vehicle in the rest."""

    courier: str
    vehicle: str
    other: str
    hours: TimeWindow


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
    # Couriers whom the configuration does not have (any more), or who are of other stores, are on the road.
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
        may_load_at=route.shift.may_load_at if route and fixed else (),
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
