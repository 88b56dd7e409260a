"""The tables of a run: routes.csv, stops.csv, rejected.csv and unassigned.csv (docs/formats.md)."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from dispatch.config import Sheets
from dispatch.files.delimited import (
    Cell,
    degrees,
    delimited,
    euros,
    kilograms,
    kilometres,
    minutes,
    save,
)
from dispatch.model import (
    CENT,
    LocatedOrder,
    PlannedDay,
    Rejected,
    Route,
    Severity,
    Stop,
    Unassigned,
    to_cents,
)
from dispatch.sheets.doors import Call, calls, clock, door, temperatures, yes_no

ROUTES: Final = (
    "route", "trip", "courier", "vehicle", "depart", "return", "stops", "crates", "weight_kg",
    "distance_km", "drive_min", "service_min", "wait_min", "break_min", "cost_eur",
)  # fmt: skip
STOPS: Final = (
    "route", "trip", "seq", "receipt_id", "name", "phone", "street", "house_number", "addition",
    "postcode", "city", "lat", "lon", "place_source", "window_from", "window_to", "arrival",
    "departure", "wait_min", "late_min", "crates", "bags", "weight_kg", "temperature", "age_check",
    "cold_min", "distance_km", "notes",
)  # fmt: skip
REJECTED: Final = ("receipt_id", "row", "code", "field", "message", "hint", "suggestion")
UNASSIGNED: Final = (
    "receipt_id", "never", "code", "reason", "remedy", "name", "phone", "street", "house_number",
    "addition", "postcode", "city", "lat", "lon", "place_source", "window_from", "window_to", "crates",
    "bags", "weight_kg", "temperature", "age_check", "notes",
)  # fmt: skip

_HOUR: Final = 3600


class RouteTables:
    """Write the four CSV tables of a day.

    Parameters
    ----------
    sheets
        Its ``csv`` says in which style.
    """

    def __init__(self, sheets: Sheets) -> None:
        self._style = sheets.csv

    def write(self, day: PlannedDay, folder: Path) -> tuple[Path, ...]:
        """Write the files and return their paths.

        Raises
        ------
        ResourceError
            If the folder cannot be written.
        """
        extra = day.extra_columns
        tables = (
            ("routes.csv", ROUTES, _route_rows(day)),
            ("stops.csv", (*STOPS, *_unlike(extra, STOPS)), _stop_rows(day)),
            ("rejected.csv", *_rejected_table(day.rejected)),
            ("unassigned.csv", (*UNASSIGNED, *_unlike(extra, UNASSIGNED)), _unassigned_rows(day)),
        )
        return tuple(
            save(folder / name, delimited(header, rows, self._style)) for name, header, rows in tables
        )


def write_rejected(path: Path, rejected: Sequence[Rejected], sheets: Sheets) -> Path:
    """Write a table of rejected rows alone, to be corrected and fed back.

    Raises
    ------
    ResourceError
        If the file cannot be written.
    """
    header, rows = _rejected_table(rejected)
    return save(path, delimited(header, rows, sheets.csv))


def trip_costs(route: Route, late_cents_per_hour: int) -> tuple[int, ...]:
    """Share the cost of a route among its trips, in cents that add up to it.

    The cost of use falls on the first trip; work on the trip at whose end it lies, so that the time
    between two trips belongs to the later one; distance and lateness where they arise.
    """
    shares: list[int] = []
    ticks = cents = 0
    begin = route.start
    for number, trip in enumerate(route.trips):
        paused = sum(pause.end - pause.start for pause in route.pauses if pause.trip == number)
        late = sum(visit.late for visit in trip.visits)
        ticks += (trip.arrival - begin - paused) * route.shift.cents_per_hour * (CENT // _HOUR)
        ticks += trip.metres * route.shift.vehicle.cents_per_km * (CENT // 1000)
        ticks += late * late_cents_per_hour * (CENT // _HOUR)
        ticks += route.cost.use if number == 0 else 0
        begin = trip.arrival
        last = number == len(route.trips) - 1
        share = (route.cost.cents if last else to_cents(ticks)) - cents
        cents += share
        shares.append(share)
    return tuple(shares)


def trip_seconds(route: Route, number: int, service: int) -> tuple[int, int]:
    """Return the waiting and the breaks of a trip.

    Waiting is what is left of the time on the road after driving, service and the breaks taken there;
    a break at the store before the trip counts as a break of the trip, but not as time on the road.
    """
    trip = route.trips[number]
    pauses = [pause for pause in route.pauses if pause.trip == number]
    breaks = sum(pause.end - pause.start for pause in pauses)
    on_road = sum(pause.end - pause.start for pause in pauses if pause.position > 0)
    return trip.arrival - trip.departure - trip.drive_seconds - service - on_road, breaks


def _rejected_table(rejected: Sequence[Rejected]) -> tuple[Sequence[str], Iterator[Sequence[Cell]]]:
    own = _own_columns(rejected)
    return (*REJECTED, *_unlike(own, REJECTED)), _rejected_rows(rejected, own)


def _route_rows(day: PlannedDay) -> Iterator[Sequence[Cell]]:
    stops = {stop.id: stop for stop in day.problem.stops}
    for route in day.plan.routes:
        costs = trip_costs(route, day.problem.late_cents_per_hour)
        for number, trip in enumerate(route.trips):
            orders = [located.order for visit in trip.visits for located in stops[visit.stop].orders]
            service = sum(visit.departure - visit.start for visit in trip.visits)
            wait, breaks = trip_seconds(route, number, service)
            yield (
                route.name,
                number + 1,
                route.shift.courier,
                route.shift.vehicle.id,
                clock(trip.departure),
                clock(trip.arrival),
                len(trip.visits),
                sum(order.crates for order in orders),
                kilograms(sum(order.grams for order in orders)),
                kilometres(trip.metres),
                minutes(trip.drive_seconds),
                minutes(service),
                minutes(wait),
                minutes(breaks),
                euros(costs[number]),
            )


def _stop_rows(day: PlannedDay) -> Iterator[Sequence[Cell]]:
    for call in calls(day):
        for number, located in enumerate(call.stop.orders):
            yield (*_stop_row(call, located, first=number == 0), *_extras(located, day.extra_columns))


def _stop_row(call: Call, located: LocatedOrder, *, first: bool) -> tuple[Cell, ...]:
    """Write one order of a visit; way and wait stand with its first order only, so that they add up."""
    visit, order = call.visit, located.order
    return (
        call.route.name,
        call.trip_number,
        call.seq,
        order.receipt_id,
        *_who_and_where(located),
        clock(call.stop.window.earliest),
        clock(call.stop.window.latest),
        clock(visit.arrival),
        clock(visit.departure),
        minutes(visit.wait if first else 0),
        minutes(visit.late),
        *_goods(located),
        _cold(call, located),
        kilometres(visit.metres if first else 0),
        order.notes,
    )


def _who_and_where(located: LocatedOrder) -> tuple[Cell, ...]:
    order, place, address = located.order, located.place, door(located)
    return (
        order.name,
        order.phone,
        address.street,
        address.house_number,
        address.addition,
        address.postcode,
        address.city,
        degrees(place.lat),
        degrees(place.lon),
        place.source,
    )


def _goods(located: LocatedOrder) -> tuple[Cell, ...]:
    order = located.order
    return (
        order.crates,
        order.bags,
        kilograms(order.grams),
        temperatures(located),
        yes_no(order.age_check),
    )


def _cold(call: Call, located: LocatedOrder) -> Cell:
    """Return the minutes out of the fridge: empty where nothing in the order needs cooling."""
    if not (located.order.chilled_crates or located.order.frozen_crates):
        return None
    return minutes(0 if call.route.shift.vehicle.cooled else call.visit.cold_seconds)


def _unassigned_rows(day: PlannedDay) -> Iterator[Sequence[Cell]]:
    reasons: dict[str, Unassigned] = {reason.stop: reason for reason in day.unassigned}
    for stop in day.plan.unserved:
        for located in stop.orders:
            yield (
                located.order.receipt_id,
                *_why(reasons.get(stop.id)),
                *_who_and_where(located),
                *_window(stop),
                *_goods(located),
                located.order.notes,
                *_extras(located, day.extra_columns),
            )


def _why(reason: Unassigned | None) -> tuple[Cell, ...]:
    if reason is None:
        return (None, None, None, None)
    return (yes_no(reason.never), reason.code, reason.reason, reason.remedy)


def _window(stop: Stop) -> tuple[Cell, ...]:
    return (clock(stop.window.earliest), clock(stop.window.latest))


def _extras(located: LocatedOrder, columns: Sequence[str]) -> tuple[Cell, ...]:
    values = dict(located.order.extra)
    return tuple(values.get(column, "") for column in columns)


def _rejected_rows(rejected: Sequence[Rejected], own: Sequence[str]) -> Iterator[Sequence[Cell]]:
    for row in rejected:
        errors = [issue for issue in row.issues if issue.severity is Severity.ERROR]
        cells = dict(row.cells)
        yield (
            row.receipt_id,
            row.row,
            _joined([issue.code for issue in errors], " "),
            _joined([issue.field for issue in errors], " "),
            _joined([issue.message for issue in errors], " / "),
            _joined([issue.hint for issue in errors], " / "),
            row.suggestion,
            *(cells.get(column, "") for column in own),
        )


def _own_columns(rejected: Sequence[Rejected]) -> tuple[str, ...]:
    """Collect the headers of the till's own cells; a ``receipt_id`` stands in front already."""
    headers = dict.fromkeys(header for row in rejected for header, _ in row.cells)
    return tuple(header for header in headers if header != "receipt_id")


def _unlike(columns: Sequence[str], taken: Sequence[str]) -> tuple[str, ...]:
    """Tell columns of the till from ours of the same name: ``notes`` becomes ``notes (2)``."""
    return tuple(f"{column} (2)" if column in taken else column for column in columns)


def _joined(parts: Sequence[str], glue: str) -> str:
    return glue.join(dict.fromkeys(part for part in parts if part))
