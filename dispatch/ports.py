"""The sockets that adapters plug into; each docstring lists the only errors allowed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol, runtime_checkable

from dispatch.model import (
    Address,
    Code,
    Fact,
    Issue,
    Leg,
    LocatedOrder,
    Place,
    PlannedDay,
    Point,
    Snap,
    Spokes,
    Suggestion,
    TimeWindow,
    TravelMatrix,
    TravelProfile,
)


@dataclass(frozen=True, slots=True)
class Located:
    """Answer of a geocoder.

    Parameters
    ----------
    place
        The place, or None if there is no such address as far as this source knows.
    code
        What is the matter if it is not exact (``STREET_UNKNOWN``, ``NUMBER_UNKNOWN`` …,
        see ``docs/issues.md``); None if exact.
    about
        Which clause says it (``dispatch/words/addresses.py``), where the code has several.
    facts
        What it says; may quote streets and numbers of the register.
    suggestions
        Best first.
    issues
        What has gone wrong with a source meanwhile: it is told with the answer, and once.
    """

    place: Place | None
    code: Code | None = None
    about: str = ""
    facts: tuple[Fact, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    issues: tuple[Issue, ...] = ()


class Geocoder(Protocol):
    """Find the place of an address.

    Errors: :class:`dispatch.errors.ServiceError` when a service fails for good (the chain goes on
    without it and says so). An address that is not found is an answer, not an error.
    """

    @property
    def name(self) -> str:
        """The source that its places carry."""
        ...

    def locate(self, address: Address) -> Located:
        """Look one address up; it is already normalised."""
        ...


class TravelSource(Protocol):
    """Tell times, distances and ways.

    Errors: :class:`dispatch.errors.ServiceError` (server) or
    :class:`dispatch.errors.ResourceError` (map data on disk).
    """

    @property
    def name(self) -> str:
        """What the sheets call it, with version or date of the map."""
        ...

    @property
    def estimated(self) -> bool:
        """Whether its times are estimates and must be marked so."""
        ...

    @property
    def holds(self) -> bool:
        """Whether it holds what it told of places, so that it pays to ask ahead about several at once."""
        ...

    def snap(self, profile: TravelProfile, points: Sequence[Point]) -> tuple[Snap, ...]:
        """Tell how each place hangs on the network; place 0 is the depot."""
        ...

    def matrix(self, profile: TravelProfile, points: Sequence[Point]) -> TravelMatrix:
        """Return bare driving times and distances between all pairs."""
        ...

    def spokes(
        self, profile: TravelProfile, points: Sequence[Point], places: Sequence[Point]
    ) -> tuple[Spokes, ...]:
        """Return, for each of some places, bare driving times and distances to and from the points.

        The first of the points is the depot.
        """
        ...

    def legs(self, profile: TravelProfile, path: Sequence[Point]) -> tuple[Leg, ...]:
        """Draw the way through the points in order: a leg for each pair of neighbours."""
        ...


@runtime_checkable
class HourlyTravel(TravelSource, Protocol):
    """Tell travel that depends on the hour, as flights do on the wind. Errors: as of a travel source."""

    def matrix_in(
        self, profile: TravelProfile, points: Sequence[Point], windows: Sequence[TimeWindow]
    ) -> TravelMatrix:
        """Return bare times and distances between all pairs that hold while each place is served."""
        ...

    def spokes_in(
        self,
        profile: TravelProfile,
        points: Sequence[Point],
        place: Point,
        windows: Sequence[TimeWindow],
        asked: Sequence[TimeWindow],
    ) -> Spokes:
        """Return bare travel between one place and others that holds in each of the windows asked for."""
        ...


class DoorTimes(Protocol):
    """Tell what earlier days taught about time at doors; it raises nothing."""

    def beyond(self, located: LocatedOrder) -> int:
        """Return the seconds that a door takes beyond the store's rule; below zero where it is quicker."""
        ...

    def notices(self, orders: Iterable[LocatedOrder]) -> tuple[Issue, ...]:
        """Tell for which orders that makes a difference worth telling."""
        ...


