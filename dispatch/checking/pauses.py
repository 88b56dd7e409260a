"""Hold the breaks of a route against those that are owed; when they are taken, the road is asked."""

from collections.abc import Iterator
from itertools import pairwise

from dispatch.checking.known import Known
from dispatch.checking.ways import Ways
from dispatch.model import Breach, Pause, Route, Shift, Violation, Where
from dispatch.model.facts import Fact, count


def faults_of_breaks(known: Known, ways: Ways, route: Route) -> Iterator[Violation]:
    """Yield where breaks are not taken in order, at places that count, when owed, or as they were."""
    shift, whole = known.shifts[route.shift.id], Where(route.name)
    for before, after in pairwise(route.pauses):
        if before.number >= after.number or _spot_of(before) > _spot_of(after):
            told = (break_fact(after), count("before", before.number + 1))
            yield Violation(Breach.BREAK_ORDER, whole, 1, told)
    for number, trip in enumerate(shift.fixed[: len(route.trips)]):
        had = [(p.number, p.trip, p.position) for p in route.pauses if p.trip == number]
        if had != [(b.number, b.trip, b.position) for b in trip.breaks]:
            yield Violation(Breach.FIXED_BREAKS, Where(route.name, number + 1), 1)
    if len(route.trips) <= len(shift.fixed):
        return
    last = len(route.trips) - 1
    ends = {(0, 0), (last, len(route.trips[last].visits))}
    for pause in _free(shift, route):
        if _spot_of(pause) in ends:
            yield Violation(Breach.BREAK_EDGE, whole, 1, (break_fact(pause),))
    yield from _owed(known, ways, route)


def break_fact(pause: Pause) -> Fact:
    """Return which break it is, as it is told."""
    return count("number", pause.number + 1)


def _owed(known: Known, ways: Ways, route: Route) -> Iterator[Violation]:
    """Check that every break is taken that is owed, and none that is not where that is ruled out."""
    shift, whole = known.shifts[route.shift.id], Where(route.name)
    work, numbers = ways.work(), {pause.number for pause in route.pauses}
    for number, owed in enumerate(shift.breaks):
        if work > owed.over and number not in numbers:
            yield Violation(Breach.BREAK_MISSING, whole, work - owed.over, (count("number", number + 1),))
    if known.problem.unowed_breaks:
        return
    at_work = work + sum(pause.end - pause.start for pause in route.pauses)
    for pause in _free(shift, route):
        spare = shift.breaks[pause.number].over - at_work
        if spare >= 0:
            yield Violation(Breach.BREAK_NOT_OWED, whole, spare + 1, (break_fact(pause),))


def _free(shift: Shift, route: Route) -> Iterator[Pause]:
    """Yield the breaks of trips that have not left."""
    return (pause for pause in route.pauses if pause.trip >= len(shift.fixed))


def _spot_of(pause: Pause) -> tuple[int, int]:
    return pause.trip, pause.position
