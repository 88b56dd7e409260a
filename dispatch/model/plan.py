"""The day with times: what couriers work from."""

from dataclasses import dataclass

from dispatch.model.causes import Breach, Cause, Help, Obstacle
from dispatch.model.facts import Fact
from dispatch.model.fleet import BreakAt, Shift
from dispatch.model.problem import Stop
from dispatch.model.solution import RouteSequence, Solution
from dispatch.model.values import Cost, Load


@dataclass(frozen=True, slots=True)
class Visit:
    """Hold one stop of a trip with its times.

    Parameters
    ----------
    stop
        Id.
    arrival, start, departure
        At the door; service begins; drives on (or begins a break). Seconds since midnight.
    late
        Seconds by which ``start`` lies behind the window.
    drive_seconds, metres
        From the place before.
    cold_seconds
        From the start of loading to ``start``.
    load_left
        On board when driving on.
    window
        The number of the window taken, of a stop that may come in several; else None.
    """

    stop: str
    arrival: int
    start: int
    departure: int
    late: int
    drive_seconds: int
    metres: int
    cold_seconds: int
    load_left: Load
    window: int | None = None

    @property
    def wait(self) -> int:
        """Seconds at the door before service begins (a break at the door before not counted)."""
        return self.start - self.arrival


@dataclass(frozen=True, slots=True)
class Pause:
    """Hold a break as taken: where it falls (see :class:`BreakAt`), and when."""

    number: int
    trip: int
    position: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Trip:
    """Hold one tour from a store, to where the next trip loads or the shift ends.

    Parameters
    ----------
    loading_start, departure, arrival
        Loading begins; leaves the store; at the store again. Seconds since midnight.
    visits
        At least one, in order.
    load
        On board at departure.
    drive_seconds, metres
        Of the whole trip, the ways there and back included.
    return_drive_seconds, return_metres
        The way back alone: to where the next trip loads, or to the depot of the shift.
    depot
        Where it loads, a number among the depots of the problem.
    approach_seconds, approach_metres
        The way to where it loads from where the shift begins: of the first trip of a shift, where that loads
        at another depot; else 0.
    """

    loading_start: int
    departure: int
    arrival: int
    visits: tuple[Visit, ...]
    load: Load
    drive_seconds: int
    metres: int
    return_drive_seconds: int
    return_metres: int
    depot: int = 0
    approach_seconds: int = 0
    approach_metres: int = 0


@dataclass(frozen=True, slots=True)
class Route:
    """Hold one courier's trips in one shift.

    Parameters
    ----------
    name
        Short name on paper: ``R1``, ``R2`` … in the order of the shifts.
    shift
        Who, with what, when.
    trips, pauses
        In order of time.
    work_seconds
        From the start to the last return, less the breaks.
    cost
        What this route costs (unserved is 0).
    """

    name: str
    shift: Shift
    trips: tuple[Trip, ...]
    pauses: tuple[Pause, ...]
    work_seconds: int
    cost: Cost

    @property
    def start(self) -> int:
        """When loading of the first trip begins, or the courier drives to where that is."""
        return self.trips[0].loading_start - self.trips[0].approach_seconds

    @property
    def end(self) -> int:
        """When the last trip is back."""
        return self.trips[-1].arrival

    @property
    def metres(self) -> int:
        """Metres of all trips."""
        return sum(trip.metres for trip in self.trips)

    @property
    def sequence(self) -> RouteSequence:
        """Who is visited in which order, and where the breaks fall; no times."""
        return RouteSequence(
            self.shift.id,
            tuple(tuple(visit.stop for visit in trip.visits) for trip in self.trips),
            tuple(BreakAt(pause.number, pause.trip, pause.position) for pause in self.pauses),
            tuple(self.windows.items()),
        )

    @property
    def windows(self) -> dict[str, int]:
        """The numbers of the windows taken, of stops that may come in several."""
        visits = (visit for trip in self.trips for visit in trip.visits)
        return {visit.stop: visit.window for visit in visits if visit.window is not None}

    def ends(self, number: int) -> tuple[int, int]:
        """Return where a trip (from 1) loads and where it leads: to the next one's depot, or its shift's."""
        last = number == len(self.trips)
        return self.trips[number - 1].depot, self.shift.depot if last else self.trips[number].depot

    @property
    def visiting(self) -> bool:
        """Whether its courier is of another store than the first."""
        return self.shift.depot != 0

    @property
    def depots(self) -> frozenset[int]:
        """Where it begins, and where its trips load."""
        return frozenset((self.shift.depot, *(trip.depot for trip in self.trips)))

    @property
    def shared(self) -> bool:
        """Whether it loads at another store than the first, or begins there."""
        return self.depots != {0}

    @property
    def fullest(self) -> int:
        """How full its fullest trip is in the dimension that runs out first, in whole percents."""
        return max(trip.load.share_of(self.shift.vehicle.capacity) for trip in self.trips)


