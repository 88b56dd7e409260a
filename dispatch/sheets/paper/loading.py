"""The packers' documents: a loading sheet for each trip, and labels for the crates."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from dispatch.config import Sheets, Store
from dispatch.sheets.afterwards import relabelled
from dispatch.sheets.doors import clock
from dispatch.sheets.goods import Goods
from dispatch.sheets.loading import Bay, Placed, place_name
from dispatch.sheets.marks import Sign
from dispatch.sheets.paper.labels import STOCK, initials, labels
from dispatch.sheets.paper.loadspace import limits, space
from dispatch.sheets.paper.printing import Document, Paper, listing, total
from dispatch.sheets.paper.typesetting import fenced, printable
from dispatch.sheets.sheetday import SheetDay
from dispatch.sheets.vehicles import vehicle_line
from dispatch.sheets.visits import TripRow, VisitRow

LOADING: Final = "loading.pdf"
LABELS: Final = "labels.pdf"
LABELS_AGAIN: Final = "labels-again.pdf"

_SHEETS: Final = 60
"""Sheets of labels that are set at a time."""


class LoadingSheets:
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
        self._start = sheets.labels_start

    def write(self, day: SheetDay, folder: Path) -> tuple[Path, ...]:
        """Write both documents, trips in the order in which they are loaded."""
        say = self._paper.say
        trips = sorted(day.loaded, key=lambda row: (row.trip.loading_start, row.route.name))
        pages = list(self._pages(day, trips))
        bare = Document("loading", say("loading.title"), {}, folder / LOADING)
        documents = [listing(bare, "trips", pages, lambda page: len(page["rows"]))]
        if self._stock != "none":
            printed = [one for row in trips for one in labels(row, say)]
            documents.append(self._labels(say("labels.title"), printed, folder / LABELS))
            moved = relabelled(day.planned)
            again = [label for row in trips for label in labels(row, say, moved)] if moved else []
            if again:
                documents.append(self._labels(say("labels.again"), again, folder / LABELS_AGAIN))
        with self._paper.printer(day.planned) as printer:
            return printer.print(documents)

    def _labels(self, title: str, printed: Sequence[Mapping[str, Any]], path: Path) -> Document:
        """Lay labels out on stock, in parts of whole sheets of it where they are many."""
        stock = STOCK[self._stock]
        a_page = int(stock["columns"] * stock["rows"])
        skip = (self._start - 1) % a_page
        a_part = _SHEETS * a_page
        cuts = (0, *range(a_part - skip, len(printed), a_part), len(printed))
        data = {"stock": stock, "skip": skip, "labels": printed}
        whole = Document("labels", title, data, path)
        first, *others = (printed[begin:end] for begin, end in pairwise(cuts))
        parts = [
            replace(whole, data={**data, "labels": first}),
            *(replace(whole, data={**data, "skip": 0, "labels": more, "goes-on": True}) for more in others),
        ]
        return replace(whole, parts=tuple(parts)) if others else whole

    def _pages(self, day: SheetDay, trips: Sequence[TripRow]) -> Iterator[dict[str, Any]]:
        """Give a page for each trip, and one for the trips of a robot or drone that have one stop each."""
        single = {row.route.name for row in day.routes if row.single}
        for row in trips:
            if row.route.name not in single:
                yield self._page(row)
                continue
            mine = [other for other in trips if other.route.name == row.route.name]
            if row is mine[0]:
                yield self._page(row) if len(mine) == 1 else self._together(mine)

    def _together(self, trips: Sequence[TripRow]) -> dict[str, Any]:
        """Put trips with one stop each on one page: each row says when it is loaded, and when it leaves."""
        say, first, last = self._paper.say, trips[0], trips[-1]
        goods = sum((row.goods for row in trips), Goods())
        rules = [say("loading.single"), *([say("loading.cold")] if goods.cold else [])]
        return self._page(first) | {
            "trip": say("trips.on.page", first=first.number, last=last.number, total=len(first.route.trips)),
            "packed": "",
            "rules": rules,
            "limits": [],
            "fetch": [],
            "space": None,
            "rows": [self._row(row.visits[0], row.placed) | _when(row) for row in trips],
            "totals": self._totals(goods, len(trips)),
        }

    def _page(self, row: TripRow) -> dict[str, Any]:
        say, route, trip = self._paper.say, row.route, row.trip
        vehicle, several = route.shift.vehicle, len(route.trips) > 1
        return {
            "heading": say("loading.heading", route=route.name),
            "trip": say("trip.of", number=row.number, total=len(route.trips)) if several else "",
            "route": printable(route.name),
            "courier": printable(route.shift.courier),
            "vehicle": printable(vehicle_line(vehicle, say)),
            "loading": clock(trip.loading_start),
            "depart": clock(trip.departure),
            "packed": say("loading.packed", time=clock(row.packed)),
            "rules": list(self._rules(row)),
            "limits": list(limits(row, say)),
            "fetch": list(self._fetch(row)),
            "space": space(row, say),
            "rows": [self._row(visit, row.placed) for visit in row.visits[::-1]],
            "totals": self._totals(row.goods, len(row.visits)),
        }

    def _rules(self, row: TripRow) -> Iterator[str]:
        say = self._paper.say
        yield say("loading.order")
        if row.goods.cold:
            yield say("loading.cooled" if row.route.shift.vehicle.cooled else "loading.cold")
        if row.goods.bags:
            yield say("loading.bags")

    def _fetch(self, row: TripRow) -> Iterator[dict[str, Any]]:
        """List what comes out of the fridge and the freezer at the last moment, in the order of loading."""
        say, loading = self._paper.say, clock(row.trip.loading_start)
        for bay in (Bay.CHILLED, Bay.FROZEN):
            found = [one for one in row.placed if one.bay is bay]
            if found:
                yield {
                    "head": say(f"loading.fetch.{bay}", time=loading),
                    "count": say.count("crate", len(found)),
                    "pieces": [
                        {
                            "place": place_name(one, say),
                            "label": printable(one.piece.code),
                            "receipt": printable(one.piece.order.receipt_id),
                            "number": str(one.piece.number),
                        }
                        for one in found
                    ],
                }

    def _row(self, row: VisitRow, placed: Sequence[Placed]) -> dict[str, Any]:
        say, signs = self._paper.say, {mark.sign for mark in row.marks}
        mine = [one for one in placed if one.seq == row.seq]
        return {
            "stop": row.number,
            "kg": say.decimal(row.goods.grams / 1000),
            "heavy": Sign.HEAVY in signs,
            "age": Sign.AGE in signs,
            "orders": [
                {
                    "receipt": printable(order.located.order.receipt_id),
                    "initials": fenced(initials(order.located.order.name)),
                    "pieces": [
                        {
                            "number": f"{one.piece.number}/{one.piece.total}",
                            "mark": one.piece.said(say),
                            "place": place_name(one, say),
                        }
                        for one in mine
                        if one.piece.order is order.located.order
                    ],
                }
                for order in row.orders
            ],
        }

    def _totals(self, goods: Goods, count: int) -> list[dict[str, str]]:
        say = self._paper.say
        parts = [
            ("ambient", goods.ambient),
            *[(name, n) for name, n in (("chilled", goods.chilled), ("frozen", goods.frozen)) if n],
        ]
        bags = [total(say.form("total.bags", goods.bags), str(goods.bags))] if goods.bags else []
        return [
            total(say.form("total.pieces", goods.pieces), str(goods.pieces)),
            *(total(say(f"temperature.{name}"), str(n)) for name, n in parts),
            *bags,
            total(say.form("total.stops", count), str(count)),
            total("kg", say.decimal(goods.grams / 1000)),
        ]


def _when(row: TripRow) -> dict[str, str]:
    """Say when a trip is loaded and when it leaves."""
    return {"loading": clock(row.trip.loading_start), "depart": clock(row.trip.departure)}
