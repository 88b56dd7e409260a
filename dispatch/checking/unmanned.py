"""Hold what robots and drones bring against the orders themselves; restrictions are not believed."""

from collections.abc import Iterator
from typing import Final

from dispatch.model import Breach, Stop, Vehicle

_CONSENTS: Final = {
    "robot": ("robot ok", "robot mag", "robot akkoord", "robot toegestaan", "robot allowed"),
    "drone": ("drone ok", "drone mag", "drone akkoord", "drone toegestaan", "drone allowed"),
}


def breaches(vehicle: Vehicle, stop: Stop) -> Iterator[tuple[Breach, int]]:
    """Yield what a stop forbids a vehicle that nobody rides, with the number of orders that do."""
    if vehicle.kind not in _CONSENTS:
        return
    orders = [located.order for located in stop.orders]
    agreed = _CONSENTS[vehicle.kind]
    against = [all(_spoken(skill) not in agreed for skill in order.skills) for order in orders]
    if any(against):
        yield Breach.UNMANNED_CONSENT, sum(against)
    if checks := sum(order.age_check for order in orders):
        yield Breach.UNMANNED_AGE_CHECK, checks
    if climbs := sum(order.climb > 0 for order in orders):
        yield Breach.UNMANNED_STAIRS, climbs
    if vehicle.kind == "drone":
        cold = [order.chilled_crates > 0 for order in orders] + [order.frozen_crates > 0 for order in orders]
        warm = any(o.crates > o.chilled_crates + o.frozen_crates or o.bags for o in orders)
        kinds = warm + any(cold[: len(orders)]) + any(cold[len(orders) :])
        if kinds > 1:
            yield Breach.UNMANNED_CRATES, kinds - 1


def _spoken(skill: str) -> str:
    return " ".join(skill.casefold().replace("_", " ").replace("-", " ").split())
