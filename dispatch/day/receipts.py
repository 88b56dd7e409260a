"""What is known of one receipt, and in which phase of its day it is (see ``docs/day.md``)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dispatch.day.news import CarriedIn, Planned, Promise, TillRow
from dispatch.model import Outcome, TimeWindow


class Phase(StrEnum):
    """Name where an order is in its day.

    ``open``: to be planned. ``told``: to be planned, and its customer was told a window. ``on_board``: its
    trip has left. ``stranded``: its trip has left, and the courier stopped before its door. ``presumed``:
    the time at its door is over and nobody said otherwise. ``delivered``, ``not_home``, ``refused``: as
    came back. ``cancelled``: by hand. ``withdrawn``: by the till. ``dropped``: not today.
    ``carried_over``: in another day's book.
    """

    OPEN = "open"
    TOLD = "told"
    ON_BOARD = "on_board"
    STRANDED = "stranded"
    PRESUMED = "presumed"
    DELIVERED = "delivered"
    NOT_HOME = "not_home"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"
    DROPPED = "dropped"
    CARRIED_OVER = "carried_over"


TO_PLAN = frozenset({Phase.OPEN, Phase.TOLD})
"""Phases of orders that a plan is free to place."""

LEFT = frozenset({Phase.ON_BOARD, Phase.STRANDED, Phase.PRESUMED})
"""Phases of orders that have left the store, and of which nothing has come back."""


BACK = frozenset({Phase.DELIVERED, Phase.NOT_HOME, Phase.REFUSED})
"""Phases of orders of which something has come back."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """Hold what was promised and put right by hand; None for as the till says."""

    window: TimeWindow | None = None
    address: str | None = None
    note: str | None = None

    def __bool__(self) -> bool:
        return not (self.window is None and self.address is None and self.note is None)


@dataclass(frozen=True, slots=True)
class Receipt:
    """Hold what the book says of a receipt.

    Parameters
    ----------
    number
        Of the receipt.
    rows, said
        As the till said last, put right and as it stood; several where the till repeats it.
    phase
        Where it is in its day.
    listed
        Whether the newest export has it for delivery; one that is gone from the file is kept.
    corrected
        Whether its cells were put right.
    wishes
        What was changed by hand.
    cancelled
        Whether it was cancelled by hand, be it too late.
    withdrawn
        Whether the till took its flag off, be it too late.
    dropped
        Whether it is not to go today, be it too late.
    drop_until
        The day to which it was dropped; None if it was not, or without a day.
    carried
        To which day it was carried over, and from where it came.
    visit
        Where the version in force has it.
    told
        The window its customer knows.
    outcome, outcome_at
        What came back.
    waits, waits_on, crates_back
        Whether its crates were on a vehicle that stopped, on which, and when they are at the store; None if
        nobody knows.
    promise
        What was promised at the till before it was bought; None if nothing was.
    """

    number: str
    rows: tuple[TillRow, ...]
    said: tuple[TillRow, ...]
    phase: Phase
    listed: bool = True
    corrected: bool = False
    wishes: Wishes = Wishes()
    cancelled: bool = False
    withdrawn: bool = False
    dropped: bool = False
    drop_until: date | None = None
    carried_to: date | None = None
    carried_in: CarriedIn | None = None
    visit: Planned | None = None
    told: TimeWindow | None = None
    outcome: Outcome | None = None
    outcome_at: int | None = None
    waits: bool = False
    waits_on: str = ""
    crates_back: int | None = None
    promise: Promise | None = None


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Say where an order is: what decides its phase besides what was decided about it.

    Parameters
    ----------
    departed
        Whether its trip in the version in force has left.
    passed
        Whether the time at its door is over.
    stranded
        Whether its crates were on a vehicle that stopped, and are not back.
    """

    departed: bool = False
    passed: bool = False
    stranded: bool = False


def phase_of(
    *,
    where: Whereabouts,
    outcome: Outcome | None,
    carried: bool,
    cancelled: bool,
    dropped: bool,
    withdrawn: bool,
    told: bool,
) -> Phase:
    """Return the phase of an order: the first that holds, in the order of ``docs/day.md``."""
    for phase, holds in (
        (Phase.CARRIED_OVER, carried),
        (_AFTER.get(outcome, Phase.OPEN), outcome is not None),
        (Phase.PRESUMED, where.departed and where.passed),
        (Phase.ON_BOARD, where.departed),
        (Phase.CANCELLED, cancelled),
        (Phase.DROPPED, dropped),
        (Phase.WITHDRAWN, withdrawn),
        (Phase.STRANDED, where.stranded),
        (Phase.TOLD, told),
    ):
        if holds:
            return phase
    return Phase.OPEN


_AFTER: dict[Outcome | None, Phase] = {
    Outcome.DELIVERED: Phase.DELIVERED,
    Outcome.NOT_HOME: Phase.NOT_HOME,
    Outcome.REFUSED: Phase.REFUSED,
}
