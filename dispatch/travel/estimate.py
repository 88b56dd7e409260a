"""Travel times and distances as the crow flies, for when there is no map."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from dispatch.geo.globe import crow_fly
from dispatch.model import Leg, Point, Snap, Spokes, TravelMatrix, TravelProfile, Ways

BAND_METRES: Final = (0, 300, 1_000, 3_000, 8_000)
"""Crow-fly distances at which the figures stand; between them runs a straight line, and beyond the
last one the line goes on."""

_ROWS: Final = 256
"""Rows of a matrix that are worked out at a time: whole ones of ten thousand places would take gigabytes."""


@dataclass(frozen=True, slots=True)
class CrowFlyFigures:
    """Hold what turns a crow-fly distance into time and road distance.

    Parameters
    ----------
    seconds, metres
        Driving time and road distance at each of :data:`BAND_METRES`.
    """

    seconds: tuple[int, ...]
    metres: tuple[int, ...]


FIGURES: Final[dict[str, CrowFlyFigures]] = {
    "bike": CrowFlyFigures(
        (0, 124, 363, 927, 2250),
        (0, 422, 1432, 3906, 9841),
    ),
    "van": CrowFlyFigures(
        (0, 83, 258, 562, 1116),
        (0, 406, 1705, 4486, 10806),
    ),
}
"""Measured with benchmarks/calibrate.py; see docs/travel.md for date and error."""


class EstimateSource:
    """Estimate travel from crow-fly distances; knows no streets, water, zones or one-ways."""

    @property
    def name(self) -> str:
        """What the sheets call it."""
        return "estimate (crow-fly)"

    @property
    def estimated(self) -> bool:
        """Always true."""
        return True

    @property
    def holds(self) -> bool:
        """Never: it is worked out anew in no time."""
        return False

    def snap(self, profile: TravelProfile, points: Sequence[Point]) -> tuple[Snap, ...]:  # noqa: ARG002
        """Put every place exactly where it is: there is no network to hang it on."""
        return tuple(Snap(0) for _ in points)

    def matrix(self, profile: TravelProfile, points: Sequence[Point]) -> TravelMatrix:
        """Return estimated times and distances between all pairs."""
        size, figures = len(points), FIGURES[profile.kind]
        both = np.empty((2, size, size), np.int32)
        for first in range(0, size, _ROWS):
            rows = slice(first, first + _ROWS)
            both[:, rows] = travel(figures, crow_fly(points[rows], points))
        return TravelMatrix.from_bytes(
            profile.key, size, both[0], both[1], self.name, estimated=True, ways=Ways.STRAIGHT
        )

    def spokes(
        self, profile: TravelProfile, points: Sequence[Point], places: Sequence[Point]
    ) -> tuple[Spokes, ...]:
        """Return estimated times and distances between some places and others."""
        rows = zip(*travel(FIGURES[profile.kind], crow_fly(places, points)), strict=True)
        told = ((tuple(map(int, out)), tuple(map(int, far))) for out, far in rows)
        return tuple(Spokes(out, far, out, far, Snap(0)) for out, far in told)

    def legs(self, profile: TravelProfile, path: Sequence[Point]) -> tuple[Leg, ...]:  # noqa: ARG002
        """Draw straight lines."""
        return tuple(Leg((one, other)) for one, other in pairwise(path))


def travel(
    figures: CrowFlyFigures, distance: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Turn crow-fly metres into seconds and road metres; the same door is no way at all."""
    return _along(figures.seconds, distance), _along(figures.metres, distance)


def _along(values: tuple[int, ...], distance: npt.NDArray[np.float64]) -> npt.NDArray[np.int32]:
    last = (values[-1] - values[-2]) / (BAND_METRES[-1] - BAND_METRES[-2])
    beyond = np.maximum(distance - BAND_METRES[-1], 0.0) * last
    return np.rint(np.interp(distance, BAND_METRES, values) + beyond).astype(np.int32)
