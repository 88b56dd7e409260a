"""Who is to deliver what, with what, in which place: as terms of the problem, and whether a plan keeps it.

That a courier is to deliver an order, or is not to, is a skill that only this courier has, or that only this
one lacks: so search, checker and explanations know it. That orders go in one trip, or that one is the first
or the last of a courier's rest of the day, is arranged in the solution.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

from dispatch.day.news import Turn
from dispatch.day.state import DayState
from dispatch.model import Plan, Problem, Shift, Solution, Stop, Violation
from dispatch.model.names import among, own

Judge = Callable[[Problem, Solution], tuple[Plan, tuple[Violation, ...]]]
"""Schedule a solution and check the plan."""

_BY, _NOT_BY = "only:", "not:"


class Wish(StrEnum):
    """Name what was wished."""

    GIVE = "give"
    FIRST = "first"
    LAST = "last"
    KEEP = "keep"
    TOGETHER = "together"
    LOCK = "lock"


@dataclass(frozen=True, slots=True)
class Unkept:
    """Name a wish that a plan does not keep.

    Parameters
    ----------
    wish
        What was wished.
    receipts
        For which orders; none for a lock.
    courier, vehicle
        Of whom, and what they drive; for a lock what was locked.
    """

    wish: Wish
    receipts: tuple[str, ...]
    courier: str = ""
    vehicle: str = ""


def stops_with_wishes(
    stops: Sequence[Stop], shifts: Sequence[Shift], state: DayState, released: Collection[str] = ()
) -> tuple[Stop, ...]:
    """Ask of stops that the courier who was wished serves them.

    A courier who does not work cannot be asked for; the wish is then told as one that is not kept.

    Parameters
    ----------
    stops
        Those that are free to be planned.
    shifts
        Of the day.
    state
        What the book says.
    released
        Receipts whose wishes are not asked for.
    """
    working = {shift.courier for shift in shifts if len(shift.fixed) < shift.max_trips}
    named = _names(shifts)
    wishing = []
    for stop in stops:
        asked = set(stop.skills)
        for receipt in stop.receipt_ids:
            if receipt in released:
                continue
            courier, _ = state.given.get(receipt, ("", Turn.ANY))
            if courier in working:
                asked.add(_BY + named[courier])
            asked |= {_NOT_BY + named[name] for name in state.kept.get(receipt, ()) if name in named}
        wishing.append(replace(stop, skills=frozenset(asked)))
    return tuple(wishing)


def shifts_with_wishes(shifts: Sequence[Shift], state: DayState) -> tuple[Shift, ...]:
    """Let each shift answer to the couriers that are wished or not wished."""
    wanted = {courier for courier, _ in state.given.values()}
    unwanted = {name for names in state.kept.values() for name in names}
    named = _names(shifts)
    return tuple(
        replace(
            shift,
            skills=shift.skills
            | {_BY + named[name] for name in wanted if name == shift.courier}
            | {_NOT_BY + named[name] for name in unwanted if name in named and name != shift.courier},
        )
        for shift in shifts
    )


def _names(shifts: Sequence[Shift]) -> dict[str, str]:
    """Name couriers without naming them: by the route of their first shift."""
    return {shift.courier: f"R{n}" for n, shift in reversed(list(enumerate(shifts, 1)))}


def wishes_among_stores(problems: Mapping[str, Problem]) -> list[Problem]:
    """Return the problems of stores, by name, with wishes that name a courier by his store as well.

    So days of several stores can be one problem: whom a store does not wish is one of its own, and the
    couriers of all others may.
    """
    named = [_renamed(problem, partial(among, store)) for store, problem in problems.items()]
    asked = [
        frozenset(skill for stop in problem.stops for skill in stop.skills if skill.startswith(_NOT_BY))
        for problem in named
    ]
    made = []
    for number, problem in enumerate(named):
        others = frozenset[str]().union(*asked[:number], *asked[number + 1 :])
        shifts = tuple(replace(shift, skills=shift.skills | others) for shift in problem.shifts)
        made.append(replace(problem, shifts=shifts))
    return made


def wishes_of_store(problem: Problem, store: str) -> Problem:
    """Return a store's part of such a problem with its own wishes; others see to theirs."""
    head = among(store, "")
    return _renamed(problem, lambda name: own(store, name) if name.startswith(head) else None)


