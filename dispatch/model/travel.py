"""How long and how far between any two places."""

from array import array
from collections.abc import Buffer, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Self

from dispatch.model.pace import Pace
from dispatch.model.values import UNREACHABLE

Point = tuple[float, float]
"""(lat, lon) in WGS 84 degrees."""

OF_STORE: Final = "#"
"""What stands in a profile before the store whose vehicles travel by it, where several share couriers."""


class Ways(StrEnum):
    """Say by which ways travel was told."""

    MAPPED = "mapped"
    STRAIGHT = "straight"
    THROUGH_ZONES = "through_zones"
    BY_BIKE = "by_bike"
    FLOWN_CALM = "flown_calm"
    FLOWN_IN_WIND = "flown_in_wind"
    FLOWN_IN_WINDS = "flown_in_winds"


@dataclass(frozen=True, slots=True)
class Wind:
    """State a wind.

    Parameters
    ----------
    cm_per_second
        Its speed.
    from_degrees
        Where it blows from, clockwise from north.
    """

    cm_per_second: int
    from_degrees: int


@dataclass(frozen=True, slots=True)
class TravelMatrix:
    """Hold seconds and metres between all pairs of places for one profile; place 0 is the first depot.

    Parameters
    ----------
    profile
        Key that vehicles name.
    size
        Number of places.
    flat_seconds, flat_metres
        Row by row (from, to), 32-bit integers, read-only; ``UNREACHABLE`` where there is no way.
        numpy reads them without a copy: ``np.frombuffer(m.flat_seconds, np.int32)``.
    source
        ``osrm``, ``estimate`` …, with version: shown wherever the times are.
    estimated
        Whether the times are estimates and must be marked as such.
    pace
        How the seconds grow and shrink by hour of the day; None if they are the same all day.
    ways
        By which ways; of an estimate that does not say, straight ones.
    wind
        Of flights in one wind.
    """

    profile: str
    size: int
    flat_seconds: memoryview
    flat_metres: memoryview
    source: str
    estimated: bool = False
    pace: Pace | None = None
    ways: Ways = Ways.MAPPED
    wind: Wind | None = None

    def __post_init__(self) -> None:
        for flat in (self.flat_seconds, self.flat_metres):
            if flat.format != "i" or len(flat) != self.size * self.size:
                raise ValueError(f"matrix of profile {self.profile!r} is not {self.size} x {self.size}")

    @classmethod
    def of(
        cls,
        profile: str,
        seconds: Sequence[Iterable[int]],
        metres: Sequence[Iterable[int]],
        source: str,
        *,
        estimated: bool = False,
        ways: Ways = Ways.MAPPED,
        wind: Wind | None = None,
    ) -> Self:
        """Make a matrix of rows of integers."""
        flat = [array("i", (cell for row in rows for cell in row)) for rows in (seconds, metres)]
        return cls.from_bytes(
            profile, len(seconds), flat[0], flat[1], source, estimated=estimated, ways=ways, wind=wind
        )

    @classmethod
    def from_bytes(
        cls,
        profile: str,
        size: int,
        seconds: Buffer,
        metres: Buffer,
        source: str,
        *,
        estimated: bool = False,
        pace: Pace | None = None,
        ways: Ways = Ways.MAPPED,
        wind: Wind | None = None,
    ) -> Self:
        """Make a matrix of two row-major int32 arrays, or of their bytes, which are not copied."""
        flat = [_flat(cells) for cells in (seconds, metres)]
        return cls(profile, size, flat[0], flat[1], source, estimated, pace, ways, wind)

    def over(self, size: int, seconds: Buffer, metres: Buffer) -> Self:
        """Return the matrix over other places: what else is known of its ways stays."""
        return replace(self, size=size, flat_seconds=_flat(seconds), flat_metres=_flat(metres))

    def seconds(self, origin: int, destination: int) -> int:
        """Return the seconds from one place to another, at the usual speed."""
        return int(self.flat_seconds[origin * self.size + destination])

    def arrival(self, origin: int, destination: int, departure: int, *, to_door: bool) -> int:
        """Return when who departs from one place at a moment arrives at another, a door or a store."""
        seconds = self.seconds(origin, destination)
        return self.pace.arrival(departure, seconds, to_door=to_door) if self.pace else departure + seconds

    def departure(self, origin: int, destination: int, arrival: int, *, to_door: bool) -> int:
        """Return when to depart from one place at the latest to arrive at another by a moment."""
        seconds = self.seconds(origin, destination)
        return self.pace.departure(arrival, seconds, to_door=to_door) if self.pace else arrival - seconds

    def metres(self, origin: int, destination: int) -> int:
        """Return the metres from one place to another."""
        return int(self.flat_metres[origin * self.size + destination])

    def keep(self, places: Sequence[int]) -> Self:
        """Return the matrix of some of its places, in the order given."""
        runs, width = _runs(places), len(places)

        def kept(flat: memoryview) -> bytearray:
            cells = bytearray(flat.itemsize * width * width)
            rows = memoryview(cells).cast("i")
            for number, place in enumerate(places):
                row, at = place * self.size, number * width
                for first, end in runs:
                    rows[at : at + end - first] = flat[row + first : row + end]
                    at += end - first
            return cells

        return self.over(len(places), kept(self.flat_seconds), kept(self.flat_metres))

    def reachable(self, origin: int, destination: int) -> bool:
        """Tell whether there is a way."""
        return self.seconds(origin, destination) < UNREACHABLE

    def __reduce__(self) -> tuple[object, ...]:
        return (
            TravelMatrix.from_bytes,
            (self.profile, self.size, bytes(self.flat_seconds), bytes(self.flat_metres), self.source),
            {"estimated": self.estimated, "pace": self.pace, "ways": self.ways, "wind": self.wind},
        )

    def __setstate__(self, state: dict[str, object]) -> None:
        for name, value in state.items():
            object.__setattr__(self, name, value)


