"""The maps of all trips of a day, on one background that is read once."""

from itertools import pairwise
from pathlib import Path

from dispatch.model import PlannedDay
from dispatch.sheets.doors import osm_credit
from dispatch.sheets.paper.background import Background
from dispatch.sheets.paper.tripmap import Drawing, draw_trip, frame_of
from dispatch.words import Words


class DayMaps:
    """Draw the trips of a day.

    Parameters
    ----------
    day
        Its shapes are the ways; without them, legs are straight.
    say
        The words.
    map_folder
        An installed map; None for sketches.

    Raises
    ------
    ResourceError
        If the map cannot be read.
    """

    def __init__(self, day: PlannedDay, say: Words, map_folder: Path | None) -> None:
        note = _credit(day, say, on_map=map_folder is not None)
        self._drawings = _drawings(day, note)
        self._background: Background | None = None
        if map_folder is not None and self._drawings:
            south, west, north, east = zip(
                *(frame_of(drawing).bounds() for drawing in self._drawings.values()), strict=True
            )
            self._background = Background(map_folder, (min(south), min(west), max(north), max(east)))

    def draw(self, route: str, trip: int) -> str:
        """Draw a trip, counted from 1, as SVG."""
        return draw_trip(self._drawings[route, trip], self._background)


def _drawings(day: PlannedDay, note: str) -> dict[tuple[str, int], Drawing]:
    store = (day.problem.depot.lat, day.problem.depot.lon)
    places = {stop.id: stop.place.point for stop in day.problem.stops}
    shapes = {(shape.route, shape.trip): shape for shape in day.shapes}
    drawings = {}
    for route in day.plan.routes:
        for number, trip in enumerate(route.trips, start=1):
            stops = [places[visit.stop] for visit in trip.visits]
            shape = shapes.get((route.name, number))
            legs = [leg.line for leg in shape.legs] if shape else list(pairwise([store, *stops, store]))
            drawings[route.name, number] = Drawing(store, stops, legs, note)
    return drawings


def _credit(day: PlannedDay, say: Words, *, on_map: bool) -> str:
    """Say whose map it is, or that it is none, and credit OpenStreetMap wherever it is due."""
    osm, sketch = say("osm"), say("map.sketch")
    if on_map:
        return osm
    return f"{sketch} · {osm}" if osm_credit(day) else sketch
