"""What a line of the day's book can say, one frozen value each.

Moments are seconds since local midnight of the service day, lengths of time are seconds. Receipts,
couriers, vehicles and routes are named as the store names them; whether they exist is looked at before
they are written down.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dispatch.day.made_news import (
    Correction,
    CorrectionsRead,
    EventTaken,
    ExportRead,
    LinesRead,
    Planned,
    Promise,
    PromiseBought,
    ReceiptGoods,
    StandingDue,
    TillRow,
    VersionMade,
)
from dispatch.model import Outcome, TimeWindow

__all__ = [
    "Correction",
    "CorrectionsRead",
    "EventTaken",
    "ExportRead",
    "LinesRead",
    "Planned",
    "Promise",
    "PromiseBought",
    "ReceiptGoods",
    "StandingDue",
    "TillRow",
    "VersionMade",
]


class Turn(StrEnum):
    """Say where in a courier's rest of the day an order is wanted."""

    ANY = "any"
    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Drive:
    """A version is driven, whatever is newer."""

    version: int


@dataclass(frozen=True, slots=True)
class Undo:
    """An earlier line of the book is taken back."""

    number: int


@dataclass(frozen=True, slots=True)
class Cancel:
    """Orders are off."""

    receipts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Restore:
    """Orders that were off or dropped are on again."""

    receipts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeWindow:
    """A customer was promised another window."""

    receipt: str
    window: TimeWindow


@dataclass(frozen=True, slots=True)
class ChangeAddress:
    """The address of an order was put right: a new one in one line."""

    receipt: str
    address: str


@dataclass(frozen=True, slots=True)
class ChangeNote:
    """The courier is told something else about an order."""

    receipt: str
    note: str


@dataclass(frozen=True, slots=True)
class Give:
    """A courier is to deliver orders."""

    receipts: tuple[str, ...]
    courier: str
    turn: Turn = Turn.ANY


@dataclass(frozen=True, slots=True)
class Keep:
    """A courier is not to deliver orders."""

    receipts: tuple[str, ...]
    courier: str


@dataclass(frozen=True, slots=True)
class Together:
    """Orders are to go in one trip."""

    receipts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drop:
    """Orders are not to be delivered today.

    Parameters
    ----------
    receipts
        Their numbers.
    until
        The day on which they go; None for the next delivery day.
    """

    receipts: tuple[str, ...]
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Lock:
    """A courier's rest of the day, a route or a trip stays as it is planned.

    Parameters
    ----------
    what
        As it was named.
    shift
        Whose it is.
    trip
        Which trip, from 1, and with it those before; 0 for all, with none added.
    """

    what: str
    shift: str
    trip: int = 0


@dataclass(frozen=True, slots=True)
class Unlock:
    """What was locked is free again."""

    what: str


@dataclass(frozen=True, slots=True)
class CourierOut:
    """A courier stops.

    Parameters
    ----------
    courier
        Name.
    at
        From when on nothing more is delivered; None for not at all today.
    crates_back
        When the crates still on the vehicle are at the store; None if nobody knows.
    """

    courier: str
    at: int | None = None
    crates_back: int | None = None


@dataclass(frozen=True, slots=True)
class CourierIn:
    """A courier works, in these hours instead of those planned.

    Parameters
    ----------
    courier
        Name.
    hours
        Of the shift; None for the usual ones.
    vehicle
        What is driven; empty for the usual one.
    new
        Whether the configuration does not know this courier.
    wage_cents
        Of an hour, of one who is new; None for what most couriers earn.
    """

    courier: str
    hours: TimeWindow | None = None
    vehicle: str = ""
    new: bool = False
    wage_cents: int | None = None


@dataclass(frozen=True, slots=True)
class CourierLate:
    """A courier runs late or comes late.

    Parameters
    ----------
    courier
        Name.
    seconds
        By how much the next trip can begin later.
    since
        When that was said: it is about the trip under way then; None for the beginning of the shift.
    """

    courier: str
    seconds: int
    since: int | None = None


@dataclass(frozen=True, slots=True)
class CourierVehicle:
    """A courier takes another vehicle for the trips ahead."""

    courier: str
    vehicle: str


@dataclass(frozen=True, slots=True)
class VehicleOut:
    """A vehicle cannot be used; None for not at all today."""

    vehicle: str
    at: int | None = None


@dataclass(frozen=True, slots=True)
class VehicleBack:
    """A vehicle can be used again."""

    vehicle: str
    at: int


@dataclass(frozen=True, slots=True)
class StoreCloses:
    """Nothing is delivered after a moment."""

    at: int


@dataclass(frozen=True, slots=True)
class LateAllowed:
    """Deliveries may be so late, at the price of lateness.

    Parameters
    ----------
    seconds
        By how much.
    hours
        Those whose windows end in these; None for all.
    """

    seconds: int
    hours: TimeWindow | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """Something came back of one visit.

    Parameters
    ----------
    receipt
        Its number.
    outcome
        How it ended.
    at
        When; None if nobody wrote it down.
    """

    receipt: str
    outcome: Outcome
    at: int | None = None


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """An order goes along to another day.

    Parameters
    ----------
    receipt
        Its number.
    to
        The day in whose book it stands from now on.
    """

    receipt: str
    to: date


@dataclass(frozen=True, slots=True)
class CarriedIn:
    """An order comes along from another day, with the row it had there.

    Parameters
    ----------
    row
        As the till had it, corrected.
    since
        The day it was left behind.
    reason
        A code: ``not_home``, ``refused``, ``dropped``, ``unassigned`` or ``after_cut_off``.
    """

    row: TillRow
    since: date
    reason: str


type News = (
    ExportRead
    | StandingDue
    | LinesRead
    | CorrectionsRead
    | VersionMade
    | Drive
    | Undo
    | Cancel
    | Restore
    | ChangeWindow
    | ChangeAddress
    | ChangeNote
    | Give
    | Keep
    | Together
    | Drop
    | Lock
    | Unlock
    | CourierOut
    | CourierIn
    | CourierLate
    | CourierVehicle
    | VehicleOut
    | VehicleBack
    | StoreCloses
    | LateAllowed
    | Done
    | CarriedOver
    | CarriedIn
    | Promise
    | PromiseBought
)
"""What one line says."""