@dataclass(frozen=True, slots=True)
class Binding:
    """Name one thing that keeps a stop out of one shift.

    Parameters
    ----------
    shift
        Id; empty if it holds for all.
    obstacle
        What it is.
    facts
        Those that the obstacle asks for.
    """

    shift: str
    obstacle: Obstacle
    facts: tuple[Fact, ...] = ()

    @property
    def cause(self) -> Cause:
        """The rule that binds."""
        return self.obstacle.cause


@dataclass(frozen=True, slots=True)
class Remedy:
    """Name one thing that would help, tried and found good.

    Parameters
    ----------
    help
        What is to be done.
    shift
        Id of the shift that is concerned; empty for a new one.
    facts
        Those that the help asks for.
    """

    help: Help
    shift: str = ""
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Unassigned:
    """Say why a stop is left behind and what would help.

    Parameters
    ----------
    stop
        Id.
    never
        True if no plan of this day with these couriers could serve it, alone in the best case.
    cause
        The foremost rule that binds.
    because
        What to tell of it, the foremost first: the place that comes closest, what bars it where it can never
        be served, or what it has in common with many others. Empty if nobody works.
    remedy
        One thing that would help; None if none was found.
    bindings
        Per shift, what binds.
    """

    stop: str
    never: bool
    cause: Cause
    because: tuple[Binding, ...] = ()
    remedy: Remedy | None = None
    bindings: tuple[Binding, ...] = ()


@dataclass(frozen=True, slots=True)
class Totals:
    """Add up a plan."""

    routes: int
    trips: int
    stops: int
    orders: int
    metres: int
    drive_seconds: int
    service_seconds: int
    wait_seconds: int
    break_seconds: int
    work_seconds: int
    late_seconds: int
    cost: Cost


@dataclass(frozen=True, slots=True)
class Plan:
    """Hold routes with times, what is left behind, and what it costs.

    Parameters
    ----------
    routes
        Used shifts only.
    unserved
        Stops in no route, in the order of the problem.
    totals
        Sums; its cost includes the price of the unserved.
    """

    routes: tuple[Route, ...]
    unserved: tuple[Stop, ...]
    totals: Totals

    @property
    def solution(self) -> Solution:
        """Who visits what in which order; no times."""
        return Solution(tuple(route.sequence for route in self.routes))

    @property
    def windows(self) -> dict[str, int]:
        """The numbers of the windows taken, of stops that may come in several."""
        return {stop: number for route in self.routes for stop, number in route.windows.items()}

    def served(self) -> frozenset[str]:
        """Return the ids of all stops in a route."""
        return frozenset(visit.stop for route in self.routes for trip in route.trips for visit in trip.visits)


@dataclass(frozen=True, slots=True)
class Where:
    """Point into a plan: nothing named is the whole of it.

    Parameters
    ----------
    route
        Name.
    trip
        Number, from 1; 0 for the whole route.
    stop
        Id; empty for the whole trip, or for no place of it.
    """

    route: str = ""
    trip: int = 0
    stop: str = ""


@dataclass(frozen=True, slots=True)
class Violation:
    """Name a rule that a plan breaks.

    Parameters
    ----------
    breach
        In which way.
    where
        Route, trip, stop.
    amount
        By how much, in the unit of the rule.
    facts
        Those that the breach asks for.
    """

    breach: Breach
    where: Where
    amount: int
    facts: tuple[Fact, ...] = ()

    @property
    def cause(self) -> Cause:
        """The rule."""
        return self.breach.cause
