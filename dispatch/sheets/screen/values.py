"""What plan.html shows, in words and in percents of a time axis: the values its template walks through."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dispatch.clock import HOUR
from dispatch.model import Route
from dispatch.sheets.doors import clock

COLOURS: Final = 12
"""Colours of routes in ``assets/page.css``; further routes begin anew."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Place moments on a time axis of whole hours, in percent of its width."""

    begin: int
    end: int

    @classmethod
    def of(cls, routes: Sequence[Route]) -> "Axis":
        """Make an axis on which all routes fit."""
        begin = min((route.start for route in routes), default=8 * HOUR)
        end = max((route.end for route in routes), default=begin + 8 * HOUR)
        return cls(begin // HOUR * HOUR, max(-(-end // HOUR), begin // HOUR + 2) * HOUR)

    def at(self, moment: int) -> float:
        """Return the position of a moment, on the axis at most."""
        share = (min(max(moment, self.begin), self.end) - self.begin) / (self.end - self.begin)
        return round(100 * share, 2)

    def hours(self) -> list[tuple[float, str]]:
        """Return position and label of every whole hour, of every other one on a long axis."""
        step = HOUR if self.end - self.begin <= 12 * HOUR else 2 * HOUR
        return [(self.at(hour), clock(hour)) for hour in range(self.begin, self.end + 1, step)]


@dataclass(frozen=True, slots=True)
class Bar:
    """Draw one stretch of time: ``x`` and ``width`` in percent of the axis."""

    kind: str
    x: float
    width: float
    title: str
    stop: int | None = None


@dataclass(frozen=True, slots=True)
class StopView:
    """Hold what is shown of one stop, in words; ``route`` is -1 for one that is not planned."""

    index: int
    point: tuple[float, float]
    window: str
    address: str
    town: str
    name: str
    pieces: int
    content: str
    weight: str
    grams: int
    marks: tuple[str, ...]
    phones: tuple[tuple[str, str], ...]
    navigation: str
    notes: str
    receipts: str
    place: str
    route: int = -1
    route_name: str = ""
    trip: int = 0
    seq: int = 0
    number: str = ""
    eta: str = ""
    slack: str = ""
    chance: str = ""
    alarm: int = 0
    wait: str = ""
    late: str = ""
    cold: str = ""
    way: str = ""
    never: bool = False
    code: str = ""
    reason: str = ""
    remedy: str = ""

    @property
    def label(self) -> str:
        """Name the stop as the sheets do, or by its receipts where it is not planned."""
        return f"{self.route_name} {self.number}" if self.route >= 0 else self.receipts


@dataclass(frozen=True, slots=True)
class TripView:
    """Hold the figures of one trip, in words."""

    number: int
    depart: str
    back: str
    stops: int
    crates: int
    full: str
    risk: str
    weight: str
    distance: str
    drive: str
    service: str
    wait: str
    pause: str
    cost: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """Hold what is shown of one change since the version before; ``stop`` is None if it is not planned."""

    receipt: str
    change: str
    name: str
    address: str
    before: str
    now: str
    stop: StopView | None


@dataclass(frozen=True, slots=True)
class MoveView:
    """Hold where one order stood in the version before, and stands now."""

    receipt: str
    name: str
    address: str
    stood: str
    stands: str
    stop: StopView | None


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one line of the timeline stop by stop; a break has no stop."""

    stop: StopView | None
    text: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class RouteView:
    """Hold what is shown of one route."""

    index: int
    name: str
    courier: str
    vehicle: str
    kind: str
    span: str
    label: str
    stops: str
    distance: str
    room: str
    trips: tuple[TripView, ...]
    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]

    @property
    def who(self) -> str:
        """The courier, or the vehicle where no person may be named."""
        return self.courier or self.vehicle

    @property
    def colour(self) -> int:
        """The number of its colour."""
        return self.index % COLOURS


@dataclass(frozen=True, slots=True)
class IssueView:
    """Hold what is shown of one issue, in words."""

    code: str
    severity: str
    field: str
    receipt_id: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class RejectedView:
    """Hold what is shown of one rejected row."""

    receipt_id: str
    row: int
    issues: tuple[IssueView, ...]
    suggestion: str
