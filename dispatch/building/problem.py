"""Put the day's problem together from its parts."""

from collections.abc import Sequence
from datetime import date
from typing import TypedDict

from dispatch.building.likings import joined
from dispatch.clock import MINUTE
from dispatch.config import Cold, Costs, Store
from dispatch.model import Address, Affinity, Depot, Problem, Restriction, Shift, Stop, TravelMatrix


def build_problem(
    day: date,
    store: Store,
    stops: Sequence[Stop],
    shifts: Sequence[Shift],
    travel: Sequence[TravelMatrix],
    restrictions: Sequence[Restriction],
    affinities: Sequence[Affinity],
    costs: Costs,
    cold: Cold,
    more_depots: Sequence[Depot] = (),
) -> Problem:
    """Put the day's problem together; of affinities of one pair the sum counts."""
    return Problem(
        day=day,
        depot=make_depot(store),
        stops=tuple(stops),
        shifts=tuple(shifts),
        travel=tuple(travel),
        restrictions=tuple(restrictions),
        affinities=joined(affinities),
        more_depots=tuple(more_depots),
        **terms_of(costs, cold),
    )


class Terms(TypedDict):
    """Hold the terms of a problem that are of no stop and no shift."""

    late_cents_per_hour: int
    wait_cents_per_hour: int
    longest_on_board: int
    break_on_road_cents: int
    unowed_breaks: bool


def terms_of(costs: Costs, cold: Cold) -> Terms:
    """Return the store's prices and limits as a problem has them."""
    return Terms(
        late_cents_per_hour=costs.late_per_hour,
        wait_cents_per_hour=costs.wait_per_hour,
        longest_on_board=cold.on_board_minutes * MINUTE,
        break_on_road_cents=costs.break_on_road,
        unowed_breaks=False,
    )


def make_depot(store: Store) -> Depot:
    """Turn the store into the depot."""
    return Depot(store.name, store.lat, store.lon, Address(line=store.address), store.phone)
