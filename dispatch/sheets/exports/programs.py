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
from dispatch.model import PlannedDay
from dispatch.sheets.doors import Call, calls, clock, door, street_line

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
    "Name", "Latitude", "Longitude", "Route", "Trip", "Stop", "Address", "Window", "Arrival", "Crates",
)  # fmt: skip


class ImportFiles:
    """Write the import files that ``[sheets] exports`` asks for, into ``exports/``.

    They are plain CSV whatever ``[sheets] csv`` says, because the importing programs read nothing else.

    Parameters
    ----------
    sheets
        Its ``exports``.
    store
        Its language, for the name of the country.
    """

    def __init__(self, sheets: Sheets, store: Store) -> None:
        self._names = sheets.exports
        self._country = _COUNTRY[store.language]

    def write(self, day: PlannedDay, folder: Path) -> tuple[Path, ...]:
        """Write the files and return their paths.

        Raises
        ------
        ResourceError
            If the folder cannot be written.
        """
        tables: dict[str, tuple[Sequence[str], Callable[[PlannedDay], Iterator[Sequence[Cell]]]]] = {
            "circuit": (CIRCUIT, self._circuit),
            "optimoroute": (OPTIMOROUTE, self._optimoroute),
            "mymaps": (MYMAPS, _mymaps),
        }
        return tuple(
            save(folder / "exports" / f"{name}.csv", delimited(tables[name][0], tables[name][1](day)))
            for name in dict.fromkeys(self._names)
        )

    def _circuit(self, day: PlannedDay) -> Iterator[Sequence[Cell]]:
        for call in calls(day):
            first = call.stop.orders[0]
            address = door(first)
            yield (
                street_line(address),
                None,
                address.city,
                None,
                address.postcode,
                self._country,
                degrees(call.stop.place.lat),
                degrees(call.stop.place.lon),
                *_window(call),
                ceil_minutes(call.stop.service_seconds),
                _notes(call),
                first.order.name,
                first.order.phone,
                " ".join(call.stop.receipt_ids),
                _crates(call),
                call.route.shift.courier,
            )

    def _optimoroute(self, day: PlannedDay) -> Iterator[Sequence[Cell]]:
        for call in calls(day):
            first = call.stop.orders[0]
            yield (
                " ".join(call.stop.receipt_ids),
                "D",
                day.day.strftime("%d/%m/%Y"),
                first.order.name,
                f"{door(first).one_line()}, {self._country}",
                degrees(call.stop.place.lat),
                degrees(call.stop.place.lon),
                *_window(call),
                ceil_minutes(call.stop.service_seconds),
                _crates(call),
                kilograms(call.stop.load.grams),
                _notes(call),
                first.order.phone,
            )


def _mymaps(day: PlannedDay) -> Iterator[Sequence[Cell]]:
    for call in calls(day):
        yield (
            f"{call.route.name}-{call.trip_number}-{call.seq}",
            degrees(call.stop.place.lat),
            degrees(call.stop.place.lon),
            call.route.name,
            call.trip_number,
            call.seq,
            door(call.stop.orders[0]).one_line(),
            "-".join(_window(call)),
            clock(call.visit.arrival),
            _crates(call),
        )


def _window(call: Call) -> tuple[str, str]:
    return clock(call.stop.window.earliest), clock(call.stop.window.latest)


def _notes(call: Call) -> str:
    return " / ".join(located.order.notes for located in call.stop.orders if located.order.notes)


def _crates(call: Call) -> int:
    return sum(located.order.crates for located in call.stop.orders)
