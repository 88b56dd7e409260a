"""The figures of a cell, and the measures that scenarios are set side by side by."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from dispatch.clock import HOUR, MINUTE
from dispatch.model import AN_HOUR, Plan, Problem, to_cents
from dispatch.reporting.deliveries import paid_seconds
from dispatch.reporting.emissions import shipped_factors
from dispatch.reporting.tables import Kind


@dataclass(frozen=True, slots=True)
class CellFigures:
    """Hold what the plan of a cell comes to.

    Parameters
    ----------
    orders
        Asked for, those turned away among them.
    turned_away
        Not taken under these circumstances: after the cut-off, below the least basket, outside the area.
    unreachable
        No vehicle in use gets there.
    left_behind
        Orders that found no place in the plan.
    deliveries
        Orders that are brought.
    late_orders, late_seconds
        Brought after their window, and by how much in all.
    slack_seconds
        From the planned beginning at the door to the end of the window, over all orders brought.
    metres, drive_seconds, work_seconds
        Of all routes.
    paid_seconds
        For which couriers are paid: their work, or their shifts less the breaks.
    vehicles
        Different ones that are driven.
    trips
        From the store and back.
    cost_cents
        Wages for what is paid, kilometres, fixed costs; no price of lateness or of what is left behind.
    co2_grams
        Of all vehicles.
    valued, margin_cents
        Deliveries whose basket has a known value, and what these baskets leave for their delivery.
    """

    orders: int
    turned_away: int
    unreachable: int
    left_behind: int
    deliveries: int
    late_orders: int
    late_seconds: int
    slack_seconds: int
    metres: int
    drive_seconds: int
    work_seconds: int
    paid_seconds: int
    vehicles: int
    trips: int
    cost_cents: int
    co2_grams: int
    valued: int
    margin_cents: int

    def __post_init__(self) -> None:
        ended = self.turned_away + self.unreachable + self.left_behind + self.deliveries
        if self.orders != ended:
            raise ValueError(f"{self.orders} orders asked for, {ended} accounted for")


@dataclass(frozen=True, slots=True)
class Measure:
    """Name a figure that scenarios are compared by.

    Parameters
    ----------
    key
        Header in CSV and JSON, with its unit; ``study.measure.KEY`` are its words.
    kind
        Of its values.
    of
        Reads it off a cell; None where there is nothing to divide by.
    """

    key: str
    kind: Kind
    of: Callable[[CellFigures], float | None]


def _per(part: float, whole: int) -> float | None:
    return part / whole if whole else None


def _margin(figures: CellFigures) -> float | None:
    """Return what baskets leave, in euros; those of unknown value as much as the others on average."""
    known = _per(figures.margin_cents / 100, figures.valued)
    return None if known is None else known * figures.deliveries


def _remains(figures: CellFigures) -> float | None:
    margin = _margin(figures)
    return None if margin is None else margin - figures.cost_cents / 100


MEASURES: Final[tuple[Measure, ...]] = (
    Measure("cost_per_delivery_eur", "euro", lambda f: _per(f.cost_cents / 100, f.deliveries)),
    Measure("cost_eur", "euro", lambda f: f.cost_cents / 100),
    Measure("margin_eur", "euro", _margin),
    Measure("result_eur", "euro", _remains),
    Measure("deliveries", "count", lambda f: float(f.deliveries)),
    Measure("left_behind", "count", lambda f: float(f.left_behind + f.unreachable)),
    Measure("turned_away", "count", lambda f: float(f.turned_away)),
    Measure("late_orders", "count", lambda f: float(f.late_orders)),
    Measure("late_min", "minutes", lambda f: f.late_seconds / MINUTE),
    Measure("slack_min", "minutes", lambda f: _per(f.slack_seconds / MINUTE, f.deliveries)),
    Measure("distance_km", "km", lambda f: f.metres / 1000),
    Measure("work_h", "hours", lambda f: f.work_seconds / HOUR),
    Measure("paid_h", "hours", lambda f: f.paid_seconds / HOUR),
    Measure("vehicles", "count", lambda f: float(f.vehicles)),
    Measure("trips", "count", lambda f: float(f.trips)),
    Measure("co2_kg", "kg", lambda f: f.co2_grams / 1000),
)


def figures_of_cell(
    problem: Problem,
    plan: Plan,
    emissions: Mapping[str, str],
    *,
    turned_away: int,
    unreachable: int,
    paid_shift: bool,
    margin: float,
) -> CellFigures:
    """Work out the figures of a plan.

    Parameters
    ----------
    emissions
        Emission class by vehicle id.
    margin
        The share of its value that a basket leaves for its delivery.
    """
    stops = {stop.id: stop for stop in problem.stops}
    visits = [visit for route in plan.routes for trip in route.trips for visit in trip.visits]
    sizes = [len(stops[visit.stop].orders) for visit in visits]
    left = sum(len(stop.orders) for stop in plan.unserved)
    values = [
        located.order.total_cents
        for visit in visits
        for located in stops[visit.stop].orders
        if located.order.total_cents is not None
    ]
    factors = shipped_factors()
    driven = [(route.shift.vehicle, route.metres) for route in plan.routes]
    co2 = sum(m * factors.of_vehicle(v.kind, emissions.get(v.id, "unknown")) for v, m in driven)
    paid, wages = _paid(problem, plan, paid_shift=paid_shift)
    ticks = wages + sum(route.cost.use + route.cost.distance for route in plan.routes)
    return CellFigures(
        orders=sum(sizes) + left + turned_away + unreachable,
        turned_away=turned_away,
        unreachable=unreachable,
        left_behind=left,
        deliveries=sum(sizes),
        late_orders=sum(size for visit, size in zip(visits, sizes, strict=True) if visit.late > 0),
        late_seconds=sum(visit.late * size for visit, size in zip(visits, sizes, strict=True)),
        slack_seconds=sum(
            (stops[visit.stop].window.latest - visit.start) * size
            for visit, size in zip(visits, sizes, strict=True)
        ),
        metres=plan.totals.metres,
        drive_seconds=plan.totals.drive_seconds,
        work_seconds=plan.totals.work_seconds,
        paid_seconds=paid,
        vehicles=len({vehicle.id for vehicle, _ in driven}),
        trips=plan.totals.trips,
        cost_cents=to_cents(ticks),
        co2_grams=(co2 + 500) // 1000,
        valued=len(values),
        margin_cents=sum(round(value * margin) for value in values),
    )


def _paid(problem: Problem, plan: Plan, *, paid_shift: bool) -> tuple[int, int]:
    """Return the seconds that are paid, and their wages in ticks."""
    if not paid_shift:
        return plan.totals.work_seconds, sum(route.cost.work for route in plan.routes)
    seconds = [(paid_seconds(shift), shift.cents_per_hour) for shift in problem.shifts]
    return sum(paid for paid, _ in seconds), sum(paid * wage for paid, wage in seconds) * AN_HOUR
