"""What is answered about one window."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from dispatch.model import RouteSequence, TimeWindow, Unassigned
from dispatch.slots.offers import Offer

CHEAPEST: Final = 3
"""Windows that are marked as the cheapest."""


@dataclass(frozen=True, slots=True)
class Tightness:
    """Tell how tight a stop makes the others of its route.

    Parameters
    ----------
    before, after
        Seconds until the first of them would be late for its window; None if there is none.
    moved
        Customers who are come to at another minute.
    outside
        Customers who are come to later than they were told.
    """

    before: int | None
    after: int | None
    moved: int
    outside: int


@dataclass(frozen=True, slots=True)
class Slot:
    """Answer for one window.

    Parameters
    ----------
    offer
        The window.
    courier, vehicle
        Who would bring it, with what; empty where the window cannot be kept.
    trip
        Which of that courier's trips, from 1.
    own_trip
        Whether that trip is made for it.
    start
        When service would begin.
    extra_cents
        What it costs the store more; what the customer pays for the window is not taken off.
    work_seconds
        By how much the couriers work longer.
    tightness
        How tight it makes the others; None where more than one route changes.
    cheapest
        Whether it is one of the three that cost the store least.
    searched
        Whether other plans had to be looked for.
    full
        Whether as many orders are promised it as the store allows.
    why
        What bars it, and what would help; None where it can be kept or is full.
    routes
        Those that make room for it, with it in its place.
    """

    offer: Offer
    courier: str = ""
    vehicle: str = ""
    trip: int = 0
    own_trip: bool = False
    start: int = 0
    extra_cents: int = 0
    work_seconds: int = 0
    tightness: Tightness | None = None
    cheapest: bool = False
    searched: bool = False
    full: bool = False
    why: Unassigned | None = None
    routes: tuple[RouteSequence, ...] = ()

    @property
    def window(self) -> TimeWindow:
        """From when to when."""
        return self.offer.window

    @property
    def possible(self) -> bool:
        """Whether it can be promised."""
        return bool(self.routes)

    @property
    def net_cents(self) -> int:
        """What it costs the store after what the customer pays for it."""
        return self.extra_cents - self.offer.price_cents


def cheapest(slots: Sequence[Slot]) -> tuple[Slot, ...]:
    """Mark the windows that cost the store least; of equals the earlier ones."""
    possible = sorted((slot for slot in slots if slot.possible), key=lambda one: (one.net_cents, one.window))
    best = {slot.window for slot in possible[:CHEAPEST]}
    return tuple(replace(slot, cheapest=slot.possible and slot.window in best) for slot in slots)
