"""What stops wait for: crates on a vehicle that stopped, a window told; and how late they may be today."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from dispatch.day.leaving import Held
from dispatch.day.receipts import Receipt
from dispatch.day.state import DayState
from dispatch.model import Alternative, Barrier, Restriction, Shift, Stop, TimeWindow


def stops_that_wait(stops: Sequence[Stop], state: DayState) -> tuple[Stop, ...]:
    """Let crates that come back leave no earlier than they are at the store."""
    return tuple(
        replace(stop, release=max(stop.release, *(w.crates_back or 0 for w in _waiting(stop, state)), 0))
        for stop in stops
    )


def stops_let_late(stops: Sequence[Stop], state: DayState) -> tuple[Stop, ...]:
    """Let stops whose windows end in some hours be as late as was allowed; the newest word counts."""
    allowed = state.fleet.late_hours

    def seconds_of(one: Alternative) -> int:
        found = [seconds for hours, seconds in allowed if one.window.latest in hours]
        return found[-1] if found else one.late_until - one.window.latest

    return tuple(stop.late_by(seconds_of) for stop in stops) if allowed else tuple(stops)


def barred_by_crates(
    stops: Sequence[Stop], shifts: Sequence[Shift], state: DayState
) -> tuple[Restriction, ...]:
    """Keep everybody from crates of which nobody knows when they are back."""
    vehicles = dict.fromkeys(shift.vehicle.id for shift in shifts)
    barred = []
    for stop in stops:
        lost = [waiting for waiting in _waiting(stop, state) if waiting.crates_back is None]
        barred += [
            Restriction(vehicle, stop.id, Barrier.ON_BOARD, lost[0].waits_on) for vehicle in vehicles if lost
        ]
    return tuple(barred)


def with_waits_kept(restrictions: Iterable[Restriction], held: Held) -> tuple[Restriction, ...]:
    """Let couriers wait at doors of fixed trips until the minute that stands on their paper.

    Whether a courier waits for a window told depends on what comes behind; what has left is not weighed anew.
    """
    waits = dict(_waits(held))
    kept = (limit for limit in restrictions if (limit.vehicle, limit.stop) not in waits)
    return tuple(chain(kept, waits.values()))


def _waits(held: Held) -> Iterator[tuple[tuple[str, str], Restriction]]:
    stops = {stop.id: stop for stop in held.stops}
    for route in held.routes.values():
        vehicle = route.shift.vehicle.id
        for visit in chain.from_iterable(trip.visits for trip in route.trips):
            stop = stops.get(visit.stop)
            if stop is not None and visit.start > max(visit.arrival, stop.window.earliest):
                until = TimeWindow(visit.start, max(visit.start, stop.late_until))
                yield (vehicle, stop.id), Restriction(vehicle, stop.id, Barrier.KEPT, window=until)


def _waiting(stop: Stop, state: DayState) -> Iterator[Receipt]:
    for receipt in stop.receipt_ids:
        known = state.receipts.get(receipt)
        if known is not None and known.waits:
            yield known
