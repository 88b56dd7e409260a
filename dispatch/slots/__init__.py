"""At the till: which windows can still be promised, with whom, and what each costs the store."""

from dispatch.slots.offers import Offer, offers_on
from dispatch.slots.places import Found, PlaceSearch
from dispatch.slots.slot import Slot, Tightness, cheapest
from dispatch.slots.standing import Standing

__all__ = [
    "Found",
    "Offer",
    "PlaceSearch",
    "Slot",
    "Standing",
    "Tightness",
    "cheapest",
    "offers_on",
]
