"""The tables of a run: routes.csv, stops.csv, rejected.csv and unassigned.csv (docs/formats.md)."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from dispatch.config import Sheets, Store
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
    LocatedOrder,
    Rejected,
    Severity,
    Stop,
    Unassigned,
)
from dispatch.sheets.doors import clock, door, temperatures, yes_no
from dispatch.sheets.sheetday import SheetDay
from dispatch.sheets.visits import VisitRow
from dispatch.words import Words, say_reason, say_remedy, words

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


class RouteTables:
    """Write the four CSV tables of a day.

    Parameters
    ----------
    sheets
        Its ``csv`` says in which style.
    store
        Whose language the reasons are in.
    """

    def __init__(self, sheets: Sheets, store: Store) -> None:
        self._style = sheets.csv
        self._words = words(store.language, sheets.texts)

    def write(self, day: SheetDay, folder: Path) -> tuple[Path, ...]:
        """Write the files and return their paths.

        Raises
        ------
        ResourceError
            If the folder cannot be written.
        """
        speak, extra = self._words, day.planned.extra_columns
        tables = (
            ("routes.csv", ROUTES, _route_rows(day)),
            ("stops.csv", (*STOPS, *_unlike(extra, STOPS)), _stop_rows(day)),
            ("rejected.csv", *_rejected_table(day.planned.rejected, speak)),
            (
                "unassigned.csv",
                (*UNASSIGNED, *_unlike(extra, UNASSIGNED)),
                _unassigned_rows(day, speak),
            ),
        )
        return tuple(
            save(folder / name, delimited(header, rows, self._style)) for name, header, rows in tables
        )


def write_rejected(path: Path, rejected: Sequence[Rejected], sheets: Sheets, store: Store) -> Path:
    """Write a table of rejected rows alone, to be corrected and fed back.

    Raises
    ------
    ResourceError
        If the file cannot be written.
    """
    header, rows = _rejected_table(rejected, words(store.language))
    return save(path, delimited(header, rows, sheets.csv))


def _rejected_table(
    rejected: Sequence[Rejected], say: Words
) -> tuple[Sequence[str], Iterator[Sequence[Cell]]]:
    own = _own_columns(rejected)
    return (*REJECTED, *_unlike(own, REJECTED)), _rejected_rows(rejected, own, say)


def _route_rows(day: SheetDay) -> Iterator[Sequence[Cell]]:
    for row in day.trips:
        route, trip = row.route, row.trip
        yield (
            route.name,
            row.number,
            route.shift.courier,
            route.shift.vehicle.id,
            clock(trip.departure),
            clock(trip.arrival),
            len(row.visits),
            row.goods.crates,
            kilograms(row.goods.grams),
            kilometres(trip.metres),
            minutes(trip.drive_seconds),
            minutes(row.service_seconds),
            minutes(row.wait_seconds),
            minutes(row.pause_seconds),
            euros(row.cents),
        )


def _stop_rows(day: SheetDay) -> Iterator[Sequence[Cell]]:
    for row in day.visits:
        for number, order in enumerate(row.orders):
            extras = _extras(order.located, day.planned.extra_columns)
            yield (*_stop_row(row, order.located, first=number == 0), *extras)


def _stop_row(row: VisitRow, located: LocatedOrder, *, first: bool) -> tuple[Cell, ...]:
    """Write one order of a visit; way and wait stand with its first order only, so that they add up."""
    visit, order = row.visit, located.order
    return (
        row.route.name,
        row.trip_number,
        row.seq,
        order.receipt_id,
        *_who_and_where(located),
        *_window(row.stop),
        clock(visit.arrival),
        clock(visit.departure),
        minutes(visit.wait if first else 0),
        minutes(visit.late),
        *_goods(located),
        _cold(row, located),
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


def _cold(row: VisitRow, located: LocatedOrder) -> Cell:
    """Return the minutes out of the fridge: empty where nothing in the order needs cooling."""
    if not (located.order.chilled_crates or located.order.frozen_crates):
        return None
    return minutes(0 if row.route.shift.vehicle.cooled else row.visit.cold_seconds)


def _unassigned_rows(day: SheetDay, speak: Words) -> Iterator[Sequence[Cell]]:
    for row in day.left:
        for order in row.orders:
            located = order.located
            yield (
                located.order.receipt_id,
                *_why(row.why, speak),
                *_who_and_where(located),
                *_window(row.stop),
                *_goods(located),
                located.order.notes,
                *_extras(located, day.planned.extra_columns),
            )


def _why(why: Unassigned | None, speak: Words) -> tuple[Cell, ...]:
    if why is None:
        return (None, None, None, None)
    return (yes_no(why.never), why.cause, say_reason(speak, why), say_remedy(speak, why.remedy))


def _window(stop: Stop) -> tuple[Cell, ...]:
    return (clock(stop.window.earliest), clock(stop.window.latest))


def _extras(located: LocatedOrder, columns: Sequence[str]) -> tuple[Cell, ...]:
    values = dict(located.order.extra)
    return tuple(values.get(column, "") for column in columns)


def _rejected_rows(rejected: Sequence[Rejected], own: Sequence[str], say: Words) -> Iterator[Sequence[Cell]]:
    for row in rejected:
        errors = [issue for issue in row.issues if issue.severity is Severity.ERROR]
        told = [say.issue(issue) for issue in errors]
        cells = dict(row.cells)
        yield (
            row.receipt_id,
            row.row,
            _joined([issue.code for issue in errors], " "),
            _joined([issue.field for issue in errors], " "),
            _joined([one.message for one in told], " / "),
            _joined([one.hint for one in told], " / "),
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
