"""What the book says of couriers, vehicles and the store, the newest word on each."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dispatch.day.news import (
    CourierIn,
    CourierLate,
    CourierOut,
    CourierVehicle,
    LateAllowed,
    News,
    StoreCloses,
    VehicleBack,
    VehicleOut,
)
from dispatch.model import TimeWindow


@dataclass(frozen=True, slots=True)
class CourierNews:
    """Hold the newest word on a courier.

    Parameters
    ----------
    stopped
        From when on nothing more is delivered, in seconds since midnight (0 for not at all today); None
        for a courier who works.
    crates_back
        When the crates still on the vehicle are at the store; None if nobody knows.
    hours
        Of the shift, if other than usual.
    vehicle
        If other than usual; empty if not.
    late_seconds, late_since
        By how much the next trip after that moment can begin later.
    new
        Whether the configuration does not know this courier.
    wage_cents
        Of an hour, of one who is new; None for what most couriers earn.
    """

    stopped: int | None = None
    crates_back: int | None = None
    hours: TimeWindow | None = None
    vehicle: str = ""
    late_seconds: int = 0
    late_since: int | None = None
    new: bool = False
    wage_cents: int | None = None


@dataclass(frozen=True, slots=True)
class VehicleNews:
    """Hold from when on a vehicle is out, and from when on it is back; None for never."""

    out: int | None = None
    back: int | None = None


@dataclass(frozen=True, slots=True)
class FleetNews:
    """Hold the newest word on everybody and everything that delivers.

    Parameters
    ----------
    couriers, vehicles
        By name and id.
    closes
        When the store closes today, if earlier than usual.
    late_allowed
        Seconds of lateness that are allowed today; None for the store's rule.
    late_hours
        (hours, seconds of lateness that are allowed where a window ends in them), the newest word last.
    """

    couriers: Mapping[str, CourierNews] = field(default_factory=dict)
    vehicles: Mapping[str, VehicleNews] = field(default_factory=dict)
    closes: int | None = None
    late_allowed: int | None = None
    late_hours: tuple[tuple[TimeWindow, int], ...] = ()


class FleetReplay:
    """Take news of the fleet one by one; the newest word counts."""

    def __init__(self) -> None:
        self.couriers: dict[str, CourierNews] = {}
        self.vehicles: dict[str, VehicleNews] = {}
        self.closes: int | None = None
        self.late_allowed: int | None = None
        self.late_hours: tuple[tuple[TimeWindow, int], ...] = ()

    def as_news(self) -> FleetNews:
        """Return what holds."""
        return FleetNews(
            dict(self.couriers), dict(self.vehicles), self.closes, self.late_allowed, self.late_hours
        )

    def take(self, news: News) -> None:
        """Take one line; lines about something else change nothing."""
        match news:
            case CourierOut() | CourierIn() | CourierLate() | CourierVehicle():
                before = self.couriers.get(news.courier, CourierNews())
                self.couriers[news.courier] = _courier(before, news)
            case VehicleOut(vehicle, at):
                self.vehicles[vehicle] = VehicleNews(out=at or 0)
            case VehicleBack(vehicle, at):
                self.vehicles[vehicle] = replace(self.vehicles.get(vehicle, VehicleNews()), back=at)
            case StoreCloses(at):
                self.closes = at
            case LateAllowed(seconds, None):
                self.late_allowed, self.late_hours = seconds, ()
            case LateAllowed(seconds, TimeWindow() as hours):
                self.late_hours = (*self.late_hours, (hours, seconds))
            case _:
                pass


def _courier(before: CourierNews, news: CourierOut | CourierIn | CourierLate | CourierVehicle) -> CourierNews:
    match news:
        case CourierOut(_, at, crates_back):
            again = before.stopped if at is None and crates_back is not None else None
            stopped = again if again is not None else at or 0
            return replace(before, stopped=stopped, crates_back=crates_back)
        case CourierIn(_, hours, vehicle, new, wage):
            return CourierNews(
                hours=hours or before.hours,
                vehicle=vehicle or before.vehicle,
                new=new or before.new,
                wage_cents=before.wage_cents if wage is None else wage,
            )
        case CourierLate(_, seconds, since):
            return replace(before, late_seconds=seconds, late_since=since)
        case CourierVehicle(_, vehicle):
            return replace(before, vehicle=vehicle)
