"""The smallest values: windows, loads, temperatures, money."""

from dataclasses import dataclass
from enum import StrEnum

CENT = 18_000
"""Cost ticks in a cent: the least common multiple that makes cents an hour (per second) and
cents a kilometre (per metre) whole numbers, so that every sum of costs is exact."""

AN_HOUR = CENT // 3600
"""Cost ticks in a second where an hour costs a cent."""

UNREACHABLE = 10_000_000
"""Seconds and metres of a leg that does not exist; larger than any day, safe to add up."""


class Temperature(StrEnum):
    """Name the temperature class of goods in a crate."""

    AMBIENT = "ambient"
    CHILLED = "chilled"
    FROZEN = "frozen"


@dataclass(frozen=True, slots=True, order=True)
class TimeWindow:
    """Bound a moment: from ``earliest`` to ``latest``, both ends inclusive.

    Parameters
    ----------
    earliest, latest
        Seconds since local midnight of the service day.
    """

    earliest: int
    latest: int

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            raise ValueError(f"window ends ({self.latest}) before it begins ({self.earliest})")

    def __contains__(self, moment: int) -> bool:
        return self.earliest <= moment <= self.latest

    def intersect(self, other: "TimeWindow") -> "TimeWindow | None":
        """Return the moments in both windows, or None if there are none."""
        earliest, latest = max(self.earliest, other.earliest), min(self.latest, other.latest)
        return TimeWindow(earliest, latest) if earliest <= latest else None


@dataclass(frozen=True, slots=True)
class Load:
    """Measure goods, or the room for them, in every dimension that can run out.

    Parameters
    ----------
    crates
        Crate spaces taken, of any temperature (bags are counted in crate spaces too).
    grams
        Weight.
    chilled, frozen
        Crates of these temperatures; they are part of ``crates``.
    """

    crates: int = 0
    grams: int = 0
    chilled: int = 0
    frozen: int = 0

    def __post_init__(self) -> None:
        if min(self.crates, self.grams, self.chilled, self.frozen) < 0:
            raise ValueError(f"negative load: {self}")

    def __add__(self, other: "Load") -> "Load":
        return Load(
            self.crates + other.crates,
            self.grams + other.grams,
            self.chilled + other.chilled,
            self.frozen + other.frozen,
        )

    def __sub__(self, other: "Load") -> "Load":
        return Load(
            self.crates - other.crates,
            self.grams - other.grams,
            self.chilled - other.chilled,
            self.frozen - other.frozen,
        )

    def fits(self, room: "Load") -> bool:
        """Tell whether this load fits in ``room`` in every dimension."""
        return (
            self.crates <= room.crates
            and self.grams <= room.grams
            and self.chilled <= room.chilled
            and self.frozen <= room.frozen
        )

    def share_of(self, room: "Load") -> int:
        """Return how much of a room this load takes where it runs out first, in percent, rounded up."""
        pairs = zip(self.as_tuple(), room.as_tuple(), strict=True)
        return max((-(-100 * taken // most) for taken, most in pairs if most), default=0)

    def as_tuple(self) -> tuple[int, int, int, int]:
        """Return (crates, grams, chilled, frozen)."""
        return (self.crates, self.grams, self.chilled, self.frozen)


@dataclass(frozen=True, slots=True)
class Cost:
    """Split a cost into the terms of the objective, each in ticks (see :data:`CENT`).

    Only ``affinity`` may be below zero.
    """

    use: int = 0
    work: int = 0
    distance: int = 0
    lateness: int = 0
    unserved: int = 0
    affinity: int = 0
    told: int = 0
    waiting: int = 0
    breaks: int = 0

    @property
    def spent(self) -> int:
        """What is paid to somebody: use, work and distance; the other terms are worth to the store."""
        return self.use + self.work + self.distance

    @property
    def ticks(self) -> int:
        """The exact sum of all terms."""
        soft = self.affinity + self.told + self.waiting + self.breaks
        return self.spent + self.lateness + self.unserved + soft

    @property
    def cents(self) -> int:
        """The sum in cents, half a cent rounded up."""
        return to_cents(self.ticks)

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(
            self.use + other.use,
            self.work + other.work,
            self.distance + other.distance,
            self.lateness + other.lateness,
            self.unserved + other.unserved,
            self.affinity + other.affinity,
            self.told + other.told,
            self.waiting + other.waiting,
            self.breaks + other.breaks,
        )


def to_cents(ticks: int) -> int:
    """Round ticks to cents, half a cent up."""
    return (2 * ticks + CENT) // (2 * CENT)
