"""A planned day: everything that sheets, archive and reports are made from."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dispatch.files.headers import Header
from dispatch.model.orders import Issue, LocatedOrder, Rejected
from dispatch.model.plan import Plan, Unassigned
from dispatch.model.problem import Problem
from dispatch.model.solution import SearchReport
from dispatch.model.travel import Leg
from dispatch.model.values import TimeWindow


@dataclass(frozen=True, slots=True)
class Accounts:
    """Balance the rows: read = not flagged + rejected + unassigned + planned."""

    read: int
    not_flagged: int
    rejected: int
    unassigned: int
    planned: int

    def __post_init__(self) -> None:
        if self.read != self.not_flagged + self.rejected + self.unassigned + self.planned:
            raise ValueError(f"the accounts do not balance: {self}")


@dataclass(frozen=True, slots=True)
class SheetRows:
    """Count the rows of a sheet of a workbook, and say whether they were read."""

    title: str
    rows: int
    read: bool


class Content(StrEnum):
    """Name what a row of one of the till's files turned out to be.

    ``delivered``, ``not_flagged``: a receipt. ``article``: one more article of a receipt. ``sentence``: text
    below the table. ``other_store``: of another store. ``bought``: a line of a receipt that is delivered.
    ``bought_else``: of another one. ``stranger``: of none of this day. ``event``: a basket event.
    ``repeated``: one that stands there already. ``unreadable``: none.
    """

    DELIVERED = "delivered"
    NOT_FLAGGED = "not_flagged"
    OTHER_STORE = "other_store"
    ARTICLE = "article"
    SENTENCE = "sentence"
    BOUGHT = "bought"
    BOUGHT_ELSE = "bought_else"
    STRANGER = "stranger"
    EVENT = "event"
    REPEATED = "repeated"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class FileContents:
    """Count what was in one of the till's files; the value refuses to be made if a row is missing.

    Parameters
    ----------
    rows
        Below the headers, without blank ones.
    parts
        (what, how many) of them.
    sheets
        Of a workbook.
    """

    rows: int
    parts: tuple[tuple[Content, int], ...]
    sheets: tuple[SheetRows, ...] = ()

    def __post_init__(self) -> None:
        if self.rows != sum(number for _, number in self.parts):
            raise ValueError(f"the accounts of a file do not balance: {self}")


@dataclass(frozen=True, slots=True)
class InputFile:
    """Name an input by what it was, not where: file name, SHA-256 of its bytes, size; and what was in it."""

    role: str
    name: str
    sha256: str
    size: int
    contents: FileContents | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Tell what a plan was made from and by.

    Parameters
    ----------
    program
        Version.
    made_at
        ISO 8601 with offset.
    inputs
        Every file that was read.
    versions
        (package, version) of what decides results.
    travel_sources
        (profile, source).
    place_sources
        (source, count).
    timings
        (stage, seconds) in order.
    """

    program: str
    made_at: str
    inputs: tuple[InputFile, ...] = ()
    versions: tuple[tuple[str, str], ...] = ()
    travel_sources: tuple[tuple[str, str], ...] = ()
    place_sources: tuple[tuple[str, int], ...] = ()
    timings: tuple[tuple[str, float], ...] = ()

    def __post_init__(self) -> None:
        if datetime.fromisoformat(self.made_at).tzinfo is None:
            raise ValueError(f"the time of {self.made_at} may be that of any zone")


@dataclass(frozen=True, slots=True)
class TripShape:
    """Draw one trip: a leg to each visit in order, and the leg back.

    Parameters
    ----------
    route
        Name of the route.
    trip
        Which of its trips, counted from 1 as on paper.
    legs
        One more than there are visits.
    """

    route: str
    trip: int
    legs: tuple[Leg, ...]


class Outcome(StrEnum):
    """Name how a visit ended."""

    DELIVERED = "delivered"
    NOT_HOME = "not_home"
    REFUSED = "refused"


class Tell(StrEnum):
    """Say what is new to a customer since the version before."""

    NEW = "new"
    EARLIER = "earlier"
    LATER = "later"
    SAME = "same"
    NOT_TODAY = "not_today"
    CANCELLED = "cancelled"


