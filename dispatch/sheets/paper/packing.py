"""The packers' documents: a loading sheet for each trip, and labels for the crates."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from dispatch.config import Sheets, Store
from dispatch.model import PlannedDay, Route, Stop, Temperature, Trip
from dispatch.sheets.doors import clock
from dispatch.sheets.goods import Goods, total
from dispatch.sheets.paper.crates import Crate, initials, loading_order
from dispatch.sheets.paper.printing import Document, Paper
from dispatch.sheets.paper.rows import HEAVY_GRAMS, heavy
from dispatch.sheets.paper.typesetting import fenced, printable

LOADING: Final = "loading.pdf"
LABELS: Final = "labels.pdf"

_COLD: Final = (Temperature.CHILLED, Temperature.FROZEN)

STOCK: Final[dict[str, dict[str, float]]] = {
    "2x7": {"columns": 2, "rows": 7, "width": 99.1, "height": 38.1, "left": 4.65, "top": 15.15, "gap": 2.5},
    "3x8": {"columns": 3, "rows": 8, "width": 70.0, "height": 37.0, "left": 0.0, "top": 0.5, "gap": 0.0},
}
"""Label stock on A4, in millimetres (2x7 as Avery L7163, 3x8 as Avery 3474: from their data sheets)."""


class PackingSheets:
    """Write ``loading.pdf``, and ``labels.pdf`` unless the store wants no labels.

    Parameters
    ----------
    store
        Name, phone and language at the head of each sheet.
    sheets
        Label stock, colour, logo, texts, templates.
    heavy_grams
        Weight of an order, or of the mean crate of one, above which it is marked heavy.

    Raises
    ------
    ConfigError
        If a text, the logo or the folder of templates does not exist.
    """

    def __init__(self, store: Store, sheets: Sheets, heavy_grams: int = HEAVY_GRAMS) -> None:
        self._paper = Paper(store, sheets)
        self._heavy_grams = heavy_grams
        self._stock = sheets.labels

    def write(self, day: PlannedDay, folder: Path) -> tuple[Path, ...]:
        """Write both documents, trips in the order in which they are loaded."""
        say = self._paper.say
        stops = {stop.id: stop for stop in day.problem.stops}
        trips = sorted(_trips(day), key=lambda item: (item[2].loading_start, item[0].name))
        pages = [self._page(route, number, trip, stops) for route, number, trip in trips]
        documents = [Document("loading", say("loading.title"), {"trips": pages}, folder / LOADING)]
        if self._stock != "none":
            labels = [label for trip in trips for label in self._labels(*trip, stops)]
            data = {"stock": STOCK[self._stock], "labels": labels}
            documents.append(Document("labels", say("labels.title"), data, folder / LABELS))
        with self._paper.printer(day) as printer:
            return printer.print(documents)

    def _page(self, route: Route, number: int, trip: Trip, stops: dict[str, Stop]) -> dict[str, Any]:
        say, vehicle = self._paper.say, route.shift.vehicle
        rows, warm, cold = [], 1, 1
        for seq, stop, crates in loading_order(route, number, trip, stops):
            rows.append(self._row(seq, stop, crates) | {"place": self._place(crates, warm, cold)})
            chilled = sum(crate.temperature in _COLD for crate in crates)
            warm, cold = warm + len(crates) - chilled, cold + chilled
        return {
            "heading": say("loading.heading", route=route.name),
            "trip": say("trip.of", number=number, total=len(route.trips)) if len(route.trips) > 1 else "",
            "route": printable(route.name),
            "courier": printable(route.shift.courier),
            "vehicle": printable(f"{vehicle.id} ({say(f'vehicle.{vehicle.kind}')})"),
            "loading": clock(trip.loading_start),
            "depart": clock(trip.departure),
            "packed": say("loading.packed", time=clock(self._packed(trip, stops))),
            "rules": list(self._rules(trip, vehicle.cooled, clock(trip.loading_start))),
            "room": say("loading.room", crates=trip.load.crates, room=vehicle.capacity.crates),
            "rows": rows,
            "totals": self._totals(trip, stops),
        }

    def _rules(self, trip: Trip, cooled: bool, loading: str) -> Iterator[str]:
        say = self._paper.say
        yield say("loading.order")
        if trip.load.chilled or trip.load.frozen:
            yield say("loading.cooled") if cooled else say("loading.cold", loading=loading)

    @staticmethod
    def _packed(trip: Trip, stops: dict[str, Stop]) -> int:
        return max(stops[visit.stop].release for visit in trip.visits)

    def _place(self, crates: tuple[Crate, ...], warm: int, cold: int) -> str:
        """Name the places in the vehicle, counted from the back: ``4-5``, and ``K1`` in the cool box."""
        chilled = sum(crate.temperature in _COLD for crate in crates)
        letter = self._paper.say("loading.cold.letter")
        parts = [_run("", warm, len(crates) - chilled), _run(letter, cold, chilled)]
        return " ".join(part for part in parts if part)

    def _row(self, seq: int, stop: Stop, crates: tuple[Crate, ...]) -> dict[str, Any]:
        orders = [located.order for located in stop.orders]
        return {
            "stop": str(seq),
            "crates": [
                {
                    "number": f"{crate.number}/{crate.total}",
                    "mark": self._temperature(crate),
                    "bag": crate.bag,
                }
                for crate in crates
            ],
            "bags": sum(order.bags for order in orders),
            "kg": self._paper.say.decimal(sum(order.grams for order in orders) / 1000),
            "heavy": any(heavy(order, self._heavy_grams) for order in orders),
            "age": any(order.age_check for order in orders),
            "orders": [
                {"receipt": printable(order.receipt_id), "initials": fenced(initials(order.name))}
                for order in orders
            ],
        }

    def _totals(self, trip: Trip, stops: dict[str, Stop]) -> list[dict[str, str]]:
        say = self._paper.say
        goods = Goods.of([located.order for visit in trip.visits for located in stops[visit.stop].orders])
        count = len(trip.visits)
        return [
            total(say("temperature.ambient"), str(goods.ambient)),
            total(say("temperature.chilled"), str(goods.chilled)),
            total(say("temperature.frozen"), str(goods.frozen)),
            total(say.form("total.bags", goods.bags), str(goods.bags)),
            total(say.form("total.stops", count), str(count)),
            total("kg", say.decimal(goods.grams / 1000)),
        ]

    def _labels(
        self, route: Route, number: int, trip: Trip, stops: dict[str, Stop]
    ) -> Iterator[dict[str, Any]]:
        say = self._paper.say
        for _, _, crates in loading_order(route, number, trip, stops):
            for crate in crates:
                marks = [self._temperature(crate)] if crate.temperature in _COLD else []
                marks += [say("mark.age")] if crate.order.age_check else []
                yield {
                    "stop": crate.stop,
                    "number": f"{crate.number}/{crate.total}",
                    "marks": marks,
                    "initials": fenced(initials(crate.order.name)),
                    "receipt": printable(crate.order.receipt_id),
                    "depart": f"{say('depart')} {clock(trip.departure)}",
                }

    def _temperature(self, crate: Crate) -> str:
        return self._paper.say(f"mark.{crate.temperature}") if crate.temperature in _COLD else ""


def _run(letter: str, first: int, count: int) -> str:
    """Write ``count`` places from ``first`` on."""
    if count == 0:
        return ""
    return f"{letter}{first}" if count == 1 else f"{letter}{first}\N{EN DASH}{letter}{first + count - 1}"


def _trips(day: PlannedDay) -> Iterator[tuple[Route, int, Trip]]:
    for route in day.plan.routes:
        for number, trip in enumerate(route.trips, start=1):
            yield route, number, trip
