"""Who visits what in which order; no times."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from dispatch.model.fleet import BreakAt, Shift
from dispatch.model.orders import Issue
from dispatch.model.problem import Stop


@dataclass(frozen=True, slots=True)
class RouteSequence:
    """Hold the trips of one shift.

    Parameters
    ----------
    shift
        Id.
    trips
        Stop ids of each trip in order; no trip is empty. Fixed trips of the shift come first.
    breaks
        Where the breaks are taken, by number ascending.
    windows
        Of stops that may come in several windows, each with the number of the one taken; of those that are
        not named it is the window of the stop itself.
    """

    shift: str
    trips: tuple[tuple[str, ...], ...]
    breaks: tuple[BreakAt, ...] = ()
    windows: tuple[tuple[str, int], ...] = ()

    def taking(self, stop: Stop) -> "RouteSequence":
        """Return the sequence with a stop, where it has several, in its own window."""
        if stop.number is None:
            return self
        others = (one for one in self.windows if one[0] != stop.id)
        return replace(self, windows=(*others, (stop.id, stop.number)))

    def named(self, name: Callable[[str], str]) -> "RouteSequence":
        """Return the sequence with its stops called otherwise."""
        return replace(
            self,
            trips=tuple(tuple(map(name, trip)) for trip in self.trips),
            windows=tuple((name(stop), number) for stop, number in self.windows),
        )

    @classmethod
    def begun(cls, shift: Shift) -> "RouteSequence":
        """Return what of a shift is a fact already: the trips that have left, with their breaks."""
        breaks = tuple(taken for trip in shift.fixed for taken in trip.breaks)
        return cls(shift.id, tuple(trip.stops for trip in shift.fixed), breaks)


@dataclass(frozen=True, slots=True)
class MoveTally:
    """Count what one kind of change did in a search.

    Parameters
    ----------
    move
        Its name; ``docs/solver.md`` says what each changes.
    tried, done
        How often; done is also what made the current solution dearer by lot.
    gained_cents
        By how much cheaper all of these made the current solution together.
    """

    move: str
    tried: int
    done: int
    gained_cents: int


@dataclass(frozen=True, slots=True)
class SearchReport:
    """Tell how a solution was found.

    Parameters
    ----------
    engine
        What searched, with version.
    seed, iterations, workers
        What would make it again.
    seconds
        Wall time.
    reproducible
        Whether the same input, seed and iterations give the same solution.
    interrupted
        Whether a person cut it short.
    trace
        (seconds, cost in cents) of each new best solution.
    moves
        What each kind of change did, over all chains.
    """

    engine: str
    seed: int
    iterations: int
    workers: int
    seconds: float
    reproducible: bool
    interrupted: bool = False
    trace: tuple[tuple[float, int], ...] = ()
    moves: tuple[MoveTally, ...] = ()

    @property
    def searched_nothing(self) -> bool:
        """Whether there was nothing to search: no order could be reached."""
        return not (self.iterations or self.workers or self.trace or self.moves or self.seconds)


@dataclass(frozen=True, slots=True)
class Solution:
    """Hold the routes that are used; whoever is in none of them is unassigned.

    Parameters
    ----------
    routes
        One for each shift that is used.
    report
        How they were found.
    issues
        What the search has to say.
    """

    routes: tuple[RouteSequence, ...]
    report: SearchReport | None = None
    issues: tuple[Issue, ...] = ()

    @property
    def windows(self) -> dict[str, int]:
        """The numbers of the windows taken, of stops that may come in several."""
        return {
            stop: number
            for route in self.routes
            for stop, number in route.windows
            if any(stop in trip for trip in route.trips)
        }

    def served(self) -> frozenset[str]:
        """Return the ids of all stops in a route."""
        return frozenset(stop for route in self.routes for trip in route.trips for stop in trip)
