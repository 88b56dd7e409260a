"""Import files for other programs: Circuit (Spoke), OptimoRoute, Google My Maps.

The columns are those that their help pages name: "Prepare your spreadsheet" (Circuit),
"How are orders defined" (OptimoRoute) and "Import map features from a file" (My Maps).
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from dispatch.clock import ceil_minutes
from dispatch.config import Sheets, Store
from dispatch.files.delimited import Cell, degrees, delimited, kilograms, save
from dispatch.sheets.doors import clock, street_line
from dispatch.sheets.phones import in_a_cell, numbers_in, region_of
from dispatch.sheets.sheetday import SheetDay
from dispatch.sheets.visits import OrderRow, VisitRow
from dispatch.words import Words, words

_COUNTRY: Final = {"nl": "Nederland", "en": "Netherlands"}

CIRCUIT: Final = (
    "Address Line 1", "Address Line 2", "City", "State", "Zip", "Country", "Latitude", "Longitude",
    "Earliest Time", "Latest Time", "Time at stop", "Notes", "Recipient Name", "Recipient Phone", "ID",
    "Package Count", "Driver",
)  # fmt: skip
OPTIMOROUTE: Final = (
    "Order ID", "Order type", "Date", "Location Name", "Address", "Latitude", "Longitude",
    "Time window from", "Time window to", "Duration", "Load #1", "Load #2", "Notes", "Phone",
)  # fmt: skip
MYMAPS: Final = (
    "Name", "Latitude", "Longitude", "Route", "Trip", "Stop", "Address", "Window", "Arrival", "Pieces",
    "Marks",
)  # fmt: skip


class ImportFiles:
    """Write the import files that ``[sheets] exports`` asks for, into ``exports/``.

    They are plain CSV whatever ``[sheets] csv`` says, because the importing programs read nothing else.

    Parameters
    ----------
    sheets
        Its ``exports`` and words.
    store
        Its language, and its phone for the country of numbers.
    """

    def __init__(self, sheets: Sheets, store: Store) -> None:
        self._names = sheets.exports
        self._country = _COUNTRY[store.language]
        self._region = region_of(store.phone)
        self._words = words(store.language, sheets.texts)

    def write(self, day: SheetDay, folder: Path) -> tuple[Path, ...]:
        """Write the files and return their paths.

        Raises
        ------
        ResourceError
            If the folder cannot be written.
        """
        tables: dict[str, tuple[Sequence[str], Callable[[SheetDay], Iterator[Sequence[Cell]]]]] = {
            "circuit": (CIRCUIT, self._circuit),
            "optimoroute": (OPTIMOROUTE, self._optimoroute),
            "mymaps": (MYMAPS, self._mymaps),
        }
        return tuple(
            save(folder / "exports" / f"{name}.csv", delimited(tables[name][0], tables[name][1](day)))
            for name in dict.fromkeys(self._names)
        )

    def _circuit(self, day: SheetDay) -> Iterator[Sequence[Cell]]:
        for row in _driven(day):
            first = row.orders[0].located
            address = row.address
            yield (
                street_line(address),
                None,
                address.city,
                None,
                address.postcode,
                self._country,
                degrees(row.stop.place.lat),
                degrees(row.stop.place.lon),
                *_window(row),
                ceil_minutes(row.stop.service_seconds),
                self._notes(row),
                first.order.name,
                self._phone(first.order.phone),
                " ".join(row.stop.receipt_ids),
                row.goods.pieces,
                row.route.shift.courier,
            )

    def _optimoroute(self, day: SheetDay) -> Iterator[Sequence[Cell]]:
        for row in _driven(day):
            first = row.orders[0].located
            yield (
                " ".join(row.stop.receipt_ids),
                "D",
                day.planned.day.strftime("%d/%m/%Y"),
                first.order.name,
                f"{row.address.one_line()}, {self._country}",
                degrees(row.stop.place.lat),
                degrees(row.stop.place.lon),
                *_window(row),
                ceil_minutes(row.stop.service_seconds),
                row.goods.crates,
                kilograms(row.stop.load.grams),
                f"{self._notes(row)} · {row.route.name} {row.route.shift.courier}",
                self._phone(first.order.phone),
            )

    def _mymaps(self, day: SheetDay) -> Iterator[Sequence[Cell]]:
        for row in _driven(day):
            yield (
                row.name,
                degrees(row.stop.place.lat),
                degrees(row.stop.place.lon),
                row.route.name,
                row.trip_number,
                row.seq,
                row.address.one_line(),
                "-".join(_window(row)),
                clock(row.visit.arrival),
                row.goods.pieces,
                marks_line(row, self._words),
            )

    def _phone(self, typed: str) -> str:
        """Write a number as programs read it; as it was typed where it is none."""
        found = numbers_in(typed, self._region)
        return in_a_cell(found[0]) if found else typed

    def _notes(self, row: VisitRow) -> str:
        """Say what to mind first, then each customer's note, by name where there are several."""
        several = len(row.orders) > 1
        customers = (
            ": ".join(
                part for part in (_customer(order) if several else "", order.located.order.notes) if part
            )
            for order in row.orders
        )
        return " / ".join(part for part in (marks_line(row, self._words), *customers) if part)


def marks_line(row: VisitRow, words: Words) -> str:
    """Say the marks of a stop and what is carried there: ``18+ · KOEL · 2 kratten · 1 koel``."""
    number, kind = row.goods.counted(words)
    marks = (mark.said(words) for mark in row.marks)
    return " · ".join((*marks, f"{number} {kind}", *row.goods.cold_said(words)))


def _customer(row: OrderRow) -> str:
    order = row.located.order
    return " ".join(part for part in (order.name, order.phone, order.receipt_id) if part)


def _window(row: VisitRow) -> tuple[str, str]:
    return clock(row.stop.window.earliest), clock(row.stop.window.latest)


def _driven(day: SheetDay) -> tuple[VisitRow, ...]:
    """Return what the store's own couriers visit."""
    return tuple(visit for route in day.driven for visit in route.visits)
