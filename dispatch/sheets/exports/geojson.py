"""plan.geojson: stops and ways of a plan for a geographic information system (RFC 7946)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dispatch.config import Sheets
from dispatch.files.delimited import save
from dispatch.model import PlannedDay
from dispatch.sheets.doors import calls, clock, door, osm_credit


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

    def write(self, day: PlannedDay, folder: Path) -> tuple[Path, ...]:
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
            "features": [_store(day), *_stops(day, self._sheets.html_personal), *_trips(day)],
        }
        if osm_credit(day):
            document["attribution"] = "© OpenStreetMap contributors"
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"
        return (save(folder / "plan.geojson", text),)


def _store(day: PlannedDay) -> dict[str, Any]:
    depot = day.problem.depot
    return _feature("Point", _lonlat(depot.lat, depot.lon), kind="store", name=depot.name)


def _stops(day: PlannedDay, with_address: bool) -> Iterator[dict[str, Any]]:
    for call in calls(day):
        address = door(call.stop.orders[0])
        where = {
            "street": address.street,
            "house_number": address.house_number,
            "addition": address.addition,
            "postcode": address.postcode,
            "city": address.city,
        }
        yield _feature(
            "Point",
            _lonlat(*call.stop.place.point),
            kind="stop",
            route=call.route.name,
            trip=call.trip_number,
            seq=call.seq,
            receipts=list(call.stop.receipt_ids),
            **(where if with_address else {}),
            window_from=clock(call.stop.window.earliest),
            window_to=clock(call.stop.window.latest),
            arrival=clock(call.visit.arrival),
            departure=clock(call.visit.departure),
            late_seconds=call.visit.late,
            place_source=call.stop.place.source,
        )


def _trips(day: PlannedDay) -> Iterator[dict[str, Any]]:
    routes = {route.name: route for route in day.plan.routes}
    for shape in day.shapes:
        points = [_lonlat(*point) for leg in shape.legs for point in leg.line]
        line = [point for number, point in enumerate(points) if number == 0 or point != points[number - 1]]
        route = routes.get(shape.route)
        if route is None or len(line) < 2:
            continue
        trip = route.trips[shape.trip - 1]
        yield _feature(
            "LineString",
            line,
            kind="trip",
            route=shape.route,
            trip=shape.trip,
            vehicle=route.shift.vehicle.id,
            depart=clock(trip.departure),
            **{"return": clock(trip.arrival)},
            metres=trip.metres,
        )


def _feature(geometry: str, coordinates: Any, **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": geometry, "coordinates": coordinates},
        "properties": properties,
    }


def _lonlat(lat: float, lon: float) -> list[float]:
    return [round(lon, 6), round(lat, 6)]