def _flat(cells: Buffer) -> memoryview:
    return memoryview(cells).cast("B").toreadonly().cast("i")


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Return where places that follow each other begin and end: with few left out, these are few."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs


@dataclass(frozen=True, slots=True)
class Spokes:
    """Hold bare travel between one place and others, and back.

    Parameters
    ----------
    to_seconds, to_metres
        From each of the others to the place.
    from_seconds, from_metres
        From the place to each of the others.
    snap
        How the place hangs on the network.
    """

    to_seconds: tuple[int, ...]
    to_metres: tuple[int, ...]
    from_seconds: tuple[int, ...]
    from_metres: tuple[int, ...]
    snap: "Snap"


@dataclass(frozen=True, slots=True)
class TravelProfile:
    """Name a way of travelling: a kind of vehicle and the zones closed to it.

    Parameters
    ----------
    kind
        Of vehicle.
    closed_zones
        Ids of zones it may not drive in on the service day, sorted.
    metres_per_hour
        Of a vehicle whose own speed decides; 0 where the road does.
    """

    kind: str
    closed_zones: tuple[str, ...] = ()
    metres_per_hour: int = 0

    @property
    def key(self) -> str:
        """The name that matrices, vehicles and map data go by: ``van``, ``van~ze-leiden``, ``robot@6``."""
        speed = f"@{self.metres_per_hour / 1000:g}" if self.metres_per_hour else ""
        return "~".join((self.kind + speed, *self.closed_zones))

    @classmethod
    def of_key(cls, key: str) -> Self:
        """Read a name back; of which store it is, where stores share couriers, is no part of it."""
        head, *zones = key.partition(OF_STORE)[0].split("~")
        kind, _, speed = head.partition("@")
        return cls(kind, tuple(zones), round(float(speed) * 1000) if speed else 0)


@dataclass(frozen=True, slots=True)
class Snap:
    """Tell how a place hangs on the network.

    Parameters
    ----------
    metres
        Distance from the place to the road it was put on.
    island
        Whether that road is cut off from the depot.
    """

    metres: int
    island: bool = False


@dataclass(frozen=True, slots=True)
class Leg:
    """Draw the way from one visit to the next.

    Parameters
    ----------
    line
        (lat, lon) points in order; just the two ends where the way is an estimate.
    streets
        The street names that matter, in order; empty where unknown.
    """

    line: tuple[Point, ...]
    streets: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not all(-90 <= lat <= 90 and -180 <= lon <= 180 for lat, lon in self.line):
            raise ValueError("the way of a leg lies outside the world")
