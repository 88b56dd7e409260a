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
    return _points(parts[drawn]), [several[owner] for owner in owners[drawn]]


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
        """Return the rings of what lies in a rectangle: outer ones one way round, holes the other.

        So a fill by the non-zero rule keeps the holes of each area and joins areas that overlap.
        """
        import shapely

        low, high = self._bounds[:, :2], self._bounds[:, 2:]
        near = ((low <= box[2:]) & (high >= box[:2])).all(axis=1)
        inside = ((low >= box[:2]) & (high <= box[2:])).all(axis=1)
        cut = shapely.get_parts(shapely.clip_by_rect(self._shapes[near & ~inside], *box))
        cut = cut[(shapely.get_type_id(cut) == shapely.GeometryType.POLYGON) & ~shapely.is_empty(cut)]
        shown = np.concatenate((self._shapes[inside], cut))
        return _points(shapely.get_rings(shapely.orient_polygons(shown))) if len(shown) else []


def simplify(lines: Sequence[Line], tolerance: float) -> list[Line]:
    """Leave out points that lie within a tolerance of the line without them."""
    import shapely

    several = [line for line in lines if len(line) > 1]
    if not several:
        return []
    return _points(shapely.simplify(linestrings(several), tolerance, preserve_topology=False))


def linestrings(lines: Sequence[Line]) -> Any:
    """Make an array of the geometry library's lines."""
    import shapely

    numbers = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    return shapely.linestrings(np.concatenate(lines), indices=numbers)


def _linearrings(rings: Sequence[Line]) -> Any:
    import shapely

    numbers = np.repeat(np.arange(len(rings)), [len(ring) for ring in rings])
    return shapely.linearrings(np.concatenate(rings), indices=numbers)


def _points(shapes: Any) -> list[Line]:
    import shapely

    points, numbers = shapely.get_coordinates(shapes, return_index=True)
    cuts = np.flatnonzero(np.diff(numbers)) + 1
    return list(np.split(points, cuts)) if len(points) else []
