"""Travel times and distances as the crow flies, for when there is no map."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from dispatch.model import Leg, Point, Snap, TravelMatrix, TravelProfile
from dispatch.travel.geometry import crow_fly


@dataclass(frozen=True, slots=True)
class CrowFlyFigures:
    """Hold what turns a crow-fly distance into time and road distance.

    Parameters
    ----------
    seconds, seconds_per_metre
        Driving time = ``seconds`` + ``seconds_per_metre`` x crow-fly metres.
    detour
        Road metres per crow-fly metre.
    """

    seconds: float
    seconds_per_metre: float
    detour: float


FIGURES: Final[dict[str, CrowFlyFigures]] = {
    "bike": CrowFlyFigures(46.0, 0.312, 1.28),
    "van": CrowFlyFigures(68.0, 0.112, 1.53),
}
"""Measured on the road network of Leiden; see docs/travel.md for date and error."""


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

    def snap(self, profile: TravelProfile, points: Sequence[Point]) -> tuple[Snap, ...]:  # noqa: ARG002
        """Put every place exactly where it is: there is no network to hang it on."""
        return tuple(Snap(0) for _ in points)

    def matrix(self, profile: TravelProfile, points: Sequence[Point]) -> TravelMatrix:
        """Return estimated times and distances between all pairs."""
        distance = crow_fly(points, points)
        seconds, metres = _travel(FIGURES[profile.kind], distance)
        return TravelMatrix.from_bytes(
            profile.key, len(points), seconds.tobytes(), metres.tobytes(), self.name, estimated=True
        )

    def legs(self, profile: TravelProfile, path: Sequence[Point]) -> tuple[Leg, ...]:  # noqa: ARG002
        """Draw straight lines."""
        return tuple(Leg((one, other)) for one, other in pairwise(path))


def _travel(
    figures: CrowFlyFigures, distance: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Turn crow-fly metres into seconds and road metres; the same door is no way at all."""
    elsewhere = distance > 0
    seconds = np.where(elsewhere, figures.seconds + figures.seconds_per_metre * distance, 0.0)
    metres = figures.detour * distance
    return np.rint(seconds).astype(np.int32), np.rint(metres).astype(np.int32)
