"""What would have helped: changes that were tried, and worked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from dispatch.clock import HOUR, MINUTE, ceil_minutes, hhmm
from dispatch.explaining.bench import Bench, Fit
from dispatch.explaining.words import euros, ordinal
from dispatch.model import Problem, Shift, Solution, Stop, TimeWindow

_QUARTER = 15 * MINUTE
_WIDEST = 2 * HOUR
"""No customer is asked to wait longer than this after the window."""


class Remedies:
    """Try changes to a day in which some stops are left behind.

    Parameters
    ----------
    problem, solution
        The day as it is.
    resolve
        Solves a changed problem.
    benches
        The routes, to try single stops in.
    left
        Stops left behind.
    never
        Those that no plan could serve.
    """

    def __init__(
        self,
        problem: Problem,
        solution: Solution,
        resolve: Callable[[Problem], Solution],
        benches: Mapping[str, Bench],
        left: Sequence[Stop],
        never: set[str],
    ) -> None:
        self._problem = problem
        self._solution = solution
        self._resolve = resolve
        self._benches = benches
        self._left = left
        self._never = never

    def find(self, resolves: int) -> dict[str, str]:
        """Return a sentence for each stop for which something was found."""
        found = self._longer_shift(resolves)
        for stop in self._left:
            if stop.id not in found and (remedy := self._for_one(stop)):
                found[stop.id] = remedy
        return found

    def _longer_shift(self, resolves: int) -> dict[str, str]:
        """Let the likeliest couriers work an hour longer, one at a time, and plan the day again."""
        wanted = {stop.id for stop in self._left}
        likely = sorted(self._problem.shifts, key=lambda shift: -self._likely(shift))
        best: dict[str, str] = {}
        for shift in likely[: max(0, resolves)]:
            if not self._likely(shift):
                break
            longer = _until(shift, shift.hours.latest + HOUR)
            shifts = tuple(longer if s.id == shift.id else s for s in self._problem.shifts)
            try:
                changed = replace(self._problem, shifts=shifts)
            except ValueError:  # the vehicle is needed in the next shift
                continue
            solved = self._resolve(changed)
            served = wanted & solved.served()
            lost = self._solution.served() - solved.served()
            if len(served) > len(best) and not lost:
                best = dict.fromkeys(served, self._hour(shift, len(served)))
            if len(best) == len(wanted):
                break
        return best

    def _likely(self, shift: Shift) -> int:
        """Count the stops that would fit if the shift were an hour longer and nothing else changed."""
        longer = _until(shift, shift.hours.latest + HOUR)
        return sum(self._benches[shift.id].best(stop, longer) is not None for stop in self._left)

    def _hour(self, shift: Shift, count: int) -> str:
        until = hhmm(shift.hours.latest + HOUR)
        what = (
            "it"
            if count == 1
            else f"all {count}"
            if count == len(self._left)
            else f"{count} of them, this too"
        )
        return f"One more hour for {shift.courier} (until {until}) serves {what}."

    def _for_one(self, stop: Stop) -> str:
        """Find the smallest change for a single stop, the rest of the plan staying as it is."""
        for change in (self._priced, self._wider_window, self._skill, self._earlier):
            if remedy := change(stop):
                return remedy
        return ""

    def _best(self, stop: Stop, changed: Stop | None = None) -> tuple[Shift, Bench, Fit] | None:
        """Find the cheapest place for a stop, perhaps changed, over all shifts."""
        found = []
        for shift in self._problem.shifts:
            bench = self._benches[shift.id]
            if fit := bench.best(changed or stop):
                found.append((shift, bench, fit))
        return min(found, key=lambda one: one[2].ticks - one[1].ticks, default=None)

    def _priced(self, stop: Stop) -> str:
        if (found := self._best(stop)) is None:
            return ""
        return f"Fits {_place(found)} if it may cost that: {_extra(found)}."

    def _wider_window(self, stop: Stop) -> str:
        """Let service begin later than promised, by the fewest quarters of an hour."""
        widest = replace(
            stop,
            window=TimeWindow(stop.window.earliest, stop.late_until + _WIDEST),
            late_until=stop.late_until + _WIDEST,
        )
        found = None
        for shift in self._problem.shifts:
            bench = self._benches[shift.id]
            for fit in bench.fits(widest):
                if not fit.violations:
                    start = _visit_start(fit, stop.id)
                    if found is None or (start, fit.ticks) < found[:2]:
                        found = (start, fit.ticks, shift, bench)
        if found is None:
            return ""
        until = -(-found[0] // _QUARTER) * _QUARTER
        asked = replace(stop, window=TimeWindow(stop.window.earliest, until), late_until=until)
        if (best := self._best(stop, asked)) is None:
            return ""
        return f"Fits {_place(best)} if the window is open until {hhmm(until)}: {_extra(best)}."

    def _skill(self, stop: Stop) -> str:
        if not stop.skills or (found := self._best(stop, replace(stop, skills=frozenset()))) is None:
            return ""
        missing = " and ".join(sorted(stop.skills - found[0].skills))
        return f"Fits {_place(found)} if {found[0].courier} may do {missing}: {_extra(found)}."

    def _earlier(self, stop: Stop) -> str:
        """Pack it earlier."""
        if (found := self._best(stop, replace(stop, release=0))) is None:
            return ""
        departure = found[2].plan.routes[0].trips[found[2].trip].departure
        return f"Fits {_place(found)} if it is packed by {hhmm(departure)}: {_extra(found)}."


def _until(shift: Shift, end: int) -> Shift:
    return replace(shift, hours=TimeWindow(shift.hours.earliest, end))


def _visit_start(fit: Fit, stop: str) -> int:
    trip = fit.plan.routes[0].trips[fit.trip]
    return next(visit.start for visit in trip.visits if visit.stop == stop)


def _place(found: tuple[Shift, Bench, Fit]) -> str:
    shift, _, fit = found
    return f"{shift.courier}'s {ordinal(fit.trip)} trip"


def _extra(found: tuple[Shift, Bench, Fit]) -> str:
    _, bench, fit = found
    before = sum(route.work_seconds for route in bench.plan.routes)
    minutes = ceil_minutes(fit.plan.routes[0].work_seconds - before)
    return f"{minutes:+d} min, {'+' if fit.ticks >= bench.ticks else ''}{euros(fit.ticks - bench.ticks)}"
