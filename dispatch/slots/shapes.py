"""What answers at the till look like as JSON: the same on the command line and over HTTP."""

from typing import TypedDict

from dispatch.model import Severity


class SaidIssue(TypedDict):
    """Say what is the matter."""

    code: str
    severity: Severity
    message: str
    hint: str


class OthersJson(TypedDict):
    """Say how tight a window makes the others of its route."""

    slack_min_before: int | None
    slack_min_after: int | None
    moved: int
    later_than_told: int


class SlotJson(TypedDict):
    """Answer for one window; who brings it and what it costs are null where it cannot be promised."""

    window_from: str
    window_to: str
    price_eur: float
    possible: bool
    full: bool
    cheapest: bool
    searched: bool
    courier: str | None
    vehicle: str | None
    trip: int | None
    own_trip: bool | None
    arrival: str | None
    extra_eur: float | None
    extra_work_min: float | None
    others: OthersJson | None
    reason: str
    remedy: str


class DayJson(TypedDict):
    """Answer for one day."""

    date: str
    possible: bool
    windows: list[SlotJson]
    issues: list[SaidIssue]


class TakenJson(TypedDict):
    """Name a promise that is held; ``known`` if it was taken before, with the same key."""

    number: str
    date: str
    window_from: str
    window_to: str
    expires_in_s: int
    known: bool


class SlotsJson(TypedDict):
    """Answer for a basket; no name and no phone stands in it."""

    format_version: int
    status: int
    address: str | None
    days: list[DayJson]
    issues: list[SaidIssue]
    taken: TakenJson | None
    ms: float
