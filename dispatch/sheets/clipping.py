"""Cut shapes of a map to a rectangle, so that what is drawn inside it is what is there."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Line = npt.NDArray[np.float64]
"""Rows of two numbers."""

Box = tuple[float, float, float, float]
"""Least first and second coordinate, then the greatest of each."""


def clip_lines(lines: Sequence[Line], box: Box) -> tuple[list[Line], list[int]]:
    """Return the parts of lines inside a rectangle, and for each the number of its line."""
    import shapely

    several = [number for number, line in enumerate(lines) if len(line) > 1]
    if not several:
        return [], []
    cut = shapely.clip_by_rect(linestrings([lines[number] for number in several]), *box)
    parts, owners = shapely.get_parts(cut, return_index=True)
    drawn = shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING
    drawn &= ~shapely.is_empty(parts)
    return points_of(parts[drawn]), [several[owner] for owner in owners[drawn]]


class Lines:
    """Hold lines, to be cut to one rectangle after the other.

    Parameters
    ----------
    shapes
        The geometry library's lines, or several lines each.
    """

    def __init__(self, shapes: Any) -> None:
        import shapely

        self._shapes = shapes
        self._bounds = shapely.bounds(shapes).reshape(-1, 4)
        self._single = bool((shapely.get_type_id(shapes) == shapely.GeometryType.LINESTRING).all())

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "Lines":
        """Hold lines given by their points; what has fewer than two is none."""
        several = [line for line in lines if len(line) > 1]
        return cls(linestrings(several) if several else np.array([]))

    def cut(self, box: Box) -> tuple[Any, npt.NDArray[np.intp]]:
        """Return the lines inside a rectangle, whole or in parts, and for each the number of its shape."""
        import shapely

        near, inside = _near(self._bounds, box)
        whole, crossing = np.flatnonzero(inside), np.flatnonzero(near & ~inside)
        cut, places = shapely.get_parts(shapely.clip_by_rect(self._shapes[crossing], *box), return_index=True)
        drawn = (shapely.get_type_id(cut) == shapely.GeometryType.LINESTRING) & ~shapely.is_empty(cut)
        uncut, owners = self._shapes[whole], whole
        if not self._single:
            uncut, inner = shapely.get_parts(uncut, return_index=True)
            owners = whole[inner]
        return np.concatenate((uncut, cut[drawn])), np.concatenate((owners, crossing[places[drawn]]))


def _near(bounds: npt.NDArray[np.float64], box: Box) -> tuple[Any, Any]:
    """Say which bounds touch a rectangle, and which lie in it."""
    low, high = bounds[:, :2], bounds[:, 2:]
    near = ((low <= box[2:]) & (high >= box[:2])).all(axis=1)
    return near, ((low >= box[:2]) & (high <= box[2:])).all(axis=1)


class Areas:
    """Hold areas, to be cut to one rectangle after the other.

    An area is filled by the even-odd rule, whatever its ring does: holes may be joined to it by cuts of
    no width, and it may cross itself.

    Parameters
    ----------
    rings
        A ring each; what has fewer than three points is no area.
    """

    def __init__(self, rings: Sequence[Line]) -> None:
        import shapely

        whole = [ring for ring in rings if len(ring) > 2]
        shapes: Any = shapely.polygons(_linearrings(whole)) if whole else np.array([])
        # Cutting needs areas that do not touch themselves; what makes them so keeps the even-odd rule.
        tangled = ~shapely.is_valid(shapes)
        mended = shapely.get_parts(shapely.get_parts(shapely.make_valid(shapes[tangled])))
        parts = np.concatenate((shapes[~tangled], mended))
        self._shapes = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
        self._bounds = shapely.bounds(self._shapes).reshape(-1, 4)

    def cut(self, box: Box) -> list[Line]:
        """Return the points of :meth:`rings`."""
        return points_of(self.rings(box))

    def rings(self, box: Box) -> Any:
        """Return the rings of what lies in a rectangle: outer ones one way round, holes the other.

        So a fill by the non-zero rule keeps the holes of each area and joins areas that overlap.
        """
        import shapely

        near, inside = _near(self._bounds, box)
        cut = shapely.get_parts(shapely.clip_by_rect(self._shapes[near & ~inside], *box))
        cut = cut[(shapely.get_type_id(cut) == shapely.GeometryType.POLYGON) & ~shapely.is_empty(cut)]
        shown = np.concatenate((self._shapes[inside], cut))
        return shapely.get_rings(shapely.orient_polygons(shown)) if len(shown) else shown


def simplify(lines: Sequence[Line], tolerance: float) -> list[Line]:
    """Leave out points that lie within a tolerance of the line without them."""
    import shapely

    several = [line for line in lines if len(line) > 1]
    if not several:
        return []
    return points_of(shapely.simplify(linestrings(several), tolerance, preserve_topology=False))


def linestrings(lines: Sequence[Line]) -> Any:
    """Make an array of the geometry library's lines."""
    import shapely

    numbers = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    return shapely.linestrings(np.concatenate(lines), indices=numbers)


def _linearrings(rings: Sequence[Line]) -> Any:
    import shapely

    numbers = np.repeat(np.arange(len(rings)), [len(ring) for ring in rings])
    return shapely.linearrings(np.concatenate(rings), indices=numbers)


def points_of(shapes: Any) -> list[Line]:
    """Return the points of lines, one array each."""
    import shapely

    points, numbers = shapely.get_coordinates(shapes, return_index=True)
    cuts = np.flatnonzero(np.diff(numbers)) + 1
    return list(np.split(points, cuts)) if len(points) else []
