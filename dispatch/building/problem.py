"""Put the day's problem together from its parts."""

from collections.abc import Sequence
from datetime import date

from dispatch.config import Costs, Store
from dispatch.model import Address, Depot, Problem, Restriction, Shift, Stop, TravelMatrix


def build_problem(
    day: date,
    store: Store,
    stops: Sequence[Stop],
    shifts: Sequence[Shift],
    travel: Sequence[TravelMatrix],
    restrictions: Sequence[Restriction],
    costs: Costs,
) -> Problem:
    """Put the day's problem together."""
    return Problem(
        day=day,
        depot=make_depot(store),
        stops=tuple(stops),
        shifts=tuple(shifts),
        travel=tuple(travel),
        restrictions=tuple(restrictions),
        late_cents_per_hour=costs.late_per_hour,
    )


def make_depot(store: Store) -> Depot:
    """Turn the store into the depot."""
    return Depot(store.name, store.lat, store.lon, Address(line=store.address), store.phone)