@dataclass(frozen=True, slots=True)
class Written:
    """Say which files were written, and what is missing."""

    files: tuple[Path, ...]
    issues: tuple[Issue, ...] = ()


class SheetWriter(Protocol):
    """Write the documents of a planned day into a folder.

    Errors: :class:`dispatch.errors.ResourceError` when the folder cannot be written.
    """

    def write(self, day: PlannedDay, folder: Path) -> Written:
        """Write the files; one that cannot be made is told, and keeps none of the others back."""
        ...


class Press(Protocol):
    """Set documents from templates. Errors: :class:`dispatch.errors.ConfigError` when one cannot be set."""

    def pdf(self, template: str, data: Mapping[str, object], made_at: str | None) -> bytes:
        """Return a PDF; the same data give the same bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Job[S, T]:
    """Hold one piece of work that needs nothing of any other.

    Parameters
    ----------
    key
        Unique among the jobs of a run.
    common
        What it shares with other jobs, the same object in each: an executor may carry it over only once.
    task
        What is its own.
    """

    key: str
    common: S
    task: T


class Executor(Protocol):
    """Do jobs side by side: on the cores of this machine, or on many.

    Errors: :class:`dispatch.errors.ResourceError` when workers cannot be had, its
    :class:`dispatch.errors.JobLostError` when they keep dying at one job; what the work itself raises is
    raised as it is.
    """

    @property
    def workers(self) -> int:
        """How many jobs are done at a time."""
        ...

    def run[S, T, R](self, work: Callable[[S, T], R], jobs: Iterable[Job[S, T]]) -> Iterator[tuple[str, R]]:
        """Yield the key and result of each job, once, in the order in which they end.

        The jobs of a worker that dies are done again. Jobs are drawn as workers come free, so that making
        them and doing them overlap. Work, jobs and results can be pickled.
        """
        ...


class Stage(StrEnum):
    """Name a stage of the work; the value stands in ``log.jsonl`` and among the timings of a plan."""

    READING = "Reading"
    LOCATING = "Locating"
    FLEET = "Fleet of the day"
    STOPS = "Making stops"
    MEASURING = "Measuring"
    SPLITTING = "Splitting off"
    BUILDING = "Building"
    SEARCHING = "Searching"
    SCHEDULING = "Scheduling"
    EXPLAINING = "Explaining"
    DRAWING = "Drawing"
    WRITING = "Writing"
    COMPILING = "Preparing the search, once"
    MAPPING = "Building the map"
    DOWNLOADING = "Downloading"
    STUDYING = "Planning the cells"
    STORES = "Planning the stores"


class Progress(Protocol):
    """Show how far the work is; every method is cheap and never raises."""

    def begin(self, stage: Stage, total: float | None = None) -> None:
        """Begin a stage of ``total`` units; None if the length is unknown."""
        ...

    def advance(self, done: float, note: str = "") -> None:
        """Set how many units of the stage are done, with a word on the state."""
        ...

    def end(self) -> None:
        """End the stage."""
        ...

    def interrupted(self) -> bool:
        """Tell whether a person asked to stop; work then ends with the best it has."""
        ...

    def keeping(self) -> AbstractContextManager[None]:
        """Hold a stop back while something is written that stays; it is heard afterwards, and leaves it."""
        ...


class Silent:
    """Show nothing: the :class:`Progress` of tests and of cron."""

    def begin(self, stage: Stage, total: float | None = None) -> None:
        """Ignore the stage."""

    def advance(self, done: float, note: str = "") -> None:
        """Ignore the step."""

    def end(self) -> None:
        """Ignore the end."""

    def interrupted(self) -> bool:
        """Never stop."""
        return False

    def keeping(self) -> AbstractContextManager[None]:
        """Hold nothing back."""
        return nullcontext()
