"""What to mind at a stop: facts that every document marks, each in its own way."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dispatch.model import TIGHT_SECONDS, Confidence, Order, Stop, Tell, Vehicle, Visit
from dispatch.sheets.doors import clock
from dispatch.sheets.wishes import wishes
from dispatch.words import Words

HEAVY_GRAMS: Final = 23_000
"""What is lifted at once and weighs more is marked heavy, unless the store says otherwise.

23 kg is the load constant of the NIOSH lifting equation (Waters, Putz-Anderson, Garg and Fine, 1993).
"""

_SHARE: Final = 3
"""A stop that takes up more than this part of what its vehicle may carry is heavy as a whole."""


class Sign(StrEnum):
    """Name a mark; the value is the key of its word, ``mark.<value>``. The gravest come first."""

    NEW = "new"
    MOVED = "moved"
    LATE = "late"
    TIGHT = "tight"
    NOTE_UNTIL = "note.until"
    NOTE_FROM = "note.from"
    ADDRESS = "address"
    AGE = "age"
    CHILLED = "chilled"
    FROZEN = "frozen"
    HEAVY = "heavy"
    FLOOR = "floor"
    NOT_NEIGHBOUR = "not.neighbour"


TIMELY: Final = frozenset((Sign.LATE, Sign.TIGHT))
"""Signs of when, not of what; paper shows them beside the time."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Mark a stop or an order.

    Parameters
    ----------
    sign
        What is to be minded.
    number
        Which floor, or which moment in seconds since midnight, for signs that tell one.
    """

    sign: Sign
    number: int = 0

    def said(self, words: Words) -> str:
        """Return the word of the mark."""
        match self.sign:
            case Sign.FLOOR:
                return words("mark.floor", floor=self.number)
            case Sign.NOTE_UNTIL | Sign.NOTE_FROM:
                return words(f"mark.{self.sign}", time=clock(self.number))
            case _:
                return words(f"mark.{self.sign}")


def order_marks(order: Order, heavy_grams: int) -> tuple[Mark, ...]:
    """Mark one order for what is in it and in its note."""
    signs = (
        (Sign.AGE, order.age_check),
        (Sign.CHILLED, order.chilled_crates > 0),
        (Sign.FROZEN, order.frozen_crates > 0),
        (Sign.HEAVY, heavy(order, heavy_grams)),
    )
    floor = [Mark(Sign.FLOOR, order.floor)] if order.floor else []
    shut = [Mark(Sign.NOT_NEIGHBOUR)] if wishes(order.notes).no_neighbours else []
    return (*(Mark(sign) for sign, true in signs if true), *floor, *shut)


def stop_marks(stop: Stop, orders: Sequence[tuple[Mark, ...]]) -> tuple[Mark, ...]:
    """Join the marks of a stop and all its orders, each once, the gravest first."""
    found = [] if stop.place.confidence is Confidence.EXACT else [Mark(Sign.ADDRESS)]
    return ranked([*found, *(mark for marks in orders for mark in marks)])


def visit_marks(stop: Stop, visit: Visit, vehicle: Vehicle, heavy_grams: int) -> tuple[Mark, ...]:
    """Mark what only shows once a stop is planned: its time, and what its load is to its vehicle."""
    found = []
    if visit.late:
        found.append(Mark(Sign.LATE))
    elif stop.window.latest - visit.start < TIGHT_SECONDS:
        found.append(Mark(Sign.TIGHT))
    for wish in (wishes(located.order.notes) for located in stop.orders):
        if wish.until is not None and visit.start > wish.until:
            found.append(Mark(Sign.NOTE_UNTIL, wish.until))
        if wish.since is not None and visit.start < wish.since:
            found.append(Mark(Sign.NOTE_FROM, wish.since))
    climbs = any(located.order.climb for located in stop.orders)
    if (climbs and stop.load.grams > heavy_grams) or (
        stop.load.grams * _SHARE > vehicle.capacity.grams and not vehicle.unmanned
    ):
        found.append(Mark(Sign.HEAVY))
    return tuple(found)


def news_marks(told: Sequence[Tell]) -> tuple[Mark, ...]:
    """Mark a stop by what is new to its customers since the version that the paper replaces."""
    moved = any(tell in (Tell.EARLIER, Tell.LATER) for tell in told)
    new = bool(told) and all(tell is Tell.NEW for tell in told)
    return (Mark(Sign.NEW),) if new else (Mark(Sign.MOVED),) if moved else ()


def ranked(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Put marks in order, the gravest first, each once."""
    order = list(Sign)
    return tuple(sorted(dict.fromkeys(marks), key=lambda mark: (order.index(mark.sign), mark.number)))


def heavy(order: Order, limit: int) -> bool:
    """Tell whether the mean piece of an order weighs more grams than the limit."""
    return order.grams > limit * max(1, order.crates + order.bags)
