"""The road once more, from some time of the day on: late orders, cancellations, a courier out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from dispatch.building.fleet import Fleet, fleet_of_day
from dispatch.building.stops import join_stop, make_stops
from dispatch.config import Config, Solver, require_delivery
from dispatch.geocoding import locate_orders
from dispatch.model import (
    Accounts,
    Code,
    Intake,
    Issue,
    Order,
    Plan,
    PlannedDay,
    Problem,
    Rejected,
    Restriction,
    Severity,
    Shift,
    Solution,
    Stop,
    TravelMatrix,
)
from dispatch.pipeline.day import read_orders, stop_rules
from dispatch.pipeline.recording import draw_trips, record
from dispatch.pipeline.road import Adapters, Cells, Request, Road
from dispatch.pipeline.solving import budget, explain_unserved, find_routes, judge, schedule_and_check
from dispatch.pipeline.travelling import Roads, measure_travel, split_off_unreachable
from dispatch.ports import Progress, Stage
from dispatch.replanning import Changes, CourierOut, prepare, settle
from dispatch.zones import Zone, profiles_on

PASSING: Final = frozenset(
    {Code.CANCEL_ON_BOARD, Code.CANCEL_TOO_LATE, Code.CANCEL_UNKNOWN, Code.COURIER_UNKNOWN}
)
"""Issues about one re-planning only."""


@dataclass(frozen=True, slots=True)
class Event:
    """Say what has happened since the plan was made.

    Parameters
    ----------
    moment
        Now, in seconds since midnight; trips that left before stay as they are.
    late
        A newer export of the till; receipts the plan knows already are passed over.
    cancelled
        Receipt ids.
    out
        Couriers who stop.
    back
        (courier, seconds since midnight) when the crates of one who stopped are at the store again.
    """

    moment: int
    late: Request | None = None
    cancelled: frozenset[str] = frozenset()
    out: tuple[str, ...] = ()
    back: tuple[tuple[str, int], ...] = ()


def replan_day(
    old: PlannedDay, event: Event, config: Config, zones: Sequence[Zone], adapters: Adapters
) -> PlannedDay:
    """Plan the rest of a day again, changing as little as possible.

    Raises
    ------
    InputError, ServiceError, ResourceError, PlanViolationError
        As :func:`dispatch.pipeline.plan_day`.
    """
    day, store, progress, travel = old.day, config.store, adapters.progress, adapters.travel
    area, solver = config.promise.area, config.solver
    road = Road(progress, [*adapters.issues, *_lasting(old, adapters)])
    hours = require_delivery(store, day)

    late = road.run(Stage.READING, _read_late, old, event, config)
    found = road.run(
        Stage.LOCATING, locate_orders, late.orders, adapters.geocoder,
        store=store.point, area=area, cells=late.cells, progress=progress,
    )  # fmt: skip
    profiles = profiles_on(day, zones, config.vehicle)
    fleet = road.run(Stage.FLEET, fleet_of_day, day, config.courier, config.vehicle, profiles)
    rules = stop_rules(hours, fleet, config, adapters.door_times)
    made = road.run(Stage.STOPS, make_stops, found.located, rules)

    def measured(stops: Sequence[Stop], fleet: Fleet) -> Roads:
        return road.run(
            Stage.MEASURING, measure_travel, stops, fleet, zones, store.point, hours,
            config.travel, travel, progress,
        )  # fmt: skip

    def measure(
        stops: tuple[Stop, ...], shifts: tuple[Shift, ...]
    ) -> tuple[tuple[TravelMatrix, ...], tuple[Restriction, ...]]:
        roads = measured(stops, replace(fleet, shifts=shifts))
        return roads.measured.matrices, roads.restrictions

    roads = measured(made.stops, fleet)
    within = road.run(Stage.SPLITTING, split_off_unreachable, made.stops, roads, fleet, area, late.cells)
    new = _Newcomers(late, within.stops, (*late.rejected, *found.rejected, *within.rejected))
    changes = Changes(within.stops, event.cancelled - late.cancelled, _out(event))
    prepared = road.run(
        Stage.BUILDING, prepare, old, changes, event.moment,
        remake=lambda orders: join_stop(orders, rules), measure=measure,
    )  # fmt: skip
    problem = prepared.problem
    solution = road.run(
        Stage.SEARCHING, settle, problem, prepared.kept, old.plan, _resolve(solver, progress), judge
    )
    plan = road.run(Stage.SCHEDULING, schedule_and_check, problem, solution)
    unassigned = road.run(Stage.EXPLAINING, explain_unserved, problem, solution, solver)
    shapes = road.run(Stage.DRAWING, draw_trips, problem, plan, travel)

    rejected = _rejected(old, new, problem)
    inputs = event.late.inputs if event.late else old.provenance.inputs
    return PlannedDay(
        day=day,
        version=0,
        problem=problem,
        plan=plan,
        unassigned=unassigned,
        rejected=rejected,
        issues=tuple(dict.fromkeys(road.issues)),
        accounts=_accounts(old, new, rejected, plan),
        shapes=shapes,
        extra_columns=tuple(dict.fromkeys((*old.extra_columns, *late.extra_columns))),
        search=solution.report or old.search,
        provenance=record(inputs, problem, adapters, road),
    )


def _out(event: Event) -> tuple[CourierOut, ...]:
    """Gather who stops, and whose crates come back; whoever is only named for these stopped before."""
    back = dict(event.back)
    return tuple(
        CourierOut(name, event.moment, back.get(name)) for name in dict.fromkeys((*event.out, *back))
    )


@dataclass(frozen=True, slots=True)
class _Late:
    """Hold what a newer export brings that the plan does not know.

    Parameters
    ----------
    orders, rejected, issues, not_flagged, extra_columns, cells
        As of any export, less the receipts that the plan knows.
    cumulative
        Whether it is of the whole day, the plan's own receipts included.
    cancelled
        Receipts of it that are off already.
    """

    orders: tuple[Order, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    issues: tuple[Issue, ...] = ()
    not_flagged: int = 0
    cumulative: bool = False
    extra_columns: tuple[str, ...] = ()
    cancelled: frozenset[str] = frozenset()
    cells: Cells = field(default_factory=dict)


def _read_late(old: PlannedDay, event: Event, config: Config) -> _Late:
    """Read a newer export, of new receipts or of the whole day; those of the plan are passed over.

    What was cancelled stays so, although the till may go on exporting it.
    """
    if event.late is None:
        return _Late()
    planned = {receipt for stop in old.problem.stops for receipt in stop.receipt_ids}
    cancelled = {r.receipt_id for r in old.rejected if any(i.code is Code.CANCELLED for i in r.issues)}
    known = planned | cancelled
    intake = read_orders(event.late, config.intake, config.promise, config.store)
    new = tuple(order for order in intake.orders if order.receipt_id not in known)
    fresh = tuple(order for order in new if order.receipt_id not in event.cancelled)
    off = tuple(_cancelled(order) for order in new if order.receipt_id in event.cancelled)
    rejected = (*(r for r in intake.rejected if r.receipt_id not in known), *off)
    names = {order.receipt_id for order in fresh} | {r.receipt_id for r in rejected}
    return _Late(
        orders=fresh,
        rejected=rejected,
        issues=(
            *event.late.issues,
            *(i for i in intake.issues if not i.receipt_id or i.receipt_id in names),
        ),
        not_flagged=intake.not_flagged,
        cumulative=_covers(intake, old, known),
        extra_columns=intake.extra_columns,
        cancelled=frozenset(r.receipt_id for r in off),
        cells=intake.cells,
    )


def _covers(intake: Intake, old: PlannedDay, known: set[str]) -> bool:
    """Tell whether a newer export holds the older one's rows too."""
    if known:
        return any(order.receipt_id in known for order in intake.orders)
    before = {reject.receipt_id for reject in old.rejected}
    here = {order.receipt_id for order in intake.orders} | {reject.receipt_id for reject in intake.rejected}
    return bool(before & here - {""})


