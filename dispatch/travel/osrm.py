"""What OSRM answers, turned into values; the engine may be in the process or behind HTTP."""

from collections.abc import Collection, Iterable, Sequence
from itertools import batched, pairwise
from typing import Any, Final, Protocol

import numpy as np

from dispatch.files.text import plain
from dispatch.model import UNREACHABLE, Leg, Point, Snap, Spokes, TravelMatrix, TravelProfile, Ways
from dispatch.travel.nearness import Asked, Nearness, Table, near_tables
from dispatch.travel.polyline import decode_polyline

THROUGH_ZONES: Final = ", through closed zones"
"""What the name of travel times ends with where there is no data that avoids a closed zone."""

PAIRS: Final = 4_000_000
"""Pairs in a question that has no other limit: an engine's answer takes some hundred bytes for each."""

NEARNESS: Final = Nearness()

_AT_ONCE: Final = 4096
"""Pairs that are turned into numbers at a time: a row of one pair costs as much as one of hundreds."""

_STREETS: Final = 5
_SHORT_METRES: Final = 150.0
_SHORT_SHARE: Final = 0.1


class NoRouteError(Exception):
    """Say that there is no way through the points; never leaves this room."""


class Engine(Protocol):
    """Answer in OSRM's own form: mappings and sequences as in its HTTP interface, version 1.

    Errors: :class:`NoRouteError` from ``route``; otherwise those of a
    :class:`dispatch.ports.TravelSource`.
    """

    def table(
        self,
        profile: TravelProfile,
        points: Sequence[Point],
        origins: Sequence[int],
        destinations: Sequence[int],
    ) -> Any:
        """Return durations, distances, sources and destinations."""
        ...

    def route(self, profile: TravelProfile, points: Sequence[Point]) -> Any:
        """Return the first route through the points with its steps."""
        ...


