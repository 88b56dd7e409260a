"""The best case: a stop alone in the next trip of a shift."""

from collections.abc import Iterator
from dataclasses import dataclass

from dispatch.clock import ceil_minutes, hhmm
from dispatch.model import Binding, Load, Problem, Shift, Stop

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


def alone(problem: Problem, stop: Stop, shift: Shift, ready: Ready) -> tuple[Binding, ...]:
    """Return what keeps a shift from a stop even if it serves nothing else; empty if nothing does."""
    return tuple(
        Binding(shift.id, code, detail) for code, detail in _Alone(problem, stop, shift, ready).bindings()
    )


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

    def bindings(self) -> Iterator[tuple[str, str]]:
        """Yield each code that binds, with its figures, the most lasting first."""
        yield from self._who()
        yield from self._what()
        if not self._reachable:
            yield "REACH", f"there is no way there and back for the {self._shift.vehicle.kind}"
            return
        yield from self._how_far()
        yield from self._when()

    def _who(self) -> Iterator[tuple[str, str]]:
        if missing := self._stop.skills - self._shift.skills:
            yield "SKILL", f"{self._shift.courier} cannot do {' and '.join(sorted(missing))}"
        if self._limit and self._limit.window is None:
            code = "REACH" if self._limit.reason == "REACH" else "ZONE"
            yield code, f"{self._shift.vehicle.id} may not go there ({self._limit.reason})"

    def _what(self) -> Iterator[tuple[str, str]]:
        over = excess(self._stop.load, self._shift.vehicle.capacity)
        if over:
            yield "CAPACITY", f"{over} than {self._shift.vehicle.id} can hold"
        limit = self._stop.cold_limit
        outside = self._shift.vehicle.loading_seconds + self._out
        if limit is not None and not self._shift.vehicle.cooled and outside > limit and self._reachable:
            yield (
                "COLD",
                f"{ceil_minutes(outside)} minutes from loading to the door, {limit // 60} allowed",
            )

    def _how_far(self) -> Iterator[tuple[str, str]]:
        reach = self._shift.vehicle.range_m
        if reach is not None and self._ready.metres + self._metres > reach:
            far = (self._ready.metres + self._metres) / 1000
            yield "RANGE", f"{far:.1f} km, {self._shift.vehicle.id} has {reach / 1000:.1f} km"

    def _when(self) -> Iterator[tuple[str, str]]:
        stop, shift = self._stop, self._shift
        if self._ready.trips >= shift.max_trips:
            yield "SHIFT", f"{shift.courier} has made the {shift.max_trips} trips of the shift"
            return
        opens, closes, zone = stop.window.earliest, stop.late_until, ""
        if self._limit and self._limit.window:
            opens, closes = max(opens, self._limit.window.earliest), min(closes, self._limit.window.latest)
            zone = self._limit.reason
        if opens > closes:
            yield "ZONE", f"{shift.vehicle.id} may be there in other hours only ({zone})"
            return
        loaded = self._ready.clock + shift.vehicle.loading_seconds
        departure = max(loaded, stop.release)
        if departure + self._out > closes:
            there = hhmm(departure + self._out)
            if loaded + self._out > closes:
                code = "SHIFT"
                why = f"{shift.courier} can be there at {there} at the earliest"
            else:
                code, why = "RELEASE", f"it is packed at {hhmm(stop.release)} and could be there at {there}"
            until = (
                f"{shift.vehicle.id} may be there until"
                if closes < stop.late_until
                else "service must begin by"
            )
            yield code, f"{why}; {until} {hhmm(closes)}"
            return
        back = max(departure + self._out, opens) + stop.service_seconds + self._back
        if back > shift.hours.latest:
            late = f"{shift.courier} would be back at {hhmm(back)}"
            yield "SHIFT", f"{late}; the shift ends at {hhmm(shift.hours.latest)}"


def excess(load: Load, room: Load) -> str:
    """Say by how much a load exceeds the room, in the first dimension in which it does."""
    pairs = zip(DIMENSIONS, load.as_tuple(), room.as_tuple(), strict=True)
    for name, has, fits in pairs:
        if has > fits:
            over = f"{(has - fits) / 1000:.1f}" if name == "kg" else str(has - fits)
            return f"{over} {name} more"
    return ""
