"""One source for all kinds of vehicle: roads, paths, and the air."""

from collections.abc import Sequence

from dispatch.config import DRONE, ROBOT
from dispatch.model import Leg, Point, Snap, Spokes, TimeWindow, TravelMatrix, TravelProfile
from dispatch.ports import TravelSource
from dispatch.travel.air import AirTravel
from dispatch.travel.paths import PathTravel


class ByKind:
    """Ask for each kind of vehicle whoever knows its ways; an :class:`dispatch.ports.HourlyTravel`.

    Parameters
    ----------
    roads
        Who knows those of bikes and vans; its name is that of the whole.
    paths, air
        Who knows those of robots and drones.
    """

    def __init__(self, roads: TravelSource, paths: PathTravel, air: AirTravel) -> None:
        self._roads = roads
        self._others: dict[str, TravelSource] = {ROBOT: paths, DRONE: air}
        self._air = air

    @property
    def name(self) -> str:
        """That of the roads."""
        return self._roads.name

    @property
    def estimated(self) -> bool:
        """That of the roads."""
        return self._roads.estimated

    @property
    def holds(self) -> bool:
        """As the source of the roads does."""
        return self._roads.holds

    def snap(self, profile: TravelProfile, points: Sequence[Point]) -> tuple[Snap, ...]:
        """Tell how each place hangs on the network."""
        return self._of(profile).snap(profile, points)

    def matrix(self, profile: TravelProfile, points: Sequence[Point]) -> TravelMatrix:
        """Return bare times and distances between all pairs."""
        return self._of(profile).matrix(profile, points)

    def matrix_in(
        self, profile: TravelProfile, points: Sequence[Point], windows: Sequence[TimeWindow]
    ) -> TravelMatrix:
        """Return bare times and distances that hold while each place is served."""
        if profile.kind == DRONE:
            return self._air.matrix_in(profile, points, windows)
        return self.matrix(profile, points)

    def spokes(
        self, profile: TravelProfile, points: Sequence[Point], places: Sequence[Point]
    ) -> tuple[Spokes, ...]:
        """Return bare times and distances between some places and others."""
        return self._of(profile).spokes(profile, points, places)

    def spokes_in(
        self,
        profile: TravelProfile,
        points: Sequence[Point],
        place: Point,
        windows: Sequence[TimeWindow],
        asked: Sequence[TimeWindow],
    ) -> Spokes:
        """Return the same as they hold in each of the windows asked for."""
        if profile.kind == DRONE:
            return self._air.spokes_in(profile, points, place, windows, asked)
        return self.spokes(profile, points, [place])[0]

    def legs(self, profile: TravelProfile, path: Sequence[Point]) -> tuple[Leg, ...]:
        """Draw the way through the points in order."""
        return self._of(profile).legs(profile, path)

    def _of(self, profile: TravelProfile) -> TravelSource:
        return self._others.get(profile.kind, self._roads)
