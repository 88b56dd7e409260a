"""What a line of the day's book says of what was read, planned and promised; see :mod:`dispatch.day.news`."""

from dataclasses import dataclass

from dispatch.model import Address, RouteSequence, Temperature, TimeWindow


@dataclass(frozen=True, slots=True)
class TillRow:
    """Hold a row for delivery as the till's export had it.

    Parameters
    ----------
    receipt
        Its number; empty if it has none.
    row
        Line in the file (the header is 1).
    cells
        (header, text) in file order, the text as it stands there; cells beyond the headers have none.
    unclosed, unfinished
        Whether a quotation mark in it never closed, whether the file ended in it.
    """

    receipt: str
    row: int
    cells: tuple[tuple[str, str], ...]
    unclosed: bool = False
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class EventTaken:
    """Name a basket event, so that it is never taken twice.

    Parameters
    ----------
    kind, receipt, id
        What it is known by.
    digest
        Of its contents.
    """

    kind: str
    receipt: str
    id: str
    digest: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is known by."""
        return self.kind, self.receipt, self.id


@dataclass(frozen=True, slots=True)
class ExportRead:
    """An export of the till was read.

    Parameters
    ----------
    name, sha256
        Of the file.
    rows
        Those for delivery.
    unflagged
        Receipt numbers of the other rows, sorted; those without a number are empty text.
    headers
        Of its columns.
    width
        Cells that a row has at most, if nothing in it has shifted.
    adds
        Whether it tells of some receipts only, as basket events do: what does not stand in it is not gone.
    events
        The basket events that it is made of.
    """

    name: str
    sha256: str
    rows: tuple[TillRow, ...]
    unflagged: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    width: int = 0
    adds: bool = False
    events: tuple[EventTaken, ...] = ()


@dataclass(frozen=True, slots=True)
class StandingDue:
    """Standing orders are due, as forecasts of receipts that have not been made yet.

    Parameters
    ----------
    name
        Of the file.
    rows
        A row a forecast, under the headers of the till's export.
    replaced
        (forecast, receipt of the day that takes its place).
    late
        (forecast, receipt) where the forecast had left before: both are delivered.
    """

    name: str
    rows: tuple[TillRow, ...]
    replaced: tuple[tuple[str, str], ...] = ()
    late: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReceiptGoods:
    """Hold what the lines of one receipt come to.

    Parameters
    ----------
    receipt
        Its number.
    crates
        (temperature, how many).
    grams
        Weight.
    age_check
        Whether an article asks for it; None if the lines do not tell.
    complete
        Whether every line told its size.
    """

    receipt: str
    crates: tuple[tuple[Temperature, int], ...]
    grams: int
    age_check: bool | None
    complete: bool


@dataclass(frozen=True, slots=True)
class LinesRead:
    """The lines of the receipts were read."""

    name: str
    sha256: str
    goods: tuple[ReceiptGoods, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """Put cells of one row right.

    Parameters
    ----------
    receipt
        Whose row; empty for a row without a number, which is then known by what it said.
    was
        The row's cells as they were: (header, text).
    now
        The cells that are other now.
    number
        The receipt number that the row has now; empty for the one it had.
    """

    receipt: str
    was: tuple[tuple[str, str], ...]
    now: tuple[tuple[str, str], ...]
    number: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionsRead:
    """A corrected list of rejected rows was fed back."""

    name: str
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """Say where a version has an order, and what its customer is told.

    Parameters
    ----------
    receipt
        Its number.
    shift, vehicle
        Who brings it, with what.
    trip
        Which of the shift's trips, from 1.
    departure, start
        When that trip leaves the store, when service at the door begins.
    told
        The window in the message to the customer.
    """

    receipt: str
    shift: str
    trip: int
    departure: int
    start: int
    told: TimeWindow
    vehicle: str = ""


@dataclass(frozen=True, slots=True)
class VersionMade:
    """A version was made of the book as it stood, and published.

    Parameters
    ----------
    version
        Its number.
    digest
        Of all that decided it.
    visits
        Every order that it plans.
    reserved
        The routes that have room for promises, with those in their places: the plan leaves them out.
    sealed
        (file, SHA-256) of what no later command writes anew in the folder of the version; empty in books of
        older programs, and of a version that was taken into the book afterwards.
    moment
        What time it was said to be: from then on it loads anew, though what left by a later clock has left;
        None without a clock, and in books of older programs.
    """

    version: int
    digest: str
    visits: tuple[Planned, ...] = ()
    reserved: tuple[RouteSequence, ...] = ()
    sealed: tuple[tuple[str, str], ...] = ()
    moment: int | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """A customer at the till took a window, and has not bought yet.

    Parameters
    ----------
    number
        ``P1``, ``P2`` …; it stands for the order in routes until there is a receipt.
    window
        Promised.
    expires
        Until when it is held.
    address, lat, lon
        The door as found.
    purchased_at
        The latest purchase with which it was worked out.
    routes
        Every route that makes room for it, with it in its place.
    receipt, phone
        By which the purchase is known when it comes; one of them at least.
    crates, bags, grams, chilled_crates, frozen_crates, age_check
        The basket as it was asked for.
    key
        By which whoever asked twice gets one promise; empty if none was sent.
    """

    number: str
    window: TimeWindow
    expires: int
    address: Address
    lat: float
    lon: float
    purchased_at: int
    routes: tuple[RouteSequence, ...]
    receipt: str = ""
    phone: str = ""
    crates: int = 1
    bags: int = 0
    grams: int = 0
    chilled_crates: int = 0
    frozen_crates: int = 0
    age_check: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class PromiseBought:
    """The purchase of a promise came: its window binds."""

    number: str
    receipt: str
