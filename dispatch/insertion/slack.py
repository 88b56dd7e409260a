"""Walk a route forwards and backwards: how early is everything, and how late may it be."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from dispatch.insertion.gaps import NEVER, Gap, Gaps
from dispatch.insertion.lookup import Lookup
from dispatch.model import BreakAt, RouteSequence, Shift, Stop, loaded_at

_Row = tuple[Gap, tuple[int, ...], tuple[int, ...]]


@dataclass(slots=True)
class _Step:
    """Do one thing of a route: ``drive`` there from ``origin``, at least so long, then ``lasts``.

    See :mod:`dispatch.scheduling`.
    """

    what: str
    trip: int
    origin: int
    place: int
    drive: int
    lasts: int
    earliest: int = 0
    latest: int = NEVER
    cold: int = NEVER
    begin: int = 0
    bound: int = NEVER


class Walk:
    """Walk a route forwards and backwards."""

    def __init__(
        self, known: Lookup, shift: Shift, sequence: RouteSequence, tried: Stop | None = None
    ) -> None:
        self._stops = known.stops if tried is None else known.stops | {tried.id: tried}
        taken = {name: self._stops[name].in_window(number) for name, number in sequence.windows}
        self._stops = self._stops | taken if taken else self._stops
        self._known, self._shift, self._sequence = known, shift, sequence
        self._matrix = known.matrices[shift.vehicle.profile]
        self._seconds, self._metres = known.travel[shift.vehicle.profile]
        self._steps = [step for trip in range(len(sequence.trips)) for step in self._trip(trip)]
        self._forwards()
        self._backwards()

    def gaps(self) -> Gaps:
        """Return the places behind the trips that have left."""
        trips, first = self._sequence.trips, len(self._shift.fixed)
        rows: list[_Row] = []
        for trip in range(first, len(trips)):
            rows += self._inside(trip)
        for trip in range(first, len(trips) + 1):
            rows += [self._own(trip, depot) for depot in self._shift.depots]
        names = ("before", "after", "leaves", "due", "departs", "departs_latest", "waited", "driven", "warms",
                 "too_many", "own", "length", "depot", "detour", "detour_metres")  # fmt: skip
        table = np.array([row for _, row, _ in rows], dtype=np.int64).reshape(-1, len(names))
        load = np.array([load for _, _, load in rows], dtype=np.int64).reshape(-1, 5)
        columns = dict(zip(names, table.T, strict=True))
        return Gaps(self._shift, tuple(gap for gap, _, _ in rows), columns, load, self._length(), not trips)

    def _length(self) -> int:
        return sum(self._length_of(trip) for trip in range(len(self._sequence.trips)))

    def _length_of(self, trip: int) -> int:
        path = (self._known.index[name] for name in self._sequence.trips[trip])
        places = [self._base(trip), *path, self._base(trip + 1)]
        if trip == 0:
            places = [self._known.depots[self._shift.depot], *places]
        return int(self._metres[places[:-1], places[1:]].sum())

    def _depot(self, trip: int) -> int:
        """Return the depot where a trip loads; behind the last one, where the shift ends."""
        path = self._sequence.trips[trip] if trip < len(self._sequence.trips) else ()
        return loaded_at(self._shift, self._stops[path[0]]) if path else self._shift.depot

    def _base(self, trip: int) -> int:
        return self._known.depots[self._depot(trip)]

    def _before(self, trip: int) -> int:
        """Return the last place before a trip begins."""
        if trip == 0:
            return self._known.depots[self._shift.depot]
        return self._known.index[self._sequence.trips[trip - 1][-1]]

    def _drive(self, here: int, there: int) -> int:
        return int(self._seconds[here, there]) if here != there else 0

    def _reached(self, origin: int, depot: int, clock: int) -> int:
        return clock if origin == depot else self._matrix.arrival(origin, depot, clock, to_door=False)

    def _there(self, step: _Step, clock: int) -> int:
        """Return when a step is reached by who departs to it at a moment."""
        if step.origin == step.place:
            return clock
        return self._matrix.arrival(step.origin, step.place, clock, to_door=step.what == "visit")

    def _trip(self, trip: int) -> list[_Step]:
        shift, known = self._shift, self._known
        fixed = shift.fixed[trip] if trip < len(shift.fixed) else None
        path, loading = self._sequence.trips[trip], shift.vehicle.loading_seconds
        not_before = 0 if fixed else shift.not_before
        stops = [self._stops[name] for name in path]
        packed = max((stop.release for stop in stops), default=0)
        here = self._base(trip)
        origin = self._before(0) if trip == 0 else here
        begun = max(self._reached(origin, here, not_before), packed - loading)
        load = _Step("load", trip, origin, here, self._drive(origin, here), loading, begun)
        if fixed:
            load.earliest = load.latest = fixed.departure - loading
        steps = [*self._pauses(trip, 0, not_before, here), load]
        for position, stop in enumerate(stops, start=1):
            there = known.index[stop.id]
            opens, closes = known.hours(shift, stop)
            way = int(self._seconds[here, there])
            step = _Step("visit", trip, here, there, way, stop.service_seconds, opens)
            step.latest = NEVER if fixed else closes
            step.cold = known.on_board(shift, stop.cold_limit)
            steps += [step, *self._pauses(trip, position, 0, there)]
            here = there
        home = self._base(trip + 1)
        return [*steps, _Step("return", trip, here, home, int(self._seconds[here, home]), 0)]

    def _pauses(self, trip: int, position: int, not_before: int, place: int) -> list[_Step]:
        taken: list[BreakAt] = [b for b in self._sequence.breaks if (b.trip, b.position) == (trip, position)]
        steps = []
        for one in taken:
            owed = self._shift.breaks[one.number]
            earliest = max(owed.window.earliest, not_before)
            steps.append(_Step("pause", trip, place, place, 0, owed.seconds, earliest, owed.window.latest))
        return steps

    def _forwards(self) -> None:
        clock = self._shift.hours.earliest
        for step in self._steps:
            left = step.what == "load" and step.trip < len(self._shift.fixed)
            step.begin = step.earliest if left else max(self._there(step, clock), step.earliest)
            clock = step.begin + step.lasts

    def _backwards(self) -> None:
        bound = self._shift.hours.latest
        for step in reversed(self._steps):
            step.bound = min(bound - step.lasts, step.latest)
            bound = step.bound
            if step.origin != step.place:
                door = step.what == "visit"
                bound = self._matrix.departure(step.origin, step.place, bound, to_door=door)

    def _inside(self, trip: int) -> list[_Row]:
        """List the places within a trip."""
        steps = [step for step in self._steps if step.trip == trip]
        begin = next(i for i, step in enumerate(steps) if step.what == "load")
        load = steps[begin]
        warms = self._warms(steps[begin:])
        total = np.array([self._stops[name].load.as_tuple() for name in self._sequence.trips[trip]])
        on_board = (*(int(x) for x in total.sum(axis=0)), len(total))
        length, depot = self._length_of(trip), self._depot(trip)
        rows: list[_Row] = []
        waited = position = driven = 0
        for number, (step, after) in enumerate(zip(steps[begin:], steps[begin + 1 :], strict=False)):
            if number:
                before = steps[begin + number - 1]
                waited += step.begin - self._there(step, before.begin + before.lasts)
                driven += step.drive + step.lasts
            position += step.what == "visit"
            if after.what == "pause":
                continue
            leaves = step.begin + step.lasts
            row = (step.place, after.place, leaves, after.bound, load.begin + load.lasts,
                   load.bound + load.lasts, waited, driven, warms[number + 1], 0, 0, length,
                   depot, 0, 0)  # fmt: skip
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

    def _own(self, trip: int, depot: int) -> _Row:
        """Describe a trip of its own that loads at a depot, before one of the trips or behind all."""
        shift, trips = self._shift, self._sequence.trips
        here, base, home = self._before(trip), self._known.depots[depot], self._base(trip)
        come = self._drive(here, base)
        begun = max(shift.hours.earliest, 0 if trip else shift.not_before)
        begun = begun if trip else self._reached(here, base, begun)
        left = [
            self._reached(here, base, before.begin + before.lasts)
            for before, step in pairwise(self._steps)
            if step.what == "return" and step.trip == trip - 1
        ]
        ready = max([begun, shift.not_before, *left])
        first = next((step.bound for step in self._steps if step.trip == trip), shift.hours.latest)
        departs = ready + shift.vehicle.loading_seconds
        too_many = max(0, len(trips) + 1 - shift.max_trips)
        detour = come + int(self._seconds[base, home]) - self._drive(here, home)
        come_metres, spared = int(self._metres[here, base]), int(self._metres[here, home])
        far = come_metres + int(self._metres[base, home]) - spared
        length = spared - (come_metres if trip else 0)
        row = (base, home, departs, first, departs, NEVER, 0, 0, NEVER, too_many, 1, length,
               depot, detour, far)  # fmt: skip
        return Gap(trip, -1), row, (0, 0, 0, 0, 0)
