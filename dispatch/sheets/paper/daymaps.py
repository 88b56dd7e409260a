"""The maps of all trips of a day, on one background that is read once."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from dispatch.model import Point
from dispatch.sheets.doors import osm_credit
from dispatch.sheets.paper.background import Background
from dispatch.sheets.paper.tripmap import Drawing, draw_trip, frame_of
from dispatch.sheets.sheetday import SheetDay
from dispatch.sheets.visits import TripRow
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

    def __init__(self, day: SheetDay, say: Words, map_folder: Path | None) -> None:
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


def _drawings(day: SheetDay, note: str) -> dict[tuple[str, int], Drawing]:
    depots = [depot.point for depot in day.planned.problem.depots]
    return {(row.route.name, row.number): _drawing(row, depots, note) for row in day.trips}


def _drawing(row: TripRow, depots: Sequence[Point], note: str) -> Drawing:
    store, end = (depots[depot] for depot in row.route.ends(row.number))
    stops = [visit.point for visit in row.visits]
    ways = [*(visit.leg for visit in row.visits), row.back]
    straight = list(pairwise([store, *stops, end]))
    lines = [way.line if way else line for way, line in zip(ways, straight, strict=True)]
    return Drawing(store, stops, lines, note, end if end != store else None)


def _credit(day: SheetDay, say: Words, *, on_map: bool) -> str:
    """Say whose map it is, or that it is none, and credit OpenStreetMap wherever it is due."""
    osm, sketch = say("osm"), say("map.sketch")
    if on_map:
        return osm
    return f"{sketch} · {osm}" if osm_credit(day.planned) else sketch
