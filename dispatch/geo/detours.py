"""Shortest straight ways around closed areas."""

import heapq
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING, Final

from dispatch.geo.globe import METRES_PER_DEGREE, Point, shrink
from dispatch.geo.outlines import Polygon, surface

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

type _Flat = tuple[float, float]
"""(east, north) in metres on a flat map around the origin; a straight line there is one in degrees."""

_SPIKE: Final = 2.0
"""A corner stands no further from its area than so many times the clearance."""

_TOUCH: Final = 0.01
"""Metres by which a way may come nearer than the clearance: its corners lie on the edge."""


class Detours:
    """Find the shortest ways from one place around closed areas.

    A shortest way among polygons bends at their corners only (T. Lozano-Pérez and M. A. Wesley,
    Communications of the ACM 22(10), 1979): it is looked for among the corners that see each other.

    Parameters
    ----------
    origin
        Where every way begins.
    areas
        Closed; what lies within a hole of one is reached from there only.
    clearance
        Metres that every way keeps from them.
    """

    def __init__(self, origin: Point, areas: Iterable[Polygon], clearance: float) -> None:
        self._origin = origin
        self._shrink = shrink(origin[0])
        self._areas = tuple(areas)
        self._clearance = clearance

    def ways(self, places: Sequence[Point]) -> list[tuple[Point, ...]]:
        """Return the way to each place, both ends included; an empty one where there is none."""
        if not self._areas or not places:
            return [(self._origin, place) for place in places]
        spots = [self._flat(place) for place in places]
        open_to = self._seen([((0.0, 0.0), spot) for spot in spots])
        return [
            (self._origin, place) if straight else self._around(place, spot)
            for place, spot, straight in zip(places, spots, open_to, strict=True)
        ]

    def _around(self, place: Point, spot: _Flat) -> tuple[Point, ...]:
        corners, known = self._corners, self._from_origin
        seen = self._seen([(corner, spot) for corner in corners])
        ends = [
            (known[n][0] + hypot(corner[0] - spot[0], corner[1] - spot[1]), n)
            for n, corner in enumerate(corners)
            if seen[n] and n in known
        ]
        if not ends:
            return ()
        bends, at = [], min(ends)[1]
        while at >= 0:
            bends.append(self._degrees(corners[at]))
            at = known[at][1]
        return (self._origin, *reversed(bends), place)

    @cached_property
    def _corners(self) -> list[_Flat]:
        import shapely

        edge = self._widened(self._clearance)
        return sorted({(float(x), float(y)) for x, y in shapely.get_coordinates(edge)})

    @cached_property
    def _from_origin(self) -> dict[int, tuple[float, int]]:
        """Return the length of the way to each corner, and the corner before it (-1 for the origin)."""
        corners = self._corners
        first = self._seen([((0.0, 0.0), corner) for corner in corners])
        queue = [(hypot(*corner), n, -1) for n, corner in enumerate(corners) if first[n]]
        heapq.heapify(queue)
        known: dict[int, tuple[float, int]] = {}
        while queue:
            far, at, before = heapq.heappop(queue)
            if at in known:
                continue
            known[at] = (far, before)
            here = corners[at]
            onwards = [n for n in range(len(corners)) if n not in known]
            seen = self._seen([(here, corners[n]) for n in onwards])
            for n, visible in zip(onwards, seen, strict=True):
                if visible:
                    step = hypot(corners[n][0] - here[0], corners[n][1] - here[1])
                    heapq.heappush(queue, (far + step, n, at))
        return known

    def _seen(self, pairs: Sequence[tuple[_Flat, _Flat]]) -> "npt.NDArray[np.bool_]":
        """Tell of each pair whether a straight line between them stays out of every area."""
        import numpy as np
        import shapely

        if not pairs:
            return np.zeros(0, dtype=bool)
        lines = shapely.linestrings(np.asarray(pairs, dtype=float))
        return np.logical_not(np.asarray(shapely.intersects(self._closed, lines), dtype=np.bool_))

    @cached_property
    def _closed(self) -> "BaseGeometry":
        """Return what no way may touch."""
        import shapely

        closed = self._widened(self._clearance - _TOUCH)
        shapely.prepare(closed)
        return closed

    def _widened(self, by: float) -> "BaseGeometry":
        """Return the areas in metres around the origin, so much wider on all sides."""
        return self._flat_areas.buffer(by, join_style="mitre", mitre_limit=_SPIKE)

    @cached_property
    def _flat_areas(self) -> "BaseGeometry":
        import numpy as np
        import shapely

        lat, lon = self._origin
        to_metres = np.array([METRES_PER_DEGREE * self._shrink, METRES_PER_DEGREE])
        return shapely.transform(surface(self._areas), lambda degrees: (degrees - [lon, lat]) * to_metres)

    def _flat(self, place: Point) -> _Flat:
        lat, lon = place
        north = (lat - self._origin[0]) * METRES_PER_DEGREE
        return (lon - self._origin[1]) * METRES_PER_DEGREE * self._shrink, north

    def _degrees(self, spot: _Flat) -> Point:
        east, north = spot
        lat = self._origin[0] + north / METRES_PER_DEGREE
        return lat, self._origin[1] + east / METRES_PER_DEGREE / self._shrink


def stretches(way: Sequence[Point]) -> list[tuple[float, float]]:
    """Return how far each straight piece of a way leads, in metres to the east and to the north."""
    return [
        (
            (there[1] - here[1]) * shrink((here[0] + there[0]) / 2) * METRES_PER_DEGREE,
            (there[0] - here[0]) * METRES_PER_DEGREE,
        )
        for here, there in pairwise(way)
    ]
