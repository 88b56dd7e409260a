"""The packers' documents: a loading sheet for each trip, and labels for the crates."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from dispatch.config import Sheets, Store
from dispatch.sheets.doors import clock
from dispatch.sheets.goods import Piece
from dispatch.sheets.marks import Sign
from dispatch.sheets.paper.labels import STOCK, initials, labels
from dispatch.sheets.paper.printing import Document, Paper, total
from dispatch.sheets.paper.typesetting import fenced, printable
from dispatch.sheets.sheetday import SheetDay, TripRow, VisitRow

LOADING: Final = "loading.pdf"
LABELS: Final = "labels.pdf"


class PackingSheets:
    """Write ``loading.pdf``, and ``labels.pdf`` unless the store wants no labels.

    Parameters
    ----------
    store
        Name, phone and language at the head of each sheet.
    sheets
        Label stock, colour, logo, texts, templates.

    Raises
    ------
    ConfigError
        If a text, the logo or the folder of templates does not exist.
    """

    def __init__(self, store: Store, sheets: Sheets) -> None:
        self._paper = Paper(store, sheets)
        self._stock = sheets.labels

    def write(self, day: SheetDay, folder: Path) -> tuple[Path, ...]:
        """Write both documents, trips in the order in which they are loaded."""
        say = self._paper.say
        trips = sorted(day.trips, key=lambda row: (row.trip.loading_start, row.route.name))
        pages = [self._page(row) for row in trips]
        documents = [Document("loading", say("loading.title"), {"trips": pages}, folder / LOADING)]
        if self._stock != "none":
            data = {"stock": STOCK[self._stock], "labels": [one for row in trips for one in labels(row, say)]}
            documents.append(Document("labels", say("labels.title"), data, folder / LABELS))
        with self._paper.printer(day.planned) as printer:
            return printer.print(documents)

    def _page(self, row: TripRow) -> dict[str, Any]:
        say, route, trip = self._paper.say, row.route, row.trip
        vehicle, several = route.shift.vehicle, len(route.trips) > 1
        rows, warm, cold = [], 1, 1
        for visit in loading_order(row):
            rows.append(self._row(visit) | {"place": self._place(visit.pieces, warm, cold)})
            chilled = sum(piece.cold for piece in visit.pieces)
            warm, cold = warm + len(visit.pieces) - chilled, cold + chilled
        return {
            "heading": say("loading.heading", route=route.name),
            "trip": say("trip.of", number=row.number, total=len(route.trips)) if several else "",
            "route": printable(route.name),
            "courier": printable(route.shift.courier),
            "vehicle": printable(f"{vehicle.id} ({say(f'vehicle.{vehicle.kind}')})"),
            "loading": clock(trip.loading_start),
            "depart": clock(trip.departure),
            "packed": say("loading.packed", time=clock(row.packed)),
            "rules": list(self._rules(row)),
            "room": say("loading.room", crates=trip.load.crates, room=vehicle.capacity.crates),
            "rows": rows,
            "totals": self._totals(row),
        }

    def _rules(self, row: TripRow) -> Iterator[str]:
        say = self._paper.say
        yield say("loading.order")
        if row.goods.cold:
            cooled, loading = row.route.shift.vehicle.cooled, clock(row.trip.loading_start)
            yield say("loading.cooled") if cooled else say("loading.cold", loading=loading)

    def _place(self, pieces: tuple[Piece, ...], warm: int, cold: int) -> str:
        """Name the places in the vehicle, counted from the back: ``4-5``, and ``K1`` in the cool box."""
        chilled = sum(piece.cold for piece in pieces)
        letter = self._paper.say("loading.cold.letter")
        parts = [_run("", warm, len(pieces) - chilled), _run(letter, cold, chilled)]
        return " ".join(part for part in parts if part)

    def _row(self, row: VisitRow) -> dict[str, Any]:
        say, signs = self._paper.say, {mark.sign for mark in row.marks}
        orders = [order.located.order for order in row.orders]
        return {
            "stop": str(row.seq),
            "crates": [
                {
                    "number": f"{piece.number}/{piece.total}",
                    "mark": say(f"mark.{piece.temperature}") if piece.cold else "",
                    "bag": piece.bag,
                }
                for piece in row.pieces
            ],
            "bags": row.goods.bags,
            "kg": say.decimal(row.goods.grams / 1000),
            "heavy": Sign.HEAVY in signs,
            "age": Sign.AGE in signs,
            "orders": [
                {"receipt": printable(order.receipt_id), "initials": fenced(initials(order.name))}
                for order in orders
            ],
        }

    def _totals(self, row: TripRow) -> list[dict[str, str]]:
        say, goods, count = self._paper.say, row.goods, len(row.visits)
        return [
            total(say("temperature.ambient"), str(goods.ambient)),
            total(say("temperature.chilled"), str(goods.chilled)),
            total(say("temperature.frozen"), str(goods.frozen)),
            total(say.form("total.bags", goods.bags), str(goods.bags)),
            total(say.form("total.stops", count), str(count)),
            total("kg", say.decimal(goods.grams / 1000)),
        ]


def loading_order(trip: TripRow) -> Sequence[VisitRow]:
    """Give the stops of a trip as they are loaded: the last stop first."""
    return trip.visits[::-1]


def _run(letter: str, first: int, count: int) -> str:
    """Write ``count`` places from ``first`` on."""
    if count == 0:
        return ""
    return f"{letter}{first}" if count == 1 else f"{letter}{first}\N{EN DASH}{letter}{first + count - 1}"
