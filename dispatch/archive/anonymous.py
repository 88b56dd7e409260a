"""A copy of a run that support may see: the shape of the problem without the persons in it."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from dispatch.archive.codec import write_plan
from dispatch.archive.manifest import seal
from dispatch.errors import ResourceError
from dispatch.files.disk import make_durable, make_folder, writing
from dispatch.model import (
    Address,
    Binding,
    Depot,
    Fact,
    InputFile,
    Issue,
    Kind,
    LocatedOrder,
    Order,
    Place,
    PlannedDay,
    Rejected,
    Route,
    Shift,
    Stop,
    Unassigned,
)

_GRID_DEGREES = 0.005
"""Positions are rounded to about 500 m north to south and 340 m east to west in the Netherlands."""


def anonymous(day: PlannedDay) -> PlannedDay:
    """Return a day without names, phones, addresses, notes, receipt numbers and free texts.

    What stays: times, windows, loads, travel times, skills, vehicles, costs, codes, the first four digits of
    postcodes, and positions rounded to half a kilometre.
    """
    names = _names(day)
    stops = tuple(_stop(stop, names) for stop in day.problem.stops)
    by_id = {stop.id: stop for stop in stops}
    shifts = {shift.id: _shift(shift, names) for shift in day.problem.shifts}
    restrictions = tuple(replace(r, stop=names.stop(r.stop)) for r in day.problem.restrictions)
    likings = tuple(
        replace(one, shift=names.shift(one.shift), stop=names.stop(one.stop))
        for one in day.problem.affinities
    )
    problem = replace(
        day.problem,
        depot=_depot(day.problem.depot),
        stops=stops,
        shifts=tuple(shifts.values()),
        restrictions=restrictions,
        affinities=likings,
    )
    plan = replace(
        day.plan,
        routes=tuple(_route(route, shifts[route.shift.id], names) for route in day.plan.routes),
        unserved=tuple(by_id[names.stop(stop.id)] for stop in day.plan.unserved),
    )
    return replace(
        day,
        problem=problem,
        plan=plan,
        told=(),
        moved=(),
        too_late=(),
        relabel=(),
        chances=tuple((names.stop(stop), percent) for stop, percent in day.chances),
        unassigned=tuple(_unassigned(one, names) for one in day.unassigned),
        rejected=tuple(_rejected(one, names) for one in day.rejected),
        issues=tuple(_issue(issue, names) for issue in day.issues),
        shapes=(),
        extra_columns=(),
        provenance=replace(day.provenance, inputs=tuple(map(_file, day.provenance.inputs))),
    )


def _file(file: InputFile) -> InputFile:
    contents = None if file.contents is None else replace(file.contents, sheets=())
    return replace(file, name=file.role, contents=contents)


def write_anonymous(day: PlannedDay, folder: Path, status: int) -> Path:
    """Write the anonymous copy of a day into a new folder.

    Raises
    ------
    ResourceError
        If the folder exists or cannot be written.
    """
    if folder.exists():
        raise ResourceError("{folder} exists already.", "Name a folder that does not.", folder=folder)
    with writing(folder, "The copy cannot be written"):
        make_folder(folder)
        bare = anonymous(day)
        write_plan(bare, folder)
        seal(folder, bare, status=status, kind="anonymous")
        make_durable(folder)
    return folder


@dataclass(frozen=True, slots=True)
class _Names:
    """Map what names persons to numbers that name nobody."""

    receipts: Mapping[str, str]
    shifts: Mapping[str, tuple[str, str]]
    couriers: Mapping[str, str]

    def stop(self, stop: str) -> str:
        return self.receipts.get(stop, "")

    def shift(self, shift: str) -> str:
        return self.shifts[shift][0] if shift in self.shifts else ""


def _names(day: PlannedDay) -> _Names:
    ids = [i for stop in day.problem.stops for i in (stop.id, *stop.receipt_ids)]
    couriers = list(dict.fromkeys(shift.courier for shift in day.problem.shifts))
    return _Names(
        receipts={receipt: f"order-{number}" for number, receipt in enumerate(dict.fromkeys(ids), start=1)},
        shifts={
            shift.id: (f"S{number}", f"Courier {couriers.index(shift.courier) + 1}")
            for number, shift in enumerate(day.problem.shifts, start=1)
        },
        couriers={courier: f"Courier {number}" for number, courier in enumerate(couriers, start=1)},
    )


def _stop(stop: Stop, names: _Names) -> Stop:
    return replace(
        stop,
        id=names.stop(stop.id),
        orders=tuple(
            LocatedOrder(_order(located.order, names), _place(located.place, names))
            for located in stop.orders
        ),
        place=_place(stop.place, names),
    )


def _order(order: Order, names: _Names) -> Order:
    position = order.given_position
    # Every text of an order is emptied, so that one added to the model later cannot slip through.
    changes: dict[str, Any] = {
        column.name: "" for column in fields(order) if isinstance(getattr(order, column.name), str)
    }
    changes |= {
        "receipt_id": names.stop(order.receipt_id),
        "address": _address(order.address),
        "given_position": (_rounded(position[0]), _rounded(position[1])) if position else None,
        "extra": (),
    }
    return replace(order, **changes)


def _place(place: Place, names: _Names) -> Place:
    return replace(
        place,
        lat=_rounded(place.lat),
        lon=_rounded(place.lon),
        address=_address(place.address),
        facts=_facts(place.facts, names),
    )


def _address(address: Address) -> Address:
    digits = address.postcode.strip()[:4]
    return Address(postcode=digits if digits.isdigit() else "")


def _depot(depot: Depot) -> Depot:
    return replace(depot, name="Store", address=_address(depot.address), phone="")


def _rounded(degrees: float) -> float:
    return round(math.floor(degrees / _GRID_DEGREES + 0.5) * _GRID_DEGREES, 3)


def _shift(shift: Shift, names: _Names) -> Shift:
    new_id, courier = names.shifts[shift.id]
    fixed = tuple(replace(trip, stops=tuple(names.stop(stop) for stop in trip.stops)) for trip in shift.fixed)
    return replace(shift, id=new_id, courier=courier, fixed=fixed)


def _route(route: Route, shift: Shift, names: _Names) -> Route:
    trips = tuple(
        replace(trip, visits=tuple(replace(visit, stop=names.stop(visit.stop)) for visit in trip.visits))
        for trip in route.trips
    )
    return replace(route, shift=shift, trips=trips)


def _unassigned(one: Unassigned, names: _Names) -> Unassigned:
    remedy = one.remedy
    return replace(
        one,
        stop=names.stop(one.stop),
        because=tuple(_binding(binding, names) for binding in one.because),
        remedy=replace(remedy, shift=names.shift(remedy.shift), facts=_facts(remedy.facts, names))
        if remedy
        else None,
        bindings=tuple(_binding(binding, names) for binding in one.bindings),
    )


def _binding(binding: Binding, names: _Names) -> Binding:
    return replace(binding, shift=names.shift(binding.shift), facts=_facts(binding.facts, names))


def _facts(facts: Iterable[Fact], names: _Names) -> tuple[Fact, ...]:
    """Keep figures and vehicles, number couriers and receipts, and empty what anybody wrote."""
    return tuple(_fact(fact, names) for fact in facts)


def _fact(fact: Fact, names: _Names) -> Fact:
    match fact.kind:
        case Kind.COURIER:
            return replace(fact, value=names.couriers.get(str(fact.value), ""))
        case Kind.RECEIPT:
            return replace(fact, value=names.stop(str(fact.value)))
        case Kind.WRITTEN:
            return replace(fact, value="")
        case _:
            return fact


def _rejected(one: Rejected, names: _Names) -> Rejected:
    issues = tuple(_bare(issue, names) for issue in one.issues)
    return replace(one, receipt_id="", cells=(), issues=issues, suggestion="")


def _issue(issue: Issue, names: _Names) -> Issue:
    return replace(_bare(issue, names), receipt_id=names.stop(issue.receipt_id))


def _bare(issue: Issue, names: _Names) -> Issue:
    return replace(issue, facts=_facts(issue.facts, names), value="", receipt_id="")
