"""Travel that is measured once a day and read by all cells of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np

from dispatch.errors import ResourceError
from dispatch.model import Leg, Point, Snap, Spokes, TravelMatrix, TravelProfile
from dispatch.ports import TravelSource


@dataclass(frozen=True, slots=True)
class CommonTravel:
    """Answer as the source did that it was measured with: a :class:`dispatch.ports.TravelSource`.

    Parameters
    ----------
    name, estimated
        Of that source.
    points
        Where to and from; the store is the first.
    matrices, snaps
        By key of the profile, bare.
    """

    name: str
    estimated: bool
    points: tuple[Point, ...]
    matrices: dict[str, TravelMatrix]
    snaps: dict[str, tuple[Snap, ...]]

    @property
    def holds(self) -> bool:
        """Never: all that it tells is known."""
        return False

    @classmethod
    def measured(
        cls, source: TravelSource, profiles: Iterable[TravelProfile], points: Iterable[Point]
    ) -> Self:
        """Measure between all different points, the store first.

        Raises
        ------
        ServiceError, ResourceError
            From the source.
        """
        different = tuple(dict.fromkeys(points))
        matrices, snaps = {}, {}
        for profile in sorted(set(profiles), key=lambda profile: profile.key):
            matrices[profile.key] = source.matrix(profile, different)
            snaps[profile.key] = source.snap(profile, different)
        return cls(source.name, source.estimated, different, matrices, snaps)

    def snap(self, profile: TravelProfile, points: Sequence[Point]) -> tuple[Snap, ...]:
        """Tell how each place hangs on the network."""
        known = self.snaps[profile.key]
        return tuple(known[place] for place in self._places(points))

    def matrix(self, profile: TravelProfile, points: Sequence[Point]) -> TravelMatrix:
        """Return what was measured between some of the points."""
        whole, places = self.matrices[profile.key], self._places(points)
        rows = [
            np.frombuffer(flat, np.int32).reshape(whole.size, whole.size)[np.ix_(places, places)].tobytes()
            for flat in (whole.flat_seconds, whole.flat_metres)
        ]
        return whole.over(len(places), rows[0], rows[1])

    def spokes(
        self, profile: TravelProfile, points: Sequence[Point], places: Sequence[Point]
    ) -> tuple[Spokes, ...]:
        """Return what was measured between some places and others."""
        matrix = self.matrix(profile, [*points, *places])
        snaps, others = self.snap(profile, places), range(len(points))
        return tuple(
            Spokes(
                tuple(matrix.seconds(other, place) for other in others),
                tuple(matrix.metres(other, place) for other in others),
                tuple(matrix.seconds(place, other) for other in others),
                tuple(matrix.metres(place, other) for other in others),
                snap,
            )
            for place, snap in enumerate(snaps, start=len(points))
        )

    def legs(self, profile: TravelProfile, path: Sequence[Point]) -> tuple[Leg, ...]:  # noqa: ARG002
        """Draw straight lines: nobody looks at the ways of a cell."""
        return tuple(Leg(ends) for ends in pairwise(path))

    def _places(self, points: Sequence[Point]) -> list[int]:
        number = {point: place for place, point in enumerate(self.points)}
        try:
            return [number[point] for point in points]
        except KeyError as unknown:
            raise ResourceError("Travel to {unknown} was not measured.", unknown=str(unknown)) from None