class Again(StrEnum):
    """Say why an order of an earlier day is delivered only now."""

    NOT_HOME = "not_home"
    LEFT_BEHIND = "left_behind"


@dataclass(frozen=True, slots=True)
class Told:
    """Hold what the customer of an order is told.

    Parameters
    ----------
    receipt
        Its number.
    tell
        What is new about it.
    window
        Within which it arrives; None where it does not.
    before
        The window told before; None if there was none.
    located
        The order, where the plan does not have it any more.
    again
        Why it was not delivered on an earlier day; None for an order of this day.
    """

    receipt: str
    tell: Tell
    window: TimeWindow | None = None
    before: TimeWindow | None = None
    located: LocatedOrder | None = None
    again: Again | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """Say where an order stands in a plan: route, its shift, trip and stop from 1, and when it begins."""

    route: str
    shift: str
    trip: int
    seq: int
    start: int


@dataclass(frozen=True, slots=True)
class Moved:
    """Hold an order that stands elsewhere than in the version that a plan replaces.

    Parameters
    ----------
    receipt
        Its number.
    was, now
        Where; None for nowhere.
    located
        The order, where the plan does not have it any more.
    """

    receipt: str
    was: Spot | None
    now: Spot | None
    located: LocatedOrder | None = None


class Amended(StrEnum):
    """Say what changed about an order whose trip was fixed already: its courier must hear it."""

    CANCELLED = "cancelled"
    WINDOW = "window"
    ADDRESS = "address"
    NOTE = "note"
    TILL = "till"


@dataclass(frozen=True, slots=True)
class TooLate:
    """Hold what changed about an order too late for its paper, as it is now."""

    receipt: str
    what: Amended
    text: str = ""


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """Hold a day's result whole.

    Parameters
    ----------
    day
        The service day.
    version
        Of the run folder, from 1; 0 before it has one.
    problem, plan
        What was asked and what is planned.
    unassigned
        One for each stop in ``plan.unserved``, same order.
    rejected
        Rows that never became stops.
    issues
        Warnings and notices: fallbacks, doubts, marks.
    accounts
        Rows read and where each ended.
    shapes
        Geometry of the trips.
    extra_columns
        Unknown input columns, in file order.
    search
        How the solution was found.
    provenance
        What it was made from.
    replaces
        The version that was in force when it was made; 0 if there was none.
    now
        What time it was then, in seconds since midnight; None if the day was not today.
    told
        What each customer is told; empty in plans of older programs.
    chances
        (stop, percent): how likely each planned stop is to be served in its window; empty where it was not
        worked out.
    columns
        What each column of the till's export was taken for, and why.
    moved
        Orders that stand elsewhere than in the version it replaces.
    too_late
        What changed about orders whose trips were fixed already.
    relabel
        Orders whose crates have no label that holds: new ones, and those with other pieces than before.
    """

    day: date
    version: int
    problem: Problem
    plan: Plan
    unassigned: tuple[Unassigned, ...]
    rejected: tuple[Rejected, ...]
    issues: tuple[Issue, ...]
    accounts: Accounts
    shapes: tuple[TripShape, ...]
    extra_columns: tuple[str, ...]
    search: SearchReport | None
    provenance: Provenance
    replaces: int = 0
    now: int | None = None
    told: tuple[Told, ...] = ()
    chances: tuple[tuple[str, int], ...] = ()
    columns: tuple[Header, ...] = ()
    moved: tuple[Moved, ...] = ()
    too_late: tuple[TooLate, ...] = ()
    relabel: tuple[str, ...] = ()

    @property
    def settled(self) -> int:
        """How many of the rejected rows are not planned because a person decided so, or they came back."""
        return sum(reject.decided for reject in self.rejected)

    @property
    def guests(self) -> frozenset[str]:
        """Orders of other stores: they ride with its couriers, or with others beside its own."""
        return frozenset(receipt for stop in self.problem.stops if stop.guest for receipt in stop.receipt_ids)

    @property
    def estimated(self) -> bool:
        """Whether any travel time of this day is an estimate."""
        used = {route.shift.vehicle.profile for route in self.plan.routes}
        return any(matrix.estimated for matrix in self.problem.travel if matrix.profile in used)
