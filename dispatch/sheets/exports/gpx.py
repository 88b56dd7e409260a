"""gpx/<route>.gpx: each route for a navigator, in GPX 1.1 (https://www.topografix.com/GPX/1/1/)."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from dispatch.clock import instant
from dispatch.config import Sheets, Store
from dispatch.files.delimited import save
from dispatch.model import Leg, PlannedDay, Route
from dispatch.sheets.doors import Call, calls, clock, door, osm_credit, street_line
from dispatch.sheets.filenames import file_stems
from dispatch.words import words

if TYPE_CHECKING:
    from gpxpy.gpx import GPX, GPXRoute, GPXTrack

_NOT_XML: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OSM: Final = "OpenStreetMap contributors"
_ODBL: Final = "https://opendatacommons.org/licenses/odbl/1-0/"


class GpxTracks:
    """Write a GPX file for each route: a ``rte`` with the stops in order and a ``trk`` for each trip.

    A stop carries what finds the door: number, address, window, crates. No name, phone, receipt or note.

    Parameters
    ----------
    sheets
        Its words.
    store
        Its name, language and time zone.
    """

    def __init__(self, sheets: Sheets, store: Store) -> None:
        self._words = words(store.language, sheets.texts)
        self._store = store
        self._zone = ZoneInfo(store.timezone)

    def write(self, day: PlannedDay, folder: Path) -> tuple[Path, ...]:
        """Write the files and return their paths.

        Raises
        ------
        ResourceError
            If the folder cannot be written.
        """
        stems = file_stems([route.name for route in day.plan.routes])
        visits: dict[str, list[Call]] = {route.name: [] for route in day.plan.routes}
        for call in calls(day):
            visits[call.route.name].append(call)
        legs = {(shape.route, shape.trip): shape.legs for shape in day.shapes}
        return tuple(
            save(
                folder / "gpx" / f"{stem}.gpx",
                self._document(day, route, visits[route.name], legs).to_xml(version="1.1"),
            )
            for stem, route in zip(stems, day.plan.routes, strict=True)
        )

    def _document(
        self, day: PlannedDay, route: Route, visits: list[Call], legs: dict[tuple[str, int], tuple[Leg, ...]]
    ) -> "GPX":
        from gpxpy.gpx import GPX

        document = GPX()
        document.creator = f"local-dispatch {day.provenance.program}"
        document.name = _clean(f"{route.name} {day.day.isoformat()}")
        if osm_credit(day):
            document.copyright_author = _OSM
            document.copyright_license = _ODBL
        for number in range(1, len(route.trips) + 1):
            own = [call for call in visits if call.trip_number == number]
            document.routes.append(self._route(day, route, number, own))
            if shape := legs.get((route.name, number)):
                document.tracks.append(self._track(route, number, shape))
        return document

    def _route(self, day: PlannedDay, route: Route, number: int, visits: list[Call]) -> "GPXRoute":
        from gpxpy.gpx import GPXRoute, GPXRoutePoint

        trip = route.trips[number - 1]
        depot = day.problem.depot
        line = GPXRoute(name=self._title(route, number), number=number)
        for moment, key in ((trip.departure, "depart"), (trip.arrival, "return")):
            line.points.append(
                GPXRoutePoint(
                    depot.lat,
                    depot.lon,
                    time=instant(day.day, moment, self._zone),
                    name=_clean(self._store.name),
                    comment=f"{self._words(key)} {clock(moment)}",
                )
            )
        line.points[1:1] = [
            GPXRoutePoint(
                round(call.stop.place.lat, 6),
                round(call.stop.place.lon, 6),
                time=instant(day.day, call.visit.start, self._zone),
                name=_clean(f"{call.seq} {street_line(door(call.stop.orders[0]))}"),
                comment=f"{clock(call.stop.window.earliest)}-{clock(call.stop.window.latest)}",
                description=self._words.count("crate", sum(o.order.crates for o in call.stop.orders)),
            )
            for call in visits
        ]
        return line

    def _track(self, route: Route, number: int, legs: tuple[Leg, ...]) -> "GPXTrack":
        from gpxpy.gpx import GPXTrack, GPXTrackPoint, GPXTrackSegment

        segment = GPXTrackSegment()
        last = None
        for leg in legs:
            for point in leg.line:
                rounded = (round(point[0], 6), round(point[1], 6))
                if rounded != last:
                    segment.points.append(GPXTrackPoint(*rounded))
                last = rounded
        track = GPXTrack(name=self._title(route, number), number=number)
        track.segments.append(segment)
        return track

    def _title(self, route: Route, number: int) -> str:
        return _clean(f"{route.name} {self._words('trip').lower()} {number}")


def _clean(text: str) -> str:
    """Drop characters that no XML document may hold (XML 1.0, production 2)."""
    return _NOT_XML.sub("", text)
