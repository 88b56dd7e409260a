"""gpx/<route>.gpx: each route for a navigator, in GPX 1.1 (https://www.topografix.com/GPX/1/1/)."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from dispatch.clock import instant
from dispatch.config import Sheets, Store
from dispatch.files.delimited import save
from dispatch.sheets.doors import clock, osm_credit, street_line
from dispatch.sheets.exports.programs import marks_line
from dispatch.sheets.filenames import file_stems
from dispatch.sheets.sheetday import SheetDay
from dispatch.sheets.visits import RouteRow, TripRow, VisitRow
from dispatch.words import words

if TYPE_CHECKING:
    from gpxpy.gpx import GPX, GPXRoute, GPXTrack

_NOT_XML: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SEGMENT: Final = "    <trkseg>\n"
_OSM: Final = "OpenStreetMap contributors"
_ODBL: Final = "https://opendatacommons.org/licenses/odbl/1-0/"


class GpxTracks:
    """Write a GPX file for each route: its stops as ``wpt``, and a ``rte`` and a ``trk`` for each trip.

    A stop carries what finds the door and what to mind there: number, address, window, marks, pieces. No
    name, phone, receipt or note.

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

    def write(self, day: SheetDay, folder: Path) -> tuple[Path, ...]:
        """Write the files and return their paths.

        Raises
        ------
        ResourceError
            If the folder cannot be written.
        """
        stems = file_stems([row.route.name for row in day.driven])
        return tuple(
            save(folder / "gpx" / f"{stem}.gpx", self._text(day, row))
            for stem, row in zip(stems, day.driven, strict=True)
        )

    def _text(self, day: SheetDay, row: RouteRow) -> str:
        """Write a route out; the points of its tracks, thousands of two numbers each, are written here."""
        text: str = self._document(day, row).to_xml(version="1.1")
        parts = text.split(_SEGMENT)
        tracks = ["", *(_points(trip) for trip in row.trips if trip.line)]
        return "".join(
            f"{points}{part}{_SEGMENT}" for points, part in zip(tracks, parts, strict=True)
        ).removesuffix(_SEGMENT)

    def _document(self, day: SheetDay, row: RouteRow) -> "GPX":
        from gpxpy.gpx import GPX, GPXWaypoint

        document = GPX()
        document.creator = f"local-dispatch {day.planned.provenance.program}"
        document.name = _clean(f"{row.route.name} {day.planned.day.isoformat()}")
        if osm_credit(day.planned):
            document.copyright_author = _OSM
            document.copyright_license = _ODBL
        document.waypoints += [GPXWaypoint(**self._point(day, visit)) for visit in row.visits]
        for trip in row.trips:
            document.routes.append(self._route(day, trip))
            if trip.line:
                document.tracks.append(self._track(trip))
        return document

    def _route(self, day: SheetDay, row: TripRow) -> "GPXRoute":
        from gpxpy.gpx import GPXRoute, GPXRoutePoint

        depots, date = day.planned.problem.depots, day.planned.day
        line = GPXRoute(name=self._title(row), number=row.number)
        ends = ((row.trip.departure, "depart"), (row.trip.arrival, "return"))
        for (moment, key), number in zip(ends, row.route.ends(row.number), strict=True):
            depot = depots[number]
            line.points.append(
                GPXRoutePoint(
                    depot.lat,
                    depot.lon,
                    time=instant(date, moment, self._zone),
                    name=_clean(depot.name if number else self._store.name),
                    comment=f"{self._words(key)} {clock(moment)}",
                )
            )
        line.points[1:1] = [GPXRoutePoint(**self._point(day, visit)) for visit in row.visits]
        return line

    def _point(self, day: SheetDay, row: VisitRow) -> dict[str, Any]:
        window = row.stop.window
        return {
            "latitude": round(row.stop.place.lat, 6),
            "longitude": round(row.stop.place.lon, 6),
            "time": instant(day.planned.day, row.visit.start, self._zone),
            "name": _clean(f"{row.number} {street_line(row.address)}"),
            "comment": f"{clock(window.earliest)}-{clock(window.latest)}",
            "description": _clean(marks_line(row, self._words)),
        }

    def _track(self, row: TripRow) -> "GPXTrack":
        from gpxpy.gpx import GPXTrack, GPXTrackSegment

        track = GPXTrack(name=self._title(row), number=row.number)
        track.segments.append(GPXTrackSegment())
        return track

    def _title(self, row: TripRow) -> str:
        return _clean(f"{row.route.name} {self._words('trip').lower()} {row.number}")


def _points(row: TripRow) -> str:
    """Write the points of a track, none twice in a row."""
    rounded = [(round(lat, 6), round(lon, 6)) for lat, lon in row.line]
    kept = [point for point, before in zip(rounded, [None, *rounded], strict=False) if point != before]
    return "".join(f'      <trkpt lat="{lat}" lon="{lon}">\n      </trkpt>\n' for lat, lon in kept)


def _clean(text: str) -> str:
    """Drop characters that no XML document may hold (XML 1.0, production 2)."""
    return _NOT_XML.sub("", text)
