"""What would have helped: changes that were tried, and worked."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dispatch.clock import HOUR, MINUTE
from dispatch.explaining.crowds import MORE, add_like, fill, models
from dispatch.insertion import Fit, Gap, Judge, TrialRoute
from dispatch.model import Help, Problem, Remedy, Shift, Solution, Stop, TimeWindow, to_cents
from dispatch.model.facts import Fact, cents, count, courier, moment, span, term, vehicle, written

_QUARTER = 15 * MINUTE

_WIDEST = 2 * HOUR
"""No customer is asked to wait longer than this after the window."""

_TRIED = 30
"""Stops with which a change is tried: it helps nobody to try hundreds, and takes minutes."""

_SOONEST = 8
"""Routes in which the least change of a window is looked for."""

_OFFERS = 6
"""Couriers for whom another hour is tried: those for whom it promises most."""

_SHIFTS = 24
"""Routes in which a single stop is tried, those that come closest."""

_PLACES = 8
"""Places at which it is tried, those that seem to cost least."""

_SOLVED_AGAIN = 1500
"""Stops of a day that is planned again to see what a change brings; in larger ones that takes too long."""

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
    nearest
        For each of them the numbers of the routes that come closest to taking it, in order.
    """

    def __init__(
        self,
        problem: Problem,
        solution: Solution,
        resolve: Callable[[Problem], Solution],
        judge: Judge,
        trials: Sequence[TrialRoute],
        left: Sequence[Stop],
        nearest: Mapping[str, Sequence[int]],
    ) -> None:
        self._problem = problem
        self._solution = solution
        self._resolve = resolve
        self._judge = judge
        self._trials = trials
        self._left = self._wanted = left
        self._nearest = nearest

    def find(self, *, for_many: bool) -> dict[str, Remedy]:
        """Return a remedy for each stop for which something was found.

        Where it is only a matter of price, that; else an hour more for somebody; then the smallest change
        for each single stop; then one more courier.
        """
        found = {stop.id: remedy for stop in self._left[:_TRIED] if (remedy := self._priced(stop))}
        self._wanted = [stop for stop in self._left if stop.id not in found]
        found |= self._for_many(self._longer()) if for_many else {}
        for stop in self._wanted[:_ONE_BY_ONE]:
            if stop.id not in found and (one := self._for_one(stop)):
                found[stop.id] = one
        if for_many and len(found) < len(self._left) - 1:
            found = self._for_many(self._one_more()) | found
        return found

    def _for_many(self, changes: Iterable[_Change]) -> dict[str, Remedy]:
        """Return the change that serves most; planning the day again with it may serve more."""
        best = max(changes, key=lambda one: len(one.served), default=None)
        if best is None:
            return {}
        small = len(self._problem.stops) <= _SOLVED_AGAIN
        served = self._solved(best) if small else best.served
        return dict.fromkeys(served, self._serving(best.remedy, len(served)))

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

    def _longer(self) -> list[_Change]:
        """Give an hour more to each courier, later or sooner; those for whom it promises most are tried."""
        stops = self._wanted[:_TRIED]
        if not stops:
            return []
        offers = []
        for trial in self._trials:
            for remedy, longer, last in _hours(trial):
                fitting = (longer.rate(stops).off == 0) & (longer.gaps.trips >= last)
                if promise := int(fitting.any(axis=1).sum()):
                    offers.append((promise, remedy, longer, last))
        offers.sort(key=lambda offer: -offer[0])
        tried = (self._change(*offer[1:]) for offer in offers[:_OFFERS])
        return [change for change in tried if change is not None]

    def _change(self, remedy: Remedy, longer: TrialRoute, last: int) -> _Change | None:
        shift = longer.shift
        shifts = tuple(shift if one.id == shift.id else one for one in self._problem.shifts)
        try:
            problem = replace(self._problem, shifts=shifts)
        except ValueError:  # somebody else needs the vehicle then
            return None
        served = fill(longer, self._wanted, last)
        return _Change(problem, remedy, served) if served else None

    def _one_more(self) -> Iterator[_Change]:
        """Add a courier with a vehicle like one of today's, for each kind of vehicle."""
        for kind, model in models(self._trials).items():
            more, like = add_like(model), model.shift
            served = fill(more, self._wanted)
            if len(served) < 2:
                continue
            shift = replace(more.shift, vehicle=replace(like.vehicle, id=MORE))
            limits = tuple(
                replace(limit, vehicle=MORE)
                for limit in self._problem.restrictions
                if limit.vehicle == like.vehicle.id
            )
            problem = replace(
                self._problem,
                shifts=(*self._problem.shifts, shift),
                restrictions=(*self._problem.restrictions, *limits),
            )
            told = (
                term("kind", f"vehicle.{kind}"),
                vehicle("vehicle", like.vehicle.id),
                moment("since", max(shift.hours.earliest, shift.not_before)),
                moment("until", shift.hours.latest),
            )
            yield _Change(problem, Remedy(Help.ONE_MORE, facts=told), served)

    def _for_one(self, stop: Stop) -> Remedy | None:
        """Find the smallest change for a single stop, the rest of the plan staying as it is."""
        for change in (self._earlier, self._skill, self._later_window, self._sooner_window):
            if remedy := change(stop):
                return remedy
        return None

    def _best(self, changed: Stop) -> tuple[TrialRoute, Fit] | None:
        """Find the cheapest place for a stop, as it is or changed, in the routes that come closest."""
        places: list[tuple[int, TrialRoute, Gap]] = []
        for trial in self._near(changed):
            rating = trial.rate((changed,))
            places += [
                (int(rating.extra[0, number]), trial, trial.gaps.gaps[number])
                for number in np.flatnonzero(rating.off[0] == 0)
            ]
        places.sort(key=lambda place: place[0])
        tried = ((trial, trial.try_gap(changed, gap)) for _, trial, gap in places[:_PLACES])
        found = [one for one in tried if not one[1].violations]
        return min(found, key=lambda one: one[1].ticks - one[0].ticks, default=None)

    def _near(self, stop: Stop) -> list[TrialRoute]:
        return [self._trials[number] for number in self._nearest[stop.id][:_SHIFTS]]

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
        """Return when service would begin at the likeliest places where a changed stop fits."""
        fits = (fit for trial in self._near(changed)[:_SOONEST] for fit in trial.fitting(changed, places=4))
        return [_start(fit, changed.id) for fit in fits]


