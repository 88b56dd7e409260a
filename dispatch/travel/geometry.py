"""Distances on the globe."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from dispatch.model import Point

EARTH_RADIUS = 6_371_008.8
"""Mean radius of the earth in metres (IUGG, R1)."""


def crow_fly(origins: Sequence[Point], destinations: Sequence[Point]) -> npt.NDArray[np.float64]:
    """Return the great-circle distances in metres, a row per origin.

    Uses the haversine formula (R. W. Sinnott, Sky and Telescope 68(2), 1984), which is exact for
    doors next to each other too.
    """
    lat_1, lon_1 = np.radians(np.asarray(origins, dtype=float).reshape(-1, 2)).T
    lat_2, lon_2 = np.radians(np.asarray(destinations, dtype=float).reshape(-1, 2)).T
    across = np.sin((lat_2[None, :] - lat_1[:, None]) / 2) ** 2
    along = np.sin((lon_2[None, :] - lon_1[:, None]) / 2) ** 2
    half_chord = across + np.cos(lat_1)[:, None] * np.cos(lat_2)[None, :] * along
    distance: npt.NDArray[np.float64] = 2 * EARTH_RADIUS * np.arcsin(np.sqrt(np.clip(half_chord, 0.0, 1.0)))
    return distance
