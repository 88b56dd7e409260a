"""Try a stop at the promising places of one route, in a problem cut down to that route."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dispatch.insertion.breaks import with_breaks, without_breaks
from dispatch.insertion.gaps import Gap, Gaps
from dispatch.insertion.rating import Insertions, Rating
from dispatch.model import (
    Cause,
    Plan,
    Problem,
    RouteSequence,
    Shift,
    Solution,
    Stop,
    Violation,
)

Judge = Callable[[Problem, Solution], tuple[Plan, tuple[Violation, ...]]]
"""Schedule a solution and check the plan."""

_PAUSES = 6
"""Places at which a break that becomes owed is tried."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Hold a place for a stop in a route as tried.

    Parameters
    ----------
    sequence
        The route with the stop in it.
    plan
        Times and costs of that route alone.
    violations
        What it breaks; empty if it fits.
    trip
        Index of the trip the stop is in.
    """

    sequence: RouteSequence
    plan: Plan
    violations: tuple[Violation, ...]
    trip: int

    @property
    def ticks(self) -> int:
        """What the route costs."""
        return sum(route.cost.ticks for route in self.plan.routes)


@dataclass(frozen=True)
class TrialRoute:
    """Hold one shift and its route, and make a small problem of them with each stop that is tried.

    Parameters
    ----------
    known
        The whole day.
    shift, sequence
        The shift and its route.
    judge
        Schedules and checks.
    planned
        The times of the route, if they are known already.
    """

    known: Insertions
    shift: Shift
    sequence: RouteSequence
    judge: Judge
    planned: Plan | None = None

    @classmethod
    def of(
        cls, known: Insertions, shift: Shift, sequence: RouteSequence | None, judge: Judge
    ) -> "TrialRoute":
        """Take the route of a shift; ``sequence`` is None if it has no route."""
        return cls(known, shift, sequence or RouteSequence.begun(shift), judge)

    @cached_property
    def plan(self) -> Plan:
        """The times of the route: of many routes only few are ever asked for theirs."""
        if self.planned is not None:
            return self.planned
        routes = (self.sequence,) if self.sequence.trips else ()
        return self.judge(self.known.cut(self.shift, self.sequence), Solution(routes))[0]

    @cached_property
    def gaps(self) -> Gaps:
        """The places of the route."""
        return self.known.gaps(self.shift, self.sequence)

    @property
    def ticks(self) -> int:
        """What the route costs now."""
        return sum(route.cost.ticks for route in self.plan.routes)

    @property
    def work(self) -> int:
        """Seconds of work in the route now."""
        return sum(route.work_seconds for route in self.plan.routes)

    def with_shift(self, shift: Shift) -> "TrialRoute":
        """Return the same route with the shift changed."""
        return replace(self, shift=shift, planned=None)

    def with_fit(self, fit: Fit) -> "TrialRoute":
        """Return the same route with a stop taken into it."""
        return replace(self, sequence=fit.sequence, planned=fit.plan)

    def with_sequence(
        self, sequence: RouteSequence, ways: int, *, cheapest: bool = False
    ) -> "TrialRoute | None":
        """Return the shift with another sequence and legal breaks; None if it breaks a rule all the same.

        The breaks stay where they are if they may, or else are laid anew in so many ways at most.
        """
        if not sequence.trips:
            return TrialRoute.of(self.known, self.shift, None, self.judge)
        best: TrialRoute | None = None
        bare = without_breaks(self.shift, sequence)
        problem = self.known.cut(self.shift, sequence)
        kept = () if sequence == bare else (sequence,)
        for laid in (*kept, *with_breaks(self.known, self.shift, sequence, ways)):
            plan, violations = self.judge(problem, Solution((laid,)))
            if not violations:
                made = replace(self, sequence=laid, planned=plan)
                best = made if best is None or made.ticks < best.ticks else best
                if not cheapest:
                    break
            elif laid == bare and {one.cause for one in violations} - {Cause.BREAK}:
                break  # what is late, full or too far is so with breaks as well
        return best

    def rate(self, stops: Sequence[Stop]) -> Rating:
        """Rate the places of the route for stops."""
        return self.known.rate(self.gaps, stops)

    def fits(self, stop: Stop, places: int = 8) -> Iterator[Fit]:
        """Try a stop, perhaps changed, at so many of the likeliest places, whether it fits there or not."""
        rating = self.rate((stop,))
        for number in rating.order(0)[:places]:
            yield self.try_gap(stop, self.gaps.gaps[number])

    def fitting(self, stop: Stop, last: int = 0, places: int = 8) -> Iterator[Fit]:
        """Yield where a stop fits: of so many places that promise it, the cheapest first.

        In trips from number ``last`` on only.
        """
        rating = self.rate((stop,))
        for number in rating.order(0)[:places]:
            if rating.off[0, number]:
                return
            gap = self.gaps.gaps[number]
            if gap.trip >= last and not (fit := self.try_gap(stop, gap)).violations:
                yield fit

    def best(self, stop: Stop, last: int = 0) -> Fit | None:
        """Return the cheapest of the few likeliest places at which a stop fits."""
        return min(self.fitting(stop, last), key=lambda fit: fit.ticks, default=None)

    def try_gap(self, stop: Stop, gap: Gap) -> Fit:
        """Judge a route with a stop in it, in its best window; try a break too where only that is missing."""
        fits = [self._try_choice(choice, gap) for choice in stop.choices]
        return min(fits, key=lambda fit: (len(fit.violations), fit.ticks))

    def _try_choice(self, stop: Stop, gap: Gap) -> Fit:
        sequence = gap.put(self.sequence, stop)
        problem = self.known.cut(self.shift, sequence, stop)
        plan, violations = self.judge(problem, Solution((sequence,)))
        if {violation.cause for violation in violations} == {Cause.BREAK}:
            for changed in self._with_a_break(sequence, stop):
                better, left = self.judge(problem, Solution((changed,)))
                if not left:
                    return Fit(changed, better, left, gap.trip)
        return Fit(sequence, plan, violations, gap.trip)

    def _with_a_break(self, sequence: RouteSequence, stop: Stop) -> Iterator[RouteSequence]:
        """Yield a route with a break that it does not take, at a few places where that seems to fit."""
        taken = {pause.number for pause in sequence.breaks}
        for number in range(len(self.shift.breaks)):
            if number not in taken:
                for place in self.known.pauses(self.shift, sequence, number, stop)[:_PAUSES]:
                    breaks = sorted((*sequence.breaks, place), key=lambda pause: pause.number)
                    yield replace(sequence, breaks=tuple(breaks))
