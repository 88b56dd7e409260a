"""The figures of single deliveries, and of shifts: what the owner asks about areas, hours and customers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dispatch.clock import HOUR
from dispatch.model import CENT, Order, Outcome, Plan, PlannedDay, Problem, Route, Shift, Visit, to_cents
from dispatch.reporting.actuals import Actual
from dispatch.reporting.sharing import share_costs

_AREA = 4
"""Digits of a postcode that name an area and no door."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Hold what one order's delivery came to.

    Parameters
    ----------
    customer
        Name and postcode; empty once persons are removed.
    area
        The digits of the postcode; empty where there is none.
    hour
        In which service begins, from 0.
    cost_cents
        Its share of the route's cost, see :func:`dispatch.reporting.share_costs`.
    door_seconds
        Its part of the time at the door.
    late_seconds
        Planned behind the window.
    total_cents, margin_cents
        Value of the basket and what it leaves for delivery; None where it is not known.
    at_home
        Whether somebody opened; None where nothing came back.
    """

    customer: str
    area: str
    hour: int
    cost_cents: int
    door_seconds: int
    late_seconds: int
    total_cents: int | None = None
    margin_cents: int | None = None
    at_home: bool | None = None


@dataclass(frozen=True, slots=True)
class ShiftFigures:
    """Hold what a shift would be paid, and what of it was worked.

    Parameters
    ----------
    courier
        Empty once persons are removed.
    vehicle
        Which they drive.
    paid_seconds
        The whole shift less the breaks owed in it.
    work_seconds
        Worked as planned; 0 for a courier without a route.
    wage_cents
        For all that is paid.
    """

    courier: str
    vehicle: str
    paid_seconds: int
    work_seconds: int
    wage_cents: int

    @property
    def idle_seconds(self) -> int:
        """Paid and not worked."""
        return max(0, self.paid_seconds - self.work_seconds)


def deliveries_of(day: PlannedDay, margin: float, actuals: Mapping[str, Actual]) -> tuple[Delivery, ...]:
    """Return a figure for each order that is brought, in the order of the routes."""
    return tuple(one for route in day.plan.routes for one in _of_route(day.problem, route, margin, actuals))


def _of_route(
    problem: Problem, route: Route, margin: float, actuals: Mapping[str, Actual]
) -> Iterator[Delivery]:
    stops, shares = {stop.id: stop for stop in problem.stops}, share_costs(problem, route)
    for visit in (visit for trip in route.trips for visit in trip.visits):
        orders = [located.order for located in stops[visit.stop].orders]
        for number, order in enumerate(orders):
            # Orders for one door share its cost evenly; the first carry what does not divide.
            cost = (to_cents(shares[visit.stop]) + len(orders) - 1 - number) // len(orders)
            yield _delivery(order, visit, cost, len(orders), margin, actuals.get(order.receipt_id))


def _delivery(
    order: Order, visit: Visit, cost: int, sharing: int, margin: float, actual: Actual | None
) -> Delivery:
    total = order.total_cents
    return Delivery(
        customer=f"{order.name}, {order.address.postcode}".strip(", "),
        area=area_of(order),
        hour=visit.start // HOUR % 24,
        cost_cents=cost,
        door_seconds=(visit.departure - visit.start) // sharing,
        late_seconds=visit.late,
        total_cents=total,
        margin_cents=None if total is None else round(total * margin),
        at_home=None if actual is None else actual.outcome is not Outcome.NOT_HOME,
    )


def area_of(order: Order) -> str:
    """Return the digits of the postcode; empty where there is none."""
    digits = order.address.postcode.strip()[:_AREA]
    return digits if digits.isdigit() else ""


def shifts_of(problem: Problem, plan: Plan) -> tuple[ShiftFigures, ...]:
    """Return a figure for each shift, those without a route too."""
    worked = {route.shift.id: route.work_seconds for route in plan.routes}
    return tuple(
        ShiftFigures(
            shift.courier,
            shift.vehicle.id,
            paid_seconds(shift),
            worked.get(shift.id, 0),
            to_cents(paid_seconds(shift) * shift.cents_per_hour * (CENT // HOUR)),
        )
        for shift in problem.shifts
    )


def paid_seconds(shift: Shift) -> int:
    """Return the seconds of a whole shift that are paid: all but the breaks that are owed in it."""
    length = shift.hours.latest - shift.hours.earliest
    return length - sum(owed.seconds for owed in shift.breaks if length > owed.over)
