"""Who drives what, when, at what cost."""

from dataclasses import dataclass

from dispatch.model.places import Address
from dispatch.model.values import Load, TimeWindow


@dataclass(frozen=True, slots=True)
class Depot:
    """Hold a store that trips leave from and return to."""

    name: str
    lat: float
    lon: float
    address: Address
    phone: str = ""

    @property
    def point(self) -> tuple[float, float]:
        """(lat, lon)."""
        return self.lat, self.lon


KINDS = ("bike", "van", "robot", "drone")
"""Kinds of vehicle."""

UNMANNED = ("robot", "drone")
"""Those that nobody rides."""


@dataclass(frozen=True, slots=True)
class Vehicle:
    """Describe a vehicle.

    Parameters
    ----------
    id
        Unique.
    kind
        One of :data:`KINDS`; decides words on the sheet and rules of zones.
    profile
        Key of the :class:`TravelMatrix` it travels by (kind, plus the zones closed to it).
    capacity
        Room in a trip.
    cooled
        Whether it cools actively, so that no cold limit counts in it.
    loading_seconds
        Time at the store before each departure: unloading what came back, loading, strapping down.
    range_m
        Metres it can travel in one shift; None for no limit.
    use_cents, cents_per_km
        Cost of using it at all in a shift, and of each kilometre.
    max_stops
        Stops of a trip at most; None for no limit.
    trip_range_m
        Metres it can travel in one trip; None for no limit. A drone's are metres through the air.
    trial
        Whether it has no permit yet, so that whoever reads of it is told.
    """

    id: str
    kind: str
    profile: str
    capacity: Load
    cooled: bool = False
    loading_seconds: int = 600
    range_m: int | None = None
    use_cents: int = 0
    cents_per_km: int = 0
    max_stops: int | None = None
    trip_range_m: int | None = None
    trial: bool = False

    @property
    def unmanned(self) -> bool:
        """Whether nobody rides it."""
        return self.kind in UNMANNED

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"{self.kind!r} is no kind of vehicle")
        if self.kind == "drone" and self.max_stops != 1:
            raise ValueError(f"drone {self.id} has more than one drop a flight")
        if self.max_stops is not None and self.max_stops < 1:
            raise ValueError(f"vehicle {self.id} may visit nobody on a trip")


@dataclass(frozen=True, slots=True)
class Break:
    """Owe a pause when the work of a route exceeds ``over`` seconds.

    Parameters
    ----------
    seconds
        How long; unpaid, and not work.
    window
        When it may begin.
    over
        Work of the whole route, in seconds, above which it is owed.
    """

    seconds: int
    window: TimeWindow
    over: int = 0


@dataclass(frozen=True, slots=True)
class FixedTrip:
    """Hold a trip that has left already and may not be changed any more.

    Parameters
    ----------
    stops
        Stop ids in order.
    departure
        When it left the store, in seconds since midnight.
    breaks
        Breaks taken on it.
    """

    stops: tuple[str, ...]
    departure: int
    breaks: tuple["BreakAt", ...] = ()


@dataclass(frozen=True, slots=True)
class BreakAt:
    """Put a break into a route.

    Parameters
    ----------
    number
        Index into :attr:`Shift.breaks`.
    trip
        Index of the trip in the route.
    position
        After how many stops of that trip it is taken, at the door of the last of them;
        0 is at the store, before that trip is loaded.
    """

    number: int
    trip: int
    position: int


@dataclass(frozen=True, slots=True)
class Shift:
    """Join a courier to a vehicle for some hours: what a route is made for.

    Parameters
    ----------
    id
        Unique; also the id of its route.
    courier
        Name, as the store calls them.
    hours
        Loading of the first trip begins no earlier; the last trip has returned no later.
    skills
        What courier and vehicle together can do: ``id_check``, ``lifting``, ``cooled`` …
    breaks
        Owed breaks in the order in which they are taken.
    cents_per_hour
        Cost of an hour of work; work is the time from the first loading to the last return
        less the breaks.
    max_trips
        Trips in the shift at most.
    fixed
        Trips that have left already; every route of this shift begins with them.
    not_before
        Trips after the fixed ones begin loading no earlier (the "now" of re-planning).
    least_paid_seconds
        A route is paid for no less work than this: at least so many hours a call, or the whole shift.
    depot
        Where it begins and ends: a number among the depots of the problem.
    may_load_at
        Other depots where its trips may load.
    """

    id: str
    courier: str
    vehicle: Vehicle
    hours: TimeWindow
    skills: frozenset[str] = frozenset()
    breaks: tuple[Break, ...] = ()
    cents_per_hour: int = 0
    max_trips: int = 10
    fixed: tuple[FixedTrip, ...] = ()
    not_before: int = 0
    least_paid_seconds: int = 0
    depot: int = 0
    may_load_at: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.max_trips < max(1, len(self.fixed)):
            raise ValueError(f"shift {self.id} allows fewer trips than it has")

    @property
    def depots(self) -> tuple[int, ...]:
        """Where its trips may load, its own depot first."""
        return (self.depot, *(depot for depot in self.may_load_at if depot != self.depot))
