"""Orders with a place become stops: what goes through one door at one time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from dispatch.clock import MINUTE
from dispatch.config import ID_CHECK, LIFTING, Cold, Costs, Hours, Promise, Service, consents
from dispatch.model import Alternative, Confidence, Issue, Load, LocatedOrder, Order, Stop, TimeWindow
from dispatch.ports import DoorTimes

WIDE_ENOUGH = 60 * MINUTE
"""Two orders at one door share a stop if the windows leave this much in common (or one holds the other)."""


LEAST_SERVICE = 30
"""Seconds that no door takes less than by the rule, whatever was learned."""


@dataclass(frozen=True, slots=True)
class StopRules:
    """Hold the store's rules that turn orders into stops.

    Parameters
    ----------
    delivery
        The store's delivery hours of the day: service at a door begins within them.
    rooms
        Capacities of the vehicles; orders that together fit in none stay apart.
    skills_in_use
        Skills that some courier or vehicle has; others are asked of nobody.
    bags_per_crate
        Bags that take the room of one crate.
    door_times
        What earlier days taught about time at doors; None for the rule alone.
    """

    delivery: Hours
    promise: Promise
    service: Service
    cold: Cold
    costs: Costs
    rooms: tuple[Load, ...]
    skills_in_use: frozenset[str] = frozenset()
    bags_per_crate: int = 3
    door_times: DoorTimes | None = None

    def named_skills(self, orders: Iterable[Order]) -> frozenset[str]:
        """Return the skills that orders ask for by name, as the store's own words for them are written.

        What a customer consents to is asked of nobody.
        """
        known = {skill.casefold(): skill for skill in self.skills_in_use}
        return frozenset(known.get(skill.casefold(), skill) for order in orders for skill in asked_by(order))


@dataclass(frozen=True, slots=True)
class MadeStops:
    """Hold the stops of a day, and what there is to tell about the time some of them take."""

    stops: tuple[Stop, ...]
    issues: tuple[Issue, ...] = ()


def make_stops(orders: Sequence[LocatedOrder], rules: StopRules) -> MadeStops:
    """Merge orders for one door in compatible windows, and work out what each stop asks.

    Stops come in the order of their first orders.
    """
    at_door: dict[tuple[object, ...], list[list[LocatedOrder]]] = {}
    groups: list[list[LocatedOrder]] = []
    for located in orders:
        here = at_door.setdefault(_door(located), [])
        group = next((group for group in here if _compatible([*group, located], rules)), None)
        if group is None:
            group = []
            here.append(group)
            groups.append(group)
        group.append(located)
    stops = tuple(join_stop(tuple(group), rules) for group in groups)
    return MadeStops(stops, rules.door_times.notices(orders) if rules.door_times else ())


def join_stop(group: tuple[LocatedOrder, ...], rules: StopRules) -> Stop:
    """Make one stop of orders that go together."""
    orders = [located.order for located in group]
    # What is left of a stop stays one, also where these orders alone would not have been put together.
    windows = (
        common_windows(group, rules)
        or tuple(_common_windows(group, rules))
        or order_windows(orders[0], rules)
    )
    late = round(rules.promise.late_minutes * MINUTE)
    choices = tuple(Alternative(window, window.latest + late) for window in windows)
    heavy = rules.service.heavy_kg * 1000
    asked = {ID_CHECK for order in orders if order.age_check}
    asked |= {LIFTING for order in orders if order.grams > heavy * max(1, order.crates)}
    return Stop(
        id=orders[0].receipt_id,
        orders=group,
        place=group[0].place,
        window=choices[0].window,
        late_until=choices[0].late_until,
        load=_sum(order_load(order, rules.bags_per_crate) for order in orders),
        service_seconds=_service_seconds(group, rules),
        release=max(_release(order, rules) for order in orders),
        cold_limit=_cold_limit(orders, rules.cold),
        skills=frozenset(asked) & rules.skills_in_use | rules.named_skills(orders),
        drop_cents=rules.costs.leave_behind * len(orders),
        alternatives=choices if len(choices) > 1 else (),
    )


def asked_by(order: Order) -> tuple[str, ...]:
    """Return the skills that an order asks for, without what its customer consents to."""
    return tuple(skill for skill in order.skills if not consents([skill]))


def order_load(order: Order, bags_per_crate: int) -> Load:
    """Measure an order in crate spaces (bags included), grams and cold crates."""
    spaces = order.crates + -(-order.bags // bags_per_crate)
    return Load(spaces, order.grams, order.chilled_crates, order.frozen_crates)


def order_window(order: Order, rules: StopRules) -> TimeWindow:
    """Return the window promised: the receipt's own within the delivery hours, or the store's promise.

    The minutes of a promise count from the purchase, or from the beginning of the delivery hours if it was
    made before.
    """
    hours = TimeWindow(rules.delivery.start, rules.delivery.end)
    if order.window is not None:
        return order.window.intersect(hours) or order.window
    latest = hours.latest
    if rules.promise.within_minutes is not None:
        counted = max(order.purchased_at, hours.earliest)
        latest = min(latest, counted + rules.promise.within_minutes * MINUTE)
    earliest = max(hours.earliest, _release(order, rules))
    return TimeWindow(min(earliest, latest), latest)


def order_windows(order: Order, rules: StopRules) -> tuple[TimeWindow, ...]:
    """Return all windows in which an order may come, the one promised first."""
    hours = TimeWindow(rules.delivery.start, rules.delivery.end)
    others = (window.intersect(hours) for window in order.other_windows)
    return (order_window(order, rules), *(window for window in others if window is not None))


def common_windows(group: Sequence[LocatedOrder], rules: StopRules) -> tuple[TimeWindow, ...]:
    """Return the windows in which orders may share a stop without hurting anyone's promise."""
    releases = {_release(located.order, rules) for located in group}
    return tuple(
        common
        for common, shortest in _common_windows(group, rules).items()
        if common.latest - common.earliest >= min(WIDE_ENOUGH, shortest)
        and (len(releases) == 1 or max(releases) <= common.latest - WIDE_ENOUGH)
    )


