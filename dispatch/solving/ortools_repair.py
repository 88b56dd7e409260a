"""Keep what may be driven of a proposal, and put the rest where it fits best.

The routing library does not know every rule to the letter. What it proposes is therefore taken over
only as far as the program's own evaluation allows it: nothing leaves here that may not be driven.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dispatch.model import BreakAt, Problem, RouteSequence, Shift, Solution
from dispatch.ports import Progress
from dispatch.solving.kernels import fields as f
from dispatch.solving.layout import lay_out
from dispatch.solving.preparation import prepared_kernels

Row = list[int]
"""The nodes of one route as :mod:`dispatch.solving.kernels.fields` writes them."""

_BEAM = 10
_DEAREST_LAYINGS = 5
"""How many places for a stop are tried with the breaks laid anew."""


@dataclass(frozen=True, slots=True)
class Priced:
    """Hold a route that may be driven, with its ticks."""

    row: Row
    ticks: int


class Repair:
    """Judge and mend routes of one problem.

    Parameters
    ----------
    problem
        What to plan.
    progress
        Is told if the compiled code must be made first.
    """

    def __init__(self, problem: Problem, progress: Progress) -> None:
        prepared_kernels(progress)
        from dispatch.solving.kernels.evaluation import evaluate

        self._evaluate = evaluate
        self.problem = problem
        self.data = lay_out(problem)
        places = problem.index()
        settled = {places[stop] for shift in problem.shifts for trip in shift.fixed for stop in trip.stops}
        self.free = [node for node in range(1, len(problem.stops) + 1) if node not in settled]
        self.idle = [Priced([0], self._price(shift, [0])[0]) for shift in range(len(problem.shifts))]

    def mend(
        self, proposal: Sequence[Sequence[Sequence[int]]], known: Sequence[Priced] | None = None
    ) -> list[Priced]:
        """Turn proposed trips of nodes, per shift, into routes that may be driven, and fill them up.

        Parameters
        ----------
        proposal
            Trips of each shift.
        known
            Routes as they were; those that are proposed again are not looked at anew.
        """
        was = self.trips(known) if known else []
        routes = [
            known[shift] if known and was[shift] == trips else self._build(shift, trips)
            for shift, trips in enumerate(proposal)
        ]
        self.fill(routes)
        return routes

    def left(self, routes: Sequence[Priced]) -> set[int]:
        """Return the nodes in no route."""
        return set(self.free).difference(*(route.row for route in routes))

    def ticks(self, routes: Sequence[Priced]) -> int:
        """Add up what routes cost, the price of the stops in none of them included."""
        left = self.left(routes)
        return sum(route.ticks for route in routes) + sum(int(self.data.stop[n, f.DROP]) for n in left)

    def trips(self, routes: Sequence[Priced]) -> list[list[list[int]]]:
        """Read the trips of nodes off the rows."""
        return [[[n for n in trip if n > 0] for trip in _split(route.row)] for route in routes]

    def solution(self, routes: Sequence[Priced]) -> Solution:
        """Write the routes as a solution, trips that have left already in front."""
        pairs = zip(self.problem.shifts, routes, strict=True)
        orders = [self._order(shift, route.row) for shift, route in pairs]
        return Solution(tuple(order for order in orders if order.trips))

    def fill(self, routes: list[Priced]) -> None:
        """Insert the stops in no route, dearest first, each where it costs least, if that pays."""
        left = self.left(routes)
        for node in sorted(left, key=lambda node: (-int(self.data.stop[node, f.DROP]), node)):
            limit = int(self.data.stop[node, f.DROP])
            best = None
            for shift, route in enumerate(routes):
                if found := self._insert(shift, route, node, limit):
                    best, limit = (shift, found), found.ticks - route.ticks
            if best:
                routes[best[0]] = best[1]

    def _insert(self, shift: int, route: Priced, node: int, limit: int) -> Priced | None:
        """Find the cheapest way to put a stop into a route for less than ``limit`` ticks."""
        tried = []
        for row in _insertions(route.row, node):
            ticks, missing = self._price(shift, row)
            if ticks - route.ticks < limit:
                tried.append((ticks, missing, row))
        tried.sort(key=lambda one: one[:2])
        best, laid = None, 0
        for ticks, missing, row in tried:
            if missing == 0:
                if best is None or ticks < best.ticks:
                    best = Priced(row, ticks)
                break
            if laid < _DEAREST_LAYINGS:
                laid += 1
                again = self._lay(shift, row)
                if again and again.ticks - route.ticks < limit and (not best or again.ticks < best.ticks):
                    best = again
        return best

    def _price(self, shift: int, row: Row) -> tuple[int, int]:
        """Return cost in ticks and the number of breaks missing; ``FAR`` if it may not be driven."""
        cost, missing = self._evaluate(self.data, shift, np.array([row], np.int64), 0, len(row))
        borne = missing * int(self.data.shift[shift, f.PER_OWED])
        return int(cost) - borne, int(missing)

    def _build(self, shift: int, trips: Sequence[Sequence[int]]) -> Priced:
        """Drive as much of the proposed trips as may be, in their order."""
        whole = [0, *(node for trip in trips if trip for node in (*trip, 0))]
        if laid := self._lay(shift, whole):
            return laid
        built = self.idle[shift]
        for trip in trips:
            opened = False
            for node in trip:
                row = [*built.row[:-1], node, 0] if opened else [*built.row, node, 0]
                ticks, missing = self._price(shift, row)
                found = Priced(row, ticks) if ticks < f.FAR and not missing else self._lay(shift, row)
                if found:
                    built, opened = found, True
        return built

    def _lay(self, shift: int, row: Row) -> Priced | None:
        """Lay the breaks of a route where they cost least; None if it may not be driven at all."""
        bare = [node for node in row if node >= 0]
        ticks, missing = self._price(shift, bare)
        if ticks >= f.FAR or not missing:
            return Priced(bare, ticks) if ticks < f.FAR else None
        beam = [(missing, ticks, 0, bare)]
        first, last = int(self.data.shift[shift, f.FIXED_TAKEN]) + 1, int(self.data.shift[shift, f.BREAKS])
        for number in range(first, last):
            grown = list(beam)
            for _, _, behind, path in beam:
                for at, longer in _break_places(path, number, behind):
                    ticks, missing = self._price(shift, longer)
                    if ticks < f.FAR:
                        grown.append((missing, ticks, at, longer))
            beam = sorted(grown)[:_BEAM]
        missing, ticks, _, path = beam[0]
        return None if missing else Priced(path, ticks)

    def _order(self, shift: Shift, row: Row) -> RouteSequence:
        trips = [trip.stops for trip in shift.fixed]
        breaks = [taken for trip in shift.fixed for taken in trip.breaks]
        for path in _split(row):
            stops: list[str] = []
            for node in path:
                if node > 0:
                    stops.append(self.problem.stops[node - 1].id)
                elif node % 2:
                    breaks.append(BreakAt((-node - 1) // 2, len(trips), len(stops)))
                else:
                    breaks.append(BreakAt((-node - 1) // 2, len(trips), 0))
            trips.append(tuple(stops))
        return RouteSequence(shift.id, tuple(trips), tuple(breaks))


def _split(row: Row) -> list[Row]:
    """Cut a row into trips; breaks at the store come first in the trip they precede."""
    trips: list[Row] = []
    waiting: Row = []
    path: Row = []
    for node in row[1:]:
        if node == 0:
            trips.append(path)
            path, waiting = waiting, []
        elif node < 0 and node % 2 == 0:
            waiting.append(node)
        else:
            path.append(node)
    return trips


def _insertions(row: Row, node: int) -> Iterator[Row]:
    """Yield a row with a stop at every place, also as a trip of its own."""
    for at in range(1, len(row)):
        at_store_already = row[at - 1] < 0 and row[at - 1] % 2 == 0
        if not at_store_already:
            yield [*row[:at], node, *row[at:]]
    for at, here in enumerate(row, start=1):
        if here == 0:
            yield [*row[:at], node, 0, *row[at:]]


def _break_places(row: Row, number: int, behind: int) -> Iterator[tuple[int, Row]]:
    """Yield every place for a break after position ``behind``, with the row it gives."""
    door, store = -(2 * number + 1), -(2 * number + 2)
    for at in range(max(2, behind + 1), len(row) - 1):
        before, after = row[at - 1], row[at]
        at_store_already = before < 0 and before % 2 == 0
        if before != 0 and not at_store_already:
            yield at, [*row[:at], door, *row[at:]]
        if after == 0 and before != 0:
            yield at, [*row[:at], store, *row[at:]]
