"""Which orders a cell brings: the day's own, more or fewer of them, those of another weekday."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dispatch.config import CONSENTS, WEEKDAYS, Config, Weekday, consents, weekday_of
from dispatch.geocoding.area import ServiceArea
from dispatch.model import LocatedOrder, TimeWindow
from dispatch.study.scenario import DayOrders, Demand, Windows

_GRID = 15 * 60
"""Windows begin at quarters."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Hold the orders that the store takes, and how many it turns away."""

    orders: tuple[LocatedOrder, ...]
    turned_away: int


def orders_of(
    day: DayOrders, archive: Sequence[DayOrders], demand: Demand, seed: int
) -> tuple[LocatedOrder, ...]:
    """Return the orders of a day under a demand; empty if the archive has no day of the weekday asked for.

    More orders than the day has are drawn from other days of its weekday (of all days, where there
    are none), each once before any comes twice, with receipts of their own. Fewer are drawn from its own.
    """
    source = day if demand.weekday is None else _nearest(day.day, archive, demand.weekday)
    if source is None:
        return ()
    wanted = round(len(source.orders) * demand.volume)
    rng = random.Random(f"{day.day} {demand.volume} {seed}")  # noqa: S311 - no secret
    if wanted <= len(source.orders):
        kept = sorted(rng.sample(range(len(source.orders)), wanted))
        return tuple(source.orders[place] for place in kept)
    return (*source.orders, *_more(source, archive, wanted - len(source.orders), rng))


def taken(orders: Sequence[LocatedOrder], config: Config) -> Taken:
    """Keep the orders that the cut-off, the minimum basket and the service area let through."""
    promise, area = config.promise, ServiceArea.of(config.promise.area, config.store.point)
    kept = tuple(
        located
        for located in orders
        if (promise.cut_off is None or located.order.purchased_at <= promise.cut_off)
        and (located.order.total_cents is None or located.order.total_cents >= promise.minimum_basket)
        and area.doubt(located.place) is None
    )
    return Taken(kept, len(orders) - len(kept))


def with_window(located: LocatedOrder, window: TimeWindow, windows: Windows, day: date) -> LocatedOrder:
    """Narrow and move the window of an order; which part the customer chooses is drawn by the receipt."""
    earliest, latest = window.earliest, window.latest
    if windows.width is not None and latest - earliest > windows.width:
        rng = random.Random(f"{day} {located.order.receipt_id}")  # noqa: S311 - no secret
        starts = range(earliest, latest - windows.width + 1, _GRID)
        earliest = rng.choice(starts)
        latest = earliest + windows.width
    moved = TimeWindow(max(0, earliest + windows.later), max(0, latest + windows.later))
    return replace(located, order=replace(located.order, window=moved, other_windows=()))


def with_consents(located: LocatedOrder, shares: Sequence[tuple[str, float]], day: date) -> LocatedOrder:
    """Let a customer consent to robots and drones by the share of all who do; drawn by the receipt.

    Whoever consents where few do consents where more do, too.
    """
    order, given = located.order, consents(located.order.skills)
    more = tuple(
        CONSENTS[kind]
        for kind, share in shares
        if kind not in given and random.Random(f"{day} {order.receipt_id} {kind}").random() < share  # noqa: S311 - no secret
    )
    return replace(located, order=replace(order, skills=(*order.skills, *more))) if more else located


def _nearest(day: date, archive: Sequence[DayOrders], weekday: Weekday) -> DayOrders | None:
    """Return the day of a weekday that lies nearest, the earlier of two."""
    fit = [other for other in archive if other.day.weekday() == WEEKDAYS.index(weekday)]
    return min(fit, key=lambda other: (abs((other.day - day).days), other.day), default=None)


def _more(
    source: DayOrders, archive: Sequence[DayOrders], wanted: int, rng: random.Random
) -> list[LocatedOrder]:
    others = [other for other in archive if other.day != source.day and other.orders]
    alike = [other for other in others if weekday_of(other.day) == weekday_of(source.day)]
    pool = [located for other in alike or others or [source] for located in other.orders]
    drawn: list[LocatedOrder] = []
    while pool and len(drawn) < wanted:
        drawn += rng.sample(pool, min(len(pool), wanted - len(drawn)))
    return [
        replace(located, order=replace(located.order, receipt_id=f"{located.order.receipt_id}+{number}"))
        for number, located in enumerate(drawn, start=1)
    ]
