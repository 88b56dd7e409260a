"""Give every stop of a solution its times, and every route its cost.

``docs/objective.md`` holds the rules. A route is written as one flat line of steps (load, visit,
pause, return); a pass over it gives the times. A later start makes nothing earlier, so how far it may be
moved is found by a pass backwards.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from dispatch.model import (
    AN_HOUR,
    CENT,
    Cost,
    Load,
    Pace,
    Pause,
    Plan,
    Problem,
    Route,
    RouteSequence,
    Shift,
    Solution,
    Stop,
    TimeWindow,
    Totals,
    TravelMatrix,
    Trip,
    Visit,
    loaded_at,
)

_KM_TICKS = CENT // 1000
_NEVER = 1 << 60
_ANY_TIME = TimeWindow(0, _NEVER)
_WORTH_WAITING = 60
"""Seconds of work that must be saved for a route to begin later than it might, in quieter hours."""


def schedule(problem: Problem, solution: Solution) -> Plan:
    """Compute the plan that follows from a solution, feasible or not.

    Raises
    ------
    ValueError
        If the solution names a stop, window, shift, trip or break that the problem does not have.
    """
    timer = _Timer(problem)
    number = {shift.id: n for n, shift in enumerate(problem.shifts)}
    unknown = [sequence.shift for sequence in solution.routes if sequence.shift not in number]
    if unknown:
        raise ValueError(f"the solution names unknown shifts: {', '.join(unknown)}")
    sequences = sorted(
        (sequence for sequence in solution.routes if sequence.trips),
        key=lambda sequence: number[sequence.shift],
    )
    routes = tuple(
        timer.route(f"R{number[o.shift] + 1}", problem.shifts[number[o.shift]], o) for o in sequences
    )
    served = solution.served()
    unserved = tuple(stop for stop in problem.stops if stop.id not in served)
    orders_served = sum(len(stop.orders) for stop in problem.stops if stop.id in served)
    return Plan(routes, unserved, _totals(routes, unserved, orders_served))


class _Step(NamedTuple):
    """Do one thing: ``drive`` seconds to get there at the usual speed, then ``lasts`` seconds.

    It begins no earlier than ``earliest``; ``fixed_at`` overrides everything (a fixed trip's
    loading). Postponing goes no further than ``latest``, or than where it began if that is later.
    It is ``wanted`` to begin no earlier, as far as that hurts nobody.
    """

    what: Literal["load", "visit", "pause", "return"]
    trip: int
    lasts: int
    drive: int = 0
    metres: int = 0
    earliest: int = 0
    latest: int = _NEVER
    fixed_at: int | None = None
    stop: Stop | None = None
    wanted: int = 0
    number: int = 0
    position: int = 0
    pace: Pace | None = None

    def reached(self, clock: int) -> int:
        """Return when it is reached by who departs to it at a moment."""
        if self.pace is None:
            return clock + self.drive
        return self.pace.arrival(clock, self.drive, to_door=self.what == "visit")

    def left(self, clock: int) -> int:
        """Return when to depart to it at the latest to be there by a moment."""
        if self.pace is None:
            return clock - self.drive
        return self.pace.departure(clock, self.drive, to_door=self.what == "visit")


class _Timer:
    """Hold what the routes of one problem share."""

    def __init__(self, problem: Problem) -> None:
        self._late_ticks = problem.late_cents_per_hour * AN_HOUR
        self._stops = {stop.id: stop for stop in problem.stops}
        self._places = problem.index()
        self._travel = {matrix.profile: matrix for matrix in problem.travel}
        self._windows = {(r.vehicle, r.stop): r.window for r in problem.restrictions if r.window}
        self._problem = problem
        self._affinities = {(one.shift, one.stop): one.cents for one in problem.affinities}

    def route(self, name: str, shift: Shift, sequence: RouteSequence) -> Route:
        """Time one route."""
        steps = self._steps(shift, sequence)
        begins = _forward(steps, shift.hours.earliest)
        loads = [i for i, step in enumerate(steps) if step.what == "load"]
        if not shift.fixed:
            first = loads[0]
            moved = _start(steps[first:], begins[first:], shift.hours.latest)
            begins[first:] = _forward(steps[first:], moved)
        for load, end in zip(loads, [*loads[1:], len(steps)], strict=True):
            if steps[load].fixed_at is not None:
                continue
            stop = load + next(i for i, step in enumerate(steps[load:end]) if step.what == "return") + 1
            moved = _latest_begin(steps[load:stop], begins[load:stop])
            begins[load:stop] = _forward(steps[load:stop], moved)
        return self._route(name, shift, steps, begins)

    def _steps(self, shift: Shift, sequence: RouteSequence) -> list[_Step]:
        """Write a route as one line of steps."""
        for taken in sequence.breaks:
            if not (
                0 <= taken.number < len(shift.breaks)
                and 0 <= taken.trip < len(sequence.trips)
                and 0 <= taken.position <= len(sequence.trips[taken.trip])
            ):
                raise ValueError(f"route {shift.id} takes a break that does not exist: {taken}")
        steps = [step for n in range(len(sequence.trips)) for step in self._trip_steps(shift, sequence, n)]
        if any(step.wanted for step in steps):
            _wait(steps, shift.hours.latest)
        return steps

    def _trip_steps(self, shift: Shift, sequence: RouteSequence, trip: int) -> list[_Step]:
        fixed = shift.fixed[trip] if trip < len(shift.fixed) else None
        taken = dict(sequence.windows)
        stops = [self._known(shift, stop).in_window(taken.get(stop)) for stop in sequence.trips[trip]]
        loading, not_before = shift.vehicle.loading_seconds, 0 if fixed else shift.not_before
        packed = max((stop.release for stop in stops), default=0)
        matrix = self._travel[shift.vehicle.profile]
        steps = _pauses(shift, sequence, trip, 0, not_before)
        here, home = self._loads_at(shift, sequence, trip), self._problem.depot_place(shift.depot)
        # Only the first trip has a way to where it loads: else the trip before has led there.
        come = here if trip else home
        load = _Step(
            "load",
            trip,
            loading,
            matrix.seconds(come, here) if come != here else 0,
            matrix.metres(come, here) if come != here else 0,
            fixed_at=fixed.departure - loading if fixed else None,
            pace=matrix.pace,
        )
        steps.append(load._replace(earliest=max(load.reached(not_before), packed - loading)))
        for position, stop in enumerate(stops, start=1):
            there = self._places[stop.id]
            steps.append(self._visit(shift, stop, trip, matrix, here, there))
            steps += _pauses(shift, sequence, trip, position, 0)
            here = there
        last = trip == len(sequence.trips) - 1
        there = home if last else self._loads_at(shift, sequence, trip + 1)
        way = matrix.seconds(here, there), matrix.metres(here, there)
        steps.append(_Step("return", trip, 0, *way, pace=matrix.pace))
        return steps

    def _depot(self, shift: Shift, stops: Sequence[str]) -> int:
        """Return the depot where a trip loads."""
        return loaded_at(shift, self._known(shift, stops[0])) if stops else shift.depot

    def _loads_at(self, shift: Shift, sequence: RouteSequence, trip: int) -> int:
        """Return the place of the depot where a trip loads."""
        return self._problem.depot_place(self._depot(shift, sequence.trips[trip]))

    def _known(self, shift: Shift, stop: str) -> Stop:
        if stop not in self._stops:
            raise ValueError(f"route {shift.id} visits an unknown stop: {stop}")
        return self._stops[stop]

    def _visit(
        self, shift: Shift, stop: Stop, trip: int, matrix: TravelMatrix, here: int, there: int
    ) -> _Step:
        limit = self._windows.get((shift.vehicle.id, stop.id), _ANY_TIME)
        earliest = max(stop.window.earliest, limit.earliest)
        latest = min(stop.window.latest - stop.margin_seconds, limit.latest)
        wanted = 0
        if stop.told:
            latest = min(latest, stop.told.window.latest)
            an_hour = shift.cents_per_hour + self._problem.wait_cents_per_hour
            if max(1, an_hour) <= stop.told.early_cents_per_hour and trip >= len(shift.fixed):
                wanted = stop.told.window.earliest
        return _Step(
            "visit",
            trip,
            stop.service_seconds,
            matrix.seconds(here, there),
            matrix.metres(here, there),
            earliest,
            latest,
            stop=stop,
            wanted=wanted,
            pace=matrix.pace,
        )

    def _route(self, name: str, shift: Shift, steps: list[_Step], begins: list[int]) -> Route:
        """Read the route off its timed steps."""
        pauses = tuple(
            Pause(step.number, step.trip, step.position, begin, begin + step.lasts)
            for step, begin in zip(steps, begins, strict=True)
            if step.what == "pause"
        )
        trips = []
        for trip in range(steps[-1].trip + 1):
            timed = [(s, b) for s, b in zip(steps, begins, strict=True) if s.trip == trip]
            load = next(i for i, (step, _) in enumerate(timed) if step.what == "load")
            visited = [step.stop.id for step, _ in timed if step.stop is not None]
            trips.append(_trip(timed[load:], self._depot(shift, visited)))
        work = trips[-1].arrival - trips[0].loading_start + trips[0].approach_seconds
        work -= sum(p.end - p.start for p in pauses)
        late = sum(visit.late for trip in trips for visit in trip.visits)
        visits = [visit for trip in trips for visit in trip.visits]
        hungry = sum(0 < pause.position < len(trips[pause.trip].visits) for pause in pauses)
        cost = Cost(
            use=shift.vehicle.use_cents * CENT,
            work=max(work, shift.least_paid_seconds) * shift.cents_per_hour * AN_HOUR,
            distance=sum(trip.metres for trip in trips) * shift.vehicle.cents_per_km * _KM_TICKS,
            lateness=late * self._late_ticks,
            affinity=sum(self._affinities.get((shift.id, visit.stop), 0) for visit in visits) * CENT,
            told=sum(self._outside_told(visit) for visit in visits),
            waiting=_waited(trips, pauses) * self._problem.wait_cents_per_hour * AN_HOUR,
            breaks=hungry * self._problem.break_on_road_cents * CENT,
        )
        return Route(name, shift, tuple(trips), pauses, work, cost)

    def _outside_told(self, visit: Visit) -> int:
        """Return what it costs that a visit misses the window told, in ticks."""
        told = self._stops[visit.stop].told
        return told.price(visit.start) if told else 0


def _waited(trips: Sequence[Trip], pauses: Sequence[Pause]) -> int:
    """Add up the seconds on the road that are neither driving nor service nor break."""
    away = sum(t.arrival - t.departure - t.drive_seconds + t.approach_seconds for t in trips)
    served = sum(visit.departure - visit.start for trip in trips for visit in trip.visits)
    return away - served - sum(pause.end - pause.start for pause in pauses if pause.position > 0)


def _pauses(shift: Shift, sequence: RouteSequence, trip: int, position: int, not_before: int) -> list[_Step]:
    """Make the steps of the breaks taken at one position."""
    return [
        _Step(
            "pause",
            trip,
            shift.breaks[taken.number].seconds,
            earliest=max(shift.breaks[taken.number].window.earliest, not_before),
            latest=shift.breaks[taken.number].window.latest,
            number=taken.number,
            position=position,
        )
        for taken in sequence.breaks
        if (taken.trip, taken.position) == (trip, position)
    ]


def _forward(steps: Sequence[_Step], clock: int) -> list[int]:
    """Begin every step as early as possible from a clock reading on."""
    begins = []
    for step in steps:
        begin = step.fixed_at if step.fixed_at is not None else max(step.reached(clock), step.earliest)
        begins.append(begin)
        clock = begin + step.lasts
    return begins


def _wait(steps: list[_Step], end: int) -> None:
    """Wait for what was told as long as everything behind can begin by its end, and the route end in time."""
    easy = end
    for number in reversed(range(len(steps))):
        step = steps[number]
        easy = min(easy - step.lasts, step.latest)
        if step.wanted:
            steps[number] = step._replace(earliest=max(step.earliest, min(step.wanted, easy)))
        easy = step.left(easy)


def _latest_begin(steps: Sequence[_Step], begins: Sequence[int], end: int | None = None) -> int:
    """Return when to depart to the first step at the latest: no limit, nor the end given, is passed.

    Without an end it is where the steps end now.
    """
    bound = begins[-1] + steps[-1].lasts if end is None else end
    for step, begin in zip(reversed(steps), reversed(begins), strict=True):
        bound = step.left(min(bound - step.lasts, max(step.latest, begin)))
    return bound


def _start(steps: Sequence[_Step], begins: Sequence[int], latest: int) -> int:
    """Return when a route starts: as late as its end allows, or when it is quieter on the road.

    Where hours differ, a later departure may shorten the work by more than it delays the end.
    """
    start = _latest_begin(steps, begins)
    load = steps[0]
    if load.pace is None:
        return start
    end = begins[-1]
    shortest, most = end - start, end - start - _WORTH_WAITING
    last = _latest_begin(steps, begins, max(end, latest))
    for relief in load.pace.reliefs:
        tried = load.left(relief - load.lasts)
        if start < tried <= last:
            moved = _forward(steps, tried)
            tried = _latest_begin(steps, moved)
            if moved[-1] - tried <= min(most, shortest - 1):
                start, shortest = tried, moved[-1] - tried
    return start


def _trip(timed: list[tuple[_Step, int]], depot: int) -> Trip:
    """Read a trip off its timed steps, from loading to return."""
    load, loading_start = timed[0]
    back, arrival = timed[-1]
    approach = loading_start - load.left(loading_start)
    stops = [step.stop for step, _ in timed if step.stop is not None]
    on_board = total = sum((stop.load for stop in stops), Load())
    visits, drive = [], approach
    clock = departure = loading_start + load.lasts
    for step, begin in timed[1:]:
        arrived, left = step.reached(clock), clock
        drive += arrived - left
        if step.stop is not None:
            on_board -= step.stop.load
            visits.append(
                Visit(
                    stop=step.stop.id,
                    arrival=arrived,
                    start=begin,
                    departure=begin + step.lasts,
                    late=max(0, begin - step.stop.window.latest),
                    drive_seconds=arrived - left,
                    metres=step.metres,
                    cold_seconds=begin - loading_start,
                    load_left=on_board,
                    window=step.stop.number,
                )
            )
        clock = begin + step.lasts
    return Trip(
        loading_start,
        departure,
        arrival,
        tuple(visits),
        total,
        drive,
        sum(step.metres for step, _ in timed),
        arrived - left,
        back.metres,
        depot,
        approach,
        load.metres,
    )


def _totals(routes: tuple[Route, ...], unserved: tuple[Stop, ...], orders: int) -> Totals:
    """Add up the routes."""
    trips = [trip for route in routes for trip in route.trips]
    visits = [visit for trip in trips for visit in trip.visits]
    pauses = [pause for route in routes for pause in route.pauses]
    left_behind = Cost(unserved=sum(stop.drop_cents for stop in unserved) * CENT)
    return Totals(
        routes=len(routes),
        trips=len(trips),
        stops=len(visits),
        orders=orders,
        metres=sum(trip.metres for trip in trips),
        drive_seconds=sum(trip.drive_seconds for trip in trips),
        service_seconds=sum(visit.departure - visit.start for visit in visits),
        wait_seconds=sum(visit.wait for visit in visits),
        break_seconds=sum(pause.end - pause.start for pause in pauses),
        work_seconds=sum(route.work_seconds for route in routes),
        late_seconds=sum(visit.late for visit in visits),
        cost=sum((route.cost for route in routes), left_behind),
    )
