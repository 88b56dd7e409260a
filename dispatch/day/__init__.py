"""The day's book: what is known of a service day, line by line, and what holds because of it.

``read_book`` and ``append`` keep ``book.jsonl``; ``day_state`` derives from its lines what is to be
planned, what has left, what was told and wished (the state machine stands in ``docs/day.md``). ``hold``,
``roster`` and the wishes make terms of a problem of it, ``settle`` weighs every change against its gain.
"""

from dispatch.day.book import BOOK, Book, append, read_book
from dispatch.day.comparing import PlanChanges, changes_between
from dispatch.day.entries import Entry
from dispatch.day.fleet_news import CourierNews, FleetNews, VehicleNews
from dispatch.day.incumbent import incumbent
from dispatch.day.leaving import Clock, Held, hold
from dispatch.day.promised import Promised, held_at, promised_order, with_reserved
from dispatch.day.receipts import BACK, LEFT, TO_PLAN, Phase, Receipt, Wishes
from dispatch.day.roster import Roster, roster
from dispatch.day.settling import ChangePrices, Known, Settled, settle
from dispatch.day.shifts import shifts_with_facts
from dispatch.day.state import DayState, day_state, since_version, standing, till_changes
from dispatch.day.till import CellChange, TillChanges

__all__ = [
    "BACK",
    "BOOK",
    "LEFT",
    "TO_PLAN",
    "Book",
    "CellChange",
    "ChangePrices",
    "Clock",
    "CourierNews",
    "DayState",
    "Entry",
    "FleetNews",
    "Held",
    "Known",
    "Phase",
    "PlanChanges",
    "Promised",
    "Receipt",
    "Roster",
    "Settled",
    "TillChanges",
    "VehicleNews",
    "Wishes",
    "append",
    "changes_between",
    "day_state",
    "held_at",
    "hold",
    "incumbent",
    "promised_order",
    "read_book",
    "roster",
    "settle",
    "shifts_with_facts",
    "since_version",
    "standing",
    "till_changes",
    "with_reserved",
]
