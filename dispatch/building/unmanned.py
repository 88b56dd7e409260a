"""What keeps a robot or a drone from a stop: nobody rides along to ask, to climb, or to sort."""

from collections.abc import Iterable, Iterator, Sequence

from dispatch.config import DRONE, ROBOT, VehicleSection, consents, unmanned
from dispatch.model import Barrier, Restriction, Stop, TimeWindow


def unmanned_limits(
    vehicles: Iterable[VehicleSection], stops: Sequence[Stop], closing: int
) -> tuple[Restriction, ...]:
    """Return what keeps which robot or drone from which stop; at most one restriction a pair.

    A customer comes out to either, so each needs the consent of every order at the stop, checks no ID, and
    goes where nothing is to be carried up stairs. A drone takes one kind of crate a flight. A robot's
    customers are helped until the store closes.

    Parameters
    ----------
    closing
        When the store closes, in seconds since midnight: service by a robot ends no later.
    """
    found = []
    for vehicle in vehicles:
        if not unmanned(vehicle.profile):
            continue
        for stop in stops:
            barrier = next(_barriers(vehicle.profile, stop), None)
            if barrier is not None:
                found.append(Restriction(vehicle.id, stop.id, barrier))
            elif vehicle.profile == ROBOT and stop.hours.latest > closing - stop.service_seconds:
                found.append(_until(vehicle.id, stop, closing))
    return tuple(found)


def with_limits(one: Iterable[Restriction], other: Iterable[Restriction]) -> tuple[Restriction, ...]:
    """Join restrictions of two kinds; of a pair that has both, the stricter holds, or their common hours."""
    pairs = {(limit.vehicle, limit.stop): limit for limit in one}
    for limit in other:
        known = pairs.get((limit.vehicle, limit.stop))
        pairs[limit.vehicle, limit.stop] = limit if known is None else _stricter(known, limit)
    return tuple(pairs.values())


def _barriers(kind: str, stop: Stop) -> Iterator[Barrier]:
    orders = [located.order for located in stop.orders]
    if not all(kind in consents(order.skills) for order in orders):
        yield Barrier.CONSENT
    if any(order.age_check for order in orders):
        yield Barrier.AGE_CHECK
    if any(order.climb for order in orders):
        yield Barrier.STAIRS
    temperatures = {temperature for order in orders for temperature in order.temperatures}
    if kind == DRONE and len(temperatures) > 1:
        yield Barrier.CRATES


def _until(vehicle: str, stop: Stop, closing: int) -> Restriction:
    latest = closing - stop.service_seconds
    if latest < stop.hours.earliest:
        return Restriction(vehicle, stop.id, Barrier.CLOSING)
    return Restriction(vehicle, stop.id, Barrier.CLOSING, window=TimeWindow(stop.hours.earliest, latest))


def _stricter(one: Restriction, other: Restriction) -> Restriction:
    if one.window is None or other.window is None:
        return one if one.window is None else other
    common = one.window.intersect(other.window)
    if common is None:
        return Restriction(other.vehicle, other.stop, other.kind, other.by)
    return Restriction(other.vehicle, other.stop, other.kind, other.by, common)
