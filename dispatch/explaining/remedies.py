"""What would have helped: changes that were tried, and worked."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dispatch.clock import HOUR, MINUTE
from dispatch.explaining.trial_insertion import Fit, Judge, TrialRoute
from dispatch.model import Help, Problem, Remedy, Shift, Solution, Stop, TimeWindow, to_cents
from dispatch.model.facts import Fact, cents, count, courier, moment, span, term, vehicle, written

_QUARTER = 15 * MINUTE

_WIDEST = 2 * HOUR
"""No customer is asked to wait longer than this after the window."""

_TRIED = 30
"""Stops with which a change is tried: it helps nobody to try hundreds, and takes minutes."""

_MORE = "one more"
"""Id and name of a shift that is tried."""

_ONE_BY_ONE = 12
"""Stops for which a change of their own is looked for; the terminal lists as many."""


@dataclass(frozen=True, slots=True)
class _Change:
    """Hold a change of one shift, or one more, that serves several stops.

    Parameters
    ----------
    problem
        The day with the change.
    remedy
        The change.
    served
        Ids of the stops that fit with nothing else changed.
    """

    problem: Problem
    remedy: Remedy
    served: frozenset[str]


class Remedies:
    """Try changes to a day in which some stops are left behind.

    Parameters
    ----------
    problem, solution
        The day as it is.
    resolve
        Solves a changed problem.
    judge
        Schedules and checks.
    trials
        The routes, one for each shift, to try single stops in.
    left
        Stops left behind.
    """

    def __init__(
        self,
        problem: Problem,
        solution: Solution,
        resolve: Callable[[Problem], Solution],
        judge: Judge,
        trials: Sequence[TrialRoute],
        left: Sequence[Stop],
    ) -> None:
        self._problem = problem
        self._solution = solution
        self._resolve = resolve
        self._judge = judge
        self._trials = trials
        self._left = self._wanted = left

    def find(self, resolves: int) -> dict[str, Remedy]:
        """Return a remedy for each stop for which something was found.

        Where it is only a matter of price, that; else an hour more for somebody; then the smallest change
        for each single stop; then one more courier.
        """
        found = {stop.id: remedy for stop in self._left[:_TRIED] if (remedy := self._priced(stop))}
        self._wanted = [stop for stop in self._left if stop.id not in found]
        hours = [one for trial in self._trials for one in self._longer(trial)]
        found |= self._for_many(hours, resolves)
        for stop in self._wanted[:_ONE_BY_ONE]:
            if stop.id not in found and (one := self._for_one(stop)):
                found[stop.id] = one
        if len(found) < len(self._left) - 1:
            found = self._for_many(self._one_more(), 1) | found
        return found

    def _for_many(self, helps: Iterable[_Change], resolves: int) -> dict[str, Remedy]:
        """Plan the day again with the changes that promise most; return the best."""
        best: dict[str, Remedy] = {}
        for one in sorted(helps, key=lambda one: -len(one.served))[: max(0, resolves)]:
            served = self._solved(one)
            if len(served) > len(best):
                best = dict.fromkeys(served, self._serving(one.remedy, len(served)))
        return best

    def _solved(self, one: _Change) -> frozenset[str]:
        """Plan the day again with a change; return who is served who was not, if nobody loses by it."""
        wanted = {stop.id for stop in self._wanted}
        solution = self._resolve(one.problem)
        served = solution.served()
        if not self._solution.served() <= served or self._judge(one.problem, solution)[1]:
            return one.served  # found by insertion: the rest of the plan stays as it is
        return max(frozenset(wanted & served), one.served, key=len)

    def _serving(self, remedy: Remedy, served: int) -> Remedy:
        """Add how many of those left behind a change serves."""
        told = (count("n", served), count("total", len(self._wanted)))
        return replace(remedy, facts=(*told, *remedy.facts))

    def _longer(self, trial: TrialRoute) -> Iterator[_Change]:
        shift = trial.shift
        later = TimeWindow(shift.hours.earliest, shift.hours.latest + HOUR)
        remedy = Remedy(Help.HOUR_LATER, shift.id, (_courier(shift), moment("until", later.latest)))
        last = max(0, len(trial.order.trips) - 1)
        yield from self._changed(trial, replace(shift, hours=later), remedy, last)
        if not shift.fixed and shift.not_before <= shift.hours.earliest - HOUR:
            sooner = TimeWindow(shift.hours.earliest - HOUR, shift.hours.latest)
            remedy = Remedy(Help.HOUR_SOONER, shift.id, (_courier(shift), moment("since", sooner.earliest)))
            yield from self._changed(trial, replace(shift, hours=sooner), remedy, 0)

    def _changed(self, trial: TrialRoute, shift: Shift, remedy: Remedy, last: int) -> Iterator[_Change]:
        shifts = tuple(shift if s.id == shift.id else s for s in self._problem.shifts)
        try:
            problem = replace(self._problem, shifts=shifts)
        except ValueError:  # somebody else needs the vehicle then
            return
        if served := self._taken(trial.with_shift(shift), last):
            yield _Change(problem, remedy, served)

    def _one_more(self) -> Iterator[_Change]:
        """Add a courier with a vehicle like one of today's, for each kind of vehicle."""
        kinds: dict[str, Shift] = {}
        for shift in self._problem.shifts:
            known = kinds.setdefault(shift.vehicle.kind, shift)
            if _length(shift) > _length(known):
                kinds[shift.vehicle.kind] = shift
        for kind, shift in kinds.items():
            more = replace(shift, id=_MORE, courier=_MORE, vehicle=replace(shift.vehicle, id=_MORE), fixed=())
            limits = tuple(
                replace(limit, vehicle=_MORE)
                for limit in self._problem.restrictions
                if limit.vehicle == shift.vehicle.id
            )
            problem = replace(
                self._problem,
                shifts=(*self._problem.shifts, more),
                restrictions=(*self._problem.restrictions, *limits),
            )
            told = (
                term("kind", f"vehicle.{kind}"),
                vehicle("vehicle", shift.vehicle.id),
                moment("since", max(more.hours.earliest, more.not_before)),
                moment("until", more.hours.latest),
            )
            served = self._taken(TrialRoute.of(problem, more, None, self._judge, 12), 0)
            if len(served) > 1:
                yield _Change(problem, Remedy(Help.ONE_MORE, facts=told), served)

    def _taken(self, trial: TrialRoute, last: int) -> frozenset[str]:
        """Take as many stops as fit into a route, one after the other, the earliest due first."""
        served = set()
        for stop in sorted(self._wanted[:_TRIED], key=lambda stop: (stop.late_until, stop.id)):
            if fit := trial.best(stop, last):
                trial = trial.with_fit(fit)
                served.add(stop.id)
        return frozenset(served)

    def _for_one(self, stop: Stop) -> Remedy | None:
        """Find the smallest change for a single stop, the rest of the plan staying as it is."""
        for change in (self._earlier, self._skill, self._later_window, self._sooner_window):
            if remedy := change(stop):
                return remedy
        return None

    def _best(self, changed: Stop) -> tuple[TrialRoute, Fit] | None:
        """Find the cheapest place for a stop, as it is or changed, over all shifts."""
        found = [(trial, fit) for trial in self._trials if (fit := trial.best(changed))]
        return min(found, key=lambda one: one[1].ticks - one[0].ticks, default=None)

    def _priced(self, stop: Stop) -> Remedy | None:
        found = self._best(stop)
        return _fitting(Help.PAY, found) if found else None

    def _earlier(self, stop: Stop) -> Remedy | None:
        """Pack it earlier."""
        if stop.release == 0 or (found := self._best(replace(stop, release=0))) is None:
            return None
        departure = found[1].plan.routes[0].trips[found[1].trip].departure
        return _fitting(Help.PACK_SOONER, found, moment("until", departure))

    def _skill(self, stop: Stop) -> Remedy | None:
        if not stop.skills or (found := self._best(replace(stop, skills=frozenset()))) is None:
            return None
        missing = sorted(stop.skills - found[0].shift.skills)
        return _fitting(Help.LEARN_SKILL, found, *(written("skill", skill) for skill in missing))

    def _later_window(self, stop: Stop) -> Remedy | None:
        """Let service begin later than promised, by the fewest quarters of an hour."""
        latest = stop.late_until + _WIDEST
        starts = self._starts(_within(stop, stop.window.earliest, latest))
        if not starts:
            return None
        until = min(latest, -(-min(starts) // _QUARTER) * _QUARTER)
        found = self._best(_within(stop, stop.window.earliest, max(until, stop.late_until)))
        return _fitting(Help.OPEN_UNTIL, found, moment("until", until)) if found else None

    def _sooner_window(self, stop: Stop) -> Remedy | None:
        """Let service begin sooner than promised, by the fewest quarters of an hour."""
        earliest = max(0, stop.window.earliest - _WIDEST)
        starts = self._starts(_within(stop, earliest, stop.late_until))
        if not starts:
            return None
        since = max(earliest, max(starts) // _QUARTER * _QUARTER)
        found = self._best(_within(stop, since, stop.late_until))
        return _fitting(Help.OPEN_FROM, found, moment("since", since)) if found else None

    def _starts(self, changed: Stop) -> list[int]:
        """Return when service would begin at every place where a changed stop fits."""
        fits = (fit for trial in self._trials for fit in trial.fits(changed) if not fit.violations)
        return [_start(fit, changed.id) for fit in fits]


def _within(stop: Stop, earliest: int, latest: int) -> Stop:
    return replace(stop, window=TimeWindow(earliest, latest), late_until=latest)


def _length(shift: Shift) -> int:
    return shift.hours.latest - shift.hours.earliest


def _start(fit: Fit, stop: str) -> int:
    trip = fit.plan.routes[0].trips[fit.trip]
    return next(visit.start for visit in trip.visits if visit.stop == stop)


def _fitting(help_: Help, found: tuple[TrialRoute, Fit], *facts: Fact) -> Remedy:
    """Tell where a stop fits, and what that costs more; trip 0 is a trip of its own."""
    trial, fit = found
    own = len(fit.order.trips) > len(trial.order.trips)
    told = (
        _courier(trial.shift),
        count("trip", 0 if own else fit.trip + 1),
        span("work", fit.plan.routes[0].work_seconds - trial.work),
        cents("extra", to_cents(fit.ticks - trial.ticks)),
    )
    return Remedy(help_, trial.shift.id, (*told, *facts))


def _courier(shift: Shift) -> Fact:
    return courier("courier", shift.courier, shift.vehicle.id)
