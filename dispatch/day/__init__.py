"""The day's book: what is known of a service day, line by line, and what holds because of it.

``read_book`` and ``append`` keep ``book.jsonl``; ``day_state`` derives from its lines what is to be
planned, what has left, what was told and wished. The rows of ``docs/day.md`` are its state machine.
"""

from dispatch.day.book import BOOK, Book, append, read_book
from dispatch.day.entries import Entry
from dispatch.day.fleet_news import CourierNews, FleetNews, VehicleNews
from dispatch.day.receipts import LEFT, TO_PLAN, Phase, Receipt, Wishes
from dispatch.day.state import DayState, day_state, since_version, standing, till_changes
from dispatch.day.till import CellChange, TillChanges

__all__ = [
    "BOOK",
    "LEFT",
    "TO_PLAN",
    "Book",
    "CellChange",
    "CourierNews",
    "DayState",
    "Entry",
    "FleetNews",
    "Phase",
    "Receipt",
    "TillChanges",
    "VehicleNews",
    "Wishes",
    "append",
    "day_state",
    "read_book",
    "since_version",
    "standing",
    "till_changes",
]
