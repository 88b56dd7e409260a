"""Compare what a plan was asked with what is asked now, value by value."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Any, Final

from dispatch import __version__
from dispatch.building.parting import own_part
from dispatch.checking.agreement import Discrepancy
from dispatch.config import Config
from dispatch.day.settling import told_window
from dispatch.model import (
    Pace,
    Place,
    PlannedDay,
    Problem,
    Rejected,
    Stop,
    TimeWindow,
    TravelMatrix,
)
from dispatch.pipeline.problem import DayProblem

SERVICES: Final = frozenset({"pdok", "nominatim", "cache"})
"""Sources of places that are asked over the network, or were."""

_SAME_DEGREES: Final = 1.5e-6

_WHOLE = (
    "depot",
    "late_cents_per_hour",
    "wait_cents_per_hour",
    "longest_on_board",
    "break_on_road_cents",
)
"""What of a problem is of no stop and no shift; what a plan of an older program did not have is None."""


def found_by_planning(config: Config) -> frozenset[str]:
    """Return what stands in a stop because of earlier days or of the search, and is not asked by anybody."""
    learned = {"service_seconds"} if config.service.learn else set()
    return frozenset(learned | ({"margin_seconds"} if config.promise.chance is not None else set()))


def differences(day: PlannedDay, asked: DayProblem, config: Config, *, same_roads: bool) -> list[Discrepancy]:
    """Compare what was asked then with what is asked now, value by value."""
    then, now = own_part(day.problem), own_part(asked.problem)
    same_program = day.provenance.program == __version__
    found = [
        Discrepancy(f"problem.{name}")
        for name in (*_WHOLE, *(("unowed_breaks",) if same_program else ()))
        if getattr(then, name) not in (getattr(now, name), None)
    ]
    if set(then.affinities) != set(now.affinities):
        found.append(Discrepancy("problem.affinities"))
    shifts = {shift.id: shift for shift in now.shifts}
    for shift in then.shifts:
        found += fields_differ("problem.shifts", shift.id, shift, shifts.get(shift.id))
    found += [Discrepancy("problem.shifts", name) for name in shifts.keys() - {s.id for s in then.shifts}]
    passed = found_by_planning(config)
    found += _stops(then, now, asked.bare, told_before(day, config), passed)
    found += _rows(day, asked, offline=config.geocoding.offline)
    return found + (list(_roads(then, now)) if same_roads else [])


def _roads(then: Problem, now: Problem) -> Iterator[Discrepancy]:
    """Compare travel and what is closed, where both were measured on the same roads."""
    if set(then.restrictions) != set(now.restrictions):
        yield Discrepancy("problem.restrictions")
    matrices = {matrix.profile: matrix for matrix in now.travel}
    if [stop.id for stop in then.stops] != [stop.id for stop in now.stops]:
        return  # told already: other places
    for matrix in then.travel:
        if _numbers(matrix) != _numbers(matrices[matrix.profile]):
            yield Discrepancy("problem.travel", matrix.profile)


def _numbers(matrix: TravelMatrix) -> tuple[bytes, bytes, bool, Pace | None]:
    return bytes(matrix.flat_seconds), bytes(matrix.flat_metres), matrix.estimated, matrix.pace


@dataclass(frozen=True, slots=True)
class ToldBefore:
    """Hold what customers had been told before a plan was made, and what it costs to break that."""

    windows: Mapping[str, TimeWindow]
    cents_per_hour: int

    def to(self, stop: Stop) -> Stop:
        """Return a stop whose customers had been told what they were; it comes in no other window then."""
        told = told_window(stop, self.windows, self.cents_per_hour)
        return replace(stop, told=told, alternatives=() if told else stop.alternatives)


def _stops(
    then: Problem, now: Problem, plainly: Sequence[Stop], told: ToldBefore, passed: frozenset[str]
) -> list[Discrepancy]:
    """Compare stops; one whose wish was given up stands as it would without.

    What a customer was told may stand in a stop; in a plan of an older program its window then begins there.
    Of several windows a plan takes one.
    """
    wished = {stop.id: stop for stop in now.stops}
    bare = {stop.id: stop for stop in plainly}
    found: list[Discrepancy] = []
    for stop in then.stops:
        other, plain = wished.get(stop.id), bare.get(stop.id)
        if other is not None and stop.told is None and stop.window in _waited_for(other, told.windows):
            other, plain = (one and replace(one, window=stop.window) for one in (other, plain))
        choices = (choice for one in (other, plain) for choice in (one.choices if one else (None,)))
        forms = list(dict.fromkeys(choices))
        forms += [told.to(one) for one in forms if one is not None]
        found += fewest(stop_differs(stop, one, passed) for one in forms)
    return found + [Discrepancy("problem.stops", name) for name in wished.keys() - {s.id for s in then.stops}]


def fewest(forms: Iterator[Iterable[Discrepancy]]) -> tuple[Discrepancy, ...]:
    """Return the discrepancies of the form that has the fewest."""
    return min((tuple(one) for one in forms), key=len)


def told_before(day: PlannedDay, config: Config) -> ToldBefore:
    """Return what customers had been told before a plan was made."""
    told = {one.receipt: one.before for one in day.told if one.before is not None}
    return ToldBefore(told, config.costs.break_told_per_hour)


def _waited_for(stop: Stop, told: Mapping[str, TimeWindow]) -> list[TimeWindow]:
    """Return the windows of a stop that begin when a window told before begins."""
    begins = [told[receipt].earliest for receipt in stop.receipt_ids if receipt in told]
    return [TimeWindow(begin, stop.window.latest) for begin in begins if begin in stop.window]


def stop_differs(stop: Stop, other: Stop | None, passed: frozenset[str]) -> list[Discrepancy]:
    """Compare a stop, its orders and their places with how it is asked now, if it is."""
    if other is None:
        return [Discrepancy("problem.stops", stop.id)]
    found = fields_differ("problem.stops", stop.id, stop, other, passed | {"orders", "place"})
    if not _same_place(stop.place, other.place):
        found.append(Discrepancy("problem.stops.place", stop.id))
    orders = {located.order.receipt_id: located for located in other.orders}
    for located in stop.orders:
        twin, name = orders.get(located.order.receipt_id), located.order.receipt_id
        if twin is None:
            found.append(Discrepancy("problem.stops.orders", name))
            continue
        found += fields_differ("problem.stops.orders.order", name, located.order, twin.order)
        if not _same_place(located.place, twin.place):
            found.append(Discrepancy("problem.stops.orders.place", name))
    if len(orders) != len(stop.orders):
        found.append(Discrepancy("problem.stops.orders", stop.id))
    return found


def _same_place(one: Place, other: Place) -> bool:
    return (
        abs(one.lat - other.lat) < _SAME_DEGREES
        and abs(one.lon - other.lon) < _SAME_DEGREES
        and (one.address, one.confidence, one.code) == (other.address, other.confidence, other.code)
        and (one.source == other.source or not SERVICES.isdisjoint((one.source, other.source)))
    )


def _rows(day: PlannedDay, asked: DayProblem, *, offline: bool) -> list[Discrepancy]:
    """Compare the rows that became no stop, and the counts."""
    found = []
    if day.accounts.not_flagged != asked.intake.not_flagged:
        found.append(Discrepancy("accounts.not_flagged"))
    if day.extra_columns != asked.intake.extra_columns:
        found.append(Discrepancy("extra_columns"))
    told = partial(_told, day, offline=offline)
    then, now = ({(r.receipt_id, r.row): r for r in rejected} for rejected in (day.rejected, asked.rejected))
    for key in then.keys() | now.keys():
        one, other = then.get(key), now.get(key)
        if one is None or other is None or told(one) != told(other):
            found.append(Discrepancy("rejected", key[0] or str(key[1])))
    return found


def _told(day: PlannedDay, reject: Rejected, *, offline: bool) -> tuple[object, ...]:
    """Return what is told of a row; another program, or a service, may tell more or less of a fault."""
    if day.provenance.program == __version__:
        return reject.cells, reject.issues, reject.suggestion if offline else ""
    return reject.cells, tuple(issue.code for issue in reject.issues)


def fields_differ(
    what: str, where: str, one: Any, other: Any, passed: frozenset[str] = frozenset()
) -> list[Discrepancy]:
    """Compare two values of a model part by part, but for parts that are passed over."""
    if other is None:
        return [Discrepancy(what, where)]
    return [
        Discrepancy(f"{what}.{part.name}", where)
        for part in fields(one)
        if part.name not in passed and getattr(one, part.name) != getattr(other, part.name)
    ]
