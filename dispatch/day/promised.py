"""Windows taken at the till before the purchase: how long they hold, and what they ask of a plan."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dispatch.day.news import Promise, PromiseBought
from dispatch.files.text import phone_key
from dispatch.model import (
    BreakAt,
    Confidence,
    LocatedOrder,
    Order,
    Place,
    Problem,
    RouteSequence,
    Solution,
)

SOURCE = "promise"
"""Source of the place of an order that is only promised: it was found when the window was asked for."""


@dataclass(frozen=True, slots=True)
class Promised:
    """Hold a promise that waits for its purchase.

    Parameters
    ----------
    promise
        As it was given.
    before
        Receipts that the book knew by then: none of them is its purchase.
    """

    promise: Promise
    before: frozenset[str] = frozenset()


def held_at(promises: Mapping[str, Promised], now: int) -> dict[str, Promised]:
    """Return the promises that are held at a moment, in seconds since midnight of the service day."""
    return {number: one for number, one in promises.items() if one.promise.expires >= now}


def bought(promises: Mapping[str, Promised], phones: Mapping[str, str]) -> list[PromiseBought]:
    """Find the purchases of promises: by the receipt, else by the phone.

    Parameters
    ----------
    promises
        Those that are held.
    phones
        Receipt → phone of every order that the till has, in the order in which they came.
    """
    found: list[PromiseBought] = []
    taken: set[str] = set()
    for number, one in promises.items():
        new = [receipt for receipt in phones if receipt not in one.before and receipt not in taken]
        receipt = one.promise.receipt if one.promise.receipt in new else ""
        if not receipt and one.promise.phone:
            wanted = phone_key(one.promise.phone)
            receipt = next((r for r in new if wanted and phone_key(phones[r]) == wanted), "")
        if receipt:
            taken.add(receipt)
            found.append(PromiseBought(number, receipt))
    return found


def promised_order(promise: Promise) -> LocatedOrder:
    """Return the order that a promise stands for until it is bought."""
    order = Order(
        receipt_id=promise.number,
        row=0,
        purchased_at=promise.purchased_at,
        name="",
        phone="",
        address=promise.address,
        crates=promise.crates,
        bags=promise.bags,
        grams=promise.grams,
        chilled_crates=promise.chilled_crates,
        frozen_crates=promise.frozen_crates,
        age_check=promise.age_check,
        window=promise.window,
    )
    return LocatedOrder(order, Place(promise.lat, promise.lon, SOURCE, Confidence.EXACT, promise.address))


def renamed(route: RouteSequence, old: str, new: str) -> RouteSequence:
    """Return a route in which a stop has another name."""
    return route.named(lambda name: new if name == old else name)


def with_reserved(solution: Solution, problem: Problem, reserved: Mapping[str, RouteSequence]) -> Solution:
    """Lay the routes that make room for promises over a solution.

    Trips that have left stay as they are; what is off by now is left out of the others.
    """
    kept = [
        _kept(reserved[shift.id], problem, number)
        for number, shift in enumerate(problem.shifts)
        if shift.id in reserved
    ]
    taken = {stop for route in kept for trip in route.trips for stop in trip}
    shifts = {route.shift for route in kept}
    others = [without_stops(route, taken) for route in solution.routes if route.shift not in shifts]
    number = {shift.id: place for place, shift in enumerate(problem.shifts)}
    routes = sorted((r for r in (*kept, *others) if r.trips), key=lambda route: number[route.shift])
    return replace(solution, routes=tuple(routes))


def _kept(route: RouteSequence, problem: Problem, number: int) -> RouteSequence:
    """Return a reserved route as it can still be driven: behind the trips that have left."""
    shift = problem.shifts[number]
    of_receipt = {receipt: stop.id for stop in problem.stops for receipt in stop.receipt_ids}
    fixed = {stop for one in problem.shifts for trip in one.fixed for stop in trip.stops}
    left = {name for name in of_receipt if of_receipt[name] in fixed}
    ahead = [n for n, trip in enumerate(route.trips) if left.isdisjoint(trip)]
    trips = [list(dict.fromkeys(of_receipt[r] for r in route.trips[n] if r in of_receipt)) for n in ahead]
    breaks = tuple(
        BreakAt(taken.number, len(shift.fixed) + ahead.index(taken.trip), taken.position)
        for taken in route.breaks
        if taken.trip in ahead and taken.number < len(shift.breaks)
    )
    begun = RouteSequence.begun(shift)
    windows = tuple((of_receipt[r], number) for r, number in route.windows if r in of_receipt)
    made = replace(
        begun,
        trips=(*begun.trips, *map(tuple, trips)),
        breaks=(*begun.breaks, *breaks),
        windows=windows,
    )
    return without_stops(made, ())


def without_stops(route: RouteSequence, gone: Iterable[str]) -> RouteSequence:
    """Take stops out of a route; a trip that is left empty goes, and a break moves to what is before it."""
    away = frozenset(gone)
    stays = [[name not in away for name in trip] for trip in route.trips]
    numbers = [number for number, trip in enumerate(stays) if any(trip)]
    breaks = tuple(
        BreakAt(taken.number, numbers.index(taken.trip), position_without(taken.position, stays[taken.trip]))
        for taken in route.breaks
        if taken.trip in numbers
    )
    trips = tuple(tuple(name for name in route.trips[n] if name not in away) for n in numbers)
    windows = tuple((name, number) for name, number in route.windows if name not in away)
    return replace(route, trips=trips, breaks=breaks, windows=windows)


def position_without(position: int, stays: Sequence[bool]) -> int:
    """Return where a break of a trip is when some of its stops are gone.

    Parameters
    ----------
    position
        Behind how many stops it was.
    stays
        Of each stop of the trip, whether it is still there.
    """
    return max(1, sum(stays[:position])) if position else 0