def _hours(trial: TrialRoute) -> Iterator[tuple[Remedy, TrialRoute, int]]:
    """Yield an hour more for a courier, with the number of the first trip that may change."""
    shift = trial.shift
    later = TimeWindow(shift.hours.earliest, shift.hours.latest + HOUR)
    remedy = Remedy(Help.HOUR_LATER, shift.id, (_courier(shift), moment("until", later.latest)))
    yield remedy, trial.with_shift(replace(shift, hours=later)), max(0, len(trial.sequence.trips) - 1)
    if not shift.fixed and shift.not_before <= shift.hours.earliest - HOUR:
        sooner = TimeWindow(shift.hours.earliest - HOUR, shift.hours.latest)
        remedy = Remedy(Help.HOUR_SOONER, shift.id, (_courier(shift), moment("since", sooner.earliest)))
        yield remedy, trial.with_shift(replace(shift, hours=sooner)), 0


def _within(stop: Stop, earliest: int, latest: int) -> Stop:
    return replace(stop, window=TimeWindow(earliest, latest), late_until=latest, alternatives=())


def _start(fit: Fit, stop: str) -> int:
    trip = fit.plan.routes[0].trips[fit.trip]
    return next(visit.start for visit in trip.visits if visit.stop == stop)


def _fitting(help_: Help, found: tuple[TrialRoute, Fit], *facts: Fact) -> Remedy:
    """Tell where a stop fits, and what that costs more; trip 0 is a trip of its own."""
    trial, fit = found
    own = len(fit.sequence.trips) > len(trial.sequence.trips)
    told = (
        _courier(trial.shift),
        count("trip", 0 if own else fit.trip + 1),
        span("work", fit.plan.routes[0].work_seconds - trial.work),
        cents("extra", to_cents(fit.ticks - trial.ticks)),
    )
    return Remedy(help_, trial.shift.id, (*told, *facts))


def _courier(shift: Shift) -> Fact:
    return courier("courier", shift.courier, shift.vehicle.id)