def _common_windows(group: Sequence[LocatedOrder], rules: StopRules) -> dict[TimeWindow, int]:
    """Map the windows that orders have in common, in order, to the length of the shortest one of theirs."""
    found = {}
    for windows in product(*{order_windows(located.order, rules) for located in group}):
        if common := _common(windows):
            found[common] = min(window.latest - window.earliest for window in windows)
    return dict(sorted(found.items()))


def _release(order: Order, rules: StopRules) -> int:
    return order.purchased_at + round(rules.promise.packing_minutes * MINUTE)


def _door(located: LocatedOrder) -> tuple[object, ...]:
    """Name the door; an approximate place is only the same door for the same typed address."""
    place = located.place
    address = located.order.address if place.confidence is Confidence.APPROXIMATE else place.address
    parts = (
        address.postcode,
        address.street,
        address.house_number,
        address.addition,
        address.city,
        address.line,
    )
    return (*(part.casefold().replace(" ", "") for part in parts), round(place.lat, 5), round(place.lon, 5))


def _compatible(group: Sequence[LocatedOrder], rules: StopRules) -> bool:
    """Tell whether orders may share a stop without hurting anyone's promise or wish."""
    if len({frozenset(asked_by(located.order)) for located in group}) > 1:
        return False
    if len({located.order.courier.casefold() for located in group} - {""}) > 1:
        return False
    if not common_windows(group, rules):
        return False
    load = _sum(order_load(located.order, rules.bags_per_crate) for located in group)
    return any(load.fits(room) for room in rules.rooms)


def _common(windows: Sequence[TimeWindow]) -> TimeWindow | None:
    earliest, latest = max(w.earliest for w in windows), min(w.latest for w in windows)
    return TimeWindow(earliest, latest) if earliest <= latest else None


def _sum(loads: Iterable[Load]) -> Load:
    return sum(loads, start=Load())


def _service_seconds(group: Sequence[LocatedOrder], rules: StopRules) -> int:
    """Add up time at the door; the receipt's own time wins over the rule and what was learned."""
    given = sum(located.order.service_seconds or 0 for located in group)
    ruled = [located for located in group if located.order.service_seconds is None]
    if not ruled:
        return given
    service = rules.service
    orders = [located.order for located in ruled]
    checks = service.id_check_seconds if any(order.age_check for order in orders) else 0
    carried = sum(order.crates + order.bags for order in orders) * service.per_crate_seconds
    climbed = max(order.climb for order in orders) * service.per_floor_seconds
    by_rule = service.per_stop_seconds + checks + carried + climbed
    beyond = rules.door_times.beyond(ruled[0]) if rules.door_times else 0
    return (max(LEAST_SERVICE, by_rule + beyond) if beyond else by_rule) + given


def _cold_limit(orders: Sequence[Order], cold: Cold) -> int | None:
    limits = [cold.chilled_minutes * MINUTE for order in orders if order.chilled_crates]
    limits += [cold.frozen_minutes * MINUTE for order in orders if order.frozen_crates]
    return min(limits, default=None)
