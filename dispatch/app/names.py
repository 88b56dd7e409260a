"""Names that people type: receipts, couriers, vehicles, routes; one that is not known is refused."""

import difflib
from collections.abc import Iterable, Sequence

from dispatch.app.desk import DayDesk
from dispatch.errors import InputError, UsageError
from dispatch.model import Route
from dispatch.phrases import Phrase

_FEW = 20
_LAST_SIGNS = 3


def known_receipt(text: str, desk: DayDesk) -> str:
    """Return the receipt that is meant.

    Raises
    ------
    UsageError
        If the day has no such receipt.
    """
    return _known("receipt", text, receipts(desk))


def known_courier(text: str, desk: DayDesk) -> str:
    """Return the courier who is meant, whatever the capitals; raises as :func:`known_receipt`."""
    return _known("courier", text, couriers(desk))


def known_vehicle(text: str, desk: DayDesk) -> str:
    """Return the vehicle that is meant, whatever the capitals; raises as :func:`known_receipt`."""
    return _known("vehicle", text, vehicles(desk))


def known_route(text: str, desk: DayDesk) -> tuple[str, int]:
    """Return shift and trip of ``R2.1``, ``R2`` or a courier's name; 0 for all trips.

    Raises
    ------
    UsageError
        If the version in force has no such route or trip.
    """
    routes = {route.name: route for route in routes_in_force(desk)}
    name, _, trip = text.rpartition(".")
    if name.upper() in routes and trip.isdigit():
        route = routes[name.upper()]
        if 1 <= int(trip) <= len(route.trips):
            return route.shift.id, int(trip)
        raise UsageError(
            "{name} has no trip {trip}; nothing was written.",
            "Known: {known}.",
            name=route.name,
            trip=trip,
            known=", ".join(f"{route.name}.{number}" for number in range(1, len(route.trips) + 1)),
        )
    if text.upper() in routes:
        return routes[text.upper()].shift.id, 0
    by_courier = {route.shift.courier: route.shift.id for route in routes.values()}
    return by_courier[_known("courier or route", text, [*by_courier, *routes])], 0


def receipts(desk: DayDesk) -> list[str]:
    """List the receipts of a day."""
    return list(desk.state().receipts)


def couriers(desk: DayDesk) -> list[str]:
    """List the couriers of the configuration, those who came for this day, and those of other stores."""
    names = [courier.name for courier in desk.setting.config.courier]
    others = (route.shift.courier for route in routes_in_force(desk) if route.visiting)
    return list(dict.fromkeys((*names, *desk.state().fleet.couriers, *others)))


def vehicles(desk: DayDesk) -> list[str]:
    """List the vehicles of the configuration, and those of other stores that load here."""
    others = (route.shift.vehicle.id for route in routes_in_force(desk) if route.visiting)
    return list(dict.fromkeys((*(vehicle.id for vehicle in desk.setting.config.vehicle), *others)))


def routes_in_force(desk: DayDesk) -> tuple[Route, ...]:
    """Return the routes of the version in force; none if there is no such version, or it is damaged."""
    in_force = desk.state().in_force
    if in_force is None:
        return ()
    try:
        return desk.archive.read(desk.day, in_force).plan.routes
    except InputError:
        return ()


def _known(what: str, text: str, names: Iterable[str]) -> str:
    wanted = text.strip()
    by_fold = {name.casefold(): name for name in names}
    if wanted in by_fold.values():
        return wanted
    if wanted.casefold() in by_fold:
        return by_fold[wanted.casefold()]
    raise unknown(what, wanted, list(by_fold.values()))


def unknown(what: str, wanted: str, names: Sequence[str]) -> UsageError:
    """Say that a name is not known, and which known one is nearest."""
    by_fold = {name.casefold(): name for name in names}
    # The last signs of a receipt stand large on its labels: who types just these means that one.
    ending = [name for name in by_fold if len(wanted) >= _LAST_SIGNS and name.endswith(wanted.casefold())]
    near = ending[:1] or difflib.get_close_matches(wanted.casefold(), by_fold, n=1, cutoff=0.5)
    hint = "Look with 'dispatch day', or at the newest plan."
    if near:
        hint = "Did you mean {near}?"
    elif by_fold and len(by_fold) <= _FEW:
        hint = "Known: {known}."
    return UsageError(
        "There is no {what} '{name}' on this day; nothing was written.",
        hint,
        what=Phrase(what),
        name=wanted,
        near=by_fold[near[0]] if near else "",
        known=", ".join(by_fold.values()),
    )
