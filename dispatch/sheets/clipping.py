"""Cut shapes of a map to a rectangle, so that what is drawn inside it is what is there."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

Line = npt.NDArray[np.float64]
"""Rows of two numbers."""

_EAST = 0.62
"""Length of a degree of longitude in degrees of latitude, near enough to tell how straight a way goes on."""

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

    def cut(self, box: Box, wanted: Any = True) -> tuple[Any, npt.NDArray[np.intp]]:
        """Return the lines inside a rectangle, whole or in parts, and for each the number of its shape.

        Parameters
        ----------
        box
            The rectangle.
        wanted
            Says of each shape whether it is asked for.
        """
        import shapely

        near, inside = _near(self._bounds, box)
        near, inside = near & wanted, inside & wanted
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
    within
        Rectangle that all others will lie in.
    """

    def __init__(self, rings: Sequence[Line], within: Box) -> None:
        import shapely

        whole = [ring for ring in rings if len(ring) > 2]
        shapes: Any = shapely.polygons(_linearrings(whole)) if whole else np.array([])
        # Cutting needs areas that do not touch themselves; what makes them so keeps the even-odd rule.
        tangled = ~shapely.is_valid(shapes)
        parts = np.concatenate(
            (shapes[~tangled], _mended([whole[n] for n in np.flatnonzero(tangled)], within))
        )
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


def _ring_near(ring: Line, box: Box) -> Line:
    """Leave out points of a ring beyond an edge of a rectangle, between others that are.

    What replaces them lies beyond that edge too, so that inside nothing changes.
    """
    for axis, bound, sign in ((0, box[0], -1), (1, box[1], -1), (0, box[2], 1), (1, box[3], 1)):
        beyond = sign * (ring[:, axis] - bound) > 0
        ring = ring[~(beyond & np.roll(beyond, 1) & np.roll(beyond, -1))]
    return ring


def _mended(rings: Sequence[Line], within: Box) -> Any:
    """Make areas that do not touch themselves of rings that do, by the even-odd rule."""
    import shapely

    # Most only go along a cut to a hole and back. Taken apart where they meet themselves they need no
    # mending, which takes ten times as long.
    apart = [_loops(ring) for ring in rings]
    owners = np.repeat(np.arange(len(rings)), [len(some) for some in apart])
    if not len(owners):
        return np.array([])
    loops = _linearrings([loop for some in apart for loop in some])
    order = np.lexsort((-np.abs(shapely.area(shapely.polygons(loops))), owners))
    loops, owners = loops[order], owners[order]
    # The largest of each ring is around the others, or the area is not sound.
    largest = np.flatnonzero(np.diff(owners, prepend=-1))
    ends = np.append(largest[1:], len(owners))
    pairs = zip(largest.tolist(), ends.tolist(), strict=True)
    areas = np.array([shapely.polygons(loops[one], holes=loops[one + 1 : end]) for one, end in pairs])
    sound = shapely.is_valid(areas)
    # A sea has thousands of points, few of them here, and mending takes more than their number in time.
    near = [_ring_near(rings[owner], within) for owner in owners[largest][~sound].tolist()]
    left = [ring for ring in near if len(ring) > 2]
    mended = shapely.make_valid(shapely.polygons(_linearrings(left))) if left else np.array([])
    return np.concatenate((areas[sound], shapely.get_parts(shapely.get_parts(mended))))


def _loops(ring: Line) -> list[Line]:
    """Take a ring apart where it comes back to one of its points; what goes to and fro is left out."""
    places: list[int] = []
    met: dict[tuple[float, float], int] = {}
    loops: list[Line] = []
    points = [(x, y) for x, y in ring.tolist()]
    if points[0] != points[-1]:
        points.append(points[0])
    for number, point in enumerate(points):
        if (begun := met.get(point)) is not None:
            loop = places[begun:]
            if len(loop) > 2:
                loops.append(ring[loop])
            for gone in places[begun + 1 :]:
                del met[points[gone]]
            del places[begun + 1 :]
        else:
            met[point] = len(places)
            places.append(number)
    return loops


def chained(shapes: Any) -> Any:
    """Join lines where they meet, through crossings too, straight on where there is a choice.

    A map is cut at every crossing, and each piece costs whoever draws it a beginning; and what runs straight
    through many crossings needs two points. Each line stays in one chain, and nothing is drawn twice.
    """
    import shapely

    points, owners = shapely.get_coordinates(shapes, return_index=True)
    first = np.flatnonzero(np.diff(owners, prepend=-1))
    last = np.append(first[1:], len(points)) - 1
    # Ends 2n and 2n + 1 of line n, and the way from each into its line.
    ends = np.column_stack((first, last)).ravel()
    inward = points[np.column_stack((first + 1, last - 1)).ravel()] - points[ends]
    inward *= (1.0, _EAST)
    inward /= np.maximum(np.hypot(inward[:, 0], inward[:, 1]), 1e-9)[:, None]
    follows = _paired(points[ends], inward)
    chains: list[Line] = []
    sizes: list[int] = []
    done = np.zeros(len(first), dtype=bool).tolist()
    heads, tails = first.tolist(), (last + 1).tolist()
    open_ends = [end for end, other in enumerate(follows) if other < 0]
    for begin in (*open_ends, *range(0, len(follows), 2)):
        end, size = begin, 0
        while end >= 0 and not done[end >> 1]:
            line = end >> 1
            done[line] = True
            piece = points[heads[line] : tails[line]]
            piece = piece[::-1] if end & 1 else piece
            chains.append(piece[1:] if size else piece)
            size += len(chains[-1])
            end = follows[end ^ 1]
        if size:
            sizes.append(size)
    return shapely.linestrings(np.concatenate(chains), indices=np.repeat(np.arange(len(sizes)), sizes))


def _paired(places: Line, inward: Line) -> list[int]:
    """Give each end of a line the end that its chain goes on with, the straightest pairs first; -1: none."""
    follows = [-1] * len(places)
    order = np.lexsort((places[:, 1], places[:, 0]))
    moved = (np.diff(places[order], axis=0) != 0).any(axis=1)
    cuts = np.concatenate(([0], np.flatnonzero(moved) + 1, [len(order)]))
    several = np.flatnonzero(np.diff(cuts) > 1)
    order_list, ways = order.tolist(), inward.tolist()
    for begin, end in zip(cuts[several].tolist(), cuts[several + 1].tolist(), strict=True):
        here = order_list[begin:end]
        turns = sorted(
            (ways[one][0] * ways[other][0] + ways[one][1] * ways[other][1], one, other)
            for place, one in enumerate(here)
            for other in here[place + 1 :]
        )
        for _, one, other in turns:
            if follows[one] < 0 and follows[other] < 0:
                follows[one], follows[other] = other, one
    return follows


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
    return split(points, np.flatnonzero(np.diff(numbers, prepend=-1)))


def split(points: Line, begins: npt.NDArray[np.intp]) -> list[Line]:
    """Return the stretches of points that begin at such places, much faster than the library does."""
    return [points[begin:end] for begin, end in pairwise([*begins.tolist(), len(points)])]
