"""Write a problem as a model of OR-Tools' routing library, and read its routes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from ortools.constraint_solver import pywrapcp

from dispatch.insertion import Insertions, TrialRoute
from dispatch.model import AN_HOUR, CENT, UNREACHABLE, Shift, Stop

_SHORTEST_TRIP: Final = 1200
"""Seconds that a trip takes at least, to bound the number of reload nodes."""

_RELOAD_TICKS: Final = CENT
"""A small price of each reload, or the library uses all there are."""

_ANY_NUMBER: Final = 1 << 20
"""Stops of a trip where nothing limits them."""

Trips = tuple[tuple[str, ...], ...]
"""Stops of each trip of a route that has not left."""


def free_trips(route: TrialRoute) -> Trips:
    """Return the trips of a route that have not left."""
    return route.sequence.trips[len(route.shift.fixed) :]


@dataclass(frozen=True, slots=True)
class _Ready:
    """Hold a shift as the model sees it: behind the trips that have left."""

    number: int
    shift: Shift
    clock: int
    end: int
    metres: int
    idle: int

    @classmethod
    def of(cls, number: int, bare: TrialRoute) -> "_Ready":
        shift, routes = bare.shift, bare.plan.routes
        back = routes[0].end if routes else 0
        clock = max(shift.hours.earliest, shift.not_before, back)
        begun = routes[0].start if routes else clock
        owed = sum(owed.seconds for owed in shift.breaks if owed.over < shift.hours.latest - begun)
        taken = sum(pause.end - pause.start for route in routes for pause in route.pauses)
        end = max(clock, shift.hours.latest - max(0, owed - taken))
        driven = sum(route.metres for route in routes)
        return cls(number, shift, clock, end, driven, clock - back if routes else 0)

    @property
    def open(self) -> bool:
        """Whether another trip can be begun."""
        loaded = self.clock + self.shift.vehicle.loading_seconds
        return loaded <= self.end and len(self.shift.fixed) < self.shift.max_trips


class Model:
    """Hold the library's model of some shifts and stops, and translate between its indices and ids.

    ``empty`` tells that there is nothing to decide; nothing else may be used then.
    """

    def __init__(
        self, known: Insertions, bare: Sequence[TrialRoute], shifts: Sequence[int], stops: Sequence[Stop]
    ) -> None:
        self._known = known
        rows = [_Ready.of(number, bare[number]) for number in shifts]
        self._shifts = [row for row in rows if row.open]
        windows = {stop.id: self._windows(stop) for stop in stops}
        self._windows_of = {stop: found for stop, found in windows.items() if found}
        self._stops = [stop for stop in stops if stop.id in self._windows_of]
        self.empty = not self._shifts or not self._stops
        if self.empty:
            return
        self._owner = [v for v, count in enumerate(self._reloads()) for _ in range(count)]
        places = [known.index[stop.id] for stop in self._stops]
        self._places = np.array([0, *places, *([0] * len(self._owner))], np.int64)
        self._manager = pywrapcp.RoutingIndexManager(len(self._places), len(self._shifts), 0)
        self.routing = pywrapcp.RoutingModel(self._manager)
        first = 1 + len(self._stops)
        self._index = {stop.id: self._manager.NodeToIndex(n) for n, stop in enumerate(self._stops, start=1)}
        self._reload_index = [self._manager.NodeToIndex(first + n) for n in range(len(self._owner))]
        self._add_costs()
        self._add_time()
        self._add_loads()
        self._add_range()
        for stop in self._stops:
            allowed = list(self._windows_of[stop.id])
            self.routing.AddDisjunction([self._index[stop.id]], (stop.drop_cents + self._ease(stop)) * CENT)
            if len(allowed) < len(self._shifts):
                self.routing.VehicleVar(self._index[stop.id]).SetValues([-1, *allowed])
        for index, vehicle in zip(self._reload_index, self._owner, strict=True):
            self.routing.AddDisjunction([index], 0)
            self.routing.VehicleVar(index).SetValues([-1, vehicle])

    def proposal(self, next_of: Callable[[int], int]) -> dict[int, Trips]:
        """Read the trips per shift, given the successor of every index."""
        ids = ["", *(stop.id for stop in self._stops), *([""] * len(self._owner))]
        found = {}
        for vehicle, row in enumerate(self._shifts):
            trips: list[list[str]] = [[]]
            index = next_of(self.routing.Start(vehicle))
            while not self.routing.IsEnd(index):
                stop = ids[self._manager.IndexToNode(index)]
                if stop:
                    trips[-1].append(stop)
                else:
                    trips.append([])
                index = next_of(index)
            found[row.number] = tuple(tuple(trip) for trip in trips if trip)
        return found

    def assignment(self, routes: Sequence[TrialRoute]) -> Any:
        """Write routes as the library's assignment, without those that its model forbids."""
        paths = [self._path(vehicle, routes[row.number]) for vehicle, row in enumerate(self._shifts)]
        start = self.routing.ReadAssignmentFromRoutes(paths, True)
        if start is not None:
            return start
        nothing: list[list[int]] = [[] for _ in paths]
        for vehicle, path in enumerate(paths):
            alone = [*nothing[:vehicle], path, *nothing[vehicle + 1 :]]
            if path and self.routing.ReadAssignmentFromRoutes(alone, True) is None:
                paths[vehicle] = []
        return self.routing.ReadAssignmentFromRoutes(paths, True)

    def _path(self, vehicle: int, route: TrialRoute) -> list[int]:
        """Write the trips of a route as indices, as far as the model knows its stops and has reloads."""
        spare = [i for i, owner in zip(self._reload_index, self._owner, strict=True) if owner == vehicle]
        path: list[int] = []
        for number, trip in enumerate(free_trips(route)):
            if number > len(spare):
                break
            path += [spare[number - 1]] if number else []
            path += [self._index[stop] for stop in trip if vehicle in self._windows_of.get(stop, ())]
        return path

    def _windows(self, stop: Stop) -> dict[int, tuple[int, int]]:
        """Return when the vehicles that may serve a stop longest may do so: it has one window for all."""
        windows = {}
        for vehicle, row in enumerate(self._shifts):
            limit, shift = self._known.limit(row.shift, stop.id), row.shift
            opens, closes = stop.hours.earliest, stop.hours.latest
            if limit and limit.window:
                opens, closes = max(opens, limit.window.earliest), min(closes, limit.window.latest)
            barred = limit is not None and limit.window is None
            if not barred and opens <= closes and stop.skills <= shift.skills:
                windows[vehicle] = (opens, closes)
        longest = max(windows.values(), key=lambda window: (window[1] - window[0], window), default=None)
        return {vehicle: window for vehicle, window in windows.items() if window == longest}

    def _reloads(self) -> list[int]:
        """Decide how many reload nodes each vehicle gets: enough for time and load, not more."""
        needed = np.array([_load(stop) for stop in self._stops]).sum(axis=0)
        fleet = np.array([_room(row.shift) for row in self._shifts]).sum(axis=0)
        rounds = max((int(-(-n // room)) for n, room in zip(needed, fleet, strict=True) if room), default=1)
        counts = []
        for row in self._shifts:
            trip = row.shift.vehicle.loading_seconds + _SHORTEST_TRIP
            trips_left = row.shift.max_trips - len(row.shift.fixed)
            in_time = (row.end - row.clock) // trip + 1
            counts.append(max(0, min(trips_left, in_time, 3 * rounds + 2, len(self._stops)) - 1))
        return counts

    def _evaluators(self, matrix_of: Callable[[Shift], tuple[object, Callable[[], Any]]]) -> list[int]:
        """Register one matrix for all vehicles that share it; return an evaluator for each vehicle."""
        made: dict[object, int] = {}
        for row in self._shifts:
            key, matrix = matrix_of(row.shift)
            if key not in made:
                made[key] = self.routing.RegisterTransitMatrix(matrix().tolist())
        return [made[matrix_of(row.shift)[0]] for row in self._shifts]

    def _legs(self, shift: Shift, what: int) -> NDArray[np.int64]:
        whole = self._known.travel[shift.vehicle.profile][what]
        return whole[np.ix_(self._places, self._places)].astype(np.int64)

    def _seconds(self, shift: Shift) -> NDArray[np.int64]:
        """Return what ways take: where hours differ, at the mean speed in the window of the door."""
        matrix = self._known.matrices[shift.vehicle.profile]
        if matrix.pace is None:
            return self._legs(shift, 0)
        usual = np.frombuffer(matrix.flat_seconds, np.int32).reshape(matrix.size, matrix.size)
        whole = [(shift.hours.earliest, shift.hours.latest)]
        doors = [next(iter(self._windows_of[stop.id].values())) for stop in self._stops]
        factors = np.array([matrix.pace.mean(*hours) for hours in whole + doors + whole * len(self._owner)])
        slower = usual[np.ix_(self._places, self._places)] * factors[None, :]
        seconds: NDArray[np.int64] = np.rint(slower).astype(np.int64)
        return seconds

    def _ease(self, stop: Stop) -> int:
        """Return by how much all prices of a stop are raised, in cents, so that none is below zero."""
        return max(0, *(-self._known.liking(row.shift, stop.id) for row in self._shifts))

    def _add_costs(self) -> None:
        def priced(shift: Shift) -> tuple[object, Callable[[], Any]]:
            per_metre = shift.vehicle.cents_per_km * (CENT // 1000)
            likings = tuple(self._known.liking(shift, stop.id) + self._ease(stop) for stop in self._stops)

            def matrix() -> NDArray[np.int64]:
                cost = self._legs(shift, 1) * per_metre
                cost[:, 1 : 1 + len(self._stops)] += np.array(likings, np.int64) * CENT
                cost[:, 1 + len(self._stops) :] += _RELOAD_TICKS
                return cost

            return (shift.vehicle.profile, per_metre, likings), matrix

        for vehicle, evaluator in enumerate(self._evaluators(priced)):
            row = self._shifts[vehicle]
            self.routing.SetArcCostEvaluatorOfVehicle(evaluator, vehicle)
            use = 0 if row.shift.fixed else row.shift.vehicle.use_cents * CENT
            idle = row.idle * row.shift.cents_per_hour * AN_HOUR
            self.routing.SetFixedCostOfVehicle(use + idle, vehicle)

    def _add_time(self) -> None:
        """Count time: of loading at the store, and of the beginning of service at a stop."""
        horizon = max(row.end for row in self._shifts) + 1
        service = np.array([0, *(stop.service_seconds for stop in self._stops), *([0] * len(self._owner))])

        def timed(shift: Shift) -> tuple[object, Callable[[], Any]]:
            loading = shift.vehicle.loading_seconds

            def matrix() -> NDArray[np.int64]:
                store = self._places == 0
                seconds: NDArray[np.int64] = self._seconds(shift) + np.where(store, loading, service)[:, None]
                seconds[np.ix_(store, store)] = 0
                return seconds

            return (shift.vehicle.profile, loading), matrix

        evaluators = self._evaluators(timed)
        self.routing.AddDimensionWithVehicleTransits(evaluators, horizon, horizon, False, "time")
        time_ = self.routing.GetDimensionOrDie("time")
        late_ticks = self._known.problem.late_cents_per_hour * AN_HOUR
        for stop in self._stops:
            opens, closes = next(iter(self._windows_of[stop.id].values()))
            place = self._known.index[stop.id]
            ways = (int(self._known.travel[row.shift.vehicle.profile][0][0, place]) for row in self._shifts)
            opens, closes = max(opens, stop.release + min(ways)), min(closes, horizon)
            index = self._index[stop.id]
            time_.CumulVar(index).SetRange(min(opens, closes), closes)
            for one, other in pairwise(stop.alternatives):
                if one.late_until + 1 < other.window.earliest:
                    time_.CumulVar(index).RemoveInterval(one.late_until + 1, other.window.earliest - 1)
            if told := stop.told:
                early, late = told.early_cents_per_hour * AN_HOUR, told.late_cents_per_hour * AN_HOUR
                time_.SetCumulVarSoftLowerBound(index, told.window.earliest, early)
                time_.SetCumulVarSoftUpperBound(index, told.window.latest, late)
            elif stop.window.latest < closes and late_ticks and not stop.alternatives:
                time_.SetCumulVarSoftUpperBound(index, stop.window.latest, late_ticks)
        for vehicle, row in enumerate(self._shifts):
            start = time_.CumulVar(self.routing.Start(vehicle))
            start.SetRange(row.clock, row.clock if row.shift.fixed else row.end)
            time_.CumulVar(self.routing.End(vehicle)).SetRange(row.clock, row.end)
            time_.SetSpanCostCoefficientForVehicle(row.shift.cents_per_hour * AN_HOUR, vehicle)
            self.routing.AddVariableMaximizedByFinalizer(start)

    def _add_loads(self) -> None:
        """Count what is on board in each dimension that can be short; a reload empties the vehicle."""
        rooms = [_room(row.shift) for row in self._shifts]
        for dimension in range(len(rooms[0])):
            room = [capacity[dimension] for capacity in rooms]
            demand = [0, *(_load(stop)[dimension] for stop in self._stops)]
            if sum(demand) <= min(room):
                continue
            demand += [-room[vehicle] for vehicle in self._owner]
            evaluator = self.routing.RegisterUnaryTransitVector(demand)
            name = f"load {dimension}"
            self.routing.AddDimensionWithVehicleCapacity(evaluator, max(room), room, True, name)
            load = self.routing.GetDimensionOrDie(name)
            for index in self._index.values():
                load.SlackVar(index).SetValue(0)
            for vehicle in range(len(self._shifts)):
                load.SlackVar(self.routing.Start(vehicle)).SetValue(0)

    def _add_range(self) -> None:
        if all(row.shift.vehicle.range_m is None for row in self._shifts):
            return
        ranges = [UNREACHABLE * 4 if (r := row.shift.vehicle.range_m) is None else r for row in self._shifts]
        room = [max(0, reach - row.metres) for reach, row in zip(ranges, self._shifts, strict=True)]
        evaluators = self._evaluators(lambda shift: (shift.vehicle.profile, lambda: self._legs(shift, 1)))
        self.routing.AddDimensionWithVehicleTransitAndCapacity(evaluators, 0, room, True, "range")


def _load(stop: Stop) -> tuple[int, ...]:
    """Return what a stop takes in each dimension: its load, and one of the stops that a trip may have."""
    return (*stop.load.as_tuple(), 1)


def _room(shift: Shift) -> tuple[int, ...]:
    most = shift.vehicle.max_stops
    return (*shift.vehicle.capacity.as_tuple(), _ANY_NUMBER if most is None else most)
