"""Look things of the problem up, and compare sums of money."""

from collections.abc import Iterator
from dataclasses import fields

from dispatch.model import Cost, Problem, Restriction, Shift, Stop, Violation

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
        self.limits: dict[tuple[str, str], Restriction] = {}
        for limit in problem.restrictions:
            self.limits[limit.vehicle, limit.stop] = limit


def cost_differences(where: str, stated: Cost, expected: Cost) -> Iterator[Violation]:
    """Compare a cost with what it should be, term by term."""
    for term in fields(Cost):
        has, should = getattr(stated, term.name), getattr(expected, term.name)
        if has != should:
            yield Violation(
                "COSTS", where, abs(has - should), f"{term.name} is {has} ticks, should be {should}"
            )
