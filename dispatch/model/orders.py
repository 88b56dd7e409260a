"""What comes in: orders, and what is wrong with them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from dispatch.model.codes import AS_WRITTEN, Code, abouts
from dispatch.model.facts import Fact, Kind
from dispatch.model.places import Address, Place
from dispatch.model.values import Temperature, TimeWindow

_FLOOR = re.compile(
    r"\b(\d{1,2})\s*(?:e|de|ste|st|nd|rd|th)?\s*(?:verdieping|verd\b|etage|hoog\b|floor)", re.IGNORECASE
)
_LIFT = re.compile(
    r"\b(?:lift|elevator)\b(?!\s*(?:is\s+)?(?:defect|kapot|stuk|buiten|broken|out))", re.IGNORECASE
)
_NO_LIFT = re.compile(r"\b(?:geen|zonder|no|without)\s+(?:lift|elevator)\b", re.IGNORECASE)


MOST_PIECES = 1000
"""Crates, and bags, that an order may have: each gets a label, a tick and a place."""


class Severity(StrEnum):
    """Rank an issue: ``error`` rejects its row, ``warning`` needs a look, ``info`` is told once."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


DECIDED = frozenset({Code.CANCELLED, Code.DROPPED, Code.CARRIED_OVER, Code.DONE})
"""Codes of rows that are not planned because a person decided so."""


@dataclass(frozen=True, slots=True)
class Issue:
    """State what is wrong with the input, and where; the words are made where it is shown.

    Parameters
    ----------
    code
        What is wrong, listed in ``docs/issues.md``.
    severity
        Whether the row is rejected for it.
    about
        Which of the code's sentences is meant, where it has several: see :data:`dispatch.model.codes.ABOUTS`.
    facts
        Who, where, how much, until when; without name, phone or full address.
    field
        Column or setting it is about; empty if none.
    row
        Line in the file as a spreadsheet counts (the header is 1); None for the whole run.
    value
        The offending text, unless it is personal.
    receipt_id
        The order it belongs to, if known.
    """

    code: Code
    severity: Severity
    about: str = ""
    facts: tuple[Fact, ...] = ()
    field: str = ""
    row: int | None = None
    value: str = ""
    receipt_id: str = ""

    def __post_init__(self) -> None:
        if self.about not in (*abouts(Code(self.code)), AS_WRITTEN):
            raise ValueError(f"{self.code} says nothing about {self.about!r}")


def warned(issues: Iterable[Issue]) -> bool:
    """Tell whether one of them needs a look."""
    return any(issue.severity is Severity.WARNING for issue in issues)


@dataclass(frozen=True, slots=True)
class Order:
    """Hold one receipt to be delivered today.

    Parameters
    ----------
    receipt_id
        Unique in the file.
    row
        Line in the file (the header is 1).
    purchased_at
        Seconds since midnight.
    address
        As typed by the customer or the till.
    given_position
        (lat, lon) from the file, if any.
    crates
        All crates, of any temperature; ``chilled_crates`` and ``frozen_crates`` are part of it.
    window
        What the customer was promised; None for the store's default promise.
    other_windows
        Further windows in which the customer can, behind the first and apart from it and from each other.
    service_seconds
        Time at the door from the file; None for the store's rule.
    total_cents
        Value of the basket; None if not in the file.
    skills
        What the courier or vehicle must have, in words of the store.
    courier
        Who is to deliver it, if at all possible; empty for anybody.
    extra
        Unknown columns, (header, text), in file order.
    """

    receipt_id: str
    row: int
    purchased_at: int
    name: str
    phone: str
    address: Address
    given_position: tuple[float, float] | None = None
    crates: int = 1
    bags: int = 0
    grams: int = 0
    chilled_crates: int = 0
    frozen_crates: int = 0
    age_check: bool = False
    window: TimeWindow | None = None
    service_seconds: int | None = None
    total_cents: int | None = None
    notes: str = ""
    skills: tuple[str, ...] = ()
    courier: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    other_windows: tuple[TimeWindow, ...] = ()

    def __post_init__(self) -> None:
        if not self.receipt_id:
            raise ValueError("an order needs a receipt_id")
        if max(self.crates, self.bags) > MOST_PIECES:
            raise ValueError(f"too many crates or bags in order {self.receipt_id}")
        if min(self.crates, self.bags, self.grams, self.chilled_crates, self.frozen_crates) < 0:
            raise ValueError(f"negative amount in order {self.receipt_id}")
        if self.chilled_crates + self.frozen_crates > self.crates:
            raise ValueError(f"more cold crates than crates in order {self.receipt_id}")

    @property
    def temperatures(self) -> tuple[Temperature, ...]:
        """The temperature classes in this order, ambient first."""
        ambient = self.crates > self.chilled_crates + self.frozen_crates or self.bags > 0
        return tuple(
            t
            for t, present in (
                (Temperature.AMBIENT, ambient),
                (Temperature.CHILLED, self.chilled_crates > 0),
                (Temperature.FROZEN, self.frozen_crates > 0),
            )
            if present
        )

    @property
    def floor(self) -> int:
        """The floor that the note speaks of, 0 for the ground floor or where it says nothing."""
        found = _FLOOR.search(self.notes)
        return int(found.group(1)) if found else 0

    @property
    def climb(self) -> int:
        """Floors to climb on foot: the floor, unless the note speaks of a lift that works."""
        lift = _LIFT.search(self.notes) and not _NO_LIFT.search(self.notes)
        return 0 if lift else self.floor


