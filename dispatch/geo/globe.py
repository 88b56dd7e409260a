"""Distances on the globe."""

import re
from collections.abc import Sequence
from math import cos, hypot, pi, radians
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

type Point = tuple[float, float]
"""(lat, lon) in degrees."""

_TYPED: Final = re.compile(r"\s*(-?\d+(?:[.,]\d+)?)\s*[,;\s]\s*(-?\d+(?:[.,]\d+)?)\s*")

EARTH_RADIUS: Final = 6_371_008.8
"""Mean radius of the earth in metres (IUGG, R1)."""

METRES_PER_DEGREE: Final = EARTH_RADIUS * pi / 180
"""Of latitude; of longitude times :func:`shrink`."""


def shrink(lat: float) -> float:
    """Return how much shorter a degree of longitude is at a latitude than a degree of latitude."""
    return cos(radians(lat))


def typed_point(text: str) -> Point | None:
    """Read a position as people type or copy it, ``52.1637,4.4921`` or ``52,1637 4,4921``; else None."""
    match = _TYPED.fullmatch(text)
    if match is None:
        return None
    lat, lon = (float(part.replace(",", ".")) for part in match.groups())
    return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None


def metres_between(one: Point, other: Point) -> float:
    """Return the distance in metres of two places near each other, on a flat map around them."""
    east = (one[1] - other[1]) * shrink((one[0] + other[0]) / 2)
    return hypot(one[0] - other[0], east) * METRES_PER_DEGREE


def crow_fly(origins: Sequence[Point], destinations: Sequence[Point]) -> "npt.NDArray[np.float64]":
    """Return the great-circle distances in metres, a row per origin.

    Uses the haversine formula (R. W. Sinnott, Sky and Telescope 68(2), 1984), which is exact for
    doors next to each other too.
    """
    import numpy as np

    lat_1, lon_1 = np.radians(np.asarray(origins, dtype=float).reshape(-1, 2)).T
    lat_2, lon_2 = np.radians(np.asarray(destinations, dtype=float).reshape(-1, 2)).T
    across = np.sin((lat_2[None, :] - lat_1[:, None]) / 2) ** 2
    along = np.sin((lon_2[None, :] - lon_1[:, None]) / 2) ** 2
    half_chord = across + np.cos(lat_1)[:, None] * np.cos(lat_2)[None, :] * along
    distance: np.ndarray[Any, np.dtype[np.float64]] = (
        2 * EARTH_RADIUS * np.arcsin(np.sqrt(np.clip(half_chord, 0.0, 1.0)))
    )
    return distance
