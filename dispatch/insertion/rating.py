"""Where a stop could be put into a route: judged by columns, for many stops and places at once.

A route is walked once forwards (how early is everything) and once backwards (how late may it be). A place
then needs a few sums only to tell whether a stop seems to fit. It never says no where the checker would
say yes; breaks that become owed, and cold that waiting makes worse, are left to the checker.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dispatch.model import (
    CENT,
    UNREACHABLE,
    BreakAt,
    Problem,
    Restriction,
    RouteSequence,
    Shift,
    Stop,
    TravelMatrix,
)

Numbers = NDArray[np.int64]

_NEVER: Final = 1 << 40
_KIND: Final = 10**9
"""One more kind of obstacle weighs more than any amount of one."""

_A_CRATE: Final = 300
"""How one crate, or kilogram, too many weighs against a second too late."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Name a place in a route.

    Parameters
    ----------
    trip
        Index of the trip, or of the trip before which a trip of its own is made.
    position
        After how many stops of the trip; -1 for a trip of its own.
    """

    trip: int
    position: int

    def put(self, order: RouteSequence, stop: str) -> RouteSequence:
        """Return a route with a stop put here; breaks stay with the stop behind which they are taken."""
        trips, trip = order.trips, self.trip
        if self.position < 0:
            breaks = tuple(replace(b, trip=b.trip + 1) if b.trip >= trip else b for b in order.breaks)
            return RouteSequence(order.shift, (*trips[:trip], (stop,), *trips[trip:]), breaks)
        at, path = self.position, trips[trip]
        breaks = tuple(
            replace(b, position=b.position + 1) if b.trip == trip and b.position > at else b
            for b in order.breaks
        )
        longer = (*path[:at], stop, *path[at:])
        return RouteSequence(order.shift, (*trips[:trip], longer, *trips[trip + 1 :]), breaks)


@dataclass(frozen=True, slots=True)
class Gaps:
    """Hold the places of one route behind the trips that have left, one a column.

    Parameters
    ----------
    shift
        Whose route.
    gaps
        The places.
    columns
        By name: ``before`` and ``after`` (places of the matrix), ``leaves`` (seconds, at the earliest),
        ``due`` (arrival behind the stop, at the latest), ``departs`` and ``departs_latest`` (of the trip),
        ``waited`` and ``driven`` (seconds since departure, waiting and otherwise), ``warms`` (seconds that
        the cold behind has left), ``too_many`` (trips), and ``load`` by dimension.
    metres
        Of the route.
    new
        Whether the route is empty, and the vehicle not in use.
    """

    shift: Shift
    gaps: tuple[Gap, ...]
    columns: dict[str, Numbers]
    load: Numbers
    metres: int
    new: bool

    @property
    def trips(self) -> Numbers:
        """The trip of each place."""
        return np.array([gap.trip for gap in self.gaps], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Rating:
    """Rate places for stops: a row a stop, a column a place.

    Parameters
    ----------
    off
        0 where the stop seems to fit; else the more, the farther it is from fitting.
    extra
        About what it costs more, in ticks.
    least
        What it costs more at least: the way, and the use of a vehicle that is not in use.
    """

    off: Numbers
    extra: Numbers
    least: Numbers

    def best(self) -> tuple[Numbers, Numbers]:
        """Return, for each stop, how far the best place is off, and about what it costs there."""
        off = self.off.min(axis=1)
        cheapest = np.where(self.off == off[:, None], self.extra, np.iinfo(np.int64).max)
        return off, cheapest.min(axis=1)

    def order(self, row: int) -> Numbers:
        """Return the places for one stop, the most promising first."""
        return np.lexsort((self.extra[row], self.off[row])).astype(np.int64)


class Insertions:
    """Know a problem well enough to rate places in its routes."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.stops = {stop.id: stop for stop in problem.stops}
        self.index = problem.index()
        self._limits: dict[str, dict[str, Restriction]] = {}
        for limit in problem.restrictions:
            self._limits.setdefault(limit.vehicle, {})[limit.stop] = limit
        self._columns: tuple[Sequence[Stop], _Wanted] | None = None
        self.travel = {matrix.profile: _arrays(matrix) for matrix in problem.travel}

    def _wanted(self, stops: Sequence[Stop]) -> "_Wanted":
        """Write stops as columns; those of a tuple that is asked for every shift are kept."""
        if self._columns is None or self._columns[0] is not stops or not isinstance(stops, tuple):
            self._columns = (stops, _Wanted.of(self, stops))
        return self._columns[1]

    def limited(self, shift: Shift) -> Mapping[str, Restriction]:
        """Return what keeps the vehicle of a shift from stops, by stop."""
        return self._limits.get(shift.vehicle.id, {})

    def limit(self, shift: Shift, stop: str) -> Restriction | None:
        """Return what keeps the vehicle of a shift from a stop, if anything does."""
        return self._limits.get(shift.vehicle.id, {}).get(stop)

    def gaps(self, shift: Shift, order: RouteSequence) -> Gaps:
        """List the places of a route."""
        return _Walk(self, shift, order).gaps()

    def pauses(
        self, shift: Shift, order: RouteSequence, number: int, stop: Stop | None = None
    ) -> list[BreakAt]:
        """List where a break seems to fit into a route, with the stop that is tried in it as it is given."""
        found = _Walk(self, shift, order, stop).gaps()
        owed, column = shift.breaks[number], found.columns
        seconds, _ = self.travel[shift.vehicle.profile]
        way = seconds[column["before"], column["after"]].astype(np.int64)
        leaves = column["leaves"] - column["own"] * shift.vehicle.loading_seconds
        start = np.maximum(leaves, owed.window.earliest)
        fits = (start <= owed.window.latest) & (start + owed.seconds + way <= column["due"])
        last = (len(order.trips) - 1, len(order.trips[-1])) if order.trips else (0, 0)
        places = [(gap.trip, max(0, gap.position)) for gap, fit in zip(found.gaps, fits, strict=True)
                  if fit and gap.position != 0 and gap.trip < len(order.trips)]  # fmt: skip
        return [BreakAt(number, *place) for place in places if place not in {(0, 0), last}]

    def rate(self, gaps: Gaps, stops: Sequence[Stop]) -> Rating:
        """Rate every place of a route for stops, perhaps changed in all but the id and the door."""
        seconds, metres = self.travel[gaps.shift.vehicle.profile]
        wanted = self._wanted(stops).by(self, gaps.shift, stops)
        there = np.ix_(wanted.place, gaps.columns["before"])
        back = np.ix_(wanted.place, gaps.columns["after"])
        to, fro = seconds.T[there].astype(np.int64), seconds[back].astype(np.int64)
        way = seconds[gaps.columns["before"], gaps.columns["after"]].astype(np.int64)
        far = metres.T[there].astype(np.int64) + metres[back]
        far = far - metres[gaps.columns["before"], gaps.columns["after"]]
        off = _off(gaps, wanted, to, fro, way, far)
        shift = gaps.shift
        own = gaps.columns["own"] * shift.vehicle.loading_seconds
        work = to + fro - way + wanted.service[:, None] + own
        least = far * (shift.vehicle.cents_per_km * (CENT // 1000))
        least = least + (shift.vehicle.use_cents * CENT if gaps.new else 0)
        return Rating(off, least + work * (shift.cents_per_hour * (CENT // 3600)), least)

    def cut(self, shift: Shift, order: RouteSequence, stop: Stop | None = None) -> Problem:
        """Cut the problem down to one shift, the stops of its route, and perhaps one more, as it is given."""
        names = [name for trip in order.trips for name in trip if stop is None or name != stop.id]
        stops = [self.stops[name] for name in names] + ([stop] if stop else [])
        places = [0, *(self.index[one.id] for one in stops)]
        whole = self.problem.matrix(shift.vehicle.profile)
        seconds, metres = self.travel[shift.vehicle.profile]
        pairs = np.ix_(places, places)
        matrix = TravelMatrix.from_bytes(
            whole.profile,
            len(places),
            seconds[pairs].tobytes(),
            metres[pairs].tobytes(),
            whole.source,
            estimated=whole.estimated,
        )
        limits = tuple(limit for one in stops if (limit := self.limit(shift, one.id)))
        return replace(
            self.problem, stops=tuple(stops), shifts=(shift,), travel=(matrix,), restrictions=limits
        )


def _arrays(matrix: TravelMatrix) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    shape = (matrix.size, matrix.size)
    seconds = np.frombuffer(matrix.flat_seconds, dtype=np.int32).reshape(shape)
    return seconds, np.frombuffer(matrix.flat_metres, dtype=np.int32).reshape(shape)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Hold stops as columns, as one shift may serve them."""

    place: Numbers
    opens: Numbers
    closes: Numbers
    service: Numbers
    release: Numbers
    load: Numbers
    cold: Numbers
    barred: NDArray[np.bool_]

    @classmethod
    def of(cls, known: Insertions, stops: Sequence[Stop]) -> "_Wanted":
        """Write stops as columns, for a shift that may serve all of them and does not cool."""
        rows = [
            (
                known.index[stop.id],
                stop.window.earliest,
                stop.late_until,
                stop.service_seconds,
                stop.release,
                _NEVER if stop.cold_limit is None else stop.cold_limit,
            )
            for stop in stops
        ]
        place, opens, closes, service, release, cold = np.array(rows, dtype=np.int64).reshape(-1, 6).T
        load = np.array([stop.load.as_tuple() for stop in stops], dtype=np.int64).reshape(-1, 4)
        return cls(place, opens, closes, service, release, load, cold, np.zeros(len(stops), dtype=bool))

    def by(self, known: Insertions, shift: Shift, stops: Sequence[Stop]) -> "_Wanted":
        """Return the columns as a shift may serve the stops."""
        opens, closes, barred = self.opens.copy(), self.closes.copy(), self.barred.copy()
        limited = known.limited(shift)
        for row, stop in enumerate(stops):
            if stop.skills and not stop.skills <= shift.skills:
                barred[row] = True
            if limited and (limit := limited.get(stop.id)):
                if limit.window is None:
                    barred[row] = True
                else:
                    opens[row] = max(opens[row], limit.window.earliest)
                    closes[row] = min(closes[row], limit.window.latest)
        barred |= opens > closes
        cold = np.full_like(self.cold, _NEVER) if shift.vehicle.cooled else self.cold
        return replace(self, opens=opens, closes=closes, barred=barred, cold=cold)


def _off(gaps: Gaps, wanted: _Wanted, to: Numbers, fro: Numbers, way: Numbers, far: Numbers) -> Numbers:
    """Add up how far each place is from fitting."""
    column, vehicle = gaps.columns, gaps.shift.vehicle
    release = wanted.release[:, None]
    pushed = np.maximum(0, np.maximum(0, release - column["departs"]) - column["waited"])
    start = np.maximum(column["leaves"] + pushed + to, wanted.opens[:, None])
    room = np.array(vehicle.capacity.as_tuple(), dtype=np.int64)
    over = np.maximum(0, wanted.load[:, None, :] + gaps.load[None] - room)
    over[:, :, 1] = -(-over[:, :, 1] // 1000)
    reach = _NEVER if vehicle.range_m is None else vehicle.range_m
    loading, service = vehicle.loading_seconds, wanted.service[:, None]
    amounts = (
        start - wanted.closes[:, None],
        start + service + fro - column["due"],
        release - column["departs_latest"],
        over.sum(axis=2) * _A_CRATE,
        gaps.metres + far - reach,
        loading + column["driven"] + to - wanted.cold[:, None],
        to + service + fro - way - column["warms"],
        np.broadcast_to(column["too_many"] * 3600, to.shape),
        np.where(np.maximum(to, fro) >= UNREACHABLE, 100_000, 0),
        np.broadcast_to(np.where(wanted.barred, _KIND, 0)[:, None], to.shape),
    )
    off = np.zeros(to.shape, dtype=np.int64)
    for amount in amounts:
        off += np.where(amount > 0, _KIND + np.minimum(amount, _KIND // 20), 0)
    return off


_Row = tuple[Gap, tuple[int, ...], tuple[int, ...]]


@dataclass(slots=True)
class _Step:
    """Do one thing of a route: ``drive`` there, then ``lasts``; see :mod:`dispatch.scheduling`."""

    what: str
    trip: int
    place: int
    drive: int
    lasts: int
    earliest: int = 0
    latest: int = _NEVER
    cold: int = _NEVER
    begin: int = 0
    bound: int = _NEVER


class _Walk:
    """Walk a route forwards and backwards."""

    def __init__(
        self, known: Insertions, shift: Shift, order: RouteSequence, tried: Stop | None = None
    ) -> None:
        self._stops = known.stops if tried is None else known.stops | {tried.id: tried}
        self._known, self._shift, self._order = known, shift, order
        self._seconds, self._metres = known.travel[shift.vehicle.profile]
        self._steps = [step for trip in range(len(order.trips)) for step in self._trip(trip)]
        self._forwards()
        self._backwards()

    def gaps(self) -> Gaps:
        """Return the places behind the trips that have left."""
        trips, first = self._order.trips, len(self._shift.fixed)
        rows: list[_Row] = []
        for trip in range(first, len(trips)):
            rows += self._inside(trip)
        for trip in range(first, len(trips) + 1):
            rows.append(self._own(trip))
        names = ("before", "after", "leaves", "due", "departs", "departs_latest", "waited", "driven", "warms",
                 "too_many", "own")  # fmt: skip
        table = np.array([row for _, row, _ in rows], dtype=np.int64).reshape(-1, len(names))
        load = np.array([load for _, _, load in rows], dtype=np.int64).reshape(-1, 4)
        columns = dict(zip(names, table.T, strict=True))
        return Gaps(self._shift, tuple(gap for gap, _, _ in rows), columns, load, self._length(), not trips)

    def _length(self) -> int:
        index = self._known.index
        total = 0
        for path in self._order.trips:
            places = [0, *(index[name] for name in path), 0]
            total += int(self._metres[places[:-1], places[1:]].sum())
        return total

    def _trip(self, trip: int) -> list[_Step]:
        shift, known = self._shift, self._known
        fixed = shift.fixed[trip] if trip < len(shift.fixed) else None
        path, loading = self._order.trips[trip], shift.vehicle.loading_seconds
        not_before = 0 if fixed else shift.not_before
        stops = [self._stops[name] for name in path]
        packed = max((stop.release for stop in stops), default=0)
        load = _Step("load", trip, 0, 0, loading, max(not_before, packed - loading))
        if fixed:
            load.earliest = load.latest = fixed.departure - loading
        steps = [*self._pauses(trip, 0, not_before), load]
        here = 0
        for position, stop in enumerate(stops, start=1):
            there = known.index[stop.id]
            opens, closes = stop.window.earliest, stop.late_until
            if (limit := known.limit(shift, stop.id)) and limit.window:
                opens, closes = max(opens, limit.window.earliest), min(closes, limit.window.latest)
            step = _Step("visit", trip, there, int(self._seconds[here, there]), stop.service_seconds, opens)
            step.latest = _NEVER if fixed else closes
            if stop.cold_limit is not None and not shift.vehicle.cooled:
                step.cold = stop.cold_limit
            steps += [step, *self._pauses(trip, position, 0, there)]
            here = there
        return [*steps, _Step("return", trip, 0, int(self._seconds[here, 0]), 0)]

    def _pauses(self, trip: int, position: int, not_before: int, place: int = 0) -> list[_Step]:
        taken: list[BreakAt] = [b for b in self._order.breaks if (b.trip, b.position) == (trip, position)]
        steps = []
        for one in taken:
            owed = self._shift.breaks[one.number]
            earliest = max(owed.window.earliest, not_before)
            steps.append(_Step("pause", trip, place, 0, owed.seconds, earliest, owed.window.latest))
        return steps

    def _forwards(self) -> None:
        clock = self._shift.hours.earliest
        for step in self._steps:
            left = step.what == "load" and step.trip < len(self._shift.fixed)
            step.begin = step.earliest if left else max(clock + step.drive, step.earliest)
            clock = step.begin + step.lasts

    def _backwards(self) -> None:
        bound = self._shift.hours.latest
        for step in reversed(self._steps):
            step.bound = min(bound - step.lasts, step.latest)
            bound = step.bound - step.drive

    def _inside(self, trip: int) -> list[_Row]:
        """List the places within a trip."""
        steps = [step for step in self._steps if step.trip == trip]
        begin = next(i for i, step in enumerate(steps) if step.what == "load")
        load = steps[begin]
        warms = self._warms(steps[begin:])
        total = np.array([self._stops[name].load.as_tuple() for name in self._order.trips[trip]])
        on_board = tuple(int(x) for x in total.sum(axis=0))
        rows: list[_Row] = []
        waited = position = 0
        for number, (step, after) in enumerate(zip(steps[begin:], steps[begin + 1 :], strict=False)):
            if number:
                before = steps[begin + number - 1]
                waited += step.begin - before.begin - before.lasts - step.drive
            position += step.what == "visit"
            if after.what == "pause":
                continue
            leaves = step.begin + step.lasts
            driven = leaves - load.begin - load.lasts - waited
            row = (step.place, after.place, leaves, after.bound, load.begin + load.lasts,
                   load.bound + load.lasts, waited, driven, warms[number + 1], 0, 0)  # fmt: skip
            rows.append((Gap(trip, position), row, on_board))
        return rows

    def _warms(self, steps: Sequence[_Step]) -> list[int]:
        """Return, for each step from the load on, how much longer the cold goods from there on may take."""
        outside, slack = 0, []
        for before, step in zip([steps[0], *steps], steps, strict=False):
            outside += step.drive + (before.lasts if step is not steps[0] else 0)
            slack.append(step.cold - outside)
        for number in reversed(range(len(slack) - 1)):
            slack[number] = min(slack[number], slack[number + 1])
        return slack

    def _own(self, trip: int) -> _Row:
        """Describe a trip of its own before one of the trips, or behind all."""
        shift, trips = self._shift, self._order.trips
        returns = [step.begin for step in self._steps if step.what == "return" and step.trip == trip - 1]
        ready = max([shift.hours.earliest, shift.not_before, *returns])
        first = next((step.bound for step in self._steps if step.trip == trip), shift.hours.latest)
        departs = ready + shift.vehicle.loading_seconds
        too_many = max(0, len(trips) + 1 - shift.max_trips)
        row = (0, 0, departs, first, departs, _NEVER, 0, 0, _NEVER, too_many, 1)
        return Gap(trip, -1), row, (0, 0, 0, 0)