def _renamed(problem: Problem, rename: Callable[[str], str | None]) -> Problem:
    """Name the couriers of wishes otherwise; a wish of one without a name is taken off."""

    def skills(of: Stop | Shift) -> frozenset[str]:
        found = set()
        for skill in of.skills:
            prefix = next((one for one in (_BY, _NOT_BY) if skill.startswith(one)), "")
            name = rename(skill.removeprefix(prefix)) if prefix else skill
            if name is not None:
                found.add(prefix + name)
        return frozenset(found)

    return replace(
        problem,
        stops=tuple(replace(stop, skills=skills(stop)) for stop in problem.stops),
        shifts=tuple(replace(shift, skills=skills(shift)) for shift in problem.shifts),
    )


def unkept(
    problem: Problem, solution: Solution, state: DayState, free: Collection[str]
) -> tuple[Unkept, ...]:
    """List the wishes that a solution does not keep.

    Parameters
    ----------
    problem, solution
        As they are.
    state
        What the book says.
    free
        Receipts that were free to be placed; what has left is past wishing.
    """
    driven = {shift.courier: shift.vehicle.id for shift in reversed(problem.shifts)}
    found = _unkept(_Places(problem, solution), state, frozenset(free))
    return tuple(replace(one, vehicle=driven.get(one.courier, "")) for one in found)


def arrange(problem: Problem, solution: Solution, state: DayState, judge: Judge) -> Solution:
    """Bring orders into one trip, and to the front or the end, where that breaks nothing.

    Of all ways to do so the cheapest is taken, a wish at a time; a wish that no way keeps is left.
    """
    places = _Places(problem, solution)
    fixed = problem.fixed_stops
    for group in state.together:
        stops = list(dict.fromkeys(s for r in group if (s := places.stop_of.get(r)) and s not in fixed))
        served = [stop for stop in stops if stop in solution.served()]
        if len(served) > 1:
            solution = _cheapest(problem, solution, _gathered(problem, solution, served), judge)
    for receipt, (courier, turn) in state.given.items():
        stop = places.stop_of.get(receipt)
        if stop and stop not in fixed and stop in solution.served() and turn is not Turn.ANY:
            ways = _put_at_turn(problem, solution, stop, courier, turn)
            solution = _cheapest(problem, solution, ways, judge)
    return solution


def _unkept(places: "_Places", state: DayState, free: frozenset[str]) -> Iterator[Unkept]:
    for receipt, (courier, turn) in state.given.items():
        if receipt not in free:
            continue
        if places.courier(receipt) != courier:
            yield Unkept(Wish.GIVE, (receipt,), courier)
        elif turn is not Turn.ANY and not places.at_turn(receipt, turn, state):
            yield Unkept(Wish(turn.value), (receipt,), courier)
    for receipt, names in state.kept.items():
        if receipt in free and places.courier(receipt) in names:
            yield Unkept(Wish.KEEP, (receipt,), places.courier(receipt))
    for group in state.together:
        here = [receipt for receipt in group if receipt in free and places.trip(receipt)]
        if len({places.trip(receipt) for receipt in here}) > 1:
            yield Unkept(Wish.TOGETHER, tuple(here))
    for lock in state.locks:
        news = state.fleet.couriers.get(lock.shift)
        if news is not None and news.stopped is not None:
            yield Unkept(Wish.LOCK, (), lock.what)


class _Places:
    """Look up where a solution has an order."""

    def __init__(self, problem: Problem, solution: Solution) -> None:
        self.stop_of = {receipt: stop.id for stop in problem.stops for receipt in stop.receipt_ids}
        couriers = {shift.id: shift.courier for shift in problem.shifts}
        fixed = {shift.id: len(shift.fixed) for shift in problem.shifts}
        self._trip: dict[str, tuple[str, int]] = {}
        self._courier: dict[str, str] = {}
        self._ahead: dict[str, list[str]] = {}
        for route in solution.routes:
            ahead = self._ahead.setdefault(couriers[route.shift], [])
            for number, trip in enumerate(route.trips):
                for stop in trip:
                    self._trip[stop] = (route.shift, number)
                    self._courier[stop] = couriers[route.shift]
                if number >= fixed[route.shift]:
                    ahead += trip

    def courier(self, receipt: str) -> str:
        """Return who brings an order; empty if nobody does."""
        return self._courier.get(self.stop_of.get(receipt, ""), "")

    def trip(self, receipt: str) -> tuple[str, int] | None:
        """Return the shift and the trip of an order."""
        return self._trip.get(self.stop_of.get(receipt, ""))

    def at_turn(self, receipt: str, turn: Turn, state: DayState) -> bool:
        """Tell whether an order is among the first or the last that its courier brings from now on."""
        courier = self.courier(receipt)
        alike = {self.stop_of.get(r) for r, wish in state.given.items() if wish == (courier, turn)}
        ahead = self._ahead.get(courier, [])
        count = len([stop for stop in ahead if stop in alike])
        part = ahead[:count] if turn is Turn.FIRST else ahead[-count:]
        return self.stop_of.get(receipt) in part