@dataclass(frozen=True, slots=True)
class LocatedOrder:
    """Join an order to the place it goes to."""

    order: Order
    place: Place


@dataclass(frozen=True, slots=True)
class Rejected:
    """Keep a flagged row that cannot be planned, whole, with every reason.

    Parameters
    ----------
    receipt_id
        As in the file; empty if it has none.
    row
        Line in the file (the header is 1).
    cells
        The row as read: (header, text) in file order.
    issues
        At least one, the first of severity ``error``.
    suggestion
        A corrected address the dispatcher may take over; empty if none.
    """

    receipt_id: str
    row: int
    cells: tuple[tuple[str, str], ...]
    issues: tuple[Issue, ...]
    suggestion: str = ""

    def __post_init__(self) -> None:
        if not any(issue.severity is Severity.ERROR for issue in self.issues):
            raise ValueError("a rejected row needs an error")

    @property
    def decided(self) -> bool:
        """Whether a person decided that it is not planned, so that nobody needs to look."""
        return all(issue.code in DECIDED for issue in self.issues)


@dataclass(frozen=True, slots=True)
class Spare:
    """Hold a further row of a receipt, which counts if no row before it can be planned.

    Parameters
    ----------
    order
        What is planned then.
    issues
        What there is to tell of it then.
    rejected
        What becomes of the row otherwise; its issue names the row that is planned as ``other``.
    """

    order: Order
    issues: tuple[Issue, ...]
    rejected: Rejected

    def beaten_by(self, row: int) -> Rejected:
        """Return it as rejected because another row of its receipt is planned."""
        other = Fact("other", Kind.WRITTEN, str(row))
        first, *rest = self.rejected.issues
        facts = tuple(other if fact.name == other.name else fact for fact in first.facts)
        return replace(self.rejected, issues=(replace(first, facts=facts), *rest))


@dataclass(frozen=True, slots=True)
class Intake:
    """Hold what was read from the till's export.

    Parameters
    ----------
    orders
        The flagged rows that can be planned as far as the file tells.
    rejected
        The flagged rows that cannot.
    issues
        Warnings and infos about rows that are planned all the same, and about the file.
    rows, not_flagged
        Counts; ``rows = not_flagged + len(rejected) + len(orders) + len(spares)``.
    extra_columns
        Unknown headers in file order.
    spares
        Further rows of receipts among the orders, in file order: each is planned if those before are not.
    """

    orders: tuple[Order, ...]
    rejected: tuple[Rejected, ...]
    issues: tuple[Issue, ...]
    rows: int
    not_flagged: int
    extra_columns: tuple[str, ...] = ()
    cells: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """The row as read of every order, by receipt_id, for whoever rejects it later."""
    spares: tuple[Spare, ...] = ()

    def __post_init__(self) -> None:
        if self.rows != self.not_flagged + len(self.rejected) + len(self.orders) + len(self.spares):
            raise ValueError("rows read are not all accounted for")
