"""Write a problem as a model of OR-Tools' routing library.

Nodes are the store, the stops that some shift can serve, and for every further trip of a shift a
reload node of its own, where that vehicle is at the store. Times are those of loading (store) and start
of service (stops). Two models are made of one problem:

- the *rough* one has only what the library's insertion heuristics see (windows, loads, range, reloads),
  made somewhat stricter: it gives a first proposal in no time;
- the *full* one also counts the time since loading, which gives release times and cold limits, windows
  that differ by vehicle, and breaks. It starts from a solution.

What is still not as ``docs/objective.md`` has it: breaks are paid.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from ortools.constraint_solver import pywrapcp

from dispatch.model import CENT
from dispatch.solving.kernels import fields as f

_RELOAD_TICKS = CENT
"""A small price of each reload, or the library uses all there are."""

_SHORTEST_TRIP = 1200
"""Seconds that a trip takes at least, to bound the number of reload nodes."""


class Model:
    """Hold the library's model and translate between its indices and our nodes.

    Parameters
    ----------
    data
        The problem.
    late_cents_per_hour
        Price of lateness.
    stops
        Nodes that may be served at all, in the order in which the library shall number them.
    shifts
        Shifts that may be used.
    full
        Whether to write the full model.

    ``empty`` tells that there is nothing to decide; nothing else may be used then.
    """

    def __init__(
        self,
        data: f.Data,
        late_cents_per_hour: int,
        stops: Sequence[int],
        shifts: Sequence[int],
        *,
        full: bool,
    ) -> None:
        self._data = data
        self._late_ticks = late_cents_per_hour * CENT // 3600
        self._full = full
        shift = data.shift
        self.shifts = [s for s in shifts if shift[s, f.MAX_TRIPS] > 0 and _open(shift[s])]
        self.kinds = [int(shift[s, f.KIND]) for s in self.shifts]
        allowed = {node: self._allowed(node) for node in stops}
        self.stops = [node for node in stops if allowed[node]]
        self.empty = not self.shifts or not self.stops
        if self.empty:
            return
        reloads = _reloads(data, self.shifts, self.stops)
        self._owner = [v for v, count in enumerate(reloads) for _ in range(count)]
        self._places = np.array([0, *self.stops, *([0] * len(self._owner))], np.int64)
        self.manager = pywrapcp.RoutingIndexManager(len(self._places), len(self.shifts), 0)
        self.routing = pywrapcp.RoutingModel(self.manager)
        self._index = {node: self.manager.NodeToIndex(n) for n, node in enumerate(self.stops, start=1)}
        self._reload_index = [
            self.manager.NodeToIndex(1 + len(self.stops) + n) for n in range(len(self._owner))
        ]
        self._horizon = int(max((shift[s, f.END] for s in self.shifts), default=0)) + 1
        self._add_costs()
        self._add_time()
        self._add_loads()
        self._add_range()
        for node in self.stops:
            self.routing.AddDisjunction([self._index[node]], int(data.stop[node, f.DROP]))
            if len(allowed[node]) < len(self.shifts):
                self.routing.VehicleVar(self._index[node]).SetValues([-1, *allowed[node]])
        for index, vehicle in zip(self._reload_index, self._owner, strict=True):
            self.routing.AddDisjunction([index], 0)
            self.routing.VehicleVar(index).SetValues([-1, vehicle])
        if full:
            self._add_windows_by_vehicle()
            self._add_time_since_loading()
            self._add_breaks()

    def proposal(self, next_of: Any) -> list[list[list[int]]]:
        """Read the trips per shift, given the successor of every index."""
        trips: list[list[list[int]]] = [[] for _ in range(len(self._data.shift))]
        for vehicle, shift in enumerate(self.shifts):
            trip: list[int] = []
            index = next_of(self.routing.Start(vehicle))
            while not self.routing.IsEnd(index):
                node = int(self._places[self.manager.IndexToNode(index)])
                if node:
                    trip.append(node)
                elif trip:
                    trips[shift].append(trip)
                    trip = []
                index = next_of(index)
            if trip:
                trips[shift].append(trip)
        return trips

    def assignment(self, trips: Sequence[Sequence[Sequence[int]]]) -> Any:
        """Write trips per shift as the library's assignment; None if the model forbids them."""
        routes = []
        for vehicle, shift in enumerate(self.shifts):
            spare = [i for i, owner in zip(self._reload_index, self._owner, strict=True) if owner == vehicle]
            route: list[int] = []
            for number, trip in enumerate(trips[shift]):
                if number:
                    if not spare:
                        return None
                    route.append(spare.pop(0))
                route += [self._index[node] for node in trip]
            routes.append(route)
        return self.routing.ReadAssignmentFromRoutes(routes, True)

    def _allowed(self, node: int) -> list[int]:
        """List the vehicles that may serve a stop; in the rough model only those that may longest."""
        windows = [tuple(self._data.window[kind, node].tolist()) for kind in self.kinds]
        open_ = [v for v, w in enumerate(windows) if w[f.HARD] >= w[f.EARLIEST]]
        if self._full or not open_:
            return open_
        longest = max((windows[v] for v in open_), key=lambda w: (w[f.HARD] - w[f.EARLIEST], w))
        return [v for v in open_ if windows[v] == longest]

    def _per_vehicle(self, matrix_of: Any) -> list[int]:
        """Register one matrix for all vehicles that share it; return an evaluator for each vehicle."""
        made: dict[object, int] = {}
        evaluators = []
        for shift in self.shifts:
            key, matrix = matrix_of(shift)
            if key not in made:
                made[key] = self.routing.RegisterTransitMatrix(matrix().tolist())
            evaluators.append(made[key])
        return evaluators

    def _legs(self, shift: int, what: int) -> f.Ints:
        leg = self._data.leg[self._data.shift[shift, f.PROFILE], :, :, what]
        return leg[np.ix_(self._places, self._places)].astype(np.int64)

    def _add_costs(self) -> None:
        reload_from = 1 + len(self.stops)

        def priced(shift: int) -> tuple[object, Any]:
            per_metre = int(self._data.shift[shift, f.PER_METRE])

            def matrix() -> f.Ints:
                cost = self._legs(shift, 1) * per_metre
                cost[:, reload_from:] += _RELOAD_TICKS
                return cost

            return (int(self._data.shift[shift, f.PROFILE]), per_metre), matrix

        for vehicle, evaluator in enumerate(self._per_vehicle(priced)):
            row = self._data.shift[self.shifts[vehicle]]
            self.routing.SetArcCostEvaluatorOfVehicle(evaluator, vehicle)
            use = 0 if row[f.FIXED] else int(row[f.USE])
            idle = int(row[f.CLOCK] - row[f.FIXED_BACK]) if row[f.FIXED] else 0
            self.routing.SetFixedCostOfVehicle(use + idle * int(row[f.PER_SECOND]), vehicle)

    def _timed(self, shift: int) -> tuple[object, Any]:
        """Return what a shift's times depend on, and how to make the matrix."""
        data = self._data
        loading = int(data.shift[shift, f.LOADING])

        def matrix() -> f.Ints:
            at_store = self._places == 0
            spend = np.where(at_store, loading, data.stop[self._places, f.SERVICE])
            seconds: f.Ints = self._legs(shift, 0) + spend[:, None]
            seconds[np.ix_(at_store, at_store)] = 0
            return seconds

        return (int(data.shift[shift, f.PROFILE]), loading), matrix

    def _add_time(self) -> None:
        data, horizon = self._data, self._horizon
        evaluators = self._per_vehicle(self._timed)
        self.routing.AddDimensionWithVehicleTransits(evaluators, horizon, horizon, False, "time")
        self.time = time = self.routing.GetDimensionOrDie("time")
        for node in self.stops:
            earliest, hard, priced = self._window(node)
            index = self._index[node]
            time.CumulVar(index).SetRange(min(earliest, hard), hard)
            if priced < hard and self._late_ticks:
                time.SetCumulVarSoftUpperBound(index, priced, self._late_ticks)
        for vehicle, shift in enumerate(self.shifts):
            row = data.shift[shift]
            clock, end = int(row[f.CLOCK]), int(row[f.END])
            if not self._full:
                end = max(clock, end - self._owed_at_most(shift))
            start = time.CumulVar(self.routing.Start(vehicle))
            start.SetRange(clock, clock if row[f.FIXED] else end)
            time.CumulVar(self.routing.End(vehicle)).SetRange(clock, end)
            time.SetSpanCostCoefficientForVehicle(int(row[f.PER_SECOND]), vehicle)
            self.routing.AddVariableMaximizedByFinalizer(start)

    def _window(self, node: int) -> tuple[int, int, int]:
        """Return earliest, hard end and end without lateness over the vehicles of the model."""
        data = self._data
        windows = [data.window[self.kinds[v], node] for v in self._allowed(node)]
        earliest = int(min(w[f.EARLIEST] for w in windows))
        shortest = min(int(data.leg[data.shift[s, f.PROFILE], 0, node, 0]) for s in self.shifts)
        earliest = max(earliest, int(data.stop[node, f.RELEASE]) + shortest)
        hard = int(max(w[f.HARD] for w in windows))
        return earliest, min(hard, self._horizon), int(windows[0][f.PRICED])

    def _owed_at_most(self, shift: int) -> int:
        """Add up the breaks that a route of this shift may owe."""
        data, row = self._data, self._data.shift[shift]
        begun = row[f.FIXED_FROM] if row[f.FIXED] else row[f.CLOCK]
        numbers = range(int(row[f.FIXED_TAKEN]) + 1, int(row[f.BREAKS]))
        pauses = [data.pause[shift, b] for b in numbers]
        return int(sum(p[f.PAUSE] for p in pauses if p[f.OVER] < row[f.END] - begun))

    def _add_loads(self) -> None:
        data, routing = self._data, self.routing
        largest = data.shift[:, f.ROOM : f.ROOM + 4]
        for dimension in range(4):
            demand = data.stop[self._places, f.CRATES + dimension]
            room = [int(largest[s, dimension]) for s in self.shifts]
            if not room or demand.sum() <= min(room):
                continue
            vector = demand.copy()
            vector[1 + len(self.stops) :] = [-room[v] for v in self._owner]
            name = f"load {dimension}"
            evaluator = routing.RegisterUnaryTransitVector(vector.tolist())
            routing.AddDimensionWithVehicleCapacity(evaluator, max(room), room, True, name)
            load = routing.GetDimensionOrDie(name)
            for index in self._index.values():
                load.SlackVar(index).SetValue(0)
            for vehicle in range(len(self.shifts)):
                load.SlackVar(routing.Start(vehicle)).SetValue(0)

    def _add_range(self) -> None:
        rows = [self._data.shift[s] for s in self.shifts]
        if all(row[f.RANGE] >= f.FAR for row in rows):
            return
        room = [max(0, int(min(row[f.RANGE] - row[f.FIXED_METRES], 1 << 40))) for row in rows]
        evaluators = self._per_vehicle(
            lambda shift: (int(self._data.shift[shift, f.PROFILE]), lambda: self._legs(shift, 1))
        )
        self.routing.AddDimensionWithVehicleTransitAndCapacity(evaluators, 0, room, True, "range")

    def _add_windows_by_vehicle(self) -> None:
        """Hold each vehicle to its own window where they differ."""
        solver = self.routing.solver()
        for node in self.stops:
            windows = [self._data.window[kind, node] for kind in self.kinds]
            if len({(int(w[f.EARLIEST]), int(w[f.HARD])) for w in windows}) == 1:
                continue
            begin = self.time.CumulVar(self._index[node])
            vehicle = self.routing.VehicleVar(self._index[node]) + 1
            solver.Add(begin >= solver.Element([0, *(int(w[f.EARLIEST]) for w in windows)], vehicle))
            latest = [self._horizon, *(int(min(w[f.HARD], self._horizon)) for w in windows)]
            solver.Add(begin <= solver.Element(latest, vehicle))

    def _add_time_since_loading(self) -> None:
        """Count from loading on, for cold limits and release times."""
        data, routing, horizon = self._data, self.routing, self._horizon
        cooled = [bool(data.shift[s, f.COOLED]) for s in self.shifts]
        loading = [int(data.shift[s, f.LOADING]) for s in self.shifts]
        cold = {n for n in self.stops if data.stop[n, f.COLD] < f.FAR and not all(cooled)}
        released = {n for n in self.stops if data.stop[n, f.RELEASE] > min(self._clocks(), default=0)}
        if not cold | released:
            return
        since, solver = self._since_dimension(), routing.solver()
        for node in self.stops:
            index = self._index[node]
            elapsed, vehicle = since.CumulVar(index), routing.VehicleVar(index) + 1
            if node in cold:
                limit = int(data.stop[node, f.COLD])
                limits = [horizon, *(horizon if cools else limit for cools in cooled)]
                solver.Add(elapsed <= solver.Element(limits, vehicle))
            if node in released:
                release = int(data.stop[node, f.RELEASE])
                starts = [-horizon, *(release - seconds for seconds in loading)]
                solver.Add(self.time.CumulVar(index) - elapsed >= solver.Element(starts, vehicle))

    def _since_dimension(self) -> Any:
        """Add the dimension that is 0 at each loading and keeps step with time between."""
        routing, horizon = self.routing, self._horizon

        def reset(shift: int) -> tuple[object, Any]:
            key, matrix = self._timed(shift)

            def lowered() -> f.Ints:
                seconds: f.Ints = matrix()
                seconds[1 + len(self.stops) :] -= horizon
                return seconds

            return key, lowered

        evaluators = self._per_vehicle(reset)
        routing.AddDimensionWithVehicleTransits(evaluators, horizon, horizon, False, "since")
        since, solver = routing.GetDimensionOrDie("since"), routing.solver()
        for index in self._index.values():
            solver.Add(since.SlackVar(index) == self.time.SlackVar(index))
        for index in self._reload_index:
            solver.Add(since.SlackVar(index) + since.CumulVar(index) == horizon)
        for vehicle in range(len(self.shifts)):
            since.CumulVar(routing.Start(vehicle)).SetValue(0)
            since.SlackVar(routing.Start(vehicle)).SetValue(0)
        return since

    def _clocks(self) -> list[int]:
        return [int(self._data.shift[s, f.CLOCK] + self._data.shift[s, f.LOADING]) for s in self.shifts]

    def _add_breaks(self) -> None:
        """Ask the breaks that may be owed of every vehicle."""
        data, solver = self._data, self.routing.solver()
        for vehicle, shift in enumerate(self.shifts):
            row = data.shift[shift]
            begun = row[f.FIXED_FROM] if row[f.FIXED] else row[f.CLOCK]
            intervals: list[Any] = []
            for number in range(int(row[f.FIXED_TAKEN]) + 1, int(row[f.BREAKS])):
                pause = [int(cell) for cell in data.pause[shift, number]]
                if pause[f.OVER] >= row[f.END] - begun:
                    continue
                name = f"break {vehicle} {number}"
                interval = solver.FixedDurationIntervalVar(
                    pause[f.FROM], pause[f.UNTIL], pause[f.PAUSE], True, name
                )
                start = self.time.CumulVar(self.routing.Start(vehicle))
                end = self.time.CumulVar(self.routing.End(vehicle))
                worked = end - start + (int(row[f.CLOCK] - begun - row[f.FIXED_PAUSE]) if row[f.FIXED] else 0)
                solver.Add(worked <= pause[f.OVER] + self._horizon * interval.PerformedExpr())
                if intervals:
                    solver.Add(interval.StartsAfterEnd(intervals[-1]))
                intervals.append(interval)
            if intervals:
                loading = int(row[f.LOADING])
                spend = [loading] * self.routing.Size()
                for node, index in self._index.items():
                    spend[index] = int(data.stop[node, f.SERVICE])
                self.time.SetBreakIntervalsOfVehicle(intervals, vehicle, spend)


def _open(row: f.Ints) -> bool:
    return bool(row[f.CLOCK] + row[f.LOADING] <= row[f.END])


def _reloads(data: f.Data, shifts: Sequence[int], stops: Sequence[int]) -> list[int]:
    """Decide how many reload nodes each vehicle gets: enough for time and load, not more."""
    total = data.stop[np.array(stops), f.CRATES : f.CRATES + 4].sum(axis=0)
    fleet = data.shift[np.array(shifts), f.ROOM : f.ROOM + 4].sum(axis=0)
    rounds = max((int(-(-need // room)) for need, room in zip(total, fleet, strict=True) if room), default=1)
    counts = []
    for shift in shifts:
        row = data.shift[shift]
        in_time = int(row[f.END] - row[f.CLOCK]) // (int(row[f.LOADING]) + _SHORTEST_TRIP) + 1
        counts.append(max(0, min(int(row[f.MAX_TRIPS]), in_time, 3 * rounds + 2, len(stops)) - 1))
    return counts