def _gathered(problem: Problem, solution: Solution, stops: Sequence[str]) -> Iterator[Solution]:
    """Yield the solutions in which stops are in one trip that has one of them already."""
    fixed = {shift.id: len(shift.fixed) for shift in problem.shifts}
    for route in solution.routes:
        for number, trip in enumerate(route.trips):
            if number >= fixed[route.shift] and any(stop in trip for stop in stops):
                others = [stop for stop in stops if stop not in trip]
                yield from _inserted(solution, others, route.shift, number)


def _inserted(solution: Solution, stops: Sequence[str], shift: str, number: int) -> Iterator[Solution]:
    """Yield the solutions in which stops go together in a trip, at each place of it."""
    if not stops:
        yield solution
        return
    trip = next(route for route in solution.routes if route.shift == shift).trips[number]
    first, *rest = stops
    for place in range(len(trip) + 1):
        made = _moved(solution, first, shift, number, place)
        if made is not None:
            last = made
            for stop in rest:
                again = _moved(last, stop, shift, _trip_of(last, shift, first), place + 1)
                last = again or last
            yield last


def _put_at_turn(
    problem: Problem, solution: Solution, stop: str, courier: str, turn: Turn
) -> Iterator[Solution]:
    """Yield the solutions in which a stop is the first or the last of what a courier still brings."""
    fixed = {shift.id: len(shift.fixed) for shift in problem.shifts}
    of_courier = {shift.id for shift in problem.shifts if shift.courier == courier}
    for route in solution.routes:
        ahead = range(fixed[route.shift], len(route.trips))
        if route.shift in of_courier and ahead:
            number = ahead[0] if turn is Turn.FIRST else ahead[-1]
            place = 0 if turn is Turn.FIRST else len(route.trips[number])
            made = _moved(solution, stop, route.shift, number, place)
            if made is not None:
                yield made


def _trip_of(solution: Solution, shift: str, stop: str) -> int:
    route = next(route for route in solution.routes if route.shift == shift)
    return next(number for number, trip in enumerate(route.trips) if stop in trip)


def _moved(solution: Solution, stop: str, shift: str, number: int, place: int) -> Solution | None:
    """Put a stop at a place of a trip and take it out of where it was; None where that empties a trip."""
    routes, taken = [], solution.windows
    for route in solution.routes:
        trips = [list(trip) for trip in route.trips]
        for n, trip in enumerate(trips):
            if stop in trip:
                if n == number and route.shift == shift and trip.index(stop) < place:
                    place -= 1
                trip.remove(stop)
        if route.shift == shift:
            trips[number].insert(place, stop)
        if not all(trips):
            if route.breaks:
                return None
            trips = [trip for trip in trips if trip]
        if trips:
            windows = route.windows
            if route.shift == shift and stop in taken and stop not in dict(windows):
                windows = (*windows, (stop, taken[stop]))
            routes.append(replace(route, trips=tuple(tuple(trip) for trip in trips), windows=windows))
    return replace(solution, routes=tuple(routes))


def _cheapest(problem: Problem, solution: Solution, ways: Iterator[Solution], judge: Judge) -> Solution:
    """Return the cheapest of some solutions that breaks nothing; the one that stands if none does."""
    best: tuple[int, int] | None = None
    chosen = solution
    for rank, way in enumerate(ways):
        try:
            plan, violations = judge(problem, way)
        except ValueError:
            continue  # a break hangs on a place that is gone
        worth = (plan.totals.cost.ticks, rank)
        if not violations and (best is None or worth < best):
            best, chosen = worth, way
    return chosen
