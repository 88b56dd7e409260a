"""plan.geojson: stops and ways of a plan for a geographic information system (RFC 7946)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dispatch.config import Sheets
from dispatch.files.delimited import save
from dispatch.sheets.doors import clock, osm_credit
from dispatch.sheets.sheetday import SheetDay


class PlanGeojson:
    """Write the plan as one FeatureCollection, if asked for.

    Without names, phones and notes; with ``html_personal = false`` without addresses either.

    Parameters
    ----------
    sheets
        Its ``geojson`` and ``html_personal``.
    """

    def __init__(self, sheets: Sheets) -> None:
        self._sheets = sheets

    def write(self, day: SheetDay, folder: Path) -> tuple[Path, ...]:
        """Write the file and return its path; none if it is not asked for.

        Raises
        ------
        ResourceError
            If the folder cannot be written.
        """
        if not self._sheets.geojson:
            return ()
        document: dict[str, Any] = {
            "type": "FeatureCollection",
            "features": [*_stores(day), *_stops(day, self._sheets.html_personal), *_trips(day)],
        }
        if osm_credit(day.planned):
            document["attribution"] = "© OpenStreetMap contributors"
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"
        return (save(folder / "plan.geojson", text),)


def _stores(day: SheetDay) -> Iterator[dict[str, Any]]:
    for depot in day.planned.problem.depots:
        yield _feature("Point", _lonlat(depot.lat, depot.lon), kind="store", name=depot.name)


def _stops(day: SheetDay, with_address: bool) -> Iterator[dict[str, Any]]:
    for row in day.visits:
        address = row.address
        where = {
            "street": address.street,
            "house_number": address.house_number,
            "addition": address.addition,
            "postcode": address.postcode,
            "city": address.city,
        }
        yield _feature(
            "Point",
            _lonlat(*row.point),
            kind="stop",
            route=row.route.name,
            trip=row.trip_number,
            seq=row.seq,
            receipts=list(row.stop.receipt_ids),
            **(where if with_address else {}),
            window_from=clock(row.stop.window.earliest),
            window_to=clock(row.stop.window.latest),
            arrival=clock(row.visit.arrival),
            departure=clock(row.visit.departure),
            late_seconds=row.visit.late,
            place_source=row.stop.place.source,
        )


def _trips(day: SheetDay) -> Iterator[dict[str, Any]]:
    for row in day.trips:
        points = [_lonlat(*point) for point in row.line]
        line = [point for number, point in enumerate(points) if number == 0 or point != points[number - 1]]
        if len(line) < 2:
            continue
        yield _feature(
            "LineString",
            line,
            kind="trip",
            route=row.route.name,
            trip=row.number,
            vehicle=row.route.shift.vehicle.id,
            depart=clock(row.trip.departure),
            **{"return": clock(row.trip.arrival)},
            metres=row.trip.metres,
        )


def _feature(geometry: str, coordinates: Any, **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": geometry, "coordinates": coordinates},
        "properties": properties,
    }


def _lonlat(lat: float, lon: float) -> list[float]:
    return [round(lon, 6), round(lat, 6)]
