"""What to mind at a stop: facts that every document marks, each in its own way."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dispatch.model import Confidence, Order, Stop
from dispatch.words import Words

HEAVY_GRAMS: Final = 23_000
"""Above this an order, or the mean crate of one, is marked heavy, unless the store says otherwise.

23 kg is the load constant of the NIOSH lifting equation (Waters, Putz-Anderson, Garg and Fine, 1993).
"""


class Sign(StrEnum):
    """Name a mark; the value is the key of its word, ``mark.<value>``. The gravest come first."""

    LATE = "late"
    ADDRESS = "address"
    AGE = "age"
    CHILLED = "chilled"
    FROZEN = "frozen"
    HEAVY = "heavy"
    FLOOR = "floor"
    NOT_NEIGHBOUR = "not.neighbour"


@dataclass(frozen=True, slots=True)
class Mark:
    """Mark a stop or an order.

    Parameters
    ----------
    sign
        What is to be minded.
    floor
        Which floor, for that sign.
    """

    sign: Sign
    floor: int = 0

    def said(self, words: Words) -> str:
        """Return the word of the mark."""
        return words(f"mark.{self.sign}", **({"floor": self.floor} if self.floor else {}))


def order_marks(order: Order, heavy_grams: int) -> tuple[Mark, ...]:
    """Mark one order."""
    signs = (
        (Sign.AGE, order.age_check),
        (Sign.CHILLED, order.chilled_crates > 0),
        (Sign.FROZEN, order.frozen_crates > 0),
        (Sign.HEAVY, heavy(order, heavy_grams)),
    )
    floor = (Mark(Sign.FLOOR, order.floor),) if order.floor else ()
    return (*(Mark(sign) for sign, true in signs if true), *floor)


def stop_marks(stop: Stop, late: int, orders: Sequence[tuple[Mark, ...]]) -> tuple[Mark, ...]:
    """Join the marks of a stop and all its orders, each once; nothing cold or 18+ goes to neighbours."""
    found = [Mark(Sign.LATE)] if late else []
    if stop.place.confidence is not Confidence.EXACT:
        found.append(Mark(Sign.ADDRESS))
    found += dict.fromkeys(mark for marks in orders for mark in marks)
    if any(mark.sign in (Sign.AGE, Sign.CHILLED, Sign.FROZEN) for mark in found):
        found.append(Mark(Sign.NOT_NEIGHBOUR))
    return tuple(found)


def heavy(order: Order, limit: int) -> bool:
    """Tell whether an order, or the mean crate of it, weighs more grams than the limit."""
    return order.grams > limit * max(1, order.crates)
