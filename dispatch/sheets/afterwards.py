"""What a plan that replaces another asks of people: which trips to print and to label again, whom to tell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from dispatch.clock import MINUTE
from dispatch.model import Amended, LocatedOrder, Moved, PlannedDay, Route, Spot, Tell, Trip
from dispatch.sheets.doors import clock

_NOTICED = 5 * MINUTE
"""A courier hears of a time that moves by so much."""


class SlipNews(StrEnum):
    """Say what a line of a change slip is about; the value is the key of its words, ``slip.<value>``."""

    CANCELLED = "cancelled"
    WINDOW = "window"
    ADDRESS = "address"
    NOTE = "note"
    TILL = "till"
    NEW = "new"
    GONE = "gone"
    MOVED = "moved"


_RANK = {news: rank for rank, news in enumerate(SlipNews)}
_AMENDED = {amended: SlipNews(amended.value) for amended in Amended}


@dataclass(frozen=True, slots=True)
class SlipLine:
    """Hold a line of a change slip.

    Parameters
    ----------
    news
        What it is about.
    receipt
        Of the order.
    was, now
        Where it stood and stands in this courier's route; None for nowhere.
    text
        What is other, as it was said.
    elsewhere
        The route that takes it, or gave it; empty if none does.
    located
        The order; None where nobody knows it any more.
    """

    news: SlipNews
    receipt: str
    was: Spot | None = None
    now: Spot | None = None
    text: str = ""
    elsewhere: str = ""
    located: LocatedOrder | None = None

    @property
    def rank(self) -> tuple[int, int]:
        """The gravest first, then by time."""
        spot = self.now or self.was
        return _RANK[self.news], spot.start if spot else 0


@dataclass(frozen=True, slots=True)
class Slip:
    """Hold what a courier under way must hear, the gravest first."""

    route: Route
    lines: tuple[SlipLine, ...]


def is_ahead(trip: Trip, now: int | None) -> bool:
    """Tell whether a trip has not left yet."""
    return now is None or trip.departure > now


def trips_to_print(day: PlannedDay) -> dict[str, tuple[int, ...]]:
    """Return the trips ahead of own couriers whose paper does not hold any more: route → numbers from 1.

    A first plan has none, for all of it is printed.
    """
    spots = (spot for one in day.moved for spot in (one.was, one.now) if spot is not None)
    touched = {(spot.route, spot.trip) for spot in spots} | set(_told_otherwise(day))
    found = {
        route.name: tuple(
            number
            for number, trip in enumerate(route.trips, start=1)
            if (route.name, number) in touched and is_ahead(trip, day.now)
        )
        for route in day.plan.routes
        if not route.visiting
    }
    return {route: numbers for route, numbers in found.items() if numbers}


def _told_otherwise(day: PlannedDay) -> Iterator[tuple[str, int]]:
    """Yield the trips on whose paper a customer has another window than before."""
    news = {one.receipt for one in day.told if one.tell is not Tell.SAME} if day.replaces else set()
    receipts = day.problem.receipts()
    for route in day.plan.routes:
        for number, trip in enumerate(route.trips, start=1):
            if any(receipt in news for visit in trip.visits for receipt in receipts[visit.stop]):
                yield route.name, number


def relabelled(day: PlannedDay) -> frozenset[str]:
    """Return the orders whose crates need a label that they do not have, of trips that have not left."""
    receipts = day.problem.receipts()
    ahead = {
        receipt
        for route in day.plan.routes
        for trip in route.trips
        if is_ahead(trip, day.now)
        for visit in trip.visits
        for receipt in receipts[visit.stop]
    }
    return frozenset(ahead.intersection(day.relabel))


def known_orders(day: PlannedDay) -> dict[str, LocatedOrder]:
    """Find every order that the plan or its changes speak of, by receipt."""
    gone = (*(one.located for one in day.told), *(one.located for one in day.moved))
    here = (one for stop in day.problem.stops for one in stop.orders)
    return {one.order.receipt_id: one for one in (*gone, *here) if one is not None}


def _place(spot: Spot) -> tuple[str, int, int]:
    return spot.route, spot.trip, spot.seq


def spot_line(spot: Spot | None) -> str:
    """Write a place as on the sheet, with its time."""
    return f"{spot.trip}\N{MIDDLE DOT}{spot.seq} {clock(spot.start)}" if spot else ""


def route_spot(spot: Spot | None) -> str:
    """Write where an order stands, as on the sheet: ``R1 2·14 17:05``; empty for nowhere."""
    return f"{spot.route} {spot_line(spot)}" if spot else ""


def slips(day: PlannedDay) -> tuple[Slip, ...]:
    """Return a slip for each courier under way whose route changed; without a clock nobody is under way."""
    if day.now is None or not day.replaces:
        return ()
    orders = known_orders(day)
    found = (
        Slip(route, tuple(sorted(_lines(route, day, orders), key=lambda line: line.rank)))
        for route in day.plan.routes
        if route.trips[0].departure <= day.now < route.end
    )
    return tuple(slip for slip in found if slip.lines)


def _lines(route: Route, day: PlannedDay, orders: Mapping[str, LocatedOrder]) -> Iterator[SlipLine]:
    receipts = day.problem.receipts()
    on_paper = {
        receipt: Spot(route.name, route.shift.id, number, seq, visit.start)
        for number, trip in enumerate(route.trips[: len(route.shift.fixed)], start=1)
        for seq, visit in enumerate(trip.visits, start=1)
        for receipt in receipts[visit.stop]
    }
    for late in day.too_late:
        if spot := on_paper.get(late.receipt):
            # Where it stands on his sheet, for there he finds it; what is cancelled stands there no more.
            news, known = _AMENDED[late.what], orders.get(late.receipt)
            was, now = (spot, None) if news is SlipNews.CANCELLED else (None, spot)
            yield SlipLine(news, late.receipt, was, now, text=late.text, located=known)
    for one in day.moved:
        line = _line(one, route.shift.id, orders.get(one.receipt))
        if line is not None:
            yield line


def _line(one: Moved, shift: str, located: LocatedOrder | None) -> SlipLine | None:
    """Say what a move means to one courier; None if nothing."""
    was = one.was if one.was and one.was.shift == shift else None
    now = one.now if one.now and one.now.shift == shift else None
    if was and now:
        if _place(was) == _place(now) and abs(was.start - now.start) < _NOTICED:
            return None
        return SlipLine(SlipNews.MOVED, one.receipt, was, now, located=located)
    if now:
        other = one.was.route if one.was else ""
        return SlipLine(SlipNews.NEW, one.receipt, None, now, elsewhere=other, located=located)
    if was:
        other = one.now.route if one.now else ""
        return SlipLine(SlipNews.GONE, one.receipt, was, None, elsewhere=other, located=located)
    return None
