"""Look things of the problem up, and compare figures."""

from collections.abc import Iterator
from dataclasses import fields, replace

from dispatch.model import Breach, Cost, Problem, Restriction, Shift, Stop, Violation, Visit, Where
from dispatch.model.facts import count, term

TICKS_PER_CENT = 18_000


class Known:
    """Look things of the problem up."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.shifts: dict[str, Shift] = {}
        for shift in problem.shifts:
            self.shifts[shift.id] = shift
        self.stops: dict[str, tuple[int, Stop]] = {}
        for row, stop in enumerate(problem.stops):
            self.stops[stop.id] = (row + 1, stop)
        further = range(1, len(problem.more_depots) + 1)
        self.depots: tuple[int, ...] = (0, *(len(problem.stops) + number for number in further))
        self.limits: dict[tuple[str, str], Restriction] = {}
        for limit in problem.restrictions:
            self.limits[limit.vehicle, limit.stop] = limit
        self.affinities: dict[tuple[str, str], int] = {}
        for liking in problem.affinities:
            self.affinities[liking.shift, liking.stop] = liking.cents

    def visited(self, visit: Visit) -> Stop:
        """Return the stop of a visit, in the one of its windows that is taken."""
        stop = self.stops[visit.stop][1]
        if visit.window is None:
            return stop
        taken = stop.alternatives[visit.window]
        return replace(stop, window=taken.window, late_until=taken.late_until)


def differs(breach: Breach, where: Where, what: str, stated: int, expected: int) -> Iterator[Violation]:
    """Compare a figure with what it should be; ``what`` is the key of its name."""
    if stated != expected:
        told = (term("what", f"figure.{what}"), count("stated", stated), count("expected", expected))
        yield Violation(breach, where, abs(stated - expected), told)


def cost_differences(where: Where, stated: Cost, expected: Cost) -> Iterator[Violation]:
    """Compare a cost with what it should be, term by term."""
    if stated == expected:
        return
    for part in fields(Cost):
        has, should = getattr(stated, part.name), getattr(expected, part.name)
        yield from differs(Breach.COSTS_DIFFER, where, f"cost.{part.name}", has, should)
