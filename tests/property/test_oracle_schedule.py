"""The scheduler against the checker, against a naive clock, and against all starts there are."""

import random

from daymaker import HOUR, Traits, fill, problems, random_problem, random_solution
from hypothesis import given, settings

from dispatch.checking import check
from dispatch.model import Problem, Route, RouteSequence, Shift, Solution
from dispatch.scheduling import schedule

ARITHMETIC = {"TIMES", "COSTS", "ACCOUNTS", "UNKNOWN", "TWICE", "FIXED", "RELEASE", "TRIPS"}
"""What no solution may break, feasible or not, because the scheduler itself sees to it."""


def feasible(problem: Problem, solution: Solution) -> bool:
    return not check(problem, schedule(problem, solution))


@settings(max_examples=150)
@given(problems(max_stops=12))
def test_any_solution_is_timed_consistently(drawn):
    seed, problem = drawn
    solution = random_solution(random.Random(seed), problem)
    found = check(problem, schedule(problem, solution))
    assert not [violation for violation in found if violation.cause in ARITHMETIC]


@settings(max_examples=60)
@given(problems(max_stops=10))
def test_the_checker_finds_nothing_in_feasible_plans(drawn):
    seed, problem = drawn
    plan = schedule(problem, fill(random.Random(seed), problem, feasible))
    assert check(problem, plan) == ()
    served = sum(len(trip.visits) for route in plan.routes for trip in route.trips)
    assert served + len(plan.unserved) == len(problem.stops)


class Clock:
    """Drive a route at once, as early as possible, from a given first loading: no cleverness at all."""

    def __init__(self, problem: Problem, shift: Shift, order: RouteSequence) -> None:
        self.problem, self.shift, self.order = problem, shift, order
        self.places = problem.index()
        self.matrix = problem.matrix(shift.vehicle.profile)
        self.windows = {r.stop: r.window for r in problem.restrictions if r.vehicle == shift.vehicle.id}

    def drive(self, first: int) -> tuple[int, dict[str, int], dict[int, int], int]:
        """Return last return, service starts, break starts, and when the first loading began."""
        now, starts, pauses, began = first, {}, {}, None
        for number, trip in enumerate(self.order.trips):
            fixed = self.shift.fixed[number] if number < len(self.shift.fixed) else None
            if not fixed:
                now = max(now, self.shift.not_before)
            now = self.rest(number, 0, now, pauses)
            stops = [self.problem.stops[self.places[s] - 1] for s in trip]
            home, here = loads_at(self.problem, self.shift, self.order, number)
            left = now
            if number == 0 and home != here:
                now = self.matrix.arrival(home, here, now, to_door=False)
            approach = now - left
            now = max(now + self.shift.vehicle.loading_seconds, *(s.release for s in stops))
            if fixed:
                now = fixed.departure
            if began is None:
                began = now - self.shift.vehicle.loading_seconds
                if approach:
                    began = self.matrix.departure(home, here, began, to_door=False)
            for position, stop in enumerate(stops, start=1):
                there = self.places[stop.id]
                window = self.windows.get(stop.id)
                arrival = self.matrix.arrival(here, there, now, to_door=True)
                now = max(arrival, stop.window.earliest)
                now = max(now, window.earliest) if window else now
                now = max(now, waits_until(self.problem, self.shift, self.order, number, position))
                starts[stop.id] = now
                now, here = self.rest(number, position, now + stop.service_seconds, pauses), there
            home = loads_at(self.problem, self.shift, self.order, number + 1)[1]
            now = self.matrix.arrival(here, home, now, to_door=False)
        return now, starts, pauses, began or 0

    def rest(self, trip: int, position: int, now: int, pauses: dict[int, int]) -> int:
        for taken in self.order.breaks:
            if (taken.trip, taken.position) == (trip, position):
                owed = self.shift.breaks[taken.number]
                pauses[taken.number] = max(now, owed.window.earliest)
                now = pauses[taken.number] + owed.seconds
        return now


def loads_at(problem: Problem, shift: Shift, order: RouteSequence, trip: int) -> tuple[int, int]:
    """Return the places where a shift begins, and where a trip loads (behind the last: begins)."""
    depots = [0, *range(len(problem.stops) + 1, len(problem.stops) + len(problem.depots))]
    depot = shift.depot
    if trip < len(order.trips):
        asked = problem.stops[problem.index()[order.trips[trip][0]] - 1].depot
        depot = shift.depot if asked is None else asked
    return depots[shift.depot], depots[depot]


def waits_until(problem: Problem, shift: Shift, order: RouteSequence, trip: int, position: int) -> int:
    """Return until when a courier waits at a stop because of what its customer was told; 0 if not at all."""
    stop = problem.stops[problem.index()[order.trips[trip][position - 1]] - 1]
    waiting = shift.cents_per_hour + problem.wait_cents_per_hour
    early = stop.told.early_cents_per_hour if stop.told else 0
    if trip < len(shift.fixed) or stop.told is None or early == 0 or waiting > early:
        return 0
    low, until = -(1 << 24), stop.told.window.earliest
    while low < until:  # the last moment at which all behind it begins in time if nobody waits
        tried = (low + until + 1) // 2
        if _in_time(problem, shift, order, (trip, position), tried):
            low = tried
        else:
            until = tried - 1
    return until


