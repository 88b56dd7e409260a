"""Robots on the pavement: paths of the map at a speed of their own."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from dispatch.clock import HOUR
from dispatch.config import ROBOT
from dispatch.model import UNREACHABLE, Leg, Point, Snap, Spokes, TravelMatrix, TravelProfile, Ways
from dispatch.ports import TravelSource

_Row = npt.NDArray[np.int64]

FASTEST = 15_000
"""Metres an hour at which a map has its paths measured (``robot.lua``)."""


class PathTravel:
    """Tell times and distances of robots: a source's metres, at the robot's speed.

    Parameters
    ----------
    source
        Who knows the ways.
    kind
        Whose ways: ``robot`` where the source has such, measured at the speed of the fastest robot, else
        ``bike``. A bike's ways lead along streets where a robot takes the pavement, and it waits at the same
        lights: the times are those of the distance, never less than the bike's, and marked as estimates.
    """

    def __init__(self, source: TravelSource, kind: str = "bike") -> None:
        self._source = source
        self._kind = kind

    @property
    def name(self) -> str:
        """What the sheets call it."""
        return self._named(self._source.name)

    @property
    def estimated(self) -> bool:
        """Whether the ways are another vehicle's."""
        return self._source.estimated or self._kind == "bike"

    @property
    def holds(self) -> bool:
        """As the source does."""
        return self._source.holds

    def snap(self, profile: TravelProfile, points: Sequence[Point]) -> tuple[Snap, ...]:
        """Tell how each place hangs on the paths."""
        return self._source.snap(self._theirs(profile), points)

    def matrix(self, profile: TravelProfile, points: Sequence[Point]) -> TravelMatrix:
        """Return bare times and distances between all pairs."""
        whole = self._source.matrix(self._theirs(profile), points)
        seconds = np.frombuffer(whole.flat_seconds, np.int32).astype(np.int64)
        metres = np.frombuffer(whole.flat_metres, np.int32).astype(np.int64)
        rolled = whole.over(
            whole.size, self._rolled(seconds, metres, profile).astype(np.int32), whole.flat_metres
        )
        return replace(
            rolled,
            profile=profile.key,
            source=self._named(whole.source),
            estimated=whole.estimated or self.estimated,
            ways=Ways.BY_BIKE if self._by_bike else whole.ways,
        )

    def spokes(
        self, profile: TravelProfile, points: Sequence[Point], places: Sequence[Point]
    ) -> tuple[Spokes, ...]:
        """Return bare times and distances between some places and others."""
        theirs = self._source.spokes(self._theirs(profile), points, places)
        return tuple(self._rolled_spokes(one, profile) for one in theirs)

    def _rolled_spokes(self, theirs: Spokes, profile: TravelProfile) -> Spokes:
        rows = (
            (theirs.to_seconds, theirs.to_metres),
            (theirs.from_seconds, theirs.from_metres),
        )
        there, back = (
            tuple(map(int, self._rolled(np.array(seconds, np.int64), np.array(metres, np.int64), profile)))
            for seconds, metres in rows
        )
        return Spokes(there, theirs.to_metres, back, theirs.from_metres, theirs.snap)

    def legs(self, profile: TravelProfile, path: Sequence[Point]) -> tuple[Leg, ...]:
        """Draw the way through the points in order."""
        return self._source.legs(self._theirs(profile), path)

    def _named(self, source: str) -> str:
        """Say behind the name of a source that its ways are a bike's; of an estimate nobody asks."""
        return source + (", by the ways of a bike" if self._by_bike else "")

    @property
    def _by_bike(self) -> bool:
        return self._kind != ROBOT and not self._source.estimated

    def _theirs(self, profile: TravelProfile) -> TravelProfile:
        return TravelProfile(self._kind, profile.closed_zones)

    def _rolled(self, seconds: _Row, metres: _Row, profile: TravelProfile) -> _Row:
        """Return the seconds of a distance at the robot's speed, with what its way has to wait for."""
        own = -(-metres * HOUR // profile.metres_per_hour)
        if self._kind == ROBOT:
            own += np.maximum(0, seconds - metres * HOUR // FASTEST)
        no_way = (seconds >= UNREACHABLE) | (metres >= UNREACHABLE)
        rolled: _Row = np.where(no_way, UNREACHABLE, np.maximum(own, seconds))
        return rolled