@dataclass(frozen=True, slots=True)
class _Newcomers:
    """Hold what became of the newer export's rows: stops that can be reached, and rejected rows."""

    late: _Late
    stops: tuple[Stop, ...]
    rejected: tuple[Rejected, ...]

    @property
    def orders(self) -> tuple[Order, ...]:
        """The orders at those stops."""
        return tuple(located.order for stop in self.stops for located in stop.orders)


def _resolve(solver: Solver, progress: Progress) -> Callable[[Problem], Solution]:
    """Solve three times within the time of one plan."""
    whole = budget(solver)
    third = replace(
        whole,
        seconds=whole.seconds and whole.seconds / 3,
        iterations=whole.iterations and max(1, whole.iterations // 3),
    )
    return lambda problem: find_routes(problem, third, solver.seed, progress)


def _rejected(old: PlannedDay, new: _Newcomers, problem: Problem) -> tuple[Rejected, ...]:
    """Gather rejected rows: the old ones that no newer row replaces, the new ones, and the cancelled.

    A cancellation that came too late, after the visit, leaves its order planned.
    """
    still = {receipt for stop in problem.stops for receipt in stop.receipt_ids}
    cancelled = [
        _cancelled(located.order)
        for stop in old.problem.stops
        for located in stop.orders
        if located.order.receipt_id not in still
    ]
    return tuple(sorted((*_standing(old, new), *new.rejected, *cancelled), key=lambda reject: reject.row))


def _standing(old: PlannedDay, new: _Newcomers) -> list[Rejected]:
    """Return the old rejected rows in whose place no newer row stands.

    A row without a receipt number is known by its place in the file, or by what it says.
    """
    again = {r.receipt_id for r in new.rejected} | {order.receipt_id for order in new.orders}
    nameless = [r for r in new.rejected if not r.receipt_id] if new.late.cumulative else []
    there = {r.row for r in nameless} | {r.cells for r in nameless}
    return [
        r
        for r in old.rejected
        if (r.receipt_id not in again if r.receipt_id else there.isdisjoint((r.row, r.cells)))
    ]


def _cancelled(order: Order) -> Rejected:
    told = Issue(Code.CANCELLED, Severity.ERROR, row=order.row, receipt_id=order.receipt_id)
    address = order.address
    cells = (
        ("receipt_id", order.receipt_id),
        ("name", order.name),
        ("phone", order.phone),
        ("street", address.street or address.line),
        ("house_number", address.house_number),
        ("addition", address.addition),
        ("postcode", address.postcode),
        ("city", address.city),
    )
    return Rejected(order.receipt_id, order.row, cells, (told,))


def _lasting(old: PlannedDay, adapters: Adapters) -> tuple[Issue, ...]:
    """Return the old issues that still hold: those about orders, not those about the tools of that run."""
    gone = {issue.code for issue in adapters.issues} | PASSING
    return tuple(i for i in old.issues if i.code not in gone and not i.field.startswith("travel."))


def _accounts(old: PlannedDay, new: _Newcomers, rejected: Sequence[Rejected], plan: Plan) -> Accounts:
    """Balance the rows of the first export and of the newer one; a cumulative one counts once."""
    late, before = new.late, old.accounts.not_flagged
    not_flagged = max(before, late.not_flagged) if late.cumulative else before + late.not_flagged
    flagged_before = old.accounts.read - before
    replaced = len(old.rejected) - len(_standing(old, new))
    flagged = flagged_before - replaced + len(new.rejected) + len(new.orders)
    return Accounts(
        read=not_flagged + flagged,
        not_flagged=not_flagged,
        rejected=len(rejected),
        unassigned=sum(len(stop.orders) for stop in plan.unserved),
        planned=plan.totals.orders,
    )
