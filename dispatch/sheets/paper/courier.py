"""The courier's sheets: one PDF a route, and one with all of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from dispatch.clock import ceil_minutes
from dispatch.config import Sheets, Store
from dispatch.model import Route
from dispatch.sheets.afterwards import trips_to_print
from dispatch.sheets.codes import qr_svg
from dispatch.sheets.doors import clock
from dispatch.sheets.filenames import file_stems
from dispatch.sheets.goods import Goods
from dispatch.sheets.links import Chunk, trip_links
from dispatch.sheets.paper.daymaps import DayMaps
from dispatch.sheets.paper.printing import Document, Paper, listing, total
from dispatch.sheets.paper.rows import break_row, trip_rows, via
from dispatch.sheets.paper.tripmap import map_size
from dispatch.sheets.paper.typesetting import printable
from dispatch.sheets.sheetday import SheetDay
from dispatch.sheets.vehicles import unmanned_sheet, vehicle_line
from dispatch.sheets.visits import RouteRow, TripRow, VisitRow
from dispatch.words import Words

FOLDER: Final = "sheets"
ALL: Final = "all"
AGAIN: Final = "again.pdf"


class CourierSheets:
    """Write ``sheets/<route>.pdf`` and ``sheets/all.pdf``.

    Parameters
    ----------
    store
        Name, phone and language at the head of each sheet.
    sheets
        Colour, logo, texts, templates, navigator.
    map_folder
        An installed map to draw on; None for a sketch.

    Raises
    ------
    ConfigError
        If a text, the logo or the folder of templates does not exist.
    """

    def __init__(self, store: Store, sheets: Sheets, map_folder: Path | None = None) -> None:
        self._paper = Paper(store, sheets)
        self._sheets = sheets
        self._map_folder = map_folder

    def write(self, day: SheetDay, folder: Path) -> tuple[Path, ...]:
        """Write all sheets of a day and return their paths, ``all.pdf`` last."""
        say = self._paper.say
        maps = DayMaps(day, say, self._map_folder)
        last, _, *stems = file_stems(
            [ALL, AGAIN.removesuffix(".pdf"), *(row.route.name for row in day.driven)]
        )
        base = f"{self._sheets.published.rstrip('/')}/{day.planned.day.isoformat()}/v{day.planned.version}"
        target = folder / FOLDER

        def documents() -> Iterator[Document]:
            # Route by route: the maps of the next are drawn while type of the one before is set.
            routes, sheets = [], []
            for stem, row in zip(stems, day.driven, strict=True):
                route = self._route(row, maps) | self._phone(f"{base}/{FOLDER}/{stem}.html")
                title = say("sheet.title", route=route["name"])
                routes.append(route)
                sheets.append(Document("courier", title, {"routes": [route]}, target / f"{stem}.pdf"))
                yield sheets[-1]
            if again := self._again(day, routes):
                bare = Document("courier", say("sheets.again"), {}, target / AGAIN)
                yield listing(bare, "routes", again, _stops, fronts=True)
            bare = Document("courier", say("sheets.title"), {"routes": routes}, target / f"{last}.pdf")
            yield replace(bare, parts=tuple(sheets), fronts=True)

        with self._paper.printer(day.planned) as printer:
            return printer.print(documents())

    def without_map(self) -> "CourierSheets":
        """Return a writer of the same sheets with sketches for maps."""
        return CourierSheets(self._paper.store, self._sheets)

    def _route(self, row: RouteRow, maps: DayMaps) -> dict[str, Any]:
        say, route = self._paper.say, row.route
        vehicle, phone = route.shift.vehicle, printable(self._paper.store.phone)
        return {
            "name": printable(route.name),
            "courier": printable(route.shift.courier),
            "vehicle": printable(vehicle_line(vehicle, say)),
            "unmanned": unmanned_sheet(printable(route.name), vehicle, say) if row.single else None,
            "depart": clock(route.trips[0].departure),
            "return": clock(route.end),
            "notices": list(self._notices(row, row.visits)),
            "totals": self._totals(row.trips, sum(pause.end - pause.start for pause in route.pauses)),
            "trips": [self._trip(trip, len(row.trips), maps) for trip in row.trips],
            "nobody": [
                say("nobody.call", phone=phone) if phone else say("nobody.call.bare"),
                say("nobody.neighbour"),
                say("nobody.never"),
                say("nobody.age"),
            ],
        }

    def _phone(self, address: str) -> dict[str, str]:
        """Draw a code that opens the route on a phone, where the store publishes its runs."""
        return {"phone": qr_svg(address) if self._sheets.phone and self._sheets.published else ""}

    def _trip(self, row: TripRow, total: int, maps: DayMaps) -> dict[str, Any]:
        say, route, trip = self._paper.say, row.route, row.trip
        heading = say("trip.of", number=row.number, total=total) if total > 1 else ""
        points = [visit.point for visit in row.visits]
        chunks = trip_links(self._sheets.qr, route.shift.vehicle.kind, points)
        return {
            "title": f"{route.name} · {heading}" if heading else say("sheet.title", route=route.name),
            "heading": heading,
            "number": row.number,
            "total": total,
            "risk": self._risk(row),
            "breaks_before": [break_row(row.pauses[0], say)] if 0 in row.pauses else [],
            "load_at": _load_at(row, say),
            "loading": clock(trip.loading_start),
            "depart": clock(trip.departure),
            "return": clock(trip.arrival),
            "totals": self._totals([row], row.breaks_on_road),
            "map": maps.draw(route.name, row.number),
            "map_size": map_size(len(points)),
            "map_alt": say(
                "map.alt", route=route.name, trip=row.number, stops=say.count("stop", len(points))
            ),
            "chunks": [self._chunk(chunk) for chunk in chunks],
            "rows": list(trip_rows(row, say, self._sheets)),
            "back": _back(row, say),
            "back_via": via(row.back, say, self._sheets),
            "reload": self._reload(route, row.number),
            "back_way": say(
                "from.before",
                km=say.km(trip.return_metres),
                minutes=ceil_minutes(trip.return_drive_seconds),
            ),
        }

    def _chunk(self, chunk: Chunk) -> dict[str, str]:
        alone = chunk.first == chunk.last
        label = str(chunk.first) if alone else self._paper.say("chunk", first=chunk.first, last=chunk.last)
        return {"label": label, "qr": qr_svg(chunk.url), "link": chunk.url}

    def _risk(self, row: TripRow) -> str:
        """Say which stop comes late first if the trip leaves ten minutes late; nothing if none does."""
        first = row.breaks_first
        if first is None:
            return ""
        eta, until = clock(first.visit.start), clock(first.stop.window.latest)
        return self._paper.say("breaks.first", stop=first.number, eta=eta, until=until)

    def _reload(self, route: Route, number: int) -> str:
        """Say when the next trip is loaded; empty after the last."""
        if number == len(route.trips):
            return ""
        following = route.trips[number]
        loading, depart = clock(following.loading_start), clock(following.departure)
        return self._paper.say("reload", trip=number + 1, loading=loading, depart=depart)

    def _again(self, day: SheetDay, routes: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Give the trips ahead whose paper does not hold any more, route by route."""
        numbers = trips_to_print(day.planned)
        again = []
        for row, whole in zip(day.driven, routes, strict=True):
            if printed := numbers.get(row.route.name):
                trips = [whole["trips"][number - 1] for number in printed]
                visits = [visit for trip in row.trips if trip.number in printed for visit in trip.visits]
                notices = list(self._notices(row, visits))
                again.append({**whole, "trips": trips, "notices": notices, "phone": ""})
        return again

    def _notices(self, row: RouteRow, visits: Sequence[VisitRow]) -> Iterator[str]:
        """Say in the head what is estimated, late, tight or doubtful, and which of the stops those are."""
        say, vehicle = self._paper.say, row.route.shift.vehicle
        if vehicle.trial:
            yield say("trial.notice", vehicle=printable(vehicle.id))
        if row.estimated:
            yield say("estimated.times")
        late = [visit for visit in visits if visit.visit.late]
        tight = [visit for visit in visits if visit.tight]
        doubtful = [visit for visit in visits if visit.doubtful]
        for key, rows, told in (
            ("late", late, _when),
            ("tight", tight, _when),
            ("doubtful", doubtful, _whom),
        ):
            if rows:
                yield f"{say.count(key, len(rows))} {' · '.join(map(told, rows))}"

    def _totals(self, trips: Sequence[TripRow], rest: int) -> list[dict[str, str]]:
        """Say what is on board: to load at the top, to sign for at the end."""
        say = self._paper.say
        stops = sum(len(trip.visits) for trip in trips)
        goods = sum((trip.goods for trip in trips), Goods())
        checks = sum(trip.checks for trip in trips)
        said = [total(say.form("total.stops", stops), say.integer(stops))]
        if goods.crates:
            label = say.form("total.crates", goods.crates)
            said.append(total(label, say.integer(goods.crates), goods.split(say)))
        if goods.bags:
            said.append(total(say.form("total.bags", goods.bags), say.integer(goods.bags)))
        if goods.grams:
            said.append(total(say("total.weight"), say.kg(goods.grams)))
        if checks:
            said.append(total(say.form("total.id", checks), say.integer(checks)))
        road = sum(row.trip.arrival - row.trip.departure for row in trips)
        said.append(total(say("total.distance"), say.km(sum(row.trip.metres for row in trips))))
        said.append(total(say("total.time"), say.span(road)))
        if rest:
            said.append(total(say("total.break"), say.span(rest)))
        return said


def _load_at(row: TripRow, say: Words) -> str:
    """Say where a trip loads, on a route with more than one store; else nothing."""
    depot = row.loads_at
    if depot is None:
        return ""
    where = filter(None, (depot.name, depot.address.one_line()))
    return say("load.at", store=printable(", ".join(where)))


def _back(row: TripRow, say: Words) -> str:
    """Say where a trip leads, and when it is there."""
    time, depot = clock(row.trip.arrival), row.leads_to
    return say("back", time=time) if depot is None else say("back.at", store=printable(depot.name), time=time)


def _stops(route: Mapping[str, Any]) -> int:
    """Count the rows of a route's trips."""
    return sum(len(trip["rows"]) for trip in route["trips"])


def _when(row: VisitRow) -> str:
    return f"{row.number} ({clock(row.visit.start)})"


def _whom(row: VisitRow) -> str:
    """Name a stop with whom to call, by the first phone that is known."""
    orders = [order.located.order for order in row.orders]
    called = next((order for order in orders if order.phone), orders[0])
    # Fenced one by one: a number behind a name that runs from right to left would be turned around.
    return " ".join(filter(None, (row.number, printable(called.name), printable(called.phone))))