class OsrmSource:
    """Tell times, distances and ways by an OSRM engine.

    Where there is no data for a profile with closed zones, the data of its kind answers: the ways
    may then lead through a closed zone, so such a matrix says so and is marked as an estimate.

    Parameters
    ----------
    engine
        Who answers.
    keys
        The profiles it has data for.
    name
        What the sheets call it.
    block
        Most points in a question for a table; a larger one is asked in pieces. None for no limit but
        ``pairs``.
    through
        Most points in a question for a way.
    pairs
        Most pairs in a question, at least a row: a table of ten thousand places at once would take an
        engine thirty gigabytes.
    nearness
        Above how many places not all pairs are asked for, and which are.
    """

    estimated = False
    holds = False

    def __init__(
        self,
        engine: Engine,
        keys: Collection[str],
        name: str,
        block: int | None = None,
        through: int = 100,
        pairs: int = PAIRS,
        nearness: Nearness = NEARNESS,
    ) -> None:
        self.name = name
        self._engine = engine
        self._keys = frozenset(keys)
        self._block = block
        self._through = through
        self._pairs = pairs
        self._nearness = nearness
        self._seen: tuple[str, tuple[Point, ...], tuple[Snap, ...]] = ("", (), ())

    def snap(self, profile: TravelProfile, points: Sequence[Point]) -> tuple[Snap, ...]:
        """Tell how each place hangs on the network; place 0 is the depot.

        The answer comes for free after the matrix of the same places.
        """
        key, places, snaps = self._seen
        if key == profile.key and places == tuple(points):
            return snaps
        everyone = range(len(points))
        out, _, _, hung = self._tables(profile, points, [0], everyone)
        back, *_ = self._tables(profile, points, everyone, [0])
        return _snaps(hung, out[0], back[:, 0])

    def matrix(self, profile: TravelProfile, points: Sequence[Point]) -> TravelMatrix:
        """Return bare driving times and distances between all pairs, of far ones by a door between."""
        everyone = range(len(points))

        def ask(origins: Sequence[int], destinations: Sequence[int]) -> Asked:
            return self._tables(profile, points, origins, destinations)

        if len(points) > self._nearness.whole:
            seconds, metres, hung = near_tables(ask, points, self._nearness)
        else:
            seconds, metres, hung, _ = ask(everyone, everyone)
        through_zones = self._data_of(profile) != profile
        self._seen = (profile.key, tuple(points), _snaps(hung, seconds[0], seconds[:, 0]))
        np.fill_diagonal(seconds, 0)
        np.fill_diagonal(metres, 0)
        return TravelMatrix.from_bytes(
            profile.key,
            len(points),
            seconds,
            metres,
            self.name + (THROUGH_ZONES if through_zones else ""),
            estimated=through_zones,
            ways=Ways.THROUGH_ZONES if through_zones else Ways.MAPPED,
        )

    def spokes(
        self, profile: TravelProfile, points: Sequence[Point], places: Sequence[Point]
    ) -> tuple[Spokes, ...]:
        """Return bare driving times and distances between some places and others.

        For several places that hardly takes longer than for one: what an engine's table costs is a search
        from and to every point in it.
        """
        everywhere, others = [*points, *places], range(len(points))
        here = range(len(points), len(everywhere))
        out, far, _, _ = self._tables(profile, everywhere, others, here)
        back, far_back, hung, _ = self._tables(profile, everywhere, here, others)
        lost = (out[0] >= UNREACHABLE) | (back[:, 0] >= UNREACHABLE)
        return tuple(
            Spokes(
                tuple(out[:, place].tolist()),
                tuple(far[:, place].tolist()),
                tuple(back[place].tolist()),
                tuple(far_back[place].tolist()),
                Snap(hung[place], bool(lost[place])),
            )
            for place in range(len(places))
        )

    def legs(self, profile: TravelProfile, path: Sequence[Point]) -> tuple[Leg, ...]:
        """Draw the way through the points in order; a straight line where there is no way."""
        legs: list[Leg] = []
        for start in range(0, len(path) - 1, self._through - 1):
            legs += self._stretch(profile, path[start : start + self._through])
        return tuple(legs)

    def _data_of(self, profile: TravelProfile) -> TravelProfile:
        """Return the profile whose data answers for another."""
        without = TravelProfile(profile.kind)
        missing = profile.key not in self._keys and without.key in self._keys
        return without if missing else profile

    def _stretch(self, profile: TravelProfile, path: Sequence[Point]) -> list[Leg]:
        try:
            return [_leg(leg) for leg in self._engine.route(self._data_of(profile), path)["legs"]]
        except NoRouteError:
            if len(path) == 2:
                return [Leg(tuple(path))]
            return [leg for pair in pairwise(path) for leg in self._stretch(profile, pair)]

    def _tables(
        self,
        profile: TravelProfile,
        points: Sequence[Point],
        origins: Sequence[int],
        destinations: Sequence[int],
    ) -> Asked:
        """Ask for a table, in as many questions as it takes."""
        shape = (len(origins), len(destinations))
        seconds, metres = np.empty(shape, np.int32), np.empty(shape, np.int32)
        moved_from, moved_to = [0] * shape[0], [0] * shape[1]
        height, width = self._piece(shape[1])
        for rows in _blocks(shape[0], height):
            for columns in _blocks(shape[1], width):
                answer = self._ask(profile, points, origins[rows], destinations[columns])
                far, long = seconds[rows, columns], metres[rows, columns]
                _fill(far, answer["durations"])
                _fill(long, answer["distances"])
                missing = (far >= UNREACHABLE) | (long >= UNREACHABLE)
                far[missing] = long[missing] = UNREACHABLE
                moved_from[rows] = [round(place["distance"]) for place in answer["sources"]]
                moved_to[columns] = [round(place["distance"]) for place in answer["destinations"]]
        return seconds, metres, moved_from, moved_to

    def _piece(self, width: int) -> tuple[int, int]:
        """Return the most origins and destinations of a question, that the depot fits in beside them."""
        if self._block is None:
            return max(1, self._pairs // max(1, width)), width
        side = max(1, (self._block - 1) // 2)
        return side, side

    def _ask(
        self,
        profile: TravelProfile,
        points: Sequence[Point],
        origins: Sequence[int],
        destinations: Sequence[int],
    ) -> Any:
        """Ask for one block.

        The depot is always among the points: an engine puts points that all lie on one island of
        the network onto that island, and would do so block by block otherwise.
        """
        named = list(dict.fromkeys([0, *origins, *destinations]))
        if len(named) == 1:
            named *= 2  # an engine wants two points at least
        number = {place: place_in_question for place_in_question, place in enumerate(named)}
        return self._engine.table(
            self._data_of(profile),
            [points[place] for place in named],
            [number[place] for place in origins],
            [number[place] for place in destinations],
        )


def _snaps(hung: Sequence[int], out: Table, back: Table) -> tuple[Snap, ...]:
    lost = (out >= UNREACHABLE) | (back >= UNREACHABLE)
    return tuple(Snap(metres, bool(island)) for metres, island in zip(hung, lost, strict=True))


def _blocks(count: int, size: int) -> list[slice]:
    """Cut a range into pieces of at most a size."""
    return [slice(start, min(start + size, count)) for start in range(0, count, max(1, size))]


def _fill(table: Table, rows: Iterable[Iterable[float | None]]) -> None:
    """Round to whole seconds or metres, a few rows at a time; None is no way."""
    at = 0
    for some in batched(rows, max(1, _AT_ONCE // max(1, table.shape[1]))):
        numbers = np.array([list(row) for row in some], dtype=float)
        table[at : at + len(some)] = np.rint(np.where(np.isnan(numbers), UNREACHABLE, numbers))
        at += len(some)


def _leg(answer: Any) -> Leg:
    line: list[Point] = []
    runs: list[tuple[str, float]] = []
    for step in answer["steps"]:
        points = decode_polyline(step["geometry"])
        line += points[1:] if line and points[:1] == (line[-1],) else points
        runs.append((plain(step["name"] or _ref(step)), step["distance"]))
    return Leg(tuple(line), main_streets(runs))


def _ref(step: Any) -> str:
    return str(step["ref"]) if "ref" in step else ""


def main_streets(runs: Iterable[tuple[str, float]]) -> tuple[str, ...]:
    """Choose the few streets that tell a way.

    Parameters
    ----------
    runs
        (name, metres) in order; a nameless piece between two of one name counts as that street.

    Returns
    -------
    tuple of str
        At most five, in order: the longest, without those under 150 m that are under a tenth of the
        way too. A street that is driven twice stands twice.
    """
    joined: list[tuple[str, float]] = []
    for name, metres in runs:
        if name and joined and joined[-1][0] == name:
            joined[-1] = (name, joined[-1][1] + metres)
        elif name:
            joined.append((name, metres))
    whole = sum(metres for _, metres in joined)
    long_enough = min(_SHORT_METRES, _SHORT_SHARE * whole)
    order = sorted(range(len(joined)), key=lambda place: -joined[place][1])
    kept = sorted(place for place in order[:_STREETS] if joined[place][1] >= long_enough)
    names = [joined[place][0] for place in kept]
    return tuple(name for place, name in enumerate(names) if names[place - 1 : place] != [name])
