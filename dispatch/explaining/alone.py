"""The best case: a stop alone in the next trip of a shift."""

from collections.abc import Iterator
from dataclasses import dataclass

from dispatch.clock import HOUR, MINUTE, ceil_minutes, hhmm
from dispatch.model import Problem, Shift, Stop

ON_BOARD = "ON_BOARD"
"""How the reason of a restriction begins that stands for crates on a vehicle that is out."""

DIMENSIONS = ("crates", "kg", "chilled crates", "frozen crates")


@dataclass(frozen=True, slots=True)
class Ready:
    """Tell where a shift stands when it can begin another trip.

    Parameters
    ----------
    clock
        The courier can begin loading, in seconds since midnight.
    metres
        Driven already.
    trips
        Left already.
    """

    clock: int
    metres: int = 0
    trips: int = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """Hold what keeps a shift from a stop even if it serves nothing else.

    Parameters
    ----------
    code
        As in :class:`dispatch.model.Binding`.
    amount
        By how much, to tell which shift comes closest; comparable within a code.
    detail
        In words, with figures.
    """

    code: str
    amount: int
    detail: str


def find_bars(problem: Problem, stop: Stop, shift: Shift, ready: Ready) -> tuple[Bar, ...]:
    """Return what bars a stop from a shift in the best case; empty if nothing does."""
    return tuple(_Alone(problem, stop, shift, ready).bars())


class _Alone:
    def __init__(self, problem: Problem, stop: Stop, shift: Shift, ready: Ready) -> None:
        self._stop = stop
        self._shift = shift
        self._ready = ready
        matrix = problem.matrix(shift.vehicle.profile)
        place = problem.index()[stop.id]
        self._reachable = matrix.reachable(0, place) and matrix.reachable(place, 0)
        self._out, self._back = matrix.seconds(0, place), matrix.seconds(place, 0)
        self._metres = matrix.metres(0, place) + matrix.metres(place, 0)
        limits = [r for r in problem.restrictions if (r.vehicle, r.stop) == (shift.vehicle.id, stop.id)]
        self._limit = limits[0] if limits else None

    def bars(self) -> Iterator[Bar]:
        """Yield everything that binds, the most lasting first."""
        yield from self._who()
        yield from self._what()
        if not self._reachable:
            yield Bar("REACH", 1, f"there is no way there and back for a {self._shift.vehicle.kind}")
            return
        yield from self._how_far()
        yield from self._when()

    def _who(self) -> Iterator[Bar]:
        if missing := self._stop.skills - self._shift.skills:
            yield Bar(
                "SKILL", len(missing), f"{self._shift.courier} cannot do {' and '.join(sorted(missing))}"
            )
        if self._limit is None or self._limit.window:
            return
        if self._limit.reason.startswith(ON_BOARD):
            whose = self._limit.reason.removeprefix(ON_BOARD).strip()
            yield Bar("RELEASE", 0, f"its crates are still on {whose}, whose courier stopped")
        else:
            code = "REACH" if self._limit.reason == "REACH" else "ZONE"
            why = "" if self._limit.reason in {"REACH", "ZONE"} else f" ({self._limit.reason})"
            yield Bar(code, 1, f"{self._shift.vehicle.id} may not go there{why}")

    def _what(self) -> Iterator[Bar]:
        pairs = zip(
            DIMENSIONS, self._stop.load.as_tuple(), self._shift.vehicle.capacity.as_tuple(), strict=True
        )
        for name, has, fits in pairs:
            if has > fits:
                over = f"{(has - fits) / 1000:.1f}" if name == "kg" else f"{has - fits}"
                yield Bar(
                    "CAPACITY", has - fits, f"{over} {name} more than {self._shift.vehicle.id} can hold"
                )
                break
        limit = self._stop.cold_limit
        outside = self._shift.vehicle.loading_seconds + self._out
        if limit is not None and not self._shift.vehicle.cooled and outside > limit and self._reachable:
            minutes = f"{ceil_minutes(outside)} minutes from loading to the door with {self._shift.courier}"
            yield Bar("COLD", outside - limit, f"{minutes}, {limit // MINUTE} allowed")

    def _how_far(self) -> Iterator[Bar]:
        reach = self._shift.vehicle.range_m
        if reach is not None and self._ready.metres + self._metres > reach:
            left = max(0, reach - self._ready.metres) / 1000
            far = f"{self._metres / 1000:.1f} km there and back"
            over = self._ready.metres + self._metres - reach
            yield Bar("RANGE", over, f"{far}, {self._shift.vehicle.id} has {left:.1f} km left")

    def _when(self) -> Iterator[Bar]:
        stop, shift = self._stop, self._shift
        if self._ready.trips >= shift.max_trips:
            yield Bar("SHIFT", HOUR, f"{shift.courier} has no trip left")
            return
        opens, closes, whose = stop.window.earliest, stop.late_until, "service must begin by"
        if self._limit and self._limit.window:
            opens, closes = max(opens, self._limit.window.earliest), min(closes, self._limit.window.latest)
            if closes < stop.late_until:
                whose = f"{shift.vehicle.id} may be there until"
        if opens > closes:
            yield Bar("ZONE", opens - closes, f"{shift.vehicle.id} may be there in other hours only")
            return
        loaded = self._ready.clock + shift.vehicle.loading_seconds
        there = max(loaded, stop.release) + self._out
        if there > closes:
            code, why = "SHIFT", f"{shift.courier} could be there at {hhmm(there)} at the earliest"
            if loaded + self._out <= closes:
                code, why = (
                    "RELEASE",
                    f"it is packed at {hhmm(stop.release)}, at the door at {hhmm(there)} at best",
                )
            yield Bar(code, there - closes, f"{why}, and {whose} {hhmm(closes)}")
            return
        back = max(there, opens) + stop.service_seconds + self._back
        if back > shift.hours.latest:
            late = f"{shift.courier} would be back at {hhmm(back)}, and the shift ends at"
            yield Bar("SHIFT", back - shift.hours.latest, f"{late} {hhmm(shift.hours.latest)}")
