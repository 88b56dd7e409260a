"""The crates of a trip one by one: what is on each label, and in which order they are loaded."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dispatch.model import Order, Route, Stop, Temperature, Trip

_TITLES: Final = frozenset(
    (
        "mw",
        "mevr",
        "mevrouw",
        "dhr",
        "heer",
        "fam",
        "familie",
        "mr",
        "mrs",
        "ms",
        "dr",
        "drs",
        "ir",
        "ing",
        "prof",
    )
)
_MOST_INITIALS: Final = 3


@dataclass(frozen=True, slots=True)
class Crate:
    """Hold one crate, or one bag of an order that has no crate.

    Parameters
    ----------
    stop
        ``R1-05``: route and stop; ``R1.2-05`` in the second of several trips.
    number, total
        Which of how many at that stop, from 1.
    temperature
        What it holds.
    order
        Whose it is.
    bag
        Whether it is a bag.
    """

    stop: str
    number: int
    total: int
    temperature: Temperature
    order: Order
    bag: bool = False


def stop_code(route: Route, trip_number: int, seq: int) -> str:
    """Write the code of a stop for labels: ``R1-05``, or ``R1.2-05`` where the route has several trips."""
    trip = f".{trip_number}" if len(route.trips) > 1 else ""
    return f"{route.name}{trip}-{seq:02d}"


def stop_crates(route: Route, trip_number: int, seq: int, stop: Stop) -> tuple[Crate, ...]:
    """Count the crates of a stop: order by order, ambient first, then chilled, then frozen."""
    contents = [piece for located in stop.orders for piece in _pieces(located.order)]
    code = stop_code(route, trip_number, seq)
    return tuple(
        Crate(code, number, len(contents), temperature, order, bag)
        for number, (order, temperature, bag) in enumerate(contents, start=1)
    )


def loading_order(
    route: Route, trip_number: int, trip: Trip, stops: dict[str, Stop]
) -> Iterator[tuple[int, Stop, tuple[Crate, ...]]]:
    """Give (stop number, stop, its crates) of a trip as they are loaded: the last stop first."""
    for seq in range(len(trip.visits), 0, -1):
        stop = stops[trip.visits[seq - 1].stop]
        yield seq, stop, stop_crates(route, trip_number, seq, stop)


def initials(name: str) -> str:
    """Shorten a name so that a label does not give the customer away.

    ``Mw. A. de Vries`` becomes ``A.V.``; words that begin with a small letter and titles are left out,
    and in scripts without capitals every word counts.
    """
    letters = []
    for word in name.split():
        bare = "".join(c for c in word if c.isalnum())
        if bare and bare.casefold() not in _TITLES and not bare[0].islower():
            letters.append(bare[0])
    return "".join(f"{letter}." for letter in letters[:_MOST_INITIALS])


def _pieces(order: Order) -> Iterator[tuple[Order, Temperature, bool]]:
    ambient = order.crates - order.chilled_crates - order.frozen_crates
    for temperature, count in (
        (Temperature.AMBIENT, ambient),
        (Temperature.CHILLED, order.chilled_crates),
        (Temperature.FROZEN, order.frozen_crates),
    ):
        yield from ((order, temperature, False) for _ in range(count))
    if order.crates == 0:
        yield from ((order, Temperature.AMBIENT, True) for _ in range(order.bags))
