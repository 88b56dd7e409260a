"""The courier's sheets: one PDF a route, and one with all of them."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from dispatch.clock import ceil_minutes
from dispatch.config import Sheets, Store
from dispatch.model import Confidence, Pause, PlannedDay, Route, Trip
from dispatch.sheets.doors import clock
from dispatch.sheets.filenames import file_stems
from dispatch.sheets.goods import Goods, total
from dispatch.sheets.paper.daymaps import DayMaps
from dispatch.sheets.paper.links import Chunk, qr_svg, trip_links
from dispatch.sheets.paper.printing import Document, Paper
from dispatch.sheets.paper.rows import HEAVY_GRAMS, Speaker, break_row, trip_rows
from dispatch.sheets.paper.tripmap import map_size
from dispatch.sheets.paper.typesetting import printable

FOLDER: Final = "sheets"
ALL: Final = "all"


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
    heavy_grams
        Weight of an order, or of the mean crate of one, above which it is marked heavy.

    Raises
    ------
    ConfigError
        If a text, the logo or the folder of templates does not exist.
    """

    def __init__(
        self,
        store: Store,
        sheets: Sheets,
        map_folder: Path | None = None,
        heavy_grams: int = HEAVY_GRAMS,
    ) -> None:
        self._paper = Paper(store, sheets)
        self._sheets = sheets
        self._map_folder = map_folder
        self._heavy_grams = heavy_grams

    def write(self, day: PlannedDay, folder: Path) -> tuple[Path, ...]:
        """Write all sheets of a day and return their paths, ``all.pdf`` last."""
        say = self._paper.say
        speaker = Speaker.of(day, say, self._sheets, self._heavy_grams)
        maps = DayMaps(day, say, self._map_folder)
        routes = [self._route(speaker, route, maps) for route in day.plan.routes]
        last, *stems = file_stems([ALL, *(route.name for route in day.plan.routes)])
        target = folder / FOLDER
        # The largest first, so that it does not run on alone at the end.
        documents = [Document("courier", say("sheets.title"), {"routes": routes}, target / f"{last}.pdf")]
        for stem, route in zip(stems, routes, strict=True):
            title = say("sheet.title", route=route["name"])
            documents.append(Document("courier", title, {"routes": [route]}, target / f"{stem}.pdf"))
        with self._paper.printer(day) as printer:
            everything, *sheets = printer.print(documents)
        return (*sheets, everything)

    def _route(self, speaker: Speaker, route: Route, maps: DayMaps) -> dict[str, Any]:
        say = self._paper.say
        vehicle = route.shift.vehicle
        return {
            "name": printable(route.name),
            "courier": printable(route.shift.courier),
            "vehicle": printable(f"{vehicle.id} ({say(f'vehicle.{vehicle.kind}')})"),
            "depart": clock(route.trips[0].departure),
            "return": clock(route.end),
            "notices": list(self._notices(speaker, route)),
            "totals": self._totals(speaker, route.trips, route.pauses),
            "trips": [
                self._trip(speaker, route, number, trip, maps)
                for number, trip in enumerate(route.trips, start=1)
            ],
            "nobody": [
                say("nobody.call", phone=printable(self._paper.store.phone)),
                say("nobody.neighbour"),
                say("nobody.never"),
                say("nobody.age"),
            ],
        }

    def _trip(self, speaker: Speaker, route: Route, number: int, trip: Trip, maps: DayMaps) -> dict[str, Any]:
        say = self._paper.say
        points = [speaker.stops[visit.stop].place.point for visit in trip.visits]
        heading = say("trip.of", number=number, total=len(route.trips)) if len(route.trips) > 1 else ""
        chunks = trip_links(self._sheets.qr, route.shift.vehicle.kind, points)
        before = [p for p in route.pauses if p.trip == number - 1 and p.position == 0]
        return {
            "title": f"{route.name} · {heading}" if heading else say("sheet.title", route=route.name),
            "heading": heading,
            "breaks_before": [break_row(say, pause) for pause in before],
            "loading": clock(trip.loading_start),
            "depart": clock(trip.departure),
            "return": clock(trip.arrival),
            "totals": self._totals(
                speaker, [trip], [p for p in route.pauses if p.trip == number - 1 and p.position]
            ),
            "map": maps.draw(route.name, number),
            "map_size": map_size(len(points)),
            "map_alt": say(
                "map.alt", route=route.name, trip=number, stops=say.count("stop", len(trip.visits))
            ),
            "chunks": [self._chunk(chunk) for chunk in chunks],
            "rows": list(trip_rows(speaker, route, number, trip)),
            "back": say("back", time=clock(trip.arrival)),
            "back_via": speaker.via(route, number, len(trip.visits)),
            "reload": self._reload(route, number),
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

    def _reload(self, route: Route, number: int) -> str:
        """Say when the next trip is loaded; empty after the last."""
        if number == len(route.trips):
            return ""
        following = route.trips[number]
        loading, depart = clock(following.loading_start), clock(following.departure)
        return self._paper.say("reload", trip=number + 1, loading=loading, depart=depart)

    def _notices(self, speaker: Speaker, route: Route) -> Iterator[str]:
        """Say in the head what is estimated, doubtful or late."""
        say = self._paper.say
        visits = [visit for trip in route.trips for visit in trip.visits]
        if speaker.estimated(route):
            yield say("estimated.times")
        places = [speaker.stops[visit.stop].place for visit in visits]
        if doubtful := sum(place.confidence is not Confidence.EXACT for place in places):
            yield say.count("doubtful", doubtful)
        if late := sum(visit.late > 0 for visit in visits):
            yield say.count("late", late)

    def _totals(
        self, speaker: Speaker, trips: Sequence[Trip], pauses: Sequence[Pause]
    ) -> list[dict[str, str]]:
        """Add up what is on board: to load at the top, to sign for at the end."""
        say = self._paper.say
        stops = [speaker.stops[visit.stop] for trip in trips for visit in trip.visits]
        goods = Goods.of([located.order for stop in stops for located in stop.orders])
        checks = sum(any(located.order.age_check for located in stop.orders) for stop in stops)
        rest = sum(pause.end - pause.start for pause in pauses)
        said = [total(say.form("total.stops", len(stops)), say.integer(len(stops)))]
        if goods.crates:
            label = say.form("total.crates", goods.crates)
            said.append(total(label, say.integer(goods.crates), goods.split(say)))
        if goods.bags:
            said.append(total(say.form("total.bags", goods.bags), say.integer(goods.bags)))
        if goods.grams:
            said.append(total(say("total.weight"), say.kg(goods.grams)))
        if checks:
            said.append(total(say.form("total.id", checks), say.integer(checks)))
        said.append(total(say("total.distance"), say.km(sum(trip.metres for trip in trips))))
        said.append(total(say("total.time"), say.span(sum(trip.arrival - trip.departure for trip in trips))))
        if rest:
            said.append(total(say("total.break"), say.span(rest)))
        return said
