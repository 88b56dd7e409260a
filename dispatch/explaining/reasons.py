"""What to tell of a stop that was left behind: the obstacles at the place that comes closest."""

from collections.abc import Sequence
from dataclasses import dataclass

from dispatch.explaining.alone import Bar
from dispatch.explaining.crowds import Crowd
from dispatch.insertion import Fit
from dispatch.model import Binding, Breach, Cause, Obstacle, Shift, Stop, Violation, to_cents
from dispatch.model.facts import (
    Fact,
    cents,
    count,
    courier,
    grams,
    metres,
    moment,
    receipt,
    span,
    vehicle,
)

_FULL = {
    Breach.CAPACITY_CRATES: (Obstacle.CAPACITY_FULL_CRATES, count),
    Breach.CAPACITY_WEIGHT: (Obstacle.CAPACITY_FULL_WEIGHT, grams),
    Breach.CAPACITY_CHILLED: (Obstacle.CAPACITY_FULL_CHILLED, count),
    Breach.CAPACITY_FROZEN: (Obstacle.CAPACITY_FULL_FROZEN, count),
    Breach.CAPACITY_STOPS: (Obstacle.CAPACITY_FULL_STOPS, count),
}

_TOO_LONG = {
    Cause.COLD: (Obstacle.COLD_OVER, Obstacle.COLD_OTHER),
    Cause.BOARD: (Obstacle.BOARD_OVER, Obstacle.BOARD_OTHER),
    Cause.WINDOW: (Obstacle.WINDOW_OVER, Obstacle.WINDOW_OTHER),
}
"""For the stop that is tried, and for another one that would suffer."""

_SIMPLE = {
    Cause.RELEASE: Obstacle.RELEASE_TRIP,
    Cause.BREAK: Obstacle.SHIFT_BREAK,
    Cause.TRIPS: Obstacle.SHIFT_TRIPS,
    Cause.REACH: Obstacle.REACH_TRIP,
    Cause.DEPOT: Obstacle.DEPOT_TRIP,
}


def tell_never(cause: Cause, bars: Sequence[Bar]) -> tuple[Binding, ...]:
    """Choose what to tell of a stop that can never be served today, from what bars it in each shift."""
    if not bars:
        return ()
    closest = min(bars, key=lambda bar: bar.amount)
    if closest.amount == 0 or len({bar.binding.cause for bar in bars}) == 1:
        return (closest.binding,)
    ordered = [bar.binding for bar in sorted(bars, key=lambda bar: bar.binding.cause is not cause)]
    return tuple({(binding.obstacle, binding.facts): binding for binding in ordered}.values())


def tell_price(shift: Shift, stop: Stop, dearer: int) -> Binding:
    """Tell what a stop would cost in a route where it fits."""
    told = (cents("extra", to_cents(dearer)), cents("price", stop.drop_cents))
    return Binding(shift.id, Obstacle.PRICE_DEARER, (_courier(shift), *told))


def tell_crowd(crowd: Crowd) -> Binding:
    """Tell of many that stay behind in the same hours."""
    hours = (moment("since", crowd.earliest), moment("until", crowd.latest))
    if crowd.couriers:
        told = (count("n", crowd.couriers), count("total", crowd.orders), *hours)
        return Binding("", Obstacle.SHIFT_SHORT, told)
    return Binding("", Obstacle.SHIFT_CROWD, (count("n", crowd.orders), *hours))


def tell_many(cause: Cause, stops: int) -> Binding:
    """Tell of very many, none of them looked at."""
    obstacle = Obstacle.PRICE_MANY if cause is Cause.PRICE else Obstacle.SHIFT_MANY
    return Binding("", obstacle, (count("n", stops),))


def tell_full(shift: Shift, stop: Stop, fit: Fit) -> tuple[Binding, ...]:
    """Tell what keeps a stop out of a place in a route, each cause by its worst violation."""
    worst: dict[Cause, Violation] = {}
    for violation in fit.violations:
        known = worst.setdefault(violation.cause, violation)
        if violation.amount > known.amount:
            worst[violation.cause] = violation
    told = (_Trial(shift, stop, fit.trip + 1).binding(violation) for violation in worst.values())
    return tuple(binding for binding in told if binding is not None)


@dataclass(frozen=True, slots=True)
class _Trial:
    """Hold what was tried: a stop in one trip of a shift."""

    shift: Shift
    stop: Stop
    trip: int

    def binding(self, violation: Violation) -> Binding | None:
        """Say what a violation means for whoever wanted to put the stop there."""
        if violation.breach in _FULL:
            obstacle, kind = _FULL[violation.breach]
            return self._bind(obstacle, kind("n", violation.amount), *self._whose_trip)
        if violation.cause in _TOO_LONG:
            return self._too_long(*_TOO_LONG[violation.cause], violation)
        match violation.cause:
            case Cause.RANGE if violation.breach is Breach.RANGE_TRIP:
                over = metres("over", violation.amount)
                return self._bind(Obstacle.RANGE_TRIP_OVER, *self._whose_trip, over)
            case Cause.RANGE:
                which = vehicle("vehicle", self.shift.vehicle.id)
                return self._bind(Obstacle.RANGE_OVER, which, metres("over", violation.amount))
            case Cause.SHIFT:
                ends = moment("limit", self.shift.hours.latest)
                return self._bind(Obstacle.SHIFT_OVER, self._who, span("over", violation.amount), ends)
        if violation.cause in _SIMPLE:
            return self._bind(_SIMPLE[violation.cause], *self._whose_trip)
        return None

    def _too_long(self, own: Obstacle, other: Obstacle, violation: Violation) -> Binding:
        told = (*self._whose_trip, span("over", violation.amount))
        suffers = violation.where.stop
        if suffers == self.stop.id:
            return self._bind(own, *told)
        return self._bind(other, *told, receipt("receipt", suffers))

    def _bind(self, obstacle: Obstacle, *facts: Fact) -> Binding:
        return Binding(self.shift.id, obstacle, facts)

    @property
    def _who(self) -> Fact:
        return _courier(self.shift)

    @property
    def _whose_trip(self) -> tuple[Fact, Fact]:
        return self._who, count("trip", self.trip)


def _courier(shift: Shift) -> Fact:
    return courier("courier", shift.courier, shift.vehicle.id)
