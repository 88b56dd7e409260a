"""The road once more, from some time of the day on: late orders, cancellations, a courier out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from dispatch.building.stops import join_stop, make_stops
from dispatch.config import Config
from dispatch.model import (
    Accounts,
    Intake,
    Issue,
    LocatedOrder,
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
from dispatch.pipeline.parts import Cells, Request, Stages, Tools, budget, checked, draw, record
from dispatch.pipeline.posing import hours_of, muster, reach, stop_rules, survey
from dispatch.pipeline.stages import explain_unserved, find_places, judge, read_orders
from dispatch.ports import Stage
from dispatch.replanning import Changes, CourierOut, prepare, settle
from dispatch.scheduling import schedule
from dispatch.solving import solve

PASSING: Final = frozenset({"CANCEL_ON_BOARD", "CANCEL_TOO_LATE", "CANCEL_UNKNOWN", "COURIER_UNKNOWN"})
"""Issues about one re-planning only."""

CANCELLED: Final = "CANCELLED"


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


def replan_day(old: PlannedDay, event: Event, config: Config, tools: Tools) -> PlannedDay:
    """Plan the rest of a day again, changing as little as possible.

    Raises
    ------
    InputError, ServiceError, ResourceError, PlanViolationError
        As :func:`dispatch.pipeline.plan_day`.
    """
    stages = Stages(tools.progress)
    with stages.stage(Stage.READING):
        late = _read_late(old, event, config, tools)
    with stages.stage(Stage.MEASURING):
        surroundings = _Surroundings(old, config, tools)
        added, late = surroundings.admit(late)
        changes = Changes(
            added=added,
            cancelled=event.cancelled - late.cancelled,
            out=_out(event),
        )
        prepared = prepare(
            old, changes, event.moment, remake=surroundings.remake, measure=surroundings.measure
        )
        problem = prepared.problem
    with stages.stage(Stage.SEARCHING):
        solution = settle(problem, prepared.kept, old.plan, _resolve(config, tools), judge)
    with stages.stage(Stage.SCHEDULING):
        plan = checked(problem, schedule(problem, solution))
    with stages.stage(Stage.EXPLAINING):
        unassigned = explain_unserved(problem, solution, config)
    with stages.stage(Stage.DRAWING):
        shapes = draw(problem, plan, tools.travel)
    rejected = _rejected(old, late, problem)
    inputs = event.late.inputs if event.late else old.provenance.inputs
    return PlannedDay(
        day=old.day,
        version=0,
        problem=problem,
        plan=plan,
        unassigned=unassigned,
        rejected=rejected,
        issues=(*tools.notices, *_lasting(old, tools), *late.issues, *prepared.issues),
        accounts=_accounts(old, late, rejected, plan),
        shapes=shapes,
        extra_columns=tuple(dict.fromkeys((*old.extra_columns, *late.extra_columns))),
        search=solution.report or old.search,
        provenance=record(inputs, problem, tools, stages),
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
    orders, rejected, issues, not_flagged, extra_columns
        As of any export, less the receipts that the plan knows.
    cumulative
        Whether it is of the whole day, the plan's own receipts included.
    cancelled
        Receipts of it that are off already.
    cells
        The rows as read.
    """

    orders: tuple[LocatedOrder, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    issues: tuple[Issue, ...] = ()
    not_flagged: int = 0
    cumulative: bool = False
    extra_columns: tuple[str, ...] = ()
    cancelled: frozenset[str] = frozenset()
    cells: Cells = field(default_factory=dict)


def _read_late(old: PlannedDay, event: Event, config: Config, tools: Tools) -> _Late:
    """Read a newer export, of new receipts or of the whole day; those of the plan are passed over.

    What was cancelled stays so, although the till may go on exporting it.
    """
    if event.late is None:
        return _Late()
    planned = {receipt for stop in old.problem.stops for receipt in stop.receipt_ids}
    known = planned | {r.receipt_id for r in old.rejected if any(i.code == CANCELLED for i in r.issues)}
    intake = read_orders(event.late, config)
    new = tuple(order for order in intake.orders if order.receipt_id not in known)
    fresh = tuple(order for order in new if order.receipt_id not in event.cancelled)
    off = tuple(_cancelled(order) for order in new if order.receipt_id in event.cancelled)
    rejected = (*(r for r in intake.rejected if r.receipt_id not in known), *off)
    found = find_places(
        replace(
            intake, orders=fresh, rejected=rejected, rows=intake.not_flagged + len(fresh) + len(rejected)
        ),
        config,
        tools,
    )
    names = {order.receipt_id for order in fresh} | {r.receipt_id for r in rejected}
    return _Late(
        orders=found.located,
        rejected=(*rejected, *found.rejected),
        issues=tuple(i for i in (*intake.issues, *found.issues) if not i.receipt_id or i.receipt_id in names),
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


class _Surroundings:
    """Make stops and measure travel as the day's first plan did."""

    def __init__(self, old: PlannedDay, config: Config, tools: Tools) -> None:
        self._day, self._config, self._tools = old.day, config, tools
        self._hours = hours_of(old.day, config)
        self._fleet = muster(old.day, config)
        self._rules = stop_rules(self._hours, self._fleet, config, tools)

    def admit(self, late: _Late) -> tuple[tuple[Stop, ...], _Late]:
        """Make stops of late orders; those that no road leads to are rejected, as on the first plan."""
        stops = make_stops(late.orders, self._rules)
        if not stops:
            return (), late
        roads = survey(self._day, stops, self._fleet, self._hours, self._config, self._tools)
        reached = reach(stops, roads, self._fleet, self._config.promise.area, late.cells)
        admitted = tuple(stops[place - 1] for place in reached.places)
        late = replace(
            late,
            orders=tuple(order for stop in admitted for order in stop.orders),
            rejected=(*late.rejected, *reached.rejected),
            issues=(*late.issues, *reached.issues),
        )
        return admitted, late

    def remake(self, orders: tuple[LocatedOrder, ...]) -> Stop:
        return join_stop(orders, self._rules)

    def measure(
        self, stops: tuple[Stop, ...], shifts: tuple[Shift, ...]
    ) -> tuple[tuple[TravelMatrix, ...], tuple[Restriction, ...]]:
        fleet = replace(self._fleet, shifts=shifts)
        roads = survey(self._day, stops, fleet, self._hours, self._config, self._tools)
        return roads.measured.matrices, roads.restrictions


def _resolve(config: Config, tools: Tools) -> Callable[[Problem], Solution]:
    """Solve three times within the time of one plan."""
    whole = budget(config)
    third = replace(
        whole,
        seconds=whole.seconds and whole.seconds / 3,
        iterations=whole.iterations and max(1, whole.iterations // 3),
    )
    return lambda problem: solve(problem, third, config.solver.seed, tools.progress)


def _rejected(old: PlannedDay, late: _Late, problem: Problem) -> tuple[Rejected, ...]:
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
    return tuple(sorted((*_standing(old, late), *late.rejected, *cancelled), key=lambda reject: reject.row))


def _standing(old: PlannedDay, late: _Late) -> list[Rejected]:
    """Return the old rejected rows in whose place no newer row stands.

    A row without a receipt number is known by its place in the file, or by what it says.
    """
    again = {r.receipt_id for r in late.rejected} | {o.order.receipt_id for o in late.orders}
    nameless = [r for r in late.rejected if not r.receipt_id] if late.cumulative else []
    there = {r.row for r in nameless} | {r.cells for r in nameless}
    return [
        r
        for r in old.rejected
        if (r.receipt_id not in again if r.receipt_id else there.isdisjoint((r.row, r.cells)))
    ]


def _cancelled(order: Order) -> Rejected:
    told = Issue(
        CANCELLED,
        Severity.ERROR,
        "The order was cancelled after it was planned.",
        "Nothing; take its crates back to the shelves.",
        row=order.row,
        receipt_id=order.receipt_id,
    )
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


def _lasting(old: PlannedDay, tools: Tools) -> tuple[Issue, ...]:
    """Return the old issues that still hold: those about orders, not those about the tools of that run."""
    gone = {issue.code for issue in tools.notices} | PASSING
    return tuple(i for i in old.issues if i.code not in gone and not i.field.startswith("travel."))


def _accounts(old: PlannedDay, late: _Late, rejected: Sequence[Rejected], plan: Plan) -> Accounts:
    """Balance the rows of the first export and of the newer one; a cumulative one counts once."""
    before = old.accounts.not_flagged
    not_flagged = max(before, late.not_flagged) if late.cumulative else before + late.not_flagged
    flagged_before = old.accounts.read - before
    replaced = len(old.rejected) - len(_standing(old, late))
    flagged = flagged_before - replaced + len(late.rejected) + len(late.orders)
    return Accounts(
        read=not_flagged + flagged,
        not_flagged=not_flagged,
        rejected=len(rejected),
        unassigned=sum(len(stop.orders) for stop in plan.unserved),
        planned=plan.totals.orders,
    )
