"""Flights: straight lines around areas that are closed to drones, in the wind of the hour."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import ceil, inf
from typing import Final

import numpy as np
import numpy.typing as npt

from dispatch.clock import DAY, HOUR
from dispatch.config import Air
from dispatch.geo.detours import Detours, stretches
from dispatch.geo.outlines import Polygon
from dispatch.model import (
    UNREACHABLE,
    Leg,
    Point,
    Snap,
    Spokes,
    TimeWindow,
    TravelMatrix,
    TravelProfile,
    Ways,
    Wind,
)
from dispatch.travel.wind import Blow, flown_seconds, winds_between

_Row = npt.NDArray[np.int64]
_ALL_DAY: Final = TimeWindow(0, DAY)


class AirTravel:
    """Tell times and distances of flights between the store, place 0, and doors.

    A flight leads from the store to a door and back. Between two doors it leads by the store, where the
    battery is changed. Distances are metres through the air, which is what a battery pays for: over the
    ground they are less against the wind's help and more with it. Wherever several winds may blow while a
    door is served, the one counts that makes the leg longest; where one of them is too strong for the leg,
    nothing is flown there.

    Parameters
    ----------
    areas
        Outlines by id of zone; those that a profile names as closed are flown around.
    air
        Wind and clearance.
    after
        Seconds after its window in which a door may still be served.
    """

    estimated = False
    holds = False

    def __init__(self, areas: Mapping[str, tuple[Polygon, ...]], air: Air, after: int = 0) -> None:
        self._areas = areas
        self._air = air
        self._after = after
        self._known: dict[tuple[Point, tuple[str, ...]], Detours] = {}
        self._ways: dict[tuple[Point, tuple[str, ...], Point], tuple[Point, ...]] = {}

    @property
    def name(self) -> str:
        """What the sheets call it."""
        winds = self._air.wind
        if not winds:
            return "flight (calm air assumed)"
        if len(winds) > 1:
            return f"flight ({len(winds)} winds)"
        return f"flight (wind {winds[0].metres_per_second:g} m/s from {winds[0].from_degrees}°)"

    def _weather(self) -> tuple[Ways, Wind | None]:
        winds = self._air.wind
        if len(winds) != 1:
            return Ways.FLOWN_IN_WINDS if winds else Ways.FLOWN_CALM, None
        return Ways.FLOWN_IN_WIND, Wind(round(winds[0].metres_per_second * 100), round(winds[0].from_degrees))

    def snap(self, profile: TravelProfile, points: Sequence[Point]) -> tuple[Snap, ...]:  # noqa: ARG002
        """Put every place exactly where it is."""
        return tuple(Snap(0) for _ in points)

    def matrix(self, profile: TravelProfile, points: Sequence[Point]) -> TravelMatrix:
        """Return times and distances that hold at every hour of the day."""
        return self.matrix_in(profile, points, [_ALL_DAY] * len(points))

    def matrix_in(
        self, profile: TravelProfile, points: Sequence[Point], windows: Sequence[TimeWindow]
    ) -> TravelMatrix:
        """Return times and distances that hold while each place is served."""
        out, back = self._legs_of(profile, points[0], points, windows)
        seconds, metres = (_by_the_store(*rows) for rows in self._measured(profile, out, back))
        ways, wind = self._weather()
        return TravelMatrix.from_bytes(
            profile.key, len(points), seconds, metres, self.name, ways=ways, wind=wind
        )

    def spokes(
        self, profile: TravelProfile, points: Sequence[Point], places: Sequence[Point]
    ) -> tuple[Spokes, ...]:
        """Return times and distances between some places and others that hold at every hour of the day."""
        windows = [_ALL_DAY] * len(points)
        return tuple(self.spokes_in(profile, points, place, windows, [_ALL_DAY]) for place in places)

    def spokes_in(
        self,
        profile: TravelProfile,
        points: Sequence[Point],
        place: Point,
        windows: Sequence[TimeWindow],
        asked: Sequence[TimeWindow],
    ) -> Spokes:
        """Return times and distances between one place and others that hold in each window asked for."""
        out, back = self._legs_of(profile, points[0], points, windows)
        tried = [self._legs_of(profile, points[0], [place], [window]) for window in asked]
        out.append(max(there[0] for there, _ in tried))
        back.append(max(home[0] for _, home in tried))
        seconds, metres = self._measured(profile, out, back)
        rows = []
        for to_place, to_store in (seconds, metres):
            rows.append(_capped(to_store[:-1] + to_place[-1]))
            rows.append(_capped(to_store[-1] + to_place[:-1]))
        to_seconds, from_seconds, to_metres, from_metres = (tuple(map(int, row)) for row in rows)
        return Spokes(to_seconds, to_metres, from_seconds, from_metres, Snap(0))

    def legs(self, profile: TravelProfile, path: Sequence[Point]) -> tuple[Leg, ...]:
        """Draw the flights with the corners that they bend at; a straight line where nothing can be flown."""
        home = path[0]
        return tuple(Leg(self._line(profile, home, here, there)) for here, there in pairwise(path))

    def _line(self, profile: TravelProfile, home: Point, here: Point, there: Point) -> tuple[Point, ...]:
        if here == home:
            (way,) = self._ways_to(profile, home, [there])
            return way or (here, there)
        if there == home:
            return self._line(profile, home, home, here)[::-1]
        return (*self._line(profile, home, here, home), *self._line(profile, home, home, there)[1:])

    def _legs_of(
        self,
        profile: TravelProfile,
        home: Point,
        places: Sequence[Point],
        windows: Sequence[TimeWindow],
    ) -> tuple[list[float], list[float]]:
        """Return the seconds of the flight out to each place and of the one back; infinite for none."""
        airspeed = profile.metres_per_hour / HOUR
        out, back = [], []
        for way, window in zip(self._ways_to(profile, home, places), windows, strict=True):
            winds = self._winds(window)
            out.append(_longest(way, airspeed, winds))
            back.append(_longest(way[::-1], airspeed, winds))
        return out, back

    def _winds(self, window: TimeWindow) -> tuple[Blow, ...]:
        """Return the winds that may blow on the way to a door and back: no flight takes over an hour."""
        return winds_between(self._air.wind, window.earliest - HOUR, window.latest + self._after + HOUR)

    def _measured(
        self, profile: TravelProfile, out: Sequence[float], back: Sequence[float]
    ) -> tuple[tuple[_Row, _Row], tuple[_Row, _Row]]:
        """Return whole seconds and whole metres through the air, out and back; a part counts as one."""
        airspeed = profile.metres_per_hour / HOUR
        seconds = _whole(out, 1.0), _whole(back, 1.0)
        return seconds, (_whole(out, airspeed), _whole(back, airspeed))

    def _ways_to(
        self, profile: TravelProfile, home: Point, places: Sequence[Point]
    ) -> list[tuple[Point, ...]]:
        """Return the way to each place, empty for none; those not known yet are found all at once."""
        zones = profile.closed_zones
        missing = [p for p in dict.fromkeys(places) if (home, zones, p) not in self._ways]
        detours = self._known.get((home, zones))
        if detours is None:
            areas = [polygon for zone in zones for polygon in self._areas.get(zone, ())]
            detours = self._known[home, zones] = Detours(home, areas, self._air.clearance_metres)
        for place, way in zip(missing, detours.ways(missing), strict=True):
            self._ways[home, zones, place] = way
        return [self._ways[home, zones, place] for place in places]


def _longest(way: Sequence[Point], airspeed: float, winds: Sequence[Blow]) -> float:
    if not way:
        return inf
    pieces = stretches(way)
    return max(flown_seconds(pieces, airspeed, wind) for wind in winds)


def _whole(seconds: Sequence[float], times: float) -> _Row:
    return np.array([min(UNREACHABLE, ceil(s * times - 1e-9)) if s < inf else UNREACHABLE for s in seconds])


def _capped(row: _Row) -> _Row:
    capped: _Row = np.minimum(row, UNREACHABLE)
    return capped


def _by_the_store(out: _Row, back: _Row) -> npt.NDArray[np.int32]:
    """Return the table of all pairs, of which only those with the store are flown without a landing there."""
    table = _capped(back[:, None] + out[None, :])
    table[0], table[:, 0] = out, back
    np.fill_diagonal(table, 0)
    return table.astype(np.int32)
