"""The best case: a stop alone in the next trip of a shift."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from dispatch.clock import HOUR, MINUTE
from dispatch.insertion import Insertions
from dispatch.model import Barrier, Binding, Obstacle, Shift, Stop, loaded_at
from dispatch.model.facts import Fact, count, courier, grams, metres, moment, span, term, vehicle, written

_TOO_MUCH = (
    (Obstacle.CAPACITY_CRATES, count),
    (Obstacle.CAPACITY_WEIGHT, grams),
    (Obstacle.CAPACITY_CHILLED, count),
    (Obstacle.CAPACITY_FROZEN, count),
)


_UNMANNED = {
    Barrier.CONSENT: Obstacle.UNMANNED_CONSENT,
    Barrier.AGE_CHECK: Obstacle.UNMANNED_AGE_CHECK,
    Barrier.STAIRS: Obstacle.UNMANNED_STAIRS,
    Barrier.CRATES: Obstacle.UNMANNED_CRATES,
    Barrier.CLOSING: Obstacle.UNMANNED_CLOSING,
}


@dataclass(frozen=True, slots=True)
class Ready:
    """Tell where a shift stands when it can begin another trip.

    Parameters
    ----------
    clock
        The courier can begin loading no earlier, in seconds since midnight.
    metres
        Driven already.
    trips
        Left already.
    left, place
        From when on they drive to where they load, and from which place of the matrices.
    """

    clock: int
    metres: int = 0
    trips: int = 0
    left: int = 0
    place: int = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """Hold what keeps a shift from a stop even if it serves nothing else.

    Parameters
    ----------
    binding
        What it is.
    amount
        By how much, to tell which shift comes closest; comparable within a cause.
    """

    binding: Binding
    amount: int


def find_bars(known: Insertions, stop: Stop, shift: Shift, ready: Ready) -> tuple[Bar, ...]:
    """Return what bars a stop from a shift in the best case; empty if nothing does.

    Of several windows that count in which the least does.
    """
    found = (tuple(_Alone(known, choice, shift, ready).bars()) for choice in stop.choices)
    return min(found, key=lambda bars: (len(bars), sum(bar.amount for bar in bars)))


class _Alone:
    def __init__(self, known: Insertions, stop: Stop, shift: Shift, ready: Ready) -> None:
        self._stop = stop
        self._shift = shift
        self._courier = courier("courier", shift.courier, shift.vehicle.id)
        self._vehicle = vehicle("vehicle", shift.vehicle.id)
        matrix = known.problem.matrix(shift.vehicle.profile)
        node, home = known.index[stop.id], known.depots[shift.depot]
        depot = loaded_at(shift, stop)
        base = known.depots[depot]
        self._away = None if depot in shift.depots else known.problem.depots[depot]
        come, far = ready.left, 0
        if ready.place != base:
            come = matrix.arrival(ready.place, base, ready.left, to_door=False)
            far = matrix.metres(ready.place, base)
        self._ready = replace(ready, clock=max(ready.clock, come))
        self._reachable = matrix.reachable(base, node) and matrix.reachable(node, home)
        self._ways = (
            partial(matrix.arrival, base, node, to_door=True),
            partial(matrix.arrival, node, home, to_door=False),
        )
        self._out = known.least(shift.vehicle.profile, base, node)
        self._metres = matrix.metres(base, node) + matrix.metres(node, home)
        self._reach = self._metres + far
        self._limit = known.limit(shift, stop.id)
        self._longest_on_board = known.problem.longest_on_board

    def bars(self) -> Iterator[Bar]:
        """Yield everything that binds, the most lasting first."""
        yield from self._who()
        yield from self._what()
        if not self._reachable:
            yield self._bar(Obstacle.REACH_LEG, 1, term("kind", f"vehicle.{self._shift.vehicle.kind}"))
            return
        yield from self._how_far()
        yield from self._when()

    def _bar(self, obstacle: Obstacle, amount: int, *facts: Fact) -> Bar:
        return Bar(Binding(self._shift.id, obstacle, facts), amount)

    def _who(self) -> Iterator[Bar]:
        if missing := self._stop.skills - self._shift.skills:
            skills = (written("skill", skill) for skill in sorted(missing))
            yield self._bar(Obstacle.SKILL_MISSING, len(missing), self._courier, *skills)
        if self._away:
            yield self._bar(Obstacle.DEPOT_AWAY, HOUR, self._courier, written("depot", self._away.name))
        if self._limit is None or self._limit.window:
            return
        if self._limit.kind is Barrier.ON_BOARD:
            yield self._bar(Obstacle.RELEASE_ON_BOARD, 0, vehicle("vehicle", self._limit.by))
        elif self._limit.kind is Barrier.REACH:
            yield self._bar(Obstacle.REACH_VEHICLE, 1, self._vehicle)
        elif self._limit.kind in _UNMANNED:
            yield self._bar(_UNMANNED[self._limit.kind], 1, self._vehicle)
        elif self._limit.by:
            yield self._bar(Obstacle.ZONE_RULE, 1, self._vehicle, written("rule", self._limit.by))
        else:
            yield self._bar(Obstacle.ZONE_CLOSED, 1, self._vehicle)

    def _what(self) -> Iterator[Bar]:
        room = self._shift.vehicle.capacity.as_tuple()
        for (obstacle, kind), has, fits in zip(_TOO_MUCH, self._stop.load.as_tuple(), room, strict=True):
            if has > fits:
                yield self._bar(obstacle, has - fits, kind("n", has - fits), self._vehicle)
                break
        limit = self._stop.cold_limit
        outside = self._shift.vehicle.loading_seconds + self._out
        if limit is not None and not self._shift.vehicle.cooled and outside > limit and self._reachable:
            told = (span("length", outside), self._courier, span("limit", limit // MINUTE * MINUTE))
            yield self._bar(Obstacle.COLD_ALONE, outside - limit, *told)
        longest = self._longest_on_board
        if longest is not None and outside > longest and self._reachable:
            told = (span("length", outside), self._courier, span("limit", longest // MINUTE * MINUTE))
            yield self._bar(Obstacle.BOARD_ALONE, outside - longest, *told)

    def _how_far(self) -> Iterator[Bar]:
        reach = self._shift.vehicle.range_m
        if reach is not None and self._ready.metres + self._reach > reach:
            left = max(0, reach - self._ready.metres)
            told = (metres("length", self._reach), self._vehicle, metres("left", left))
            yield self._bar(Obstacle.RANGE_ALONE, self._ready.metres + self._reach - reach, *told)
        reach = self._shift.vehicle.trip_range_m
        length = self._metres if self._ready.trips else self._reach
        if reach is not None and length > reach:
            told = (metres("length", length), self._vehicle, metres("left", reach))
            yield self._bar(Obstacle.RANGE_TRIP_ALONE, length - reach, *told)

    def _when(self) -> Iterator[Bar]:
        stop, shift = self._stop, self._shift
        if self._ready.trips >= shift.max_trips:
            yield self._bar(Obstacle.SHIFT_TRIPS, HOUR, self._courier)
            return
        opens, closes, by_zone = stop.window.earliest, stop.late_until, False
        if self._limit and self._limit.window:
            opens, closes = max(opens, self._limit.window.earliest), min(closes, self._limit.window.latest)
            by_zone = closes < stop.late_until
        if opens > closes:
            yield self._bar(Obstacle.ZONE_HOURS, opens - closes, self._vehicle)
            return
        loaded = self._ready.clock + shift.vehicle.loading_seconds
        out, home = self._ways
        there = out(max(loaded, stop.release))
        if there > closes:
            packed = out(loaded) <= closes
            yield self._too_late(there, closes, packed=packed, by_zone=by_zone)
            return
        back = home(max(there, opens) + stop.service_seconds)
        if back > shift.hours.latest:
            told = (self._courier, moment("end", back), moment("limit", shift.hours.latest))
            yield self._bar(Obstacle.SHIFT_BACK, back - shift.hours.latest, *told)

    def _too_late(self, there: int, closes: int, *, packed: bool, by_zone: bool) -> Bar:
        """Tell of an arrival behind the end, which is a vehicle's in a zone or the customer's."""
        told = [moment("start", there), moment("limit", closes), *([self._vehicle] if by_zone else [])]
        if packed:
            obstacle = Obstacle.RELEASE_PACKED_ZONE if by_zone else Obstacle.RELEASE_PACKED
            return self._bar(obstacle, there - closes, moment("packed", self._stop.release), *told)
        obstacle = Obstacle.SHIFT_ARRIVAL_ZONE if by_zone else Obstacle.SHIFT_ARRIVAL
        return self._bar(obstacle, there - closes, self._courier, *told)
