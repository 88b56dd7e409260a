"""The road once more, from some time of the day on: late orders, cancellations, a courier out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dispatch.config import Config
from dispatch.model import (
    Accounts,
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
from dispatch.pipeline.parts import Request, Stages, Tools, budget, checked, draw, record
from dispatch.pipeline.posing import hours_of, muster, stop_rules, survey
from dispatch.pipeline.stages import explain_unserved, find_places, judge, read_orders
from dispatch.replanning import Changes, CourierOut, prepare, settle
from dispatch.scheduling import schedule
from dispatch.solving import solve
from dispatch.stops import make_stops

PASSING: Final = frozenset({"ON_BOARD", "CANCEL_UNKNOWN", "COURIER_UNKNOWN"})
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
    """

    moment: int
    late: Request | None = None
    cancelled: frozenset[str] = frozenset()
    out: tuple[str, ...] = ()


def replan_day(old: PlannedDay, event: Event, config: Config, tools: Tools) -> PlannedDay:
    """Plan the rest of a day again, changing as little as possible.

    Raises
    ------
    InputError, ServiceError, ResourceError, PlanViolationError
        As :func:`dispatch.pipeline.plan_day`.
    """
    stages = Stages(tools.progress)
    with stages.stage("Reading"):
        late = _read_late(old, event, config, tools)
    with stages.stage("Measuring"):
        surroundings = _Surroundings(old, config, tools)
        changes = Changes(
            added=surroundings.stops(late.orders),
            cancelled=event.cancelled,
            out=tuple(CourierOut(name, event.moment) for name in event.out),
        )
        prepared = prepare(
            old, changes, event.moment, remake=surroundings.remake, measure=surroundings.measure
        )
        problem = prepared.problem
    with stages.stage("Searching"):
        solution = settle(problem, prepared.kept, old.plan, _resolve(config, tools), judge)
    with stages.stage("Scheduling"):
        plan = checked(problem, schedule(problem, solution))
    with stages.stage("Explaining"):
        unassigned = explain_unserved(problem, solution, config)
    with stages.stage("Drawing"):
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


@dataclass(frozen=True, slots=True)
class _Late:
    """Hold what a newer export brings that the plan does not know."""

    orders: tuple[LocatedOrder, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    issues: tuple[Issue, ...] = ()
    not_flagged: int = 0
    cumulative: bool = False
    extra_columns: tuple[str, ...] = ()


def _read_late(old: PlannedDay, event: Event, config: Config, tools: Tools) -> _Late:
    """Read a newer export, of new receipts or of the whole day; those of the plan are passed over."""
    if event.late is None:
        return _Late()
    known = {receipt for stop in old.problem.stops for receipt in stop.receipt_ids}
    intake = read_orders(event.late, config)
    seen = any(order.receipt_id in known for order in intake.orders)
    fresh = tuple(order for order in intake.orders if order.receipt_id not in known)
    rejected = tuple(r for r in intake.rejected if r.receipt_id not in known)
    found = find_places(
        replace(
            intake, orders=fresh, rejected=rejected, rows=intake.not_flagged + len(fresh) + len(rejected)
        ),
        config,
        tools,
    )
    new = {order.receipt_id for order in fresh} | {r.receipt_id for r in rejected}
    return _Late(
        orders=found.located,
        rejected=(*rejected, *found.rejected),
        issues=tuple(i for i in (*intake.issues, *found.issues) if not i.receipt_id or i.receipt_id in new),
        not_flagged=intake.not_flagged,
        cumulative=seen,
        extra_columns=intake.extra_columns,
    )


class _Surroundings:
    """Make stops and measure travel as the day's first plan did."""

    def __init__(self, old: PlannedDay, config: Config, tools: Tools) -> None:
        self._day, self._config, self._tools = old.day, config, tools
        self._hours = hours_of(old.day, config)
        self._fleet = muster(old.day, config)
        self._rules = stop_rules(self._hours, self._fleet, config, tools)

    def stops(self, orders: Sequence[LocatedOrder]) -> tuple[Stop, ...]:
        return make_stops(orders, self._rules)

    def remake(self, orders: tuple[LocatedOrder, ...]) -> Stop:
        return self.stops(orders)[0]

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
    """Return the old rejected rows in whose place no newer row stands."""
    again = {r.receipt_id for r in late.rejected} | {o.order.receipt_id for o in late.orders}
    nameless = {r.row for r in late.rejected if not r.receipt_id} if late.cumulative else set()
    return [r for r in old.rejected if (r.receipt_id not in again if r.receipt_id else r.row not in nameless)]


def _cancelled(order: Order) -> Rejected:
    told = Issue(
        "CANCELLED",
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
    told = {issue.code for issue in tools.notices}
    return tuple(issue for issue in old.issues if issue.code not in told and issue.code not in PASSING)


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