def _in_time(
    problem: Problem, shift: Shift, order: RouteSequence, place: tuple[int, int], moment: int
) -> bool:
    """Tell whether all begins in time that is done from a place of a route on, one thing after the other."""
    places, matrix = problem.index(), problem.matrix(shift.vehicle.profile)
    now, here, held = moment, 0, True
    for trip in range(place[0], len(order.trips)):
        for position in range(place[1] if trip == place[0] else 0, len(order.trips[trip]) + 1):
            if position:
                name = order.trips[trip][position - 1]
                if (trip, position) != place:
                    now = matrix.arrival(here, places[name], now, to_door=True)
                held &= now <= _end(problem, shift, name)
                now, here = now + problem.stops[places[name] - 1].service_seconds, places[name]
            for taken in order.breaks:
                if (taken.trip, taken.position) == (trip, position):
                    held &= now <= shift.breaks[taken.number].window.latest
                    now += shift.breaks[taken.number].seconds
            if not position:  # a break at the store comes before loading
                now += shift.vehicle.loading_seconds
        home = loads_at(problem, shift, order, trip + 1)[1]
        now, here = matrix.arrival(here, home, now, to_door=False), home
    return held and now <= shift.hours.latest


def starts_of(route: Route) -> dict[str, int]:
    return {visit.stop: visit.start for trip in route.trips for visit in trip.visits}


@settings(max_examples=150)
@given(problems(max_stops=9))
def test_postponing_makes_nothing_later_than_it_may_be(drawn):
    """Against driving as early as possible: no later finish, no further lateness, no longer work."""
    seed, problem = drawn
    solution = random_solution(random.Random(seed), problem)
    problem = problem.in_windows(solution.windows)
    orders = {order.shift: order for order in solution.routes}
    for route in schedule(problem, solution).routes:
        clock = Clock(problem, route.shift, orders[route.shift.id])
        finish, early, rests, began = clock.drive(route.shift.hours.earliest)
        if route.end != finish:  # when it is quieter on the road
            assert clock.matrix.pace
            paused = sum(pause.end - pause.start for pause in route.pauses)
            assert route.work_seconds <= finish - began - paused - 60
            assert finish < route.end <= max(finish, route.shift.hours.latest)
        for stop, start in starts_of(route).items():
            end = _end(problem, route.shift, stop)
            assert early[stop] <= start <= max(end, early[stop])
        for pause in route.pauses:
            assert pause.start <= max(route.shift.breaks[pause.number].window.latest, rests[pause.number])
        assert route.start >= began


@settings(max_examples=60)
@given(problems(max_stops=5, traits=Traits(fixed=False, gaps=False)))
def test_the_start_is_the_best_of_all_starts(drawn):
    """Every second from the earliest loading to two hours later is tried."""
    seed, problem = drawn
    solution = random_solution(random.Random(seed), problem)
    problem = problem.in_windows(solution.windows)
    orders = {order.shift: order for order in solution.routes}
    for route in schedule(problem, solution).routes:
        clock = Clock(problem, route.shift, orders[route.shift.id])
        finish, early, rests, began = clock.drive(route.shift.hours.earliest)
        paused = sum(pause.end - pause.start for pause in route.pauses)
        best = finish - began - paused
        for first in range(began, began + 2 * HOUR, 7):
            end, starts, pauses, begins = clock.drive(first)
            limits = [max(_end(problem, route.shift, s), early[s]) for s in starts]
            held = all(at <= limit for at, limit in zip(starts.values(), limits, strict=True))
            held &= all(at <= max(route.shift.breaks[n].window.latest, rests[n]) for n, at in pauses.items())
            if held and end <= finish:
                best = min(best, end - begins - paused)
        assert route.work_seconds <= best
        assert route.work_seconds >= best - 7 or route.start > began + 2 * HOUR - 7


def _end(problem: Problem, shift: Shift, stop: str) -> int:
    one = problem.stops[problem.index()[stop] - 1]
    end = min(one.window.latest, one.told.window.latest if one.told else one.window.latest)
    for limit in problem.restrictions:
        if (limit.vehicle, limit.stop) == (shift.vehicle.id, stop) and limit.window:
            end = min(end, limit.window.latest)
    return end


def test_the_generator_makes_problems_that_can_be_served():
    served = stops = 0
    for seed in range(30):
        rng = random.Random(seed)
        problem = random_problem(rng, stops=8, shifts=3)
        served += len(fill(rng, problem, feasible).served())
        stops += len(problem.stops)
    assert served > stops // 2


@settings(max_examples=100)
@given(problems(max_stops=9))
def test_no_trip_could_leave_a_second_later(drawn):
    """A second later, the return or a break or a stop would be later than it may."""
    seed, problem = drawn
    solution = random_solution(random.Random(seed), problem)
    problem = problem.in_windows(solution.windows)
    orders = {order.shift: order for order in solution.routes}
    for route in schedule(problem, solution).routes:
        clock = Clock(problem, route.shift, orders[route.shift.id])
        for number, trip in list(enumerate(route.trips))[len(route.shift.fixed) :]:
            order = orders[route.shift.id]
            now, here, held = trip.departure + 1, loads_at(problem, route.shift, order, number)[1], True
            for position, visit in enumerate(trip.visits, start=1):
                there = clock.places[visit.stop]
                stop = problem.stops[there - 1]
                window = clock.windows.get(stop.id)
                now = max(clock.matrix.arrival(here, there, now, to_door=True), stop.window.earliest)
                now = max(now, window.earliest) if window else now
                now = max(now, waits_until(problem, route.shift, orders[route.shift.id], number, position))
                held &= now <= max(_end(problem, route.shift, stop.id), visit.start)
                pauses: dict[int, int] = {}
                now, here = clock.rest(number, position, now + stop.service_seconds, pauses), there
                was = {pause.number: pause.start for pause in route.pauses}
                held &= all(
                    at <= max(route.shift.breaks[n].window.latest, was[n]) for n, at in pauses.items()
                )
            home = loads_at(problem, route.shift, order, number + 1)[1]
            assert not held or clock.matrix.arrival(here, home, now, to_door=False) > trip.arrival
